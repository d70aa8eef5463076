#include "claim/meaning.h"

#include <algorithm>

#include "claim/verb_classes.h"

namespace hearsay::claiming {
namespace {

using enum PartOfSpeech;
using enum ClaimModality;

constexpr int kMostSteps = 8;

bool is_negation(std::string_view word) {
  return is_one_of(word, {"not", "n't", "n’t", "nt", "never", "no", "neither", "nor", "hardly",
                          "scarcely", "without"});
}

bool is_nobody(std::string_view word) {
  return is_one_of(word, {"nobody", "none", "nothing", "neither", "no-one", "noone"});
}

bool is_negated(const Tree& tree, NodeIndex node) {
  return std::ranges::any_of(tree[node].children, [&](NodeIndex c) {
    return tree.is_any(c, {"advmod", "aux", "det", "cc", "mark", "case", "cc:preconj"}) &&
           is_negation(tree[c].lower) && !(tree.is(c, "case") && tree.is(node, "obl"));
  });
}

// "No patient", "nobody", "neither the hospital nor the ministry".
bool names_nobody(const Tree& tree, NodeIndex noun) {
  if (is_nobody(tree[noun].lower)) return true;
  return tree.has_word(noun, "det", {"no", "neither"}) || tree.has_word(noun, "cc", {"neither"});
}

// "is to meet", "are to be closed".
bool is_to(const Tree& tree, NodeIndex node) {
  // "are due to retire": the tree may take "due to" for a preposition.
  if (tree[node].tag == VERB && tree.has_word(node, "case", {"due"})) return true;
  const auto mark = tree.child(node, "mark");
  return mark && tree[*mark].lower == "to" &&
         std::ranges::any_of(tree[node].children, [&](NodeIndex c) {
           return tree.is_any(c, {"aux", "cop"}) && c < *mark && tree[c].lemma == "be";
         });
}

ClaimModality of_auxiliary(const Tree& tree, NodeIndex node) {
  ClaimModality out = is_to(tree, node) ? plan : fact;
  for (const NodeIndex c : tree[node].children) {
    const std::string& word = tree[c].lower;
    if (tree.is(c, "advmod") &&
        is_one_of(word, {"probably", "possibly", "perhaps", "likely", "maybe", "presumably",
                         "potentially", "conceivably"})) {
      return possible;
    }
    if (!tree.is(c, "aux")) continue;
    if (is_one_of(word, {"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d"})) out = plan;
    if (is_one_of(word, {"may", "might", "could", "can", "ca"})) out = possible;
    if (is_one_of(word, {"must", "should", "ought"})) out = ordered;
  }
  return out;
}

bool has_any_mark(const Tree& tree, NodeIndex node, std::initializer_list<std::string_view> words) {
  return tree.has_word(node, "mark", words) || tree.has_word(node, "advmod", words);
}

bool opens_with_if(const Tree& tree, NodeIndex node) {
  return tree.is(node, "advcl") && has_any_mark(tree, node, {"if", "unless"});
}

// One half of "if …, …". The tree may hang the first half on who says both: "If it rains, the dam
// may burst, he said".
bool is_conditional(const Tree& tree, NodeIndex node) {
  if (opens_with_if(tree, node)) return true;
  const auto before = [&](NodeIndex c) { return c < node && opens_with_if(tree, c); };
  const bool said = tree.is(node, "ccomp") && tree[node].head && *tree[node].head > node &&
                    utters(tree[*tree[node].head].lemma);
  if (said && std::ranges::any_of(tree[*tree[node].head].children, before)) return true;
  return std::ranges::any_of(tree[node].children,
                             [&](NodeIndex c) { return opens_with_if(tree, c); });
}

// "closed and sealed": what is said of the first verb holds for the second as well.
bool shares_auxiliaries(const Tree& tree, NodeIndex node) {
  return tree.is(node, "conj") && tree[node].head && tree[*tree[node].head].tag == tree[node].tag &&
         !tree.child(node, "aux") && !tree.child(node, "nsubj") && !tree.is_finite(node);
}

class Reader {
 public:
  explicit Reader(const Tree& tree) : tree_(tree) {}

  Meaning of_verb(NodeIndex node, bool passive) {
    climb(node);
    // "was planned for Monday"
    if (passive && is_one_of(tree_[node].lemma, {"plan", "schedule", "intend"})) note(plan);
    return meaning_;
  }

  // "orders the closure of schools", "the ban on the sale".
  Meaning of_noun(NodeIndex noun) {
    meaning_.negative = names_nobody(tree_, noun);
    const auto head = tree_[noun].head;
    if (!head) return meaning_;
    const bool object =
        tree_.is_any(noun, {"obj", "nsubj:pass"}) || (tree_.is(noun, "nsubj") && noun > *head);
    const bool goal = tree_.is_any(noun, {"obl", "nmod"}) && tree_.preposition(noun) == "for";
    const bool of_ban = tree_.is(noun, "nmod") && tree_.preposition(noun) == "on";
    const Governor* row = governor(tree_[*head].lemma);
    const bool governs =
        row != nullptr && (row->modality || row->negative) &&
        !is_one_of(row->lemma, {"have", "set", "go", "tell", "stop", "ask", "risk"});
    if (governs && (object || (goal && row->lemma == "call") || (of_ban && row->lemma == "ban"))) {
      apply(*row);
      if (row->lemma == "call" || !row->claims) climb(*head);
    } else if (goal && tree_[*head].tag == VERB) {
      note(plan);
    }
    return meaning_;
  }

