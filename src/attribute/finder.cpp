#include "attribute/finder.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>
#include <utility>

#include "attribute/citations.h"
#include "attribute/faint_cues.h"
#include "attribute/headlines.h"
#include "attribute/said_clauses.h"
#include "attribute/source_phrases.h"
#include "attribute/speech.h"
#include "attribute/speech_clauses.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {
namespace {

void append(std::vector<TokenRange>& ranges, std::uint32_t token) {
  if (!ranges.empty() && ranges.back().end == token) {
    ++ranges.back().end;
  } else {
    ranges.push_back({token, token + 1});
  }
}

/// The tokens of a span in headline and body. What the heads see elsewhere is no part of the
/// article.
std::vector<TokenRange> read_tokens(const Page& page, Span span) {
  std::vector<TokenRange> out;
  const TokenRange range = page.tokens(span);
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (page.is_read(page.rows()[at].sentence)) append(out, at);
  }
  return out;
}

/// A content ends before the comma that parts it from its cue or source, as both annotation schemes
/// have it; one inside a quotation is followed by the closing mark.
TokenRange without_comma(const Page& page, TokenRange content,
                         const std::vector<TokenRange>& others) {
  const auto ends_before = [&](TokenRange other) { return other.end == content.begin; };
  if (content.end > content.begin + 1 && std::ranges::any_of(others, ends_before) &&
      page.rows()[content.begin].word == ",") {
    ++content.begin;
  }
  const auto begins_behind = [&](TokenRange other) { return other.begin == content.end; };
  const bool parted = content.end > content.begin + 1 && std::ranges::any_of(others, begins_behind);
  if (parted && page.rows()[content.end - 1].word == ",") --content.end;
  return content;
}

bool is_any_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
  return std::ranges::find(tags, tag) != tags.end();
}

/// "has been" | "accused", "did not" | "identify", "A" | "warning": a cue of auxiliaries or
/// determiners alone goes on to the word that they belong to.
TokenRange with_its_head(const Page& page, TokenRange cue) {
  const std::vector<Row>& rows = page.rows();
  const auto leads = [&](std::uint32_t at) {
    return is_any_of(rows[at].tag, {"AUX", "PART", "ADV", "DET"});
  };
  for (std::uint32_t at = cue.begin; at < cue.end; ++at) {
    if (!leads(at)) return cue;
  }
  const bool noun = rows[cue.end - 1].tag == "DET";
  static constexpr std::uint32_t reach = 4;
  for (std::uint32_t at = cue.end; at < rows.size() && at < cue.end + reach; ++at) {
    if (rows[at].sentence != rows[cue.begin].sentence) break;
    if (rows[at].tag == (noun ? "NOUN" : "VERB")) return {cue.begin, at + 1};
    if (!(noun ? rows[at].tag == "ADJ" : leads(at))) break;
  }
  return cue;
}

/// The clause right behind a content that hangs on a noun in it.
std::optional<std::uint32_t> own_clause(const Page& page, TokenRange content) {
  const std::vector<Word>& words = page.annotation().words;
  if (content.end >= words.size() || page.rows()[content.end].lower != "that") return std::nullopt;
  const Word& mark = words[content.end];
  if (mark.relation != "mark" || !mark.head) return std::nullopt;
  const auto clause = static_cast<std::uint32_t>(*mark.head);
  const bool own =
      words[clause].head && content.contains(static_cast<std::uint32_t>(*words[clause].head));
  return own ? std::optional(clause) : std::nullopt;
}

/// "said | that the crew had warned it" | "that men were gathering": a content that is a clause of
/// its cue begins where the clause does and goes on to its end, as far as no quotation begins. "has
/// denied reports" | "that it was shut": so does what hangs on its noun.
TokenRange to_ends_of_clause(const Page& page, TokenRange cue, TokenRange content) {
  const std::vector<Word>& words = page.annotation().words;
  if (content.begin < cue.end || content.end > words.size()) return content;
  auto clause = said_clause(page, cue, content);
  if (clause) content.begin = std::min(content.begin, clause_begin(page, *clause, cue.end));
  if (!clause) clause = own_clause(page, content);
  if (!clause) return content;
  static constexpr std::uint32_t longest = 200;
  const std::uint32_t sentence = page.rows()[*clause].sentence;
  const std::uint32_t end = content.end;
  for (std::uint32_t at = end; at < words.size() && at < end + longest; ++at) {
    if (page.rows()[at].sentence != sentence || page.quoted(at)) break;
    if (!hangs_under(page, at, *clause)) break;
    if (words[at].tag != PartOfSpeech::PUNCT) content.end = at + 1;
  }
  return content;
}

