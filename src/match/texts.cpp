// The same comparisons on bare texts: what the benchmarks measure.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "match/align.h"
#include "match/cluster.h"
#include "match/lexicon.h"
#include "match/likeness.h"
#include "match/match.h"
#include "match/sketch.h"

namespace hearsay {
namespace {

using matching::Lexicon;
using matching::ShortText;
using matching::Similarity;
using matching::TextTerm;
using matching::TextWord;

// Fitted on ECB+, training and development part together.
constexpr double kOneStory = 0.15;
constexpr double kCohesion = 0.65;
constexpr double kOtherYear = 0.08;
constexpr std::size_t kStoryTerms = 1000;

using Postings = std::unordered_map<std::string, std::vector<std::size_t>>;

bool better(const std::pair<std::size_t, double>& x, const std::pair<std::size_t, double>& y) {
  return x.second != y.second ? x.second > y.second : x.first < y.first;
}

struct StoryWord {
  double count = 0;
  double capitals = 0;  // how often it has a capital
  float weight = 0;
};

// Names and numbers tell two events of one kind apart, so they count more.
double emphasis(std::string_view term, const StoryWord& word) {
  if (term.front() >= '0' && term.front() <= '9') return 1.5;
  return 2 * word.capitals > word.count ? 1.3 : 1.0;
}

std::vector<WeightedTerm> story_of(const Lexicon& lexicon, std::string_view text) {
  std::map<std::string, StoryWord> words;
  for (const TextTerm& term : lexicon.terms(text)) {
    if (term.weight <= 0) continue;
    StoryWord& word = words[term.term];
    const char first = text[term.span.begin];
    ++word.count;
    if (first >= 'A' && first <= 'Z') ++word.capitals;
    word.weight = term.weight;
  }
  std::vector<WeightedTerm> all;
  for (const auto& [term, word] : words) {
    const double weight = (1 + std::log(word.count)) * word.weight * emphasis(term, word);
    all.push_back({term, static_cast<float>(weight)});
  }
  return matching::unit_vector(std::move(all), kStoryTerms);
}

// The latest year that a text names: mostly that of what it tells; earlier ones are background.
int latest_year(const Lexicon& lexicon, std::string_view text) {
  int latest = 0;
  for (const TextTerm& term : lexicon.terms(text)) {
    const bool is_year =
        term.term.size() == 4 && (term.term.starts_with("19") || term.term.starts_with("20"));
    int year = 0;
    const char* end = term.term.data() + term.term.size();
    if (is_year && std::from_chars(term.term.data(), end, year).ptr == end) {
      latest = std::max(latest, year);
    }
  }
  return latest;
}

std::vector<std::size_t> first_of(std::vector<std::pair<std::size_t, double>> order,
                                  std::size_t most) {
  most = std::min(most, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                    better);
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < most; ++i) best.push_back(order[i].first);
  return best;
}

// The `most` claims that share the rarest words with a text. Ties by number.
std::vector<std::size_t> sharing_words(const ShortText& text, const Postings& postings,
                                       std::size_t most) {
  std::map<std::size_t, double> shared;
  for (const matching::ShortTextWord& word : text.words) {
    const auto found = postings.find(word.term);
    if (found == postings.end()) continue;
    for (const std::size_t claim : found->second) shared[claim] += word.bits;
  }
  return first_of({shared.begin(), shared.end()}, most);
}

// The `most` claims that point to where a text does, whatever their words. Ties by number.
std::vector<std::size_t> pointing_alike(const ShortText& text, const std::vector<ShortText>& claims,
                                        std::size_t most) {
  std::vector<std::pair<std::size_t, double>> order;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto& one = text.meaning.direction;
    const auto& other = claims[i].meaning.direction;
    if (one.empty() || other.empty()) continue;
    order.emplace_back(i, std::inner_product(one.begin(), one.end(), other.begin(), 0.0F));
  }
  return first_of(std::move(order), most);
}

