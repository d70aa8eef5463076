// How pages themselves changed: the versions of one page, compared sentence by sentence. An earlier
// version retells nothing and is nobody's origin; it is the page, as it stood.
#pragma once

#include "trace/statements.h"

namespace hearsay::tracing {

/// The day a version is known to be of: when it was modified, else published; empty: unknown.
std::string version_day(const Document& document);

/// What changed between two versions of a page, sentence by sentence; sentences that only moved did
/// not change.
std::vector<PageChange> page_changes(const Document& before, const Document& after);

/// What changed from each version of a page to the next; `earlier` are oldest first.
std::vector<Revision> revisions_of(const Document& page,
                                   const std::vector<std::shared_ptr<const Document>>& earlier);

/// Fills `revisions`; amounts that a page changed become values of its allegation's variants.
void write_revisions(const Pile& pile, const Statements& statements, Trace& trace);

/// What a retelling has from a page that was modified later, it has from the version of before.
/// After the graph is written.
void lead_to_versions(const Pile& pile, Trace& trace);

}  // namespace hearsay::tracing
