#include "cli/trace_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "cli/deciding.h"
#include "cli/provenance_tree.h"
#include "cli/words.h"

namespace hearsay::cli {
namespace {

constexpr std::size_t kListed = 6;  // documents named before "+7"
constexpr std::size_t kPassages = 4;
constexpr std::size_t kTrees = 6;   // allegations that are drawn; the others are named
const std::string kBelow(11, ' ');  // under the words of a section

/// A section: its name in capitals, then its words.
void section(Screen& screen, std::string_view name, const std::string& words,
             Look look = Look::plain) {
  screen.paragraph(pad(name, kBelow.size()), kBelow, {words, look});
}

std::string joined(const std::vector<std::string>& parts, std::string_view last_joint) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? std::string(last_joint) : std::string(", ");
    out += parts[i];
  }
  return out;
}

std::string seen(const Narrative& narrative) {
  if (narrative.first_seen.empty()) return "undated";
  return "in this pile from " + days(narrative.first_seen, narrative.last_seen);
}

void print_head(Screen& screen, const Trace& trace, const References& references) {
  std::set<std::string> outlets;
  std::size_t undated = 0;
  for (const std::string& id : trace.narrative.documents) {
    const Document* document = references.document(id);
    if (document == nullptr) continue;
    if (!document->article.publisher.empty()) outlets.insert(document->article.publisher);
    if (document->article.published.empty()) ++undated;
  }
  std::string counts = fmt::format("{}, {}", counted(trace.narrative.documents.size(), "article"),
                                   counted(outlets.size(), "outlet"));
  if (undated > 0) counts += fmt::format(", {} undated", undated);
  const std::string label = "NARRATIVE  " + trace.narrative.label;
  if (columns(label) + columns(counts) + 2 <= screen.width()) {
    screen.sides({label, Look::strong}, {counts});
  } else {
    screen.paragraph("NARRATIVE  ", kBelow, {trace.narrative.label, Look::strong});
    screen.sides({}, {counts});
  }
  screen.sides({trace.narrative.id, Look::faint}, {seen(trace.narrative), Look::faint});

  const auto asserting = std::count_if(trace.origins.begin(), trace.origins.end(),
                                       [](const Origin& origin) { return !origin.denies; });
  const auto silent = std::count_if(
      trace.origins.begin(), trace.origins.end(),
      [](const Origin& origin) { return !origin.denies && origin.access == Access::not_stated; });
  const std::string ends = fmt::format("Ends at {}.", ends_at(trace));
  const std::string separate =
      fmt::format("Separate origins: {}.", range(trace.independent_origins));
  if (columns(ends) + columns(separate) + 2 <= screen.width()) {
    screen.line(ends + "  " + separate);
  } else {
    screen.paragraph("", "", {ends});
    screen.line(separate);
  }
  if (!trace.independent_origins.deniers.empty()) {
    screen.line(fmt::format("Denied by {}, listed apart.",
                            counted(trace.independent_origins.deniers.size(), "source")));
  }
  const std::string caution = "hearsay does not say what is true.";
  if (asserting > 0) {
    screen.sides({fmt::format("How it knows is not said: {} of {}.", silent, asserting)},
                 {caution});
  } else {
    screen.line(caution);
  }
}

/// Why the range is one: origins that are one, or may be. Joins with one reason make one entry.
void print_groups(Screen& screen, const Trace& trace, const References& references) {
  std::map<std::pair<bool, std::string>, std::string> joins;
  for (const OriginGroup& group : trace.independent_origins.groups) {
    if (group.origins.size() < 2) continue;
    std::string& words = joins[{!group.certain, group.reason}];
    words += fmt::format("{}{}", words.empty() ? "" : ", ", fmt::join(group.origins, "="));
    if (!group.evidence.empty()) {
      words += fmt::format(" [{}]", references.at(group.evidence.front()));
    }
  }
  for (const auto& [kind, words] : joins) {
    section(screen, kind.first ? "MAY BE ONE" : "ONE", kind.second + ": " + words);
  }
}

