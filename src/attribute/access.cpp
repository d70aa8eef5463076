#include "attribute/access.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "attribute/source_phrases.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t reach = 40;  // tokens to each side of the cue
constexpr std::uint32_t start = 9;   // tokens of a content that may be about the speaker
constexpr std::uint32_t near = 7;    // tokens from what shows a ground to the ground

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_speaker(std::string_view word) {
  return one_of<6>(word, {"i", "we", "he", "she", "they", "it"});
}

bool is_hearer(std::string_view word) {
  return one_of<5>(word, {"me", "us", "him", "her", "them"});
}

bool is_relative(std::string_view word) { return word == "who" || word == "which"; }

/// The words of some tokens, in order, each with its lemma.
using Words = std::vector<const Row*>;

std::string joined(const Words& words) {
  std::string out;
  for (const Row* row : words) out += row->lower + " ";
  return out;
}

class Reader {
 public:
  Reader(const Page& page, const Lexicon& lexicon, const Found& found)
      : page_(page), lexicon_(lexicon), found_(found) {}

  [[nodiscard]] Access read() const {
    for (const auto way : {&Reader::said_of_source, &Reader::said_beside, &Reader::said_by_it}) {
      const Access access = (this->*way)();
      if (access != Access::not_stated) return access;
    }
    return Access::not_stated;
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return page_.rows(); }

  // "an eyewitness"; "… who was in the next room".
  [[nodiscard]] Access said_of_source() const {
    for (const TokenRange source : found_.source) {
      for (std::uint32_t at = source.begin; at < source.end; ++at) {
        if (is_relative(rows()[at].lower)) break;
        if (lexicon_.sees(rows()[at].lower)) return Access::witnessed;
        const bool pictures = lexicon_.proof(rows()[at].lower) == Access::footage;
        if (pictures && at == source.begin + head_offset(source)) return Access::footage;
      }
    }
    const Access clause = clause_of_source();
    return clause == Access::not_stated ? ground_of_source() : clause;
  }

  // "a study based on cellar books", "the rota, drawn up from the records"
  [[nodiscard]] Access ground_of_source() const {
    if (found_.source.empty()) return Access::not_stated;
    const TokenRange source = found_.source.front();
    Words words;
    for (std::uint32_t at = source.begin + head_offset(source) + 1; at < source.end; ++at) {
      words.push_back(&rows()[at]);
    }
    return ground_in(words);
  }

  [[nodiscard]] std::uint32_t head_offset(TokenRange source) const {
    return has_tree(page_, source.begin) ? head_of(page_, source) - source.begin
                                         : source.end - source.begin - 1;
  }

  [[nodiscard]] Access clause_of_source() const {
    if (found_.source.empty()) return Access::not_stated;
    const TokenRange source = found_.source.front();
    std::uint32_t at = source.begin;
    while (at < source.end && !is_relative(rows()[at].lower)) ++at;
    if (at == source.end && at < rows().size() && rows()[at].lower == ",") ++at;
    if (at >= rows().size() || !is_relative(rows()[at].lower)) return Access::not_stated;
    Words clause;
    const std::uint32_t sentence = rows()[at].sentence;
    for (++at; at < rows().size() && clause.size() < 2 * near; ++at) {
      if (rows()[at].sentence != sentence || found_.cue.contains(at)) break;
      if (rows()[at].lower == "," && !clause.empty()) break;
      clause.push_back(&rows()[at]);
    }
    return of_clause(clause);
  }

  // "Pointing to drone video, the army said …"; not what a statement is made in ("said in a
  // letter").
  [[nodiscard]] Access said_beside() const {
    Words beside;
    const std::uint32_t from = found_.cue.begin > reach ? found_.cue.begin - reach : 0;
    const auto to = static_cast<std::uint32_t>(
        std::min<std::size_t>(rows().size(), std::size_t{found_.cue.end} + reach));
    const std::uint32_t sentence = rows()[found_.cue.begin].sentence;
    for (std::uint32_t at = from; at < to; ++at) {
      const bool elsewhere = rows()[at].sentence != sentence || found_.cue.contains(at) ||
                             contains(found_.content, at) || contains(found_.source, at);
      if (!elsewhere) beside.push_back(&rows()[at]);
    }
    if (const Access access = lexicon_.access(joined(beside)); access != Access::not_stated) {
      return access;
    }
    return ground_in(beside);
  }

