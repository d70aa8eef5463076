// A citation as Markdown, BibTeX and JSON.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cite/cite.h"
#include "text/utf8.h"
#include "wording/wording.h"

namespace hearsay {
namespace {

using json::Json;

constexpr std::size_t kMostWords = 12;  // quoted in a paragraph; JSON has all

std::string one_line(std::string_view text) {
  return std::string(text::trim(text::printable(text)));
}

/// Foreign words in Markdown: nothing in them is mark-up, HTML or a link.
std::string marked_down(std::string_view foreign) {
  std::string out;
  for (const char c : one_line(foreign)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_{}[]#|~$:@^=").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string latex(std::string_view foreign) {
  std::string out;
  for (const char c : one_line(foreign)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '{':
      case '}':
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

std::string outlet(const CitedDocument& document) {
  return document.publisher.empty() ? "unknown publisher" : document.publisher;
}

/// "sentence 12; line 34, bytes 1234-1290 of the original"
std::string place(const Standing& each) {
  std::string out;
  if (each.sentence > 0) out += fmt::format("sentence {}; ", each.sentence);
  if (each.line > 0) out += fmt::format("line {}, ", each.line);
  return out + fmt::format("bytes {}-{} of the original", each.bytes.begin, each.bytes.end);
}

/// "decision 3, by anna, 22 November 2026: set published of … to …: the reason"
std::string decision_line(const DecisionRow& row) {
  const Decision& decision = row.decision;
  std::string out = fmt::format("decision {}, by {}, {}: {}", decision.number, decision.by,
                                decision.at, wording::decision_words(row));
  if (!decision.reason.empty()) out += "; reason: " + decision.reason;
  return out;
}

class Markdown {
 public:
  explicit Markdown(const Citation& citation) : citation_(citation) {
    for (std::size_t i = 0; i < citation.documents.size(); ++i) {
      numbers_[citation.documents[i].id] = i + 1;
    }
  }

  std::string write() {
    if (!citation_.label.empty()) add("**{}**\n\n", marked_down(citation_.label));
    quotations();
    ends();
    hops();
    documents();
    decisions();
    footer();
    return std::move(out_);
  }

 private:
  template <typename... Values>
  void add(fmt::format_string<Values...> pattern, Values&&... values) {
    out_ += fmt::format(pattern, std::forward<Values>(values)...);
  }

  [[nodiscard]] std::string number(const std::string& document) const {
    const auto found = numbers_.find(document);
    return found == numbers_.end() ? std::string() : fmt::format("\\[{}\\]", found->second);
  }

  void quotations() {
    for (std::size_t i = 0; i < citation_.words.size() && i < kMostWords; ++i) {
      const Standing& each = citation_.words[i];
      add("> “{}” {}, {}\n>\n", marked_down(each.words.text), number(each.words.document),
          place(each));
    }
    if (citation_.words.size() > kMostWords) {
      add("> and {} more passages, which `-f json` lists\n>\n",
          citation_.words.size() - kMostWords);
    }
    if (!citation_.words.empty()) out_.erase(out_.size() - 2);  // the last empty line of the quote
    add("\n");
  }

  void ends() {
    if (citation_.origins.empty()) {
      add("No source is given for it in this pile.");
    } else {
      add("Ends at {}", citation_.ends_at);
      std::string names;
      for (const Origin& each : citation_.origins) {
        names += fmt::format("{}{} ({}; {})", names.empty() ? ": " : "; ", marked_down(each.name),
                             wording::word(each.kind), wording::word(each.access));
      }
      add("{}.", names);
    }
    if (citation_.independent_origins) {
      add(" Separate origins: {}.", wording::range(*citation_.independent_origins));
    }
    add("\n\n");
  }

  void hops() {
    if (citation_.hops.empty()) return;
    add("The way of the words:\n\n");
    std::size_t count = 0;
    for (const Hop& hop : citation_.hops) {
      add("{}. {}{} → {}{}: {}, {}", ++count, marked_down(hop.from_name),
          end_number(hop.from, hop.from_held), marked_down(hop.to_name), end_number(hop.to, true),
          wording::word(hop.kind), wording::word(hop.how));
      if (!hop.reason.empty()) add(": {}", marked_down(hop.reason));
      if (!hop.evidence.empty()) {
        const Standing& first = hop.evidence.front();
        add(". “{}” {}, {}", marked_down(first.words.text), number(first.words.document),
            place(first));
      }
      add("\n");
    }
    add("\n");
  }

  [[nodiscard]] std::string end_number(const std::string& id, bool held) const {
    if (!held) return " (not held)";
    const std::string out = number(id);
    return out.empty() ? out : " " + out;
  }

  void documents() {
    if (citation_.documents.empty()) return;
    add("Where it stands:\n\n");
    for (const CitedDocument& each : citation_.documents) {
      add("- {} {}, “{}”, {}", number(each.id), marked_down(outlet(each)), marked_down(each.title),
          wording::day(each.published));
      const std::string link = web_address(each.url);
      if (!link.empty()) add(". <{}>", link);
      add(". Document `{}`, captured {}, {} bytes, SHA-256 `{}`\n", each.id,
          each.captured.empty() ? "at a time not known" : marked_down(each.captured), each.bytes,
          each.sha256);
    }
    add("\n");
  }

  void decisions() {
    if (citation_.decisions.empty()) return;
    add("It rests on the analyst's word:\n\n");
    for (const DecisionRow& row : citation_.decisions)
      add("- {}\n", marked_down(decision_line(row)));
    add("\n");
  }

  void footer() {
    for (const std::string_view line : wording::kCaution) add("{}\n", line);
  }

  const Citation& citation_;
  std::map<std::string, std::size_t> numbers_;
  std::string out_;
};

/// Names with their separators, as BibTeX wants them; braces keep each whole.
std::string authors(const CitedDocument& document) {
  std::string out;
  for (const std::string& name : document.authors) {
    out += fmt::format("{}{{{}}}", out.empty() ? "" : " and ", latex(name));
  }
  return out.empty() ? fmt::format("{{{}}}", latex(outlet(document))) : out;
}

std::string date_field(std::string_view iso) { return std::string(iso.substr(0, 10)); }

std::string entry(const Citation& citation, const CitedDocument& document) {
  std::string note;
  for (const Standing& each : citation.words) {
    if (each.words.document != document.id) continue;
    note +=
        fmt::format("{}``{}'', {}", note.empty() ? "" : "; ", latex(each.words.text), place(each));
  }
  if (!note.empty()) note += "; ";
  note += fmt::format("document {}, SHA-256 {}", document.id, document.sha256);
  std::string out = fmt::format("@online{{hearsay-{},\n  author = {{{}}},\n  title = {{{{{}}}}},\n",
                                document.id, authors(document), latex(document.title));
  if (!document.publisher.empty()) {
    out += fmt::format("  organization = {{{{{}}}}},\n", latex(document.publisher));
  }
  if (!document.published.empty()) {
    out +=
        fmt::format("  date = {{{}}},\n  year = {{{}}},\n", latex(date_field(document.published)),
                    latex(document.published.substr(0, 4)));
  }
  const std::string link = web_address(document.url);
  if (!link.empty()) out += fmt::format("  url = {{{}}},\n", link);
  if (!document.captured.empty()) {
    out += fmt::format("  urldate = {{{}}},\n", latex(date_field(document.captured)));
  }
  return out + fmt::format("  note = {{{}}},\n}}\n", note);
}

Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }

Json list(const std::vector<Standing>& standings) {
  Json out = Json::array();
  for (const Standing& each : standings) out.push_back(row(each));
  return out;
}

Json origin_row(const Origin& each) {
  return Json{{"id", each.id},
              {"name", each.name},
              {"kind", json::name_of(each.kind)},
              {"affiliation", or_null(each.affiliation)},
              {"via", each.via},
              {"access", json::name_of(each.access)},
              {"denies", each.denies},
              {"first_seen", or_null(each.first_seen)}};
}

Json hop_row(const Hop& hop) {
  return Json{{"from", hop.from},
              {"from_name", hop.from_name},
              {"from_held", hop.from_held},
              {"to", hop.to},
              {"to_name", hop.to_name},
              {"kind", json::name_of(hop.kind)},
              {"basis", json::name_of(hop.how)},
              {"reason", or_null(hop.reason)},
              {"evidence", list(hop.evidence)}};
}

}  // namespace

std::string citation_markdown(const Citation& citation) { return Markdown(citation).write(); }

std::string citation_bibtex(const Citation& citation) {
  std::string out;
  for (const CitedDocument& document : citation.documents) {
    out += (out.empty() ? "" : "\n") + entry(citation, document);
  }
  // Outside of entries BibTeX passes over everything but an "@".
  out += '\n';
  for (const DecisionRow& row : citation.decisions) {
    std::string line = one_line(decision_line(row));
    std::replace(line.begin(), line.end(), '@', ' ');
    out += "% " + line + '\n';
  }
  for (const std::string_view line : wording::kCaution) out += fmt::format("% {}\n", line);
  return out;
}

Json row(const Standing& each) {
  return Json{{"document", each.words.document},
              {"span", Json::array({each.points.begin, each.points.end})},
              {"text", each.words.text},
              {"sentence", each.sentence == 0 ? Json() : Json(each.sentence)},
              {"line", each.line == 0 ? Json() : Json(each.line)},
              {"bytes", Json::array({each.bytes.begin, each.bytes.end})}};
}

Json row(const CitedDocument& each) {
  return Json{{"id", each.id},
              {"title", or_null(each.title)},
              {"authors", each.authors},
              {"publisher", or_null(each.publisher)},
              {"published", or_null(each.published)},
              {"url", or_null(each.url)},
              {"path", or_null(each.path)},
              {"captured", or_null(each.captured)},
              {"sha256", each.sha256},
              {"bytes", each.bytes}};
}

Json citation_json(const Citation& citation) {
  Json out{{"schema", 1},
           {"id", citation.id},
           {"kind", citation.kind},
           {"label", or_null(citation.label)},
           {"words", list(citation.words)},
           {"origins", Json::array()},
           {"ends_at", or_null(citation.ends_at)},
           {"independent_origins", Json()},
           {"hops", Json::array()},
           {"documents", Json::array()},
           {"decisions", Json::array()},
           {"caution", wording::kCaution}};
  for (const Origin& each : citation.origins) out["origins"].push_back(origin_row(each));
  if (citation.independent_origins) {
    const IndependentOrigins& each = *citation.independent_origins;
    out["independent_origins"] = Json{{"count", each.count},
                                      {"min", each.min},
                                      {"max", each.max},
                                      {"named", each.named},
                                      {"unnamed", each.unnamed}};
  }
  for (const Hop& hop : citation.hops) out["hops"].push_back(hop_row(hop));
  for (const CitedDocument& each : citation.documents) out["documents"].push_back(row(each));
  for (const DecisionRow& each : citation.decisions) out["decisions"].push_back(json::row(each));
  return out;
}

}  // namespace hearsay
