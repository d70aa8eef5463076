#include "ingest/mhtml.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/ascii.h"
#include "ingest/dates.h"
#include "ingest/headers.h"
#include "ingest/http.h"
#include "ingest/refuse.h"

namespace hearsay::ingest {
namespace {

constexpr std::size_t most_nesting = 10;
constexpr std::size_t longest_boundary = 200;  // 70 in the standard

/// A part that holds no parts.
struct Leaf {
  Headers headers;
  std::string_view body;
  bool closed = true;  // a boundary follows
};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = lower_ascii(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view behind = text.substr(i + 1);
    if (text[i] != '=') {
      out += text[i];
    } else if (behind.starts_with("\r\n")) {
      i += 2;
    } else if (behind.starts_with("\n")) {
      i += 1;
    } else if (behind.size() >= 2 && hex_value(behind[0]) >= 0 && hex_value(behind[1]) >= 0) {
      out += static_cast<char>(hex_value(behind[0]) * 16 + hex_value(behind[1]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Other characters are passed over, up to the padding.
std::string from_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = base64_value(c);
    if (value < 0) continue;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU);
  }
  return out;
}

std::string without_transfer_coding(const Leaf& leaf) {
  const std::string coding =
      lower_ascii(trim_ascii(leaf.headers.value("content-transfer-encoding")));
  if (coding == "quoted-printable") return from_quoted_printable(leaf.body);
  if (coding == "base64") return from_base64(leaf.body);
  return std::string(leaf.body);
}

/// Takes apart; gives the leaves in their order.
class Parts {
 public:
  std::vector<Leaf> leaves;

  void add(std::string_view entity, std::size_t depth, bool closed) {
    const std::size_t end = end_of_headers(entity);
    if (end == std::string_view::npos) return;
    Headers headers = Headers::parse(entity.substr(0, end));
    const std::string_view body = entity.substr(end);
    const std::string_view type = headers.value("content-type");
    if (!media_type_of(type).starts_with("multipart/")) {
      leaves.push_back({std::move(headers), body, closed});
      return;
    }
    const std::string boundary = parameter(type, "boundary");
    if (boundary.empty() || boundary.size() > longest_boundary || depth >= most_nesting) return;
    split(body, "--" + boundary, depth);
  }

 private:
  void split(std::string_view body, const std::string& mark, std::size_t depth) {
    std::size_t begin = behind_line(body, next_mark(body, mark, 0));
    while (begin < body.size()) {
      const std::size_t stop = next_mark(body, mark, begin);
      std::string_view part = body.substr(begin, stop - begin);
      if (part.ends_with('\n')) part.remove_suffix(1);
      if (part.ends_with('\r')) part.remove_suffix(1);
      add(part, depth + 1, stop < body.size());
      if (body.substr(stop).starts_with(mark + "--")) break;
      begin = behind_line(body, stop);
    }
  }

  /// Where the mark begins a line; the end where it does not come again.
  static std::size_t next_mark(std::string_view body, std::string_view mark, std::size_t from) {
    for (std::size_t at = body.find(mark, from); at != std::string_view::npos;
         at = body.find(mark, at + 1)) {
      if (at == 0 || body[at - 1] == '\n') return at;
    }
    return body.size();
  }

  static std::size_t behind_line(std::string_view body, std::size_t from) {
    const std::size_t stop = body.find('\n', from);
    return stop == std::string_view::npos ? body.size() : stop + 1;
  }
};

MediaType type_of(const Leaf& leaf) {
  return media_type_for(leaf.headers.value("content-type")).value_or(MediaType::unknown);
}

/// The page among the parts; null: there is none.
const Leaf* choose(const std::vector<Leaf>& leaves, std::string_view start) {
  for (const MediaType wanted : {MediaType::html, MediaType::plain_text}) {
    const Leaf* first = nullptr;
    for (const Leaf& leaf : leaves) {
      if (type_of(leaf) != wanted) continue;
      if (!start.empty() && leaf.headers.value("content-id") == start) return &leaf;
      if (first == nullptr) first = &leaf;
    }
    if (first != nullptr) return first;
  }
  return nullptr;
}

bool is_web_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

}  // namespace

tl::expected<Source, std::string> source_of_mhtml(std::string_view bytes) {
  const std::size_t begin = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
  const std::string_view message = bytes.substr(begin);
  const Headers headers = Headers::parse(message);
  Parts parts;
  parts.add(message, 0, true);
  const Leaf* page = choose(parts.leaves, parameter(headers.value("content-type"), "start"));
  if (page == nullptr) return refuse("is an MHTML file without a page in it");
  if (!page->closed) {
    return refuse("is an MHTML file that ends within its page: it was cut short");
  }
  Source source;
  source.bytes = without_transfer_coding(*page);
  if (trim_ascii(source.bytes).empty()) {
    return refuse("is an MHTML file whose page is empty");
  }
  source.media_type = type_of(*page);
  source.charset = lower_ascii(parameter(page->headers.value("content-type"), "charset"));
  for (const std::string_view url :
       {page->headers.value("content-location"), headers.value("snapshot-content-location")}) {
    if (source.url.empty() && is_web_address(url)) source.url = url;
  }
  source.captured = iso_date(headers.value("date"));
  return source;
}

}  // namespace hearsay::ingest
