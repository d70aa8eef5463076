// A page's declared charset is a claim like any other; text in another charset is practically never
// well-formed UTF-8 by accident, so that is asked first (as the WHATWG's detection advice has it).
#include "extract/decode.h"

#include <fmt/core.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "extract/json_member.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t largest_document = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t meta_scan = 16384;
constexpr std::size_t detection_sample = 65536;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

void add_piece(Decoded& out, std::size_t byte, bool verbatim) {
  const auto at = static_cast<std::uint32_t>(out.text.size());
  // A verbatim piece goes on as long as text and bytes advance together.
  if (verbatim && !out.pieces.empty() && out.pieces.back().verbatim) {
    const Piece& last = out.pieces.back();
    if (at - last.text_begin == byte - last.byte_begin) return;
  }
  out.pieces.push_back({at, static_cast<std::uint32_t>(byte), verbatim});
}

void add_replacement(Decoded& out, std::size_t byte) {
  add_piece(out, byte, false);
  text::append(out.text, 0xFFFD);
  ++out.repaired;
}

/// UTF-8 with repair. Neighbouring runs of good bytes are copied whole.
Decoded decode_utf8(std::string_view bytes, std::size_t begin) {
  Decoded out;
  out.charset = "utf-8";
  out.byte_end = static_cast<std::uint32_t>(bytes.size());
  out.text.reserve(bytes.size() - begin);
  std::size_t at = begin;
  std::size_t good = begin;
  const auto copy_good = [&] {
    if (good == at) return;
    add_piece(out, good, true);
    out.text += bytes.substr(good, at - good);
  };
  while (at < bytes.size()) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    if (c != 0 && c < 0x80) {
      ++at;
      continue;
    }
    const text::Decoded decoded = text::decode_at(bytes, at);
    if (c != 0 && !(decoded.code_point == 0xFFFD && decoded.size == 1)) {
      at += decoded.size;
      continue;
    }
    copy_good();
    add_replacement(out, at);
    good = ++at;
  }
  copy_good();
  return out;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// Through ICU; none where it does not know the charset.
