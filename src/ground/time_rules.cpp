#include "ground/time_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "ground/holidays.h"
#include "ground/time_table.h"
#include "ground/time_words.h"

namespace hearsay {
namespace {

using calendar::Day;
using calendar::Interval;
using std::chrono::days;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

enum class Tense { unknown, past, present, future };

constexpr auto kPartNames = std::to_array<std::pair<std::string_view, TimePart>>(
    {{"early ", TimePart::begin}, {"mid ", TimePart::middle}, {"late ", TimePart::end}});

// What one expression consists of so far.
struct Piece {
  std::size_t end = 0;
  std::string value;
};

class Rules {
 public:
  Rules(const Lexemes& x, const TimeContext& context) : x_(x), context_(context) {}

  std::optional<FoundTime> at(std::size_t i) const {
    std::optional<FoundTime> best;
    const auto offer = [&](std::optional<FoundTime> found) {
      if (found && (!best || found->end > best->end)) best = std::move(found);
    };
    offer(numeric_date(i));
    offer(date_with_clock(i));
    offer(modified(i));
    offer(part_of_year(i));
    offer(amount(i));
    offer(single_word(i));
    offer(led_holiday(i));
    offer(week_of(i));
    offer(day_of_month(i));
    offer(from_table(i));
    return best;
  }

 private:
  const Lexemes& x_;
  const TimeContext& context_;

  static FoundTime date(std::size_t end, std::string value, const char* rule) {
    return {end, TimexType::date, std::move(value), std::nullopt, TimePart::whole, rule};
  }
  static FoundTime found(std::size_t end, TimexType type, std::string value, const char* rule) {
    return {end, type, std::move(value), std::nullopt, TimePart::whole, rule};
  }

  [[nodiscard]] bool word_is(std::size_t i, std::initializer_list<std::string_view> words) const {
    return is_one_of(x_.word(i), words);
  }
  [[nodiscard]] std::size_t skip(std::size_t i, std::string_view mark) const {
    return x_.mark(i, mark) ? i + 1 : i;
  }
  [[nodiscard]] std::size_t skip_hyphen(std::size_t i) const {
    return x_.mark(i, "-") && x_.joined(i) ? i + 1 : i;
  }
  [[nodiscard]] std::string_view before(std::size_t i) const {
    return i == 0 ? std::string_view() : x_.word(i - 1);
  }
  // "'s" after a word.
  [[nodiscard]] bool possessive(std::size_t i) const {
    return x_.mark(i, "'") && x_.word(i + 1) == "s" && x_.joined(i + 1);
  }

  // --- tense ------------------------------------------------------------------------------------

  [[nodiscard]] bool is_verb(std::size_t i) const {
    if (x_[i].word != nullptr && x_[i].tag != PartOfSpeech::X) {
      return x_[i].tag == PartOfSpeech::VERB || x_[i].tag == PartOfSpeech::AUX;
    }
    return word_is(i, {"is", "are", "was", "were", "will", "has", "have", "had", "said", "says",
                       "would", "be", "to", "may", "plans", "plan", "expected", "scheduled"}) ||
           (x_.word(i).size() > 4 && x_.word(i).ends_with("ed"));
  }

  [[nodiscard]] bool is_future_word(std::size_t i) const {
    return word_is(
        i, {"will", "ll", "shall", "wo", "plans", "plan", "planning", "expected", "expects",
            "expect", "scheduled", "due", "going", "slated", "intends", "upcoming", "hopes"});
  }

  [[nodiscard]] bool is_past(std::size_t i) const {
    const Lexeme& lexeme = x_[i];
    if (lexeme.word != nullptr && lexeme.word->features.find("Tense=Past") != std::string::npos) {
      return true;
    }
    return word_is(i, {"was",   "were", "had",    "said", "told",  "did",  "went",   "came",
                       "began", "fell", "rose",   "took", "made",  "got",  "met",    "found",
                       "left",  "held", "saw",    "won",  "lost",  "gave", "became", "ran",
                       "led",   "shot", "struck", "hit",  "killed"}) ||
           (lexeme.lower.size() > 4 && lexeme.lower.ends_with("ed"));
  }

  [[nodiscard]] bool word_was_had(std::size_t i) const {
    return before(i) == "had" || (i >= 2 && before(i) == "been" && before(i - 1) == "had");
  }

  // "meets", "arrives": of a day that is no more than a name, what is planned.
  [[nodiscard]] bool is_present(std::size_t i) const {
    const Word* word = x_[i].word;
    return word != nullptr && x_[i].tag == PartOfSpeech::VERB &&
           word->features.find("Tense=Pres") != std::string::npos &&
           word->features.find("VerbForm=Fin") != std::string::npos &&
           !word_is(i, {"says", "say", "tells"});
  }

  // Of the verb that is nearest, within the clause as marks show it.
  [[nodiscard]] Tense tense_of_verb(std::size_t i) const {
    for (std::size_t back = 0; back <= 4 && back <= i; ++back) {
      if (is_future_word(i - back)) {
        // "had been due to expire": the future of a past.
        return word_was_had(i - back) ? Tense::past : Tense::future;
      }
      // "is to resume", "set to resume"
      if (x_.word(i - back) == "to" && back > 0 && back < i &&
          word_is(i - back - 1, {"is", "are", "set", "likely", "ready", "about", "due"})) {
        return Tense::future;
      }
      if (back > 0 && !is_verb(i - back) && !word_is(i - back, {"to", "not", "t", "be", "also"})) {
        break;
      }
    }
    if (is_present(i)) return Tense::present;
    return is_past(i) ? Tense::past : Tense::unknown;
  }

  // The word before a date, and before the clock time that goes with it: "until 9 a.m. Tuesday".
  [[nodiscard]] std::string_view lead_of(std::size_t begin) const {
    std::size_t i = begin;
    while (i > 0 && begin - i < 6 &&
           (x_.number(i - 1) || x_.mark(i - 1, ":") ||
            word_is(i - 1, {"am", "pm", "noon", "midnight"}) || skip_zone(i - 1) == i)) {
      --i;
    }
    return before(i);
  }

  [[nodiscard]] Tense tense(std::size_t begin, std::size_t end) const {
    if (before(begin) == "as" && begin >= 2 && word_is(begin - 2, {"soon", "early"})) {
      return Tense::future;
    }
    if (is_one_of(lead_of(begin), {"until", "till", "through", "effective"})) return Tense::future;
    constexpr std::size_t reach = 14;
    for (std::size_t step = 1; step <= reach; ++step) {
      if (step > begin) break;
      const std::size_t i = begin - step;
      if (x_.mark(i, ";") || x_.mark(i, "\"")) break;
      if (is_verb(i)) {
        const Tense found = tense_of_verb(i);
        if (found != Tense::unknown) return found;
      }
    }
    for (std::size_t i = end; i < end + reach && i < x_.size(); ++i) {
      if (x_.mark(i, ";")) break;
      if (is_future_word(i)) return Tense::future;
      if (is_verb(i) && is_past(i)) return Tense::past;
    }
    return Tense::unknown;
  }

  // --- counting from a day ----------------------------------------------------------------------

  [[nodiscard]] std::string weekday_value(int weekday, Tense tense, bool strictly) const {
    if (!context_.published) return fmt::format("XXXX-WXX-{}", weekday);
    if (is_told(tense, strictly) && context_.told == context_.last_day) {
      const int ahead = (weekday - calendar::weekday_of(*context_.told) + 7) % 7;
      return calendar::iso(*context_.told + days(ahead));
    }
    const Day day = *context_.published;
    const int today = calendar::weekday_of(day);
    if (tense == Tense::future || tense == Tense::present) {
      int ahead = (weekday - today + 7) % 7;
      if (strictly && ahead == 0) ahead = 7;
      return calendar::iso(day + days(ahead));
    }
    int back = (today - weekday + 7) % 7;
    if (strictly && back == 0) back = 7;
    return calendar::iso(day - days(back));
  }

