// What is derived from one document: its reading, and the rows by which it is found.
#include <algorithm>
#include <map>

#include "json/json.h"
#include "store/pack.h"
#include "store/sqlite_store.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::store {
namespace {

std::string modified_of(const Article& article) {
  for (const DocumentDate& date : article.dates) {
    if (date.kind == DateKind::modified) return date.value;
  }
  return {};
}

// No writer's sentence is longer; a page without full stops is, and every claim in it would be
// indexed with all of it.
constexpr std::uint32_t kLongestContext = 4000;  // bytes

/// What stands around a claim in an endless sentence, between code points.
Span neighbourhood(std::string_view text, Span sentence, Span claim) {
  constexpr std::uint32_t kAround = kLongestContext / 4;
  Span near{std::max(sentence.begin, claim.begin - std::min(claim.begin, kAround)),
            std::min(sentence.end, std::max(claim.end, claim.begin + kAround))};
  while (near.begin < claim.begin && !text::is_boundary(text, near.begin)) ++near.begin;
  while (near.end < sentence.end && !text::is_boundary(text, near.end)) ++near.end;
  return near;
}

/// The sentence in which a position lies; the claim's own words where there is none.
Span sentence_around(const Segmentation& segmentation, Span span) {
  const auto after = std::upper_bound(
      segmentation.sentences.begin(), segmentation.sentences.end(), span.begin,
      [](std::uint32_t begin, const Sentence& sentence) { return begin < sentence.span.begin; });
  if (after == segmentation.sentences.begin()) return span;
  return std::prev(after)->span;
}

template <typename Index>
std::optional<std::int64_t> position(const std::optional<Index>& index) {
  if (!index) return {};
  return static_cast<std::int64_t>(*index);
}

}  // namespace

void SqliteStore::write_reading(Number document, Analysed analysed, const MatchMaker& match) {
  // Everything that hangs on an earlier reading goes with it.
  const std::string id = id_of(document);
  drop_keys(document);
  Statement(connection_, "DELETE FROM readings WHERE document = ?").bind(document).run();
  forget(id);
  Article& article = analysed.document.article;
  article.id = id;
  analysed.sketch.document = id;
  analysed.outline.document = id;
  const std::vector<PairMatch> matches = require(match(analysed));
  const Reading& reading = analysed.document.reading;
  Statement(connection_,
            "INSERT INTO readings (document, id, part_count, path, title, publisher, published,"
            " modified, page, attribution_count, claim_count, current)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)")
      .bind(document, id, analysed.outline.article ? analysed.outline.parts.size() : 0,
            article.path, article.title, article.publisher, article.published, modified_of(article),
            static_cast<int>(article.kind), reading.attributions.attributions.size(),
            reading.claims.claims.size())
      .run();
  Statement(connection_,
            "INSERT INTO packed_readings (document, sketch, outline, packed) VALUES (?, ?, ?, ?)")
      .bind(document, Bytes{pack(json::encode_sketch(analysed.sketch), Packing::fast)},
            Bytes{pack(json::encode_outline(analysed.outline), Packing::fast)},
            Bytes{pack(json::encode_document(analysed.document), Packing::fast)})
      .run();
  write_keys(document, analysed.sketch);
  write_entities(document, analysed.document);
  write_attributions(document, analysed.document);
  write_claims(document, analysed, write_places(document, analysed.document));
  for (const PairMatch& each : matches) write_match(each);
  touch(document);
}

void SqliteStore::write_entities(Number document, const Document& content) const {
  const Annotation& annotation = content.reading.annotation;
  std::vector<std::size_t> mention_counts(annotation.entities.size());
  for (const Mention& mention : annotation.mentions) {
    ++mention_counts[static_cast<std::size_t>(mention.entity)];
  }
  Statement insert(connection_,
                   "INSERT INTO entities (document, position, name, folded, type, mention_count,"
                   " packed) VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < annotation.entities.size(); ++i) {
    const Entity& entity = annotation.entities[i];
    insert
        .bind(document, i, entity.name, text::fold(entity.name), static_cast<int>(entity.type),
              mention_counts[i], Bytes{json::encode_entity(entity)})
        .run();
  }
}

void SqliteStore::write_attributions(Number document, const Document& content) const {
  const auto& attributions = content.reading.attributions.attributions;
  Statement insert(connection_,
                   "INSERT INTO attributions (document, position, source_name, folded, kind,"
                   " entity) VALUES (?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < attributions.size(); ++i) {
    const Attribution& each = attributions[i];
    const auto& rejected = content.decided.rejected;
    if (std::binary_search(rejected.begin(), rejected.end(), static_cast<AttributionIndex>(i))) {
      continue;
    }
    insert
        .bind(document, i, each.source_name, text::fold(each.source_name),
              static_cast<int>(each.source_kind), position(each.source_entity))
        .run();
  }
}

