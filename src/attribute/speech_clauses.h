// Clauses that give words to somebody, read from tags and the tree: "said the night porter", "Weiss
// told the court". Any verb may do so beside direct speech ("groaned", "corrects"), so that no list
// of verbs could be complete.
#pragma once

#include <optional>

#include "attribute/page.h"

namespace hearsay::attribute {

/// In tokens; what is longer is a sentence of its own.
inline constexpr std::uint32_t longest_clause = 48;

struct SpeechClause {
  TokenRange cue;     // the verb
  TokenRange source;  // its subject
  bool inverted = false;
};

/// The clause that `range` begins with, which stands behind the words that are said: "said Weiss",
/// "the judge asked". Looks at no more than a few dozen tokens.
std::optional<SpeechClause> clause_behind(const Page& page, TokenRange range);

/// The clause that `range` ends with, before the words that are said: "Weiss told the court". Looks
/// at no more than a few dozen tokens.
std::optional<SpeechClause> clause_before(const Page& page, TokenRange range);

/// Whether a token ends a clause: a stop, colon or semicolon.
bool ends_clause(const Page& page, std::uint32_t token);
/// Whether a token ends a sentence: a stop.
bool ends_sentence(const Page& page, std::uint32_t token);

/// Whether a finite verb of its own subject stands in the range.
bool holds_clause(const Page& page, TokenRange range);

/// Whether the words begin with a finite verb in lower case, so that their subject stands
/// elsewhere.
bool begins_with_verb(const Page& page, TokenRange range);

/// Whether the parser has the verb stand beside the words, as in "I left, she said".
bool goes_on_from(const Page& page, std::uint32_t verb, TokenRange words);

}  // namespace hearsay::attribute
