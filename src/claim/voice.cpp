#include "claim/voice.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace hearsay {
namespace {

// Folded and with a blank at both ends, so that " we " is a whole word.
std::string padded(const Article& article, Span span) {
  constexpr std::uint32_t enough = 2000;
  std::string_view words = hearsay::words(article, span);
  return " " + text::fold(words.substr(0, enough)) + " ";
}

bool has_any(const std::string& text, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return text.find(phrase) != std::string::npos;
  });
}

}  // namespace

Attributed::Attributed(const Attributions& attributions) : all_(attributions.attributions) {
  for (std::uint32_t i = 0; i < all_.size(); ++i) {
    for (const Span span : all_[i].content) contents_.all.push_back({span, i});
    for (const Span span : all_[i].cue) cues_.all.push_back({span, i});
    for (const Span span : all_[i].source) sources_.all.push_back({span, i});
  }
  contents_.finish();
  cues_.finish();
  sources_.finish();
}

void Attributed::Pieces::finish() {
  std::sort(all.begin(), all.end(), [](const Piece& a, const Piece& b) {
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    if (a.span.end != b.span.end) return a.span.end > b.span.end;
    return a.attribution < b.attribution;
  });
  leaves = 1;
  while (leaves < all.size()) leaves *= 2;
  furthest.assign(2 * leaves, 0);
  for (std::size_t i = 0; i < all.size(); ++i) furthest[leaves + i] = all[i].span.end;
  for (std::size_t i = leaves - 1; i > 0; --i) {
    furthest[i] = std::max(furthest[2 * i], furthest[2 * i + 1]);
  }
}

template <typename Visit>
void Attributed::Pieces::descend(std::size_t node, std::size_t begin, std::size_t size, Span span,
                                 const Visit& visit) const {
  if (begin >= all.size() || furthest[node] <= span.begin) return;
  if (all[begin].span.begin >= span.end) return;
  if (size == 1) {
    if (all[begin].span.overlaps(span)) visit(all[begin]);
    return;
  }
  descend(2 * node, begin, size / 2, span, visit);
  descend(2 * node + 1, begin + size / 2, size / 2, span, visit);
}

template <typename Visit>
void Attributed::Pieces::overlapping(Span span, const Visit& visit) const {
  if (!all.empty()) descend(1, 0, leaves, span, visit);
}

std::vector<AttributionIndex> Attributed::around(Span span) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;  // size of the piece, attribution
  contents_.overlapping(span, [&](const Piece& p) {
    if (p.span.contains(span)) found.emplace_back(p.span.size(), p.attribution);
  });
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return a.second < b.second;  // equal pieces: a parent stands before its children
  });
  std::vector<AttributionIndex> out;
  for (const auto& [size, attribution] : found) {
    const AttributionIndex index{attribution};
    if (std::find(out.begin(), out.end(), index) == out.end()) out.push_back(index);
  }
  return out;
}

std::optional<Span> Attributed::content_around(Span span) const {
  std::optional<Span> best;
  contents_.overlapping(span, [&](const Piece& p) {
    if (p.span.contains(span) && (!best || p.span.size() < best->size())) best = p.span;
  });
  return best;
}

bool Attributed::is_cue(Span span) const { return cue_of(span).has_value(); }

bool Attributed::is_source(Span span) const {
  bool found = false;
  sources_.overlapping(span, [&](const Piece& p) { found = found || p.span.contains(span); });
  return found;
}

std::optional<AttributionIndex> Attributed::cue_of(Span span) const {
  std::optional<std::uint32_t> found;
  cues_.overlapping(span, [&](const Piece& p) {
    found = found ? std::min(*found, p.attribution) : p.attribution;
  });
  if (!found) return std::nullopt;
  return AttributionIndex{*found};
}

std::optional<AttributionIndex> Attributed::last_in(Span span) const {
  std::optional<std::uint32_t> found;
  std::uint32_t where = 0;
  const auto note = [&](const Piece& p) {
    const std::uint32_t end = p.span.end;
    if (!found || end > where || (end == where && p.attribution < *found)) {
      found = p.attribution;
      where = end;
    }
  };
  cues_.overlapping(span, note);
  contents_.overlapping(span, note);
  if (!found) return std::nullopt;
  // The outermost: the speaker goes on, not whom the speaker quoted.
  AttributionIndex index{*found};
  for (int steps = 0; steps < 20; ++steps) {
    const auto parent = all_[static_cast<std::size_t>(index)].parent;
    if (!parent || static_cast<std::size_t>(*parent) >= all_.size()) break;
    index = *parent;
  }
  return index;
}

namespace {

// Words that turn to another subject or go back in time: the speaker's turn is over.
bool turns_away(const std::string& sentence) {
  for (const std::string_view start : {" meanwhile ",
                                       " separately ",
                                       " elsewhere ",
                                       " earlier ",
                                       " last ",
                                       " this is ",
                                       " in recent ",
                                       " according to ",
                                       " the newspaper ",
                                       " this newspaper ",
                                       " since ",
                                       " previously ",
                                       " asked ",
                                       " we ",
                                       " i ",
                                       " our ",
                                       " background ",
                                       " on monday ",
                                       " on tuesday ",
                                       " on wednesday ",
                                       " on thursday ",
                                       " on friday ",
                                       " on saturday ",
                                       " on sunday "}) {
    if (sentence.starts_with(start)) return true;
  }
  return false;
}

// Words with which a speaker is taken up again in a new paragraph.
bool takes_up(const std::string& sentence) {
  for (const std::string_view start :
       {" he ", " she ", " they ", " it also ", " he also ", " also ", " moreover ",
        " furthermore ", " in addition ", " besides "}) {
    if (sentence.starts_with(start)) return true;
  }
  return false;
}

bool can_be_carried(const Attribution& attribution) {
  return attribution.source_kind != SourceKind::unspecified &&
         attribution.source_kind != SourceKind::author;
}

}  // namespace

