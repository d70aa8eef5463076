// Lengths in archives lie, members are cut and crawlers differ, so a record counts as read only
// where another one, or nothing, stands behind it.
#include "ingest/warc.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "ingest/ascii.h"
#include "ingest/http.h"
#include "ingest/refuse.h"
#include "ingest/sniff.h"

namespace hearsay::ingest {
namespace {

constexpr std::string_view mark = "WARC/";
constexpr std::string_view cut_short = "ends too early: it was cut short";
constexpr std::size_t largest_header = 1U << 17U;
constexpr std::size_t blanks_between = 64;        // two line breaks in theory
constexpr std::size_t most_false_members = 1000;  // of a damaged file, in a row

/// "WARC/1.1", a line break and a field's name.
bool begins_record(std::string_view ahead) {
  if (!ahead.starts_with(mark)) return false;
  const std::size_t line = ahead.find('\n');
  if (line == std::string_view::npos || line > 12) return false;
  const std::string field = lower_ascii(ahead.substr(line + 1, 8));
  return field.starts_with("warc-") || field.starts_with("content-");
}

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const char* begin = digits.data();
  const char* end = begin + digits.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || stop != end || number > (1ULL << 62U)) return std::nullopt;
  return number;
}

bool is_web_address(std::string_view url) {
  const std::string start = lower_ascii(url.substr(0, 8));
  return start.starts_with("http://") || start.starts_with("https://");
}

/// The address; some writers put it between angle brackets.
std::string_view target_of(const Headers& headers) {
  std::string_view url = headers.value("warc-target-uri");
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  return url;
}

bool holds_pages(const Headers& headers) {
  const std::string_view type = headers.value("warc-type");
  return (type == "response" || type == "resource" || type == "conversion") &&
         is_web_address(target_of(headers)) && !headers.has("warc-segment-number");
}

bool is_for_robots(std::string_view url) {
  return url.substr(0, url.find_first_of("?#")).ends_with("/robots.txt");
}

/// What bytes of unknown type are; nullopt: no page.
std::optional<MediaType> sniffed_type(std::string_view bytes) {
  const Form form = sniff({}, bytes.substr(0, 16384)).form;
  if (form == Form::html) return MediaType::html;
  if (form == Form::plain_text) return MediaType::plain_text;
  return std::nullopt;
}

/// The page in a message, which may be one without HTTP around it.
tl::expected<std::optional<Source>, std::string> page_of(const HttpResponse& message, bool cut,
                                                         std::uint64_t limit) {
  const std::string_view content_type = message.headers.value("content-type");
  auto type = media_type_for(content_type);
  if (!type) return std::nullopt;
  auto body = decoded_body(message, limit, cut);
  if (!body) return refuse(body.error());
  const auto seen = sniffed_type(*body);
  if (trim_ascii(*body).empty() || (!seen && *type != MediaType::html)) return std::nullopt;
  if (sniff("page.html", std::string_view(*body).substr(0, 16384)).form == Form::unreadable) {
    return std::nullopt;
  }
  Source source;
  source.bytes = std::move(*body);
  source.media_type = *type == MediaType::unknown ? *seen : *type;
  source.charset = lower_ascii(parameter(content_type, "charset"));
  return source;
}

tl::expected<std::optional<Source>, std::string> page_in(const Headers& headers,
                                                         std::string_view block,
                                                         std::uint64_t limit) {
  const bool cut = headers.has("warc-truncated");
  HttpResponse message;
  if (headers.value("warc-type") == "response") {
    auto parsed = parse_response(block);
    if (!parsed) return refuse("is a response without an HTTP header");
    if (parsed->status != 200 && parsed->status != 203) return std::nullopt;
    message = std::move(*parsed);
  } else {
    message.headers =
        Headers::parse(fmt::format("content-type: {}\n", headers.value("content-type")));
    message.body = block;
  }
  auto page = page_of(message, cut, limit);
  if (page && *page) {
    (*page)->url = target_of(headers);
    (*page)->captured = headers.value("warc-date");
    if (is_for_robots((*page)->url)) return std::nullopt;
  }
  return page;
}

}  // namespace

bool WarcReader::stands_at_record() {
  const auto ahead = bytes_.peek(24);
  return ahead && begins_record(*ahead);
}

/// Goes on behind a damaged member.
bool WarcReader::recover() {
  for (std::size_t i = 0; i < most_false_members && bytes_.next_member(); ++i) {
    if (stands_at_record()) return true;
  }
  return false;
}

