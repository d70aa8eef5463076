#include "attribute/outlet_names.h"

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// Words of bodies that are no outlets, whatever they report.
constexpr auto other_bodies = std::to_array<std::string_view>(
    {"academy",     "airlines",    "alliance",   "association", "authority",   "board",
     "brigade",     "bureau",      "centre",     "center",      "chamber",     "church",
     "clinic",      "club",        "college",    "congress",    "cooperative", "corporation",
     "federation",  "forces",      "foundation", "front",       "fund",        "group",
     "guard",       "holdings",    "inc",        "industries",  "initiative",  "institution",
     "laboratory",  "league",      "ltd",        "mission",     "movement",    "museum",
     "observatory", "plc",         "programme",  "program",     "project",     "railways",
     "school",      "secretariat", "service",    "services",    "society",     "trust"});

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

// "the mill daily" and "mill daily" are one.
std::string folded(std::string_view name) {
  std::string fold = text::fold(name);
  if (fold.starts_with("the ")) fold.erase(0, 4);
  return fold;
}

bool ends_with_ignoring_case(std::string_view text, std::string_view lower_end) {
  if (text.size() < lower_end.size()) return false;
  return text::lower(text.substr(text.size() - lower_end.size())) == lower_end;
}

// "The newspaper": an article is no name.
bool is_small(std::string_view name) {
  static constexpr std::array<std::string_view, 18> small = {
      "the",  "a",   "an",      "its",  "his",   "her",   "their", "our",   "this",
      "that", "one", "another", "some", "local", "state", "many",  "other", "private"};
  return std::ranges::find(small, text::lower(name)) != small.end();
}

void trim_marks(std::string_view& name) {
  name = text::trim(name);
  constexpr std::string_view marks = ".,;:-'\"()[]/|&";
  while (!name.empty() && marks.find(name.back()) != std::string_view::npos) name.remove_suffix(1);
  while (!name.empty() && marks.find(name.front()) != std::string_view::npos) name.remove_prefix(1);
  for (const std::string_view possessive :
       {"'s", "’s", "’", " and", " of", " for", " the", " reported", " said", " says", " wrote"}) {
    if (name.ends_with(possessive)) name.remove_suffix(possessive.size());
  }
  name = text::trim(name);
}

// "Meadow Wire. Used" -> "Meadow Wire", but "St. Ann Post", "U.S. News".
std::string_view first_sentence(std::string_view name) {
  for (std::size_t at = name.find(". "); at != std::string_view::npos;
       at = name.find(". ", at + 1)) {
    const std::size_t blank = name.rfind(' ', at);
    const std::string_view word = name.substr(blank == std::string_view::npos ? 0 : blank + 1);
    static constexpr std::size_t shortest = 4;
    if (word.find('.') >= shortest) return name.substr(0, at);
  }
  return name;
}

// "Source: Hill Voice", "first appeared in Hill Voice" name whom the page has it from, though its
// metadata have the name as the author's.
bool is_credited(std::string_view text, std::string_view author) {
  for (std::size_t at = text.find(author); at != std::string_view::npos && !author.empty();
       at = text.find(author, at + author.size())) {
    const std::size_t line = text.rfind('\n', at);
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    const std::string before = text::lower(text::trim(text.substr(begin, at - begin)));
    for (const std::string_view credit : {"source:", "sources:", "via", "via:", "agency:"}) {
      if (before == credit || before == std::string(credit) + " the") return true;
    }
    for (const std::string_view credit : {"appeared in", "appeared on", "published in"}) {
      if (before.ends_with(credit) || before.ends_with(std::string(credit) + " the")) return true;
    }
  }
  return false;
}

std::string initials_of(std::string_view words) {
  std::string initials;
  for (const std::string_view word : text::split(words)) {
    if (word != "of" && word != "and") initials += word.front();
  }
  return initials;
}

// "By Meadow Press Union", and "(MPU)" in the dateline: the author is no person of the page's own.
bool signs_by_initials(std::string_view text, std::string_view author) {
  const std::string initials = initials_of(folded(author));
  if (initials.size() < 3) return false;
  std::string code = "(";
  for (const char c : initials) code += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return text.find(code + ")") != std::string_view::npos;
}

}  // namespace

OutletNames::OutletNames(const Page& page, const Lexicon& lexicon) : lexicon_(lexicon) {
  const Article& article = page.article();
  own_.insert(folded(article.publisher));
  for (const std::string& author : article.authors) {
    const std::string fold = folded(author);
    const bool coded = signs_by_initials(article.text, author);
    if (coded) declare(author, RelayKind::agency);
    const bool other = is_outlet(author) || is_acronym(author) || coded ||
                       fold.starts_with("via ") || is_credited(article.text, author);
    if (!other) own_.insert(fold);
  }
  // A page kept under the address of whom it is from says by its publisher whose it is.
  const std::string site = site_of(article.url);
  const std::string label = without_blanks(folded(site.substr(0, site.rfind('.'))));
  const std::string publisher = without_blanks(folded(article.publisher));
  if (publisher.empty() || label.find(publisher) != std::string::npos ||
      publisher.find(label) != std::string::npos) {
    own_.insert(folded(site));
    own_.insert(folded(site.substr(0, site.rfind('.'))));
  }
  // "AP" for "AP News".
  const std::string name = folded(article.publisher);
  if (name.ends_with(" news")) own_.insert(name.substr(0, name.size() - 5));
  own_.erase("");
}

