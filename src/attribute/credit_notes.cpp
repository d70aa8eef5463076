#include "attribute/credit_notes.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "attribute/holders.h"
#include "attribute/name_patterns.h"
#include "text/fold.h"

namespace hearsay::attribute {
namespace {

constexpr std::string_view text_noun =
    R"((?:account|analysis|article|column|commentary|conversation|copy|dispatch|essay|excerpt|extract|feature|interview|item|letter|lines|material|message|notice|op-ed|page|paragraph|part|passage|piece|post|report|review|section|speech|statement|story|stories|text|transcript|translation|version)s?)";
constexpr std::string_view number =
    R"((?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}))";
constexpr std::string_view direction =
    R"((?:above|below|following|preceding|foregoing|previous|next))";

// How a text came: "appeared", "was sent", "is a report".
constexpr std::string_view coming =
    R"((?:appear(?:s|ed)|published|ran|print(?:s|ed)|posted|aired|broadcast|carried|released|written|produced|provided|supplied|distributed|issued|filed|republished|reprinted|reproduced|reposted|syndicated|adapted|excerpted|abridged|condensed|taken|translated|borrowed|copied|drawn|compiled|comes?|came|stems?|reached|passed|handed|sent|given|received|courtesy|(?:is|are|was|were) (?:an? |the )?(?:\w+ )?(?:reports?|translations?|extracts?|excerpts?|summary|digest|version|work|copy|(?:press )?release|statement|letter|text|account|article|story|message|interview|piece)))";

// The text itself as the subject of a sentence: "this article", "the three paragraphs above".
const RE2& about_text() {
  static const std::string noun(text_noun);
  static const std::string which = R"((?:original|present|first|last|few|)" +
                                   std::string(direction) + "|" + std::string(number) + ")";
  static const std::string where = R"(\s(?:above|below|that follows?|here))";
  static const RE2 pattern(
      R"(\b(?i:(?:this|these|our)\s(?:[\w\-]+\s){0,2}?)" + noun + "(?:" + where + R"()?|the\s(?:)" +
      which + R"(\s){1,3})" + noun + "(?:" + where + R"()?|the\s(?:)" + std::string(number) +
      R"(\s)?)" + noun + where +
      R"(|what follows|what you have (?:just )?read|the (?:original|above|following))\b)");
  return pattern;
}

// "The text reached us from": at the edges of a page only, where no other text is meant.
const RE2& about_text_at_edge() {
  static const RE2 pattern(
      R"re(\b(?i:(the )re" + std::string(text_noun) +
      R"re()\s(?:(?:was|is|has been|were|are)\s)?(?:first|originally|previously|reached|comes?|came|appeared|taken|reprinted|republished|translated|sent to us|passed to us|supplied|provided))\b)re");
  return pattern;
}

// "First published in", "Translated from", "Press release of": no subject, at the start of a line.
const RE2& elided() {
  static const RE2 pattern(
      R"(^\W*(?:[\w'’]+(?: [\w'’]+){0,2}:\s)?(?i:(?:it (?:was |is )?)?(?:(?:first|originally|previously|initially|also)\s)?(?:published|appeared|printed|posted|aired|broadcast|written|reported|produced|provided|supplied|distributed|issued|republished|reprinted|reproduced|reposted|syndicated|adapted|excerpted|abridged|condensed|taken|translated|borrowed|copied|compiled|courtesy|by (?:kind )?(?:courtesy|permission)|with (?:kind )?permission|(?:press|news|media) release|communiqué|extract|excerpt|translation|based|drawn|via|original(?: text| article| story)?))\b)");
  return pattern;
}

struct Note {
  Span sentence;
  std::size_t paragraph = 0;  // of the body; its size for lines beside it
  Span subject;               // the text as it calls itself; empty where it is left out
};

class NoteReader {
 public:
  NoteReader(RelayList& relays, Note note) : relays_(relays), note_(note) {}

  void read() {
    if (!read_received() && !read_passive()) read_active();
  }

 private:
  [[nodiscard]] std::string_view words(Span span) const { return relays_.page().text(span); }

  /// "… first appeared in [the Valley Tribune]": the first preposition behind the verb that names
  /// somebody.
  bool read_passive() {
    static const RE2 verb(R"(\b(?i:)" + std::string(coming) + R"()\b)");
    static const RE2 preposition(R"((?:^\W*|\s)(?i:by|in|on|at|from|via|through|of|with)\s)");
    const std::string_view text = relays_.article().text;
    const std::uint32_t from = note_.subject.empty() ? note_.sentence.begin : note_.subject.end;
    Span rest{from, note_.sentence.end};
    Span cue{from, from};
    if (!note_.subject.empty()) {
      const std::vector<Hit> verbs = hits_of(verb, text, rest);
      static const RE2 is(R"(\b(?:is|was|are|were)\b)");  // "This is a translation" of
      const bool near = !verbs.empty() && is_next(from, verbs.front().whole.begin);
      if (!near && hits_of(is, text, note_.subject).empty()) return false;
      if (near) cue = verbs.front().whole;
      rest.begin = cue.end;
    }
    std::size_t tries = 0;
    for (const Hit& hit : hits_of(preposition, text, rest)) {
      if (++tries > 5) break;
      const std::uint32_t begin = hit.whole.end;
      if (add_all(holders_at(relays_, {begin, note_.sentence.end}), {from, begin})) return true;
    }
    return false;
  }

