// Words that the page sets off as direct speech, whoever says them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attribute/page.h"

namespace hearsay::attribute {

inline constexpr std::size_t no_utterance = SIZE_MAX;

/// Words set off by the page, marks included. A quotation that runs on over paragraphs is one.
struct Utterance {
  TokenRange whole;
  TokenRange inside;                  ///< without the outermost marks
  std::size_t parent = no_utterance;  ///< the one it stands in
  bool closed = true;                 ///< a closing mark was found
  bool block = false;                 ///< set off by the page's mark-up
};

/// What stands in quotation marks and block quotations of headline and body; `parent` is not set.
std::vector<Utterance> find_utterances(const Page& page);

/// Sorts them by begin, the longest first, and finds their parents.
void nest(std::vector<Utterance>& all);

bool is_dash(std::string_view word);

}  // namespace hearsay::attribute
