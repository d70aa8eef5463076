#include "attribute/source_phrases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "attribute/source_words.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t reach = 24;  // tokens to each side; more is no noun phrase

struct Sentence {
  std::uint32_t begin;
  std::uint32_t end;
};

Sentence sentence_of(const Page& page, std::uint32_t token) {
  const auto& record = page.segmentation().sentences[page.rows()[token].sentence];
  const auto count = static_cast<std::uint32_t>(page.annotation().words.size());
  return {std::max(record.begin, token > reach ? token - reach : 0),
          std::min({record.end, token + reach + 1, count})};
}

const Word& word(const Page& page, std::uint32_t at) { return page.annotation().words[at]; }

std::optional<std::uint32_t> over(const Page& page, std::uint32_t at) {
  const auto& head = word(page, at).head;
  return head ? std::optional(static_cast<std::uint32_t>(*head)) : std::nullopt;
}

/// Clauses and what is told beside a phrase are no part of what names somebody.
bool belongs_to_phrase(std::string_view relation) {
  static constexpr auto kept = std::to_array<std::string_view>(
      {"det", "amod", "compound", "flat", "nummod", "nmod", "nmod:poss", "nmod:desc", "case",
       "fixed", "goeswith", "advmod", "nmod:unmarked", "det:predet"});
  return std::ranges::find(kept, relation) != kept.end();
}

bool hangs_on(const Page& page, std::uint32_t at, std::uint32_t head) {
  for (int steps = 0; steps < 6; ++steps) {
    if (at == head) return true;
    const auto above = over(page, at);
    if (!above || !belongs_to_phrase(word(page, at).relation)) return false;
    at = *above;
  }
  return false;
}

bool is_noun(const Page& page, std::uint32_t at) {
  const PartOfSpeech tag = word(page, at).tag;
  return tag == PartOfSpeech::NOUN || tag == PartOfSpeech::PROPN;
}

/// The noun that a phrase cut short leads to: "The" | "mayor", "a list of" | "tenants".
std::uint32_t noun_of(const Page& page, std::uint32_t at) {
  for (int steps = 0; steps < 3; ++steps) {
    const auto above = over(page, at);
    if (is_noun(page, at) || !above || !belongs_to_phrase(word(page, at).relation)) break;
    at = *above;
  }
  return at;
}

/// "the coroner" of "the coroner's report"
bool is_possessor(const Page& page, std::uint32_t at, TokenRange phrase) {
  static constexpr auto marks = std::to_array<std::string_view>({"'s", "’s", "'", "’"});
  return at + 2 < phrase.end && std::ranges::find(marks, page.rows()[at + 1].lower) != marks.end();
}

class Completer {
 public:
  Completer(const Page& page, const Found& found) : page_(page), found_(found) {}

  [[nodiscard]] TokenRange complete(TokenRange source) const {
    if (source.end > page_.annotation().words.size()) return source;
    if (source.end - source.begin > 2 && opens_clause(source.begin)) ++source.begin;
    TokenRange out = to_ends_of_names(source);
    const std::uint32_t last = out.end - 1;
    const bool hangs = is_noun(page_, last) ? false : noun_of(page_, last) >= out.end;
    const bool open = word(page_, last).tag == PartOfSpeech::ADP;
    const std::uint32_t head = hangs ? noun_of(page_, last) : head_of(page_, out);
    const Sentence limits = sentence_of(page_, head);
    if (hangs || open) {
      while (out.end < limits.end && may_take(out.end) && hangs_on(page_, out.end, head)) ++out.end;
    }
    while (out.begin > limits.begin && may_take(out.begin - 1) && !opens_clause(out.begin - 1) &&
           hangs_on(page_, out.begin - 1, head)) {
      --out.begin;
    }
    while (out.begin < source.begin && word(page_, out.begin).tag == PartOfSpeech::ADP) ++out.begin;
    return to_end_of_clause(out);
  }

  /// "a clerk who | asked not to be named, ": his clause up to the comma, the cue or the end of the
  /// sentence, whatever the heads made of it.
  [[nodiscard]] TokenRange to_end_of_clause(TokenRange source) const {
    const auto& rows = page_.rows();
    if (source.end - source.begin < 2 || found_.parent || !is_relative(rows[source.end - 1].lower))
      return source;
    const std::uint32_t limit = std::min<std::uint32_t>(
        source.end + reach, static_cast<std::uint32_t>(page_.annotation().words.size()));
    for (std::uint32_t at = source.end; at < limit; ++at) {
      const bool other = rows[at].sentence != rows[source.begin].sentence || page_.quoted(at);
      if (other || found_.cue.contains(at) || word(page_, at).tag == PartOfSpeech::PUNCT) {
        return {source.begin, at};
      }
    }
    return source;
  }