/// "has accused the board of silence" | ": nine kilns were shut": what the colon announces is said
/// as well, to the end of the sentence.
std::optional<TokenRange> behind_colon(const Page& page, TokenRange cue, TokenRange content) {
  static constexpr std::uint32_t longest_announced = 200;  // tokens
  const std::vector<Row>& rows = page.rows();
  const std::uint32_t sentence = rows[content.begin].sentence;
  if (content.begin < cue.end || rows[cue.begin].sentence != sentence) return std::nullopt;
  std::uint32_t colon = content.begin;
  while (colon < content.end && rows[colon].word != ":") ++colon;
  if (colon + 1 >= rows.size() || rows[colon].word != ":") return std::nullopt;
  TokenRange rest{colon + 1, colon + 1};
  while (rest.end < rows.size() && rows[rest.end].sentence == sentence) {
    if (page.quoted(rest.end) || rest.end - colon > longest_announced) return std::nullopt;
    ++rest.end;
  }
  while (!rest.empty() && rows[rest.end - 1].shape == "p") --rest.end;
  return !rest.empty() && holds_clause(page, rest) ? std::optional(rest) : std::nullopt;
}

/// Whether the words stand in another sentence than the cue, or hold the subject of a verb outside
/// it.
bool belongs_elsewhere(const Page& page, TokenRange cue, TokenRange source) {
  const std::vector<Word>& words = page.annotation().words;
  const Word& head = words[head_of(page, source)];
  if (page.rows()[source.begin].sentence != page.rows()[cue.begin].sentence) return true;
  if (head.relation != "nsubj" || !head.head) return false;
  const auto verb = static_cast<std::uint32_t>(*head.head);
  return !cue.contains(verb) && words[verb].tag == PartOfSpeech::VERB;
}

/// "a councillor who did not want to be named | said": the noun whose clause ends before the cue.
std::optional<std::uint32_t> noun_with_clause(const Page& page, TokenRange cue) {
  static constexpr int deepest = 12;
  const std::vector<Word>& words = page.annotation().words;
  if (cue.begin == 0 || cue.end > words.size()) return std::nullopt;
  std::uint32_t at = cue.begin - 1;
  for (int steps = 0; steps < deepest && words[at].head; ++steps) {
    const auto over = static_cast<std::uint32_t>(*words[at].head);
    if (words[at].relation == "acl:relcl" && over < at) return over;
    at = over;
    if (at >= cue.begin) return std::nullopt;
  }
  return std::nullopt;
}

bool stands_alone(const Page& page, std::uint32_t at) {
  const auto& tokens = page.segmentation().tokens;
  return at > 0 && at + 1 < tokens.size() && tokens[at - 1].span.end < tokens[at].span.begin &&
         tokens[at].span.end < tokens[at + 1].span.begin;
}

/// "Speaking to the Mill Daily, [Olga Pint] | said", where the tree has given the verb to another.
std::optional<TokenRange> nominal_before(const Page& page, TokenRange cue, std::uint32_t least) {
  const std::vector<Word>& words = page.annotation().words;
  const auto nominal = [&](std::uint32_t at) {
    return words[at].tag == PartOfSpeech::NOUN || words[at].tag == PartOfSpeech::PROPN;
  };
  TokenRange phrase{cue.begin, cue.begin};
  while (phrase.begin > least && nominal(phrase.begin - 1)) --phrase.begin;
  return phrase.empty() ? std::nullopt : std::optional(phrase);
}

