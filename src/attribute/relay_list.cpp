#include "attribute/relay_list.h"

#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

constexpr std::size_t most_found = 1000;  // of one article; keeps odd texts linear

bool is_running(const RelayFound& found) { return found.nearness >= Nearness::running; }

Spans united(Spans spans) {
  std::ranges::sort(spans);
  Spans whole;
  for (const Span span : spans) {
    if (!whole.empty() && span.begin <= whole.back().end) {
      whole.back().end = std::max(whole.back().end, span.end);
    } else {
      whole.push_back(span);
    }
  }
  return whole;
}

Spans without(const Spans& spans, Span hole) {
  Spans left;
  for (const Span span : spans) {
    const Span before{span.begin, std::min(span.end, hole.begin)};
    const Span after{std::max(span.begin, hole.end), span.end};
    if (!before.empty()) left.push_back(before);
    if (!after.empty()) left.push_back(after);
  }
  return left;
}

// Joins relays that are one: the same name, its short form, or the address of the same outlet.
std::vector<Relay> merged(std::vector<RelayFound> found) {
  std::vector<RelayFound> distinct;
  for (RelayFound& each : found) {
    const auto same = std::ranges::find_if(
        distinct, [&](const RelayFound& other) { return is_same_outlet(each.key, other.key); });
    if (same == distinct.end()) {
      distinct.push_back(std::move(each));
      continue;
    }
    Relay& first = same->relay;
    if (same->key.is_address && !each.key.is_address) {
      first.name = each.relay.name;
      first.kind = each.relay.kind;
      same->key = each.key;
    }
    first.scope.insert(first.scope.end(), each.relay.scope.begin(), each.relay.scope.end());
    first.basis.confidence = std::max(first.basis.confidence, each.relay.basis.confidence);
    if (!first.span) first.span = each.relay.span;
  }
  std::vector<Relay> relays;
  for (RelayFound& each : distinct) {
    each.relay.scope = united(std::move(each.relay.scope));
    relays.push_back(std::move(each.relay));
  }
  return relays;
}

}  // namespace

RelayList::RelayList(const Page& page, const Lexicon& lexicon)
    : page_(page), names_(page, lexicon) {
  const auto is_embedded = [&](Span span) {
    return std::ranges::any_of(article().embedded,
                               [&](const Embedded& each) { return each.span.overlaps(span); });
  };
  for (const Paragraph& paragraph : page.segmentation().paragraphs) {
    if (paragraph.role == ParagraphRole::body && !is_embedded(paragraph.span)) {
      body_.push_back(&paragraph);
    } else if (paragraph.role == ParagraphRole::byline ||
               paragraph.role == ParagraphRole::boilerplate) {
      aside_.push_back(&paragraph);
    }
  }
}

Spans RelayList::passage(std::size_t first, std::size_t last) const {
  return within_body({body_[first]->span.begin, body_[last]->span.end});
}

Spans RelayList::within_body(Span span) const {
  Spans spans;
  for (const Span part : article().body) {
    const Span both{std::max(part.begin, span.begin), std::min(part.end, span.end)};
    if (!both.empty()) spans.push_back(both);
  }
  return spans;
}

Spans RelayList::sentences_around(Span span) const {
  const TokenRange tokens = page_.tokens(span);
  if (tokens.empty()) return {};
  const auto& sentences = page_.segmentation().sentences;
  const Span first = sentences[page_.rows()[tokens.begin].sentence].span;
  const Span last = sentences[page_.rows()[tokens.end - 1].sentence].span;
  return within_body({first.begin, last.end});
}

bool RelayList::starts_item(std::size_t paragraph) const {
  return std::ranges::any_of(article().blocks, [&](const Block& block) {
    return block.kind == BlockKind::heading && block.span.overlaps(body_[paragraph]->span);
  });
}

std::size_t RelayList::item_begin(std::size_t at, std::size_t from) const {
  for (std::size_t each = at; each > from; --each) {
    if (starts_item(each)) return each;
  }
  return from;
}

bool RelayList::in_quotation(Span span) const {
  const TokenRange tokens = page_.tokens(span);
  return !tokens.empty() && page_.quoted(tokens.begin);
}

std::string_view RelayList::type_of(Span span) const {
  const TokenRange tokens = page_.tokens(span);
  return tokens.empty() ? std::string_view() : page_.rows()[tokens.end - 1].name;
}

bool RelayList::is_person(Span span) const {
  return type_of(span) == "per" && !names_.is_outlet(page_.text(span));
}

bool RelayList::looks_like_person(Span span) const {
  const std::string_view name = page_.text(span);
  if (names_.is_institution(name) || names_.is_outlet(name)) return false;
  const bool aside =
      std::ranges::any_of(aside_, [&](const Paragraph* line) { return line->span.overlaps(span); });
  if (!aside) return is_person(span);
  // What is read of names beside the body is worth little.
  const std::vector<std::string_view> words = text::split(name);
  return (words.size() == 2 || words.size() == 3) &&
         std::ranges::all_of(words, [](std::string_view word) {
           return !is_acronym(word) && text::is_upper(text::decode_at(word, 0).code_point);
         });
}

std::uint32_t RelayList::boundary(std::uint32_t at) const {
  while (!text::is_boundary(article().text, at)) --at;
  return at;
}

