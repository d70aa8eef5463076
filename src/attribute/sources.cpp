#include "attribute/sources.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "attribute/noun_phrases.h"
#include "attribute/source_phrases.h"
#include "attribute/source_words.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

bool may_be(std::string_view pronoun, const Speaker& speaker) {
  if (pronoun == "it") {
    return speaker.kind == SourceKind::named_organisation || speaker.kind == SourceKind::state ||
           speaker.kind == SourceKind::document;
  }
  if (one_of<2>(pronoun, {"they", "them"})) {
    return speaker.kind != SourceKind::named_person && speaker.kind != SourceKind::author &&
           speaker.kind != SourceKind::document;
  }
  if (one_of<4>(pronoun, {"he", "she", "him", "her"})) {
    return speaker.kind == SourceKind::named_person || speaker.kind == SourceKind::unnamed;
  }
  return true;
}

}  // namespace

SpeakerReader::SpeakerReader(const Page& page, const Lexicon& lexicon)
    : page_(page), lexicon_(lexicon), names_(page, lexicon) {}

std::optional<Speaker> SpeakerReader::last(std::uint32_t paragraph) const {
  static constexpr std::uint32_t reach = 2;
  if (!last_ || paragraph < last_paragraph_ || paragraph - last_paragraph_ > reach) {
    return std::nullopt;
  }
  return last_;
}

Speaker SpeakerReader::read(const Found& found, const Speaker* parent) {
  const std::uint32_t paragraph = page_.rows()[found.cue.begin].paragraph;
  Speaker speaker;
  if (found.source.empty()) {
    speaker = elided(found, parent);
  } else if (is_passive(page_.rows(), found.source.front(), found.cue)) {
    return speaker;
  } else if (auto known = pronoun(found.source.front(), parent)) {
    speaker = *known;
  } else {
    speaker = phrase(found.source.front());
  }
  note_role(speaker, found);
  if (speaker.kind != SourceKind::unspecified && !found.parent) {
    last_ = speaker;
    last_paragraph_ = paragraph;
    if (may_be("they", speaker)) {
      last_many_ = speaker;
      many_paragraph_ = paragraph;
    }
  }
  return speaker;
}

// "The minister" later on is the one whom a source named with that noun, "the nurse" the one whom
// it described so, and "the source" whoever was described last.
void SpeakerReader::note_role(const Speaker& speaker, const Found& found) {
  if (found.source.empty()) return;
  if (spokesperson(found.source.front())) {
    spokespeople_[text::lower(speaker.name.substr(speaker.name.rfind(' ') + 1))] = speaker;
  }
  const TokenRange head = head_range(found.source.front());
  const Row& last = page_.rows()[head.end - 1];
  if (last.tag != "NOUN" || page_.rows()[head.begin].tag == "PRON") return;
  if (speaker.kind == SourceKind::named_person) spoken_[last.lower] = speaker;
  const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower);
  const bool several = noun && noun->plural;
  const bool voice = speaker.kind == SourceKind::state && lexicon_.speaks(last.lower);
  if (several || speaker.entity || !(speaker.kind == SourceKind::unnamed || voice)) return;
  unnamed_[last.lower] = speaker;
  last_unnamed_ = speaker;
}

// "The nurse", "the source": the one without a name of whom the article has spoken as a source.
std::optional<Speaker> SpeakerReader::described_before(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  // "the woman, who asked for her name to be left out": what comes after a comma tells nobody
  // apart.
  const bool aside = head.end + 1 < source.end && rows[head.end].lower == "," &&
                     is_relative(rows[head.end + 1].lower);
  const bool bare = (head.end == source.end || aside) && head.end - head.begin == 2;
  if (!bare || !one_of<3>(rows[head.begin].lower, {"the", "this", "that"})) return std::nullopt;
  const std::string& noun = rows[head.end - 1].lower;
  if (const auto known = unnamed_.find(noun); known != unnamed_.end()) return known->second;
  return lexicon_.is_anyone(noun) ? last_unnamed_ : std::nullopt;
}

