// Whether what stands near an expression of time has happened or is planned: which "Friday" is
// meant. Private to this stage.
#pragma once

#include <cstddef>

#include "ground/lexemes.h"

namespace hearsay {

enum class Tense { unknown, past, present, future };

/// Of the verb that is nearest to the lexemes [begin, end), as tags and words show it. O(1).
Tense tense_near(const Lexemes& x, std::size_t begin, std::size_t end);

/// The lexeme after the name of a time zone at i; i where there is none.
std::size_t skip_zone(const Lexemes& x, std::size_t i);

}  // namespace hearsay
