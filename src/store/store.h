// Documents kept: what came in (originals, addresses, the analyst's decisions) is primary and
// migrated from version to version; all that was read in it is derived, and made anew when the
// program or its models change. docs/store.md tells the promises.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hearsay/collection.h"
#include "hearsay/decision.h"
#include "hearsay/engine.h"
#include "hearsay/result.h"
#include "hearsay/source.h"

namespace hearsay {

/// How a store is opened.
struct StoreOptions {
  bool read_only = false;
  /// Names the program and models that derived records come from. A store whose records come from
  /// others asks for `rebuild`.
  std::string analysis;
  /// Hex digits of a document's id, where no other document begins alike.
  std::size_t id_length = 16;
  /// How long to wait for another process that writes.
  int busy_milliseconds = 10'000;
};

/// What became of a document that was handed over.
enum class Added {
  nothing,      ///< it was there, seen at this path before
  sighting,     ///< it was there, not yet seen at this path
  document,     ///< a new document
  new_version,  ///< a new document: another content of a page at a known URL
};

/// One document as it lies in the store, for `audit` and `rebuild`.
struct StoredDocument {
  std::string id;
  std::string full_hash;           ///< of which the id is the beginning; see `identity_hash`
  std::string sha256;              ///< of the original's bytes, as recorded when it came in
  Source source;                   ///< with the bytes as they are now
  std::vector<std::string> paths;  ///< all under which it was seen, sorted
  bool current = true;             ///< false: another version of the same URL took its place
};

/// The document and what matching and grouping keep of it.
struct Analysed {
  Document document;
  Sketch sketch;
  Outline outline;
};

/// Which documents are compared: a rule about two documents alone, so that the order in which they
/// come makes no difference. They meet when they share two keys, or, where their days lie within
/// `days` or one of them has none, one key that tells enough alone (`kTellsAlone`).
struct Meeting {
  std::int64_t days = 0;
};

/// What is written to a store while it lives is one change: undone unless kept. Other programs see
/// nothing of it until then, and wait with their own.
class Change {
 public:
  virtual ~Change() = default;
  /// When this returns, all of it is on disk. Once, and the last that is done with it.
  virtual Result<void> keep() = 0;
};

/// Finds pair matches of a new document. It sees the collection as it is when the new document is
/// about to be stored, and nothing may come between; `document.article.id` is set.
using MatchMaker = std::function<Result<std::vector<PairMatch>>(const Analysed& document)>;

/// What speaks for a claim being told in passing.
struct Vote {
  ClaimIndex claim{};
  double score = 0;     ///< of the link to a claim of `told`
  ToldAllegation told;  ///< without its claims
};

/// Groups as they are being made anew. Parts of documents hang together in units; what a unit is
/// grouped into follows from its parts and the asides that join it or leave it. Whoever makes
/// groups goes through the methods in their order; what nothing has touched is never given out. It
/// lives for one transaction.
class Regrouping {
 public:
  using Number = std::int64_t;
  virtual ~Regrouping() = default;

  /// Takes apart the units that changed documents are or were in, and gives the units that their
  /// parts make now.
  virtual Result<std::vector<Number>> renew_units() = 0;
  /// The parts of a unit, sorted.
  [[nodiscard]] virtual Result<std::vector<PartId>> parts(Number unit) const = 0;
  virtual Result<void> put_told(Number unit, const std::vector<ToldAllegation>& told) = 0;

  /// The documents, sorted, whose asides may be others than before.
  [[nodiscard]] virtual Result<std::vector<std::string>> in_doubt() const = 0;
  /// For the claims of a document that no told allegation has: the linked claims that one has.
  [[nodiscard]] virtual Result<std::vector<Vote>> votes(const std::string& document) const = 0;
  /// The asides of a document, all of them.
  virtual Result<void> put_asides(const std::string& document,
                                  const std::vector<Aside>& asides) = 0;

