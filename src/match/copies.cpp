// Near duplicates among bare texts: which texts share how many fingerprints, and the clusters that
// these make. Every step is linear in the fingerprints and what they share.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "match/align.h"
#include "match/cluster.h"
#include "match/match.h"

namespace hearsay {
namespace {

constexpr std::size_t kLongestPosting = 200;  // boilerplate of a whole site tells nothing
constexpr double kCopy = 0.4;                 // mean share of the smaller text's fingerprints

/// The texts that have one fingerprint in common, as a stretch of `Postings::texts`.
struct Posting {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Fingerprints that more than one text has, and in which each text stands.
struct Postings {
  std::vector<std::uint32_t> texts;           ///< numbers of texts, ascending in each posting
  std::vector<std::vector<Posting>> of_text;  ///< what follows a text in each of its postings
};

struct Occurrence {  // of a fingerprint in a text
  std::uint64_t print = 0;
  std::uint32_t text = 0;
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

// Fingerprints are spread evenly, so that one pass by their first bits leaves heaps of a few each.
std::vector<Occurrence> sorted(const std::vector<Occurrence>& all) {
  const int bits = std::clamp(static_cast<int>(std::bit_width(all.size())) - 3, 1, 24);
  const auto heap_of = [&](const Occurrence& each) {
    return static_cast<std::size_t>(each.print >> (64 - bits));
  };
  std::vector<std::size_t> ends((std::size_t{1} << bits) + 1);
  for (const Occurrence& each : all) ++ends[heap_of(each) + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<Occurrence> out(all.size());
  for (const Occurrence& each : all) out[ends[heap_of(each)]++] = each;
  std::size_t begin = 0;
  for (std::size_t heap = 0; heap + 1 < ends.size(); ++heap) {
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(begin),
              out.begin() + static_cast<std::ptrdiff_t>(ends[heap]));
    begin = ends[heap];
  }
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Postings postings_of(const std::vector<Occurrence>& all, std::size_t count) {
  Postings postings;
  postings.of_text.resize(count);
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].print == all[begin].print) ++end;
    if (end - begin > 1 && end - begin <= kLongestPosting) {
      const auto last = static_cast<std::uint32_t>(postings.texts.size() + (end - begin));
      for (std::size_t i = begin; i < end; ++i) {
        postings.texts.push_back(all[i].text);
        const auto next = static_cast<std::uint32_t>(postings.texts.size());
        if (next < last) postings.of_text[all[i].text].push_back({next, last});
      }
    }
    begin = end;
  }
  return postings;
}

/// For each two texts that share fingerprints, the share of the smaller one's that they share.
std::vector<matching::Similarity> containments(const Postings& postings,
                                               const std::vector<std::size_t>& sizes) {
  std::vector<matching::Similarity> pairs;
  std::vector<std::uint32_t> shared(sizes.size());
  std::vector<std::uint32_t> met;
  for (std::uint32_t i = 0; i < sizes.size(); ++i) {
    for (const Posting& posting : postings.of_text[i]) {
      for (std::uint32_t at = posting.begin; at < posting.end; ++at) {
        if (shared[postings.texts[at]]++ == 0) met.push_back(postings.texts[at]);
      }
    }
    std::sort(met.begin(), met.end());
    for (const std::uint32_t j : met) {
      const auto least = static_cast<double>(std::min(sizes[i], sizes[j]));
      pairs.push_back({i, j, static_cast<double>(shared[j]) / least});
      shared[j] = 0;
    }
    met.clear();
  }
  return pairs;
}

}  // namespace

std::vector<std::size_t> Matcher::cluster_copies(const std::vector<std::string>& texts) const {
  std::vector<Occurrence> all;
  matching::FoldedWords known;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    for (const matching::Gram& gram :
         matching::winnowed_grams(matching::word_hashes(texts[i], known))) {
      all.push_back({gram.hash, i});
    }
  }
  all = sorted(all);
  std::vector<std::size_t> sizes(texts.size());
  for (const Occurrence& each : all) ++sizes[each.text];
  const auto pairs = containments(postings_of(all, texts.size()), sizes);
  const auto labels = matching::average_link(texts.size(), pairs, kCopy);
  return {labels.begin(), labels.end()};
}

}  // namespace hearsay
