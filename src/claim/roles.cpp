#include "claim/roles.h"

#include <algorithm>

#include "claim/event_nouns.h"
#include "claim/verb_classes.h"

namespace hearsay::claiming {
namespace {

using enum PartOfSpeech;

constexpr int kMostSteps = 8;

bool is_relative(const Tree& tree, NodeIndex node) {
  return tree[node].tag == PRON && is_one_of(tree[node].lower, {"who", "whom", "which", "that"});
}

// "Lanz, the banker who fled": what the apposition names.
NodeIndex named_by(const Tree& tree, NodeIndex noun) {
  while (tree.is(noun, "appos") && tree[noun].head && *tree[noun].head < noun)
    noun = *tree[noun].head;
  return noun;
}

// "Nine were killed and dozens injured": a verb joined without its own auxiliary describes what
// stands right before it, not the noun that this is joined to.
std::optional<NodeIndex> gapped_subject(const Tree& tree, NodeIndex noun, NodeIndex verb) {
  if (!tree.is(verb, "acl")) return std::nullopt;
  for (const NodeIndex c : tree[noun].children) {
    if (tree.is(c, "conj") && tree.is_nominal(c) && tree[c].subtree.end == verb &&
        tree[noun].head && *tree[noun].head > noun && *tree[noun].head < c)
      return c;
  }
  return std::nullopt;
}

// The noun that a relative clause describes, also for a verb joined to that of the clause.
std::optional<NodeIndex> antecedent(const Tree& tree, NodeIndex verb) {
  for (int steps = 0; steps < kMostSteps; ++steps) {
    if (!tree[verb].head) return std::nullopt;
    const NodeIndex head = *tree[verb].head;
    if (tree.is(verb, "acl")) return named_by(tree, head);
    if (!tree.is_any(verb, {"conj", "xcomp"})) return std::nullopt;
    verb = head;
  }
  return std::nullopt;
}

NodeIndex resolved(const Tree& tree, NodeIndex noun, NodeIndex verb) {
  if (!is_relative(tree, noun)) return noun;
  if (const auto described = antecedent(tree, verb)) return *described;
  // The tree hangs the clause elsewhere: what stands right before the pronoun.
  for (NodeIndex i = noun; i-- > 0;) {
    const PartOfSpeech tag = tree[i].tag;
    if (tag == VERB || tag == AUX) break;
    if (tag != NOUN && tag != PROPN) continue;
    while (tree.is_any(i, {"flat", "compound"}) && tree[i].head && *tree[i].head < noun)
      i = *tree[i].head;
    return i;
  }
  return noun;
}

// A second subject right behind the verb is none: "Governor orders closure of schools".
std::optional<NodeIndex> second_subject(const Tree& tree, NodeIndex verb) {
  // "heard shots and seen a man run": the only one, where the verb is joined to another.
  const auto first = tree.child(verb, "nsubj");
  const bool shares = tree.is(verb, "conj") && !tree.child(verb, "expl") &&
                      !tree.child(verb, "obj") && !tree.child(verb, "aux:pass");
  for (const NodeIndex c : tree[verb].children) {
    if (tree.is(c, "nsubj") && (shares || first != c) && tree[c].subtree.begin == verb + 1)
      return c;
  }
  return std::nullopt;
}

std::optional<NodeIndex> object_of(const Tree& tree, NodeIndex verb) {
  if (const auto object = tree.child(verb, "iobj")) return object;
  if (const auto object = tree.child(verb, "obj")) return object;
  return second_subject(tree, verb);
}

// Whose deed the clause under a verb is: "told the firm to pay", "accused him of lying".
bool controlled_by_object(const Tree& tree, NodeIndex verb, NodeIndex clause) {
  const std::string_view lemma = tree[verb].lemma;
  if (tree.is(clause, "xcomp")) return !subject_controls(lemma);
  if (tree.has_word(clause, "mark", {"to"}))
    return is_one_of(lemma, {"send", "dispatch", "deploy"});
  return object_answers(lemma) && tree.has_word(clause, "mark", {"of", "for", "from"});
}

// "called for its director to be dismissed": the tree may take it for the object.
std::optional<NodeIndex> own_subject(const Tree& tree, NodeIndex verb) {
  const auto subject = tree.child(verb, "nsubj");
  if (subject && second_subject(tree, verb) != subject) return subject;
  const auto object = tree.child(verb, "obj");
  // "wants the vote postponed"
  const bool bare = tree.is(verb, "xcomp") && tree.has_feature(verb, "VerbForm=Part");
  if (object && *object < verb && (bare || tree.child(verb, "aux:pass"))) return object;
  return std::nullopt;
}

// "called on both sides to stop": who is to do it.
std::optional<NodeIndex> called_upon(const Tree& tree, NodeIndex verb) {
  if (!is_one_of(tree[verb].lemma, {"call", "appeal", "rely", "wait"})) return std::nullopt;
  for (const NodeIndex c : tree[verb].children) {
    if (tree.is(c, "obl") && is_one_of(tree.preposition(c), {"on", "upon", "to", "for"})) return c;
  }
  return std::nullopt;
}

std::optional<NodeIndex> find_subject(const Tree& tree, NodeIndex verb, int steps);
std::optional<NodeIndex> subject_above(const Tree& tree, NodeIndex verb, int steps);

// "The company denied that it had dumped waste", "the ship drifted before it was towed": the
// subject of the clause above, where it agrees in number and in being a person and nothing said
// whom the pronoun means.
std::optional<NodeIndex> meant_by_pronoun(const Tree& tree, NodeIndex pronoun, NodeIndex verb,
                                          int steps) {
  const std::string& word = tree[pronoun].lower;
  if (!is_one_of(word, {"it", "he", "she", "they"}) || tree[pronoun].person || steps == 0) {
    return std::nullopt;
  }
  if (!tree.is_any(verb, {"ccomp", "advcl", "conj", "parataxis"}) || !tree[verb].head) {
    return std::nullopt;
  }
  const auto above = find_subject(tree, *tree[verb].head, steps - 1);
  if (!above || tree[*above].tag == PRON || is_relative(tree, *above)) return std::nullopt;
  // "Police": the verb tells that they are many.
  const bool plural = tree.has_feature(*above, "Number=Plur") || tree.joined(*above).size() > 1 ||
                      (word == "they" && tree.has_feature(*tree[verb].head, "Number=Plur"));
  if (plural != (word == "they")) return std::nullopt;
  if (word == "it" && tree[*above].person && tree[*above].tag == PROPN) return std::nullopt;
  return above;
}

std::optional<NodeIndex> find_subject(const Tree& tree, NodeIndex verb, int steps) {
  if (const auto own = own_subject(tree, verb)) {
    if (const auto named = meant_by_pronoun(tree, *own, verb, steps)) return named;
    return resolved(tree, *own, verb);
  }
  if (steps == 0 || !tree[verb].head) return std::nullopt;
  return subject_above(tree, verb, steps);
}

// "the refusal of the parties to form", "the bank's plan to cut", "is in talks to buy".
std::optional<NodeIndex> owner(const Tree& tree, NodeIndex noun) {
  for (const NodeIndex c : tree[noun].children) {
    if (tree.is(c, "nmod:poss") && tree[c].tag != PRON) return c;
    const bool of_one = tree.is(c, "nmod") && is_one_of(tree.preposition(c), {"of", "by"});
    if (of_one && event_noun(tree[noun].lemma) != nullptr) return c;
  }
  return tree.child(noun, "cop") ? tree.child(noun, "nsubj") : std::nullopt;
}

std::optional<NodeIndex> subject_above(const Tree& tree, NodeIndex verb, int steps) {
  const NodeIndex head = *tree[verb].head;
  if (tree.is(verb, "acl:relcl")) return std::nullopt;
  if (tree.is(verb, "acl")) {
    // "a plan to close it": whose plan it is; "a man carrying a bag": the man.
    if (const auto own = gapped_subject(tree, head, verb)) return own;
    // "an inquiry for taking money": a deed of whoever the inquiry is about.
    const bool charge =
        event_noun(tree[head].lemma) != nullptr && tree.has_word(verb, "mark", {"of", "for"});
    if (!charge && !tree.has_word(verb, "mark", {"to"})) return named_by(tree, head);
    if (const auto whose = owner(tree, head)) return whose;
    if (tree[head].head) {
      const auto above = find_subject(tree, *tree[head].head, steps - 1);
      if (above == head) return std::nullopt;  // "The decision to close it was taken"
      return above;
    }
    if (governor(tree[head].lemma) != nullptr) return std::nullopt;
    return head;  // "Bank to cut 400 jobs"
  }
  const bool charge = tree.is(verb, "ccomp") && tree.has_word(verb, "mark", {"of", "from", "for"});
  if (tree.is_any(verb, {"xcomp", "advcl"}) || charge) {
    if (tree.is(verb, "advcl") && tree.is_finite(verb)) return std::nullopt;
    const bool passive = tree.child(head, "aux:pass") || tree.child(head, "nsubj:pass");
    const auto object = passive ? std::nullopt : object_of(tree, head);
    if (object && controlled_by_object(tree, head, verb)) return resolved(tree, *object, head);
    if (const auto whom = called_upon(tree, head)) return whom;
    return find_subject(tree, head, steps - 1);
  }
  // "admits stealing"
  if (tree.is(verb, "ccomp") && tree.has_feature(verb, "VerbForm=Ger") && !tree.child(verb, "mark"))
    return find_subject(tree, head, steps - 1);
  if (tree.is(verb, "conj") || (tree.is(verb, "parataxis") && !tree.is_finite(verb))) {
    return find_subject(tree, head, steps - 1);
  }
  return std::nullopt;
}

// "by 15%", "by 74 votes": how much, not who.
bool is_amount(const Tree& tree, NodeIndex node) {
  return tree[node].tag == NUM || tree[node].tag == SYM ||
         is_one_of(tree[node].lemma, {"%", "percent", "vote", "point", "margin", "cent"});
}

bool is_expletive(const Tree& tree, NodeIndex node) {
  return tree.is(node, "expl") || (tree[node].lower == "there" && tree[node].tag == PRON);
}

class Roles {
 public:
  Roles(const Tree& tree, const Predicate& predicate)
      : tree_(tree), predicate_(predicate), node_(predicate.node) {}

