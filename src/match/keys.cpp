#include "match/keys.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "text/fold.h"
#include "text/hash.h"

namespace hearsay::matching {
namespace {

// How many bits of surprise two documents must share. Fitted so that documents of one event meet
// (ECB+, development part) and pages about different things do not (real pages of many sites).
constexpr double kPrintBits = 16;  // a run of words
constexpr double kLongPrint = 25;  // one that tells enough alone: shorter ones are phrases often
constexpr double kPairBits = 17;   // two of the words that a story turns on
constexpr double kClaimBits = 19;  // two of the words of a claim
constexpr double kActorBits = 15;  // a name and what its bearer does
constexpr double kPlaceBits = 8;   // a word of a claim, beside the place where it happened

constexpr std::size_t kKeyTerms = 12;        // the heaviest terms of a story
constexpr std::size_t kClaimTerms = 4;       // the rarest terms of a claim
constexpr std::size_t kMostPrintKeys = 256;  // the smallest fingerprints of a long document
constexpr std::size_t kMostClaimKeys = 128;

// Keys of different kinds never meet.
enum class KeyKind : std::uint64_t { fingerprint = 1, pair, actor, place };

std::uint64_t key(KeyKind kind, std::string_view first, std::string_view second = {}) {
  const std::uint64_t hash = text::mix(static_cast<std::uint64_t>(kind), text::hash64(first));
  return text::mix(hash, text::hash64(second)) | kTellsAlone;
}

std::uint64_t print_key(std::uint64_t first, std::uint64_t second, double bits) {
  const std::uint64_t hash =
      text::mix(static_cast<std::uint64_t>(KeyKind::fingerprint), text::mix(first, second));
  return bits < kLongPrint ? hash & ~kTellsAlone : hash | kTellsAlone;
}

void keep_smallest(std::vector<std::uint64_t>& keys, std::size_t most) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (keys.size() > most) keys.resize(most);
}

std::vector<std::uint64_t> print_keys(const Sketch& sketch, const std::vector<TextWord>& words,
                                      const std::vector<TextTerm>& terms, const Lexicon& lexicon) {
  std::vector<std::uint64_t> keys;
  std::size_t word = 0;
  // Two fingerprints in a row: one alone is often a phrase of the trade ("who spoke on condition of
  // anonymity"), which would join a document to ever more others as a pile grows.
  std::uint64_t previous = 0;
  for (const Fingerprint& print : sketch.fingerprints) {
    while (word < words.size() && words[word].span.begin < print.span.begin) ++word;
    double bits = 0;
    for (std::size_t i = word; i < words.size() && words[i].span.end <= print.span.end; ++i) {
      bits += lexicon.bits(terms[i].term);
    }
    const std::uint64_t before = previous;
    previous = print.hash;
    if (before == 0 || bits < kPrintBits) continue;
    keys.push_back(print_key(before, print.hash, bits));
  }
  keep_smallest(keys, kMostPrintKeys);
  return keys;
}

struct RareTerm {
  std::string term;
  double bits = 0;
};

void add_pairs(const std::vector<RareTerm>& terms, double least, std::vector<std::uint64_t>& keys) {
  for (std::size_t i = 0; i < terms.size(); ++i) {
    for (std::size_t j = i + 1; j < terms.size(); ++j) {
      if (terms[i].bits + terms[j].bits < least) continue;
      const auto [low, high] = std::minmax(terms[i].term, terms[j].term);
      keys.push_back(key(KeyKind::pair, low, high));
    }
  }
}

bool holds(const std::vector<std::string>& sorted, const std::string& term) {
  return std::binary_search(sorted.begin(), sorted.end(), term);
}

std::vector<std::uint64_t> story_keys(const std::vector<WeightedTerm>& story,
                                      const std::vector<std::string>& outlets,
                                      const Lexicon& lexicon) {
  std::vector<WeightedTerm> heaviest = story;
  std::erase_if(heaviest, [&](const WeightedTerm& each) { return holds(outlets, each.term); });
  std::sort(heaviest.begin(), heaviest.end(), [](const WeightedTerm& a, const WeightedTerm& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
  });
  if (heaviest.size() > kKeyTerms) heaviest.resize(kKeyTerms);
  std::vector<RareTerm> terms;
  for (const WeightedTerm& each : heaviest) terms.push_back({each.term, lexicon.bits(each.term)});
  std::vector<std::uint64_t> keys;
  add_pairs(terms, kPairBits, keys);
  return keys;
}

double bits_of_name(const std::string& name, const std::vector<std::string>& outlets,
                    const Lexicon& lexicon) {
  double bits = 0;
  for (const TextTerm& term : lexicon.terms(name)) {
    if (!holds(outlets, term.term)) bits += lexicon.bits(term.term);
  }
  return bits;
}

std::vector<std::uint64_t> claim_keys(const Sketch& sketch, const std::vector<std::string>& outlets,
                                      const Lexicon& lexicon) {
  std::vector<std::uint64_t> keys;
  for (const ClaimSketch& claim : sketch.claims) {
    std::vector<RareTerm> terms;
    for (const std::string& term : claim.terms) {
      if (!holds(outlets, term)) terms.push_back({term, lexicon.bits(term)});
    }
    std::sort(terms.begin(), terms.end(), [](const RareTerm& a, const RareTerm& b) {
      return a.bits != b.bits ? a.bits > b.bits : a.term < b.term;
    });
    if (terms.size() > kClaimTerms) terms.resize(kClaimTerms);
    add_pairs(terms, kClaimBits, keys);
    const double deed = lexicon.bits_of_word(claim.predicate);
    for (const std::string& actor : claim.actors) {
      if (bits_of_name(actor, outlets, lexicon) + deed < kActorBits) continue;
      keys.push_back(key(KeyKind::actor, actor, claim.predicate));
    }
    for (const std::string& place : claim.places) {
      for (const RareTerm& term : terms) {
        if (term.bits >= kPlaceBits) keys.push_back(key(KeyKind::place, place, term.term));
      }
    }
  }
  keep_smallest(keys, kMostClaimKeys);
  return keys;
}

}  // namespace

std::vector<std::uint64_t> index_keys(const Sketch& sketch, const std::vector<TextWord>& words,
                                      const std::vector<TextTerm>& terms,
                                      const std::vector<WeightedTerm>& story,
                                      const std::vector<std::string>& outlets,
                                      const Lexicon& lexicon) {
  std::vector<std::uint64_t> keys = print_keys(sketch, words, terms, lexicon);
  for (const auto& more :
       {story_keys(story, outlets, lexicon), claim_keys(sketch, outlets, lexicon)}) {
    keys.insert(keys.end(), more.begin(), more.end());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace hearsay::matching
