// The audit's way back: from the map and the bytes to the words, never looking at the article's
// text. What the map claims is not believed: each run must read as exactly as much text as it says.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "extract/decode.h"
#include "extract/entities.h"
#include "extract/extract.h"
#include "text/utf8.h"

namespace hearsay {

using extraction::DecodedSource;

struct SourceReader::State {
  Result<DecodedSource> source;
};

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::optional<std::string> entity_text(std::string_view shown) {
  const extraction::Entity entity = extraction::entity_at(shown);
  if (entity.size != shown.size()) return std::nullopt;
  std::string out;
  text::append(out, entity.first);
  if (entity.second != 0) text::append(out, entity.second);
  if (out.size() == 1 && is_space(out[0])) return " ";  // "&#10;" is shown as a blank
  return out;
}

/// White space and one tag (or nothing): what stands between two blocks, or for a line break.
std::optional<std::string> separator_text(std::string_view shown, std::size_t length) {
  const std::size_t tag = std::min(shown.find_first_not_of(" \t\r\n\f"), shown.size());
  const std::string_view markup = shown.substr(tag);
  if (!markup.empty() && (markup[0] != '<' || markup.find('>') != markup.size() - 1)) {
    return std::nullopt;
  }
  if (length == 2) return "\n\n";
  if (length == 1) return markup.empty() ? " " : "\n";
  return std::nullopt;
}

/// Bytes [begin, end) of what a run of a page's source shows; `length`: all that it shows, as the
/// map has it. Only these bytes are looked at where the text is the source itself, for a run may be
/// long.
std::optional<std::string> html_text(std::string_view shown, std::size_t length, std::size_t begin,
                                     std::size_t end) {
  const bool blank = std::all_of(shown.begin(), shown.end(), is_space);
  if (!blank && shown.size() == length) {
    std::string out(shown.substr(begin, end - begin));
    std::replace_if(out.begin(), out.end(), is_space, ' ');
    return out;
  }
  const auto text = !blank && shown[0] == '&' ? entity_text(shown) : separator_text(shown, length);
  if (!text || text->size() != length) return std::nullopt;
  return text->substr(begin, end - begin);
}

std::optional<std::string> plain_text(std::string_view shown, std::size_t length, std::size_t begin,
                                      std::size_t end) {
  if (shown.size() != length) return std::nullopt;
  return std::string(shown.substr(begin, end - begin));
}

}  // namespace

SourceReader::SourceReader(const Source& source)
    : state_(std::make_unique<const State>(State{extraction::decode_source(source)})) {}

SourceReader::~SourceReader() = default;

Result<std::string> SourceReader::words(const OriginMap& origin, Span span) const {
  if (!state_->source) return tl::unexpected(state_->source.error());
  const DecodedSource& source = *state_->source;
  const auto unreadable = [](const OriginRun& run) {
    return fail(ErrorKind::input,
                fmt::format("bytes {} to {} of the original do not read as the {} "
                            "bytes of text that they are said to be",
                            run.byte_begin, run.byte_begin + run.byte_length, run.text_length));
  };
  std::string out;
  auto run = std::upper_bound(
      origin.begin(), origin.end(), span.begin,
      [](std::uint32_t wanted, const OriginRun& entry) { return wanted < entry.text_begin; });
  if (run != origin.begin()) --run;
  std::uint32_t at = span.begin;
  for (; run != origin.end() && at < span.end; ++run) {
    if (at < run->text_begin || at >= run->text_begin + run->text_length) break;
    Span decoded;
    if (!source.decoded.text_of({run->byte_begin, run->byte_begin + run->byte_length}, decoded)) {
      return unreadable(*run);
    }
    const std::string_view shown =
        std::string_view(source.decoded.text).substr(decoded.begin, decoded.size());
    const std::uint32_t stop = std::min(span.end, run->text_begin + run->text_length);
    const auto read = source.markup == extraction::Markup::html ? html_text : plain_text;
    const std::optional<std::string> text =
        read(shown, run->text_length, at - run->text_begin, stop - run->text_begin);
    if (!text) return unreadable(*run);
    out += *text;
    at = stop;
  }
  if (at != span.end) {
    return fail(ErrorKind::input,
                fmt::format("the origin map has no bytes for the text from {} on", at));
  }
  return out;
}

Result<std::string> source_words(const Source& source, const OriginMap& origin, Span span) {
  return SourceReader(source).words(origin, span);
}

}  // namespace hearsay