void print_allegation(Screen& screen, const TracedAllegation& allegation, std::size_t number) {
  const std::string lead = pad(std::to_string(number), 3);
  const std::string label = upper(allegation.label);
  const std::string counts =
      fmt::format("{}, {} {}", counted(allegation.documents.size(), "article"),
                  allegation.independent_origins.max == 1 ? "origin" : "origins",
                  range(allegation.independent_origins));
  if (columns(lead) + columns(label) + columns(counts) + 2 <= screen.width()) {
    screen.sides({lead + label, Look::strong}, {counts});
  } else {
    screen.paragraph(lead, "   ", {label, Look::strong});
    screen.sides({}, {counts});
  }
  screen.line({{"   " + allegation.id, Look::faint}});
}

/// Documents by what happened to the attribution in them.
struct ChangeKind {
  std::string of, kind, where, from, to;
  friend auto operator<=>(const ChangeKind&, const ChangeKind&) = default;
};

std::string sentence(const ChangeKind& change) {
  if (change.of == "label") return fmt::format("the label {} is missing", in_quotes(change.from));
  if (change.kind == "dropped") return "source missing from " + change.where;
  if (change.kind == "added") return "source added in " + change.where;
  return fmt::format("\"{}\" became \"{}\" in {}", change.from, change.to, change.where);
}

std::string section_name(const std::string& kind) {
  return upper(kind.empty() ? std::string("changed") : kind);
}

void print_denials(Screen& screen, const Trace& trace, const References& references) {
  for (const Origin& origin : trace.origins) {
    if (!origin.denies) continue;
    std::string words;
    for (const ClaimId& id : origin.claims) {
      const Claim* claim = references.claim(id);
      const Document* document = references.document(id.document);
      if (claim == nullptr || document == nullptr) continue;
      words = in_quotes(hearsay::words(document->article, claim->span)) + ", ";
      break;
    }
    words += origin.name;
    if (!origin.claims.empty()) words += fmt::format(" [{}]", references.at(origin.claims.front()));
    section(screen, "DENIED", words);
  }
}

void print_circles(Screen& screen, const Trace& trace, const References& references) {
  for (const Circle& circle : trace.circles) {
    std::string words;
    for (const std::string& id : circle.documents) {
      words += fmt::format("{} [{}] credits ", references.outlet(id), references.number(id));
    }
    if (circle.documents.empty()) continue;
    words += references.outlet(circle.documents.front());
    section(screen, "CIRCLE", words + ": no end, so no origin");
  }
}

/// "d1:3,4,11 d2:2": sentences, document by document.
void print_unsourced(Screen& screen, const Trace& trace, const References& references) {
  if (trace.unsourced.empty()) return;
  std::map<std::string, std::set<std::size_t>> sentences;
  std::vector<std::string> documents;
  for (const Unsourced& unsourced : trace.unsourced) {
    const std::string& id = unsourced.claim.document;
    if (sentences.count(id) == 0) documents.push_back(id);
    const Claim* claim = references.claim(unsourced.claim);
    const Document* document = references.document(id);
    auto& numbers = sentences[id];
    if (claim != nullptr && document != nullptr) {
      numbers.insert(sentence_number(*document, claim->span));
    }
  }
  std::sort(documents.begin(), documents.end(),
            [&](const std::string& a, const std::string& b) { return references.before(a, b); });
  std::string words = fmt::format("{}, counted nowhere:", counted(trace.unsourced.size(), "claim"));
  for (const std::string& id : documents) {
    words += fmt::format(" {}:{}", references.number(id), fmt::join(sentences[id], ","));
  }
  section(screen, "UNSOURCED", words);
}

/// By which attribution each origin can be merged, split or looked at.
void print_sources(Screen& screen, const Trace& trace, const References& references) {
  std::string words;
  for (const Origin& origin : trace.origins) {
    if (origin.attributions.empty()) continue;
    const AttributionId& first = origin.attributions.front();
    words += fmt::format("{}{} {}#a{}", words.empty() ? "" : ", ", origin.id,
                         references.short_id(first.document),
                         static_cast<std::uint32_t>(first.attribution) + 1);
  }
  if (!words.empty()) section(screen, "SOURCES", words);
}

