// What an allegation is about: the words that its pages' headlines and first sentences share. Who
// says nothing of that may be quoted in every retelling and is still no origin of it.
#pragma once

#include <map>
#include <set>
#include <string>

#include "trace/statements.h"

namespace hearsay::tracing {

/// Folded lemmas of the nouns, names, verbs and adjectives that stand in the span; where the
/// document has no tags, its longer words.
std::set<std::string> content_words(const Document& document, Span span);

/// The syntactic head of words, folded: "a person close to the port" -> "person"; empty where no
/// parser ran.
std::string head_word(const Document& document, const Spans& spans);

/// By allegation: words of what is claimed in the headlines and first sentences of a quarter of its
/// pages, of two at least. Empty for an allegation of one page.
std::map<const Allegation*, std::set<std::string>> core_words(const Pile& pile);

}  // namespace hearsay::tracing
