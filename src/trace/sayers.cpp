#include "trace/sayers.h"

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace hearsay::tracing {
namespace {

// Whoever fills such a post speaks for the institution.
constexpr std::array<std::string_view, 10> kHeads{
    "director",   "head",  "chief",     "minister",     "chairman",
    "chairwoman", "chair", "president", "commissioner", "governor"};

// Words for one whose name is kept back: no name that follows is his.
constexpr std::array<std::string_view, 5> kWithheld{"source", "insider", "person", "whistleblower",
                                                    "informant"};

// "An inspection report by the Board" -> "report": the last word before what only describes it.
std::string head_noun(std::string_view name) {
  constexpr std::array<std::string_view, 14> kStops{"which", "who",   "that", "of",  "by",
                                                    "in",    "at",    "from", "on",  "for",
                                                    "with",  "whose", "to",   "near"};
  const std::string folded = text::fold(name.substr(0, name.find(',')));
  std::string head;
  for (const std::string_view word : text::split(folded)) {
    if (std::find(kStops.begin(), kStops.end(), word) != kStops.end()) break;
    head = word;
  }
  return head;
}

}  // namespace

bool is_named(SourceKind kind) {
  return kind == SourceKind::named_person || kind == SourceKind::named_organisation ||
         kind == SourceKind::state || kind == SourceKind::author;
}

bool has_word(std::string_view folded, std::string_view word) {
  for (const std::string_view part : text::split(folded)) {
    if (part == word) return true;
  }
  return false;
}

bool is_body(const Sayer& sayer) {
  if (sayer.kind == SourceKind::named_person && sayer.entity != nullptr) {
    return sayer.entity->type == EntityType::organisation;
  }
  return sayer.kind == SourceKind::named_organisation || sayer.kind == SourceKind::state;
}

bool is_person(const Sayer& sayer) {
  return sayer.kind == SourceKind::named_person && !is_body(sayer);
}

bool is_spokesman(const Sayer& sayer) {
  for (const std::string_view part : text::split(sayer.role)) {
    if (part.substr(0, 6) == "spokes") return true;
  }
  return sayer.role.find("press office") != std::string::npos;
}

bool is_head(const Sayer& sayer) {
  // "An official in the office of the governor" is no governor.
  if (sayer.kind == SourceKind::unnamed)
    return std::ranges::find(kHeads, head_of(sayer)) != kHeads.end();
  return std::any_of(kHeads.begin(), kHeads.end(),
                     [&](std::string_view word) { return has_word(sayer.role, word); });
}

bool is_withheld(const Sayer& sayer) {
  return std::find(kWithheld.begin(), kWithheld.end(), head_of(sayer)) != kWithheld.end();
}

// A document with a name of its own ("An inspection report by the Northern Medicines Board").
bool has_name(const std::string& text) {
  bool first = true;
  for (const std::string_view word : text::split(text)) {
    if (!first && word.front() >= 'A' && word.front() <= 'Z') return true;
    first = false;
  }
  return false;
}

std::string head_of(const Sayer& sayer) {
  return sayer.head.empty() ? head_noun(sayer.name) : sayer.head;
}

std::vector<std::vector<std::size_t>> statements_by_sayer(const Statements& statements) {
  std::vector<std::vector<std::size_t>> all(statements.sayers.size());
  for (std::size_t i = 0; i < statements.statements.size(); ++i) {
    for (const std::size_t sayer : statements.statements[i].sayers) all[sayer].push_back(i);
  }
  return all;
}

}  // namespace hearsay::tracing
