#include "attribute/bylines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "attribute/name_patterns.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

constexpr std::size_t head_paragraphs = 2;

// "Meadow Wire staff" -> "Meadow Wire".
std::string_view without_staff(std::string_view name) {
  const std::string lower = text::lower(name);
  for (const std::string_view end :
       {" staff", " reporters", " correspondents", " correspondent", " reporter", " staff writer",
        " editors", " writers", " desk"}) {
    if (lower.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  return name;
}

// "Staff and agencies": outlets without a name.
const RE2& agencies_pattern() {
  static const RE2 pattern(
      R"((?:^|[,/&+(]\s*|\b(?i:by|and)\s+)((?i:(?:news\s+)?agency\s+(?:staff|reporters|correspondents|reports)|(?:news\s+|wire\s+)?agencies|wire\s+(?:services?|reports|staff)|news\s+services|wires))\s*[)\].]?\s*$)");
  return pattern;
}

// "By Jane Roe, Meadow Wire": whoever of the line is an outlet, and not this one.
void read_byline(RelayList& relays, Span line) {
  static const RE2 name(with_name(
      R"((?:^|[\s|/,(])(?:(?i:by|from|for|via|with)[\s\x{a0}]+)?(?:(?i:the)[\s\x{a0}])?)"));
  const std::string_view text = relays.article().text;
  const Page& page = relays.page();
  for (const Hit& hit : hits_of(agencies_pattern(), text, line)) {
    relays.add_unnamed(page.text(hit.name), line, relays.whole_body(), RelayKind::unnamed,
                       {"byline", Nearness::byline, 0.7F});
  }
  for (const Hit& hit : hits_of(name, text, line)) {
    std::string_view words = without_staff(page.text(hit.name));
    for (const std::string_view joint : {" for the ", " for ", " of the "}) {  // "A for the B"
      const std::size_t at = words.find(joint);
      if (at != std::string_view::npos) words.remove_prefix(at + joint.size());
    }
    const std::string lower = text::lower(words);
    if (lower.starts_with("by ") || lower == "agency" || lower == "agencies") continue;
    const std::string_view before = text::trim(page.text({line.begin, hit.name.begin}));
    const bool after_digit = !before.empty() && before.back() >= '0' && before.back() <= '9';
    if (!relays.names().is_outlet(words) && (!is_acronym(words) || after_digit)) continue;
    relays.add(words, line, relays.whole_body(), relays.kind_of(words, RelayKind::agency),
               {"byline", Nearness::byline, 0.85F});
  }
}

// The parts of "Jane Roe, Meadow Wire" as metadata have it.
void read_author(RelayList& relays, const std::string& author) {
  const Place place{"byline", Nearness::byline, 0.8F};
  const re2::StringPiece all(author);
  if (RE2::PartialMatch(all, agencies_pattern())) {
    re2::StringPiece words;
    RE2::PartialMatch(all, agencies_pattern(), &words);
    relays.add_unnamed({words.data(), words.size()}, std::nullopt, relays.whole_body(),
                       RelayKind::unnamed, place);
    return;
  }
  static const RE2 separator(R"(^(?i:by)[\s\x{a0}]+|\s*[,/|;()]\s*|\s(?:and|for|via|from|by)\s)");
  std::string parts = author;
  RE2::GlobalReplace(&parts, separator, "\n");
  for (const std::string_view part : text::split(parts, '\n')) {
    const std::string_view words = without_staff(text::trim(part));
    if (!relays.names().is_outlet(words) && !is_acronym(words)) continue;
    relays.add(words, std::nullopt, relays.whole_body(), relays.kind_of(words, RelayKind::agency),
               place);
  }
}

bool starts_with_preposition(std::string_view line) {
  return line.starts_with("By ") || line.starts_with("BY ") || line.starts_with("From ");
}

// "ENDS": what stands in capitals below a text and is nobody's letters.
bool is_end_mark(std::string_view words) {
  static constexpr auto marks =
      std::to_array<std::string_view>({"END", "ENDS", "FIN", "MORE", "NOTE", "NOTES", "UPDATE"});
  return std::ranges::find(marks, words) != marks.end();
}

// "MWA/Hill Press", "jr/kb (MWA, Hill)", "Hill, with additions by this newspaper": a line of names
// and nothing else, one of them plainly an outlet's or behind the writers' initials.
void read_codes(RelayList& relays, Span line) {
  static constexpr std::uint32_t longest = 120;
  static const RE2 initials(with_name(R"(^[a-z]{2,4}(?:/[a-z]{2,4}){0,3}[\s/,]+[(\[/]?\s*)"));
  static const RE2 names(with_name(R"(^[(\[]?\s*)"));
  static const RE2 rest(
      R"(^\s*(?:(?:[,;/]|and|plus)?\s*(?i:with|plus|and|own|our|staff|editorial|additions?|additional)\b[^.!?]*)?[)\]/]*\s*$)");
  static const RE2 additions(
      R"((?i:\b(?:with|plus|and)\s(?:an?\s|our\s|own\s){0,2}(?:own|additions?|additional)\b))");
  const std::string_view text = relays.article().text;
  const Page& page = relays.page();
  const std::string_view words = page.text(line);
  if (line.size() > longest || starts_with_preposition(words)) return;
  if (words.ends_with('.') || words.ends_with('?') || words.ends_with('!')) return;
  if (text::fold(words) == text::fold(relays.article().title)) return;
  std::vector<Hit> hits = hits_of(initials, text, line);
  bool plain = !hits.empty();
  if (hits.empty()) hits = hits_of(names, text, line);
  if (hits.empty()) return;
  std::vector<Span> all = further_names(text, hits.front().name.end, line.end);
  all.insert(all.begin(), hits.front().name);
  const std::string_view after = page.text({all.back().end, line.end});
  if (!RE2::PartialMatch({after.data(), after.size()}, rest)) return;
  plain = plain || RE2::PartialMatch({after.data(), after.size()}, additions);
  const auto is_outlet = [&](Span name) {
    const std::string_view code = page.text(name);
    return (is_acronym(code) && !is_end_mark(code)) || relays.names().is_outlet(code);
  };
  if (!plain && std::ranges::none_of(all, is_outlet)) return;
  for (const Span name : all) {
    const std::string_view code = page.text(name);
    const bool one_word = code.find(' ') == std::string_view::npos;
    const std::string_view type = relays.type_of(name);
    const bool place = type == "loc" && name.begin != all.front().begin;  // "MWA | Oruro"
    if (!is_outlet(name) && (!one_word || type == "per" || place)) continue;
    relays.add(code, line, relays.whole_body(), relays.kind_of(code, RelayKind::agency),
               {"agency-code", Nearness::byline, 0.8F});
  }
}

// "ORURO, 5 May": names, numbers and small words of names only.
bool is_dateline_place(std::string_view words) {
  for (const std::string_view word : text::split(words)) {
    const char32_t first = text::decode_at(word, 0).code_point;
    const bool small = word.size() <= 3 && text::is_lower(first);
    if (!text::is_upper(first) && !text::is_digit(first) && !text::is_punctuation(first) &&
        !small) {
      return false;
    }
  }
  return true;
}

bool is_dateline_name(std::string_view words) {
  static const RE2 name(
      with_name("^", R"((?:\s*/\s*)" + std::string(capital) + R"(.*)?(?:,.*)?$)"));
  return words.size() >= 2 && RE2::PartialMatch({words.data(), words.size()}, name);
}

const std::array<RE2, 2>& datelines() {
  static const std::string one(capital);
  static const std::string place =
      R"(^(?:[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d][^()\[\]/\n:;!?]{0,60}?)?)";
  static const std::string places =  // "ORURO/POTOSI"
      R"(^(?:[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d][^()\[\]\n:;!?]{0,60}?)?)";
  static const std::string before_slash =  // not "hip hop/Jazz"
      place.substr(0, place.size() - 2) + R"([.\s])?)";
  static const std::array<RE2, 2> patterns = {
      RE2(places + R"([(\[]()" + one + R"([^()\[\]\n]{1,60}?)[)\]]\s*(?:—|–|-|:))"),
      RE2(before_slash + "/(" + one + R"([^/()\n]{1,40}?)/\.?\s*(?:—|–|-|:|)" + one + ")"),
  };
  return patterns;
}

// "ORURO, 5 May, Meadow Wire — …": without brackets only what is plainly an outlet.
std::optional<Span> bare_dateline(const RelayList& relays, Span start) {
  static const RE2 pattern(with_name(
      R"(^[A-Z][A-Z\x{C0}-\x{DE} .'’\-]{2,30}(?:,\s[\w. ]{1,20}?)?\s?(?:,|—|–|-|/|\|)\s?)",
      R"(\s?(?:—|–|-|:)\s)"));
  for (const Hit& hit : hits_of(pattern, relays.article().text, start)) {
    const std::string_view words = relays.page().text(hit.name);
    if (relays.names().is_outlet(words) || is_acronym(words)) return hit.name;
  }
  return std::nullopt;
}

// "(Meadow Wire) ORURO — …" and the like: only what is plainly an outlet.
std::optional<Span> outlet_first(const RelayList& relays, Span start) {
  static const std::array<RE2, 3> patterns = {
      RE2(with_name(R"(^[(\[])", R"([)\]]\s*[,:]?\s*)" + std::string(capital))),
      // "Oruro (Meadow Wire). The roof", or as a line by itself
      RE2(with_name(R"(^)" + std::string(capital) + R"([\w.'’\-, ]{1,40}?\s[(\[])",
                    R"([)\]](?:\.\s|\s*$))")),
      // "Meadow Wire, Oruro – The roof"
      RE2(with_name(R"(^)",
                    R"((?:,\s)" + std::string(capital) + R"([^()\n,.:;!?]{1,30})?\s(?:—|–|-)\s)")),
  };
  for (const RE2& pattern : patterns) {
    for (const Hit& hit : hits_of(pattern, relays.article().text, start)) {
      const std::string_view words = relays.page().text(hit.name);
      if (relays.names().is_plainly_outlet(words) || is_acronym(words)) return hit.name;
    }
  }
  return std::nullopt;
}

std::optional<Span> dateline_name(const RelayList& relays, Span paragraph) {
  const Span start{paragraph.begin,
                   relays.boundary(std::min(paragraph.end, paragraph.begin + 160))};
  for (const RE2& pattern : datelines()) {
    const std::vector<Hit> hits = hits_of(pattern, relays.article().text, start);
    if (hits.empty()) continue;
    const Span name = hits.front().name;
    const std::string_view place = relays.page().text({paragraph.begin, name.begin - 1});
    if (is_dateline_place(place) && is_dateline_name(relays.page().text(name))) return name;
  }
  if (const auto name = outlet_first(relays, start)) return name;
  return bare_dateline(relays, start);
}

// "MWA", "Agencies" below the text. Two letters there are the writer's.
void read_foot(RelayList& relays) {
  static const RE2 code(R"(\W*[A-Z][A-Z\d]{2,}(?:[/, &+]+[A-Z][\w\-]{2,}){0,4}\W*)");
  static const RE2 agencies(
      R"((?i)\W*(?:(?:compiled|edited|put together)\s)?(?:from |with |by )?(?:staff and )?((?:news )?agencies|(?:news )?agency reports|wire reports|wire services)\W*)");
  std::vector<Span> lines;
  const auto& body = relays.body();
  if (body.size() > head_paragraphs) lines.push_back(body.back()->span);
  for (const Paragraph* line : relays.aside()) {
    if (!body.empty() && line->span.begin >= body.back()->span.end) lines.push_back(line->span);
  }
  for (const Span line : lines) {
    static constexpr std::uint32_t longest = 60;
    if (line.size() > longest) continue;
    const std::string_view words = relays.page().text(line);
    re2::StringPiece unnamed;
    if (RE2::FullMatch({words.data(), words.size()}, code)) read_codes(relays, line);
    if (RE2::FullMatch({words.data(), words.size()}, agencies, &unnamed)) {
      relays.add_unnamed({unnamed.data(), unnamed.size()}, line, relays.whole_body(),
                         RelayKind::unnamed, {"credit-line", Nearness::credit, 0.7F});
    }
  }
}

}  // namespace

void read_bylines(RelayList& relays) {
  std::vector<Span> lines;
  if (relays.article().byline) lines.push_back(*relays.article().byline);
  for (const Paragraph* line : relays.aside()) {
    if (line->role == ParagraphRole::byline) lines.push_back(line->span);
  }
  static constexpr std::uint32_t longest = 120;
  const std::size_t heads = std::min(relays.body().size(), head_paragraphs);
  for (std::size_t at = 0; at < heads; ++at) {
    const Span span = relays.body()[at]->span;
    const std::string_view words = relays.page().text(span);
    const bool by = starts_with_preposition(words) && !words.ends_with('.');
    const bool agencies = RE2::FullMatch({words.data(), words.size()},
                                         R"((?i:(?:own |our )?staff (?:and|&) \w[\w ]{0,30}))");
    if (span.size() <= longest && (by || agencies)) lines.push_back(span);
    read_codes(relays, span);
  }
  const std::uint32_t begin = heads > 0 ? relays.body().front()->span.begin : 0;
  for (const Paragraph* line : relays.aside()) {
    if (line->span.end <= begin) read_codes(relays, line->span);
  }
  read_foot(relays);
  for (const Span line : lines) read_byline(relays, line);
  for (const std::string& author : relays.article().authors) read_author(relays, author);
}

void read_datelines(RelayList& relays) {
  const auto& body = relays.body();
  std::vector<std::pair<std::size_t, Span>> lines;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (const auto name = dateline_name(relays, body[at]->span)) lines.emplace_back(at, *name);
  }
  const bool whole = lines.size() == 1 && lines.front().first < 3;
  for (std::size_t each = 0; each < lines.size(); ++each) {
    const auto& [at, span] = lines[each];
    const std::size_t next = each + 1 < lines.size() ? lines[each + 1].first : body.size();
    std::size_t last = at;
    while (last + 1 < next && !relays.starts_item(last + 1)) ++last;
    const Spans scope = whole ? relays.whole_body() : relays.passage(at, last);
    for (std::string_view name : text::split(relays.page().text(span), '/')) {
      name = text::trim(name.substr(0, name.find(',')));
      relays.add(name, span, scope, relays.kind_of(name, RelayKind::agency),
                 {"dateline", Nearness::dateline, 0.9F});
    }
  }
}

}  // namespace hearsay::attribute
