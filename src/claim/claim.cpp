#include "claim/claim.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "claim/clauses.h"
#include "claim/voice.h"

namespace hearsay {
namespace {

// Tags and phrases reach no further than this; a longer "sentence" (a table, a list without full
// stops) is read in pieces, so that the cost stays linear.
constexpr std::uint32_t longest_sentence = 256;

template <typename Index>
void add_within(std::vector<Index>& out, Span span, const std::vector<Span>& spans) {
  auto at = std::lower_bound(spans.begin(), spans.end(), span.begin,
                             [](Span s, std::uint32_t begin) { return s.begin < begin; });
  for (; at != spans.end() && at->begin < span.end; ++at) {
    if (span.contains(*at)) out.push_back(Index{static_cast<std::uint32_t>(at - spans.begin())});
  }
}

template <typename Record>
std::vector<Span> spans_of(const std::vector<Record>& records) {
  std::vector<Span> spans;
  spans.reserve(records.size());
  for (const Record& record : records) spans.push_back(record.span);
  return spans;
}

class Reader {
 public:
  Reader(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
         const Attributions& attributions, const Groundings& groundings)
      : article_(article),
        segmentation_(segmentation),
        annotation_(annotation),
        attributed_(attributions),
        carried_(carried_over(article, segmentation, attributed_)),
        places_(spans_of(groundings.places)),
        times_(spans_of(groundings.times)),
        quantities_(spans_of(groundings.quantities)),
        mentions_(spans_of(annotation.mentions)) {}

  Claims read() {
    for (std::size_t i = 0; i < segmentation_.sentences.size(); ++i) {
      const Sentence& sentence = segmentation_.sentences[i];
      const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
      const ParagraphRole role = paragraph < segmentation_.paragraphs.size()
                                     ? segmentation_.paragraphs[paragraph].role
                                     : ParagraphRole::body;
      if (role != ParagraphRole::headline && role != ParagraphRole::body) continue;
      if (words(article_, sentence.span).ends_with('?')) continue;  // asks, does not say
      for (std::uint32_t begin = sentence.begin; begin < sentence.end;) {
        Sentence piece = sentence;
        piece.begin = begin;
        piece.end = std::min(sentence.end, begin + longest_sentence);
        read_sentence(piece, carried_[i], role == ParagraphRole::headline);
        begin = piece.end;
      }
    }
    return std::move(claims_);
  }

 private:
  const Article& article_;
  const Segmentation& segmentation_;
  const Annotation& annotation_;
  Attributed attributed_;
  std::vector<std::optional<Carried>> carried_;
  std::vector<Span> places_;
  std::vector<Span> times_;
  std::vector<Span> quantities_;
  std::vector<Span> mentions_;
  Claims claims_;

  void read_sentence(const Sentence& sentence, const std::optional<Carried>& carried,
                     bool headline) {
    const auto items = items_of(article_, segmentation_, annotation_, sentence);
    if (items.empty()) return;
    std::vector<bool> is_cue(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) is_cue[i] = attributed_.is_cue(items[i].span);
    const bool own_voice =
        is_own_voice(article_, segmentation_, {items.front().span.begin, items.back().span.end});
    const auto clauses = clauses_of(items, is_cue, headline);
    const bool conditional =
        std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) { return c.conditional; });
    for (const Clause& clause : clauses) {
      const Item& verb = items[clause.verbs.verb];
      if (is_cue[clause.verbs.verb] || attributed_.is_source(verb.span)) continue;
      auto claim = claim_of(items, clause);
      if (!claim) continue;
      add_voice(*claim, carried, own_voice, is_bare(items, clause));
      if (conditional &&
          (claim->modality == ClaimModality::plan || claim->modality == ClaimModality::possible)) {
        claim->modality = ClaimModality::conditional;
      }
      if (claim->predicate == "say") continue;  // a cue that was not seen as one
      if (!headline && is_without_subject(clause)) continue;
      if (!says_something(items, clause, *claim)) continue;
      claims_.claims.push_back(std::move(*claim));
    }
  }

  // "to close it", "that it be closed": without tense, so that what it is under says how it is
  // meant.
  static bool is_bare(const std::vector<Item>& items, const Clause& clause) {
    if (clause.verbs.form == VerbForm::infinitive) return true;
    const Item& first = items[clause.verbs.range.begin];
    return first.lower == "be" && clause.verbs.modality == ClaimModality::fact;
  }

  // The clause as far as it is the words of one speaker: what stands around the content belongs to
  // another.
  [[nodiscard]] Span clause_span(const std::vector<Item>& items, const Clause& clause,
                                 Range& range) const {
    range = clause.range;
    const Span verb = items[clause.verbs.verb].span;
    if (const auto content = attributed_.content_around(verb)) {
      while (range.begin < clause.verbs.verb && items[range.begin].span.begin < content->begin) {
        ++range.begin;
      }
      while (range.end > clause.verbs.verb + 1 && items[range.end - 1].span.end > content->end) {
        --range.end;
      }
    } else {
      // Outside all contents: no further than a cue or source on either side.
      for (std::uint32_t i = clause.verbs.verb; i-- > range.begin;) {
        if (attributed_.is_cue(items[i].span)) {
          range.begin = i + 1;
          break;
        }
      }
      for (std::uint32_t i = clause.verbs.verb + 1; i < range.end; ++i) {
        if (attributed_.is_cue(items[i].span)) {
          range.end = i;
          break;
        }
      }
    }
    while (range.end > clause.verbs.verb + 1 && items[range.end - 1].tag == PartOfSpeech::PUNCT) {
      --range.end;
    }
    while (range.begin < clause.verbs.verb && items[range.begin].tag == PartOfSpeech::PUNCT) {
      ++range.begin;
    }
    return {items[range.begin].span.begin, items[range.end - 1].span.end};
  }

