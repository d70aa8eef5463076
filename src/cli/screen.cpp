#include "cli/screen.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "text/utf8.h"

namespace hearsay::cli {
namespace {

std::size_t columns_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const auto category = u_charType(point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) {
    return 0;
  }
  const int wide = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/// Bytes of the longest prefix that takes at most `width` columns. Marks stay with their letter.
std::size_t prefix(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  std::size_t used = 0;
  while (at < text.size()) {
    const auto [c, size] = text::decode_at(text, at);
    used += columns_of(c);
    if (used > width) break;
    at += size;
  }
  return at;
}

std::string_view code(Look look) {
  switch (look) {
    case Look::strong:
      return "\x1b[1m";
    case Look::faint:
      return "\x1b[2m";
    case Look::warning:
      return "\x1b[33m";
    case Look::plain:
      break;
  }
  return {};
}

/// Whether a code point may take over a terminal or reorder what is read there.
bool is_harmful(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = text::decode_at(text, at);
    used += columns_of(c);
    at += size;
  }
  return used;
}

std::string fit(std::string_view text, std::size_t width) {
  if (prefix(text, width) == text.size()) return std::string(text);
  if (width == 0) return {};
  std::string_view kept = text.substr(0, prefix(text, width - 1));
  while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
  return std::string(kept) + "…";
}

std::string pad(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  text = text::trim(text);
  // Only one line's worth of text is looked at in each turn: a page may be one endless line.
  while (prefix(text, width) < text.size()) {
    const std::size_t most = std::max<std::size_t>(prefix(text, width), 1);
    std::size_t cut = most < text.size() && text[most] == ' ' ? most : text.rfind(' ', most);
    // Chinese and addresses have no blanks: cut them where the line ends.
    if (cut == std::string_view::npos || cut == 0 || columns(text.substr(0, cut)) < width / 2) {
      cut = prefix(text, width);
      if (cut == 0) cut = text::decode_at(text, 0).size;
    }
    lines.emplace_back(text::trim(text.substr(0, cut)));
    text = text::trim(text.substr(cut));
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

std::string upper(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())})
      .toUpper(icu::Locale::getRoot())
      .toUTF8String(out);
  return out;
}

Screen::Screen(std::ostream& out, std::size_t width, bool colour)
    : out_(out), width_(width), colour_(colour) {}

void Screen::line(const std::vector<Piece>& pieces) {
  std::string all;
  for (const Piece& piece : pieces) {
    const std::string words = text::printable(piece.text);
    const std::string_view start = colour_ ? code(piece.look) : std::string_view{};
    all += start;
    all += words;
    if (!start.empty()) all += "\x1b[0m";
  }
  // Padding at the end of a line is of no use and shows in copies.
  while (!all.empty() && all.back() == ' ') all.pop_back();
  out_ << all << '\n';
}

void Screen::sides(Piece left, Piece right) {
  left.text = text::printable(left.text);
  right.text = text::printable(right.text);
  const std::size_t taken = columns(right.text);
  const std::size_t used = columns(left.text);
  if (used + taken + 2 > width_) {
    // Nothing is cut: the right side goes below.
    const std::size_t indent = left.text.size() - text::trim(left.text).size();
    const std::string lead(std::min<std::size_t>(indent, width_ / 2), ' ');
    if (used > indent) paragraph(lead, lead + "  ", {left.text.substr(indent), left.look});
    line({{std::string(width_ > taken ? width_ - taken : 0, ' ')}, std::move(right)});
    return;
  }
  line({std::move(left), {std::string(width_ - used - taken, ' ')}, std::move(right)});
}

void Screen::paragraph(std::string_view first, std::string_view rest, Piece text) {
  const std::string words = text::printable(text.text);
  const std::size_t indent = std::max(columns(first), columns(rest));
  std::string_view lead = first;
  for (std::string& row : wrap(words, width_ > indent + 16 ? width_ - indent : 16)) {
    line({{std::string(lead)}, {std::move(row), text.look}});
    lead = rest;
  }
}

void csv_row(std::ostream& out, const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += ',';
    row += wording::csv_cell(cell);
  }
  out << row << '\n';
}

std::string terminal_safe_json(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const auto byte = static_cast<unsigned char>(json[at]);
    if (byte < 0x7F) {
      safe += json[at++];
      continue;
    }
    const auto [c, size] = text::decode_at(json, at);
    if (is_harmful(c)) {
      safe += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      safe += json.substr(at, size);
    }
    at += size;
  }
  return safe;
}

}  // namespace hearsay::cli
