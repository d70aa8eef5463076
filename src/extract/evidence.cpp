#include "extract/evidence.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "extract/evidence_weights.h"

namespace hearsay::extraction {
namespace {

std::span<const Weight> weights_of(Field field) {
  switch (field) {
    case Field::title:
      return title_weights;
    case Field::authors:
      return authors_weights;
    case Field::date:
      return date_weights;
  }
  return {};
}

float weight_of(std::span<const Weight> weights, std::string_view sign) {
  const auto found =
      std::lower_bound(weights.begin(), weights.end(), sign,
                       [](const Weight& entry, std::string_view s) { return entry.sign < s; });
  return found != weights.end() && found->sign == sign ? found->weight : 0;
}

}  // namespace

void Candidate::add(std::string sign) {
  if (!has(sign)) signs.push_back(std::move(sign));
}

bool Candidate::has(std::string_view sign) const {
  return std::find(signs.begin(), signs.end(), sign) != signs.end();
}

Candidate* candidate_of(std::vector<Candidate>& candidates, std::string_view key) {
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [key](const Candidate& c) { return c.key == key; });
  if (found != candidates.end()) return &*found;
  if (candidates.size() >= most_candidates) return nullptr;
  Candidate candidate;
  candidate.key = std::string(key);
  candidate.order = candidates.size();
  candidates.push_back(std::move(candidate));
  return &candidates.back();
}

double fitness(Field field, const Candidate& candidate) {
  const std::span<const Weight> weights = weights_of(field);
  double sum = 0;
  for (const std::string& sign : candidate.signs) sum += weight_of(weights, sign);
  return sum;
}

std::optional<Choice> choose(Field field, const std::vector<Candidate>& candidates) {
  if (candidates.empty()) return std::nullopt;
  std::vector<double> scores;
  for (const Candidate& candidate : candidates) scores.push_back(fitness(field, candidate));
  const double none = weight_of(weights_of(field), "(none)");
  const auto best = std::max_element(scores.begin(), scores.end());
  double all = std::exp(none - *best);
  for (const double score : scores) all += std::exp(score - *best);
  const double probability = 1 / all;
  return Choice{static_cast<std::size_t>(best - scores.begin()), probability};
}

}  // namespace hearsay::extraction
