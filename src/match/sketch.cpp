#include "match/sketch.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "match/align.h"
#include "match/days.h"
#include "match/keys.h"
#include "match/names.h"
#include "match/parts.h"
#include "text/fold.h"

namespace hearsay::matching {
namespace {

void sort_unique(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

std::vector<std::string> content_terms(const Lexicon& lexicon, const Article& article, Span span) {
  std::vector<std::string> terms;
  for (const TextTerm& term : lexicon.terms(words_in(article.text, span))) {
    if (term.weight > 0) terms.push_back(term.term);
  }
  sort_unique(terms);
  return terms;
}

/// Mentions that the gazetteer knows as places; a name read as a place that it lacks may be
/// anything.
std::vector<bool> grounded_mentions(const Reading& reading) {
  std::vector<bool> grounded(reading.annotation.mentions.size());
  for (const Place& place : reading.groundings.places) {
    const auto mention = static_cast<std::size_t>(place.mention);
    if (mention < grounded.size() && !place.gazetteer.empty()) grounded[mention] = true;
  }
  return grounded;
}

// Mentions are sorted by begin, so the ones inside a span are found without looking at all.
std::vector<std::string> actors_in(const Annotation& annotation, const std::vector<bool>& grounded,
                                   Span span) {
  std::vector<std::string> names;
  const auto first = std::lower_bound(
      annotation.mentions.begin(), annotation.mentions.end(), span.begin,
      [](const Mention& mention, std::uint32_t begin) { return mention.span.begin < begin; });
  for (auto mention = first; mention != annotation.mentions.end(); ++mention) {
    if (mention->span.begin >= span.end) break;
    const auto entity = static_cast<std::size_t>(mention->entity);
    if (!span.contains(mention->span) || entity >= annotation.entities.size()) continue;
    const auto index = static_cast<std::size_t>(mention - annotation.mentions.begin());
    if (grounded[index] || mention->type == EntityType::event) continue;
    std::string name = text::fold(annotation.entities[entity].name);
    if (!name.empty()) names.push_back(std::move(name));
  }
  sort_unique(names);
  return names;
}

template <typename Index, typename Record>
const Record* at(const std::vector<Record>& records, Index index) {
  const auto i = static_cast<std::size_t>(index);
  return i < records.size() ? &records[i] : nullptr;
}

ClaimSketch claim_sketch(const Document& document, std::size_t index, const Lexicon& lexicon,
                         const std::vector<bool>& grounded) {
  const Reading& reading = document.reading;
  const Claim& claim = reading.claims.claims[index];
  ClaimSketch sketch;
  sketch.claim = static_cast<ClaimIndex>(index);
  sketch.predicate = claim.predicate;
  sketch.terms = content_terms(lexicon, document.article, claim.span);
  const Span sentence = sentence_of(reading.segmentation, claim.span);
  for (std::string& term : content_terms(lexicon, document.article, sentence)) {
    if (!std::binary_search(sketch.terms.begin(), sketch.terms.end(), term)) {
      sketch.context.push_back(std::move(term));
    }
  }
  sketch.actors = actors_in(reading.annotation, grounded, claim.span);
  for (const PlaceIndex place : claim.places) {
    if (const Place* record = at(reading.groundings.places, place)) {
      if (!record->gazetteer.empty()) sketch.places.push_back(record->gazetteer);
    }
  }
  sort_unique(sketch.places);
  for (const TimeIndex time : claim.times) {
    const Time* record = at(reading.groundings.times, time);
    if (record == nullptr || record->begin.empty() || record->end.empty()) continue;
    if (sketch.time_begin.empty() || record->begin < sketch.time_begin) {
      sketch.time_begin = record->begin;
    }
    if (sketch.time_end.empty() || record->end > sketch.time_end) sketch.time_end = record->end;
  }
  for (const QuantityIndex quantity : claim.quantities) {
    if (const Quantity* record = at(reading.groundings.quantities, quantity)) {
      sketch.quantities.push_back(*record);
    }
  }
  sketch.denied = is_in_denial(document, claim);
  sketch.polarity = is_denied(document, claim) ? Polarity::negative : Polarity::positive;
  sketch.modality = claim.modality;
  return sketch;
}

std::vector<WeightedTerm> heaviest(std::vector<WeightedTerm> terms, std::size_t most) {
  std::sort(terms.begin(), terms.end(), [](const WeightedTerm& a, const WeightedTerm& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
  });
  if (terms.size() > most) terms.resize(most);
  return terms;
}

constexpr std::size_t kStoryTerms = 80;
constexpr double kOtherStory = 0.12;  // passages less alike than this tell two stories
constexpr double kTitleTimes = 3;

// ---- outline ---------------------------------------------------------------------------------

struct Part {
  Spans spans;
  std::string label;
};

/// Paragraphs in a row that a document says to have from one relay.
struct CreditedPassage {
  Span span;
  std::string relay;
};

std::uint32_t bytes_within(const Spans& spans, Span paragraph) {
  std::uint32_t sum = 0;
  for (const Span span : spans) {
    const std::uint32_t begin = std::max(span.begin, paragraph.begin);
    const std::uint32_t end = std::min(span.end, paragraph.end);
    if (begin < end) sum += end - begin;
  }
  return sum;
}

// The paper or agency that most of the paragraph is from; none where two have that.
std::string relay_of(const Document& document, Span paragraph) {
  std::string name;
  for (const Relay& relay : document.reading.attributions.relays) {
    const bool media = relay.kind == RelayKind::outlet || relay.kind == RelayKind::agency;
    if (!media || text::fold(relay.name) == text::fold(document.article.publisher)) continue;
    if (2 * bytes_within(relay.scope, paragraph) < paragraph.size()) continue;
    std::string folded = text::fold(relay.name);
    if (!name.empty() && folded != name) return {};
    name = std::move(folded);
  }
  return name;
}

std::vector<CreditedPassage> credited_passages(const Document& document) {
  std::vector<CreditedPassage> passages;
  std::string last;
  for (const Paragraph& paragraph : document.reading.segmentation.paragraphs) {
    if (paragraph.role != ParagraphRole::body || paragraph.span.empty()) continue;
    std::string name = relay_of(document, paragraph.span);
    if (!name.empty() && name == last) {
      passages.back().span.end = paragraph.span.end;
    } else if (!name.empty()) {
      passages.push_back({paragraph.span, name});
    }
    last = std::move(name);
  }
  return passages;
}

// Numbers of the stories that the passages tell, ascending from 0: two with words in common are
// one, and two from one relay, which a page may well come back to.
std::vector<std::size_t> stories_of(const Document& document,
                                    const std::vector<CreditedPassage>& passages,
                                    const Lexicon& lexicon) {
  std::vector<std::vector<WeightedTerm>> terms;
  std::vector<std::size_t> story;
  std::size_t count = 0;
  for (const CreditedPassage& passage : passages) {
    TermBag bag;
    bag.add(lexicon.terms(words_in(document.article.text, passage.span)), 1);
    terms.push_back(bag.vector(kStoryTerms));
    std::size_t i = 0;
    const auto is_other = [&](std::size_t k) {
      return passages[k].relay != passage.relay && cosine(terms[k], terms.back()) < kOtherStory;
    };
    while (i < story.size() && is_other(i)) ++i;
    story.push_back(i < story.size() ? story[i] : count++);
  }
  return story;
}

// A digest is made of passages from several relays, some of which have hardly a word in common:
// each story is a part, and what no relay covers is one more. Everything else is one story.
std::vector<Part> parts_of(const Document& document, const Lexicon& lexicon) {
  constexpr double kMostOfADigest = 0.6;  // of its body
  const Article& article = document.article;
  const std::vector<CreditedPassage> passages = credited_passages(document);
  const std::vector<std::size_t> story = stories_of(document, passages, lexicon);
  Spans cuts;
  for (const CreditedPassage& passage : passages) cuts.push_back(passage.span);
  std::uint32_t credited = 0;
  std::uint32_t body = 0;
  for (const Span span : article.body) {
    credited += bytes_within(cuts, span);
    body += span.size();
  }
  const bool digest = !story.empty() && *std::max_element(story.begin(), story.end()) > 0;
  if (!digest || credited < kMostOfADigest * body) return {{article.body, article.title}};
  std::vector<Part> parts(*std::max_element(story.begin(), story.end()) + 1);
  Spans rest;
  std::uint32_t at = article.body.empty() ? 0 : article.body.front().begin;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    if (at < cuts[i].begin) rest.push_back({at, cuts[i].begin});
    parts[story[i]].spans.push_back(cuts[i]);
    at = cuts[i].end;
  }
  if (!article.body.empty() && at < article.body.back().end) {
    rest.push_back({at, article.body.back().end});
  }
  parts.push_back({rest, article.title});
  return parts;
}

bool covers(const Spans& spans, Span span) {
  for (const Span& part : spans) {
    if (part.contains(span.begin)) return true;
  }
  return false;
}

// Towns that a part is about: those named most, the beginning counting more.
void find_places(const Document& document, const Part& part, const Lexicon& lexicon,
                 OutlinePart& out) {
  std::map<std::string, double> counts;
  const Reading& reading = document.reading;
  std::uint32_t begin = part.spans.empty() ? 0 : part.spans.front().begin;
  for (const Place& place : reading.groundings.places) {
    const bool in_headline =
        document.article.headline && document.article.headline->contains(place.span.begin);
    if (!in_headline && !covers(part.spans, place.span)) continue;
    for (const TextTerm& term : lexicon.terms(words_in(document.article.text, place.span))) {
      out.place_terms.push_back(term.term);
    }
    // What is read as a place and unknown may be anything.
    if (place.gazetteer.empty() || place.level != "town") continue;
    const bool lead = in_headline || place.span.begin < begin + 600;
    counts[place.gazetteer] += lead ? 2 : 1;
    if (in_headline && part.label == document.article.title) {
      out.headline_places.push_back(place.gazetteer);
    }
  }
  sort_unique(out.headline_places);
  sort_unique(out.place_terms);
  std::vector<std::pair<double, std::string>> order;
  double most = 0;
  for (const auto& [id, count] : counts) most = std::max(most, count);
  for (const auto& [id, count] : counts) {
    if (count * 2 >= most) order.emplace_back(-count, id);
  }
  std::sort(order.begin(), order.end());
  for (auto& [count, id] : order) out.places.push_back(id);
}

/// Days from the first to the last that claims name.
struct Days {
  std::string begin, end;
  void add(const ClaimSketch& claim) {
    if (begin.empty() || claim.time_begin < begin) begin = claim.time_begin;
    if (end.empty() || claim.time_end > end) end = claim.time_end;
  }
};

/// The first sentence of a part that claims anything.
class Opening {
 public:
  Opening(const Document& document, const Outline& outline, std::uint32_t index)
      : document_(document) {
    for (const OutlineClaim& claim : outline.claims) {
      if (claim.part != index || claim.headline) continue;
      if (first_ == nullptr) first_ = &claim;
      said_ = said_ || (holds(claim) && is_said(claim));
    }
  }

