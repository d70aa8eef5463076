// What a trace works on: the documents of one narrative and what connects them, looked up once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/collection.h"
#include "hearsay/result.h"
#include "hearsay/trace.h"
#include "trace/hop_rulings.h"

namespace hearsay::tracing {

/// A link seen from one of its ends.
struct LinkEnd {
  ClaimId other;
  ClaimRelation relation = ClaimRelation::same;
  double score = 0;
  const ClaimLink* link = nullptr;
  bool copied = false;  ///< both stand in a passage that the two documents share
};

/// One thread at a time.
class Pile {
 public:
  /// Loads the documents of the narrative of that id, which is there, and those that the analyst
  /// has linked with them.
  static Result<Pile> load(const Collection& collection, const std::string& narrative,
                           const std::vector<Ruling>& rulings);

  [[nodiscard]] const Narrative& narrative() const { return story_->narratives.front(); }
  [[nodiscard]] const std::vector<const Allegation*>& allegations() const { return allegations_; }
  /// Sorted by id.
  [[nodiscard]] const std::vector<const Document*>& documents() const { return documents_; }
  [[nodiscard]] const Document* document(std::string_view id) const;
  /// Earlier versions of a document's page, oldest first. They are no documents of the pile.
  [[nodiscard]] const std::vector<std::shared_ptr<const Document>>& earlier(
      const std::string& id) const;
  [[nodiscard]] const Claim* claim(const ClaimId& id) const;
  [[nodiscard]] const Allegation* allegation_of(const ClaimId& id) const;
  /// Links of a claim to others of the narrative, best first.
  [[nodiscard]] const std::vector<LinkEnd>& links(const ClaimId& id) const;
  [[nodiscard]] const std::vector<PairMatch>& matches() const { return *matches_; }
  /// What two documents have in common, in whichever order they are given; null for nothing.
  [[nodiscard]] const Reuse* reuse(const std::string& a, const std::string& b) const;
  /// The group that an entity of a document belongs to.
  [[nodiscard]] const EntityGroup* entity(const std::string& document, EntityIndex index) const;
  /// The group that has a name or alias that folds like `name`, where only one has.
  [[nodiscard]] const EntityGroup* entity_named(std::string_view name) const;
  [[nodiscard]] const HopRulings& hop_rulings() const { return hop_rulings_; }
  /// What the analyst has decided, in the order of his log.
  [[nodiscard]] const std::vector<Ruling>& rulings() const { return rulings_; }

  /// As the functions of these names below, which fold the names each time that they are asked.
  [[nodiscard]] const std::vector<std::string>& outlet_words(std::string_view name) const;
  [[nodiscard]] bool same_outlet(std::string_view a, std::string_view b) const;
  /// Whether the document is the outlet's: by its publisher, else by the host of its address.
  [[nodiscard]] bool is_published_by(const Document& document, std::string_view name) const;

 private:
  [[nodiscard]] bool is_copied(const PairMatch& match, const ClaimLink& link) const;

  std::shared_ptr<const Grouping>
      story_;  // the narrative, its allegations, the documents' entities
  std::vector<const Allegation*> allegations_;
  std::vector<std::shared_ptr<const Document>> owned_;
  std::vector<const Document*> documents_;
  std::map<std::string, std::vector<std::shared_ptr<const Document>>> earlier_;
  std::shared_ptr<std::vector<PairMatch>> matches_;
  std::map<ClaimId, const Allegation*> allegation_of_;
  std::map<ClaimId, std::vector<LinkEnd>> links_;
  std::map<EntityId, const EntityGroup*> entities_;
  std::map<std::string, std::vector<const EntityGroup*>, std::less<>> names_;
  std::vector<Ruling> rulings_;
  HopRulings hop_rulings_;
  /// Of all names that were asked about: one trace asks for the same ones thousands of times.
  mutable std::map<std::string, std::vector<std::string>, std::less<>> outlet_words_;
};

/// Earlier versions of a current document's page, the latest of them, oldest first.
Result<std::vector<std::shared_ptr<const Document>>> load_earlier(const Collection& collection,
                                                                  const std::string& page);

/// The day of an ISO date; empty for none.
std::string day_of(std::string_view iso);
/// Whether `a` came before `b` for certain; undated documents are in no order.
bool surely_before(const Document& a, const Document& b);

/// Exact words as evidence; pieces of one thing become one piece each.
Evidence evidence(const Document& document, Span span);
std::vector<Evidence> evidence(const Document& document, const Spans& spans);
/// The words of several spans, joined by blanks.
std::string words_of(const Document& document, const Spans& spans);
/// The sentence that holds the span; the span where there is none.
Span sentence_of(const Document& document, Span span);

/// Folded words of an outlet's name without "the", "news", "agency" and the like.
std::vector<std::string> outlet_words(std::string_view name);
/// "the Ledger", "Danube Ledger" and "Danube Ledger newspaper" are one outlet.
bool same_outlet(std::string_view a, std::string_view b);
/// "she", "it", "you", "who": words that name nobody by themselves.
bool is_pronoun(std::string_view name);
/// The institution in words of affiliation: "the spokesman for the Ministry" -> "the Ministry";
/// empty where they hold none ("its spokesman", "Mrs").
std::string institution_of(std::string_view affiliation);
/// "the agency", "the newspaper": an outlet that was named before.
bool is_generic_outlet(std::string_view name);
/// Folded name without titles and articles.
std::string name_key(std::string_view name);

}  // namespace hearsay::tracing
