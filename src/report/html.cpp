#include "report/html.h"

#include <fmt/format.h>

#include "text/utf8.h"

namespace hearsay::report {
namespace {

bool is_unseen(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFEU) == 0xFFFEU || (c >= 0xE0000 && c <= 0xE007F);
}

std::string_view reference(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

template <typename Unseen>
std::string escaped(std::string_view words, const Unseen& unseen) {
  std::string out;
  out.reserve(words.size());
  for (std::size_t i = 0; i < words.size();) {
    const text::Decoded next = text::decode_at(words, i);
    i += next.size;
    const std::string_view known = reference(next.code_point);
    if (!known.empty()) {
      out += known;
    } else if (next.code_point == '\n' || next.code_point == '\r' || next.code_point == '\t') {
      out += ' ';
    } else if (is_unseen(next.code_point)) {
      out += unseen(next.code_point);
    } else {
      text::append(out, next.code_point);
    }
  }
  return out;
}

}  // namespace

std::string html(std::string_view words) {
  return escaped(words, [](char32_t c) {
    return fmt::format("<span class=\"unseen\">U+{:04X}</span>", static_cast<std::uint32_t>(c));
  });
}

std::string attribute(std::string_view words) {
  return escaped(words, [](char32_t) { return std::string("\uFFFD"); });
}

std::string shortened(std::string_view words, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < words.size(); ++count) {
    if (count == most) return std::string(words.substr(0, at)) + "…";
    at += text::decode_at(words, at).size;
  }
  return std::string(words);
}

}  // namespace hearsay::report
