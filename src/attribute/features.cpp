#include "attribute/features.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

namespace hearsay::attribute {
namespace {

using model::FeatureSink;

constexpr std::string_view outside = "#";

// Small numbers as text, without allocating.
std::string_view number(int value) {
  static constexpr std::array<std::string_view, 22> names = {
      "-9", "-8", "-7", "-6", "-5", "-4", "-3", "-2", "-1", "0",  "1",
      "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12"};
  const int place = std::clamp(value, -9, 12) + 9;
  return names[static_cast<std::size_t>(place)];
}

std::string_view flag(bool value) { return value ? "1" : "0"; }

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// About the last or first bytes of a word, whole characters only.
std::string_view tail(std::string_view word, std::size_t size) {
  if (word.size() <= size) return word;
  std::size_t at = word.size() - size;
  while (at > 0 && !starts_character(word[at])) --at;
  return word.substr(at);
}

std::string_view front(std::string_view word, std::size_t size) {
  if (word.size() <= size) return word;
  while (size < word.size() && !starts_character(word[size])) ++size;
  return word.substr(0, size);
}

// Rows of a stretch, with a stand-in past its ends.
class Rows {
 public:
  Rows(const Page& page, TokenRange range) : rows_(page.rows()), range_(range) {
    none_.lower = outside;
    none_.lemma = none_.tag = none_.shape = none_.name = none_.quote = outside;
  }
  const Row& operator[](std::int64_t at) const {
    return at >= range_.begin && at < range_.end ? rows_[static_cast<std::size_t>(at)] : none_;
  }

 private:
  const std::vector<Row>& rows_;
  TokenRange range_;
  Row none_;
};

bool any_quoted(const Page& page, TokenRange range) {
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    if (page.quoted(at)) return true;
  }
  return false;
}

// How far the nearest quotation is, signed, up to nine tokens; 9 where there is none.
int quotation_distance(const Rows& rows, std::int64_t at) {
  for (int step = 0; step < 9; ++step) {
    if (rows[at + step].quote == "q") return step;
    if (rows[at - step].quote == "q") return -step;
  }
  return 9;
}

bool that_follows(const Rows& rows, std::int64_t at) {
  for (int step = 1; step < 6; ++step) {
    if (rows[at + step].lower == "that") return true;
  }
  return false;
}

void add_cue_word(const Rows& rows, std::int64_t at, std::string_view quotes, FeatureSink& sink) {
  const Row& row = rows[at];
  const std::string_view word = row.lower;
  sink.add({"w=", word});
  sink.add({"l=", row.lemma});
  sink.add({"lt=", row.lemma, "|", row.tag});
  sink.add({"t=", row.tag});
  sink.add({"s=", row.shape, row.quote});
  sink.add({"n=", row.name});
  sink.add({"e3=", tail(word, 3)});
  sink.add({"e2=", tail(word, 2)});
  sink.add({"p4=", front(word, 4)});
  sink.add({"q=", row.quote, word});
  sink.add({"ql=", row.quote, quotes, row.lemma});
  sink.add({"hq=", quotes, row.quote});
}

void add_cue_neighbours(const Rows& rows, std::int64_t at, FeatureSink& sink) {
  static constexpr std::array<int, 6> steps = {-3, -2, -1, 1, 2, 3};
  for (const int step : steps) {
    const Row& other = rows[at + step];
    sink.add({"w", number(step), "=", other.lower});
    sink.add({"s", number(step), "=", other.shape, other.quote});
    sink.add({"t", number(step), "=", other.tag, other.name});
  }
  const Row &before = rows[at - 1], &row = rows[at], &after = rows[at + 1], &next = rows[at + 2];
  sink.add({"b-=", before.lower, "_", row.lower});
  sink.add({"b+=", row.lower, "_", after.lower});
  sink.add({"b++=", row.lower, "_", after.lower, "_", next.lower});
  sink.add({"b--=", rows[at - 2].lower, "_", before.lower, "_", row.lower});
  sink.add({"sl=", before.shape, "_", row.lemma, "_", after.shape});
  sink.add({"tl=", before.tag, "_", row.lemma, "_", after.tag});
  sink.add({"nl=", before.name, "_", row.lemma});
  sink.add({"tt=", before.tag, "_", row.tag, "_", after.tag});
  sink.add({"tt+=", row.tag, "_", after.tag, "_", next.tag});
  sink.add({"tt-=", rows[at - 2].tag, "_", before.tag, "_", row.tag});
}

}  // namespace