// Claims that are worth a closer look, in the order of their numbers.
std::vector<std::size_t> candidates_of(const ShortText& text, const Postings& postings,
                                       const std::vector<ShortText>& claims, std::size_t most) {
  const auto by_words = sharing_words(text, postings, most);
  const auto by_meaning = pointing_alike(text, claims, most);
  std::set<std::size_t> both(by_words.begin(), by_words.end());
  both.insert(by_meaning.begin(), by_meaning.end());
  return {both.begin(), both.end()};
}

std::vector<std::size_t> widen(const std::vector<std::uint32_t>& labels) {
  return {labels.begin(), labels.end()};
}

}  // namespace

double Matcher::sentence_similarity(std::string_view a, std::string_view b) const {
  return matching::likeness(matching::short_text(a, *lexicon_, *vectors_),
                            matching::short_text(b, *lexicon_, *vectors_), *vectors_);
}

std::vector<std::size_t> Matcher::cluster_stories(const std::vector<std::string>& texts) const {
  std::vector<std::vector<WeightedTerm>> stories;
  std::vector<int> years;
  for (const std::string& text : texts) {
    stories.push_back(story_of(*lexicon_, text));
    years.push_back(latest_year(*lexicon_, text));
  }
  std::map<std::string, std::vector<std::pair<std::uint32_t, float>>> postings;
  for (std::uint32_t i = 0; i < stories.size(); ++i) {
    for (const WeightedTerm& term : stories[i]) postings[term.term].emplace_back(i, term.weight);
  }
  std::vector<Similarity> pairs;
  std::vector<double> sums(texts.size());
  for (std::uint32_t i = 0; i < stories.size(); ++i) {
    std::fill(sums.begin(), sums.end(), 0.0);
    for (const WeightedTerm& term : stories[i]) {
      for (const auto& [j, weight] : postings[term.term]) {
        if (j > i) sums[j] += static_cast<double>(term.weight) * weight;
      }
    }
    for (std::uint32_t j = i + 1; j < stories.size(); ++j) {
      if (years[i] > 0 && years[j] > 0 && years[i] != years[j]) sums[j] -= kOtherYear;
      if (sums[j] >= 0.03) pairs.push_back({i, j, sums[j]});
    }
  }
  return widen(matching::average_link(texts.size(), pairs, kOneStory, {}, kCohesion));
}

std::vector<std::vector<std::pair<std::size_t, double>>> Matcher::retrieve_claims(
    const std::vector<std::string>& queries, const std::vector<std::string>& claims,
    std::size_t limit) const {
  constexpr std::size_t kLookedAt = 20;  // candidates for each answer that is asked for
  std::vector<ShortText> texts;
  Postings postings;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    texts.push_back(matching::short_text(claims[i], *lexicon_, *vectors_));
    for (const matching::ShortTextWord& word : texts[i].words) postings[word.term].push_back(i);
  }
  std::vector<std::vector<std::pair<std::size_t, double>>> answers;
  for (const std::string& query : queries) {
    const ShortText text = matching::short_text(query, *lexicon_, *vectors_);
    std::vector<std::pair<std::size_t, double>> found;
    for (const std::size_t claim : candidates_of(text, postings, texts, kLookedAt * limit)) {
      found.emplace_back(claim, matching::says(text, texts[claim], *vectors_));
    }
    std::sort(found.begin(), found.end(), better);
    if (found.size() > limit) found.resize(limit);
    answers.push_back(std::move(found));
  }
  return answers;
}

