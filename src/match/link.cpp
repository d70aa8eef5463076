#include "match/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "match/align.h"
#include "match/days.h"
#include "match/match.h"
#include "match/names.h"
#include "match/sketch.h"
#include "text/fold.h"
#include "text/hash.h"

namespace hearsay::matching {
namespace {

constexpr double kLeastScore = 0.34;      // below it two claims are not linked
constexpr double kEnoughShared = 0.7;     // weight of shared words at which half the cosine counts
constexpr std::size_t kMostClaims = 400;  // of one document that are compared
constexpr std::size_t kMostPartners = 3;  // links of one claim into the other document
constexpr double kSameName = 0.84;
constexpr std::int64_t kOneEventDays = 31;  // farther apart are two events, not two accounts of one

// ---- reuse -----------------------------------------------------------------------------------

bool credits(const Document& document, const Document& other) {
  const std::string publisher = text::fold(other.article.publisher);
  if (publisher.empty()) return false;
  for (const Relay& relay : document.reading.attributions.relays) {
    if (name_similarity(relay.name, other.article.publisher) >= 0.93) return true;
  }
  return false;
}

enum class Order { unknown, first, second };

Order by_dates(const std::string& a, const std::string& b, std::string& reason) {
  if (a.empty() || b.empty()) {
    reason = a.empty() && b.empty() ? "both are undated" : "one of them is undated";
    return Order::unknown;
  }
  const auto instant_a = instant(a);
  const auto instant_b = instant(b);
  if (instant_a && instant_b && *instant_a != *instant_b) {
    reason = fmt::format("dated {} and {}", a, b);
    return *instant_a < *instant_b ? Order::first : Order::second;
  }
  const auto day_a = day_number(a);
  const auto day_b = day_number(b);
  if (!day_a || !day_b || *day_a == *day_b) {
    reason = "both are of the same day";
    return Order::unknown;
  }
  reason = fmt::format("dated {} and {}", a.substr(0, 10), b.substr(0, 10));
  return *day_a < *day_b ? Order::first : Order::second;
}

// A credit inside the text settles what dates leave open.
Order direction(const Document& a, const Document& b, std::string& reason) {
  const Order order = by_dates(a.article.published, b.article.published, reason);
  if (order != Order::unknown) return order;
  const bool a_credits = credits(a, b);
  const bool b_credits = credits(b, a);
  if (a_credits == b_credits) return Order::unknown;
  reason = fmt::format("{}, but one credits {}", reason,
                       a_credits ? b.article.publisher : a.article.publisher);
  return a_credits ? Order::second : Order::first;
}

Span bytes_of(const HashedWords& words, Span range) {
  return {words.spans[range.begin].begin, words.spans[range.end - 1].end};
}

// ---- claims ----------------------------------------------------------------------------------

std::vector<HashedTerm> hashed(const std::vector<std::string>& terms, const Lexicon& lexicon) {
  std::vector<HashedTerm> all;
  all.reserve(terms.size());
  for (const std::string& term : terms) all.push_back({text::hash64(term), lexicon.weight(term)});
  std::sort(all.begin(), all.end());
  return all;
}

double mass(const std::vector<HashedTerm>& terms) {
  double sum = 0;
  for (const HashedTerm& term : terms) sum += term.weight * term.weight;
  return sum;
}

struct Overlap {
  double squares = 0;  // sum of squared weights of shared terms
  double weight = 0;   // sum of their weights
};

Overlap overlap(const std::vector<HashedTerm>& a, const std::vector<HashedTerm>& b) {
  Overlap shared;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (i->hash == j->hash) {
      shared.squares += i->weight * i->weight;
      shared.weight += i->weight;
      ++i, ++j;
    } else if (i->hash < j->hash) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

// Cosine, and less of it where little is shared: two clauses that both say "closed" agree in all
// their words and tell nothing.
double word_score(const Overlap& shared, double mass_a, double mass_b) {
  if (mass_a <= 0 || mass_b <= 0) return 0;
  const double cosine = shared.squares / std::sqrt(mass_a * mass_b);
  return cosine * shared.weight / (shared.weight + kEnoughShared);
}

enum class Fit { unknown, overlap, apart };

Fit fit_sets(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return Fit::unknown;
  for (const std::string& item : a) {
    if (std::binary_search(b.begin(), b.end(), item)) return Fit::overlap;
  }
  return Fit::apart;
}

Fit fit_actors(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const Fit exact = fit_sets(a, b);
  if (exact != Fit::apart) return exact;
  constexpr std::size_t kMostCompared = 6;  // hostile documents name hundreds in a clause
  for (std::size_t i = 0; i < std::min(a.size(), kMostCompared); ++i) {
    for (std::size_t j = 0; j < std::min(b.size(), kMostCompared); ++j) {
      if (name_similarity(a[i], b[j]) >= kSameName) return Fit::overlap;
    }
  }
  return Fit::apart;
}

struct TimeFit {
  Fit fit = Fit::unknown;
  std::int64_t gap = 0;  // days between the two where they are apart
  int wider = 0;         // 1: a holds b, -1: b holds a
};

TimeFit fit_times(const ClaimSketch& a, const ClaimSketch& b) {
  const auto begin_a = day_number(a.time_begin);
  const auto begin_b = day_number(b.time_begin);
  const auto end_a = day_number(a.time_end);
  const auto end_b = day_number(b.time_end);
  if (!begin_a || !begin_b || !end_a || !end_b) return {};
  if (*end_a < *begin_b) return {Fit::apart, *begin_b - *end_a, 0};
  if (*end_b < *begin_a) return {Fit::apart, *begin_a - *end_b, 0};
  TimeFit fit{Fit::overlap, 0, 0};
  const bool a_holds = *begin_a <= *begin_b && *end_b <= *end_a;
  const bool b_holds = *begin_b <= *begin_a && *end_a <= *end_b;
  if (a_holds != b_holds) fit.wider = a_holds ? 1 : -1;
  return fit;
}

std::string range_text(const ClaimSketch& claim) {
  if (claim.time_begin == claim.time_end) return claim.time_begin;
  return fmt::format("{}/{}", claim.time_begin, claim.time_end);
}

std::string amount_text(const Quantity& quantity) {
  std::string text = quantity.approximate ? "about " : "";
  if (!quantity.low && !quantity.high) {
    text = "some";
  } else if (quantity.low && quantity.high && *quantity.low != *quantity.high) {
    text += fmt::format("{:g}-{:g}", *quantity.low, *quantity.high);
  } else if (quantity.low && quantity.high) {
    text += fmt::format("{:g}", *quantity.low);
  } else if (quantity.low) {
    text += fmt::format("at least {:g}", *quantity.low);
  } else if (quantity.high) {
    text += fmt::format("at most {:g}", *quantity.high);
  }
  return quantity.unit.empty() ? text : text + " " + quantity.unit;
}

struct AmountFit {
  AmountRelation relation = AmountRelation::other_thing;
  std::string reason;
};

// The amounts of one unit that lie nearest to each other speak for the pair.
AmountFit fit_amounts(const std::vector<Quantity>& a, const std::vector<Quantity>& b) {
  AmountFit best;
  constexpr std::size_t kMostCompared = 8;
  const auto rank = [](AmountRelation relation) {
    switch (relation) {
      case AmountRelation::same:
        return 4;
      case AmountRelation::narrower:
      case AmountRelation::wider:
        return 3;
      case AmountRelation::apart:
        return 2;
      case AmountRelation::other_thing:
        return 0;
    }
    return 0;
  };
  for (std::size_t i = 0; i < std::min(a.size(), kMostCompared); ++i) {
    for (std::size_t j = 0; j < std::min(b.size(), kMostCompared); ++j) {
      const AmountRelation relation = compare(a[i], b[j]);
      if (rank(relation) <= rank(best.relation)) continue;
      best = {relation, fmt::format("{} | {}", amount_text(a[i]), amount_text(b[j]))};
    }
  }
  return best;
}

struct Judgement {
  double score = 0;
  ClaimRelation relation = ClaimRelation::same;
  std::string reason;
};

/// All slots of two claims compared; score 0 where they are of two events.
Judgement judge(const ClaimView& a, const ClaimView& b) {
  const Overlap sentence = overlap(a.sentence, b.sentence);
  const Overlap clause = overlap(a.terms, b.terms);
  if (clause.weight <= 0 && sentence.weight <= 0) return {};
  const double clause_score = word_score(clause, a.clause_mass, b.clause_mass);
  const double sentence_score = word_score(sentence, a.sentence_mass, b.sentence_mass);
  double score =
      0.6 * std::max(clause_score, sentence_score) + 0.4 * (clause_score + sentence_score) / 2;
  if (score < 0.5 * kLeastScore) return {};
  const Fit actors = fit_actors(a.sketch->actors, b.sketch->actors);
  const Fit places = fit_sets(a.sketch->places, b.sketch->places);
  // Two days contradict each other only for one thing done: "closed on Sunday", "dark on Tuesday".
  const bool one_deed = a.sketch->predicate == b.sketch->predicate;
  TimeFit times = fit_times(*a.sketch, *b.sketch);
  if (!one_deed && times.fit == Fit::apart && times.gap <= kOneEventDays) times = {};
  const AmountFit amounts = fit_amounts(a.sketch->quantities, b.sketch->quantities);
  if (actors == Fit::overlap) score += 0.05;
  if (actors == Fit::apart) score -= 0.08;
  if (places == Fit::overlap) score += 0.05;
  if (times.fit == Fit::overlap) score += 0.03;
  if (amounts.relation == AmountRelation::same) score += 0.08;
  // Another town, or another month: the same template, another event. Another day contradicts only
  // where the clauses say nearly the same; else the two tell of two things.
  if (places == Fit::apart && (times.fit != Fit::overlap || clause_score < 0.5)) return {};
  if (times.fit == Fit::apart && (times.gap > kOneEventDays || clause_score < 0.4)) return {};
  Judgement judgement;
  judgement.score = std::clamp(score, 0.0, 1.0);
  // "Does not speak of it" is no denial of "it leaks": a "not" denies one and the same deed, a
  // denial what has words of the clause itself.
  constexpr double kLeastDenied = 0.25;
  const bool denied = (a.sketch->denied || b.sketch->denied) && clause_score >= kLeastDenied;
  const bool opposed = a.sketch->polarity != b.sketch->polarity && (one_deed || denied);
  if (opposed) {
    const bool a_denies = a.sketch->polarity == Polarity::negative;
    judgement.relation = a_denies ? ClaimRelation::denies : ClaimRelation::contradicts;
    judgement.reason = a_denies ? "one denies what the other says" : "denied by the other";
  } else if (amounts.relation == AmountRelation::apart) {
    judgement.relation = ClaimRelation::contradicts;
    judgement.reason = "quantity: " + amounts.reason;
  } else if (times.fit == Fit::apart) {
    judgement.relation = ClaimRelation::contradicts;
    judgement.reason = fmt::format("time: {} | {}", range_text(*a.sketch), range_text(*b.sketch));
  } else if (places == Fit::apart) {
    judgement.relation = ClaimRelation::contradicts;
    judgement.reason = "place";
  } else if (amounts.relation == AmountRelation::narrower || times.wider < 0) {
    judgement.relation = ClaimRelation::refines;
    judgement.reason = amounts.reason.empty() ? "narrower time" : "quantity: " + amounts.reason;
  } else if (amounts.relation == AmountRelation::wider || times.wider > 0) {
    judgement.relation = ClaimRelation::widens;
    judgement.reason = amounts.reason.empty() ? "wider time" : "quantity: " + amounts.reason;
  } else {
    judgement.reason = fmt::format("words {:.2f}", std::max(clause_score, sentence_score));
    if (actors == Fit::overlap) judgement.reason += ", same actor";
    if (places == Fit::overlap) judgement.reason += ", same place";
    if (times.fit == Fit::overlap) judgement.reason += ", same time";
    if (amounts.relation == AmountRelation::same) judgement.reason += ", same amount";
  }
  return judgement;
}

// A claim keeps its best partners; a link stays where both ends keep it.
std::vector<ClaimLink> best_links(std::vector<ClaimLink> links) {
  std::sort(links.begin(), links.end(), [](const ClaimLink& x, const ClaimLink& y) {
    return std::tie(y.score, x.a, x.b) < std::tie(x.score, y.a, y.b);
  });
  std::map<ClaimIndex, std::size_t> of_a;
  std::map<ClaimIndex, std::size_t> of_b;
  std::vector<ClaimLink> kept;
  for (ClaimLink& link : links) {
    const bool first = of_a[link.a.claim]++ < kMostPartners;
    const bool second = of_b[link.b.claim]++ < kMostPartners;
    if (first && second) kept.push_back(std::move(link));
  }
  std::sort(kept.begin(), kept.end(), [](const ClaimLink& x, const ClaimLink& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
  return kept;
}

}  // namespace

AmountRelation compare(const Quantity& a, const Quantity& b) {
  const std::string unit_a = text::fold(a.unit);
  const std::string unit_b = text::fold(b.unit);
  if (unit_a != unit_b || unit_a.empty()) return AmountRelation::other_thing;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double slack = a.approximate || b.approximate ? 0.15 : 0;
  // "More than 40" is not said of 400: an open end reaches to the double, that of "dozens" further.
  const auto bounds = [&](const Quantity& quantity) {
    const double low = quantity.low.value_or(-kInfinity);
    const double reach = quantity.approximate ? 5 : 2;
    const double open = quantity.low && *quantity.low > 0 ? reach * *quantity.low : kInfinity;
    const double high = quantity.high.value_or(open);
    return std::pair(low - slack * std::abs(quantity.low.value_or(0)),
                     high + slack * std::abs(quantity.high.value_or(0)));
  };
  const auto [low_a, high_a] = bounds(a);
  const auto [low_b, high_b] = bounds(b);
  if (a.low == b.low && a.high == b.high) return AmountRelation::same;
  if (high_a < low_b || high_b < low_a) return AmountRelation::apart;
  if (low_a <= low_b && high_b <= high_a) return AmountRelation::wider;
  if (low_b <= low_a && high_a <= high_b) return AmountRelation::narrower;
  return AmountRelation::same;
}

std::vector<ClaimView> views_of(const Sketch& sketch, const Lexicon& lexicon) {
  std::vector<ClaimView> views;
  for (const ClaimSketch& claim : sketch.claims) {
    if (views.size() == kMostClaims) break;
    ClaimView view;
    view.sketch = &claim;
    view.terms = hashed(claim.terms, lexicon);
    view.sentence = hashed(claim.context, lexicon);
    view.sentence.insert(view.sentence.end(), view.terms.begin(), view.terms.end());
    std::sort(view.sentence.begin(), view.sentence.end());
    view.clause_mass = mass(view.terms);
    view.sentence_mass = mass(view.sentence);
    views.push_back(std::move(view));
  }
  return views;
}

std::optional<Reuse> find_reuse(const Document& a, const HashedWords& words_a, const Document& b,
                                const HashedWords& words_b) {
  const std::vector<Passage> passages = shared_passages(words_a, words_b);
  if (passages.empty()) return std::nullopt;
  double equal = 0;
  for (const Passage& passage : passages) equal += passage.equal;
  const auto size_a = static_cast<double>(words_a.words.size());
  const auto size_b = static_cast<double>(words_b.words.size());
  Reuse reuse;
  reuse.similarity = std::min(1.0, equal / (size_a + size_b - equal));
  reuse.containment = std::min(1.0, equal / std::min(size_a, size_b));
  const Order order = direction(a, b, reuse.reason);
  const bool swapped = order == Order::second;
  reuse.direction =
      order == Order::unknown ? ReuseDirection::unknown : ReuseDirection::earlier_to_later;
  reuse.from = swapped ? b.article.id : a.article.id;
  reuse.to = swapped ? a.article.id : b.article.id;
  for (const Passage& passage : passages) {
    const Span in_a = bytes_of(words_a, passage.first);
    const Span in_b = bytes_of(words_b, passage.second);
    reuse.spans.emplace_back(swapped ? in_b : in_a, swapped ? in_a : in_b);
  }
  std::sort(reuse.spans.begin(), reuse.spans.end());
  return reuse;
}

std::vector<ClaimLink> link_claims(const Sketch& a, const std::vector<ClaimView>& views_a,
                                   const Sketch& b, const std::vector<ClaimView>& views_b) {
  std::vector<ClaimLink> links;
  for (const ClaimView& first : views_a) {
    for (const ClaimView& second : views_b) {
      Judgement judgement = judge(first, second);
      if (judgement.score < kLeastScore) continue;
      links.push_back({{a.document, first.sketch->claim},
                       {b.document, second.sketch->claim},
                       judgement.relation,
                       judgement.score,
                       std::move(judgement.reason)});
    }
  }
  return best_links(std::move(links));
}

}  // namespace hearsay::matching
