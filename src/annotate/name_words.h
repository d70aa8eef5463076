// Common words that stand before names.
#pragma once

#include <string_view>

namespace hearsay::annotate {

/// "Mr", "Mrs.", "Dr": a form of address, never part of a name by itself. `word` in lower case.
bool is_form_of_address(std::string_view word);

}  // namespace hearsay::annotate
