// Search of claims by words. What it costs depends on how rare the rarest of the words are, not on
// how many claims have the others: first the claims that have a rare word, then those that have all
// common ones, or all but one. What a claim's words are worth follows from the whole collection, so
// the order in which documents came makes no difference.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "store/sqlite_store.h"
#include "text/fold.h"

namespace hearsay::store {
namespace {

constexpr std::size_t kQueryWords = 64;  // more of a query would only cost time
constexpr std::size_t kCommon = 1000;    // claims; a word that more have is common
constexpr std::size_t kLookedAt = 2000;  // claims, for their rare words
constexpr std::size_t kFew = 50;        // with fewer that have all common words, one may be missing
constexpr std::size_t kMostCommon = 8;  // words of which each may be the missing one
constexpr float kOwnWords = 4;  // a word of the clause itself against one of its surroundings

/// What a phrase of a full-text query stands for; passed to `fit_of_words` as bytes.
struct Weighed {
  std::uint32_t word = 0;
  float weight = 0;
};

/// Words to look for, each once.
struct Word {
  std::string text;
  std::size_t claims = 0;  ///< that have it, at most one more than `kCommon`
};

/// An FTS5 query, with what each of its phrases stands for.
struct Query {
  std::string text;
  std::vector<Weighed> phrases;
};

/// How well a claim fits: each word counts once, by its weight.
void fit_of_words(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int count,
                  sqlite3_value** values) {
  if (count != 1) return sqlite3_result_error(result, "one argument is wanted", -1);
  const auto* weights = static_cast<const Weighed*>(sqlite3_value_blob(values[0]));
  const std::span<const Weighed> phrases(
      weights, static_cast<std::size_t>(sqlite3_value_bytes(values[0])) / sizeof(Weighed));
  std::array<float, kQueryWords> best{};
  int instances = 0;
  int code = api->xInstCount(row, &instances);
  for (int i = 0; i < instances && code == SQLITE_OK; ++i) {
    int phrase = 0, column = 0, offset = 0;
    code = api->xInst(row, i, &phrase, &column, &offset);
    if (code != SQLITE_OK || static_cast<std::size_t>(phrase) >= phrases.size()) continue;
    const Weighed& found = phrases[static_cast<std::size_t>(phrase)];
    float& value = best[found.word % kQueryWords];
    value = std::max(value, found.weight * (column == 0 ? kOwnWords : 1));
  }
  if (code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  double sum = 0;
  for (const float each : best) sum += each;
  sqlite3_result_double(result, sum);
}

/// The full-text module of this connection.
fts5_api* full_text(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) {
    return nullptr;
  }
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  return api;
}

std::string quoted(const std::string& word) { return '"' + word + '"'; }

/// Rarest first.
float weight(const Word& word) {
  const auto claims = static_cast<float>(std::max<std::size_t>(word.claims, 1));
  return std::log1p(4 * static_cast<float>(kCommon) / claims);
}

class Builder {
 public:
  explicit Builder(const std::vector<Word>& words) : words_(words) {}

  /// "(a OR b)", of words [begin, end).
  Builder& any(std::size_t begin, std::size_t end) { return join(begin, end, end, " OR "); }
  /// "(a AND b)", without one of them.
  Builder& all(std::size_t begin, std::size_t end, std::size_t without) {
    return join(begin, end, without, " AND ");
  }
  Query take() { return std::move(query_); }

 private:
  Builder& join(std::size_t begin, std::size_t end, std::size_t without, const char* between) {
    query_.text += query_.text.empty() ? "(" : " AND (";
    bool is_first = true;
    for (std::size_t i = begin; i < end; ++i) {
      if (i == without) continue;
      if (!is_first) query_.text += between;
      is_first = false;
      query_.text += quoted(words_[i].text);
      query_.phrases.push_back({static_cast<std::uint32_t>(i), weight(words_[i])});
    }
    query_.text += ")";
    return *this;
  }

  const std::vector<Word>& words_;
  Query query_;
};

using Found = std::map<std::pair<std::string, std::uint32_t>, double>;

class Searching {
 public:
  Searching(const Connection& connection, std::vector<Word> words)
      : words_(std::move(words)),
        query_(connection,
               "SELECT r.id, c.position, fit_of_words(claim_words, ?2) FROM claim_words"
               " JOIN claims c ON c.number = claim_words.rowid"
               " JOIN readings r ON r.document = c.document"
               " WHERE claim_words MATCH ?1 AND r.current") {}

