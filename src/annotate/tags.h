// Names of the parts of speech.
#pragma once

#include <string_view>

#include "hearsay/annotation.h"

namespace hearsay::annotate {

/// "NOUN".
std::string_view name_of(PartOfSpeech tag);
/// And back; X for names that are none.
PartOfSpeech tag_named(std::string_view name);

}  // namespace hearsay::annotate
