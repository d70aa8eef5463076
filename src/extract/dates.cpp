#include "extract/dates.h"

#include <fmt/core.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2100;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::string> iso_day(int year, int month, int day) {
  if (year < first_year || year > last_year) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (month < 1 || day < 1 || !date.ok()) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// ---- months ---------------------------------------------------------------------------------

using Months = std::map<std::string, int, std::less<>>;

std::string utf8_of(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

constexpr auto locales = std::to_array<const char*>(
    {"en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "be", "pl", "cs", "sk", "sl",     "hr",
     "sr", "bg", "mk", "ro", "hu", "sv", "da", "nb", "fi", "et", "lv", "lt", "el", "tr",     "az",
     "id", "ms", "ca", "gl", "eu", "is", "sq", "ka", "hy", "ar", "he", "hi", "bn", "sr_Latn"});

/// Names of months in the languages that news is mostly written in, lower case, without dots.
Months make_months() {
  Months months;
  for (const char* name : locales) {
    UErrorCode status = U_ZERO_ERROR;
    icu::DateFormatSymbols symbols(icu::Locale(name), status);
    if (U_FAILURE(status)) continue;
    for (const auto context :
         {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
      for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (std::int32_t i = 0; i < count && i < 12; ++i) {
          std::string word = text::lower(utf8_of(names[i]));
          while (word.ends_with('.')) word.pop_back();
          if (text::length(word) < 3 || is_ascii_digit(word[0])) continue;
          // The first language keeps its name: "mar" is March, as in English.
          months.emplace(std::move(word), i + 1);
        }
      }
    }
  }
  months.emplace("sept", 9);
  return months;
}

const Months& months() {
  static const Months table = make_months();
  return table;
}

/// Names of the days of the week, in full.
std::set<std::string, std::less<>> make_weekdays() {
  std::set<std::string, std::less<>> days;
  for (const char* name : locales) {
    UErrorCode status = U_ZERO_ERROR;
    icu::DateFormatSymbols symbols(icu::Locale(name), status);
    if (U_FAILURE(status)) continue;
    std::int32_t count = 0;
    const icu::UnicodeString* names = symbols.getWeekdays(count, icu::DateFormatSymbols::STANDALONE,
                                                          icu::DateFormatSymbols::WIDE);
    for (std::int32_t i = 0; i < count; ++i) days.insert(text::lower(utf8_of(names[i])));
  }
  return days;
}

int month_of(std::string_view word) {
  const auto found = months().find(text::lower(word));
  return found == months().end() ? 0 : found->second;
}

// ---- tokens of a line -----------------------------------------------------------------------

struct Token {
  enum class Kind { number, word, mark } kind = Kind::mark;
  Span span;
  int number = 0;
  std::uint32_t digits = 0;
  bool space_before = false;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode_at(text, at);
    if (text::is_space(c.code_point)) {
      space = true;
      at += c.size;
      continue;
    }
    Token token;
    token.space_before = space;
    space = false;
    std::size_t end = at + c.size;
    if (c.code_point < 0x80 && is_ascii_digit(text[at])) {
      token.kind = Token::Kind::number;
      end = at;
      while (end < text.size() && is_ascii_digit(text[end])) {
        token.number = std::min(token.number * 10 + (text[end] - '0'), 100000000);
        ++end;
      }
      token.digits = static_cast<std::uint32_t>(end - at);
    } else if (text::is_letter(c.code_point)) {
      token.kind = Token::Kind::word;
      while (end < text.size()) {
        const text::Decoded next = text::decode_at(text, end);
        if (!text::is_letter(next.code_point) && !text::is_mark(next.code_point)) break;
        // "2015年5月5日": each ideograph is a word.
        if (c.code_point >= 0x3000 && c.code_point < 0xAC00) break;
        end += next.size;
      }
    }
    token.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    tokens.push_back(token);
    at = end;
  }
  return tokens;
}

/// Tries each pattern at one token.
class Matcher {
 public:
  Matcher(std::string_view text, const std::vector<Token>& tokens, std::optional<bool> month_first,
          bool short_years = false)
      : text_(text), tokens_(tokens), month_first_(month_first), short_years_(short_years) {}

  /// The date that starts at token `i`; `next` is set behind it.
  std::optional<std::string> at(std::size_t i, std::size_t& next) const {
    if (is_number(i)) {
      if (auto date = numeric(i, next)) return date;
      if (auto date = ideographic(i, next)) return date;
      return day_month_year(i, next);
    }
    if (is_word(i)) return month_day_year(i, next);
    return std::nullopt;
  }

