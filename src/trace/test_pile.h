// A small pile written by hand: pages made sentence by sentence, with who says what, and a
// collection in memory over them. Claims of one topic in different pages are linked.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hearsay/collection.h"
#include "text/fold.h"
#include "text/hash.h"

namespace hearsay::tracing {

struct Who {
  std::string name;
  SourceKind kind = SourceKind::named_person;
  std::string affiliation;
  std::string cue = "said";
  Modality modality = Modality::assert_;
  float confidence = 1;
  bool described = false;  // "the group": no entity
};

inline Who person(std::string name) { return {std::move(name), SourceKind::named_person, {}}; }
inline Who body(std::string name) { return {std::move(name), SourceKind::named_organisation, {}}; }
inline Who unnamed(std::string name) { return {std::move(name), SourceKind::unnamed, {}}; }
inline Who media() { return {"media reports", SourceKind::unspecified, {}}; }

class Page {
 public:
  Page(const std::string& id, std::string publisher, std::string published) {
    document_.article.id = id;
    document_.article.publisher = std::move(publisher);
    document_.article.published = std::move(published);
    document_.article.title = id + " page";
  }

  /// "NAME said that CONTENT." The chain is outermost first.
  Page& says(const std::vector<Who>& chain, const std::string& content, const std::string& topic) {
    const std::uint32_t begin = size();
    std::vector<AttributionIndex> indexes;
    for (const Who& who : chain) indexes.push_back(attribution(who));
    const Span span = append(content);
    Claim claim;
    claim.span = span;
    claim.chain = indexes;
    claim.predicate = topic;
    if (!indexes.empty()) claim.attribution = indexes.back();
    claim.voice = Voice::attributed;
    if (!chain.empty() && chain.back().kind == SourceKind::unspecified)
      claim.voice = Voice::unspecified;
    for (const AttributionIndex index : indexes) {
      document_.reading.attributions.attributions[static_cast<std::size_t>(index)].content = {span};
    }
    finish(begin, std::move(claim), topic);
    return *this;
  }

  Page& plain(const std::string& content, const std::string& topic,
              Voice voice = Voice::no_source_given) {
    const std::uint32_t begin = size();
    Claim claim;
    claim.span = append(content);
    claim.predicate = topic;
    claim.voice = voice;
    finish(begin, std::move(claim), topic);
    return *this;
  }

  /// The last sentence was quoted: the claim's words stand between quotation marks.
  Page& quoted() {
    const Span inside = document_.reading.claims.claims.back().span;
    document_.reading.segmentation.quotations.push_back({inside, inside, {}, {}, true, false});
    return *this;
  }

  /// The last sentence's words are given as its source's own.
  Page& directly() {
    document_.reading.attributions.attributions.back().quote = QuoteKind::direct;
    return *this;
  }

  /// "NAME is there.": a body that is named and says nothing.
  Page& names(const std::string& name) {
    const std::uint32_t begin = size();
    const auto entity = static_cast<EntityIndex>(document_.reading.annotation.entities.size());
    Entity record;
    record.name = name;
    record.type = EntityType::organisation;
    document_.reading.annotation.entities.push_back(std::move(record));
    document_.reading.annotation.mentions.push_back(
        {append(name), EntityType::organisation, MentionForm::name, entity, {"test", 1}});
    append("is there.");
    document_.reading.segmentation.sentences.push_back({{begin, size()}, 0, 0, {}});
    return *this;
  }

  /// The name, where it stands first in the text, is seen as one.
  Page& marks(const std::string& name) {
    const auto begin = static_cast<std::uint32_t>(document_.article.text.find(name));
    const Span span{begin, begin + static_cast<std::uint32_t>(name.size())};
    const auto entity = static_cast<EntityIndex>(document_.reading.annotation.entities.size());
    document_.reading.annotation.entities.emplace_back().name = name;
    document_.reading.annotation.mentions.push_back(
        {span, EntityType::organisation, MentionForm::name, entity, {"test", 1}});
    return *this;
  }

  Page& amount(double low, const std::string& unit) {
    Claim& claim = document_.reading.claims.claims.back();
    document_.reading.groundings.quantities.push_back({claim.span, low, low, unit, false, {}});
    claim.quantities.push_back(
        static_cast<QuantityIndex>(document_.reading.groundings.quantities.size() - 1));
    return *this;
  }

  /// Credit for the last sentence, or for the whole page.
  Page& relay(const std::string& name, RelayKind kind = RelayKind::agency) {
    Relay relay;
    relay.name = name;
    relay.kind = kind;
    relay.scope = {last_};
    relay.span = Span{last_.begin, last_.begin + 1};
    document_.reading.attributions.relays.push_back(std::move(relay));
    return *this;
  }
  Page& credit(const std::string& name, RelayKind kind = RelayKind::agency) {
    credits_.push_back({name, kind});
    return *this;
  }

