#include "claim/pronouns.h"

#include <algorithm>
#include <utility>

namespace hearsay::claiming {
namespace {

bool is_they(std::string_view word) { return word == "they" || word == "them"; }
bool is_it(std::string_view word) { return word == "it"; }
bool is_third_person(std::string_view word) {
  return is_they(word) || is_it(word) || is_one_of(word, {"he", "she", "him", "her"});
}

// "accusing him": whoever accuses is not "him".
std::optional<Span> doer_beside(const Tree& tree, NodeIndex pronoun) {
  if (!tree.is_any(pronoun, {"obj", "iobj", "obl"}) || !tree[pronoun].head) return std::nullopt;
  const auto doer = subject_of(tree, *tree[pronoun].head);
  if (!doer || *doer == pronoun) return std::nullopt;
  return tree[*doer].span;
}

}  // namespace

void Pronouns::begin_sentence(bool goes_on) {
  before_ = goes_on ? std::move(here_) : std::vector<Clause>{};
  here_.clear();
}

Pronouns::Participant Pronouns::participant(const Tree& tree, const Filler& role,
                                            const RoleFiller& filler) const {
  Participant out{filler, tree.has_feature(role.head, "Number=Plur"), Kind::unknown};
  if (tree[role.head].tag == PartOfSpeech::NUM) out.plural = true;  // "Two were hurt"
  if (!filler.mention) return out;
  switch (annotation_.mentions[static_cast<std::size_t>(*filler.mention)].type) {
    case EntityType::person:
      out.kind = Kind::person;
      break;
    case EntityType::group:
      out.kind = Kind::group;
      break;
    default:
      out.kind = Kind::thing;
  }
  return out;
}

Pronouns::Clause Pronouns::antecedent(std::string_view pronoun, Span at, const Clause& own,
                                      std::optional<Span> doer) const {
  const auto agrees = [&](const Clause& group, bool close) {
    const bool plural = group.size() > 1 || group.front().plural;
    const Kind kind = group.size() > 1 ? Kind::unknown : group.front().kind;
    if (is_they(pronoun)) return plural || kind == Kind::group;
    if (plural || kind == Kind::group) return false;
    if (is_it(pronoun)) return kind != Kind::person;
    return kind == Kind::person || (close && kind == Kind::unknown);
  };
  const auto is_free = [&](const Clause& group) {
    return std::ranges::all_of(group, [&](const Participant& each) {
      if (doer && each.filler.span.contains(*doer)) return false;
      return each.filler.span.end <= at.begin &&
             std::ranges::none_of(own, [&](const Participant& other) {
               return other.filler.span == each.filler.span;
             });
    });
  };
  const auto in_clause = [&](const Clause& clause, bool close) -> Clause {
    for (const Role role : {Role::agent, Role::patient, Role::recipient}) {
      Clause group;
      std::ranges::copy_if(clause, std::back_inserter(group),
                           [&](const Participant& each) { return each.filler.role == role; });
      if (!group.empty() && agrees(group, close) && is_free(group)) return group;
    }
    return {};
  };
  // Any noun may be a person; from further off only whoever has a person's name is one.
  for (auto clause = here_.rbegin(); clause != here_.rend(); ++clause) {
    if (Clause found = in_clause(*clause, true); !found.empty()) return found;
  }
  for (const Clause& clause : before_) {
    if (Clause found = in_clause(clause, false); !found.empty()) return found;
  }
  return {};
}

bool Pronouns::resolve(const Tree& tree, const std::vector<Filler>& roles,
                       std::vector<RoleFiller>& fillers) {
  Clause own;
  const auto is_open = [&](std::size_t i) {
    return tree[roles[i].head].tag == PartOfSpeech::PRON && !fillers[i].mention;
  };
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].role > Role::recipient || is_open(i)) continue;
    own.push_back(participant(tree, roles[i], fillers[i]));
  }
  bool found = false;
  std::vector<RoleFiller> out;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const Node& head = tree[roles[i].head];
    Clause meant;
    if (roles[i].role <= Role::recipient && is_open(i) && is_third_person(head.lower)) {
      meant = antecedent(head.lower, head.span, own, doer_beside(tree, roles[i].head));
    }
    if (meant.empty()) out.push_back(fillers[i]);
    for (Participant& each : meant) {
      each.filler.role = fillers[i].role;
      out.push_back(each.filler);
      own.push_back(std::move(each));
      found = true;
    }
  }
  fillers = std::move(out);
  here_.push_back(std::move(own));
  return found;
}

}  // namespace hearsay::claiming
