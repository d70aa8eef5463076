// What `simulate` is made of: dice, words, texts that know where their parts stand.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bench.h"
#include "hearsay/reading.h"
#include "hearsay/source.h"

namespace hearsay::bench {

/// SplitMix64 (Steele, Lea and Flood 2014): small, fixed for ever.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
  double share() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  bool chance(double p) { return share() < p; }
  template <typename List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

/// A day counted from 1 January 2015; months of 28 days keep it simple.
struct Day {
  std::size_t number = 0;
  [[nodiscard]] std::string iso() const;
  [[nodiscard]] std::string spelled(bool year = true) const;  ///< "3 March 2015"
  [[nodiscard]] std::string weekday() const;
};

/// Where a slot, a verb ("verb") or a cue ("cue") of a template stands.
struct Mark {
  std::string name;
  Span span;
};

/// A paragraph of a document: its words, where their parts stand, and what they mean.
struct Passage {
  std::string text;
  std::vector<Mark> marks;
  std::string source;  ///< fullest name, or words, of who says it; empty: nobody
  SourceKind kind = SourceKind::unnamed;
  std::string affiliation;
  std::string relay;  ///< the outlet that it credits; empty: none
  bool denies = false;
  std::string happened;  ///< ISO day of the event; empty: none
};

/// Gives a slot its value, which may be a template itself; asked anew wherever the slot stands.
using Filler = std::function<std::string(const std::string& slot)>;

/// Fills in a template: "{slot}" by its value, "[…]" marked as verb, "<…>" as cue. Begins with a
/// capital letter.
Passage filled(const std::string& pattern, const Filler& filler);

/// Words of scenery, as common as they are in the shipped table: the one that matching weighs by.
class Vocabulary {
 public:
  explicit Vocabulary(const std::string& table);
  [[nodiscard]] const std::string& noun(Dice& dice) const { return nouns_.draw(dice); }
  [[nodiscard]] const std::string& adjective(Dice& dice) const { return adjectives_.draw(dice); }
  [[nodiscard]] const std::string& past(Dice& dice) const { return pasts_.draw(dice); }
  /// The lemma of a past form; the word itself where it is not known.
  [[nodiscard]] const std::string& lemma(const std::string& past) const;
  /// Whether a folded word says something by itself: no function word, no number.
  [[nodiscard]] bool is_content(const std::string& word) const;

 private:
  struct List {
    std::vector<std::string> words;
    std::vector<double> sums;  // of the square roots of their counts
    void add(const std::string& word, double count);
    [[nodiscard]] const std::string& draw(Dice& dice) const;
  };
  List nouns_, adjectives_, pasts_;
  std::map<std::string, std::string> lemmas_;
  std::set<std::string> functions_;
};

/// Templates of one family (bench/simulate/*.json).
class Family {
 public:
  explicit Family(const std::string& name);
  [[nodiscard]] const std::string& draw(Dice& dice, const char* list) const;
  [[nodiscard]] const Json& deed(std::size_t number) const { return json_.at("deeds").at(number); }
  [[nodiscard]] std::size_t deeds() const { return json_.at("deeds").size(); }
  /// A name of `parts` words, in the style that the number chooses.
  [[nodiscard]] std::string name(Dice& dice, std::size_t style, std::size_t parts) const;
  /// The same name spelled otherwise, or as it is where the style has no other spelling for it.
  [[nodiscard]] std::string respelled(Dice& dice, std::size_t style, std::string name) const;

 private:
  Json json_;
};

/// What becomes of a simulated document: all that a page says of itself, and its passages.
struct SimulatedText {
  std::string title, outlet;
  Day day;
  std::string dateline;  ///< before the first passage; empty: none
  std::vector<Passage> passages;
  std::string credit;    ///< a line that credits another outlet for all of it; empty: none
  std::string credited;  ///< that outlet
};

/// A document and the name of its file.
struct SimulatedPage {
  std::string name;
  SimulatedText text;
};
using PageSink = std::function<void(SimulatedPage)>;
using TruthSink = std::function<void(const Json&)>;

/// The words that `options`' data folder has.
Vocabulary vocabulary_of(const Options& options);

/// The same seed gives the same pages, in order of publication. Truth comes as a story ends: see
/// `simulate_to`.
void simulate(const Simulation& simulation, const Vocabulary& vocabulary, const PageSink& sink,
              const TruthSink& truth);

/// A page read without fault, and the plain text that it was read from.
struct ReadPage {
  Source source;
  Document document;
};
ReadPage read_page(const SimulatedPage& page, const Vocabulary& vocabulary);

/// As HTML.
std::string page_of(const SimulatedText& text);
/// As it would be read by a reader without fault, in plain text; `article.text` is its source.
Document document_of(const SimulatedText& text, const Vocabulary& vocabulary);

}  // namespace hearsay::bench
