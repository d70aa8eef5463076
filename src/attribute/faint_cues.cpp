#include "attribute/faint_cues.h"

#include <algorithm>
#include <optional>

#include "attribute/said_clauses.h"
#include "attribute/source_words.h"
#include "attribute/speech_clauses.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_source = 24;     // tokens
constexpr std::uint32_t longest_sentence = 300;  // longer ones are none; keeps odd texts linear
// Tree and heads agree: more likely than not, and no more than a headline's mark.
constexpr float agreed = 0.5F;

class Reader {
 public:
  Reader(const Page& page, std::uint32_t verb) : page_(page), verb_(verb) {
    const Sentence& sentence = page.segmentation().sentences[row(verb).sentence];
    sentence_ = {sentence.begin, sentence.end};
    while (!sentence_.empty() && ends_sentence(page, sentence_.end - 1)) --sentence_.end;
    cue_ = {verb, verb + 1};
    while (cue_.begin > sentence_.begin && helps(cue_.begin - 1)) --cue_.begin;
    const bool quoted = cue_.end + 1 < sentence_.end && row(cue_.end).lower == "as" &&
                        word(cue_.end + 1).head == static_cast<TokenIndex>(verb);
    if (quoted) cue_.end += 2;  // "was quoted | as saying"
  }

  [[nodiscard]] std::optional<Found> read() const {
    if (is_odd()) return std::nullopt;
    if (auto clause = behind()) return found(subject(sentence_.begin), *clause);
    const auto comma = comma_before_what_it_says();
    return comma ? found(subject(*comma + 1), {after_dateline(), *comma}) : std::nullopt;
  }

  /// The content from its first word to the comma before who says it, if all of it stands there and
  /// no quotation does.
  [[nodiscard]] std::optional<TokenRange> whole(const std::vector<TokenRange>& content) const {
    if (is_odd()) return std::nullopt;
    const auto comma = comma_before_what_it_says();
    if (!comma || content.empty() || content.front().begin < sentence_.begin ||
        content.back().end > *comma) {
      return std::nullopt;
    }
    const TokenRange out{content.front().begin, *comma};
    for (std::uint32_t at = out.begin; at < out.end; ++at) {
      if (page_.quoted(at)) return std::nullopt;
    }
    return out;
  }

 private:
  [[nodiscard]] bool is_odd() const { return sentence_.end - sentence_.begin > longest_sentence; }
  [[nodiscard]] const Row& row(std::uint32_t at) const { return page_.rows()[at]; }
  [[nodiscard]] const Word& word(std::uint32_t at) const { return page_.annotation().words[at]; }
  [[nodiscard]] bool helps(std::uint32_t at) const {
    return row(at).tag == "AUX" || row(at).tag == "ADV" || row(at).tag == "PART";
  }
  [[nodiscard]] bool is_finite(std::uint32_t at) const {
    return word(at).features.find("VerbForm=Fin") != std::string::npos;
  }
  [[nodiscard]] bool is_nominal(std::uint32_t at) const {
    return row(at).tag == "NOUN" || row(at).tag == "PROPN" || row(at).tag == "PRON";
  }
  [[nodiscard]] bool hangs(std::uint32_t at, std::string_view relation) const {
    return word(at).head == static_cast<TokenIndex>(verb_) && word(at).relation == relation;
  }

