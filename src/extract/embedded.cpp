// A second document opens with what a document opens with: a heading with a date or a byline below,
// a line that announces a text in full, or a rule and then one of these; and only behind enough
// prose of the first. It goes on to a rule, an end mark or the end. A post opens with a name and a
// handle, and ends with its day.
#include "extract/embedded.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "extract/blocks.h"
#include "extract/boilerplate.h"
#include "extract/dates.h"
#include "extract/names.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t longest_heading = 200;
constexpr std::size_t longest_date_line = 90;
constexpr std::size_t longest_announcement = 140;
constexpr std::size_t shortest_prose = 80;
constexpr std::size_t prose_before = 2;        // paragraphs that make the outer document one
constexpr std::size_t shortest_document = 20;  // bytes
constexpr std::size_t head_lines = 3;          // below a heading: who and when
constexpr std::size_t most_documents = 3;
constexpr std::size_t most_post_lines = 12;
constexpr std::size_t longest_post = 2000;  // bytes

// What people paste, and the words that say that all of it follows, in the languages that most
// pages are in.
constexpr auto documents = std::to_array<std::string_view>({"statement",   "press release",
                                                            "letter",      "communique",
                                                            "declaration", "transcript",
                                                            "memo",        "email",
                                                            "e mail",      "text",
                                                            "remarks",     "erklärung",
                                                            "mitteilung",  "pressemitteilung",
                                                            "brief",       "wortlaut",
                                                            "lettre",      "communiqué",
                                                            "déclaration", "texte",
                                                            "comunicado",  "declaración",
                                                            "carta",       "texto",
                                                            "comunicato",  "dichiarazione",
                                                            "lettera",     "testo",
                                                            "verklaring",  "persbericht",
                                                            "tekst",       "oświadczenie",
                                                            "komunikat",   "заявление",
                                                            "заявления",   "письмо",
                                                            "письма",      "текст",
                                                            "обращение",   "обращения"});
constexpr auto wholes = std::to_array<std::string_view>(
    {"full",    "complete",  "entire",   "verbatim", "follows",   "below",     "reads",
     "text of", "wortlaut",  "vollen",   "folgt",    "intégral",  "intégrale", "íntegro",
     "íntegra", "integrale", "completo", "completa", "volledige", "pełny",     "pełna",
     "полный",  "полностью", "voici",    "suit"});
constexpr auto end_marks = std::to_array<std::string_view>(
    {"ends", "end", "end of statement", "end of text", "end of release", "ende", "fin", "fine"});

std::vector<Span> lines_in(const Article& article, Span span) {
  std::vector<Span> lines;
  const std::string_view text = article.text;
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
  return lines;
}

/// Without Markdown's marks.
std::string_view plain(std::string_view line) {
  while (line.starts_with('#') || line.starts_with('*') || line.starts_with(' ') ||
         line.starts_with('>')) {
    line.remove_prefix(1);
  }
  while (line.ends_with('*') || line.ends_with('#')) line.remove_suffix(1);
  return text::trim(line);
}

bool ends_like_a_sentence(std::string_view line) {
  const text::Decoded last = text::decode_before(line, line.size());
  return last.code_point == '.' || last.code_point == ',' || last.code_point == ';' ||
         last.code_point == '"' || last.code_point == 0x201D || last.code_point == '?';
}

bool looks_like_heading(std::string_view line) {
  return line.size() >= 8 && line.size() <= longest_heading && !ends_like_a_sentence(line) &&
         !is_date_line(line);
}

/// "---", "* * *", "###".
bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.size() <= 100 &&
         line.find_first_not_of("-_*=~#. ") == std::string_view::npos;
}

template <std::size_t N>
bool has_any(std::string_view folded, const std::array<std::string_view, N>& words) {
  const std::string padded = " " + std::string(folded) + " ";
  return std::ranges::any_of(words, [&](std::string_view word) {
    return padded.find(" " + std::string(word) + " ") != std::string::npos;
  });
}

bool is_end_mark(std::string_view line) {
  if (line.size() > 30) return false;
  const std::string folded = bare_words(line);
  return std::ranges::find(end_marks, folded) != end_marks.end();
}

/// "Here is the full statement:", "Text of the letter", "FOR IMMEDIATE RELEASE".
bool announces_document(std::string_view line) {
  if (line.size() > longest_announcement || ends_like_a_sentence(line)) return false;
  const std::string folded = bare_words(line);
  if (folded.starts_with("for immediate release")) return true;
  return has_any(folded, documents) && has_any(folded, wholes);
}

/// Finds documents in the lines of an article's body.
class Finder {
 public:
  explicit Finder(const Article& article) : article_(article) {
    for (const Span& span : article.body) {
      for (const Span& line : lines_in(article, span)) lines_.push_back(line);
    }
  }

