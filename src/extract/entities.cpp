#include "extract/entities.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

struct Named {
  std::string_view name;
  char32_t first;
  char32_t second;
};

constexpr Named table[] = {
#include "extract/entity_table.inc"
};

constexpr std::size_t longest_name = 33;      // "CounterClockwiseContourIntegral;"
constexpr std::size_t longest_bare_name = 6;  // "Aacute", which needs no semicolon

// What browsers read in &#128; to &#159;: windows-1252.
constexpr std::array<char32_t, 32> windows_1252{
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_alnum(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char32_t repaired(std::uint32_t number) {
  if (number >= 0x80 && number < 0xA0) return windows_1252[number - 0x80];
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return 0xFFFD;
  return number;
}

std::size_t utf8_size(char32_t c) {
  return c == 0 ? 0 : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/// "&#0" and a dozen rare mathematical references are as long as what they stand for. They stay as
/// they are, so that a run of equal length in the origin map is always the bytes themselves.
Entity unless_as_long(const Entity& entity) {
  return utf8_size(entity.first) + utf8_size(entity.second) == entity.size ? Entity{} : entity;
}

Entity numeric(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const std::size_t first_digit = at;
  std::uint32_t number = 0;
  for (; at < text.size(); ++at) {
    const int digit = hex ? hex_value(text[at]) : is_ascii_digit(text[at]) ? text[at] - '0' : -1;
    if (digit < 0) break;
    // Saturates: anything beyond Unicode is U+FFFD in the end.
    number = std::min<std::uint32_t>(number * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit),
                                     0x110000);
  }
  if (at == first_digit) return {};
  if (at < text.size() && text[at] == ';') ++at;
  return unless_as_long({at, repaired(number), 0});
}

const Named* find(std::string_view name) {
  const auto* found = std::lower_bound(
      std::begin(table), std::end(table), name,
      [](const Named& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != std::end(table) && found->name == name ? found : nullptr;
}

Entity named(std::string_view text, bool in_attribute) {
  std::size_t end = 1;
  while (end < text.size() && end < longest_name && is_ascii_alnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const Named* entry = find(text.substr(1, end))) {
      return unless_as_long({end + 1, entry->first, entry->second});
    }
  }
  for (std::size_t size = std::min(end - 1, longest_bare_name); size >= 2; --size) {
    const Named* entry = find(text.substr(1, size));
    if (entry == nullptr) continue;
    const std::size_t behind = size + 1;
    if (in_attribute && behind < text.size() &&
        (text[behind] == '=' || is_ascii_alnum(text[behind]))) {
      return {};
    }
    return {behind, entry->first, entry->second};
  }
  return {};
}

}  // namespace

Entity entity_at(std::string_view text, bool in_attribute) {
  if (text.size() < 3 || text[0] != '&') return {};
  return text[1] == '#' ? numeric(text) : named(text, in_attribute);
}

std::string decode_entities(std::string_view text, bool in_attribute) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t ampersand = std::min(text.find('&', at), text.size());
    out += text.substr(at, ampersand - at);
    at = ampersand;
    if (at == text.size()) break;
    const Entity entity = entity_at(text.substr(at), in_attribute);
    if (entity.size == 0) {
      out += text[at++];
      continue;
    }
    text::append(out, entity.first);
    if (entity.second != 0) text::append(out, entity.second);
    at += entity.size;
  }
  return out;
}

}  // namespace hearsay::extraction
