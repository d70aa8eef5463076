#include "annotate/mention_heads.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

#include "model/numbers.h"
#include "model/sequence.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

// Numbers of the coreference tables.
enum Form : std::uint8_t { pronoun, nominal, name };
enum Match : std::uint8_t { nothing, shared_word, same_head };
constexpr std::size_t forms = 3;
constexpr std::size_t matches = 3;
constexpr std::size_t longest_side = 100;  // words of a mention on each side of its head
constexpr std::size_t distances = 7;       // mentions back: 1, 2-3, 4-7, ..., 64-127

std::size_t distance_bucket(std::size_t back) {
  return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(back)) - 1, distances - 1);
}

Span span_of_words(const encode::EncodedPart& part, std::span<const std::size_t> starts,
                   const model::Run& run) {
  const std::size_t last = (run.end < starts.size() ? starts[run.end] : part.pieces.size()) - 1;
  return {part.pieces[starts[run.begin]].span.begin, part.pieces[last].span.end};
}

}  // namespace

/// What decides whether a mention goes back to another: its form and its words.
struct MentionHeads::Linked {
  std::size_t mention = 0;
  std::size_t head = 0;
  Form form = nominal;
  std::string head_word;        // lower case
  std::set<std::string> words;  // of the name it heads, lower case
};

MentionHeads::MentionHeads(model::TensorReader& read, std::size_t width)
    : width_(width),
      described_types_(read.table("described")),
      mention_types_(read.table("mention")),
      bound_width_(read.size("bound")),
      link_width_(read.size("coref")),
      reach_(read.size("coref_reach")) {
  for (const std::string& label : read.table("names")) {
    if (label.starts_with("B-")) name_types_.push_back(label.substr(2));
  }
  const auto linked = read.table("linked");
  for (const std::string& type : mention_types_) {
    may_link_.push_back(std::find(linked.begin(), linked.end(), type) != linked.end());
  }
  names_ = read.linear("heads.names", width, 1 + 2 * name_types_.size());
  described_ = read.linear("heads.described", width, 3 * described_types_.size());
  mention_ = read.linear("heads.mention", width, mention_types_.size());
  bound_mention_ = read.linear("heads.bound_mention", width, 2 * bound_width_);
  bound_word_ = read.linear("heads.bound_word", width, 2 * bound_width_);
  later_ = read.linear("heads.coref_later", width, link_width_);
  earlier_ = read.linear("heads.coref_earlier", width, link_width_);
  new_ = read.linear("heads.coref_new", width, 1);
  match_ = read.vector("heads.coref_match", matches * forms * forms);
  distance_ = read.vector("heads.coref_distance", forms * distances);
}

std::vector<TypedSpan> MentionHeads::names(const encode::EncodedPart& part) const {
  const auto starts = part.word_starts();
  const auto scores = names_.apply(model::rows_of(part.vectors, width_, starts));
  std::vector<TypedSpan> out;
  for (const model::Run& run : model::best_typed_runs(scores, name_types_.size())) {
    out.push_back({span_of_words(part, starts, run), name_types_[run.type], run.confidence});
  }
  return out;
}

std::vector<TypedSpan> MentionHeads::described(const encode::EncodedPart& part) const {
  const auto starts = part.word_starts();
  const auto scores = described_.apply(model::rows_of(part.vectors, width_, starts));
  std::vector<TypedSpan> out;
  for (std::size_t type = 0; type < described_types_.size(); ++type) {
    const auto own = model::columns_of(scores, 3 * described_types_.size(), 3 * type, 3);
    for (const model::Run& run : model::best_runs(own, 1)) {
      out.push_back({span_of_words(part, starts, run), described_types_[type], run.confidence});
    }
  }
  std::sort(out.begin(), out.end(), [](const TypedSpan& a, const TypedSpan& b) {
    return std::tie(a.span, a.type) < std::tie(b.span, b.type);
  });
  return out;
}

std::vector<HeadedMention> MentionHeads::mentions(std::string_view text,
                                                  std::span<const Span> words,
                                                  std::span<const WordAnalysis> analyses,
                                                  std::span<const float> vectors,
                                                  std::span<const WordRange> sentences) const {
  const std::size_t types = mention_types_.size();
  const std::vector<float> scores = mention_.apply(vectors);
  std::vector<HeadedMention> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t type = model::greatest(std::span(scores).subspan(i * types, types));
    if (type > 0) out.push_back({i, {i, i + 1}, mention_types_[type], std::nullopt, 0});
  }
  bound(vectors, sentences, out);
  link(vectors, linked(text, words, analyses, sentences, out), out);
  return out;
}

