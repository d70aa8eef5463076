#include <algorithm>

#include "ground/calendar.h"
#include "ground/ground.h"
#include "ground/lexemes.h"
#include "ground/time_rules.h"

namespace hearsay {
namespace {

using calendar::Interval;

// "early May": its first third.
Interval part_of(Interval whole, TimePart part) {
  const auto third = (whole.last - whole.first + std::chrono::days(1)) / 3;
  if (third < std::chrono::days(1)) return whole;
  switch (part) {
    case TimePart::begin:
      return {whole.first, whole.first + third};
    case TimePart::middle:
      return {whole.first + third, whole.last - third};
    case TimePart::end:
      return {whole.last - third, whole.last};
    case TimePart::whole:
      break;
  }
  return whole;
}

Time record(const FoundTime& found, Span span) {
  Time time;
  time.span = span;
  time.type = found.type;
  time.value = found.value;
  const bool covers_days = found.type == TimexType::date || found.type == TimexType::time;
  auto interval = found.interval;
  if (!interval && covers_days) interval = calendar::interval_of(found.value);
  // Calendars end; what is counted from the year 1 or 9999 may fall out of them.
  if (interval &&
      (calendar::year_of(interval->first) < 1 || calendar::year_of(interval->last) > 9999)) {
    interval.reset();
  }
  if (interval) {
    const Interval days = part_of(*interval, found.part);
    time.begin = calendar::iso(days.first);
    time.end = calendar::iso(days.last);
  }
  // What is written out is sure; what is counted from another day less so.
  const bool settled = interval.has_value() || found.type == TimexType::duration;
  time.basis = {found.rule, settled ? 0.9F : 0.6F};
  return time;
}

// Most of the world writes the day first; pages whose address names no country, or the United
// States, write the month first.
bool writes_day_first(const Article& article) {
  std::string_view url = article.url.empty() ? article.canonical_url : article.url;
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  const std::size_t dot = url.rfind('.');
  const bool names_country = dot != std::string_view::npos && url.size() - dot == 3;
  return names_country && !url.ends_with(".us");
}

bool is_read(const Segmentation& segmentation, const Sentence& sentence) {
  const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
  if (paragraph >= segmentation.paragraphs.size()) return true;
  const ParagraphRole role = segmentation.paragraphs[paragraph].role;
  return role == ParagraphRole::headline || role == ParagraphRole::body;
}

bool begins_paragraph(const Segmentation& segmentation, const Sentence& sentence) {
  const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
  return paragraph < segmentation.paragraphs.size() &&
         segmentation.paragraphs[paragraph].span.begin == sentence.span.begin;
}

// "ORURO, 4 May 2015 (Meadow Wire) - The depot …": capitals before the day, a mark after it.
bool is_dateline(const Lexemes& x, std::size_t begin, std::size_t end) {
  constexpr std::size_t reach = 8;
  if (begin == 0 || begin > reach || !x[0].capital) return false;
  for (std::size_t i = 0; i < begin; ++i) {
    if (x[i].kind == LexemeKind::number || (x[i].kind == LexemeKind::word && !x[i].capital)) {
      return false;
    }
  }
  return x.mark(end, "(") || x.mark(end, "-") || x.mark(end, "—") || x.mark(end, "_") ||
         x.mark(end, ":");
}

// A report counts from the day on which it was written, where it says so; a date that has nothing
// to do with the page's own is another's.
void count_from_dateline(TimeContext& context, const FoundTime& found) {
  constexpr std::chrono::days month(31);
  const auto day = found.value.size() == 10 ? calendar::day_of(found.value) : std::nullopt;
  if (!day) return;
  const bool near =
      context.published && *day <= *context.published && *context.published - *day <= month;
  if (near || !context.published) context.published = day;
}

bool names_year(const Lexeme& lexeme) {
  return lexeme.kind == LexemeKind::number && lexeme.span.size() == 4;
}

}  // namespace

std::vector<Time> resolve_times(const Article& article, const Segmentation& segmentation,
                                const Annotation& annotation) {
  std::vector<Time> times;
  TimeContext context;
  context.published = calendar::day_of(article.published);
  context.day_first = writes_day_first(article);
  int read_count = 0;
  for (const Sentence& sentence : segmentation.sentences) {
    if (!is_read(segmentation, sentence)) continue;
    const bool opening = ++read_count <= 3;  // headline, dateline
    if (begins_paragraph(segmentation, sentence)) begin_paragraph(context);
    begin_sentence(context);
    const auto all = lexemes(article, segmentation, annotation, sentence);
    const Lexemes x(all);
    for (std::size_t i = 0; i < all.size();) {
      const auto found = time_at(x, i, context);
      if (!found || found->end <= i || found->end > all.size()) {
        ++i;
        continue;
      }
      times.push_back(record(*found, {all[i].span.begin, all[found->end - 1].span.end}));
      if (opening && is_dateline(x, i, found->end)) {
        count_from_dateline(context, *found);
        times.back().basis.rule = "dateline";
      }
      remember(context, *found, names_year(all[found->end - 1]));
      i = found->end;
    }
  }
  return times;
}

}  // namespace hearsay
