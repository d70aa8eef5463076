// Which fields a record has, once for each record: writing and reading go over the same list, so
// that they cannot disagree. An archive is called with all fields, in order.
#pragma once

#include <concepts>
#include <type_traits>

#include "hearsay/match.h"
#include "hearsay/reading.h"

namespace hearsay::json {

/// A record, to be read from (const) or into.
template <typename T, typename Record>
concept Like = std::same_as<std::remove_const_t<T>, Record>;

template <typename A>
void fields(A& a, Like<Span> auto& r) {
  a(r.begin, r.end);
}
template <typename A>
void fields(A& a, Like<Basis> auto& r) {
  a(r.rule, r.confidence);
}
template <typename A>
void fields(A& a, Like<OriginRun> auto& r) {
  a(r.text_begin, r.byte_begin, r.text_length, r.byte_length);
}
template <typename A>
void fields(A& a, Like<Boilerplate> auto& r) {
  a(r.span, r.kind);
}
template <typename A>
void fields(A& a, Like<Embedded> auto& r) {
  a(r.span, r.title, r.published, r.publisher);
}
template <typename A>
void fields(A& a, Like<DocumentDate> auto& r) {
  a(r.kind, r.value, r.from, r.span);
}
template <typename A>
void fields(A& a, Like<SyndicationSignal> auto& r) {
  a(r.field, r.value);
}
template <typename A>
void fields(A& a, Like<Block> auto& r) {
  a(r.span, r.kind);
}
template <typename A>
void fields(A& a, Like<Article> auto& r) {
  a(r.id, r.sha256, r.path, r.url, r.canonical_url, r.input_id, r.captured, r.title, r.authors,
    r.publisher, r.published, r.published_span, r.dates, r.language, r.kind, r.syndication, r.text,
    r.origin, r.charset, r.headline, r.byline, r.body, r.boilerplate, r.embedded, r.blocks,
    r.notes);
}
template <typename A>
void fields(A& a, Like<Token> auto& r) {
  a(r.span, r.space_before);
}
template <typename A>
void fields(A& a, Like<Sentence> auto& r) {
  a(r.span, r.begin, r.end, r.paragraph);
}
template <typename A>
void fields(A& a, Like<Paragraph> auto& r) {
  a(r.span, r.begin, r.end, r.role);
}
template <typename A>
void fields(A& a, Like<Quotation> auto& r) {
  a(r.inside, r.outside, r.parent, r.continues, r.closed, r.block);
}
template <typename A>
void fields(A& a, Like<Segmentation> auto& r) {
  a(r.paragraphs, r.sentences, r.tokens, r.quotations);
}
template <typename A>
void fields(A& a, Like<Word> auto& r) {
  a(r.tag, r.lemma, r.head, r.relation, r.features);
}
template <typename A>
void fields(A& a, Like<Mention> auto& r) {
  a(r.span, r.type, r.form, r.entity, r.basis);
}
template <typename A>
void fields(A& a, Like<Entity> auto& r) {
  a(r.name, r.type, r.aliases, r.description);
}
template <typename A>
void fields(A& a, Like<Annotation> auto& r) {
  a(r.words, r.mentions, r.entities);
}
template <typename A>
void fields(A& a, Like<Attribution> auto& r) {
  a(r.source, r.cue, r.content, r.parent, r.source_kind, r.source_entity, r.source_name,
    r.affiliation, r.quote, r.modality, r.access, r.said_begin, r.said_end, r.basis);
}
template <typename A>
void fields(A& a, Like<Relay> auto& r) {
  a(r.name, r.kind, r.span, r.scope, r.how, r.basis);
}
template <typename A>
void fields(A& a, Like<Attributions> auto& r) {
  a(r.attributions, r.relays);
}
template <typename A>
void fields(A& a, Like<Place> auto& r) {
  a(r.mention, r.span, r.name, r.country, r.division, r.latitude, r.longitude, r.gazetteer, r.level,
    r.basis);
}
template <typename A>
void fields(A& a, Like<Time> auto& r) {
  a(r.span, r.type, r.value, r.begin, r.end, r.basis);
}
template <typename A>
void fields(A& a, Like<Quantity> auto& r) {
  a(r.span, r.low, r.high, r.unit, r.approximate, r.basis);
}
template <typename A>
void fields(A& a, Like<Groundings> auto& r) {
  a(r.places, r.times, r.quantities);
}
template <typename A>
void fields(A& a, Like<RoleFiller> auto& r) {
  a(r.role, r.span, r.mention);
}
template <typename A>
void fields(A& a, Like<Claim> auto& r) {
  a(r.span, r.attribution, r.chain, r.predicate, r.predicate_span, r.roles, r.places, r.times,
    r.quantities, r.polarity, r.modality, r.voice, r.basis);
}
template <typename A>
void fields(A& a, Like<Claims> auto& r) {
  a(r.claims);
}
template <typename A>
void fields(A& a, Like<Reading> auto& r) {
  a(r.segmentation, r.annotation, r.attributions, r.groundings, r.claims);
}
template <typename A>
void fields(A& a, Like<Document> auto& r) {
  a(r.article, r.reading);
}
template <typename A>
void fields(A& a, Like<ClaimId> auto& r) {
  a(r.document, r.claim);
}
template <typename A>
void fields(A& a, Like<EntityId> auto& r) {
  a(r.document, r.entity);
}
template <typename A>
void fields(A& a, Like<Fingerprint> auto& r) {
  a(r.hash, r.span);
}
template <typename A>
void fields(A& a, Like<ClaimSketch> auto& r) {
  a(r.claim, r.predicate, r.terms, r.context, r.actors, r.places, r.time_begin, r.time_end,
    r.quantities, r.polarity, r.modality);
}
template <typename A>
void fields(A& a, Like<Sketch> auto& r) {
  a(r.document, r.date, r.fingerprints, r.claims, r.keys);
}
template <typename A>
void fields(A& a, Like<Reuse> auto& r) {
  a(r.from, r.to, r.spans, r.similarity, r.containment, r.direction, r.reason);
}
template <typename A>
void fields(A& a, Like<ClaimLink> auto& r) {
  a(r.a, r.b, r.relation, r.score, r.reason);
}
template <typename A>
void fields(A& a, Like<PairMatch> auto& r) {
  a(r.first, r.second, r.reuse, r.claims);
}
template <typename A>
void fields(A& a, Like<EntityGroup> auto& r) {
  a(r.id, r.name, r.type, r.aliases, r.members, r.reasons);
}
template <typename A>
void fields(A& a, Like<Allegation> auto& r) {
  a(r.id, r.label, r.claims, r.documents);
}
template <typename A>
void fields(A& a, Like<Narrative> auto& r) {
  a(r.id, r.label, r.allegations, r.documents, r.first_seen, r.last_seen, r.claim_count);
}
template <typename A>
void fields(A& a, Like<Grouping> auto& r) {
  a(r.entities, r.allegations, r.narratives);
}

}  // namespace hearsay::json