// "…, adding that": the last speaker goes on. "reportedly", "is said to have": nobody does.
Speaker SpeakerReader::elided(const Found& found, const Speaker* parent) const {
  const std::vector<Row>& rows = page_.rows();
  const Row& first = rows[found.cue.begin];
  bool passive = false;
  for (std::uint32_t at = found.cue.begin; at < found.cue.end; ++at) {
    if (lexicon_.is_vague(rows[at].lower)) return {};
    passive =
        passive || one_of<7>(rows[at].lower, {"is", "was", "are", "were", "been", "be", "being"});
  }
  if (passive) return {};
  if (parent) return *parent;
  return last(first.paragraph).value_or(Speaker{});
}

std::optional<Speaker> SpeakerReader::pronoun(TokenRange source, const Speaker* parent) const {
  const std::string& word = page_.rows()[source.begin].lower;
  if (source.end - source.begin != 1 && !is_relative(word)) return std::nullopt;
  const std::uint32_t paragraph = page_.rows()[source.begin].paragraph;
  if (is_first_person(word)) {
    if (parent) return *parent;
    if (page_.quoted(source.begin)) return last(paragraph).value_or(Speaker{});
    return author();
  }
  if (!is_third_person(word)) return std::nullopt;
  if (is_relative(word)) {  // "Weiss, who said"
    if (const auto whom = antecedent(page_, lexicon_, source.begin)) return phrase(*whom);
  }
  const auto may_mean = [&](const Speaker& speaker, std::string_view described) {
    return may_be(word, speaker) && !is_other_gender(word, described) && !is_page_author(speaker) &&
           !(speaker.entity && names_.is_usually_other(word, *speaker.entity));
  };
  // Inside somebody's direct speech "he" is anyone but the speaker.
  const bool quoted = parent && page_.quoted(source.begin);
  std::optional<Speaker> before = quoted ? std::nullopt : last(paragraph);
  // Who spoke just now goes on, unless "he" plainly means another.
  const bool begins = source.begin == 0 || page_.rows()[source.begin - 1].paragraph != paragraph;
  const bool goes_on = last_paragraph_ == paragraph || (begins && last_paragraph_ + 1 == paragraph);
  if (before && goes_on && may_mean(*before, before->name)) return before;
  const Mention* mention = names_.mention_ending(source, MentionForm::pronoun);
  if (mention && names_.has_name(mention->entity)) {
    Speaker speaker = names_.of_entity(mention->entity);
    if (may_mean(speaker, speaker.affiliation)) return speaker;
  }
  if (one_of<2>(word, {"they", "them"})) {
    static constexpr std::uint32_t reach = 2;
    if (last_many_ && paragraph - many_paragraph_ <= reach) return last_many_;
    return Speaker{SourceKind::collective, std::nullopt,
                   std::string(page_.text(page_.span(source))), ""};
  }
  if (auto subject = quoted ? std::nullopt : subject_above(source.begin)) {
    if (last_paragraph_ != paragraph && may_mean(*subject, subject->name)) return subject;
  }
  if (before && may_be(word, *before)) return before;
  if (parent && !quoted && may_be(word, *parent)) return *parent;
  if (!quoted && one_of<4>(word, {"he", "she", "him", "her"})) {
    if (const auto whom = person_before(page_, lexicon_, source.begin)) {
      Speaker speaker = phrase(*whom);
      if (may_mean(speaker, speaker.name)) return speaker;
    }
    const auto near = names_.person_in_focus(source.begin, word == "she" ? "woman" : "man");
    if (near && !is_page_author(*near)) return near;
  }
  return Speaker{SourceKind::unnamed, std::nullopt, std::string(page_.text(page_.span(source))),
                 ""};
}