 private:
  bool is_number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::number;
  }
  bool is_word(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::word;
  }
  std::string_view words(std::size_t i) const {
    return i < tokens_.size() ? text_.substr(tokens_[i].span.begin, tokens_[i].span.size())
                              : std::string_view();
  }
  bool is_year(std::size_t i) const {
    return is_number(i) && tokens_[i].digits == 4 && tokens_[i].number >= first_year &&
           tokens_[i].number <= last_year;
  }
  bool is_small(std::size_t i, int limit) const {
    return is_number(i) && tokens_[i].digits <= 2 && tokens_[i].number >= 1 &&
           tokens_[i].number <= limit;
  }
  /// Not the inside of a longer number: "1.2015.05.05", "4-2015-05-05".
  bool stands_alone(std::size_t first, std::size_t last) const {
    const auto joined = [this](std::size_t mark, std::size_t number) {
      const std::string_view w = words(mark);
      return (w == "-" || w == "/" || w == ".") && is_number(number) &&
             !tokens_[std::max(mark, number)].space_before;
    };
    if (first >= 2 && joined(first - 1, first - 2) && !tokens_[first].space_before) return false;
    return !(last + 2 < tokens_.size() && joined(last + 1, last + 2) &&
             !tokens_[last + 1].space_before);
  }

  std::optional<std::string> numeric(std::size_t i, std::size_t& next) const {
    const std::string_view separator = words(i + 1);
    if (separator != words(i + 3) ||
        (separator != "-" && separator != "/" && separator != "." && separator != "–")) {
      return std::nullopt;
    }
    if (!is_number(i + 2) || !is_number(i + 4) || !stands_alone(i, i + 4)) return std::nullopt;
    next = i + 5;
    const int a = tokens_[i].number;
    const int b = tokens_[i + 2].number;
    const int c = tokens_[i + 4].number;
    if (is_year(i) && tokens_[i + 2].digits <= 2 && tokens_[i + 4].digits <= 2) {
      return iso_day(a, b, c);
    }
    if (tokens_[i].digits > 2 || tokens_[i + 2].digits > 2) return std::nullopt;
    if (short_years_ && separator == "." && tokens_[i].digits == 2 && tokens_[i + 2].digits == 2 &&
        tokens_[i + 4].digits == 2) {
      return iso_day(c < 70 ? 2000 + c : 1900 + c, b, a);
    }
    if (!is_year(i + 4)) return std::nullopt;
    if (a > 12 || separator == ".") return iso_day(c, b, a);
    if (b > 12) return iso_day(c, a, b);
    if (a == b) return iso_day(c, a, b);
    if (!month_first_) return std::nullopt;
    return *month_first_ ? iso_day(c, a, b) : iso_day(c, b, a);
  }

  std::optional<std::string> ideographic(std::size_t i, std::size_t& next) const {
    const auto is = [this](std::size_t at, std::string_view han, std::string_view hangul) {
      return words(at) == han || words(at) == hangul;
    };
    if (!is_year(i) || !is(i + 1, "年", "년") || !is_small(i + 2, 12) || !is(i + 3, "月", "월") ||
        !is_small(i + 4, 31) || !is(i + 5, "日", "일")) {
      return std::nullopt;
    }
    next = i + 6;
    return iso_day(tokens_[i].number, tokens_[i + 2].number, tokens_[i + 4].number);
  }

  /// "5 May 2015", "5. Mai 2015", "5th of May, 2015", "5 de mayo de 2015", "5-May-2015".
  std::optional<std::string> day_month_year(std::size_t i, std::size_t& next) const {
    if (!is_small(i, 31)) return std::nullopt;
    std::size_t at = skip_ordinal(i + 1);
    if (words(at) == "." || words(at) == "-" || words(at) == "/") ++at;
    at = skip_of(at);
    const int month = is_word(at) ? month_of(words(at)) : 0;
    if (month == 0) return std::nullopt;
    const std::size_t year = skip_before_year(at + 1);
    if (!is_year(year)) return std::nullopt;
    next = year + 1;
    return iso_day(tokens_[year].number, month, tokens_[i].number);
  }

  /// "May 5, 2015", "May 5th 2015".
  std::optional<std::string> month_day_year(std::size_t i, std::size_t& next) const {
    const int month = month_of(words(i));
    if (month == 0) return std::nullopt;
    std::size_t at = i + 1;
    if (words(at) == "." || words(at) == "-") ++at;
    if (!is_small(at, 31)) return std::nullopt;
    const std::size_t day = at;
    at = skip_ordinal(at + 1);
    if (words(at) == "," || words(at) == "-" || words(at) == ".") ++at;
    if (!is_year(at)) return std::nullopt;
    next = at + 1;
    return iso_day(tokens_[at].number, month, tokens_[day].number);
  }

  std::size_t skip_ordinal(std::size_t at) const {
    const std::string_view word = words(at);
    const bool ordinal = word == "st" || word == "nd" || word == "rd" || word == "th" ||
                         word == "er" || word == "º" || word == "ª";
    return ordinal ? at + 1 : at;
  }
  std::size_t skip_of(std::size_t at) const {
    return words(at) == "of" || words(at) == "de" || words(at) == "d" ? at + 1 : at;
  }
  std::size_t skip_before_year(std::size_t at) const {
    if (words(at) == ".") ++at;
    if (words(at) == "," || words(at) == "-" || words(at) == "/") ++at;
    if (words(at) == "de" || words(at) == "del" || words(at) == "of") ++at;
    return at;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::optional<bool> month_first_;
  bool short_years_ = false;
};

