#include "claim/claim.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "claim/duplicates.h"
#include "claim/meaning.h"
#include "claim/predicates.h"
#include "claim/pronouns.h"
#include "claim/roles.h"
#include "claim/tree.h"
#include "claim/verb_classes.h"
#include "claim/voice.h"
#include "claim/where.h"

namespace hearsay {
namespace {

using claiming::Filler;
using claiming::Meaning;
using claiming::NodeIndex;
using claiming::Predicate;
using claiming::PredicateKind;
using claiming::Range;
using claiming::Tree;

// A longer "sentence" (a table, a list without full stops) is read in pieces, so that the cost
// stays linear.
constexpr std::uint32_t longest_sentence = 256;
constexpr std::size_t no_predicate = static_cast<std::size_t>(-1);

// Spans of records in text order.
template <typename Record>
std::vector<Span> spans_of(const std::vector<Record>& records) {
  std::vector<Span> spans;
  spans.reserve(records.size());
  for (const Record& record : records) spans.push_back(record.span);
  return spans;
}

// Calls `visit` with the index of each span that begins in `within`.
template <typename Visit>
void each_within(const std::vector<Span>& spans, Span within, const Visit& visit) {
  auto at = std::lower_bound(spans.begin(), spans.end(), within.begin,
                             [](Span s, std::uint32_t begin) { return s.begin < begin; });
  for (; at != spans.end() && at->begin < within.end; ++at) {
    visit(static_cast<std::uint32_t>(at - spans.begin()));
  }
}

/// Which predicate each word belongs to: the nearest one above it.
class Owners {
 public:
  Owners(const Tree& tree, const std::vector<Predicate>& predicates,
         const std::vector<bool>& is_cue)
      : owners_(tree.size(), no_predicate) {
    for (std::size_t p = 0; p < predicates.size(); ++p) owners_[predicates[p].node] = p;
    // "plans to close": the verb that governs belongs to what it governs.
    for (std::size_t p = 0; p < predicates.size(); ++p) {
      NodeIndex node = predicates[p].node;
      while (tree.is_any(node, {"xcomp", "ccomp", "csubj"}) && tree[node].head) {
        node = *tree[node].head;
        if (owners_[node] != no_predicate || is_cue[node]) break;
        owners_[node] = p;
      }
    }
    std::vector<bool> known(tree.size());
    std::vector<NodeIndex> path;
    for (NodeIndex i = 0; i < tree.size(); ++i) {
      path.clear();
      NodeIndex at = i;
      while (!known[at] && owners_[at] == no_predicate && tree[at].head) {
        path.push_back(at);
        at = *tree[at].head;
      }
      for (const NodeIndex node : path) {
        owners_[node] = owners_[at];
        known[node] = true;
      }
    }
  }

  [[nodiscard]] std::size_t operator[](NodeIndex node) const { return owners_[node]; }

 private:
  std::vector<std::size_t> owners_;
};

class Reader {
 public:
  Reader(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
         const Attributions& attributions, const Groundings& groundings)
      : article_(article),
        segmentation_(segmentation),
        annotation_(annotation),
        attributed_(attributions),
        carried_(carried_over(article, segmentation, attributed_)),
        places_(spans_of(groundings.places)),
        times_(spans_of(groundings.times)),
        quantities_(spans_of(groundings.quantities)),
        mentions_(spans_of(annotation.mentions)),
        pronouns_(annotation) {}