std::vector<SqliteStore::Number> SqliteStore::write_places(Number document,
                                                           const Document& content) const {
  std::vector<Number> numbers;
  Statement insert(connection_,
                   "INSERT INTO places (document, position, folded, words, gazetteer)"
                   " VALUES (?, ?, ?, ?, ?)");
  Statement point(connection_,
                  "INSERT INTO place_points (number, south, north, west, east)"
                  " VALUES (?1, ?2, ?2, ?3, ?3)");
  for (std::size_t i = 0; i < content.reading.groundings.places.size(); ++i) {
    const Place& place = content.reading.groundings.places[i];
    insert
        .bind(document, i, text::fold(place.name), text::fold(words(content.article, place.span)),
              place.gazetteer)
        .run();
    numbers.push_back(connection_.last_row());
    if (!place.gazetteer.empty()) point.bind(numbers.back(), place.latitude, place.longitude).run();
  }
  return numbers;
}

void SqliteStore::write_claims(Number document, const Analysed& analysed,
                               const std::vector<Number>& places) const {
  const Document& content = analysed.document;
  std::map<std::size_t, std::uint32_t> parts;  // by the claim's position
  for (const OutlineClaim& claim : analysed.outline.claims) {
    parts[static_cast<std::size_t>(claim.sketch.claim)] = claim.part;
  }
  const Article& article = content.article;
  const auto& claims = content.reading.claims.claims;
  Statement insert(connection_,
                   "INSERT INTO claims (document, position, part, words, attribution, voice)"
                   " VALUES (?, ?, ?, ?, ?, ?)");
  Statement index(connection_, "INSERT INTO claim_words (rowid, clause, context) VALUES (?, ?, ?)");
  Statement link(connection_, "INSERT OR IGNORE INTO claim_places (claim, place) VALUES (?, ?)");
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = claims[i];
    insert
        .bind(document, i, std::int64_t{parts[i]}, words(article, claim.span),
              position(claim.attribution), static_cast<int>(claim.voice))
        .run();
    const Number number = connection_.last_row();
    Span sentence = sentence_around(content.reading.segmentation, claim.span);
    if (sentence.size() > kLongestContext) {
      sentence = neighbourhood(article.text, sentence, claim.span);
    }
    const std::string context =
        text::fold(words(article, sentence)) + ' ' + text::fold(article.title);
    index.bind(number, text::fold(words(article, claim.span)), context).run();
    for (const PlaceIndex place : claim.places) {
      link.bind(number, places[static_cast<std::size_t>(place)]).run();
    }
  }
}

void SqliteStore::write_match(const PairMatch& match) const {
  const bool connected = match.reuse || !match.claims.empty();
  if (!connected && match.parts.empty()) return;
  const Number first = number_of(match.first);
  const Number second = number_of(match.second);
  Statement(connection_,
            "INSERT OR REPLACE INTO pair_matches (first, second, packed, connected)"
            " VALUES (?, ?, ?, ?)")
      .bind(first, second, Bytes{json::encode_pair_match(match)}, connected ? 1 : 0)
      .run();
  write_strong_pairs(first, second, match);
  write_links(first, second, match);
}

void SqliteStore::write_strong_pairs(Number first, Number second, const PairMatch& match) const {
  Statement insert(connection_,
                   "INSERT OR REPLACE INTO strong_pairs (document, part, other, other_part)"
                   " VALUES (?, ?, ?, ?)");
  for (const PartLikeness& pair : match.parts) {
    if (!pair.strong) continue;
    insert.bind(first, std::int64_t{pair.first}, second, std::int64_t{pair.second}).run();
    insert.bind(second, std::int64_t{pair.second}, first, std::int64_t{pair.first}).run();
  }
}

void SqliteStore::write_links(Number first, Number second, const PairMatch& match) const {
  Statement insert(connection_,
                   "INSERT OR REPLACE INTO claim_links (document, claim, other, other_claim, score)"
                   " VALUES (?, ?, ?, ?, ?)");
  for (const ClaimLink& link : match.claims) {
    if (!link.passing) continue;
    const auto a = static_cast<std::int64_t>(link.a.claim);
    const auto b = static_cast<std::int64_t>(link.b.claim);
    insert.bind(first, a, second, b, link.score).run();
    insert.bind(second, b, first, a, link.score).run();
  }
}

}  // namespace hearsay::store