  // Whether an expression goes on with the day long past that its paragraph tells of: "On 3 March
  // 2009 it closed. It opened again on Friday."
  [[nodiscard]] bool is_told(Tense tense, bool strictly) const {
    return context_.told && !strictly && tense != Tense::future && tense != Tense::present;
  }

  [[nodiscard]] std::string month_value(int month, Tense tense, bool strictly) const {
    if (!context_.published) return fmt::format("XXXX-{:02}", month);
    const int year = calendar::year_of(*context_.published);
    const int now = calendar::month_of(*context_.published);
    int at = year;
    if (strictly) {
      if (tense == Tense::future && month <= now) ++at;
      if (tense == Tense::past && month >= now) --at;
      return calendar::iso_month(at, month);
    }
    int least = 100;
    for (const int candidate : {year - 1, year, year + 1}) {
      const int ahead = (candidate - year) * 12 + month - now;
      const bool against = tense == Tense::past ? ahead > 0 : tense == Tense::future && ahead < 0;
      const int distance = std::abs(ahead) + (against ? 7 : 0);
      if (distance < least) {
        least = distance;
        at = candidate;
      }
    }
    return calendar::iso_month(at, month);
  }

  // The year of what is told; the next one for a month that lies before.
  [[nodiscard]] int told_year(int month) const {
    return calendar::year_of(*context_.told) + (month < calendar::month_of(*context_.told) ? 1 : 0);
  }

  [[nodiscard]] std::string month_day_value(int month, int day, Tense tense) const {
    if (!context_.published) return fmt::format("XXXX-{:02}-{:02}", month, day);
    if (is_told(tense, false)) {
      const auto told = calendar::day_of(told_year(month), month, day);
      if (told) return calendar::iso(*told);
    }
    const Day from = *context_.published;
    std::optional<Day> best;
    for (int year = calendar::year_of(from) - 1; year <= calendar::year_of(from) + 1; ++year) {
      const auto candidate = calendar::day_of(year, month, day);
      if (!candidate) continue;
      // The nearest; the tense of the verb nearby may be another's, so it only weighs.
      const auto distance = [&](Day of) {
        const auto ahead = (of - from).count();
        const bool against =
            tense == Tense::past ? ahead > 2 : tense == Tense::future && ahead < -2;
        return std::abs(ahead) + (against ? 200 : 0);
      };
      if (!best || distance(*candidate) < distance(*best)) best = candidate;
    }
    return best ? calendar::iso(*best) : fmt::format("XXXX-{:02}-{:02}", month, day);
  }

  [[nodiscard]] std::string season_value(std::string_view season, Tense tense,
                                         int year_shift) const {
    if (!context_.published) return fmt::format("XXXX-{}", season);
    const Day from = *context_.published;
    int year = calendar::year_of(from);
    const auto of = [&](int y) {
      return *calendar::interval_of(fmt::format("{:04}-{}", y, season));
    };
    if (season == "WI" && calendar::month_of(from) <= 2) --year;  // the winter that began last year
    if (year_shift < 0) {
      while (of(year).last >= from) --year;
    } else if (year_shift > 0) {
      while (of(year).first <= from) ++year;
    } else if (tense == Tense::past && of(year).first > from) {
      --year;
    } else if (tense == Tense::future && of(year).last < from) {
      ++year;
    }
    return fmt::format("{:04}-{}", year, season);
  }

  static std::string quarter_of(Day day) {
    return fmt::format("{:04}-Q{}", calendar::year_of(day), (calendar::month_of(day) + 2) / 3);
  }

  // "this week", "last year": the unit that the day lies in, moved by `shift`.
  static std::optional<std::string> unit_value(const TimeUnit& unit, Day day, int shift) {
    switch (unit.code) {
      case 'D':
        return calendar::iso(day + days(shift));
      case 'W':
        return calendar::iso_week(day + days(7 * shift * unit.times));
      case 'M': {
        const Day moved = calendar::add_months(day, shift);
        return calendar::iso_month(calendar::year_of(moved), calendar::month_of(moved));
      }
      case 'Q':
        return quarter_of(calendar::add_months(day, 3 * shift));
      case 'Y': {
        const int year = calendar::year_of(day);
        if (unit.times == 1) return calendar::iso_year(year + shift);
        if (unit.times == 10) return fmt::format("{:03}", year / 10 + shift);
        return fmt::format("{:02}", year / 100 + shift);
      }
      default:
        return std::nullopt;
    }
  }

  static std::string unknown_unit(const TimeUnit& unit) {
    switch (unit.code) {
      case 'D':
        return "XXXX-XX-XX";
      case 'W':
        return "XXXX-WXX";
      case 'M':
        return "XXXX-XX";
      case 'Q':
        return "XXXX-QX";
      default:
        return "XXXX";
    }
  }

  static std::string duration(const TimeUnit& unit, double count) {
    const double number = count * unit.times;
    std::string value = number == std::floor(number) && number < 1e15
                            ? fmt::format("{}", static_cast<long long>(number))
                            : fmt::format("{:g}", number);
    switch (unit.code) {
      case 'H':
      case 'm':
        if (number != std::floor(number)) {  // 18 1/2 hours
          const auto whole = static_cast<long long>(number);
          const auto rest = std::llround((number - static_cast<double>(whole)) * 60);
          value = whole > 0 ? fmt::format("PT{}{}", whole, unit.code == 'H' ? 'H' : 'M') : "PT";
          return value + fmt::format("{}{}", rest, unit.code == 'H' ? 'M' : 'S');
        }
        return "PT" + value + (unit.code == 'H' ? "H" : "M");
      case 'S':
        return "PT" + value + "S";
      case 'Q':
        return "P" + value + "Q";
      case 'Y':
        if (number - std::floor(number) == 0.5) {
          return number > 1 ? fmt::format("P{}Y6M", std::floor(number)) : "P6M";
        }
        return "P" + value + "Y";
      default:
        return "P" + value + unit.code;
    }
  }

  static std::string vague_duration(const TimeUnit& unit) {
    const bool time = unit.code == 'H' || unit.code == 'm' || unit.code == 'S';
    return (time ? "PTX" : "PX") + std::string(unit.vague);
  }

  // The days of "the past 24 hours", "the next two weeks".
  [[nodiscard]] std::optional<Interval> stretch(const TimeUnit& unit, double count,
                                                bool ahead) const {
    if (!context_.published || count > 5000) return std::nullopt;
    const Day from = *context_.published;
    const Day to = moved(from, unit, ahead ? count : -count);
    return ahead ? Interval{from, to} : Interval{to, from};
  }

  static Day moved(Day from, const TimeUnit& unit, double count) {
    const double number = std::clamp(count * unit.times, -20000.0, 20000.0);
    const auto whole = static_cast<int>(std::lround(number));
    switch (unit.code) {
      case 'S':
      case 'm':
        return from;
      case 'H':
        return from + days(std::lround(number / 24));
      case 'D':
        return from + days(whole);
      case 'W':
        return from + days(7 * whole);
      case 'M':
        return calendar::add_months(from, whole);
      case 'Q':
        return calendar::add_months(from, 3 * whole);
      default:  // years beyond the calendar's are dropped where the time is written down
        return calendar::add_months(from, 12 * whole);
    }
  }

  // --- written dates ----------------------------------------------------------------------------

  [[nodiscard]] bool whole_number(std::size_t i, double low, double high, std::size_t size) const {
    return x_.number(i) && x_[i].lower.size() <= size && x_[i].value >= low &&
           x_[i].value <= high && x_[i].lower.find('.') == std::string::npos &&
           x_[i].span.size() == x_[i].lower.size();
  }
  [[nodiscard]] bool is_year(std::size_t i, double low = 1000) const {
    return whole_number(i, low, 2099, 4) && x_[i].lower.size() == 4;
  }

