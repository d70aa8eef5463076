// Sources as whole noun phrases, and what stands beside their heads, read off the trees.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attribute/finder.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// Whether a parser read the sentence of a word.
bool has_tree(const Page& page, std::uint32_t token);

/// The word of a phrase on which its others hang: the first one whose head stands outside. Without
/// trees the first. O(phrase).
std::uint32_t head_of(const Page& page, TokenRange phrase);

/// Makes sources whole: a name or noun phrase that the heads cut short ("The" | "mayor", "the
/// embassy in" | "Oruria") gets the rest of it, up to the cue and the contents. O(tokens of the
/// sources' sentences, at most some dozens each).
void complete_sources(const Page& page, std::vector<Found>& found);

/// The words of a role or description that stands beside a name, as apposition or before it ("the
/// operator" of "the operator Transline"), or of a name beside a noun: what hangs on `head` or
/// holds it by `appos`, `flat` or `nmod:desc`, near by. In text order.
std::vector<std::uint32_t> beside(const Page& page, std::uint32_t head);

}  // namespace hearsay::attribute
