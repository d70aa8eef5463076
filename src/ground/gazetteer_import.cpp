#include "ground/gazetteer_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/utf8.h"

namespace hearsay {
namespace {

constexpr std::size_t most_places = 1'000'000;
constexpr std::size_t longest_line = 64 << 10;  // GeoNames keeps 10,000 letters of other names
constexpr std::size_t longest_name = 60;        // code points; as in the shipped gazetteer
constexpr std::size_t most_names = 200;

struct Entry {
  std::uint32_t number = 0;
  PlaceLevel level = PlaceLevel::town;
  std::string name;
  std::string country;
  std::string division;  // its code
  double latitude = 0;
  double longitude = 0;
  std::uint64_t population = 0;
  bool capital = false;
  std::vector<std::string> other;
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
std::string read_entry(const Fields& fields, PlaceLevel level, Entry& entry) {
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
  entry.level = level;
  entry.name = in_table(fields[1]);
  entry.country = country;
  entry.division = fields[10];
  entry.latitude = *latitude;
  entry.longitude = *longitude;
  entry.population = *population;
  entry.capital = fields[7] == "PPLC";
  if (fields[2] != fields[1] && is_name(fields[2])) entry.other.push_back(in_table(fields[2]));
  for (std::string_view rest = fields[3]; !rest.empty() && entry.other.size() < most_names;) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (is_name(rest.substr(0, comma))) entry.other.push_back(in_table(rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return {};
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
  std::vector<Entry> entries;
  std::unordered_map<std::uint32_t, std::size_t> by_number = {};
  std::map<std::string, std::string> divisions = {};  // "BG.63": the dump's name
  std::size_t left_out = 0;

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
    std::string wrong = read_entry(fields, *level, entry);
    if (!wrong.empty()) return wrong;
    if (*level == PlaceLevel::division) {
      divisions.emplace(entry.country + "." + entry.division, entry.name);
    }
    if (!by_number.emplace(entry.number, entries.size()).second) return {};  // in two of the dumps
    if (entries.size() == most_places) {
      return fmt::format(
          "these are more than {} places: give the dumps of the countries that you need (XX.txt), "
          "or cities500.txt",
          most_places);
    }
    entries.push_back(std::move(entry));
    return {};
  }

  std::string add_other(std::string_view line) {
    const Fields fields = fields_of(line);
    if (fields.size() != 8 && fields.size() != 10) {
      return fmt::format("it has {} columns, alternateNamesV2 has 10", fields.size());
    }
    if (std::any_of(fields.begin(), fields.end(), has_control)) return "it has control characters";
    const auto number = number_of<std::uint32_t>(fields[1]);
    if (!number) return "its second column is no GeoNames number";
    const auto found = by_number.find(*number);
    // "link", "post", "iata", …: languages have two or three letters, or a script behind them.
    const std::string_view language = fields[2];
    const bool is_code = language.size() > 3 && language.find('-') == std::string_view::npos;
    if (found == by_number.end() || is_code || !is_name(fields[3])) return {};
    auto& other = entries[found->second].other;
    std::string name = in_table(fields[3]);
    const bool has = std::find(other.begin(), other.end(), name) != other.end();
    if (!has && other.size() < most_names) other.push_back(std::move(name));
    return {};
  }

  // The plain name that the shipped gazetteer has for a division, else the dump's own.
  std::string division_name(const std::map<std::string, std::string>& shipped, const Entry& entry) {
    const std::string code = entry.country + "." + entry.division;
    const auto plain = shipped.find(code);
    if (plain != shipped.end()) return plain->second;
    for (const PlaceCandidate& c : known.named(entry.division)) {  // "TX"
      if (c.level == PlaceLevel::division && c.country == entry.country) return std::string(c.name);
    }
    const auto own = divisions.find(code);
    return own == divisions.end() ? std::string() : own->second;
  }
};

GeonamesReader::GeonamesReader(const Gazetteer& known)
    : state_(std::make_unique<State>(State{known, {}, {}, {}, 0})) {}
GeonamesReader::~GeonamesReader() = default;

Result<void> GeonamesReader::add_places(std::istream& in, const std::string& name) {
  return for_each_line(in, name, [&](std::string_view line) { return state_->add(line); });
}

Result<void> GeonamesReader::add_names(std::istream& in, const std::string& name) {
  return for_each_line(in, name, [&](std::string_view line) { return state_->add_other(line); });
}

GeonamesTable GeonamesReader::table() {
  GeonamesTable out;
  out.places = state_->entries.size();
  out.left_out = state_->left_out;
  const auto shipped = state_->known.division_names();
  std::map<std::string, std::string> names;
  for (Entry& entry : state_->entries) {
    const auto [found, is_new] = names.try_emplace(entry.country + "." + entry.division);
    if (is_new) found->second = state_->division_name(shipped, entry);
    out.table += fmt::format("geonames:{}\t{}\t{}\t{}\t{}\t{:.4f}\t{:.4f}\t{}\t{}\t", entry.number,
                             name_of(entry.level), entry.name, entry.country,
                             entry.level > PlaceLevel::country ? found->second : "", entry.latitude,
                             entry.longitude, entry.population, entry.capital ? "capital" : "");
    for (std::size_t i = 0; i < entry.other.size(); ++i) {
      out.table += (i == 0 ? "" : "|") + entry.other[i];
    }
    out.table += "\t\n";
    entry = {};
  }
  state_ = std::make_unique<State>(State{state_->known, {}, {}, {}, 0});
  return out;
}

}  // namespace hearsay
