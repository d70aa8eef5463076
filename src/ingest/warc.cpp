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
constexpr std::size_t segment_cost = 4096;        // of what is kept of a record besides its block
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

/// An address; some writers put it between angle brackets.
std::string_view address_in(const Headers& headers, std::string_view field) {
  std::string_view url = headers.value(field);
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  return url;
}

std::string_view target_of(const Headers& headers) {
  return address_in(headers, "warc-target-uri");
}

bool holds_pages(const Headers& headers) {
  const std::string_view type = headers.value("warc-type");
  return (type == "response" || type == "resource" || type == "conversion" || type == "revisit") &&
         is_web_address(target_of(headers));
}

bool is_continuation(const Headers& headers) {
  return headers.value("warc-type") == "continuation";
}

bool is_for_robots(std::string_view url) {
  return url.substr(0, url.find_first_of("?#")).ends_with("/robots.txt");
}

/// What bytes of unknown type are; nullopt: no page.
std::optional<MediaType> sniffed_type(Form form) {
  if (form == Form::html) return MediaType::html;
  if (form == Form::plain_text) return MediaType::plain_text;
  return std::nullopt;
}

bool may_be_feed(std::string_view content_type) {
  const std::string type = media_type_of(content_type);
  return type == "text/xml" || type == "application/xml" || type == "application/rss+xml" ||
         type == "application/atom+xml" || type == "application/rdf+xml";
}

/// What a record holds, which may be without HTTP around it; nullopt: a response that is none.
std::optional<HttpResponse> message_in(const Headers& headers, std::string_view block) {
  if (headers.value("warc-type") == "response") return parse_response(block);
  HttpResponse message;
  message.status = 200;
  message.headers =
      Headers::parse(fmt::format("content-type: {}\n", headers.value("content-type")));
  message.body = block;
  return message;
}

bool may_be_page(const HttpResponse& message) {
  const std::string_view type = message.headers.value("content-type");
  return (message.status == 200 || message.status == 203) &&
         (media_type_for(type) || may_be_feed(type));
}

std::string_view head_of(std::string_view bytes) { return bytes.substr(0, 16384); }

/// A record without content: that of another fetch came again.
std::optional<Source> revisit_in(const Headers& headers, std::string_view block) {
  const std::string_view profile = headers.value("warc-profile");
  const bool same_payload = profile.ends_with("identical-payload-digest");
  if (!same_payload && !profile.ends_with("server-not-modified")) return std::nullopt;
  if (const auto answer = parse_response(block)) {
    const int status = answer->status;
    if (status != 200 && status != 203 && status != 304) return std::nullopt;
    if (!media_type_for(answer->headers.value("content-type"))) return std::nullopt;
  }
  Source source;
  source.url = target_of(headers);
  source.captured = headers.value("warc-date");
  Revisit revisit;
  revisit.url = address_in(headers, "warc-refers-to-target-uri");
  revisit.captured = headers.value("warc-refers-to-date");
  revisit.is_exact = !revisit.captured.empty();
  // Not modified since it was last fetched; a digest alone does not tell which fetch is meant.
  if (revisit.url.empty() && (!same_payload || revisit.is_exact)) revisit.url = source.url;
  if (!revisit.is_exact && !same_payload) revisit.captured = source.captured;
  source.revisit = std::move(revisit);
  return source;
}

}  // namespace

/// The page in a message.
tl::expected<WarcReader::Page, std::string> WarcReader::page_in_message(const Headers& headers,
                                                                        std::string_view block,
                                                                        std::uint64_t limit) {
  const auto message = message_in(headers, block);
  if (!message) return refuse("is a response without an HTTP header");
  if (!may_be_page(*message)) return std::nullopt;
  const std::string_view content_type = message->headers.value("content-type");
  const auto type = media_type_for(content_type);
  auto body = decoded_body(*message, limit, headers.has("warc-truncated"));
  if (!body) return refuse(body.error());
  if (trim_ascii(*body).empty()) return std::nullopt;
  Found found;
  const Form form = sniff({}, head_of(*body)).form;
  found.is_feed = form == Form::feed;
  if (!found.is_feed) {
    const auto seen = sniffed_type(form);
    if (!type || (!seen && *type != MediaType::html)) return std::nullopt;
    if (sniff("page.html", head_of(*body)).form == Form::unreadable) return std::nullopt;
    found.source.media_type = *type == MediaType::unknown ? *seen : *type;
  }
  found.source.bytes = std::move(*body);
  found.source.charset = lower_ascii(parameter(content_type, "charset"));
  return found;
}