  [[nodiscard]] std::shared_ptr<const Document> make() const {
    auto document = std::make_shared<Document>(document_);
    const Span all{0, static_cast<std::uint32_t>(document->article.text.size())};
    document->article.body = {all};
    for (const auto& [name, kind] : credits_) {
      Relay relay;
      relay.name = name;
      relay.kind = kind;
      relay.scope = {all};
      document->reading.attributions.relays.push_back(std::move(relay));
    }
    return document;
  }
  [[nodiscard]] const std::vector<std::string>& topics() const { return topics_; }
  Page& changed(std::string day) {
    document_.article.dates.push_back(
        {DateKind::modified, std::move(day), DateOrigin::visible, std::nullopt});
    return *this;
  }
  /// What the page calls itself.
  Page& labelled(std::string label) {
    document_.article.labels.push_back({std::move(label), std::nullopt});
    return *this;
  }
  Page& dated(std::string published) {
    document_.article.published = std::move(published);
    return *this;
  }

 private:
  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(document_.article.text.size());
  }
  Span append(const std::string& words) {
    if (!document_.article.text.empty()) document_.article.text += ' ';
    const std::uint32_t begin = size();
    document_.article.text += words;
    return {begin, size()};
  }

  AttributionIndex attribution(const Who& who) {
    Attribution record;
    record.source = {append(who.name)};
    record.cue = {append(who.cue)};
    record.source_kind = who.kind;
    record.source_name = who.name;
    record.affiliation = who.affiliation;
    record.modality = who.modality;
    record.basis.confidence = who.confidence;
    if (who.kind != SourceKind::unspecified && !who.described) {
      const auto [known, fresh] = entities_.try_emplace(
          who.name, static_cast<EntityIndex>(document_.reading.annotation.entities.size()));
      if (fresh) {
        Entity entity;
        entity.name = who.name;
        if (who.kind == SourceKind::named_person) entity.type = EntityType::person;
        if (who.kind == SourceKind::named_organisation) entity.type = EntityType::organisation;
        document_.reading.annotation.entities.push_back(std::move(entity));
      }
      record.source_entity = known->second;
    }
    document_.reading.attributions.attributions.push_back(std::move(record));
    return static_cast<AttributionIndex>(document_.reading.attributions.attributions.size() - 1);
  }

  void finish(std::uint32_t begin, Claim claim, const std::string& topic) {
    document_.article.text += '.';
    last_ = {begin, size()};
    document_.reading.segmentation.sentences.push_back({last_, 0, 0, {}});
    document_.reading.claims.claims.push_back(std::move(claim));
    topics_.push_back(topic);
  }

  Document document_;
  Span last_;
  std::vector<std::string> topics_;
  std::map<std::string, EntityIndex> entities_;
  std::vector<std::pair<std::string, RelayKind>> credits_;
};

/// A collection over pages in which all claims are one allegation, or one for each part of the
/// topic before a '/'.
class MemoryCollection : public Collection {
 public:
  explicit MemoryCollection(const std::vector<Page>& pages) {
    for (const Page& page : pages) {
      auto document = page.make();
      topics_[document->article.id] = page.topics();
      documents_[document->article.id] = std::move(document);
    }
    link();
    group();
  }

  /// Text that `to` shares with `from`: the sentences with these numbers.
  void copy(const std::string& from, std::size_t sentence_from, const std::string& to,
            std::size_t sentence_to, ReuseDirection direction = ReuseDirection::earlier_to_later,
            double containment = 0.9) {
    const auto ids = std::minmax(from, to);
    for (PairMatch& match : matches_) {
      if (match.first != ids.first || match.second != ids.second) continue;
      if (!match.reuse) match.reuse = Reuse{from, to, {}, 0.5, containment, direction, "dated"};
      match.reuse->spans.emplace_back(
          documents_.at(from)->reading.segmentation.sentences[sentence_from].span,
          documents_.at(to)->reading.segmentation.sentences[sentence_to].span);
    }
  }
  void relate(const std::string& a, const std::string& b, ClaimRelation relation,
              const std::string& reason) {
    for (PairMatch& match : matches_) {
      if (match.first != a || match.second != b) continue;
      for (ClaimLink& link : match.claims) {
        link.relation = relation;
        link.reason = reason;
      }
    }
  }

