#include "attribute/speech_contents.h"

#include <algorithm>
#include <utility>

namespace hearsay::attribute {
namespace {

class Contents {
 public:
  Contents(const SpeechTokens& tokens, const SpeechUnits& units, SpeechCues& cues)
      : tokens_(tokens), page_(tokens.page()), units_(units), cues_(cues), found_(cues.found()) {}

  void fit() {
    std::vector<std::vector<std::size_t>> own(found_.size());
    for (std::size_t at = 0; at < units_.size(); ++at) {
      if (units_[at].is_speech) own[units_[at].owner].push_back(at);
    }
    const std::size_t count = found_.size();
    for (std::size_t at = 0; at < count; ++at) {
      fill_source(found_[at]);
      std::vector<TokenRange> content = rest_of(at, own[at]);
      for (const std::size_t unit : own[at]) {
        content.insert(content.end(), units_[unit].pieces.begin(), units_[unit].pieces.end());
      }
      if (content.empty()) content = rest_of_sentence(found_[at]);
      if (content.empty()) {
        found_[at].content.clear();
        continue;
      }
      if (!own[at].empty()) add_first_half(at, own[at].front(), content);
      std::vector<TokenRange> taken = found_[at].source;
      taken.push_back(found_[at].cue);
      found_[at].content = disjoint(std::move(content), taken);
      count_words(found_[at], own[at]);
    }
    for (const TokenRange part : astray_) find_home(part);
    std::erase_if(found_, [](const Found& each) { return each.content.empty(); });
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return tokens_.rows(); }

  // "It had sunk, [a source said].": where all that the heads gave stands elsewhere.
  [[nodiscard]] std::vector<TokenRange> rest_of_sentence(const Found& each) const {
    if (each.cue.empty() || each.source.empty()) return {};
    const Sentence& sentence = page_.segmentation().sentences[rows()[each.cue.begin].sentence];
    const std::uint32_t begin = std::min(each.cue.begin, each.source.front().begin);
    const std::uint32_t end = std::max(each.cue.end, each.source.back().end);
    if (begin <= sentence.begin + 1 || end >= sentence.end || !ends_sentence(page_, end)) return {};
    if (rows()[begin - 1].word != ",") return {};
    const TokenRange words{sentence.begin, begin - 1};
    if (words.end - words.begin > longest_half) return {};
    for (std::uint32_t token = words.begin; token < words.end; ++token) {
      if (units_.level(token) != units_.level(each.cue.begin)) return {};
    }
    return {words};
  }

  // "The river, said [the ferryman], had changed": where the heads saw no source.
  void fill_source(Found& each) const {
    if (!each.source.empty() || each.cue.empty() || each.cue.begin == 0) return;
    if (rows()[each.cue.begin - 1].word != ",") return;
    const TokenRange rest{each.cue.begin, tokens_.paragraph_of(each.cue.begin).end};
    const auto read = clause_behind(page_, rest);
    if (read && read->inverted && read->cue == each.cue) each.source = {read->source};
  }

  // In text order; without what is part of cue or source.
  std::vector<TokenRange> disjoint(std::vector<TokenRange> content,
                                   const std::vector<TokenRange>& taken) const {
    std::ranges::sort(content);
    std::vector<TokenRange> out;
    for (TokenRange piece : content) {
      if (!out.empty()) piece.begin = std::max(piece.begin, out.back().end);
      if (piece.empty()) continue;
      const bool clean = std::ranges::none_of(
          taken, [&](TokenRange other) { return !other.empty() && overlap(piece, other); });
      if (clean) {
        out.push_back(piece);
      } else {
        for (const TokenRange part : outside_of({piece}, taken)) {
          if (tokens_.has_word(part)) out.push_back(tokens_.trimmed(part));
        }
      }
    }
    return out;
  }

  // What the heads give beside whole utterances: clauses, with the fragments in them completed.
  std::vector<TokenRange> rest_of(std::size_t attribution, const std::vector<std::size_t>& own) {
    const Found& each = found_[attribution];
    const std::size_t level = units_.level(each.cue.begin);
    std::vector<TokenRange> kept;
    for (const TokenRange piece : each.content) {
      for (const TokenRange part : before_speech(piece, level)) {
        if (is_astray(each, part)) astray_.push_back(part);
        if (!may_keep(each, part, !own.empty()) || is_cue_of_other(attribution, part)) continue;
        if (!own.empty() && is_narration(each, part, own)) continue;
        kept.push_back(completed(part, each, level));
      }
    }
    return kept;
  }

  // What a piece holds before each utterance, or all of it, within the quotation that the cue
  // stands in. What is left behind an utterance was taken along by mistake.
  [[nodiscard]] std::vector<TokenRange> before_speech(TokenRange piece, std::size_t level) const {
    if (level != none) {
      const TokenRange inside = units_[level].utterance.inside;
      piece = {std::max(piece.begin, inside.begin), std::min(piece.end, inside.end)};
    }
    std::vector<TokenRange> parts;
    bool has_speech = false;
    for (const std::size_t unit : units_.overlapping(level, piece)) {
      if (!units_[unit].is_speech) continue;
      const TokenRange whole = units_[unit].utterance.whole;
      if (!has_speech) parts.push_back(tokens_.trimmed({piece.begin, whole.begin}));
      has_speech = true;
    }
    if (!has_speech) parts.push_back(tokens_.without_stop(piece));
    std::erase_if(parts, [&](TokenRange part) { return !tokens_.has_word(part); });
    return parts;
  }