  /// "We received [this letter] from Ansa Birk".
  bool read_received() {
    static const RE2 received(
        R"((?i)\b(?:we|editors?|desk|newspaper|newsroom)\s(?:[a-z]+\s){0,2}?(?:received|got|took|take|have|had|obtained|were (?:sent|given|handed))\b[^.!?]{0,20}$)");
    static const RE2 from(R"(^\s(?:from|through|via|by)\s)");
    if (note_.subject.empty()) return false;
    const std::string_view text = relays_.article().text;
    const Span before{note_.sentence.begin, note_.subject.begin};
    const Span after{note_.subject.end, note_.sentence.end};
    if (hits_of(received, text, before).empty()) return false;
    const std::vector<Hit> hits = hits_of(from, text, after);
    return !hits.empty() &&
           add_all(holders_at(relays_, {hits.front().whole.end, after.end}), before);
  }

  /// "[The trader Ilya Kant] passed the next paragraph on to us", "MWA supplied this report".
  void read_active() {
    static const RE2 verb(
        R"(\b(?i:passed|passes|sent|sends|gave|handed|forwarded|forwards|supplied|provided|relayed|dictated|wrote|filed|contributed)\b[^.!?]{0,30}$)");
    if (note_.subject.empty()) return;
    const Span before{note_.sentence.begin, note_.subject.begin};
    const std::vector<Hit> verbs = hits_of(verb, relays_.article().text, before);
    if (verbs.empty()) return;
    const auto holder = holder_at(relays_, {before.begin, verbs.front().whole.begin});
    if (holder) add_all({*holder}, before);
  }

  /// Whether only auxiliaries and adverbs stand between the text and how it came.
  [[nodiscard]] bool is_next(std::uint32_t from, std::uint32_t to) const {
    static const RE2 between(
        R"((?i)(?:[\s,(]+|\b(?:was|is|were|are|has|have|had|been|also|first|originally|previously|initially|which|that|here|then|later|and|in full|below|above)\b)*)");
    const std::string_view gap = words({from, std::max(from, to)});
    return RE2::FullMatch({gap.data(), gap.size()}, between);
  }

  bool add_all(const std::vector<Holder>& holders, Span cue) {
    const std::string lower = text::lower(words(cue));
    bool any = false;
    for (const Holder& holder : holders) {
      if (!is_meant(holder, lower)) continue;
      any = true;
      const Place place{rule_of(lower), Nearness::credit, 0.85F};
      if (holder.kind == RelayKind::unnamed) {
        relays_.add_unnamed(holder.name, note_.sentence, scope(), holder.kind, place);
      } else {
        relays_.add(holder.name, note_.sentence, scope(), holder.kind, place);
      }
    }
    return any;
  }

  /// Unnamed ones only hand texts over; what something is translated from may be a language.
  [[nodiscard]] static bool is_meant(const Holder& holder, const std::string& cue) {
    if (holder.plain) return true;
    static const RE2 carried(R"(appear|\bran\b|\bcarried\b)");  // by an outlet, in no place
    if (holder.place && !RE2::PartialMatch(cue, carried)) return false;
    if (holder.kind == RelayKind::unnamed) {
      static const RE2 handed(
          R"(\b(?:reached|sent|sends|handed|passed|given|received|came|comes|forwarded|got|took)\b)");
      return RE2::PartialMatch(cue, handed);
    }
    if (has_phrase(cue, "translated")) return false;
    const bool in = cue.ends_with(" in ") || cue.ends_with(" on ") || cue.ends_with(" at ");
    return holder.kind != RelayKind::person || !in;
  }

  [[nodiscard]] static std::string_view rule_of(std::string_view cue) {
    static const RE2 again(
        R"(republished|reprinted|reproduced|reposted|syndicated|adapted|excerpted|abridged|permission|taken)");
    static const RE2 first(
        R"(appear|published|\bran\b|print|posted|aired|broadcast|carried|released)");
    const re2::StringPiece words(cue.data(), cue.size());
    if (RE2::PartialMatch(words, again)) return "republished";
    return RE2::PartialMatch(words, first) ? "first-published" : "credit-note";
  }

