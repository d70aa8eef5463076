// Speech without marks: turns of transcripts and interviews behind their speakers' names, and words
// set off as paragraphs of their own behind a colon.
#pragma once

#include <vector>

#include "attribute/finder.h"
#include "attribute/page.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {

struct Turn {
  TokenRange words;
  TokenRange cue;                    ///< the colon
  TokenRange source;                 ///< the label
  std::size_t owner = no_utterance;  ///< index in `found` of the one who says them, if it is there
};

/// In no particular order, disjoint. `quotations`: what stands in marks.
std::vector<Turn> find_turns(const Page& page, const std::vector<Found>& found,
                             const std::vector<Utterance>& quotations);

}  // namespace hearsay::attribute
