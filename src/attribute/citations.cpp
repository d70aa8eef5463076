#include "attribute/citations.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "attribute/source_words.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_name = 14;  // tokens of a source; more is a clause

bool ends_name(const std::string& word) { return word == "," || word == "that" || word == "as"; }

bool is_punctuation(const Row& row) { return row.shape == "p"; }

// A verb, or one of the few that taggers take for nouns ("reports,").
bool is_saying(const Row& row) {
  return row.tag == "VERB" || row.lower == "reports" || row.lower == "reported" ||
         row.lower == "writes" || row.lower == "wrote" || row.lower == "says" ||
         row.lower == "said";
}

/// A sentence with "citing" in it, without the marks at its end.
struct Citing {
  std::uint32_t cue = 0;
  TokenRange sentence;
  TokenRange name;  ///< who is cited
};

// ", a spokesman for the council": behind a comma, words without a verb, up to the next.
TokenRange apposition(const Page& page, std::uint32_t comma, TokenRange sentence) {
  const auto& rows = page.rows();
  TokenRange words{comma + 1, comma + 1};
  while (words.end < sentence.end && !ends_name(rows[words.end].lower) &&
         rows[words.end].tag != "VERB" && rows[words.end].tag != "AUX") {
    ++words.end;
  }
  const bool whole = words.end == sentence.end || is_punctuation(rows[words.end]);
  const bool describes = !words.empty() && is_determiner(rows[words.begin].lower);
  return whole && describes ? words : TokenRange{};
}

// From after the cue to the next comma or "that", with what describes it.
TokenRange cited(const Page& page, std::uint32_t cue, TokenRange sentence) {
  TokenRange name{cue + 1, cue + 1};
  while (name.end < sentence.end && !ends_name(page.rows()[name.end].lower)) ++name.end;
  if (!name.empty() && name.end < sentence.end && page.rows()[name.end].lower == ",") {
    name.end = std::max(name.end, apposition(page, name.end, sentence).end);
  }
  return name.end - name.begin > longest_name ? TokenRange{} : name;
}

std::vector<Citing> citings(const Page& page) {
  static constexpr std::size_t most = 200;  // of one article; keeps odd texts linear
  std::vector<Citing> all;
  const auto& rows = page.rows();
  for (const Sentence& each : page.segmentation().sentences) {
    TokenRange sentence{each.begin, each.end};
    while (!sentence.empty() && is_punctuation(rows[sentence.end - 1])) --sentence.end;
    if (sentence.empty() || !page.is_read(rows[sentence.begin].sentence)) continue;
    for (std::uint32_t at = sentence.begin; at < sentence.end && all.size() < most; ++at) {
      const bool cites = rows[at].lower == "citing" || rows[at].lower == "quoting";
      if (!cites || page.quoted(at)) continue;
      const TokenRange name = cited(page, at, sentence);
      if (!name.empty()) all.push_back({at, sentence, name});
    }
  }
  return all;
}

std::optional<std::size_t> with_cue_at(const std::vector<Found>& found, std::uint32_t token) {
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (found[at].cue.contains(token)) return at;
  }
  return std::nullopt;
}

// What the heads saw of the sentence: whose source stands before the verb, and how surely.
struct Seen {
  std::vector<TokenRange> source;
  float confidence = 0;
};

Seen seen_in(const Page& page, const Citing& citing, std::uint32_t verb,
             const std::vector<Found>& found) {
  Seen seen;
  for (const Found& each : found) {
    if (!citing.sentence.contains(each.cue.begin)) continue;
    seen.confidence = std::max(seen.confidence, each.confidence);
    if (each.source.empty()) continue;
    TokenRange source = each.source.front();  // the heads may take the verb for its end
    source.end = std::min(source.end, verb);
    const bool before = !source.empty() && citing.sentence.contains(source.begin);
    if (before && (seen.source.empty() || each.cue.contains(verb))) seen.source = {source};
  }
  if (!seen.source.empty()) return seen;
  if (const auto subject = subject_of(page, {verb, verb + 1})) {
    if (citing.sentence.contains(*subject)) seen.source = {{*subject, *subject + 1}};
  }
  return seen;
}

bool has_verb(const Page& page, TokenRange words) {
  for (std::uint32_t at = words.begin; at < words.end; ++at) {
    const Row& row = page.rows()[at];
    if (row.tag == "VERB" || row.tag == "AUX") return true;
  }
  return false;
}

// "[Z], X reports, citing Y."
TokenRange said_before(const Page& page, const Citing& citing, TokenRange source) {
  const std::uint32_t first = citing.sentence.begin;
  if (source.begin <= first + 1 || page.rows()[source.begin - 1].lower != ",") return {};
  const TokenRange before{first, source.begin - 1};
  return has_verb(page, before) ? before : TokenRange{};
}

// "X reports, citing Y, [that Z]."
TokenRange said_behind(const Page& page, const Citing& citing) {
  TokenRange behind{citing.name.end, citing.sentence.end};
  while (!behind.empty() && is_punctuation(page.rows()[behind.begin]) &&
         !page.quoted(behind.begin)) {
    ++behind.begin;
  }
  return has_verb(page, behind) ? behind : TokenRange{};
}

