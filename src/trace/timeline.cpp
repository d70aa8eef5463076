#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "trace/changes.h"
#include "trace/copies.h"

namespace hearsay::tracing {
namespace {

/// What the retellings before this one have said already.
struct Known {
  std::set<std::size_t> origins;
  std::set<std::string> values;
  bool any = false;
};

void add_news(std::string& news, std::string_view words) {
  if (!news.empty()) news += "; ";
  news += words;
}

// Values of a variant that a document gives.
std::vector<std::pair<std::string, std::string>> values_in(const Trace& trace,
                                                           const std::string& allegation,
                                                           const std::string& document) {
  std::vector<std::pair<std::string, std::string>> values;
  for (const Variant& variant : trace.variants) {
    if (variant.allegation != allegation) continue;
    for (const VariantValue& value : variant.values) {
      if (std::binary_search(value.documents.begin(), value.documents.end(), document)) {
        values.emplace_back(variant.slot, value.value);
      }
    }
  }
  return values;
}

std::string news_of(const Pile& pile, const Statements& statements, const Origins& origins,
                    const Trace& trace, const Allegation& allegation, const Document& document,
                    Known& known) {
  std::string news;
  const bool first = !known.any;
  known.any = true;
  std::set<std::size_t> here;
  bool sourced = false;
  for (std::size_t s = 0; s < statements.statements.size(); ++s) {
    const Statement& statement = statements.statements[s];
    if (statement.document != &document || statement.allegation != &allegation) continue;
    const std::size_t origin = origins.of_statement[s];
    if (origin == Origins::kNone) continue;
    sourced = true;
    here.insert(origin);
  }
  if (first) add_news(news, "first in this pile");
  for (const std::size_t origin : here) {
    if (!known.origins.insert(origin).second) continue;
    const Origin& record = origins.origins[origin].origin;
    add_news(news, fmt::format("{}: {}", record.denies ? "denial" : "new source", record.name));
  }
  for (const auto& [slot, value] : values_in(trace, allegation.id, document.article.id)) {
    if (known.values.insert(slot + "\n" + value).second && !first) {
      add_news(news, fmt::format("{} {}, first here", slot, value));
    }
  }
  for (const AttributionChange& change : trace.attribution_changes) {
    if (change.document != document.article.id) continue;
    add_news(news,
             change.where == "headline"
                 ? "headline without a source"
                 : fmt::format("\"{}\" {}{}", change.from, change.kind,
                               change.to.empty() ? "" : fmt::format(" to \"{}\"", change.to)));
  }
  for (const Edge& edge : trace.edges) {
    if (edge.to != document.article.id || edge.kind != EdgeKind::copies) continue;
    if (const Document* from = pile.document(edge.from)) {
      add_news(news,
               fmt::format("copies {}", from->article.publisher.empty() ? "an earlier page"
                                                                        : from->article.publisher));
    }
  }
  if (!sourced) add_news(news, "names no source");
  if (news.empty()) news = "nothing new";
  return news;
}

}  // namespace

void write_timeline(const Pile& pile, const Statements& statements, const Origins& origins,
                    Trace& trace) {
  for (const Allegation* allegation : pile.allegations()) {
    std::vector<const Document*> order;
    for (const std::string& id : allegation->documents) {
      if (const Document* document = pile.document(id)) order.push_back(document);
    }
    std::sort(order.begin(), order.end(), [](const Document* a, const Document* b) {
      const auto key = [](const Document* d) {
        return std::tuple(d->article.published.empty(), day_of(d->article.published),
                          d->article.published, d->article.id);
      };
      return key(a) < key(b);
    });
    Known known;
    for (const Document* document : order) {
      TimelineEntry entry;
      entry.allegation = allegation->id;
      entry.date = document->article.published;
      entry.documents = {document->article.id};
      entry.news = news_of(pile, statements, origins, trace, *allegation, *document, known);
      trace.timeline.push_back(std::move(entry));
    }
  }
}

}  // namespace hearsay::tracing
