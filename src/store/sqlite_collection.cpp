// The store as `match` and `trace` see it. Only current documents are there: versions of one page
// are one document to them.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "json/json.h"
#include "store/pack.h"
#include "store/sqlite_store.h"
#include "text/utf8.h"

namespace hearsay::store {
namespace {

/// Text of the documents that are kept decoded; a decoded document is some fifty times its text.
constexpr std::size_t kRecentBytes = std::size_t{1} << 19;

std::set<std::int64_t> values_of(const std::map<std::string_view, std::int64_t>& map) {
  std::set<std::int64_t> values;
  for (const auto& [key, value] : map) values.insert(value);
  return values;
}

}  // namespace

Result<std::int64_t> SqliteStore::version() const {
  return guarded([&] { return connection_.number("PRAGMA data_version"); });
}

/// A note is a generation of its own, and changes nothing else.
std::int64_t SqliteStore::contents_now() const {
  return connection_.number(
      "SELECT generation - (SELECT count(*) FROM decisions WHERE verb = 'note') FROM analysis");
}

Result<std::int64_t> SqliteStore::contents() const {
  return guarded([&] { return contents_now(); });
}

Result<std::vector<std::string>> SqliteStore::document_ids() const {
  return guarded([&] {
    require_analysis();
    std::vector<std::string> ids;
    Statement query(connection_,
                    "SELECT d.id FROM documents d JOIN readings r ON r.document = d.number"
                    " WHERE r.current ORDER BY d.id");
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

Result<std::shared_ptr<const Document>> SqliteStore::document(std::string_view id) const {
  return guarded([&] {
    notice_changes();
    return load_document(id);
  });
}

Result<Sketch> SqliteStore::sketch(std::string_view id) const {
  return guarded([&] { return load_sketch(id); });
}

std::shared_ptr<const Document> SqliteStore::load_document(std::string_view id) const {
  if (const auto found = recent_by_id_.find(id); found != recent_by_id_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return found->second->document;
  }
  const std::string bytes = packed_of(id, "packed");
  auto document = std::make_shared<const Document>(require(json::decode_document(bytes)));
  remember(std::string(id), document);
  return document;
}

Sketch SqliteStore::load_sketch(std::string_view id) const {
  return require(json::decode_sketch(packed_of(id, "sketch")));
}

Result<Outline> SqliteStore::outline(std::string_view id) const {
  return guarded([&] { return require(json::decode_outline(packed_of(id, "outline"))); });
}

/// What a column of its reading holds.
std::string SqliteStore::packed_of(std::string_view id, std::string_view column) const {
  const Number number = number_of(id);
  Statement query(connection_,
                  "SELECT " + std::string(column) + " FROM packed_readings WHERE document = ?");
  if (!query.bind(number).step()) {
    require_analysis();
    give_up(ErrorKind::not_found, "The document " + text::printable(id) + " has not been read.");
  }
  return unpack(query.blob(0), std::string(column) + " of document " + std::string(id));
}

void SqliteStore::remember(const std::string& id, std::shared_ptr<const Document> document) const {
  recent_size_ += document->article.text.size();
  recent_.push_front(Recent{id, std::move(document)});
  recent_by_id_[id] = recent_.begin();
  while (recent_size_ > kRecentBytes && recent_.size() > 1) forget(std::string(recent_.back().id));
}

void SqliteStore::forget(std::string_view id) const {
  const auto found = recent_by_id_.find(id);
  if (found == recent_by_id_.end()) return;
  recent_size_ -= found->second->document->article.text.size();
  recent_.erase(found->second);
  recent_by_id_.erase(found);
}

void SqliteStore::forget_all() const {
  recent_.clear();
  recent_by_id_.clear();
  recent_size_ = 0;
}

void SqliteStore::notice_changes() const {
  const std::int64_t version = connection_.number("PRAGMA data_version");
  if (version == seen_data_version_) return;
  seen_data_version_ = version;
  const std::int64_t contents = contents_now();
  if (contents == seen_contents_) return;  // a note, or groups settled
  forget_all();
  seen_contents_ = contents;
}

/// The Julian day of a date that has one.
std::optional<std::int64_t> SqliteStore::day_of(std::string_view date) const {
  Statement query(connection_, "SELECT CAST(julianday(substr(?, 1, 10)) AS INTEGER)");
  query.bind(date).step();
  if (query.is_null(0)) return {};
  return query.integer(0);
}

Result<std::vector<std::string>> SqliteStore::candidates(std::string_view id, const Sketch& sketch,
                                                         const Meeting& meeting) const {
  return guarded([&] {
    const Number self = number_of(id);
    const std::optional<std::int64_t> day = day_of(sketch.date);
    const auto meet = [&](const Shared& shared) {
      const bool apart = day && shared.day && std::abs(*day - *shared.day) > meeting.days;
      return shared.keys >= 2 || (shared.alone && !apart);
    };
    std::vector<std::string> ids;
    Statement query(connection_,
                    "SELECT o.id FROM documents o, documents d WHERE o.number = ?1"
                    " AND d.number = ?2 AND o.number <> d.number"
                    " AND (o.url = '' OR o.url <> d.url)");
    for (const auto& [document, shared] : count_shared(sketch.keys)) {
      if (meet(shared) && query.bind(document, self).step()) ids.push_back(query.text(0));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  });
}

Result<std::vector<std::pair<std::string, std::size_t>>> SqliteStore::sharing(
    const std::vector<std::uint64_t>& keys, std::string_view except, std::size_t limit) const {
  return guarded([&] {
    require_analysis();
    std::vector<std::pair<std::string, std::size_t>> found;
    Statement query(connection_,
                    "SELECT d.id FROM documents d JOIN readings r ON r.document = d.number"
                    " WHERE d.number = ? AND r.current AND d.id <> ?");
    for (const auto& [document, shared] : count_shared(keys)) {
      if (query.bind(document, except).step()) found.emplace_back(query.text(0), shared.keys);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (found.size() > limit) found.resize(limit);
    return found;
  });
}

Result<std::vector<PairMatch>> SqliteStore::pair_matches(
    const std::vector<std::string>& documents) const {
  std::vector<PairMatch> matches;
  const auto done =
      for_each_match(documents, [&](const PairMatch& match) { matches.push_back(match); });
  if (!done) return tl::unexpected<Error>(done.error());
  return matches;
}

Result<void> SqliteStore::for_each_match(const std::vector<std::string>& documents,
                                         const std::function<void(const PairMatch&)>& sink) const {
  return guarded([&] {
    require_analysis();
    std::map<std::string_view, Number> wanted;  // those that are there and current
    Statement number(connection_,
                     "SELECT d.number FROM documents d JOIN readings r ON r.document = d.number"
                     " WHERE d.id = ? AND r.current");
    for (const std::string& id : documents) {
      if (number.bind(id).step()) wanted[id] = number.integer(0);
    }
    // Most that a document matches is not wanted: its number alone tells.
    const std::set<Number> numbers = values_of(wanted);
    Statement query(connection_, "SELECT second, packed FROM pair_matches WHERE first = ?");
    for (const auto& [id, first] : wanted) {
      std::vector<PairMatch> matches;
      query.bind(first);
      while (query.step()) {
        if (!numbers.contains(query.integer(0))) continue;
        matches.push_back(require(json::decode_pair_match(query.blob(1))));
      }
      std::sort(matches.begin(), matches.end(),
                [](const PairMatch& a, const PairMatch& b) { return a.second < b.second; });
      for (const PairMatch& match : matches) sink(match);
    }
  });
}

Result<std::vector<PairMatch>> SqliteStore::pair_matches() const {
  std::vector<PairMatch> matches;
  const auto done = for_each_match([&](const PairMatch& match) {
    matches.push_back(match);
    return true;
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return matches;
}

Result<void> SqliteStore::for_each_match(const std::function<bool(const PairMatch&)>& sink) const {
  return guarded([&] {
    require_analysis();
    // By documents, so that no sorting holds them all.
    Statement documents(connection_,
                        "SELECT d.number FROM documents d JOIN readings r ON r.document = d.number"
                        " WHERE r.current ORDER BY d.id");
    Statement query(connection_,
                    "SELECT p.packed FROM pair_matches p JOIN documents d ON d.number = p.second"
                    " JOIN readings r ON r.document = p.second"
                    " WHERE p.first = ? AND p.connected AND r.current ORDER BY d.id");
    while (documents.step()) {
      query.bind(documents.integer(0));
      while (query.step()) {
        if (!sink(require(json::decode_pair_match(query.blob(0))))) return;
      }
    }
  });
}

}  // namespace hearsay::store
