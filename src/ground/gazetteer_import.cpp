#include "ground/gazetteer_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "ground/gazetteer_format.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

constexpr std::size_t most_places = 16'000'000;  // GeoNames has some 12 million of all kinds
constexpr std::size_t most_more_names = 64'000'000;
constexpr std::size_t longest_line = 64 << 10;  // GeoNames keeps 10,000 letters of other names
constexpr std::size_t longest_name = 60;        // code points; as in the shipped gazetteer
constexpr std::size_t most_names = 200;

/// One place of a dump, small, as there are ten million of them. Its names lie in the reader's
/// text.
struct Entry {
  std::uint32_t number = 0;
  std::uint32_t population = 0;
  std::int32_t latitude = 0;  // as the table has them: multiples of 1/10000 degree
  std::int32_t longitude = 0;
  std::uint32_t division = 0;  // index of its code
  PlaceLevel level = PlaceLevel::town;
  bool capital = false;
  std::uint64_t names =
      0;  // where its name stands, a tab, other names behind "|" each, and a line's end
};

/// A name from another file, of the entry with this index.
struct MoreNames {
  std::uint32_t entry = 0;
  std::uint64_t name = 0;  // where it stands, up to a line's end
};

using Fields = std::vector<std::string_view>;

Fields fields_of(std::string_view line) {
  Fields out;
  for (;;) {
    const std::size_t tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "A", "PPLC" and so on: geonames.org/export/codes.html. Nothing for buildings, roads, the sea's
// floor and woods.
std::optional<PlaceLevel> level_of(std::string_view kind, std::string_view code) {
  if (kind == "P") return PlaceLevel::town;
  if (kind == "H" || kind == "T") return PlaceLevel::feature;
  if (kind == "A") {
    if (code.starts_with("PCL")) return PlaceLevel::country;
    if (code.starts_with("ADM1")) return PlaceLevel::division;
    return PlaceLevel::district;
  }
  if (kind == "L") {
    if (code == "CONT") return PlaceLevel::continent;
    return code.starts_with("RGN") ? PlaceLevel::region : PlaceLevel::feature;
  }
  return std::nullopt;
}

// Codes ("ALV") and mechanical transliterations ("an dao er cheng") are no names in running text.
bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 4 * longest_name) return false;
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return c > 0; });
  const bool capitals =
      std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (capitals && name.size() <= 4) return false;
  return !ascii || !(name.front() >= 'a' && name.front() <= 'z') ||
         name.find_first_of("-'") != std::string_view::npos;
}

