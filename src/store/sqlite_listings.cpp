// Lists of what the current documents hold, filtered and in pages.
#include <algorithm>
#include <limits>
#include <map>

#include "store/sqlite_store.h"
#include "text/fold.h"

namespace hearsay::store {
namespace {

/// Bounds on a reading `r`: ?1 since, ?2 until, ?3 folded place, ?4 place as given, ?5 folded
/// source. An empty bound lets all pass.
constexpr std::string_view kDocumentPasses =
    " r.current"
    " AND (?1 = '' OR (r.published <> '' AND substr(r.published, 1, length(?1)) >= ?1))"
    " AND (?2 = '' OR (r.published <> '' AND substr(r.published, 1, length(?2)) <= ?2))";

constexpr std::string_view kNamesPlace =
    " AND (?4 = '' OR EXISTS (SELECT 1 FROM places p WHERE p.document = r.document"
    " AND (p.folded = ?3 OR p.words = ?3 OR p.gazetteer = ?4)))";

constexpr std::string_view kNamesSource =
    " AND (?5 = '' OR EXISTS (SELECT 1 FROM attributions a WHERE a.document = r.document"
    " AND instr(' ' || a.folded || ' ', ' ' || ?5 || ' ') > 0))";

std::string sql(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part);
  return out;
}

/// Dates sort as they are; the undated come last.
constexpr std::string_view kByDate = " ORDER BY r.published = '', r.published, d.id";

/// What a row of documents is read from, and how.
constexpr std::string_view kDocumentRow =
    "SELECT d.id, r.path, d.url, r.title, r.publisher, r.published, r.page,"
    " r.attribution_count, r.claim_count FROM readings r"
    " JOIN documents d ON d.number = r.document WHERE";

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
constexpr std::string_view kClaimPasses =
    " AND (?4 = '' OR EXISTS (SELECT 1 FROM claim_places l"
    " JOIN places p ON p.number = l.place WHERE l.claim = c.number"
    " AND (p.folded = ?3 OR p.words = ?3 OR p.gazetteer = ?4)))"
    " AND (?5 = '' OR instr(' ' || s.folded || ' ', ' ' || ?5 || ' ') > 0)";

}  // namespace

Result<std::vector<DocumentRow>> SqliteStore::documents(const Filter& filter) const {
  return guarded([&] {
    require_analysis();
    std::vector<DocumentRow> rows;
    Statement query(connection_, sql({kDocumentRow, kDocumentPasses, kNamesPlace, kNamesSource,
                                      kByDate, " LIMIT ?6 OFFSET ?7"}));
    query.bind(filter.since, filter.until, text::fold(filter.place), filter.place,
               text::fold(filter.source), filter.limit, filter.offset);
    while (query.step()) rows.push_back(document_row(query));
    return rows;
  });
}

