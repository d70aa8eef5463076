#include "trace/pile.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::tracing {
namespace {

constexpr std::array<std::string_view, 21> kOutletNouns{
    "agency",  "newspaper", "paper",   "outlet", "broadcaster", "channel",  "station",
    "website", "site",      "daily",   "wire",   "news",        "magazine", "press",
    "weekly",  "portal",    "network", "radio",  "television",  "service",  "blog"};
constexpr std::array<std::string_view, 6> kDroppedOutletWords{"the",       "news",    "agency",
                                                              "newspaper", "website", "online"};
constexpr std::array<std::string_view, 27> kTitles{
    "mr",      "mrs",  "ms",  "miss",    "dr",  "prof",    "professor", "sir",      "dame",
    "lord",    "lady", "gen", "general", "col", "colonel", "maj",       "major",    "capt",
    "captain", "lt",   "sgt", "rev",     "hon", "sheikh",  "president", "minister", "the"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

const std::vector<LinkEnd> kNoLinks;
const std::vector<std::shared_ptr<const Document>> kNoVersions;
constexpr std::size_t kMostVersions = 20;  // of a page, the latest

ClaimRelation reversed(ClaimRelation relation) {
  if (relation == ClaimRelation::refines) return ClaimRelation::widens;
  if (relation == ClaimRelation::widens) return ClaimRelation::refines;
  return relation;
}

}  // namespace

Result<Pile> Pile::load(const Collection& collection, const std::string& id,
                        const std::vector<Ruling>& rulings) {
  Pile pile;
  pile.rulings_ = rulings;
  pile.hop_rulings_ = HopRulings(rulings);
  auto found = collection.story(id);
  if (!found) return tl::unexpected(found.error());
  if (found->narratives.empty()) return fail(ErrorKind::not_found, "no narrative is called " + id);
  const auto story = std::make_shared<Grouping>(*std::move(found));
  pile.story_ = story;
  for (const Allegation& allegation : story->allegations) {
    pile.allegations_.push_back(&allegation);
    for (const ClaimId& claim : allegation.claims) pile.allegation_of_[claim] = &allegation;
  }
  const Narrative& narrative = pile.narrative();
  std::set<std::string> ids(narrative.documents.begin(), narrative.documents.end());
  for (const Allegation* allegation : pile.allegations_) {
    ids.insert(allegation->documents.begin(), allegation->documents.end());
  }
  for (const LinkedHop& link : pile.hop_rulings_.links()) {
    if (!link.document.empty() && ids.count(link.to) > 0) ids.insert(link.document);
  }
  for (const std::string& each : ids) {
    auto document = collection.document(each);
    if (!document) return tl::unexpected(document.error());
    pile.documents_.push_back(document->get());
    pile.owned_.push_back(*std::move(document));
  }
  for (const Document* page : pile.documents_) {
    auto earlier = load_earlier(collection, page->article.id);
    if (!earlier) return tl::unexpected(earlier.error());
    if (!earlier->empty()) pile.earlier_[page->article.id] = *std::move(earlier);
  }
  auto matches = collection.pair_matches({ids.begin(), ids.end()});
  if (!matches) return tl::unexpected(matches.error());
  std::sort(matches->begin(), matches->end(), [](const PairMatch& a, const PairMatch& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  pile.matches_ = std::make_shared<std::vector<PairMatch>>(*std::move(matches));
  for (const PairMatch& match : *pile.matches_) {
    for (const ClaimLink& link : match.claims) {
      const bool copied = pile.is_copied(match, link);
      pile.links_[link.a].push_back({link.b, link.relation, link.score, &link, copied});
      pile.links_[link.b].push_back({link.a, reversed(link.relation), link.score, &link, copied});
    }
  }
  for (auto& [claim, links] : pile.links_) {
    std::sort(links.begin(), links.end(), [](const LinkEnd& a, const LinkEnd& b) {
      return std::tie(b.score, a.other) < std::tie(a.score, b.other);
    });
  }
  auto entities = collection.entities_of({ids.begin(), ids.end()});
  if (!entities) return tl::unexpected(entities.error());
  story->entities = *std::move(entities);
  for (const EntityGroup& group : story->entities) {
    for (const EntityId& member : group.members) pile.entities_[member] = &group;
    std::set<std::string> names{name_key(group.name)};
    for (const std::string& alias : group.aliases) names.insert(name_key(alias));
    for (const std::string& name : names) pile.names_[name].push_back(&group);
  }
  return pile;
}

const Document* Pile::document(std::string_view id) const {
  const auto found = std::lower_bound(
      documents_.begin(), documents_.end(), id,
      [](const Document* document, std::string_view key) { return document->article.id < key; });
  return found != documents_.end() && (*found)->article.id == id ? *found : nullptr;
}

Result<std::vector<std::shared_ptr<const Document>>> load_earlier(const Collection& collection,
                                                                  const std::string& page) {
  const auto ids = collection.earlier_versions(page);
  if (!ids) return tl::unexpected(ids.error());
  std::vector<std::shared_ptr<const Document>> versions;
  const std::size_t skipped = ids->size() - std::min(ids->size(), kMostVersions);
  for (std::size_t i = skipped; i < ids->size(); ++i) {
    auto version = collection.document((*ids)[i]);
    if (!version) return tl::unexpected(version.error());
    versions.push_back(*std::move(version));
  }
  return versions;
}

const std::vector<std::shared_ptr<const Document>>& Pile::earlier(const std::string& id) const {
  const auto found = earlier_.find(id);
  return found == earlier_.end() ? kNoVersions : found->second;
}

const Claim* Pile::claim(const ClaimId& id) const {
  const Document* held = document(id.document);
  const auto index = static_cast<std::size_t>(id.claim);
  if (held == nullptr || index >= held->reading.claims.claims.size()) return nullptr;
  return &held->reading.claims.claims[index];
}

const Allegation* Pile::allegation_of(const ClaimId& id) const {
  const auto found = allegation_of_.find(id);
  return found == allegation_of_.end() ? nullptr : found->second;
}

bool Pile::is_copied(const PairMatch& match, const ClaimLink& link) const {
  const Claim *a = claim(link.a), *b = claim(link.b);
  if (!match.reuse || a == nullptr || b == nullptr) return false;
  const bool forward = match.reuse->from == link.a.document;
  return std::any_of(match.reuse->spans.begin(), match.reuse->spans.end(), [&](const auto& pair) {
    return pair.first.overlaps(forward ? a->span : b->span) &&
           pair.second.overlaps(forward ? b->span : a->span);
  });
}

const std::vector<LinkEnd>& Pile::links(const ClaimId& id) const {
  const auto found = links_.find(id);
  return found == links_.end() ? kNoLinks : found->second;
}

const Reuse* Pile::reuse(const std::string& a, const std::string& b) const {
  const auto pair = std::minmax(a, b);
  const auto found = std::lower_bound(
      matches_->begin(), matches_->end(), pair, [](const PairMatch& match, const auto& key) {
        return std::tie(match.first, match.second) < std::tie(key.first, key.second);
      });
  const bool known =
      found != matches_->end() && found->first == pair.first && found->second == pair.second;
  return known && found->reuse ? &*found->reuse : nullptr;
}

const EntityGroup* Pile::entity(const std::string& document, EntityIndex index) const {
  const auto found = entities_.find({document, index});
  return found == entities_.end() ? nullptr : found->second;
}

const EntityGroup* Pile::entity_named(std::string_view name) const {
  const auto found = names_.find(name_key(name));
  return found != names_.end() && found->second.size() == 1 ? found->second.front() : nullptr;
}

std::string day_of(std::string_view iso) { return std::string(iso.substr(0, 10)); }

bool surely_before(const Document& a, const Document& b) {
  const std::string day_a = day_of(a.article.published);
  const std::string day_b = day_of(b.article.published);
  return !day_a.empty() && !day_b.empty() && day_a < day_b;
}

Evidence evidence(const Document& document, Span span) {
  return {document.article.id, span, std::string(words(document.article, span))};
}

std::vector<Evidence> evidence(const Document& document, const Spans& spans) {
  std::vector<Evidence> all;
  for (const Span span : spans) all.push_back(evidence(document, span));
  return all;
}

std::string words_of(const Document& document, const Spans& spans) {
  std::string all;
  for (const Span span : spans) {
    if (!all.empty()) all += ' ';
    all += words(document.article, span);
  }
  return all;
}

Span sentence_of(const Document& document, Span span) {
  const auto& sentences = document.reading.segmentation.sentences;
  auto after = std::upper_bound(
      sentences.begin(), sentences.end(), span.begin,
      [](std::uint32_t begin, const Sentence& sentence) { return begin < sentence.span.begin; });
  if (after == sentences.begin()) return span;
  --after;
  return after->span.overlaps(span) ? after->span : span;
}

std::vector<std::string> outlet_words(std::string_view name) {
  const std::string folded = text::fold(name);
  std::vector<std::string> kept;
  std::vector<std::string> all;
  for (const std::string_view word : text::split(folded)) {
    all.emplace_back(word);
    if (!is_one_of(kDroppedOutletWords, word)) kept.emplace_back(word);
  }
  return kept.empty() ? all : kept;
}

namespace {

/// Of names' outlet words.
bool are_one(const std::vector<std::string>& words_a, const std::vector<std::string>& words_b) {
  if (words_a.empty() || words_b.empty()) return false;
  if (words_a == words_b) return true;
  const auto& longer = words_a.size() > words_b.size() ? words_a : words_b;
  const auto& shorter = words_a.size() > words_b.size() ? words_b : words_a;
  if (longer.size() == shorter.size()) return false;
  // One generic word ("the Wire") could be anybody's; it takes a name ("the Ledger").
  if (shorter.size() == 1 && (shorter[0].size() < 4 || is_one_of(kOutletNouns, shorter[0]))) {
    return false;
  }
  return std::equal(shorter.begin(), shorter.end(),
                    longer.end() - static_cast<std::ptrdiff_t>(shorter.size()));
}

/// Whether the host of the document's address is named like the outlet.
bool has_host_of(const Article& article, const std::vector<std::string>& words) {
  std::string_view host = article.url.empty() ? article.canonical_url : article.url;
  const std::size_t scheme = host.find("://");
  if (scheme == std::string_view::npos) return false;
  host.remove_prefix(scheme + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  std::string letters;  // "www.danube-ledger.example" -> "wwwdanubeledgerexample"
  for (const char c : host) {
    if (c != '.' && c != '-') letters += c;
  }
  std::string joined;
  for (const std::string& word : words) joined += word;
  return joined.size() >= 6 && letters.find(joined) != std::string::npos;
}

}  // namespace

bool same_outlet(std::string_view a, std::string_view b) {
  return are_one(outlet_words(a), outlet_words(b));
}

const std::vector<std::string>& Pile::outlet_words(std::string_view name) const {
  const auto found = outlet_words_.find(name);
  if (found != outlet_words_.end()) return found->second;
  return outlet_words_.emplace(name, tracing::outlet_words(name)).first->second;
}

bool Pile::same_outlet(std::string_view a, std::string_view b) const {
  return are_one(outlet_words(a), outlet_words(b));
}

bool Pile::is_published_by(const Document& document, std::string_view name) const {
  const Article& article = document.article;
  if (!article.publisher.empty()) return same_outlet(article.publisher, name);
  return has_host_of(article, outlet_words(name));
}

bool is_pronoun(std::string_view name) {
  constexpr std::array<std::string_view, 26> kPronouns{
      "i",    "you",    "he",      "she",    "it",       "we",        "they",    "him",     "her",
      "them", "us",     "me",      "who",    "which",    "that",      "this",    "these",   "those",
      "one",  "anyone", "someone", "nobody", "everyone", "everybody", "anybody", "somebody"};
  return is_one_of(kPronouns, text::fold(name));
}

std::string institution_of(std::string_view affiliation) {
  for (const std::string_view link : {" for ", " of ", " at ", " with ", " from "}) {
    const std::size_t at = affiliation.find(link);
    if (at == std::string_view::npos) continue;
    const std::string head = text::fold(affiliation.substr(0, at));
    const bool role =
        head.find("spokes") != std::string::npos || head.find("director") != std::string::npos ||
        head.find("head") != std::string::npos || head.find("chief") != std::string::npos ||
        head.find("official") != std::string::npos;
    if (role) return std::string(affiliation.substr(at + link.size()));
  }
  const std::size_t genitive =
      std::min(affiliation.find("'s "), affiliation.find("\xE2\x80\x99s "));
  if (genitive != std::string_view::npos) affiliation = affiliation.substr(0, genitive);
  const std::string folded = text::fold(affiliation);
  const std::vector<std::string_view> words = text::split(folded);
  if (words.empty() || is_pronoun(words.front()) || words.front() == "its") return {};
  if (words.size() == 1 && is_one_of(kTitles, words.front())) return {};
  return std::string(affiliation);
}

bool is_generic_outlet(std::string_view name) {
  const std::string folded = text::fold(name);
  const std::vector<std::string_view> parts = text::split(folded);
  if (parts.size() < 2 || parts.size() > 4) return false;
  const bool definite =
      parts.front() == "the" || parts.front() == "this" || parts.front() == "that";
  const bool named =
      std::any_of(name.begin() + 1, name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return definite && !named && is_one_of(kOutletNouns, parts.back());
}

std::string name_key(std::string_view name) {
  const std::string folded = text::fold(name);
  std::vector<std::string_view> parts = text::split(folded);
  while (parts.size() > 1 && is_one_of(kTitles, parts.front())) parts.erase(parts.begin());
  std::string key;
  for (const std::string_view part : parts) {
    if (!key.empty()) key += ' ';
    key += part;
  }
  return key;
}

}  // namespace hearsay::tracing