  /// "the three paragraphs above", "the next paragraph", else all.
  [[nodiscard]] Spans scope() const {
    const std::size_t count = relays_.body().size();
    const std::string subject = text::lower(words(note_.subject));
    static const RE2 above(R"(\b(?:above|preceding|previous|foregoing)\b)");
    static const RE2 below(R"(\b(?:below|following|next|follows?)\b)");
    static const RE2 single(R"(\b(?:paragraph|passage|part|section|item)\b)");
    const bool up = RE2::PartialMatch(subject, above);
    const bool down = RE2::PartialMatch(subject, below);
    if (note_.paragraph >= count || (!up && !down)) return relays_.whole_body();
    const std::size_t most =
        counted(subject).value_or(RE2::PartialMatch(subject, single) ? 1 : count);
    if (up) {
      if (note_.paragraph == 0) return relays_.whole_body();
      if (most >= count && note_.paragraph + 1 == count) return relays_.whole_body();
      const std::size_t first = note_.paragraph - std::min(most, note_.paragraph);
      return relays_.passage(first, note_.paragraph - 1);
    }
    if (note_.paragraph + 1 >= count || (most >= count && note_.paragraph == 0)) {
      return relays_.whole_body();
    }
    return relays_.passage(note_.paragraph + 1, std::min(count - 1, note_.paragraph + most));
  }

  static std::optional<std::size_t> counted(const std::string& subject) {
    static constexpr auto numbers = std::to_array<std::string_view>(
        {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"});
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      if (has_phrase(subject, numbers[at])) return at + 1;
    }
    std::size_t digits = 0;
    static const RE2 figure(R"(\b(\d{1,2})\b)");
    if (RE2::PartialMatch(subject, figure, &digits) && digits > 0) return digits;
    return std::nullopt;
  }

  RelayList& relays_;
  Note note_;
};

// Lines at the head and the foot of the text, where what has no subject speaks of the text.
constexpr std::size_t head_lines = 2, foot_lines = 3;
constexpr std::uint32_t longest_line = 200;

void read_sentence(RelayList& relays, Span sentence, std::size_t paragraph, bool edge) {
  if (relays.in_quotation(sentence)) return;
  const std::string_view text = relays.article().text;
  std::vector<Hit> subjects = hits_of(about_text(), text, sentence);
  static const RE2 other_document(  // which an article may well be about
      R"((?i:\b(?:account|analysis|copy|letter|material|message|notice|page|report|review|section|speech|statement|transcript)s?$))");
  if (!edge && !subjects.empty() &&
      !hits_of(other_document, text, subjects.front().whole).empty()) {
    return;
  }
  static const RE2 this_is(  // "This is a translation of"
      R"(^\W*((?i:this)) (?:is|was) (?:an? |the )(?:\w+ ){0,2}?(?:report|translation|extract|excerpt|summary|version|copy|transcript|article|story|press release|statement|letter)\b)");
  // "This is part of": something else.
  static const RE2 is_else(R"(\s(?:is|was|are|were|has|have|had)\s)");
  static const RE2 inside(R"(\b(?:in|about)\s$)");  // "the quotations in this article"
  std::erase_if(subjects, [&](const Hit& hit) {
    const bool following =
        text.substr(hit.whole.begin, 4) == "what" || text.substr(hit.whole.begin, 4) == "What";
    return (!following && !hits_of(is_else, text, hit.whole).empty()) ||
           !hits_of(inside, text, {sentence.begin, hit.whole.begin}).empty();
  });
  if (edge && subjects.empty()) subjects = hits_of(about_text_at_edge(), text, sentence);
  if (edge && subjects.empty()) subjects = hits_of(this_is, text, sentence);
  if (!subjects.empty()) {
    NoteReader(relays, {sentence, paragraph, subjects.front().name}).read();
  } else if (edge && !hits_of(elided(), text, sentence).empty()) {
    NoteReader(relays, {sentence, paragraph, {}}).read();
  }
}

}  // namespace

void read_credit_notes(RelayList& relays) {
  const auto& body = relays.body();
  const auto& sentences = relays.page().segmentation().sentences;
  const auto read = [&](const Paragraph& paragraph, std::size_t at, bool edge) {
    const bool line = edge && paragraph.span.size() <= longest_line;
    for (std::uint32_t each = paragraph.begin; each < paragraph.end && each < sentences.size();
         ++each) {
      read_sentence(relays, sentences[each].span, at, line);
    }
  };
  for (std::size_t at = 0; at < body.size(); ++at) {
    read(*body[at], at, at < head_lines || at + foot_lines >= body.size());
  }
  for (const Paragraph* line : relays.aside()) read(*line, body.size(), true);
}

}  // namespace hearsay::attribute
