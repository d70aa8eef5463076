#include "report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "cite/cite.h"
#include "report/graph.h"
#include "report/html.h"
#include "report/style.h"
#include "wording/wording.h"

namespace hearsay {
namespace {

using namespace report;

constexpr std::size_t kMostNodes = 150;   // drawn; the table has all
constexpr std::size_t kMostPassages = 6;  // quoted of one contradiction

std::string dash_if_empty(const std::string& words) { return words.empty() ? "–" : html(words); }

/// A link where the address is http or https, else its words.
std::string link(const std::string& address) {
  const std::string known = web_address(address);
  if (known.empty()) return html(address);
  return fmt::format("<a href=\"{}\" rel=\"noreferrer nofollow\">{}</a>", attribute(known),
                     html(shortened(known, 80)));
}

/// Nothing may run or be fetched, whatever stands in the page.
std::string page_head(const std::string& title) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\"><meta name=\"referrer\" content=\"no-referrer\">"
      "<title>{}</title><style>{}</style></head>\n<body><main>\n",
      attribute(title), kStyle);
}

std::string caution_html() {
  std::string out = "<p class=\"caution\">";
  for (const std::string_view line : wording::kCaution) out += fmt::format("{} ", line);
  return out + "hearsay does not say what is true.</p>\n";
}

std::string page_foot() {
  return fmt::format(
      "<footer>{}<p>Made by hearsay {}. This page asks for nothing from anywhere.</p>"
      "</footer>\n</main></body></html>\n",
      caution_html(), HEARSAY_VERSION);
}

class Page {
 public:
  Page(const Engine& engine, const Trace& trace) : trace_(trace), standings_(engine) {
    number_documents();
    for (const Node& node : trace.nodes) nodes_[node.id] = &node;
  }

  std::string write() {
    head();
    way();
    allegations();
    origins();
    separate();
    timeline();
    variants();
    drift();
    changes();
    revisions();
    contradictions();
    circles();
    wanted();
    unsourced();
    decisions();
    documents();
    foot();
    return std::move(out_);
  }