  Found run() {
    std::size_t rare = 0;  // of the words, which are sorted
    for (std::size_t claims = 0; rare < words_.size(); ++rare) {
      claims += words_[rare].claims;
      if (words_[rare].claims > kCommon || (rare > 0 && claims > kLookedAt)) break;
    }
    if (rare > 0) look(Builder(words_).any(0, rare).any(0, words_.size()).take());
    const auto is_common = [](const Word& word) { return word.claims > kCommon; };
    const auto first = std::find_if(words_.begin(), words_.end(), is_common);
    const auto common = static_cast<std::size_t>(first - words_.begin());
    const std::size_t many = words_.size() - common;
    // Beside rare words a common one alone says nothing: half of the collection may have it.
    if (many == 0 || (many == 1 && rare > 0)) return std::move(found_);
    const std::size_t have_all = look_for_all(common, words_.size());
    const bool is_only_hope = found_.empty() && many == 2;
    if (have_all >= kFew || (many < 3 && !is_only_hope) || many > kMostCommon) {
      return std::move(found_);
    }
    for (std::size_t i = common; i < words_.size(); ++i) look_for_all(common, i);
    return std::move(found_);
  }

 private:
  std::size_t look_for_all(std::size_t begin, std::size_t without) {
    return look(Builder(words_).all(begin, words_.size(), without).any(0, words_.size()).take());
  }

  std::size_t look(const Query& query) {
    const std::string_view weights(reinterpret_cast<const char*>(query.phrases.data()),
                                   query.phrases.size() * sizeof(Weighed));
    std::size_t count = 0;
    query_.bind(query.text, Bytes{weights});
    for (; query_.step(); ++count) {
      double& score = found_[{query_.text(0), static_cast<std::uint32_t>(query_.integer(1))}];
      score = std::max(score, query_.real(2));
    }
    return count;
  }

  const std::vector<Word> words_;
  Statement query_;
  Found found_;
};

}  // namespace

/// Registers what searching needs.
void SqliteStore::prepare_search() const {
  fts5_api* const api = full_text(connection_.handle());
  if (api == nullptr ||
      api->xCreateFunction(api, "fit_of_words", nullptr, fit_of_words, nullptr) != SQLITE_OK) {
    give_up(ErrorKind::store, "This SQLite cannot search for words: it was built without FTS5.");
  }
}

Result<std::vector<Hit>> SqliteStore::search(std::string_view query_text, std::size_t limit) const {
  return guarded([&] {
    require_analysis();
    const std::string folded = text::fold(query_text);
    std::set<std::string_view> seen;
    for (const std::string_view word : text::split(folded)) {
      if (!word.empty() && seen.size() < kQueryWords) seen.insert(word);
    }
    Statement count(connection_,
                    "SELECT count(*) FROM (SELECT 1 FROM claim_words WHERE claim_words MATCH ?"
                    " LIMIT ?)");
    std::vector<Word> words;
    for (const std::string_view word : seen) {
      Word each{std::string(word)};
      count.bind(quoted(each.text), kCommon + 1).step();
      each.claims = static_cast<std::size_t>(count.integer(0));
      if (each.claims > 0) words.push_back(std::move(each));
    }
    std::ranges::sort(words, {}, [](const Word& each) { return std::tie(each.claims, each.text); });
    std::vector<Hit> hits;
    if (words.empty()) return hits;
    for (const auto& [claim, score] : Searching(connection_, std::move(words)).run()) {
      hits.push_back({{claim.first, ClaimIndex{claim.second}}, score});
    }
    std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
      return a.score != b.score ? a.score > b.score : a.claim < b.claim;
    });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
  });
}

/// The words that they are searched by are those that are wanted.
Result<std::vector<ClaimWords>> SqliteStore::words_of(const std::vector<ClaimId>& claims) const {
  return guarded([&] {
    std::vector<ClaimWords> all;
    Statement query(connection_,
                    "SELECT w.context, r.title FROM documents d"
                    " JOIN readings r ON r.document = d.number"
                    " JOIN claims c ON c.document = d.number AND c.position = ?2"
                    " JOIN claim_words w ON w.rowid = c.number WHERE d.id = ?1");
    for (const ClaimId& claim : claims) {
      ClaimWords& words = all.emplace_back();
      if (!query.bind(claim.document, static_cast<std::int64_t>(claim.claim)).step()) continue;
      words.sentence = query.text(0);
      words.title = text::fold(query.text(1));
      // See write_claims: the title stands behind the sentence.
      words.sentence.resize(words.sentence.size() - words.title.size() - 1);
    }
    return all;
  });
}

}  // namespace hearsay::store
