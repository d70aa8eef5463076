// What is primary: documents, their ids, originals and sightings.
#include "store/sqlite_store.h"

#include <algorithm>
#include <array>

#include "json/json.h"
#include "store/instant.h"
#include "store/pack.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::store {
namespace {

constexpr std::array<std::string_view, 5> kMediaTypes = {"unknown", "html", "plain_text",
                                                         "markdown", "json_line"};

std::string_view name_of(MediaType type) { return kMediaTypes[static_cast<std::size_t>(type)]; }

MediaType media_type_of(std::string_view name) {
  const auto found = std::find(kMediaTypes.begin(), kMediaTypes.end(), name);
  return found == kMediaTypes.end() ? MediaType::unknown
                                    : static_cast<MediaType>(found - kMediaTypes.begin());
}

/// Names, one a line.
std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += '\n';
    out += name;
  }
  return out;
}

void replace(std::string& id, const std::string& from, const std::string& to) {
  if (id == from) id = to;
}

/// Everything in a match that names a document. The order of ids stays: both are beginnings of the
/// same hash, and no other id lies between them.
void rename_in(PairMatch& match, const std::string& from, const std::string& to) {
  replace(match.first, from, to);
  replace(match.second, from, to);
  if (match.reuse) {
    replace(match.reuse->from, from, to);
    replace(match.reuse->to, from, to);
  }
  for (ClaimLink& link : match.claims) {
    replace(link.a.document, from, to);
    replace(link.b.document, from, to);
  }
}

class SqliteChange final : public Change {
 public:
  /// `undone` is called where the change is not kept: what was read inside is no longer so.
  SqliteChange(const Connection& connection, std::function<void()> undone)
      : transaction_(std::make_unique<Transaction>(connection)), undone_(std::move(undone)) {}
  ~SqliteChange() override {
    if (!transaction_) return;
    transaction_.reset();
    undone_();
  }
  SqliteChange(const SqliteChange&) = delete;
  SqliteChange& operator=(const SqliteChange&) = delete;

  Result<void> keep() override {
    return guarded([&] {
      transaction_->commit();
      transaction_.reset();
    });
  }

 private:
  std::unique_ptr<Transaction> transaction_;
  const std::function<void()> undone_;
};

}  // namespace

Result<std::unique_ptr<Change>> SqliteStore::change() {
  return guarded([&]() -> std::unique_ptr<Change> {
    return std::make_unique<SqliteChange>(connection_, [this] { forget_all(); });
  });
}

Result<Added> SqliteStore::add(const Source& source, Analysed analysed, const MatchMaker& match) {
  return guarded([&] {
    require_analysis();
    notice_changes();
    const std::string full_hash = identity_hash(source.url, source.bytes);
    const std::string sha256 = text::sha256_hex(source.bytes);
    Transaction transaction(connection_);
    Statement find(connection_,
                   "SELECT d.number, d.url, o.sha256 FROM documents d"
                   " JOIN originals o ON o.number = d.original WHERE d.full_hash = ?");
    if (find.bind(full_hash).step()) {
      const Number document = find.integer(0);
      if (find.text(1) != source.url || find.text(2) != sha256) {
        // Only bytes that were made to begin with a known URL get here.
        give_up(ErrorKind::input, "The document " + text::printable(source.path) +
                                      " was made to pass for another one; it is left out.");
      }
      if (!insert_sighting(document, source)) return Added::nothing;
      // Read from the first sighting, whichever came first.
      Source first = first_sighting(document);
      first.bytes = source.bytes;
      if (first == source) write_reading(document, std::move(analysed), match);
      refresh_current(source.url);
      new_generation();
      transaction.commit();
      return Added::sighting;
    }
    Statement others(connection_, "SELECT 1 FROM documents WHERE url = ? AND url <> ''");
    const bool is_version = others.bind(source.url).step();
    const Number document = insert_document(source, full_hash, sha256);
    write_reading(document, std::move(analysed), match);
    refresh_current(source.url);
    new_generation();
    transaction.commit();
    move_keys(document);
    return is_version ? Added::new_version : Added::document;
  });
}

