#include "extract/dates.h"

#include <fmt/core.h>
#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <span>

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

/// The day of the Solar Hijri calendar, "1394-02-15".
std::optional<std::string> persian_day(int year, int month, int day) {
  if (year < 1270 || year > 1480 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale("fa@calendar=persian"), status));
  if (U_FAILURE(status)) return std::nullopt;
  calendar->clear();
  calendar->setLenient(false);
  calendar->set(UCAL_EXTENDED_YEAR, year);
  calendar->set(UCAL_MONTH, month - 1);
  calendar->set(UCAL_DAY_OF_MONTH, day);
  const UDate instant = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(std::floor(instant / 86400000))))};
  return iso_day(static_cast<int>(date.year()),
                 static_cast<int>(static_cast<unsigned>(date.month())),
                 static_cast<int>(static_cast<unsigned>(date.day())));
}

// ---- months ---------------------------------------------------------------------------------

struct Month {
  int number = 0;
  bool persian = false;  ///< of the Solar Hijri calendar
};

/// By the month's name; and, where languages disagree on a name, by "language:name".
using Months = std::map<std::string, Month, std::less<>>;

std::string utf8_of(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// The languages that news is mostly written in, the more frequent first: of two that mean
/// different months by one word, the first is believed where the page's language is not known.
/// Regions stand here where their months have other names.
constexpr auto locales = std::to_array<const char*>({"en",
                                                     "de",
                                                     "de_AT",
                                                     "fr",
                                                     "es",
                                                     "it",
                                                     "pt",
                                                     "nl",
                                                     "ru",
                                                     "uk",
                                                     "be",
                                                     "pl",
                                                     "cs",
                                                     "sk",
                                                     "sl",
                                                     "hr",
                                                     "sr",
                                                     "bg",
                                                     "mk",
                                                     "ro",
                                                     "hu",
                                                     "sv",
                                                     "da",
                                                     "nb",
                                                     "nn",
                                                     "fi",
                                                     "et",
                                                     "lv",
                                                     "lt",
                                                     "el",
                                                     "tr",
                                                     "az",
                                                     "id",
                                                     "ms",
                                                     "ca",
                                                     "gl",
                                                     "eu",
                                                     "is",
                                                     "sq",
                                                     "ka",
                                                     "hy",
                                                     "ar",
                                                     "ar_LB",
                                                     "ar_MA",
                                                     "ar_DZ",
                                                     "ar_TN",
                                                     "he",
                                                     "hi",
                                                     "bn",
                                                     "sr_Latn",
                                                     "bs",
                                                     "fa@calendar=gregorian",
                                                     "fa@calendar=persian",
                                                     "ur",
                                                     "ps",
                                                     "th",
                                                     "ta",
                                                     "te",
                                                     "ml",
                                                     "mr",
                                                     "gu",
                                                     "kn",
                                                     "pa",
                                                     "si",
                                                     "ne",
                                                     "sw",
                                                     "af",
                                                     "fil",
                                                     "km",
                                                     "lo",
                                                     "my",
                                                     "am",
                                                     "kk",
                                                     "uz",
                                                     "uz_Cyrl",
                                                     "ky",
                                                     "tg",
                                                     "mn",
                                                     "mt",
                                                     "ga",
                                                     "cy",
                                                     "lb",
                                                     "fo",
                                                     "fy",
                                                     "rm",
                                                     "so",
                                                     "ha"});

/// The words of a locale's dates. Only a format knows those of another calendar.
std::unique_ptr<icu::DateFormatSymbols> symbols_of(const icu::Locale& locale, bool persian) {
  UErrorCode status = U_ZERO_ERROR;
  if (!persian) {
    auto symbols = std::make_unique<icu::DateFormatSymbols>(locale, status);
    return U_FAILURE(status) ? nullptr : std::move(symbols);
  }
  const icu::SimpleDateFormat format(u"MMMM", locale, status);
  if (U_FAILURE(status)) return nullptr;
  return std::make_unique<icu::DateFormatSymbols>(*format.getDateFormatSymbols());
}

/// ICU gives its lists as a pointer and a number.
std::span<const icu::UnicodeString> listed(const icu::UnicodeString* names, std::int32_t count) {
  return {names, static_cast<std::size_t>(count)};
}

/// All names of the months in a language, as (name, month), lower case, without dots.
void for_each_month_name(const icu::DateFormatSymbols& symbols, const auto& see) {
  for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
    for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
      std::int32_t count = 0;
      const icu::UnicodeString* names = symbols.getMonths(count, context, width);
      int number = 0;
      for (const icu::UnicodeString& name : listed(names, std::min(count, 12))) {
        std::string word = text::lower(utf8_of(name));
        while (word.ends_with('.')) word.pop_back();
        ++number;
        if (text::length(word) >= 3 && !is_ascii_digit(word[0])) see(word, number);
      }
    }
  }
}

