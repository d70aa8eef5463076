// Groups as they are read. They are settled first: nothing is read of groups of other documents
// than those that the store holds.
#include <algorithm>
#include <map>
#include <set>

#include "json/json.h"
#include "store/sqlite_regrouping.h"
#include "store/sqlite_store.h"
#include "text/utf8.h"

namespace hearsay::store {
namespace {

constexpr std::string_view kInOrder = " ORDER BY n.document_count DESC, n.id, n.label";

/// Everything read while it lives is of one moment, whoever else writes.
class SqliteMoment final : public Moment {
 public:
  explicit SqliteMoment(const Connection& connection) : connection_(connection) {
    connection.run("BEGIN");
  }
  ~SqliteMoment() override {
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  SqliteMoment(const SqliteMoment&) = delete;
  SqliteMoment& operator=(const SqliteMoment&) = delete;

 private:
  const Connection& connection_;
};

EntityId entity_id(const Statement& query, int column) {
  return {query.text(column), EntityIndex{static_cast<std::uint32_t>(query.integer(column + 1))}};
}

ClaimId claim_id(const Statement& query, int column) {
  return {query.text(column), ClaimIndex{static_cast<std::uint32_t>(query.integer(column + 1))}};
}

/// number, id, label, first_seen, last_seen, claim_count
Narrative narrative_of(const Statement& query) {
  Narrative narrative;
  narrative.id = query.text(1);
  narrative.label = query.text(2);
  narrative.first_seen = query.text(3);
  narrative.last_seen = query.text(4);
  narrative.claim_count = static_cast<std::size_t>(query.integer(5));
  return narrative;
}

constexpr std::string_view kNarrative =
    "SELECT n.number, n.id, n.label, n.first_seen, n.last_seen, n.claim_count FROM narratives n";

std::string sql(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part);
  return out;
}

/// Reads groups out of their rows.
class GroupReader {
 public:
  explicit GroupReader(const Connection& connection)
      : documents_(
            connection,
            "SELECT d.id FROM narrative_documents m JOIN documents d ON d.number = m.document"
            " WHERE m.narrative = ? ORDER BY d.id"),
        allegations_(connection,
                     "SELECT id FROM allegations WHERE narrative = ? ORDER BY position"),
        claims_(connection,
                "SELECT d.id, c.claim FROM allegation_claims c JOIN documents d"
                " ON d.number = c.document WHERE c.allegation = ? ORDER BY d.id, c.claim"),
        members_(connection,
                 "SELECT d.id, m.position FROM entity_members m JOIN documents d"
                 " ON d.number = m.document WHERE m.entity_group = ? ORDER BY d.id, m.position") {}

  void fill(std::int64_t number, Narrative& narrative) {
    documents_.bind(number);
    while (documents_.step()) narrative.documents.push_back(documents_.text(0));
    allegations_.bind(number);
    while (allegations_.step()) narrative.allegations.push_back(allegations_.text(0));
  }

  void fill(std::int64_t number, Allegation& allegation) {
    claims_.bind(number);
    while (claims_.step()) {
      allegation.claims.push_back(claim_id(claims_, 0));
      const std::string& document = allegation.claims.back().document;
      auto& documents = allegation.documents;
      if (documents.empty() || documents.back() != document) documents.push_back(document);
    }
  }

  void fill(std::int64_t number, EntityGroup& group) {
    members_.bind(number);
    while (members_.step()) group.members.push_back(entity_id(members_, 0));
  }