 private:
  template <typename... Values>
  void add(fmt::format_string<Values...> pattern, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), pattern, std::forward<Values>(values)...);
  }

  void number_documents() {
    std::set<std::string> ids(trace_.narrative.documents.begin(), trace_.narrative.documents.end());
    for (const TracedAllegation& each : trace_.allegations) {
      ids.insert(each.documents.begin(), each.documents.end());
    }
    for (const Node& node : trace_.nodes) {
      if (node.kind == NodeKind::document && node.held) ids.insert(node.id);
    }
    for (const Revision& revision : trace_.revisions) {
      ids.insert(revision.from);
      ids.insert(revision.to);
    }
    std::vector<std::tuple<bool, std::string, std::string>> order;
    for (const std::string& id : ids) {
      const Document* document = standings_.document(id);
      if (document == nullptr) continue;
      const std::string& day = document->article.published;
      order.emplace_back(day.empty(), day, id);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [undated, day, id] : order) {
      documents_.push_back(id);
      numbers_[id] = documents_.size();
    }
  }

  /// "d3", as a link to the list of documents.
  [[nodiscard]] std::string number(const std::string& id) const {
    const auto found = numbers_.find(id);
    if (found == numbers_.end()) return html(id.substr(0, 8));
    return fmt::format("<a class=\"ref\" href=\"#d{0}\">d{0}</a>", found->second);
  }

  template <typename Ids>
  std::string numbers(const Ids& ids) const {
    std::set<std::size_t> known;
    for (const std::string& id : ids) {
      const auto found = numbers_.find(id);
      if (found != numbers_.end()) known.insert(found->second);
    }
    std::string out;
    for (const std::size_t each : known) {
      out +=
          fmt::format("{0}<a class=\"ref\" href=\"#d{1}\">d{1}</a>", out.empty() ? "" : " ", each);
    }
    return out;
  }

  std::string place(const Standing& each) const {
    std::string out = number(each.words.document);
    if (each.sentence > 0) out += fmt::format(", sentence {}", each.sentence);
    if (each.line > 0) out += fmt::format(", line {}", each.line);
    return out + fmt::format(", bytes {}–{}", each.bytes.begin, each.bytes.end);
  }

  std::string quotation(const Standing& each) const {
    return fmt::format("<blockquote><p dir=\"auto\">{}</p><cite>{}</cite></blockquote>",
                       html(each.words.text), place(each));
  }

  std::string quotations(const std::vector<Evidence>& evidence, std::size_t most = kMostPassages) {
    std::string out;
    std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>> seen;
    std::size_t more = 0;
    for (const Standing& each : standings_.at(evidence)) {
      if (!seen.emplace(each.words.document, each.words.span.begin, each.words.span.end).second) {
        continue;
      }
      if (seen.size() > most) {
        ++more;
      } else {
        out += quotation(each);
      }
    }
    if (more > 0) out += fmt::format("<p class=\"more\">and {} more</p>", more);
    return out;
  }

  /// The words of a claim; empty where it is not held.
  std::string quotation(const ClaimId& id) {
    const Document* document = standings_.document(id.document);
    const auto index = static_cast<std::size_t>(id.claim);
    if (document == nullptr || index >= document->reading.claims.claims.size()) return {};
    const auto standing = standings_.at(id.document, document->reading.claims.claims[index].span);
    return standing ? quotation(*standing) : std::string();
  }

  void section(std::string_view id, std::string_view title, std::string_view below = {}) {
    add("<section id=\"{}\"><h2>{}</h2>\n", id, title);
    if (!below.empty()) add("<p class=\"below\">{}</p>\n", below);
  }
  void end_section() { add("</section>\n"); }

  /// `cells` are HTML.
  void row(const std::vector<std::string>& cells) {
    add("<tr>");
    for (const std::string& cell : cells) add("<td>{}</td>", cell);
    add("</tr>\n");
  }
  void table(const std::vector<std::string_view>& names) {
    add("<div class=\"wide\"><table><thead><tr>");
    for (const std::string_view name : names) add("<th scope=\"col\">{}</th>", name);
    add("</tr></thead><tbody>\n");
  }
  void end_table() { add("</tbody></table></div>\n"); }

  void head() {
    out_ += page_head(trace_.narrative.label);
    std::set<std::string> outlets;
    std::size_t undated = 0;
    for (const std::string& id : trace_.narrative.documents) {
      const Document* document = standings_.document(id);
      if (document == nullptr) continue;
      if (!document->article.publisher.empty()) outlets.insert(document->article.publisher);
      if (document->article.published.empty()) ++undated;
    }
    add("<header><p class=\"kicker\">Narrative {}</p><h1 dir=\"auto\">{}</h1>\n",
        html(trace_.narrative.id), html(trace_.narrative.label));
    add("<p class=\"counts\"><a href=\"#documents\">{}</a> · {}",
        wording::counted(trace_.narrative.documents.size(), "article"),
        wording::counted(outlets.size(), "outlet"));
    if (undated > 0) add(" · {} undated", undated);
    if (!trace_.narrative.first_seen.empty()) {
      add(" · in this pile from {}",
          html(wording::days(trace_.narrative.first_seen, trace_.narrative.last_seen)));
    }
    add("</p>\n");
    counts();
    add("</header>\n");
  }

  void counts() {
    const auto asserting = std::count_if(trace_.origins.begin(), trace_.origins.end(),
                                         [](const Origin& each) { return !each.denies; });
    const auto silent = std::count_if(
        trace_.origins.begin(), trace_.origins.end(),
        [](const Origin& each) { return !each.denies && each.access == Access::not_stated; });
    add("<div class=\"figures\"><p><b>{}</b><a href=\"#separate\">separate origins</a></p>",
        html(wording::range(trace_.independent_origins)));
    add("<p class=\"ends\">Ends at <a href=\"#origins\">{}</a>.", html(wording::ends_at(trace_)));
    if (asserting > 0) add(" How it knows is not said: {} of {}.", silent, asserting);
    if (!trace_.independent_origins.deniers.empty()) {
      add(" Denied by {}, listed apart.",
          wording::counted(trace_.independent_origins.deniers.size(), "source"));
    }
    add("</p></div>\n");
    caution();
  }

  void caution() { out_ += caution_html(); }

  void way() {
    std::size_t left_out = 0;
    const std::string graph = graph_svg(trace_, standings_, kMostNodes, left_out);
    if (graph.empty()) return;
    section("way", "The way of the words",
            "From left to right by time. Every hop, with its words, stands in the table below.");
    add("<div class=\"graph\" tabindex=\"0\">{}</div>\n", graph);
    legend();
    if (left_out > 0) add("<p class=\"more\">{} more are not drawn.</p>\n", left_out);
    add("<details><summary>Every hop, with its words ({})</summary>\n", trace_.edges.size());
    table({"From", "To", "How", "Words"});
    for (const Edge& edge : trace_.edges) {
      std::string how = fmt::format("{}, {}", wording::word(edge.kind), wording::word(edge.how));
      if (!edge.reason.empty()) how += ": " + html(edge.reason);
      row({name(edge.from), name(edge.to), how, quotations(edge.evidence, 2)});
    }
    end_table();
    add("</details>\n");
    end_section();
  }

  void legend() {
    add("<ul class=\"legend\">");
    for (const auto& [kind, words] :
         {std::pair{"stated", "stated"}, {"inferred", "inferred"}, {"analyst", "the analyst's"}}) {
      add("<li><svg width=\"44\" height=\"10\"><path class=\"hop {}\" d=\"M2 5H42\"/></svg>{}</li>",
          kind, words);
    }
    for (const auto& [kind, words, round] : {std::tuple{"origin", "origin", 6},
                                             {"outlet", "through whom it came", 3},
                                             {"document", "article", 3},
                                             {"missing", "not held", 3}}) {
      add("<li><svg width=\"24\" height=\"14\"><rect class=\"key {}\" x=\"1\" y=\"1\" width=\"22\" "
          "height=\"12\" rx=\"{}\"/></svg>{}</li>",
          kind, round, words);
    }
    add("</ul>\n");
  }

  std::string name(const std::string& id) {
    const auto found = nodes_.find(id);
    if (found == nodes_.end()) return html(id);
    const Node& node = *found->second;
    if (node.kind == NodeKind::document && node.held) {
      const auto cited = standings_.cited(id);
      return (cited && !cited->publisher.empty() ? html(cited->publisher) : "unknown publisher") +
             labels(id) + " " + number(id);
    }
    return html(node.name) + (node.held ? "" : " <span class=\"tag\">not held</span>");
  }

  /// What the page calls itself.
  [[nodiscard]] std::string labels(const std::string& id) {
    const Document* document = standings_.document(id);
    std::string out;
    if (document == nullptr) return out;
    for (const PageLabel& each : document->article.labels) {
      out += fmt::format(" <span class=\"tag\">“{}”</span>", html(each.words));
    }
    return out;
  }

  void allegations() {
    section("allegations", "Allegations");
    table({"What is alleged", "Articles", "Separate origins", "Id"});
    for (const TracedAllegation& each : trace_.allegations) {
      row({fmt::format("<span dir=\"auto\">{}</span>", html(each.label)), numbers(each.documents),
           html(wording::range(each.independent_origins)), "<code>" + html(each.id) + "</code>"});
    }
    end_table();
    end_section();
  }

  void origins() {
    section("origins", "Origins",
            "Where the ways end: sayers for whom no further source is given.");
    if (trace_.origins.empty()) add("<p>None: no source is given for it in this pile.</p>\n");
    if (!trace_.origins.empty()) {
      table({"", "Who", "How it knows", "Through", "First seen", "Articles", "Words"});
    }
    for (const Origin& each : trace_.origins) {
      std::string who =
          fmt::format("<b dir=\"auto\">{}</b><br>{}", html(each.name), wording::word(each.kind));
      if (!each.affiliation.empty()) who += ", affiliation: " + html(each.affiliation);
      if (each.denies) who += " <span class=\"tag\">only denies</span>";
      std::string via;
      for (const std::string& one : each.via) via += (via.empty() ? "" : ", ") + html(one);
      row({html(each.id), who, std::string(wording::word(each.access)), via.empty() ? "–" : via,
           html(wording::day(each.first_seen)), numbers(each.documents),
           each.claims.empty() ? std::string("–") : quotation(each.claims.front())});
    }
    if (!trace_.origins.empty()) end_table();
    end_section();
  }

  void separate() {
    const IndependentOrigins& counted = trace_.independent_origins;
    section("separate", "How many are separate");
    add("<p>{} ({} named, {} unnamed). The lower end joins what may be one, the upper end only "
        "what "
        "surely is.</p>\n",
        html(wording::range(counted)), counted.named, counted.unnamed);
    if (!counted.groups.empty()) {
      table({"Origins", "", "Reason", "Words"});
      for (const OriginGroup& group : counted.groups) {
        if (group.origins.size() < 2) continue;
        row({html(fmt::format("{}", fmt::join(group.origins, " = "))),
             group.certain ? "one" : "may be one", html(group.reason),
             quotations(group.evidence, 2)});
      }
      end_table();
    }
    end_section();
  }

  void timeline() {
    if (trace_.timeline.empty()) return;
    section("timeline", "Timeline",
            "By the date each article gives. Undated ones come last, in no order.");
    table({"Day", "Articles", "What this retelling added or changed"});
    for (const TimelineEntry& each : trace_.timeline) {
      row({html(wording::day(each.date)), numbers(each.documents), dash_if_empty(each.news)});
    }
    end_table();
    end_section();
  }

  void values(const std::vector<VariantValue>& all) {
    table({"Value", "Articles", "Words"});
    for (const VariantValue& value : all) {
      row({fmt::format("<span dir=\"auto\">{}</span>", html(value.value)), numbers(value.documents),
           quotations(value.evidence, 2)});
    }
    end_table();
  }

  void variants() {
    if (trace_.variants.empty()) return;
    section("variants", "What differs");
    for (const Variant& variant : trace_.variants) {
      add("<h3>{}{}</h3>\n", html(variant.slot),
          variant.conflict ? " <span class=\"tag\">cannot both hold</span>" : "");
      values(variant.values);
    }
    end_section();
  }

  void drift() {
    if (trace_.drift.empty()) return;
    section("drift", "One utterance, quoted in different words");
    for (const Drift& each : trace_.drift) values(each.wordings);
    end_section();
  }

  void changes() {
    if (trace_.attribution_changes.empty()) return;
    section("changes", "Sources and labels lost, sources strengthened, weakened");
    table({"Article", "", "Where", "From", "To", "Words"});
    for (const AttributionChange& each : trace_.attribution_changes) {
      row({number(each.document), html(each.of + " " + each.kind), html(each.where),
           dash_if_empty(each.from), dash_if_empty(each.to), quotations(each.evidence, 2)});
    }
    end_table();
    end_section();
  }

  void revisions() {
    if (trace_.revisions.empty()) return;
    section("revisions", "What a page changed in itself",
            "What the later version lacks was there when the earlier one was captured.");
    for (const Revision& revision : trace_.revisions) {
      add("<h3>{} became {}{}</h3>\n", number(revision.from), number(revision.to),
          revision.date.empty() ? "" : ", by " + html(wording::day(revision.date)));
      table({"", "Before", "After"});
      for (const PageChange& change : revision.changes) {
        row({html(change.kind), quotations(change.before), quotations(change.after)});
      }
      end_table();
    }
    end_section();
  }

  void contradictions() {
    if (trace_.contradictions.empty()) return;
    section("contradictions", "Denials and contradictions", "Side by side; neither side wins.");
    for (const Contradiction& each : trace_.contradictions) {
      add("<h3>{}</h3><div class=\"sides\">{}</div>\n", html(each.kind), quotations(each.evidence));
    }
    end_section();
  }

  void circles() {
    if (trace_.circles.empty()) return;
    section("circles", "Circles of credits", "They have no end, so no origin.");
    for (const Circle& each : trace_.circles) {
      add("<p>{}</p>{}\n", numbers(each.documents), quotations(each.evidence));
    }
    end_section();
  }

  void wanted() {
    if (trace_.missing.empty()) return;
    section("wanted", "Cited, not held");
    table({"What", "Cited by", "Between", "Search for"});
    for (const Missing& each : trace_.missing) {
      std::string search;
      for (const std::string& words : each.search) {
        search += (search.empty() ? "" : "<br>") + html(words);
      }
      row({fmt::format("<b>{}</b>", html(each.name)), numbers(each.cited_by),
           fmt::format("{} and {}", each.earliest.empty() ? "…" : html(wording::day(each.earliest)),
                       each.latest.empty() ? "…" : html(wording::day(each.latest))),
           search});
    }
    end_table();
    end_section();
  }

  void unsourced() {
    if (trace_.unsourced.empty()) return;
    section("unsourced", "Told without a source", "Listed, counted nowhere.");
    add("<details><summary>{}</summary>\n", wording::counted(trace_.unsourced.size(), "claim"));
    for (const Unsourced& each : trace_.unsourced) {
      const std::string words =
          each.evidence.empty() ? quotation(each.claim) : quotations(each.evidence, 1);
      add("{}", words);
    }
    add("</details>\n");
    end_section();
  }

  void decisions() {
    if (trace_.decisions.empty()) return;
    section("decisions", "The analyst's decisions that this rests on");
    table({"", "Decision", "Reason", "By", "When"});
    for (const DecisionRow& each : trace_.decisions) {
      row({std::to_string(each.decision.number), html(wording::decision_words(each)),
           dash_if_empty(each.decision.reason), html(each.decision.by), html(each.decision.at)});
    }
    end_table();
    end_section();
  }

  void documents() {
    section("documents", "Articles",
            "The hash is that of the bytes as fetched; places above count its lines and bytes.");
    table({"", "Outlet", "Title", "Published", "Captured", "Where from", "Bytes, SHA-256"});
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      const auto each = standings_.cited(documents_[i]);
      if (!each) continue;
      add("<tr id=\"d{0}\"><td>d{0}</td>", i + 1);
      std::string authors;
      for (const std::string& author : each->authors) {
        authors += (authors.empty() ? "<br>" : ", ") + html(author);
      }
      const std::string from = each->url.empty() ? html(each->path) : link(each->url);
      for (const std::string& cell :
           {each->publisher.empty() ? std::string("unknown") : html(each->publisher),
            fmt::format("<span dir=\"auto\">{}</span>{}{}", dash_if_empty(each->title),
                        labels(documents_[i]), authors),
            html(wording::day(each->published)), dash_if_empty(each->captured), from,
            fmt::format("{}<br><code>{}</code>", each->bytes, html(each->sha256))}) {
        add("<td>{}</td>", cell);
      }
      add("</tr>\n");
    }
    end_table();
    end_section();
  }

  void foot() { out_ += page_foot(); }

  const Trace& trace_;
  Standings standings_;
  std::vector<std::string> documents_;  ///< in the order of their numbers
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, const Node*> nodes_;
  std::string out_;
};

}  // namespace

Result<std::string> report_html(const Engine& engine, const std::string& id) {
  const auto trace = engine.trace_id(id);
  if (!trace) return tl::unexpected(trace.error());
  return Page(engine, *trace).write();
}

std::string reports_index(const std::vector<Narrative>& narratives) {
  std::string out = page_head("What recurs in this pile");
  out +=
      "<header><h1>What recurs in this pile</h1></header>\n<section><div class=\"wide\"><table>"
      "<thead><tr><th scope=\"col\">Narrative</th><th scope=\"col\">Articles</th>"
      "<th scope=\"col\">In this pile</th></tr></thead><tbody>\n";
  for (const Narrative& each : narratives) {
    out += fmt::format(
        "<tr><td><a href=\"reports/{}.html\" dir=\"auto\">{}</a></td><td>{}</td>"
        "<td>{}</td></tr>\n",
        attribute(each.id), html(each.label), each.documents.size(),
        html(wording::days(each.first_seen, each.last_seen)));
  }
  return out + "</tbody></table></div></section>\n" + page_foot();
}

}  // namespace hearsay
