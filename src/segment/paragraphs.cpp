#include "segment/paragraphs.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "segment/characters.h"
#include "text/utf8.h"

namespace hearsay::segmenting {
namespace {

// A text broken by hand at the end of each line is no wider than this.
constexpr std::size_t widest_wrapped = 120;
constexpr std::size_t narrowest_wrapped = 40;

using Offset = std::uint32_t;

struct Line {
  Offset begin = 0;
  Offset end = 0;  // without white space at the ends
};

Span trimmed(std::string_view whole, Span span) {
  const std::string_view words = text::trim(whole.substr(span.begin, span.size()));
  if (words.empty()) return {span.begin, span.begin};
  const auto begin = static_cast<Offset>(words.data() - whole.data());
  return {begin, begin + static_cast<Offset>(words.size())};
}

std::size_t first_word_size(std::string_view line) {
  const std::size_t blank = line.find_first_of(" \t");
  return blank == std::string_view::npos ? line.size() : blank;
}

// "- ", "* ", "• ", "1. ", "2) ".
bool starts_like_item(std::string_view line) {
  const text::Decoded first = line.empty() ? text::Decoded{} : text::decode_at(line, 0);
  const char32_t c = first.code_point;
  if (c == 0x2022 || c == 0x25AA || c == 0x25CF || c == 0x25E6 || c == 0x2023) return true;
  if (c == '-' || c == '*' || c == 0xB7 || is_dash(c)) return character_at(line, first.size) == ' ';
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits == 0 || digits > 3 || digits + 1 >= line.size()) return false;
  return (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
}

// Lines between two empty ones, and whether each break among them was made on purpose: the next
// word would have fitted, the lines are not those of a wrapped text, or an item of a list begins.
void cut_at_line_breaks(std::string_view whole, const std::vector<Line>& lines,
                        std::vector<Offset>& cuts) {
  std::size_t widest = 0;
  for (const Line& line : lines) widest = std::max<std::size_t>(widest, line.end - line.begin);
  const bool may_be_wrapped = widest >= narrowest_wrapped && widest <= widest_wrapped;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view next = whole.substr(lines[i].begin, lines[i].end - lines[i].begin);
    const std::size_t size = lines[i - 1].end - lines[i - 1].begin;
    const bool fits = size + 1 + first_word_size(next) <= widest;
    if (!may_be_wrapped || fits || starts_like_item(next)) cuts.push_back(lines[i].begin);
  }
}

std::vector<Offset> cuts_in_text(std::string_view whole) {
  std::vector<Offset> cuts;
  std::vector<Line> lines;
  for (std::size_t at = 0; at <= whole.size();) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    const Span line = trimmed(whole, {static_cast<Offset>(at), static_cast<Offset>(end)});
    if (line.empty()) {
      cut_at_line_breaks(whole, lines, cuts);
      lines.clear();
      cuts.push_back(static_cast<Offset>(at));
    } else {
      lines.push_back({line.begin, line.end});
    }
    at = end + 1;
  }
  cut_at_line_breaks(whole, lines, cuts);
  return cuts;
}

void cut_around(Span span, Offset size, std::vector<Offset>& cuts) {
  if (span.end > size || span.empty()) return;  // not of this text
  cuts.push_back(span.begin);
  cuts.push_back(span.end);
}

std::vector<Offset> all_cuts(const Article& article) {
  std::vector<Offset> cuts = cuts_in_text(article.text);
  const auto size = static_cast<Offset>(article.text.size());
  if (article.headline) cut_around(*article.headline, size, cuts);
  if (article.byline) cut_around(*article.byline, size, cuts);
  for (const Span& span : article.body) cut_around(span, size, cuts);
  for (const Boilerplate& each : article.boilerplate) cut_around(each.span, size, cuts);
  for (const Block& each : article.blocks) cut_around(each.span, size, cuts);
  cuts.push_back(0);
  cuts.push_back(size);
  std::erase_if(cuts, [&](Offset cut) { return !text::is_boundary(article.text, cut); });
  std::ranges::sort(cuts);
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

// Whether one of some disjoint spans in text order holds the offset.
template <typename T, typename SpanOf>
bool one_holds(const std::vector<T>& all, Offset offset, SpanOf span_of) {
  const auto after =
      std::ranges::upper_bound(all, offset, {}, [&](const T& each) { return span_of(each).begin; });
  return after != all.begin() && span_of(*std::prev(after)).contains(offset);
}

ParagraphRole role_of(const Article& article, Offset offset) {
  if (article.headline && article.headline->contains(offset)) return ParagraphRole::headline;
  if (article.byline && article.byline->contains(offset)) return ParagraphRole::byline;
  const auto of_boilerplate = [](const Boilerplate& each) { return each.span; };
  if (one_holds(article.boilerplate, offset, of_boilerplate)) return ParagraphRole::boilerplate;
  const auto itself = [](const Span& span) { return span; };
  if (article.body.empty() || one_holds(article.body, offset, itself)) return ParagraphRole::body;
  return ParagraphRole::boilerplate;
}

}  // namespace

std::vector<Paragraph> find_paragraphs(const Article& article) {
  std::vector<Paragraph> paragraphs;
  const std::vector<Offset> cuts = all_cuts(article);
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    const Span span = trimmed(article.text, {cuts[i - 1], cuts[i]});
    if (span.empty()) continue;
    paragraphs.push_back({span, 0, 0, role_of(article, span.begin)});
  }
  return paragraphs;
}

}  // namespace hearsay::segmenting