  /// Says which documents the analyst's rulings are about: their units are made into stories
  /// together.
  virtual Result<void> rule(const std::vector<std::string>& documents) = 0;
  /// The units whose stories are to be made: each by itself, and those that are ruled on together.
  struct Unfinished {
    std::vector<Number> units;
    std::vector<Number> ruled;
    bool any_ruled = false;  ///< whether those are to be made at all
  };
  [[nodiscard]] virtual Result<Unfinished> unfinished() const = 0;
  /// The asides that join the unit or leave it.
  [[nodiscard]] virtual Result<std::vector<Aside>> asides(Number unit) const = 0;
  /// The stories of a unit; of all that are ruled on together for `kRuled`.
  virtual Result<void> put_stories(Number unit, const Grouping& stories) = 0;
  static constexpr Number kRuled = 0;

  /// All current documents as the grouping of entities sees them: id and entities alone, by id.
  [[nodiscard]] virtual Result<std::vector<Outline>> named() const = 0;
  /// Pairs of current documents that tell of one thing.
  [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::string>>> neighbours()
      const = 0;
  virtual Result<void> put_entities(const std::vector<EntityGroup>& groups) = 0;
};

class Store;

/// Makes groups anew, as far as they are touched.
using Grouper = std::function<Result<void>(const Store& store, Regrouping& groups)>;

/// A collection that can be written to. One thread at a time; other processes may use the same
/// store. Every error is of kind `store` (or `not_found`) and says what to do.
class Store : public Collection {
 public:
  /// Begins a change that is more than one call of what follows: a transaction costs as much as
  /// storing a small document. One at a time. A call that fails inside leaves the others' work.
  virtual Result<std::unique_ptr<Change>> change() = 0;

  /// Stores `source` and what was read in it, with its pair matches, in one transaction: when this
  /// returns, it is on disk, if not inside a `change`. Idempotent. `analysed` must be what `source`
  /// reads as; its ids are set here. `match` is called only where a reading is stored.
  virtual Result<Added> add(const Source& source, Analysed analysed, const MatchMaker& match) = 0;

  /// The id of the document that `source` is, where it is here and was seen just so before: `add`
  /// would change nothing. Else empty.
  [[nodiscard]] virtual Result<std::string> known(const Source& source) const = 0;

  /// The bytes that an earlier fetch brought, with their media type and charset and nothing else;
  /// nullopt: it is not here.
  [[nodiscard]] virtual Result<std::optional<Source>> revisited(const Revisit& revisit) const = 0;

  /// Whether derived records are of this analysis. Where not, everything but `rebuild` and the
  /// primary part is refused.
  [[nodiscard]] virtual bool needs_rebuild() const = 0;
  /// Drops everything derived. Until `finish_rebuild` the store counts as one of another analysis.
  virtual Result<void> begin_rebuild() = 0;
  /// Stores a reading made anew, with its pair matches; one transaction.
  virtual Result<void> replace_reading(const std::string& id, Analysed analysed,
                                       const MatchMaker& match) = 0;
  virtual Result<void> finish_rebuild() = 0;

  /// The analyst's log, oldest first. It is kept whatever the analysis.
  [[nodiscard]] virtual Result<std::vector<Decision>> decisions() const = 0;
  /// Appends to the log, and puts what is read anew because of it in the place of the readings of
  /// these documents (by id); one transaction. `decision.number` is one more than the last one's:
  /// where another program was faster, nothing is done and the error says so.
  virtual Result<void> decide(const Decision& decision,
                              std::vector<std::pair<std::string, Analysed>> readings,
                              const MatchMaker& match) = 0;
  /// The id of the document with that full hash, perhaps an older version; none where none has it.
  [[nodiscard]] virtual Result<std::optional<std::string>> id_with_hash(
      std::string_view full_hash) const = 0;

