// Lists of what the current documents hold, filtered and in pages.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "store/sqlite_store.h"
#include "text/fold.h"

namespace hearsay::store {
namespace {

/// Bounds on a reading `r`: ?1 since, ?2 until, ?3 folded place, ?4 place as given, ?5 folded
/// source, ?6 the one document. An empty bound lets all pass.
std::string_view document_passes(const Filter& filter) {
  // Going through a hundred thousand readings, SQLite would test what nobody asked for on each.
  if (filter.since.empty() && filter.until.empty()) return " r.current = 1";
  return " r.current = 1"
         " AND (?1 = '' OR (r.published <> '' AND substr(r.published, 1, length(?1)) >= ?1))"
         " AND (?2 = '' OR (r.published <> '' AND substr(r.published, 1, length(?2)) <= ?2))";
}

/// Told apart here and not by SQLite, which would go through all of them for the one.
std::string_view is_of(const Filter& filter) {
  return filter.document.empty() ? " AND ?6 = ''"
                                 : " AND r.document = (SELECT number FROM documents WHERE id = ?6)";
}

/// Whatever a total depends on.
std::array<std::string, 5> bounds_of(const Filter& filter) {
  return {filter.since, filter.until, filter.place, filter.source, filter.document};
}

/// Asks with ?1 to ?6, and what comes after them.
template <typename... More>
Statement& ask(Statement& query, const Filter& filter, const More&... more) {
  return query.bind(filter.since, filter.until, text::fold(filter.place), filter.place,
                    text::fold(filter.source), filter.document, more...);
}

std::string_view names_place(const Filter& filter) {
  if (filter.place.empty()) return "";
  return " AND EXISTS (SELECT 1 FROM places p WHERE p.document = r.document"
         " AND (p.folded = ?3 OR p.words = ?3 OR p.gazetteer = ?4))";
}

std::string_view names_source(const Filter& filter) {
  if (filter.source.empty()) return "";
  return " AND (?5 = '' OR EXISTS (SELECT 1 FROM attributions a WHERE a.document = r.document"
         " AND instr(' ' || a.folded || ' ', ' ' || ?5 || ' ') > 0))";
}

std::string sql(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part);
  return out;
}

/// Dates sort as they are; the undated come last. What stands behind the id decides nothing: it is
/// what `readings_by_date` is sorted by, so that no list is sorted whole for a page of it.
constexpr std::string_view kByDate =
    " ORDER BY r.published = '', r.published, r.id, r.claim_count, r.document";
constexpr std::string_view kPage = " LIMIT ?7 OFFSET ?8";

/// What a row of documents is read from, and how.
constexpr std::string_view kDocumentRow =
    "SELECT d.id, r.path, d.url, r.title, r.publisher, r.published, r.page,"
    " r.attribution_count, r.claim_count FROM readings r"
    " JOIN documents d ON d.number = r.document";

DocumentRow document_row(const Statement& query) {
  DocumentRow row;
  row.id = query.text(0);
  row.path = query.text(1);
  row.url = query.text(2);
  row.title = query.text(3);
  row.publisher = query.text(4);
  row.published = query.text(5);
  row.kind = static_cast<PageKind>(query.integer(6));
  row.attributions = static_cast<std::size_t>(query.integer(7));
  row.claims = static_cast<std::size_t>(query.integer(8));
  return row;
}

/// A claim that passes: its place and source are its own.
std::string_view claim_place_passes(const Filter& filter) {
  if (filter.place.empty()) return "";
  return " AND EXISTS (SELECT 1 FROM claim_places l"
         " JOIN places p ON p.number = l.place WHERE l.claim = c.number"
         " AND (p.folded = ?3 OR p.words = ?3 OR p.gazetteer = ?4))";
}
constexpr std::string_view kClaimSource =
    " LEFT JOIN attributions s ON s.document = c.document AND s.position = c.attribution";
std::string_view claim_source_passes(const Filter& filter) {
  if (filter.source.empty()) return "";
  return " AND (?5 = '' OR instr(' ' || s.folded || ' ', ' ' || ?5 || ' ') > 0)";
}

ClaimRow claim_row(const Statement& query) {
  ClaimRow row;
  row.id = ClaimId{query.text(0), ClaimIndex{static_cast<std::uint32_t>(query.integer(1))}};
  row.text = query.text(2);
  row.source = query.text(3);
  row.published = query.text(4);
  row.publisher = query.text(5);
  row.voice = static_cast<Voice>(query.integer(6));
  row.allegation = query.text(7);
  return row;
}

constexpr std::string_view kSources =
    " JOIN readings r ON r.document = a.document"
    " LEFT JOIN entity_members m ON m.document = a.document AND m.position = a.entity"
    " LEFT JOIN entity_groups g ON g.number = m.entity_group WHERE";
std::string_view source_passes(const Filter& filter) {
  if (filter.source.empty()) return "";
  return " AND (?5 = '' OR instr(' ' || a.folded || ' ', ' ' || ?5 || ' ') > 0)";
}

/// A row of the listing of sources before its documents are looked for.
struct SourceCount {
  std::optional<std::int64_t> group;  ///< none: those of one folded name
  std::string folded;
  std::size_t attributions = 0;
  std::string id = {};
};

/// All sources that pass, in no order. Counted here: SQLite would sort all attributions for it.
std::vector<SourceCount> count_sources(const Connection& connection, const Filter& filter) {
  Statement query(connection, sql({"SELECT g.number, a.folded FROM attributions a", kSources,
                                   document_passes(filter), is_of(filter), names_place(filter),
                                   source_passes(filter)}));
  std::unordered_map<std::int64_t, std::size_t> groups;
  std::unordered_map<std::string, std::size_t> names;
  for (ask(query, filter); query.step();) {
    ++(query.is_null(0) ? names[query.text(1)] : groups[query.integer(0)]);
  }
  std::vector<SourceCount> all;
  all.reserve(groups.size() + names.size());
  for (const auto& [number, count] : groups) all.push_back({number, {}, count});
  for (const auto& [name, count] : names) all.push_back({{}, name, count});
  return all;
}

/// Those of a page of the listing: who says most first, then by id.
std::vector<SourceCount> page_of(const Connection& connection, std::vector<SourceCount> all,
                                 const Filter& filter) {
  const std::size_t begin = std::min(filter.offset, all.size());
  const std::size_t end = begin + std::min(filter.limit, all.size() - begin);
  if (begin == end) return {};
  // Ids are looked up only where they decide.
  const auto by_count = [](const SourceCount& a, const SourceCount& b) {
    return a.attributions > b.attributions;
  };
  std::ranges::sort(all, by_count);
  const auto [first, before] = std::ranges::equal_range(all, all[begin], by_count);
  const auto [last, after] = std::ranges::equal_range(all, all[end - 1], by_count);
  Statement id(connection, "SELECT id FROM entity_groups WHERE number = ?");
  for (auto each = first; each != after; ++each) {
    each->id = each->group && id.bind(*each->group).step() ? id.text(0) : "s:" + each->folded;
  }
  std::sort(first, after, [](const SourceCount& a, const SourceCount& b) {
    return std::tie(b.attributions, a.id) < std::tie(a.attributions, b.id);
  });
  return {all.begin() + static_cast<std::ptrdiff_t>(begin),
          all.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// Which narratives `n` a listing has: those that recur, and of which one document passes.
std::string recurring(const Filter& filter) {
  // A narrative's own documents first, whatever SQLite thinks of the others.
  constexpr std::string_view kOfDocuments =
      " FROM narratives n WHERE n.document_count > 1 AND (?1 || ?2 || ?4 || ?5 || ?6 = ''"
      " OR EXISTS (SELECT 1 FROM narrative_documents m CROSS JOIN readings r"
      " ON r.document = m.document WHERE m.narrative = n.number AND";
  return sql({kOfDocuments, document_passes(filter), is_of(filter), names_place(filter),
              names_source(filter), "))"});
}

/// Counts the rows of a listing.
std::string counting(Listed what, const Filter& filter) {
  switch (what) {
    case Listed::narratives:
      return "SELECT count(*)" + recurring(filter);
    case Listed::documents:
      return sql({"SELECT count(*) FROM readings r WHERE", document_passes(filter), is_of(filter),
                  names_place(filter), names_source(filter)});
    case Listed::sources:
    case Listed::claims:
      break;
  }
  return sql({"SELECT count(*) FROM claims c JOIN readings r ON r.document = c.document",
              kClaimSource, " WHERE", document_passes(filter), is_of(filter),
              claim_place_passes(filter), claim_source_passes(filter)});
}

}  // namespace

Result<std::vector<DocumentRow>> SqliteStore::documents(const Filter& filter) const {
  return guarded([&] {
    require_analysis();
    std::vector<DocumentRow> rows;
    Statement page(connection_,
                   sql({"SELECT r.document FROM readings r WHERE", document_passes(filter),
                        is_of(filter), names_place(filter), names_source(filter), kByDate, kPage}));
    Statement row(connection_, sql({kDocumentRow, " WHERE r.document = ?"}));
    ask(page, filter, filter.limit, filter.offset);
    while (page.step()) {
      if (row.bind(page.integer(0)).step()) rows.push_back(document_row(row));
    }
    return rows;
  });
}

Result<std::vector<std::string>> SqliteStore::filtered(const Filter& filter) const {
  return guarded([&] {
    require_analysis();
    std::vector<std::string> ids;
    Statement query(connection_, sql({"SELECT r.id FROM readings r WHERE", document_passes(filter),
                                      is_of(filter), names_place(filter), names_source(filter),
                                      " ORDER BY r.id"}));
    ask(query, filter);
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

Result<std::vector<ClaimRow>> SqliteStore::claims(const Filter& filter) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    std::vector<ClaimRow> rows;
    // Whose claim it is needs no look where nobody asks.
    const std::string_view said_by = filter.source.empty() ? "" : kClaimSource;
    Statement page(
        connection_,
        sql({"SELECT c.number FROM readings r JOIN claims c ON c.document = r.document", said_by,
             " WHERE", document_passes(filter), is_of(filter), claim_place_passes(filter),
             claim_source_passes(filter), kByDate, ", c.position", kPage}));
    Statement row(
        connection_,
        sql({"SELECT r.id, c.position, c.words, s.source_name, r.published, r.publisher, c.voice,"
             " (SELECT a.id FROM allegation_claims g JOIN allegations a ON a.number = g.allegation"
             " WHERE g.document = c.document AND g.claim = c.position)"
             " FROM claims c JOIN readings r ON r.document = c.document",
             kClaimSource, " WHERE c.number = ?"}));
    ask(page, filter, filter.limit, filter.offset);
    while (page.step()) {
      if (row.bind(page.integer(0)).step()) rows.push_back(claim_row(row));
    }
    return rows;
  });
}

/// Attributions whose sources are one entity across documents make one row; the others are told
/// apart by their folded names. A row's name and kind are those of its first attribution.
Result<std::vector<SourceRow>> SqliteStore::sources(const Filter& filter) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    const std::string passes = sql({kSources, document_passes(filter), is_of(filter),
                                    names_place(filter), source_passes(filter)});
    std::vector<SourceCount> all = count_sources(connection_, filter);
    keep_total(Listed::sources, filter, all.size());
    constexpr std::string_view kColumns =
        "SELECT r.id, coalesce(g.name, a.source_name), a.kind FROM";
    Statement of_group(
        connection_, sql({kColumns,
                          " (SELECT DISTINCT document FROM entity_members WHERE entity_group = ?7)"
                          " h JOIN attributions a ON a.document = h.document",
                          passes, " AND g.number = ?7 ORDER BY r.id, a.position"}));
    Statement of_name(connection_,
                      sql({kColumns, " attributions a", passes,
                           " AND a.folded = ?7 AND g.number IS NULL ORDER BY r.id, a.position"}));
    std::vector<SourceRow> rows;
    for (const SourceCount& each : page_of(connection_, std::move(all), filter)) {
      SourceRow& row = rows.emplace_back();
      row.id = each.id;
      row.attributions = each.attributions;
      Statement& query =
          each.group ? ask(of_group, filter, *each.group) : ask(of_name, filter, each.folded);
      while (query.step()) {
        std::string document = query.text(0);
        if (row.documents.empty()) {
          row.name = query.text(1);
          row.kind = static_cast<SourceKind>(query.integer(2));
        }
        if (row.documents.empty() || row.documents.back() != document) {
          row.documents.push_back(std::move(document));
        }
      }
    }
    return rows;
  });
}