TokenRange tokens_of(const Page& page, std::uint32_t sentence) {
  const Sentence& record = page.segmentation().sentences[sentence];
  const auto size = static_cast<std::uint32_t>(page.rows().size());
  return {std::min(record.begin, size), std::min(record.end, size)};
}

void cue_features(const Page& page, TokenRange range, FeatureSink& sink) {
  const Rows rows(page, range);
  const std::string_view quotes = flag(any_quoted(page, range));
  for (std::int64_t at = range.begin; at < range.end; ++at) {
    sink.next();
    add_cue_word(rows, at, quotes, sink);
    add_cue_neighbours(rows, at, sink);
    sink.add({"that=", flag(that_follows(rows, at))});
    sink.add({"qd=", number(quotation_distance(rows, at))});
    sink.add({"at=", number(static_cast<int>(std::min<std::int64_t>(at - range.begin, 5)))});
    sink.add({"end=", number(static_cast<int>(std::min<std::int64_t>(range.end - at, 4)))});
  }
}

// One sentence before and after; farther only as long as a quotation goes on.
TokenRange window_of(const Page& page, TokenRange cue) {
  static constexpr std::uint32_t before = 3, after = 5, tokens_before = 150, tokens_after = 250;
  const std::uint32_t own = page.rows()[cue.begin].sentence;
  const auto count = static_cast<std::uint32_t>(page.segmentation().sentences.size());
  const auto quoted = [&](std::uint32_t at) { return any_quoted(page, tokens_of(page, at)); };
  std::uint32_t first = own, last = own;
  while (first > 0 && own - first < before && page.is_read(first - 1) &&
         (first == own || quoted(first))) {
    --first;
  }
  while (last + 1 < count && last - own < after && page.is_read(last + 1) &&
         (last == own || quoted(last))) {
    ++last;
  }
  TokenRange window{tokens_of(page, first).begin, tokens_of(page, last).end};
  if (cue.begin > window.begin + tokens_before) window.begin = cue.begin - tokens_before;
  window.end = std::max(std::min(window.end, cue.end + tokens_after), cue.end);
  return window;
}

namespace {

// What lies between a token and the cue.
struct Between {
  int marks = 0;  // clause marks: commas, dashes, brackets
  int cues = 0;   // tokens of other cues
  int verbs = 0;
  int quotation_edges = 0;
  bool subordinated = false;  // "that", "who", "which"
};

std::string_view distance_name(std::int64_t distance) {
  const std::int64_t size = std::abs(distance);
  if (size <= 6) return number(static_cast<int>(size));
  if (size <= 8) return "8";
  if (size <= 12) return "12";
  if (size <= 20) return "20";
  return size <= 40 ? "40" : "99";
}

// Writes the features of one window; what is the same for all of its tokens is made once.
class RoleWriter {
 public:
  RoleWriter(const Page& page, TokenRange window, TokenRange cue, const std::vector<bool>& is_cue,
             FeatureSink& sink)
      : page_(page),
        window_(window),
        cue_(cue),
        is_cue_(is_cue),
        rows_(page, {0, static_cast<std::uint32_t>(page.rows().size())}),
        sink_(sink) {
    describe_cue();
    walk(1);
    walk(-1);
    find_other_cues();
  }

  void write() {
    for (std::int64_t at = window_.begin; at < window_.end; ++at) {
      sink_.next();
      if (cue_.contains(static_cast<std::uint32_t>(at))) {
        sink_.add("cue");
        continue;
      }
      describe(at);
      add_place(at);
      add_word(at);
      add_neighbours(at);
    }
  }

 private:
  static bool is_mark(std::string_view word) {
    return word == "," || word == ";" || word == ":" || word == "—" || word == "–" || word == "-" ||
           word == "--" || word == "(" || word == ")";
  }
  static bool subordinates(std::string_view word) {
    return word == "that" || word == "who" || word == "which";
  }