RelayFound* RelayList::add(std::string_view raw, std::optional<Span> span, Spans scope,
                           RelayKind kind, Place place) {
  std::string name = names_.cleaned(raw);
  if (name.empty() || names_.is_own(name)) return nullptr;
  // "SATIRE" over a text is what the page calls it, and nobody's name.
  const auto covers = [&](const PageLabel& label) {
    return span && label.span && label.span->contains(*span);
  };
  if (std::ranges::any_of(article().labels, covers)) return nullptr;
  return add_unnamed(name, span, std::move(scope), kind, place);
}

RelayFound* RelayList::add_unnamed(std::string_view words, std::optional<Span> span, Spans scope,
                                   RelayKind kind, Place place) {
  if (scope.empty() || found_.size() >= most_found) return nullptr;
  RelayFound found{{std::string(words),
                    kind,
                    span,
                    std::move(scope),
                    place.how,
                    {std::string(place.rule), place.confidence}},
                   OutletKey(words)};
  found.nearness = place.nearness;
  found.at = span ? span->begin : 0;
  found.order = found_.size();
  return &found_.emplace_back(std::move(found));
}

bool RelayList::is_known(std::string_view name) const {
  const OutletKey key(names_.cleaned(name));
  return std::ranges::any_of(found_,
                             [&](const RelayFound& each) { return is_same_outlet(key, each.key); });
}

RelayFound* RelayList::named_before(std::uint32_t at) {
  RelayFound* last = nullptr;
  for (RelayFound& each : found_) {
    if (is_running(each) && (each.relay.kind == RelayKind::unnamed || each.at >= at)) continue;
    if (!last || each.at >= last->at) last = &each;
  }
  return last;
}

// A relay in the running text holds for the paragraph that it stands in, unless another one stands
// there too: then each keeps to its sentences.
void RelayList::widen() {
  if (body_.size() < 2) return;  // nobody has made paragraphs
  const auto holder = [&](Span span) {
    return std::ranges::partition_point(
        body_, [&](const Paragraph* each) { return each->span.end <= span.begin; });
  };
  std::map<std::size_t, std::set<std::string>> names;  // by paragraph
  const auto each_paragraph = [&](const RelayFound& each, const auto& visit) {
    for (const Span span : each.relay.scope) {
      const auto place = holder(span);
      if (place != body_.end()) visit(static_cast<std::size_t>(place - body_.begin()));
    }
  };
  for (const RelayFound& each : found_) {
    if (!is_running(each)) continue;
    each_paragraph(each, [&](std::size_t at) { names[at].insert(text::fold(each.relay.name)); });
  }
  for (RelayFound& each : found_) {
    if (!is_running(each) || !each.wide) continue;
    Spans wider;
    each_paragraph(each, [&](std::size_t at) {
      if (names[at].size() > 1) return;
      const Spans all = passage(at, at);
      wider.insert(wider.end(), all.begin(), all.end());
    });
    each.relay.scope.insert(each.relay.scope.end(), wider.begin(), wider.end());
  }
}

// "[In the town itself, the council said …]": the page's own words in another's text.
bool RelayList::is_insertion(Span paragraph) const {
  static constexpr std::uint32_t shortest = 60;
  const std::string_view words = page_.text(paragraph);
  if (paragraph.size() < shortest || !words.starts_with('[') || !words.ends_with(']')) return false;
  return std::ranges::none_of(found_, [&](const RelayFound& each) {
    return each.relay.span && paragraph.contains(each.relay.span->begin);
  });
}

void RelayList::leave_out_insertions() {
  for (const Paragraph* paragraph : body_) {
    if (!is_insertion(paragraph->span)) continue;
    for (RelayFound& each : found_) {
      if (!is_running(each)) each.relay.scope = without(each.relay.scope, paragraph->span);
    }
  }
  std::erase_if(found_, [](const RelayFound& each) { return each.relay.scope.empty(); });
}

// "Additional reporting by Hill Radio:" in the midst of what another wrote: what follows is not
// his.
void RelayList::leave_out_addition() {
  static const RE2 heading(
      R"(^\W*(?i:(?:additional|further|own) (?:reporting|material|information|details) (?:by|from)\s)[^\n]{1,80}:\s*$)");
  for (const Paragraph* paragraph : body_) {
    const std::string_view words = page_.text(paragraph->span);
    if (paragraph == body_.front() || !RE2::PartialMatch(words, heading)) continue;
    const Span addition{paragraph->span.begin, body_.back()->span.end};
    for (RelayFound& each : found_) {
      const bool of_it = words.find(each.relay.name) != std::string_view::npos;
      if (!is_running(each) && !of_it) each.relay.scope = without(each.relay.scope, addition);
    }
    break;
  }
  std::erase_if(found_, [](const RelayFound& each) { return each.relay.scope.empty(); });
}

void RelayList::sort() {
  const auto key = [&](const RelayFound& each) {
    const TokenRange tokens = page_.tokens(each.relay.span.value_or(Span{}));
    const bool running = is_running(each) && !tokens.empty();
    const std::uint32_t sentence = running ? page_.rows()[tokens.begin].sentence : 0;
    return std::tuple(std::min(each.nearness, Nearness::running), sentence, each.nearness, each.at,
                      each.order);
  };
  std::ranges::sort(found_, std::less<>{}, key);
}

std::vector<Relay> RelayList::take() {
  widen();
  leave_out_insertions();
  leave_out_addition();
  sort();
  return merged(std::exchange(found_, {}));
}

}  // namespace hearsay::attribute
