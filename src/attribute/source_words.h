// Words that say who a source is: pronouns, determiners, and what ends the head of a noun phrase.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "attribute/page.h"

namespace hearsay::attribute {

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::ranges::find(words, word) != words.end();
}

// Words are given in lower case. O(1), but for what is said of phrases: linear in them. Safe from
// several threads.

bool is_first_person(std::string_view word);
bool is_third_person(std::string_view word);
/// "who", "which".
bool is_relative(std::string_view word);
/// Where the head of a noun phrase ends: what comes after only says more about it.
bool ends_head(std::string_view word);
bool is_determiner(std::string_view word);
/// "two", "another".
bool counts(std::string_view word);
/// "a", "some", "two": begins what nobody has spoken of before.
bool is_indefinite(std::string_view word);
/// Says next to nothing of a person ("the old man"): whom it means is told before.
bool is_bare_person(std::string_view phrase);
/// Whether a word begins with a capital.
bool is_capital(const Row& row);
/// "miners", also where a capital at the start of a sentence looks like a name's.
bool is_plural(const Page& page, std::uint32_t token);
/// "Weiss, its spokeswoman" is no "he".
bool is_other_gender(std::string_view pronoun, std::string_view description);

/// "The board has been told": who is told something is not the one who says it, nor is what "is
/// said to have fallen". "Weiss was quoted" is another matter.
bool is_passive(const std::vector<Row>& rows, TokenRange source, TokenRange cue);

}  // namespace hearsay::attribute
