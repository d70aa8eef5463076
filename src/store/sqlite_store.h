// The store in one SQLite file. Write-ahead log, and every commit synced to the disk: what `add`
// has returned for survives a killed process and, as far as the disk keeps its word, a power cut.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.h"
#include "store/store.h"

namespace hearsay::store {

class SqliteStore final : public Store {
 public:
  /// Throws Failure.
  SqliteStore(const std::string& file, const StoreOptions& options);

  Result<std::unique_ptr<Change>> change() override;
  Result<Added> add(const Source& source, Analysed analysed, const MatchMaker& match) override;
  [[nodiscard]] Result<std::string> known(const Source& source) const override;
  [[nodiscard]] Result<std::optional<Source>> revisited(const Revisit& revisit) const override;
  [[nodiscard]] bool needs_rebuild() const override { return stale_; }
  Result<void> begin_rebuild() override;
  Result<void> replace_reading(const std::string& id, Analysed analysed,
                               const MatchMaker& match) override;
  Result<void> finish_rebuild() override;

  [[nodiscard]] Result<std::vector<Decision>> decisions() const override;
  Result<void> decide(const Decision& decision,
                      std::vector<std::pair<std::string, Analysed>> readings,
                      const MatchMaker& match) override;
  [[nodiscard]] Result<std::optional<std::string>> id_with_hash(
      std::string_view full_hash) const override;

  [[nodiscard]] Result<std::vector<std::string>> all_document_ids() const override;
  [[nodiscard]] Result<StoredDocument> stored(std::string_view id) const override;
  [[nodiscard]] Result<std::vector<std::string>> versions(std::string_view id) const override;
  [[nodiscard]] Result<std::vector<std::string>> earlier_versions(
      std::string_view document) const override;
  [[nodiscard]] Result<std::vector<std::string>> candidates(std::string_view id,
                                                            const Sketch& sketch,
                                                            const Meeting& meeting) const override;
  [[nodiscard]] Result<Outline> outline(std::string_view id) const override;
  [[nodiscard]] Result<std::unique_ptr<Moment>> moment() const override;
  [[nodiscard]] Result<std::int64_t> version() const override;
  [[nodiscard]] Result<std::int64_t> contents() const override;
  void set_grouper(Grouper grouper) override { grouper_ = std::move(grouper); }
  Result<void> settle() const override;
  Result<void> for_each_match(const std::function<bool(const PairMatch&)>& sink) const override;
  Result<void> for_each_match(const std::vector<std::string>& documents,
                              const std::function<void(const PairMatch&)>& sink) const override;
  Result<void> for_each_group(const GroupSinks& sinks) const override;

  [[nodiscard]] Result<std::vector<Narrative>> narratives(const Filter& filter) const override;

  [[nodiscard]] Result<std::vector<DocumentRow>> documents(const Filter& filter) const override;
  [[nodiscard]] Result<std::vector<ClaimRow>> claims(const Filter& filter) const override;
  [[nodiscard]] Result<std::vector<SourceRow>> sources(const Filter& filter) const override;
  [[nodiscard]] Result<std::vector<std::string>> filtered(const Filter& filter) const override;
  [[nodiscard]] Result<std::size_t> total(Listed what, const Filter& filter) const override;
  [[nodiscard]] Result<StoreTotals> totals() const override;
  [[nodiscard]] Result<std::vector<DocumentRow>> documents_of(
      const std::vector<std::string>& ids) const override;
  [[nodiscard]] Result<std::vector<std::string>> within(double south, double west, double north,
                                                        double east) const override;

  [[nodiscard]] Result<std::vector<std::string>> document_ids() const override;
  [[nodiscard]] Result<std::shared_ptr<const Document>> document(
      std::string_view id) const override;
  [[nodiscard]] Result<Sketch> sketch(std::string_view id) const override;
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::size_t>>> sharing(
      const std::vector<std::uint64_t>& keys, std::string_view except,
      std::size_t limit) const override;
  [[nodiscard]] Result<std::vector<PairMatch>> pair_matches(
      const std::vector<std::string>& documents) const override;
  [[nodiscard]] Result<std::vector<PairMatch>> pair_matches() const override;
  [[nodiscard]] Result<std::vector<Hit>> search(std::string_view query,
                                                std::size_t limit) const override;
  [[nodiscard]] Result<std::vector<ClaimWords>> words_of(
      const std::vector<ClaimId>& claims) const override;
  [[nodiscard]] Result<std::shared_ptr<const Grouping>> grouping() const override;
  [[nodiscard]] Result<std::vector<ClaimPlace>> places_of(
      const std::vector<ClaimId>& claims) const override;
  [[nodiscard]] Result<Grouping> story(std::string_view id) const override;
  [[nodiscard]] Result<std::vector<std::string>> narratives_with(
      std::string_view document) const override;
  [[nodiscard]] Result<std::vector<EntityGroup>> entities_of(
      const std::vector<std::string>& documents) const override;
  [[nodiscard]] Result<std::vector<Narrative>> largest(std::size_t limit) const override;