  Claims read() {
    bool in_body = false;  // the sentence before is of the body
    for (std::size_t i = 0; i < segmentation_.sentences.size(); ++i) {
      const Sentence& sentence = segmentation_.sentences[i];
      const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
      const ParagraphRole role = paragraph < segmentation_.paragraphs.size()
                                     ? segmentation_.paragraphs[paragraph].role
                                     : ParagraphRole::body;
      if (role != ParagraphRole::headline && role != ParagraphRole::body) continue;
      pronouns_.begin_sentence(std::exchange(in_body, role == ParagraphRole::body));
      if (words(article_, sentence.span).ends_with('?')) continue;  // asks, does not say
      for (std::uint32_t begin = sentence.begin; begin < sentence.end; begin += longest_sentence) {
        Tree tree(article_, segmentation_, annotation_, begin,
                  std::min(sentence.end, begin + longest_sentence));
        read_sentence(tree, carried_[i], role == ParagraphRole::headline || !is_closed(sentence));
      }
    }
    return std::move(claims_);
  }

 private:
  // Ends in a mark, as sentences do and headlines, captions and table rows do not.
  [[nodiscard]] bool is_closed(const Sentence& sentence) const {
    return sentence.end > sentence.begin && sentence.end <= annotation_.words.size() &&
           annotation_.words[sentence.end - 1].tag == PartOfSpeech::PUNCT;
  }

  const Article& article_;
  const Segmentation& segmentation_;
  const Annotation& annotation_;
  Attributed attributed_;
  std::vector<std::optional<Carried>> carried_;
  std::vector<Span> places_;
  std::vector<Span> times_;
  std::vector<Span> quantities_;
  std::vector<Span> mentions_;
  claiming::Pronouns pronouns_;
  Claims claims_;

  void read_sentence(Tree& tree, const std::optional<Carried>& carried, bool headline) {
    if (tree.size() == 0) return;
    const Span all = tree.span({0, static_cast<NodeIndex>(tree.size())});
    mark(tree, all);
    std::vector<bool> is_cue(tree.size());
    for (NodeIndex i = 0; i < tree.size(); ++i) is_cue[i] = attributed_.is_cue(tree[i].span);
    const bool own_voice = is_own_voice(article_, segmentation_, all);
    const std::vector<Predicate> predicates = claiming::predicates_of(tree, headline);
    const std::vector<AttributionIndex> mute = muted(tree, is_cue);
    const Owners owners(tree, predicates, is_cue);
    remember_speakers(tree, is_cue);
    for (std::size_t p = 0; p < predicates.size(); ++p) {
      const Predicate& predicate = predicates[p];
      if (gives_words_only(tree, predicate, is_cue)) continue;
      const std::vector<Filler> roles = claiming::roles_of(tree, predicate);
      const Meaning meaning = claiming::meaning_of(tree, predicate, roles);
      Claim claim;
      claim.predicate = predicate.lemma;
      claim.predicate_span = tree[predicate.word].span;
      claim.polarity = meaning.negative ? Polarity::negative : Polarity::positive;
      claim.modality = meaning.modality;
      claim.span = clause_of(tree, owners, p, predicate, is_cue);
      claim.spans = {claim.span};
      for (const Filler& filler : roles) claim.roles.push_back(filler_of(tree, filler));
      const bool meant = pronouns_.resolve(tree, roles, claim.roles);
      add_groundings(tree, owners, p, claim);
      for (const Range& place : claiming::places_of(tree, predicate))
        claim.place_words.push_back(tree.span(place));
      claim.basis = {"tree", claiming::subject_of(tree, predicate.node) && !meant ? 0.8F : 0.6F};
      claim.chain = attributed_.around(claim.predicate_span);
      std::erase_if(claim.chain, [&](AttributionIndex index) {
        return std::find(mute.begin(), mute.end(), index) != mute.end();
      });
      // "demanding the resignation over the deaths": only what is demanded is meant so.
      const bool aside = predicate.kind == PredicateKind::noun && tree.is(predicate.node, "obl");
      const bool bare = !aside && !tree.is_finite(predicate.node);
      add_voice(claim, carried, own_voice, meaning.hearsay, bare);
      if (says_something(tree, predicate, roles, claim, meant))
        claims_.claims.push_back(std::move(claim));
    }
  }

