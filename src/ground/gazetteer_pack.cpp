// Writes the gazetteer's file. Used by tools/gazetteer and by tests that need a small one.
#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "ground/gazetteer.h"
#include "ground/gazetteer_format.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

/// A line of the table; views of its words are cut when they are wanted, as there may be ten
/// million.
struct Row {
  const char* line = nullptr;
  std::uint32_t name = 0;  // where fields begin in the line
  std::uint32_t country = 0;
  std::uint32_t other = 0;
  std::uint32_t number = 0;
  std::int32_t latitude = 0;
  std::int32_t longitude = 0;
  std::uint32_t population = 0;
  PlaceLevel level = PlaceLevel::town;
  bool capital = false;

  // Each field but the last of a line ends in a tab.
  [[nodiscard]] std::string_view field(std::size_t begin) const {
    const char* end = line + begin;
    while (*end != '\t') ++end;
    return {line + begin, static_cast<std::size_t>(end - line) - begin};
  }
  [[nodiscard]] std::string_view id() const { return field(0); }
  [[nodiscard]] std::string_view country_code() const { return field(country); }
  [[nodiscard]] std::string_view division() const {
    return field(country + country_code().size() + 1);
  }
};

void put(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

void put_signed(std::string& out, std::int64_t value) {
  put(out, (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

void put_string(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

void put_fixed(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

std::optional<PlaceLevel> level_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(PlaceLevel::feature); ++i) {
    const auto level = static_cast<PlaceLevel>(i);
    if (name_of(level) == name) return level;
  }
  return std::nullopt;
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Splits at every tab: text::split drops nothing, but an empty field must stay one.
std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t tab = line.find('\t', begin);
    out.push_back(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin));
    if (tab == std::string_view::npos) return out;
    begin = tab + 1;
  }
}

std::uint32_t geonames_number(std::string_view id) {
  constexpr std::string_view prefix = "geonames:";
  if (!id.starts_with(prefix)) return 0;
  id.remove_prefix(prefix.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  // A number written with leading zeros would not come back as it was.
  if (error != std::errc{} || end != id.data() + id.size() || id.starts_with('0')) return 0;
  return number;
}

std::optional<Row> row_of(std::string_view line) {
  const auto fields = fields_of(line);
  if (fields.size() != 11 || line.size() > UINT32_MAX) return std::nullopt;
  const auto level = level_named(fields[1]);
  const auto latitude = number_of(fields[5]);
  const auto longitude = number_of(fields[6]);
  const auto population = number_of(fields[7]);
  if (!level || !latitude || !longitude || !population) return std::nullopt;
  if (!(std::abs(*latitude) <= 90) || !(std::abs(*longitude) <= 180)) return std::nullopt;
  if (!(*population >= 0) || *population > 4e9) return std::nullopt;
  if (fields[0].empty() || fields[2].empty() || (fields[3].size() != 0 && fields[3].size() != 2)) {
    return std::nullopt;
  }
  const auto begin = [&](std::size_t field) {
    return static_cast<std::uint32_t>(fields[field].data() - line.data());
  };
  Row row;
  row.line = line.data();
  row.name = begin(2);
  row.country = begin(3);
  row.other = begin(9);
  row.number = geonames_number(fields[0]);
  row.level = *level;
  row.latitude = static_cast<std::int32_t>(std::lround(*latitude * gazetteer_format::degree));
  row.longitude = static_cast<std::int32_t>(std::lround(*longitude * gazetteer_format::degree));
  row.population = static_cast<std::uint32_t>(*population);
  row.capital = fields[8] == "capital";
  return row;
}

// Views of the table.
Result<std::vector<Row>> rows_of(std::string_view table) {
  std::vector<Row> rows;
  std::size_t line_number = 0;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    ++line_number;
    if (line.empty() || line.front() == '#' || line.find('\0') != std::string_view::npos) {
      continue;
    }
    const auto row = row_of(line);
    if (!row) {
      return fail(ErrorKind::input,
                  fmt::format("Line {} of the gazetteer's table is malformed.", line_number));
    }
    rows.push_back(*row);
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const auto key = [](const Row& row) {
      return std::tuple(row.level, row.country_code(), row.division(), row.number, row.id());
    };
    return key(a) < key(b);
  });
  return rows;
}

/// What a key leads to: a place and which of its names it is. The key lies in `Postings::text`.
struct Posting {
  std::uint64_t key = 0;
  std::uint32_t size = 0;
  std::uint32_t place = 0;  // place * 4 + NameKind
};

struct Postings {
  std::string text;
  std::vector<Posting> list;  // by key, then place
  [[nodiscard]] std::string_view key(const Posting& of) const {
    return std::string_view(text).substr(of.key, of.size);
  }
};

Result<Postings> postings_of(const std::vector<Row>& rows, const char* table_end) {
  Postings out;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    std::map<std::string, NameKind> kinds;  // the first kind of a key wins: main before other
    const auto add = [&](std::string_view names, NameKind kind) {
      for (const std::string_view name : text::split(names, '|')) {
        std::string key = gazetteer_format::key_of(name);
        if (!key.empty()) kinds.try_emplace(std::move(key), kind);
      }
    };
    std::string main = gazetteer_format::key_of(row.field(row.name));  // it may have a "|"
    if (!main.empty()) kinds.try_emplace(std::move(main), NameKind::main);
    const std::string_view other = row.field(row.other);
    add(other, NameKind::other);
    const char* demonyms = other.data() + other.size() + 1;
    add({demonyms, static_cast<std::size_t>(std::find(demonyms, table_end, '\n') - demonyms)},
        NameKind::demonym);
    for (const auto& [key, kind] : kinds) {
      if (key.size() > gazetteer_format::longest_key) {
        return fail(ErrorKind::input,
                    fmt::format("The place {} of the gazetteer's table has a name of {} bytes: "
                                "more than any place has.",
                                text::printable(row.id()), key.size()));
      }
      out.list.push_back({out.text.size(), static_cast<std::uint32_t>(key.size()),
                          i * 4 + static_cast<std::uint32_t>(kind)});
      out.text += key;
    }
  }
  std::sort(out.list.begin(), out.list.end(), [&](const Posting& a, const Posting& b) {
    const int order = out.key(a).compare(out.key(b));
    return order != 0 ? order < 0 : a.place < b.place;
  });
  return out;
}

