// Plain words for values: what people read instead of enum names and ISO dates.
#pragma once

#include <string>
#include <string_view>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/claim.h"
#include "hearsay/decision.h"
#include "hearsay/trace.h"

namespace hearsay::cli {

std::string_view word(SourceKind kind);
std::string_view word(Modality modality);
std::string_view word(Access access);
std::string_view word(QuoteKind kind);
std::string_view word(RelayKind kind);
std::string_view word(LinkBasis basis);
std::string_view word(Role role);
std::string_view word(ClaimModality modality);
std::string_view word(Voice voice);
std::string_view word(EdgeKind kind);
std::string_view word(EntityType type);
std::string_view word(PageKind kind);
std::string_view word(BoilerplateKind kind);
std::string_view word(DateKind kind);
std::string_view word(DateOrigin origin);
std::string_view word(AnchorKind kind);
std::string_view word(PartOfSpeech tag);

/// "5 May 2015" for an ISO day or instant, "May 2015", "2015"; other text as it is; "undated" for
/// none.
std::string day(std::string_view iso);

/// "5 May 2015 to 7 May 2015", one day where both are one.
std::string days(std::string_view begin, std::string_view end);

/// In “quotation marks”, in one line.
std::string in_quotes(std::string_view text);

}  // namespace hearsay::cli