  void describe_cue() {
    const Row& first = rows_[cue_.begin];
    sentence_ = first.sentence;
    const TokenRange own = tokens_of(page_, sentence_);
    const TokenRange left{std::max(own.begin, window_.begin), cue_.begin};
    const TokenRange right{cue_.end, std::min(own.end, window_.end)};
    quotes_ = std::string(first.quote) + std::string(flag(any_quoted(page_, left))) +
              std::string(flag(any_quoted(page_, right)));
    words_ = first.lower;
    if (cue_.end - cue_.begin > 1) words_ += "~" + rows_[cue_.end - 1].lower;
    std::uint32_t head = cue_.begin;
    for (std::uint32_t at = cue_.begin; at < cue_.end; ++at) {
      const Row &best = rows_[head], &row = rows_[at];
      const bool verb = row.tag == "VERB", had = best.tag == "VERB";
      if (verb > had || (verb == had && row.word.size() > best.word.size())) head = at;
    }
    head_ = std::string(rows_[head].lemma);
    tags_ = std::string(first.tag) + std::string(rows_[cue_.end - 1].tag);
    const Row &before = rows_[std::int64_t{cue_.begin} - 1], &after = rows_[cue_.end];
    static constexpr std::array<std::string_view, 11> telling = {
        "that", "to", "it", "he", "she", "they", "in", "on", "for", "a", "the"};
    const bool kept =
        after.shape == "p" || std::ranges::find(telling, after.lower) != telling.end();
    next_ = after.lower;
    context_ = std::string(before.sentence == sentence_ ? before.shape : outside) + "|" +
               (kept ? after.lower : std::string(after.shape)) + "|" + quotes_;
  }

  // Counts outward from the cue, once a side.
  void walk(int step) {
    between_.resize(window_.end - window_.begin);
    Between so_far;
    std::int64_t at = step > 0 ? std::int64_t{cue_.end} : std::int64_t{cue_.begin} - 1;
    std::string_view quote = rows_[at - step].quote;
    for (; at >= window_.begin && at < window_.end; at += step) {
      const Row& row = rows_[at];
      if (row.quote != quote) {
        ++so_far.quotation_edges;
        quote = row.quote;
      }
      between_[static_cast<std::size_t>(at - window_.begin)] = so_far;
      so_far.marks += is_mark(row.lower) ? 1 : 0;
      so_far.verbs += row.tag == "VERB" || row.tag == "AUX" ? 1 : 0;
      so_far.cues += is_cue_[static_cast<std::size_t>(at)] ? 1 : 0;
      so_far.subordinated = so_far.subordinated || subordinates(row.lower);
    }
  }

  void find_other_cues() {
    const std::uint32_t first = rows_[window_.begin].sentence;
    if (window_.empty()) return;
    other_cue_.assign(rows_[std::int64_t{window_.end} - 1].sentence - first + 1, false);
    for (std::uint32_t at = window_.begin; at < window_.end; ++at) {
      if (is_cue_[at] && !cue_.contains(at)) other_cue_[rows_[at].sentence - first] = true;
    }
  }

  // Names where the token stands: "R0" is right of the cue in its sentence, "L-1" one before.
  void describe(std::int64_t at) {
    const Row& row = rows_[at];
    const int sentences = static_cast<int>(std::int64_t{row.sentence} - std::int64_t{sentence_});
    side_ = at >= cue_.end ? "R" : "L";
    place_.assign(side_).append(number(sentences));
    distance_ = at >= cue_.end ? at - cue_.end + 1 : at - std::int64_t{cue_.begin};
    same_sentence_ = sentences == 0;
    near_.assign(same_sentence_ ? std::string(side_) + std::string(distance_name(distance_))
                                : place_);
    const TokenRange own = tokens_of(page_, row.sentence);
    edge_ = at == own.begin ? "f" : at + 2 >= own.end ? "l" : "m";
    between_here_ = between_[static_cast<std::size_t>(at - window_.begin)];
    between_here_.marks = std::min(between_here_.marks, 3);
    between_here_.cues = std::min(between_here_.cues, 2);
    between_here_.verbs = std::min(between_here_.verbs, 3);
    between_here_.quotation_edges = std::min(between_here_.quotation_edges, 3);
  }