  [[nodiscard]] std::vector<Embedded> run() const {
    std::vector<Embedded> found;
    std::size_t prose = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (line(i).size() >= shortest_prose) ++prose;
      if (prose < prose_before) continue;
      const std::optional<Opening> opening = opening_at(i);
      if (!opening) continue;
      const std::size_t end = end_of(opening->text);
      if (lines_[end - 1].end - lines_[opening->text].begin < shortest_document) continue;
      found.push_back(opening->document);
      found.back().span = {lines_[opening->begin].begin, lines_[end - 1].end};
      i = end - 1;
    }
    // Many of them are the parts of one: a digest, a diary, an hour-by-hour report.
    if (found.size() >= most_documents) found.clear();
    return found;
  }

  /// Posts as they are copied from a page: who, by a handle; the words; the day.
  [[nodiscard]] std::vector<Embedded> posts() const {
    std::vector<Embedded> found;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view author = author_of_post(line(i));
      if (author.empty()) continue;
      for (std::size_t end = i + 2; end < lines_.size() && end <= i + most_post_lines; ++end) {
        if (lines_[end].end - lines_[i].begin > longest_post) break;
        if (!is_date_line(line(end))) continue;
        found.push_back({{lines_[i].begin, lines_[end].end},
                         {},
                         find_dates(line(end)).front().value,
                         std::string(author)});
        i = end;
        break;
      }
    }
    return found;
  }

 private:
  /// "Ines Weiss @inesweiss": the name; empty where the line is no more than prose.
  static std::string_view author_of_post(std::string_view line) {
    const std::size_t at = line.rfind(" @");
    if (line.size() > longest_date_line || at == std::string_view::npos || at == 0) return {};
    const std::string_view handle = line.substr(at + 2);
    const bool whole = handle.size() >= 2 && std::ranges::all_of(handle, [](char c) {
                         return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                (c >= 'A' && c <= 'Z');
                       });
    const std::string_view name = text::trim(line.substr(0, at));
    return whole && text::is_upper(text::decode_at(name, 0).code_point) ? name : std::string_view();
  }

  struct Opening {
    std::size_t begin = 0;  // line
    std::size_t text = 0;   // the first line of its text
    Embedded document;
  };

  [[nodiscard]] std::string_view line(std::size_t i) const { return words(article_, lines_[i]); }

  [[nodiscard]] std::optional<Opening> opening_at(std::size_t i) const {
    if (is_rule(line(i))) return i + 1 < lines_.size() ? headed(i + 1) : std::nullopt;
    if (announces_document(plain(line(i)))) return announced(i);
    return headed(i);
  }

  /// A heading, and below it who wrote it or when.
  [[nodiscard]] std::optional<Opening> headed(std::size_t i) const {
    if (!looks_like_heading(plain(line(i))) || boilerplate_kind(line(i))) return std::nullopt;
    Opening opening{i, i + 1, {}};
    opening.document.title = std::string(plain(line(i)));
    // The article's own title once more, below a summary of it.
    if (bare_words(opening.document.title) == bare_words(article_.title)) return std::nullopt;
    return read_head(opening) ? std::optional(opening) : std::nullopt;
  }

  [[nodiscard]] std::optional<Opening> announced(std::size_t i) const {
    if (i + 1 >= lines_.size()) return std::nullopt;
    Opening opening{i, i + 1, {}};
    std::string_view title = plain(line(i));
    // The document's own heading is the better title.
    if (looks_like_heading(plain(line(i + 1))) && i + 2 < lines_.size()) {
      title = plain(line(i + 1));
      opening.text = i + 2;
    }
    if (title.ends_with(':')) title.remove_suffix(1);
    opening.document.title = std::string(title);
    read_head(opening);
    return opening.text < lines_.size() ? std::optional(opening) : std::nullopt;
  }

  /// Reads the lines of who and when below a title. False where there are none.
  bool read_head(Opening& opening) const {
    bool signed_or_dated = false;
    std::string other;
    for (std::size_t i = opening.text; i < lines_.size() && i < opening.text + head_lines; ++i) {
      const std::string_view here = plain(line(i));
      const bool dated = is_date_line(here);
      const bool byline = here.size() <= longest_date_line && starts_like_byline(here) &&
                          !ends_like_a_sentence(here) &&
                          !names_of_authors({std::string(here)}, {}).empty();
      if (dated) opening.document.published = find_dates(here).front().value;
      if (dated || byline) {
        signed_or_dated = true;
        opening.document.publisher = other;
        opening.text = i + 1;
        if (dated) break;
      } else if (other.empty() && here.size() <= longest_date_line && looks_like_heading(here)) {
        other = std::string(here);  // whose it is, if a date follows
      } else {
        break;
      }
    }
    // Then its text, not the next entry of a table or a profile.
    return signed_or_dated && opening.text < lines_.size() &&
           ends_like_a_sentence(line(opening.text));
  }

  /// The line behind the last one of a document whose text begins at `begin`.
  [[nodiscard]] std::size_t end_of(std::size_t begin) const {
    for (std::size_t i = begin + 1; i < lines_.size(); ++i) {
      if (is_rule(line(i)) || is_end_mark(line(i))) return i;
    }
    return lines_.size();
  }

  const Article& article_;
  std::vector<Span> lines_;
};

}  // namespace

bool is_date_line(std::string_view line) {
  if (line.size() > longest_date_line || line.ends_with('.')) return false;
  const std::vector<FoundDate> dates = find_dates(line);
  return !dates.empty() && line.size() <= dates.front().span.size() + 45;
}

void find_pasted_documents(Article& article) {
  const Finder finder(article);
  std::vector<Embedded> all = finder.posts();
  std::ranges::move(finder.run(), std::back_inserter(all));
  for (Embedded& document : all) {
    const bool is_post = std::ranges::any_of(
        article.embedded, [&](const Embedded& post) { return post.span.overlaps(document.span); });
    if (!is_post) article.embedded.push_back(std::move(document));
  }
  std::ranges::sort(article.embedded, {}, &Embedded::span);
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