// "Olga Pint sat on the stage. … she said": the person of whom a sentence before it in its
// paragraph tells.
std::optional<Speaker> SpeakerReader::subject_above(std::uint32_t pronoun) const {
  const std::vector<Row>& rows = page_.rows();
  static constexpr std::uint32_t reach = 200;  // tokens back; keeps long texts linear
  const std::uint32_t first = pronoun > reach ? pronoun - reach : 0;
  for (std::uint32_t at = pronoun; at-- > first;) {
    if (rows[at].paragraph != rows[pronoun].paragraph) break;
    if (rows[at].sentence == rows[pronoun].sentence || page_.quoted(at)) continue;
    const Mention* mention = names_.name_at(at);
    if (!mention || mention->type != EntityType::person) continue;
    const std::uint32_t head = head_of(page_, page_.tokens(mention->span));
    const auto& words = page_.annotation().words;
    if (head < words.size() && words[head].relation == "nsubj") {
      return names_.of_entity(mention->entity);
    }
  }
  return std::nullopt;
}

Speaker SpeakerReader::phrase(TokenRange source) const {
  const TokenRange head = head_range(source);
  auto known = spokesperson(source);
  if (!known) known = spoke_for_body(source);
  if (!known) known = named(head, source);
  Speaker speaker = known ? *std::move(known) : common(head, source);
  speaker.kind_words = page_.span(head);
  return speaker;
}

// "Harbour Authority spokeswoman Olga Pint": neither the body nor all of it is her name, whatever
// the tree makes of so many nouns.
std::optional<Speaker> SpeakerReader::spokesperson(TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  TokenRange body{source.begin, source.begin};
  while (body.end < source.end && !lexicon_.speaks(rows[body.end].lower)) {
    if (rows[body.end].lower == "," || is_relative(rows[body.end].lower)) return std::nullopt;
    ++body.end;
  }
  while (!body.empty() && is_determiner(rows[body.begin].lower)) ++body.begin;
  const std::uint32_t speaks = body.end;
  while (!body.empty() && one_of<2>(rows[body.end - 1].lower, {"'s", "’s"})) --body.end;
  if (body.empty() || speaks >= source.end || !is_capital(rows[body.begin])) return std::nullopt;
  TokenRange name{speaks + 1, speaks + 1};
  while (name.end < source.end && rows[name.end].tag == "PROPN") ++name.end;
  if (name.empty()) return std::nullopt;
  Speaker speaker{SourceKind::named_person, std::nullopt, std::string(page_.text(page_.span(name))),
                  std::string(page_.text(page_.span(body)))};
  const Mention* mention = names_.mention_ending(name, MentionForm::name);
  if (mention && page_.tokens(mention->span) == name) speaker.entity = mention->entity;
  return speaker;
}

// "Pint replied", after "Harbour Authority spokeswoman Olga Pint".
std::optional<Speaker> SpeakerReader::spoke_for_body(TokenRange source) const {
  const Row& word = page_.rows()[source.begin];
  if (source.end - source.begin != 1 || !is_capital(word)) return std::nullopt;
  const auto known = spokespeople_.find(word.lower);
  return known == spokespeople_.end() ? std::nullopt : std::optional(known->second);
}

// From the first word of a source to its head, a name whole: what comes after only says more.
TokenRange SpeakerReader::head_range(TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  TokenRange head = source;
  // "the Ministry of Culture" is one name, whatever stands inside it.
  const auto goes_on = [&](std::uint32_t at) {
    return !rows[at].name.empty() && rows[at].name == rows[at - 1].name;
  };
  if (has_tree(page_, source.begin)) {
    head.end = head_of(page_, source) + 1;
    // "Salar Today": a name that was seen in part goes on with the next capital.
    const auto capital = [&](std::uint32_t at) {
      return rows[head.end - 1].tag == "PROPN" && rows[at].tag == "PROPN" && is_capital(rows[at]);
    };
    // "Federation of Lom Employers": so does one whose last noun hangs on its first.
    const auto of_name = [&](std::uint32_t at) {
      const Word& word = page_.annotation().words[at];
      return rows[at].tag == "NOUN" && is_capital(rows[at]) && !rows[at - 1].name.empty() &&
             word.head && head.contains(static_cast<std::uint32_t>(*word.head));
    };
    while (head.end < source.end && (goes_on(head.end) || capital(head.end) || of_name(head.end))) {
      ++head.end;
    }
  } else {
    for (std::uint32_t at = source.begin + 1; at < source.end; ++at) {
      if (goes_on(at) || !ends_head(rows[at].lower)) continue;
      head.end = at;
      break;
    }
  }
  while (head.end - head.begin > 1 && (rows[head.end - 1].shape == "p" ||
                                       one_of<3>(rows[head.end - 1].lower, {"'s", "’s", "s"}))) {
    --head.end;
  }
  return head;
}

