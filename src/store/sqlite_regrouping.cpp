#include "store/sqlite_regrouping.h"

#include <algorithm>
#include <map>

#include "json/json.h"
#include "store/pack.h"

namespace hearsay::store {

// ---- units -----------------------------------------------------------------------------------

/// The unit goes with all that follows from it; its parts wait to be grouped anew.
void SqliteRegrouping::take_apart(Number unit, std::set<Place>& parts) {
  Statement members(connection_, "SELECT document, part FROM unit_parts WHERE unit = ?");
  members.bind(unit);
  while (members.step()) parts.insert({members.integer(0), members.integer(1)});
  Statement ruled(connection_, "SELECT ruled FROM units WHERE number = ?");
  if (ruled.bind(unit).step() && ruled.integer(0) != 0) ruled_changed_ = true;
  // Whoever was linked with what is told here may have to look elsewhere.
  Statement linked(connection_,
                   "SELECT DISTINCT l.other FROM told t JOIN told_claims c ON c.told = t.id"
                   " JOIN claim_links l ON l.document = c.document AND l.claim = c.claim"
                   " WHERE t.unit = ?");
  linked.bind(unit);
  while (linked.step()) doubted_.insert(linked.integer(0));
  Statement asides(connection_,
                   "SELECT a.document FROM told t JOIN asides a ON a.told = t.id WHERE t.unit = ?");
  asides.bind(unit);
  while (asides.step()) doubted_.insert(asides.integer(0));
  Statement(connection_, "DELETE FROM narratives WHERE unit = ?").bind(unit).run();
  Statement(connection_, "DELETE FROM units WHERE number = ?").bind(unit).run();
  unfinished_.erase(unit);
}

bool SqliteRegrouping::is_grouped(Number document) const {
  Statement query(connection_, "SELECT current FROM readings WHERE document = ?");
  return query.bind(document).step() && query.integer(0) != 0;
}

/// Moves what is connected with `from` from those that wait to its unit. What is met outside of
/// both was in a unit that nobody touched until now.
void SqliteRegrouping::reach(Place from, std::set<Place>& waiting, std::set<Place>& unit) {
  Statement strong(connection_,
                   "SELECT s.other, s.other_part, u.unit FROM strong_pairs s"
                   " JOIN readings r ON r.document = s.other AND r.current"
                   " LEFT JOIN unit_parts u ON u.document = s.other AND u.part = s.other_part"
                   " WHERE s.document = ? AND s.part = ?");
  std::vector<Place> open{from};
  waiting.erase(from);
  unit.insert(from);
  while (!open.empty()) {
    const Place place = open.back();
    open.pop_back();
    std::vector<std::pair<Place, Number>> met;
    strong.bind(place.first, place.second);
    while (strong.step())
      met.push_back({{strong.integer(0), strong.integer(1)}, strong.integer(2)});
    for (const auto& [other, other_unit] : met) {
      if (unit.contains(other)) continue;
      if (!waiting.contains(other)) take_apart(other_unit, waiting);
      waiting.erase(other);
      unit.insert(other);
      open.push_back(other);
    }
  }
}

Result<std::vector<Regrouping::Number>> SqliteRegrouping::renew_units() {
  return guarded([&] {
    std::set<Place> waiting;
    std::vector<Number> documents;
    Statement touched(connection_, "SELECT document FROM touched");
    while (touched.step()) documents.push_back(touched.integer(0));
    Statement units(connection_, "SELECT DISTINCT unit FROM unit_parts WHERE document = ?");
    Statement joined(
        connection_,
        "SELECT t.unit FROM asides a JOIN told t ON t.id = a.told WHERE a.document = ?");
    Statement count(connection_, "SELECT part_count FROM readings WHERE document = ?");
    for (const Number document : documents) {
      std::vector<Number> old;
      units.bind(document);
      while (units.step()) old.push_back(units.integer(0));
      for (const Number unit : old) take_apart(unit, waiting);
      joined.bind(document);
      while (joined.step()) unfinished_.insert(joined.integer(0));
      doubted_.insert(document);
      count.bind(document);
      const std::int64_t parts = count.step() ? count.integer(0) : 0;
      for (std::int64_t part = 0; part < parts; ++part) waiting.insert({document, part});
    }
    // A changed document may have lost parts, or its place as the current version.
    std::map<Number, std::int64_t> parts_of;
    for (const Place& place : waiting) {
      if (parts_of.contains(place.first)) continue;
      const bool counts = is_grouped(place.first) && count.bind(place.first).step();
      parts_of[place.first] = counts ? count.integer(0) : 0;
    }
    std::erase_if(waiting,
                  [&](const Place& place) { return place.second >= parts_of.at(place.first); });
    std::vector<Number> renewed;
    Statement insert(connection_, "INSERT INTO unit_parts (document, part, unit) VALUES (?, ?, ?)");
    while (!waiting.empty()) {
      std::set<Place> unit;
      reach(*waiting.begin(), waiting, unit);
      connection_.run("INSERT INTO units (ruled) VALUES (0)");
      renewed.push_back(connection_.last_row());
      for (const Place& place : unit) {
        insert.bind(place.first, place.second, renewed.back()).run();
        doubted_.insert(place.first);
      }
      unfinished_.insert(renewed.back());
    }
    return renewed;
  });
}

Result<std::vector<PartId>> SqliteRegrouping::parts(Number unit) const {
  return guarded([&] {
    std::vector<PartId> parts;
    Statement query(
        connection_,
        "SELECT d.id, u.part FROM unit_parts u JOIN documents d ON d.number = u.document"
        " WHERE u.unit = ? ORDER BY d.id, u.part");
    query.bind(unit);
    while (query.step()) {
      parts.push_back({query.text(0), static_cast<std::uint32_t>(query.integer(1))});
    }
    return parts;
  });
}

SqliteRegrouping::Number SqliteRegrouping::number_of(const std::string& id) const {
  const auto known = numbers_.find(id);
  if (known != numbers_.end()) return known->second;
  Statement query(connection_, "SELECT number FROM documents WHERE id = ?");
  query.bind(id).step();
  return numbers_[id] = query.integer(0);
}

// ---- asides ----------------------------------------------------------------------------------

Result<void> SqliteRegrouping::put_told(Number unit, const std::vector<ToldAllegation>& told) {
  return guarded([&] {
    Statement insert(connection_,
                     "INSERT INTO told (id, unit, first_day, last_day) VALUES (?, ?, ?, ?)");
    Statement claim(connection_,
                    "INSERT INTO told_claims (document, claim, told) VALUES (?, ?, ?)");
    Statement linked(connection_,
                     "SELECT DISTINCT other FROM claim_links WHERE document = ? AND claim = ?");
    for (const ToldAllegation& each : told) {
      insert.bind(each.id, unit, each.begin, each.end).run();
      for (const ClaimId& id : each.claims) {
        const Number document = number_of(id.document);
        const auto index = static_cast<std::int64_t>(id.claim);
        claim.bind(document, index, each.id).run();
        linked.bind(document, index);
        while (linked.step()) doubted_.insert(linked.integer(0));
      }
    }
  });
}

Result<std::vector<std::string>> SqliteRegrouping::in_doubt() const {
  return guarded([&] {
    std::vector<std::string> ids;
    Statement query(connection_, "SELECT id FROM documents WHERE number = ?");
    for (const Number document : doubted_) {
      if (query.bind(document).step()) ids.push_back(query.text(0));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  });
}

Result<std::vector<Vote>> SqliteRegrouping::votes(const std::string& document) const {
  return guarded([&] {
    std::vector<Vote> votes;
    Statement query(
        connection_,
        "SELECT l.claim, l.score, t.id, t.first_day, t.last_day FROM claim_links l"
        " JOIN readings r ON r.document = l.document AND r.current"
        " JOIN claims c ON c.document = l.document AND c.position = l.claim"
        " JOIN unit_parts u ON u.document = l.document AND u.part = c.part"
        " JOIN told_claims h ON h.document = l.other AND h.claim = l.other_claim"
        " JOIN told t ON t.id = h.told"
        " WHERE l.document = ?1 AND NOT EXISTS (SELECT 1 FROM told_claims o"
        " WHERE o.document = ?1 AND o.claim = l.claim) ORDER BY l.claim, t.id, l.score");
    query.bind(number_of(document));
    while (query.step()) {
      Vote vote;
      vote.claim = static_cast<ClaimIndex>(query.integer(0));
      vote.score = query.real(1);
      vote.told.id = query.text(2);
      if (!query.is_null(3)) vote.told.begin = query.integer(3);
      if (!query.is_null(4)) vote.told.end = query.integer(4);
      votes.push_back(std::move(vote));
    }
    return votes;
  });
}

/// The units that gain or lose something are to be made anew.
Result<void> SqliteRegrouping::put_asides(const std::string& document,
                                          const std::vector<Aside>& asides) {
  return guarded([&] {
    const Number number = number_of(document);
    std::set<std::pair<std::int64_t, std::string>> before;
    std::set<std::pair<std::int64_t, std::string>> now;
    Statement old(connection_, "SELECT claim, told FROM asides WHERE document = ?");
    old.bind(number);
    while (old.step()) before.insert({old.integer(0), old.text(1)});
    for (const Aside& aside : asides) {
      now.insert({static_cast<std::int64_t>(aside.claim.claim), aside.allegation});
    }
    if (before == now) return;
    Statement own(connection_,
                  "SELECT u.unit FROM claims c JOIN unit_parts u ON u.document = c.document"
                  " AND u.part = c.part WHERE c.document = ? AND c.position = ?");
    Statement joined(connection_, "SELECT unit FROM told WHERE id = ?");
    const auto mark = [&](const auto& aside) {
      if (own.bind(number, aside.first).step()) unfinished_.insert(own.integer(0));
      if (joined.bind(aside.second).step()) unfinished_.insert(joined.integer(0));
    };
    for (const auto& aside : before) {
      if (!now.contains(aside)) mark(aside);
    }
    Statement(connection_, "DELETE FROM asides WHERE document = ?").bind(number).run();
    Statement insert(connection_, "INSERT INTO asides (document, claim, told) VALUES (?, ?, ?)");
    for (const auto& aside : now) {
      if (!before.contains(aside)) mark(aside);
      insert.bind(number, aside.first, aside.second).run();
    }
  });
}

Result<std::vector<Aside>> SqliteRegrouping::asides(Number unit) const {
  return guarded([&] {
    std::set<Aside> asides;
    const auto read = [&](std::string_view sql) {
      Statement query(connection_, sql);
      query.bind(unit);
      while (query.step()) {
        asides.insert({{query.text(0), static_cast<ClaimIndex>(query.integer(1))},
                       query.text(2),
                       query.text(3)});
      }
    };
    read(
        "SELECT d.id, a.claim, substr(r.published, 1, 10), a.told FROM told t"
        " JOIN asides a ON a.told = t.id JOIN documents d ON d.number = a.document"
        " JOIN readings r ON r.document = a.document WHERE t.unit = ?");
    read(
        "SELECT DISTINCT d.id, a.claim, substr(r.published, 1, 10), a.told FROM unit_parts u"
        " JOIN asides a ON a.document = u.document JOIN documents d ON d.number = a.document"
        " JOIN readings r ON r.document = a.document WHERE u.unit = ?");
    return std::vector<Aside>(asides.begin(), asides.end());
  });
}

// ---- stories ---------------------------------------------------------------------------------

/// The units of the documents, and those that asides take their claims to.
Result<void> SqliteRegrouping::rule(const std::vector<std::string>& documents) {
  return guarded([&] {
    std::set<Number> before;
    std::set<Number> now;
    const auto read = [&](std::string_view sql, std::set<Number>& units) {
      Statement query(connection_, sql);
      for (const std::string& id : documents) {
        query.bind(number_of(id));
        while (query.step()) units.insert(query.integer(0));
      }
    };
    read("SELECT unit FROM unit_parts WHERE document = ?", now);
    read("SELECT t.unit FROM asides a JOIN told t ON t.id = a.told WHERE a.document = ?", now);
    Statement old(connection_, "SELECT number FROM units WHERE ruled");
    while (old.step()) before.insert(old.integer(0));
    const bool is_touched =
        std::ranges::any_of(now, [&](const Number unit) { return unfinished_.contains(unit); });
    const bool was_touched =
        std::ranges::any_of(before, [&](const Number unit) { return unfinished_.contains(unit); });
    if (before != now || is_touched || was_touched) ruled_changed_ = true;
    if (!ruled_changed_) return;
    unfinished_.insert(before.begin(), before.end());
    unfinished_.insert(now.begin(), now.end());
    connection_.run("UPDATE units SET ruled = 0 WHERE ruled");
    Statement mark(connection_, "UPDATE units SET ruled = 1 WHERE number = ?");
    Statement drop(connection_, "DELETE FROM narratives WHERE unit = ?");
    for (const Number unit : now) {
      mark.bind(unit).run();
      drop.bind(unit).run();
    }
    drop.bind(kRuled).run();
  });
}

Result<Regrouping::Unfinished> SqliteRegrouping::unfinished() const {
  return guarded([&] {
    Unfinished all;
    all.any_ruled = ruled_changed_;
    Statement ruled(connection_, "SELECT ruled FROM units WHERE number = ?");
    for (const Number unit : unfinished_) {
      if (!ruled.bind(unit).step()) continue;
      (ruled.integer(0) != 0 ? all.ruled : all.units).push_back(unit);
    }
    return all;
  });
}

Result<void> SqliteRegrouping::put_stories(Number unit, const Grouping& stories) {
  return guarded([&] {
    Statement(connection_, "DELETE FROM narratives WHERE unit = ?").bind(unit).run();
    for (const Narrative& narrative : stories.narratives) put_narrative(unit, narrative, stories);
  });
}

void SqliteRegrouping::put_narrative(Number unit, const Narrative& narrative,
                                     const Grouping& stories) {
  Statement(connection_,
            "INSERT INTO narratives (unit, id, label, first_seen, last_seen, claim_count,"
            " document_count) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(unit, narrative.id, narrative.label, narrative.first_seen, narrative.last_seen,
            narrative.claim_count, narrative.documents.size())
      .run();
  const Number number = connection_.last_row();
  Statement document(connection_,
                     "INSERT INTO narrative_documents (narrative, document) VALUES (?, ?)");
  for (const std::string& id : narrative.documents) document.bind(number, number_of(id)).run();
  std::size_t position = 0;
  for (const std::string& id : narrative.allegations) {
    const auto found = std::ranges::find(stories.allegations, id, &Allegation::id);
    put_allegation(number, position++, *found);
  }
}

void SqliteRegrouping::put_allegation(Number narrative, std::size_t position,
                                      const Allegation& allegation) {
  Statement(connection_,
            "INSERT INTO allegations (narrative, position, id, label) VALUES (?, ?, ?, ?)")
      .bind(narrative, position, allegation.id, allegation.label)
      .run();
  const Number number = connection_.last_row();
  Statement claim(connection_,
                  "INSERT INTO allegation_claims (allegation, document, claim) VALUES (?, ?, ?)");
  for (const ClaimId& id : allegation.claims) {
    claim.bind(number, number_of(id.document), static_cast<std::int64_t>(id.claim)).run();
  }
}

// ---- entities --------------------------------------------------------------------------------

Result<std::vector<Outline>> SqliteRegrouping::named() const {
  return guarded([&] {
    std::vector<Outline> outlines;
    Statement query(connection_,
                    "SELECT d.id, e.packed FROM documents d"
                    " JOIN readings r ON r.document = d.number AND r.current"
                    " JOIN entities e ON e.document = d.number ORDER BY d.id, e.position");
    while (query.step()) {
      std::string id = query.text(0);
      if (outlines.empty() || outlines.back().document != id) {
        outlines.emplace_back().document = std::move(id);
      }
      outlines.back().entities.push_back(require(json::decode_entity(query.blob(1))));
    }
    return outlines;
  });
}

Result<std::vector<std::pair<std::string, std::string>>> SqliteRegrouping::neighbours() const {
  return guarded([&] {
    std::vector<std::pair<std::string, std::string>> pairs;
    Statement query(connection_,
                    "SELECT a.id, b.id FROM pair_matches p JOIN documents a ON a.number = p.first"
                    " JOIN documents b ON b.number = p.second"
                    " JOIN readings ra ON ra.document = p.first AND ra.current"
                    " JOIN readings rb ON rb.document = p.second AND rb.current"
                    " WHERE p.connected ORDER BY a.id, b.id");
    while (query.step()) pairs.emplace_back(query.text(0), query.text(1));
    return pairs;
  });
}

/// Only what differs is written.
Result<void> SqliteRegrouping::put_entities(const std::vector<EntityGroup>& groups) {
  return guarded([&] {
    std::map<std::string, Number> numbers;
    Statement ids(connection_, "SELECT id, number FROM entity_groups");
    while (ids.step()) numbers.emplace(ids.text(0), ids.integer(1));
    Statement find(connection_, "SELECT packed FROM entity_groups WHERE number = ?");
    Statement insert(connection_, "INSERT INTO entity_groups (id, name, packed) VALUES (?, ?, ?)");
    Statement update(connection_, "UPDATE entity_groups SET name = ?, packed = ? WHERE number = ?");
    Statement member(
        connection_,
        "INSERT INTO entity_members (document, position, entity_group) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET entity_group = excluded.entity_group"
        " WHERE entity_group <> excluded.entity_group");
    std::map<std::string, Number, std::less<>> documents;
    Statement document(connection_, "SELECT id, number FROM documents");
    while (document.step()) documents.emplace(document.text(0), document.integer(1));
    std::vector<std::pair<Number, std::int64_t>> held;
    Statement members(connection_,
                      "SELECT document, position FROM entity_members ORDER BY document, position");
    while (members.step()) held.emplace_back(members.integer(0), members.integer(1));
    std::vector<bool> stays(held.size());
    for (const EntityGroup& group : groups) {
      EntityGroup head = group;
      head.members.clear();
      const std::string packed = json::encode_entity_group(head);
      const auto known = numbers.find(group.id);
      Number number = 0;
      if (known == numbers.end()) {
        insert.bind(group.id, group.name, Bytes{packed}).run();
        number = connection_.last_row();
      } else {
        number = known->second;
        numbers.erase(known);
        find.bind(number).step();
        const bool same = find.blob(0) == packed;
        if (!same) update.bind(group.name, Bytes{packed}, number).run();
      }
      for (const EntityId& id : group.members) {
        const Number holder = documents.at(id.document);
        const auto position = static_cast<std::int64_t>(id.entity);
        const auto old = std::ranges::lower_bound(held, std::pair(holder, position));
        if (old != held.end() && *old == std::pair(holder, position)) {
          stays[static_cast<std::size_t>(old - held.begin())] = true;
        }
        member.bind(holder, position, number).run();
      }
    }
    Statement drop(connection_, "DELETE FROM entity_members WHERE document = ? AND position = ?");
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (!stays[i]) drop.bind(held[i].first, held[i].second).run();
    }
    Statement remove(connection_, "DELETE FROM entity_groups WHERE number = ?");
    for (const auto& [id, number] : numbers) remove.bind(number).run();
  });
}

}  // namespace hearsay::store
