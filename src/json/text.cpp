// Ids as text, and JSON as one line that is safe to print.
#include <charconv>
#include <cstdio>
#include <string>

#include "json/json.h"
#include "text/utf8.h"

namespace hearsay::json {
namespace {

std::string numbered(const std::string& document, char letter, std::uint32_t index) {
  return document + '#' + letter + std::to_string(std::uint64_t{index} + 1);
}

/// Characters that valid JSON may hold raw and that a terminal would obey: DEL and C1, line and
/// paragraph separators, marks and overrides of writing direction.
bool needs_escape(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// Lead bytes of the characters above; everything else is copied without a look.
bool may_need_escape(char byte) {
  return byte == '\x7F' || byte == '\xC2' || byte == '\xD8' || byte == '\xE2';
}

void append_escape(std::string& out, char32_t c) {
  char escape[8];
  std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
  out += escape;
}

}  // namespace

std::string text_of(const ClaimId& id) {
  return numbered(id.document, 'c', static_cast<std::uint32_t>(id.claim));
}

std::string text_of(const EntityId& id) {
  return numbered(id.document, 'e', static_cast<std::uint32_t>(id.entity));
}

std::string text_of(const AttributionId& id) {
  return numbered(id.document, 'a', static_cast<std::uint32_t>(id.attribution));
}

Result<ClaimId> parse_claim_id(std::string_view text) {
  const std::size_t mark = text.rfind("#c");
  std::uint32_t number = 0;
  if (mark != std::string_view::npos && mark > 0) {
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + mark + 2, end, number);
    if (parsed.ec == std::errc{} && parsed.ptr == end && number > 0) {
      return ClaimId{std::string(text.substr(0, mark)), ClaimIndex{number - 1}};
    }
  }
  return fail(ErrorKind::usage, "\"" + text::printable(text) +
                                    "\" is not the id of a claim, such as 0123456789abcdef#c1.");
}

std::string dump(const Json& json) {
  // Strings alone can hold such characters, so replacing them in the whole line is safe.
  const std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out;
  out.reserve(line.size());
  for (std::size_t i = 0; i < line.size();) {
    if (!may_need_escape(line[i])) {
      out += line[i++];
      continue;
    }
    const text::Decoded next = text::decode_at(line, i);
    if (needs_escape(next.code_point)) {
      append_escape(out, next.code_point);
    } else {
      out.append(line, i, next.size);
    }
    i += next.size;
  }
  return out;
}

}  // namespace hearsay::json