  // Who speaks makes no claim, but may be whom "she" means.
  void remember_speakers(const Tree& tree, const std::vector<bool>& is_cue) {
    for (NodeIndex i = 0; i < tree.size(); ++i) {
      if (!is_cue[i] || tree[i].tag != PartOfSpeech::VERB) continue;
      const auto speaker = claiming::subject_of(tree, i);
      if (!speaker) continue;
      const std::vector<Filler> roles = {{Role::agent, *speaker, tree.phrase(*speaker)}};
      std::vector<RoleFiller> fillers = {filler_of(tree, roles.front())};
      pronouns_.resolve(tree, roles, fillers);
    }
  }

  void mark(Tree& tree, Span all) const {
    each_within(times_, all, [&](std::uint32_t i) { tree.mark_time(times_[i]); });
    each_within(places_, all, [&](std::uint32_t i) { tree.mark_place(places_[i]); });
    each_within(mentions_, all, [&](std::uint32_t i) {
      const EntityType type = annotation_.mentions[i].type;
      if (type == EntityType::person || type == EntityType::organisation ||
          type == EntityType::group) {
        tree.mark_person(mentions_[i]);
      }
    });
  }

  // Cues give words to a source, but "ordered it to close" is also an act; so is what a clause
  // about the source says.
  [[nodiscard]] bool gives_words_only(const Tree& tree, const Predicate& predicate,
                                      const std::vector<bool>& is_cue) const {
    const Span word = tree[predicate.word].span;
    if (is_cue[predicate.node]) return !is_act(tree, predicate.node);
    return attributed_.is_source(word) && !tree.is(predicate.node, "acl:relcl");
  }

  // "rejected reports that it leaks", "dismissed the claim that …": the object only names the words
  // that follow.
  static bool takes_up_words(const Tree& tree, NodeIndex cue) {
    const auto names_words = [&](NodeIndex verb) {
      const auto object = tree.child(verb, "obj");
      return object && std::ranges::any_of(tree[*object].children, [&](NodeIndex c) {
               return tree.is_any(c, {"acl", "ccomp"}) && tree.has_word(c, "mark", {"that"});
             });
    };
    // "dismissed as baseless the claim that …" may hang the object on what it is dismissed as.
    return names_words(cue) || std::ranges::any_of(tree[cue].children, [&](NodeIndex c) {
             return tree.is_any(c, {"advcl", "xcomp"}) && names_words(c);
           });
  }

  // "claimed responsibility", "called no witnesses", "was denied access": no clause is said, and
  // nobody spoken to.
  static bool claims_a_thing(const Tree& tree, NodeIndex cue) {
    const auto object = tree.child(cue, "obj");
    if (object && tree.child(cue, "nsubj:pass")) return claiming::transfers(tree[cue].lemma);
    return claiming::is_one_of(tree[cue].lemma, {"claim", "call"}) && object && *object > cue &&
           tree[*object].tag == PartOfSpeech::NOUN && !tree.child(*object, "acl") &&
           !tree.child(cue, "xcomp");
  }

  // "ordered it to close", "found a leak": says more than whose words follow.
  static bool is_act(const Tree& tree, NodeIndex cue) {
    if (tree.child(cue, "xcomp")) {
      const claiming::Governor* row = claiming::governor(tree[cue].lemma);
      return row != nullptr && row->claims;
    }
    if (tree.child(cue, "ccomp")) return false;
    if (claiming::utters(tree[cue].lemma)) return claims_a_thing(tree, cue);
    if (takes_up_words(tree, cue)) return false;
    // "Governor orders closure": in headlines the tree may take the object for a second subject.
    const auto& below = tree[cue].children;
    const bool second =
        std::ranges::any_of(below, [&](NodeIndex c) { return c > cue && tree.is(c, "nsubj"); });
    return tree[cue].tag == PartOfSpeech::VERB &&
           (second || tree.child(cue, "obj") || tree.child(cue, "nsubj:pass") ||
            tree.child(cue, "obl"));
  }

