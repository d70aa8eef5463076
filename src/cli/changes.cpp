// hearsay changes: how a claim changed on its way: variants, quote drift, attribution loss.
#include "cli/part_of_trace.h"
#include "cli/trace_text.h"

namespace hearsay::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

void append(Rows& rows, const std::string& kind, const std::string& allegation,
            const std::string& slot, const VariantValue& value) {
  for (const std::string& document : value.documents) {
    std::string words;
    for (const Evidence& evidence : value.evidence) {
      if (evidence.document == document) words = evidence.text;
    }
    rows.push_back({kind, allegation, slot, value.value, document, words});
  }
}

Rows rows(const Trace& trace) {
  Rows all;
  for (const Variant& variant : trace.variants) {
    for (const VariantValue& value : variant.values) {
      append(all, "variant", variant.allegation, variant.slot, value);
    }
  }
  for (const Drift& drift : trace.drift) {
    for (const VariantValue& wording : drift.wordings) {
      append(all, "quote drift", drift.allegation, "words", wording);
    }
  }
  for (const AttributionChange& change : trace.attribution_changes) {
    all.push_back({(change.of == "label" ? "label " : "attribution ") + change.kind, "",
                   change.where, change.from + " > " + change.to, change.document,
                   change.evidence.empty() ? "" : change.evidence.front().text});
  }
  for (const Revision& revision : trace.revisions) {
    for (const PageChange& change : revision.changes) {
      const auto first = [](const std::vector<Evidence>& words) {
        return words.empty() ? std::string() : words.front().text;
      };
      all.push_back({"page " + change.kind, "", revision.from + " > " + revision.to,
                     first(change.before), revision.to, first(change.after)});
    }
  }
  return all;
}

std::size_t text(Screen& screen, const Trace& trace, const References& references) {
  return print_variants(screen, trace, references) + print_drift(screen, trace, references) +
         print_attribution_changes(screen, trace, references) +
         print_revisions(screen, trace, references);
}

}  // namespace

void add_changes(Program& program) {
  add_part_of_trace(program,
                    {"changes",
                     "Show how a claim changed on its way",
                     {"variants", "drift", "attribution_changes", "revisions"},
                     "No retelling in this store differs in what it says or in whom it credits.",
                     {"kind", "allegation", "slot", "value", "document", "words"},
                     rows,
                     text});
}

}  // namespace hearsay::cli
