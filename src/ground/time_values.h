// What relative expressions come to: days, weeks, months and lengths as TIMEX3 values, counted from
// what a TimeContext says. Private to this stage.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ground/calendar.h"
#include "ground/tense.h"
#include "ground/time_rules.h"
#include "ground/time_words.h"

namespace hearsay {

/// Without a document date the values keep their X. `strictly`: "last Friday" is not today.
class TimeValues {
 public:
  explicit TimeValues(const TimeContext& context) : context_(context) {}

  [[nodiscard]] std::string weekday_value(int weekday, Tense tense, bool strictly) const;
  /// Whether an expression goes on with the day long past that its paragraph tells of: "On 3 March
  /// 2009 it closed. It opened again on Friday."
  [[nodiscard]] bool is_told(Tense tense, bool strictly) const;
  [[nodiscard]] std::string month_value(int month, Tense tense, bool strictly) const;
  /// The year of what is told; the next one for a month that lies before.
  [[nodiscard]] int told_year(int month) const;
  [[nodiscard]] std::string month_day_value(int month, int day, Tense tense) const;
  [[nodiscard]] std::string season_value(std::string_view season, Tense tense,
                                         int year_shift) const;
  static std::string quarter_of(calendar::Day day);
  /// "this week", "last year": the unit that the day lies in, moved by `shift`.
  static std::optional<std::string> unit_value(const TimeUnit& unit, calendar::Day day, int shift);
  static std::string unknown_unit(const TimeUnit& unit);
  static std::string duration(const TimeUnit& unit, double count);
  static std::string vague_duration(const TimeUnit& unit);
  /// The days of "the past 24 hours", "the next two weeks".
  [[nodiscard]] std::optional<calendar::Interval> stretch(const TimeUnit& unit, double count,
                                                          bool ahead) const;
  static calendar::Day moved(calendar::Day from, const TimeUnit& unit, double count);
  /// The day that is so far away, as exact as the unit is.
  static std::string moved_value(calendar::Day from, const TimeUnit& unit, double count);
  /// "that day", "the same month": the last in the text.
  [[nodiscard]] std::string same_value(const TimeUnit& unit) const;
  [[nodiscard]] std::string this_year(std::string_view part) const;
  [[nodiscard]] std::string this_week(int weekday) const;
  [[nodiscard]] std::string weekend_value(int shift) const;
  [[nodiscard]] std::string quarter_in_mind() const;
  /// "a year ago" on a page that speaks of a quarter is the same quarter; else a year.
  [[nodiscard]] std::string compared_value() const;
  static std::string a_year_before(const std::string& value);
  /// Reports on a quarter come out after it: the last one of that number that has begun.
  [[nodiscard]] std::optional<int> nearest_quarter_year(int quarter, Tense when) const;

 private:
  const TimeContext& context_;
};

}  // namespace hearsay