/// What of this answer rests on the analyst's word.
void print_decisions(Screen& screen, const Trace& trace) {
  for (const DecisionRow& row : trace.decisions) {
    std::string words =
        fmt::format("{}: {}, by {}", row.decision.number, decision_words(row), row.decision.by);
    if (!row.decision.reason.empty()) words += ": " + row.decision.reason;
    section(screen, row.decision.verb == Verb::note ? "NOTE" : "DECIDED", words);
  }
}

void print_candidates(Screen& screen, const Trace& trace) {
  for (const Candidate& candidate : trace.candidates) {
    section(screen, "ALSO",
            fmt::format("{} ({}): {}", candidate.label, counted(candidate.documents, "article"),
                        candidate.narrative));
  }
}

}  // namespace

std::vector<std::string> documents_of(const Trace& trace) {
  std::set<std::string> ids(trace.narrative.documents.begin(), trace.narrative.documents.end());
  for (const TracedAllegation& allegation : trace.allegations) {
    ids.insert(allegation.documents.begin(), allegation.documents.end());
  }
  for (const Node& node : trace.nodes) {
    if (node.kind == NodeKind::document && node.held) ids.insert(node.id);
  }
  for (const Revision& revision : trace.revisions) {
    ids.insert(revision.from);
    ids.insert(revision.to);
  }
  for (const Reuse& reuse : trace.reuse) {
    ids.insert(reuse.from);
    ids.insert(reuse.to);
  }
  return {ids.begin(), ids.end()};
}

std::size_t print_variants(Screen& screen, const Trace& trace, const References& references) {
  for (const Variant& variant : trace.variants) {
    std::string words = variant.slot + ":";
    std::string_view joint = " ";
    for (const VariantValue& value : variant.values) {
      words +=
          fmt::format("{}{} ({})", joint, value.value, references.list(value.documents, kListed));
      joint = " | ";
    }
    section(screen, "DIFFERS", words);
  }
  return trace.variants.size();
}

std::size_t print_drift(Screen& screen, const Trace& trace, const References& references) {
  for (const Drift& drift : trace.drift) {
    std::string words;
    for (const VariantValue& wording : drift.wordings) {
      words += fmt::format("{}{} ({})", words.empty() ? "" : " | ", in_quotes(wording.value),
                           references.list(wording.documents, kListed));
    }
    section(screen, "QUOTED AS", words);
  }
  return trace.drift.size();
}

std::size_t print_attribution_changes(Screen& screen, const Trace& trace,
                                      const References& references) {
  std::map<ChangeKind, std::vector<std::string>> changes;
  for (const AttributionChange& change : trace.attribution_changes) {
    auto& documents = changes[{change.of, change.kind, change.where, change.from, change.to}];
    if (std::find(documents.begin(), documents.end(), change.document) == documents.end()) {
      documents.push_back(change.document);
    }
  }
  // Where only the source is gone, what stood before does not matter: one line for all.
  std::map<ChangeKind, std::vector<std::string>> merged;
  for (const auto& [change, documents] : changes) {
    ChangeKind key = change;
    const bool of_source = key.of == "source";
    if (of_source && (key.kind == "dropped" || key.kind == "added")) key.from = key.to = "";
    auto& all = merged[key];
    for (const std::string& document : documents) {
      if (std::find(all.begin(), all.end(), document) == all.end()) all.push_back(document);
    }
  }
  for (const auto& [change, documents] : merged) {
    section(screen, fit(section_name(change.kind), 10),
            fmt::format("{}: {}", sentence(change), references.list(documents, 2 * kListed)));
  }
  return trace.attribution_changes.size();
}

