#include "attribute/speech_clauses.h"

#include <algorithm>

namespace hearsay::attribute {
namespace {

const Word* word_at(const Page& page, std::uint32_t token) {
  const auto& words = page.annotation().words;
  return token < words.size() ? &words[token] : nullptr;
}

std::optional<std::uint32_t> head_of(const Page& page, std::uint32_t token) {
  const Word* word = word_at(page, token);
  if (word == nullptr || !word->head) return std::nullopt;
  return static_cast<std::uint32_t>(*word->head);
}

bool is_under(const Page& page, std::uint32_t token, std::uint32_t top) {
  std::optional<std::uint32_t> at = token;
  for (std::uint32_t steps = 0; at && steps < longest_clause; ++steps) {
    if (*at == top) return true;
    at = head_of(page, *at);
  }
  return false;
}

/// A verb that may be one of saying: no participle as in "wiping her hands".
bool is_verb(const Page& page, std::uint32_t token) {
  const Row& row = page.rows()[token];
  return row.tag == "VERB" && !row.lower.ends_with("ing");
}

bool is_nominal(const Page& page, std::uint32_t token) {
  const std::string_view tag = page.rows()[token].tag;
  return tag == "NOUN" || tag == "PROPN" || tag == "PRON" || tag == "DET" || tag == "ADJ" ||
         tag == "NUM";
}

bool is_noun(const Page& page, std::uint32_t token) {
  const std::string_view tag = page.rows()[token].tag;
  return tag == "NOUN" || tag == "PROPN" || tag == "PRON";
}

bool relates(const Page& page, std::uint32_t token, std::uint32_t head, std::string_view relation) {
  const Word* word = word_at(page, token);
  return word != nullptr && head_of(page, token) == head && word->relation.starts_with(relation);
}

TokenRange shortened(const Page& page, TokenRange range) {
  range.end = std::min(range.end, range.begin + longest_clause);
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (ends_clause(page, at)) range.end = at;
  }
  return range;
}

/// The words of `top` and under it that stand together from `begin` on; nominal ones where there
/// is no tree.
TokenRange phrase_from(const Page& page, std::uint32_t begin, std::optional<std::uint32_t> top,
                       std::uint32_t limit) {
  TokenRange out{begin, begin + 1};
  for (std::uint32_t at = begin; at < limit; ++at) {
    const bool marks = page.rows()[at].shape == "p";
    if (top ? is_under(page, at, *top) : is_nominal(page, at)) {
      if (!marks) out.end = at + 1;
    } else if (!marks || !top) {
      break;
    }
  }
  return out;
}

/// A child of the verb among the tokens: its subject; behind the verb also what the parser takes
/// for an object ("screamed the commentator").
std::optional<std::uint32_t> subject_in(const Page& page, std::uint32_t verb, TokenRange range,
                                        bool or_object) {
  std::optional<std::uint32_t> object;
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (relates(page, at, verb, "nsubj")) return at;
    for (const std::string_view relation : {"obj", "iobj", "obl"}) {
      if (!object && relates(page, at, verb, relation)) object = at;
    }
  }
  return or_object ? object : std::nullopt;
}

bool has_tree(const Page& page, TokenRange range) {
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (head_of(page, at)) return true;
  }
  return false;
}

std::optional<SpeechClause> inverted(const Page& page, TokenRange range) {
  if (range.end - range.begin < 2 || !is_verb(page, range.begin)) return std::nullopt;
  const std::uint32_t first = range.begin + 1;
  if (!is_nominal(page, first)) return std::nullopt;
  std::optional<std::uint32_t> subject;
  if (has_tree(page, range)) {
    subject = subject_in(page, range.begin, {first, range.end}, true);
    if (subject && !is_under(page, first, *subject)) subject.reset();
    if (!subject) {  // "said Weiss," where the parser gives Weiss to another verb
      const TokenRange name = phrase_from(page, first, std::nullopt, range.end);
      const bool alone = name.end == range.end || page.rows()[name.end].word == ",";
      if (!alone || !is_noun(page, name.end - 1)) return std::nullopt;
      return SpeechClause{{range.begin, first}, name, true};
    }
  }
  return SpeechClause{{range.begin, first}, phrase_from(page, first, subject, range.end), true};
}

