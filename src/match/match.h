// What connects documents: shared passages, claims that say the same, entities that are one, and
// the groups these make. Start at `match_pair` (two documents) and `group` (all of them);
// docs/match.md tells the rules.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hearsay/decision.h"
#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"

namespace hearsay {

namespace matching {
class Lexicon;      // src/match/lexicon.h
class WordVectors;  // src/match/word_vectors.h
}  // namespace matching

/// A document made ready: its words cut, folded and hashed once, however many it is compared with.
/// Cheap to copy; copies share what they hold. Immutable.
class Comparable {
 public:
  /// The document it was made of.
  [[nodiscard]] const std::shared_ptr<const Document>& document() const;

 private:
  friend class Matcher;
  struct Parts;
  explicit Comparable(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

/// Compares documents. Immutable once loaded, so safe to share between threads.
class Matcher {
 public:
  /// Reads `data/word_frequency.tsv` and `models/word_vectors.safetensors` below `directory`.
  static Result<Matcher> load(const std::string& directory);

  /// Fingerprints, comparable claims and index keys of one document. Linear in its size.
  [[nodiscard]] Sketch sketch(const Document& document) const;

  /// Makes a document ready for comparing. Linear in its size.
  [[nodiscard]] Comparable prepare(std::shared_ptr<const Document> document, Sketch sketch,
                                   Outline outline) const;

  /// All that connects two documents, whichever is given first. Depends on the two and on the
  /// shipped table only. Bounded cost, also for repetitive text.
  [[nodiscard]] PairMatch match_pair(const Comparable& a, const Comparable& b) const;
  [[nodiscard]] PairMatch match_pair(const Document& a, const Sketch& sketch_a, const Document& b,
                                     const Sketch& sketch_b) const;

  /// What `group` needs of a document.
  [[nodiscard]] Outline outline(const Document& document, const Sketch& sketch) const;

  /// How alike two headlines or sentences are, in [0, 1].
  [[nodiscard]] double sentence_similarity(std::string_view a, std::string_view b) const;

  /// For each query the `limit` claims (indexes) that it most likely repeats, best first, with how
  /// likely that is, in [0, 1]. Only claims that share a word with it are looked at.
  [[nodiscard]] std::vector<std::vector<std::pair<std::size_t, double>>> retrieve_claims(
      const std::vector<std::string>& queries, const std::vector<std::string>& claims,
      std::size_t limit) const;

  /// Cluster number (index of its first member) for each text: near duplicates, whatever
  /// boilerplate stands around them.
  [[nodiscard]] std::vector<std::size_t> cluster_copies(
      const std::vector<std::string>& texts) const;

  /// Cluster number (index of its first member) for each text: documents on one event.
  [[nodiscard]] std::vector<std::size_t> cluster_stories(
      const std::vector<std::string>& texts) const;

  /// What a text does to a headline or claim: "agree", "disagree", "discuss" or "unrelated".
  [[nodiscard]] std::string stance(std::string_view headline, std::string_view body) const;

  /// How `answer` reuses `original`: "cut" (near copy), "light", "heavy" (revision) or "non".
  [[nodiscard]] std::string text_reuse(std::string_view original, std::string_view answer) const;

 private:
  Matcher(std::shared_ptr<const matching::Lexicon> lexicon,
          std::shared_ptr<const matching::WordVectors> vectors)
      : lexicon_(std::move(lexicon)), vectors_(std::move(vectors)) {}
  std::shared_ptr<const matching::Lexicon> lexicon_;
  std::shared_ptr<const matching::WordVectors> vectors_;
};

/// How likely two spellings, of any script, name the same person or thing, in [0, 1].
[[nodiscard]] double name_similarity(std::string_view a, std::string_view b);

/// What grouping needs of the match of two documents of a component.
struct Tie {
  std::uint32_t first = 0;  ///< index into `Component::outlines`
  std::uint32_t second = 0;
  std::vector<PartLikeness> parts;
  std::vector<std::pair<ClaimIndex, ClaimIndex>> claims;  ///< linked ones, of first and second
};

/// That of a match whose documents have these indexes.
[[nodiscard]] Tie tie_of(const PairMatch& match, std::uint32_t first, std::uint32_t second);

/// Parts that hang together by strong pairs (`PartLikeness::strong`): what they are grouped into
/// follows from them alone. It may hold ties of other parts of its documents.
struct Component {
  std::vector<const Outline*> outlines;  ///< by document, of the parts
  std::vector<Tie> ties;                 ///< by first, then second
  std::vector<PartId> parts;             ///< sorted
};

/// The allegations of a component that several documents tell of.
[[nodiscard]] std::vector<ToldAllegation> told(const Component& component);

/// The one of the allegations told by linked claims (with the scores of links that are `passing`)
/// that `claim`, which its own document alone tells, belongs to; null for none.
[[nodiscard]] const ToldAllegation* told_in_passing(
    const ClaimSketch& claim, const std::vector<std::pair<double, const ToldAllegation*>>& votes);

/// Allegations and narratives of a component. Asides that neither leave it nor join it change
/// nothing.
[[nodiscard]] Grouping stories(const Component& component, const std::vector<Aside>& asides);

/// The groups that the documents make: entities, allegations, narratives. A function of the set of
/// documents alone: the order of the inputs does not matter.
[[nodiscard]] Grouping group(const std::vector<Outline>& outlines,
                             const std::vector<PairMatch>& matches);

/// The entities of documents that are one, by their names; each that has a name is in exactly one
/// group. Of the outlines, which are sorted by document, only these are looked at. `neighbours` are
/// the documents that tell of one thing, each pair once: only there is a bare surname enough. Both
/// are let go before groups are made: those of a large collection fill memory.
[[nodiscard]] std::vector<EntityGroup> entities(
    std::vector<Outline> outlines, std::vector<std::pair<std::string, std::string>> neighbours);

/// Whether the ruling merges or splits entities.
[[nodiscard]] bool is_about_entities(const Ruling& ruling);

/// Whether the ruling moves claims, allegations or narratives.
[[nodiscard]] bool is_about_stories(const Ruling& ruling);

/// The groups as the analyst has them: merges and splits of entities, allegations and narratives,
/// in the order of his log, on top of what `group` found. What a ruling names and no group holds
/// changes nothing. See docs/decisions.md.
[[nodiscard]] Grouping ruled(Grouping grouping, const std::vector<Outline>& outlines,
                             const std::vector<Ruling>& rulings);

}  // namespace hearsay