  [[nodiscard]] bool holds(const OutlineClaim& claim) const {
    return first_ != nullptr && claim.text == first_->text;
  }
  /// "In an interview published on Monday" tells when it was said, not when it was.
  [[nodiscard]] bool only_gives_words(const OutlineClaim& claim) const {
    return said_ && holds(claim) && !is_said(claim);
  }

 private:
  [[nodiscard]] bool is_said(const OutlineClaim& claim) const {
    const Claim* record = at(document_.reading.claims.claims, claim.sketch.claim);
    return record != nullptr && record->attribution.has_value();
  }

  const Document& document_;
  const OutlineClaim* first_ = nullptr;
  bool said_ = false;
};

// The days a part is about: those that it begins with, and all times in the weeks before it came
// out; background lies farther back. A part that names no time is about something that was so in
// those weeks. Without a date of its own it is about no day that we could tell.
void find_times(const Document& document, const Outline& outline, std::uint32_t index,
                OutlinePart& out) {
  const auto published = day_number(outline.date);
  if (!published) return;
  const Opening start(document, outline, index);
  Days near, opening;
  bool opens_near = false;
  for (const OutlineClaim& claim : outline.claims) {
    if (claim.part != index || start.only_gives_words(claim)) continue;
    const auto begin = day_number(claim.sketch.time_begin);
    const auto end = day_number(claim.sketch.time_end);
    if (!begin || !end || *begin > *published) continue;
    const bool is_near = *begin >= *published - kOneEventDays;
    const bool opens = claim.headline || start.holds(claim);
    opens_near = opens_near || (opens && is_near);
    if (is_near) near.add(claim.sketch);
    if (opens && *end - *begin <= kOneEventDays) opening.add(claim.sketch);
  }
  const Days soft{iso_day(*published - kOneEventDays), outline.date.substr(0, 10)};
  const Days& days = !opens_near && !opening.begin.empty() ? opening
                     : !near.begin.empty()                 ? near
                                                           : soft;
  out.time_begin = days.begin;
  out.time_end = days.end;
}

// People and bodies of its claims. Those that text comes from are no actors of the story.
void find_actors(const Document& document, const Outline& outline, std::uint32_t index,
                 OutlinePart& out) {
  std::vector<std::string> outlets{text::fold(document.article.publisher)};
  for (const Relay& relay : document.reading.attributions.relays) {
    outlets.push_back(text::fold(relay.name));
  }
  for (const OutlineClaim& claim : outline.claims) {
    if (claim.part != index) continue;
    for (const std::string& actor : claim.sketch.actors) {
      if (std::find(outlets.begin(), outlets.end(), actor) == outlets.end()) {
        out.actors.push_back(actor);
      }
    }
  }
  sort_unique(out.actors);
}

std::string first_sentence(const Document& document, const Part& part) {
  for (const Sentence& sentence : document.reading.segmentation.sentences) {
    if (covers(part.spans, sentence.span)) {
      return std::string(words(document.article, sentence.span));
    }
  }
  return {};
}

}  // namespace

void TermBag::add(const std::vector<TextTerm>& terms, double times) {
  for (const TextTerm& term : terms) {
    if (term.weight > 0) entries_.push_back({term.term, {times, term.weight}});
  }
}

std::vector<WeightedTerm> TermBag::vector(std::size_t most) const {
  std::map<std::string, std::pair<double, float>> counts;
  for (const auto& [term, entry] : entries_) {
    auto& count = counts[term];
    count.first += entry.first;
    count.second = entry.second;
  }
  std::vector<WeightedTerm> all;
  for (const auto& [term, entry] : counts) {
    const double weight = entry.second;
    all.push_back({term, static_cast<float>((1 + std::log(entry.first)) * weight * weight)});
  }
  return unit_vector(std::move(all), most);
}

std::vector<WeightedTerm> unit_vector(std::vector<WeightedTerm> terms, std::size_t most) {
  terms = heaviest(std::move(terms), most);
  double length = 0;
  for (const WeightedTerm& term : terms) length += static_cast<double>(term.weight) * term.weight;
  for (WeightedTerm& term : terms) {
    term.weight = static_cast<float>(term.weight / std::sqrt(length));
  }
  std::sort(terms.begin(), terms.end(),
            [](const WeightedTerm& a, const WeightedTerm& b) { return a.term < b.term; });
  return terms;
}

double cosine(const std::vector<WeightedTerm>& a, const std::vector<WeightedTerm>& b) {
  double sum = 0;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    const int order = i->term.compare(j->term);
    if (order == 0)
      sum += static_cast<double>((i++)->weight) * (j++)->weight;
    else if (order < 0)
      ++i;
    else
      ++j;
  }
  return sum;
}

