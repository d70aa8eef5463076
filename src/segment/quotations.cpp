// Paragraph by paragraph: first the marks, each with what it can be (opening, closing, either),
// then a stack that pairs them. Marks of one family close each other, since pages mix “ with ".
#include "segment/quotations.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "segment/characters.h"
#include "segment/lexicon.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::segmenting {
namespace {

constexpr std::size_t deepest = 8;  // quotations within quotations; more is a broken text

enum class Family : std::uint8_t { none, double_, single, angle, small_angle, corner, big_corner };

// How sure it is that a mark is none of the other things that look like it: an apostrophe ("the
// workers'", "goin'"), feet or inches.
enum class Trust : std::uint8_t { doubtful, likely, sure };

struct Mark {
  Span span;
  Family family = Family::none;
  bool opens = false;   // it may
  bool closes = false;  // it may
  Trust trust = Trust::sure;
  bool begins_sentence = false;  // it opens before a capital, behind a stop, a colon or nothing
};

// The family of a mark and which way its form points: 1 opens, -1 closes, 0 either.
struct Form {
  Family family = Family::none;
  int direction = 0;
};

Form form_of(char32_t c) {
  switch (c) {
    case '"':
    case U'\uFF02':
      return {Family::double_, 0};
    case U'\u201C':
    case U'\u201E':
    case U'\u201F':
      return {Family::double_, 1};
    case U'\u201D':
      return {Family::double_, -1};
    case '\'':
    case U'\uFF07':
      return {Family::single, 0};
    case '`':
    case U'\u2018':
    case U'\u201A':
    case U'\u201B':
      return {Family::single, 1};
    case U'\u2019':
      return {Family::single, -1};
    case U'\u00AB':
      return {Family::angle, 1};
    case U'\u00BB':
      return {Family::angle, -1};
    case U'\u2039':
      return {Family::small_angle, 1};
    case U'\u203A':
      return {Family::small_angle, -1};
    case U'\u300C':
      return {Family::corner, 1};
    case U'\u300D':
      return {Family::corner, -1};
    case U'\u300E':
      return {Family::big_corner, 1};
    case U'\u300F':
      return {Family::big_corner, -1};
    default:
      return {};
  }
}

bool is_alphanumeric(char32_t c) { return text::is_letter(c) || text::is_digit(c); }

// Nothing, white space, an opening bracket, a dash or another opening mark: a quotation can begin.
bool can_stand_before_opening(char32_t c) {
  return c == 0 || text::is_space(c) || is_opening_bracket(c) || is_dash(c) || c == '-' ||
         c == '/' || form_of(c).direction > 0 || c == '"' || c == '\'' || is_invisible(c);
}

bool is_blank(char32_t c) { return c == 0 || text::is_space(c); }

// Reads the marks of one paragraph. `may_run_on`: what it leaves open goes on in the next one, or
// nothing follows.
class MarkReader {
 public:
  MarkReader(std::string_view whole, Span paragraph, bool may_run_on)
      : text_(whole.substr(0, paragraph.end)), begin_(paragraph.begin), may_run_on_(may_run_on) {}

  std::vector<Mark> read() {
    for (std::size_t at = begin_; at < text_.size();) {
      const text::Decoded now = text::decode_at(text_, at);
      at += take(at, now);
    }
    settle_inches();
    settle_apostrophes();
    return std::move(marks_);
  }