std::string OutletNames::cleaned(std::string_view raw) const {
  raw = first_sentence(raw);
  trim_marks(raw);
  const std::size_t year = raw.rfind(' ');  // "© Meadow Wire 2019"
  if (year != std::string_view::npos && raw.size() - year == 5 &&
      raw.find_first_not_of("0123456789", year + 1) == std::string_view::npos) {
    raw.remove_suffix(5);
  }
  for (const std::string_view article :  // "As the Hill Times has written"
       {"As ",   "But ",      "And ",    "So ",    "Yet ", "When ", "While ",
        "What ", "If ",       "Since ",  "After ", "Now ", "Or ",   "Then ",
        "Only ", "Although ", "Though ", "the ",   "The ", "THE "}) {
    if (raw.starts_with(article)) raw.remove_prefix(article.size());
  }
  // "Meadow Wire Monday": the day is not part of the name.
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != ' ' && at > 0) continue;
    const std::size_t begin = at > 0 ? at + 1 : 0;
    const std::size_t end = std::min(raw.find(' ', begin), raw.size());
    if (begin > 0 && lexicon_.is_calendar(text::lower(raw.substr(begin, end - begin)))) {
      raw = raw.substr(0, at);
    } else if (begin == 0 && end == raw.size() && lexicon_.is_calendar(text::lower(raw))) {
      return {};
    }
  }
  trim_marks(raw);
  const auto is_generic = [&] {
    const auto& generic = lexicon_.generic();
    return std::ranges::find(generic, text::lower(raw)) != generic.end();
  };
  for (bool again = !is_generic(); again;) {
    again = false;
    for (const std::string& generic : lexicon_.generic()) {
      if (!ends_with_ignoring_case(raw, " " + generic)) continue;
      // "Meadow News Agency" is a name, "Meadow Wire news agency" a name and what it is.
      const std::string_view end = raw.substr(raw.size() - generic.size());
      if (text::lower(end) != end) continue;
      raw.remove_suffix(generic.size());
      trim_marks(raw);
      again = true;
      break;
    }
  }
  if (is_generic() || is_small(raw)) return {};
  const bool has_letter = [&] {
    for (std::size_t at = 0; at < raw.size();) {
      const text::Decoded c = text::decode_at(raw, at);
      if (text::is_letter(c.code_point)) return true;
      at += c.size;
    }
    return false;
  }();
  return has_letter ? std::string(raw) : std::string();
}

std::optional<RelayKind> OutletNames::kind(std::string_view name, RelayKind either) const {
  std::optional<RelayKind> kind;
  const auto declared = declared_.find(folded(name));
  if (declared != declared_.end()) return declared->second;
  const std::string fold = text::fold(name);
  if (ends_in_service(fold) && (fold.ends_with(" service") || fold.ends_with(" agency"))) {
    return RelayKind::agency;
  }
  if (is_body(fold)) return std::nullopt;
  for (const std::string_view word : text::split(fold)) {
    std::optional<RelayKind> found = lexicon_.outlet(std::string(word));
    if (found && lexicon_.is_of_either_kind(std::string(word))) found = either;
    if (found && (!kind || *found == RelayKind::agency)) kind = found;
  }
  if (!kind && is_domain(name)) kind = RelayKind::outlet;
  return kind;
}

// "Meadow News Service", "Hill Press Agency": what two words say that it is.
bool OutletNames::ends_in_service(std::string_view fold) const {
  return std::ranges::any_of(lexicon_.generic(), [&](const std::string& generic) {
    return generic.find(' ') != std::string::npos && fold.ends_with(" " + generic);
  });
}

// "press council", "Radio Commission": of outlets, and none.
bool OutletNames::is_body(std::string_view fold) const {
  const std::string last(fold.substr(fold.rfind(' ') + 1));
  const auto noun = lexicon_.noun(last);
  return noun && !lexicon_.outlet(last) &&
         (noun->kind == SourceKind::named_organisation || noun->kind == SourceKind::state);
}

bool OutletNames::is_plainly_outlet(std::string_view name) const {
  if (!is_outlet(name)) return false;
  if (is_domain(name) || declared_.contains(folded(name))) return true;
  if (ends_in_service(text::fold(name)) && text::lower(name) != name) return true;
  // "Mail Online", "Times of the Hills", not "Royal Mail Group".
  const std::vector<std::string_view> words = text::split(name);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string plain = text::fold(words[at]);  // without marks
    const bool capital = text::lower(words[at]) != words[at];
    const bool inside =
        at > 0 && at + 1 < words.size() && text::lower(words[at + 1]) != words[at + 1];
    const bool leads = at == 0 && at + 1 < words.size() && text::lower(words[1]) != words[1];
    // "Agency Meadow"; "Meadow Agency" may see to anything.
    if (plain == "agency" && !leads) continue;
    if (capital && !inside && lexicon_.outlet(plain)) return true;
  }
  return false;
}