// As it may stand in a table: no marks that the table uses.
std::string in_table(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '|' ? ' ' : c;
  return out;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

// What is wrong with the line, or nothing.
std::string read_entry(const Fields& fields, Entry& entry) {
  const auto number = number_of<std::uint32_t>(fields[0]);
  if (!number || *number == 0) return "its first column is no GeoNames number";
  const auto latitude = number_of<double>(fields[4]);
  const auto longitude = number_of<double>(fields[5]);
  // Written so that "nan" does not pass.
  if (!latitude || !(std::abs(*latitude) <= 90)) return "its fifth column is no latitude";
  if (!longitude || !(std::abs(*longitude) <= 180)) return "its sixth column is no longitude";
  if (fields[1].empty()) return "it has no name";
  const auto population = fields[14].empty() ? 0 : number_of<std::uint64_t>(fields[14]);
  if (!population || *population > 4'000'000'000ULL) return "its 15th column is no population";
  const std::string_view country = fields[8];
  const bool letters =
      std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!country.empty() && (country.size() != 2 || !letters)) {
    return "its ninth column is no code of a country";
  }
  entry.number = *number;
  entry.latitude = static_cast<std::int32_t>(std::lround(*latitude * gazetteer_format::degree));
  entry.longitude = static_cast<std::int32_t>(std::lround(*longitude * gazetteer_format::degree));
  entry.population = static_cast<std::uint32_t>(*population);
  entry.capital = fields[7] == "PPLC";
  return {};
}

// As `Entry::names` has them.
void write_names(const Fields& fields, std::string& out) {
  out += in_table(fields[1]);
  out += '\t';
  std::size_t count = 0;
  const auto add = [&](std::string_view name) {
    if (!is_name(name) || count == most_names) return;
    ++count;
    out += '|';
    out += in_table(name);
  };
  if (fields[2] != fields[1]) add(fields[2]);
  for (std::string_view rest = fields[3]; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    add(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  out += '\n';
}

/// Hands over each line without its end; stops at the first that `use` finds something wrong with.
template <typename Use>
Result<void> for_each_line(std::istream& in, const std::string& name, const Use& use) {
  const auto refuse = [&](std::size_t line, std::string_view why) {
    return fail(ErrorKind::input, fmt::format("{}, line {}: {}", text::printable(name), line, why));
  };
  std::vector<char> buffer(longest_line);
  std::size_t number = 0;
  while (in.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()))) {
    std::string_view line(buffer.data(), static_cast<std::size_t>(in.gcount()));
    ++number;
    if (number == 1 && line.starts_with("PK\x03\x04")) {
      return refuse(number, "this is a zip archive: unpack it first.");
    }
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    while (!line.empty() && (line.back() == '\0' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!text::is_valid(line)) return refuse(number, "it is no UTF-8.");
    const std::string wrong = use(line);
    if (!wrong.empty()) return refuse(number, wrong + ".");
  }
  if (in.eof()) return {};
  return refuse(number + 1,
                in.gcount() > 0 ? "it is longer than any line of GeoNames." : "it cannot be read.");
}

}  // namespace

struct GeonamesReader::State {
  const Gazetteer& known;
  std::vector<Entry> entries = {};
  std::vector<MoreNames> more = {};
  std::string text = {};                                      // all names
  std::unordered_map<std::string, std::uint32_t> codes = {};  // "BG.63": index of a division
  std::vector<std::string> code_texts = {};
  std::map<std::string, std::string> divisions = {};  // "BG.63": the dump's name
  std::size_t left_out = 0;
  bool sorted = true;  // entries, by number, each once

  std::string add(std::string_view line) {
    const Fields fields = fields_of(line);
    if (fields.size() != 19) {
      return fmt::format("it has {} columns, a dump of GeoNames has 19", fields.size());
    }
    if (std::any_of(fields.begin(), fields.end(), has_control)) return "it has control characters";
    const auto level = level_of(fields[6], fields[7]);
    if (!level) {
      ++left_out;
      return {};
    }
    Entry entry;
    entry.level = *level;
    std::string wrong = read_entry(fields, entry);
    if (!wrong.empty()) return wrong;
    if (entries.size() == most_places) {
      return fmt::format(
          "these are more than {} places: give the dumps of the countries that you need (XX.txt), "
          "or cities500.txt",
          most_places);
    }
    const std::string code = fmt::format("{}.{}", fields[8], fields[10]);
    if (*level == PlaceLevel::division) divisions.emplace(code, in_table(fields[1]));
    const auto [found, is_new] = codes.try_emplace(code, static_cast<std::uint32_t>(codes.size()));
    if (is_new) code_texts.push_back(code);
    entry.division = found->second;
    entry.names = text.size();
    write_names(fields, text);
    entries.push_back(entry);
    sorted = false;
    return {};
  }

  // Of a place in two of the dumps, the first counts.
  void sort() {
    if (sorted) return;
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.number, a.names) < std::tie(b.number, b.names);  // in the order of reading
    });
    const auto last =
        std::unique(entries.begin(), entries.end(),
                    [](const Entry& a, const Entry& b) { return a.number == b.number; });
    entries.erase(last, entries.end());
    sorted = true;
  }

  std::string add_other(std::string_view line) {
    const Fields fields = fields_of(line);
    if (fields.size() != 8 && fields.size() != 10) {
      return fmt::format("it has {} columns, alternateNamesV2 has 10", fields.size());
    }
    if (std::any_of(fields.begin(), fields.end(), has_control)) return "it has control characters";
    const auto number = number_of<std::uint32_t>(fields[1]);
    if (!number) return "its second column is no GeoNames number";
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), *number,
                         [](const Entry& entry, std::uint32_t key) { return entry.number < key; });
    // "link", "post", "iata", …: languages have two or three letters, or a script behind them.
    const std::string_view language = fields[2];
    const bool is_code = language.size() > 3 && language.find('-') == std::string_view::npos;
    const bool is_known = found != entries.end() && found->number == *number;
    if (!is_known || is_code || !is_name(fields[3])) return {};
    if (more.size() == most_more_names) {
      return fmt::format("these are more than {} names of places", most_more_names);
    }
    more.push_back({static_cast<std::uint32_t>(found - entries.begin()), text.size()});
    text += in_table(fields[3]);
    text += '\n';
    return {};
  }

  // The plain name that the shipped gazetteer has for a division, else the dump's own.
  std::string division_name(const std::map<std::string, std::string>& shipped,
                            const std::string& code) {
    const auto plain = shipped.find(code);
    if (plain != shipped.end()) return plain->second;
    const std::size_t dot = code.find('.');
    for (const PlaceCandidate& c : known.named(code.substr(dot + 1))) {  // "TX"
      if (c.level == PlaceLevel::division && c.country == code.substr(0, dot)) {
        return std::string(c.name);
      }
    }
    const auto own = divisions.find(code);
    return own == divisions.end() ? std::string() : own->second;
  }

  [[nodiscard]] std::string_view line_at(std::uint64_t offset) const {
    return std::string_view(text).substr(offset, text.find('\n', offset) - offset);
  }

  // "Drenow|Dren": those of the dump, then those of `more` that it has not, `most_names` together.
  [[nodiscard]] std::string other_names(std::string_view of_dump,
                                        std::span<const MoreNames> added) const {
    of_dump.remove_prefix(std::min<std::size_t>(1, of_dump.size()));
    std::string out(of_dump);
    if (added.empty()) return out;
    std::vector<std::string_view> has = text::split(of_dump, '|');
    for (const MoreNames& each : added) {
      const std::string_view name = line_at(each.name);
      if (has.size() >= most_names || std::find(has.begin(), has.end(), name) != has.end())
        continue;
      has.push_back(name);
      if (!out.empty()) out += '|';
      out += name;
    }
    return out;
  }
};