std::optional<Decoded> decode_with_icu(std::string_view bytes, std::size_t begin,
                                       const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  Decoded out;
  out.charset = charset;
  out.byte_end = static_cast<std::uint32_t>(bytes.size());
  out.text.reserve(bytes.size());
  // A character is written when the next one's beginning is known, for its bytes end there.
  char32_t held = 0;
  std::size_t held_byte = 0;
  bool holds = false;
  const auto flush = [&](std::size_t next_byte) {
    if (!holds) return;
    holds = false;
    if (held == 0xFFFD || held == 0) {
      add_replacement(out, held_byte);
      return;
    }
    const bool verbatim = held < 0x80 && next_byte == held_byte + 1 &&
                          static_cast<unsigned char>(bytes[held_byte]) == held;
    add_piece(out, held_byte, verbatim);
    text::append(out.text, held);
  };
  std::array<UChar, 8192> units{};
  std::array<std::int32_t, 8192> offsets{};
  const char* from = bytes.data() + begin;
  const char* const end = bytes.data() + bytes.size();
  char32_t lead = 0;
  std::size_t last_byte = begin;
  do {
    const auto base = static_cast<std::size_t>(from - bytes.data());
    UChar* to = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, end, offsets.data(), 1,
                   &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return std::nullopt;
    const auto count = static_cast<std::size_t>(to - units.data());
    for (std::size_t i = 0; i < count; ++i) {
      const char32_t unit = units[i];
      if (offsets[i] >= 0)
        last_byte = std::max(last_byte, base + static_cast<std::size_t>(offsets[i]));
      if (lead != 0) {
        held = unit >= 0xDC00 && unit < 0xE000
                   ? 0x10000 + ((lead - 0xD800) << 10U) + (unit - 0xDC00)
                   : 0xFFFD;
        lead = 0;
        continue;
      }
      flush(last_byte);
      holds = true;
      held_byte = last_byte;
      held = unit;
      if (unit >= 0xD800 && unit < 0xDC00) {
        lead = unit;
        held = 0xFFFD;
      } else if (unit >= 0xDC00 && unit < 0xE000) {
        held = 0xFFFD;
      }
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  flush(bytes.size());
  return out;
}

/// What a declared name means to browsers (encoding.spec.whatwg.org): supersets in place of the
/// charsets that pages name. "": not to be used.
std::string charset_of_label(std::string_view label) {
  std::string name = lower_ascii(text::trim(label));
  struct Label {
    std::string_view from;
    std::string_view to;
  };
  static constexpr auto labels = std::to_array<Label>({
      {"utf-8", "utf-8"},
      {"utf8", "utf-8"},
      {"unicode-1-1-utf-8", "utf-8"},
      {"utf-16", "utf-8"},
      {"utf-16le", "utf-8"},
      {"utf-16be", "utf-8"},
      {"unicode", "utf-8"},
      {"ascii", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ansi", "windows-1252"},
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"iso_8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},
      {"cp1252", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"latin5", "windows-1254"},
      {"iso-8859-11", "windows-874"},
      {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"gb_2312-80", "gb18030"},
      {"x-gbk", "gb18030"},
      {"shift_jis", "ibm-943_P15A-2003"},
      {"shift-jis", "ibm-943_P15A-2003"},
      {"sjis", "ibm-943_P15A-2003"},
      {"x-sjis", "ibm-943_P15A-2003"},
      {"windows-31j", "ibm-943_P15A-2003"},
      {"euc-kr", "windows-949"},
      {"ks_c_5601-1987", "windows-949"},
      {"ksc5601", "windows-949"},
      {"big5", "big5-hkscs"},
      {"utf-7", ""},
  });
  for (const Label& entry : labels) {
    if (entry.from == name) return std::string(entry.to);
  }
  return name;
}

/// The charset that the first <meta> with one names.
std::string charset_in_meta(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, meta_scan));
  for (std::size_t at = head.find("<meta"); at != std::string::npos;
       at = head.find("<meta", at + 5)) {
    const std::string_view tag =
        std::string_view(head).substr(at, std::min(head.find('>', at), head.size()) - at);
    std::size_t value = tag.find("charset");
    if (value == std::string_view::npos) continue;
    value = tag.find_first_not_of(" \t\r\n=\"'", value + 7);
    if (value == std::string_view::npos) continue;
    return std::string(tag.substr(value, tag.find_first_of(" \t\r\n\"';/>", value) - value));
  }
  return {};
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string detected_charset(std::string_view bytes, bool html) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return "windows-1252";
  const std::string_view sample = bytes.substr(0, detection_sample);
  ucsdet_enableInputFilter(detector.get(), html ? 1 : 0);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "windows-1252";
  const char* name = ucsdet_getName(match, &status);
  const std::int32_t confidence = ucsdet_getConfidence(match, &status);
  if (U_FAILURE(status) || confidence < 15) return "windows-1252";
  std::string lower = lower_ascii(name);
  // Only found, never declared: UTF-16 without its mark.
  if (lower.starts_with("utf-16") || lower.starts_with("utf-32")) return lower;
  if (lower == "utf-8") return "windows-1252";  // it was asked before, and is not
  return charset_of_label(lower);
}

struct Utf8Evidence {
  std::size_t good = 0;  // characters beyond ASCII
  std::size_t bad = 0;   // ill-formed bytes
};

Utf8Evidence utf8_evidence(std::string_view bytes) {
  Utf8Evidence evidence;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const text::Decoded decoded = text::decode_at(bytes, at);
    (decoded.size == 1 ? evidence.bad : evidence.good) += 1;
    at += decoded.size;
  }
  return evidence;
}

/// A page of UTF-8 that was cut, or into which something else was pasted, is still UTF-8.
bool is_utf8(const Utf8Evidence& evidence, bool declared_so) {
  if (evidence.bad == 0) return true;
  return evidence.good >= evidence.bad * (declared_so ? 1 : 10);
}

bool is_seven_bit(std::string_view charset) {
  return charset == "iso-2022-jp" || charset == "hz-gb-2312" || charset == "iso-2022-kr";
}

std::string choose_charset(std::string_view bytes, std::string_view declared, bool html) {
  std::string named = charset_of_label(declared);
  if (named.empty() && html) named = charset_of_label(charset_in_meta(bytes));
  const Utf8Evidence evidence = utf8_evidence(bytes);
  if (evidence.good + evidence.bad == 0 && is_seven_bit(named)) return named;
  if (is_utf8(evidence, named == "utf-8")) return "utf-8";
  if (named.empty() || named == "utf-8") return detected_charset(bytes, html);
  return named;
}

}  // namespace

