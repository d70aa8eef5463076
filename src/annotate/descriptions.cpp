#include "annotate/descriptions.h"

#include <algorithm>
#include <array>
#include <optional>

#include "annotate/word_form.h"

namespace hearsay::annotate {
namespace {

using Token = std::uint32_t;
using enum PartOfSpeech;

constexpr Token longest_description = 14;  // tokens; more is a clause

class Reader {
 public:
  Reader(const Page& page, const Name& name, const std::vector<bool>& inside_name)
      : page_(page),
        name_(name),
        inside_name_(inside_name),
        sentence_(page.segmentation.sentences[name.sentence]) {}

  [[nodiscard]] std::string read() const {
    if (name_.type != EntityType::person && name_.type != EntityType::organisation &&
        name_.type != EntityType::group) {
      return {};
    }
    for (const auto way :
         {&Reader::beside, &Reader::above, &Reader::predicate, &Reader::from_where}) {
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

  [[nodiscard]] const Word& word(Token at) const { return page_.words[at]; }
  [[nodiscard]] bool is_head(Token at, Token of) const {
    return word(at).head && static_cast<Token>(*word(at).head) == of;
  }

  /// The word of the name on which its others hang.
  [[nodiscard]] Token head_of_name() const {
    for (Token at = name_.begin; at < name_.end; ++at) {
      const auto& head = word(at).head;
      if (!head) return at;
      const auto over = static_cast<Token>(*head);
      if (over < name_.begin || over >= name_.end) return at;
    }
    return name_.begin;
  }

  /// "Minister X", "X, the director of Y,": what hangs on the name.
  [[nodiscard]] std::optional<Range> beside() const {
    const Token head = head_of_name();
    for (const std::string_view relation : {"appos", "nmod:desc", "compound"}) {
      for (Token at = first(); at < last(); ++at) {
        if (inside(at) || !is_head(at, head) || word(at).relation != relation) continue;
        if (relation == "compound" && word(at).tag != NOUN) continue;
        if (const auto found = phrase(at)) return found;
      }
    }
    return std::nullopt;
  }

  /// "its director, X,": what the name hangs on.
  [[nodiscard]] std::optional<Range> above() const {
    const Word& head = word(head_of_name());
    if (!head.head || head.relation != "appos") return std::nullopt;
    const auto over = static_cast<Token>(*head.head);
    return inside(over) ? std::nullopt : phrase(over);
  }

  /// "X is the director of Y."
  [[nodiscard]] std::optional<Range> predicate() const {
    const Word& head = word(head_of_name());
    if (!head.head || head.relation != "nsubj") return std::nullopt;
    const auto over = static_cast<Token>(*head.head);
    bool copula = false;
    for (Token at = first(); at < last(); ++at) {
      copula = copula || (is_head(at, over) && word(at).relation == "cop");
    }
    return copula && over >= name_.end ? phrase(over) : std::nullopt;
  }

  /// "X of the University of Y"
  [[nodiscard]] std::optional<Range> from_where() const {
    if (name_.type != EntityType::person || name_.end >= last()) return std::nullopt;
    const Token preposition = name_.end;
    const Word& of = word(preposition);
    if (of.relation != "case" || !of.head || (of.lemma != "of" && of.lemma != "from")) {
      return std::nullopt;
    }
    const auto body = static_cast<Token>(*of.head);
    if (body >= last() || word(body).relation != "nmod" || word(body).tag == NUM) {
      return std::nullopt;
    }
    Range out{preposition, body + 1};
    while (out.end < last() && belongs(out.end, body)) ++out.end;
    while (word(out.end - 1).tag == PUNCT) --out.end;
    if (out.end - out.begin > longest_description) return std::nullopt;
    return out;
  }

  // Trees are looked at near the name alone, so that a sentence without end costs nothing.
  [[nodiscard]] Token first() const {
    return name_.begin - std::min(name_.begin - sentence_.begin, 2 * longest_description);
  }
  [[nodiscard]] Token last() const {
    return std::min(sentence_.end, name_.end + 2 * longest_description);
  }
  [[nodiscard]] bool inside(Token at) const { return at >= name_.begin && at < name_.end; }

  /// A noun with what stands in one piece around it and hangs on it, clauses and the name left out.
  [[nodiscard]] std::optional<Range> phrase(Token head) const {
    if (word(head).tag != NOUN && word(head).tag != PROPN) return std::nullopt;
    if (word(head).features.find("Number=Plur") != std::string::npos) return std::nullopt;
    Range out{head, head + 1};
    while (out.begin > first() && belongs(out.begin - 1, head)) --out.begin;
    while (out.end < last() && belongs(out.end, head)) ++out.end;
    while (out.end > head + 1 && word(out.end - 1).tag == PUNCT) --out.end;
    while (out.begin < head && (word(out.begin).tag == PUNCT || word(out.begin).tag == CCONJ)) {
      ++out.begin;
    }
    if (out.end - out.begin > longest_description || !has_role(out)) return std::nullopt;
    return out;
  }

  [[nodiscard]] bool belongs(Token at, Token head) const {
    static constexpr auto left_out = std::to_array<std::string_view>(
        {"acl", "acl:relcl", "advcl", "appos", "ccomp", "cop", "csubj", "nsubj", "nsubj:outer",
         "parataxis", "aux", "mark"});
    for (int steps = 0; steps < 8; ++steps) {
      if (at == head) return true;
      // "for the water company Aquila": a name beside a noun of the description.
      const bool its_name = word(at).relation == "appos" && at > 0 && word(at - 1).tag != PUNCT;
      const bool other = std::ranges::find(left_out, word(at).relation) != left_out.end();
      if (inside(at) || (other && !its_name)) {
        return false;
      }
      if (!word(at).head) return false;
      at = static_cast<Token>(*word(at).head);
    }
    return false;
  }

  /// "the roofer", "Health Minister": not only another name.
  [[nodiscard]] bool has_role(Range range) const {
    for (Token at = range.begin; at < range.end; ++at) {
      if (word(at).tag == NOUN || (word(at).tag == PROPN && !inside_name_[at])) return true;
    }
    return false;
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
