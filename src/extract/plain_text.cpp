// Text without mark-up gives little away, so only clear signs count: a short first line is a title
// when a paragraph break or a byline follows; "By …" and a line that is a date are what they seem;
// a line of boilerplate is marked where it stands, and a heading such as "Related:" or "Comments"
// takes the short lines below it along.
#include "extract/plain_text.h"

#include <algorithm>
#include <vector>

#include "extract/boilerplate.h"
#include "extract/date_choice.h"
#include "extract/dates.h"
#include "extract/embedded.h"
#include "extract/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t longest_title = 220;
constexpr std::size_t longest_byline = 160;
constexpr std::size_t top_lines = 8;  // where title, byline and date may stand

struct Line {
  Span span;               // without white space at its ends
  bool paragraph = false;  // an empty line stands before it (or the text begins)
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  bool gap = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view trimmed = text::trim(text.substr(at, end - at));
    if (trimmed.empty()) {
      gap = true;
    } else {
      const auto begin = static_cast<std::uint32_t>(trimmed.data() - text.data());
      lines.push_back({{begin, begin + static_cast<std::uint32_t>(trimmed.size())}, gap});
      gap = false;
    }
    at = end + 1;
  }
  return lines;
}

/// Without Markdown's marks at the start: "# ", "**", "> ".
Span without_marks(std::string_view text, Span span) {
  const auto is_mark = [](char c) { return c == '#' || c == '*' || c == '_' || c == ' '; };
  while (!span.empty() && is_mark(text[span.begin])) ++span.begin;
  while (!span.empty() && is_mark(text[span.end - 1])) --span.end;
  return span;
}

class Marker {
 public:
  Marker(Article& article, bool markdown)
      : article_(article), text_(article.text), markdown_(markdown), lines_(lines_of(text_)) {}

  void run() {
    mark_top();
    mark_lines();
    mark_changes();
    std::sort(article_.boilerplate.begin(), article_.boilerplate.end(),
              [](const Boilerplate& a, const Boilerplate& b) { return a.span < b.span; });
    find_pasted_documents(article_);
  }

 private:
  std::string_view words(Span span) const { return text_.substr(span.begin, span.size()); }

  /// Title, byline and date in the first lines; what was recognised is not body.
  void mark_top() {
    std::size_t i = 0;
    if (is_title(i)) {
      const Span span = without_marks(text_, lines_[i].span);
      article_.headline = span;
      if (article_.title.empty()) article_.title = std::string(words(span));
      ++i;
    }
    for (; i < lines_.size() && i < top_lines; ++i) {
      if (!mark_byline(lines_[i].span) && !mark_date(lines_[i].span)) {
        if (!boilerplate_kind(words(lines_[i].span))) break;
        add_boilerplate(lines_[i].span, *boilerplate_kind(words(lines_[i].span)));
      }
    }
    first_body_line_ = i;
    if (i >= lines_.size() && !lines_.empty()) undo_top();
  }

  /// Nothing was left: then the lines are the text after all.
  void undo_top() {
    first_body_line_ = 0;
    article_.headline.reset();
    article_.byline.reset();
    article_.boilerplate.clear();
  }

  bool is_title(std::size_t i) const {
    if (lines_.size() < 2 || i >= lines_.size()) return false;
    const std::string_view line = words(lines_[i].span);
    if (markdown_ && line.starts_with("# ")) return true;
    if (line.size() > longest_title || starts_like_byline(line) || boilerplate_kind(line)) {
      return false;
    }
    if (!article_.title.empty() && !shares_words(line, article_.title)) return false;
    const text::Decoded last = text::decode_before(line, line.size());
    const bool sentence = last.code_point == '.' || last.code_point == ',' ||
                          last.code_point == ';' || last.code_point == ':';
    const bool set_apart = lines_[i + 1].paragraph || is_byline(words(lines_[i + 1].span)) ||
                           is_date_line(words(lines_[i + 1].span));
    return !sentence && set_apart;
  }

  /// Whether at least half of the line's words stand in the title that the carrier gives.
  static bool shares_words(std::string_view line, std::string_view title) {
    const std::string folded = " " + text::fold(title) + " ";
    const std::string own = text::fold(line);
    const std::vector<std::string_view> words = text::split(own);
    const auto shared = std::ranges::count_if(words, [&](std::string_view word) {
      return folded.find(" " + std::string(word) + " ") != std::string::npos;
    });
    return 2 * shared >= std::ssize(words);
  }

  static bool is_byline(std::string_view line) {
    return line.size() <= longest_byline && starts_like_byline(line) && !line.ends_with('.') &&
           !names_of_authors({std::string(line)}, {}).empty();
  }

