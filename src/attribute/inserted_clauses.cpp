#include "attribute/inserted_clauses.h"

#include <algorithm>
#include <utility>

namespace hearsay::attribute {
namespace {

class Finder {
 public:
  Finder(const SpeechTokens& tokens, SpeechCues& cues,
         const std::function<bool(std::uint32_t)>& may_hold)
      : tokens_(tokens),
        page_(tokens.page()),
        cues_(cues),
        found_(cues.found()),
        may_hold_(may_hold) {}

  // "— We sold it, said Olga Pint, and we would again."
  std::optional<InsertedClause> find(TokenRange whole, bool only_inverted) {
    for (const bool by_heads : {true, false}) {
      for (std::uint32_t token = whole.begin + 2; token < whole.end; ++token) {
        if (!may_stand_at(token)) continue;
        if (auto found = clause_at(token, whole, by_heads, only_inverted)) return found;
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return tokens_.rows(); }

  [[nodiscard]] bool may_stand_at(std::uint32_t token) const {
    if (!may_hold_(token) || !may_hold_(token - 1)) return false;
    const Row& before = rows()[token - 1];
    return is_comma_or_dash(before) || before.word == "…" || before.word == "?" ||
           before.word == "!" || before.word == "?!";
  }

  std::optional<InsertedClause> clause_at(std::uint32_t token, TokenRange whole, bool by_heads,
                                          bool only_inverted) {
    TokenRange clause{token, token};
    const std::uint32_t limit = std::min(whole.end, token + longest_clause);
    while (clause.end < limit && !ends_clause(page_, clause.end)) ++clause.end;
    const auto read = clause_behind(page_, clause);
    const bool comma = rows()[token - 1].word == ",";
    std::size_t owner = none;
    if (by_heads) {
      owner = headed_clause(clause, read);
      if (owner == none || (only_inverted && found_[owner].cue.begin != token)) {
        return std::nullopt;
      }
    } else {
      if (!read || (only_inverted && (!read->inverted || comma))) return std::nullopt;
      if (!read->inverted) {
        const bool beside = goes_on_from(page_, read->cue.begin, {whole.begin, token});
        if (read->source.begin != token || (comma ? !beside : !is_short(*read, clause))) {
          return std::nullopt;
        }
      }
      owner = cues_.attribution_of(*read);
    }
    const bool begins = read && (read->inverted || read->source.begin == token);
    if (begins && read->cue.begin == found_[owner].cue.begin) {
      found_[owner].source = {read->source};
    }
    InsertedClause out;
    out.owner = owner;
    out.pieces = around(whole, clause, read);
    return out;
  }

  // An attribution whose cue or source the clause begins with, or whose cue's subject, of which
  // the heads may have seen a part only ("the vet, Lotte Friis, told listeners").
  [[nodiscard]] std::size_t headed_clause(TokenRange clause,
                                          const std::optional<SpeechClause>& read) const {
    for (const auto& [token, attribution] : cues_.in(clause)) {
      const Found& each = found_[attribution];
      const bool reads_it = read && read->cue.begin == token && read->source.begin == clause.begin;
      const bool open = each.source.empty() || each.source.front().begin > token;
      const bool subject = reads_it && (open || read->source.contains(each.source.front().begin));
      if (subject || begins_clause(each, clause)) return attribution;
    }
    return none;
  }

  // The words before and behind an inserted clause.
  std::vector<TokenRange> around(TokenRange whole, TokenRange clause,
                                 const std::optional<SpeechClause>& read) const {
    TokenRange before{whole.begin, clause.begin};
    while (before.end > before.begin + 1 && is_comma_or_dash(rows()[before.end - 1])) --before.end;
    TokenRange behind{std::min(clause.end + 1, whole.end), whole.end};
    const std::uint32_t from = read ? std::max(read->cue.end, read->source.end) : clause.begin + 1;
    for (std::uint32_t token = from; token + 1 < clause.end; ++token) {
      if (resumes(token, clause.end)) {
        behind.begin = token + 1;
        break;
      }
    }
    std::vector<TokenRange> pieces{before};
    if (!behind.empty()) pieces.push_back(behind);
    return pieces;
  }

  // ", and we would again", " — and we would".
  [[nodiscard]] bool resumes(std::uint32_t token, std::uint32_t end) const {
    if (is_dash(rows()[token].word)) return true;
    if (rows()[token].word != "," || rows()[token + 1].tag != "CCONJ") return false;
    const auto clause = clause_behind(page_, {token + 2, end});
    if (clause && !clause->inverted) return true;
    return token + 2 < end && rows()[token + 2].tag == "PRON" &&
           holds_clause(page_, {token + 2, end});
  }

  const SpeechTokens& tokens_;
  const Page& page_;
  SpeechCues& cues_;
  std::vector<Found>& found_;
  const std::function<bool(std::uint32_t)>& may_hold_;
};

}  // namespace

std::optional<InsertedClause> find_inserted_clause(
    const SpeechTokens& tokens, SpeechCues& cues, TokenRange whole, bool only_inverted,
    const std::function<bool(std::uint32_t)>& may_hold) {
  return Finder(tokens, cues, may_hold).find(whole, only_inverted);
}

}  // namespace hearsay::attribute