void put_places(std::string& out, const std::vector<Row>& rows) {
  put(out, rows.size());
  for (const Row& row : rows) {
    out += static_cast<char>(static_cast<unsigned>(row.level) | (row.capital ? 0x80U : 0U));
  }
  for (const Row& row : rows) {
    const std::string_view country = row.country_code();
    out += country.empty() ? std::string_view("\0\0", 2) : country;
  }
  std::int64_t before = 0;
  for (const Row& row : rows) {
    put_signed(out, static_cast<std::int64_t>(row.number) - before);
    before = row.number;
  }
  for (const Row& row : rows) {
    if (row.number == 0) put_string(out, row.id());
  }
  // A division's name is written where it changes.
  std::string_view division;
  for (const Row& row : rows) {
    const bool same = row.division() == division;
    out += same ? '\0' : '\1';
    if (!same) put_string(out, row.division());
    division = row.division();
  }
  std::int64_t near = 0;
  for (const Row& row : rows) {
    put_signed(out, row.latitude - near);
    near = row.latitude;
  }
  near = 0;
  for (const Row& row : rows) {
    put_signed(out, row.longitude - near);
    near = row.longitude;
  }
  for (const Row& row : rows) put(out, row.population);
  for (const Row& row : rows) put_string(out, row.field(row.name));
}

void put_names(std::string& out, const Postings& postings) {
  const auto& list = postings.list;
  std::vector<std::size_t> begins;  // of each key's postings
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i == 0 || postings.key(list[i]) != postings.key(list[i - 1])) begins.push_back(i);
  }
  put(out, begins.size());
  std::string_view before;
  for (const std::size_t begin : begins) {
    const std::string_view key = postings.key(list[begin]);
    const auto parted = std::ranges::mismatch(key, before).in1;
    const auto shared = static_cast<std::size_t>(parted - key.begin());
    put(out, shared);
    put_string(out, key.substr(shared));
    before = key;
  }
  begins.push_back(list.size());
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) put(out, begins[i + 1] - begins[i]);
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    std::uint32_t last = 0;
    for (std::size_t at = begins[i]; at < begins[i + 1]; ++at) {
      put(out, list[at].place - last);
      last = list[at].place;
    }
  }
}

// All the world's villages would take many minutes at the level that the shipped file has.
std::string compress(std::string_view raw) {
  const int level = raw.size() > gazetteer_format::large_raw_size ? 6 : 19;
  std::string packed(ZSTD_compressBound(raw.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), raw.data(), raw.size(), level));
  return packed;
}

}  // namespace

Result<std::string> pack_gazetteer(std::string_view table, std::string_view card) {
  auto rows = rows_of(table);
  if (!rows) return tl::unexpected<Error>(rows.error());
  auto postings = postings_of(*rows, table.data() + table.size());
  if (!postings) return tl::unexpected<Error>(postings.error());
  std::string raw;
  put_string(raw, card);
  put_places(raw, *rows);
  rows = std::vector<Row>();
  put_names(raw, *postings);
  postings = Postings();
  if (raw.size() > gazetteer_format::largest_raw_size) {
    return fail(ErrorKind::input, "The gazetteer's table is too large to be packed.");
  }
  const std::string packed = compress(raw);
  std::string out(gazetteer_format::magic);
  put_fixed(out, gazetteer_format::version, 4);
  put_fixed(out, 0, 4);
  put_fixed(out, packed.size(), 8);
  put_fixed(out, raw.size(), 8);
  put_fixed(out, text::hash64(packed), 8);
  return out + packed;
}

}  // namespace hearsay
