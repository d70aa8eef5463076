// Accounts of events: where and when one is set, and how alike two of them are. What is said of a
// pair here follows from the two alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/match.h"

namespace hearsay::matching {

// Mean likeness of stories. On ECB+ (docs/match.md) 0.15 joins stories of one kind, 0.3 of one
// event.
inline constexpr double kAllegation = 0.19;
inline constexpr double kNarrative = 0.25;
// What else than words speaks for one event, or for two of one kind.
inline constexpr double kSamePlaceAndTime = 0.15;
inline constexpr double kSameActor = 0.10;
// Accounts of one event name different towns, or one is misread: on ECB+ a bar on all such pairs
// leaves half of an event's pages apart. They need to have more in common.
inline constexpr double kOtherTown = -0.1;
inline constexpr double kElsewhere = -0.05;
inline constexpr double kPassing = 0.46;  // link by which a claim told in passing joins
inline constexpr std::int64_t kOneEventDays = 45;

/// Where and when something is set.
struct Frame {
  std::vector<std::string> places;    // sorted
  std::vector<std::string> headline;  // those that a headline names, sorted
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
};

Frame frame_of(const OutlinePart& part);
Frame frame_of(const ClaimSketch& claim);
bool share_place(const Frame& a, const Frame& b);
/// Both name towns, or times, that differ.
bool conflict(const Frame& a, const Frame& b);
/// Both name a time, and these are too far apart for one event.
bool set_elsewhere(const Frame& a, const Frame& b);
/// Both cannot be of one event: far apart in time, or set in different towns by their headlines.
bool exclude(const Frame& a, const Frame& b);

/// Whether two sorted lists have an item in common.
bool share(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// The terms of a part but for its place names, unit length.
std::vector<WeightedTerm> without_places(const OutlinePart& part);

/// How alike the parts of two documents are, those of `a` first; only what is alike at all.
std::vector<PartLikeness> part_likeness(const Outline& a, const Outline& b,
                                        const std::optional<Reuse>& reuse);

/// Whether two linked claims have more in common than a place: another thing may be told of the
/// same town.
bool share_more_than_place(const Outline& a, ClaimIndex claim_a, const Outline& b,
                           ClaimIndex claim_b);

}  // namespace hearsay::matching
