// Where a claim comes from: from links, attributions and relays to the provenance graph. The rules
// are told in docs/trace.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hearsay/collection.h"
#include "hearsay/decision.h"
#include "hearsay/result.h"
#include "hearsay/trace.h"

namespace hearsay {

/// What to trace: free words or a pasted sentence, or the id of a claim ("<document>#c1"), an
/// allegation ("g…") or a narrative ("n…"). One of the two is empty.
struct TraceQuery {
  std::string text;
  std::string id;
};

/// What a query means: a narrative, how well each of its allegations fits, by id, and the other
/// narratives that it may have meant.
struct Meaning {
  std::string narrative;
  std::map<std::string, double> allegations;
  std::vector<Candidate> others;
};

/// The narrative that fits best. `not_found`, naming the nearest, where none fits.
Result<Meaning> meaning_of(const Collection& collection, const TraceQuery& query);

/// The trace of the narrative of that id, as far as it does not depend on what was asked: its
/// query is empty, its allegations are in no certain order.
Result<Trace> trace_narrative(const Collection& collection, const std::string& narrative,
                              const std::vector<Ruling>& rulings);

/// The trace of `meaning.narrative` as the answer to the query that means it.
Trace answer_to(const TraceQuery& query, Meaning meaning, Trace trace);

/// All three. Traces the narrative that fits the query best; the others that it may have meant
/// become candidates. `not_found`, naming the nearest, where none fits. The same collection gives
/// the same trace, byte for byte, whatever the order in which its documents came. `rulings` are the
/// analyst's, in the order of his log; those about hops and origins are heeded here.
Result<Trace> trace(const Collection& collection, const TraceQuery& query,
                    const std::vector<Ruling>& rulings = {});

/// What a page changed from each of its versions to the next, oldest first; `page` is its current
/// version. None where only that is held.
Result<std::vector<Revision>> revisions(const Collection& collection, const std::string& page);

}  // namespace hearsay
