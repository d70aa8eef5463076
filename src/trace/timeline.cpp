#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "trace/changes.h"
#include "trace/copies.h"
#include "trace/versions.h"

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

// "11 workers had been taken" became "7 workers had been taken".
std::string news_of(const Revision& revision) {
  std::map<std::string_view, int> counts;
  for (const PageChange& change : revision.changes) ++counts[change.kind];
  std::string news;
  for (const std::string_view kind : {"changed", "added", "dropped"}) {
    if (counts[kind] == 0) continue;
    add_news(news,
             fmt::format("{} sentence{} {}", counts[kind], counts[kind] == 1 ? "" : "s", kind));
  }
  return "the page itself: " + (news.empty() ? std::string("nothing changed in its text") : news);
}

/// A page at one of its dates: an earlier version, or the document as it is.
struct Stage {
  const Document* page = nullptr;
  const Document* version = nullptr;   ///< null: the page as it is
  const Revision* revision = nullptr;  ///< by which it became so; null: its first form
  std::string date;
  std::size_t number = 0;  ///< in the order of its versions

  [[nodiscard]] auto key() const {
    return std::tuple(date.empty(), day_of(date), date, page->article.id, number);
  }
};

const Revision* revision_to(const Trace& trace, const std::string& document) {
  const auto found = std::ranges::find(trace.revisions, document, &Revision::to);
  return found == trace.revisions.end() ? nullptr : &*found;
}

// The page's versions and the page. What a version holds is dated to it; a change of which no date
// is known stands where the page does.
void add_stages(const Pile& pile, const Trace& trace, const Document& page,
                std::vector<Stage>& stages) {
  std::size_t number = 0;
  for (const auto& version : pile.earlier(page.article.id)) {
    const Revision* revision = revision_to(trace, version->article.id);
    std::string date = version->article.published;
    if (revision != nullptr && !revision->date.empty()) date = revision->date;
    stages.push_back({&page, version.get(), revision, date, number++});
  }
  const Revision* revision = revision_to(trace, page.article.id);
  const bool dated = revision != nullptr && revision->date > day_of(page.article.published);
  stages.push_back(
      {&page, nullptr, revision, dated ? revision->date : page.article.published, number});
}

}  // namespace

void write_timeline(const Pile& pile, const Statements& statements, const Origins& origins,
                    Trace& trace) {
  for (const Allegation* allegation : pile.allegations()) {
    std::vector<Stage> stages;
    for (const std::string& id : allegation->documents) {
      if (const Document* page = pile.document(id)) add_stages(pile, trace, *page, stages);
    }
    std::ranges::sort(stages, {}, &Stage::key);
    Known known;
    for (const Stage& stage : stages) {
      TimelineEntry entry;
      entry.allegation = allegation->id;
      entry.date = stage.date;
      entry.documents = {(stage.version != nullptr ? stage.version : stage.page)->article.id};
      if (stage.version == nullptr) {
        entry.news = news_of(pile, statements, origins, trace, *allegation, *stage.page, known);
      } else {
        entry.news = known.any ? "an earlier version of a page" : "first in this pile";
        known.any = true;
      }
      if (stage.revision != nullptr) add_news(entry.news, news_of(*stage.revision));
      trace.timeline.push_back(std::move(entry));
    }
  }
}

}  // namespace hearsay::tracing