  /// A finite verb with somebody or something before it.
  [[nodiscard]] bool is_clause(TokenRange range) const {
    bool nominal = false;
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      nominal = nominal || is_nominal(at);
      if (nominal && is_finite(at)) return true;
    }
    return false;
  }

  /// The clause that hangs on the verb behind whom it is told. (Without a hearer the heads know
  /// better: "proved that", "knew that".)
  [[nodiscard]] std::optional<TokenRange> behind() const {
    const auto top = said_clause(page_, {verb_, verb_ + 1}, {cue_.end, sentence_.end});
    if (!top) return std::nullopt;
    TokenRange clause{clause_begin(page_, *top, cue_.end), *top + 1};
    bool hearer = false;
    for (std::uint32_t at = cue_.end; at < clause.begin; ++at) hearer = hearer || is_nominal(at);
    if (!hearer) return std::nullopt;
    while (clause.end < sentence_.end && hangs_under(page_, clause.end, *top)) ++clause.end;
    while (row(clause.end - 1).shape == "p") --clause.end;
    return is_clause(clause) ? std::optional(clause) : std::nullopt;
  }

  /// "KALMORE (MWA) - [Nine kilns …]".
  [[nodiscard]] std::uint32_t after_dateline() const {
    static constexpr std::uint32_t longest = 12;
    const std::uint32_t end = std::min(sentence_.begin + longest, sentence_.end);
    std::uint32_t at = sentence_.begin;
    const bool opens = at == 0 || row(at - 1).paragraph != row(at).paragraph;
    if (!opens || row(at).tag != "PROPN") return at;
    const auto& tokens = page_.segmentation().tokens;
    for (; at + 1 < end; ++at) {
      const bool dash = is_dash(row(at).word) || row(at).word == "-";
      if (dash && tokens[at].space_before && tokens[at + 1].space_before) return at + 1;
    }
    return sentence_.begin;
  }

  /// The comma between what is said and who says it, who has no finite verb but that of a clause
  /// of his own ("one councillor, who would not be named").
  [[nodiscard]] std::optional<std::uint32_t> comma_before_subject() const {
    const std::uint32_t least = sentence_.begin + longest_source < cue_.begin
                                    ? cue_.begin - longest_source
                                    : sentence_.begin;
    for (std::uint32_t at = cue_.begin; at-- > least;) {
      if (row(at).lower != "," || !is_subject({at + 1, cue_.begin})) continue;
      const TokenRange before{after_dateline(), at};
      if (before.empty() || is_dependent(before.begin)) return std::nullopt;
      return is_clause(before) ? std::optional(at) : std::nullopt;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::uint32_t> comma_before_what_it_says() const {
    return ends_with_cue() ? comma_before_subject() : std::nullopt;
  }

  [[nodiscard]] bool is_subject(TokenRange words) const {
    if (words.empty() || is_relative(row(words.begin).lower)) return false;
    bool noun = false, own_clause = false;
    for (std::uint32_t at = words.begin; at < words.end; ++at) {
      const bool opens = row(at).tag == "CCONJ" || row(at).tag == "SCONJ" || row(at).tag == "ADV" ||
                         row(at).tag == "ADP" || row(at).tag == "VERB";
      if (at == words.begin && opens) return false;
      own_clause = own_clause || (noun && is_relative(row(at).lower));
      if (is_finite(at) && !own_clause) return false;
      noun = noun || is_nominal(at);
    }
    return noun;
  }

  /// "When the kiln was shut": no sentence of its own.
  [[nodiscard]] bool is_dependent(std::uint32_t at) const {
    const std::string& features = word(at).features;
    return row(at).tag == "SCONJ" || row(at).tag == "CCONJ" ||
           features.find("PronType=Int") != std::string::npos ||
           features.find("PronType=Rel") != std::string::npos;
  }

  /// Behind the cue stands only whom it is said to, how and when.
  [[nodiscard]] bool ends_with_cue() const {
    for (std::uint32_t at = cue_.end; at < sentence_.end; ++at) {
      const bool object = hangs(at, "obj") && row(at).tag != "PROPN";
      if (object || is_finite(at) || row(at).tag == "VERB" || page_.quoted(at)) return false;
    }
    return true;
  }

  /// From `begin` on or, at the sentence's begin, the noun that the verb has for a subject, with
  /// the clauses about him that end before the verb.
  [[nodiscard]] std::optional<TokenRange> subject(std::uint32_t begin) const {
    if (begin > sentence_.begin) return TokenRange{begin, cue_.begin};
    for (std::uint32_t at = cue_.begin; at-- > begin;) {
      const bool own = hangs(at, "nsubj") || hangs(at, "nsubj:pass");
      if (own && is_nominal(at)) return phrase_before(page_, at, sentence_.begin, cue_.begin);
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Found> found(std::optional<TokenRange> source,
                                           TokenRange content) const {
    if (!source) return std::nullopt;
    for (std::uint32_t at = content.begin; at < content.end; ++at) {
      if (page_.quoted(at)) return std::nullopt;
    }
    Found out;
    out.cue = cue_;
    out.source = {*source};
    out.content = {content};
    out.confidence = agreed;
    count_words(page_, out);
    return out;
  }

  const Page& page_;
  std::uint32_t verb_;
  TokenRange sentence_, cue_;
};

/// Whether the heads have something said with it: a clause, and not the source's own ("a clerk [who
/// would not be named] said").
bool says(const Page& page, const Found& each, const Found& read) {
  return std::ranges::any_of(each.content, [&](TokenRange piece) {
    const bool own = !read.source.empty() && read.source.front().begin <= piece.begin &&
                     piece.end <= read.source.front().end;
    return !own && holds_clause(page, piece);
  });
}

/// The verb itself, of "was" in "was quoted" and of "saying" in "quoted as saying", too.
std::uint32_t verb_of(const Page& page, std::uint32_t at) {
  const Word& word = page.annotation().words[at];
  const bool part = word.relation.starts_with("aux") || page.rows()[at].lower == "saying";
  return part && word.head ? static_cast<std::uint32_t>(*word.head) : at;
}

}  // namespace

void add_faint_cues(const Page& page, std::span<const LikelyCue> likely,
                    std::vector<Found>& found) {
  for (const LikelyCue& each : likely) {
    const TokenRange tokens = page.tokens(each.word);
    if (tokens.empty() || tokens.end > page.annotation().words.size()) continue;
    const std::uint32_t verb = verb_of(page, tokens.begin);
    const Row& row = page.rows()[verb];
    if (row.tag != "VERB" || page.quoted(verb) || !page.is_read(row.sentence)) continue;
    auto read = Reader(page, verb).read();
    if (!read) continue;
    const auto takes = [&](const Found& other) {
      return other.cue.begin < read->cue.end && read->cue.begin < other.cue.end;
    };
    const bool inside = std::ranges::any_of(
        found, [&](const Found& other) { return contains(other.content, verb); });
    if (inside) continue;
    const bool said = std::ranges::any_of(
        found, [&](const Found& other) { return takes(other) && says(page, other, *read); });
    if (said) continue;
    std::erase_if(found, takes);
    found.push_back(std::move(*read));
  }
}

void fill_contents(const Page& page, std::vector<Found>& found) {
  for (Found& each : found) {
    if (each.cue.empty() || each.cue.end > page.annotation().words.size()) continue;
    const std::uint32_t verb = each.cue.end - 1;
    if (each.source.empty() || page.quoted(verb)) continue;
    const auto whole = Reader(page, verb).whole(each.content);
    const TokenRange source = each.source.front();
    if (!whole || source.begin < whole->end || source.end > each.cue.begin) continue;
    each.content = {*whole};
    count_words(page, each);
  }
}

}  // namespace hearsay::attribute