  // "she had counted them", "a driver had told him".
  [[nodiscard]] Access said_by_it() const {
    if (found_.content.empty()) return Access::not_stated;
    const TokenRange first = found_.content.front();
    std::uint32_t at = first.begin;
    while (at < first.end && (rows()[at].shape == "p" || rows()[at].lower == "that")) ++at;
    Words words;
    for (; at < first.end && words.size() < start; ++at) words.push_back(&rows()[at]);
    if (words.empty()) return Access::not_stated;
    if (is_speaker(words.front()->lower)) {
      const Access access = of_clause({words.begin() + 1, words.end()});
      if (access != Access::not_stated) return access;
    }
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
      const bool told = words[i]->lower == "told" && words[i - 1]->lower != "was" &&
                        words[i - 1]->lower != "were";
      if (told && is_hearer(words[i + 1]->lower)) return Access::told;
      const bool said_to = words[i]->lower == "said" && words[i + 1]->lower == "to";
      if (said_to && i + 2 < words.size() && is_hearer(words[i + 2]->lower)) return Access::told;
      if (words[i]->tag == "VERB" && !told) break;
    }
    return Access::not_stated;
  }

  // What somebody did or where somebody was: "who watched from the quay", "who has read the draft".
  [[nodiscard]] Access of_clause(const Words& words) const {
    if (const Access access = lexicon_.access(joined(words)); access != Access::not_stated) {
      return access;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string lemma(words[i]->lemma);
      const Words rest(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      if (lexicon_.perceives(lemma)) {
        const Access ground = proof_in(rest);
        return ground == Access::not_stated ? Access::witnessed : ground;
      }
      if (lexicon_.consults(lemma)) return proof_in(rest);
      const bool was = lemma == "be" && i + 1 < words.size() && words[i + 1]->tag == "ADP" &&
                       one_of<9>(words[i + 1]->lower, {"in", "at", "on", "near", "behind", "under",
                                                       "inside", "aboard", "among"});
      const bool doing = words[i]->tag == "VERB" && words[i]->lower.ends_with("ing") && i > 0 &&
                         words[i - 1]->lemma == "be" && words.size() > i + 1;
      if (was || (doing && placed(rest))) return Access::witnessed;
      if (words[i]->tag == "VERB") break;
    }
    return Access::not_stated;
  }

  // "was skating near the pier"
  [[nodiscard]] static bool placed(const Words& words) {
    return !words.empty() && one_of<5>(words.front()->lower, {"near", "at", "in", "behind", "by"});
  }

  // "going by", "after studying", "citing": what follows soon is the ground.
  [[nodiscard]] Access ground_in(const Words& words) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!lexicon_.grounds(words[i]->lower) && !lexicon_.consults(std::string(words[i]->lemma)) &&
          !lexicon_.perceives(std::string(words[i]->lemma))) {
        continue;
      }
      const std::size_t end = std::min(words.size(), i + 1 + near);
      const Access found = proof_in({words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                     words.begin() + static_cast<std::ptrdiff_t>(end)});
      if (found != Access::not_stated) return found;
    }
    return Access::not_stated;
  }

  [[nodiscard]] Access proof_in(const Words& words) const {
    // "satellite records": pictures before papers.
    Access found = Access::not_stated;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), near); ++i) {
      const Access proof = lexicon_.proof(words[i]->lower);
      if (proof == Access::footage) return proof;
      if (found == Access::not_stated) found = proof;
    }
    return found;
  }

  const Page& page_;
  const Lexicon& lexicon_;
  const Found& found_;
};

}  // namespace

Access access_of(const Page& page, const Lexicon& lexicon, const Found& found) {
  return Reader(page, lexicon, found).read();
}

}  // namespace hearsay::attribute