std::optional<Speaker> SpeakerReader::named(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  const Row& last = rows[head.end - 1];
  if (auto whole = named_in_part(head, source)) return whole;
  const Mention* mention = names_.mention_ending(head, MentionForm::name);
  const bool one_word = mention && page_.tokens(mention->span).begin + 1 == head.end;
  if (mention && !(one_word && names_.is_common_word(last))) {
    Speaker speaker = names_.of_mention(*mention, head);
    if (lexicon_.outlet(last.lower)) speaker.kind = SourceKind::named_organisation;
    if (is_own_outlet(speaker.name)) speaker.kind = SourceKind::author;
    return speaker;
  }
  const std::optional<Lexicon::Noun> described_by = lexicon_.noun(last.lower);
  const bool paper = described_by && described_by->kind == SourceKind::document;
  if (paper && is_indefinite(rows[head.begin].lower)) return std::nullopt;  // "a paper in …"
  // "the spokesman, Ivan Weiss", "the maker, Norrgard,", "the operator Transline"
  for (const std::uint32_t at : beside(page_, head_of(page_, head))) {
    const Mention* apposed = names_.name_at(at);
    if (!apposed) continue;
    const Speaker speaker = names_.of_mention(*apposed, head);
    const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower);
    const bool body = noun && noun->kind != SourceKind::unnamed;
    if (speaker.kind == SourceKind::named_person || body) return speaker;
  }
  if (const auto speaker = named_behind(head, source)) return speaker;
  for (std::uint32_t at = head.end; at < source.end; ++at) {
    const Mention* apposed = names_.mention_ending({at, at + 1}, MentionForm::name);
    if (!apposed || apposed->type == EntityType::place) continue;
    const std::uint32_t begin = page_.tokens(apposed->span).begin;
    if (begin > source.begin && rows[begin - 1].lower == ",")
      return names_.of_mention(*apposed, head);
  }
  if (auto known = described(head, source); known && !has_other_name(head, *known)) return known;
  const bool starts_sentence = page_.segmentation().sentences[last.sentence].begin == head.begin;
  const bool proper = last.tag == "PROPN" && !lexicon_.is_calendar(last.lower);
  const bool single = head.end - head.begin == 1;
  if (!is_capital(last) || (starts_sentence && single && !proper)) return std::nullopt;
  const bool whole_name = proper && head.end - head.begin > 2 && is_capital(rows[head.begin]);
  if (names_.is_common_word(last) && !whole_name) return std::nullopt;
  const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower);
  // "the Harbour Guard" is a body, whatever one guard is.
  const bool titled = proper && is_determiner(rows[head.begin].lower) &&
                      head.end - head.begin > 2 && is_capital(rows[head.end - 2]);
  if (noun && noun->kind == SourceKind::unnamed && !titled) return std::nullopt;
  Speaker speaker;
  speaker.name = std::string(page_.text(page_.span(head)));
  if (noun && (noun->kind == SourceKind::named_organisation || noun->kind == SourceKind::state)) {
    speaker.kind = noun->kind;
  } else {
    const bool article = is_determiner(rows[head.begin].lower);
    const bool outlet = lexicon_.outlet(last.lower).has_value() || last.shape == "X";
    const bool word = single && starts_sentence;
    speaker.kind =
        article || outlet || word ? SourceKind::named_organisation : SourceKind::named_person;
  }
  return speaker;
}

