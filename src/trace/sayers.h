// What kind of source a sayer is, and by which word it is called.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "trace/statements.h"

namespace hearsay::tracing {

/// Kinds that say who it is.
bool is_named(SourceKind kind);
/// Whether `folded` has the word as a whole one.
bool has_word(std::string_view folded, std::string_view word);
/// An institution, a firm, a state; also one that the reading took for a person.
bool is_body(const Sayer& sayer);
bool is_person(const Sayer& sayer);
bool is_spokesman(const Sayer& sayer);
/// Fills a post that speaks for its institution: "director".
bool is_head(const Sayer& sayer);
/// Its name is kept back ("a source"): no name that follows is his.
bool is_withheld(const Sayer& sayer);
/// Words with a name in them ("An inspection report by the Northern Medicines Board").
bool has_name(const std::string& text);
/// The head of the words of a source, folded: by the tree, else by their order.
std::string head_of(const Sayer& sayer);
/// By sayer: indexes of the statements that are his.
std::vector<std::vector<std::size_t>> statements_by_sayer(const Statements& statements);

}  // namespace hearsay::tracing