 private:
  const Tree& tree_;
  Meaning meaning_;

  void note(ClaimModality modality) {
    if (meaning_.modality == fact) meaning_.modality = modality;
  }

  void apply(const Governor& row) {
    if (row.modality) note(*row.modality);
    meaning_.negative = meaning_.negative != row.negative;
  }

  void climb(NodeIndex node) {
    for (int steps = 0; steps < kMostSteps; ++steps) {
      note_own(node);
      const auto next = step_up(node);
      if (!next) return;
      node = *next;
    }
  }

  void note_own(NodeIndex node) {
    if (is_conditional(tree_, node)) {
      meaning_.modality = conditional;
    } else {
      note(of_auxiliary(tree_, node));
    }
    if (has_any_mark(tree_, node, {"whether"}) ||
        (tree_.is(node, "ccomp") && has_any_mark(tree_, node, {"if"})))
      meaning_.modality = possible;
    meaning_.negative = meaning_.negative != is_negated(tree_, node);
  }

  // To what governs the clause, if it says how it is meant.
  std::optional<NodeIndex> step_up(NodeIndex node) {
    const auto head = tree_[node].head;
    if (!head) {
      // "Pope to visit quake zone"
      if (tree_.has_word(node, "mark", {"to"})) note(plan);
      return std::nullopt;
    }
    if (shares_auxiliaries(tree_, node)) return head;
    const bool infinitive = tree_.has_word(node, "mark", {"to"});
    if (tree_.is_any(node, {"xcomp", "ccomp", "csubj"}) ||
        (tree_.is(node, "acl") && !tree_.is(node, "acl:relcl")) || is_judged(node, *head) ||
        is_charge(node, *head)) {
      return through(node, *head, infinitive);
    }
    if (tree_.is(node, "advcl") && infinitive) note(plan);  // a purpose
    return std::nullopt;
  }

  // "It is | untrue that it leaked", however the tree takes the clause.
  [[nodiscard]] bool is_judged(NodeIndex node, NodeIndex head) const {
    return tree_[head].tag == ADJ && tree_.is_any(node, {"ccomp", "csubj", "advcl:relcl"}) &&
           tree_.has_word(node, "mark", {"that"});
  }

  // "prevented him from leaving"; not "having lost its licence, it stopped".
  [[nodiscard]] bool is_charge(NodeIndex node, NodeIndex head) const {
    return tree_.is(node, "advcl") && object_answers(tree_[head].lemma) &&
           tree_.has_word(node, "mark", {"of", "for", "from"});
  }

  std::optional<NodeIndex> through(NodeIndex node, NodeIndex head, bool infinitive) {
    if (tree_[head].lemma == "have") return of_have(node, head, infinitive);
    if (tree_[head].lemma == "be" && infinitive) {
      note(plan);
      return head;
    }
    const Governor* row = governor(tree_[head].lemma);
    const bool described = tree_.is(node, "acl");
    // "brothers suspected of setting fire": the clause stands under what is described.
    if (row == nullptr || (described && !infinitive)) {
      const bool perfect = tree_.child(node, "aux").has_value();
      const bool aimed = described || tree_.child(head, "obj") || tree_.child(head, "nsubj:pass");
      if (infinitive && !perfect && aimed) note(plan);  // also "Bank to cut 400 jobs"
      return std::nullopt;
    }
    const bool finite = tree_.is(node, "ccomp") && !infinitive;
    // "It is untrue that it leaked" says something of the leak, "he failed in that it leaked" does
    // not.
    if (finite && !(row->negative && is_judged(node, head)) &&
        (!row->modality || is_one_of(row->lemma, {"tell", "ask"})))
      return std::nullopt;
    apply(*row);
    // "is forecast to": the participle may pass for an adjective.
    const bool undergoes = tree_.child(head, "nsubj:pass") || tree_.child(head, "cop");
    if (undergoes && is_hearsay_verb(row->lemma)) meaning_.hearsay = true;
    if (row->claims || described) return std::nullopt;
    return head;
  }

  // "has to pay", "have yet to open".
  std::optional<NodeIndex> of_have(NodeIndex node, NodeIndex head, bool infinitive) {
    if (!infinitive) return std::nullopt;
    if (tree_.has_word(head, "advmod", {"yet"}) || tree_.has_word(node, "advmod", {"yet"})) {
      meaning_.negative = !meaning_.negative;
    } else {
      note(ordered);
    }
    return head;
  }
};

}  // namespace

Meaning meaning_of(const Tree& tree, const Predicate& predicate, const std::vector<Filler>& roles) {
  Reader reader(tree);
  Meaning out = predicate.kind == PredicateKind::noun
                    ? reader.of_noun(predicate.node)
                    : reader.of_verb(predicate.node, predicate.passive);
  const bool nobody = std::ranges::any_of(roles, [&](const Filler& filler) {
    return filler.role <= Role::recipient && names_nobody(tree, filler.head);
  });
  const bool no_event = predicate.noun && names_nobody(tree, *predicate.noun);
  if (nobody || no_event) out.negative = true;
  return out;
}

}  // namespace hearsay::claiming