  std::vector<Filler> read() {
    switch (predicate_.kind) {
      case PredicateKind::verb:
        read_verb();
        break;
      case PredicateKind::copula:
        read_copula();
        break;
      case PredicateKind::noun:
        read_noun(node_);
        break;
    }
    std::sort(fillers_.begin(), fillers_.end(), [](const Filler& a, const Filler& b) {
      return a.role != b.role ? a.role < b.role : a.head < b.head;
    });
    return std::move(fillers_);
  }

 private:
  const Tree& tree_;
  const Predicate& predicate_;
  NodeIndex node_;
  std::vector<Filler> fillers_;

  [[nodiscard]] bool has(Role role) const {
    return std::ranges::any_of(fillers_, [&](const Filler& f) { return f.role == role; });
  }

  void add(Role role, NodeIndex head) {
    const std::vector<NodeIndex> joined = tree_.joined(head);
    // "Nine were killed and dozens injured": who stands behind the first verb belongs to the next.
    const auto parted = [&](NodeIndex each) {
      const auto verb = tree_[head].head;
      return verb && head < *verb && *verb < each && tree_[*verb].tag == VERB;
    };
    const bool later =
        std::ranges::any_of(joined, [&](NodeIndex each) { return parted(each) && each < node_; });
    for (const NodeIndex each : joined) {
      const bool there =
          std::ranges::any_of(fillers_, [&](const Filler& f) { return f.head == each; });
      if (!there && parted(each) == later) fillers_.push_back({role, each, tree_.phrase(each)});
    }
  }

