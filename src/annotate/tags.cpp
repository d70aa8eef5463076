#include "annotate/tags.h"

#include <algorithm>
#include <array>

namespace hearsay::annotate {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
     "PUNCT", "SCONJ", "SYM", "VERB", "X"});

}  // namespace

std::string_view name_of(PartOfSpeech tag) { return names[static_cast<std::size_t>(tag)]; }

PartOfSpeech tag_named(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? PartOfSpeech::X : static_cast<PartOfSpeech>(found - names.begin());
}

}  // namespace hearsay::annotate
