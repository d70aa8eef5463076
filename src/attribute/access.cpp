#include "attribute/access.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "attribute/source_phrases.h"
#include "attribute/source_words.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t reach = 40;  // tokens to each side of the cue
constexpr std::uint32_t start = 9;   // tokens of a content that may be about the speaker
constexpr std::uint32_t near = 7;    // tokens from what shows a ground to the ground

bool is_speaker(std::string_view word) {
  return one_of<6>(word, {"i", "we", "he", "she", "they", "it"});
}

bool is_hearer(std::string_view word) {
  return one_of<5>(word, {"me", "us", "him", "her", "them"});
}

/// Some tokens, in order.
using Words = std::vector<std::uint32_t>;

Words behind(const Words& words, std::size_t at) {
  return {words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end()};
}

bool is_stated(const Ground& ground) { return ground.access != Access::not_stated; }

Ground told_by(Access access, std::uint32_t token) { return {access, {token, token + 1}}; }

class Reader {
 public:
  Reader(const Page& page, const Lexicon& lexicon, const Found& found)
      : page_(page), lexicon_(lexicon), found_(found) {}

  [[nodiscard]] Ground read() const {
    for (const auto way : {&Reader::said_of_source, &Reader::said_beside, &Reader::said_by_it}) {
      if (const Ground ground = (this->*way)(); is_stated(ground)) return ground;
    }
    return {};
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return page_.rows(); }
  [[nodiscard]] const Row& row(std::uint32_t at) const { return page_.rows()[at]; }
  [[nodiscard]] std::string lemma(std::uint32_t at) const { return std::string(row(at).lemma); }

  // "an eyewitness"; "… who was in the next room".
  [[nodiscard]] Ground said_of_source() const {
    for (const TokenRange source : found_.source) {
      for (std::uint32_t at = source.begin; at < source.end; ++at) {
        if (is_relative(row(at).lower)) break;
        if (lexicon_.sees(row(at).lower)) return told_by(Access::witnessed, at);
        const bool pictures = lexicon_.proof(row(at).lower) == Access::footage;
        if (pictures && at == source.begin + head_offset(source)) {
          return told_by(Access::footage, at);
        }
      }
    }
    const Ground clause = clause_of_source();
    return is_stated(clause) ? clause : ground_of_source();
  }

  // "a study based on cellar books", "the rota, drawn up from the records"
  [[nodiscard]] Ground ground_of_source() const {
    if (found_.source.empty()) return {};
    const TokenRange source = found_.source.front();
    Words words;
    for (std::uint32_t at = source.begin + head_offset(source) + 1; at < source.end; ++at) {
      words.push_back(at);
    }
    return ground_in(words);
  }

  [[nodiscard]] std::uint32_t head_offset(TokenRange source) const {
    return has_tree(page_, source.begin) ? head_of(page_, source) - source.begin
                                         : source.end - source.begin - 1;
  }

  [[nodiscard]] Ground clause_of_source() const {
    if (found_.source.empty()) return {};
    const TokenRange source = found_.source.front();
    std::uint32_t at = source.begin;
    while (at < source.end && !is_relative(row(at).lower)) ++at;
    if (at == source.end && at < rows().size() && row(at).lower == ",") ++at;
    if (at >= rows().size() || !is_relative(row(at).lower)) return {};
    Words clause;
    const std::uint32_t sentence = row(at).sentence;
    for (++at; at < rows().size() && clause.size() < 2 * near; ++at) {
      if (row(at).sentence != sentence || found_.cue.contains(at)) break;
      if (row(at).lower == "," && !clause.empty()) break;
      clause.push_back(at);
    }
    return of_clause(clause);
  }

  // "Pointing to drone video, the army said …"; not what a statement is made in ("said in a
  // letter").
  [[nodiscard]] Ground said_beside() const {
    Words beside;
    const std::uint32_t from = found_.cue.begin > reach ? found_.cue.begin - reach : 0;
    const auto to = static_cast<std::uint32_t>(
        std::min<std::size_t>(rows().size(), std::size_t{found_.cue.end} + reach));
    const std::uint32_t sentence = row(found_.cue.begin).sentence;
    for (std::uint32_t at = from; at < to; ++at) {
      const bool elsewhere = row(at).sentence != sentence || found_.cue.contains(at) ||
                             contains(found_.content, at) || contains(found_.source, at);
      if (!elsewhere) beside.push_back(at);
    }
    const Ground phrase = phrase_in(beside);
    return is_stated(phrase) ? phrase : ground_in(beside);
  }

