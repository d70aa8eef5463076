#include "extract/names.h"

#include <algorithm>
#include <array>

#include "extract/dates.h"
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
                                                                "ein artikel von ",
                                                                "artikel von ",
                                                                "artikel von: ",
                                                                "autorin: ",
                                                                "auteur: ",
                                                                "auteur : ",
                                                                "auteur ",
                                                                "autore: ",
                                                                "redaktion: ",
                                                                "redaktör: ",
                                                                "verfasst von ",
                                                                "geschrieben von ",
                                                                "veröffentlicht von ",
                                                                "beiträge von ",
                                                                "escrito por ",
                                                                "publicado por ",
                                                                "publié par ",
                                                                "écrit par ",
                                                                "scritto da ",
                                                                "geschreven door ",
                                                                "yazan: ",
                                                                "quelle: ",
                                                                "source: ",
                                                                "interview: ",
                                                                "interview von ",
                                                                "reporting by ",
                                                                "opinion by ",
                                                                "analysis by ",
                                                                "guest post by ",
                                                                "contributed by ",
                                                                "submitted by ",
                                                                "edited by ",
                                                                "words: ",
                                                                "author ",
                                                                "责任编辑： ",
                                                                "责任编辑：",
                                                                "著者：",
                                                                "作者：",
                                                                "文／"});

// What a part of a line may be that only announces a name; folded.
constexpr auto announcements = std::to_array<std::string_view>({"by",
                                                                "von",
                                                                "por",
                                                                "par",
                                                                "di",
                                                                "door",
                                                                "af",
                                                                "av",
                                                                "autor",
                                                                "autorin",
                                                                "author",
                                                                "authors",
                                                                "auteur",
                                                                "artikel von",
                                                                "text",
                                                                "name",
                                                                "login",
                                                                "written by",
                                                                "posted by",
                                                                "published by",
                                                                "story by",
                                                                "about the author",
                                                                "admin",
                                                                "administrator",
                                                                "null",
                                                                "unknown",
                                                                "undefined",
                                                                "none",
                                                                "anonymous",
                                                                "guest",
                                                                "quelle",
                                                                "foto",
                                                                "photo",
                                                                "bild",
                                                                "redaktion von",
                                                                "sagt",
                                                                "says",
                                                                "home",
                                                                "archiv anzeigen",
                                                                "mehr",
                                                                "more",
                                                                "read more",
                                                                "follow",
                                                                "profile",
                                                                "view profile"});

// Behind a name in scripts that set no blank or only one: "reporter".
constexpr auto titles_behind = std::to_array<std::string_view>({"기자", "記者", "记者", "特派員"});

// Words that only job titles have; a part of a byline that ends or begins so is no name.
// One ending in "*" stands for all words that begin so; one beginning so, for all that end so.
constexpr auto job_words = std::to_array<std::string_view>(
    {"editor",         "reporter*",        "*correspondent", "journalist*",
     "writer",         "columnist",        "producer",       "staff",
     "contributor",    "analyst",          "bureau",         "chief",
     "*redakteur",     "*redakteurin",     "*redaktorin",    "*redaktor",
     "professor*",     "lecturer",         "researcher",     "fellow",
     "photographer",   "author",           "director",       "critic",
     "blogger",        "senior",           "freelance",      "freelancer",
     "founder",        "student",          "reporting",      "editorial",
     "special",        "assistant",        "manager",        "president",
     "*korrespondent", "*korrespondentin", "autorin",        "*leiter",
     "*leiterin",      "*sprecher",        "*sprecherin",    "praktikant*",
     "volontar*",      "mitarbeiter*",     "*fuhrer",        "herausgeber*",
     "redactor",       "redactora",        "periodista",     "corresponsal",
     "giornalista",    "inviato",          "journaliste",    "correspondant*",
     "envoye",         "redacteur",        "verslaggever",   "gazeteci",
     "muhabir",        "dziennikarz",      "redaktor",       "rechtsanwalt",
     "rechtsanwaltin"});

bool fits(std::string_view word, std::string_view pattern) {
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  if (pattern.starts_with('*')) return word.ends_with(pattern.substr(1));
  return word == pattern;
}

bool is_job_word(std::string_view folded) {
  return std::any_of(job_words.begin(), job_words.end(),
                     [&](std::string_view pattern) { return fits(folded, pattern); });
}

bool is_job(std::string_view part) {
  const std::string folded = text::fold(part);
  const std::vector<std::string_view> words = text::split(folded);
  return std::any_of(words.begin(), words.end(), is_job_word);
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

/// "© Mill", "Copyright The Mill Daily": who holds the rights, not who wrote it.
bool claims_rights(std::string_view part) {
  const std::string lower = text::lower(part.substr(0, part.find(' ')));
  return lower == "copyright" || lower == "copr." || part.find("©") != std::string_view::npos ||
         part.find("®") != std::string_view::npos;
}

bool is_name(std::string_view part, std::string_view folded_publisher) {
  if (part.size() < 2 || part.size() > 80 || count_words(part) > 6) return false;
  if (part.find("://") != std::string_view::npos || part.find('@') != std::string_view::npos ||
      part.find("www.") != std::string_view::npos ||
      part.find_first_of("{}<>=?!:") != std::string_view::npos || claims_rights(part)) {
    return false;
  }
  if (part.find(" by ") != std::string_view::npos) return false;  // "editing by Jane Doe"
  // "ines88" may be somebody's name; "5 May" is nobody's.
  if (has_digit(part) && part.find(' ') != std::string_view::npos) return false;
  const text::Decoded first = text::decode_at(part, 0);
  if (!text::is_letter(first.code_point)) return false;
  const std::string folded = text::fold(part);
  const bool announces =
      std::find(announcements.begin(), announcements.end(), folded) != announcements.end();
  return !folded.empty() && !announces && !names_day_or_month(part) && folded != folded_publisher;
}

/// "Ines Weiss @ines", "Ines Weiss:", "Ines Weiss |" without what is not the name.
std::string_view name_alone(std::string_view part) {
  const std::size_t handle = part.find(" @");
  if (handle != std::string_view::npos && handle > 2) part = part.substr(0, handle);
  for (const std::string_view title : titles_behind) {
    if (part.ends_with(title) && part.size() > title.size()) {
      part = text::trim(part.substr(0, part.size() - title.size()));
    }
  }
  while (part.ends_with(':') || part.ends_with('|') || part.ends_with('-') || part.ends_with('*') ||
         part.ends_with(')')) {
    part = text::trim(part.substr(0, part.size() - 1));
  }
  while (part.ends_with('.') && part.size() > 3 && part[part.size() - 3] != ' ') {
    part.remove_suffix(1);
  }
  return part;
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
    part = name_alone(without_byline_start(part));
    if (!is_name(part, folded_publisher) || is_job(part)) continue;
    const std::string folded = text::fold(part);
    const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return text::fold(name) == folded;
    });
    if (!known && names.size() < 20) names.emplace_back(part);
  }
}

}  // namespace

bool looks_like_person(std::string_view name) {
  const std::vector<std::string_view> words = text::split(name);
  if (words.size() < 2 || words.size() > 5) {
    // One run of ideographs or hangul may be a whole name.
    return words.size() == 1 && text::length(name) <= 5 &&
           text::decode_at(name, 0).code_point >= 0x3040;
  }
  std::size_t lower = 0;
  for (const std::string_view word : words) {
    const char32_t first = text::decode_at(word, 0).code_point;
    if (!text::is_letter(first)) return false;
    if (text::is_lower(first)) ++lower;
  }
  return lower == 0 || (lower <= 2 && words.size() > lower + 1);
}

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
