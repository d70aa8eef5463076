// Which fields a record has, once for each record: writing and reading go over the same list, so
// that they cannot disagree. An archive is called with all fields, in order. Each record is taken
// apart into as many names as it has fields: a field that is added to the record and not to this
// list does not compile.
#pragma once

#include <concepts>
#include <type_traits>

#include "hearsay/match.h"
#include "hearsay/reading.h"

namespace hearsay::json {

/// A record, to be read from (const) or into.
template <typename T, typename Record>
concept Like = std::same_as<std::remove_const_t<T>, Record>;

template <typename Archive>
void fields(Archive& archive, Like<Span> auto& record) {
  auto& [begin, end] = record;
  archive(begin, end);
}
template <typename Archive>
void fields(Archive& archive, Like<Basis> auto& record) {
  auto& [rule, confidence] = record;
  archive(rule, confidence);
}
template <typename Archive>
void fields(Archive& archive, Like<OriginRun> auto& record) {
  auto& [text_begin, byte_begin, text_length, byte_length] = record;
  archive(text_begin, byte_begin, text_length, byte_length);
}
template <typename Archive>
void fields(Archive& archive, Like<Boilerplate> auto& record) {
  auto& [span, kind] = record;
  archive(span, kind);
}
template <typename Archive>
void fields(Archive& archive, Like<Embedded> auto& record) {
  auto& [span, title, published, publisher] = record;
  archive(span, title, published, publisher);
}
template <typename Archive>
void fields(Archive& archive, Like<DocumentDate> auto& record) {
  auto& [kind, value, from, span] = record;
  archive(kind, value, from, span);
}
template <typename Archive>
void fields(Archive& archive, Like<SyndicationSignal> auto& record) {
  auto& [field, value] = record;
  archive(field, value);
}
template <typename Archive>
void fields(Archive& archive, Like<Block> auto& record) {
  auto& [span, kind] = record;
  archive(span, kind);
}
template <typename Archive>
void fields(Archive& archive, Like<Link> auto& record) {
  auto& [span, address] = record;
  archive(span, address);
}
template <typename Archive>
void fields(Archive& archive, Like<PageLabel> auto& record) {
  auto& [words, span] = record;
  archive(words, span);
}
template <typename Archive>
void fields(Archive& archive, Like<Article> auto& record) {
  auto& [id, sha256, path, url, canonical_url, input_id, captured, title, authors, publisher,
         published, published_span, dates, language, kind, syndication, text, origin, charset,
         headline, byline, body, boilerplate, embedded, blocks, links, notes, labels] = record;
  archive(id, sha256, path, url, canonical_url, input_id, captured, title, authors, publisher,
          published, published_span, dates, language, kind, syndication, text, origin, charset,
          headline, byline, body, boilerplate, embedded, blocks, links, notes, labels);
}
template <typename Archive>
void fields(Archive& archive, Like<Token> auto& record) {
  auto& [span, space_before] = record;
  archive(span, space_before);
}
template <typename Archive>
void fields(Archive& archive, Like<Sentence> auto& record) {
  auto& [span, begin, end, paragraph] = record;
  archive(span, begin, end, paragraph);
}
template <typename Archive>
void fields(Archive& archive, Like<Paragraph> auto& record) {
  auto& [span, begin, end, role] = record;
  archive(span, begin, end, role);
}
template <typename Archive>
void fields(Archive& archive, Like<Quotation> auto& record) {
  auto& [inside, outside, parent, continues, closed, block] = record;
  archive(inside, outside, parent, continues, closed, block);
}
template <typename Archive>
void fields(Archive& archive, Like<Segmentation> auto& record) {
  auto& [paragraphs, sentences, tokens, quotations] = record;
  archive(paragraphs, sentences, tokens, quotations);
}
template <typename Archive>
void fields(Archive& archive, Like<Word> auto& record) {
  auto& [tag, lemma, head, relation, features] = record;
  archive(tag, lemma, head, relation, features);
}
template <typename Archive>
void fields(Archive& archive, Like<Mention> auto& record) {
  auto& [span, type, form, entity, basis] = record;
  archive(span, type, form, entity, basis);
}
template <typename Archive>
void fields(Archive& archive, Like<Entity> auto& record) {
  auto& [name, type, aliases, description] = record;
  archive(name, type, aliases, description);
}
template <typename Archive>
void fields(Archive& archive, Like<Annotation> auto& record) {
  auto& [words, mentions, entities] = record;
  archive(words, mentions, entities);
}
template <typename Archive>
void fields(Archive& archive, Like<Attribution> auto& record) {
  auto& [source, cue, content, parent, source_kind, source_entity, source_name, affiliation, quote,
         modality, access, kind_words, access_words, said_begin, said_end, basis] = record;
  archive(source, cue, content, parent, source_kind, source_entity, source_name, affiliation, quote,
          modality, access, kind_words, access_words, said_begin, said_end, basis);
}
template <typename Archive>
void fields(Archive& archive, Like<Relay> auto& record) {
  auto& [name, kind, span, scope, how, basis] = record;
  archive(name, kind, span, scope, how, basis);
}
template <typename Archive>
void fields(Archive& archive, Like<Attributions> auto& record) {
  auto& [attributions, relays] = record;
  archive(attributions, relays);
}
template <typename Archive>
void fields(Archive& archive, Like<Place> auto& record) {
  auto& [mention, span, name, country, division, latitude, longitude, gazetteer, level, basis,
         differs] = record;
  archive(mention, span, name, country, division, latitude, longitude, gazetteer, level, basis,
          differs);
}
template <typename Archive>
void fields(Archive& archive, Like<Time> auto& record) {
  auto& [span, type, value, begin, end, basis] = record;
  archive(span, type, value, begin, end, basis);
}
template <typename Archive>
void fields(Archive& archive, Like<Quantity> auto& record) {
  auto& [span, low, high, unit, approximate, basis] = record;
  archive(span, low, high, unit, approximate, basis);
}
template <typename Archive>
void fields(Archive& archive, Like<Groundings> auto& record) {
  auto& [places, times, quantities] = record;
  archive(places, times, quantities);
}
template <typename Archive>
void fields(Archive& archive, Like<RoleFiller> auto& record) {
  auto& [role, span, mention] = record;
  archive(role, span, mention);
}
template <typename Archive>
void fields(Archive& archive, Like<Claim> auto& record) {
  auto& [span, spans, attribution, chain, predicate, predicate_span, roles, places, place_words,
         times, quantities, polarity, modality, voice, basis] = record;
  archive(span, spans, attribution, chain, predicate, predicate_span, roles, places, place_words,
          times, quantities, polarity, modality, voice, basis);
}
template <typename Archive>
void fields(Archive& archive, Like<Claims> auto& record) {
  auto& [claims] = record;
  archive(claims);
}
template <typename Archive>
void fields(Archive& archive, Like<Reading> auto& record) {
  auto& [segmentation, annotation, attributions, groundings, claims] = record;
  archive(segmentation, annotation, attributions, groundings, claims);
}
template <typename Archive>
void fields(Archive& archive, Like<OwnValue> auto& record) {
  auto& [field, value] = record;
  archive(field, value);
}
template <typename Archive>
void fields(Archive& archive, Like<Decided> auto& record) {
  auto& [overruled, rejected] = record;
  archive(overruled, rejected);
}
template <typename Archive>
void fields(Archive& archive, Like<Document> auto& record) {
  auto& [article, reading, decided] = record;
  archive(article, reading, decided);
}
template <typename Archive>
void fields(Archive& archive, Like<ClaimId> auto& record) {
  auto& [document, claim] = record;
  archive(document, claim);
}
template <typename Archive>
void fields(Archive& archive, Like<EntityId> auto& record) {
  auto& [document, entity] = record;
  archive(document, entity);
}
template <typename Archive>
void fields(Archive& archive, Like<Fingerprint> auto& record) {
  auto& [hash, span] = record;
  archive(hash, span);
}
template <typename Archive>
void fields(Archive& archive, Like<ClaimSketch> auto& record) {
  auto& [claim, predicate, terms, context, actors, places, time_begin, time_end, quantities,
         polarity, denied, modality] = record;
  archive(claim, predicate, terms, context, actors, places, time_begin, time_end, quantities,
          polarity, denied, modality);
}
template <typename Archive>
void fields(Archive& archive, Like<Sketch> auto& record) {
  auto& [document, date, fingerprints, claims, keys] = record;
  archive(document, date, fingerprints, claims, keys);
}
template <typename Archive>
void fields(Archive& archive, Like<WeightedTerm> auto& record) {
  auto& [term, weight] = record;
  archive(term, weight);
}
template <typename Archive>
void fields(Archive& archive, Like<OutlineClaim> auto& record) {
  auto& [sketch, text, part, headline, denial] = record;
  archive(sketch, text, part, headline, denial);
}
template <typename Archive>
void fields(Archive& archive, Like<OutlinePart> auto& record) {
  auto& [terms, places, headline_places, place_terms, time_begin, time_end, actors, label] = record;
  archive(terms, places, headline_places, place_terms, time_begin, time_end, actors, label);
}
template <typename Archive>
void fields(Archive& archive, Like<Outline> auto& record) {
  auto& [document, date, article, parts, claims, entities] = record;
  archive(document, date, article, parts, claims, entities);
}
template <typename Archive>
void fields(Archive& archive, Like<PartLikeness> auto& record) {
  auto& [first, second, story, pattern, strong] = record;
  archive(first, second, story, pattern, strong);
}
template <typename Archive>
void fields(Archive& archive, Like<Reuse> auto& record) {
  auto& [from, to, spans, similarity, containment, direction, reason] = record;
  archive(from, to, spans, similarity, containment, direction, reason);
}
template <typename Archive>
void fields(Archive& archive, Like<ClaimLink> auto& record) {
  auto& [a, b, relation, score, reason, passing] = record;
  archive(a, b, relation, score, reason, passing);
}
template <typename Archive>
void fields(Archive& archive, Like<PairMatch> auto& record) {
  auto& [first, second, reuse, claims, parts] = record;
  archive(first, second, reuse, claims, parts);
}
template <typename Archive>
void fields(Archive& archive, Like<RelatedEntity> auto& record) {
  auto& [id, reason] = record;
  archive(id, reason);
}
template <typename Archive>
void fields(Archive& archive, Like<EntityGroup> auto& record) {
  auto& [id, name, type, aliases, members, reasons, related] = record;
  archive(id, name, type, aliases, members, reasons, related);
}
template <typename Archive>
void fields(Archive& archive, Like<Allegation> auto& record) {
  auto& [id, label, claims, documents] = record;
  archive(id, label, claims, documents);
}
template <typename Archive>
void fields(Archive& archive, Like<Narrative> auto& record) {
  auto& [id, label, allegations, documents, first_seen, last_seen, claim_count] = record;
  archive(id, label, allegations, documents, first_seen, last_seen, claim_count);
}
template <typename Archive>
void fields(Archive& archive, Like<Grouping> auto& record) {
  auto& [entities, allegations, narratives] = record;
  archive(entities, allegations, narratives);
}

}  // namespace hearsay::json