Result<std::string> SqliteStore::known(const Source& source) const {
  return guarded([&] {
    require_analysis();
    Statement query(connection_,
                    "SELECT d.id FROM documents d JOIN readings r ON r.document = d.number"
                    " JOIN sightings s ON s.document = d.number"
                    " WHERE d.full_hash = ? AND d.url = ? AND s.captured = ? AND s.path = ?"
                    " AND s.input_id = ? AND s.media_type = ? AND s.charset = ? AND s.title = ?"
                    " AND s.published = ? AND s.publisher = ? AND s.modified = ? AND s.authors = ?"
                    " AND s.from_feed = ?");
    query.bind(identity_hash(source.url, source.bytes), source.url, source.captured, source.path,
               source.input_id, name_of(source.media_type), source.charset, source.title,
               source.published, source.publisher, source.modified, joined(source.authors),
               source.from_feed ? 1 : 0);
    return query.step() ? query.text(0) : std::string();
  });
}

Result<std::optional<Source>> SqliteStore::revisited(const Revisit& revisit) const {
  return guarded([&]() -> std::optional<Source> {
    if (revisit.url.empty()) return {};
    Statement query(connection_,
                    "SELECT s.media_type, s.charset, o.packed FROM documents d"
                    " JOIN sightings s ON s.document = d.number"
                    " JOIN originals o ON o.number = d.original"
                    " WHERE d.url = ?1 AND d.url <> '' AND s.captured <= ?2 AND s.captured <> ''"
                    " AND (s.captured = ?2 OR NOT ?3) AND NOT s.from_feed"
                    " ORDER BY s.captured DESC, d.id LIMIT 1");
    if (!query.bind(revisit.url, revisit.captured, revisit.is_exact ? 1 : 0).step()) return {};
    Source source;
    source.media_type = media_type_of(query.text(0));
    source.charset = query.text(1);
    source.bytes = unpack(query.blob(2), "original of " + text::printable(revisit.url));
    return source;
  });
}

Result<void> SqliteStore::replace_reading(const std::string& id, Analysed analysed,
                                          const MatchMaker& match) {
  return guarded([&] {
    notice_changes();
    Transaction transaction(connection_);
    const Number document = number_of(id);
    write_reading(document, std::move(analysed), match);
    refresh_current(first_sighting(document).url);
    new_generation();
    transaction.commit();
    move_keys(document);
  });
}

/// The first digits of the hash. Where another document has them, the smaller hash keeps the short
/// id and the larger one is written out in full.
std::string SqliteStore::assign_id(const std::string& full_hash) {
  std::string brief = full_hash.substr(0, options_.id_length);
  Statement holder(connection_, "SELECT number, full_hash FROM documents WHERE id = ?");
  if (!holder.bind(brief).step()) return brief;
  if (holder.text(1) < full_hash) return full_hash;
  rename(holder.integer(0), brief, holder.text(1));
  return brief;
}

void SqliteStore::rename(Number document, const std::string& from, const std::string& to) {
  Document content = *load_document(from);
  Sketch sketch = load_sketch(from);
  Outline kept = require(outline(from));
  content.article.id = to;
  sketch.document = to;
  kept.document = to;
  forget(from);
  Statement(connection_, "UPDATE documents SET id = ? WHERE number = ?").bind(to, document).run();
  Statement(connection_,
            "UPDATE packed_readings SET sketch = ?, outline = ?, packed = ? WHERE document = ?")
      .bind(Bytes{pack(json::encode_sketch(sketch), Packing::fast)},
            Bytes{pack(json::encode_outline(kept), Packing::fast)},
            Bytes{pack(json::encode_document(content), Packing::fast)}, document)
      .run();
  Statement(connection_, "UPDATE readings SET id = ? WHERE document = ?").bind(to, document).run();
  rename_in_matches(document, from, to);
  touch(document);
}

