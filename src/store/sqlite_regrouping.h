// Groups made anew in one SQLite file, as far as documents have changed.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/sqlite.h"
#include "store/store.h"

namespace hearsay::store {

/// Inside a transaction of its caller's, which drops the marks of what was touched.
class SqliteRegrouping final : public Regrouping {
 public:
  explicit SqliteRegrouping(const Connection& connection) : connection_(connection) {}

  Result<std::vector<Number>> renew_units() override;
  [[nodiscard]] Result<std::vector<PartId>> parts(Number unit) const override;
  Result<void> put_told(Number unit, const std::vector<ToldAllegation>& told) override;
  [[nodiscard]] Result<std::vector<std::string>> in_doubt() const override;
  [[nodiscard]] Result<std::vector<Vote>> votes(const std::string& document) const override;
  Result<void> put_asides(const std::string& document, const std::vector<Aside>& asides) override;
  Result<void> rule(const std::vector<std::string>& documents) override;
  [[nodiscard]] Result<Unfinished> unfinished() const override;
  [[nodiscard]] Result<std::vector<Aside>> asides(Number unit) const override;
  Result<void> put_stories(Number unit, const Grouping& stories) override;
  [[nodiscard]] Result<std::vector<Outline>> named() const override;
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> neighbours()
      const override;
  Result<void> put_entities(const std::vector<EntityGroup>& groups) override;

 private:
  /// A part by the number of its document.
  using Place = std::pair<Number, std::int64_t>;

  void take_apart(Number unit, std::set<Place>& parts);
  [[nodiscard]] bool is_grouped(Number document) const;
  void reach(Place from, std::set<Place>& waiting, std::set<Place>& unit);
  [[nodiscard]] Number number_of(const std::string& id) const;
  void put_narrative(Number unit, const Narrative& narrative, const Grouping& stories);
  void put_allegation(Number narrative, std::size_t position, const Allegation& allegation);

  const Connection& connection_;
  mutable std::unordered_map<std::string, Number> numbers_;  // of documents, by id
  std::set<Number> unfinished_;                              // units, by number
  std::set<Number> doubted_;                                 // documents whose asides may be others
  bool ruled_changed_ = false;  // the rulings, or units that they are about
};

}  // namespace hearsay::store
