#include "attribute/citations.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_name = 14;  // tokens of a source; more is a clause

bool cites(const Page& page, TokenRange cue) {
  if (cue.empty()) return false;
  const std::string& word = page.rows()[cue.begin].lower;
  return word == "citing" || word == "quoting";
}

// The cited source: from after the cue to the next comma or "that".
std::optional<TokenRange> cited(const Page& page, const Found& each) {
  const TokenRange piece = each.content.front();
  if (piece.begin != each.cue.end) return std::nullopt;
  TokenRange name{piece.begin, piece.begin};
  while (name.end < piece.end && page.rows()[name.end].lower != "," &&
         page.rows()[name.end].lower != "that" && page.rows()[name.end].lower != "as") {
    ++name.end;
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

// "X reports, citing Y, that Z."
bool nest_after_verb(const Page& page, std::size_t at, TokenRange name, std::vector<Found>& found) {
  const auto reporting = reporting_before(page, found[at]);
  std::vector<TokenRange> rest = rest_after(page, found[at], name);
  if (!reporting || rest.empty()) return false;
  for (const Found& other : found) {
    if (other.cue == reporting->verb) return false;
  }
  Found outer = found[at];
  outer.source = {reporting->source};
  outer.cue = reporting->verb;
  outer.content.front().begin = found[at].cue.begin;
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

// "X reported that Z, citing Y."
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
    if (said.empty() || said.back().begin < outer.cue.end) continue;
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
