#include "match/names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "match/match.h"
#include "text/fold.h"

namespace hearsay::matching {
namespace {

// Words before a name that are no part of it.
constexpr std::array<std::string_view, 28> kTitles{
    "mr",      "mrs",  "ms",     "miss",      "dr",       "prof",    "professor",
    "sir",     "dame", "lord",   "lady",      "gen",      "general", "col",
    "colonel", "maj",  "major",  "capt",      "captain",  "lt",      "sgt",
    "rev",     "hon",  "sheikh", "president", "minister", "sen",     "rep"};
// Words inside names that spellings leave out or join at will.
constexpr std::array<std::string_view, 18> kParticles{"the", "of",  "al",  "el",  "de",  "la",
                                                      "and", "for", "van", "von", "der", "bin",
                                                      "ibn", "abu", "da",  "di",  "a",   "an"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Spellings of one sound in the usual romanisations; longest first.
struct Sound {
  std::string_view letters;
  std::string_view sound;
};
constexpr std::array<Sound, 34> kSounds{{
    {"tsch", "c"}, {"shch", "s"}, {"sch", "s"}, {"tch", "c"}, {"dzh", "j"}, {"dsh", "j"},
    {"kh", "k"},   {"gh", "g"},   {"sh", "s"},  {"ch", "k"},  {"zh", "j"},  {"ph", "f"},
    {"th", "t"},   {"dh", "d"},   {"ts", "c"},  {"tz", "c"},  {"ck", "k"},  {"qu", "k"},
    {"dj", "j"},   {"gy", "j"},   {"cz", "k"},  {"wh", "v"},  {"x", "ks"},  {"q", "k"},
    {"c", "k"},    {"w", "v"},    {"g", "g"},   {"j", "j"},   {"z", "s"},   {"p", "p"},
    {"b", "b"},    {"h", ""},     {"y", ""},    {"'", ""},
}};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Jaro-Winkler (Winkler 1990): transposition-tolerant, favours equal beginnings.
double jaro_winkler(std::string_view a, std::string_view b) {
  if (a == b) return a.empty() ? 0 : 1;
  if (a.empty() || b.empty()) return 0;
  constexpr std::size_t kLongest = 64;
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  const std::size_t reach = std::max<std::size_t>(std::max(a.size(), b.size()) / 2, 1) - 1;
  std::array<bool, kLongest> taken{};
  std::string matched_a;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t low = i > reach ? i - reach : 0;
    const std::size_t high = std::min(i + reach + 1, b.size());
    for (std::size_t j = low; j < high; ++j) {
      if (taken[j] || a[i] != b[j]) continue;
      taken[j] = true;
      matched_a += a[i];
      break;
    }
  }
  if (matched_a.empty()) return 0;
  std::size_t transposed = 0;
  std::size_t k = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (taken[j] && matched_a[k++] != b[j]) ++transposed;
  }
  const auto m = static_cast<double>(matched_a.size());
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(transposed) / 2) / m) /
                      3;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

// How much a word counts within its name: long words carry it, initials and particles little.
double word_weight(std::string_view word) {
  if (is_one_of(kParticles, word)) return 0.2;
  if (word.size() == 1) return 0.5;
  return std::min(1.0 + 0.1 * static_cast<double>(word.size()), 2.0);
}

constexpr double kMean = 0.55;  // share of the mean likeness of the parts; the rest is the least

// Best one-to-one pairing of words, greedily from the most alike pair on; pure of order.
double aligned_similarity(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  struct Pair {
    double score;
    std::size_t i;
    std::size_t j;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      double score = name_word_similarity(a[i], b[j]);
      const double shift = std::abs(static_cast<double>(i) - static_cast<double>(j));
      score -= 0.02 * std::min(shift, 2.0);
      if (score > 0.5) pairs.push_back({score, i, j});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
    return std::tuple(-x.score, x.i, x.j) < std::tuple(-y.score, y.i, y.j);
  });
  std::vector<bool> taken_a(a.size());
  std::vector<bool> taken_b(b.size());
  double sum = 0;
  double total = 0;
  double least = 1;  // a name is as alike as its least alike part: "John Smith" is not "Jane Smith"
  for (const Pair& pair : pairs) {
    if (taken_a[pair.i] || taken_b[pair.j]) continue;
    taken_a[pair.i] = taken_b[pair.j] = true;
    const double weight = word_weight(a[pair.i]) + word_weight(b[pair.j]);
    sum += weight * pair.score;
    total += weight;
    least = std::min(least, pair.score);
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!taken_a[i]) total += word_weight(a[i]);
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (!taken_b[j]) total += word_weight(b[j]);
  }
  return total > 0 ? kMean * sum / total + (1 - kMean) * least * (sum > 0 ? 1 : 0) : 0;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