  void read_verb() {
    const auto subject = subject_of(tree_, node_);
    if (subject && !is_expletive(tree_, *subject)) add_subject(*subject);
    add_objects();
    for (const NodeIndex c : tree_[node_].children) {
      if (tree_.is_any(c, {"obl", "obj", "nmod", "flat"})) add_oblique(c);
    }
    if (transfers(tree_[node_].lemma) && !has(Role::recipient)) split_recipient();
    if (predicate_.noun) read_noun(*predicate_.noun);
    add_antecedent_as_object();
    add_complement();
    add_clauses();
  }

  void add_subject(NodeIndex subject) {
    const std::string_view lemma = tree_[node_].lemma;
    const auto direct = tree_.child(node_, "obj");
    // "took place" has none, "set fire" has
    const bool idle = predicate_.noun == direct && stands_alone(predicate_.lemma);
    const bool object = direct && !idle && !(is_undergone(lemma) && is_amount(tree_, *direct));
    if (predicate_.noun && predicate_.passive) return;  // "An inspection was carried out"
    if (tree_.child(node_, "expl")) return add(Role::patient, subject);  // "There were leaks"
    if (predicate_.passive) {
      const bool given = object && transfers(lemma);  // "was given a report"
      const bool provided = provides(lemma) && with_phrase();
      add(given || provided ? Role::recipient : Role::patient, subject);
    } else if (!object && is_undergone(predicate_.lemma)) {
      add(Role::patient, subject);
    } else {
      add(receives(lemma) && object ? Role::recipient : Role::agent, subject);
    }
  }