  // What stands in another paragraph than the cue was linked by mistake, or, beside speech, in
  // another sentence.
  [[nodiscard]] bool may_keep(const Found& each, TokenRange part, bool has_speech) const {
    const Row& cue = rows()[each.cue.begin];
    const Row& first = rows()[part.begin];
    if (is_astray(each, part)) return false;
    return !has_speech || cue.sentence == first.sentence || page_.quoted(part.begin) ||
           cue.sentence == rows()[part.end - 1].sentence;
  }

  [[nodiscard]] bool is_astray(const Found& each, TokenRange part) const {
    return rows()[each.cue.begin].paragraph != rows()[part.begin].paragraph &&
           !page_.quoted(part.begin);
  }

  // "The office denied [holding spare parts]": a content that the heads gave to a cue in another
  // paragraph, since they saw none beside it.
  void find_home(TokenRange part) {
    constexpr std::uint32_t most_between = 3;
    const std::uint32_t sentence =
        page_.segmentation().sentences[rows()[part.begin].sentence].begin;
    const auto read = clause_before(page_, {std::min(sentence, part.begin), part.begin});
    if (!read || part.begin - read->cue.end > most_between) return;
    if (units_.level(read->cue.begin) != units_.level(part.begin)) return;
    if (cues_.at(read->cue.begin) != none) return;
    Found each;
    each.cue = read->cue;
    each.source = {read->source};
    each.content = {tokens_.without_stop(part)};
    count_words(each, {});
    cues_.add_indexed(std::move(each));
  }

  [[nodiscard]] bool is_cue_of_other(std::size_t attribution, TokenRange part) const {
    const std::size_t other = cues_.at(part.begin);
    return other != none && other != attribution && found_[other].cue.end >= part.end;
  }

  // "[He came in and] said “…”", "“…,” he said, [and left]": beside speech on the other side of the
  // cue, what is not parted from the clause as a first half is, tells of the speaker.
  [[nodiscard]] bool is_narration(const Found& each, TokenRange part,
                                  const std::vector<std::size_t>& own) const {
    const std::uint32_t begin = units_[own.front()].utterance.whole.begin;
    const std::uint32_t end = units_[own.back()].utterance.whole.end;
    const std::size_t level = units_.level(each.cue.begin);
    if (units_.level(part.begin) != level || units_.level(part.end - 1) != level) return false;
    if (part.end <= each.cue.begin && begin >= each.cue.end) return rows()[part.end].word != ",";
    return part.begin >= each.cue.end && end <= each.cue.begin;
  }

  // With the whole of the fragments that it holds a part of.
  [[nodiscard]] TokenRange completed(TokenRange part, const Found& each, std::size_t level) const {
    for (const std::size_t unit : units_.overlapping(level, part)) {
      const TokenRange whole = units_[unit].utterance.whole;
      if (units_[unit].is_speech || whole.contains(each.cue.begin)) continue;
      part = {std::min(part.begin, whole.begin), std::max(part.end, whole.end)};
    }
    return part;
  }

  // "The road, Weiss said, “will pay for itself.”": what the quoted words go on from.
  void add_first_half(std::size_t attribution, std::size_t unit,
                      std::vector<TokenRange>& content) const {
    const Found& each = found_[attribution];
    if (units_.begins_upper(unit) || each.source.empty() || each.cue.empty()) return;
    const std::uint32_t clause = std::min(each.cue.begin, each.source.front().begin);
    if (clause >= units_.first_token(unit) || clause == 0 || rows()[clause - 1].word != ",") return;
    const Sentence& sentence = page_.segmentation().sentences[rows()[clause].sentence];
    const TokenRange half{sentence.begin, clause - 1};
    if (half.empty() || half.end - half.begin > longest_half) return;
    if (units_.level(half.begin) != units_.level(each.cue.begin)) return;
    if (begins_with_verb(page_, units_[unit].utterance.inside)) {
      content.push_back(half);
      return;
    }
    for (std::uint32_t token = half.begin; token < half.end; ++token) {
      if (units_.level(token) != units_.level(each.cue.begin)) return;
      const auto& words = page_.annotation().words;
      if (token >= words.size() || !words[token].head) continue;
      const auto head = static_cast<std::uint32_t>(*words[token].head);
      if (units_[unit].utterance.whole.contains(head)) {
        content.push_back(half);
        return;
      }
    }
  }

  void count_words(Found& each, const std::vector<std::size_t>& own) const {
    each.words = each.quoted = 0;
    for (const TokenRange piece : each.content) {
      for (std::uint32_t token = piece.begin; token < piece.end; ++token) {
        if (rows()[token].shape == "p") continue;
        ++each.words;
        each.quoted += page_.quoted(token) || is_spoken(token, own) ? 1 : 0;
      }
    }
  }

  [[nodiscard]] bool is_spoken(std::uint32_t token, const std::vector<std::size_t>& own) const {
    const auto next = std::ranges::partition_point(
        own, [&](std::size_t unit) { return units_[unit].utterance.whole.end <= token; });
    return next != own.end() && units_[*next].utterance.whole.contains(token);
  }

  const SpeechTokens& tokens_;
  const Page& page_;
  const SpeechUnits& units_;
  SpeechCues& cues_;
  std::vector<Found>& found_;
  std::vector<TokenRange> astray_;  // contents far from their cues
};

}  // namespace

void fit_contents(const SpeechTokens& tokens, const SpeechUnits& units, SpeechCues& cues) {
  Contents(tokens, units, cues).fit();
}

}  // namespace hearsay::attribute
