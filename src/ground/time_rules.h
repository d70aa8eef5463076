// The grammar of dates and times in running English, and what each means (TIMEX3 of ISO-TimeML),
// after HeidelTime (Strötgen and Gertz 2013): small rules over tables of words, the longest match
// wins, relative expressions are counted from the document's date or from the date before. Private
// to this stage.
#pragma once

#include <optional>
#include <string>

#include "ground/calendar.h"
#include "ground/lexemes.h"
#include "hearsay/grounding.h"

namespace hearsay {

/// Which part of what the value covers is meant: "early May", "late last month".
enum class TimePart { whole, begin, middle, end };

struct FoundTime {
  std::size_t end = 0;  ///< index of the lexeme after it
  TimexType type = TimexType::date;
  std::string value;
  std::optional<calendar::Interval> interval;  ///< where the value alone does not tell
  TimePart part = TimePart::whole;
  const char* rule = "";
};

/// What relative expressions are counted from; carried from sentence to sentence.
struct TimeContext {
  std::optional<calendar::Day> published;
  bool day_first = false;                 ///< 3/4/2015 is in April
  std::optional<calendar::Day> last_day;  ///< of the last full date in the text
  std::string last_quarter;               ///< "1989-Q3", of this sentence or the one before
  int quarter_age = 0;                    ///< in sentences
  std::optional<int> last_year;
  std::optional<calendar::Day>
      told;          ///< a day long past that this sentence or the one before it names
  int told_age = 0;  ///< in sentences
};

/// The longest expression that starts at lexeme `begin`; none for none. O(1).
std::optional<FoundTime> time_at(const Lexemes& x, std::size_t begin, const TimeContext& context);

/// Before each paragraph: it tells of the present again.
void begin_paragraph(TimeContext& context);

/// Before each sentence: what was spoken of a while ago is no longer meant.
void begin_sentence(TimeContext& context);

/// After an expression was taken: what the next ones may count from. `with_year`: it names its
/// year.
void remember(TimeContext& context, const FoundTime& found, bool with_year);

}  // namespace hearsay