// ---- machine-written dates ------------------------------------------------------------------

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (at_ + count > text_.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_ascii_digit(text_[at_ + i])) return std::nullopt;
      value = value * 10 + (text_[at_ + i] - '0');
    }
    at_ += count;
    return value;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_spaces() {
    while (take(' ')) {
    }
  }
  void skip_digits() {
    while (at_ < text_.size() && is_ascii_digit(text_[at_])) ++at_;
  }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// "Z", "+02:00", "+0200", "+02", " UTC", "GMT"; empty where there is none.
std::string offset_of(Reader& reader) {
  reader.skip_spaces();
  const std::string_view rest = reader.rest();
  if (rest.starts_with('Z') || rest.starts_with('z') || rest.starts_with("UTC") ||
      rest.starts_with("GMT")) {
    return "Z";
  }
  if (!rest.starts_with('+') && !rest.starts_with('-')) return {};
  const char sign = rest[0];
  reader.take(sign);
  const auto hours = reader.digits(2);
  reader.take(':');
  const auto minutes = reader.digits(2);
  if (!hours || *hours > 14 || (minutes && *minutes > 59)) return {};
  return fmt::format("{}{:02}:{:02}", sign, *hours, minutes.value_or(0));
}

/// The time behind a day, "T10:00:00+02:00" in ISO form; empty where there is none.
std::string time_of(Reader& reader) {
  if (!reader.take('T') && !reader.take('t')) {
    if (!reader.take(' ')) return {};
    reader.skip_spaces();
  }
  reader.skip_spaces();
  const auto hour = reader.digits(2);
  if (!hour || *hour > 24) return {};
  if (!reader.take(':') && !reader.rest().starts_with('0') && reader.rest().size() < 2) return {};
  const auto minute = reader.digits(2);
  if (!minute || *minute > 59) return {};
  reader.take(':');
  const int second = std::min(reader.digits(2).value_or(0), 59);
  if (reader.take('.') || reader.take(',')) reader.skip_digits();
  return fmt::format("T{:02}:{:02}:{:02}{}", std::min(*hour, 23), *minute, second,
                     offset_of(reader));
}

std::optional<std::string> iso_date(std::string_view text) {
  Reader reader(text);
  const auto year = reader.digits(4);
  if (!year) return std::nullopt;
  const char separator = reader.rest().empty() ? '\0' : reader.rest().front();
  const bool separated = separator == '-' || separator == '/' || separator == '.';
  if (separated) reader.take(separator);
  auto month = reader.digits(2);
  if (!month && separated) month = reader.digits(1);
  if (separated && !reader.take(separator)) return std::nullopt;
  auto day = reader.digits(2);
  if (!day && separated) day = reader.digits(1);
  if (!month || !day) return std::nullopt;
  auto date = iso_day(*year, *month, *day);
  if (date) *date += time_of(reader);
  return date;
}

std::optional<std::string> seconds_since_1970(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) ||
      !std::all_of(text.begin(), text.end(), is_ascii_digit)) {
    return std::nullopt;
  }
  long long seconds = 0;
  for (const char c : text.substr(0, 10)) seconds = seconds * 10 + (c - '0');
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(days);
  const long long second = seconds % 86400;
  if (auto day = iso_day(static_cast<int>(date.year()),
                         static_cast<int>(static_cast<unsigned>(date.month())),
                         static_cast<int>(static_cast<unsigned>(date.day())))) {
    return fmt::format("{}T{:02}:{:02}:{:02}Z", *day, second / 3600, second / 60 % 60, second % 60);
  }
  return std::nullopt;
}

