#include "attribute/clause_owners.h"

#include <algorithm>
#include <utility>

namespace hearsay::attribute {
namespace {

// The subject of the clause, where the heads took a source from behind the words.
void drop_source_behind(Found& each, const SpeechClause& read, std::uint32_t words) {
  if (each.cue.begin != read.cue.begin || each.source.empty()) return;
  if (each.source.front().begin >= words) each.source = {read.source};
}

// The subject of the clause, where the heads took another source or none for its verb.
void correct_source(Found& each, const SpeechClause& read, TokenRange clause) {
  if (each.cue.begin != read.cue.begin || !read.inverted) return;
  if (!each.source.empty() && clause.contains(each.source.front().begin)) return;
  each.source = {read.source};
}

}  // namespace

// Of the cues in the range that stand in the same quotation as the unit does: one whose content
// overlaps the unit, else the one that stands nearest (the first, or the last).
std::size_t ClauseOwners::cue_in(TokenRange range, std::size_t unit, bool first,
                                 bool only_claiming) const {
  const std::size_t parent = units_[unit].utterance.parent;
  std::size_t nearest = none, claiming = none;
  for (const auto& [token, attribution] : cues_.in(range)) {
    if (units_.level(token) != parent) continue;
    if (!first || nearest == none) nearest = attribution;
    if (claims_.holds(attribution, unit) && (!first || claiming == none)) claiming = attribution;
  }
  return claiming != none || only_claiming ? claiming : nearest;
}

std::size_t ClauseOwners::around(std::size_t at) const {
  const TokenRange whole = units_[at].utterance.whole;
  const std::size_t last = units_.before(at);
  const bool behind_another = last != none && is_left_behind(last);
  for (const SpeechClaim& claim : claims_.on(at)) {
    if (behind_another && claim.piece.begin < units_[last].utterance.whole.end) continue;
    const TokenRange lead{claim.piece.begin, std::max(whole.begin, claim.piece.begin)};
    if (!units_.begins_sentence(at, true) && tokens_.has_word(lead)) return claim.attribution;
    if (claim.piece.end <= whole.end || !units_[at].utterance.closed) continue;
    if (is_left_behind(at)) continue;
    const bool word = rows()[whole.end].shape != "p";
    if (word && units_.ending(at) == Ending::bare) return claim.attribution;
    const std::size_t next = units_.behind(at);  // "“how it is,” and “what it was”"
    if (next == none || !word || units_.ending(at) == Ending::full_stop) continue;
    const TokenRange further = units_[next].utterance.whole;
    const bool same = rows()[further.begin].sentence == rows()[whole.begin].sentence;
    if (same && claim.piece.end >= further.end) return claim.attribution;
  }
  return none;
}

bool ClauseOwners::is_left_behind(std::size_t at) const {
  const TokenRange inside = units_[at].utterance.inside;
  const std::uint32_t end = units_[at].utterance.whole.end;
  if (!units_.begins_upper(at) || !holds_clause(page_, inside)) return false;
  if (end + 1 >= rows().size() || rows()[end].tag != "CCONJ") return false;
  return rows()[end + 1].sentence == rows()[end].sentence && rows()[end + 1].shape != "p";
}

std::size_t ClauseOwners::before(std::size_t at, By by) {
  const TokenRange before = units_.stretch_before(at);
  const TokenRange clause = tokens_.last_clause(before);
  if (clause.empty()) return none;
  const bool colon = rows()[before.end - 1].word == ":";
  if (!colon && !is_comma_or_dash(rows()[before.end - 1])) return none;
  const TokenRange cues{clause.begin, before.end};  // the colon may be one
  const std::size_t seen = cue_in(cues, at, false, !colon || by == By::claim);
  const auto read = clause_before(page_, clause);
  if (seen != none) {
    if (read) drop_source_behind(found_[seen], *read, units_.first_token(at));
    return seen;
  }
  const bool ends_in_verb = read && read->cue.end == clause.end && units_.begins_upper(at);
  if (by == By::claim && !(ends_in_verb && !colon)) return none;
  if (!colon && !ends_in_verb &&
      (by != By::tree || !units_.is_whole(at) || !units_.begins_upper(at))) {
    return none;
  }
  if (read) return cues_.attribution_of(*read);
  if (!colon || by != By::tree || !units_.is_whole(at)) return none;
  Found each;  // "The next message was from the ship: “…”"
  each.cue = {before.end - 1, before.end};
  if (!holds_clause(page_, clause)) {  // "Captain Weiss on the new rudder: “…”"
    TokenRange name{clause.begin, clause.begin};
    while (name.end < clause.end && rows()[name.end].tag == "PROPN") ++name.end;
    if (!name.empty()) each.source = {name};
  }
  return cues_.add(std::move(each));
}

std::size_t ClauseOwners::directly_before(std::size_t at) {
  const TokenRange clause = tokens_.last_clause(units_.stretch_before(at));
  if (clause.empty()) return none;
  const std::size_t seen = cue_in(clause, at, false, true);
  if (seen != none) return begins_content(seen, at) ? seen : none;
  if (!units_.begins_upper(at)) return none;
  const bool sentence = holds_clause(page_, units_[at].utterance.inside);  // else it is a title
  if (!sentence && units_.ending(at) != Ending::strong_stop) return none;
  const auto read = clause_before(page_, clause);
  constexpr std::uint32_t most_between = 3;  // "wrote beneath it"
  if (!read || units_.first_token(at) - read->cue.end > most_between) return none;
  const std::string_view last = rows()[units_.first_token(at) - 1].tag;
  if (last == "ADP" || last == "DET" || last == "ADJ" || last == "PART") return none;
  return cues_.attribution_of(*read);
}

bool ClauseOwners::begins_content(std::size_t attribution, std::size_t at) const {
  const Utterance& utterance = units_[at].utterance;
  return std::ranges::any_of(found_[attribution].content, [&](TokenRange piece) {
    return overlap(piece, utterance.whole) && piece.begin >= utterance.whole.begin;
  });
}

std::size_t ClauseOwners::behind(std::size_t at, By by) {
  TokenRange behind = units_.stretch_behind(at);
  if (behind.empty()) return none;
  const Ending end = units_.ending(at);
  const bool parted = is_comma_or_dash(rows()[behind.begin]);
  while (!behind.empty() && is_comma_or_dash(rows()[behind.begin])) ++behind.begin;
  TokenRange clause = behind;
  for (clause.end = clause.begin; clause.end < behind.end; ++clause.end) {
    if (ends_clause(page_, clause.end)) break;
  }
  if (clause.empty()) return none;
  const bool goes_on = parted || end == Ending::comma || end == Ending::strong_stop;
  const bool lower = rows()[clause.begin].shape == "x";
  if (!goes_on && !lower) return none;
  std::size_t owner = cue_in(clause, at, true, !goes_on || by == By::claim);
  if (owner != none && !begins_clause(found_[owner], clause)) {
    if (!claims_.holds(owner, at)) owner = none;
  }
  const auto read = clause_behind(page_, clause);
  if (owner == none && goes_on && read && units_.begins_sentence(at) && by != By::claim) {
    const Row& first = rows()[clause.begin];
    const bool named = lower || !first.name.empty() || first.tag == "PROPN";
    const bool sure = lower || end == Ending::comma || parted || (named && is_short(*read, clause));
    const bool begins = read->inverted || read->source.begin == clause.begin;
    if (sure && begins) owner = cues_.attribution_of(*read);
  }
  if (owner == none) return none;
  if (read) correct_source(found_[owner], *read, clause);
  units_[at].clause = clause;
  return owner;
}

std::size_t ClauseOwners::across(std::size_t at) const {
  const std::size_t before = units_.before(at);
  if (before == none || units_[before].owner == none) return none;
  const TokenRange clause = units_[before].clause;
  TokenRange between = units_.stretch_before(at);
  if (clause.empty() || between.empty()) return none;
  const bool colon = rows()[between.end - 1].word == ":";
  if (!colon && !is_comma_or_dash(rows()[between.end - 1])) return none;
  --between.end;
  const std::size_t owner = units_[before].owner;
  if (colon && cue_in(clause, at, false, false) != owner) return none;
  const std::size_t other = cue_in(clause, at, false, true);  // "Weiss said, adding: “…”"
  if (other != none && other != owner && !claims_.holds(owner, at)) return none;
  const bool leads_on = clause.end >= between.end &&
                        tokens_.paragraph_of(between.begin).contains(units_.first_token(at));
  return leads_on ? owner : none;
}

}  // namespace hearsay::attribute
