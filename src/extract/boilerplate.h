// Lines that stand in the middle of an article's text and are not the article: pleas, pointers,
// rights. The same for web pages and for plain text.
#pragma once

#include <optional>
#include <string_view>

#include "hearsay/article.h"

namespace hearsay::extraction {

/// What kind of boilerplate a line or a short paragraph is; none for text.
std::optional<BoilerplateKind> boilerplate_kind(std::string_view line);

/// Whether a line says where the text is from: "Source: …", "via …", "This article first appeared
/// in …", or an agency's letters alone.
bool is_credit_line(std::string_view line);

}  // namespace hearsay::extraction
