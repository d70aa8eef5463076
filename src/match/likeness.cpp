#include "match/likeness.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "match/pair_weights.h"
#include "text/hash.h"

namespace hearsay::matching {
namespace {

constexpr std::size_t kLongest = 2000;  // bytes: a sentence, not a book
constexpr std::size_t kLetters = 4;     // in a run

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What stands before an address ("https://example.org/a", "example.org/a"), which is no words.
std::string_view before_address(std::string_view token) {
  for (const std::string_view beginning : {"http://", "https://", "www."}) {
    const std::size_t at = token.find(beginning);
    if (at != std::string_view::npos) return token.substr(0, at);
  }
  const std::size_t slash = token.find('/');
  if (slash == std::string_view::npos) return token;
  std::size_t begin = slash;
  while (begin > 0 && (is_small(token[begin - 1]) || token[begin - 1] == '.')) --begin;
  const std::string_view host = token.substr(begin, slash - begin);
  const std::size_t dot = host.find('.');
  const bool is_host = dot != std::string_view::npos && dot > 0 && host.back() != '.';
  return is_host ? token.substr(0, begin) : token;
}

/// The text without addresses; names of tags and accounts, which take no blanks, are taken apart:
/// "#RainOverLom", "@LomFerry".
std::string readable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size() - 1) + 1;
    const std::string_view token = before_address(text.substr(0, end));
    bool joined = false;
    for (std::size_t i = 0; i < token.size(); ++i) {
      joined = joined || token[i] == '#' || token[i] == '@';
      if (joined && i > 0 && is_capital(token[i]) && is_small(token[i - 1])) out += ' ';
      out += token[i];
    }
    out += ' ';
    text.remove_prefix(end);
  }
  return out;
}

std::vector<ShortTextWord> words_of(std::string_view text, const std::vector<TextTerm>& terms,
                                    const Lexicon& lexicon) {
  std::map<std::string, ShortTextWord> words;
  for (const TextTerm& term : terms) {
    if (term.weight <= 0) continue;
    auto [at, fresh] = words.try_emplace(term.term);
    ShortTextWord& word = at->second;
    if (fresh) {
      word = {term.term,
              term.weight,
              lexicon.bits(term.term),
              0,
              is_digit(term.term.front()),
              !is_digit(term.term.front())};
    }
    ++word.count;
    word.name = word.name && is_capital(text[term.span.begin]);
  }
  std::vector<ShortTextWord> all;
  for (auto& [term, word] : words) all.push_back(std::move(word));
  return all;
}

std::vector<std::uint64_t> neighbours_of(const std::vector<TextTerm>& terms) {
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 1; i < terms.size(); ++i) {
    pairs.push_back(text::mix(text::hash64(terms[i - 1].term), text::hash64(terms[i].term)));
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::vector<std::pair<std::uint64_t, double>> letters_of(const std::vector<TextWord>& words) {
  std::string all = " ";
  for (const TextWord& word : words) all += word.folded + " ";
  std::map<std::uint64_t, double> runs;
  for (std::size_t i = 0; i + kLetters <= all.size(); ++i) {
    ++runs[text::hash64(std::string_view(all).substr(i, kLetters))];
  }
  return {runs.begin(), runs.end()};
}

// ---- signs -----------------------------------------------------------------------------------

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// How much of the longer word is the beginning that both have: forms and relatives of one word.
double same_beginning(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  constexpr std::size_t kStem = 4;  // "Philippine" and "Philippines" share more than this
  if (same < kStem) return 0;
  return static_cast<double>(same) / static_cast<double>(std::max(a.size(), b.size()));
}

double best_beginning(const ShortTextWord& word, const std::vector<ShortTextWord>& others) {
  double best = 0;
  for (const ShortTextWord& other : others) {
    best = std::max(best, same_beginning(word.term, other.term));
  }
  return best;
}

const ShortTextWord* find(const std::vector<ShortTextWord>& words, std::string_view term) {
  const auto at = std::lower_bound(
      words.begin(), words.end(), term,
      [](const ShortTextWord& word, std::string_view wanted) { return word.term < wanted; });
  return at != words.end() && at->term == term ? &*at : nullptr;
}

/// What words of one kind weigh: all, and those that the other text has.
struct Part {
  double all = 0;
  double shared = 0;
  void add(double weight, bool found) {
    all += weight;
    if (found) shared += weight;
  }
  [[nodiscard]] double covered() const { return share(shared, all); }
};

/// How well the words of a text are found in a claim, the rarer the better, as BM25 counts it
/// (Robertson et al. 1994), but by the shipped table and against a usual length.
double found_in(const ShortTextWord& word, const ShortTextWord& other, double size) {
  constexpr double kSaturation = 1.2;
  constexpr double kLength = 0.6;
  constexpr double kUsualSize = 16;  // words that tell, of a claim and its title
  const double norm = kSaturation * (1 - kLength + kLength * size / kUsualSize);
  return word.bits * other.count * (kSaturation + 1) / (other.count + norm);
}

struct Lengths {
  double weights = 0;
  double bits = 0;
};

Lengths squares_of(const std::vector<ShortTextWord>& words) {
  Lengths sums;
  for (const ShortTextWord& word : words) {
    sums.weights += word.weight * word.weight;
    sums.bits += word.bits * word.bits;
  }
  return sums;
}

double cosine_of(const std::vector<std::pair<std::uint64_t, double>>& a,
                 const std::vector<std::pair<std::uint64_t, double>>& b) {
  const auto squares = [](const auto& runs) {
    return std::accumulate(runs.begin(), runs.end(), 0.0, [](double sum, const auto& run) {
      return sum + run.second * run.second;
    });
  };
  double dot = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->first == j->first) {
      dot += (i++)->second * (j++)->second;
    } else if (i->first < j->first) {
      ++i;
    } else {
      ++j;
    }
  }
  return share(dot, std::sqrt(squares(a) * squares(b)));
}

