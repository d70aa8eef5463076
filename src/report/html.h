// Pieces of HTML. Foreign words go through `html` and nowhere else.
#pragma once

#include <string>
#include <string_view>

namespace hearsay::report {

/// Words as text: mark-up is escaped; characters that would turn the page around or vanish are
/// shown by their names, so that nothing is lost.
std::string html(std::string_view words);
/// The same for an attribute's value, where no mark-up can stand: they become U+FFFD.
std::string attribute(std::string_view words);
/// At most so many code points, the rest an ellipsis.
std::string shortened(std::string_view words, std::size_t most);

}  // namespace hearsay::report
