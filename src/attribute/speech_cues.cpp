#include "attribute/speech_cues.h"

#include <algorithm>

namespace hearsay::attribute {
namespace {

constexpr float added_confidence = 0.5F;

}  // namespace

void SpeechCues::index() {
  std::vector<Cue> all;
  for (std::size_t at = 0; at < found_.size(); ++at) {
    if (!found_[at].cue.empty()) all.emplace_back(found_[at].cue.begin, at);
  }
  cues_ = std::set<Cue>(all.begin(), all.end());
}

std::vector<SpeechCues::Cue> SpeechCues::in(TokenRange range) const {
  std::vector<Cue> out;
  for (auto next = cues_.lower_bound({range.begin, 0});
       next != cues_.end() && next->first < range.end; ++next) {
    out.push_back(*next);
  }
  return out;
}

std::size_t SpeechCues::at(std::uint32_t token) const {
  const auto next = cues_.lower_bound({token, 0});
  return next != cues_.end() && next->first == token ? next->second : none;
}

std::size_t SpeechCues::add(Found each) {
  each.confidence = added_confidence;
  found_.push_back(std::move(each));
  return found_.size() - 1;
}

std::size_t SpeechCues::add_indexed(Found each) {
  const std::uint32_t begin = each.cue.begin;
  const std::size_t index = add(std::move(each));
  cues_.emplace(begin, index);
  return index;
}

std::size_t SpeechCues::attribution_of(const SpeechClause& clause) {
  if (const std::size_t seen = at(clause.cue.begin); seen != none) return seen;
  Found each;
  each.cue = clause.cue;
  each.source = {clause.source};
  return add_indexed(std::move(each));
}

SpeechClaims::SpeechClaims(const SpeechUnits& units, const std::vector<Found>& found)
    : claims_(units.size()) {
  for (std::size_t at = 0; at < found.size(); ++at) {
    const std::size_t level = units.level(found[at].cue.begin);
    for (const TokenRange piece : found[at].content) {
      for (const std::size_t unit : units.overlapping(level, piece)) {
        const TokenRange whole = units[unit].utterance.whole;
        const std::uint32_t common =
            std::min(whole.end, piece.end) - std::max(whole.begin, piece.begin);
        claims_[unit].push_back({at, common, piece});
      }
    }
  }
}

bool SpeechClaims::holds(std::size_t attribution, std::size_t unit) const {
  return std::ranges::any_of(
      claims_[unit], [&](const SpeechClaim& claim) { return claim.attribution == attribution; });
}

std::size_t SpeechClaims::best(std::size_t unit) const {
  std::size_t best = none;
  std::uint32_t most = 0;
  for (const SpeechClaim& claim : claims_[unit]) {
    if (claim.tokens > most) {
      most = claim.tokens;
      best = claim.attribution;
    }
  }
  return best;
}

bool begins_clause(const Found& found, TokenRange clause) {
  if (found.cue.begin == clause.begin) return true;
  return !found.source.empty() && found.source.front().begin == clause.begin;
}

bool is_short(const SpeechClause& read, TokenRange clause) {
  constexpr std::uint32_t few = 2;
  return read.inverted || clause.end - read.cue.end <= few;
}

}  // namespace hearsay::attribute