std::size_t Decoded::piece_at(std::uint32_t position) const {
  const auto after = std::upper_bound(
      pieces.begin(), pieces.end(), position,
      [](std::uint32_t wanted, const Piece& piece) { return wanted < piece.text_begin; });
  return after == pieces.begin() ? 0 : static_cast<std::size_t>(after - pieces.begin()) - 1;
}

SourceSpan Decoded::bytes_of(std::uint32_t begin, std::uint32_t end) const {
  const auto byte_at = [this](std::uint32_t position) -> std::uint64_t {
    if (position >= text.size() || pieces.empty()) return byte_end;
    const Piece& piece = pieces[piece_at(position)];
    return piece.verbatim ? piece.byte_begin + (position - piece.text_begin) : piece.byte_begin;
  };
  const std::uint64_t first = byte_at(begin);
  // Behind the last character's bytes, not where the next piece begins: in JSON a gap may follow.
  if (begin >= end) return {first, first};
  const std::size_t last = piece_at(end - 1);
  if (pieces[last].verbatim) {
    return {first, pieces[last].byte_begin + (end - pieces[last].text_begin)};
  }
  return {first, last + 1 < pieces.size() ? pieces[last + 1].byte_begin : byte_end};
}

bool Decoded::text_of(SourceSpan bytes, Span& span) const {
  const auto text_at = [this](std::uint64_t byte, std::uint32_t& position) {
    if (byte >= byte_end) {
      position = static_cast<std::uint32_t>(text.size());
      return byte == byte_end;
    }
    auto after = std::upper_bound(
        pieces.begin(), pieces.end(), byte,
        [](std::uint64_t wanted, const Piece& piece) { return wanted < piece.byte_begin; });
    if (after == pieces.begin()) return false;
    const Piece& piece = *--after;
    const std::uint64_t into = byte - piece.byte_begin;
    if (!piece.verbatim && into != 0) return false;
    const std::size_t next = static_cast<std::size_t>(after - pieces.begin()) + 1;
    const std::uint64_t end = next < pieces.size() ? pieces[next].text_begin : text.size();
    if (piece.text_begin + into > end) return false;
    position = piece.text_begin + static_cast<std::uint32_t>(into);
    return true;
  };
  return bytes.begin <= bytes.end && text_at(bytes.begin, span.begin) &&
         text_at(bytes.end, span.end) && span.begin <= span.end;
}

Decoded decode_bytes(std::string_view bytes, std::string_view declared, bool html) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return decode_utf8(bytes, 3);
  std::string charset;
  std::size_t begin = 0;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    charset = bytes[0] == '\xFF' ? "utf-16le" : "utf-16be";
    begin = 2;
  } else {
    charset = choose_charset(bytes, declared, html);
  }
  if (charset == "utf-8") return decode_utf8(bytes, begin);
  if (auto decoded = decode_with_icu(bytes, begin, charset)) return std::move(*decoded);
  if (auto decoded = decode_with_icu(bytes, begin, detected_charset(bytes, html))) {
    return std::move(*decoded);
  }
  return decode_utf8(bytes, begin);
}

Result<DecodedSource> decode_source(const Source& source) {
  if (source.bytes.size() > largest_document) {
    return fail(ErrorKind::input,
                fmt::format("\"{}\" is larger than 2 GiB", text::printable(source.path)));
  }
  DecodedSource out;
  if (source.media_type == MediaType::json_line) {
    auto member = decode_json_member(source.bytes);
    if (!member) {
      return fail(ErrorKind::input,
                  fmt::format("\"{}\" {}", text::printable(source.path), member.error()));
    }
    out.decoded = std::move(member->decoded);
    out.markup = member->html ? Markup::html : Markup::plain_text;
    return out;
  }
  out.markup = source.media_type == MediaType::html ? Markup::html : Markup::plain_text;
  out.decoded = decode_bytes(source.bytes, source.charset, out.markup == Markup::html);
  return out;
}

}  // namespace hearsay::extraction
