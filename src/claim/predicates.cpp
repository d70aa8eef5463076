#include "claim/predicates.h"

#include <algorithm>

#include "claim/event_nouns.h"
#include "claim/verb_classes.h"

namespace hearsay::claiming {
namespace {

using enum PartOfSpeech;

bool heads_clause(const Tree& tree, NodeIndex i) {
  const Node& node = tree[i];
  if (node.tag == AUX) {  // "has forty leaks", "was to close": a verb by what stands under it
    return !tree.is_any(i, {"aux", "cop"}) && (tree.child(i, "obj") || tree.child(i, "nsubj"));
  }
  if (node.tag != VERB || node.relation.empty()) return false;
  return !tree.is_any(i, {"aux", "cop", "case", "mark", "fixed", "flat", "compound", "goeswith",
                          "det", "amod", "advmod", "discourse", "cc", "nmod", "punct"});
}

bool has_clause_below(const Tree& tree, NodeIndex i) {
  return std::ranges::any_of(tree[i].children, [&](NodeIndex c) {
    return tree.is_any(c, {"xcomp", "ccomp", "csubj"}) &&
           (tree[c].tag == VERB || tree.child(c, "cop"));
  });
}

// "accused him of lying": a clause behind the object.
bool has_charge_below(const Tree& tree, NodeIndex i) {
  return std::ranges::any_of(tree[i].children, [&](NodeIndex c) {
    if (tree.is(c, "advcl")) return tree.has_word(c, "mark", {"of"});
    const auto clause = tree.is(c, "obj") ? tree.child(c, "acl") : std::nullopt;
    return clause && tree.has_word(*clause, "mark", {"of"});
  });
}

// "claimed the prize"; not "denied it".
bool names_object(const Tree& tree, NodeIndex i) {
  const auto object = tree.child(i, "obj");
  return object && tree[*object].tag != PRON;
}

// Whether the verb only says how what it governs is meant, or who says it.
bool only_governs(const Tree& tree, NodeIndex i) {
  const std::string_view lemma = tree[i].lemma;
  if (lemma == "say") return true;
  if (lemma == "be") return has_clause_below(tree, i) && !tree.child(i, "obj");
  if (only_says(lemma) &&
      (has_clause_below(tree, i) || has_charge_below(tree, i) || !names_object(tree, i))) {
    return true;
  }
  const Governor* row = governor(lemma);
  if (row != nullptr && !row->claims) {
    if (has_clause_below(tree, i)) return true;
    if (object_answers(lemma) && has_charge_below(tree, i)) return true;
    if (lemma == "suspect" && tree.child(i, "advcl")) return true;
    // "called for"; not "was called off"
    if (lemma == "call" && !tree.child(i, "obj") && !tree.child(i, "compound:prt")) return true;
  }
  // "asked not to be named": how it was told, not what.
  if (is_one_of(lemma, {"name", "identify", "quote"}) && tree.is(i, "xcomp")) return true;
  return false;
}

// "using mortars": the instrument of the verb above.
bool names_instrument(const Tree& tree, NodeIndex i) {
  return tree[i].lower == "using" && tree[i].head && !tree.child(i, "nsubj") &&
         tree.child(i, "obj");
}

bool is_passive(const Tree& tree, NodeIndex i, bool headline) {
  if (tree.child(i, "aux:pass") || tree.child(i, "nsubj:pass")) return true;
  // "was closed and sealed"; but "stole a car and escaped"
  if (tree.is(i, "conj") && !tree.child(i, "nsubj") && !tree.child(i, "aux") && tree[i].head &&
      tree[*tree[i].head].tag == VERB && tree.has_feature(i, "VerbForm=Part")) {
    return is_passive(tree, *tree[i].head, headline);
  }
  const bool active_subject = tree.child(i, "nsubj") && !tree.child(i, "cop");
  if (tree.has_feature(i, "Voice=Pass") && !(active_subject && tree.child(i, "obj"))) return true;
  const bool auxiliary = tree.child(i, "aux").has_value();
  if (tree.has_feature(i, "VerbForm=Part") && tree.has_feature(i, "Tense=Past") && !auxiliary) {
    if (tree.is_any(i, {"acl", "advcl"}) && !active_subject && !tree.is(i, "acl:relcl"))
      return true;
  }
  // "Library closed over leaks"
  return headline && active_subject && !auxiliary && !tree.child(i, "obj") &&
         !has_clause_below(tree, i) && is_participle(tree[i].lower) &&
         !is_undergone(tree[i].lemma) && tree.child(i, "obl") && !stands_alone(tree[i].lemma);
}

std::string verb_lemma(const Tree& tree, NodeIndex i) {
  std::string lemma(tree[i].lemma);
  const auto particle = tree.child(i, "compound:prt");
  const bool bounds = particle && *particle + 1 < tree.size() && tree[*particle].lower == "up" &&
                      tree[*particle + 1].lower == "to";  // "up to 40"
  if (particle && !bounds) {
    lemma += ' ';
    lemma += tree[*particle].lower;
  }
  return lemma;
}

// Whether a light verb leaves its meaning to the noun.
bool means_its_noun(std::string_view verb, const EventNoun& row) {
  switch (lightness(verb)) {
    case Lightness::performing:
      // "held shares": what is had, not done
      return verb != "hold" || row.share != EventShare::rarely || row.noun != row.verb;
    case Lightness::common:
      if (verb == "have") return false;
      return row.share != EventShare::rarely || row.noun != row.verb;
    default:
      return false;
  }
}

// "took place": the tree may take the noun for an adverb.
std::optional<NodeIndex> placed_behind(const Tree& tree, NodeIndex verb) {
  const NodeIndex next = verb + 1;
  const bool found = next < tree.size() && tree[next].head == verb &&
                     tree.is_any(next, {"advmod", "obl", "xcomp"}) &&
                     !idiom(tree[verb].lemma, tree[next].lemma).empty();
  return found ? std::optional(next) : std::nullopt;
}

void read_light_verb(const Tree& tree, Predicate& predicate) {
  auto object = tree.child(predicate.node, predicate.passive ? "nsubj:pass" : "obj");
  if (!object && predicate.passive && tree.is(predicate.node, "acl"))
    object = tree[predicate.node].head;  // "payments made by the hospital"
  if (!object) object = placed_behind(tree, predicate.node);
  if (!object || tree[*object].tag != NOUN) return;
  const std::string_view noun = tree[*object].lemma;
  const std::string_view verb = tree[predicate.node].lemma;
  const bool out = tree.has_word(predicate.node, "compound", {"out"}) ||
                   tree.has_word(predicate.node, "advmod", {"out"});
  std::string_view meaning = idiom(verb, noun);
  if (meaning.empty()) {
    if (verb == "carry" && !out) return;
    const EventNoun* row = event_noun(noun);
    if (row == nullptr || !means_its_noun(verb, *row)) return;
    meaning = row->verb;
  }
  predicate.lemma = meaning;
  predicate.word = *object;
  predicate.noun = object;
}

bool is_participant(const Tree& tree, NodeIndex child, const EventNoun& row) {
  if (tree[child].time || !tree.is_nominal(child) || !tree.is(child, "nmod")) return false;
  if (tree.is(child, "nmod:poss")) {
    return tree[child].tag != PRON || affects(row.verb) || is_undergone(row.verb);
  }
  const std::string_view with = tree.preposition(child);
  if (with == "with" || with == "between") return row.without_object;  // "talks with the rebels"
  return with == "of" || with == "by" || with == "against" || (with == "on" && !row.without_object);
}

}  // namespace

bool is_event(const Tree& tree, NodeIndex noun) {
  const Node& node = tree[noun];
  if (node.tag != NOUN || node.time || tree.is_any(noun, {"compound", "flat", "fixed"}))
    return false;
  const EventNoun* row = event_noun(node.lemma);
  if (row == nullptr) return false;
  // "the council's handling of the flood"
  const auto has_both = [&] {
    return tree.child(noun, "nmod:poss") && std::ranges::any_of(node.children, [&](NodeIndex c) {
             return tree.is(c, "nmod") && tree.preposition(c) == "of";
           });
  };
  if (row->share == EventShare::sometimes && row->noun != row->verb && has_both()) return true;
  return std::ranges::any_of(node.children, [&](NodeIndex c) {
    if (!is_participant(tree, c, *row)) return false;
    if (row->share == EventShare::mostly) return true;
    const std::string_view with = tree.preposition(c);
    if (with == "with" || with == "between") return row->share == EventShare::sometimes;
    return with == "by" || (with == "of" && tree[c].person);
  });
}

std::vector<Predicate> predicates_of(const Tree& tree, bool headline) {
  std::vector<Predicate> out;
  std::vector<bool> taken(tree.size());  // nouns that light verbs have
  for (NodeIndex i = 0; i < tree.size(); ++i) {
    if (!heads_clause(tree, i) || only_governs(tree, i) || names_instrument(tree, i)) continue;
    Predicate predicate{PredicateKind::verb,           i, i, verb_lemma(tree, i),
                        is_passive(tree, i, headline), {}};
    read_light_verb(tree, predicate);
    if (predicate.noun) taken[*predicate.noun] = true;
    out.push_back(std::move(predicate));
  }
  for (NodeIndex i = 0; i < tree.size(); ++i) {
    const auto copula = tree.child(i, "cop");
    if (copula && is_one_of(tree[i].lower, {"hurt", "shut", "cut", "hit", "split"})) {
      // "was hurt": the participle of some verbs passes for an adjective
      if (!heads_clause(tree, i)) {
        out.push_back({PredicateKind::verb, i, i, std::string(tree[i].lower), true, {}});
      }
    } else if (copula && !heads_clause(tree, i) && !only_governs(tree, i)) {
      out.push_back({PredicateKind::copula, i, *copula, "be", false, {}});
    } else if (!taken[i] && is_event(tree, i)) {
      out.push_back(
          {PredicateKind::noun, i, i, std::string(event_noun(tree[i].lemma)->verb), false, {}});
    }
  }
  std::sort(out.begin(), out.end(), [](const Predicate& a, const Predicate& b) {
    return a.word != b.word ? a.word < b.word : a.node < b.node;
  });
  return out;
}

}  // namespace hearsay::claiming