 private:
  std::size_t take(std::size_t at, text::Decoded now) {
    const Form form = form_of(now.code_point);
    if (form.family == Family::none) return now.size;
    const char32_t before = at == begin_ ? 0 : character_before(text_, at);
    const std::size_t run = run_at(at);
    const bool doubled = run >= 2 && is_doubled(at, run, before);
    const std::size_t size = doubled ? 2 : now.size;
    const char32_t after = character_at(text_, at + size);
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)};
    if (doubled) {
      add_double(span, now.code_point == '`' ? 1 : 0, before, after);
      pair_stands_open_ = marks_.back().opens && !(pair_stands_open_ && marks_.back().closes);
    } else if (form.family != Family::single) {
      add_double(span, form.direction, before, after, form.family);
    } else if (run == 2) {  // "it's the villagers''": an apostrophe, then a mark
      add_closing({span.begin + 1, span.end + 1}, Trust::sure);
      return 2;
    } else {
      add_single(now.code_point, span, form.direction, before, after);
    }
    return size;
  }

  // `` and '' are double marks made of two single ones.
  [[nodiscard]] std::size_t run_at(std::size_t at) const {
    if (text_[at] != '`' && text_[at] != '\'') return 1;
    const std::string_view few = text_.substr(at, 4);
    return std::min(few.find_first_not_of(text_[at]), few.size());
  }

  // '' behind a word closes a pair that stands open; else both are marks of their own. Of three
  // behind a word the first closes what stands within.
  [[nodiscard]] bool is_doubled(std::size_t at, std::size_t run, char32_t before) const {
    if (text_[at] == '`' || can_stand_before_opening(before)) return true;
    return run == 3 ? !pair_stands_open_ : pair_stands_open_ || !is_alphanumeric(before);
  }

  void add_double(Span span, int direction, char32_t before, char32_t after,
                  Family family = Family::double_) {
    const bool room_before = can_stand_before_opening(before);
    const bool room_after = after == 0 || text::is_space(after);
    Mark mark{span, family, false, false, Trust::sure};
    const bool parts = after == ',' || after == ';' || after == ':';
    const bool starts = room_before && !room_after && !parts;
    // A mark that points one way is believed, unless it stands where it can only be the other:
    // ”Swedish”, »German«, „German“.
    if (direction > 0) {
      mark.opens = !(room_after && !room_before);
      mark.closes = !starts;
    } else if (direction < 0) {
      mark.closes = true;
      mark.opens = starts;
    } else {
      mark.opens = !(room_after && !room_before);
      mark.closes = !starts || before == '"' || before == '\'';
    }
    if (mark.closes && !mark.opens && text::is_digit(before) && room_after) {
      mark.trust = Trust::doubtful;
    }
    marks_.push_back(mark);
  }

  void add_single(char32_t form, Span span, int direction, char32_t before, char32_t after) {
    const bool word_before = is_alphanumeric(before) || text::is_mark(before);
    const bool word_after = is_alphanumeric(after);
    if (word_before && word_after) return;                              // don't, O’Neill
    if (!word_before && word_after && is_clipped_at(span.end)) return;  // ’90s, ’em
    if (can_stand_before_opening(before)) {
      if (!is_blank(after)) add_opening(form, span, direction, after);
    } else if (direction <= 0 || low_stands_open_) {
      low_stands_open_ = false;
      if (!ends_clipped(span.begin)) add_closing(span, trust_in_closing(span, before, after));
    }
  }

  void add_opening(char32_t form, Span span, int direction, char32_t after) {
    if (form == U'\u2018') left_seen_ = true;
    // ’so’ in Swedish and Finnish; an apostrophe where ‘ is the mark.
    if (direction < 0 && left_seen_) return;
    if (form == U'\u201A') low_stands_open_ = true;
    Mark mark{span, Family::single, true, false, Trust::sure};
    if (direction <= 0) mark.trust = Trust::doubtful;
    std::size_t at = span.begin;
    while (at > begin_ && text::is_space(character_before(text_, at))) {
      at -= text::decode_before(text_, at).size;
    }
    const char32_t stop = at > begin_ ? character_before(text_, at) : 0;
    const bool behind_stop = stop == 0 || stop == ':' || is_stop(stop) ||
                             form_of(stop).direction < 0 || stop == '\'' || stop == '"';
    mark.begins_sentence = behind_stop && !text::is_lower(after);
    marks_.push_back(mark);
  }

  void add_closing(Span span, Trust trust) {
    marks_.push_back({span, Family::single, false, true, trust});
  }

  // "the workers' pay", "goin' home", "a 4' pole" need a look at what follows; "the workers',"
  // less.
  [[nodiscard]] Trust trust_in_closing(Span span, char32_t before, char32_t after) const {
    const bool clips = before == 's' || before == 'S' || text::is_digit(before) ||
                       text_.substr(begin_, span.begin - begin_).ends_with("in");
    if (!clips) return Trust::sure;
    return is_blank(after) && span.end < text_.size() ? Trust::doubtful : Trust::likely;
  }

  // "rock 'n' roll".
  [[nodiscard]] bool ends_clipped(std::size_t at) const {
    const std::string_view before = text_.substr(begin_, at - begin_);
    return before.ends_with("'n") || before.ends_with("\u2019n") || before.ends_with("\u2018n");
  }

  // The word after an apostrophe that stands for left-out letters.
  [[nodiscard]] bool is_clipped_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < 8) {
      const text::Decoded now = text::decode_at(text_, end);
      if (!is_alphanumeric(now.code_point)) break;
      end += now.size;
    }
    const std::string word = text::lower(text_.substr(at, end - at));
    const auto digit = [&](std::size_t i) { return word[i] >= '0' && word[i] <= '9'; };
    if (word.size() >= 2 && digit(0) && digit(1)) return word.size() == 2 || word.substr(2) == "s";
    return is_clipped(word) && word != "cause" && word != "round";
  }

  // Of the marks that may close one quotation the surest does: "“It was 9" of mud,” he said". One
  // pass from the end.
  void settle_inches() {
    bool closing_follows = false;
    for (std::size_t i = marks_.size(); i-- > 0;) {
      Mark& mark = marks_[i];
      if (mark.family != Family::double_) continue;
      if (mark.opens) {
        closing_follows = mark.closes && closing_follows;
      } else if (mark.trust == Trust::sure) {
        closing_follows = true;
      } else if (closing_follows) {
        mark.closes = false;
      }
    }
    drop_those_that_are_none();
  }

  // "the workers' pay" closes nothing when a better closing mark follows; a straight ' opens
  // nothing when no closing one follows, unless a sentence begins there that may run on over the
  // paragraph's end. One pass from the end.
  void settle_apostrophes() {
    const std::vector<bool> in_sentence = opened_at_sentence();
    bool may_run_on = may_run_on_;
    Mark* closing = nullptr;  // what closes the quotation that is looked at
    for (std::size_t i = marks_.size(); i-- > 0;) {
      Mark& mark = marks_[i];
      if (mark.family != Family::single) continue;
      if (mark.opens) {
        const bool run_on = may_run_on && mark.begins_sentence;
        mark.opens = mark.trust == Trust::sure || closing != nullptr || run_on;
        if (mark.opens) may_run_on = false;
        closing = nullptr;
      } else if (mark.trust == Trust::doubtful && may_run_on && closing == nullptr &&
                 in_sentence[i]) {
        mark.closes = false;
      } else if (closing != nullptr && closing->trust > mark.trust) {
        mark.closes = false;
      } else {
        if (closing != nullptr && mark.trust == Trust::doubtful) closing->closes = false;
        closing = &mark;
        may_run_on = false;
      }
    }
    drop_those_that_are_none();
  }

  // By mark: whether the last opening single mark before it begins a sentence.
  [[nodiscard]] std::vector<bool> opened_at_sentence() const {
    std::vector<bool> out(marks_.size(), false);
    bool opened = false;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      if (marks_[i].family == Family::single && marks_[i].opens) opened = marks_[i].begins_sentence;
      out[i] = opened;
    }
    return out;
  }

  void drop_those_that_are_none() {
    std::erase_if(marks_, [](const Mark& mark) { return !mark.opens && !mark.closes; });
  }

  std::string_view text_;
  std::size_t begin_;
  bool may_run_on_;
  bool pair_stands_open_ = false;  // `` or ''
  bool low_stands_open_ = false;   // ‚
  bool left_seen_ = false;         // ‘
  std::vector<Mark> marks_;
};