std::size_t common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

double counted(const PairSigns& signs, const std::array<double, kPairSigns + 1>& weights) {
  return std::inner_product(signs.begin(), signs.end(), weights.begin(), weights.back());
}

}  // namespace

ShortText short_text(std::string_view text, const Lexicon& lexicon, const WordVectors& vectors) {
  const std::string plain = readable(text.substr(0, kLongest));
  const std::vector<TextWord> words = words_in(plain);
  const std::vector<TextTerm> terms = lexicon.terms(words);
  ShortText out{words_of(plain, terms, lexicon), neighbours_of(terms), letters_of(words), 0,
                vectors.meaning(plain)};
  for (const ShortTextWord& word : out.words) out.size += word.count;
  return out;
}

PairSigns signs_of(const ShortText& a, const ShortText& b, const WordVectors& vectors) {
  Part words, bits, plain, names, numbers;
  Lengths shared;
  double alike = 0;  // weight of words that the other has, or has the beginning of
  double found = 0;
  double rarest = 0;
  for (const ShortTextWord& word : a.words) {
    const ShortTextWord* other = find(b.words, word.term);
    const bool in_both = other != nullptr;
    words.add(word.weight, in_both);
    bits.add(word.bits, in_both);
    plain.add(1, in_both);
    if (word.name) names.add(word.bits, in_both);
    if (word.number) numbers.add(word.bits, in_both);
    alike += word.weight * (in_both ? 1.0 : best_beginning(word, b.words));
    if (!in_both) continue;
    shared.weights += word.weight * word.weight;
    shared.bits += word.bits * word.bits;
    found += found_in(word, *other, b.size);
    rarest = std::max(rarest, word.bits);
  }
  const Lengths squares_a = squares_of(a.words);
  const Lengths squares_b = squares_of(b.words);
  const bool number_in_b =
      std::any_of(b.words.begin(), b.words.end(), [](const auto& word) { return word.number; });
  const bool other_numbers = numbers.all > 0 && number_in_b && numbers.shared <= 0;
  const auto neighbours = static_cast<double>(common(a.neighbours, b.neighbours));
  const auto all_neighbours =
      static_cast<double>(a.neighbours.size()) * static_cast<double>(b.neighbours.size());
  constexpr double kMuch = 20;      // bits
  constexpr double kUsual = 50;     // bits of a headline
  constexpr double kMostBits = 14;  // of one word
  constexpr double kHundred = 100;
  const SharedMeaning meaning = vectors.shared(a.meaning, b.meaning);
  return {share(alike, words.all),
          words.covered(),
          bits.covered(),
          plain.covered(),
          share(shared.weights, std::sqrt(squares_a.weights * squares_b.weights)),
          share(shared.bits, std::sqrt(squares_a.bits * squares_b.bits)),
          share(plain.shared, std::sqrt(plain.all * static_cast<double>(b.words.size()))),
          bits.shared / (bits.shared + kMuch),
          bits.all / (bits.all + kUsual),
          rarest / kMostBits,
          share(neighbours, std::sqrt(all_neighbours)),
          share(neighbours, static_cast<double>(a.neighbours.size())),
          cosine_of(a.letters, b.letters),
          names.covered(),
          names.shared / (names.shared + kMuch),
          numbers.covered(),
          other_numbers ? 1.0 : 0.0,
          found / kHundred,
          meaning.together,
          meaning.together * meaning.together,
          meaning.covered,
          meaning.surely,
          meaning.around,
          meaning.least};
}

double likeness(const ShortText& a, const ShortText& b, const WordVectors& vectors) {
  const double both =
      counted(signs_of(a, b, vectors), pair_alike) + counted(signs_of(b, a, vectors), pair_alike);
  return std::clamp(both / 2, 0.0, 1.0);
}

double says(const ShortText& said, const ShortText& claim, const WordVectors& vectors) {
  return 1 / (1 + std::exp(-counted(signs_of(said, claim, vectors), pair_says)));
}

}  // namespace hearsay::matching
