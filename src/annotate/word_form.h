// What a word looks like.
#pragma once

#include <string_view>

namespace hearsay::annotate {

bool has_letter(std::string_view word);

/// Upper or title case in front.
bool starts_upper(std::string_view word);

/// Has letters with case and none of them is lower case.
bool is_all_upper(std::string_view word);

}  // namespace hearsay::annotate
