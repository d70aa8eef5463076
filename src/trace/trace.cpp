#include "trace/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "text/fold.h"
#include "text/utf8.h"
#include "trace/changes.h"
#include "trace/copies.h"
#include "trace/counting.h"
#include "trace/graph.h"
#include "trace/origins.h"
#include "trace/statements.h"
#include "trace/versions.h"

namespace hearsay {
namespace {

using namespace tracing;

constexpr std::size_t kMostHits = 200;
constexpr double kLeastFit = 0.34;  // share of the query's words that a claim must have
constexpr std::size_t kMostCandidates = 10;

// Words of a query by which claims are compared: folded, cut to their stem's length, so that
// "leaks" meets "leaking"; short words only where they are numbers.
std::set<std::string> query_words(std::string_view text) {
  std::set<std::string> words;
  const std::string folded = text::fold(text);
  for (const std::string_view word : text::split(folded)) {
    const bool number = word.front() >= '0' && word.front() <= '9';
    if (word.size() < 4 && !number) continue;
    words.emplace(number ? word : word.substr(0, std::max<std::size_t>(4, word.size() - 2)));
  }
  return words;
}

double fit(const std::set<std::string>& query, std::string_view text) {
  if (query.empty()) return 0;
  const std::string folded = text::fold(text);
  const std::vector<std::string_view> words = text::split(folded);
  std::size_t found = 0;
  for (const std::string& asked : query) {
    found += std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return word.substr(0, asked.size()) == asked;
    });
  }
  return static_cast<double>(found) / static_cast<double>(query.size());
}

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  std::size_t end = std::min(text.size(), kLongest);
  while (!text::is_boundary(text, end)) --end;
  return text::printable(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

Result<ClaimId> claim_of(const std::string& id, std::size_t mark) {
  std::uint32_t number = 0;
  const char* end = id.data() + id.size();
  const auto parsed = std::from_chars(id.data() + mark + 2, end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || number == 0) {
    return fail(ErrorKind::usage, "\"" + shown(id) + "\" is not the id of a claim");
  }
  return ClaimId{id.substr(0, mark), static_cast<ClaimIndex>(number - 1)};
}

Result<Meaning> choose_by_id(const Collection& collection, const std::string& id) {
  Meaning choice;
  const std::size_t mark = id.rfind("#c");
  if (mark != std::string::npos) {
    const auto claim = claim_of(id, mark);
    if (!claim) return tl::unexpected(claim.error());
    const auto places = collection.places_of({*claim});
    if (!places) return tl::unexpected(places.error());
    choice.narrative = places->front().narrative;
    if (!places->front().allegation.empty()) choice.allegations[places->front().allegation] = 1;
  } else {
    const auto story = collection.story(id);
    if (!story) return tl::unexpected(story.error());
    if (!story->narratives.empty()) choice.narrative = story->narratives.front().id;
    if (choice.narrative != id) choice.allegations[id] = 1;
  }
  if (!choice.narrative.empty()) return choice;
  return fail(ErrorKind::not_found,
              "no claim, allegation or narrative of this store has the id \"" + shown(id) + "\"");
}

/// Scores narratives by how many of the query's words their claims and headlines have.
class Chooser {
 public:
  Chooser(const Collection& collection, const std::string& query)
      : collection_(collection), query_(query), words_(query_words(query)) {}

  Result<Meaning> run() {
    const auto hits = collection_.search(query_, kMostHits);
    if (!hits) return tl::unexpected(hits.error());
    std::vector<ClaimId> claims;
    for (const Hit& hit : *hits) claims.push_back(hit.claim);
    const auto places = collection_.places_of(claims);
    if (!places) return tl::unexpected(places.error());
    const auto texts = collection_.words_of(claims);
    if (!texts) return tl::unexpected(texts.error());
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!(*places)[i].narrative.empty()) score((*places)[i], (*texts)[i]);
    }
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [id, fitting] : fits_) {
      const double many = std::min(0.2, 0.02 * static_cast<double>(fitting.count));
      order.emplace_back(-(fitting.best + many), id);
    }
    std::sort(order.begin(), order.end());
    if (order.empty() || fits_.at(order.front().second).best < kLeastFit) return nothing(order);
    Meaning choice;
    choice.narrative = order.front().second;
    choice.allegations = allegations_;
    const double top = -order.front().first;
    for (std::size_t i = 1; i < order.size() && choice.others.size() < kMostCandidates; ++i) {
      const auto& [negative, id] = order[i];
      const Fitting& fitting = fits_.at(id);
      if (fitting.best < kLeastFit || -negative < 0.5 * top) continue;
      choice.others.push_back({id, fitting.place.label, fitting.place.documents, -negative});
    }
    return choice;
  }

 private:
  struct Fitting {  // of a narrative
    ClaimPlace place;
    double best = 0;
    std::size_t count = 0;
  };

  void score(const ClaimPlace& place, const ClaimWords& claim) {
    // A claim's own words count in full; what only the headline has counts half.
    const double own = fit(words_, claim.sentence);
    const double value = own + 0.5 * (fit(words_, claim.title + ' ' + claim.sentence) - own);
    Fitting& fitting = fits_[place.narrative];
    fitting.place = place;
    fitting.best = std::max(fitting.best, value);
    ++fitting.count;
    if (place.allegation.empty()) return;
    double& inner = allegations_[place.allegation];
    inner = std::max(inner, value);
  }

  [[nodiscard]] tl::unexpected<Error> nothing(
      const std::vector<std::pair<double, std::string>>& order) const {
    constexpr std::size_t kNamed = 3;
    std::string message = "nothing in this store fits \"" + shown(query_) + "\"";
    std::string nearest;
    const auto name = [&](const std::string& id, const std::string& label) {
      nearest += fmt::format("{}{} ({})", nearest.empty() ? "" : ", ", shown(label), id);
    };
    for (std::size_t i = 0; i < std::min(kNamed, order.size()); ++i) {
      name(order[i].second, fits_.at(order[i].second).place.label);
    }
    if (!nearest.empty()) return fail(ErrorKind::not_found, message + "; nearest: " + nearest);
    const auto others = collection_.largest(kNamed);
    if (!others) return tl::unexpected(others.error());
    for (const Narrative& narrative : *others) name(narrative.id, narrative.label);
    if (!nearest.empty()) message += "; it holds, among others: " + nearest;
    return fail(ErrorKind::not_found, message);
  }

  const Collection& collection_;
  const std::string& query_;
  std::set<std::string> words_;
  std::map<std::string, Fitting> fits_;  // by the narrative's id
  std::map<std::string, double> allegations_;
};

