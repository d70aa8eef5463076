#include "trace/counting.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "text/fold.h"
#include "trace/sayers.h"
#include "trace/sets.h"

namespace hearsay::tracing {
namespace {

constexpr double kMoreLikelyThanNot = 0.5;

struct PossibleJoin {
  std::size_t a = 0;
  std::size_t b = 0;
  double likelihood = 0;
  OriginGroup group;
};

class Counter {
 public:
  Counter(const Pile& pile, const Statements& statements, const Origins& origins,
          const std::set<std::size_t>& in)
      : pile_(pile), statements_(statements), origins_(origins) {
    for (std::size_t k = 0; k < origins.origins.size(); ++k) {
      const FoundOrigin& found = origins.origins[k];
      const bool here = std::any_of(found.statements.begin(), found.statements.end(),
                                    [&](std::size_t s) { return in.count(s) > 0; });
      if (!here) continue;
      if (found.origin.denies) {
        result_.deniers.push_back(found.origin.id);
        deniers_.push_back(k);
      } else {
        members_.push_back(k);
      }
    }
  }

  IndependentOrigins run() {
    for (const std::size_t k : members_) {
      ++(is_named(k) ? result_.named : result_.unnamed);
      add_joins(k);
    }
    for (const std::size_t k : deniers_) add_joins(k);
    Sets certain(origins_.origins.size());
    Sets likely(origins_.origins.size());
    Sets possible(origins_.origins.size());
    for (const std::size_t a : members_) {
      for (const std::size_t b : members_) {
        if (a < b && !is_apart(a, b) && of_one_institution(a, b)) {
          join(certain, a, b);
          join(likely, a, b);
          join(possible, a, b);
        }
      }
    }
    std::vector<PossibleJoin> joins = possible_joins();
    std::sort(joins.begin(), joins.end(), [](const PossibleJoin& x, const PossibleJoin& y) {
      return std::tie(y.likelihood, x.a, x.b) < std::tie(x.likelihood, y.a, y.b);
    });
    std::set<std::size_t> placed;  // an unnamed source is one of the others, not all of them
    for (PossibleJoin& each : joins) {
      std::size_t one = each.a;
      if (placed.count(one) > 0 && !is_named(each.b)) one = each.b;
      if (placed.count(one) > 0) continue;
      const bool fresh = join(possible, each.a, each.b);
      if (each.likelihood > kMoreLikelyThanNot) join(likely, each.a, each.b);
      placed.insert(one);
      if (fresh) result_.groups.push_back(std::move(each.group));
    }
    result_.max = components(certain);
    result_.count = components(likely);
    result_.min = components(possible);
    return std::move(result_);
  }

 private:
  /// Why what stands under one name is one origin.
  void add_joins(std::size_t k) {
    for (OriginGroup group : origins_.origins[k].joins) {
      if (group.reason == "same name") continue;
      group.origins = {origins_.origins[k].origin.id};
      result_.groups.push_back(std::move(group));
    }
  }

  [[nodiscard]] bool is_named(std::size_t k) const {
    const Origin& origin = origins_.origins[k].origin;
    const bool generic = origin.kind == SourceKind::document ||
                         (origin.kind == SourceKind::state && !has_entity(origins_.origins[k]));
    return generic ? has_name(origin.name) : tracing::is_named(origin.kind);
  }

  // "The authorities" may be any office.
  [[nodiscard]] bool has_entity(const FoundOrigin& found) const {
    return std::any_of(found.sayers.begin(), found.sayers.end(), [&](std::size_t sayer) {
      return statements_.sayers[sayer].entity != nullptr;
    });
  }

  std::size_t components(Sets& sets) const {
    std::set<std::size_t> roots;
    for (const std::size_t k : members_) roots.insert(sets.root(k));
    return roots.size();
  }

  [[nodiscard]] bool is_apart(std::size_t a, std::size_t b) const {
    return origins_.apart.count(std::minmax(a, b)) > 0;
  }