constexpr std::size_t kMostWords = 16;

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  const std::string folded = text::fold(name.substr(0, 512));
  std::vector<std::string> words;
  const std::vector<std::string_view> parts = text::split(folded);
  for (std::size_t i = 0; i < parts.size() && words.size() < kMostWords; ++i) {
    const bool title = words.empty() && i + 1 < parts.size() && is_one_of(kTitles, parts[i]);
    if (!title) words.emplace_back(parts[i]);
  }
  return words;
}

std::string consonants(std::string_view word, bool soft_c) {
  std::string sounds;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t taken = 0;
    for (const Sound& sound : kSounds) {
      if (word.substr(i, sound.letters.size()) != sound.letters) continue;
      for (char c : sound.sound) {
        if (soft_c && sound.letters == "c") c = 'c';
        if (sounds.empty() || sounds.back() != c) sounds += c;
      }
      taken = sound.letters.size();
      break;
    }
    if (taken == 0) {
      const char c = word[i];
      // A vowel at the start is kept as one mark: "Ali" is not "Lai".
      if (!is_vowel(c) && (sounds.empty() || sounds.back() != c)) sounds += c;
      taken = 1;
    }
    i += taken;
  }
  return sounds;
}

double name_word_similarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (a.size() == 1 || b.size() == 1) return a.front() == b.front() ? 0.85 : 0;
  const double letters = jaro_winkler(a, b);
  // "c" is read as "k" by some and as "ts" by others; the reading that fits counts.
  double sounds = 0;
  for (const bool soft_c : {false, true}) {
    const std::string sounds_a = consonants(a, soft_c);
    const std::string sounds_b = consonants(b, soft_c);
    double score = jaro_winkler(sounds_a, sounds_b);
    if (std::min(sounds_a.size(), sounds_b.size()) < 2) score *= 0.8;
    sounds = std::max(sounds, score);
  }
  return std::max(letters, 0.5 * letters + 0.5 * sounds);
}

std::string acronym(std::string_view name) {
  std::string letters;
  const std::string folded = text::fold(name.substr(0, 512));
  for (const std::string_view word : text::split(folded)) {
    if (!is_one_of(kParticles, word)) letters += word.front();
  }
  return letters.size() < 2 ? std::string() : letters;
}

}  // namespace hearsay::matching

namespace hearsay {

double name_similarity(std::string_view a, std::string_view b) {
  using namespace matching;
  const std::vector<std::string> words_a = name_words(a);
  const std::vector<std::string> words_b = name_words(b);
  if (words_a.empty() || words_b.empty()) return 0;
  const double aligned = aligned_similarity(words_a, words_b);
  // "Al Hasakah" and "Alhasakah": the same letters cut otherwise.
  const std::string whole_a = joined(words_a);
  const std::string whole_b = joined(words_b);
  if (whole_a == whole_b) return words_a == words_b ? 1 : 0.97;
  const double whole = 0.97 * jaro_winkler(whole_a, whole_b) - 0.05;
  double score =
      words_a.size() == words_b.size() ? aligned : std::max(aligned, 0.6 * aligned + 0.4 * whole);
  if (words_a.size() == 1 && words_b.size() > 2 && whole_a == acronym(b)) score = 0.9;
  if (words_b.size() == 1 && words_a.size() > 2 && whole_b == acronym(a)) score = 0.9;
  return std::clamp(score, 0.0, 1.0);
}

}  // namespace hearsay
