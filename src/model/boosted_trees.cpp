#include "model/boosted_trees.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "text/fold.h"

namespace hearsay::model {
namespace {

constexpr std::uint32_t format_oldest = 1;
constexpr std::uint32_t format_newest = 1;

}  // namespace

Result<BoostedTrees> BoostedTrees::load(const std::string& path, const std::string& kind) {
  return ModelFile::open(path, {kind, format_oldest, format_newest}).and_then([](ModelFile file) {
    return from_file(std::move(file));
  });
}

Result<BoostedTrees> BoostedTrees::from_file(ModelFile file) {
  BoostedTrees trees;
  trees.file_ = std::move(file);
  if (const auto why = trees.read()) return tl::unexpected(trees.file_.broken(*why));
  return trees;
}

std::optional<std::string> BoostedTrees::read() {
  const auto names = file_.text("features");
  const auto roots = file_.tensor<std::int32_t>("roots");
  const auto feature = file_.tensor<std::uint16_t>("node_feature");
  const auto threshold = file_.tensor<float>("node_threshold");
  const auto at_most = file_.tensor<std::int32_t>("node_at_most");
  const auto above = file_.tensor<std::int32_t>("node_above");
  const auto leaves = file_.tensor<float>("leaves");
  if (!names || !roots || !feature || !threshold || !at_most || !above || !leaves) {
    return "it lacks a part of its trees";
  }
  for (const std::string_view name : text::split(*names, '\n')) features_.emplace_back(name);
  const std::size_t count = feature->size();
  if (threshold->size() != count || at_most->size() != count || above->size() != count) {
    return "its nodes are not complete";
  }
  // A child behind its parent: then no walk goes in circles.
  const auto leads_on = [&](std::int32_t child, std::size_t from) {
    if (child < 0) return static_cast<std::size_t>(~child) < leaves->size();
    return static_cast<std::size_t>(child) >= from && static_cast<std::size_t>(child) < count;
  };
  for (std::size_t i = 0; i < count; ++i) {
    if ((*feature)[i] >= features_.size()) return "a node asks for a feature that does not exist";
    if (!leads_on((*at_most)[i], i + 1) || !leads_on((*above)[i], i + 1)) {
      return "a node leads nowhere";
    }
  }
  if (!std::ranges::all_of(*roots, [&](std::int32_t root) { return leads_on(root, 0); })) {
    return "a tree has no root";
  }
  if (!std::ranges::all_of(*leaves, [](float each) { return std::isfinite(each); })) {
    return "a weight is no number";
  }
  roots_ = *roots;
  feature_ = *feature;
  threshold_ = *threshold;
  at_most_ = *at_most;
  above_ = *above;
  leaves_ = *leaves;
  return std::nullopt;
}

double BoostedTrees::score(std::span<const float> row) const {
  double sum = 0;
  for (std::int32_t at : roots_) {
    while (at >= 0) {
      const auto node = static_cast<std::size_t>(at);
      at = row[feature_[node]] <= threshold_[node] ? at_most_[node] : above_[node];
    }
    sum += leaves_[static_cast<std::size_t>(~at)];
  }
  return sum;
}

}  // namespace hearsay::model