// A quotation while its paragraph is read. The index is its place in `found`.
struct Open {
  std::size_t index;
  Mark mark;
};

// Pairs the marks of one paragraph.
class Pairing {
 public:
  Pairing(Span paragraph, std::vector<Quotation>& found) : paragraph_(paragraph), found_(found) {}

  void read(const std::vector<Mark>& marks) {
    for (const Mark& mark : marks) {
      if (mark.closes && closes_one(mark)) continue;
      if (mark.opens) open(mark);
    }
    while (!stack_.empty()) leave_open();
    drop_false_ones();
  }

  /// Families of those that the paragraph leaves open, outermost first, with their indexes.
  [[nodiscard]] const std::vector<Open>& left_open() const { return left_open_; }

 private:
  void open(const Mark& mark) {
    if (stack_.size() >= deepest) return;
    Quotation quotation;
    quotation.outside = {mark.span.begin, paragraph_.end};
    quotation.inside = {mark.span.end, paragraph_.end};
    quotation.closed = false;
    stack_.push_back({found_.size(), mark});
    found_.push_back(quotation);
    false_.push_back(false);
  }

  // Closes the innermost open quotation of the mark's family, if there is one. A single one that
  // stands open inside a double one that closes was an apostrophe.
  bool closes_one(const Mark& mark) {
    std::size_t at = stack_.size();
    while (at > 0 && stack_[at - 1].mark.family != mark.family) --at;
    if (at == 0) return false;
    // Straight marks that may open as well: “he said "go"” opens where a curly one stands open.
    if (mark.opens && !is_same_kind(stack_[at - 1].mark, mark)) return false;
    while (stack_.size() > at) {
      const Open inner = stack_.back();
      stack_.pop_back();
      if (inner.mark.family == Family::single) {
        false_[inner.index - first_] = true;
      } else {
        found_[inner.index].inside.end = found_[inner.index].outside.end = mark.span.begin;
      }
    }
    Quotation& closed = found_[stack_.back().index];
    closed.inside.end = mark.span.begin;
    closed.outside.end = mark.span.end;
    closed.closed = true;
    stack_.pop_back();
    return true;
  }