GeonamesReader::GeonamesReader(const Gazetteer& known)
    : state_(std::make_unique<State>(State{known})) {}
GeonamesReader::~GeonamesReader() = default;

Result<void> GeonamesReader::add_places(std::istream& in, const std::string& name) {
  return for_each_line(in, name, [&](std::string_view line) { return state_->add(line); });
}

Result<void> GeonamesReader::add_names(std::istream& in, const std::string& name) {
  state_->sort();
  return for_each_line(in, name, [&](std::string_view line) { return state_->add_other(line); });
}

GeonamesTable GeonamesReader::table() {
  State& state = *state_;
  state.sort();
  std::sort(state.more.begin(), state.more.end(), [](const MoreNames& a, const MoreNames& b) {
    return std::tie(a.entry, a.name) < std::tie(b.entry, b.name);
  });
  GeonamesTable out;
  out.places = state.entries.size();
  out.left_out = state.left_out;
  const auto shipped = state.known.division_names();
  std::vector<std::string> divisions;
  for (const std::string& code : state.code_texts) {
    divisions.push_back(state.division_name(shipped, code));
  }
  auto added = state.more.begin();
  for (std::uint32_t i = 0; i < state.entries.size(); ++i) {
    const Entry& entry = state.entries[i];
    const std::string_view names = state.line_at(entry.names);
    const std::size_t tab = names.find('\t');
    const std::string& code = state.code_texts[entry.division];
    const auto first = added;
    while (added != state.more.end() && added->entry == i) ++added;
    fmt::format_to(std::back_inserter(out.table),
                   "geonames:{}\t{}\t{}\t{}\t{}\t{:.4f}\t{:.4f}\t{}\t{}\t{}\t\n", entry.number,
                   name_of(entry.level), names.substr(0, tab), code.substr(0, code.find('.')),
                   entry.level > PlaceLevel::country ? divisions[entry.division] : "",
                   entry.latitude / gazetteer_format::degree,
                   entry.longitude / gazetteer_format::degree, entry.population,
                   entry.capital ? "capital" : "",
                   state.other_names(names.substr(tab + 1), {first, added}));
  }
  state_ = std::make_unique<State>(State{state.known});
  return out;
}

}  // namespace hearsay
