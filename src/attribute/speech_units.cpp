#include "attribute/speech_units.h"

#include <algorithm>
#include <map>
#include <utility>

#include "attribute/finder.h"
#include "attribute/speech_clauses.h"

namespace hearsay::attribute {

SpeechUnits::SpeechUnits(const SpeechTokens& tokens, std::vector<Utterance> utterances,
                         const std::vector<KnownSpeech>& known)
    : tokens_(tokens) {
  std::map<std::uint32_t, const KnownSpeech*> by_begin;
  for (const KnownSpeech& each : known) {
    by_begin[each.utterance.whole.begin] = &each;
    utterances.push_back(each.utterance);
  }
  nest(utterances);
  level_.assign(tokens.rows().size(), none);
  siblings_.resize(utterances.size() + 1);
  before_.assign(utterances.size(), none);
  behind_.assign(utterances.size(), none);
  for (const Utterance& each : utterances) {
    add(each);
    const auto set = by_begin.find(each.whole.begin);
    if (set == by_begin.end() || set->second->utterance.whole != each.whole) continue;
    units_.back().owner = set->second->owner;
    units_.back().is_speech = true;
    cut(units_.size() - 1, set->second->pieces);
  }
}

void SpeechUnits::add(const Utterance& utterance) {
  const std::size_t at = units_.size();
  units_.push_back({utterance, {utterance.whole}, none, false, {}});
  for (std::uint32_t token = utterance.whole.begin; token < utterance.whole.end; ++token) {
    level_[token] = at;
  }
  std::vector<std::size_t>& row = siblings_[utterance.parent == none ? 0 : utterance.parent + 1];
  if (!row.empty()) {
    before_[at] = row.back();
    behind_[row.back()] = at;
  }
  row.push_back(at);
}

std::span<const std::size_t> SpeechUnits::overlapping(std::size_t level, TokenRange range) const {
  const std::vector<std::size_t>& row = siblings_[level == none ? 0 : level + 1];
  const auto first = std::ranges::partition_point(
      row, [&](std::size_t unit) { return units_[unit].utterance.whole.end <= range.begin; });
  const auto last = std::partition_point(first, row.end(), [&](std::size_t unit) {
    return units_[unit].utterance.whole.begin < range.end;
  });
  return {first, last};
}

void SpeechUnits::cut(std::size_t at, std::vector<TokenRange> pieces) {
  SpeechUnit& unit = units_[at];
  unit.pieces = std::move(pieces);
  const TokenRange whole = unit.utterance.whole;
  for (std::uint32_t token = whole.begin; token < whole.end; ++token) {
    if (level_[token] == at && !contains(unit.pieces, token)) level_[token] = unit.utterance.parent;
  }
}

TokenRange SpeechUnits::room(std::size_t unit, std::uint32_t token) const {
  TokenRange range = tokens_.paragraph_of(token);
  const std::size_t parent = units_[unit].utterance.parent;
  if (parent == none) return range;
  const TokenRange inside = units_[parent].utterance.inside;
  return {std::max(range.begin, inside.begin), std::min(range.end, inside.end)};
}

TokenRange SpeechUnits::stretch_before(std::size_t at) const {
  const TokenRange whole = units_[at].utterance.whole;
  TokenRange range{room(at, whole.begin).begin, whole.begin};
  if (before_[at] != none) {
    range.begin = std::max(range.begin, units_[before_[at]].utterance.whole.end);
  }
  const bool heads_paragraph =
      range.empty() && tokens_.paragraph_of(whole.begin).begin == whole.begin;
  if (heads_paragraph && whole.begin > 0 && tokens_.is_read(whole.begin - 1) &&
      tokens_.rows()[whole.begin - 1].word == ":") {  // "She wrote:", and a paragraph of her words
    range = {tokens_.paragraph_of(whole.begin - 1).begin, whole.begin};
    if (before_[at] != none) {
      range.begin = std::max(range.begin, units_[before_[at]].utterance.whole.end);
    }
  }
  return range;
}

TokenRange SpeechUnits::stretch_behind(std::size_t at) const {
  const TokenRange whole = units_[at].utterance.whole;
  TokenRange range{whole.end, room(at, whole.end - 1).end};
  if (behind_[at] != none) {
    range.end = std::min(range.end, units_[behind_[at]].utterance.whole.begin);
  }
  return range;
}

Ending SpeechUnits::ending(std::size_t at) const {
  const TokenRange inside = units_[at].utterance.inside;
  std::uint32_t last = inside.end;
  // Marks of a quotation within that ends with this one stand behind its stop.
  while (last > inside.begin + 1 && tokens_.is_quotation_mark(last - 1)) --last;
  const Row& row = tokens_.rows()[last - 1];
  if (row.word == ",") return Ending::comma;
  if (row.word == "…" || row.word == "...") return Ending::strong_stop;
  if (!ends_sentence(tokens_.page(), last - 1)) return Ending::bare;
  return row.word.back() == '.' ? Ending::full_stop : Ending::strong_stop;
}

bool SpeechUnits::begins_upper(std::size_t at) const {
  const TokenRange inside = units_[at].utterance.inside;
  for (std::uint32_t token = inside.begin; token < inside.end; ++token) {
    if (tokens_.rows()[token].shape == "p") continue;
    return tokens_.rows()[token].shape != "x";
  }
  return false;
}

bool SpeechUnits::follows_word(std::size_t at) const {
  const TokenRange before = stretch_before(at);
  return !before.empty() && !ends_clause(tokens_.page(), before.end - 1) &&
         !is_comma_or_dash(tokens_.rows()[before.end - 1]);
}

bool SpeechUnits::begins_sentence(std::size_t at, bool behind_stop) const {
  const TokenRange before = stretch_before(at);
  if (before.empty()) return true;
  return behind_stop ? ends_sentence(tokens_.page(), before.end - 1)
                     : ends_clause(tokens_.page(), before.end - 1);
}

bool SpeechUnits::is_whole(std::size_t at) const {
  const Ending end = ending(at);
  if (end == Ending::full_stop || end == Ending::strong_stop) return true;
  if (!units_[at].utterance.closed || units_[at].utterance.block) return true;
  const TokenRange behind = stretch_behind(at);
  return behind.empty() || ends_sentence(tokens_.page(), behind.begin);
}

bool SpeechUnits::fills_paragraph(std::size_t at) const {
  const TokenRange whole = units_[at].utterance.whole;
  return tokens_.paragraph_of(whole.begin).begin == whole.begin &&
         tokens_.paragraph_of(whole.end - 1).end == whole.end;
}

}  // namespace hearsay::attribute
