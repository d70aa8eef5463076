#include "attribute/noun_phrases.h"

#include <algorithm>
#include <initializer_list>

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_phrase = 20;  // tokens; more is not one noun phrase

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// What can stand inside a noun phrase, its "of …" and "in …" included.
bool is_nominal(const Row& row) {
  return one_of(row.tag, {"NOUN", "PROPN", "DET", "ADJ", "NUM", "ADP", "PART"}) ||
         one_of(row.lower, {"'s", "’s", "’", "'", "-", "‑", "his", "her", "its", "their", "our"});
}

std::uint32_t sentence_begin(const Page& page, std::uint32_t token) {
  return page.segmentation().sentences[page.rows()[token].sentence].begin;
}

// The noun phrase that ends at `end`.
std::optional<TokenRange> phrase_ending(const Page& page, std::uint32_t first, std::uint32_t end) {
  const auto& rows = page.rows();
  TokenRange phrase{end, end};
  while (phrase.begin > first && end - phrase.begin < longest_phrase &&
         (is_nominal(rows[phrase.begin - 1]) || !rows[phrase.begin - 1].name.empty())) {
    --phrase.begin;
  }
  while (!phrase.empty() && rows[phrase.begin].tag == "ADP") ++phrase.begin;
  if (phrase.empty()) return std::nullopt;
  return phrase;
}

// The last name or noun for a speaker, with what stands before it in its phrase.
std::optional<TokenRange> last_speaker(const Page& page, const Lexicon& lexicon, TokenRange range,
                                       bool person) {
  const auto& rows = page.rows();
  for (std::uint32_t at = range.end; at-- > range.begin;) {
    const bool named =
        person ? rows[at].name == "per" : !rows[at].name.empty() && rows[at].name != "per";
    const auto noun = lexicon.noun(rows[at].lower);
    const bool of_person =
        noun && (noun->kind == SourceKind::unnamed || noun->kind == SourceKind::collective);
    if (!named && !(noun && of_person == person)) continue;
    std::uint32_t end = at + 1;
    while (named && end < range.end && rows[end].name == rows[at].name) ++end;
    const std::uint32_t first = std::max(range.begin, sentence_begin(page, at));
    if (const auto phrase = phrase_ending(page, first, end)) return phrase;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TokenRange> antecedent(const Page& page, const Lexicon& lexicon,
                                     std::uint32_t pronoun) {
  const auto& rows = page.rows();
  const std::uint32_t first = sentence_begin(page, pronoun);
  std::uint32_t end = pronoun;
  if (end > first && rows[end - 1].lower == ",") --end;
  std::uint32_t begin = end;
  while (begin > first && end - begin < longest_phrase &&
         (is_nominal(rows[begin - 1]) || !rows[begin - 1].name.empty() ||
          rows[begin - 1].lower == ",")) {
    --begin;
  }
  const bool person = rows[pronoun].lower == "who";
  if (const auto speaker = last_speaker(page, lexicon, {begin, end}, person)) return speaker;
  // No word known for a speaker: the noun right before.
  if (end == begin || rows[end - 1].lower == ",") return std::nullopt;
  return phrase_ending(page, begin, end);
}

std::optional<TokenRange> person_before(const Page& page, const Lexicon& lexicon,
                                        std::uint32_t pronoun) {
  static constexpr std::uint32_t reach = 80;  // tokens, about two sentences
  const auto& rows = page.rows();
  std::uint32_t begin = pronoun;
  while (begin > 0 && pronoun - begin < reach &&
         rows[pronoun].paragraph - rows[begin - 1].paragraph <= 1 &&
         page.is_read(rows[begin - 1].sentence)) {
    --begin;
  }
  return last_speaker(page, lexicon, {begin, pronoun}, true);
}

}  // namespace hearsay::attribute