 private:
  using Number = std::int64_t;  ///< of a row

  // Opening (sqlite_schema.cpp).
  void check_schema() const;
  void migrate();
  void create_derived() const;
  void drop_derived() const;
  void read_analysis();
  void prepare_search() const;
  [[nodiscard]] bool holds_other_analysis() const;
  [[nodiscard]] std::int64_t generation() const;
  void require_analysis() const;

  // What is primary (sqlite_store.cpp).
  std::string assign_id(const std::string& full_hash);
  void rename(Number document, const std::string& from, const std::string& to);
  void rename_in_matches(Number document, const std::string& from, const std::string& to) const;
  Number insert_document(const Source& source, const std::string& full_hash,
                         const std::string& sha256);
  Number keep_original(const std::string& bytes, const std::string& sha256) const;
  [[nodiscard]] bool insert_sighting(Number document, const Source& source) const;
  [[nodiscard]] Source first_sighting(Number document) const;
  /// A document as it was seen once at its URL; later ones are greater.
  struct Version {
    std::string captured, modified, id;
    Number document;
    auto operator<=>(const Version&) const = default;
  };
  [[nodiscard]] std::vector<Version> versions_at(const std::string& url) const;
  void refresh_current(const std::string& url) const;
  void new_generation() const;
  void touch(Number document) const;
  [[nodiscard]] Number number_of(std::string_view id) const;
  [[nodiscard]] std::string id_of(Number document) const;

  // Groups (sqlite_groups.cpp).
  [[nodiscard]] bool is_settled() const;
  [[nodiscard]] std::unique_ptr<Moment> as_of_now() const;
  void require_no_rebuild() const;
  void settle_now() const;
  [[nodiscard]] Narrative load_narrative(Number number) const;

  // What is derived (sqlite_readings.cpp).
  void write_reading(Number document, Analysed analysed, const MatchMaker& match);
  void write_entities(Number document, const Document& content) const;
  void write_attributions(Number document, const Document& content) const;
  std::vector<Number> write_places(Number document, const Document& content) const;
  void write_claims(Number document, const Analysed& analysed,
                    const std::vector<Number>& places) const;
  void write_match(const PairMatch& match) const;
  void write_strong_pairs(Number first, Number second, const PairMatch& match) const;
  void write_links(Number first, Number second, const PairMatch& match) const;

  // Index keys (sqlite_keys.cpp).
  void drop_keys(Number document) const;
  void write_keys(Number document, const Sketch& sketch) const;
  void move_keys(Number document) const;
  /// Of each document that has one of the keys, how many, and its day.
  struct Shared {
    std::size_t keys = 0;
    bool alone = false;  // one of them tells enough alone
    std::optional<std::int64_t> day;
  };
  [[nodiscard]] std::map<Number, Shared> count_shared(const std::vector<std::uint64_t>& keys) const;

  // What is asked for (sqlite_collection.cpp, sqlite_listings.cpp).
  [[nodiscard]] std::optional<std::int64_t> day_of(std::string_view date) const;
  [[nodiscard]] std::shared_ptr<const Document> load_document(std::string_view id) const;
  [[nodiscard]] Sketch load_sketch(std::string_view id) const;
  [[nodiscard]] std::string packed_of(std::string_view id, std::string_view column) const;
  [[nodiscard]] std::int64_t contents_now() const;
  void notice_changes() const;
  void notice_writes() const;
  [[nodiscard]] std::optional<std::size_t> kept_total(Listed what, const Filter& filter) const;
  void keep_total(Listed what, const Filter& filter, std::size_t total) const;
  [[nodiscard]] std::size_t count_rows(Listed what, const Filter& filter) const;

  Connection connection_;
  StoreOptions options_;
  bool stale_ = false;  ///< derived records are of another analysis
  Grouper grouper_;

  /// Documents used lately, the last used first. Emptied when another process has written.
  struct Recent {
    std::string id;
    std::shared_ptr<const Document> document;
  };
  mutable std::list<Recent> recent_;
  mutable std::map<std::string, std::list<Recent>::iterator, std::less<>> recent_by_id_;
  mutable std::size_t recent_size_ = 0;
  mutable std::int64_t seen_data_version_ = 0, seen_contents_ = -1;
  mutable std::optional<StoreTotals> counted_;
  /// Of listings, by their bounds.
  mutable std::map<std::pair<Listed, std::array<std::string, 5>>, std::size_t> row_totals_;
  mutable std::pair<std::int64_t, std::int64_t> counted_state_;  ///< that both were counted in
  void remember(const std::string& id, std::shared_ptr<const Document> document) const;
  void forget(std::string_view id) const;
  void forget_all() const;
};

}  // namespace hearsay::store
