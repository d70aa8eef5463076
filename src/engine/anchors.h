// Things in documents that decisions are about: from a thing to what tells it apart by exact words,
// and back, in a reading that may number its records otherwise.
#pragma once

#include <cstddef>
#include <optional>

#include "hearsay/decision.h"
#include "hearsay/reading.h"

namespace hearsay::engine {

/// Of the document itself, or of a sentence, claim, attribution or entity (counted from 0) that it
/// has. The document's full hash is left to the caller.
Anchor anchor_of(const Document& document, AnchorKind kind, std::size_t index);

/// Whether the document has such a one.
bool has(const Document& document, AnchorKind kind, std::size_t index);

/// The record that the anchor means (of an allegation or a narrative: its claim); nullopt where the
/// document has no such words any more or reads them as something else. Words that have moved
/// because the text was extracted otherwise are found where they stand only once.
std::optional<std::size_t> find(const Document& document, const Anchor& anchor);

}  // namespace hearsay::engine
