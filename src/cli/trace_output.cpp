#include "cli/trace_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/look_up.h"
#include "cli/trace_text.h"
#include "cli/words.h"

namespace hearsay::cli {
namespace {

void print_edges(std::ostream& out, const Trace& trace) {
  std::map<std::string, std::string> names;
  for (const Node& node : trace.nodes) names[node.id] = node.name;
  csv_row(out, {"from", "from_name", "to", "to_name", "kind", "basis", "reason", "confidence",
                "document", "words"});
  for (const Edge& edge : trace.edges) {
    const Evidence none;
    const Evidence& evidence = edge.evidence.empty() ? none : edge.evidence.front();
    csv_row(out, {edge.from, names[edge.from], edge.to, names[edge.to],
                  std::string(word(edge.kind)), std::string(word(edge.how)), edge.reason,
                  fmt::format("{:.3f}", edge.confidence), evidence.document, evidence.text});
  }
}

}  // namespace

Result<Trace> trace_of_id(const Engine& engine, const std::string& id) {
  const Result<Found> found = look_up(engine.collection(), id);
  if (!found) return tl::unexpected(found.error());
  switch (found->kind) {
    case Kind::allegation:
    case Kind::narrative:
      return engine.trace_id(found->id);
    case Kind::claim:
      return engine.trace_id(
          json::text_of(ClaimId{found->id, static_cast<ClaimIndex>(found->part)}));
    case Kind::document: {
      const auto narratives = engine.collection().narratives_with(found->id);
      if (!narratives) return tl::unexpected(narratives.error());
      if (!narratives->empty()) return engine.trace_id(narratives->front());
      return fail(ErrorKind::not_found,
                  fmt::format("document {} is in no narrative: nothing in it is told elsewhere in "
                              "this store; \"hearsay show {}\" shows what it says",
                              found->id, found->id));
    }
    case Kind::sentence:
    case Kind::attribution:
    case Kind::entity:
      break;
  }
  return fail(ErrorKind::usage,
              fmt::format("\"{}\" cannot be traced: give a claim (\"…#c1\"), an allegation "
                          "(\"g…\"), a narrative (\"n…\") or a document",
                          id));
}

void print_trace_as(const Program& program, const Trace& trace, const Collection& collection,
                    Format format) {
  if (format == Format::csv) {
    print_edges(program.out(), trace);
  } else if (format == Format::text) {
    Screen screen = program.screen();
    print_trace(screen, trace, collection);
  } else {
    program.print(json::trace(trace, collection), format == Format::json);
  }
}

}  // namespace hearsay::cli
