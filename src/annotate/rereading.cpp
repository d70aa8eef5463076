#include "annotate/rereading.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hearsay::annotate {
namespace {

using enum PartOfSpeech;

constexpr std::size_t reach = 40;  // words; keeps odd sentences linear

class Sentence {
 public:
  Sentence(std::span<Word> words, std::size_t first) : words_(words), first_(first) {}

  void reread_counts() {
    for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
      const auto noun = words_[i].tag == NUM ? counted_behind(i) : std::nullopt;
      if (!noun) continue;
      const bool joined = words_[i - 1].tag == ADP && head(i - 1) == i;
      if (!joined && !follows_day(i)) continue;
      if (joined) {
        words_[*noun].head = words_[i].head;
        words_[*noun].relation = words_[i].relation;
        hang(i - 1, *noun, "case");
      }
      for (std::size_t at = i + 1; at < *noun; ++at) {
        if (head(at) < i + 1) hang(at, *noun, words_[at].tag == ADJ ? "amod" : "compound");
      }
      hang(i, *noun, "nummod");
    }
  }

  void reread_finites() {
    for (std::size_t verb = 1; verb < words_.size(); ++verb) {
      const auto over = head(verb);
      if (!over || *over >= verb || !describes(verb) || !is_nominal(*over)) continue;
      if (words_[*over].tag == VERB || has_subject_or_mark(verb)) continue;
      if (const auto subject = subject_before(verb, *over)) give(*subject, verb, *over);
    }
  }

 private:
  [[nodiscard]] std::optional<std::size_t> head(std::size_t at) const {
    if (!words_[at].head) return std::nullopt;
    const auto token = static_cast<std::size_t>(*words_[at].head);
    if (token < first_ || token - first_ >= words_.size()) return std::nullopt;
    return token - first_;
  }

  void hang(std::size_t at, std::size_t on, std::string_view relation) {
    words_[at].head = static_cast<TokenIndex>(first_ + on);
    words_[at].relation = relation;
  }

  [[nodiscard]] bool has(std::size_t at, std::string_view feature) const {
    return words_[at].features.find(feature) != std::string::npos;
  }

  [[nodiscard]] bool is_nominal(std::size_t at) const {
    const PartOfSpeech tag = words_[at].tag;
    return tag == NOUN || tag == PROPN || tag == PRON || tag == NUM;
  }

  /// The noun in the plural behind a number that is not counted yet.
  [[nodiscard]] std::optional<std::size_t> counted_behind(std::size_t number) const {
    std::optional<std::size_t> noun;
    const std::size_t end = std::min(words_.size(), number + 6);
    for (std::size_t at = number + 1; at < end; ++at) {
      if (words_[at].tag != ADJ && words_[at].tag != NOUN) break;
      if (words_[at].tag == NOUN) noun = at;
    }
    if (!noun || !has(*noun, "Number=Plur") || leads_to(number, *noun)) return std::nullopt;
    if (head(*noun) == number || leads_to(*noun, number)) return std::nullopt;
    const std::size_t begin = number > reach ? number - reach : 0;
    for (std::size_t at = begin; at < number; ++at) {
      if (head(at) == noun) return std::nullopt;  // its phrase has begun before
    }
    return noun;
  }

  [[nodiscard]] bool leads_to(std::size_t at, std::size_t top) const {
    std::optional<std::size_t> next = at;
    for (std::size_t steps = 0; next && steps < reach; ++steps) {
      if (*next == top) return true;
      next = head(*next);
    }
    return false;
  }

  /// "28 May [40]", "28 May 2015 [40]": not "May [28]".
  [[nodiscard]] bool follows_day(std::size_t at) const {
    if (at < 2) return false;
    const bool number = words_[at - 1].tag == NUM;
    return (number || words_[at - 1].tag == PROPN) &&
           (words_[at - 2].tag == NUM || (number && words_[at - 2].tag == PROPN));
  }

  /// A finite verb in the place of an adjective or of a noun's clause, which it cannot be.
  [[nodiscard]] bool describes(std::size_t verb) const {
    static constexpr auto places =
        std::to_array<std::string_view>({"amod", "acl", "ccomp", "compound", "nmod", "dep"});
    return words_[verb].tag == VERB && has(verb, "VerbForm=Fin") &&
           std::ranges::find(places, words_[verb].relation) != places.end();
  }

  [[nodiscard]] bool has_subject_or_mark(std::size_t verb) const {
    const std::size_t begin = verb > reach ? verb - reach : 0;
    for (std::size_t at = begin; at < std::min(words_.size(), verb + reach); ++at) {
      const std::string_view relation = words_[at].relation;
      if (head(at) == verb && (relation.starts_with("nsubj") || relation.starts_with("csubj") ||
                               relation == "mark" || relation == "expl")) {
        return true;
      }
    }
    return false;
  }

  /// The noun whose phrase ends right before the verb: what the verb hangs on, or what is told
  /// beside that.
  [[nodiscard]] std::optional<std::size_t> subject_before(std::size_t verb,
                                                          std::size_t over) const {
    if (words_[verb - 1].tag == PUNCT) return std::nullopt;
    std::size_t top = verb - 1;
    for (std::size_t steps = 0; top != over; ++steps) {
      const auto next = head(top);
      if (!next || steps > reach) return std::nullopt;
      if (*next == over) break;
      top = *next;
    }
    const bool beside =
        top != over && (words_[top].relation == "appos" || words_[top].relation == "parataxis");
    return beside && is_nominal(top) ? top : over;
  }

  void give(std::size_t subject, std::size_t verb, std::size_t over) {
    if (subject != over) {
      words_[verb].relation = "parataxis";
    } else if (const auto above = head(subject)) {
      if (words_[*above].tag != VERB) return;
      const bool own = words_[subject].relation.starts_with("nsubj");
      if (own && !has_other_subject(*above, subject)) return;
      words_[verb].head = words_[subject].head;
      words_[verb].relation = "ccomp";
    } else {
      words_[verb].head = std::nullopt;
      words_[verb].relation = words_[subject].relation;
    }
    hang(subject, verb, "nsubj");
  }

  [[nodiscard]] bool has_other_subject(std::size_t verb, std::size_t subject) const {
    const std::size_t end = std::min(words_.size(), subject + reach);
    for (std::size_t at = subject + 1; at < end; ++at) {
      if (head(at) == verb && words_[at].relation.starts_with("nsubj")) return true;
    }
    return false;
  }

  std::span<Word> words_;
  std::size_t first_;
};

}  // namespace

void reread(std::span<Word> words, std::size_t first) {
  Sentence sentence(words, first);
  sentence.reread_counts();
  sentence.reread_finites();
}

}  // namespace hearsay::annotate