  void add_place(std::int64_t at) {
    const Row& row = rows_[at];
    const Between& b = between_here_;
    const int paragraphs = static_cast<int>(std::int64_t{row.paragraph}) -
                           static_cast<int>(std::int64_t{rows_[cue_.begin].paragraph});
    const bool other = other_cue_[row.sentence - rows_[window_.begin].sentence];
    sink_.add("bias");
    sink_.add({"A=", place_});
    sink_.add({"d=", near_});
    sink_.add({"Aq=", place_, row.quote, quotes_});
    sink_.add({"Am=", place_, number(b.marks), number(b.cues)});
    sink_.add({"Aqe=", place_, number(b.quotation_edges), row.quote});
    sink_.add({"Ath=", place_, flag(b.subordinated)});
    sink_.add({"Av=", place_, number(b.verbs), number(b.marks)});
    sink_.add({"Ap=", place_, number(paragraphs), row.quote, flag(other)});
    sink_.add({"Ae=", place_, edge_, row.quote});
    sink_.add({"Ac=", place_, context_});
    sink_.add({"Al=", place_, words_});
    sink_.add({"Ah=", place_, head_});
    sink_.add({"dc=", near_, context_});
    sink_.add({"ce=", place_, number(b.cues), edge_});
    sink_.add({"mc=", place_, number(b.marks), number(b.quotation_edges), row.quote, quotes_});
    sink_.add({"lm=", place_, words_, number(b.marks), row.quote});
    sink_.add({"nm=", place_, next_, number(b.marks), row.quote});
    sink_.add({"vc=", place_, number(b.verbs), number(b.marks), context_});
  }

  void add_word(std::int64_t at) {
    const Row& row = rows_[at];
    sink_.add({"Aw=", place_, row.lower});
    sink_.add({"As=", place_, row.shape, row.quote});
    sink_.add({"At=", place_, row.tag, row.name});
    sink_.add({"ds=", near_, row.shape});
    sink_.add({"dt=", near_, row.tag, row.name});
    sink_.add({"tm=", place_, row.tag, number(between_here_.marks), number(between_here_.verbs)});
    sink_.add({"tc=", place_, tags_, row.tag});
    sink_.add({"e3=", side_, tail(row.lower, 3)});
    if (!same_sentence_ || std::abs(distance_) > 12) return;
    sink_.add({"dw=", near_, row.lower});
    sink_.add({"dl=", near_, words_});
    sink_.add({"nw=", side_, row.lower});
    sink_.add({"lw=", words_, side_, row.lower});
    sink_.add({"ht=", head_, near_, row.tag});
  }

  [[nodiscard]] bool exists(std::int64_t at) const {
    return at >= 0 && at < static_cast<std::int64_t>(page_.rows().size());
  }

  void add_neighbours(std::int64_t at) {
    static constexpr std::array<int, 4> steps = {-2, -1, 1, 2};
    for (const int step : steps) {
      const std::int64_t there = at + step;
      if (!exists(there)) continue;
      const Row& other = rows_[there];
      const bool in_cue = there >= cue_.begin && there < cue_.end;
      const std::string_view mark = in_cue ? "K" : "";
      sink_.add({"w", number(step), "=", same_sentence_ ? side_ : place_, mark, other.lower});
      sink_.add({"s", number(step), "=", place_, mark, other.shape, other.quote});
      sink_.add({"t", number(step), "=", place_, mark, other.tag, other.name});
    }
    if (!exists(at - 1) || !exists(at + 1)) return;  // a text's first word says nothing by that
    const Row &before = rows_[at - 1], &row = rows_[at], &after = rows_[at + 1];
    sink_.add({"b-=", side_, before.lower, "_", row.lower});
    sink_.add({"b+=", side_, row.lower, "_", after.lower});
    sink_.add({"tt=", place_, before.tag, "_", row.tag, "_", after.tag});
    sink_.add({"tq=", side_, before.quote, row.quote, after.quote, row.lower});
  }

  const Page& page_;
  TokenRange window_;
  TokenRange cue_;
  const std::vector<bool>& is_cue_;
  Rows rows_;
  FeatureSink& sink_;

  // Of the cue.
  std::uint32_t sentence_ = 0;
  std::string quotes_;  // whether it stands in a quotation, and one left and right of it
  std::string words_;   // first and last
  std::string head_;
  std::string tags_;
  std::string next_;
  std::string context_;
  std::vector<Between> between_;
  std::vector<bool> other_cue_;  // by sentence of the window

  // Of the token at hand.
  std::string_view side_;
  std::string place_;
  std::string near_;
  std::string_view edge_;
  std::int64_t distance_ = 0;
  bool same_sentence_ = false;
  Between between_here_;
};

}  // namespace

void role_features(const Page& page, TokenRange window, TokenRange cue,
                   const std::vector<bool>& is_cue, FeatureSink& sink) {
  if (window.empty() || cue.empty()) return;
  RoleWriter(page, window, cue, is_cue, sink).write();
}

}  // namespace hearsay::attribute
