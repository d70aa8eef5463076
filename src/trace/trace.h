// Where a claim comes from: from links, attributions and relays to the provenance graph. The rules
// are told in docs/trace.md.
#pragma once

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

/// Traces the narrative that fits the query best; the others that it may have meant become
/// candidates. `not_found`, naming the nearest, where none fits. The same collection gives the same
/// trace, byte for byte, whatever the order in which its documents came. `rulings` are the
/// analyst's, in the order of his log; those about hops and origins are heeded here.
Result<Trace> trace(const Collection& collection, const TraceQuery& query,
                    const std::vector<Ruling>& rulings = {});

/// What a page changed from each of its versions to the next, oldest first; `page` is its current
/// version. None where only that is held.
Result<std::vector<Revision>> revisions(const Collection& collection, const std::string& page);

}  // namespace hearsay