 private:
  Statement documents_, allegations_, claims_, members_;
};

}  // namespace

// ---- settling --------------------------------------------------------------------------------

bool SqliteStore::is_settled() const {
  return connection_.number("SELECT EXISTS (SELECT 1 FROM touched)") == 0;
}

Result<void> SqliteStore::settle() const {
  return guarded([&] {
    require_no_rebuild();
    if (!grouper_ || is_settled()) return;
    if (options_.read_only) {
      StoreOptions writing = options_;
      writing.read_only = false;
      SqliteStore writer(connection_.file(), writing);
      writer.set_grouper(grouper_);
      require(writer.settle());
      return;
    }
    Transaction transaction(connection_);
    settle_now();
    transaction.commit();
  });
}

void SqliteStore::settle_now() const {
  SqliteRegrouping groups(connection_);
  require(grouper_(*this, groups));
  connection_.run("DELETE FROM touched");
}

/// Another process may have begun to rebuild since the store was opened.
void SqliteStore::require_no_rebuild() const {
  if (!stale_ && !holds_other_analysis()) return;
  give_up(ErrorKind::store,
          "The store " + text::printable(connection_.file()) +
              " is being rebuilt, or holds what another version of hearsay has read.");
}

/// Nothing where a moment, or a change to the store, is under way: that one holds. Another program
/// may add documents between settling and reading, but hardly each time.
std::unique_ptr<Moment> SqliteStore::as_of_now() const {
  constexpr int kAttempts = 100;
  if (sqlite3_get_autocommit(connection_.handle()) == 0) return nullptr;
  for (int i = 0; i < kAttempts; ++i) {
    require(settle());
    auto moment = std::make_unique<SqliteMoment>(connection_);
    notice_changes();
    require_no_rebuild();
    if (!grouper_ || is_settled()) return moment;
  }
  give_up(ErrorKind::store, "Other programs write to the store all the time: try again.");
}

Result<std::unique_ptr<Moment>> SqliteStore::moment() const {
  return guarded([&] { return as_of_now(); });
}

// ---- reading ---------------------------------------------------------------------------------

Result<std::vector<ClaimPlace>> SqliteStore::places_of(const std::vector<ClaimId>& claims) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    std::vector<ClaimPlace> places;
    Statement by_claim(connection_,
                       sql({"SELECT a.id, n.id, n.label, n.document_count FROM documents d"
                            " JOIN allegation_claims c ON c.document = d.number AND c.claim = ?2"
                            " JOIN allegations a ON a.number = c.allegation"
                            " JOIN narratives n ON n.number = a.narrative WHERE d.id = ?1",
                            kInOrder, " LIMIT 1"}));
    Statement by_document(connection_,
                          sql({"SELECT '', n.id, n.label, n.document_count FROM documents d"
                               " JOIN narrative_documents m ON m.document = d.number"
                               " JOIN narratives n ON n.number = m.narrative WHERE d.id = ?1",
                               kInOrder, " LIMIT 1"}));
    for (const ClaimId& claim : claims) {
      ClaimPlace& place = places.emplace_back();
      Statement* query = &by_claim;
      if (!by_claim.bind(claim.document, static_cast<std::int64_t>(claim.claim)).step()) {
        query = &by_document;
        if (!by_document.bind(claim.document).step()) continue;
      }
      place = {query->text(0), query->text(1), query->text(2),
               static_cast<std::size_t>(query->integer(3))};
    }
    return places;
  });
}

Result<Grouping> SqliteStore::story(std::string_view id) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    Grouping story;
    Statement query(connection_, sql({kNarrative,
                                      " WHERE n.id = ?1 OR n.number IN (SELECT narrative FROM"
                                      " allegations WHERE id = ?1)",
                                      kInOrder, " LIMIT 1"}));
    if (!query.bind(id).step()) return story;
    GroupReader reader(connection_);
    story.narratives.push_back(narrative_of(query));
    reader.fill(query.integer(0), story.narratives.back());
    Statement allegations(
        connection_, "SELECT number, id, label FROM allegations WHERE narrative = ? ORDER BY id");
    allegations.bind(query.integer(0));
    while (allegations.step()) {
      Allegation& allegation = story.allegations.emplace_back();
      allegation.id = allegations.text(1);
      allegation.label = allegations.text(2);
      reader.fill(allegations.integer(0), allegation);
    }
    return story;
  });
}

