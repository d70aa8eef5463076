// Points in time as text, made to compare.
#pragma once

#include <string>
#include <string_view>

namespace hearsay::store {

/// An ISO 8601 day or instant in a form that sorts: instants in UTC, to the second. What is not in
/// that form comes back as it is, so that it still has one place in the order.
std::string sortable(std::string_view instant);

}  // namespace hearsay::store
