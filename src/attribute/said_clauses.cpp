#include "attribute/said_clauses.h"

#include "attribute/source_words.h"

namespace hearsay::attribute {
namespace {

/// A name's words from the one behind `behind` on, one of which the tree has with the clause:
/// "Today" of "the Mill Today".
bool ends_name(const Page& page, std::uint32_t at, std::uint32_t clause, std::uint32_t behind) {
  if (at == behind) return false;
  const Row &row = page.rows()[at], &before = page.rows()[at - 1];
  if (!row.name.empty() && row.name == before.name) return true;
  return is_capital(row) && is_capital(before) && !hangs_under(page, at - 1, clause);
}

}  // namespace

bool hangs_under(const Page& page, std::uint32_t at, std::uint32_t over) {
  static constexpr int deepest = 40;
  const std::vector<Word>& words = page.annotation().words;
  for (int steps = 0; steps < deepest; ++steps) {
    if (at == over) return true;
    if (!words[at].head) return false;
    at = static_cast<std::uint32_t>(*words[at].head);
  }
  return false;
}

std::optional<std::uint32_t> said_clause(const Page& page, TokenRange cue, TokenRange range) {
  const std::vector<Word>& words = page.annotation().words;
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    const bool said = words[at].head && words[at].relation == "ccomp" &&
                      cue.contains(static_cast<std::uint32_t>(*words[at].head));
    if (said) return at;
  }
  return std::nullopt;
}

std::uint32_t clause_begin(const Page& page, std::uint32_t clause, std::uint32_t behind) {
  std::uint32_t at = clause;
  while (at > behind && hangs_under(page, at - 1, clause) &&
         !ends_name(page, at - 1, clause, behind))
    --at;
  while (at < clause && page.rows()[at].shape == "p" && !page.quoted(at)) ++at;
  return at;
}

TokenRange phrase_before(const Page& page, std::uint32_t noun, std::uint32_t behind,
                         std::uint32_t end) {
  TokenRange phrase{noun, end};
  while (phrase.begin > behind && hangs_under(page, phrase.begin - 1, noun)) --phrase.begin;
  while (phrase.begin < noun && page.rows()[phrase.begin].shape == "p") ++phrase.begin;
  while (phrase.end > noun + 1 && page.rows()[phrase.end - 1].shape == "p") --phrase.end;
  for (std::uint32_t at = noun; at < phrase.end; ++at) {
    if (!hangs_under(page, at, noun)) return {phrase.begin, noun + 1};
  }
  return phrase;
}

}  // namespace hearsay::attribute