bool is_latin(std::string_view word) {
  constexpr char32_t behind_latin = 0x250;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded c = text::decode_at(word, at);
    if (c.code_point >= behind_latin) return false;
    at += c.size;
  }
  return true;
}

/// Names of months, and the same without accents, as many write them.
Months make_months() {
  Months months;
  Months plain;
  for (const char* name : locales) {
    const icu::Locale locale(name);
    const std::string language = locale.getLanguage();
    const bool persian = std::string_view(name).ends_with("=persian");
    const auto symbols = symbols_of(locale, persian);
    if (symbols == nullptr) continue;
    for_each_month_name(*symbols, [&](const std::string& word, int number) {
      const auto [known, is_new] = months.emplace(word, Month{number, persian});
      if (!is_new && known->second.number != number) {
        months.emplace(language + ":" + word, Month{number, persian});
      }
      if (is_latin(word)) plain.emplace(text::fold(word), Month{number, persian});
    });
  }
  months.merge(plain);
  months.emplace("sept", Month{9});
  months.emplace("maerz", Month{3});
  months.emplace("jaenner", Month{1});
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
    for (const icu::UnicodeString& day : listed(names, count))
      days.insert(text::lower(utf8_of(day)));
  }
  return days;
}

Month month_of(std::string_view word, std::string_view language = {}) {
  const std::string lower = text::lower(word);
  const auto found = months().find(lower);
  if (found == months().end()) return {};
  const auto own =
      language.empty() ? months().end() : months().find(fmt::format("{}:{}", language, lower));
  return own == months().end() ? found->second : own->second;
}

// ---- tokens of a line -----------------------------------------------------------------------

struct Token {
  enum class Kind { number, word, mark } kind = Kind::mark;
  Span span;
  int number = 0;
  std::uint32_t digits = 0;
  bool space_before = false;
  bool native_digits = false;  ///< not 0 to 9
};

