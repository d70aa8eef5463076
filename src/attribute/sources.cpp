#include "attribute/sources.h"

#include <algorithm>
#include <array>
#include <cstdlib>

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
  return one_of<12>(word, {"he", "she", "they", "it", "him", "her", "them", "who", "his", "their",
                           "himself", "herself"});
}

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

}  // namespace

SpeakerReader::SpeakerReader(const Page& page, const Lexicon& lexicon)
    : page_(page), lexicon_(lexicon) {
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
  if (source.end - source.begin != 1) return std::nullopt;
  const std::string& word = page_.rows()[source.begin].lower;
  const std::uint32_t paragraph = page_.rows()[source.begin].paragraph;
  if (is_first_person(word)) {
    if (parent) return *parent;
    if (page_.quoted(source.begin)) return last(paragraph).value_or(Speaker{});
    const auto& authors = page_.article().authors;
    return Speaker{SourceKind::author, std::nullopt, authors.empty() ? word : authors.front(), ""};
  }
  if (!is_third_person(word)) return std::nullopt;
  if (word == "who" && source.begin > 1) {  // "Weiss, who said"
    std::uint32_t before = source.begin - 1;
    if (page_.rows()[before].lower == ",") --before;
    if (const Mention* mention = mention_ending({before, before + 1}, MentionForm::name)) {
      return of_entity(mention->entity);
    }
  }
  const Mention* mention = mention_ending(source, MentionForm::pronoun);
  if (mention && has_name(mention->entity)) return of_entity(mention->entity);
  // Inside somebody's direct speech "he" is anyone but the speaker.
  const bool quoted = parent && page_.quoted(source.begin);
  const std::optional<Speaker> before = quoted ? std::nullopt : last(paragraph);
  if (before && may_be(word, *before)) return before;
  if (parent && !quoted && may_be(word, *parent)) return *parent;
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

std::optional<Speaker> SpeakerReader::named(TokenRange head, TokenRange source) const {
  const std::vector<Row>& rows = page_.rows();
  const Row& last = rows[head.end - 1];
  if (const Mention* mention = mention_ending(head, MentionForm::name)) {
    Speaker speaker = of_entity(mention->entity);
    if (lexicon_.outlet(last.lower)) speaker.kind = SourceKind::named_organisation;
    return speaker;
  }
  // "the spokesman, Ivan Weiss"
  for (std::uint32_t at = head.end; at < source.end; ++at) {
    if (rows[head.end].lower != ",") break;
    const Mention* mention = mention_ending({at, at + 1}, MentionForm::name);
    if (mention && mention->type == EntityType::person &&
        page_.tokens(mention->span).begin <= head.end + 1) {
      return of_entity(mention->entity);
    }
  }
  const Mention* nominal = mention_ending(head, MentionForm::nominal);
  if (nominal && has_name(nominal->entity)) return of_entity(nominal->entity);
  const bool starts_sentence = page_.segmentation().sentences[last.sentence].begin == head.begin;
  if (!is_capital(last) || (starts_sentence && head.end - head.begin == 1)) return std::nullopt;
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
  speaker.name = std::string(text::trim(page_.text(page_.span(source))));
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
  return speaker;
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