  // Attributions whose cue only says how what follows is meant: "agreed to buy", "was told to
  // clear", "refused to say whether".
  [[nodiscard]] std::vector<AttributionIndex> muted(const Tree& tree,
                                                    const std::vector<bool>& is_cue) const {
    std::vector<AttributionIndex> out;
    for (NodeIndex i = 0; i < tree.size(); ++i) {
      if (!is_cue[i] || tree[i].tag != PartOfSpeech::VERB) continue;
      const claiming::Governor* row = claiming::governor(tree[i].lemma);
      const bool governs = row != nullptr && (row->claims || !claiming::utters(row->lemma)) &&
                           tree.child(i, "xcomp");
      const bool withheld = row != nullptr && row->negative && tree.child(i, "xcomp");
      const auto index = attributed_.cue_of(tree[i].span);
      if (!index) continue;
      // A person's finding is an act; a report's is what it says.
      const bool act = is_act(tree, i) && !tree.child(i, "ccomp") &&
                       attributed_[*index].source_kind != SourceKind::document;
      if (governs || act || withheld || tree[i].lemma == "know") out.push_back(*index);
    }
    return out;
  }

  // The words from the predicate's first to its last, as far as they are those of one speaker.
  [[nodiscard]] Span clause_of(const Tree& tree, const Owners& owners, std::size_t p,
                               const Predicate& predicate, const std::vector<bool>& is_cue) const {
    Range range{predicate.word, predicate.word + 1};
    for (NodeIndex i = 0; i < tree.size(); ++i) {
      if (owners[i] != p || opens_or_marks(tree, i)) continue;
      range.begin = std::min(range.begin, i);
      range.end = std::max(range.end, i + 1);
    }
    return tree.span(words_of_one(tree, predicate.word, range, is_cue));
  }

  static bool opens_or_marks(const Tree& tree, NodeIndex i) {
    if (tree[i].tag == PartOfSpeech::PUNCT || tree[i].tag == PartOfSpeech::CCONJ) return true;
    return tree.is(i, "mark") && tree[i].lower != "if" && tree[i].lower != "unless";
  }

  [[nodiscard]] Range words_of_one(const Tree& tree, NodeIndex word, Range range,
                                   const std::vector<bool>& is_cue) const {
    const auto content = attributed_.content_around(tree[word].span);
    const auto belongs = [&](NodeIndex i) {
      return content ? content->contains(tree[i].span) : !is_cue[i];
    };
    Range out{word, word + 1};
    while (out.begin > range.begin && belongs(out.begin - 1)) --out.begin;
    while (out.end < range.end && belongs(out.end)) ++out.end;
    while (out.begin < word && opens_or_marks(tree, out.begin)) ++out.begin;
    while (out.end > word + 1 && opens_or_marks(tree, out.end - 1)) --out.end;
    return out;
  }

  [[nodiscard]] RoleFiller filler_of(const Tree& tree, const Filler& filler) const {
    const Span span = tree.span(filler.range);
    return {filler.role, span, mention_at(tree[filler.head].span, span)};
  }

  // The longest mention within the phrase that holds its head.
  [[nodiscard]] std::optional<MentionIndex> mention_at(Span head, Span phrase) const {
    std::optional<MentionIndex> best;
    std::uint32_t size = 0;
    each_within(mentions_, phrase, [&](std::uint32_t i) {
      if (!mentions_[i].contains(head) || mentions_[i].size() <= size) return;
      best = MentionIndex{i};
      size = mentions_[i].size();
    });
    return best;
  }

  // What stands in the clause and belongs to this predicate rather than to one inside it.
  void add_groundings(const Tree& tree, const Owners& owners, std::size_t p, Claim& claim) const {
    const auto add = [&](const std::vector<Span>& spans, auto& out) {
      each_within(spans, claim.span, [&](std::uint32_t i) {
        if (!claim.span.contains(spans[i])) return;
        const auto node = tree.at(spans[i].begin);
        if (!node || owners[*node] != p) return;
        out.push_back(typename std::decay_t<decltype(out)>::value_type{i});
      });
    };
    add(places_, claim.places);
    add(times_, claim.times);
    add(quantities_, claim.quantities);
  }

