#include "annotate/word_heads.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "annotate/trees.h"
#include "model/numbers.h"
#include "model/sequence.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_tree = 200;  // words
constexpr std::size_t words_at_once = 32;  // whose relations are scored together: fit a cache

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

/// Of all words of a part at once: the weights are read anew each time.
struct WordHeads::Arcs {
  std::vector<float> dependents;
  std::vector<float> heads;
  std::vector<float> biases;  // of each head
};

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
  relation_ = model::Linear(read.matrix("heads.rel", relations_.size() * side, side));
  const auto root = std::find(relations_.begin(), relations_.end(), "root");
  if (root == relations_.end()) read.refuse("its table \"deprel\" has no root");
  root_ = static_cast<std::size_t>(root - relations_.begin());
  if (!read.error()) root_bias_ = arc_bias_.apply(arc_root_).front();
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
  Arcs arcs;
  arcs.dependents = arc_.apply(gelu_of(arc_dependent_.apply(vectors)));
  arcs.heads = gelu_of(arc_head_.apply(vectors));
  arcs.biases = arc_bias_.apply(arcs.heads);
  for (const WordRange& sentence : sentences) {
    std::optional<std::size_t> root;
    for (std::size_t begin = sentence.begin; begin < sentence.end; begin += longest_tree) {
      parse(arcs, {begin, std::min(begin + longest_tree, sentence.end)}, root, out);
    }
  }
  for (std::size_t begin = 0; begin < out.size(); begin += words_at_once) {
    relate(vectors, {begin, std::min(begin + words_at_once, out.size())}, out);
  }
  return out;
}

void WordHeads::parse(const Arcs& arcs, WordRange words, std::optional<std::size_t>& root,
                      std::vector<WordAnalysis>& out) const {
  const std::size_t count = words.end - words.begin;
  const auto heads = best_tree(scores(arcs, words), count);
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

/// As best_tree takes them: the root comes before the words.
std::vector<float> WordHeads::scores(const Arcs& arcs, WordRange words) const {
  const std::size_t count = words.end - words.begin;
  const auto own = [&](const std::vector<float>& rows, std::size_t width) {
    return std::span(rows).subspan(words.begin * width, count * width);
  };
  std::vector<float> heads = arc_root_;
  const auto others = own(arcs.heads, arc_width_);
  heads.insert(heads.end(), others.begin(), others.end());
  std::vector<float> biases = {root_bias_};
  const auto more = own(arcs.biases, 1);
  biases.insert(biases.end(), more.begin(), more.end());
  std::vector<float> out = model::products(own(arcs.dependents, arc_width_), heads, arc_width_);
  const float scale = 1.0F / std::sqrt(static_cast<float>(arc_width_));
  for (std::size_t i = 0; i < count; ++i) {
    float* const row = out.data() + i * biases.size();
    for (std::size_t k = 0; k < biases.size(); ++k) row[k] = row[k] * scale + biases[k];
  }
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
  const std::vector<float> turned = relation_.apply(above);
  std::vector<float> scores(relations_.size());
  for (std::size_t i = 0; i < dependents.size(); ++i) {
    const auto dependent = std::span(below).subspan(i * side, side);
    for (std::size_t r = 0; r < scores.size(); ++r) {
      const auto row = std::span(turned).subspan((i * scores.size() + r) * side, side);
      scores[r] = r == root_ ? -std::numeric_limits<float>::infinity() : model::dot(dependent, row);
    }
    out[dependents[i]].relation = relations_[model::greatest(scores)];
  }
}

}  // namespace hearsay::annotate