// Each mention looks for its first word among those of its sentence up to its head, for its last
// among those from there on.
void MentionHeads::bound(std::span<const float> vectors, std::span<const WordRange> sentences,
                         std::vector<HeadedMention>& mentions) const {
  std::vector<std::size_t> heads;
  for (const HeadedMention& mention : mentions) heads.push_back(mention.head);
  const auto asked = bound_mention_.apply(model::rows_of(vectors, width_, heads));
  const auto answers = bound_word_.apply(vectors);
  // Of both, the first half tells of the first word, the second of the last.
  const auto best = [&](std::size_t mention, std::size_t half, std::size_t begin, std::size_t end) {
    const auto question =
        std::span(asked).subspan((2 * mention + half) * bound_width_, bound_width_);
    std::vector<float> scores;
    for (std::size_t word = begin; word < end; ++word) {
      const auto answer =
          std::span(answers).subspan((2 * word + half) * bound_width_, bound_width_);
      scores.push_back(model::dot(question, answer));
    }
    return begin + model::greatest(scores);
  };
  std::size_t sentence = 0;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const std::size_t head = heads[i];
    while (sentences[sentence].end <= head) ++sentence;
    const std::size_t least = head - std::min(head - sentences[sentence].begin, longest_side);
    const std::size_t most = std::min(sentences[sentence].end, head + longest_side + 1);
    mentions[i].words = {best(i, 0, least, head + 1), best(i, 1, head, most) + 1};
  }
}

std::vector<MentionHeads::Linked> MentionHeads::linked(
    std::string_view text, std::span<const Span> words, std::span<const WordAnalysis> analyses,
    std::span<const WordRange> sentences, const std::vector<HeadedMention>& mentions) const {
  const auto lower = [&](std::size_t word) {
    return text::lower(text.substr(words[word].begin, words[word].size()));
  };
  std::vector<Linked> out;
  std::size_t sentence = 0;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const auto type = std::find(mention_types_.begin(), mention_types_.end(), mentions[i].type);
    if (!may_link_[static_cast<std::size_t>(type - mention_types_.begin())]) continue;
    const std::size_t head = mentions[i].head;
    while (sentences[sentence].end <= head) ++sentence;
    Linked one{i, head, nominal, lower(head), {}};
    const std::string_view tag = analyses[head].tag;
    if (tag == "PRON" || tag == "DET") one.form = pronoun;
    if (tag == "PROPN") {
      one.form = name;
      std::size_t begin = head;
      std::size_t end = head + 1;
      while (begin > sentences[sentence].begin && analyses[begin - 1].tag == "PROPN") --begin;
      while (end < sentences[sentence].end && analyses[end].tag == "PROPN") ++end;
      for (std::size_t word = begin; word < end; ++word) one.words.insert(lower(word));
    }
    out.push_back(std::move(one));
  }
  return out;
}

void MentionHeads::link(std::span<const float> vectors, std::span<const Linked> linked,
                        std::vector<HeadedMention>& mentions) const {
  std::vector<std::size_t> heads;
  for (const Linked& one : linked) heads.push_back(one.head);
  const auto rows = model::rows_of(vectors, width_, heads);
  const auto later = later_.apply(rows);
  const auto earlier = earlier_.apply(rows);
  const auto fresh = new_.apply(rows);
  const float scale = 1.0F / std::sqrt(static_cast<float>(link_width_));
  const auto match = [](const Linked& a, const Linked& b) {
    if (a.head_word == b.head_word) return same_head;
    const bool shared = std::any_of(a.words.begin(), a.words.end(), [&](const std::string& word) {
      return b.words.contains(word);
    });
    return shared ? shared_word : nothing;
  };
  const auto row = [&](const std::vector<float>& matrix, std::size_t i) {
    return std::span(matrix).subspan(i * link_width_, link_width_);
  };
  std::vector<float> scores;  // of each that it may go back to, then of beginning a group
  for (std::size_t i = 0; i < linked.size(); ++i) {
    const std::size_t first = i > reach_ ? i - reach_ : 0;
    scores.clear();
    for (std::size_t j = first; j < i; ++j) {
      float score = scale * model::dot(row(later, i), row(earlier, j));
      score += match_[(std::size_t{match(linked[i], linked[j])} * forms + linked[i].form) * forms +
                      linked[j].form];
      score += distance_[linked[i].form * distances + distance_bucket(i - j)];
      scores.push_back(score);
    }
    const std::size_t best = scores.empty() ? 0 : model::greatest(scores);
    if (scores.empty() || scores[best] <= fresh[i]) continue;
    scores.push_back(fresh[i]);
    model::log_softmax(scores);
    mentions[linked[i].mention].antecedent = linked[first + best].mention;
    mentions[linked[i].mention].confidence = std::exp(scores[best]);
  }
}

}  // namespace hearsay::annotate