std::vector<std::optional<Carried>> carried_over(const Article& article,
                                                 const Segmentation& segmentation,
                                                 const Attributed& attributed) {
  std::vector<std::optional<Carried>> out(segmentation.sentences.size());
  bool speaking = false;
  AttributionIndex speaker{};
  std::size_t since = 0;  // sentences carried so far
  std::optional<ParagraphIndex> paragraph;
  for (std::size_t i = 0; i < segmentation.sentences.size(); ++i) {
    const Sentence& sentence = segmentation.sentences[i];
    const auto index = static_cast<std::size_t>(sentence.paragraph);
    const bool body = index >= segmentation.paragraphs.size() ||
                      segmentation.paragraphs[index].role == ParagraphRole::body;
    if (!body) {
      speaking = false;
      continue;
    }
    const bool new_paragraph = paragraph != sentence.paragraph;
    paragraph = sentence.paragraph;
    if (const auto own = attributed.last_in(sentence.span)) {
      speaking = can_be_carried(attributed[*own]);
      speaker = *own;
      since = 0;
      continue;
    }
    if (!speaking) continue;
    const std::string text = padded(article, sentence.span);
    const bool goes_on = !turns_away(text) && !is_own_voice(article, segmentation, sentence.span) &&
                         since < 3 && (!new_paragraph || takes_up(text));
    if (!goes_on) {
      speaking = false;
      continue;
    }
    ++since;
    const float confidence = takes_up(text) ? 0.6F : 0.5F - 0.05F * static_cast<float>(since);
    out[i] = Carried{speaker, confidence};
  }
  return out;
}

namespace {

bool is_quoted(const Segmentation& segmentation, Span span) {
  const auto& all = segmentation.quotations;
  // Quotations are in the order of their begins; those that reach far stand around others.
  auto at =
      std::lower_bound(all.begin(), all.end(), span.end,
                       [](const Quotation& q, std::uint32_t end) { return q.outside.begin < end; });
  for (int steps = 0; at != all.begin() && steps < 8; ++steps) {
    --at;
    if (at->outside.overlaps(span)) return true;
  }
  return false;
}

}  // namespace

namespace {

// "we have obtained", "I counted": the writer is the one who knows.
bool writer_knows(const std::string& text) {
  static constexpr auto verbs = std::to_array<std::string_view>(
      {"seen",    "saw",     "obtained", "reviewed", "examined", "verified", "found",   "visited",
       "counted", "watched", "spoke",    "met",      "heard",    "checked",  "called",  "asked",
       "stood",   "walked",  "read",     "learned",  "learnt",   "received", "measured"});
  static constexpr auto between = std::to_array<std::string_view>(
      {"have", "had", "ourselves", "myself", "also", "then", "ve", "'ve", "’ve", "have also"});
  const std::vector<std::string_view> words = text::split(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "i" && words[i] != "we") continue;
    std::size_t at = i + 1;
    while (at < words.size() && std::ranges::find(between, words[at]) != between.end()) ++at;
    if (at < words.size() && std::ranges::find(verbs, words[at]) != verbs.end()) return true;
  }
  return false;
}

}  // namespace

bool is_own_voice(const Article& article, const Segmentation& segmentation, Span sentence) {
  if (is_quoted(segmentation, sentence)) return false;  // somebody else's "we"
  const std::string text = padded(article, sentence);
  const bool newsroom = has_any(
      text, {" this newspaper ", " this paper ", " our newspaper ", " our reporter ",
             " our correspondent ", " our reporters ", " our correspondents ", " this reporter ",
             " this magazine ", " this newsroom ", " our newsroom ", " this website "});
  const bool knows =
      has_any(text, {" seen ",     " saw ",     " obtained ",  " reviewed ",    " examined ",
                     " verified ", " found ",   " learned ",   " learnt ",      " interviewed ",
                     " visited ",  " counted ", " witnessed ", " watched ",     " spoke ",
                     " spoken ",   " told ",    " confirmed ", " established ", " read ",
                     " received "});
  if (newsroom && knows) return true;
  if (writer_knows(text)) return true;
  if (has_any(text, {" seen by this ", " obtained by this ", " seen by our "})) return true;
  if (article.publisher.empty() || !knows) return false;
  const std::string name = " " + text::fold(article.publisher) + " ";
  const std::size_t at = text.find(name);
  if (name.size() < 5 || at == std::string::npos) return false;
  const std::string_view rest = std::string_view(text).substr(at + name.size() - 1);
  for (const std::string_view phrase :
       {" has seen ", " saw ", " has obtained ", " obtained ", " reviewed ", " has reviewed "}) {
    if (rest.starts_with(phrase)) return true;
  }
  return text.find(" by" + name) != std::string::npos;
}

bool is_hearsay(const Article& article, Span clause) {
  const std::string text = padded(article, clause);
  return has_any(text,
                 {" reportedly ", " allegedly ", " supposedly ", " purportedly ", " rumoured ",
                  " rumored ", " said to be ", " said to have ", " believed to ", " thought to ",
                  " alleged ", " it is said ", " media reports ", " unconfirmed "});
}

}  // namespace hearsay
