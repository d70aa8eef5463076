// What matching keeps of a document, and what it reads of it again when two are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hearsay/match.h"
#include "hearsay/reading.h"
#include "match/lexicon.h"
#include "match/match.h"

namespace hearsay::matching {

/// The words of the body, embedded documents included, in order.
std::vector<TextWord> body_words(const Article& article);

/// Whether the claim is said not to hold: negated, or the content of a denial.
bool is_denied(const Document& document, const Claim& claim);

/// Whether one of the attributions it stands in denies it.
bool is_in_denial(const Document& document, const Claim& claim);

/// The sentence that holds `span`; `span` itself where there is none.
Span sentence_of(const Segmentation& segmentation, Span span);

/// Adds terms to a bag: how often each occurs, times `times`.
class TermBag {
 public:
  void add(const std::vector<TextTerm>& terms, double times);
  /// Terms with (1 + log count) x weight^2, unit length, the `most` heaviest, by term.
  [[nodiscard]] std::vector<WeightedTerm> vector(std::size_t most) const;

 private:
  std::vector<std::pair<std::string, std::pair<double, float>>> entries_;
};

/// The `most` heaviest terms, by term, scaled to unit length.
std::vector<WeightedTerm> unit_vector(std::vector<WeightedTerm> terms, std::size_t most);

/// Cosine of two unit vectors sorted by term.
double cosine(const std::vector<WeightedTerm>& a, const std::vector<WeightedTerm>& b);

Sketch make_sketch(const Document& document, const Lexicon& lexicon);
Outline make_outline(const Document& document, const Sketch& sketch, const Lexicon& lexicon);

}  // namespace hearsay::matching
