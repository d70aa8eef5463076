#include "attribute/noun_phrases.h"

#include <algorithm>
#include <initializer_list>

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_phrase = 20;  // tokens; more is not one noun phrase

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_relative(const Row& row) { return one_of(row.lower, {"who", "which", "whose", "that"}); }

bool is_day(const Lexicon& lexicon, const Row& row) {
  return lexicon.is_calendar(row.lower) ||
         (row.shape == "x" && one_of(row.lower, {"yesterday", "today", "tonight", "tomorrow"}));
}

// What can stand inside a noun phrase, its "of …" and "in …" included.
bool is_nominal(const Row& row) {
  return one_of(row.tag, {"NOUN", "PROPN", "DET", "ADJ", "NUM", "ADP", "PART"}) ||
         one_of(row.lower, {"'s", "’s", "’", "'", "-", "‑", "his", "her", "its", "their", "our"});
}

bool is_noun(const Lexicon& lexicon, const Row& row) {
  if (!row.name.empty()) return true;
  return one_of(row.tag, {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"}) &&
         !is_day(lexicon, row) && !is_relative(row);
}

bool is_passive(const std::vector<Row>& rows, TokenRange cue) {
  for (std::uint32_t at = cue.begin; at < cue.end; ++at) {
    if (one_of(rows[at].lower, {"is", "was", "are", "were", "been", "being"})) return true;
  }
  return false;
}

std::uint32_t sentence_begin(const Page& page, std::uint32_t token) {
  return page.segmentation().sentences[page.rows()[token].sentence].begin;
}

// Grows to both ends of the names at the edges.
TokenRange with_whole_names(const Page& page, TokenRange run, TokenRange cue) {
  const auto& rows = page.rows();
  const auto goes_on = [&](std::uint32_t left) {
    return !rows[left].name.empty() && rows[left].name == rows[left + 1].name &&
           rows[left].sentence == rows[left + 1].sentence && !cue.contains(left) &&
           !cue.contains(left + 1);
  };
  while (run.begin > 0 && goes_on(run.begin - 1)) --run.begin;
  while (run.end < rows.size() && goes_on(run.end - 1)) ++run.end;
  return run;
}

// "…, the firm behind it," closes; "Four dead in attack, guard | says" does not: what speaks is
// after the comma. A list of speakers ends in "and".
TokenRange after_open_comma(const Page& page, TokenRange run, TokenRange cue) {
  if (run.end != cue.begin) return run;
  const auto& rows = page.rows();
  std::uint32_t commas = 0, last = run.begin;
  for (std::uint32_t at = run.begin; at < run.end; ++at) {
    if (rows[at].lower != ",") continue;
    ++commas, last = at;
  }
  if (commas % 2 == 0 || last + 1 >= run.end) return run;
  for (std::uint32_t at = last + 1; at < run.end; ++at) {
    if (one_of(rows[at].lower, {"and", "or", "&"}) || is_relative(rows[at])) return run;
  }
  return {last + 1, run.end};
}

TokenRange trimmed(const Page& page, const Lexicon& lexicon, TokenRange run) {
  const auto& rows = page.rows();
  while (!run.empty() && (one_of(rows[run.begin].tag, {"CCONJ", "SCONJ"}) ||
                          one_of(rows[run.begin].lower, {",", ";", ":", ".", ")", "]"}))) {
    ++run.begin;
  }
  while (!run.empty()) {
    const Row& last = rows[run.end - 1];
    const bool hangs = one_of(last.tag, {"AUX", "CCONJ", "SCONJ", "ADP"}) || is_relative(last);
    const bool whole = run.end - run.begin == 1;
    if (!(is_day(lexicon, last) && last.name.empty()) && (!hangs || whole)) break;
    --run.end;
    if (!run.empty() && rows[run.end - 1].lower == "," && hangs) --run.end;
  }
  return run;
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

TokenRange source_phrase(const Page& page, const Lexicon& lexicon, TokenRange run, TokenRange cue) {
  const auto& rows = page.rows();
  if (run.empty() || run.end > rows.size()) return run;
  const bool pronoun = run.end - run.begin == 1 && is_relative(rows[run.begin]);
  if (pronoun) return run;
  TokenRange phrase = after_open_comma(page, with_whole_names(page, run, cue), cue);
  phrase = trimmed(page, lexicon, phrase);
  const bool manner = !phrase.empty() && phrase.begin >= cue.end &&
                      rows[phrase.begin].tag == "ADP" && !is_passive(rows, cue);
  for (std::uint32_t at = phrase.begin; at < phrase.end && !manner; ++at) {
    if (is_noun(lexicon, rows[at])) return phrase;
  }
  return subject_before(page, lexicon, cue).value_or(run);
}

std::optional<TokenRange> subject_before(const Page& page, const Lexicon& lexicon, TokenRange cue) {
  const auto& rows = page.rows();
  if (cue.empty() || cue.begin >= rows.size()) return std::nullopt;
  const std::uint32_t first = sentence_begin(page, cue.begin);
  std::uint32_t end = cue.begin;
  while (end > first && (one_of(rows[end - 1].tag, {"ADV", "AUX"}) ||
                         (is_day(lexicon, rows[end - 1]) && rows[end - 1].name.empty()))) {
    --end;
  }
  if (end == first || rows[end - 1].lower != ",") return phrase_ending(page, first, end);
  std::uint32_t open = end - 1;
  while (open > first && rows[open - 1].lower != ",") --open;
  if (open == first) return std::nullopt;
  if (is_relative(rows[open])) return phrase_ending(page, first, open - 1);
  // "[Ines Weiss, its spokeswoman,] | said"
  if (!is_nominal(rows[open]) && rows[open].name.empty()) return std::nullopt;
  std::optional<TokenRange> named = phrase_ending(page, first, open - 1);
  if (named) named->end = end;
  return named;
}

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
