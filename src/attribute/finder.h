// Attributions in tokens, fitted into each other: each child stands in its parent's content.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "attribute/page.h"
#include "attribute/span_heads.h"

namespace hearsay::attribute {

/// An attribution in tokens.
struct Found {
  TokenRange cue;                   // empty, at the first token, for speech that goes on
  std::vector<TokenRange> source;   // in text order, disjoint
  std::vector<TokenRange> content;  // in text order, disjoint; never empty
  float confidence = 0;
  std::uint32_t words = 0;            // of the content, marks not counted
  std::uint32_t quoted = 0;           // those of them in quotation marks
  std::optional<std::size_t> parent;  // index of the one whose content it stands in
};

/// The tokens of `ranges` that are in none of `others`.
std::vector<TokenRange> outside_of(const std::vector<TokenRange>& ranges,
                                   const std::vector<TokenRange>& others);

/// What the heads found in headline and body, what the tree has around cues that they see faintly
/// (`likely`), and the direct speech that goes on with it. In no particular order, parents before
/// children. Each child's parts stand in its parent's content.
std::vector<Found> find_attributions(const Page& page, std::span<const HeadedAttribution> headed,
                                     std::span<const LikelyCue> likely = {});

/// The noun that is subject of a verb among the words, where one stands at most 40 words before it.
std::optional<std::uint32_t> subject_of(const Page& page, TokenRange cue);
/// Sets `words` and `quoted` by the content.
void count_words(const Page& page, Found& found);

std::size_t token_count(const std::vector<TokenRange>& ranges);
bool contains(const std::vector<TokenRange>& ranges, std::uint32_t token);

}  // namespace hearsay::attribute