/// 0 to 9 for decimal digits of any script; else -1.
int digit_value(char32_t c) {
  if (c < 0x80) return is_ascii_digit(static_cast<char>(c)) ? static_cast<int>(c - '0') : -1;
  return u_charDigitValue(static_cast<UChar32>(c));
}

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
    if (digit_value(c.code_point) >= 0) {
      token.kind = Token::Kind::number;
      token.native_digits = c.code_point >= 0x80;
      end = at;
      while (end < text.size()) {
        const text::Decoded next = text::decode_at(text, end);
        const int digit = digit_value(next.code_point);
        if (digit < 0) break;
        token.number = std::min(token.number * 10 + digit, 100000000);
        ++token.digits;
        end += next.size;
      }
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
          bool short_years = false, std::string_view language = {})
      : text_(text),
        tokens_(tokens),
        month_first_(month_first),
        short_years_(short_years),
        language_(language) {}

  /// The date that starts at token `i`; `next` is set behind it.
  std::optional<std::string> at(std::size_t i, std::size_t& next) const {
    if (is_number(i)) {
      if (auto date = numeric(i, next)) return date;
      if (auto date = ideographic(i, next)) return date;
      if (auto date = day_month_year(i, next)) return date;
      return year_month_day(i, next);
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
  bool is_any(std::size_t i, std::initializer_list<std::string_view> wanted) const {
    return std::find(wanted.begin(), wanted.end(), words(i)) != wanted.end();
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
    if (tokens_[i].digits == 4 && tokens_[i + 2].digits <= 2 && tokens_[i + 4].digits <= 2) {
      return tokens_[i].native_digits && a < first_year ? persian_day(a, b, c) : iso_day(a, b, c);
    }
    if (tokens_[i].digits > 2 || tokens_[i + 2].digits > 2) return std::nullopt;
    if (is_year(i + 4)) return day_and_month(a, b, c, separator);
    // "17.7.11" begins its line, or it may be a version of something.
    const bool padded = tokens_[i].digits == 2 && tokens_[i + 2].digits == 2;
    const bool short_year = short_years_ && tokens_[i + 4].digits == 2 &&
                            ((padded && (separator == "." || separator == "/")) ||
                             (i == 0 && separator == "." && is_small(i, 31)));
    return short_year ? day_and_month(a, b, full_year(c), separator) : std::nullopt;
  }

  std::optional<std::string> day_and_month(int a, int b, int year,
                                           std::string_view separator) const {
    if (a > 12 || separator == ".") return iso_day(year, b, a);
    if (b > 12) return iso_day(year, a, b);
    if (a == b) return iso_day(year, a, b);
    if (!month_first_) return std::nullopt;
    return *month_first_ ? iso_day(year, a, b) : iso_day(year, b, a);
  }

  static int full_year(int two_digits) {
    return two_digits < 70 ? 2000 + two_digits : 1900 + two_digits;
  }

  std::optional<std::string> ideographic(std::size_t i, std::size_t& next) const {
    if (!is_year(i) || !is_any(i + 1, {"年", "년"}) || !is_small(i + 2, 12) ||
        !is_any(i + 3, {"月", "월"}) || !is_small(i + 4, 31) || !is_any(i + 5, {"日", "일"})) {
      return std::nullopt;
    }
    next = i + 6;
    return iso_day(tokens_[i].number, tokens_[i + 2].number, tokens_[i + 4].number);
  }

  /// The month named at `at`, which is set behind it: "Mai", "Sept.", "نيسان / أبريل" (two names of
  /// one), "tháng 5".
  Month month(std::size_t& at) const {
    if (!is_word(at)) return {};
    if (is_any(at, {"tháng", "Tháng"}) && is_small(at + 1, 12)) {
      const Month found{tokens_[at + 1].number};
      at += 2;
      return found;
    }
    const Month found = month_of(words(at), language_);
    if (found.number == 0) return {};
    ++at;
    if (words(at) == "/" && is_word(at + 1) &&
        month_of(words(at + 1), language_).number == found.number) {
      at += 2;
    }
    return found;
  }

  /// The day, with years as the month's calendar counts them: also "2558" of the Buddhist era.
  static std::optional<std::string> day_of(int year, Month month, int day) {
    constexpr int buddhist = 543;
    if (month.persian) return persian_day(year, month.number, day);
    return iso_day(year > last_year ? year - buddhist : year, month.number, day);
  }

  /// Whether a date's two-digit year may end here: what follows makes no time or amount of it.
  bool ends_at(std::size_t at) const {
    return is_any(at, {"à", "at", "um", "às", "alle", "kl"}) ||
           (!is_word(at) && !is_any(at, {":", ".", "/", "-", "–", "%"}));
  }

  /// Sets `year` and steps behind it: "2015", "’15"; and "15" in a short line, but not in "15:30".
  bool year_at(std::size_t& at, int& year) const {
    const bool cut =
        is_any(at, {"'", "’", "‘"}) && is_number(at + 1) && tokens_[at + 1].digits == 2;
    if (cut) ++at;
    if (!is_number(at)) return false;
    const Token& token = tokens_[at];
    if (token.digits == 4) {
      year = token.number;
    } else if (token.digits == 2 && (cut || (short_years_ && ends_at(at + 1)))) {
      year = full_year(token.number);
    } else {
      return false;
    }
    ++at;
    return true;
  }

  /// "5 May 2015", "5. Mai 2015", "5th of May, 2015", "5 de mayo de 2015", "5-May-2015".
  std::optional<std::string> day_month_year(std::size_t i, std::size_t& next) const {
    if (!is_small(i, 31)) return std::nullopt;
    std::size_t at = skip_ordinal(i + 1);
    if (is_any(at, {".", "-", "/"})) ++at;
    at = skip_of(at);
    const Month found = month(at);
    if (found.number == 0) return std::nullopt;
    at = skip_before_year(at);
    int year = 0;
    if (!year_at(at, year)) return std::nullopt;
    next = at;
    return day_of(year, found, tokens_[i].number);
  }

  /// "May 5, 2015", "May 5th 2015"; "May 05 10:00:00 GMT 2015", as programs write it.
  std::optional<std::string> month_day_year(std::size_t i, std::size_t& next) const {
    std::size_t at = i;
    const Month found = month(at);
    if (found.number == 0) return std::nullopt;
    if (is_any(at, {".", "-"})) ++at;
    if (!is_small(at, 31)) return std::nullopt;
    const std::size_t day = at;
    at = skip_ordinal(at + 1);
    if (is_any(at, {",", "،", "-", "."})) ++at;
    at = skip_time(at);
    if (is_any(at, {"of", "de", "del"})) ++at;
    int year = 0;
    if (!is_number(at) || tokens_[at].digits != 4) {
      if (!is_any(at, {"'", "’", "‘"}) || !year_at(at, year)) return std::nullopt;
    } else if (!year_at(at, year)) {
      return std::nullopt;
    }
    next = at;
    return day_of(year, found, tokens_[day].number);
  }

  /// "2015. május 5.", "2015 m. gegužės 5 d.", "2015. gada 5. maijs", "2015-May-05".
  std::optional<std::string> year_month_day(std::size_t i, std::size_t& next) const {
    if (!is_year(i)) return std::nullopt;
    std::size_t at = i + 1;
    if (is_any(at, {".", ",", "-", "/"})) ++at;
    if (is_any(at, {"m", "gada", "ko", "оны"})) ++at;
    if (words(at) == ".") ++at;
    std::size_t day = at;
    if (is_small(at, 31)) {
      if (words(++at) == ".") ++at;
      const Month found = month(at);
      if (found.number == 0 || has_own_year(at)) return std::nullopt;
      next = at;
      return day_of(tokens_[i].number, found, tokens_[day].number);
    }
    const Month found = month(at);
    if (found.number == 0) return std::nullopt;
    if (is_any(at, {".", "-", "/"})) ++at;
    day = at;
    if (!is_small(day, 31)) return std::nullopt;
    at = skip_ordinal(day + 1);
    if (has_own_year(at)) return std::nullopt;
    next = at;
    return day_of(tokens_[i].number, found, tokens_[day].number);
  }

  /// Whether the year of a date comes next: the one before it is not its own.
  bool has_own_year(std::size_t at) const {
    if (is_any(at, {",", "،", ".", "-", "/"})) ++at;
    return is_year(skip_before_year(at)) || words(at) == ":";
  }

  std::size_t skip_ordinal(std::size_t at) const {
    return is_any(at, {"st", "nd", "rd", "th", "er", "ste", "º", "ª", "°"}) ? at + 1 : at;
  }
  std::size_t skip_of(std::size_t at) const {
    if (words(at) == "d" && is_any(at + 1, {"'", "’"})) return at + 2;
    return is_any(at, {"of", "de", "di", "d"}) ? at + 1 : at;
  }
  std::size_t skip_before_year(std::size_t at) const {
    if (words(at) == ".") ++at;
    if (is_any(at, {",", "،", "-", "/"})) ++at;
    return is_any(at, {"de", "del", "of", "năm"}) ? at + 1 : at;
  }
  /// "10:00:00 GMT" between the day and the year.
  std::size_t skip_time(std::size_t at) const {
    if (!is_number(at) || words(at + 1) != ":" || !is_number(at + 2)) return at;
    at += 3;
    if (words(at) == ":" && is_number(at + 1)) at += 2;
    return is_word(at) ? at + 1 : at;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::optional<bool> month_first_;
  bool short_years_ = false;
  std::string_view language_;
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

/// The hour of day, where "pm" or "a.m." follows.
int hour_of_day(Reader& reader, int hour) {
  const std::string_view rest = reader.rest();
  const std::size_t at = rest.find_first_not_of(' ');
  if (at > 1 || hour > 12) return hour;
  const char half = static_cast<char>(rest[at] | 0x20);
  const std::size_t m = rest.find_first_not_of('.', at + 1);
  if ((half != 'a' && half != 'p') || m > at + 2 || (rest[m] | 0x20) != 'm') return hour;
  return hour % 12 + (half == 'p' ? 12 : 0);
}

/// The time behind a day, "T10:00:00+02:00" in ISO form; empty where there is none.
std::string time_of(Reader& reader) {
  if (!reader.take('T') && !reader.take('t')) {
    if (!reader.take(' ')) return {};
    reader.skip_spaces();
  }
  reader.skip_spaces();
  auto hour = reader.digits(2);
  if (!hour) hour = reader.digits(1);
  if (!hour || *hour > 24) return {};
  if (!reader.take(':') && !reader.rest().starts_with('0') && reader.rest().size() < 2) return {};
  const auto minute = reader.digits(2);
  if (!minute || *minute > 59) return {};
  reader.take(':');
  const int second = std::min(reader.digits(2).value_or(0), 59);
  if (reader.take('.') || reader.take(',')) reader.skip_digits();
  return fmt::format("T{:02}:{:02}:{:02}{}", std::min(hour_of_day(reader, *hour), 23), *minute,
                     second, offset_of(reader));
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
  if (!date) return date;
  const bool goes_on = !reader.rest().empty() && is_ascii_digit(reader.rest().front());
  if (!goes_on) return *date + time_of(reader);
  // "20150505103000", with a time, or a longer number that is no date.
  const std::string_view rest = reader.rest();
  const bool is_time = !separated && (rest.size() == 4 || rest.size() == 6) &&
                       std::all_of(rest.begin(), rest.end(), is_ascii_digit);
  if (!is_time) return std::nullopt;
  Reader time(rest);
  const int hour = time.digits(2).value_or(0);
  const int minute = time.digits(2).value_or(0);
  if (hour > 23 || minute > 59) return std::nullopt;
  return fmt::format("{}T{:02}:{:02}:{:02}", *date, hour, minute, time.digits(2).value_or(0) % 60);
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

// ---- addresses ------------------------------------------------------------------------------

bool is_separator(char c) { return c == '/' || c == '-' || c == '_' || c == '.'; }

bool begins_with_digit(const Reader& reader) {
  return !reader.rest().empty() && is_ascii_digit(reader.rest().front());
}

/// What follows the host, up to the query.
std::string_view path_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  const std::size_t path = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
  return path == std::string_view::npos ? std::string_view() : url.substr(path);
}

/// "5", "05", "may" of "/2015/may/05/"; 0 where there is none.
int month_in_path(Reader& reader, char separator) {
  if (const auto month = reader.digits(2)) return *month;
  if (separator != '/') return 0;
  const std::size_t length = std::min(reader.rest().find('/'), reader.rest().size());
  const int named = length >= 3 ? month_of(reader.rest().substr(0, length)).number : 0;
  if (named == 0) return reader.digits(1).value_or(0);
  for (std::size_t i = 0; i < length; ++i) reader.take(reader.rest()[0]);
  return named;
}

/// "2015/05/05", "2015-05-05", "20150505", "2015-05/05/", "2015/0505/", "201505/05/".
std::optional<std::string> year_first_in_path(std::string_view path) {
  constexpr int first_web_year = 1990;
  Reader reader(path);
  const auto year = reader.digits(4);
  if (!year || *year < first_web_year || reader.rest().empty()) return std::nullopt;
  const char first = reader.rest().front();
  const bool separated = is_separator(first) && reader.take(first);
  const int month = month_in_path(reader, first);
  const char second = reader.rest().empty() ? '\0' : reader.rest().front();
  const bool again = is_separator(second) && reader.take(second);
  auto day = reader.digits(2);
  if (!day && separated && again) day = reader.digits(1);
  if (!day || begins_with_digit(reader)) return std::nullopt;
  // "/2015/05/10-best-roofs" has no day; and where the parts are not apart alike, it fills its
  // folder.
  const bool folders = first == '/' || second == '/';
  const bool alike = separated == again && (!separated || first == second);
  const bool filled = reader.rest().empty() || reader.rest().starts_with('/');
  if (!filled && (folders || !alike)) return std::nullopt;
  return iso_day(*year, month, *day);
}

/// "25-12-2015", where it can only be the day that comes first.
std::optional<std::string> day_first_in_path(std::string_view path) {
  Reader reader(path);
  const auto day = reader.digits(2);
  if (!day || reader.rest().empty() || !is_separator(reader.rest().front())) return std::nullopt;
  const char separator = reader.rest().front();
  reader.take(separator);
  const auto month = reader.digits(2);
  if (!month || !reader.take(separator)) return std::nullopt;
  const auto year = reader.digits(4);
  if (!year || begins_with_digit(reader) || (*day <= 12 && *day != *month)) return std::nullopt;
  return iso_day(*year, *month, *day);
}

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text, std::optional<bool> month_first,
                                  bool short_years, std::string_view language) {
  const std::vector<Token> tokens = tokens_of(text);
  const Matcher matcher(text, tokens, month_first, short_years, language);
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
  return month_of(word).number != 0 || weekdays.count(text::lower(word)) > 0;
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

std::optional<bool> month_comes_first(std::string_view language) {
  // By CLDR's short dates. English alone, and in some countries, says nothing: its readers are used
  // to either.
  constexpr auto month_first = std::to_array<std::string_view>(
      {"ceb", "ceb-ph", "en-as", "en-bi", "en-gu", "en-mh", "en-mp", "en-ph", "en-pr", "en-um",
       "en-us", "en-vi", "es-pa", "es-pr", "fil", "fil-ph"});
  constexpr auto either = std::to_array<std::string_view>({"", "en", "en-ca", "en-se", "en-za"});
  std::string tag = text::lower(text::trim(language));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const auto is_in = [&tag](const auto& list) {
    return std::find(list.begin(), list.end(), tag) != list.end();
  };
  if (is_in(either)) return std::nullopt;
  return is_in(month_first);
}

std::optional<bool> order_of_slashed_date(std::string_view text,
                                          const std::set<std::string>& known_days) {
  for (const bool month_first : {false, true}) {
    for (const FoundDate& date : find_dates(text, month_first)) {
      const auto other = find_dates(text.substr(date.span.begin, date.span.size()), !month_first);
      const bool ambiguous = !other.empty() && other[0].value != date.value;
      if (ambiguous && known_days.count(date.value) > 0) return month_first;
    }
  }
  return std::nullopt;
}

std::optional<std::string> capture_in_url(std::string_view url) {
  constexpr std::string_view folder = "/web/";
  constexpr std::size_t digits = 14;
  const std::size_t found = url.find(folder);
  if (found == std::string_view::npos) return std::nullopt;
  const std::string_view rest = url.substr(found + folder.size());
  if (rest.size() < digits || !std::all_of(rest.begin(), rest.begin() + digits, is_ascii_digit)) {
    return std::nullopt;
  }
  const std::size_t address = rest.find("/http");
  if (address == std::string_view::npos || address > digits + 4) return std::nullopt;
  auto time = iso_date(rest.substr(0, digits));
  if (time) *time += 'Z';
  return time;
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

std::optional<std::string> parse_date(std::string_view text, std::optional<bool> month_first,
                                      std::string_view language) {
  text = text::trim(text);
  if (text.size() > 200) return std::nullopt;
  if (auto date = iso_date(text)) return date;
  if (auto date = seconds_since_1970(text)) return date;
  const std::vector<FoundDate> found = find_dates(text, month_first, false, language);
  if (found.empty()) return std::nullopt;
  return found.front().value + time_behind(text, found.front().span.end);
}

std::string month_in_url(std::string_view url) {
  constexpr int first_web_year = 1990;
  const std::string_view path = path_of(url);
  for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
    Reader reader(path.substr(at + 1));
    const auto year = reader.digits(4);
    if (!year || *year < first_web_year || *year > last_year) continue;
    if (!reader.take('/')) reader.take('-');
    const auto month = reader.digits(2);
    const bool ends = reader.rest().empty() || is_separator(reader.rest().front());
    if (month && *month >= 1 && *month <= 12 && ends) return fmt::format("{}-{:02}", *year, *month);
  }
  return {};
}

std::optional<std::string> date_in_url(std::string_view url) {
  const std::string_view path = path_of(url);
  for (std::size_t at = 0; at + 6 < path.size(); ++at) {
    const bool edge = at == 0 || path[at - 1] == '/' || path[at - 1] == '-' || path[at - 1] == '_';
    if (!edge || !is_ascii_digit(path[at])) continue;
    if (auto date = year_first_in_path(path.substr(at))) return date;
    if (auto date = day_first_in_path(path.substr(at))) return date;
  }
  return std::nullopt;
}

}  // namespace hearsay::extraction