Result<std::vector<Narrative>> SqliteStore::narratives(const Filter& filter) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    Statement query(connection_,
                    sql({"SELECT n.number", recurring(filter),
                         " ORDER BY n.document_count DESC, n.id, n.label LIMIT ?7 OFFSET ?8"}));
    ask(query, filter, filter.limit, filter.offset);
    std::vector<Narrative> rows;
    while (query.step()) rows.push_back(load_narrative(query.integer(0)));
    return rows;
  });
}

Result<std::vector<DocumentRow>> SqliteStore::documents_of(
    const std::vector<std::string>& ids) const {
  return guarded([&] {
    require_analysis();
    std::vector<DocumentRow> rows;
    Statement query(connection_, sql({kDocumentRow, " WHERE d.id = ?"}));
    for (const std::string& id : ids) {
      if (query.bind(id).step()) rows.push_back(document_row(query));
    }
    return rows;
  });
}

Result<std::size_t> SqliteStore::total(Listed what, const Filter& filter) const {
  return guarded([&]() -> std::size_t {
    const auto as_of = as_of_now();
    if (const auto known = kept_total(what, filter)) return *known;
    const std::size_t counted = count_rows(what, filter);
    keep_total(what, filter, counted);
    return counted;
  });
}

std::size_t SqliteStore::count_rows(Listed what, const Filter& filter) const {
  if (what == Listed::sources) return count_sources(connection_, filter).size();
  // Counting the claims themselves takes a look at each.
  if (what == Listed::claims && filter.place.empty() && filter.source.empty()) {
    Statement sum(connection_, sql({"SELECT coalesce(sum(claim_count), 0) FROM readings r WHERE",
                                    document_passes(filter), is_of(filter)}));
    ask(sum, filter).step();
    return static_cast<std::size_t>(sum.integer(0));
  }
  Statement query(connection_, counting(what, filter));
  ask(query, filter).step();
  return static_cast<std::size_t>(query.integer(0));
}