void OutletNames::declare(std::string_view name, RelayKind kind) {
  const std::string fold = folded(cleaned(name));
  if (!fold.empty()) declared_.try_emplace(fold, kind);
}

bool OutletNames::has_generic(std::string_view lower) const {
  return std::ranges::any_of(
      lexicon_.generic(), [&](const std::string& generic) { return has_phrase(lower, generic); });
}

std::string OutletNames::generic_start(std::string_view words) const {
  const std::string lower = text::lower(text::trim(words));
  for (const std::string& generic : lexicon_.generic()) {
    if (lower.starts_with(generic) && has_phrase(lower.substr(0, generic.size() + 1), generic)) {
      return generic;
    }
  }
  return {};
}

bool OutletNames::ends_generic(std::string_view lower) const {
  return std::ranges::any_of(lexicon_.generic(), [&](const std::string& generic) {
    return lower == generic || lower.ends_with(" " + generic);
  });
}

bool OutletNames::is_own(std::string_view name) const {
  const std::string fold = folded(name);
  if (own_.contains(fold) || is_own_acronym(name)) return true;
  const std::string squeezed = without_blanks(fold);
  return std::ranges::any_of(own_, [&](const std::string& own) {
    if (without_blanks(own) == squeezed || is_short_for(fold, own)) return true;
    // "the Bulletin" at vidinbulletin.example
    return squeezed.size() >= 5 && is_outlet(name) && without_blanks(own).ends_with(squeezed);
  });
}

// "MNA" on the pages of the Meadow News Agency, and the other way round.
bool OutletNames::is_own_acronym(std::string_view name) const {
  if (!is_acronym(name)) {
    const std::string initials = initials_of(folded(name));
    return initials.size() >= 2 && own_.contains(initials);
  }
  const std::string fold = folded(name);
  return std::ranges::any_of(own_, [&](std::string_view own) { return initials_of(own) == fold; });
}

bool OutletNames::is_institution(std::string_view name) const {
  if (is_outlet(name)) return false;
  const std::string fold = text::fold(name);
  const std::vector<std::string_view> words = text::split(fold);
  return std::ranges::any_of(words, [&](std::string_view word) {
    const auto noun = lexicon_.noun(std::string(word));
    return std::ranges::find(other_bodies, word) != other_bodies.end() ||
           (noun && (noun->kind == SourceKind::named_organisation ||
                     noun->kind == SourceKind::state || noun->kind == SourceKind::unnamed));
  });
}

bool is_short_for(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < 4 || shorter.size() >= longer.size()) return false;
  const std::size_t rest = longer.size() - shorter.size();
  if (longer.ends_with(shorter)) return longer[rest - 1] == ' ';
  return longer.starts_with(shorter) &&
         (longer.ends_with(" agency") || longer.ends_with(" news")) &&
         longer[shorter.size()] == ' ';
}

OutletKey::OutletKey(std::string_view name) : fold(folded(name)), is_address(is_domain(name)) {
  tight = is_address ? text::lower(name.substr(0, name.find('.'))) : without_blanks(fold);
  if (is_address) std::erase(tight, '-');
  initials = initials_of(fold);
}

bool is_same_outlet(const OutletKey& key, const OutletKey& known) {
  if (key.fold == known.fold || is_short_for(key.fold, known.fold)) return true;
  static constexpr std::size_t shortest = 3;
  if (key.fold.size() >= shortest && key.fold == known.initials) return true;
  if (known.fold.size() >= shortest && known.fold == key.initials) return true;
  return key.is_address != known.is_address && key.tight == known.tight;
}

bool is_acronym(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.size() < 2 || name.size() > 6) return false;
  std::size_t capitals = 0;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (!capital && !(c >= '0' && c <= '9') && c != '-') return false;
    capitals += capital ? 1 : 0;
  }
  return capitals >= 2;
}

bool is_domain(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.find(' ') != std::string_view::npos) {
    return false;
  }
  const std::string_view top = name.substr(dot + 1);
  const auto is_label = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  return top.size() >= 2 && top.size() <= 12 && std::ranges::all_of(name, is_label) && dot >= 3;
}

std::string site_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) {
    address.remove_prefix(scheme + 3);
  } else if (address.starts_with("//")) {
    address.remove_prefix(2);
  } else {
    return {};
  }
  address = address.substr(0, address.find_first_of("/?#"));
  const std::size_t user = address.rfind('@');
  if (user != std::string_view::npos) address.remove_prefix(user + 1);
  address = address.substr(0, address.find(':'));
  std::string host = text::lower(address);
  for (const std::string_view prefix : {"www.", "m.", "amp.", "mobile."}) {
    if (host.starts_with(prefix)) host.erase(0, prefix.size());
  }
  return host;
}

}  // namespace hearsay::attribute