/// "ORURO (Hill Herald) - A foreman told": the tree may take the place before the dash for the
/// subject and the foreman for what stands beside it.
TokenRange behind_dateline(const Page& page, TokenRange cue, TokenRange source) {
  static constexpr std::uint32_t longest = 12;
  const std::vector<Row>& rows = page.rows();
  const std::vector<Word>& words = page.annotation().words;
  const bool opens =
      source.begin == 0 || rows[source.begin - 1].paragraph != rows[source.begin].paragraph;
  if (!opens || cue.end > words.size()) return source;
  std::uint32_t dash = source.end;
  const std::uint32_t end = std::min(cue.begin, source.begin + longest);
  const auto parts = [&](std::uint32_t at) {
    return is_dash(rows[at].word) || (rows[at].word == "-" && stands_alone(page, at));
  };
  while (dash < end && !parts(dash)) ++dash;
  for (std::uint32_t at = dash + 1; dash < end && at < cue.begin; ++at) {
    const bool beside = words[at].head &&
                        source.contains(static_cast<std::uint32_t>(*words[at].head)) &&
                        words[at].relation == "appos";
    if (!beside) continue;
    TokenRange phrase = phrase_before(page, at, dash + 1, cue.begin);
    const auto comma = [&](const Row& row) { return row.lower == ","; };
    if (std::none_of(rows.begin() + dash, rows.begin() + at, comma)) phrase.begin = dash + 1;
    return phrase;
  }
  return dash < end ? nominal_before(page, cue, dash + 1).value_or(source) : source;
}

/// "A reported | that B said", "A was there. | C, which owns it, has denied": where the heads give
/// B to "reported" or A to "denied", the verb's own subject is meant.
TokenRange with_own_subject(const Page& page, TokenRange cue, TokenRange source) {
  if (source.end > page.annotation().words.size()) return source;
  if (!belongs_elsewhere(page, cue, source)) return source;
  auto own = subject_of(page, cue);
  if (!own) own = noun_with_clause(page, cue);
  if (!own || source.contains(*own)) return source;
  return TokenRange{*own, *own + 1};
}

/// A content without marks ends with the paragraph of its cue: where it goes on behind, the heads
/// have taken two items for one.
TokenRange in_paragraph(const Page& page, TokenRange cue, TokenRange content) {
  const std::vector<Row>& rows = page.rows();
  const std::uint32_t paragraph = rows[cue.begin].paragraph;
  const auto is_beyond = [&](std::uint32_t at) {
    return rows[at].paragraph != paragraph && !page.quoted(at);
  };
  TokenRange cut = content;
  while (!cut.empty() && is_beyond(cut.end - 1)) --cut.end;
  while (!cut.empty() && is_beyond(cut.begin)) ++cut.begin;
  return cut.empty() ? content : cut;
}

/// Adds a piece and what a colon in it or behind it announces, and takes in pieces that stand
/// there.
void add_content(const Page& page, const std::vector<TokenRange>& taken, TokenRange piece,
                 Found& found) {
  const auto rest = behind_colon(page, found.cue, piece);
  if (rest && outside_of({*rest}, taken) == std::vector{*rest}) piece.end = rest->end;
  std::erase_if(found.content, [&](TokenRange other) {
    const bool inside = piece.begin <= other.begin && other.end <= piece.end;
    return inside;
  });
  const auto holds = [&](TokenRange other) {
    return other.begin <= piece.begin && piece.end <= other.end;
  };
  if (std::ranges::none_of(found.content, holds)) found.content.push_back(piece);
}