// "a report that it has seen": where nothing is said behind it, all up to the comma.
TokenRange whole_name(const Page& page, const Citing& citing) {
  TokenRange name = citing.name;
  while (name.end < citing.sentence.end && page.rows()[name.end].lower != ",") ++name.end;
  return name.end - name.begin > longest_name ? citing.name : name;
}

// The verb of the one who cites, right before or with a day in between: "reported on Tuesday,
// citing".
std::optional<std::uint32_t> verb_before(const Page& page, const Citing& citing) {
  static constexpr std::uint32_t reach = 5;
  const auto& rows = page.rows();
  for (std::uint32_t at = citing.cue; at-- > citing.sentence.begin + 1;) {
    if (citing.cue - at > reach + 1) break;
    if (is_saying(rows[at])) return at;
    if (rows[at].tag == "AUX" || rows[at].tag == "SCONJ") break;
  }
  return std::nullopt;
}

// Contents that others have of what is now the cited one's: "a nurse who [asked] not to be named,
// that …".
void release(TokenRange said, TokenRange name, std::vector<Found>& found) {
  for (Found& each : found) {
    if (!name.contains(each.cue.begin)) continue;
    std::erase_if(each.content, [&](TokenRange piece) {
      return piece.begin < said.end && said.begin < piece.end;
    });
  }
}

// Where the verb of the one who cites stands right before: whatever the heads made of the words.
bool nest_beside_verb(const Page& page, Citing citing, std::vector<Found>& found) {
  const auto verb = verb_before(page, citing);
  if (!verb) return false;
  const Seen seen = seen_in(page, citing, *verb, found);
  if (seen.source.empty() || seen.confidence <= 0) return false;
  TokenRange content = said_before(page, citing, seen.source.front());
  if (content.empty()) {
    content = said_behind(page, citing);
  } else {
    citing.name = whole_name(page, citing);
  }
  if (content.empty()) return false;
  Found outer, inner;
  outer.cue = {*verb, *verb + 1};
  if (const auto known = with_cue_at(found, *verb)) outer.cue = found[*known].cue;
  outer.cue.end = std::min(outer.cue.end, citing.cue);
  outer.source = seen.source;
  const TokenRange words{citing.cue, citing.name.end};
  outer.content = content.begin < citing.cue ? std::vector<TokenRange>{content, words}
                                             : std::vector<TokenRange>{{words.begin, content.end}};
  inner.cue = {citing.cue, citing.cue + 1};
  inner.source = {citing.name};
  inner.content = {content};
  outer.confidence = inner.confidence = seen.confidence;
  count_words(page, outer);
  count_words(page, inner);
  std::erase_if(found, [&](const Found& each) {
    return each.cue.contains(*verb) || each.cue.contains(citing.cue);
  });
  release(content, citing.name, found);
  std::erase_if(found, [](const Found& each) { return each.content.empty(); });
  found.push_back(std::move(outer));
  found.push_back(std::move(inner));
  return true;
}

// Whether "citing" stands behind a comma in, or right behind, what the heads take for the content.
bool takes_in(const Page& page, const Found& found, const Citing& citing) {
  if (citing.cue == 0 || page.rows()[citing.cue - 1].lower != ",") return false;
  return std::ranges::any_of(found.content, [&](TokenRange piece) {
    return piece.begin < citing.cue && citing.cue <= piece.end + 1;
  });
}

// "X reported that Z, citing Y."
void nest_behind_content(const Page& page, const Citing& citing, std::vector<Found>& found) {
  const auto at = with_cue_at(found, citing.cue);
  for (std::size_t other = 0; other < found.size(); ++other) {
    Found& outer = found[other];
    if (other == at || outer.cue.empty() || outer.cue.end > citing.cue) continue;
    if (!at && !takes_in(page, outer, citing)) continue;
    if (!citing.sentence.contains(outer.cue.begin)) continue;
    std::vector<TokenRange> content;
    for (TokenRange piece : outer.content) {
      piece.end = std::min(piece.end, citing.cue);
      while (!piece.empty() && page.rows()[piece.end - 1].lower == ",") --piece.end;
      if (!piece.empty()) content.push_back(piece);
    }
    if (content.empty() || content.back().begin < outer.cue.end) continue;
    outer.content = content;
    outer.content.back().end = citing.name.end;
    Found inner;
    inner.cue = {citing.cue, citing.cue + 1};
    inner.confidence = outer.confidence;
    if (at) inner = found[*at];
    inner.source = {citing.name};
    inner.content = std::move(content);
    if (at) {
      found[*at] = std::move(inner);
      return;
    }
    count_words(page, inner);
    found.push_back(std::move(inner));
    return;
  }
}

}  // namespace

void nest_citations(const Page& page, std::vector<Found>& found) {
  for (const Citing& citing : citings(page)) {
    if (!nest_beside_verb(page, citing, found)) nest_behind_content(page, citing, found);
  }
}

}  // namespace hearsay::attribute