  [[nodiscard]] std::optional<Claim> claim_of(const std::vector<Item>& items,
                                              const Clause& clause) const {
    Claim claim;
    Range range;
    claim.span = clause_span(items, clause, range);
    claim.predicate = clause.verbs.predicate;
    claim.predicate_span = items[clause.verbs.verb].span;
    claim.polarity = clause.verbs.negative ? Polarity::negative : Polarity::positive;
    claim.modality = clause.verbs.modality;
    for (const RolePhrase& role : clause.roles) add_role(items, role, claim);
    add_within(claim.places, claim.span, places_);
    add_within(claim.times, claim.span, times_);
    add_within(claim.quantities, claim.span, quantities_);
    claim.basis = {"clause", clause.has_own_subject ? 0.8F : 0.6F};
    return claim;
  }

  void add_role(const std::vector<Item>& items, const RolePhrase& role, Claim& claim) const {
    if (role.range.empty() || role.range.end > items.size()) return;
    RoleFiller filler;
    filler.role = role.role;
    filler.span = {items[role.range.begin].span.begin, items[role.range.end - 1].span.end};
    filler.mention = mention_at(items[role.head].span, filler.span);
    claim.roles.push_back(filler);
  }

  // The longest mention within the phrase that holds its head.
  [[nodiscard]] std::optional<MentionIndex> mention_at(Span head, Span phrase) const {
    std::optional<MentionIndex> best;
    std::uint32_t size = 0;
    auto at = std::lower_bound(mentions_.begin(), mentions_.end(), phrase.begin,
                               [](Span s, std::uint32_t begin) { return s.begin < begin; });
    for (; at != mentions_.end() && at->begin < phrase.end; ++at) {
      if (!at->contains(head) || at->size() <= size) continue;
      best = MentionIndex{static_cast<std::uint32_t>(at - mentions_.begin())};
      size = at->size();
    }
    return best;
  }

  void add_voice(Claim& claim, const std::optional<Carried>& carried, bool own_voice,
                 bool bare) const {
    claim.chain = attributed_.around(claim.predicate_span);
    if (!claim.chain.empty()) {
      claim.attribution = claim.chain.back();
      const Attribution& innermost = attributed_[claim.chain.back()];
      claim.basis.confidence *= std::max(0.1F, innermost.basis.confidence);
      switch (innermost.source_kind) {
        case SourceKind::unspecified:
          claim.voice = Voice::unspecified;
          break;
        case SourceKind::author:
          claim.voice = Voice::own_voice;
          break;
        default:
          claim.voice = Voice::attributed;
      }
      if (bare) note_attribution(innermost, claim);
      return;
    }
    if (own_voice) {
      claim.voice = Voice::own_voice;
      return;
    }
    if (is_hearsay(article_, claim.span)) {
      claim.voice = Voice::unspecified;
      return;
    }
    if (carried) {
      claim.voice = Voice::carried;
      claim.attribution = carried->attribution;
      claim.basis = {"carried", std::min(claim.basis.confidence, carried->confidence)};
    }
  }

  // "promised to repair", "ordered it to close": the cue says how the content is meant.
  static void note_attribution(const Attribution& attribution, Claim& claim) {
    if (claim.modality != ClaimModality::fact) return;
    switch (attribution.modality) {
      case Modality::promise:
      case Modality::threaten:
        claim.modality = ClaimModality::plan;
        break;
      case Modality::ask:
        claim.modality = ClaimModality::ordered;
        break;
      default:
        break;
    }
  }

  // "Try our kitchen", "Laid end to end": asks, or is no sentence.
  static bool is_without_subject(const Clause& clause) {
    if (clause.verbs.copula || clause.verbs.passive) return clause.roles.empty();
    return std::none_of(clause.roles.begin(), clause.roles.end(), [](const RolePhrase& r) {
      return r.role == Role::agent || r.role == Role::recipient;
    });
  }

  // A claim names something: a thing, a person, a place, a number. "It was." does not.
  [[nodiscard]] bool says_something(const std::vector<Item>& items, const Clause& clause,
                                    const Claim& claim) const {
    if (!claim.places.empty() || !claim.quantities.empty()) return true;
    bool chatter = false;
    bool named = false;
    for (const RolePhrase& role : clause.roles) {
      const Item& head = items[role.head];
      if (head.tag == PartOfSpeech::NOUN || head.tag == PartOfSpeech::PROPN) {
        named = named || role.role != Role::purpose;
      }
      if (role.role == Role::agent && (head.lower == "you" || head.lower == "i")) chatter = true;
    }
    if (!named) return claim.predicate != "be" && !clause.roles.empty() && !claim.chain.empty();
    return !chatter || claim.voice != Voice::no_source_given;
  }
};

}  // namespace

Claims claim(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
             const Attributions& attributions, const Groundings& groundings) {
  return Reader(article, segmentation, annotation, attributions, groundings).read();
}

}  // namespace hearsay
