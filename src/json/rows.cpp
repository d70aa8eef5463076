// The lines of listings, exports and reports.
#include <string>

#include "json/json.h"
#include "json/write.h"

namespace hearsay::json {

Json row(const Narrative& narrative) {
  return Json{{"id", narrative.id},
              {"label", narrative.label},
              {"first_seen", or_null(narrative.first_seen)},
              {"last_seen", or_null(narrative.last_seen)},
              {"documents", narrative.documents},
              {"allegations", narrative.allegations},
              {"claims", narrative.claim_count}};
}

Json row(const ClaimRow& claim) {
  return Json{{"id", text_of(claim.id)},
              {"text", claim.text},
              {"source", or_null(claim.source)},
              {"voice", name_of(claim.voice)},
              {"published", or_null(claim.published)},
              {"publisher", or_null(claim.publisher)},
              {"allegation", or_null(claim.allegation)}};
}

Json row(const SourceRow& source) {
  return Json{{"id", source.id},
              {"name", source.name},
              {"kind", name_of(source.kind)},
              {"attributions", source.attributions},
              {"documents", source.documents}};
}

Json row(const DocumentRow& document) {
  return Json{{"id", document.id},
              {"path", or_null(document.path)},
              {"url", or_null(document.url)},
              {"title", or_null(document.title)},
              {"publisher", or_null(document.publisher)},
              {"published", or_null(document.published)},
              {"page", name_of(document.kind)},
              {"attributions", document.attributions},
              {"claims", document.claims}};
}

Json row(const Allegation& allegation) {
  return Json{{"id", allegation.id},
              {"label", allegation.label},
              {"claims", list(allegation.claims, [](const ClaimId& id) { return text_of(id); })},
              {"documents", allegation.documents}};
}

Json row(const EntityGroup& entity) {
  return Json{{"id", entity.id},
              {"name", entity.name},
              {"type", name_of(entity.type)},
              {"aliases", entity.aliases},
              {"members", list(entity.members, [](const EntityId& id) { return text_of(id); })},
              {"reasons", entity.reasons},
              {"related", list(entity.related, [](const RelatedEntity& each) {
                 return Json{{"entity", each.id}, {"reason", each.reason}};
               })}};
}

Json row(const PairMatch& match, const Collection& collection) {
  CollectionSpans texts(collection);
  return Json{{"first", match.first},
              {"second", match.second},
              {"reuse", match.reuse ? reuse(*match.reuse, texts) : Json()},
              {"claims", list(match.claims, [](const ClaimLink& link) {
                 return Json{{"a", text_of(link.a)},
                             {"b", text_of(link.b)},
                             {"relation", name_of(link.relation)},
                             {"score", rounded(link.score)},
                             {"reason", or_null(link.reason)}};
               })}};
}

Json row(const AddReport& report) {
  return Json{{"read", report.read},
              {"added", report.added},
              {"known", report.known},
              {"new_versions", report.new_versions},
              {"undated", report.undated},
              {"without_publisher", report.without_publisher},
              {"with_embedded", report.with_embedded},
              {"not_articles", report.not_articles},
              {"failed", report.failed},
              {"failures", list(report.failures, [](const InputFailure& failure) {
                 return Json{{"path", failure.path}, {"message", failure.error.message}};
               })}};
}

Json row(const AuditReport& report) {
  return Json{
      {"documents", report.documents}, {"spans", report.spans}, {"problems", report.problems}};
}

}  // namespace hearsay::json
