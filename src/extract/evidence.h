// Choosing among candidates by what speaks for each: a linear model over named signs, trained by
// tools/train/metadata. A page's fields often contradict each other; which of them a reader would
// believe is learned, not ruled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearsay::extraction {

/// What is to be chosen.
enum class Field : std::uint8_t { title, authors, date };

/// A value that a page might mean, and the signs that speak for or against it: "from=og",
/// "near=headline". A sign counts once.
struct Candidate {
  std::string value;
  std::string key;  ///< what equal values have in common
  std::vector<std::string> signs;
  std::size_t order = 0;  ///< where the caller has more about it

  void add(std::string sign);
  [[nodiscard]] bool has(std::string_view sign) const;
};

/// A page may have thousands of dates and links; so many candidates are looked at.
constexpr std::size_t most_candidates = 150;

/// The candidate of a key, made where there is none yet; null where there are enough of others.
Candidate* candidate_of(std::vector<Candidate>& candidates, std::string_view key);

/// How well it fits; comparable within one page only.
double fitness(Field field, const Candidate& candidate);

struct Choice {
  std::size_t index = 0;
  double probability = 0;  ///< among the candidates and "none of them"
};

/// The fittest, the first of equals; none where there are no candidates.
std::optional<Choice> choose(Field field, const std::vector<Candidate>& candidates);

}  // namespace hearsay::extraction
