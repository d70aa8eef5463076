#include "annotate/descriptions.h"

#include <algorithm>
#include <optional>

#include "annotate/word_form.h"

namespace hearsay::annotate {
namespace {

using Token = std::uint32_t;
using enum PartOfSpeech;

constexpr Token longest_apposition = 14;
constexpr Token longest_title = 6;

class Reader {
 public:
  Reader(const Page& page, const Name& name, const std::vector<bool>& inside_name)
      : page_(page),
        name_(name),
        inside_name_(inside_name),
        sentence_(page.segmentation.sentences[name.sentence]) {}

  [[nodiscard]] std::string read() const {
    for (const auto way : {&Reader::apposition_after, &Reader::apposition_before,
                           &Reader::title_before, &Reader::predicate_after}) {
      if (const auto found = (this->*way)()) {
        return std::string(words(page_.article, page_.span(found->begin, found->end)));
      }
    }
    return {};
  }

 private:
  struct Range {
    Token begin;
    Token end;
  };

  [[nodiscard]] PartOfSpeech tag(Token at) const { return page_.words[at].tag; }
  [[nodiscard]] bool is(Token at, std::string_view word) const {
    return at < sentence_.end && page_.word(at) == word;
  }

  // Words that a description may hold: no verb, no clause.
  [[nodiscard]] bool is_phrase_word(Token at) const {
    const PartOfSpeech t = tag(at);
    return t == NOUN || t == PROPN || t == ADJ || t == DET || t == ADP || t == NUM || t == CCONJ ||
           t == PART || page_.word(at) == "-" ||
           (t == PRON && page_.words[at].features.find("Poss") != std::string::npos) ||
           (t == PRON && is_possessive(at));
  }
  [[nodiscard]] bool is_possessive(Token at) const {
    const std::string& lemma = page_.words[at].lemma;
    return lemma == "its" || lemma == "his" || lemma == "her" || lemma == "their";
  }

  [[nodiscard]] bool has_role(Range range) const {
    for (Token i = range.begin; i < range.end; ++i) {
      if (tag(i) == NOUN) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_person_or_body() const {
    return name_.type == EntityType::person || name_.type == EntityType::organisation ||
           name_.type == EntityType::group;
  }

  // "X, the director of Y," up to a comma, dash, bracket or the end of the sentence.
  [[nodiscard]] std::optional<Range> apposition_after() const {
    if (!is_person_or_body() || !is(name_.end, ",")) return std::nullopt;
    const Token begin = name_.end + 1;
    Token end = begin;
    const Token limit = std::min(sentence_.end, begin + longest_apposition);
    while (end < limit && is_phrase_word(end)) ++end;
    if (end >= sentence_.end || end == limit || end == begin) return std::nullopt;
    const bool closed = is(end, ",") || is(end, ".") || is(end, ";") || is(end, "—");
    const bool starts = tag(begin) == DET || tag(begin) == NOUN || tag(begin) == ADJ ||
                        is_possessive(begin) || has_capital_modifier(begin, end);
    const bool list = tag(begin) == ADP || is(begin, "and") ||
                      (is(end, ",") && inside_name_[begin] && end == begin + 1);
    if (!closed || !starts || list || !has_role({begin, end})) return std::nullopt;
    return Range{begin, end};
  }

  [[nodiscard]] bool has_capital_modifier(Token begin, Token end) const {
    return tag(begin) == PROPN && end - begin > 1;
  }

  // "its director, X," or "the ministry's spokesman, X,".
  [[nodiscard]] std::optional<Range> apposition_before() const {
    if (name_.type != EntityType::person || name_.begin < sentence_.begin + 2) return std::nullopt;
    if (!is(name_.begin - 1, ",")) return std::nullopt;
    if (name_.end < sentence_.end && !is(name_.end, ",") && !is(name_.end, "."))
      return std::nullopt;
    const Token end = name_.begin - 1;
    Token begin = end;
    std::optional<Token> start;
    while (begin > sentence_.begin && end - begin < longest_apposition &&
           is_phrase_word(begin - 1)) {
      --begin;
      if (tag(begin) == DET || is_possessive(begin)) start = begin;
    }
    if (!start || !has_role({*start, end}) || tag(end - 1) != NOUN) return std::nullopt;
    return Range{*start, end};
  }

  // "Health Minister X", "the committee's chairwoman X", "spokesman X".
  [[nodiscard]] std::optional<Range> title_before() const {
    if (name_.type != EntityType::person || name_.begin == sentence_.begin) return std::nullopt;
    const Token end = name_.begin;
    Token begin = end;
    while (begin > sentence_.begin && end - begin < longest_title && is_title_word(begin - 1)) {
      --begin;
    }
    if (begin == end || page_.word(end - 1).ends_with('.')) return std::nullopt;
    // "Secretary of State X": the office goes on to the left.
    if (begin > sentence_.begin + 1 && is(begin - 1, "of")) {
      Token office = begin - 1;
      while (office > sentence_.begin && is_title_word(office - 1) &&
             end - office < longest_apposition) {
        --office;
      }
      if (office < begin - 1) begin = office;
    }
    if (tag(end - 1) != NOUN && tag(end - 1) != PROPN) return std::nullopt;
    if (page_.words[end - 1].features == "Number=Plur" || inside_name_[end - 1])
      return std::nullopt;
    return Range{begin, end};
  }
  [[nodiscard]] bool is_title_word(Token at) const {
    return tag(at) == NOUN || tag(at) == PROPN || tag(at) == ADJ ||
           (page_.word(at) == "-" && at > sentence_.begin);
  }

  // "X is the director of Y."
  [[nodiscard]] std::optional<Range> predicate_after() const {
    if (!is_person_or_body() || name_.end + 2 >= sentence_.end) return std::nullopt;
    if (page_.words[name_.end].lemma != "be" || tag(name_.end + 1) != DET) return std::nullopt;
    const Token begin = name_.end + 1;
    if (!is(begin, "the") && !is(begin, "a") && !is(begin, "an")) return std::nullopt;
    Token end = begin;
    const Token limit = std::min(sentence_.end, begin + longest_apposition);
    while (end < limit && is_phrase_word(end)) ++end;
    while (end > begin && tag(end - 1) != NOUN && tag(end - 1) != PROPN) --end;
    if (end == begin || !has_role({begin, end})) return std::nullopt;
    return Range{begin, end};
  }

  const Page& page_;
  const Name& name_;
  const std::vector<bool>& inside_name_;
  const Sentence& sentence_;
};

}  // namespace

std::string description_of(const Page& page, const Name& name,
                           const std::vector<bool>& inside_name) {
  return Reader(page, name, inside_name).read();
}

}  // namespace hearsay::annotate
