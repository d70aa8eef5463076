#include "attribute/speech_owners.h"

#include <utility>

#include "attribute/clause_owners.h"
#include "attribute/inserted_clauses.h"

namespace hearsay::attribute {
namespace {

class Owners {
 public:
  Owners(const SpeechTokens& tokens, SpeechUnits& units, SpeechCues& cues)
      : tokens_(tokens),
        page_(tokens.page()),
        units_(units),
        cues_(cues),
        claims_(units, cues.found()),
        clauses_(tokens, units, cues, claims_) {}

  void find() {
    for (std::size_t at = 0; at < units_.size(); ++at) assign(at);
    for (std::size_t at = 0; at < units_.size(); ++at) cover_fragment(at);
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return tokens_.rows(); }

  void assign(std::size_t at) {
    if (units_[at].is_speech) return;
    if (const std::size_t owner = clauses_.around(at); owner != none) {
      units_[at].owner = owner;
      return;
    }
    std::size_t owner = none;
    if (const std::size_t same = clauses_.across(at); same != none) {
      owner = same;
    } else if (units_.follows_word(at)) {
      owner = clauses_.directly_before(at);
      if (owner == none && units_.begins_sentence(at)) owner = clauses_.behind(at, By::cue);
    } else {
      owner = clauses_.before(at, By::claim);
      if (owner == none) owner = clauses_.behind(at, By::claim);
      if (owner == none) owner = clauses_.before(at, By::cue);
      if (owner == none) owner = clauses_.behind(at, By::cue);
      if (owner == none) owner = clauses_.before(at, By::tree);
      if (owner == none) owner = signed_by(at);
      if (owner == none) owner = owner_inside(at);
      if (owner == none && units_.is_sentence(at)) owner = speaker_so_far(at);
      if (owner == none && units_.is_sentence(at)) owner = claims_.best(at);
      if (owner == none && may_be_carried(at)) {
        owner = add_carried(at);
      }
    }
    units_[at].owner = owner;
    units_[at].is_speech = owner != none;
  }

  // "“…” — Olga Pint, baker", on the same line or the next.
  std::size_t signed_by(std::size_t at) {
    constexpr std::uint32_t longest = 12;
    const std::uint32_t end = units_[at].utterance.whole.end;
    if (units_[at].utterance.parent != none || !units_.begins_sentence(at)) return none;
    if (end + 1 >= rows().size() || !is_dash(rows()[end].word) || !tokens_.is_read(end))
      return none;
    const TokenRange name{end + 1, tokens_.paragraph_of(end).end};
    if (name.empty() || name.end - name.begin > longest || ends_sentence(page_, name.end - 1)) {
      return none;
    }
    if (rows()[name.begin].name.empty() && rows()[name.begin].tag != "PROPN") return none;
    Found each;
    each.cue = {end, end + 1};
    each.source = {name};
    return cues_.add(std::move(each));
  }

  // "« Never! cried the keeper. Not for that club. »": the clause stands within the marks.
  std::size_t owner_inside(std::size_t at) {
    const auto own = [&](std::uint32_t token) { return units_.level(token) == at; };
    auto inserted = find_inserted_clause(tokens_, cues_, units_[at].utterance.whole, true, own);
    if (!inserted) return none;
    units_.cut(at, std::move(inserted->pieces));
    return inserted->owner;
  }

  // Whoever has the quotation before it in the same paragraph, where no other sentence stands
  // between: "“One,” Weiss said. “Two.”"
  [[nodiscard]] std::size_t speaker_so_far(std::size_t at) {
    std::size_t before = units_.before(at);
    // Past titles and the like in the clause that says whose words they were.
    for (int passed = 0; passed < 3 && before != none && units_.before(before) != none; ++passed) {
      cover_fragment(before);
      const TokenRange clause = units_[units_.before(before)].clause;
      if (units_[before].owner != none || clause.empty() ||
          clause.end != units_.first_token(before))
        break;
      before = units_.before(before);
    }
    if (before == none ||
        !tokens_.paragraph_of(units_.first_token(at)).contains(units_.last_token(before)))
      return none;
    cover_fragment(before);
    const TokenRange between{units_[before].utterance.whole.end, units_.stretch_before(at).end};
    std::uint32_t stops = 0;
    for (std::uint32_t token = between.begin; token < between.end; ++token) {
      const bool own_level = units_.level(token) == units_[at].utterance.parent;
      stops += own_level && ends_sentence(page_, token) ? 1 : 0;
    }
    if (stops > 1) return none;
    const bool narrated = !between.empty() && between.end - between.begin > stops;
    if (narrated && units_[before].clause.empty()) return none;
    return units_[before].owner;
  }

  // A paragraph of nothing but a quotation, behind one with speech.
  [[nodiscard]] bool may_be_carried(std::size_t at) const {
    return units_[at].utterance.parent == none && units_.is_sentence(at) &&
           units_.fills_paragraph(at) && follows_speech(at);
  }

  // Whether the paragraph before holds direct speech.
  [[nodiscard]] bool follows_speech(std::size_t at) const {
    const std::size_t before = units_.before(at);
    if (before == none || units_[before].owner == none) return false;
    return rows()[units_.last_token(before)].paragraph + 1 >=
           rows()[units_.first_token(at)].paragraph;
  }

  std::size_t add_carried(std::size_t at) {
    Found each;
    each.cue = {units_.first_token(at), units_.first_token(at)};
    return cues_.add(std::move(each));
  }

  // Who says the sentence that a fragment stands in goes on to speak behind it.
  void cover_fragment(std::size_t at) {
    if (!units_[at].is_speech && units_[at].owner == none) units_[at].owner = claims_.best(at);
  }

  const SpeechTokens& tokens_;
  const Page& page_;
  SpeechUnits& units_;
  SpeechCues& cues_;
  SpeechClaims claims_;
  ClauseOwners clauses_;
};

}  // namespace

void find_owners(const SpeechTokens& tokens, SpeechUnits& units, SpeechCues& cues) {
  Owners(tokens, units, cues).find();
}

}  // namespace hearsay::attribute
