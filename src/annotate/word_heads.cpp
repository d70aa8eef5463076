#include "annotate/word_heads.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "annotate/trees.h"
#include "model/sequence.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_tree = 200;   // words
constexpr std::size_t words_at_once = 256;  // whose relations are scored together

std::vector<std::size_t> greatest_of_rows(std::span<const float> matrix, std::size_t width) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < matrix.size(); at += width) {
    out.push_back(model::greatest(matrix.subspan(at, width)));
  }
  return out;
}

std::vector<float> gelu_of(std::vector<float> numbers) {
  model::gelu(numbers);
  return numbers;
}

/// The rows of a matrix, each with a 1 behind it.
std::vector<float> with_one(std::span<const float> matrix, std::size_t width) {
  std::vector<float> out;
  out.reserve(matrix.size() / width * (width + 1));
  for (std::size_t at = 0; at < matrix.size(); at += width) {
    const auto row = matrix.subspan(at, width);
    out.insert(out.end(), row.begin(), row.end());
    out.push_back(1);
  }
  return out;
}

std::string cased(std::string_view form, char how) {
  if (how == 'k') return std::string(form);
  std::string lower = text::lower(form);
  if (how == 'l' || form.empty()) return lower;
  const std::size_t first = text::decode_at(form, 0).size;
  return text::upper(form.substr(0, first)) + text::lower(form.substr(first));
}

}  // namespace

std::string lemma_by(std::string_view script, std::string_view form) {
  if (script.starts_with('=')) return std::string(script.substr(1));
  const std::size_t plus = script.find('+');
  if (script.size() < 3 || plus == std::string_view::npos) return std::string(form);
  std::size_t drop = 0;
  std::from_chars(script.data() + 2, script.data() + plus, drop);
  std::string out = cased(form, script[0]);
  for (; drop > 0 && !out.empty(); --drop) {
    out.resize(out.size() - text::decode_before(out, out.size()).size);
  }
  out += script.substr(plus + 1);
  return out.empty() ? std::string(form) : out;
}

WordHeads::WordHeads(model::TensorReader& read, std::size_t width)
    : width_(width),
      word_(read, "heads.word", width, width),
      inside_(read.vector("heads.word_inside", width)),
      tags_(read.table("upos")),
      features_(read.table("feats")),
      lemmas_(read.table("lemma")),
      relations_(read.table("deprel")),
      arc_width_(read.size("arc")),
      relation_width_(read.size("rel")) {
  tag_ = read.linear("heads.upos", width, tags_.size());
  feature_ = read.linear("heads.feats", width, features_.size());
  lemma_ = read.linear("heads.lemma", width, lemmas_.size());
  arc_dependent_ = read.linear("heads.arc_dependent", width, arc_width_);
  arc_head_ = read.linear("heads.arc_head", width, arc_width_);
  arc_root_ = read.vector("heads.arc_root", arc_width_);
  arc_ = read.linear("heads.arc", arc_width_, arc_width_, false);
  arc_bias_ = read.linear("heads.arc_bias", arc_width_, 1, false);
  relation_dependent_ = read.linear("heads.rel_dependent", width, relation_width_);
  relation_head_ = read.linear("heads.rel_head", width, relation_width_);
  const std::size_t side = relation_width_ + 1;
  relation_ = read.matrix("heads.rel", relations_.size() * side, side).values();
  if (std::find(relations_.begin(), relations_.end(), "root") == relations_.end()) {
    read.refuse("its table \"deprel\" has no root");
  }
}

std::vector<float> WordHeads::vectors(const encode::EncodedPart& part,
                                      std::span<const Span> words) const {
  std::vector<model::SpanLayer::Ends> ends;
  for (const Span& word : words) {
    const std::size_t first = part.piece_at(word.begin);
    ends.push_back({first, std::max(first, part.piece_at(word.end - 1))});
  }
  std::vector<float> out = word_.sums(part.vectors, ends);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].begin <= part.pieces[ends[i].first].span.begin) continue;
    for (std::size_t k = 0; k < width_; ++k) out[i * width_ + k] += inside_[k];
  }
  return gelu_of(std::move(out));
}