/// "05 May 2015 10:00:00 GMT" behind a date that ends at `end`.
std::string time_behind(std::string_view text, std::size_t end) {
  if (end + 6 > text.size()) return {};
  std::string rest(text.substr(end));
  if (rest[0] == ',') rest.erase(0, 1);
  Reader reader(rest);
  std::string time = time_of(reader);
  return time;
}

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text, std::optional<bool> month_first,
                                  bool short_years) {
  const std::vector<Token> tokens = tokens_of(text);
  const Matcher matcher(text, tokens, month_first, short_years);
  std::vector<FoundDate> found;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t next = i + 1;
    if (auto date = matcher.at(i, next)) {
      found.push_back({{tokens[i].span.begin, tokens[next - 1].span.end}, std::move(*date)});
      i = next;
    } else {
      ++i;
    }
  }
  return found;
}

bool names_day_or_month(std::string_view word) {
  static const auto weekdays = make_weekdays();
  return month_of(word) != 0 || weekdays.count(text::lower(word)) > 0;
}

std::optional<bool> order_of_slashed_date(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  for (std::size_t i = 0; i + 4 < tokens.size(); ++i) {
    const auto number = [&](std::size_t at, int limit) {
      return tokens[at].kind == Token::Kind::number && tokens[at].number >= 1 &&
             tokens[at].number <= limit;
    };
    const auto slash = [&](std::size_t at) {
      return text.substr(tokens[at].span.begin, tokens[at].span.size()) == "/";
    };
    if (!number(i, 31) || !slash(i + 1) || !number(i + 2, 31) || !slash(i + 3) ||
        !number(i + 4, last_year) || tokens[i + 4].digits != 4) {
      continue;
    }
    if (tokens[i].number > 12 && tokens[i + 2].number <= 12) return false;
    if (tokens[i + 2].number > 12 && tokens[i].number <= 12) return true;
  }
  return std::nullopt;
}

std::string day_beside(std::string_view day, int days) {
  Reader reader(day);
  const auto year = reader.digits(4);
  reader.take('-');
  const auto month = reader.digits(2);
  reader.take('-');
  const auto number = reader.digits(2);
  if (!year || !month || !number) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*number))};
  if (!date.ok()) return {};
  const std::chrono::year_month_day other(std::chrono::sys_days(date) + std::chrono::days(days));
  return iso_day(static_cast<int>(other.year()),
                 static_cast<int>(static_cast<unsigned>(other.month())),
                 static_cast<int>(static_cast<unsigned>(other.day())))
      .value_or("");
}

std::optional<std::string> parse_date(std::string_view text, std::optional<bool> month_first) {
  text = text::trim(text);
  if (text.size() > 200) return std::nullopt;
  if (auto date = iso_date(text)) return date;
  if (auto date = seconds_since_1970(text)) return date;
  const std::vector<FoundDate> found = find_dates(text, month_first);
  if (found.empty()) return std::nullopt;
  return found.front().value + time_behind(text, found.front().span.end);
}

std::optional<std::string> date_in_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::size_t path = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  url = url.substr(0, std::min(url.find_first_of("?#"), url.size()));
  for (std::size_t at = path; at + 8 < url.size(); ++at) {
    const bool edge = at == 0 || url[at - 1] == '/' || url[at - 1] == '-' || url[at - 1] == '_';
    if (!edge || !is_ascii_digit(url[at])) continue;
    Reader reader(url.substr(at));
    const auto year = reader.digits(4);
    if (!year || *year < 1990) continue;
    const char separator = reader.rest().empty() ? '\0' : reader.rest().front();
    const bool separated = separator == '/' || separator == '-' || separator == '_';
    if (separated) reader.take(separator);
    auto month = reader.digits(2);
    int month_number = month.value_or(0);
    if (!month && separated && separator == '/') {
      // "/2015/may/05/"
      const std::size_t length = std::min(reader.rest().find('/'), reader.rest().size());
      month_number = length >= 3 ? month_of(reader.rest().substr(0, length)) : 0;
      for (std::size_t i = 0; month_number != 0 && i < length; ++i) reader.take(reader.rest()[0]);
      if (month_number == 0) {
        month = reader.digits(1);
        month_number = month.value_or(0);
      }
    }
    if (separated && !reader.take(separator)) continue;
    auto day = reader.digits(2);
    if (!day && separated) day = reader.digits(1);
    if (!day || (!reader.rest().empty() && is_ascii_digit(reader.rest().front()))) continue;
    if (auto date = iso_day(*year, month_number, *day)) return date;
  }
  return std::nullopt;
}

}  // namespace hearsay::extraction
