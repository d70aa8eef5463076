// One document as people read it: what the page says about itself, its sentences with their
// numbers, and below them who says what.
#pragma once

#include <optional>
#include <string>

#include "cli/screen.h"
#include "hearsay/reading.h"

namespace hearsay::cli {

struct DocumentView {
  bool explain = false;   ///< with the rule or model behind each record, and its confidence
  bool sentences = true;  ///< the text itself
};

void print_document(Screen& screen, const Document& document, const DocumentView& view);

/// Sentence `number` (from 1) between its neighbours; false where there is none.
bool print_sentence(Screen& screen, const Document& document, std::size_t number);

void print_attribution(Screen& screen, const Document& document, AttributionIndex index,
                       bool explain);
void print_claim(Screen& screen, const Document& document, ClaimIndex index, bool explain);
void print_entity(Screen& screen, const Document& document, EntityIndex index);

/// Tokens, tags and trees of one document as CoNLL-U, sentence by sentence.
std::string conllu(const Document& document);

/// Words of several spans, joined by " … ".
std::string words_of(const Article& article, const Spans& spans);

}  // namespace hearsay::cli
