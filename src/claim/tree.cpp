#include "claim/tree.h"

#include <algorithm>

#include "claim/event_nouns.h"
#include "claim/verb_classes.h"
#include "text/fold.h"

namespace hearsay::claiming {

using enum PartOfSpeech;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

Tree::Tree(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
           std::uint32_t begin, std::uint32_t end) {
  const auto last = static_cast<std::uint32_t>(
      std::min<std::size_t>({end, segmentation.tokens.size(), annotation.words.size()}));
  if (begin >= last) return;
  nodes_.resize(last - begin);
  for (std::uint32_t i = begin; i < last; ++i) {
    const Word& word = annotation.words[i];
    Node& node = nodes_[i - begin];
    node.span = segmentation.tokens[i].span;
    node.tag = word.tag;
    node.lower = text::lower(words(article, node.span));
    node.lemma = word.lemma.empty() ? std::string_view(node.lower) : std::string_view(word.lemma);
    node.relation = word.relation;
    node.features = word.features;
    if (!word.head) continue;
    const auto head = static_cast<std::uint32_t>(*word.head);
    if (head >= begin && head < last && head != i) node.head = head - begin;
  }
  reread_charges();
  reread_gerunds();
  reread_between();
  reread_infinitives();
  reread_perfects();
  reread_receivers();
  open_circles();
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].head) nodes_[*nodes_[i].head].children.push_back(i);
  }
  measure();
}

// "accused of hiding reports": the tree may take the gerund for a word of the noun's phrase, as in
// "of passing cars". Behind a verb whose object answers for something it is a deed.
void Tree::reread_charges() {
  for (NodeIndex deed = 1; deed + 1 < nodes_.size(); ++deed) {
    Node& node = nodes_[deed];
    Node& before = nodes_[deed - 1];
    if (!node.lower.ends_with("ing") || !node.head || *node.head <= deed) continue;
    if (!is_any(deed, {"amod", "compound"}) || !is_one_of(before.lower, {"of", "for", "from"}))
      continue;
    const NodeIndex noun = *node.head;
    const auto verb = nodes_[noun].head;
    if ((before.head != noun && before.head != deed) || !verb || *verb >= deed || *verb == deed - 1)
      continue;
    // The phrase may hang on the one who is accused.
    const auto above = nodes_[*verb].tag == VERB ? verb : nodes_[*verb].head;
    if (!above || *above >= deed || nodes_[*above].tag != VERB ||
        !object_answers(nodes_[*above].lemma))
      continue;
    if (const EventNoun* row = event_noun(node.lemma)) node.lemma = row->verb;
    make_gerund(deed, noun, above);
  }
}

// The preposition before a deed leads to it, and the noun is what it is done to.
void Tree::make_gerund(NodeIndex deed, NodeIndex noun, std::optional<NodeIndex> above) {
  Node& node = nodes_[deed];
  node.tag = VERB;
  node.head = above;
  node.relation = "advcl";
  node.features = "VerbForm=Ger";
  nodes_[deed - 1].head = deed;
  nodes_[deed - 1].relation = "mark";
  nodes_[noun].head = deed;
  nodes_[noun].relation = "obj";
}

// "taken without consulting doctors": the tree may take the gerund for what describes the noun
// behind it; "without" leads to a deed.
void Tree::reread_gerunds() {
  for (NodeIndex deed = 1; deed + 1 < nodes_.size(); ++deed) {
    Node& node = nodes_[deed];
    Node& before = nodes_[deed - 1];
    if (before.lower != "without" || !node.lower.ends_with("ing") || !node.head) continue;
    const NodeIndex noun = *node.head;
    if (noun <= deed || before.head != noun || !is_any(deed, {"amod", "compound", "acl"})) continue;
    make_gerund(deed, noun, nodes_[noun].head);
  }
}

// "talks between the port and the union": the tree may join the second to the talks.
void Tree::reread_between() {
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].lower != "between" || !is(i, "case") || !nodes_[i].head) continue;
    const NodeIndex first = *nodes_[i].head;
    if (!is(first, "nmod") || !nodes_[first].head) continue;
    const auto joined = [&](NodeIndex to) {
      return std::ranges::find_if(nodes_, [&](const Node& n) {
        return n.head == to && n.relation.starts_with("conj") &&
               n.span.begin > nodes_[first].span.begin;
      });
    };
    if (joined(first) != nodes_.end()) continue;
    const auto second = joined(*nodes_[first].head);
    if (second != nodes_.end() && is_nominal(static_cast<NodeIndex>(second - nodes_.begin())))
      second->head = first;
  }
}

// "the refusal of the parties to form": the tree may hang the clause on whose refusal it is.
void Tree::reread_infinitives() {
  for (NodeIndex to = 0; to + 1 < nodes_.size(); ++to) {
    if (nodes_[to].lower != "to" || !is(to, "mark") || !nodes_[to].head) continue;
    Node& verb = nodes_[*nodes_[to].head];
    if (verb.relation != "acl" || !verb.head) continue;
    const NodeIndex whose = *verb.head;
    if (!is(whose, "nmod") || !nodes_[whose].head || whose == 0) continue;
    const NodeIndex noun = *nodes_[whose].head;
    if (noun < whose && nodes_[noun + 1].lower == "of" && governor(nodes_[noun].lemma) != nullptr)
      verb.head = noun;
  }
}

