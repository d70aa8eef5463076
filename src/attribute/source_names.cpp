#include "attribute/source_names.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "attribute/source_phrases.h"
#include "attribute/source_words.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

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

}  // namespace

SourceNames::SourceNames(const Page& page, const Lexicon& lexicon)
    : page_(page), lexicon_(lexicon) {
  for (const Row& row : page.rows()) {
    if (row.shape == "x") small_.insert(row.lower);
  }
  ending_.resize(page.rows().size());
  name_at_.resize(page.rows().size());
  has_name_.assign(page.annotation().entities.size(), false);
  in_headline_.assign(page.annotation().entities.size(), false);
  shes_.assign(page.annotation().entities.size(), 0);
  for (const Mention& mention : page.annotation().mentions) {
    const TokenRange range = page.tokens(mention.span);
    if (!range.empty()) ending_[range.end - 1].push_back(&mention);
    const auto entity = static_cast<std::size_t>(mention.entity);
    note_pronoun(mention);
    if (mention.form != MentionForm::name || entity >= has_name_.size()) continue;
    has_name_[entity] = true;
    const auto& headline = page_.article().headline;
    if (headline && headline->overlaps(mention.span)) in_headline_[entity] = true;
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      if (!name_at_[at]) name_at_[at] = &mention;
    }
  }
  note_roles();
}

// By the head of what the article says somebody is ("director" of "director of the institute"), by
// titles before and in names of persons, and by a body's own noun in its name ("Town Council").
void SourceNames::note_roles() {
  const std::vector<Entity>& entities = page_.annotation().entities;
  for (const Mention& mention : page_.annotation().mentions) {
    const auto entity = static_cast<std::size_t>(mention.entity);
    const bool person = mention.type == EntityType::person;
    const bool body = mention.type == EntityType::organisation || mention.type == EntityType::group;
    if (mention.form != MentionForm::name || entity >= entities.size() || !(person || body)) {
      continue;
    }
    const TokenRange name = page_.tokens(mention.span);
    if (name.empty()) continue;
    std::set<std::string> roles = {role_of(entities[entity])};
    if (person) {
      roles.insert(lexicon_.title(page_.rows()[name.begin].lower));
      if (name.begin > 0) roles.insert(lexicon_.title(page_.rows()[name.begin - 1].lower));
    } else {
      roles.merge(body_nouns(name));
    }
    roles.erase("");
    for (const std::string& role : roles) by_role_[role].push_back({name.begin, mention.entity});
  }
}

std::set<std::string> SourceNames::body_nouns(TokenRange name) const {
  std::set<std::string> nouns;
  for (std::uint32_t at = name.begin; at < name.end; ++at) {
    const std::string& word = page_.rows()[at].lower;
    const std::optional<Lexicon::Noun> noun = lexicon_.noun(word);
    if (!noun || noun->plural) continue;
    const bool body =
        noun->kind == SourceKind::named_organisation || noun->kind == SourceKind::state;
    if (body) nouns.insert(word);
  }
  return nouns;
}

std::string SourceNames::role_of(const Entity& entity) {
  std::string role;
  for (const std::string_view word : text::split(entity.description)) {
    std::string lower = text::lower(word);
    if (ends_head(lower)) break;
    role = std::move(lower);
  }
  return role;
}

void SourceNames::note_pronoun(const Mention& mention) {
  const auto entity = static_cast<std::size_t>(mention.entity);
  if (mention.form != MentionForm::pronoun || entity >= shes_.size()) return;
  const std::string word = text::lower(page_.text(mention.span));
  if (one_of<4>(word, {"she", "her", "hers", "herself"})) ++shes_[entity];
  if (one_of<4>(word, {"he", "him", "his", "himself"})) --shes_[entity];
}

bool SourceNames::is_usually_other(std::string_view pronoun, EntityIndex entity) const {
  const auto at = static_cast<std::size_t>(entity);
  const int shes = at < shes_.size() ? shes_[at] : 0;
  return one_of<2>(pronoun, {"she", "her"}) ? shes < 0
                                            : one_of<2>(pronoun, {"he", "him"}) && shes > 0;
}

bool SourceNames::has_name(EntityIndex entity) const {
  const auto at = static_cast<std::size_t>(entity);
  return at < has_name_.size() && has_name_[at];
}

// "the operator Transline", "Port Authority": what stands beside a name, or inside it, says more of
// its kind than the name alone.
SourceKind SourceNames::kind_of_named(SourceKind kind, TokenRange name, TokenRange head) const {
  const std::vector<Row>& rows = page_.rows();
  std::vector<std::uint32_t> nouns = beside(page_, head_of(page_, name));
  nouns.push_back(head_of(page_, head));
  if (name.begin > 0 && (rows[name.begin - 1].tag == "NOUN" || rows[name.begin - 1].tag == "ADJ")) {
    nouns.push_back(name.begin - 1);
  }
  for (const std::uint32_t at : nouns) {
    if (name.contains(at)) continue;
    const std::optional<Lexicon::Noun> noun = lexicon_.noun(rows[at].lower);
    if (!noun) continue;
    const bool body =
        noun->kind == SourceKind::named_organisation || noun->kind == SourceKind::state;
    if (body && names_body(name.end, at)) continue;
    if (kind == SourceKind::named_person && body) return noun->kind;
    if (kind == SourceKind::named_organisation && noun->kind == SourceKind::unnamed) {
      return SourceKind::named_person;
    }
  }
  if (name.empty()) return kind;
  // A body's own noun in its name: "Ministry of Culture", "Harbour Inspectorate".
  const std::optional<Lexicon::Noun> last = lexicon_.noun(rows[name.end - 1].lower);
  const bool body =
      last && (last->kind == SourceKind::named_organisation || last->kind == SourceKind::state);
  if (kind == SourceKind::named_person) return body ? last->kind : kind;
  if (kind != SourceKind::named_organisation) return kind;
  if (is_public(name)) return SourceKind::state;
  for (std::uint32_t at = name.begin; at < name.end; ++at) {
    const std::optional<Lexicon::Noun> noun = lexicon_.noun(rows[at].lower);
    if (noun && noun->kind == SourceKind::state) return noun->kind;
  }
  return kind;
}

