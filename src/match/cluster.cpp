#include "match/cluster.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

namespace hearsay::matching {
namespace {

struct Candidate {
  double mean = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint64_t version = 0;  // of both clusters when it was made
};

// Most alike first; among equals the smaller numbers, so that the order is total.
struct Worse {
  bool operator()(const Candidate& x, const Candidate& y) const {
    return std::tie(x.mean, y.a, y.b) < std::tie(y.mean, x.a, x.b);
  }
};

class Clusters {
 public:
  Clusters(std::size_t count, const std::vector<Similarity>& similarities, double threshold,
           const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden, double cohesion)
      : threshold_(threshold),
        cohesion_(cohesion),
        forbidden_(forbidden),
        members_(count),
        sums_(count),
        inside_(count),
        versions_(count) {
    for (std::uint32_t i = 0; i < count; ++i) members_[i] = {i};
    for (const Similarity& pair : similarities) {
      if (pair.a == pair.b || pair.a >= count || pair.b >= count) continue;
      double& first = sums_[pair.a][pair.b];
      first = std::max(first, pair.value);
      sums_[pair.b][pair.a] = first;
    }
  }

  void run() {
    for (std::uint32_t a = 0; a < sums_.size(); ++a) {
      for (const auto& [b, sum] : sums_[a]) {
        if (a < b) push(a, b);
      }
    }
    while (!queue_.empty()) {
      const Candidate best = queue_.top();
      queue_.pop();
      if (best.version != versions_[best.a] + versions_[best.b]) continue;
      if (members_[best.a].empty() || members_[best.b].empty()) continue;
      if (!may_join(best.a, best.b)) continue;
      join(best.a, best.b);
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> labels() const {
    std::vector<std::uint32_t> labels(members_.size());
    for (const auto& cluster : members_) {
      if (cluster.empty()) continue;
      const std::uint32_t least = *std::min_element(cluster.begin(), cluster.end());
      for (const std::uint32_t item : cluster) labels[item] = least;
    }
    return labels;
  }

 private:
  void push(std::uint32_t a, std::uint32_t b) {
    const double mean = mean_between(a, b);
    if (mean < threshold_) return;
    queue_.push({mean, std::min(a, b), std::max(a, b), versions_[a] + versions_[b]});
  }

  [[nodiscard]] double mean_between(std::uint32_t a, std::uint32_t b) const {
    const auto pairs =
        static_cast<double>(members_[a].size()) * static_cast<double>(members_[b].size());
    return sums_[a].at(b) / pairs;
  }

  /// Precondition: it has two members.
  [[nodiscard]] double mean_inside(std::uint32_t cluster) const {
    const auto size = static_cast<double>(members_[cluster].size());
    return inside_[cluster] / (size * (size - 1) / 2);
  }

  [[nodiscard]] bool are_two_groups(std::uint32_t a, std::uint32_t b) const {
    constexpr std::size_t kGroup = 3;  // of fewer the mean says little
    if (members_[a].size() < kGroup || members_[b].size() < kGroup) return false;
    return mean_between(a, b) < cohesion_ * (mean_inside(a) + mean_inside(b)) / 2;
  }

  [[nodiscard]] bool may_join(std::uint32_t a, std::uint32_t b) const {
    if (are_two_groups(a, b)) return false;
    if (!forbidden_) return true;
    for (const std::uint32_t x : members_[a]) {
      for (const std::uint32_t y : members_[b]) {
        if (forbidden_(std::min(x, y), std::max(x, y))) return false;
      }
    }
    return true;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    inside_[a] += inside_[b] + sums_[a].at(b);
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
    for (const auto& [other, sum] : sums_[b]) {
      sums_[other].erase(b);
      if (other == a) continue;
      sums_[a][other] += sum;
      sums_[other][a] = sums_[a][other];
    }
    sums_[b].clear();
    ++versions_[a];
    for (const auto& [other, sum] : sums_[a]) push(a, other);
  }

  double threshold_;
  double cohesion_;
  const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::map<std::uint32_t, double>> sums_;  // of similarities between clusters
  std::vector<double> inside_;                         // and between the members of one
  std::vector<std::uint64_t> versions_;
  std::priority_queue<Candidate, std::vector<Candidate>, Worse> queue_;
};

}  // namespace

std::vector<std::uint32_t> average_link(
    std::size_t count, const std::vector<Similarity>& similarities, double threshold,
    const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden, double cohesion) {
  Clusters clusters(count, similarities, threshold, forbidden, cohesion);
  clusters.run();
  return clusters.labels();
}

}  // namespace hearsay::matching
