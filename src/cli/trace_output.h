// Traces by id, and a trace in every format.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace hearsay::cli {

inline const std::vector<Format> kTraceFormats = {Format::text, Format::json, Format::jsonl,
                                                  Format::csv};

/// The trace that an id leads to: of a claim, allegation or narrative, or of a document's first
/// claim that is in a narrative. Ids may be cut short.
Result<Trace> trace_of_id(const Engine& engine, const std::string& id);

/// Text for people, the contract's JSON, or a CSV row per step on the way of the words.
void print_trace_as(const Program& program, const Trace& trace, const Collection& collection,
                    Format format);

}  // namespace hearsay::cli