// "the Federation of Lom | Employers", "the Harbour Office | of Lom": a body whose name was seen in
// part. What was seen may be part of another body's name, so it is no entity's.
std::optional<Speaker> SpeakerReader::named_in_part(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  TokenRange name = head;
  while (!name.empty() && is_determiner(rows[name.begin].lower)) ++name.begin;
  const Mention* seen = name.empty() ? nullptr : names_.name_at(name.begin);
  if (!seen || seen->type != EntityType::organisation) return std::nullopt;
  const TokenRange part = page_.tokens(seen->span);
  if (part.begin != name.begin || part.end > name.end) return std::nullopt;
  for (std::uint32_t at = part.end; at < name.end; ++at) {
    if (!is_capital(rows[at])) return std::nullopt;
  }
  const std::uint32_t place = name.end + 1;
  const Mention* of =
      place < source.end && rows[name.end].lower == "of" ? names_.name_at(place) : nullptr;
  if (of && of->type == EntityType::place) name.end = page_.tokens(of->span).end;
  if (name.end == part.end || name.end > source.end) return std::nullopt;
  Speaker speaker = names_.of_name(*seen, name, head);
  speaker.name = std::string(page_.text(page_.span(name)));
  speaker.entity.reset();
  return speaker;
}

// "board chairwoman Afua Reyes", "the counsel for the estate, Sir Afua Reyes", "her daughter, the
// violinist Afua Reyes": proper nouns behind the noun name whom it describes, even where no name
// was seen.
std::optional<Speaker> SpeakerReader::named_behind(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  if (rows[head.end - 1].tag != "NOUN") return std::nullopt;
  const TokenRange name = proper_nouns_behind(head.end, source.end);
  if (name.empty() || !is_capital(rows[name.begin])) return std::nullopt;
  Speaker speaker{SourceKind::named_person, std::nullopt, std::string(page_.text(page_.span(name))),
                  std::string(page_.text(page_.span(head)))};
  const Mention* mention = names_.name_at(name.begin);
  if (mention && page_.tokens(mention->span) == name) return names_.of_mention(*mention, head);
  const std::optional<Lexicon::Noun> noun = lexicon_.noun(rows[head.end - 1].lower);
  if (noun && noun->kind != SourceKind::unnamed) speaker.kind = noun->kind;
  return speaker;
}

TokenRange SpeakerReader::proper_nouns_behind(std::uint32_t at, std::uint32_t end) const {
  const std::vector<Row>& rows = page_.rows();
  if (at < end && rows[at].tag != "PROPN") {
    while (at < end && rows[at].lower != "," && !is_relative(rows[at].lower)) ++at;
    if (at >= end || rows[at].lower != ",") return {};
    ++at;
  }
  static constexpr std::uint32_t longest_role = 4;
  for (std::uint32_t skipped = 0; skipped < longest_role && at < end; ++skipped, ++at) {
    if (!one_of<3>(rows[at].tag, {"DET", "NOUN", "ADJ"})) break;
  }
  TokenRange name{at, at};
  const auto goes_on = [&](std::uint32_t token) {
    const bool dash = rows[token].shape == "p" && rows[token].lower != ",";
    return rows[token].tag == "PROPN" || (dash && token > name.begin);
  };
  while (name.end < end && goes_on(name.end)) ++name.end;
  while (!name.empty() && rows[name.end - 1].shape == "p") --name.end;
  return name;
}

// "the Lom County Fire and Rescue service" is not "Hill News Service": it has a name of its own.
bool SpeakerReader::has_other_name(TokenRange head, const Speaker& known) const {
  if (known.kind == SourceKind::named_person) return false;
  int other = 0;
  for (std::uint32_t at = head.begin; at < head.end; ++at) {
    const Row& row = page_.rows()[at];
    if (row.tag == "PROPN" && known.name.find(row.word) == std::string::npos) ++other;
  }
  return other > 1;
}