std::size_t print_revisions(Screen& screen, const Trace& trace, const References& references) {
  for (const Revision& revision : trace.revisions) {
    std::string words =
        fmt::format("{} [{}] became [{}]", references.outlet(revision.to),
                    references.number(revision.from), references.number(revision.to));
    if (!revision.date.empty()) words += fmt::format(" by {}", day(revision.date));
    std::size_t more = 0;
    for (std::size_t i = 0; i < revision.changes.size(); ++i) {
      if (i >= kListed) {
        ++more;
        continue;
      }
      const PageChange& change = revision.changes[i];
      words += fmt::format("{}{}", i == 0 ? ": " : " | ", change.kind);
      for (const Evidence& evidence : change.before) words += " " + in_quotes(evidence.text);
      if (change.kind == "changed") words += " to";
      for (const Evidence& evidence : change.after) words += " " + in_quotes(evidence.text);
    }
    if (more > 0) words += fmt::format(" +{}", more);
    section(screen, "REVISED", words);
  }
  return trace.revisions.size();
}

std::size_t print_contradictions(Screen& screen, const Trace& trace, const References& references) {
  for (const Contradiction& contradiction : trace.contradictions) {
    // Each passage once; where many say it, the first few stand for all.
    std::string words = contradiction.kind == "denial" ? "" : contradiction.kind + ": ";
    std::set<std::string> places;
    std::size_t more = 0;
    for (const Evidence& evidence : contradiction.evidence) {
      if (!places.insert(references.at(evidence) + evidence.text).second) continue;
      if (places.size() > kPassages) {
        ++more;
        continue;
      }
      words += fmt::format("{}{} [{}]", places.size() == 1 ? "" : " | ", in_quotes(evidence.text),
                           references.at(evidence));
    }
    if (more > 0) words += fmt::format(" +{}", more);
    if (contradiction.evidence.empty()) {
      for (const ClaimId& claim : contradiction.claims) {
        words += fmt::format(" [{}]", references.at(claim));
      }
    }
    section(screen, contradiction.kind == "denial" ? "DENIAL" : "CONFLICT", words);
  }
  return trace.contradictions.size();
}

std::size_t print_missing(Screen& screen, const Trace& trace, const References& references) {
  for (const Missing& missing : trace.missing) {
    std::string words = missing.name;
    if (!missing.earliest.empty() && !missing.latest.empty()) {
      words += ", " + days(missing.earliest, missing.latest);
    } else if (!missing.latest.empty()) {
      words += ", by " + day(missing.latest);
    } else if (!missing.earliest.empty()) {
      words += ", from " + day(missing.earliest);
    }
    words += fmt::format("; cited by {}", references.list(missing.cited_by, kListed));
    std::vector<std::string> searches;
    for (const std::string& search : missing.search) searches.push_back(in_quotes(search));
    if (!searches.empty()) words += ": search " + joined(searches, " or ");
    section(screen, "NOT HELD", words);
  }
  return trace.missing.size();
}

void print_caution(Screen& screen) {
  for (const std::string_view line : kCaution) screen.line(line);
}

namespace {

void print_answer(Screen& screen, const Trace& trace, const References& references) {
  print_head(screen, trace, references);
  screen.blank();
  ProvenanceTree tree(screen, trace, references);
  for (std::size_t i = 0; i < trace.allegations.size(); ++i) {
    print_allegation(screen, trace.allegations[i], i + 1);
    if (i < kTrees) tree.print(trace.allegations[i]);
  }
  if (trace.allegations.size() > kTrees) {
    screen.line("   Trees of the others: hearsay trace --claim g…");
  }
  screen.blank();
  print_groups(screen, trace, references);
  print_variants(screen, trace, references);
  print_drift(screen, trace, references);
  print_denials(screen, trace, references);
  print_contradictions(screen, trace, references);
  print_attribution_changes(screen, trace, references);
  print_revisions(screen, trace, references);
  print_circles(screen, trace, references);
  print_unsourced(screen, trace, references);
  print_missing(screen, trace, references);
  print_sources(screen, trace, references);
  print_decisions(screen, trace);
  print_candidates(screen, trace);
}

}  // namespace

void print_trace(Screen& screen, const Trace& trace, const Collection& collection) {
  const References references(collection, documents_of(trace));
  print_with_legend(screen, references, [&](Screen& to) { print_answer(to, trace, references); });
  screen.blank();
  print_caution(screen);
}

}  // namespace hearsay::cli