// "Olga Pint of the [Harbour Guard], an army": what is said of a body is said of the one just
// before.
bool SourceNames::names_body(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t at = begin; at < end; ++at) {
    if (name_at_[at] && name_at_[at]->type == EntityType::organisation) return true;
  }
  return false;
}

bool SourceNames::is_public(TokenRange phrase) const {
  const std::vector<Row>& rows = page_.rows();
  for (std::uint32_t at = phrase.begin; at + 1 < phrase.end; ++at) {
    if (lexicon_.is_public(rows[at].lower, rows[phrase.end - 1].lower)) return true;
  }
  return false;
}

Speaker SourceNames::of_mention(const Mention& mention, TokenRange head) const {
  return of_name(mention, page_.tokens(mention.span), head);
}

Speaker SourceNames::of_name(const Mention& seen, TokenRange name, TokenRange head) const {
  Speaker speaker = of_entity(seen.entity);
  speaker.kind = kind_of_named(speaker.kind, name, head);
  return speaker;
}

Speaker SourceNames::of_entity(EntityIndex entity) const {
  const Entity& record = page_.annotation().entities[static_cast<std::size_t>(entity)];
  std::string_view whose = record.description;  // "of the institute": the institute
  for (const std::string_view preposition : {"of ", "from "}) {
    if (whose.starts_with(preposition)) whose.remove_prefix(preposition.size());
  }
  return {kind_of(record.type), entity, record.name, std::string(whose)};
}

const Mention* SourceNames::mention_ending(TokenRange head, std::optional<MentionForm> form) const {
  const Mention* longest = nullptr;
  for (const Mention* mention : ending_[head.end - 1]) {
    if (form && mention->form != *form) continue;
    if (static_cast<std::size_t>(mention->entity) >= page_.annotation().entities.size()) continue;
    if (!longest || mention->span.size() > longest->span.size()) longest = mention;
  }
  return longest;
}

// A capital that a headline or the start of a quotation gives makes no name of a word that the
// article writes small elsewhere.
bool SourceNames::is_common_word(const Row& row) const {
  return lexicon_.is_calendar(row.lower) || small_.contains(row.lower);
}

// "the 34-year-old", "the old man": the person named last, in this paragraph or the two before.
std::optional<Speaker> SourceNames::person_in_focus(std::uint32_t token,
                                                    std::string_view word) const {
  const std::vector<Row>& rows = page_.rows();
  static constexpr std::uint32_t reach = 2000;  // tokens back; keeps long texts linear
  const std::uint32_t first = token > reach ? token - reach : 0;
  for (std::uint32_t at = token; at-- > first;) {
    if (rows[token].paragraph - rows[at].paragraph > 2) break;
    const Mention* mention = name_at_[at];
    if (!mention || mention->type != EntityType::person) continue;
    Speaker speaker = of_entity(mention->entity);
    const std::string described = speaker.name + " " + speaker.affiliation;
    const std::string_view pronoun = one_of<2>(word, {"woman", "girl"}) ? "she"
                                     : one_of<2>(word, {"man", "boy"})  ? "he"
                                                                        : "";
    if (!is_other_gender(pronoun, described)) return speaker;
  }
  return std::nullopt;
}

// "The group", "the firm": the one body of the headline that is near, else the one named just
// before; nobody where there are two.
std::optional<Speaker> SourceNames::body_in_focus(std::uint32_t token) const {
  const std::vector<Row>& rows = page_.rows();
  static constexpr std::uint32_t reach = 500;  // tokens back; keeps long texts linear
  const std::uint32_t first = token > reach ? token - reach : 0;
  std::set<EntityIndex> of_headline, near;
  for (std::uint32_t at = token; at-- > first;) {
    const std::uint32_t back = rows[token].paragraph - rows[at].paragraph;
    if (back > 3) break;
    const Mention* mention = name_at_[at];
    if (!mention || mention->type != EntityType::organisation) continue;
    if (in_headline_[static_cast<std::size_t>(mention->entity)])
      of_headline.insert(mention->entity);
    if (back <= 1) near.insert(mention->entity);
  }
  const std::set<EntityIndex>& among = of_headline.empty() ? near : of_headline;
  if (among.size() != 1) return std::nullopt;
  return of_entity(*among.begin());
}

// The one named last before, else the first behind.
std::optional<Speaker> SourceNames::with_role(std::string_view role, std::uint32_t token) const {
  const auto found = by_role_.find(role);
  if (found == by_role_.end()) return std::nullopt;
  const auto behind = std::ranges::upper_bound(found->second, token, {}, &Role::token);
  return of_entity((behind == found->second.begin() ? behind : std::prev(behind))->entity);
}

}  // namespace hearsay::attribute