  [[nodiscard]] std::optional<FoundTime> numeric_date(std::size_t i) const {
    if (!x_.number(i)) return std::nullopt;
    const auto made = [&](std::size_t end, int year, int month,
                          int day) -> std::optional<FoundTime> {
      if (year < 100) year += year < 50 ? 2000 : 1900;
      const auto at = calendar::day_of(year, month, day);
      if (!at || x_[end - 1].span.size() > 9) return std::nullopt;
      return date(end, calendar::iso(*at), "numeric");
    };
    const auto number = [&](std::size_t j) { return static_cast<int>(x_[j].value); };
    for (const std::string_view mark : {"-", "/"}) {
      if (!x_.mark(i + 1, mark) || !x_.mark(i + 3, mark) || !x_.joined(i + 1) ||
          !x_.joined(i + 2) || !x_.joined(i + 3) || !x_.joined(i + 4) || !x_.number(i + 2) ||
          !x_.number(i + 4)) {
        continue;
      }
      if (is_year(i) && whole_number(i + 2, 1, 12, 2) && whole_number(i + 4, 1, 31, 2)) {
        auto out = made(i + 5, number(i), number(i + 2), number(i + 4));
        if (out && x_.word(i + 5) == "t" && x_.joined(i + 5)) add_iso_clock(*out);
        return out;
      }
      if (!whole_number(i, 1, 31, 2) || !whole_number(i + 2, 1, 31, 2) ||
          !(is_year(i + 4) || (whole_number(i + 4, 0, 99, 2) && mark == "/"))) {
        continue;
      }
      int month = number(i);
      int day = number(i + 2);
      if (month > 12 || (context_.day_first && day <= 12)) std::swap(month, day);
      return made(i + 5, number(i + 4), month, day);
    }
    // 12.05.2015: the lexer reads the last two as one number.
    if (x_.mark(i + 1, ".") && x_.joined(i + 1) && x_.joined(i + 2) && x_.number(i + 2)) {
      const std::string& rest = x_[i + 2].lower;
      const std::size_t dot = rest.find('.');
      if (dot != std::string::npos && dot <= 2 && rest.size() - dot == 5 &&
          whole_number(i, 1, 31, 2)) {
        return made(i + 3, std::atoi(rest.c_str() + dot + 1), std::atoi(rest.c_str()), number(i));
      }
    }
    return std::nullopt;
  }

  void add_iso_clock(FoundTime& out) const {
    const std::size_t i = out.end + 1;
    if (!whole_number(i, 0, 24, 2) || !x_.mark(i + 1, ":") || !whole_number(i + 2, 0, 59, 2))
      return;
    out.type = TimexType::time;
    out.value += fmt::format("T{:02}:{:02}", static_cast<int>(x_[i].value),
                             static_cast<int>(x_[i + 2].value));
    out.end = i + 3;
    if (x_.mark(out.end, ":") && x_.number(out.end + 1)) out.end += 2;
    if (x_.word(out.end) == "z" && x_.joined(out.end)) ++out.end;
  }

  [[nodiscard]] std::size_t skip_zone(std::size_t i) const {
    if (word_is(i, {"gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "cst", "cdt", "cet",
                    "bst", "cest", "ist", "msk", "eet"})) {
      return i + 1;
    }
    if (x_.word(i) == "local" && x_.word(i + 1) == "time") return i + 2;
    return i;
  }

  // "10:30 a.m.", "10am", "noon", "nine o'clock".
  [[nodiscard]] std::optional<Piece> clock(std::size_t i) const {
    if (word_is(i, {"noon", "midday"})) return Piece{i + 1, "T12:00"};
    if (word_is(i, {"midnight"})) return Piece{i + 1, "T24:00"};
    const auto number = number_at(x_, i);
    if (!number || number->value >= 25) return std::nullopt;
    const bool pointed = number->value != std::floor(number->value);
    if (pointed && !(x_.number(i) && word_is(i + 1, {"am", "pm"}))) return std::nullopt;
    int hour = static_cast<int>(number->value);
    int minute = 0;
    std::size_t end = i + 1;
    bool sure = false;
    if (x_.number(i) && x_.mark(i + 1, ":") && x_.joined(i + 1) && x_.joined(i + 2) &&
        whole_number(i + 2, 0, 59, 2) && x_[i + 2].lower.size() == 2) {
      minute = static_cast<int>(x_[i + 2].value);
      end = i + 3;
      sure = true;
      if (x_.mark(end, ":") && x_.joined(end) && x_.number(end + 1)) end += 2;
    } else if (x_.number(i) && word_is(i + 1, {"am", "pm"}) && x_[i].lower.size() >= 4 &&
               x_[i].lower[x_[i].lower.size() - 3] == '.') {  // 2.20 a.m.
      minute = std::atoi(x_[i].lower.c_str() + x_[i].lower.size() - 2);
      if (minute > 59) return std::nullopt;
    } else if (!x_.number(i)) {
      end = number->end;
    }
    if (x_.word(end) == "o" && x_.mark(end + 1, "'") && x_.word(end + 2) == "clock") {
      end += 3;
      sure = true;
    }
    if (word_is(end, {"am", "pm"}) && hour <= 12 && (x_[end].dotted || x_.number(i))) {
      if (x_.word(end) == "pm" && hour < 12) hour += 12;
      if (x_.word(end) == "am" && hour == 12) hour = 0;
      ++end;
      sure = true;
    }
    if (!sure) return std::nullopt;
    // "a 3:2 win" and ratios have no two figures after the colon; "4:15" alone is a clock time.
    return Piece{skip_zone(end), fmt::format("T{:02}:{:02}", hour, minute)};
  }

  // A day's or month's name and what belongs to it: "Tuesday, 5 May 2015", "May 5", "May 2015".
  [[nodiscard]] std::optional<Piece> written_date(std::size_t i) const {
    std::size_t at = i;
    std::optional<int> weekday;
    if (x_[i].capital) weekday = weekday_named(x_.word(i));
    if (weekday) {
      at = i + 1;
      at = skip(at, ".");
      const std::size_t after = skip(at, ",");
      if (x_.word(after) == "the" && ordinal_at(x_, after + 1)) at = after;
      if (const auto rest = month_and_day(after)) return rest;
      return weekday_alone(i, *weekday);
    }
    return month_and_day(at);
  }

  [[nodiscard]] std::optional<Piece> weekday_alone(std::size_t i, int weekday) const {
    const std::string_view word = x_.word(i);
    // "Sat", "Sun", "Wed" are words as well; alone they need their full stop.
    if (word.size() < 6 && !x_.mark(i + 1, ".")) return std::nullopt;
    if (word.ends_with("days")) return std::nullopt;  // a set, see every()
    Tense when = tense(i, i + 1);
    if (when == Tense::present && possessive(i + 1))
      when = Tense::past;  // "follows Tuesday's vote"
    return Piece{word.size() < 6 ? i + 2 : i + 1, weekday_value(weekday, when, false)};
  }

  [[nodiscard]] std::optional<Piece> year_after(std::size_t i) const {
    std::size_t at = skip(i, ",");
    if (x_.word(at) == "of" && at == i) ++at;
    if (is_year(at)) return Piece{at + 1, x_[at].lower};
    if (at == i) return year_in_words(i);
    return std::nullopt;
  }

  // "February this year": the year that is named beside it, an expression of its own.
  [[nodiscard]] std::optional<int> year_beside(std::size_t i) const {
    const std::size_t at = skip(i, ",");
    if (!context_.published || x_.word(at + 1) != "year") return std::nullopt;
    const int year = calendar::year_of(*context_.published);
    if (x_.word(at) == "this") return year;
    if (x_.word(at) == "last") return year - 1;
    if (x_.word(at) == "next") return year + 1;
    return std::nullopt;
  }