/// What was counted holds as long as nobody writes anything but notes.
void SqliteStore::notice_writes() const {
  const std::pair state{contents_now(), connection_.all_changes()};
  if (counted_state_ == state) return;
  counted_.reset();
  row_totals_.clear();
  counted_state_ = state;
}

std::optional<std::size_t> SqliteStore::kept_total(Listed what, const Filter& filter) const {
  notice_writes();
  const auto found = row_totals_.find({what, bounds_of(filter)});
  if (found == row_totals_.end()) return {};
  return found->second;
}

void SqliteStore::keep_total(Listed what, const Filter& filter, std::size_t total) const {
  constexpr std::size_t kMostTotals = 256;
  notice_writes();
  if (row_totals_.size() >= kMostTotals) row_totals_.clear();
  row_totals_[{what, bounds_of(filter)}] = total;
}

/// Counted once for as long as nobody writes; the generation goes up with notes, too.
Result<StoreTotals> SqliteStore::totals() const {
  return guarded([&] {
    const auto as_of = as_of_now();
    notice_writes();
    StoreTotals totals = counted_.value_or(StoreTotals());
    totals.generation = connection_.number("SELECT generation FROM analysis");
    if (counted_) return totals;
    Statement query(connection_,
                    "SELECT count(*), coalesce(sum(attribution_count), 0),"
                    " coalesce(sum(claim_count), 0) FROM readings WHERE current");
    query.step();
    totals.documents = static_cast<std::size_t>(query.integer(0));
    totals.attributions = static_cast<std::size_t>(query.integer(1));
    totals.claims = static_cast<std::size_t>(query.integer(2));
    totals.narratives = static_cast<std::size_t>(
        connection_.number("SELECT count(*) FROM narratives WHERE document_count > 1"));
    counted_ = totals;
    return totals;
  });
}

Result<std::vector<std::string>> SqliteStore::within(double south, double west, double north,
                                                     double east) const {
  return guarded([&] {
    require_analysis();
    std::vector<std::string> ids;
    Statement query(connection_,
                    "SELECT DISTINCT d.id FROM place_points q JOIN places p ON p.number = q.number"
                    " JOIN readings r ON r.document = p.document"
                    " JOIN documents d ON d.number = p.document"
                    " WHERE q.south >= ? AND q.north <= ? AND q.west >= ? AND q.east <= ?"
                    " AND r.current ORDER BY d.id");
    query.bind(south, north, west, east);
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

}  // namespace hearsay::store