/// Heads look at each layer by itself, so that what they say is cue and content at once is cue.
std::optional<Found> found_of(const Page& page, const HeadedAttribution& headed) {
  const std::vector<TokenRange> cue = read_tokens(page, headed.cue);
  if (cue.empty()) return std::nullopt;
  Found found;
  found.cue = with_its_head(page, cue.front());
  // "noted that": the conjunction belongs to the content.
  const std::uint32_t last = found.cue.end - 1;
  const bool with_that = last > found.cue.begin && page.rows()[last].lower == "that";
  if (with_that) --found.cue.end;
  found.confidence = headed.confidence;
  if (headed.source) {
    const auto source = outside_of(read_tokens(page, *headed.source), {found.cue});
    if (!source.empty())
      found.source = {
          behind_dateline(page, found.cue, with_own_subject(page, found.cue, source.front()))};
  } else if (const auto subject = subject_of(page, found.cue)) {
    found.source = {behind_dateline(page, found.cue, {*subject, *subject + 1})};
  }
  std::vector<TokenRange> taken = found.source;
  taken.push_back(found.cue);
  for (const Span span : headed.content) {
    for (TokenRange piece : outside_of(read_tokens(page, span), taken)) {
      if (with_that && piece.begin == last + 1) --piece.begin;
      piece = in_paragraph(page, found.cue, to_ends_of_clause(page, found.cue, piece));
      add_content(page, taken, without_comma(page, piece, taken), found);
    }
  }
  if (found.content.empty()) return std::nullopt;
  std::ranges::sort(found.content);
  count_words(page, found);
  const Row& first = page.rows()[found.content.front().begin];
  if (found.words == 1 && first.lower == "that") return std::nullopt;  // others have the rest
  return found;
}

/// The verb that a piece of content begins with a clause of: "said | that …".
std::optional<std::uint32_t> own_verb(const Page& page, TokenRange piece) {
  const std::vector<Word>& words = page.annotation().words;
  if (piece.end > words.size() || page.rows()[piece.begin].lower != "that") return std::nullopt;
  const Word& mark = words[piece.begin];
  if (mark.relation != "mark" || !mark.head) return std::nullopt;
  const Word& clause = words[static_cast<std::uint32_t>(*mark.head)];
  if (clause.relation != "ccomp" || !clause.head) return std::nullopt;
  return static_cast<std::uint32_t>(*clause.head);
}

/// "The office said | that it was closed. “Nobody came”, [replied the union].": a clause that the
/// heads give to a cue behind its sentence, since they saw none before it, goes to its own verb.
/// `piece` keeps what stands behind the sentence.
std::optional<Found> gone_home(const Page& page, const Found& each, TokenRange& piece) {
  const auto verb = own_verb(page, piece);
  const auto subject = verb ? subject_of(page, {*verb, *verb + 1}) : std::nullopt;
  if (!subject) return std::nullopt;
  std::uint32_t stop = piece.begin;
  while (stop < each.cue.begin && !ends_sentence(page, stop)) ++stop;
  if (stop >= each.cue.begin) return std::nullopt;
  Found own;
  own.cue = {*verb, *verb + 1};
  own.source = {{*subject, *subject + 1}};
  own.content = {{piece.begin, std::min(stop, piece.end)}};
  own.confidence = each.confidence;
  count_words(page, own);
  piece.begin = std::min(stop + 1, piece.end);
  return own;
}

void give_home(const Page& page, std::vector<Found>& found) {
  std::set<std::uint32_t> cues;
  for (const Found& each : found) cues.insert(each.cue.begin);
  std::vector<Found> added;
  for (Found& each : found) {
    for (TokenRange& piece : each.content) {
      const TokenRange before = piece;
      auto own = gone_home(page, each, piece);
      if (own && cues.insert(own->cue.begin).second) {
        added.push_back(std::move(*own));
      } else {
        piece = before;
      }
    }
    std::erase_if(each.content, [](TokenRange piece) { return piece.empty(); });
    count_words(page, each);
  }
  std::erase_if(found, [](const Found& each) { return each.content.empty(); });
  std::ranges::move(added, std::back_inserter(found));
}

// Each becomes a child of the smallest larger content that its cue stands in, so no circle can be.
void link_parents(std::vector<Found>& found) {
  std::vector<std::pair<std::uint32_t, std::size_t>> by_cue;  // cues in text order
  for (std::size_t at = 0; at < found.size(); ++at) {
    by_cue.emplace_back(found[at].cue.begin, at);
  }
  std::ranges::sort(by_cue);
  std::vector<std::size_t> size(found.size(), 0), smallest(found.size(), SIZE_MAX);
  for (std::size_t at = 0; at < found.size(); ++at) size[at] = token_count(found[at].content);
  for (std::size_t outer = 0; outer < found.size(); ++outer) {
    for (const TokenRange piece : found[outer].content) {
      auto next =
          std::ranges::lower_bound(by_cue, std::pair<std::uint32_t, std::size_t>{piece.begin, 0});
      for (; next != by_cue.end() && next->first < piece.end; ++next) {
        const std::size_t inner = next->second;
        if (size[outer] <= size[inner] || size[outer] >= smallest[inner]) continue;
        smallest[inner] = size[outer];
        found[inner].parent = outer;
      }
    }
  }
}