  // "nineteen ninety-six", "two thousand and five".
  [[nodiscard]] std::optional<Piece> year_in_words(std::size_t i) const {
    const bool century = word_is(i, {"nineteen", "eighteen", "seventeen", "twenty"});
    if (!century) return std::nullopt;
    const auto first = number_at(x_, i);
    // "twenty fifteen" is read apart, "nineteen ninety-six" too: tens follow a teen.
    if (!first || first->end != i + 1) return std::nullopt;
    const auto second = number_at(x_, i + 1);
    if (!second || !second->in_words || second->value < 10 || second->value > 99) {
      return std::nullopt;
    }
    return Piece{second->end,
                 fmt::format("{:04}", static_cast<int>(first->value * 100 + second->value))};
  }

  [[nodiscard]] std::optional<Piece> month_and_day(std::size_t i) const {
    std::size_t at = i;
    std::optional<int> day;
    // "the 5th of May", "5 May", "5th May"
    const std::size_t number = x_.word(i) == "the" ? i + 1 : i;
    if (const auto ordinal = ordinal_at(x_, number); ordinal && ordinal->value <= 31) {
      day = static_cast<int>(ordinal->value);
      at = x_.word(ordinal->end) == "of" ? ordinal->end + 1 : ordinal->end;
    } else if (number == i && whole_number(i, 1, 31, 2)) {
      day = static_cast<int>(x_[i].value);
      at = i + 1;
    }
    const auto month = x_[at].capital ? month_named(x_.word(at)) : std::nullopt;
    if (!month) return std::nullopt;
    const std::size_t after_month = x_.word(at).size() <= 4 && x_.word(at) != "may" &&
                                            x_.word(at) != "june" && x_.word(at) != "july"
                                        ? skip(at + 1, ".")
                                        : at + 1;
    if (day) return with_year(after_month, *month, *day, i);
    return after_month_name(i, *month, after_month);
  }

  [[nodiscard]] std::optional<Piece> with_year(std::size_t end, int month, int day,
                                               std::size_t begin) const {
    if (const auto year = year_after(end)) {
      const auto at = calendar::day_of(std::atoi(year->value.c_str()), month, day);
      if (at) return Piece{year->end, calendar::iso(*at)};
    }
    if (!calendar::day_of(2024, month, day)) return std::nullopt;
    if (const auto year = year_beside(end)) {
      if (const auto at = calendar::day_of(*year, month, day))
        return Piece{end, calendar::iso(*at)};
    }
    return Piece{end, month_day_value(month, day, tense(begin, end))};
  }

  [[nodiscard]] std::optional<Piece> after_month_name(std::size_t begin, int month,
                                                      std::size_t i) const {
    // "May 5", "May 5th", "May fifth", "May the 5th"
    const std::size_t number = x_.word(i) == "the" ? i + 1 : i;
    if (const auto ordinal = ordinal_at(x_, number); ordinal && ordinal->value <= 31) {
      return with_year(ordinal->end, month, static_cast<int>(ordinal->value), begin);
    }
    if (whole_number(i, 1, 31, 2) && !x_.mark(i + 1, ":") && !is_counted(i + 1)) {
      return with_year(i + 1, month, static_cast<int>(x_[i].value), begin);
    }
    if (const auto year = year_after(i)) {
      return Piece{year->end, calendar::iso_month(std::atoi(year->value.c_str()), month)};
    }
    if (!month_alone_is_sure(begin)) return std::nullopt;
    if (const auto year = year_beside(i)) return Piece{i, calendar::iso_month(*year, month)};
    return Piece{i, month_value(month, tense(begin, i), false)};
  }

  // "May 40 people …": a number that counts something is no day.
  [[nodiscard]] bool is_counted(std::size_t i) const {
    if (x_.joined(i) && x_.mark(i, "%")) return true;
    return word_is(i, {"percent", "people", "million", "billion", "thousand", "hundred"});
  }

  [[nodiscard]] bool month_alone_is_sure(std::size_t i) const {
    const bool led =
        is_one_of(before(i), {"in",      "since",   "until",    "till",  "by",      "of",   "last",
                              "next",    "this",    "early",    "late",  "mid",     "from", "to",
                              "through", "during",  "before",   "after", "between", "each", "every",
                              "for",     "earlier", "previous", "s"}) ||
        (i > 0 && x_.mark(i - 1, "-"));
    if (led) return true;
    if (is_doubtful_month(x_.word(i))) return false;
    // "August Wilson", "June Carter": a name goes on in capitals.
    return !(x_[i + 1].kind == LexemeKind::word && x_[i + 1].capital);
  }

  [[nodiscard]] std::optional<FoundTime> date_with_clock(std::size_t i) const {
    std::size_t at = i;
    std::optional<Piece> time;
    const bool about = word_is(i, {"around", "about"}) && clock(i + 1);
    time = clock(about ? i + 1 : i);
    if (time) {
      at = time->end;
      std::size_t next = skip(at, ",");
      if (x_.word(next) == "on" || x_.word(next) == "in") ++next;
      auto day = day_expression(next);
      if (!day && x_.word(next) == "the") day = std::nullopt;
      if (day && x_.word(next - 1) != "on" && x_.word(next - 1) != "in") {
        return found(day->end, TimexType::time, day->value + time->value, "clock-and-day");
      }
      return found(time->end, TimexType::time, day_near(i) + time->value, "clock");
    }
    auto day = written_date(i);
    if (!day) return std::nullopt;
    if (const auto part = part_of_day_named(x_.word(day->end));
        part && day->value.size() == 10 && x_.word(day->end) != "overnight") {
      return found(day->end + 1, TimexType::time, day->value + std::string(*part), "part-of-day");
    }
    if (day->value.size() == 10) {
      if (const auto then = clock(day->end); then && x_.number(day->end)) {
        return found(then->end, TimexType::time, day->value + then->value, "day-and-clock");
      }
    }
    return date(day->end, day->value, "written");
  }

  // A day that may follow a clock time: written, or "today", "yesterday".
  [[nodiscard]] std::optional<Piece> day_expression(std::size_t i) const {
    if (auto written = written_date(i); written && written->value.size() >= 10) return written;
    if (const auto day = named_day(i)) return Piece{i + 1, *day};
    return std::nullopt;
  }

  // The day that a clock time without one most likely belongs to.
  [[nodiscard]] std::string day_near(std::size_t) const {
    if (context_.last_day) return calendar::iso(*context_.last_day);
    if (context_.published) return calendar::iso(*context_.published);
    return "XXXX-XX-XX";
  }

  [[nodiscard]] std::optional<std::string> named_day(std::size_t i) const {
    int shift = 0;
    if (word_is(i, {"yesterday"})) {
      shift = -1;
    } else if (word_is(i, {"tomorrow"})) {
      shift = 1;
    } else if (!word_is(i, {"today"})) {
      return std::nullopt;
    }
    if (!context_.published) return "XXXX-XX-XX";
    return calendar::iso(*context_.published + days(shift));
  }

  // --- single words -----------------------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> single_word(std::size_t i) const {
    if (x_.number(i) || x_.mark(i, "'")) return year_or_decade(i);
    if (x_.word(i).empty()) return std::nullopt;
    return x_[i].capital ? holiday(i) : year_words(i);
  }

  [[nodiscard]] std::optional<FoundTime> year_words(std::size_t i) const {
    if (x_.word(i) == "the" && x_.word(i + 1) == "year" && x_.word(i + 2) == "two" &&
        x_.word(i + 3) == "thousand") {
      return date(i + 4, "2000", "year");
    }
    if (const auto year = year_in_words(i)) return date(year->end, year->value, "year");
    if (x_.word(i) == "fiscal" && is_year(i + 1)) return date(i + 2, x_[i + 1].lower, "year");
    if (word_is(i, {"mid", "post", "pre"}) && x_.mark(i + 1, "-") && x_.joined(i + 2) &&
        (is_year(i + 2) || x_.mark(i + 2, "'"))) {
      if (auto rest = year_or_decade(i + 2)) {
        if (x_.word(i) == "mid") rest->part = TimePart::middle;
        return rest;
      }
    }
    return std::nullopt;
  }

