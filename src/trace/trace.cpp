#include "trace/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "text/fold.h"
#include "text/utf8.h"
#include "trace/changes.h"
#include "trace/copies.h"
#include "trace/graph.h"
#include "trace/origins.h"
#include "trace/statements.h"

namespace hearsay {
namespace {

using namespace tracing;

constexpr std::size_t kMostHits = 200;
constexpr double kLeastFit = 0.34;  // share of the query's words that a claim must have
constexpr std::size_t kMostCandidates = 10;

/// What the query meant: a narrative, and how well each allegation fits.
struct Choice {
  const Narrative* narrative = nullptr;
  std::map<std::string, double> allegations;  // by id
  std::vector<Candidate> others;
};

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

const Narrative* narrative_with(const Grouping& grouping, const std::string& allegation) {
  for (const Narrative& narrative : grouping.narratives) {
    const auto& ids = narrative.allegations;
    if (std::find(ids.begin(), ids.end(), allegation) != ids.end()) return &narrative;
  }
  return nullptr;
}

const Narrative* narrative_of_document(const Grouping& grouping, const std::string& document) {
  for (const Narrative& narrative : grouping.narratives) {
    if (std::binary_search(narrative.documents.begin(), narrative.documents.end(), document)) {
      return &narrative;
    }
  }
  return nullptr;
}

const Allegation* allegation_with(const Grouping& grouping, const ClaimId& claim) {
  for (const Allegation& allegation : grouping.allegations) {
    if (std::binary_search(allegation.claims.begin(), allegation.claims.end(), claim)) {
      return &allegation;
    }
  }
  return nullptr;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  std::size_t end = std::min(text.size(), kLongest);
  while (!text::is_boundary(text, end)) --end;
  return text::printable(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

Result<Choice> choose_by_id(const Grouping& grouping, const std::string& id) {
  Choice choice;
  const std::size_t mark = id.rfind("#c");
  if (mark != std::string::npos) {
    std::uint32_t number = 0;
    const char* end = id.data() + id.size();
    const auto parsed = std::from_chars(id.data() + mark + 2, end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end || number == 0) {
      return fail(ErrorKind::usage, "\"" + shown(id) + "\" is not the id of a claim");
    }
    const ClaimId claim{id.substr(0, mark), static_cast<ClaimIndex>(number - 1)};
    if (const Allegation* allegation = allegation_with(grouping, claim)) {
      choice.narrative = narrative_with(grouping, allegation->id);
      choice.allegations[allegation->id] = 1;
    } else {
      choice.narrative = narrative_of_document(grouping, claim.document);
    }
  } else if (!id.empty() && id.front() == 'n') {
    for (const Narrative& narrative : grouping.narratives) {
      if (narrative.id == id) choice.narrative = &narrative;
    }
  } else {
    choice.narrative = narrative_with(grouping, id);
    choice.allegations[id] = 1;
  }
  if (choice.narrative != nullptr) return choice;
  return fail(ErrorKind::not_found,
              "no claim, allegation or narrative of this store has the id \"" + shown(id) + "\"");
}

/// Scores narratives by how many of the query's words their claims and headlines have.
class Chooser {
 public:
  Chooser(const Collection& collection, const Grouping& grouping, const std::string& query)
      : collection_(collection), grouping_(grouping), query_(query), words_(query_words(query)) {}

  Result<Choice> run() {
    auto hits = collection_.search(query_, kMostHits);
    if (!hits) return tl::unexpected(hits.error());
    find_groups(*hits);
    for (const Hit& hit : *hits) {
      if (auto error = score(hit)) return tl::unexpected(*error);
    }
    std::vector<std::tuple<double, std::string, const Narrative*>> order;
    for (const auto& [narrative, best] : fits_) {
      const double many = std::min(0.2, 0.02 * static_cast<double>(counts_[narrative]));
      order.emplace_back(-(best + many), narrative->id, narrative);
    }
    std::sort(order.begin(), order.end());
    if (order.empty() || fits_[std::get<2>(order.front())] < kLeastFit) return nothing(order);
    Choice choice;
    choice.narrative = std::get<2>(order.front());
    choice.allegations = allegations_;
    const double top = -std::get<0>(order.front());
    for (std::size_t i = 1; i < order.size() && choice.others.size() < kMostCandidates; ++i) {
      const auto& [negative, id, narrative] = order[i];
      if (fits_[narrative] < kLeastFit || -negative < 0.5 * top) continue;
      choice.others.push_back({id, narrative->label, narrative->documents.size(), -negative});
    }
    return choice;
  }

 private:
  // The groups of the documents that were hit; a large store has a hundred thousand others, which
  // are only passed.
  void find_groups(const std::vector<Hit>& hits) {
    std::unordered_set<std::string_view> documents;
    std::set<ClaimId> claims;
    for (const Hit& hit : hits) {
      documents.insert(hit.claim.document);
      claims.insert(hit.claim);
    }
    const auto is_hit = [&](const std::string& id) { return documents.count(id) > 0; };
    for (const Allegation& allegation : grouping_.allegations) {
      if (std::none_of(allegation.documents.begin(), allegation.documents.end(), is_hit)) continue;
      for (const ClaimId& claim : allegation.claims) {
        if (claims.count(claim) > 0) allegation_of_[claim] = &allegation;
      }
    }
    for (const Narrative& narrative : grouping_.narratives) {
      if (std::none_of(narrative.documents.begin(), narrative.documents.end(), is_hit)) continue;
      for (const std::string& id : narrative.allegations) narrative_of_[id] = &narrative;
      for (const std::string& id : narrative.documents) of_document_.try_emplace(id, &narrative);
    }
  }

  std::optional<Error> score(const Hit& hit) {
    const auto allegation = allegation_of_.find(hit.claim);
    const Narrative* narrative = nullptr;
    if (allegation != allegation_of_.end()) {
      const auto found = narrative_of_.find(allegation->second->id);
      if (found != narrative_of_.end()) narrative = found->second;
    }
    if (narrative == nullptr) {
      const auto found = of_document_.find(hit.claim.document);
      if (found != of_document_.end()) narrative = found->second;
    }
    if (narrative == nullptr) return std::nullopt;
    auto document = collection_.document(hit.claim.document);
    if (!document) return document.error();
    const auto index = static_cast<std::size_t>(hit.claim.claim);
    const auto& claims = (*document)->reading.claims.claims;
    if (index >= claims.size()) return std::nullopt;
    const Span sentence = sentence_of(**document, claims[index].span);
    std::string text((*document)->article.title);
    // A claim's own words count in full; what only the headline has counts half.
    const double own = fit(words_, words((*document)->article, sentence));
    text += ' ';
    text += words((*document)->article, sentence);
    const double value = own + 0.5 * (fit(words_, text) - own);
    double& best = fits_[narrative];
    best = std::max(best, value);
    ++counts_[narrative];
    if (allegation != allegation_of_.end()) {
      double& inner = allegations_[allegation->second->id];
      inner = std::max(inner, value);
    }
    return std::nullopt;
  }

  tl::unexpected<Error> nothing(
      const std::vector<std::tuple<double, std::string, const Narrative*>>& order) const {
    std::string message = "nothing in this store fits \"" + shown(query_) + "\"";
    std::string nearest;
    std::size_t count = 0;
    for (const auto& [score, id, narrative] : order) {
      if (count++ == 3) break;
      nearest += fmt::format("{}{} ({})", nearest.empty() ? "" : ", ", shown(narrative->label), id);
    }
    if (nearest.empty()) {
      for (const Narrative& narrative : grouping_.narratives) {
        if (count++ == 3) break;
        nearest += fmt::format("{}{} ({})", nearest.empty() ? "" : ", ", shown(narrative.label),
                               narrative.id);
      }
      if (!nearest.empty()) message += "; it holds, among others: " + nearest;
    } else {
      message += "; nearest: " + nearest;
    }
    return fail(ErrorKind::not_found, message);
  }

  const Collection& collection_;
  const Grouping& grouping_;
  const std::string& query_;
  std::set<std::string> words_;
  std::map<ClaimId, const Allegation*> allegation_of_;
  std::map<std::string, const Narrative*> narrative_of_;
  std::map<std::string, const Narrative*> of_document_;
  std::map<const Narrative*, double> fits_;
  std::map<const Narrative*, std::size_t> counts_;
  std::map<std::string, double> allegations_;
};

void write_allegations(const Pile& pile, const Statements& statements, const Origins& origins,
                       const Choice& choice, Trace& trace) {
  std::vector<std::pair<double, const Allegation*>> order;
  for (const Allegation* allegation : pile.allegations()) {
    const auto found = choice.allegations.find(allegation->id);
    order.emplace_back(found == choice.allegations.end() ? 0.0 : found->second, allegation);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.first, b.second->documents.size(), a.second->id) <
           std::tuple(-b.first, a.second->documents.size(), b.second->id);
  });
  for (const auto& [score, allegation] : order) {
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

Result<Trace> trace(const Collection& collection, const TraceQuery& query,
                    const std::vector<Ruling>& rulings) {
  auto grouping = collection.grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  if (query.text.empty() && query.id.empty()) {
    return fail(ErrorKind::usage, "nothing to trace: give words, a sentence or an id");
  }
  auto choice = query.id.empty() ? Chooser(collection, **grouping, query.text).run()
                                 : choose_by_id(**grouping, query.id);
  if (!choice) return tl::unexpected(choice.error());
  auto pile = Pile::load(collection, **grouping, *choice->narrative, rulings);
  if (!pile) return tl::unexpected(pile.error());
  const Statements statements = find_statements(*pile);
  const Origins origins = find_origins(*pile, statements);

  Trace trace;
  trace.query = query.id.empty() ? query.text : query.id;
  trace.narrative = *choice->narrative;
  trace.candidates = std::move(choice->others);
  for (const FoundOrigin& found : origins.origins) trace.origins.push_back(found.origin);
  std::set<std::size_t> all;
  for (std::size_t s = 0; s < statements.statements.size(); ++s) all.insert(s);
  trace.independent_origins = count_independent(*pile, statements, origins, all);
  write_allegations(*pile, statements, origins, *choice, trace);
  write_graph(*pile, statements, origins, trace);
  write_changes(*pile, statements, origins, trace);
  write_timeline(*pile, statements, origins, trace);
  trace.reuse = all_reuse(*pile);
  return trace;
}

}  // namespace hearsay