Result<std::vector<std::string>> SqliteStore::filtered(const Filter& filter) const {
  return guarded([&] {
    require_analysis();
    std::vector<std::string> ids;
    Statement query(connection_,
                    sql({"SELECT d.id FROM readings r"
                         " JOIN documents d ON d.number = r.document WHERE",
                         kDocumentPasses, kNamesPlace, kNamesSource, " ORDER BY d.id"}));
    query.bind(filter.since, filter.until, text::fold(filter.place), filter.place,
               text::fold(filter.source));
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

Result<std::vector<ClaimRow>> SqliteStore::claims(const Filter& filter) const {
  auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  std::map<ClaimId, std::string_view> allegations;
  for (const Allegation& allegation : (*groups)->allegations) {
    for (const ClaimId& claim : allegation.claims) allegations[claim] = allegation.id;
  }
  return guarded([&] {
    std::vector<ClaimRow> rows;
    Statement query(
        connection_,
        sql({"SELECT d.id, c.position, c.words, s.source_name, r.published, r.publisher, c.voice"
             " FROM claims c JOIN readings r ON r.document = c.document"
             " JOIN documents d ON d.number = c.document"
             " LEFT JOIN attributions s ON s.document = c.document AND s.position = c.attribution"
             " WHERE",
             kDocumentPasses, kClaimPasses, kByDate, ", c.position LIMIT ?6 OFFSET ?7"}));
    query.bind(filter.since, filter.until, text::fold(filter.place), filter.place,
               text::fold(filter.source), filter.limit, filter.offset);
    while (query.step()) {
      ClaimRow row;
      row.id = ClaimId{query.text(0), ClaimIndex{static_cast<std::uint32_t>(query.integer(1))}};
      row.text = query.text(2);
      row.source = query.text(3);
      row.published = query.text(4);
      row.publisher = query.text(5);
      row.voice = static_cast<Voice>(query.integer(6));
      const auto allegation = allegations.find(row.id);
      if (allegation != allegations.end()) row.allegation = allegation->second;
      rows.push_back(std::move(row));
    }
    return rows;
  });
}

/// Attributions whose sources are one entity across documents make one row; the others are told
/// apart by their folded names.
Result<std::vector<SourceRow>> SqliteStore::sources(const Filter& filter) const {
  auto groups = grouping();
  if (!groups) return tl::unexpected<Error>(groups.error());
  std::map<EntityId, const EntityGroup*> entities;
  for (const EntityGroup& group : (*groups)->entities) {
    for (const EntityId& member : group.members) entities[member] = &group;
  }
  return guarded([&] {
    std::map<std::string, SourceRow> by_id;
    Statement query(connection_,
                    sql({"SELECT d.id, a.source_name, a.folded, a.kind, a.entity FROM attributions"
                         " a JOIN readings r ON r.document = a.document"
                         " JOIN documents d ON d.number = a.document WHERE",
                         kDocumentPasses, kNamesPlace,
                         " AND (?5 = '' OR instr(' ' || a.folded || ' ', ' ' || ?5 || ' ') > 0)"
                         " ORDER BY d.id, a.position"}));
    query.bind(filter.since, filter.until, text::fold(filter.place), filter.place,
               text::fold(filter.source));
    while (query.step()) {
      const EntityGroup* group = nullptr;
      if (!query.is_null(4)) {
        const EntityIndex entity{static_cast<std::uint32_t>(query.integer(4))};
        const auto found = entities.find(EntityId{query.text(0), entity});
        if (found != entities.end()) group = found->second;
      }
      const std::string id = group != nullptr ? group->id : "s:" + query.text(2);
      SourceRow& row = by_id[id];
      if (row.id.empty()) {
        row.id = id;
        row.name = group != nullptr ? group->name : query.text(1);
        row.kind = static_cast<SourceKind>(query.integer(3));
      }
      ++row.attributions;
      if (row.documents.empty() || row.documents.back() != query.text(0)) {
        row.documents.push_back(query.text(0));
      }
    }
    std::vector<SourceRow> rows;
    for (auto& [id, row] : by_id) rows.push_back(std::move(row));
    std::sort(rows.begin(), rows.end(), [](const SourceRow& a, const SourceRow& b) {
      return a.attributions != b.attributions ? a.attributions > b.attributions : a.id < b.id;
    });
    if (filter.offset >= rows.size()) return std::vector<SourceRow>{};
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(filter.offset));
    if (rows.size() > filter.limit) rows.resize(filter.limit);
    return rows;
  });
}

Result<std::vector<DocumentRow>> SqliteStore::documents_of(
    const std::vector<std::string>& ids) const {
  return guarded([&] {
    require_analysis();
    std::vector<DocumentRow> rows;
    Statement query(connection_, sql({kDocumentRow, " d.id = ?"}));
    for (const std::string& id : ids) {
      if (query.bind(id).step()) rows.push_back(document_row(query));
    }
    return rows;
  });
}

Result<std::size_t> SqliteStore::total(Listed what, const Filter& filter) const {
  if (what == Listed::sources) {
    Filter all = filter;
    all.limit = std::numeric_limits<std::size_t>::max();
    all.offset = 0;
    return sources(all).map([](const auto& rows) { return rows.size(); });
  }
  return guarded([&]() -> std::size_t {
    require_analysis();
    if (what == Listed::narratives) return 0;
    // Counting the claims themselves takes a look at each.
    if (what == Listed::claims && filter.place.empty() && filter.source.empty()) {
      Statement sum(connection_, sql({"SELECT coalesce(sum(claim_count), 0) FROM readings r WHERE",
                                      kDocumentPasses}));
      sum.bind(filter.since, filter.until);
      sum.step();
      return static_cast<std::size_t>(sum.integer(0));
    }
    Statement query(
        connection_,
        what == Listed::documents
            ? sql({"SELECT count(*) FROM readings r WHERE", kDocumentPasses, kNamesPlace,
                   kNamesSource})
            : sql({"SELECT count(*) FROM claims c JOIN readings r ON r.document = c.document"
                   " LEFT JOIN attributions s ON s.document = c.document"
                   " AND s.position = c.attribution WHERE",
                   kDocumentPasses, kClaimPasses}));
    query.bind(filter.since, filter.until, text::fold(filter.place), filter.place,
               text::fold(filter.source));
    query.step();
    return static_cast<std::size_t>(query.integer(0));
  });
}

Result<StoreTotals> SqliteStore::totals() const {
  return guarded([&] {
    require_analysis();
    StoreTotals totals;
    totals.generation = connection_.number("SELECT generation FROM analysis");
    Statement query(connection_,
                    "SELECT count(*), coalesce(sum(attribution_count), 0),"
                    " coalesce(sum(claim_count), 0) FROM readings WHERE current");
    query.step();
    totals.documents = static_cast<std::size_t>(query.integer(0));
    totals.attributions = static_cast<std::size_t>(query.integer(1));
    totals.claims = static_cast<std::size_t>(query.integer(2));
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
