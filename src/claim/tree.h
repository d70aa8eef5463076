// One sentence as a tree of words (Universal Dependencies), as the rest of the stage reads it.
// Private to this stage.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"

namespace hearsay::claiming {

/// A word by its place in the sentence.
using NodeIndex = std::uint32_t;

/// Words [begin, end) of one sentence.
struct Range {
  NodeIndex begin = 0;
  NodeIndex end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
  [[nodiscard]] bool contains(NodeIndex node) const { return begin <= node && node < end; }
  friend bool operator==(const Range&, const Range&) = default;
};

struct Node {
  Span span;
  PartOfSpeech tag = PartOfSpeech::X;
  std::string lower;          ///< the word, lower case
  std::string_view lemma;     ///< of the annotation; the word where there is none
  std::string_view relation;  ///< "nsubj:pass"
  std::string_view features;  ///< "VerbForm=Fin|…"
  std::optional<NodeIndex> head;
  std::vector<NodeIndex> children;  ///< in text order
  Range subtree;                    ///< hull of the node and all below it
  bool time = false;                ///< in a time expression
  bool place = false;               ///< in a phrase that the grounding knows for a place
  bool person = false;              ///< in the name of a person or body, or a word for one
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words);

/// Lends the annotation's strings; moves, but does not copy.
class Tree {
 public:
  /// Heads outside the words [begin, end) and heads that would close a circle are left out.
  Tree(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
       std::uint32_t begin, std::uint32_t end);

  Tree(const Tree&) = delete;
  Tree(Tree&&) = default;
  Tree& operator=(const Tree&) = delete;
  Tree& operator=(Tree&&) = default;
  ~Tree() = default;

  /// Marks the words in the span.
  void mark_time(Span span);
  void mark_person(Span span);
  void mark_place(Span span);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const Node& operator[](NodeIndex node) const { return nodes_[node]; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

  /// The word that begins there.
  [[nodiscard]] std::optional<NodeIndex> at(std::uint32_t offset) const;

  /// Whether the node's relation to its head is this one, or a subtype of it ("nsubj" holds for
  /// "nsubj:pass").
  [[nodiscard]] bool is(NodeIndex node, std::string_view relation) const;
  [[nodiscard]] bool is_any(NodeIndex node,
                            std::initializer_list<std::string_view> relations) const;
  [[nodiscard]] bool has_feature(NodeIndex node, std::string_view feature) const;
  [[nodiscard]] bool is_nominal(NodeIndex node) const;  ///< a noun, name, pronoun or number
  [[nodiscard]] bool is_finite(NodeIndex node) const;   ///< it or an auxiliary of it has tense

  /// The first child with the relation.
  [[nodiscard]] std::optional<NodeIndex> child(NodeIndex node, std::string_view relation) const;
  /// The first child of the relation that is this word.
  [[nodiscard]] bool has_word(NodeIndex node, std::string_view relation,
                              std::initializer_list<std::string_view> words) const;
  /// The preposition of a phrase: "in", "because of" as "because"; empty for none.
  [[nodiscard]] std::string_view preposition(NodeIndex node) const;
  /// The noun phrase of a head: from its determiner on, with its names and "of" phrases, without
  /// clauses, appositions behind commas, and conjuncts.
  [[nodiscard]] Range phrase(NodeIndex head) const;
  /// The head and what is joined to it by "and": nouns to nouns, verbs to verbs.
  [[nodiscard]] std::vector<NodeIndex> joined(NodeIndex head) const;
  [[nodiscard]] Span span(Range range) const;

 private:
  [[nodiscard]] Range words_in(Span span) const;
  void reread_charges();
  void reread_gerunds();
  void make_gerund(NodeIndex deed, NodeIndex noun, std::optional<NodeIndex> above);
  void reread_between();
  void reread_infinitives();
  void reread_perfects();
  void reread_receivers();
  void open_circles();
  void measure();

  std::vector<Node> nodes_;
};

}  // namespace hearsay::claiming
