// What pronouns that are sources stand for, read off tags.
#pragma once

#include <optional>

#include "attribute/lexicon.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// What a relative pronoun stands for: the person or body named last before it, else the last noun
/// for a speaker, with what stands before it in its phrase.
std::optional<TokenRange> antecedent(const Page& page, const Lexicon& lexicon,
                                     std::uint32_t pronoun);

/// The person that "he" or "she" most likely is where nobody has spoken yet: the one named last in
/// this paragraph or the one before.
std::optional<TokenRange> person_before(const Page& page, const Lexicon& lexicon,
                                        std::uint32_t pronoun);

}  // namespace hearsay::attribute
