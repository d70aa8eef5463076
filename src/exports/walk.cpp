#include "exports/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "text/utf8.h"

namespace hearsay::exports {

Groups::Groups(const Grouping& grouping) {
  for (const Allegation& each : grouping.allegations) {
    for (const ClaimId& claim : each.claims) allegations_[claim] = &each;
  }
  for (const Narrative& each : grouping.narratives) {
    for (const std::string& id : each.allegations) narratives_[id] = &each;
  }
}

const Allegation* Groups::allegation(const ClaimId& claim) const {
  const auto found = allegations_.find(claim);
  return found == allegations_.end() ? nullptr : found->second;
}

const Narrative* Groups::narrative(const std::string& allegation) const {
  const auto found = narratives_.find(allegation);
  return found == narratives_.end() ? nullptr : found->second;
}

Result<void> each_document(const Engine& engine, const Output& output,
                           const std::function<void(const Document&)>& visit) {
  const auto ids = engine.collection().document_ids();
  if (!ids) return tl::unexpected(ids.error());
  for (const std::string& id : *ids) {
    if (output.stopped()) break;
    const auto document = engine.collection().document(id);
    if (!document) return tl::unexpected(document.error());
    visit(**document);
  }
  return {};
}

Result<void> each_trace(const Engine& engine, const Output& output,
                        const std::function<void(const Trace&)>& visit) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  for (const Narrative& narrative : (*grouping)->narratives) {
    if (output.stopped()) break;
    const auto trace = engine.trace_id(narrative.id);
    if (!trace) return tl::unexpected(trace.error());
    visit(*trace);
  }
  return {};
}

const Attribution* attribution_of(const Document& document, const Claim& claim) {
  const auto& all = document.reading.attributions.attributions;
  if (!claim.attribution || static_cast<std::size_t>(*claim.attribution) >= all.size()) {
    return nullptr;
  }
  return &all[static_cast<std::size_t>(*claim.attribution)];
}

ClaimId claim_id(const Document& document, std::size_t index) {
  return {document.article.id, static_cast<ClaimIndex>(index)};
}

std::string urn(std::string_view id, std::string_view part) {
  return part.empty() ? fmt::format("urn:hearsay:{}", id)
                      : fmt::format("urn:hearsay:{}:{}", id, part);
}

std::string urn(const ClaimId& id) {
  return urn(id.document, fmt::format("c{}", static_cast<std::uint32_t>(id.claim) + 1));
}

namespace {

bool is_obeyed(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_no_xml(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c & 0xFFFEU) == 0xFFFEU;
}

}  // namespace

std::string xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const text::Decoded next = text::decode_at(text, i);
    const char32_t c = next.code_point;
    i += next.size;
    if (is_no_xml(c)) {
      out += "\uFFFD";
    } else if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c == '\t' ||
               c == '\n' || c == '\r' || is_obeyed(c)) {
      out += fmt::format("&#x{:X};", static_cast<std::uint32_t>(c));
    } else {
      text::append(out, c);
    }
  }
  return out;
}

std::string instant(std::string_view iso) {
  using namespace std::chrono;
  int in_year = 0;
  unsigned in_month = 0, on_day = 0, hour = 0, minute = 0;
  double second = 0;
  int used = 0;
  const std::string text(iso);
  if (std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &in_year, &in_month, &on_day, &used) != 3)
    return {};
  const year_month_day date{year(in_year), month(in_month), day(on_day)};
  if (!date.ok() || in_year < 1) return {};
  long long offset = 0;
  if (text.size() > static_cast<std::size_t>(used)) {
    int more = 0;
    if (std::sscanf(text.c_str() + used, "T%2u:%2u%n", &hour, &minute, &more) != 2) return {};
    const char* rest = text.c_str() + used + more;
    if (std::sscanf(rest, ":%2lf%n", &second, &more) == 1) rest += more;
    while (*rest == '.' || (*rest >= '0' && *rest <= '9')) ++rest;
    char sign[2] = "";  // and its end
    unsigned hours = 0, minutes = 0;
    if (std::sscanf(rest, "%1[+-]%2u:%2u", sign, &hours, &minutes) == 3) {
      offset = (sign[0] == '-' ? -1LL : 1LL) * (hours * 60LL + minutes);
    }
    if (hour > 23 || minute > 59 || second >= 60) return {};
  }
  const auto time = sys_days(date) + hours(hour) + minutes(minute) - minutes(offset);
  const auto midnight = floor<days>(time);
  const year_month_day utc(midnight);
  const auto left = duration_cast<minutes>(time - midnight).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(utc.year()),
                     static_cast<unsigned>(utc.month()), static_cast<unsigned>(utc.day()),
                     left / 60, left % 60, static_cast<int>(second));
}

}  // namespace hearsay::exports

namespace hearsay {

const std::vector<ExportFormat>& export_formats() {
  static const std::vector<ExportFormat> kFormats = {
      {"jsonl", ".jsonl", "application/jsonl", "everything, a record a line"},
      {"csv", ".csv", "text/csv", "a row for each claim"},
      {"geojson", ".geojson", "application/geo+json", "claims with a place on the map"},
      {"graphml", ".graphml", "application/graphml+xml", "the ways of the words, as a graph"},
      {"gexf", ".gexf", "application/gexf+xml", "the same for Gephi"},
      {"prov", ".prov.json", "application/json", "the same as W3C PROV-JSON"},
      {"claim", ".jsonld", "application/ld+json", "schema.org Claim, with where each appears"},
      {"webannotation", ".anno.jsonld", "application/ld+json",
       "W3C Web Annotations of claims and attributions"},
      {"stix", ".stix.json", "application/stix+json", "a STIX 2.1 bundle"},
      {"ftm", ".ftm.json", "application/jsonl", "FollowTheMoney entities, one a line"}};
  return kFormats;
}

Result<void> export_as(const Engine& engine, std::string_view format, const ByteSink& sink) {
  exports::Output output(sink);
  if (format == "jsonl") {
    return engine.export_jsonl([&](std::string_view line) {
      output.write(line);
      output.write("\n");
      return !output.stopped();
    });
  }
  using Write = Result<void> (*)(const Engine&, exports::Output&);
  static constexpr std::pair<std::string_view, Write> kWriters[] = {
      {"csv", exports::write_csv},
      {"geojson", exports::write_geojson},
      {"graphml", exports::write_graphml},
      {"gexf", exports::write_gexf},
      {"prov", exports::write_prov},
      {"claim", exports::write_claims},
      {"webannotation", exports::write_annotations},
      {"stix", exports::write_stix},
      {"ftm", exports::write_ftm}};
  for (const auto& [name, write] : kWriters) {
    if (name == format) return write(engine, output);
  }
  return fail(ErrorKind::usage,
              fmt::format("there is no export format \"{}\"", text::printable(format)));
}

}  // namespace hearsay