// "tripled": triple, for a word whose lemma is that of an adjective. Lends the word.
std::string_view base_of(std::string_view participle) {
  if (!participle.ends_with("ed")) return participle;
  const auto is_verb = [](std::string_view word) {
    const EventNoun* row = event_noun(word);
    return is_undergone(word) || stands_alone(word) || (row != nullptr && row->verb == word);
  };
  const std::string_view with_e = participle.substr(0, participle.size() - 1);
  return is_verb(with_e) ? with_e : participle.substr(0, participle.size() - 2);
}

// "prices have tripled": the tree may take the verb for what is had. "had shelled positions and
// captured a bridge": for what describes it, though a second deed is joined.
void Tree::reread_perfects() {
  for (NodeIndex have = 0; have + 1 < nodes_.size(); ++have) {
    const NodeIndex deed = have + 1;
    Node& verb = nodes_[deed];
    if (nodes_[have].lemma != "have" || nodes_[have].tag != VERB || !is_participle(verb.lower) ||
        (verb.tag != VERB && verb.tag != ADJ) || !verb.head)
      continue;
    const NodeIndex noun = *verb.head;
    const bool had = noun == have && is(deed, "xcomp");
    const bool joined = std::ranges::any_of(nodes_, [&](const Node& n) {
      return n.head == have && n.relation == "conj" && is_participle(n.lower);
    });
    const bool describes =
        is(deed, "amod") && nodes_[noun].head == have && is(noun, "obj") && joined;
    if (!had && !describes) continue;
    if (verb.tag == ADJ) verb.lemma = base_of(verb.lower);
    verb.tag = VERB;
    verb.features = "Tense=Past|VerbForm=Part";
    verb.head = nodes_[have].head;
    verb.relation = nodes_[have].relation;
    for (Node& node : nodes_) {
      if (node.head == have) node.head = deed;
    }
    nodes_[have].head = deed;
    nodes_[have].relation = "aux";
    nodes_[have].tag = AUX;
  }
}

// "offered passengers vouchers": a plural right before what is given, without "'s", is who gets it.
void Tree::reread_receivers() {
  for (NodeIndex given = 2; given < nodes_.size(); ++given) {
    const NodeIndex whom = given - 1;
    Node& receiver = nodes_[whom];
    if (receiver.head != given || !is_any(whom, {"nmod:poss", "compound"}) || !is(given, "obj") ||
        !has_feature(whom, "Number=Plur") || receiver.tag != NOUN || !nodes_[given].head)
      continue;
    const NodeIndex verb = *nodes_[given].head;
    if (verb >= whom || !transfers(nodes_[verb].lemma)) continue;
    for (NodeIndex i = verb + 1; i < whom; ++i) {
      if (nodes_[i].head == given) nodes_[i].head = whom;
    }
    receiver.head = verb;
    receiver.relation = "iobj";
  }
}

// Walks up from each node until a node that is known to end in a root; a node met twice on one walk
// loses its head. Linear: no node is walked over twice.
void Tree::open_circles() {
  enum class State : std::uint8_t { fresh, on_walk, rooted };
  std::vector<State> states(nodes_.size(), State::fresh);
  std::vector<NodeIndex> walk;
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    walk.clear();
    NodeIndex at = i;
    while (states[at] == State::fresh) {
      states[at] = State::on_walk;
      walk.push_back(at);
      if (!nodes_[at].head) break;
      const NodeIndex next = *nodes_[at].head;
      if (states[next] == State::on_walk) nodes_[at].head.reset();
      if (!nodes_[at].head) break;
      at = next;
    }
    for (const NodeIndex node : walk) states[node] = State::rooted;
  }
}

// Hulls from the leaves up: each node is handed on after all below it.
void Tree::measure() {
  std::vector<NodeIndex> order;  // heads before children
  order.reserve(nodes_.size());
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    nodes_[i].subtree = {i, i + 1};
    if (!nodes_[i].head) order.push_back(i);
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    const auto& children = nodes_[order[at]].children;
    order.insert(order.end(), children.begin(), children.end());
  }
  for (std::size_t at = order.size(); at-- > 0;) {
    const Node& node = nodes_[order[at]];
    if (!node.head) continue;
    Range& above = nodes_[*node.head].subtree;
    above.begin = std::min(above.begin, node.subtree.begin);
    above.end = std::max(above.end, node.subtree.end);
  }
}

Range Tree::words_in(Span span) const {
  const auto first =
      std::ranges::lower_bound(nodes_, span.begin, {}, [](const Node& n) { return n.span.begin; });
  auto last = first;
  while (last != nodes_.end() && last->span.begin < span.end) ++last;
  return {static_cast<NodeIndex>(first - nodes_.begin()),
          static_cast<NodeIndex>(last - nodes_.begin())};
}