/// Moves to where a record begins.
tl::expected<bool, std::string> WarcReader::find_record() {
  if (lost_) {
    lost_ = false;
    while (true) {
      const auto found = bytes_.skip_to(mark);
      if (!found || (!*found && bytes_.has_foreign_tail())) return recover();
      if (!*found || stands_at_record()) return *found;
      static_cast<void>(bytes_.skip(1));
    }
  }
  while (true) {
    const auto ahead = bytes_.peek(blanks_between);
    if (!ahead) return refuse(ahead.error());
    const std::size_t blanks = std::min(ahead->find_first_not_of("\r\n"), ahead->size());
    if (blanks < ahead->size()) {
      static_cast<void>(bytes_.skip(blanks));
      return true;
    }
    if (blanks == 0) break;
    static_cast<void>(bytes_.skip(blanks));
  }
  if (bytes_.has_foreign_tail()) return refuse(fmt::format("holds bytes that are no {}", bytes_.packing()->name()));
  return false;
}

tl::expected<std::size_t, std::string> WarcReader::header_size() {
  for (std::size_t size = 4096;; size *= 2) {
    const auto ahead = bytes_.peek(size);
    if (!ahead) return refuse(ahead.error());
    if (!ahead->starts_with(mark)) return refuse("is no WARC record");
    const std::size_t end = end_of_headers(*ahead);
    if (end != std::string_view::npos) return end;
    if (ahead->size() < size) return refuse(bytes_.error().value_or(std::string(cut_short)));
    if (size >= largest_header) return refuse("has a WARC header without end");
  }
}

/// Whether behind the next `size` bytes stands another record, or nothing.
bool WarcReader::ends_well(std::size_t size) {
  const auto ahead = bytes_.peek(size + blanks_between);
  if (!ahead) return true;  // what comes next is damaged; this record is not
  const std::string_view behind = ahead->substr(std::min(size, ahead->size()));
  const std::size_t blanks = std::min(behind.find_first_not_of("\r\n"), behind.size());
  return mark.starts_with(behind.substr(blanks, mark.size()));
}

/// A length that lies must not swallow what follows: goes on at a record inside the next `size`
/// bytes, if one is there, else behind them.
tl::unexpected<std::string> WarcReader::wrong_length(std::size_t size) {
  const auto block = bytes_.peek(size);
  const std::size_t next = block ? block->find("\r\n\r\nWARC/") : std::string_view::npos;
  static_cast<void>(bytes_.skip(std::min(next, size)));
  return refuse("has a wrong Content-Length");
}

/// Held whole also where it is no page, for `wrong_length`.
tl::expected<WarcReader::Page, std::string> WarcReader::record_of(const Headers& headers,
                                                                  std::size_t size) {
  const auto block = bytes_.peek(size);
  if (!block) return refuse(block.error());
  if (block->size() < size) {
    if (block->find("\r\n\r\nWARC/") != std::string_view::npos) return wrong_length(size);
    return refuse(bytes_.error().value_or(std::string(cut_short)));
  }
  auto page = holds_pages(headers) ? page_in(headers, *block, limit_)
                                   : tl::expected<Page, std::string>(std::nullopt);
  if (!ends_well(size)) return wrong_length(size);
  static_cast<void>(bytes_.skip(size));
  lost_ = false;
  return page;
}

/// Passed over without being held.
tl::expected<WarcReader::Page, std::string> WarcReader::large_record(const Headers& headers,
                                                                     std::uint64_t size) {
  const auto passed = bytes_.skip(size);
  if (!passed) return refuse(passed.error());
  if (*passed < size) return refuse(std::string(cut_short));
  if (!ends_well(0)) return refuse("has a wrong Content-Length");
  lost_ = false;
  if (!holds_pages(headers)) return std::nullopt;
  return refuse(fmt::format("has {} MiB, more than the limit of {} MiB for one document",
                            size >> 20U, limit_ >> 20U));
}

tl::expected<WarcReader::Page, std::string> WarcReader::record() {
  lost_ = true;  // until its end was found
  const auto header = header_size();
  if (!header) {
    if (stands_at_record()) static_cast<void>(bytes_.skip(mark.size()));
    return refuse(header.error());
  }
  const Headers headers = Headers::parse(*bytes_.peek(*header));
  const auto length = number_of(headers.value("content-length"));
  static_cast<void>(bytes_.skip(*header));
  if (!length) return refuse(bytes_.error().value_or("has no Content-Length"));
  if (*length > limit_) return large_record(headers, *length);
  return record_of(headers, static_cast<std::size_t>(*length));
}

std::optional<WarcReader::Item> WarcReader::next() {
  while (!ended_) {
    const auto found = find_record();
    const std::uint64_t place = bytes_.place();
    if (!found) {
      lost_ = true;
      return Item{place, refuse(found.error())};
    }
    if (!*found) {
      ended_ = true;
      break;
    }
    auto page = record();
    if (!page) return Item{place, refuse(page.error())};
    if (*page) return Item{place, std::move(**page)};
    ++skipped_;
  }
  return std::nullopt;
}

}  // namespace hearsay::ingest