  void add_voice(Claim& claim, const std::optional<Carried>& carried, bool own_voice, bool hearsay,
                 bool bare) const {
    if (!claim.chain.empty()) {
      claim.attribution = claim.chain.back();
      const Attribution& innermost = attributed_[claim.chain.back()];
      claim.basis.confidence *= std::max(0.1F, innermost.basis.confidence);
      switch (innermost.source_kind) {
        case SourceKind::unspecified:
          claim.voice = Voice::unspecified;
          break;
        case SourceKind::author:
          claim.voice = Voice::own_voice;
          break;
        default:
          claim.voice = Voice::attributed;
      }
      // "This newspaper has seen a memo that shows …": the newsroom stands for the memo.
      if (own_voice && innermost.source_kind == SourceKind::document)
        claim.voice = Voice::own_voice;
      note_attribution(innermost, bare, claim);
      return;
    }
    if (own_voice) {
      claim.voice = Voice::own_voice;
      return;
    }
    if (hearsay || is_hearsay(article_, claim.span)) {
      claim.voice = Voice::unspecified;
      return;
    }
    if (carried) {
      claim.voice = Voice::carried;
      claim.attribution = carried->attribution;
      claim.basis = {"carried", std::min(claim.basis.confidence, carried->confidence)};
    }
  }

  // "denied that it had closed"; "promised to repair": the cue says how a clause without tense is
  // meant.
  static void note_attribution(const Attribution& attribution, bool bare, Claim& claim) {
    if (attribution.modality == Modality::deny) claim.polarity = Polarity::negative;
    if (!bare || claim.modality != ClaimModality::fact) return;
    switch (attribution.modality) {
      case Modality::promise:
      case Modality::threaten:
        claim.modality = ClaimModality::plan;
        break;
      case Modality::ask:
        claim.modality = ClaimModality::ordered;
        break;
      default:
        break;
    }
  }

  // A claim names who or what; "It was." and "Try our kitchen" do not, and what "I" and "you" do
  // outside quotations is chatter. `named`: somebody is, as what stands before says.
  [[nodiscard]] static bool says_something(const Tree& tree, const Predicate& predicate,
                                           const std::vector<Filler>& roles, const Claim& claim,
                                           bool named) {
    bool chatter = false;
    std::size_t participants = 0;
    for (const Filler& filler : roles) {
      if (filler.role > Role::recipient) continue;
      ++participants;
      const claiming::Node& head = tree[filler.head];
      named = named || head.tag != PartOfSpeech::PRON ||
              claiming::is_one_of(head.lower,
                                  {"nobody", "nothing", "one", "everyone", "who", "someone"});
      if (filler.role == Role::agent && (head.lower == "you" || head.lower == "i")) chatter = true;
    }
    if (participants == 0 || (chatter && claim.voice == Voice::no_source_given)) return false;
    if (predicate.kind != PredicateKind::verb) return named || !claim.places.empty();
    // "Try our kitchen": no subject, and nothing above it that could have one.
    const bool imperative = !tree[predicate.node].head && !predicate.passive &&
                            !claiming::subject_of(tree, predicate.node);
    return !imperative && (named || !claim.chain.empty() || participants > 1 ||
                           !claim.places.empty() || !claim.quantities.empty());
  }
};

}  // namespace

Claims claim(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
             const Attributions& attributions, const Groundings& groundings) {
  Claims claims = Reader(article, segmentation, annotation, attributions, groundings).read();
  return claiming::joined_duplicates(article, annotation, attributions, groundings,
                                     std::move(claims));
}

}  // namespace hearsay