  [[nodiscard]] std::optional<NodeIndex> with_phrase() const {
    for (const NodeIndex c : tree_[node_].children) {
      if (tree_.is(c, "obl") && tree_.preposition(c) == "with") return c;
    }
    return std::nullopt;
  }

  void add_objects() {
    const bool provided = !predicate_.passive && provides(tree_[node_].lemma) && with_phrase();
    std::vector<NodeIndex> objects;
    for (const NodeIndex c : tree_[node_].children) {
      if (tree_.is(c, "iobj")) {
        const bool given = tree_.child(node_, "obj") || transfers(tree_[node_].lemma);
        add(given ? Role::recipient : Role::patient, resolved(tree_, c, node_));
      }
      // "fell 11%": by how much
      if (is_object(c) && !(is_undergone(tree_[node_].lemma) && is_amount(tree_, c)))
        objects.push_back(c);
    }
    // "pay the actress €60,000": the tree may take both for objects, or what she gets for a
    // measure.
    if (transfers(tree_[node_].lemma) && objects.size() + (has(Role::recipient) ? 1 : 0) == 1) {
      const auto& below = tree_[node_].children;
      const auto given = std::ranges::find_if(below, [&](NodeIndex c) {
        return c > node_ && tree_.is(c, "obl") && tree_.preposition(c).empty() && !tree_[c].time;
      });
      if (given != below.end()) objects.push_back(*given);
    }
    if (objects.size() == 2 && transfers(tree_[node_].lemma) && !has(Role::recipient)) {
      add(Role::recipient, objects.front());
      objects.erase(objects.begin());
    }
    for (const NodeIndex object : objects) {
      if (predicate_.noun == object) continue;
      if (predicate_.passive && has(Role::patient)) break;
      add(provided ? Role::recipient : Role::patient, resolved(tree_, object, node_));
      break;
    }
    if (objects.empty() && !has(Role::patient)) add_shared_object();
  }

  // "neither admitted nor denied the payments", "delay or cancel the vote": the object stands
  // behind the last verb. Not with "and": "came and paid the bill".
  void add_shared_object() {
    const auto next = tree_.child(node_, "conj");
    if (!next || predicate_.passive || tree_[*next].tag != VERB || *next != node_ + 2) return;
    if (!tree_.has_word(*next, "cc", {"or", "nor"})) return;
    if (const auto object = tree_.child(*next, "obj")) add(Role::patient, *object);
  }

  // An object, or what the tree takes for an oblique though no preposition leads to it.
  [[nodiscard]] bool is_object(NodeIndex c) const {
    if (tree_.is(c, "obj") && !tree_.preposition(c).empty()) return false;  // "over leaked emails"
    if (tree_.is(c, "obj")) return !(predicate_.passive && c < node_ && !is_relative(tree_, c));
    if (second_subject(tree_, node_) == c) return true;
    return tree_.is(c, "obl") && tree_[c].relation == "obl" && c > node_ && !tree_[c].time &&
           !predicate_.passive && tree_.preposition(c).empty() && tree_[c].tag == NOUN &&
           !tree_.child(node_, "obj");
  }