  // Joins two, unless that would bring together what the analyst says is not one.
  bool join(Sets& sets, std::size_t a, std::size_t b) const {
    const std::size_t first = sets.root(a);
    const std::size_t second = sets.root(b);
    for (const auto& [x, y] : origins_.apart) {
      const std::size_t root_x = sets.root(x);
      const std::size_t root_y = sets.root(y);
      if (std::minmax(root_x, root_y) == std::minmax(first, second)) return false;
    }
    return sets.join(a, b);
  }

  // The institution, its document and its head are surely one.
  bool of_one_institution(std::size_t a, std::size_t b) {
    const FoundOrigin& first = origins_.origins[a];
    const FoundOrigin& second = origins_.origins[b];
    if (!first.speaks_for || !second.speaks_for) return false;
    for (const std::string& x : first.affiliations) {
      for (const std::string& y : second.affiliations) {
        if (!pile_.same_outlet(x, y)) continue;
        OriginGroup group = group_of(a, b);
        group.certain = true;
        group.reason = fmt::format("both speak for {}", x.size() > y.size() ? x : y);
        result_.groups.push_back(std::move(group));
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] OriginGroup group_of(std::size_t a, std::size_t b) const {
    OriginGroup group;
    for (const std::size_t k : {std::min(a, b), std::max(a, b)}) {
      const FoundOrigin& found = origins_.origins[k];
      group.origins.push_back(found.origin.id);
      for (const std::size_t sayer : found.sayers) {
        const auto& words = statements_.sayers[sayer].evidence;
        if (words.empty()) continue;
        group.evidence.push_back(words.front());
        break;
      }
    }
    return group;
  }

  // An unnamed source may be any other origin; which one most likely is told by shared words.
  [[nodiscard]] std::vector<PossibleJoin> possible_joins() const {
    std::vector<PossibleJoin> joins;
    for (const std::size_t a : members_) {
      if (is_named(a)) continue;
      for (const std::size_t b : members_) {
        if (a == b || (!is_named(b) && b < a) || is_apart(a, b)) continue;
        joins.push_back(possible_join(a, b));
      }
    }
    return joins;
  }

  [[nodiscard]] PossibleJoin possible_join(std::size_t a, std::size_t b) const {
    PossibleJoin join{a, b, 0.2, group_of(a, b)};
    join.group.reason =
        "background, not in this pile: an unnamed source may be the same as another";
    if (is_named(b)) join.likelihood += 0.05;
    const double words = shared_utterance(a, b);
    if (words >= 0.8) {
      join.likelihood = 0.8;
      join.group.reason = "both say a sentence in the same words: more likely one than not";
    } else if (same_description(a, b) && words >= 0.5) {
      join.likelihood = 0.6;
      join.group.reason = "described alike, and what they say is alike";
    } else if (by_way_of_one(a, b)) {
      join.likelihood = 0.6;
      join.group.reason = "described alike, and both by way of the same outlet";
    } else if (is_named_later(a, b)) {
      join.likelihood = 0.6;
      join.group.reason =
          "one text speaks of somebody first and then names one, described no other way";
    } else if (same_affiliation(a, b)) {
      join.likelihood = 0.4;
      join.group.reason = "an unnamed source of the same institution may be the same";
    } else {
      join.likelihood += 0.1 * words;
    }
    return join;
  }

  // Best link between what the two say; only a sentence word for word, in marks on one side at
  // least, gives nearly 1: where neither is quoted the words are the papers', and that one paper
  // has them from the other makes no two sayers one.
  [[nodiscard]] double shared_utterance(std::size_t a, std::size_t b) const {
    double most = 0;
    for (const std::size_t s : origins_.origins[a].statements) {
      for (const LinkEnd& link : pile_.links(statements_.statements[s].id)) {
        const std::size_t t = statements_.find(link.other);
        if (t == Statements::kNone || origins_.of_statement[t] != b) continue;
        const Statement& one = statements_.statements[s];
        const Statement& other = statements_.statements[t];
        const bool same = same_words(one, other) && (is_quoted(one) || is_quoted(other));
        most = std::max(most, same ? 1.0 : std::min(link.score, 0.7));
      }
    }
    return most;
  }

  // Words in marks are the speaker's; others are those of whoever wrote them down.
  static bool is_quoted(const Statement& statement) {
    const auto& all = statement.document->reading.attributions.attributions;
    if (!statement.claim->attribution) return false;
    const auto index = static_cast<std::size_t>(*statement.claim->attribution);
    return index < all.size() && all[index].quote != QuoteKind::indirect;
  }

  static bool same_words(const Statement& a, const Statement& b) {
    const auto folded = [](const Statement& statement) {
      return text::fold(words(statement.document->article, statement.claim->span));
    };
    const std::string first = folded(a);
    const std::string second = folded(b);
    constexpr std::size_t kSentence = 30;  // letters of a clause that two hardly hit on by chance
    if (first.size() < kSentence || second.size() < kSentence) return false;
    return first.find(second) != std::string::npos || second.find(first) != std::string::npos;
  }

  // "An angler says …", and then "said Ann Lee, 62": papers name in the text whom they describe
  // above.
  [[nodiscard]] bool is_named_later(std::size_t a, std::size_t b) const {
    for (const std::size_t i : origins_.origins[a].sayers) {
      const Sayer& first = statements_.sayers[i];
      const std::string folded = text::fold(first.name);
      const bool indefinite = folded.compare(0, 2, "a ") == 0 || folded.compare(0, 3, "an ") == 0;
      if (!indefinite || first.kind != SourceKind::unnamed || first.evidence.empty()) continue;
      if (is_withheld(first)) continue;
      if (next_person(first) == b) return true;
    }
    return false;
  }

  // The origin of the first person named as a source after `first`, if nothing else is said of him.
  [[nodiscard]] std::optional<std::size_t> next_person(const Sayer& first) const {
    std::optional<std::size_t> next;
    std::uint32_t nearest = 0;
    for (std::size_t k = 0; k < origins_.origins.size(); ++k) {
      for (const std::size_t i : origins_.origins[k].sayers) {
        const Sayer& other = statements_.sayers[i];
        if (other.document != first.document || !is_person(other) || other.evidence.empty())
          continue;
        const std::uint32_t at = other.evidence.front().span.begin;
        if (at < first.evidence.front().span.begin || (next && at >= nearest)) continue;
        next = other.affiliation.empty() ? std::optional(k) : std::nullopt;
        nearest = at;
      }
    }
    return next;
  }

  // "A roofer" in two pages, both through the same outlet that is not held, about one allegation.
  [[nodiscard]] bool by_way_of_one(std::size_t a, std::size_t b) const {
    const auto ways = described_ways(a);
    const auto others = described_ways(b);
    return std::any_of(ways.begin(), ways.end(),
                       [&](const auto& way) { return others.count(way) > 0; });
  }

  using Way = std::tuple<const Allegation*, std::string, std::string>;  // outlet, description

  [[nodiscard]] std::set<Way> described_ways(std::size_t k) const {
    std::set<Way> ways;
    for (const std::size_t s : origins_.origins[k].statements) {
      const Statement& statement = statements_.statements[s];
      if (statement.hops.empty() || statement.hops.back().held) continue;
      for (const std::size_t i : statement.sayers) {
        const Sayer& sayer = statements_.sayers[i];
        const std::string head = head_of(sayer);
        if (sayer.kind != SourceKind::unnamed || head.empty() || is_withheld(sayer)) continue;
        ways.insert({statement.allegation, statement.hops.back().node, head});
      }
    }
    return ways;
  }

  [[nodiscard]] bool same_description(std::size_t a, std::size_t b) const {
    return name_key(origins_.origins[a].origin.name) == name_key(origins_.origins[b].origin.name);
  }

  [[nodiscard]] bool same_affiliation(std::size_t a, std::size_t b) const {
    for (const std::string& x : origins_.origins[a].affiliations) {
      for (const std::string& y : origins_.origins[b].affiliations) {
        if (pile_.same_outlet(x, y)) return true;
      }
    }
    return false;
  }

  const Pile& pile_;
  const Statements& statements_;
  const Origins& origins_;
  std::vector<std::size_t> members_;
  std::vector<std::size_t> deniers_;
  IndependentOrigins result_;
};

}  // namespace

IndependentOrigins count_independent(const Pile& pile, const Statements& statements,
                                     const Origins& origins, const std::set<std::size_t>& in) {
  return Counter(pile, statements, origins, in).run();
}

}  // namespace hearsay::tracing