  // "last Christmas", with the word that says which.
  [[nodiscard]] std::optional<FoundTime> led_holiday(std::size_t i) const {
    return word_is(i, {"last", "next", "this"}) && x_[i + 1].capital ? holiday(i + 1)
                                                                     : std::nullopt;
  }

  [[nodiscard]] std::optional<FoundTime> holiday(std::size_t i) const {
    const auto named = holiday_at(x_, i);
    if (!named) return std::nullopt;
    const bool one_word = named->end == i + 1;  // "Easter Island"
    if (one_word && x_[named->end].capital && !is_year(named->end)) return std::nullopt;
    if (const auto year = year_after(named->end)) {
      if (const auto found = days_of(*named->meant.front(), std::atoi(year->value.c_str()))) {
        return of_days(year->end, *found);
      }
    }
    if (!context_.published) return std::nullopt;
    const auto nearest = nearest_holiday(*named, i);
    if (!nearest) return std::nullopt;
    return of_days(named->end, *nearest);
  }

  // A day, or "2015-06-18/2015-07-16".
  static FoundTime of_days(std::size_t end, const Interval& found) {
    FoundTime out = date(end, calendar::iso(found.first), "holiday");
    if (found.last > found.first) out.value += "/" + calendar::iso(found.last);
    out.interval = found;
    return out;
  }

  // The one that is meant: as the word before it and the tense say, else the nearest.
  [[nodiscard]] std::optional<Interval> nearest_holiday(const NamedHoliday& named,
                                                        std::size_t i) const {
    const Day now = *context_.published;
    const Tense when = tense(i, named.end);
    std::optional<Interval> best;
    const auto far = [&](const Interval& of) {
      return std::max({of.first - now, now - of.last, days(0)});
    };
    for (int year = calendar::year_of(now) - 1; year <= calendar::year_of(now) + 1; ++year) {
      for (const Holiday* holiday : named.meant) {
        const auto found = days_of(*holiday, year);
        if (!found) continue;
        if (before(i) == "last" && found->last >= now) continue;
        if (before(i) == "next" && found->first <= now) continue;
        if (before(i) != "last" && when == Tense::future && found->last < now) continue;
        if (before(i) != "next" && when == Tense::past && found->first > now) continue;
        if (!best || far(*found) < far(*best)) best = found;
      }
    }
    return best;
  }

  [[nodiscard]] std::optional<FoundTime> year_or_decade(std::size_t i) const {
    // "'90s"
    if (x_.mark(i, "'") && whole_number(i + 1, 10, 99, 2) && x_.joined(i + 1)) {
      if (x_.word(i + 2) == "s" && x_.joined(i + 2) &&
          static_cast<int>(x_[i + 1].value) % 10 == 0) {
        return date(i + 3, fmt::format("19{}", static_cast<int>(x_[i + 1].value) / 10), "decade");
      }
      return std::nullopt;
    }
    if (!is_year(i)) return std::nullopt;
    const int year = static_cast<int>(x_[i].value);
    const std::size_t next = x_.mark(i + 1, "'") && x_.word(i + 2) == "s" ? i + 2 : i + 1;
    if (x_.word(next) == "s" && x_.joined(next)) {
      if (year % 10 != 0) return std::nullopt;
      if (next == i + 1) return date(i + 2, fmt::format("{}", year / 10), "decade");
    }
    if (!year_is_sure(i)) return std::nullopt;
    return date(i + 1, x_[i].lower, "year");
  }

  [[nodiscard]] bool year_is_sure(std::size_t i) const {
    const int year = static_cast<int>(x_[i].value);
    if (x_.joined(i) && i > 0 &&
        !(x_.mark(i - 1, "(") || x_.mark(i - 1, "-") || x_.mark(i - 1, "\"") ||
          x_.mark(i - 1, "/") || x_.mark(i - 1, "'"))) {
      return false;  // "$1999", "B2015"
    }
    if (x_[i + 1].kind == LexemeKind::word && x_.joined(i + 1)) return false;
    if (x_.mark(i + 1, "%") || x_.mark(i + 1, ":") || is_counted(i + 1)) return false;
    const bool led =
        is_one_of(before(i), {"in",      "since",   "of",     "by",    "until", "till",  "from",
                              "to",      "during",  "before", "after", "late",  "early", "mid",
                              "through", "between", "year",   "for",   "than",  "and"});
    const bool strongly = is_one_of(before(i), {"in", "since", "during", "year", "until", "by"});
    // "2000 soldiers", but "the 1998 elections".
    const PartOfSpeech next = x_[i + 1].tag;
    const bool noun = next == PartOfSpeech::NOUN || next == PartOfSpeech::X;
    if (noun && x_.word(i + 1).ends_with("s") && !strongly && before(i) != "the" &&
        !word_is(i + 1, {"olympics", "was", "is", "has", "as"})) {
      return false;
    }
    if (unit_named(x_.word(i + 1)) && x_.word(i + 1) != "quarter") return false;
    if (year >= 1900) return true;
    return led && year >= 1500 && x_[i + 1].kind != LexemeKind::number && strongly;
  }

  // --- parts of years ---------------------------------------------------------------------------