void SqliteStore::rename_in_matches(Number document, const std::string& from,
                                    const std::string& to) const {
  struct Row {
    Number first, second;
    PairMatch match;
  };
  std::vector<Row> rows;
  Statement query(connection_,
                  "SELECT first, second, packed FROM pair_matches WHERE first = ?1 OR second = ?1");
  query.bind(document);
  while (query.step()) {
    rows.push_back(
        Row{query.integer(0), query.integer(1), require(json::decode_pair_match(query.blob(2)))});
  }
  Statement update(connection_,
                   "UPDATE pair_matches SET packed = ? WHERE first = ? AND second = ?");
  for (Row& row : rows) {
    rename_in(row.match, from, to);
    update.bind(Bytes{json::encode_pair_match(row.match)}, row.first, row.second).run();
  }
}

SqliteStore::Number SqliteStore::insert_document(const Source& source, const std::string& full_hash,
                                                 const std::string& sha256) {
  const Number original = keep_original(source.bytes, sha256);
  const std::string id = assign_id(full_hash);
  Statement(connection_, "INSERT INTO documents (id, full_hash, url, original) VALUES (?, ?, ?, ?)")
      .bind(id, full_hash, source.url, original)
      .run();
  const Number document = connection_.last_row();
  static_cast<void>(insert_sighting(document, source));
  return document;
}

SqliteStore::Number SqliteStore::keep_original(const std::string& bytes,
                                               const std::string& sha256) const {
  Statement find(connection_, "SELECT number FROM originals WHERE sha256 = ?");
  if (find.bind(sha256).step()) return find.integer(0);
  Statement(connection_, "INSERT INTO originals (sha256, size, packed) VALUES (?, ?, ?)")
      .bind(sha256, bytes.size(), Bytes{pack(bytes, Packing::small)})
      .run();
  return connection_.last_row();
}

bool SqliteStore::insert_sighting(Number document, const Source& source) const {
  Statement(connection_,
            "INSERT OR IGNORE INTO sightings (document, captured, path, input_id, media_type,"
            " charset, title, published, publisher, modified, authors, from_feed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(document, source.captured, source.path, source.input_id, name_of(source.media_type),
            source.charset, source.title, source.published, source.publisher, source.modified,
            joined(source.authors), source.from_feed ? 1 : 0)
      .run();
  return connection_.changes() > 0;
}

/// Without the bytes.
Source SqliteStore::first_sighting(Number document) const {
  Statement query(connection_,
                  "SELECT captured, path, input_id, media_type, charset, title, published,"
                  " publisher, (SELECT url FROM documents WHERE number = document), modified,"
                  " authors, from_feed"
                  " FROM sightings WHERE document = ? ORDER BY captured = '', captured, path,"
                  " input_id, media_type, charset, title, published, publisher, modified, authors,"
                  " from_feed LIMIT 1");
  Source source;
  if (!query.bind(document).step()) return source;
  source.captured = query.text(0);
  source.path = query.text(1);
  source.input_id = query.text(2);
  source.media_type = media_type_of(query.text(3));
  source.charset = query.text(4);
  source.title = query.text(5);
  source.published = query.text(6);
  source.publisher = query.text(7);
  source.url = query.text(8);
  source.modified = query.text(9);
  const std::string authors = query.text(10);
  for (const std::string_view name : text::split(authors, '\n')) source.authors.emplace_back(name);
  source.from_feed = query.integer(11) != 0;
  return source;
}

/// What has been seen at a URL, by when it was captured, then modified, then by id: each time that
/// a document was seen there.
std::vector<SqliteStore::Version> SqliteStore::versions_at(const std::string& url) const {
  std::vector<Version> versions;
  if (url.empty()) return versions;
  Statement query(connection_,
                  "SELECT s.captured, r.modified, d.id, d.number FROM documents d"
                  " JOIN readings r ON r.document = d.number"
                  " JOIN sightings s ON s.document = d.number WHERE d.url = ? AND d.url <> ''");
  query.bind(url);
  while (query.step()) {
    versions.push_back(
        Version{sortable(query.text(0)), sortable(query.text(1)), query.text(2), query.integer(3)});
  }
  std::sort(versions.begin(), versions.end());
  return versions;
}

