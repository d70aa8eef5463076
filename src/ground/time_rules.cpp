#include "ground/time_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "ground/holidays.h"
#include "ground/tense.h"
#include "ground/time_table.h"
#include "ground/time_values.h"
#include "ground/time_words.h"

namespace hearsay {
namespace {

using calendar::Day;
using calendar::Interval;
using std::chrono::days;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr auto kPartNames = std::to_array<std::pair<std::string_view, TimePart>>(
    {{"early ", TimePart::begin}, {"mid ", TimePart::middle}, {"late ", TimePart::end}});

// What one expression consists of so far.
struct Piece {
  std::size_t end = 0;
  std::string value;
};

class Rules {
 public:
  Rules(const Lexemes& x, const TimeContext& context)
      : x_(x), context_(context), values_(context) {}

  std::optional<FoundTime> at(std::size_t i) const {
    std::optional<FoundTime> best;
    const auto offer = [&](std::optional<FoundTime> found) {
      if (found && (!best || found->end > best->end)) best = std::move(found);
    };
    offer(numeric_date(i));
    offer(date_with_clock(i));
    offer(modified(i));
    offer(amount(i));
    offer(single_word(i));
    offer(day_in_series(i));
    offer(led_holiday(i));
    offer(week_of(i));
    offer(day_of_month(i));
    offer(from_table(i));
    return best;
  }

 private:
  const Lexemes& x_;
  const TimeContext& context_;
  TimeValues values_;

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

  [[nodiscard]] Tense tense(std::size_t begin, std::size_t end) const {
    return tense_near(x_, begin, end);
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
    return Piece{skip_zone(x_, end), fmt::format("T{:02}:{:02}", hour, minute)};
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
    return Piece{word.size() < 6 ? i + 2 : i + 1, values_.weekday_value(weekday, when, false)};
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
    // "May 5-7, 2015": the year stands after the other day.
    if (is_day_link(end) && whole_number(end + 1, 1, 31, 2)) {
      const auto year = year_after(end + 2);
      const auto at =
          year ? calendar::day_of(std::atoi(year->value.c_str()), month, day) : std::nullopt;
      if (at) return Piece{end, calendar::iso(*at)};
    }
    if (!calendar::day_of(2024, month, day)) return std::nullopt;
    if (const auto year = year_beside(end)) {
      if (const auto at = calendar::day_of(*year, month, day))
        return Piece{end, calendar::iso(*at)};
    }
    return Piece{end, values_.month_day_value(month, day, tense(begin, end))};
  }

  [[nodiscard]] std::optional<Piece> after_month_name(std::size_t begin, int month,
                                                      std::size_t i) const {
    // "May 5", "May 5th", "May fifth", "May the 5th"
    const std::size_t number = x_.word(i) == "the" ? i + 1 : i;
    if (const auto ordinal = ordinal_at(x_, number); ordinal && ordinal->value <= 31) {
      return with_year(ordinal->end, month, static_cast<int>(ordinal->value), begin);
    }
    if (whole_number(i, 1, 31, 2) && !(x_.mark(i + 1, ":") && x_.number(i + 2)) &&
        !is_counted(i + 1)) {
      return with_year(i + 1, month, static_cast<int>(x_[i].value), begin);
    }
    if (const auto year = year_after(i)) {
      return Piece{year->end, calendar::iso_month(std::atoi(year->value.c_str()), month)};
    }
    if (!month_alone_is_sure(begin)) return std::nullopt;
    if (const auto year = year_beside(i)) return Piece{i, calendar::iso_month(*year, month)};
    return Piece{i, values_.month_value(month, tense(begin, i), false)};
  }

  // "and" and the like between two days of a month.
  [[nodiscard]] bool is_day_link(std::size_t i) const {
    return word_is(i, {"and", "to", "or", "through"}) || x_.mark(i, "-");
  }

