// What connects documents: shared passages, claims that say the same, entities that are one, and
// the groups these make. Start at `match_pair` (two documents) and `group` (all of them);
// docs/match.md tells the rules.
#pragma once

#include <cstdint>
#include <memory>
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
class Lexicon;  // src/match/lexicon.h
}

/// A word of a story and how much it tells.
struct WeightedTerm {
  std::string term;
  float weight = 0;
  friend bool operator==(const WeightedTerm&, const WeightedTerm&) = default;
};

/// A claim as grouping sees it.
struct OutlineClaim {
  ClaimSketch sketch;
  std::string text;        ///< the words of its sentence, for labels
  std::uint32_t part = 0;  ///< index into `Outline::parts`
  bool headline = false;
  bool denial = false;  ///< stands in an attribution that denies it
  friend bool operator==(const OutlineClaim&, const OutlineClaim&) = default;
};

/// A stretch of a document that tells one story: mostly all of it; a digest has several.
struct OutlinePart {
  std::vector<WeightedTerm> terms;  ///< by term; unit length
  std::vector<std::string> places;  ///< towns it is about (gazetteer ids), most prominent first
  std::vector<std::string> place_terms;  ///< terms of place names in it, sorted
  std::string time_begin;                ///< days its story is about; empty: unknown
  std::string time_end;
  std::vector<std::string> actors;  ///< folded names of people and bodies in it, outlets aside
  std::string label;                ///< its headline, else its first sentence
  friend bool operator==(const OutlinePart&, const OutlinePart&) = default;
};

/// What grouping needs of one document: small, so that all documents' outlines fit in memory.
struct Outline {
  std::string document;
  std::string date;  ///< published, ISO; empty: unknown
  bool article = true;
  std::vector<OutlinePart> parts;
  std::vector<OutlineClaim> claims;  ///< in the order of `Claims`
  std::vector<Entity> entities;      ///< in the order of `Annotation::entities`
  friend bool operator==(const Outline&, const Outline&) = default;
};

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
  /// Reads `data/word_frequency.tsv` below `directory`.
  static Result<Matcher> load(const std::string& directory);

  /// Fingerprints, comparable claims and index keys of one document. Linear in its size.
  [[nodiscard]] Sketch sketch(const Document& document) const;

  /// Makes a document ready for comparing. Linear in its size.
  [[nodiscard]] Comparable prepare(std::shared_ptr<const Document> document, Sketch sketch) const;

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
  explicit Matcher(std::shared_ptr<const matching::Lexicon> lexicon)
      : lexicon_(std::move(lexicon)) {}
  std::shared_ptr<const matching::Lexicon> lexicon_;
};

/// How likely two spellings, of any script, name the same person or thing, in [0, 1].
[[nodiscard]] double name_similarity(std::string_view a, std::string_view b);

/// The groups that the documents make: entities, allegations, narratives. A function of the set of
/// documents alone: the order of the inputs does not matter.
[[nodiscard]] Grouping group(const std::vector<Outline>& outlines,
                             const std::vector<PairMatch>& matches);

/// The groups as the analyst has them: merges and splits of entities, allegations and narratives,
/// in the order of his log, on top of what `group` found. What a ruling names and no group holds
/// changes nothing. See docs/decisions.md.
[[nodiscard]] Grouping ruled(Grouping grouping, const std::vector<Outline>& outlines,
                             const std::vector<Ruling>& rulings);

}  // namespace hearsay