// "the ministry", "the mayor": whom the article names so elsewhere.
std::optional<Speaker> SpeakerReader::described(TokenRange head, TokenRange source) const {
  const Row& last = page_.rows()[head.end - 1];
  const Mention* nominal = names_.mention_ending(head, MentionForm::nominal);
  const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower);
  if (is_indefinite(page_.rows()[head.begin].lower)) return std::nullopt;
  if (nominal && names_.has_name(nominal->entity)) {
    Speaker speaker = names_.of_entity(nominal->entity);
    const bool person = speaker.kind == SourceKind::named_person;
    const bool body = noun && noun->kind != SourceKind::unnamed;
    if (body && noun->kind == SourceKind::state && !person) speaker.kind = noun->kind;
    const bool plural = noun ? noun->plural : person && is_plural(page_, head.end - 1);
    if (!(person && body) && !plural) return speaker;
  }
  const std::string& first = page_.rows()[head.begin].lower;
  if (!one_of<6>(first, {"the", "his", "her", "its", "their", "this"})) return std::nullopt;
  if (const auto spoken = spoken_.find(last.lower); spoken != spoken_.end()) return spoken->second;
  if (head.end == source.end && is_bare_person(text::lower(page_.text(page_.span(head)))))
    return names_.person_in_focus(head.begin, last.lower);
  const bool body = noun && !noun->plural && noun->kind == SourceKind::named_organisation &&
                    !lexicon_.outlet(last.lower);
  const bool bare = head.end == source.end && head.end - head.begin == 2 && first != "its";
  auto speaker = names_.with_role(last.lower, head.begin);
  if (!speaker && body && bare) speaker = names_.body_in_focus(head.begin);
  const bool office = noun && noun->kind == SourceKind::state;
  if (speaker && office && speaker->kind != SourceKind::named_person) speaker->kind = noun->kind;
  return speaker;
}

SourceKind SpeakerReader::kind_of_noun(TokenRange head, bool counted) const {
  const Row &first = page_.rows()[head.begin], &last = page_.rows()[head.end - 1];
  if (names_.is_public(head)) return SourceKind::state;
  if (const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower)) {
    const bool body = noun->kind == SourceKind::named_organisation;
    return noun->plural && !counted && (noun->single || body) ? SourceKind::collective : noun->kind;
  }
  const Mention* mention = names_.mention_ending(head, MentionForm::nominal);
  const bool organisation = mention && mention->type == EntityType::organisation;
  const bool plural =
      last.lower.size() > 3 && last.lower.ends_with("s") && !last.lower.ends_with("ss");
  if (plural && !counted && first.lower != "a" && first.lower != "an")
    return SourceKind::collective;
  return organisation ? SourceKind::named_organisation : SourceKind::unnamed;
}

Speaker SpeakerReader::common(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  const Row &first = rows[head.begin], &last = rows[head.end - 1];
  if (auto known = described_before(head, source)) return *std::move(known);
  Speaker speaker;
  speaker.name = plain_name(source);
  speaker.kind = SourceKind::unnamed;
  bool counted = false;
  for (std::uint32_t at = head.begin; at < head.end; ++at) {
    counted = counted || counts(rows[at].lower) || rows[at].shape == "d";
  }
  if (is_the_page(head)) return author();
  speaker.kind = kind_of_noun(head, counted);
  if (speaker.kind == SourceKind::unnamed || speaker.kind == SourceKind::collective) {
    speaker.affiliation = affiliation(head, source);
  }
  // Whoever speaks for a public body without a name is its voice.
  if (speaker.kind == SourceKind::unnamed && lexicon_.speaks(last.lower) &&
      is_state(speaker.affiliation)) {
    speaker.kind = SourceKind::state;
  }
  if (speaker.kind == SourceKind::document) {
    if (is_first_person(first.lower)) speaker = author();  // "our report of 14 March"
    speaker.affiliation = issuer(head);
  }
  return speaker;
}

bool SpeakerReader::is_state(std::string_view words) const {
  const std::vector<std::string> all = [&] {
    std::vector<std::string> out;
    for (const std::string_view word : text::split(words)) out.push_back(text::lower(word));
    return out;
  }();
  return std::ranges::any_of(all, [&](const std::string& word) {
    const std::optional<Lexicon::Noun> noun = lexicon_.noun(word);
    return noun && noun->kind == SourceKind::state;
  });
}

