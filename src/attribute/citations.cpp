#include "attribute/citations.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "attribute/source_words.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_name = 14;  // tokens of a source; more is a clause

bool cites(const Page& page, TokenRange cue) {
  if (cue.empty()) return false;
  const std::string& word = page.rows()[cue.begin].lower;
  return word == "citing" || word == "quoting";
}

bool ends_name(const std::string& word) { return word == "," || word == "that" || word == "as"; }

// ", a spokesman for the council": behind a comma, words without a verb, up to the next.
TokenRange apposition(const Page& page, std::uint32_t comma) {
  const auto& rows = page.rows();
  const std::uint32_t end = page.segmentation().sentences[rows[comma].sentence].end;
  TokenRange words{comma + 1, comma + 1};
  while (words.end < end && !ends_name(rows[words.end].lower) && rows[words.end].tag != "VERB" &&
         rows[words.end].tag != "AUX" && rows[words.end].lower != ".") {
    ++words.end;
  }
  const bool whole = words.end >= end || rows[words.end].shape == "p";
  const bool describes = !words.empty() && is_determiner(rows[words.begin].lower);
  return whole && describes ? words : TokenRange{};
}

// The cited source: from after the cue to the next comma or "that", with what describes it.
std::optional<TokenRange> cited(const Page& page, const Found& each) {
  const TokenRange piece = each.content.front();
  if (piece.begin != each.cue.end) return std::nullopt;
  TokenRange name{piece.begin, piece.begin};
  while (name.end < piece.end && !ends_name(page.rows()[name.end].lower)) ++name.end;
  if (!name.empty() && name.end < page.rows().size() && page.rows()[name.end].lower == ",") {
    name.end = std::max(name.end, apposition(page, name.end).end);
  }
  if (name.empty() || name.end - name.begin > longest_name) return std::nullopt;
  return name;
}

// What stands after the cited source, without the comma.
std::vector<TokenRange> rest_after(const Page& page, const Found& each, TokenRange name) {
  std::vector<TokenRange> rest;
  for (TokenRange piece : each.content) {
    piece.begin = std::max(piece.begin, name.end);
    while (!piece.empty() && page.rows()[piece.begin].shape == "p" && !page.quoted(piece.begin)) {
      ++piece.begin;
    }
    if (!piece.empty()) rest.push_back(piece);
  }
  return rest;
}

// A verb, or one of the few that taggers take for nouns ("reports,").
bool is_saying(const Row& row) {
  return row.tag == "VERB" || row.lower == "reports" || row.lower == "reported" ||
         row.lower == "writes" || row.lower == "wrote" || row.lower == "says" ||
         row.lower == "said";
}

// "Hill Radio reports, [citing …]": the verb before the cue, and whatever stands before that verb
// in the sentence or was taken for the source.
struct Reporting {
  TokenRange source;
  TokenRange verb;
};

std::optional<Reporting> reporting_before(const Page& page, const Found& each) {
  const auto& rows = page.rows();
  const std::uint32_t first = page.segmentation().sentences[rows[each.cue.begin].sentence].begin;
  std::uint32_t at = each.cue.begin;
  while (at > first && rows[at - 1].shape == "p") --at;
  if (at <= first + 1 || !is_saying(rows[at - 1])) return std::nullopt;
  const TokenRange verb{at - 1, at};
  const TokenRange source{each.source.empty() ? first : each.source.front().begin, verb.begin};
  if (source.empty() || source.end - source.begin > longest_name) return std::nullopt;
  return Reporting{source, verb};
}

// "[Z], X reported, citing Y": the sentence up to the comma before the source.
TokenRange clause_before(const Page& page, TokenRange source) {
  const auto& rows = page.rows();
  const std::uint32_t first = page.segmentation().sentences[rows[source.begin].sentence].begin;
  if (source.begin <= first + 1 || rows[source.begin - 1].lower != ",") return {};
  return {first, source.begin - 1};
}