void write_allegations(const Pile& pile, const Statements& statements, const Origins& origins,
                       Trace& trace) {
  for (const Allegation* allegation : pile.allegations()) {
    TracedAllegation traced;
    traced.id = allegation->id;
    traced.label = allegation->label;
    traced.documents = allegation->documents;
    std::set<std::size_t> in;
    std::set<std::size_t> found;
    for (std::size_t s = 0; s < statements.statements.size(); ++s) {
      if (statements.statements[s].allegation != allegation) continue;
      in.insert(s);
      if (origins.of_statement[s] != Origins::kNone) found.insert(origins.of_statement[s]);
    }
    for (const std::size_t origin : found)
      traced.origins.push_back(origins.origins[origin].origin.id);
    traced.independent_origins = count_independent(pile, statements, origins, in);
    trace.allegations.push_back(std::move(traced));
  }
}

}  // namespace

Result<Meaning> meaning_of(const Collection& collection, const TraceQuery& query) {
  if (query.text.empty() && query.id.empty()) {
    return fail(ErrorKind::usage, "nothing to trace: give words, a sentence or an id");
  }
  return query.id.empty() ? Chooser(collection, query.text).run()
                          : choose_by_id(collection, query.id);
}

Result<Trace> trace_narrative(const Collection& collection, const std::string& narrative,
                              const std::vector<Ruling>& rulings) {
  auto pile = Pile::load(collection, narrative, rulings);
  if (!pile) return tl::unexpected(pile.error());
  const Statements statements = find_statements(*pile);
  const Origins origins = find_origins(*pile, statements);

  Trace trace;
  trace.narrative = pile->narrative();
  for (const FoundOrigin& found : origins.origins) trace.origins.push_back(found.origin);
  std::set<std::size_t> all;
  for (std::size_t s = 0; s < statements.statements.size(); ++s) all.insert(s);
  trace.independent_origins = count_independent(*pile, statements, origins, all);
  write_allegations(*pile, statements, origins, trace);
  write_graph(*pile, statements, origins, trace);
  write_changes(*pile, statements, origins, trace);
  write_revisions(*pile, statements, trace);
  lead_to_versions(*pile, trace);
  write_timeline(*pile, statements, origins, trace);
  trace.reuse = all_reuse(*pile);
  return trace;
}

Trace answer_to(const TraceQuery& query, Meaning meaning, Trace trace) {
  trace.query = query.id.empty() ? query.text : query.id;
  trace.candidates = std::move(meaning.others);
  const auto fit_of = [&](const TracedAllegation& allegation) {
    const auto found = meaning.allegations.find(allegation.id);
    return found == meaning.allegations.end() ? 0.0 : found->second;
  };
  std::ranges::sort(trace.allegations, [&](const auto& a, const auto& b) {
    return std::tuple(-fit_of(a), b.documents.size(), a.id) <
           std::tuple(-fit_of(b), a.documents.size(), b.id);
  });
  return trace;
}

Result<Trace> trace(const Collection& collection, const TraceQuery& query,
                    const std::vector<Ruling>& rulings) {
  auto meaning = meaning_of(collection, query);
  if (!meaning) return tl::unexpected(meaning.error());
  auto found = trace_narrative(collection, meaning->narrative, rulings);
  if (!found) return found;
  return answer_to(query, *std::move(meaning), *std::move(found));
}

Result<std::vector<Revision>> revisions(const Collection& collection, const std::string& page) {
  const auto earlier = load_earlier(collection, page);
  if (!earlier) return tl::unexpected(earlier.error());
  if (earlier->empty()) return std::vector<Revision>{};
  const auto document = collection.document(page);
  if (!document) return tl::unexpected(document.error());
  return revisions_of(**document, *earlier);
}

}  // namespace hearsay