namespace {

// Words by which a text doubts or denies what it retells, and by which it only passes it on.
constexpr std::array<std::string_view, 20> kDoubt{
    "hoax",   "fake",   "false",     "debunk",  "deny",  "denial", "untrue",
    "rumor",  "rumour", "myth",      "bogus",   "satir", "refut",  "disprov",
    "fabric", "wrong",  "incorrect", "retract", "not",   "no"};
constexpr std::array<std::string_view, 14> kHedge{
    "report", "claim", "alleg", "unconfirm", "reportedly", "allegedly", "apparent",
    "appar",  "rumor", "may",   "might",     "could",      "purport",   "suppos"};

// Folded: "don't" is "dont".
constexpr std::array<std::string_view, 32> kNegators{
    "not",     "no",     "never",   "none",     "neither", "nor",      "nobody", "nothing",
    "nowhere", "cannot", "without", "cant",     "dont",    "doesnt",   "didnt",  "isnt",
    "arent",   "wasnt",  "werent",  "wont",     "wouldnt", "couldnt",  "hasnt",  "havent",
    "hadnt",   "aint",   "mustnt",  "shouldnt", "hardly",  "scarcely", "lacks",  "fails"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Weighted share of the headline's terms that the text has.
double covered(const std::vector<TextTerm>& headline, const std::set<std::string>& text) {
  double all = 0;
  double found = 0;
  for (const TextTerm& term : headline) {
    all += term.weight;
    if (text.count(term.term) > 0) found += term.weight;
  }
  return all > 0 ? found / all : 0;
}

bool is_negated(std::string_view text) {
  const std::vector<TextWord> words = matching::words_in(text);
  return std::any_of(words.begin(), words.end(),
                     [](const TextWord& word) { return is_one_of(kNegators, word.folded); });
}

}  // namespace

std::string Matcher::stance(std::string_view headline, std::string_view body) const {
  const std::vector<TextTerm> asked = lexicon_->terms(headline);
  const std::vector<TextTerm> terms = lexicon_->terms(body);
  std::set<std::string> all;
  for (const TextTerm& term : terms) all.insert(term.term);
  // A sentence has less room for the headline's words than an article, and none to comment on it:
  // what counts is whether one of the two is negated.
  constexpr std::size_t kSentence = 60;
  const bool is_sentence = terms.size() <= kSentence;
  if (covered(asked, all) < (is_sentence ? 0.3 : 0.45)) return "unrelated";
  if (is_sentence && is_negated(headline) != is_negated(body)) return "disagree";
  // The lead tells what the text does with it.
  const std::size_t lead = std::min<std::size_t>(terms.size(), 120);
  double doubt = 0;
  double hedge = 0;
  for (std::size_t i = 0; i < lead; ++i) {
    if (is_one_of(kDoubt, terms[i].term) && terms[i].term.size() > 3) ++doubt;
    if (is_one_of(kHedge, terms[i].term)) ++hedge;
  }
  for (const TextTerm& term : asked) {
    if (is_one_of(kDoubt, term.term) && term.term.size() > 3) --doubt;
  }
  if (doubt >= 2) return "disagree";
  return hedge >= 2 ? "discuss" : "agree";
}

std::string Matcher::text_reuse(std::string_view original, std::string_view answer) const {
  const std::vector<TextWord> words_a = matching::words_in(original);
  const std::vector<TextWord> words_b = matching::words_in(answer);
  if (words_b.empty()) return "non";
  double copied = 0;
  for (const matching::Passage& passage :
       matching::shared_passages(matching::HashedWords(words_a), matching::HashedWords(words_b))) {
    copied += passage.equal;
  }
  copied /= static_cast<double>(words_b.size());
  // Three words in a row survive a revision where longer runs do not.
  std::set<std::string> trigrams;
  for (std::size_t i = 0; i + 3 <= words_a.size(); ++i) {
    trigrams.insert(words_a[i].folded + ' ' + words_a[i + 1].folded + ' ' + words_a[i + 2].folded);
  }
  double kept = 0;
  for (std::size_t i = 0; i + 3 <= words_b.size(); ++i) {
    kept += static_cast<double>(trigrams.count(words_b[i].folded + ' ' + words_b[i + 1].folded +
                                               ' ' + words_b[i + 2].folded));
  }
  kept /= static_cast<double>(words_b.size());
  if (copied >= 0.6) return "cut";
  if (kept >= 0.25) return "light";
  return kept >= 0.06 ? "heavy" : "non";
}

}  // namespace hearsay