  // "the third quarter of 1990", "third-quarter", "the first half of last year", "summer 2015",
  // "the 20th century", "the 1988 second quarter".
  [[nodiscard]] std::optional<FoundTime> part_of_year(std::size_t i) const {
    std::size_t at = i;
    if (x_.word(at) == "the") ++at;
    std::optional<int> year;
    if (is_year(at)) year = static_cast<int>(x_[at++].value);
    if (word_is(at, {"this", "last", "next"}) && x_.word(at + 1) == "year" && possessive(at + 2) &&
        context_.published) {
      const int shift = x_.word(at) == "last" ? -1 : x_.word(at) == "next" ? 1 : 0;
      year = calendar::year_of(*context_.published) + shift;
      at += 4;
    }
    const bool before_fiscal = x_.word(at) == "fiscal";
    if (before_fiscal) at = skip_hyphen(at + 1);
    if (word_is(at, {"latest", "current", "previous", "same"})) return std::nullopt;
    auto ordinal = ordinal_at(x_, at);
    if (x_.word(at) == "last" && x_.word(at + 1) == "half") ordinal = Number{at + 1, 2, true};
    if (ordinal) return numbered_part(i, *ordinal, year);
    if (const auto season = season_named(x_.word(at)); season && !year)
      return season_at(i, at, *season);
    if (year && word_is(at, {"quarter", "period"})) {
      const int quarter = context_.last_quarter.empty() ? 0 : context_.last_quarter.back() - '0';
      if (quarter == 0) return std::nullopt;
      return date(at + 1, fmt::format("{:04}-Q{}", *year, quarter), "quarter");
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<FoundTime> numbered_part(std::size_t i, const Number& ordinal,
                                                       std::optional<int> year) const {
    const int number = static_cast<int>(ordinal.value);
    std::size_t at = skip_hyphen(ordinal.end);
    // "the third-quarter loss": an adjective, which "the" does not belong to.
    if (at != ordinal.end && x_.word(i) == "the") return std::nullopt;
    if (x_.word(at) == "fiscal") ++at;
    const std::string_view unit = x_.word(at);
    if (unit == "century" && ordinal.value <= 30) {
      return date(at + 1, fmt::format("{:02}", number - 1), "century");
    }
    const bool quarter = (unit == "quarter") && number >= 1 && number <= 4;
    const bool half = (unit == "half") && number >= 1 && number <= 2;
    if (!quarter && !half) return std::nullopt;
    std::size_t end = at + 1;
    if (!year) year = year_of_part(end);
    if (half && !year) return std::nullopt;  // "the first half" of a game
    if (!year) year = nearest_quarter_year(number, tense(i, end));
    if (!year) return date(end, fmt::format("XXXX-Q{}", number), "quarter");
    return date(end, fmt::format("{:04}-{}{}", *year, quarter ? 'Q' : 'H', number), "quarter");
  }

  // "of 1990", "of last year", ", 1990"; moves `end` behind it.
  std::optional<int> year_of_part(std::size_t& end) const {
    std::size_t at = end;
    if (word_is(at, {"of", "in"})) ++at;
    if (x_.word(at) == "fiscal") ++at;
    if (is_year(at)) {
      end = at + 1;
      return static_cast<int>(x_[at].value);
    }
    if (!context_.published) return std::nullopt;
    const int now = calendar::year_of(*context_.published);
    if (x_.word(at) == "the" && x_.word(at + 1) == "year" && at > end) {
      end = at + 2;
      return now;
    }
    if (word_is(at, {"last", "this", "next"}) && x_.word(at + 1) == "year") {
      const int shift = x_.word(at) == "last" ? -1 : x_.word(at) == "next" ? 1 : 0;
      end = at + 2;
      return now + shift;
    }
    return std::nullopt;
  }

  // Reports on a quarter come out after it: the last one of that number that has begun.
  [[nodiscard]] std::optional<int> nearest_quarter_year(int quarter, Tense when) const {
    if (!context_.published) return std::nullopt;
    const int year = calendar::year_of(*context_.published);
    const int now = (calendar::month_of(*context_.published) + 2) / 3;
    // A quarter that has just ended is still to be reported on: "expects a third-quarter loss".
    if (when == Tense::future) return quarter < now - 1 ? year + 1 : year - (quarter > now + 2);
    return quarter > now ? year - 1 : year;
  }

  [[nodiscard]] std::optional<FoundTime> season_at(std::size_t begin, std::size_t at,
                                                   std::string_view season) const {
    std::size_t end = at + 1;
    const auto year = year_of_part(end);
    if (year) return date(end, fmt::format("{:04}-{}", *year, season), "season");
    const bool led = begin < at || is_one_of(before(at), {"in", "this", "last", "next", "since"});
    if (!led || x_.word(at) == "fall" || x_[at].tag == PartOfSpeech::VERB) return std::nullopt;
    if (begin == at && is_one_of(before(at), {"this", "last", "next"})) return std::nullopt;
    return date(end, season_value(season, tense(begin, end), 0), "season");
  }

  // --- the table
  // ----------------------------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> from_table(std::size_t i) const {
    const auto match = time_table::standard().longest(x_, i);
    if (!match) return std::nullopt;
    FoundTime out = found(match->found.end, match->row->type, {}, match->row->rule.c_str());
    std::string_view value = match->row->value;
    for (const auto& [name, part] : kPartNames) {
      if (!value.starts_with(name)) continue;
      out.part = part;
      value.remove_prefix(name.size());
    }
    const Meant meant{i, match->found};
    if (!evaluate(value, meant, out)) return std::nullopt;
    return out;
  }

  // Where an expression begins, and what its words were.
  struct Meant {
    std::size_t begin;
    const time_table::Found& words;
  };

  // See the head of times.table for what values there are.
  [[nodiscard]] bool evaluate(std::string_view value, const Meant& meant, FoundTime& out) const {
    const std::size_t blank = value.find(' ');
    const std::string_view kind = value.substr(0, blank);
    std::string_view rest = blank == std::string_view::npos ? "" : value.substr(blank + 1);
    if (kind == "none") return false;
    if (kind.starts_with("dct") || kind.starts_with("text")) {
      const auto counted = counted_value(kind, meant.words);
      if (!counted) return false;
      out.value = *counted;
    } else if (kind == "length" || kind == "vague") {
      const TimeUnit unit = meant.words.unit.value_or(TimeUnit{});
      out.value = kind == "vague" ? vague_duration(unit) : duration(unit, meant.words.n);
      if (!rest.empty()) out.interval = stretch(unit, meant.words.n, rest == "future");
      return true;
    } else if (kind == "quarter") {
      out.value = rest.empty() ? quarter_in_mind() : a_year_before(quarter_in_mind());
      return true;
    } else if (kind == "weekday" || kind == "month" || kind == "season" || kind == "weekend") {
      const std::string_view way = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), way.size() + 1));
      out.value = named_value(kind, way, meant, out.end);
    } else {
      out.value = filled_in(value, meant.words);
      return true;
    }
    out.value += filled_in(rest, meant.words);
    return true;
  }

  // "dct-1W", "text+nunit".
  [[nodiscard]] std::optional<std::string> counted_value(std::string_view value,
                                                         const time_table::Found& words) const {
    const bool from_text = value.starts_with("text");
    value.remove_prefix(from_text ? 4 : 3);
    const int sign = value[0] == '-' ? -1 : 1;
    const bool given = value[1] == 'n';
    const double count = sign * (given ? words.n : value[1] - '0');
    TimeUnit unit = words.unit.value_or(TimeUnit{});
    if (value.substr(2) != "unit") unit = {value[2], 1, false, {}};
    if (unit.code == 'H' || unit.code == 'm' || unit.code == 'S') return std::nullopt;
    if (from_text && count == 0) return same_value(unit);
    const auto from = from_text && context_.last_day ? context_.last_day : context_.published;
    if (!from || (from_text && value[2] == 'D' && !context_.last_day)) return unknown_unit(unit);
    if (given) return moved_value(*from, unit, count);
    return unit_value(unit, *from, static_cast<int>(count));
  }

  // "that day", "the same month": the last in the text.
  [[nodiscard]] std::string same_value(const TimeUnit& unit) const {
    if (unit.code == 'Y' && unit.times == 1 && context_.last_year) {
      return calendar::iso_year(*context_.last_year);
    }
    if (unit.code == 'Q' && !context_.last_quarter.empty()) return context_.last_quarter;
    if (!context_.last_day) return unknown_unit(unit);
    return unit_value(unit, *context_.last_day, 0).value_or(unknown_unit(unit));
  }

  // "weekday past", "weekend near".
  [[nodiscard]] std::string named_value(std::string_view kind, std::string_view way,
                                        const Meant& meant, std::size_t end) const {
    const bool near = way == "near";
    const Tense tense = near              ? this->tense(meant.begin, end)
                        : way == "past"   ? Tense::past
                        : way == "future" ? Tense::future
                                          : Tense::unknown;
    if (kind == "weekday") {
      return way == "this" ? this_week(meant.words.weekday)
                           : weekday_value(meant.words.weekday, tense, !near);
    }
    if (kind == "month") {
      return way == "this" ? this_year(fmt::format("{:02}", meant.words.month))
                           : month_value(meant.words.month, tense, !near);
    }
    if (kind == "season") {
      if (way == "this") return this_year(meant.words.season);
      const int shift = way == "past" ? -1 : way == "future" ? 1 : 0;
      return season_value(meant.words.season, tense, shift);
    }
    if (near) return weekend_value(tense == Tense::future ? 0 : -1);
    return weekend_value(way == "-1" ? -1 : way == "+1" ? 1 : 0);
  }

  [[nodiscard]] std::string this_year(std::string_view part) const {
    if (!context_.published) return fmt::format("XXXX-{}", part);
    return fmt::format("{:04}-{}", calendar::year_of(*context_.published), part);
  }

  [[nodiscard]] std::string this_week(int weekday) const {
    if (!context_.published) return fmt::format("XXXX-WXX-{}", weekday);
    const Day day = *context_.published;
    return calendar::iso(day + days(weekday - calendar::weekday_of(day)));
  }

  [[nodiscard]] std::string weekend_value(int shift) const {
    if (!context_.published) return "XXXX-WXX-WE";
    Day day = *context_.published;
    // On a Monday "the weekend" is the one just past, on a Friday the one to come.
    const int weekday = calendar::weekday_of(day);
    if (shift < 0) day = day - days(weekday >= 6 ? 7 : weekday);
    if (shift > 0 && weekday >= 6) day = day + days(7);
    return calendar::iso_week(day) + "-WE";
  }

  [[nodiscard]] std::string quarter_in_mind() const {
    if (!context_.last_quarter.empty()) return context_.last_quarter;
    if (!context_.published) return "XXXX-QX";
    return quarter_of(calendar::add_months(*context_.published, -3));
  }

  static std::string a_year_before(const std::string& value) {
    if (value.size() < 4 || value[0] == 'X') return "XXXX";
    return fmt::format("{:04}{}", std::max(1, std::atoi(value.substr(0, 4).c_str()) - 1),
                       value.substr(4));
  }

  // "P{n}D" with what the words were.
  static std::string filled_in(std::string_view value, const time_table::Found& words) {
    std::string out;
    while (!value.empty()) {
      const std::size_t open = std::min(value.find('{'), value.size());
      out += value.substr(0, open);
      const std::size_t close = value.find('}', open);
      if (close == std::string_view::npos) break;
      out += filled(value.substr(open + 1, close - open - 1), words);
      value.remove_prefix(close + 1);
    }
    return out;
  }

  static std::string filled(std::string_view name, const time_table::Found& words) {
    if (name == "n") return fmt::format("{:g}", words.n);
    if (name == "nth") return fmt::format("{}", words.nth);
    if (name == "year") return calendar::iso_year(words.year);
    if (name == "month") return fmt::format("{:02}", words.month);
    if (name == "weekday") return fmt::format("{}", words.weekday);
    if (name == "season") return std::string(words.season);
    if (name == "part") return std::string(words.part);
    return duration(words.unit.value_or(TimeUnit{}), words.n);
  }

  // --- "the week of 6 March", "the 5th"
  // -----------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> week_of(std::size_t i) const {
    if (x_.word(i) != "the" || x_.word(i + 1) != "week" || x_.word(i + 2) != "of") {
      return std::nullopt;
    }
    const auto day = written_date(i + 3);
    const auto at = day ? calendar::day_of(day->value) : std::nullopt;
    if (!at) return std::nullopt;
    return date(day->end, calendar::iso_week(*at), "week");
  }

  // "on the 5th": of the month at hand.
  [[nodiscard]] std::optional<FoundTime> day_of_month(std::size_t i) const {
    if (x_.word(i) != "the" || !x_.number(i + 1) || before(i) != "on" || !context_.published) {
      return std::nullopt;
    }
    const auto ordinal = ordinal_at(x_, i + 1);
    if (!ordinal || ordinal->value > 31 || x_[ordinal->end].kind != LexemeKind::mark) {
      return std::nullopt;
    }
    return date(ordinal->end,
                month_day_value(calendar::month_of(*context_.published),
                                static_cast<int>(ordinal->value), tense(i, ordinal->end)),
                "day-of-month");
  }

  // --- amounts of time --------------------------------------------------------------------------

  // How far the words before an amount reach that belong to it: "at least", "nearly".
  [[nodiscard]] std::size_t skip_about(std::size_t i) const {
    if (word_is(i, {"around", "nearly", "almost", "roughly", "approximately"})) {
      return i + 1;
    }
    if (x_.word(i) == "at" && word_is(i + 1, {"least", "most"})) return i + 2;
    if (word_is(i, {"more", "less", "fewer"}) && x_.word(i + 1) == "than") return i + 2;
    if (x_.word(i) == "up" && x_.word(i + 1) == "to") return i + 2;
    if (x_.word(i) == "no" && word_is(i + 1, {"more", "less", "fewer"}) &&
        x_.word(i + 2) == "than") {
      return i + 3;
    }
    return i;
  }

  // "three years ago", "two weeks", "a few days", "half an hour", "a 24-hour", "two-year-old".
  [[nodiscard]] std::optional<FoundTime> amount(std::size_t i) const {
    std::size_t at = skip_about(i);
    std::optional<double> count;
    bool article = false;
    if (word_is(at, {"a", "an"}) && !scale_after(at)) {
      article = true;
      if (word_is(at + 1, {"few", "couple", "half"})) {
        if (x_.word(at + 1) == "couple") count = 2;
        if (x_.word(at + 1) == "half") count = 0.5;
        at += 2;
        if (x_.word(at) == "of") ++at;
        at = skip_hyphen(at);
      } else {
        count = 1;
        ++at;
        if (word_is(at, {"full", "whole", "additional", "single"})) ++at;
      }
    } else if (word_is(at, {"several", "few", "many", "some"}) && unit_named(x_.word(at + 1)) &&
               unit_named(x_.word(at + 1))->plural) {
      ++at;
    } else if (x_.word(at) == "half" && word_is(at + 1, {"a", "an"})) {
      count = 0.5;
      at += 2;
    } else if (const auto number = number_at(x_, at)) {
      count = number->value;
      at = number->end;
      if (word_is(at, {"to", "or"}) || (x_.mark(at, "-") && x_.number(at + 1))) {
        // "two to three weeks": the first
        if (const auto more = number_at(x_, at + 1)) {
          const std::size_t hyphen = skip_hyphen(more->end);
          if (unit_named(x_.word(hyphen))) at = more->end;
        }
      }
      if (word_is(at, {"more", "full", "additional", "straight", "consecutive", "long"}) &&
          unit_named(x_.word(at + 1))) {
        ++at;
      }
    } else if (at > i) {
      return std::nullopt;
    }
    return with_unit(i, at, count, article);
  }

  [[nodiscard]] bool scale_after(std::size_t i) const {
    return word_is(i + 1, {"hundred", "thousand", "million", "dozen", "score"});
  }

  [[nodiscard]] std::optional<FoundTime> with_unit(std::size_t begin, std::size_t i,
                                                   std::optional<double> count,
                                                   bool article) const {
    const std::size_t at = skip_hyphen(i);
    const bool hyphen = at != i;
    if (hyphen && i == begin) return std::nullopt;  // "last-minute"
    if (word_is(at, {"quarter", "quarters"}) && x_.word(at + 1) == "of" &&
        x_.word(at + 2) == "an" && x_.word(at + 3) == "hour" && count && *count <= 3) {
      return found(at + 4, TimexType::duration, fmt::format("PT{}M", 15 * static_cast<int>(*count)),
                   "amount");
    }
    auto unit = unit_named(x_.word(at));
    if (!unit || (unit->code == 'S' && x_.word(at) == "second" && !hyphen && !count)) {
      return std::nullopt;
    }
    if (x_.word(at) == "second" && !hyphen) return std::nullopt;  // mostly the ordinal
    const bool bare = at == begin;  // "weeks", "years ago" without a number
    if (bare && !unit->plural) return std::nullopt;
    std::size_t end = at + 1;
    if (x_.word(end) == "and" && word_is(end + 1, {"a"}) && word_is(end + 2, {"half"}) && count) {
      *count += 0.5;
      end += 3;
    }
    if (x_.word(end) == "or" && x_.word(end + 1) == "so") end += 2;
    if (x_.word(end) == "or" && x_.word(end + 1) == "two" && article) end += 2;
    if (const auto ago = counted_from(begin, end, *unit, count)) return ago;
    if (x_.mark(end, "-") && x_.word(end + 1) == "old") return std::nullopt;  // an age
    if (x_.word(end) == "old") return std::nullopt;
    // "a quarter of the seats", "90 km an hour": no times.
    if (unit->code == 'Q' && x_.word(end) == "of") return std::nullopt;
    if (article && unit->code == 'H' &&
        is_one_of(before(begin), {"km", "kilometres", "kilometers", "miles", "mile", "knots"})) {
      return std::nullopt;
    }
    if (word_is(end, {"of"}) && x_.word(end + 1) == "age") return std::nullopt;
    if (article && count == 1.0) {
      if (unit->plural || hyphen) return std::nullopt;
      if (is_rate(begin)) return std::nullopt;
      if (x_[at].tag != PartOfSpeech::X && x_[end].tag == PartOfSpeech::NOUN) return std::nullopt;
    }
    if (word_is(at, {"quarter", "quarters"}) && count && *count == 3 && !unit->plural) {
      return std::nullopt;
    }
    if (bare && !word_is(end, {"of", "and"}) &&
        !is_one_of(before(begin), {"for", "in", "after", "within", "over", "of", "took", "take",
                                   "last", "lasted", "spent", "by", "until"})) {
      return std::nullopt;
    }
    if (!count) return found(end, TimexType::duration, vague_duration(*unit), "amount");
    return found(end, TimexType::duration, duration(*unit, *count), "amount");
  }

  // "$5 million a year", "twice a day", "40 miles an hour".
  [[nodiscard]] bool is_rate(std::size_t i) const {
    if (i == 0) return false;
    if (x_.number(i - 1) || x_.mark(i - 1, "%")) return true;
    if (is_one_of(before(i), {"once", "twice", "times", "million", "billion", "thousand", "dollars",
                              "euros", "pounds", "percent", "miles", "cents"})) {
      return true;
    }
    // "$2.50 a share a year", "3,000 tons a year": a counted plural right before.
    return x_[i - 1].tag == PartOfSpeech::NOUN && before(i).ends_with("s") && i >= 2 &&
           x_.number(i - 2);
  }

  // "ago", "earlier", "later", "from now".
  [[nodiscard]] std::optional<FoundTime> counted_from(std::size_t, std::size_t end,
                                                      const TimeUnit& unit,
                                                      std::optional<double> count) const {
    const std::string_view word = x_.word(end);
    const bool from_now = word == "from" && x_.word(end + 1) == "now";
    if (word == "ago" || from_now) {
      const std::size_t after = from_now ? end + 2 : end + 1;
      if (!count) return date(after, from_now ? "FUTURE_REF" : "PAST_REF", "ago");
      if (!context_.published) return date(after, unknown_unit(unit), "ago");
      if (unit.code == 'Y' && unit.times == 1 && *count == 1 && !context_.last_quarter.empty() &&
          !from_now) {
        return date(after, a_year_before(context_.last_quarter), "comparison");
      }
      return date(after, moved_value(*context_.published, unit, from_now ? *count : -*count),
                  "ago");
    }
    if (is_one_of(word, {"earlier", "later", "before", "afterward", "afterwards"}) && count) {
      const bool back = word == "earlier" || word == "before";
      // "a week before the vote" is no date of its own.
      const bool open = x_[end + 1].kind == LexemeKind::word &&
                        !word_is(end + 1, {"in", "on", "at", "and", "but", "when", "with", "he",
                                           "she", "they", "by", "to", "for", "from", "of"});
      if (word == "before" && (open || x_.number(end + 1) || word_is(end + 1, {"the"}))) {
        return std::nullopt;
      }
      if (unit.code == 'Y' && *count == 1 && back && !context_.last_quarter.empty()) {
        return date(end + 1, a_year_before(context_.last_quarter), "comparison");
      }
      if (unit.code == 'Y' && unit.times == 1 && back && !context_.last_day && context_.published) {
        return date(end + 1, moved_value(*context_.published, unit, -*count), "from-text");
      }
      const auto from = context_.last_day;
      if (!from) return found(end + 1, TimexType::duration, duration(unit, *count), "amount");
      return date(end + 1, moved_value(*from, unit, back ? -*count : *count), "from-text");
    }
    return std::nullopt;
  }

  // The day that is so far away, as exact as the unit is.
  static std::string moved_value(Day from, const TimeUnit& unit, double count) {
    const Day day = moved(from, unit, count);
    switch (unit.code) {
      case 'W':
        return calendar::iso_week(day);
      case 'M':
        return calendar::iso_month(calendar::year_of(day), calendar::month_of(day));
      case 'Q':
        return quarter_of(day);
      case 'Y':
        return calendar::iso_year(calendar::year_of(day));
      default:
        return calendar::iso(day);
    }
  }

  // --- "early", "late", "the end of" ------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> modified(std::size_t i) const {
    std::size_t at = i;
    TimePart part = TimePart::whole;
    const bool the = x_.word(at) == "the";
    if (the) ++at;
    if (word_is(at, {"early", "earlier"})) {
      part = TimePart::begin;
      ++at;
    } else if (word_is(at, {"late", "later"})) {
      part = TimePart::end;
      ++at;
    } else if (x_.word(at) == "mid") {
      part = TimePart::middle;
      at = skip_hyphen(at + 1);
    } else if (word_is(at, {"end", "beginning", "start", "middle", "close"}) &&
               x_.word(at + 1) == "of") {
      part = x_.word(at) == "middle"         ? TimePart::middle
             : word_is(at, {"end", "close"}) ? TimePart::end
                                             : TimePart::begin;
      at += 2;
      if (!the) return std::nullopt;
    } else {
      return std::nullopt;
    }
    const bool comparative = word_is(at - 1, {"earlier", "later"});
    if (word_is(at, {"in", "on"}) && comparative && x_.word(at + 1) == "the") ++at;
    at = skip_hyphen(at);
    if (at == i) return std::nullopt;
    auto inner = unmodified(at, part);
    if (!inner || inner->value.starts_with("P") || inner->value.ends_with("_REF"))
      return std::nullopt;
    if (comparative && inner->value.size() == 4 && x_.number(at)) return std::nullopt;
    inner->part = part;
    return inner;
  }

  [[nodiscard]] std::optional<FoundTime> unmodified(std::size_t i, TimePart) const {
    for (auto& try_one : {date_with_clock(i), from_table(i), part_of_year(i), single_word(i)}) {
      if (try_one && try_one->type != TimexType::set && try_one->type != TimexType::duration) {
        return try_one;
      }
    }
    // "the end of the month", "later in the week"
    const auto unit = x_.word(i) == "the" ? unit_named(x_.word(i + 1)) : std::nullopt;
    if (!unit || unit->plural) return std::nullopt;
    if (!context_.published) return date(i + 2, unknown_unit(*unit), "unit");
    const auto value = unit_value(*unit, *context_.published, 0);
    if (!value) return std::nullopt;
    return date(i + 2, *value, "unit");
  }
};

}  // namespace