Narrative SqliteStore::load_narrative(Number number) const {
  Statement query(connection_, sql({kNarrative, " WHERE n.number = ?"}));
  query.bind(number).step();
  Narrative narrative = narrative_of(query);
  GroupReader(connection_).fill(number, narrative);
  return narrative;
}

Result<std::vector<std::string>> SqliteStore::narratives_with(std::string_view document) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    std::vector<std::string> ids;
    Statement query(connection_, sql({"SELECT n.id FROM documents d"
                                      " JOIN narrative_documents m ON m.document = d.number"
                                      " JOIN narratives n ON n.number = m.narrative WHERE d.id = ?",
                                      kInOrder}));
    query.bind(document);
    while (query.step()) ids.push_back(query.text(0));
    return ids;
  });
}

Result<std::vector<EntityGroup>> SqliteStore::entities_of(
    const std::vector<std::string>& documents) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    std::map<Number, std::vector<EntityId>> members;
    Statement query(connection_,
                    "SELECT d.id, m.position, m.entity_group FROM documents d"
                    " JOIN entity_members m ON m.document = d.number WHERE d.id = ?"
                    " ORDER BY m.position");
    for (const std::string& id : std::set<std::string>(documents.begin(), documents.end())) {
      query.bind(id);
      while (query.step()) members[query.integer(2)].push_back(entity_id(query, 0));
    }
    std::vector<EntityGroup> groups;
    Statement head(connection_, "SELECT packed FROM entity_groups WHERE number = ?");
    for (auto& [number, some] : members) {
      head.bind(number).step();
      groups.push_back(require(json::decode_entity_group(head.blob(0))));
      groups.back().members = std::move(some);
    }
    std::ranges::sort(groups, {}, &EntityGroup::id);
    return groups;
  });
}

Result<std::vector<Narrative>> SqliteStore::largest(std::size_t limit) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    std::vector<Narrative> narratives;
    Statement query(connection_, sql({kNarrative, kInOrder, " LIMIT ?"}));
    query.bind(limit);
    while (query.step()) narratives.push_back(narrative_of(query));
    return narratives;
  });
}

Result<void> SqliteStore::for_each_group(const GroupSinks& sinks) const {
  return guarded([&] {
    const auto as_of = as_of_now();
    GroupReader reader(connection_);
    Statement narratives(connection_, sql({kNarrative, kInOrder}));
    bool goes_on = true;
    while (goes_on && sinks.narrative && narratives.step()) {
      Narrative narrative = narrative_of(narratives);
      reader.fill(narratives.integer(0), narrative);
      goes_on = sinks.narrative(narrative);
    }
    Statement allegations(connection_, "SELECT number, id, label FROM allegations ORDER BY id");
    while (goes_on && sinks.allegation && allegations.step()) {
      Allegation allegation;
      allegation.id = allegations.text(1);
      allegation.label = allegations.text(2);
      reader.fill(allegations.integer(0), allegation);
      goes_on = sinks.allegation(allegation);
    }
    Statement entities(connection_, "SELECT number, packed FROM entity_groups ORDER BY id");
    while (goes_on && sinks.entity && entities.step()) {
      EntityGroup group = require(json::decode_entity_group(entities.blob(1)));
      reader.fill(entities.integer(0), group);
      goes_on = sinks.entity(group);
    }
  });
}

Result<std::shared_ptr<const Grouping>> SqliteStore::grouping() const {
  return guarded([&]() -> std::shared_ptr<const Grouping> {
    auto grouping = std::make_shared<Grouping>();
    GroupSinks sinks;
    sinks.narrative = [&](const Narrative& each) {
      grouping->narratives.push_back(each);
      return true;
    };
    sinks.allegation = [&](const Allegation& each) {
      grouping->allegations.push_back(each);
      return true;
    };
    sinks.entity = [&](const EntityGroup& each) {
      grouping->entities.push_back(each);
      return true;
    };
    require(for_each_group(sinks));
    return grouping;
  });
}

}  // namespace hearsay::store
