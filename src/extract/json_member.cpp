// A JSON parser gives values, not where their bytes are; so the line is walked here, leniently:
// whether it is valid JSON was found out when it was read.
#include "extract/json_member.h"

#include <optional>

#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

/// Walks the line. Every member function leaves `at_` behind what it read.
class Walker {
 public:
  explicit Walker(std::string_view line) : line_(line) {}

  void skip_space() {
    while (at_ < line_.size() &&
           (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\n' || line_[at_] == '\r')) {
      ++at_;
    }
  }

  bool take(char wanted) {
    skip_space();
    if (at_ >= line_.size() || line_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] bool at_string() const { return at_ < line_.size() && line_[at_] == '"'; }

  /// The inside of the string at `at_`; none where it does not end.
  std::optional<Span> string() {
    const std::size_t begin = ++at_;
    while (at_ < line_.size() && line_[at_] != '"') at_ += line_[at_] == '\\' ? 2 : 1;
    if (at_ >= line_.size()) return std::nullopt;
    return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_++)};
  }

  bool skip_value() {
    std::size_t depth = 0;
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == '"') {
        if (!string()) return false;
        --at_;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']' || c == ',') {
        if (depth == 0) return true;
        if (c != ',') --depth;
      }
    }
    return false;
  }

 private:
  std::string_view line_;
  std::size_t at_ = 0;
};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// "\uXXXX" at `at`, or none.
std::optional<char32_t> unicode_escape(std::string_view line, std::size_t at, std::size_t end) {
  if (at + 6 > end || line[at] != '\\' || line[at + 1] != 'u') return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(line[i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

struct Escape {
  char32_t character = 0;
  std::size_t size = 0;
};

Escape escape_at(std::string_view line, std::size_t at, std::size_t end) {
  if (const auto unit = unicode_escape(line, at, end)) {
    if (*unit < 0xD800 || *unit >= 0xE000) return {*unit, 6};
    const auto low = unicode_escape(line, at + 6, end);
    if (*unit < 0xDC00 && low && *low >= 0xDC00 && *low < 0xE000) {
      return {0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00), 12};
    }
    return {0xFFFD, 6};
  }
  const char c = at + 1 < end ? line[at + 1] : '\\';
  const std::size_t size = at + 1 < end ? 2 : 1;
  switch (c) {
    case 'n':
      return {U'\n', size};
    case 't':
      return {U'\t', size};
    case 'r':
      return {U'\r', size};
    case 'b':
      return {U'\b', size};
    case 'f':
      return {U'\f', size};
    default:
      // '"', '\\', '/'; of anything else the backslash alone is dropped.
      return static_cast<unsigned char>(c) < 0x80 ? Escape{static_cast<char32_t>(c), size}
                                                  : Escape{U'\\', 1};
  }
}

Decoded decode_string(std::string_view line, Span span) {
  Decoded out;
  out.charset = "utf-8";
  out.byte_end = span.end;
  const auto piece = [&out](std::size_t byte, bool verbatim) {
    const auto at = static_cast<std::uint32_t>(out.text.size());
    if (verbatim && !out.pieces.empty() && out.pieces.back().verbatim &&
        at - out.pieces.back().text_begin == byte - out.pieces.back().byte_begin) {
      return;
    }
    out.pieces.push_back({at, static_cast<std::uint32_t>(byte), verbatim});
  };
  for (std::size_t at = span.begin; at < span.end;) {
    if (line[at] == '\\') {
      const Escape escape = escape_at(line, at, span.end);
      piece(at, false);
      text::append(out.text, escape.character == 0 ? char32_t{0xFFFD} : escape.character);
      if (escape.character == 0xFFFD || escape.character == 0) ++out.repaired;
      at += escape.size;
      continue;
    }
    const text::Decoded decoded = text::decode_at(line, at);
    const bool ill_formed = decoded.code_point == 0xFFFD && decoded.size == 1;
    if (ill_formed || line[at] == '\0' || at + decoded.size > span.end) {
      piece(at, false);
      text::append(out.text, 0xFFFD);
      ++out.repaired;
      ++at;
      continue;
    }
    piece(at, true);
    out.text += line.substr(at, decoded.size);
    at += decoded.size;
  }
  return out;
}

}  // namespace

tl::expected<JsonMember, std::string> decode_json_member(std::string_view line) {
  std::optional<Span> text;
  std::optional<Span> html;
  const auto refuse = [] {
    return tl::unexpected(std::string("is no JSON object with a string \"text\" or \"html\""));
  };
  Walker walker(line);
  if (!walker.take('{')) return refuse();
  do {
    walker.skip_space();
    if (!walker.at_string()) break;
    const auto key = walker.string();
    if (!key || !walker.take(':')) return refuse();
    walker.skip_space();
    const std::string_view name = line.substr(key->begin, key->size());
    if (walker.at_string() && (name == "text" || name == "html")) {
      const auto value = walker.string();
      if (!value) return refuse();
      // A doubled key: the first counts, as for the reader that read the other members.
      std::optional<Span>& target = name == "text" ? text : html;
      if (!target) target = value;
    } else if (!walker.skip_value()) {
      break;
    }
  } while (walker.take(','));
  const bool use_text = text && !text->empty();
  if (!use_text && !html) return refuse();
  return JsonMember{decode_string(line, use_text ? *text : *html), !use_text};
}

}  // namespace hearsay::extraction