// "X reports, citing Y, that Z" and "Z, X reports, citing Y."
bool nest_after_verb(const Page& page, std::size_t at, TokenRange name, std::vector<Found>& found) {
  const auto reporting = reporting_before(page, found[at]);
  if (!reporting) return false;
  for (const Found& other : found) {
    if (other.cue == reporting->verb) return false;
  }
  std::vector<TokenRange> rest = rest_after(page, found[at], name);
  const TokenRange before = clause_before(page, reporting->source);
  if (rest.empty() && before.empty()) return false;
  Found outer = found[at];
  outer.source = {reporting->source};
  outer.cue = reporting->verb;
  outer.content.front().begin = found[at].cue.begin;
  if (rest.empty()) {
    rest = {before};
    outer.content = {before, {found[at].cue.begin, name.end}};
  }
  found[at].source = {name};
  found[at].content = std::move(rest);
  found.push_back(std::move(outer));
  return true;
}

// "X reported, citing Y, that Z": where X was found with Z, and Y by itself.
bool nest_before_content(const Page& page, std::size_t at, TokenRange name,
                         std::vector<Found>& found) {
  static constexpr std::uint32_t between = 2;  // tokens: ", that"
  const std::uint32_t sentence = page.rows()[found[at].cue.begin].sentence;
  for (std::size_t other = 0; other < found.size(); ++other) {
    Found& outer = found[other];
    if (other == at || outer.cue.empty() || outer.cue.end > found[at].cue.begin) continue;
    if (page.rows()[outer.cue.begin].sentence != sentence) continue;
    TokenRange& first = outer.content.front();
    if (first.begin < name.end || first.begin > name.end + between) continue;
    found[at].source = {name};
    found[at].content = outer.content;
    first.begin = found[at].cue.begin;
    return true;
  }
  return false;
}

// "Z, X reported": between the content and the cue stands nobody but the source.
bool stands_before(const Page& page, TokenRange said, const Found& outer) {
  std::uint32_t at = said.end;
  while (at < outer.cue.begin && (page.rows()[at].shape == "p" || contains(outer.source, at))) {
    ++at;
  }
  return said.end <= outer.cue.begin && at == outer.cue.begin;
}

// "X reported that Z, citing Y" and "Z, X reported, citing Y."
bool nest_in_neighbour(const Page& page, std::size_t at, TokenRange name,
                       std::vector<Found>& found) {
  const std::uint32_t sentence = page.rows()[found[at].cue.begin].sentence;
  for (std::size_t other = 0; other < found.size(); ++other) {
    Found& outer = found[other];
    if (other == at || outer.cue.empty() || outer.cue.end > found[at].cue.begin) continue;
    if (page.rows()[outer.cue.begin].sentence != sentence) continue;
    std::vector<TokenRange> said;
    for (TokenRange piece : outer.content) {
      piece.end = std::min(piece.end, found[at].cue.begin);
      while (!piece.empty() && page.rows()[piece.end - 1].lower == ",") --piece.end;
      if (!piece.empty()) said.push_back(piece);
    }
    if (said.empty()) continue;
    if (said.back().begin < outer.cue.end) {
      if (!stands_before(page, said.back(), outer)) continue;
      outer.content = said;
      outer.content.push_back({found[at].cue.begin, name.end});
      found[at].source = {name};
      found[at].content = std::move(said);
      return true;
    }
    outer.content = said;
    outer.content.back().end = name.end;
    found[at].source = {name};
    found[at].content = std::move(said);
    return true;
  }
  return false;
}

}  // namespace

void nest_citations(const Page& page, std::vector<Found>& found) {
  std::vector<std::size_t> citing;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (cites(page, found[at].cue)) citing.push_back(at);
  }
  static constexpr std::size_t most = 200;  // of one article; keeps odd texts linear
  if (citing.size() > most) citing.resize(most);
  for (const std::size_t at : citing) {
    const auto name = cited(page, found[at]);
    if (!name) continue;
    static_cast<void>(nest_before_content(page, at, *name, found) ||
                      nest_after_verb(page, at, *name, found) ||
                      nest_in_neighbour(page, at, *name, found));
  }
}

}  // namespace hearsay::attribute
