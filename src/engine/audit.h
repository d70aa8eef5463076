// Finding every stored span again in the stored originals, which are decoded anew for it.
#pragma once

#include <string>
#include <vector>

#include "hearsay/reading.h"
#include "hearsay/result.h"
#include "store/store.h"

namespace hearsay::engine {

/// A span that the store holds and what it is: "mention m3".
struct NamedSpan {
  std::string name;
  Span span;
};

/// All spans of a document that are ever shown, and its whole text.
std::vector<NamedSpan> spans_of(const Document& document);

/// What the audit of one document found.
struct DocumentAudit {
  std::size_t spans = 0;
  std::vector<std::string> problems;  ///< a sentence each; the first few, then how many more
};

/// Compares hashes, then the words of every span (and of `more`) with what the original's bytes
/// say. Never looks at the text to find out what the bytes say.
DocumentAudit audit_document(const StoredDocument& stored, const Document& document,
                             const std::vector<NamedSpan>& more);

}  // namespace hearsay::engine