/// Of the versions of a URL the last is current.
void SqliteStore::refresh_current(const std::string& url) const {
  const std::vector<Version> versions = versions_at(url);
  if (versions.empty()) return;
  const Number current = versions.back().document;
  Statement update(connection_,
                   "UPDATE readings SET current = ?2 WHERE document = ?1 AND current <> ?2");
  for (const Version& version : versions) {
    update.bind(version.document, version.document == current ? 1 : 0).run();
    if (connection_.changes() > 0) touch(version.document);
  }
}

/// Its groups are to be made anew.
void SqliteStore::touch(Number document) const {
  Statement(connection_, "INSERT OR IGNORE INTO touched (document) VALUES (?)")
      .bind(document)
      .run();
}

void SqliteStore::new_generation() const {
  Statement(connection_, "UPDATE analysis SET generation = generation + 1").run();
}

SqliteStore::Number SqliteStore::number_of(std::string_view id) const {
  Statement query(connection_, "SELECT number FROM documents WHERE id = ?");
  if (query.bind(id).step()) return query.integer(0);
  give_up(ErrorKind::not_found, "The store holds no document " + text::printable(id) + ".");
}

std::string SqliteStore::id_of(Number document) const {
  Statement query(connection_, "SELECT id FROM documents WHERE number = ?");
  return query.bind(document).step() ? query.text(0) : std::string();
}

Result<std::vector<std::string>> SqliteStore::all_document_ids() const {
  return guarded([&] {
    std::vector<std::string> ids;
    Statement query(connection_, "SELECT id FROM documents ORDER BY id");
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

Result<StoredDocument> SqliteStore::stored(std::string_view id) const {
  return guarded([&] {
    const Number document = number_of(id);
    StoredDocument stored;
    stored.id = id;
    Statement query(connection_,
                    "SELECT d.full_hash, o.sha256, o.packed FROM documents d"
                    " JOIN originals o ON o.number = d.original WHERE d.number = ?");
    query.bind(document).step();
    stored.full_hash = query.text(0);
    stored.sha256 = query.text(1);
    stored.source = first_sighting(document);
    stored.source.bytes = unpack(query.blob(2), "original of document " + std::string(id));
    Statement paths(connection_,
                    "SELECT DISTINCT path FROM sightings WHERE document = ? ORDER BY path");
    paths.bind(document);
    while (paths.step()) stored.paths.push_back(paths.text(0));
    if (!stale_) {
      Statement current(connection_, "SELECT current FROM readings WHERE document = ?");
      stored.current = !current.bind(document).step() || current.integer(0) != 0;
    }
    return stored;
  });
}

Result<std::vector<std::string>> SqliteStore::versions(std::string_view id) const {
  return guarded([&] {
    std::vector<std::string> ids;
    Statement query(connection_,
                    "SELECT o.id FROM documents d JOIN documents o ON o.url = d.url"
                    " WHERE d.number = ? AND o.url <> '' AND o.number <> d.number ORDER BY o.id");
    query.bind(number_of(id));
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

Result<std::vector<std::string>> SqliteStore::earlier_versions(std::string_view id) const {
  return guarded([&] {
    std::vector<std::string> ids;
    Statement url(connection_,
                  "SELECT d.url FROM documents d JOIN readings r ON r.document = d.number"
                  " WHERE d.id = ? AND r.current");
    if (!url.bind(id).step()) return ids;
    for (const Version& version : versions_at(url.text(0))) {
      if (version.id == id) continue;
      std::erase(ids, version.id);  // seen again: it stands where it was seen last
      ids.push_back(version.id);
    }
    return ids;
  });
}

}  // namespace hearsay::store

namespace hearsay {

std::string identity_hash(std::string_view url, std::string_view bytes) {
  if (url.empty()) return text::sha256_hex(bytes);
  return text::sha256_hex(std::string(url).append(bytes));
}

Result<std::unique_ptr<Store>> open_store(const std::string& where, const StoreOptions& options) {
  if (where.starts_with("postgresql://") || where.starts_with("postgres://")) {
    return fail(ErrorKind::usage, "PostgreSQL stores are not built yet; name a file.");
  }
  if (where.empty()) return fail(ErrorKind::usage, "The store has no name; name a file.");
  return store::guarded([&]() -> std::unique_ptr<Store> {
    return std::make_unique<store::SqliteStore>(where, options);
  });
}

}  // namespace hearsay