  // The other day of "May 5-7", "5 and 6 May 2015": it has the month and the year of its neighbour.
  [[nodiscard]] std::optional<FoundTime> day_in_series(std::size_t i) const {
    if (!whole_number(i, 1, 31, 2)) return std::nullopt;
    const int day = static_cast<int>(x_[i].value);
    std::string neighbour;
    if (is_day_link(i + 1) && whole_number(i + 2, 1, 31, 2) && x_[i + 2].value > x_[i].value) {
      const auto next = month_and_day(i + 2);
      if (next && next->end > i + 3) neighbour = next->value;
    } else if (i >= 3 && is_day_link(i - 1) && whole_number(i - 2, 1, 31, 2) && x_[i - 3].capital &&
               month_named(x_.word(i - 3)) && x_[i - 2].value < x_[i].value &&
               x_[i + 1].tag != PartOfSpeech::NOUN && !is_counted(i + 1)) {
      if (const auto before = after_month_name(i - 3, *month_named(x_.word(i - 3)), i - 2)) {
        neighbour = before->value;
      }
    }
    if (neighbour.size() != 10) return std::nullopt;
    const std::string value = neighbour.substr(0, 8) + fmt::format("{:02}", day);
    if (neighbour[0] != 'X' && !calendar::day_of(value)) return std::nullopt;
    const auto year = year_after(i + 1);
    return date(year ? year->end : i + 1, value, "series");
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
    // "the March vote": a name of a month before a noun.
    if (word_is(i - 1, {"the", "a"}) && x_[i + 1].tag == PartOfSpeech::NOUN) return true;
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
    if (x_.mark(i + 1, "%") || is_counted(i + 1)) return false;
    if (x_.mark(i + 1, ":") && x_.number(i + 2)) return false;
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

  // --- the table --------------------------------------------------------------------------------

  [[nodiscard]] std::optional<FoundTime> from_table(std::size_t i) const {
    // "USA Today" is a name.
    if (i > 0 && x_[i].capital && x_[i - 1].capital && x_[i - 1].tag == PartOfSpeech::PROPN) {
      return std::nullopt;
    }
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
    if (!evaluate(value, meant, out) || !is_sound(out)) return std::nullopt;
    return out;
  }

  // No seventh quarter, no third half.
  static bool is_sound(const FoundTime& found) {
    const bool part = found.value.find("-Q") == 4 || found.value.find("-H") == 4;
    return !part || found.value.starts_with('X') || calendar::interval_of(found.value);
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
      out.value = kind == "vague" ? TimeValues::vague_duration(unit)
                                  : TimeValues::duration(unit, meant.words.n);
      if (!rest.empty()) out.interval = values_.stretch(unit, meant.words.n, rest == "future");
      return true;
    } else if (kind == "compared") {
      out.value = values_.compared_value();
      return true;
    } else if (kind == "quarter") {
      return quarter(rest, meant, out);
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

  [[nodiscard]] bool quarter(std::string_view which, const Meant& meant, FoundTime& out) const {
    const int nth = meant.words.nth;
    if (which == "{nth}") {
      if (nth < 1 || nth > 4) return false;
      const auto year = values_.nearest_quarter_year(nth, tense(meant.begin, out.end));
      out.value = year ? fmt::format("{:04}-Q{}", *year, nth) : fmt::format("XXXX-Q{}", nth);
    } else if (which == "{year}") {
      if (context_.last_quarter.empty()) return false;
      out.value = fmt::format("{:04}-Q{}", meant.words.year, context_.last_quarter.back());
    } else {
      out.value = values_.quarter_in_mind();
      if (!which.empty()) out.value = TimeValues::a_year_before(out.value);
    }
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
    if (from_text && count == 0) return values_.same_value(unit);
    const auto from = from_text && context_.last_day ? context_.last_day : context_.published;
    if (!from || (from_text && value[2] == 'D' && !context_.last_day))
      return TimeValues::unknown_unit(unit);
    if (given) return TimeValues::moved_value(*from, unit, count);
    return TimeValues::unit_value(unit, *from, static_cast<int>(count));
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
      return way == "this" ? values_.this_week(meant.words.weekday)
                           : values_.weekday_value(meant.words.weekday, tense, !near);
    }
    if (kind == "month") {
      return way == "this" ? values_.this_year(fmt::format("{:02}", meant.words.month))
                           : values_.month_value(meant.words.month, tense, !near);
    }
    if (kind == "season") {
      if (way == "this") return values_.this_year(meant.words.season);
      const int shift = way == "past" ? -1 : way == "future" ? 1 : 0;
      return values_.season_value(meant.words.season, tense, shift);
    }
    if (near) return values_.weekend_value(tense == Tense::future ? 0 : -1);
    return values_.weekend_value(way == "-1" ? -1 : way == "+1" ? 1 : 0);
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
    if (name == "century") return fmt::format("{:02}", words.nth - 1);
    if (name == "year") return calendar::iso_year(words.year);
    if (name == "month") return fmt::format("{:02}", words.month);
    if (name == "weekday") return fmt::format("{}", words.weekday);
    if (name == "season") return std::string(words.season);
    if (name == "part") return std::string(words.part);
    return TimeValues::duration(words.unit.value_or(TimeUnit{}), words.n);
  }

  // --- "the week of 6 March", "the 5th" ---------------------------------------------------------

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
                values_.month_day_value(calendar::month_of(*context_.published),
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
    if (x_.mark(end, "-") && word_is(end + 1, {"ago", "earlier"})) return std::nullopt;
    if (article && count == 1.0) {
      if (unit->plural || hyphen) return std::nullopt;
      if (is_rate(begin)) return std::nullopt;
      if (x_[at].tag != PartOfSpeech::X && x_[end].tag == PartOfSpeech::NOUN) return std::nullopt;
    }
    if (word_is(at, {"quarter", "quarters"}) && count && *count == 3 && !unit->plural) {
      return std::nullopt;
    }
    if (bare) return std::nullopt;  // "for years": no length that anyone could use
    if (!count) return found(end, TimexType::duration, TimeValues::vague_duration(*unit), "amount");
    return found(end, TimexType::duration, TimeValues::duration(*unit, *count), "amount");
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
      if (!context_.published) return date(after, TimeValues::unknown_unit(unit), "ago");
      if (unit.code == 'Y' && unit.times == 1 && *count == 1 && !context_.last_quarter.empty() &&
          !from_now) {
        return date(after, TimeValues::a_year_before(context_.last_quarter), "comparison");
      }
      return date(after,
                  TimeValues::moved_value(*context_.published, unit, from_now ? *count : -*count),
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
        return date(end + 1, TimeValues::a_year_before(context_.last_quarter), "comparison");
      }
      if (unit.code == 'Y' && unit.times == 1 && back && !context_.last_day && context_.published) {
        return date(end + 1, TimeValues::moved_value(*context_.published, unit, -*count),
                    "from-text");
      }
      const auto from = context_.last_day;
      if (!from)
        return found(end + 1, TimexType::duration, TimeValues::duration(unit, *count), "amount");
      return date(end + 1, TimeValues::moved_value(*from, unit, back ? -*count : *count),
                  "from-text");
    }
    return std::nullopt;
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
    for (auto& try_one : {date_with_clock(i), from_table(i), single_word(i)}) {
      if (try_one && try_one->type != TimexType::set && try_one->type != TimexType::duration) {
        return try_one;
      }
    }
    // "the end of the month", "later in the week"
    const auto unit = x_.word(i) == "the" ? unit_named(x_.word(i + 1)) : std::nullopt;
    if (!unit || unit->plural) return std::nullopt;
    if (!context_.published) return date(i + 2, TimeValues::unknown_unit(*unit), "unit");
    const auto value = TimeValues::unit_value(*unit, *context_.published, 0);
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
