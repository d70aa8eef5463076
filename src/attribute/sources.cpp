#include "attribute/sources.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "attribute/noun_phrases.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_first_person(std::string_view word) {
  return one_of<7>(word, {"i", "we", "me", "us", "my", "our", "myself"});
}

bool is_third_person(std::string_view word) {
  return one_of<13>(word, {"he", "she", "they", "it", "him", "her", "them", "who", "which", "his",
                           "their", "himself", "herself"});
}

bool is_relative(std::string_view word) { return word == "who" || word == "which"; }

// Where the head of a noun phrase ends: what comes after only says more about it.
bool ends_head(std::string_view word) {
  return one_of<26>(
      word, {"of",   "for", "at", "from",     "in",     "with",    "on",       "who",   "which",
             "that", ",",   "(",  "to",       "about",  "close",   "familiar", "whose", "near",
             "by",   "—",   "–",  "speaking", "within", "working", "there",    "-"});
}

bool is_determiner(std::string_view word) {
  return one_of<11>(
      word, {"a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their"});
}

bool counts(std::string_view word) {
  return one_of<16>(word, {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                           "one", "several", "both", "dozen", "couple", "multiple", "another"});
}

bool is_capital(const Row& row) {
  return row.shape == "Xx" || row.shape == "X" || row.shape == "X1";
}

SourceKind kind_of(EntityType type) {
  switch (type) {
    case EntityType::person:
      return SourceKind::named_person;
    case EntityType::place:
      return SourceKind::state;
    case EntityType::group:
      return SourceKind::collective;
    default:
      return SourceKind::named_organisation;
  }
}

bool may_be(std::string_view pronoun, const Speaker& speaker) {
  if (pronoun == "it") {
    return speaker.kind == SourceKind::named_organisation || speaker.kind == SourceKind::state ||
           speaker.kind == SourceKind::document;
  }
  if (one_of<4>(pronoun, {"he", "she", "him", "her"})) {
    return speaker.kind == SourceKind::named_person || speaker.kind == SourceKind::unnamed;
  }
  return true;
}

// "Weiss, its spokeswoman" is no "he".
bool is_other_gender(std::string_view pronoun, std::string_view description) {
  const bool man = one_of<2>(pronoun, {"he", "him"}), woman = one_of<2>(pronoun, {"she", "her"});
  if (!man && !woman) return false;
  for (const std::string_view word : text::split(description)) {
    const bool of_woman = word.ends_with("woman") || one_of<3>(word, {"Mrs", "Ms", "Miss"});
    const bool of_man = (word.ends_with("man") && !of_woman) || word == "Mr";
    if ((man && of_woman) || (woman && of_man)) return true;
  }
  return false;
}

// "The board has been told": who is told something is not the one who says it, nor is what "is
// said to have fallen". "Weiss was quoted" is another matter.
bool is_passive(const std::vector<Row>& rows, TokenRange source, TokenRange cue) {
  if (source.end != cue.begin) return false;
  bool passive = false;
  for (std::uint32_t at = cue.begin; at < cue.end; ++at) {
    const std::string& word = rows[at].lower;
    if (passive && one_of<13>(word, {"told", "asked", "warned", "informed", "advised", "assured",
                                     "said", "reported", "believed", "thought", "alleged",
                                     "understood", "rumoured"})) {
      return true;
    }
    passive = passive || one_of<6>(word, {"is", "was", "are", "were", "been", "being"});
  }
  return false;
}

}  // namespace

SpeakerReader::SpeakerReader(const Page& page, const Lexicon& lexicon)
    : page_(page), lexicon_(lexicon) {
  for (const Row& row : page.rows()) {
    if (row.shape == "x") small_.insert(row.lower);
  }
  ending_.resize(page.rows().size());
  has_name_.assign(page.annotation().entities.size(), false);
  for (const Mention& mention : page.annotation().mentions) {
    const TokenRange range = page.tokens(mention.span);
    if (!range.empty()) ending_[range.end - 1].push_back(&mention);
    const auto entity = static_cast<std::size_t>(mention.entity);
    if (mention.form == MentionForm::name && entity < has_name_.size()) has_name_[entity] = true;
  }
}

bool SpeakerReader::has_name(EntityIndex entity) const {
  const auto at = static_cast<std::size_t>(entity);
  return at < has_name_.size() && has_name_[at];
}

std::optional<Speaker> SpeakerReader::last(std::uint32_t paragraph) const {
  static constexpr std::uint32_t reach = 2;
  if (!last_ || paragraph < last_paragraph_ || paragraph - last_paragraph_ > reach) {
    return std::nullopt;
  }
  return last_;
}

Speaker SpeakerReader::of_entity(EntityIndex entity) const {
  const Entity& record = page_.annotation().entities[static_cast<std::size_t>(entity)];
  return {kind_of(record.type), entity, record.name, record.description};
}