 private:
  [[nodiscard]] bool may_take(std::uint32_t at) const {
    return !found_.cue.contains(at) && !contains(found_.content, at) &&
           word(page_, at).tag != PartOfSpeech::PUNCT;
  }

  // "that | an official said": no "that" of his own.
  [[nodiscard]] bool opens_clause(std::uint32_t at) const {
    return page_.rows()[at].lower == "that" && word(page_, at + 1).tag == PartOfSpeech::DET;
  }

  [[nodiscard]] TokenRange to_ends_of_names(TokenRange source) const {
    const auto& rows = page_.rows();
    while (source.end < rows.size() && may_take(source.end) && !rows[source.end].name.empty() &&
           rows[source.end].name == rows[source.end - 1].name &&
           rows[source.end].sentence == rows[source.begin].sentence) {
      ++source.end;
    }
    return source;
  }

  const Page& page_;
  const Found& found_;
};

}  // namespace

bool has_tree(const Page& page, std::uint32_t token) {
  return token < page.annotation().words.size() && !word(page, token).relation.empty();
}

std::uint32_t head_of(const Page& page, TokenRange phrase) {
  const auto count = static_cast<std::uint32_t>(page.annotation().words.size());
  std::optional<std::uint32_t> first;
  for (std::uint32_t at = phrase.begin; at < std::min(phrase.end, count); ++at) {
    if (word(page, at).tag == PartOfSpeech::PUNCT) continue;
    const auto above = over(page, at);
    if (above && phrase.contains(*above)) continue;
    if (is_possessor(page, at, phrase)) continue;
    if (is_noun(page, at)) return at;
    if (!first) first = at;
  }
  return first.value_or(phrase.begin);
}

void complete_sources(const Page& page, std::vector<Found>& found) {
  for (Found& each : found) {
    if (each.source.empty()) continue;
    TokenRange& source = each.source.front();
    const std::uint32_t end = source.end;
    source = Completer(page, each).complete(source);
    if (source.end == end || !contains(each.content, end)) continue;
    std::vector<TokenRange> rest = outside_of(each.content, {source});
    if (rest.empty()) continue;
    const auto stops = [&](std::uint32_t at) { return page.rows()[at].shape == "p"; };
    while (!rest.front().empty() && stops(rest.front().begin)) ++rest.front().begin;
    std::erase_if(rest, [](TokenRange piece) { return piece.empty(); });
    if (rest.empty()) continue;
    each.content = std::move(rest);
    count_words(page, each);
  }
}

namespace {

/// "LOM (Hill Radio) - a guard": the place of a dateline is nobody beside.
bool is_dateline(const Page& page, std::uint32_t place, std::uint32_t head) {
  const std::vector<Row>& rows = page.rows();
  const bool opens = place == 0 || rows[place - 1].paragraph != rows[place].paragraph;
  if (!opens || head <= place) return false;
  bool bracket = rows[place].shape == "X";
  for (std::uint32_t at = place + 1; at < head; ++at) {
    bracket = bracket || rows[at].word == "(";
    if (bracket && (is_dash(rows[at].word) || rows[at].word == "-")) return true;
  }
  return false;
}

/// "Speaking to [the Mill Daily], one guard": whom a participle's clause is about is nobody beside.
bool is_spoken_to(const Page& page, std::uint32_t at) {
  const auto verb = over(page, at);
  return word(page, at).relation == "obl" && verb && *verb < at &&
         word(page, *verb).relation == "advcl";
}

}  // namespace

std::vector<std::uint32_t> beside(const Page& page, std::uint32_t head) {
  static constexpr auto relations = std::to_array<std::string_view>({"appos", "flat", "nmod:desc"});
  const auto joins = [&](std::string_view relation) {
    return std::ranges::find(relations, relation) != relations.end();
  };
  std::vector<std::uint32_t> out;
  if (head >= page.annotation().words.size()) return out;
  const Sentence limits = sentence_of(page, head);
  for (std::uint32_t at = limits.begin; at < limits.end; ++at) {
    if (at == head) continue;
    const bool hangs = over(page, at) == head && joins(word(page, at).relation);
    const bool holds = over(page, head) == at && joins(word(page, head).relation);
    if (holds && (is_spoken_to(page, at) || is_dateline(page, at, head))) continue;
    if (hangs || holds) out.push_back(at);
  }
  return out;
}

}  // namespace hearsay::attribute