std::vector<WordAnalysis> WordHeads::analyse(std::string_view text, std::span<const Span> words,
                                             std::span<const float> vectors,
                                             std::span<const WordRange> sentences) const {
  std::vector<WordAnalysis> out(words.size());
  const auto tags = greatest_of_rows(tag_.apply(vectors), tags_.size());
  const auto features = greatest_of_rows(feature_.apply(vectors), features_.size());
  const auto lemmas = greatest_of_rows(lemma_.apply(vectors), lemmas_.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    out[i].tag = tags_[tags[i]];
    if (features_[features[i]] != "_") out[i].features = features_[features[i]];
    out[i].lemma = lemma_by(lemmas_[lemmas[i]], text.substr(words[i].begin, words[i].size()));
  }
  for (const WordRange& sentence : sentences) {
    std::optional<std::size_t> root;
    for (std::size_t begin = sentence.begin; begin < sentence.end; begin += longest_tree) {
      parse(vectors, {begin, std::min(begin + longest_tree, sentence.end)}, root, out);
    }
  }
  // Of many words at once: the weights are read anew each time.
  for (std::size_t begin = 0; begin < out.size(); begin += words_at_once) {
    relate(vectors, {begin, std::min(begin + words_at_once, out.size())}, out);
  }
  return out;
}

void WordHeads::parse(std::span<const float> vectors, WordRange words,
                      std::optional<std::size_t>& root, std::vector<WordAnalysis>& out) const {
  const std::size_t count = words.end - words.begin;
  const auto own = vectors.subspan(words.begin * width_, count * width_);
  const auto heads = best_tree(arcs(own), count);
  for (std::size_t i = 0; i < count; ++i) {
    WordAnalysis& word = out[words.begin + i];
    if (heads[i]) {
      word.head = words.begin + *heads[i];
    } else if (!root) {
      root = words.begin + i;
      word.relation = "root";
    } else {  // of a later part of an endless sentence
      word.head = root;
      word.relation = "parataxis";
    }
  }
}

std::vector<float> WordHeads::arcs(std::span<const float> vectors) const {
  const std::vector<float> dependents = arc_.apply(gelu_of(arc_dependent_.apply(vectors)));
  std::vector<float> heads = arc_root_;
  const std::vector<float> others = gelu_of(arc_head_.apply(vectors));
  heads.insert(heads.end(), others.begin(), others.end());
  std::vector<float> out = model::products(dependents, heads, arc_width_);
  const std::vector<float> bias = arc_bias_.apply(heads);
  const float scale = 1.0F / std::sqrt(static_cast<float>(arc_width_));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = out[i] * scale + bias[i % bias.size()];
  return out;
}

void WordHeads::relate(std::span<const float> vectors, WordRange words,
                       std::vector<WordAnalysis>& out) const {
  std::vector<std::size_t> dependents;
  std::vector<std::size_t> heads;
  for (std::size_t i = words.begin; i < words.end; ++i) {
    if (!out[i].relation.empty()) continue;
    dependents.push_back(i);
    heads.push_back(out[i].head.value_or(i));
  }
  const auto side = relation_width_ + 1;
  const auto below =
      with_one(gelu_of(relation_dependent_.apply(model::rows_of(vectors, width_, dependents))),
               relation_width_);
  const auto above = with_one(gelu_of(relation_head_.apply(model::rows_of(vectors, width_, heads))),
                              relation_width_);
  // The weights, relations x side x side, times each head: what a dependent is multiplied with.
  const std::vector<float> turned = model::products(above, relation_, side);
  std::vector<float> scores(relations_.size());
  for (std::size_t i = 0; i < dependents.size(); ++i) {
    const float* const dependent = below.data() + i * side;
    for (std::size_t r = 0; r < scores.size(); ++r) {
      const float* const row = turned.data() + (i * scores.size() + r) * side;
      scores[r] = 0;
      for (std::size_t k = 0; k < side; ++k) scores[r] += dependent[k] * row[k];
      if (relations_[r] == "root") scores[r] = -std::numeric_limits<float>::infinity();
    }
    out[dependents[i]].relation = relations_[model::greatest(scores)];
  }
}

}  // namespace hearsay::annotate