  bool mark_byline(Span span) {
    const Span inside = without_marks(text_, span);
    if (article_.byline || !is_byline(words(inside))) return false;
    article_.byline = inside;
    if (article_.authors.empty()) {
      article_.authors = names_of_authors({std::string(words(inside))}, article_.publisher);
    }
    mark_date(span);
    return true;
  }

  bool mark_date(Span span) {
    const std::string_view line = words(span);
    const bool in_byline = article_.byline && span.contains(article_.byline->begin);
    if (!in_byline && !is_date_line(line)) return false;
    const std::vector<FoundDate> dates = find_dates(line);
    if (dates.empty()) return false;
    const Span where{span.begin + dates.front().span.begin, span.begin + dates.front().span.end};
    const std::string lower = text::lower(line);
    const bool modified = lower.find("updated") != std::string::npos ||
                          lower.find("modified") != std::string::npos ||
                          lower.find("aktualisiert") != std::string::npos;
    article_.dates.push_back({modified ? DateKind::modified : DateKind::published,
                              dates.front().value, DateOrigin::visible, where});
    return true;
  }

  /// "Updated 13 March 2019.": a sentence at the page's top or foot that begins with the word for
  /// it.
  void mark_changes() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool at_edge = i < top_lines || lines_.size() - i <= top_lines;
      if (at_edge) mark_change(lines_[i].span);
    }
  }

  void mark_change(Span line) {
    constexpr std::size_t longest_lead = 40;  // "Last updated on Wednesday at 10:40, "
    for (const FoundDate& date : find_dates(words(line))) {
      std::string_view before = words(line).substr(0, date.span.begin);
      const std::size_t end = before.find_last_of(".!?|;•");
      if (end != std::string_view::npos) before.remove_prefix(end + 1);
      before = text::trim(before);
      if (before.size() > longest_lead || !says_modified(before)) continue;
      const Span where{line.begin + date.span.begin, line.begin + date.span.end};
      const bool known = std::ranges::any_of(
          article_.dates, [&](const DocumentDate& other) { return other.span == where; });
      if (!known) {
        article_.dates.push_back({DateKind::modified, date.value, DateOrigin::visible, where});
      }
    }
  }

  void add_boilerplate(Span span, BoilerplateKind kind) {
    article_.boilerplate.push_back({span, kind});
  }

  /// Every line is body or boilerplate; neighbouring body lines are one span.
  void mark_lines() {
    BoilerplateKind section = BoilerplateKind::other;  // other: in none
    for (std::size_t i = first_body_line_; i < lines_.size(); ++i) {
      const Span span = lines_[i].span;
      const std::string_view line = words(span);
      const auto kind = boilerplate_kind(line);
      if (kind) {
        add_boilerplate(span, *kind);
        section = opens_section(line, *kind) ? *kind : BoilerplateKind::other;
        continue;
      }
      if (section != BoilerplateKind::other && is_section_line(line, section)) {
        add_boilerplate(span, section);
        continue;
      }
      section = BoilerplateKind::other;
      add_body(span, i > first_body_line_);
    }
  }

  /// "Related:", "Comments (3)": what follows belongs to it.
  static bool opens_section(std::string_view line, BoilerplateKind kind) {
    return line.size() < 60 &&
           (kind == BoilerplateKind::comments || kind == BoilerplateKind::related);
  }

  /// Comments go on to the end; lists of other articles as long as lines look like headlines.
  static bool is_section_line(std::string_view line, BoilerplateKind section) {
    if (section == BoilerplateKind::comments) return true;
    return line.size() < 160 && !line.ends_with('.') && !line.ends_with("\"") &&
           !line.ends_with("”");
  }

  void add_body(Span span, bool may_join) {
    Spans& body = article_.body;
    const bool joins = may_join && !body.empty() && !separated(body.back().end, span.begin);
    if (joins) {
      body.back().end = span.end;
    } else {
      body.push_back(span);
    }
  }

  /// Whether boilerplate stands between; it was added in text order.
  bool separated(std::uint32_t from, std::uint32_t to) const {
    if (article_.boilerplate.empty()) return false;
    const Span last = article_.boilerplate.back().span;
    return last.begin >= from && last.end <= to;
  }

  Article& article_;
  std::string_view text_;
  bool markdown_;
  std::vector<Line> lines_;
  std::size_t first_body_line_ = 0;
};

}  // namespace

void mark_plain_text(Article& article, bool markdown) { Marker(article, markdown).run(); }

void mark_raw(Article& article) {
  const std::string_view text = article.text;
  const std::string_view inside = text::trim(text);
  article.body.clear();
  if (inside.empty()) return;
  const auto begin = static_cast<std::uint32_t>(inside.data() - text.data());
  article.body.push_back({begin, begin + static_cast<std::uint32_t>(inside.size())});
}

}  // namespace hearsay::extraction
