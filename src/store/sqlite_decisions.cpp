// The analyst's log: primary, only ever appended to.
#include "json/json.h"
#include "store/sqlite_store.h"

namespace hearsay::store {
namespace {

std::optional<std::int64_t> or_null(std::size_t number) {
  if (number == 0) return {};
  return static_cast<std::int64_t>(number);
}

}  // namespace

Result<std::vector<Decision>> SqliteStore::decisions() const {
  return guarded([&] {
    std::vector<Decision> log;
    Statement query(connection_,
                    "SELECT number, verb, about, field, value, reason, decided_by, decided_at,"
                    " coalesce(undoes, 0) FROM decisions ORDER BY number");
    while (query.step()) {
      const auto verb = json::verb_of(query.text(1));
      if (!verb) {
        give_up(ErrorKind::store,
                "The store's log holds a decision of a kind that this version"
                " of hearsay does not know.");
      }
      Decision decision;
      decision.number = static_cast<std::size_t>(query.integer(0));
      decision.verb = *verb;
      decision.about = require(json::decode_anchors(query.text(2)));
      decision.field = query.text(3);
      decision.value = query.text(4);
      decision.reason = query.text(5);
      decision.by = query.text(6);
      decision.at = query.text(7);
      decision.undoes = static_cast<std::size_t>(query.integer(8));
      log.push_back(std::move(decision));
    }
    return log;
  });
}

Result<void> SqliteStore::decide(const Decision& decision,
                                 std::vector<std::pair<std::string, Analysed>> readings,
                                 const MatchMaker& match) {
  return guarded([&] {
    require_analysis();
    notice_changes();
    Transaction transaction(connection_);
    const std::int64_t last = connection_.number("SELECT max(number) FROM decisions");
    if (static_cast<std::size_t>(last) + 1 != decision.number) {
      give_up(ErrorKind::store, "Another program has decided something just now: try again.");
    }
    Statement(connection_,
              "INSERT INTO decisions (number, verb, about, field, value, reason, decided_by,"
              " decided_at, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(decision.number, json::text_of(decision.verb), json::encode_anchors(decision.about),
              decision.field, decision.value, decision.reason, decision.by, decision.at,
              or_null(decision.undoes))
        .run();
    // What is merged or split moves groups though nothing is read anew; nothing else does.
    Statement about(connection_,
                    "INSERT OR IGNORE INTO touched SELECT d.number FROM documents d, decisions l,"
                    " json_each(l.about) a WHERE l.number IN (?, ?)"
                    " AND l.verb IN ('merge', 'split')"
                    " AND d.full_hash = json_extract(a.value, '$.document')");
    about.bind(decision.number, decision.undoes).run();
    for (auto& [id, analysed] : readings) {
      const Number document = number_of(id);
      write_reading(document, std::move(analysed), match);
      refresh_current(first_sighting(document).url);
    }
    new_generation();
    transaction.commit();
  });
}

Result<std::optional<std::string>> SqliteStore::id_with_hash(std::string_view full_hash) const {
  return guarded([&]() -> std::optional<std::string> {
    Statement query(connection_, "SELECT id FROM documents WHERE full_hash = ?");
    if (!query.bind(full_hash).step()) return {};
    return query.text(0);
  });
}

}  // namespace hearsay::store