const Mention* SpeakerReader::mention_ending(TokenRange head,
                                             std::optional<MentionForm> form) const {
  const Mention* longest = nullptr;
  for (const Mention* mention : ending_[head.end - 1]) {
    if (form && mention->form != *form) continue;
    if (static_cast<std::size_t>(mention->entity) >= page_.annotation().entities.size()) continue;
    if (!longest || mention->span.size() > longest->span.size()) longest = mention;
  }
  return longest;
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
  if (speaker.kind != SourceKind::unspecified && !found.parent) {
    last_ = speaker;
    last_paragraph_ = paragraph;
  }
  return speaker;
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
  // Inside somebody's direct speech "he" is anyone but the speaker.
  const bool quoted = parent && page_.quoted(source.begin);
  std::optional<Speaker> before = quoted ? std::nullopt : last(paragraph);
  // Who spoke just now goes on, unless "he" plainly means another.
  if (before && last_paragraph_ == paragraph && may_be(word, *before) &&
      !is_other_gender(word, before->name)) {
    return before;
  }
  const Mention* mention = mention_ending(source, MentionForm::pronoun);
  if (mention && has_name(mention->entity)) {
    Speaker speaker = of_entity(mention->entity);
    if (!is_other_gender(word, speaker.affiliation)) return speaker;
  }
  if (before && may_be(word, *before)) return before;
  if (parent && !quoted && may_be(word, *parent)) return *parent;
  if (!quoted && one_of<4>(word, {"he", "she", "him", "her"})) {
    if (const auto whom = person_before(page_, lexicon_, source.begin)) {
      Speaker speaker = phrase(*whom);
      if (may_be(word, speaker) && !is_other_gender(word, speaker.name)) return speaker;
    }
  }
  return Speaker{SourceKind::unnamed, std::nullopt, std::string(page_.text(page_.span(source))),
                 ""};
}

Speaker SpeakerReader::phrase(TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  TokenRange head = source;
  for (std::uint32_t at = source.begin + 1; at < source.end; ++at) {
    // "the Ministry of Culture" is one name, whatever stands inside it.
    const bool inside_name = !rows[at].name.empty() && rows[at].name == rows[at - 1].name;
    if (!inside_name && ends_head(rows[at].lower)) {
      head.end = at;
      break;
    }
  }
  while (head.end - head.begin > 1 && rows[head.end - 1].shape == "p") --head.end;
  if (auto speaker = named(head, source)) return *speaker;
  return common(head, source);
}

// A capital that a headline or the start of a quotation gives makes no name of a word that the
// article writes small elsewhere.
bool SpeakerReader::is_common_word(const Row& row) const {
  return lexicon_.is_calendar(row.lower) || small_.contains(row.lower);
}

std::optional<Speaker> SpeakerReader::named(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  const Row& last = rows[head.end - 1];
  const Mention* mention = mention_ending(head, MentionForm::name);
  const bool one_word = mention && page_.tokens(mention->span).begin + 1 == head.end;
  if (mention && !(one_word && is_common_word(last))) {
    Speaker speaker = of_entity(mention->entity);
    if (lexicon_.outlet(last.lower)) speaker.kind = SourceKind::named_organisation;
    return speaker;
  }
  // "the spokesman, Ivan Weiss"
  for (std::uint32_t at = head.end; at < source.end; ++at) {
    if (rows[head.end].lower != ",") break;
    const Mention* apposed = mention_ending({at, at + 1}, MentionForm::name);
    if (apposed && apposed->type == EntityType::person &&
        page_.tokens(apposed->span).begin <= head.end + 1) {
      return of_entity(apposed->entity);
    }
  }
  const Mention* nominal = mention_ending(head, MentionForm::nominal);
  if (nominal && has_name(nominal->entity)) return of_entity(nominal->entity);
  const bool starts_sentence = page_.segmentation().sentences[last.sentence].begin == head.begin;
  if (!is_capital(last) || (starts_sentence && head.end - head.begin == 1)) return std::nullopt;
  if (is_common_word(last)) return std::nullopt;
  const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower);
  if (noun && noun->kind == SourceKind::unnamed) return std::nullopt;
  Speaker speaker;
  speaker.name = std::string(page_.text(page_.span(head)));
  if (noun && (noun->kind == SourceKind::named_organisation || noun->kind == SourceKind::state)) {
    speaker.kind = noun->kind;
  } else {
    const bool article = is_determiner(rows[head.begin].lower);
    const bool outlet = lexicon_.outlet(last.lower).has_value() || last.shape == "X";
    speaker.kind = article || outlet ? SourceKind::named_organisation : SourceKind::named_person;
  }
  return speaker;
}

Speaker SpeakerReader::common(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  const Row &first = rows[head.begin], &last = rows[head.end - 1];
  Speaker speaker;
  speaker.name = plain_name(source);
  speaker.kind = SourceKind::unnamed;
  bool counted = false;
  for (std::uint32_t at = head.begin; at < head.end; ++at) {
    counted = counted || counts(rows[at].lower) || rows[at].shape == "d";
  }
  const std::optional<Lexicon::Noun> noun = lexicon_.noun(last.lower);
  const bool plural_form =
      last.lower.size() > 3 && last.lower.ends_with("s") && !last.lower.ends_with("ss");
  if (noun) {
    speaker.kind = noun->kind;
    if (noun->single && noun->plural && !counted) speaker.kind = SourceKind::collective;
  } else if (plural_form && !counted && first.lower != "a" && first.lower != "an") {
    speaker.kind = SourceKind::collective;
  }
  if (speaker.kind == SourceKind::unnamed || speaker.kind == SourceKind::collective) {
    speaker.affiliation = affiliation(head, source);
  }
  if (speaker.kind == SourceKind::document) {
    if (is_first_person(first.lower)) speaker = author();  // "our report of 14 March"
    speaker.affiliation = issuer(head);
  }
  return speaker;
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