std::vector<TextWord> body_words(const Article& article) {
  std::vector<TextWord> all;
  for (const Span span : article.body) {
    std::vector<TextWord> words = words_in(article.text, span);
    all.insert(all.end(), std::make_move_iterator(words.begin()),
               std::make_move_iterator(words.end()));
  }
  return all;
}

bool is_in_denial(const Document& document, const Claim& claim) {
  for (const AttributionIndex index : claim.chain) {
    const Attribution* attribution = at(document.reading.attributions.attributions, index);
    if (attribution != nullptr && attribution->modality == Modality::deny) return true;
  }
  return false;
}

bool is_denied(const Document& document, const Claim& claim) {
  return claim.polarity == Polarity::negative || is_in_denial(document, claim);
}

namespace {

// No writer's sentence is longer; a page without full stops is, and every claim in it would be
// compared with all of it.
constexpr std::uint32_t kLongestSentence = 4000;  // bytes
constexpr std::uint32_t kNeighbours = 100;        // words on either side

/// What stands around a span in an endless sentence.
Span neighbourhood(const Segmentation& segmentation, const Sentence& sentence, Span span) {
  const auto first = segmentation.tokens.begin() + sentence.begin;
  const auto last = segmentation.tokens.begin() + sentence.end;
  const auto at = std::lower_bound(
      first, last, span.begin,
      [](const Token& token, std::uint32_t begin) { return token.span.begin < begin; });
  if (at == last) return span;
  const auto from = at - std::min<std::ptrdiff_t>(kNeighbours, at - first);
  const auto to = at + std::min<std::ptrdiff_t>(kNeighbours, last - at - 1);
  return {std::min(from->span.begin, span.begin), std::max(to->span.end, span.end)};
}

}  // namespace

