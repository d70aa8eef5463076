// Noun phrases around a cue, read off tags: what a tagger of single words leaves cut or blurred.
#pragma once

#include <optional>

#include "attribute/lexicon.h"
#include "attribute/page.h"

namespace hearsay::attribute {

/// The noun phrase that a run of words taken for the source of `cue` belongs to: names are made
/// whole, days and auxiliaries at its edges go, so does what stands before an apposition that never
/// closes ("Four dead in attack, guard | says"). Where no noun is left, or only how it was said
/// ("| said [by telephone]"), the subject of the cue.
/// Never empty, never reaches into the cue or another sentence. Linear in the run.
TokenRange source_phrase(const Page& page, const Lexicon& lexicon, TokenRange run, TokenRange cue);

/// The noun phrase before `cue`, over adverbs, days and one closed insertion: "[The council], which
/// owns the hall, yesterday | rejected". None where the words before are no noun phrase.
std::optional<TokenRange> subject_before(const Page& page, const Lexicon& lexicon, TokenRange cue);

/// What a relative pronoun stands for: the person or body named last before it, else the last noun
/// for a speaker, with what stands before it in its phrase.
std::optional<TokenRange> antecedent(const Page& page, const Lexicon& lexicon,
                                     std::uint32_t pronoun);

/// The person that "he" or "she" most likely is where nobody has spoken yet: the one named last in
/// this paragraph or the one before.
std::optional<TokenRange> person_before(const Page& page, const Lexicon& lexicon,
                                        std::uint32_t pronoun);

}  // namespace hearsay::attribute