  // Whether a mark that might open as well rather closes this one.
  static bool is_same_kind(const Mark& opened, const Mark& mark) {
    return opened.span.size() == mark.span.size();
  }

  void leave_open() {
    left_open_.insert(left_open_.begin(), stack_.back());
    stack_.pop_back();
  }

  void drop_false_ones() {
    std::vector<std::size_t> moved(false_.size());
    std::size_t kept = first_;
    for (std::size_t i = 0; i < false_.size(); ++i) {
      moved[i] = kept;
      if (!false_[i]) found_[kept++] = found_[first_ + i];
    }
    found_.resize(kept);
    for (Open& each : left_open_) each.index = moved[each.index - first_];
  }

  Span paragraph_;
  std::vector<Quotation>& found_;
  std::size_t first_ = found_.size();
  std::vector<bool> false_;
  std::vector<Open> stack_;
  std::vector<Open> left_open_;
};

// Those that the paragraph before left open go on where this paragraph opens with the same marks.
void link(std::string_view text, const std::vector<Open>& before, const std::vector<Mark>& marks,
          std::uint32_t start, std::vector<Quotation>& found, std::size_t first) {
  const auto form = [&](const Mark& mark) {
    return text.substr(mark.span.begin, mark.span.size());
  };
  std::uint32_t expected = start;
  std::size_t mark = 0;
  for (const Open& open : before) {
    if (mark >= marks.size() || first + mark >= found.size()) return;
    if (marks[mark].span.begin != expected || form(marks[mark]) != form(open.mark)) return;
    Quotation& next = found[first + mark];
    if (next.outside.begin != expected) return;
    next.continues = QuotationIndex{static_cast<std::uint32_t>(open.index)};
    expected = marks[mark].span.end;
    ++mark;
  }
}

// Whether the next paragraph of the body opens with a single mark, or there is none.
std::vector<bool> paragraphs_that_may_run_on(std::string_view whole,
                                             const std::vector<Paragraph>& paragraphs) {
  std::vector<bool> out(paragraphs.size());
  bool run_on = true;
  for (std::size_t i = paragraphs.size(); i-- > 0;) {
    out[i] = run_on;
    if (paragraphs[i].role != ParagraphRole::body) continue;
    const std::string_view words =
        whole.substr(paragraphs[i].span.begin, paragraphs[i].span.size());
    run_on =
        !words.empty() && form_of(text::decode_at(words, 0).code_point).family == Family::single;
  }
  return out;
}