  /// All documents, older versions too, sorted by id.
  [[nodiscard]] virtual Result<std::vector<std::string>> all_document_ids() const = 0;
  /// One of them with its original.
  [[nodiscard]] virtual Result<StoredDocument> stored(std::string_view id) const = 0;
  /// Other documents fetched from the same URL, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> versions(std::string_view id) const = 0;

  /// Documents, current or not, with another URL than `id`, that `meeting` has compared with one of
  /// this sketch; sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> candidates(
      std::string_view id, const Sketch& sketch, const Meeting& meeting) const = 0;
  [[nodiscard]] virtual Result<Outline> outline(std::string_view id) const = 0;

  /// See Engine. Groups are those of the documents of that moment.
  [[nodiscard]] virtual Result<std::unique_ptr<Moment>> moment() const = 0;
  [[nodiscard]] virtual Result<std::int64_t> version() const = 0;
  /// Names the documents, readings and groups that the store holds now: a larger number after each
  /// change but a note in the log, whoever wrote, for as long as the store lives.
  [[nodiscard]] virtual Result<std::int64_t> contents() const = 0;

  /// How groups are made when they are asked for and documents have changed.
  virtual void set_grouper(Grouper grouper) = 0;
  /// Makes them now, one transaction, where documents have changed. Whoever asks for groups need
  /// not.
  virtual Result<void> settle() const = 0;
  /// Matches that have a shared passage or claim, one by one, sorted by first, then second, until
  /// the sink returns false.
  virtual Result<void> for_each_match(const std::function<bool(const PairMatch&)>& sink) const = 0;
  /// Those of `Collection::pair_matches` between these documents, one by one, in its order.
  virtual Result<void> for_each_match(const std::vector<std::string>& documents,
                                      const std::function<void(const PairMatch&)>& sink) const = 0;
  /// All groups, one by one in the order of `Grouping`; null: not asked for.
  struct GroupSinks {
    std::function<bool(const Narrative&)> narrative;
    std::function<bool(const Allegation&)> allegation;
    std::function<bool(const EntityGroup&)> entity;
  };
  virtual Result<void> for_each_group(const GroupSinks& sinks) const = 0;

  /// Narratives that more than one document tells and of which one passes the filter, most
  /// documents first, then by id.
  [[nodiscard]] virtual Result<std::vector<Narrative>> narratives(const Filter& filter) const = 0;

  /// Listings of current documents; see `Filter`. Ordered by what stands in their names, then id.
  [[nodiscard]] virtual Result<std::vector<DocumentRow>> documents(const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<std::vector<ClaimRow>> claims(const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<std::vector<SourceRow>> sources(const Filter& filter) const = 0;
  /// Current documents that pass the filter's bounds, sorted by id; limit and offset are ignored.
  [[nodiscard]] virtual Result<std::vector<std::string>> filtered(const Filter& filter) const = 0;
  /// How many rows a listing has without limit and offset.
  [[nodiscard]] virtual Result<std::size_t> total(Listed what, const Filter& filter) const = 0;
  [[nodiscard]] virtual Result<StoreTotals> totals() const = 0;
  /// The rows of these documents, in the order of `ids`; those that are not there are left out.
  [[nodiscard]] virtual Result<std::vector<DocumentRow>> documents_of(
      const std::vector<std::string>& ids) const = 0;
  /// Current documents that name a place inside the box (degrees), sorted by id.
  [[nodiscard]] virtual Result<std::vector<std::string>> within(double south, double west,
                                                                double north,
                                                                double east) const = 0;
};

/// Opens the store at `where`, a file; creates one where there is none, unless `read_only`.
/// "postgresql://…" will be another kind of store behind the same interface.
Result<std::unique_ptr<Store>> open_store(const std::string& where, const StoreOptions& options);

/// What a document's id is the beginning of: SHA-256, 64 hex digits, of its URL, where that is
/// known, followed at once by its bytes.
std::string identity_hash(std::string_view url, std::string_view bytes);

}  // namespace hearsay
