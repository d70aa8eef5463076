// What a sentence's tree cannot mean, read anew.
#pragma once

#include <span>

#include "hearsay/annotation.h"

namespace hearsay::annotate {

/// Mends the tree of one sentence, `words`, the first of which is the article's token `first`:
/// numbers behind a day that count what follows ("on 28 May 40 envoys left") or that a preposition
/// has been joined to ("a strike by 40 | envoys"), and finite verbs that hang on a noun as if they
/// described it, for want of their own subject ("Shock in Lom: the envoys [left]"). A tree stays
/// one. O(words) but for a short look around each number and such verb.
void reread(std::span<Word> words, std::size_t first);

}  // namespace hearsay::annotate
