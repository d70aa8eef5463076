// The clauses that a tree hangs on cues.
#pragma once

#include <cstdint>
#include <optional>

#include "attribute/page.h"

namespace hearsay::attribute {

/// Whether `at` is `over` or hangs on it by at most forty steps.
bool hangs_under(const Page& page, std::uint32_t at, std::uint32_t over);

/// The head of the clause among `words` that says what a cue before it says: "said that it
/// [rained]".
std::optional<std::uint32_t> said_clause(const Page& page, TokenRange cue, TokenRange words);

/// Where the words that hang on `clause` and stand together with it begin, behind `behind`; the end
/// of a name there is none of them ("told the Mill Today | nine kilns were shut"). O(their number).
std::uint32_t clause_begin(const Page& page, std::uint32_t clause, std::uint32_t behind);

/// A noun with what hangs on it, from behind `behind` on, and the clauses about it as far as they
/// fill all up to `end`: "[a clerk who would not be named] | said". The noun alone where words
/// stand between that do not hang on it.
TokenRange phrase_before(const Page& page, std::uint32_t noun, std::uint32_t behind,
                         std::uint32_t end);

}  // namespace hearsay::attribute