std::vector<TokenRange> within(const std::vector<TokenRange>& ranges,
                               const std::vector<TokenRange>& outer) {
  std::vector<TokenRange> kept;
  for (const TokenRange range : ranges) {
    for (const TokenRange limit : outer) {
      const TokenRange both{std::max(range.begin, limit.begin), std::min(range.end, limit.end)};
      if (!both.empty()) kept.push_back(both);
    }
  }
  return kept;
}

// Cuts children to their parents' contents, outer ones first; what loses its content goes.
std::vector<Found> keep_inside(std::vector<Found> found) {
  std::vector<std::size_t> order(found.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const std::size_t size_a = token_count(found[a].content);
    const std::size_t size_b = token_count(found[b].content);
    return size_a != size_b ? size_a > size_b : a < b;
  });
  std::vector<Found> kept;
  std::vector<std::optional<std::size_t>> moved(found.size());
  for (const std::size_t at : order) {
    Found each = std::move(found[at]);
    if (each.parent) {
      each.parent = moved[*each.parent];
      if (!each.parent) continue;
      const std::vector<TokenRange>& outer = kept[*each.parent].content;
      each.source = within(each.source, outer);
      each.content = within(each.content, outer);
      if (each.content.empty() || within({each.cue}, outer) != std::vector{each.cue}) continue;
    }
    moved[at] = kept.size();
    kept.push_back(std::move(each));
  }
  return kept;
}

}  // namespace

void count_words(const Page& page, Found& found) {
  found.words = found.quoted = 0;
  for (const TokenRange piece : found.content) {
    for (std::uint32_t at = piece.begin; at < piece.end; ++at) {
      if (page.rows()[at].shape == "p") continue;
      ++found.words;
      found.quoted += page.quoted(at) ? 1 : 0;
    }
  }
}

std::optional<std::uint32_t> subject_of(const Page& page, TokenRange cue) {
  static constexpr std::uint32_t reach = 40;
  const std::vector<Word>& words = page.annotation().words;
  if (cue.end > words.size()) return std::nullopt;
  const std::uint32_t first = cue.begin > reach ? cue.begin - reach : 0;
  for (std::uint32_t at = cue.begin; at-- > first;) {
    const Word& word = words[at];
    const bool noun = word.tag == PartOfSpeech::NOUN || word.tag == PartOfSpeech::PROPN;
    if (!noun || word.relation != "nsubj" || !word.head) continue;
    if (cue.contains(static_cast<std::uint32_t>(*word.head))) return at;
  }
  return std::nullopt;
}

std::size_t token_count(const std::vector<TokenRange>& ranges) {
  std::size_t count = 0;
  for (const TokenRange range : ranges) count += range.end - range.begin;
  return count;
}

bool contains(const std::vector<TokenRange>& ranges, std::uint32_t token) {
  return std::ranges::any_of(ranges, [&](TokenRange range) { return range.contains(token); });
}

std::vector<TokenRange> outside_of(const std::vector<TokenRange>& ranges,
                                   const std::vector<TokenRange>& others) {
  std::vector<TokenRange> kept;
  for (const TokenRange range : ranges) {
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      if (!contains(others, at)) append(kept, at);
    }
  }
  return kept;
}

std::vector<Found> find_attributions(const Page& page, std::span<const HeadedAttribution> headed,
                                     std::span<const LikelyCue> likely) {
  std::vector<Found> found;
  for (const HeadedAttribution& one : headed) {
    if (auto each = found_of(page, one)) found.push_back(std::move(*each));
  }
  add_faint_cues(page, likely, found);
  fill_contents(page, found);
  add_headlines(page, found);
  give_home(page, found);
  nest_citations(page, found);
  settle_speech(page, found);
  link_parents(found);
  return keep_inside(std::move(found));
}

}  // namespace hearsay::attribute
