#include "extract/names.h"

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr auto byline_starts = std::to_array<std::string_view>({"by ",
                                                                "by: ",
                                                                "written by ",
                                                                "posted by ",
                                                                "reported by ",
                                                                "author: ",
                                                                "von ",
                                                                "von: ",
                                                                "par ",
                                                                "por ",
                                                                "por: ",
                                                                "di ",
                                                                "a cura di ",
                                                                "door ",
                                                                "af ",
                                                                "av ",
                                                                "autor: ",
                                                                "autor ",
                                                                "text: ",
                                                                "words by ",
                                                                "story by ",
                                                                "published by ",
                                                                "report by ",
                                                                "автор: ",
                                                                "автор ",
                                                                "текст: ",
                                                                "view all posts by ",
                                                                "more articles by ",
                                                                "all posts by ",
                                                                "posts by ",
                                                                "more from ",
                                                                "alle beiträge von ",
                                                                "zeige alle beiträge von ",
                                                                "ein beitrag von ",
                                                                "ein artikel von "});

// Words that only job titles have; a part of a byline that ends or begins so is no name.
constexpr auto job_words = std::to_array<std::string_view>(
    {"editor",       "reporter",    "correspondent", "journalist", "writer",     "columnist",
     "producer",     "staff",       "contributor",   "analyst",    "bureau",     "chief",
     "redakteur",    "redakteurin", "professor",     "lecturer",   "researcher", "fellow",
     "photographer", "author",      "director",      "critic",     "blogger",    "senior",
     "freelance",    "freelancer",  "founder",       "student",    "reporting",  "editorial",
     "special",      "assistant",   "manager",       "president"});

bool has_word(std::string_view folded, std::string_view word) {
  for (std::size_t at = folded.find(word); at != std::string_view::npos;
       at = folded.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' ')) {
      return true;
    }
  }
  return false;
}

bool is_job(std::string_view part) {
  const std::string folded = text::fold(part);
  return std::any_of(job_words.begin(), job_words.end(),
                     [&](std::string_view word) { return has_word(folded, word); });
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

std::string_view without_byline_start(std::string_view line) {
  line = text::trim(line);
  bool again = true;
  while (again) {
    again = false;
    const std::string lower = text::lower(line.substr(0, std::min<std::size_t>(line.size(), 32)));
    for (const std::string_view start : byline_starts) {
      if (lower.starts_with(start) && line.size() > start.size()) {
        line = text::trim(line.substr(start.size()));
        again = true;
        break;
      }
    }
  }
  return line;
}

/// Splits at what stands between names.
std::vector<std::string_view> parts_of(std::string_view line) {
  static constexpr auto between = std::to_array<std::string_view>(
      {", and ", " and ", " & ", " und ", " et ", " y ", " i ", " och ", " og ", " en ", ",", ";",
       "|", "/", "\n", " with "});
  std::vector<std::string_view> parts;
  while (!line.empty()) {
    std::size_t at = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string_view mark : between) {
      const std::size_t found = line.find(mark);
      if (found < at || (found == at && mark.size() > size)) {
        at = found;
        size = mark.size();
      }
    }
    parts.push_back(text::trim(line.substr(0, at)));
    if (at == std::string_view::npos) break;
    line.remove_prefix(at + size);
  }
  return parts;
}

bool is_name(std::string_view part, std::string_view folded_publisher) {
  if (part.size() < 2 || part.size() > 80 || count_words(part) > 6) return false;
  if (part.find("://") != std::string_view::npos || part.find('@') != std::string_view::npos ||
      part.find("www.") != std::string_view::npos || part.find('{') != std::string_view::npos ||
      has_digit(part)) {
    return false;
  }
  const text::Decoded first = text::decode_at(part, 0);
  if (!text::is_letter(first.code_point)) return false;
  const std::string folded = text::fold(part);
  if (folded.empty() || folded == "admin" || folded == "administrator" || folded == "null" ||
      folded == "unknown" || folded == "author" || folded == "undefined" || folded == "none" ||
      folded == "about the author") {
    return false;
  }
  return folded != folded_publisher;
}

void add_names(std::string_view line, const std::string& folded_publisher,
               std::vector<std::string>& names) {
  if (line.find("://") != std::string_view::npos) return;
  line = without_byline_start(line);
  // "Jane Doe (Example Wire)", "Jane Doe - Example"
  for (const std::string_view cut : {" (", " [", " - ", " – ", " — ", " | ", " • ", " · "}) {
    const std::size_t at = line.find(cut);
    if (at != std::string_view::npos && at > 3) line = line.substr(0, at);
  }
  for (std::string_view part : parts_of(line)) {
    part = without_byline_start(part);
    while (part.ends_with('.') && part.size() > 3 && part[part.size() - 3] != ' ') {
      part.remove_suffix(1);
    }
    if (!is_name(part, folded_publisher) || is_job(part)) continue;
    const std::string folded = text::fold(part);
    const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return text::fold(name) == folded;
    });
    if (!known && names.size() < 20) names.emplace_back(part);
  }
}

}  // namespace

bool starts_like_byline(std::string_view line) {
  const std::string lower = text::lower(line.substr(0, std::min<std::size_t>(line.size(), 32)));
  return lower.starts_with("by ") || lower.starts_with("von ") || lower.starts_with("par ") ||
         lower.starts_with("written by ") || lower.starts_with("posted by ");
}

std::vector<std::string> names_of_authors(const std::vector<std::string>& given,
                                          std::string_view publisher) {
  const std::string folded_publisher = text::fold(publisher);
  std::vector<std::string> names;
  for (const std::string& line : given) add_names(line, folded_publisher, names);
  return names;
}

std::string without_site_name(std::string_view title, std::string_view publisher) {
  title = text::trim(title);
  static constexpr auto separators =
      std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « "});
  const std::string site = text::fold(publisher);
  for (const std::string_view separator : separators) {
    const std::size_t last = title.rfind(separator);
    if (last == std::string_view::npos) continue;
    const std::string_view head = title.substr(0, last);
    const std::string_view tail = title.substr(last + separator.size());
    const std::string folded_tail = text::fold(tail);
    const bool names_site = !site.empty() && (folded_tail.find(site) != std::string::npos ||
                                              site.find(folded_tail) != std::string::npos);
    // A bar is never part of a headline; a dash may be.
    const bool bar = separator == " | " || separator == " :: " || separator == " » ";
    if (names_site || (bar && count_words(tail) <= 5 && count_words(head) > count_words(tail))) {
      return without_site_name(head, publisher);
    }
  }
  return std::string(title);
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url = url.substr(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  std::string host = text::lower(url);
  return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace hearsay::extraction
