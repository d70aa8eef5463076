#include "model/linear_tagger.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "text/fold.h"

namespace hearsay::model {
namespace {

constexpr std::uint32_t format_oldest = 1;
constexpr std::uint32_t format_newest = 1;
constexpr std::size_t labels_limit = 256;

std::uint32_t key_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

// Makes numbers sum to 1; equal shares where they have no sum (weights beyond what floats carry).
void normalise(std::span<float> row) {
  float sum = 0;
  for (const float each : row) sum += each;
  if (!(sum > 0) || !std::isfinite(sum)) {
    std::ranges::fill(row, 1.0F / static_cast<float>(row.size()));
    return;
  }
  for (float& each : row) each /= sum;
}

}  // namespace

Result<LinearTagger> LinearTagger::load(const std::string& path, const std::string& kind) {
  return ModelFile::open(path, {kind, format_oldest, format_newest}).and_then([](ModelFile file) {
    return from_file(std::move(file));
  });
}

Result<LinearTagger> LinearTagger::from_file(ModelFile file) {
  LinearTagger tagger;
  tagger.file_ = std::move(file);
  for (const auto read :
       {&LinearTagger::read_labels, &LinearTagger::read_rows, &LinearTagger::read_transitions}) {
    if (const auto why = (tagger.*read)()) return tl::unexpected(tagger.file_.broken(*why));
  }
  tagger.index_keys();
  return tagger;
}

std::optional<std::string> LinearTagger::read_labels() {
  const auto found = file_.card().more.find("labels");
  if (found == file_.card().more.end()) return "its card names no labels";
  for (const std::string_view name : text::split(found->second)) labels_.emplace_back(name);
  if (labels_.empty() || labels_.size() > labels_limit) return "its card names no usable labels";
  return std::nullopt;
}

std::optional<std::string> LinearTagger::read_rows() {
  const auto keys = file_.tensor<std::uint32_t>("keys");
  const auto rows = file_.tensor<std::uint32_t>("rows");
  const auto cell_labels = file_.tensor<std::uint8_t>("cell_labels");
  const auto cell_weights = file_.tensor<std::int8_t>("cell_weights");
  const auto scale = file_.tensor<float>("scale");
  if (!keys || !rows || !cell_labels || !cell_weights || !scale) {
    return "a part of the tagger is missing";
  }
  keys_ = *keys;
  row_begin_ = *rows;
  cell_label_ = *cell_labels;
  cell_weight_ = *cell_weights;
  if (scale->size() != 1 || !std::isfinite(scale->front())) return "its scale is no number";
  scale_ = scale->front();
  if (row_begin_.size() != keys_.size() + 1 || cell_weight_.size() != cell_label_.size()) {
    return "its tables are of different lengths";
  }
  if (row_begin_.front() != 0 || row_begin_.back() != cell_label_.size() ||
      !std::ranges::is_sorted(row_begin_)) {
    return "its rows are out of order";
  }
  if (std::ranges::adjacent_find(keys_, std::greater_equal<>{}) != keys_.end()) {
    return "its features are out of order";
  }
  const auto known = [&](std::uint8_t label) { return label < labels_.size(); };
  if (!std::ranges::all_of(cell_label_, known))
    return "a weight is for a label that does not exist";
  return std::nullopt;
}

std::optional<std::string> LinearTagger::read_transitions() {
  const auto transitions = file_.tensor<float>("transitions");
  if (!transitions || transitions->size() != labels_.size() * labels_.size()) {
    return "its transitions do not fit its labels";
  }
  transition_.assign(transitions->begin(), transitions->end());
  transition_factor_.reserve(transition_.size());
  for (const float each : transition_) {
    if (!std::isfinite(each)) return "a transition is no number";
    transition_factor_.push_back(std::exp(each));
  }
  return std::nullopt;
}

// Hashes are spread evenly, so a table over their upper bits leaves one or two keys to look at.
void LinearTagger::index_keys() {
  const int bits = std::clamp(static_cast<int>(std::bit_width(keys_.size())), 1, 20);
  key_shift_ = 32 - bits;
  first_key_.assign((std::size_t{1} << static_cast<unsigned>(bits)) + 1, 0);
  for (const std::uint32_t key : keys_) ++first_key_[(key >> key_shift_) + 1];
  for (std::size_t i = 1; i < first_key_.size(); ++i) first_key_[i] += first_key_[i - 1];
}

std::optional<std::uint32_t> LinearTagger::label(std::string_view name) const {
  const auto found = std::ranges::find(labels_, name);
  if (found == labels_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - labels_.begin());
}

LinearTagger::Row LinearTagger::row_of(std::uint64_t hash) const {
  const std::uint32_t key = key_of(hash);
  const std::size_t bucket = key >> key_shift_;
  const auto begin = keys_.begin() + first_key_[bucket];
  const auto end = keys_.begin() + first_key_[bucket + 1];
  const auto found = std::lower_bound(begin, end, key);
  if (found == end || *found != key) return {};
  const auto at = static_cast<std::size_t>(found - keys_.begin());
  return {row_begin_[at], row_begin_[at + 1]};
}

std::vector<float> LinearTagger::emissions(Piece piece) const {
  const std::size_t width = labels_.size();
  std::vector<float> scores(piece.size() * width, 0);
  for (std::size_t at = 0; at < piece.size(); ++at) {
    float* row = scores.data() + at * width;
    for (const std::uint64_t hash : piece[at]) {
      const Row cells = row_of(hash);
      for (std::uint32_t cell = cells.begin; cell < cells.end; ++cell) {
        row[cell_label_[cell]] += scale_ * static_cast<float>(cell_weight_[cell]);
      }
    }
  }
  return scores;
}

void LinearTagger::decode_piece(const std::vector<float>& scores,
                                std::vector<std::uint32_t>& out) const {
  const std::size_t width = labels_.size();
  const std::size_t length = scores.size() / width;
  std::vector<float> best(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(width));
  std::vector<float> next(width);
  std::vector<std::uint8_t> came_from(scores.size(), 0);
  for (std::size_t at = 1; at < length; ++at) {
    for (std::size_t to = 0; to < width; ++to) {
      float most = -std::numeric_limits<float>::infinity();
      std::size_t from_best = 0;
      for (std::size_t from = 0; from < width; ++from) {
        const float score = best[from] + transition_[from * width + to];
        if (score > most) {
          most = score;
          from_best = from;
        }
      }
      next[to] = most + scores[at * width + to];
      came_from[at * width + to] = static_cast<std::uint8_t>(from_best);
    }
    best.swap(next);
  }
  auto label = static_cast<std::uint32_t>(std::ranges::max_element(best) - best.begin());
  const std::size_t start = out.size();
  out.resize(start + length);
  for (std::size_t at = length; at-- > 0;) {
    out[start + at] = label;
    label = came_from[at * width + label];
  }
}

// Forward and backward passes in plain probabilities; each row is normalised as it is made, which
// takes the place of logarithms.
void LinearTagger::marginals_of_piece(const std::vector<float>& scores,
                                      std::vector<float>& out) const {
  const std::size_t width = labels_.size();
  const std::size_t length = scores.size() / width;
  std::vector<float> factor(scores.size());
  for (std::size_t at = 0; at < length; ++at) {
    const auto row = std::span(scores).subspan(at * width, width);
    const float most = *std::ranges::max_element(row);
    for (std::size_t to = 0; to < width; ++to) factor[at * width + to] = std::exp(row[to] - most);
  }
  std::vector<float> forward(factor);
  normalise(std::span(forward).subspan(0, width));
  for (std::size_t at = 1; at < length; ++at) {
    for (std::size_t to = 0; to < width; ++to) {
      float sum = 0;
      for (std::size_t from = 0; from < width; ++from) {
        sum += forward[(at - 1) * width + from] * transition_factor_[from * width + to];
      }
      forward[at * width + to] *= sum;
    }
    normalise(std::span(forward).subspan(at * width, width));
  }
  std::vector<float> backward(width, 1);
  std::vector<float> before(width);
  const std::size_t start = out.size();
  out.resize(start + scores.size());
  for (std::size_t at = length; at-- > 0;) {
    const auto row = std::span(out).subspan(start + at * width, width);
    for (std::size_t to = 0; to < width; ++to) row[to] = forward[at * width + to] * backward[to];
    normalise(row);
    for (std::size_t from = 0; from < width; ++from) {
      float sum = 0;
      for (std::size_t to = 0; to < width; ++to) {
        sum += transition_factor_[from * width + to] * factor[at * width + to] * backward[to];
      }
      before[from] = sum;
    }
    normalise(before);
    backward.swap(before);
  }
}

std::vector<std::uint32_t> LinearTagger::decode(const Features& features) const {
  std::vector<std::uint32_t> labels;
  labels.reserve(features.size());
  for (std::size_t begin = 0; begin < features.size(); begin += piece_size) {
    const std::size_t size = std::min(piece_size, features.size() - begin);
    decode_piece(emissions(Piece(features).subspan(begin, size)), labels);
  }
  return labels;
}

std::vector<float> LinearTagger::marginals(const Features& features) const {
  std::vector<float> all;
  all.reserve(features.size() * labels_.size());
  for (std::size_t begin = 0; begin < features.size(); begin += piece_size) {
    const std::size_t size = std::min(piece_size, features.size() - begin);
    marginals_of_piece(emissions(Piece(features).subspan(begin, size)), all);
  }
  return all;
}

Tagging LinearTagger::tag(const Features& features) const {
  Tagging tagging;
  tagging.labels.reserve(features.size());
  tagging.confidence.reserve(features.size());
  for (std::size_t begin = 0; begin < features.size(); begin += piece_size) {
    const std::size_t size = std::min(piece_size, features.size() - begin);
    const std::vector<float> scores = emissions(Piece(features).subspan(begin, size));
    std::vector<float> shares;
    decode_piece(scores, tagging.labels);
    marginals_of_piece(scores, shares);
    for (std::size_t at = 0; at < size; ++at) {
      tagging.confidence.push_back(shares[at * labels_.size() + tagging.labels[begin + at]]);
    }
  }
  return tagging;
}

std::vector<LabelledRun> labelled_runs(const LinearTagger& tagger, const Tagging& tagging) {
  std::vector<LabelledRun> runs;
  bool open = false;
  for (std::size_t at = 0; at < tagging.labels.size(); ++at) {
    const std::string_view label = tagger.labels()[tagging.labels[at]];
    const bool begins = label.starts_with("B-");
    if (!begins && !label.starts_with("I-")) {
      open = false;
      continue;
    }
    const std::string_view kind = label.substr(2);
    if (begins || !open || runs.back().label != kind) {
      runs.push_back({at, at, kind, 0});
      open = true;
    }
    runs.back().end = at + 1;
    runs.back().confidence += tagging.confidence[at];
  }
  for (LabelledRun& run : runs) run.confidence /= static_cast<float>(run.end - run.begin);
  return runs;
}

}  // namespace hearsay::model