  Result<std::vector<std::string>> document_ids() const override {
    std::vector<std::string> ids;
    for (const auto& [id, document] : documents_) ids.push_back(id);
    return ids;
  }
  Result<std::shared_ptr<const Document>> document(std::string_view id) const override {
    for (const auto* some : {&documents_, &versions_}) {
      const auto found = some->find(std::string(id));
      if (found != some->end()) return found->second;
    }
    return fail(ErrorKind::not_found, "no such document");
  }
  /// An earlier version of the page that is document `of`; oldest first.
  void add_earlier(const std::string& of, const Page& page) {
    auto document = page.make();
    earlier_[of].push_back(document->article.id);
    versions_[document->article.id] = std::move(document);
  }
  Result<std::vector<std::string>> earlier_versions(std::string_view of) const override {
    const auto found = earlier_.find(of);
    return found == earlier_.end() ? std::vector<std::string>{} : found->second;
  }
  Result<Sketch> sketch(std::string_view) const override {
    return fail(ErrorKind::not_found, "no sketches here");
  }
  Result<std::vector<std::pair<std::string, std::size_t>>> sharing(
      const std::vector<std::uint64_t>&, std::string_view, std::size_t) const override {
    return std::vector<std::pair<std::string, std::size_t>>{};
  }
  Result<std::vector<PairMatch>> pair_matches(const std::vector<std::string>& ids) const override {
    std::vector<PairMatch> some;
    for (const PairMatch& match : matches_) {
      if (std::count(ids.begin(), ids.end(), match.first) > 0 &&
          std::count(ids.begin(), ids.end(), match.second) > 0) {
        some.push_back(match);
      }
    }
    return some;
  }
  Result<std::vector<PairMatch>> pair_matches() const override { return matches_; }
  Result<std::vector<Hit>> search(std::string_view query, std::size_t limit) const override {
    std::vector<Hit> hits;
    const std::string folded = text::fold(query);
    for (const auto& [id, document] : documents_) {
      for (std::size_t i = 0; i < document->reading.claims.claims.size(); ++i) {
        const std::string text = text::fold(document->article.text);
        for (const std::string_view word : text::split(folded)) {
          if (text.find(word) == std::string::npos) continue;
          hits.push_back({{id, static_cast<ClaimIndex>(i)}, 1});
          break;
        }
      }
    }
    if (hits.size() > limit) hits.resize(limit);
    return hits;
  }
  Result<std::shared_ptr<const Grouping>> grouping() const override { return grouping_; }

 private:
  static std::string allegation_part(const std::string& topic) {
    const std::size_t slash = topic.find('/');
    return slash == std::string::npos ? "all" : topic.substr(0, slash);
  }

  void link() {
    for (auto a = documents_.begin(); a != documents_.end(); ++a) {
      for (auto b = std::next(a); b != documents_.end(); ++b) {
        PairMatch match;
        match.first = a->first;
        match.second = b->first;
        const auto& topics_a = topics_[a->first];
        const auto& topics_b = topics_[b->first];
        for (std::size_t i = 0; i < topics_a.size(); ++i) {
          for (std::size_t j = 0; j < topics_b.size(); ++j) {
            if (topics_a[i] != topics_b[j]) continue;
            match.claims.push_back({{a->first, static_cast<ClaimIndex>(i)},
                                    {b->first, static_cast<ClaimIndex>(j)},
                                    ClaimRelation::same,
                                    0.8,
                                    "words"});
          }
        }
        matches_.push_back(std::move(match));
      }
    }
  }

  void group() {
    auto grouping = std::make_shared<Grouping>();
    std::map<std::string, Allegation> allegations;
    std::map<std::string, EntityGroup> entities;
    Narrative narrative;
    narrative.id = "n1";
    narrative.label = "the story";
    for (const auto& [id, document] : documents_) {
      narrative.documents.push_back(id);
      for (std::size_t i = 0; i < topics_[id].size(); ++i) {
        const std::string part = allegation_part(topics_[id][i]);
        Allegation& allegation = allegations[part];
        allegation.id = "g" + part;
        allegation.label = part;
        allegation.claims.push_back({id, static_cast<ClaimIndex>(i)});
        if (allegation.documents.empty() || allegation.documents.back() != id) {
          allegation.documents.push_back(id);
        }
        ++narrative.claim_count;
      }
      const auto& records = document->reading.annotation.entities;
      for (std::size_t e = 0; e < records.size(); ++e) {
        if (records[e].type == EntityType::other) continue;
        EntityGroup& group = entities[records[e].name];
        if (group.members.empty()) group.id = id + "#e" + std::to_string(e + 1);
        group.name = records[e].name;
        group.type = records[e].type;
        group.members.push_back({id, static_cast<EntityIndex>(e)});
      }
    }
    for (auto& [part, allegation] : allegations) {
      narrative.allegations.push_back(allegation.id);
      grouping->allegations.push_back(std::move(allegation));
    }
    for (auto& [name, group] : entities) grouping->entities.push_back(std::move(group));
    grouping->narratives.push_back(std::move(narrative));
    grouping_ = std::move(grouping);
  }

  std::map<std::string, std::shared_ptr<const Document>> documents_;
  std::map<std::string, std::shared_ptr<const Document>> versions_;
  std::map<std::string, std::vector<std::string>, std::less<>> earlier_;
  std::map<std::string, std::vector<std::string>> topics_;
  std::vector<PairMatch> matches_;
  std::shared_ptr<const Grouping> grouping_;
};

}  // namespace hearsay::tracing
