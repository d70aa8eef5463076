// What the heads of a model read in texts, bare: nothing that the stages add. `bench/encoder`
// compares it with what PyTorch and the reference tokenizer say.
#include <fmt/core.h>

#include <iostream>
#include <stdexcept>

#include "annotate/mention_heads.h"
#include "annotate/word_heads.h"
#include "attribute/span_heads.h"
#include "bench.h"
#include "encode/encode.h"
#include "model/tensors.h"
#include "segment/boundaries.h"

namespace hearsay::bench {
namespace {

constexpr std::size_t kVectorNumbers = 8;  // shown of each vector

Json pair_of(Span span) { return Json::array({span.begin, span.end}); }

/// All heads of one model file.
class Heads {
 public:
  explicit Heads(const std::string& path) : Heads(opened(encode::open_model(path))) {}

  [[nodiscard]] Json read(std::string_view text) const {
    encode::Encoding encoding(encoder_, text);
    Json out = {{"parts", Json::array()}};
    for (std::size_t i = 0; i < encoding.size(); ++i) {
      out["parts"].push_back(read_part(text, encoding.part(i)));
    }
    return out;
  }

 private:
  template <typename T>
  static T opened(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
  }

  explicit Heads(const model::ModelFile& file)
      : encoder_(opened(encode::Encoder::from_file(file))) {
    model::TensorReader reader(file);
    boundaries_ = segmenting::Boundaries(reader, encoder_.width());
    words_ = annotate::WordHeads(reader, encoder_.width());
    mentions_ = annotate::MentionHeads(reader, encoder_.width());
    spans_ = attribute::SpanHeads(reader, encoder_.width());
    if (reader.error()) throw std::runtime_error(reader.error()->message);
  }

  [[nodiscard]] Json read_part(std::string_view text, const encode::EncodedPart& part) const {
    Json out = {{"pieces", pieces_of(part)}, {"vectors", vectors_of(part)}};
    if (part.pieces.empty()) return out;
    const auto cut = boundaries_.cut(text, part);
    std::vector<Span> spans;
    std::vector<annotate::WordRange> sentences;
    for (std::size_t i = 0; i < cut.size(); ++i) {
      spans.push_back(cut[i].span);
      if (cut[i].begins_sentence || i == 0) sentences.push_back({i, i});
      sentences.back().end = i + 1;
    }
    const auto vectors = words_.vectors(part, spans);
    const auto analyses = words_.analyse(text, spans, vectors, sentences);
    out["words"] = Json::array();
    for (std::size_t i = 0; i < cut.size(); ++i) {
      const annotate::WordAnalysis& word = analyses[i];
      out["words"].push_back({spans[i].begin, spans[i].end, cut[i].begins_token,
                              cut[i].begins_sentence, word.tag, word.features, word.lemma,
                              word.head ? static_cast<int>(*word.head) : -1, word.relation});
    }
    out["names"] = typed(mentions_.names(part));
    out["described"] = typed(mentions_.described(part));
    out["mentions"] =
        mentions_of(mentions_.mentions(text, spans, analyses, vectors, sentences), spans);
    out["attributions"] = attributions_of(part);
    return out;
  }

  static Json pieces_of(const encode::EncodedPart& part) {
    Json out = Json::array();
    for (const encode::WordPiece& piece : part.pieces) {
      out.push_back({piece.id, piece.span.begin, piece.span.end, static_cast<int>(piece.shape),
                     static_cast<int>(piece.gap)});
    }
    return out;
  }

  static Json vectors_of(const encode::EncodedPart& part) {
    Json out = Json::array();
    for (std::size_t i = 0; i < part.pieces.size(); ++i) {
      const auto* row = part.vectors.data() + i * part.width;
      out.push_back(std::vector<float>(row, row + std::min(part.width, kVectorNumbers)));
    }
    return out;
  }

  static Json typed(const std::vector<annotate::TypedSpan>& spans) {
    Json out = Json::array();
    for (const auto& each : spans) out.push_back({each.span.begin, each.span.end, each.type});
    return out;
  }

  /// [begin, end, type, first mention of its group, head]
  static Json mentions_of(const std::vector<annotate::HeadedMention>& mentions,
                          const std::vector<Span>& words) {
    Json out = Json::array();
    std::vector<std::size_t> first(mentions.size());
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const annotate::HeadedMention& each = mentions[i];
      first[i] = each.antecedent ? first[*each.antecedent] : i;
      out.push_back({words[each.words.begin].begin, words[each.words.end - 1].end, each.type,
                     first[i], each.head});
    }
    return out;
  }

  [[nodiscard]] Json attributions_of(const encode::EncodedPart& part) const {
    Json out = Json::array();
    for (const attribute::HeadedAttribution& each : spans_.find(part)) {
      Json content = Json::array();
      for (const Span& span : each.content) content.push_back(pair_of(span));
      out.push_back({{"source", each.source ? Json::array({pair_of(*each.source)}) : Json::array()},
                     {"cue", Json::array({pair_of(each.cue)})},
                     {"content", content}});
    }
    return out;
  }

  encode::Encoder encoder_;
  segmenting::Boundaries boundaries_;
  annotate::WordHeads words_;
  annotate::MentionHeads mentions_;
  attribute::SpanHeads spans_;
};

}  // namespace

void print_readings(const std::string& model, const std::string& path) {
  const Heads heads(model);
  for (const Json& record : read_jsonl(path)) {
    std::cout << line(heads.read(text_at(record, "text")));
  }
}

}  // namespace hearsay::bench
