#include "match/align.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "text/hash.h"

namespace hearsay::matching {
namespace {

constexpr std::size_t kGram = 5;             // words a fingerprint covers
constexpr std::size_t kWindow = 4;           // one fingerprint in every so many grams
constexpr std::uint32_t kLeastWords = 8;     // a shorter passage is a phrase that anybody may write
constexpr std::uint32_t kLeastRun = 3;       // equal words in a row that count inside a passage
constexpr std::uint32_t kLongestGap = 8;     // words changed between two runs of one passage
constexpr std::size_t kMostOccurrences = 4;  // of one fingerprint that are looked at, each side

std::vector<Gram> grams(const std::vector<std::uint64_t>& words) {
  std::vector<Gram> all;
  if (words.size() < kGram) return all;
  all.reserve(words.size() - kGram + 1);
  for (std::size_t i = 0; i + kGram <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < kGram; ++k) hash = text::mix(hash, words[i + k]);
    all.push_back({hash, static_cast<std::uint32_t>(i)});
  }
  return all;
}

// Of every window of grams the smallest hash; of equal ones the rightmost ("robust winnowing" keeps
// the one chosen before, so that repeated words give few fingerprints).
std::vector<Gram> winnow(const std::vector<Gram>& all) {
  std::vector<Gram> chosen;
  const std::size_t window = std::min(kWindow, all.size());
  if (window == 0) return chosen;
  std::size_t last = all.size();
  for (std::size_t i = 0; i + window <= all.size(); ++i) {
    if (last != all.size() && last >= i && all[last].hash <= all[i + window - 1].hash) continue;
    std::size_t least = i;
    for (std::size_t k = i; k < i + window; ++k) {
      if (all[k].hash <= all[least].hash) least = k;
    }
    if (least != last) chosen.push_back(all[least]);
    last = least;
  }
  return chosen;
}

struct Run {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t size = 0;
};

// Every run of equal words that holds a shared fingerprint, extended to both sides.
std::vector<Run> equal_runs(const HashedWords& words_a, const HashedWords& words_b) {
  const std::vector<std::uint64_t>& a = words_a.words;
  const std::vector<std::uint64_t>& b = words_b.words;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
  for (const Gram& gram : words_b.grams) {
    auto& list = places[gram.hash];
    if (list.size() < kMostOccurrences) list.push_back(gram.word);
  }
  std::unordered_map<std::uint64_t, std::size_t> seen;
  std::unordered_map<std::int64_t, std::uint32_t> done;  // by diagonal: end of the last run in a
  std::vector<Run> runs;
  std::size_t budget = 8 * (a.size() + b.size()) + 4096;
  for (const Gram& gram : words_a.grams) {
    const auto found = places.find(gram.hash);
    if (found == places.end() || ++seen[gram.hash] > kMostOccurrences) continue;
    for (const std::uint32_t at : found->second) {
      const std::int64_t diagonal = static_cast<std::int64_t>(gram.word) - at;
      const auto before = done.find(diagonal);
      if (before != done.end() && gram.word < before->second) continue;
      std::uint32_t i = gram.word;
      std::uint32_t j = at;
      while (i > 0 && j > 0 && budget > 0 && a[i - 1] == b[j - 1]) {
        --i, --j, --budget;
      }
      std::uint32_t end = gram.word;
      std::uint32_t end_b = at;
      while (end < a.size() && end_b < b.size() && budget > 0 && a[end] == b[end_b]) {
        ++end, ++end_b, --budget;
      }
      done[diagonal] = end;
      if (end - i >= kLeastRun) runs.push_back({i, j, end - i});
    }
  }
  return runs;
}

// Longest runs first, each word of either text used once.
std::vector<Run> disjoint(std::vector<Run> runs, std::size_t size_a, std::size_t size_b) {
  std::sort(runs.begin(), runs.end(), [](const Run& x, const Run& y) {
    return std::tuple(y.size, x.a, x.b) < std::tuple(x.size, y.a, y.b);
  });
  std::vector<bool> used_a(size_a);
  std::vector<bool> used_b(size_b);
  std::vector<Run> kept;
  std::size_t budget = 16 * (size_a + size_b) + 4096;
  for (Run run : runs) {
    while (run.size > 0 && (used_a[run.a] || used_b[run.b])) ++run.a, ++run.b, --run.size;
    std::uint32_t free = 0;
    while (free < run.size && !used_a[run.a + free] && !used_b[run.b + free]) ++free;
    run.size = free;
    if (run.size < kLeastRun || budget < run.size) continue;
    budget -= run.size;
    for (std::uint32_t k = 0; k < run.size; ++k) used_a[run.a + k] = used_b[run.b + k] = true;
    kept.push_back(run);
  }
  std::sort(kept.begin(), kept.end(),
            [](const Run& x, const Run& y) { return std::tuple(x.a, x.b) < std::tuple(y.a, y.b); });
  return kept;
}

Passage passage_of(const Run& run) {
  return {{run.a, run.a + run.size}, {run.b, run.b + run.size}, run.size};
}

bool follows(const Passage& passage, const Run& run) {
  return run.a >= passage.first.end && run.b >= passage.second.end &&
         run.a - passage.first.end <= kLongestGap && run.b - passage.second.end <= kLongestGap;
}

// Equal words next to a passage that no fingerprint reached, across one or two changed words:
// "in the [main] reading room" grows outwards word by word.
void grow(Passage& passage, const std::vector<std::uint64_t>& a,
          const std::vector<std::uint64_t>& b, std::uint32_t limit_a, std::uint32_t limit_b) {
  while (true) {
    bool grown = false;
    for (std::uint32_t skip = 0; skip <= 4 && !grown; ++skip) {
      for (std::uint32_t da = 0; da <= skip && !grown; ++da) {
        const std::uint32_t i = passage.first.end + da;
        const std::uint32_t j = passage.second.end + (skip - da);
        std::uint32_t size = 0;
        while (i + size < limit_a && j + size < limit_b && a[i + size] == b[j + size]) {
          ++size;
        }
        if (size < kLeastRun && !(skip == 0 && size > 0)) continue;
        passage.first.end = i + size;
        passage.second.end = j + size;
        passage.equal += size;
        grown = true;
      }
    }
    if (!grown) return;
  }
}

bool meet(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

}  // namespace

std::vector<Gram> winnowed_grams(const std::vector<std::uint64_t>& words) {
  return winnow(grams(words));
}

HashedWords::HashedWords(const std::vector<TextWord>& text) {
  words.reserve(text.size());
  spans.reserve(text.size());
  for (const TextWord& word : text) {
    words.push_back(text::hash64(word.folded));
    spans.push_back(word.span);
  }
  grams = winnowed_grams(words);
  prints.reserve(grams.size());
  for (const Gram& gram : grams) prints.push_back(gram.hash);
  std::sort(prints.begin(), prints.end());
}

std::vector<Fingerprint> fingerprints(const HashedWords& words) {
  std::vector<Fingerprint> prints;
  for (const Gram& gram : words.grams) {
    prints.push_back(
        {gram.hash, {words.spans[gram.word].begin, words.spans[gram.word + kGram - 1].end}});
  }
  return prints;
}

std::vector<Passage> shared_passages(const HashedWords& words_a, const HashedWords& words_b) {
  const std::vector<std::uint64_t>& a = words_a.words;
  const std::vector<std::uint64_t>& b = words_b.words;
  if (!meet(words_a.prints, words_b.prints)) return {};
  const std::vector<Run> runs = disjoint(equal_runs(words_a, words_b), a.size(), b.size());
  std::vector<Passage> passages;
  for (const Run& run : runs) {
    if (!passages.empty() && follows(passages.back(), run)) {
      passages.back().first.end = run.a + run.size;
      passages.back().second.end = run.b + run.size;
      passages.back().equal += run.size;
    } else {
      passages.push_back(passage_of(run));
    }
  }
  // Growth stops before the next passage in either text.
  std::vector<std::uint32_t> starts_b;
  for (const Passage& passage : passages) starts_b.push_back(passage.second.begin);
  std::sort(starts_b.begin(), starts_b.end());
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const auto limit_a = static_cast<std::uint32_t>(
        i + 1 < passages.size() ? passages[i + 1].first.begin : a.size());
    const auto next_b = std::lower_bound(starts_b.begin(), starts_b.end(), passages[i].second.end);
    const auto limit_b = next_b != starts_b.end() ? *next_b : static_cast<std::uint32_t>(b.size());
    grow(passages[i], a, b, limit_a, limit_b);
  }
  std::erase_if(passages, [](const Passage& passage) { return passage.equal < kLeastWords; });
  return passages;
}

}  // namespace hearsay::matching