Span sentence_of(const Segmentation& segmentation, Span span) {
  const auto& sentences = segmentation.sentences;
  auto after = std::upper_bound(
      sentences.begin(), sentences.end(), span.begin,
      [](std::uint32_t begin, const Sentence& sentence) { return begin < sentence.span.begin; });
  if (after == sentences.begin()) return span;
  --after;
  if (!after->span.overlaps(span)) return span;
  return after->span.size() <= kLongestSentence ? after->span
                                                : neighbourhood(segmentation, *after, span);
}

namespace {

std::vector<std::string> outlet_terms(const Document& document, const Lexicon& lexicon) {
  std::vector<std::string> terms;
  const auto add = [&](const std::string& name) {
    for (TextTerm& term : lexicon.terms(name)) terms.push_back(std::move(term.term));
  };
  add(document.article.publisher);
  for (const Relay& relay : document.reading.attributions.relays) {
    if (relay.kind == RelayKind::outlet || relay.kind == RelayKind::agency) add(relay.name);
  }
  sort_unique(terms);
  return terms;
}

}  // namespace

Sketch make_sketch(const Document& document, const Lexicon& lexicon) {
  Sketch sketch;
  sketch.document = document.article.id;
  sketch.date = document.article.published;
  const std::vector<TextWord> words = body_words(document.article);
  sketch.fingerprints = fingerprints(HashedWords(words));
  const std::vector<bool> grounded = grounded_mentions(document.reading);
  for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) {
    sketch.claims.push_back(claim_sketch(document, i, lexicon, grounded));
  }
  const std::vector<TextTerm> terms = lexicon.terms(words);
  TermBag bag;
  bag.add(terms, 1);
  bag.add(lexicon.terms(document.article.title), kTitleTimes);
  sketch.keys = index_keys(sketch, words, terms, bag.vector(kStoryTerms),
                           outlet_terms(document, lexicon), lexicon);
  return sketch;
}