std::optional<SpeechClause> straight(const Page& page, TokenRange range) {
  bool noun = false;
  const bool tree = has_tree(page, range);
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (noun && is_verb(page, at)) {
      if (!tree) return SpeechClause{{at, at + 1}, {range.begin, at}, false};
      if (const auto subject = subject_in(page, at, {range.begin, at}, false)) {
        const TokenRange source = phrase_from(page, range.begin, subject, at);
        return SpeechClause{{at, at + 1}, source, false};
      }
    }
    noun = noun || is_noun(page, at);
    if (!tree && !is_nominal(page, at)) return std::nullopt;
  }
  return std::nullopt;
}

/// The subject of a verb, or of the one that it goes on from ("came over and said").
std::optional<std::uint32_t> subject_before(const Page& page, std::uint32_t verb,
                                            TokenRange range) {
  std::uint32_t at = verb;
  for (std::uint32_t steps = 0; steps < 4; ++steps) {
    if (const auto subject = subject_in(page, at, range, false)) return subject;
    const auto head = head_of(page, at);
    if (!head || !range.contains(*head) || word_at(page, at)->relation != "conj") break;
    at = *head;
  }
  return std::nullopt;
}

/// "My mother always [said]", where the parser gives the noun to another verb.
std::optional<TokenRange> noun_phrase_before(const Page& page, TokenRange range) {
  while (!range.empty() && page.rows()[range.end - 1].tag == "ADV") --range.end;
  if (range.empty() || !is_noun(page, range.end - 1)) return std::nullopt;
  std::uint32_t begin = range.end - 1;
  while (begin > range.begin && is_nominal(page, begin - 1)) --begin;
  return TokenRange{begin, range.end};
}

}  // namespace

bool ends_sentence(const Page& page, std::uint32_t token) {
  const Row& row = page.rows()[token];
  if (row.shape != "p") return false;
  const char last = row.word.back();
  return last == '.' || last == '!' || last == '?' || row.word == "…" || row.word == "。";
}

bool ends_clause(const Page& page, std::uint32_t token) {
  const std::string_view word = page.rows()[token].word;
  return ends_sentence(page, token) || word == ":" || word == ";";
}

bool goes_on_from(const Page& page, std::uint32_t verb, TokenRange words) {
  const auto head = head_of(page, verb);
  return head && words.contains(*head) && word_at(page, verb)->relation == "parataxis";
}

bool begins_with_verb(const Page& page, TokenRange range) {
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (page.rows()[at].shape == "p") continue;
    const Word* word = word_at(page, at);
    const bool finite = word != nullptr && word->features.find("VerbForm=Fin") != std::string::npos;
    return finite && page.rows()[at].shape == "x";
  }
  return false;
}

bool holds_clause(const Page& page, TokenRange range) {
  range.end = std::min(range.end, range.begin + longest_clause);
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    const std::string_view tag = page.rows()[at].tag;
    if ((tag == "VERB" || tag == "AUX") && !page.rows()[at].lower.ends_with("ing")) return true;
  }
  return false;
}

std::optional<SpeechClause> clause_behind(const Page& page, TokenRange range) {
  range = shortened(page, range);
  if (range.empty()) return std::nullopt;
  if (auto clause = inverted(page, range)) return clause;
  return straight(page, range);
}

std::optional<SpeechClause> clause_before(const Page& page, TokenRange range) {
  if (range.end - range.begin > longest_clause) range.begin = range.end - longest_clause;
  const bool tree = has_tree(page, range);
  for (std::uint32_t at = range.end; at-- > range.begin;) {
    if (!is_verb(page, at)) continue;
    const TokenRange before{range.begin, at};
    if (!tree) {
      std::uint32_t begin = at;
      while (begin > range.begin && is_nominal(page, begin - 1)) --begin;
      if (begin == at) return std::nullopt;
      return SpeechClause{{at, at + 1}, {begin, at}, false};
    }
    const auto subject = subject_before(page, at, before);
    if (!subject) {
      if (const auto noun = noun_phrase_before(page, before)) {
        return SpeechClause{{at, at + 1}, *noun, false};
      }
      continue;
    }
    std::uint32_t begin = *subject;
    while (begin > range.begin && is_under(page, begin - 1, *subject)) --begin;
    return SpeechClause{{at, at + 1}, phrase_from(page, begin, subject, at), false};
  }
  return std::nullopt;
}

}  // namespace hearsay::attribute
