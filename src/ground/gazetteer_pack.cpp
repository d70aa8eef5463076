// Writes the gazetteer's file. Used by tools/gazetteer and by tests that need a small one.
#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "ground/gazetteer.h"
#include "ground/gazetteer_format.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

struct Row {
  std::string id;
  std::uint32_t number = 0;
  PlaceLevel level = PlaceLevel::town;
  std::string name;
  std::string country;
  std::string division;
  std::int64_t latitude = 0;
  std::int64_t longitude = 0;
  std::uint32_t population = 0;
  bool capital = false;
  std::vector<std::string> other;
  std::vector<std::string> demonyms;
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

std::vector<std::string> names_in(std::string_view field) {
  std::vector<std::string> out;
  for (const std::string_view name : text::split(field, '|')) {
    if (!name.empty()) out.emplace_back(name);
  }
  return out;
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
  if (fields.size() != 11) return std::nullopt;
  const auto level = level_named(fields[1]);
  const auto latitude = number_of(fields[5]);
  const auto longitude = number_of(fields[6]);
  const auto population = number_of(fields[7]);
  if (!level || !latitude || !longitude || !population) return std::nullopt;
  if (std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return std::nullopt;
  if (*population < 0 || *population > 4e9) return std::nullopt;
  if (fields[0].empty() || fields[2].empty() || (fields[3].size() != 0 && fields[3].size() != 2)) {
    return std::nullopt;
  }
  Row row;
  row.id = fields[0];
  row.number = geonames_number(row.id);
  row.level = *level;
  row.name = fields[2];
  row.country = fields[3];
  row.division = fields[4];
  row.latitude = std::llround(*latitude * gazetteer_format::degree);
  row.longitude = std::llround(*longitude * gazetteer_format::degree);
  row.population = static_cast<std::uint32_t>(*population);
  row.capital = fields[8] == "capital";
  row.other = names_in(fields[9]);
  row.demonyms = names_in(fields[10]);
  return row;
}

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
    auto row = row_of(line);
    if (!row) {
      return fail(ErrorKind::input,
                  fmt::format("Line {} of the gazetteer's table is malformed.", line_number));
    }
    rows.push_back(std::move(*row));
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.level, a.country, a.division, a.number, a.id) <
           std::tie(b.level, b.country, b.division, b.number, b.id);
  });
  return rows;
}

using Postings = std::map<std::string, std::set<std::uint32_t>>;

Result<Postings> postings_of(const std::vector<Row>& rows) {
  Postings postings;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    std::map<std::string, NameKind> kinds;  // the first kind of a key wins: main before other
    const auto add = [&](std::string_view name, NameKind kind) {
      std::string key = gazetteer_format::key_of(name);
      if (!key.empty()) kinds.try_emplace(std::move(key), kind);
    };
    add(rows[i].name, NameKind::main);
    for (const auto& name : rows[i].other) add(name, NameKind::other);
    for (const auto& name : rows[i].demonyms) add(name, NameKind::demonym);
    for (const auto& [key, kind] : kinds) {
      if (key.size() > gazetteer_format::longest_key) {
        return fail(ErrorKind::input,
                    fmt::format("The place {} of the gazetteer's table has a name of {} bytes: "
                                "more than any place has.",
                                text::printable(rows[i].id), key.size()));
      }
      postings[key].insert(i * 4 + static_cast<std::uint32_t>(kind));
    }
  }
  return postings;
}

void put_places(std::string& out, const std::vector<Row>& rows) {
  put(out, rows.size());
  for (const Row& row : rows) {
    out += static_cast<char>(static_cast<unsigned>(row.level) | (row.capital ? 0x80U : 0U));
  }
  for (const Row& row : rows) out += row.country.empty() ? std::string(2, '\0') : row.country;
  std::int64_t before = 0;
  for (const Row& row : rows) {
    put_signed(out, static_cast<std::int64_t>(row.number) - before);
    before = row.number;
  }
  for (const Row& row : rows) {
    if (row.number == 0) put_string(out, row.id);
  }
  // A division's name is written where it changes.
  std::string_view division;
  for (const Row& row : rows) {
    const bool same = row.division == division;
    out += same ? '\0' : '\1';
    if (!same) put_string(out, row.division);
    division = row.division;
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
  for (const Row& row : rows) put_string(out, row.name);
}

void put_names(std::string& out, const Postings& postings) {
  put(out, postings.size());
  std::string_view before;
  for (const auto& [key, places] : postings) {
    const auto shared = static_cast<std::size_t>(
        std::mismatch(
            key.begin(),
            key.begin() + static_cast<std::ptrdiff_t>(std::min(key.size(), before.size())),
            before.begin())
            .first -
        key.begin());
    put(out, shared);
    put_string(out, std::string_view(key).substr(shared));
    before = key;
  }
  for (const auto& [key, places] : postings) put(out, places.size());
  for (const auto& [key, places] : postings) {
    std::uint32_t last = 0;
    for (const std::uint32_t posting : places) {
      put(out, posting - last);
      last = posting;
    }
  }
}

std::string compress(std::string_view raw) {
  std::string packed(ZSTD_compressBound(raw.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), raw.data(), raw.size(), 19));
  return packed;
}

}  // namespace

Result<std::string> pack_gazetteer(std::string_view table, std::string_view card) {
  auto rows = rows_of(table);
  if (!rows) return tl::unexpected<Error>(rows.error());
  const auto postings = postings_of(*rows);
  if (!postings) return tl::unexpected<Error>(postings.error());
  std::string raw;
  put_string(raw, card);
  put_places(raw, *rows);
  put_names(raw, *postings);
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
