#include "claim/where.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "claim/event_nouns.h"

namespace hearsay::claiming {
namespace {

using enum PartOfSpeech;

enum class NounKind : std::uint8_t { place, thing, neither };

struct PlaceNoun {
  std::string_view noun;
  NounKind kind = NounKind::neither;
};

// The words of the table's rows.
using enum NounKind;

constexpr auto kNouns = std::to_array<PlaceNoun>({
#include "claim/place_nouns.inc"
});

// Nothing but places stands behind these, or hardly anything; behind the others much else does.
constexpr auto kOnlyPlaces = std::to_array<std::string_view>(
    {"across",  "along",   "alongside", "aboard",  "atop",  "above",     "behind", "below",
     "beneath", "beside",  "beyond",    "inside",  "into",  "near",      "off",    "onto",
     "outside", "through", "toward",    "towards", "under", "underneath"});
constexpr auto kPlacesToo =
    std::to_array<std::string_view>({"around", "at", "by", "from", "in", "on", "out", "over",
                                     "past", "round", "throughout", "to", "up", "down", "within"});

bool leads_to_places_only(std::string_view preposition) {
  return std::ranges::find(kOnlyPlaces, preposition) != kOnlyPlaces.end();
}
bool may_lead_to_places(std::string_view preposition) {
  return leads_to_places_only(preposition) ||
         std::ranges::find(kPlacesToo, preposition) != kPlacesToo.end();
}

// English endings of nouns that name no thing.
bool looks_abstract(std::string_view noun) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {"ion", "ment", "ness", "ity", "ance", "ence", "ism", "cy", "ship", "ing"});
  return std::ranges::any_of(kEndings, [&](std::string_view e) { return noun.ends_with(e); });
}

bool is_place(const Tree& tree, NodeIndex noun) {
  const std::string_view preposition = tree.preposition(noun);
  const Node& node = tree[noun];
  if (!may_lead_to_places(preposition) || node.time || tree.has_word(noun, "nummod", {"%"}))
    return false;
  if (node.place) return true;
  if (node.person || node.tag != NOUN) return false;
  const auto* row = std::ranges::lower_bound(kNouns, node.lemma, {}, &PlaceNoun::noun);
  if (row == kNouns.end() || row->noun != node.lemma) {
    return leads_to_places_only(preposition) ||
           (preposition != "by" && tree.child(noun, "det") && !looks_abstract(node.lemma) &&
            event_noun(node.lemma) == nullptr);
  }
  if (row->kind == NounKind::place) return true;
  return row->kind == NounKind::thing && preposition != "by" && preposition != "to";
}

class Finder {
 public:
  Finder(const Tree& tree, std::vector<Range>& found) : tree_(tree), found_(found) {}

  // The places among what stands directly below a word.
  void below(NodeIndex head) {
    for (const NodeIndex c : tree_[head].children) {
      if (tree_.is(c, "nmod") && tree_.preposition(c) == "of") below(c);
      if (tree_.is_any(c, {"obl", "nmod"}) && !tree_.is(c, "nmod:poss") && is_place(tree_, c)) {
        add(c);
      }
    }
  }

  // "underground"
  void adverbs(NodeIndex verb) {
    for (const NodeIndex c : tree_[verb].children) {
      if (tree_.is_any(c, {"advmod", "obl"}) &&
          is_one_of(tree_[c].lower,
                    {"home", "abroad", "overseas", "underground", "indoors", "outdoors", "ashore",
                     "offshore", "inland", "upstairs", "downstairs"}))
        found_.push_back({c, c + 1});
    }
  }

 private:
  const Tree& tree_;
  std::vector<Range>& found_;

  void add(NodeIndex place) {
    for (const NodeIndex each : tree_.joined(place)) {
      Range range = tree_.phrase(each);
      // "the cellar of a bakery | near the river"
      for (NodeIndex i = each + 1; i < range.end; ++i) {
        if (tree_.is(i, "case") && tree_[i].lower != "of" && tree_[i].tag == ADP) range.end = i;
      }
      found_.push_back(range);
      below(each);
    }
  }
};

}  // namespace

std::vector<Range> places_of(const Tree& tree, const Predicate& predicate) {
  std::vector<Range> found;
  Finder finder(tree, found);
  finder.below(predicate.node);
  finder.adverbs(predicate.node);
  if (predicate.noun) finder.below(*predicate.noun);
  // "found traces in the reservoir": the tree may hang the place on what was found.
  for (const NodeIndex c : tree[predicate.node].children) {
    if (tree.is_any(c, {"obj", "nmod"}) && c != predicate.noun && !tree[c].place) finder.below(c);
  }
  std::ranges::sort(found, {}, &Range::begin);
  const auto same = std::ranges::unique(found);
  found.erase(same.begin(), same.end());
  return found;
}

}  // namespace hearsay::claiming