tl::expected<WarcReader::Page, std::string> WarcReader::page_of(const Headers& headers,
                                                                std::string_view block,
                                                                std::uint64_t limit) {
  if (is_for_robots(target_of(headers))) return std::nullopt;
  if (headers.value("warc-type") == "revisit") {
    auto source = revisit_in(headers, block);
    if (!source) return std::nullopt;
    return Found{std::move(*source), false};
  }
  auto page = page_in_message(headers, block, limit);
  if (page && *page) {
    (*page)->source.url = target_of(headers);
    (*page)->source.captured = headers.value("warc-date");
  }
  return page;
}

std::vector<WarcReader::Segmented>::iterator WarcReader::drop(
    std::vector<Segmented>::iterator segmented) {
  segmented_bytes_ -= segmented->block.size() + segment_cost;
  return segmented_.erase(segmented);
}

/// Keeps it until the rest has come.
tl::expected<WarcReader::Page, std::string> WarcReader::first_segment(const Headers& headers,
                                                                      std::string_view block) {
  const auto message = message_in(headers, block);
  if (message && !may_be_page(*message)) return std::nullopt;
  const std::string id(headers.value("warc-record-id"));
  if (id.empty()) return refuse("is the first of several segments and has no WARC-Record-ID");
  if (segmented_bytes_ + block.size() + segment_cost > limit_) {
    return refuse(
        fmt::format("is the first of several segments, and more than {} MiB of unfinished ones are "
                    "held already",
                    limit_ >> 20U));
  }
  segmented_bytes_ += block.size() + segment_cost;
  segmented_.push_back({id, place_, headers, std::string(block), 1});
  kept_ = true;
  return std::nullopt;
}

/// Adds to what it continues; the page, where it is the last. What continues no page is skipped.
/// `size`: of the block, which is not looked at where that is too large.
tl::expected<WarcReader::Page, std::string> WarcReader::further_segment(const Headers& headers,
                                                                        std::string_view block,
                                                                        std::uint64_t size) {
  const auto origin = headers.value("warc-segment-origin-id");
  const auto whole = std::find_if(segmented_.begin(), segmented_.end(),
                                  [&](const Segmented& each) { return each.id == origin; });
  if (whole == segmented_.end()) return std::nullopt;
  place_ = whole->place;
  const auto broken = [&](std::string reason) {
    drop(whole);
    return refuse(std::move(reason));
  };
  if (number_of(headers.value("warc-segment-number")) != whole->segments + 1) {
    return broken("has segments that are missing or not in their order");
  }
  if (segmented_bytes_ + size > limit_) {
    return broken(fmt::format("has more in its segments than the limit of {} MiB for one document",
                              limit_ >> 20U));
  }
  ++whole->segments;
  whole->block += block;
  segmented_bytes_ += block.size();
  kept_ = true;
  if (!headers.has("warc-segment-total-length")) return std::nullopt;
  if (number_of(headers.value("warc-segment-total-length")) != whole->block.size()) {
    return broken("has segments that are not as long together as the last one says");
  }
  auto page = page_of(whole->headers, whole->block, limit_);
  drop(whole);
  kept_ = false;
  return page;
}

tl::expected<WarcReader::Page, std::string> WarcReader::content_of(const Headers& headers,
                                                                   std::string_view block) {
  if (is_continuation(headers)) return further_segment(headers, block, block.size());
  if (!holds_pages(headers)) return std::nullopt;
  if (!headers.has("warc-segment-number")) return page_of(headers, block, limit_);
  return first_segment(headers, block);
}

/// A record whose last segment never came.
std::optional<WarcReader::Item> WarcReader::next_unfinished() {
  if (segmented_.empty()) return std::nullopt;
  const std::uint64_t place = segmented_.front().place;
  drop(segmented_.begin());
  return Item{place,
              refuse("is the first of several segments, of which the last is not in this file"),
              false};
}

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
  if (bytes_.has_foreign_tail())
    return refuse(fmt::format("holds bytes that are no {}", bytes_.packing()->name()));
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
  if (!ends_well(size)) return wrong_length(size);
  auto page = content_of(headers, *bytes_.peek(size));
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
  if (is_continuation(headers)) return further_segment(headers, {}, size);
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
    place_ = bytes_.place();
    if (!found) {
      lost_ = true;
      return Item{place_, refuse(found.error()), false};
    }
    if (!*found) {
      ended_ = true;
      break;
    }
    kept_ = false;
    auto page = record();
    if (!page) return Item{place_, refuse(page.error()), false};
    if (*page) return Item{place_, std::move((*page)->source), (*page)->is_feed};
    if (!kept_) ++skipped_;
  }
  return next_unfinished();
}

}  // namespace hearsay::ingest