// "— I saw nothing, — he said.": a paragraph of speech after a dash. Only where a second dash after
// a comma or stop tells speech from an item of a list, and no other mark stands in the paragraph.
void add_dash_speech(std::string_view whole, Span paragraph, std::vector<Quotation>& found) {
  const std::string_view words = whole.substr(paragraph.begin, paragraph.size());
  const text::Decoded dash = text::decode_at(words, 0);
  if (!is_dash(dash.code_point)) return;
  for (std::size_t at = dash.size; at < words.size();) {
    const text::Decoded now = text::decode_at(words, at);
    const char32_t before = character_before(words, at - 1);
    const bool spaced = at > 1 && words[at - 1] == ' ' && character_at(words, at + now.size) == ' ';
    if (now.code_point == dash.code_point && spaced && (before == ',' || is_stop(before))) {
      const std::string_view said = text::trim(words.substr(dash.size, at - dash.size));
      if (said.empty()) return;
      const auto begin = static_cast<std::uint32_t>(said.data() - whole.data());
      const auto end = begin + static_cast<std::uint32_t>(said.size());
      found.push_back({{begin, end}, {paragraph.begin, end}, {}, {}, true, false});
      return;
    }
    at += now.size;
  }
}

// What the page marks as a quotation, a record a paragraph.
void add_blocks(const Article& article, const std::vector<Paragraph>& paragraphs,
                std::vector<Quotation>& found) {
  auto paragraph = paragraphs.begin();
  for (const Block& block : article.blocks) {
    if (block.kind != BlockKind::block_quotation) continue;
    std::optional<QuotationIndex> before;
    while (paragraph != paragraphs.end() && paragraph->span.begin < block.span.begin) ++paragraph;
    for (; paragraph != paragraphs.end() && block.span.contains(paragraph->span); ++paragraph) {
      const auto index = QuotationIndex{static_cast<std::uint32_t>(found.size())};
      found.push_back({paragraph->span, paragraph->span, {}, before, true, true});
      before = index;
    }
  }
}

// Sorts as promised, with `continues` following the records to their new places, then finds
// parents.
std::vector<Quotation> in_order(std::vector<Quotation> found) {
  std::vector<std::uint32_t> order(found.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const Span left = found[a].outside;
    const Span right = found[b].outside;
    if (left.begin != right.begin) return left.begin < right.begin;
    if (left.end != right.end) return left.end > right.end;
    if (found[a].block != found[b].block) return found[a].block;
    return a < b;
  });
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<Quotation> sorted;
  std::vector<std::uint32_t> around;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    Quotation each = found[order[i]];
    if (each.continues) {
      each.continues = QuotationIndex{place[static_cast<std::uint32_t>(*each.continues)]};
    }
    while (!around.empty() && !sorted[around.back()].inside.contains(each.outside)) {
      around.pop_back();
    }
    each.parent.reset();
    if (!around.empty()) each.parent = QuotationIndex{around.back()};
    sorted.push_back(each);
    around.push_back(i);
  }
  return sorted;
}

}  // namespace

std::vector<Quotation> find_quotations(const Article& article,
                                       const std::vector<Paragraph>& paragraphs) {
  std::vector<Quotation> found;
  add_blocks(article, paragraphs, found);
  std::vector<Open> open_before;
  const std::vector<bool> may_run_on = paragraphs_that_may_run_on(article.text, paragraphs);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const Paragraph& paragraph = paragraphs[i];
    const std::vector<Mark> marks = MarkReader(article.text, paragraph.span, may_run_on[i]).read();
    const std::size_t first = found.size();
    Pairing pairing(paragraph.span, found);
    pairing.read(marks);
    link(article.text, open_before, marks, paragraph.span.begin, found, first);
    if (found.size() == first) add_dash_speech(article.text, paragraph.span, found);
    // A share button between two paragraphs of a quotation does not end it.
    if (paragraph.role == ParagraphRole::body || !pairing.left_open().empty()) {
      open_before = pairing.left_open();
    }
  }
  return in_order(std::move(found));
}

}  // namespace hearsay::segmenting