void Tree::mark_time(Span span) {
  const Range range = words_in(span);
  for (NodeIndex i = range.begin; i < range.end; ++i) nodes_[i].time = true;
}

void Tree::mark_person(Span span) {
  const Range range = words_in(span);
  for (NodeIndex i = range.begin; i < range.end; ++i) nodes_[i].person = true;
}

void Tree::mark_place(Span span) {
  const Range range = words_in(span);
  for (NodeIndex i = range.begin; i < range.end; ++i) nodes_[i].place = true;
}

std::optional<NodeIndex> Tree::at(std::uint32_t offset) const {
  const Range range = words_in({offset, offset + 1});
  if (range.empty()) return std::nullopt;
  return range.begin;
}

bool Tree::is(NodeIndex node, std::string_view relation) const {
  const std::string_view own = nodes_[node].relation;
  return own.starts_with(relation) &&
         (own.size() == relation.size() || own[relation.size()] == ':');
}

bool Tree::is_any(NodeIndex node, std::initializer_list<std::string_view> relations) const {
  return std::ranges::any_of(relations, [&](std::string_view r) { return is(node, r); });
}

bool Tree::has_feature(NodeIndex node, std::string_view feature) const {
  return nodes_[node].features.find(feature) != std::string_view::npos;
}

bool Tree::is_nominal(NodeIndex node) const {
  const PartOfSpeech tag = nodes_[node].tag;
  return tag == NOUN || tag == PROPN || tag == PRON || tag == NUM || tag == SYM;
}

bool Tree::is_finite(NodeIndex node) const {
  if (has_feature(node, "VerbForm=Fin")) return true;
  return std::ranges::any_of(nodes_[node].children, [&](NodeIndex c) {
    return is_any(c, {"aux", "cop"}) && has_feature(c, "VerbForm=Fin");
  });
}

std::optional<NodeIndex> Tree::child(NodeIndex node, std::string_view relation) const {
  for (const NodeIndex c : nodes_[node].children) {
    if (is(c, relation)) return c;
  }
  return std::nullopt;
}

bool Tree::has_word(NodeIndex node, std::string_view relation,
                    std::initializer_list<std::string_view> words) const {
  return std::ranges::any_of(nodes_[node].children, [&](NodeIndex c) {
    return is(c, relation) &&
           (is_one_of(nodes_[c].lower, words) || is_one_of(nodes_[c].lemma, words));
  });
}

std::string_view Tree::preposition(NodeIndex node) const {
  for (const NodeIndex c : nodes_[node].children) {
    const bool bounds = c > 0 && nodes_[c].lower == "to" && nodes_[c - 1].lower == "up";
    if (is(c, "case") && c < node && !bounds) return nodes_[c].lower;  // not "up to 40"
  }
  return {};
}

Range Tree::phrase(NodeIndex head) const {
  Range out{head, head + 1};
  const auto& children = nodes_[head].children;
  for (auto c = children.rbegin(); c != children.rend(); ++c) {
    if (*c >= head) continue;
    const bool inside = is_any(*c, {"det", "amod", "nummod", "compound", "nmod", "flat", "advmod",
                                    "appos", "cc:preconj", "goeswith"}) ||
                        (is(*c, "punct") && out.begin < head && is_one_of(nodes_[*c].lower, {"-"}));
    if (!inside) {
      if (is(*c, "punct") && nodes_[*c].lower != ",") continue;
      break;
    }
    out.begin = std::min(out.begin, nodes_[*c].subtree.begin);
  }
  for (const NodeIndex c : children) {
    if (c < head) continue;
    if (nodes_[nodes_[c].subtree.begin].tag == PUNCT && !is_one_of(nodes_[out.end].lower, {"-"}))
      break;
    if (c != out.end && nodes_[c].subtree.begin != out.end) break;  // a comma, or what is left out
    const bool inside =
        is_any(c, {"flat", "nmod", "compound", "nummod", "fixed", "appos", "goeswith", "list"}) &&
        !(is(c, "nmod") &&
          (nodes_[c].tag == VERB || preposition(c) == "by" || preposition(c) == "worth"));
    if (!inside) break;
    const Range below = phrase(c);
    out.end = std::max(out.end, below.end);
    if (preposition(c) == "between") out.end = std::max(out.end, nodes_[c].subtree.end);
    if (below.end != nodes_[c].subtree.end) break;
  }
  return out;
}

std::vector<NodeIndex> Tree::joined(NodeIndex head) const {
  std::vector<NodeIndex> out{head};
  const bool verb = nodes_[head].tag == VERB;
  for (const NodeIndex c : nodes_[head].children) {
    if (is(c, "conj") && (nodes_[c].tag == VERB) == verb &&
        (verb || is_nominal(c) || nodes_[c].tag == ADJ)) {
      out.push_back(c);
    }
  }
  return out;
}

Span Tree::span(Range range) const {
  return {nodes_[range.begin].span.begin, nodes_[range.end - 1].span.end};
}

}  // namespace hearsay::claiming
