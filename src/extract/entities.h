// Character references of HTML: "&amp;", "&#8217;", "&eacute".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearsay::extraction {

/// A character reference and what it stands for; `size` 0 where there is none.
struct Entity {
  std::size_t size = 0;  ///< bytes of the reference
  char32_t first = 0;
  char32_t second = 0;  ///< 0: none
};

/// The reference at the start of `text` (which begins with '&'). In attributes a name without its
/// semicolon counts only where no letter, digit or "=" follows, as the standard says.
Entity entity_at(std::string_view text, bool in_attribute = false);

/// `text` with its references replaced.
std::string decode_entities(std::string_view text, bool in_attribute = false);

}  // namespace hearsay::extraction