Outline make_outline(const Document& document, const Sketch& sketch, const Lexicon& lexicon) {
  Outline outline;
  outline.document = document.article.id;
  outline.date = document.article.published;
  outline.article = document.article.kind == PageKind::article;
  outline.entities = document.reading.annotation.entities;
  const std::vector<Part> parts = parts_of(document, lexicon);
  for (const ClaimSketch& claim : sketch.claims) {
    OutlineClaim out;
    out.sketch = claim;
    const Claim* record = at(document.reading.claims.claims, claim.claim);
    if (record == nullptr) continue;
    const Span sentence = sentence_of(document.reading.segmentation, record->span);
    out.text = std::string(words(document.article, sentence));
    out.headline =
        document.article.headline && document.article.headline->contains(record->span.begin);
    out.denial = is_in_denial(document, *record);
    out.part = static_cast<std::uint32_t>(parts.size() - 1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (covers(parts[i].spans, record->span)) out.part = static_cast<std::uint32_t>(i);
    }
    outline.claims.push_back(std::move(out));
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    OutlinePart part;
    TermBag bag;
    for (const Span span : parts[i].spans) {
      bag.add(lexicon.terms(words_in(document.article.text, span)), 1);
    }
    bag.add(lexicon.terms(parts[i].label), kTitleTimes);
    part.terms = bag.vector(kStoryTerms);
    part.label = parts[i].label.empty() ? first_sentence(document, parts[i]) : parts[i].label;
    find_places(document, parts[i], lexicon, part);
    find_times(document, outline, static_cast<std::uint32_t>(i), part);
    find_actors(document, outline, static_cast<std::uint32_t>(i), part);
    outline.parts.push_back(std::move(part));
  }
  return outline;
}

}  // namespace hearsay::matching