std::optional<FoundTime> time_at(const Lexemes& x, std::size_t begin, const TimeContext& context) {
  return Rules(x, context).at(begin);
}

void begin_sentence(TimeContext& context) {
  if (++context.quarter_age > 1) context.last_quarter.clear();
  if (++context.told_age > 1) context.told.reset();
}

void begin_paragraph(TimeContext& context) { context.told.reset(); }

void remember(TimeContext& context, const FoundTime& found, bool with_year) {
  if (found.type != TimexType::date && found.type != TimexType::time) return;
  if (std::string_view(found.rule) == "comparison") return;  // the text stays with its own quarter
  const auto interval = calendar::interval_of(found.value);
  if (!interval) return;
  context.last_year = calendar::year_of(interval->first);
  if (interval->first == interval->last) context.last_day = interval->first;
  constexpr days recent(60);
  const bool past = context.published && interval->last + recent < *context.published;
  // A year alone is background more often than what is told.
  const bool day = interval->first == interval->last;
  if (with_year) context.told = past && day ? std::optional(interval->first) : std::nullopt;
  if (context.last_day == interval->first) context.told_age = 0;
  const std::size_t quarter = found.value.find("-Q");
  if (quarter != std::string::npos && found.value.size() == quarter + 3) {
    context.last_quarter = found.value;
    context.quarter_age = 0;
  }
}

}  // namespace hearsay
