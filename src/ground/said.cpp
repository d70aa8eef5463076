// When something was said: the time that goes with the words of saying ("said on Tuesday", "told
// reporters late Monday", "said in a statement on Tuesday"), by the tree of the sentence.
#include <algorithm>

#include "ground/calendar.h"
#include "ground/ground.h"

namespace hearsay {
namespace {

using Index = std::size_t;

class Dating {
 public:
  Dating(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
         const std::vector<Time>& times)
      : tokens_(segmentation.tokens),
        sentences_(segmentation.sentences),
        words_(annotation.words),
        times_(times),
        published_(calendar::day_of(article.published)) {}

  [[nodiscard]] const Time* time_of(const Attribution& attribution) const {
    if (attribution.cue.empty()) return nullptr;
    const Span cue = attribution.cue.front();
    const auto sentence =
        std::partition_point(sentences_.begin(), sentences_.end(),
                             [&](const Sentence& each) { return each.span.end <= cue.begin; });
    if (sentence == sentences_.end()) return nullptr;
    const Time* beside = nullptr;
    auto time = std::partition_point(times_.begin(), times_.end(), [&](const Time& each) {
      return each.span.end <= sentence->span.begin;
    });
    for (; time != times_.end() && time->span.begin < sentence->span.end; ++time) {
      if (!may_date(*time, attribution)) continue;
      if (goes_with(time->span, attribution)) return &*time;
      if (beside == nullptr && follows(time->span, attribution)) beside = &*time;
    }
    return beside;
  }

 private:
  // Nobody has said anything on a day that is still to come.
  [[nodiscard]] bool may_date(const Time& time, const Attribution& attribution) const {
    if (time.begin.empty() || (time.type != TimexType::date && time.type != TimexType::time)) {
      return false;
    }
    if (time.basis.rule == "dateline") return false;  // when it was written
    const auto begin = calendar::day_of(time.begin);
    if (!begin || (published_ && *begin > *published_)) return false;
    return !in(attribution.content, time.span) && !in(attribution.cue, time.span) &&
           !in(attribution.source, time.span);
  }

  static bool in(const Spans& spans, Span span) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const Span& each) { return each.overlaps(span); });
  }

  [[nodiscard]] Index first_token(std::uint32_t begin) const {
    const auto token = std::partition_point(
        tokens_.begin(), tokens_.end(), [&](const Token& each) { return each.span.end <= begin; });
    return static_cast<Index>(token - tokens_.begin());
  }

  // Up the tree from the time to the words of saying; a noun may stand between ("in a statement on
  // Tuesday"), another verb or something said may not.
  [[nodiscard]] bool goes_with(Span time, const Attribution& attribution) const {
    constexpr int reach = 3;
    Index at = top_of(time);
    for (int step = 0; step < reach; ++step) {
      if (at >= words_.size() || at >= tokens_.size() || !words_[at].head) return false;
      at = static_cast<Index>(*words_[at].head);
      if (at >= words_.size() || at >= tokens_.size()) return false;
      if (in(attribution.cue, tokens_[at].span)) return true;
      if (in(attribution.content, tokens_[at].span) || is_verb(at)) return false;
    }
    return false;
  }

  [[nodiscard]] bool is_verb(Index at) const {
    return words_[at].tag == PartOfSpeech::VERB || words_[at].tag == PartOfSpeech::AUX;
  }

  // The word of a span that hangs on a word outside it.
  [[nodiscard]] Index top_of(Span span) const {
    for (Index i = first_token(span.begin); i < tokens_.size(); ++i) {
      if (tokens_[i].span.begin >= span.end || i >= words_.size()) break;
      if (!words_[i].head) continue;
      const auto head = static_cast<Index>(*words_[i].head);
      if (head < tokens_.size() && !tokens_[head].span.overlaps(span)) return i;
    }
    return words_.size();
  }

  // "said Tuesday", "said on Tuesday", whatever the tree says.
  [[nodiscard]] bool follows(Span time, const Attribution& attribution) const {
    const std::uint32_t cue_end = hull(attribution.cue).end;
    if (time.begin < cue_end) return false;
    const Index between = first_token(cue_end);
    const Index first = first_token(time.begin);
    if (first == between) return true;
    return first == between + 1 && between < words_.size() &&
           words_[between].tag == PartOfSpeech::ADP;
  }

  const std::vector<Token>& tokens_;
  const std::vector<Sentence>& sentences_;
  const std::vector<Word>& words_;
  const std::vector<Time>& times_;
  std::optional<calendar::Day> published_;
};

}  // namespace

Attributions with_times_of_saying(Attributions attributions, const Article& article,
                                  const Segmentation& segmentation, const Annotation& annotation,
                                  const std::vector<Time>& times) {
  const Dating dating(article, segmentation, annotation, times);
  for (Attribution& attribution : attributions.attributions) {
    const Time* time = dating.time_of(attribution);
    if (time == nullptr) continue;
    attribution.said_begin = time->begin;
    attribution.said_end = time->end;
  }
  return attributions;
}

}  // namespace hearsay
