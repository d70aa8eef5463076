#include "extract/embedded.h"

#include <algorithm>
#include <string>
#include <vector>

#include "extract/dates.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t longest_heading = 200;
constexpr std::size_t longest_date_line = 90;
constexpr std::size_t prose_before = 3;  // paragraphs that make the outer document one
constexpr std::size_t most_documents = 3;

/// The lines of the body, in text order.
std::vector<Span> lines_of_body(const Article& article) {
  std::vector<Span> lines;
  const std::string_view text = article.text;
  for (const Span& span : article.body) {
    for (std::uint32_t at = span.begin; at < span.end;) {
      const std::size_t found = text.find('\n', at);
      const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(found, span.end));
      const std::string_view line = text::trim(text.substr(at, end - at));
      if (!line.empty()) {
        const auto begin = static_cast<std::uint32_t>(line.data() - text.data());
        lines.push_back({begin, begin + static_cast<std::uint32_t>(line.size())});
      }
      at = end + 1;
    }
  }
  return lines;
}

bool looks_like_heading(std::string_view line) {
  if (line.size() > longest_heading || line.size() < 8) return false;
  const char last = line.back();
  return last != '.' && last != ',' && last != ';' && last != '"' && !is_date_line(line);
}

bool announces_document(std::string_view line) {
  if (line.size() > 120) return false;
  const std::string lower = text::lower(line);
  for (const std::string_view start :
       {"full text of", "the full text of", "full statement", "the full statement", "text of the",
        "read the full statement", "read the statement in full", "statement in full",
        "for immediate release", "the statement in full", "below is the full",
        "here is the full"}) {
    if (lower.starts_with(start)) return true;
  }
  return false;
}

std::string without_markdown(std::string_view line) {
  while (line.starts_with('#') || line.starts_with('*') || line.starts_with(' ')) {
    line.remove_prefix(1);
  }
  while (line.ends_with('*')) line.remove_suffix(1);
  return std::string(text::trim(line));
}

}  // namespace

bool is_date_line(std::string_view line) {
  if (line.size() > longest_date_line || line.ends_with('.')) return false;
  const std::vector<FoundDate> dates = find_dates(line);
  return !dates.empty() && line.size() <= dates.front().span.size() + 45;
}

void find_pasted_documents(Article& article) {
  const std::vector<Span> lines = lines_of_body(article);
  const auto line = [&](std::size_t i) { return words(article, lines[i]); };
  std::vector<Embedded> found;
  std::size_t prose = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (line(i).size() > 80) ++prose;
    if (prose < prose_before || i + 2 >= lines.size() || !looks_like_heading(line(i))) continue;
    const bool dated = is_date_line(line(i + 1));
    if (!dated && !announces_document(line(i))) continue;
    Embedded document;
    document.span = {lines[i].begin, article.body.back().end};
    document.title = without_markdown(line(i));
    if (dated) document.published = find_dates(line(i + 1)).front().value;
    if (!found.empty()) found.back().span.end = lines[i - 1].end;
    found.push_back(std::move(document));
  }
  if (found.size() >= most_documents) return;
  article.embedded.insert(article.embedded.end(), found.begin(), found.end());
}

void read_post_line(Embedded& post, const Article& article) {
  const std::string_view all = words(article, post.span);
  const std::size_t dash = all.rfind("— ");
  if (dash == std::string_view::npos) return;
  const std::string_view line = all.substr(dash);
  const std::size_t handle = line.find(" (@");
  if (handle != std::string_view::npos && handle < 120) {
    constexpr std::size_t mark = std::string_view("— ").size();
    post.publisher = std::string(text::trim(line.substr(mark, handle - mark)));
  }
  const std::vector<FoundDate> dates = find_dates(line);
  if (!dates.empty()) post.published = dates.back().value;
}

}  // namespace hearsay::extraction
