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
    node.tag = VERB;
    node.head = above;
    node.relation = "advcl";
    node.features = "VerbForm=Ger";
    before.head = deed;
    before.relation = "mark";
    nodes_[noun].head = deed;
    nodes_[noun].relation = "obj";
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
        !(is(c, "nmod") && (nodes_[c].tag == VERB || preposition(c) == "by"));
    if (!inside) break;
    const Range below = phrase(c);
    out.end = std::max(out.end, below.end);
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