// "this newspaper", "the present writer", "our correspondent"
bool SpeakerReader::is_the_page(TokenRange head) const {
  const std::vector<Row>& rows = page_.rows();
  const bool own = is_first_person(rows[head.begin].lower) || rows[head.begin].lower == "this" ||
                   (head.end - head.begin > 2 && rows[head.begin + 1].lower == "present");
  return own && lexicon_.writes(rows[head.end - 1].lower);
}

bool SpeakerReader::is_own_outlet(std::string_view name) const {
  const auto bare = [](std::string_view words) {
    std::string out = text::fold(words);
    if (out.starts_with("the ")) out.erase(0, 4);
    return out;
  };
  const std::string& own = page_.article().publisher;
  return !own.empty() && bare(own) == bare(name);
}

// The words of a source without a clause in commas ("a roofer, who asked not to be named") and
// without the comma or bracket that hangs on.
std::string SpeakerReader::plain_name(TokenRange source) const {
  for (std::uint32_t at = source.begin + 1; at + 1 < source.end; ++at) {
    if (page_.rows()[at].lower != "," || !is_relative(page_.rows()[at + 1].lower)) continue;
    source.end = at;
  }
  while (source.end - source.begin > 1 &&
         (page_.rows()[source.end - 1].shape == "p" || page_.rows()[source.end - 1].tag == "ADP")) {
    --source.end;
  }
  return std::string(text::trim(page_.text(page_.span(source))));
}

// Whoever wrote the page says "I" or nothing: "she" in the text is somebody else.
bool SpeakerReader::is_page_author(const Speaker& speaker) const {
  if (speaker.kind != SourceKind::named_person) return false;
  const auto& authors = page_.article().authors;
  const std::string name = text::fold(speaker.name);
  return std::ranges::any_of(authors,
                             [&](const std::string& author) { return text::fold(author) == name; });
}

Speaker SpeakerReader::author() const {
  const auto& authors = page_.article().authors;
  return {SourceKind::author, std::nullopt, authors.empty() ? "we" : authors.front(), ""};
}

// "The report says", after "an inspection report by the Board": the Board.
std::string SpeakerReader::issuer(TokenRange head) const {
  const std::vector<Row>& rows = page_.rows();
  const std::string& noun = rows[head.end - 1].lower;
  static constexpr std::uint32_t reach = 2000;  // tokens back; keeps long texts linear
  const std::uint32_t first = head.end > reach ? head.end - reach : 0;
  for (std::uint32_t at = head.end; at-- > first;) {
    if (rows[at].lower != noun || at + 1 >= rows.size()) continue;
    if (!one_of<3>(rows[at + 1].lower, {"by", "from", "of"})) continue;
    TokenRange name{at + 2, at + 2};
    if (name.end < rows.size() && is_determiner(rows[name.end].lower)) ++name.begin, ++name.end;
    while (name.end < rows.size() && rows[name.end].name == "org") ++name.end;
    if (!name.empty()) return std::string(page_.text(page_.span(name)));
  }
  return {};
}

// "a health ministry official": health ministry; "a spokesman for the council": the council.
std::string SpeakerReader::affiliation(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  if (head.end < source.end &&
      one_of<7>(rows[head.end].lower, {"of", "for", "at", "from", "in", "with", "within"})) {
    TokenRange whom{head.end + 1, head.end + 1};
    while (whom.end < source.end &&
           !one_of<9>(rows[whom.end].lower,
                      {",", "(", "who", "which", "that", "—", "–", "whose", "speaking"})) {
      ++whom.end;
    }
    return std::string(page_.text(page_.span(whom)));
  }
  TokenRange before{head.begin, head.end - 1};
  while (!before.empty() &&
         (is_determiner(rows[before.begin].lower) || counts(rows[before.begin].lower) ||
          lexicon_.is_empty_adjective(rows[before.begin].lower))) {
    ++before.begin;
  }
  while (!before.empty() &&
         (rows[before.end - 1].lower == "'s" || rows[before.end - 1].lower == "’s" ||
          lexicon_.is_empty_adjective(rows[before.end - 1].lower))) {
    --before.end;
  }
  return before.empty() ? std::string() : std::string(page_.text(page_.span(before)));
}

}  // namespace hearsay::attribute