  void add_oblique(NodeIndex c) {
    const std::string_view with = tree_.preposition(c);
    if (tree_[c].time || with.empty()) return;
    const NodeIndex head = resolved(tree_, c, node_);
    const std::string_view lemma = tree_[node_].lemma;
    if (with == "by" && predicate_.passive && !is_amount(tree_, c) && !has(Role::agent)) {
      add(Role::agent, head);
    } else if (with == "to" && passes_to(head) && !has(Role::recipient)) {
      add(Role::recipient, head);
    } else if (with == "from" && (receives(lemma) || predicate_.lemma == "bribe")) {
      add(Role::agent, head);
    } else if (with == "with") {
      add_with(c, head);
    } else if (predicate_.noun && is_one_of(with, {"on", "of", "against", "to", "into"}) &&
               !has(Role::patient)) {
      add(Role::patient, head);
    } else if (lemma == "ask" && with == "for" && !has(Role::patient)) {
      add(Role::patient, head);
    } else if (with == "for" && is_purpose(c)) {
      add_purpose({c, tree_.phrase(c).end}, c);
    }
  }

  // "hand the keys to the tenants": the tree may hang who gets them on what they get; but not "gave
  // an answer to the question".
  void split_recipient() {
    const auto given = std::ranges::find(fillers_, Role::patient, &Filler::role);
    if (given == fillers_.end() || event_noun(tree_[given->head].lemma) != nullptr) return;
    for (const NodeIndex c : tree_[given->head].children) {
      if (!tree_.is(c, "nmod") || tree_.preposition(c) != "to" || !passes_to(c)) continue;
      if (tree_[c].subtree.begin <= given->head) continue;
      given->range.end = std::min(given->range.end, tree_[c].subtree.begin);
      return add(Role::recipient, c);
    }
  }

  // "gave to the town"; but soldiers are sent to a place, unless somebody is named.
  [[nodiscard]] bool passes_to(NodeIndex head) const {
    const std::string_view lemma = tree_[node_].lemma;
    if (!transfers(lemma)) return false;
    return tree_[head].person ||
           !is_one_of(lemma, {"send", "bring", "ship", "transfer", "leave", "pass"});
  }

  void add_with(NodeIndex c, NodeIndex head) {
    if (provides(tree_[node_].lemma)) {
      if (!has(Role::patient)) add(Role::patient, head);
    } else if (predicate_.noun && is_one_of(predicate_.lemma, {"talk", "meet", "agree", "deal"})) {
      add(Role::patient, head);
    } else if (!tree_[c].person && !is_event(tree_, c) &&
               (tree_.child(node_, "obj") || predicate_.passive)) {
      add(Role::instrument, head);
    }
  }

  // "for talks": what is meant to happen.
  [[nodiscard]] bool is_purpose(NodeIndex c) const {
    const EventNoun* row = event_noun(tree_[c].lemma);
    return row != nullptr && !predicate_.passive && tree_[c].tag == NOUN &&
           !tree_.child(c, "nummod") && !tree_.child(c, "det") &&
           row->share != EventShare::rarely && !tree_.child(node_, "obj");
  }

  // "the bridge (that) they closed": what the clause describes is what it lacks.
  void add_antecedent_as_object() {
    if (!tree_.is(node_, "acl:relcl") || predicate_.passive || !tree_[node_].head ||
        predicate_.noun)
      return;
    if (has(Role::patient) || has(Role::recipient) || is_undergone(tree_[node_].lemma)) return;
    if (is_one_of(tree_[*tree_[node_].head].lemma,
                  {"time", "day", "year", "way", "reason", "fact"}))
      return;
    const auto subject = tree_.child(node_, "nsubj");
    if (!subject || is_relative(tree_, *subject)) return;
    const bool other = std::ranges::any_of(tree_[node_].children, [&](NodeIndex c) {
      return tree_.is_any(c, {"ccomp", "xcomp"}) ||
             (tree_.is_any(c, {"obl", "advmod"}) && c < node_ &&
              is_one_of(tree_[c].lower, {"which", "whom", "where", "when", "why", "how"}));
    });
    if (!other) add(Role::patient, named_by(tree_, *tree_[node_].head));
  }

  // "became a judge", "remains a threat": what somebody is, as behind "be".
  void add_complement() {
    const auto complement = tree_.child(node_, "xcomp");
    if (complement && tree_[*complement].tag == NOUN && *complement > node_ &&
        !predicate_.passive && !predicate_.noun && !has(Role::patient) &&
        tree_.preposition(*complement).empty())
      add(Role::patient, *complement);
  }

