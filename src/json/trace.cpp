// The contract's *Trace*.
#include <string>

#include "json/json.h"
#include "json/write.h"

namespace hearsay::json {
namespace {

Json quoted(const std::vector<Evidence>& all, CollectionSpans& texts) {
  return list(all, [&](const Evidence& each) {
    return Json{{"document", each.document},
                {"span", texts.span(each.document, each.span)},
                {"text", each.text}};
  });
}

Json revision(const Revision& revision, CollectionSpans& texts) {
  return Json{{"page", or_null(revision.page)},
              {"from", revision.from},
              {"to", revision.to},
              {"date", or_null(revision.date)},
              {"changes", list(revision.changes, [&](const PageChange& change) {
                 return Json{{"kind", change.kind},
                             {"before", quoted(change.before, texts)},
                             {"after", quoted(change.after, texts)}};
               })}};
}

class TraceWriter {
 public:
  TraceWriter(const Trace& trace, const Collection& collection)
      : trace_(trace), texts_(collection) {}

  Json write() {
    Json out;
    out["schema"] = 1;
    out["query"] = trace_.query;
    out["narrative"] = row(trace_.narrative);
    out["allegations"] =
        list(trace_.allegations, [this](const auto& each) { return allegation(each); });
    out["candidates"] = list(trace_.candidates, [](const Candidate& each) {
      return Json{{"narrative", each.narrative},
                  {"label", each.label},
                  {"documents", each.documents},
                  {"score", rounded(each.score)}};
    });
    out["origins"] = list(trace_.origins, [](const Origin& each) { return origin(each); });
    out["independent_origins"] = independent(trace_.independent_origins);
    graph(out);
    gaps(out);
    changes(out);
    revisions(out);
    out["reuse"] = list(trace_.reuse, [this](const Reuse& each) { return reuse(each, texts_); });
    out["decisions"] = list(trace_.decisions, [](const DecisionRow& each) { return row(each); });
    return out;
  }

 private:
  Json allegation(const TracedAllegation& each) {
    return Json{{"id", each.id},
                {"label", each.label},
                {"documents", each.documents},
                {"origins", each.origins},
                {"independent_origins", independent(each.independent_origins)}};
  }

  static Json origin(const Origin& each) {
    return Json{{"id", each.id},
                {"name", each.name},
                {"kind", name_of(each.kind)},
                {"affiliation", or_null(each.affiliation)},
                {"via", each.via},
                {"access", name_of(each.access)},
                {"denies", each.denies},
                {"first_seen", or_null(each.first_seen)},
                {"claims", list(each.claims, [](const ClaimId& id) { return text_of(id); })},
                {"documents", each.documents},
                {"attributions",
                 list(each.attributions, [](const AttributionId& id) { return text_of(id); })}};
  }

  Json independent(const IndependentOrigins& each) {
    return Json{{"count", each.count},
                {"min", each.min},
                {"max", each.max},
                {"named", each.named},
                {"unnamed", each.unnamed},
                {"deniers", each.deniers},
                {"groups", list(each.groups, [this](const OriginGroup& group) {
                   return Json{{"origins", group.origins},
                               {"certain", group.certain},
                               {"reason", group.reason},
                               {"evidence", evidence(group.evidence)}};
                 })}};
  }

  void graph(Json& out) {
    out["nodes"] = list(trace_.nodes, [](const Node& each) {
      Json node{
          {"id", each.id}, {"kind", name_of(each.kind)}, {"name", each.name}, {"held", each.held}};
      if (!each.labels.empty()) node["labels"] = each.labels;
      return node;
    });
    out["edges"] = list(trace_.edges, [this](const Edge& each) {
      return Json{{"from", each.from},
                  {"to", each.to},
                  {"kind", name_of(each.kind)},
                  {"basis", name_of(each.how)},
                  {"reason", or_null(each.reason)},
                  {"evidence", evidence(each.evidence)},
                  {"confidence", rounded(each.confidence)}};
    });
  }

  void gaps(Json& out) {
    out["missing"] = list(trace_.missing, [](const Missing& each) {
      return Json{{"name", each.name},
                  {"cited_by", each.cited_by},
                  {"between", Json::array({or_null(each.earliest), or_null(each.latest)})},
                  {"search", each.search}};
    });
    out["circles"] = list(trace_.circles, [this](const Circle& each) {
      return Json{{"documents", each.documents}, {"evidence", evidence(each.evidence)}};
    });
    out["unsourced"] = list(trace_.unsourced, [this](const Unsourced& each) {
      return Json{{"claim", text_of(each.claim)},
                  {"voice", name_of(each.voice)},
                  {"evidence", evidence(each.evidence)}};
    });
  }

  void changes(Json& out) {
    out["timeline"] = list(trace_.timeline, [](const TimelineEntry& each) {
      return Json{{"allegation", each.allegation},
                  {"date", or_null(each.date)},
                  {"documents", each.documents},
                  {"new", or_null(each.news)}};
    });
    out["variants"] = list(trace_.variants, [this](const Variant& each) {
      return Json{{"allegation", each.allegation},
                  {"slot", each.slot},
                  {"conflict", each.conflict},
                  {"values", values(each.values, "value")}};
    });
    out["drift"] = list(trace_.drift, [this](const Drift& each) {
      return Json{{"allegation", each.allegation},
                  {"utterance", each.utterance},
                  {"wordings", values(each.wordings, "text")}};
    });
    out["attribution_changes"] =
        list(trace_.attribution_changes, [this](const AttributionChange& each) {
          return Json{{"document", each.document},
                      {"kind", each.kind},
                      {"from", or_null(each.from)},
                      {"to", or_null(each.to)},
                      {"where", each.where},
                      {"evidence", evidence(each.evidence)},
                      {"of", each.of}};
        });
    out["contradictions"] = list(trace_.contradictions, [this](const Contradiction& each) {
      return Json{{"allegation", each.allegation},
                  {"kind", each.kind},
                  {"claims", list(each.claims, [](const ClaimId& id) { return text_of(id); })},
                  {"evidence", evidence(each.evidence)}};
    });
  }

  void revisions(Json& out) {
    out["revisions"] =
        list(trace_.revisions, [this](const Revision& each) { return revision(each, texts_); });
  }

  Json values(const std::vector<VariantValue>& all, const char* name) {
    return list(all, [&](const VariantValue& each) {
      return Json{
          {name, each.value}, {"documents", each.documents}, {"evidence", evidence(each.evidence)}};
    });
  }

  Json evidence(const std::vector<Evidence>& all) { return quoted(all, texts_); }

  const Trace& trace_;
  CollectionSpans texts_;
};

}  // namespace

Json reuse(const Reuse& reuse, CollectionSpans& texts) {
  return Json{{"from", reuse.from},
              {"to", reuse.to},
              {"spans", list(reuse.spans,
                             [&](const auto& pair) {
                               return Json{{"from", texts.span(reuse.from, pair.first)},
                                           {"to", texts.span(reuse.to, pair.second)}};
                             })},
              {"similarity", rounded(reuse.similarity)},
              {"containment", rounded(reuse.containment)},
              {"direction", name_of(reuse.direction)},
              {"reason", or_null(reuse.reason)}};
}

Json revisions(const std::vector<Revision>& revisions, const Collection& collection) {
  CollectionSpans texts(collection);
  return list(revisions, [&](const Revision& each) { return revision(each, texts); });
}

Json trace(const Trace& trace, const Collection& collection) {
  return TraceWriter(trace, collection).write();
}

}  // namespace hearsay::json