  // "she had counted them", "a driver had told him".
  [[nodiscard]] Ground said_by_it() const {
    if (found_.content.empty()) return {};
    const TokenRange first = found_.content.front();
    std::uint32_t at = first.begin;
    while (at < first.end && (row(at).shape == "p" || row(at).lower == "that")) ++at;
    Words words;
    for (; at < first.end && words.size() < start; ++at) words.push_back(at);
    if (words.empty()) return {};
    if (is_speaker(row(words.front()).lower)) {
      if (const Ground ground = of_clause(behind(words, 0)); is_stated(ground)) return ground;
    }
    return told_in(words);
  }

  [[nodiscard]] Ground told_in(const Words& words) const {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
      const std::string_view before = row(words[i - 1]).lower, word = row(words[i]).lower;
      const bool told = word == "told" && before != "was" && before != "were";
      if (told && is_hearer(row(words[i + 1]).lower)) return told_by(Access::told, words[i]);
      const bool said_to = word == "said" && row(words[i + 1]).lower == "to";
      if (said_to && i + 2 < words.size() && is_hearer(row(words[i + 2]).lower)) {
        return told_by(Access::told, words[i]);
      }
      if (row(words[i]).tag == "VERB" && !told) break;
    }
    return {};
  }

  // A phrase of the table: "had been told", "at the scene".
  [[nodiscard]] Ground phrase_in(const Words& words) const {
    std::string lower;
    for (const std::uint32_t at : words) lower += row(at).lower + " ";
    const AccessPhrase phrase = lexicon_.access(lower);
    if (phrase.access == Access::not_stated) return {};
    const auto blanks = [](std::string_view text) {
      return static_cast<std::size_t>(std::ranges::count(text, ' '));
    };
    const std::size_t first = blanks(phrase.before);
    const std::size_t last = std::min(first + blanks(phrase.words), words.size() - 1);
    return {phrase.access, {words[std::min(first, last)], words[last] + 1}};
  }

  // What somebody did or where somebody was: "who watched from the quay", "who has read the draft".
  [[nodiscard]] Ground of_clause(const Words& words) const {
    if (const Ground phrase = phrase_in(words); is_stated(phrase)) return phrase;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::uint32_t at = words[i];
      const Words rest = behind(words, i);
      if (lexicon_.perceives(lemma(at))) {
        const Ground ground = proof_in(rest);
        return is_stated(ground) ? ground : told_by(Access::witnessed, at);
      }
      if (lexicon_.consults(lemma(at))) return proof_in(rest);
      const bool was = lemma(at) == "be" && !rest.empty() && row(rest.front()).tag == "ADP" &&
                       one_of<9>(row(rest.front()).lower, {"in", "at", "on", "near", "behind",
                                                           "under", "inside", "aboard", "among"});
      const bool doing = row(at).tag == "VERB" && row(at).lower.ends_with("ing") && i > 0 &&
                         lemma(words[i - 1]) == "be" && !rest.empty();
      if (was || (doing && placed(rest))) return told_by(Access::witnessed, at);
      if (row(at).tag == "VERB") break;
    }
    return {};
  }

  // "was skating near the pier"
  [[nodiscard]] bool placed(const Words& words) const {
    return !words.empty() &&
           one_of<5>(row(words.front()).lower, {"near", "at", "in", "behind", "by"});
  }

  // "going by", "after studying", "citing": what follows soon is the ground.
  [[nodiscard]] Ground ground_in(const Words& words) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::uint32_t at = words[i];
      if (!lexicon_.grounds(row(at).lower) && !lexicon_.consults(lemma(at)) &&
          !lexicon_.perceives(lemma(at))) {
        continue;
      }
      if (const Ground found = proof_in(behind(words, i)); is_stated(found)) return found;
    }
    return {};
  }

  // The first words only. "satellite records": pictures before papers.
  [[nodiscard]] Ground proof_in(const Words& words) const {
    Ground found;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), near); ++i) {
      const Access proof = lexicon_.proof(row(words[i]).lower);
      if (proof == Access::footage) return told_by(proof, words[i]);
      if (!is_stated(found) && proof != Access::not_stated) found = told_by(proof, words[i]);
    }
    return found;
  }

  const Page& page_;
  const Lexicon& lexicon_;
  const Found& found_;
};

}  // namespace

Ground access_of(const Page& page, const Lexicon& lexicon, const Found& found) {
  return Reader(page, lexicon, found).read();
}

}  // namespace hearsay::attribute