  void add_clauses() {
    for (const NodeIndex c : tree_[node_].children) {
      if (tree_.is(c, "advcl") && tree_[c].lower == "using") {
        if (const auto tool = tree_.child(c, "obj")) add(Role::instrument, *tool);
      }
      if (is_purpose_clause(c) && !has(Role::purpose)) {
        Range range{c, tree_[c].subtree.end};
        while (range.end > c + 1 && tree_[range.end - 1].tag == PUNCT) --range.end;
        add_purpose(range, c);
      }
    }
  }

  // "to protect readers", "in order to …"; "sent to disarm".
  [[nodiscard]] bool is_purpose_clause(NodeIndex c) const {
    if (c < node_ || !tree_.has_word(c, "mark", {"to"})) return false;
    if (tree_.is(c, "advcl")) return true;
    return tree_.is(c, "xcomp") && governor(tree_[node_].lemma) == nullptr &&
           (predicate_.passive || tree_.child(node_, "obj"));
  }

  void add_purpose(Range range, NodeIndex head) {
    fillers_.push_back({Role::purpose, head, range});
  }

  void read_copula() {
    const auto subject = subject_of(tree_, node_);
    const bool there = tree_.child(node_, "expl") || (subject && is_expletive(tree_, *subject));
    if (subject && *subject != node_ && !is_expletive(tree_, *subject)) {
      add(there ? Role::patient : Role::agent, *subject);
    }
    if (tree_.preposition(node_).empty() && !there) add(Role::patient, node_);
  }

  // "the arrest of the leader by guards": the tree may hang "by" on the leader.
  void add_agent_within(NodeIndex c) {
    for (const NodeIndex below : tree_[c].children) {
      const bool by = tree_.is(below, "nmod") && tree_.preposition(below) == "by";
      if (by && !tree_[below].time && !has(Role::agent)) add(Role::agent, below);
    }
  }

  // "a visit for talks": whose the visit is.
  void add_goal_agent(NodeIndex noun) {
    if (!tree_[noun].head || tree_.preposition(noun) != "for" || has(Role::agent)) return;
    const auto subject =
        tree_.is(noun, "obl") ? subject_of(tree_, *tree_[noun].head) : std::nullopt;
    if (subject) add(Role::agent, *subject);
  }

  // "the arrest of Maas by guards", "the attack on the depot", "the army's withdrawal".
  void read_noun(NodeIndex noun) {
    const EventNoun* row = event_noun(tree_[noun].lemma);
    const bool undergone = is_undergone(predicate_.lemma);
    const bool alone = row != nullptr && row->without_object && !undergone;
    for (const NodeIndex c : tree_[noun].children) {
      if (!tree_.is(c, "nmod") || tree_[c].time || !tree_.is_nominal(c)) continue;
      const std::string_view with = tree_.preposition(c);
      if (tree_.is(c, "nmod:poss")) {
        if (predicate_.noun) continue;
        const bool alone_named = std::ranges::none_of(tree_[noun].children, [&](NodeIndex other) {
          return is_one_of(tree_.preposition(other), {"of", "on", "against"});
        });
        add(undergone || (alone_named && affects(predicate_.lemma)) ? Role::patient : Role::agent,
            c);
      } else if (with == "by") {
        if (!has(Role::agent)) add(Role::agent, c);
      } else if (with == "between" && alone) {
        if (!has(Role::agent)) add(Role::agent, c);
      } else if (with == "of" || with == "on" || with == "against") {
        const bool acts =
            with == "of" && (alone || (tree_[c].person && predicate_.lemma == "resign"));
        const Role role = acts && !has(Role::agent) ? Role::agent : Role::patient;
        if (!has(role)) add(role, c);
        add_agent_within(c);
      } else if (with == "with" && alone) {
        if (!has(Role::patient)) add(Role::patient, c);
      } else if (with == "to" && transfers(predicate_.lemma)) {
        if (!has(Role::recipient)) add(Role::recipient, c);
      } else if (predicate_.noun && is_one_of(with, {"to", "into", "for", "with"})) {
        if (!has(Role::patient)) add(Role::patient, c);
      }
    }
    if (!predicate_.noun && alone) add_goal_agent(noun);
  }
};

}  // namespace

std::optional<NodeIndex> subject_of(const Tree& tree, NodeIndex verb) {
  return find_subject(tree, verb, kMostSteps);
}

std::vector<Filler> roles_of(const Tree& tree, const Predicate& predicate) {
  return Roles(tree, predicate).read();
}

}  // namespace hearsay::claiming
