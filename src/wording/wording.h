// Plain words for values: what people read instead of enum names and ISO dates.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/claim.h"
#include "hearsay/decision.h"
#include "hearsay/reading.h"
#include "hearsay/trace.h"

namespace hearsay::wording {

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

/// "1 article", "3 articles"; `plural` defaults to the singular with an s.
std::string counted(std::size_t count, std::string_view singular, std::string_view plural = {});

/// "set published of 1f2e… to 2015-05-06": what was decided, in one line.
std::string decision_words(const DecisionRow& row);

/// "2 (1-3)", or "2" where there is no doubt.
std::string range(const IndependentOrigins& origins);

/// "1 named institution and 2 unnamed sources": where the ways of those that assert it end.
std::string ends_at(const Trace& trace);

/// Number (from 1) of the sentence that holds the beginning of a span; 0: none does.
std::size_t sentence_number(const Document& document, Span span);

/// A cell of CSV (RFC 4180), made printable. What a spreadsheet would run (=, +, -, @, also full
/// width) is led by an apostrophe.
std::string csv_cell(std::string_view text);

/// What stands under every count.
inline constexpr std::array<std::string_view, 2> kCaution = {
    "Separate means that no link was found in this pile; it is not corroboration.",
    "Reading confidence is not likelihood of truth."};

}  // namespace hearsay::wording
