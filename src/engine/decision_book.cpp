#include "engine/decision_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>

#include "engine/anchors.h"
#include "engine/decided.h"
#include "engine/log.h"
#include "json/json.h"
#include "text/utf8.h"

namespace hearsay::engine {
namespace {

template <typename T>
tl::unexpected<Error> error_of(const Result<T>& result) {
  return tl::unexpected<Error>(result.error());
}

// ---- ids -------------------------------------------------------------------------------------

/// An id as listings print it, taken apart.
struct ParsedId {
  AnchorKind kind = AnchorKind::document;
  std::string id;         ///< of the document, allegation or narrative
  std::size_t index = 0;  ///< in the document, from 0
};

bool is_hex(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

std::optional<std::size_t> number_of(std::string_view digits) {
  std::size_t value = 0;
  const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_whole = error == std::errc() && last == digits.data() + digits.size();
  if (!is_whole || value == 0) return std::nullopt;
  return value;
}

std::optional<AnchorKind> kind_of(std::string_view mark) {
  if (mark == ":") return AnchorKind::sentence;
  if (mark == "#c") return AnchorKind::claim;
  if (mark == "#a") return AnchorKind::attribution;
  if (mark == "#e") return AnchorKind::entity;
  return std::nullopt;
}

std::optional<ParsedId> parse(std::string_view id) {
  constexpr std::size_t kDigits = 16;
  const bool is_group = id.size() == kDigits + 1 && (id[0] == 'g' || id[0] == 'n');
  if (is_group && is_hex(id.substr(1))) {
    return ParsedId{id[0] == 'g' ? AnchorKind::allegation : AnchorKind::narrative, std::string(id),
                    0};
  }
  const std::size_t cut = std::min(id.find_first_of("#:"), id.size());
  const std::string_view document = id.substr(0, cut);
  if (document.size() < kDigits || !is_hex(document)) return std::nullopt;
  if (cut == id.size()) return ParsedId{AnchorKind::document, std::string(document), 0};
  const std::size_t mark_size = id[cut] == ':' ? 1 : 2;
  const auto kind = kind_of(id.substr(cut, mark_size));
  const auto number = number_of(id.substr(std::min(cut + mark_size, id.size())));
  if (!kind || !number) return std::nullopt;
  return ParsedId{*kind, std::string(document), *number - 1};
}

std::string id_text(const std::string& document, AnchorKind kind, std::size_t index) {
  switch (kind) {
    case AnchorKind::sentence:
      return fmt::format("{}:{}", document, index + 1);
    case AnchorKind::claim:
      return fmt::format("{}#c{}", document, index + 1);
    case AnchorKind::attribution:
      return fmt::format("{}#a{}", document, index + 1);
    case AnchorKind::entity:
      return fmt::format("{}#e{}", document, index + 1);
    default:
      return document;
  }
}

tl::unexpected<Error> no_such(const std::string& id) {
  return fail(ErrorKind::not_found,
              fmt::format("This store holds nothing of the id {}.", text::printable(id)));
}

// ---- from ids to anchors ---------------------------------------------------------------------

Result<Anchor> in_document(const Store& store, const ParsedId& id, AnchorKind kind) {
  const auto document = store.document(id.id);
  if (!document) return error_of(document);
  if (!has(**document, kind, id.index)) return no_such(id_text(id.id, kind, id.index));
  const auto stored = store.stored(id.id);
  if (!stored) return error_of(stored);
  Anchor anchor = anchor_of(**document, kind, id.index);
  anchor.document = stored->full_hash;
  return anchor;
}

/// An allegation is held on to by its smallest claim, a narrative by its smallest allegation.
Result<Anchor> in_grouping(const Store& store, const ParsedId& id) {
  const auto story = store.story(id.id);
  if (!story) return error_of(story);
  if (story->narratives.empty()) return no_such(id.id);
  std::string held = id.id;
  if (id.kind == AnchorKind::narrative) {
    const auto& all = story->narratives.front().allegations;
    if (all.empty()) {
      return fail(ErrorKind::usage, fmt::format("{} has no claims to know it by.", id.id));
    }
    held = *std::min_element(all.begin(), all.end());
  }
  const auto allegation = std::ranges::find(story->allegations, held, &Allegation::id);
  if (allegation == story->allegations.end() || allegation->claims.empty()) return no_such(id.id);
  const ClaimId& claim = allegation->claims.front();
  return in_document(store, {id.kind, claim.document, static_cast<std::size_t>(claim.claim)},
                     id.kind);
}

Result<Anchor> anchor_for(const Store& store, const std::string& id, bool may_be_name) {
  const auto parsed = parse(id);
  if (!parsed && may_be_name && !text::trim(id).empty()) {
    Anchor name;
    name.kind = AnchorKind::name;
    name.words = text::printable(text::trim(id));
    return name;
  }
  if (!parsed) {
    return fail(ErrorKind::usage, fmt::format("\"{}\" is not an id.", text::printable(id)));
  }
  const bool is_group =
      parsed->kind == AnchorKind::allegation || parsed->kind == AnchorKind::narrative;
  return is_group ? in_grouping(store, *parsed) : in_document(store, *parsed, parsed->kind);
}

// ---- what may be asked -----------------------------------------------------------------------

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorKind::usage, std::move(message));
}

Result<void> check_undo(Decision& decision, const std::vector<Decision>& log) {
  const std::vector<std::size_t> undone = undone_by(log);
  if (decision.undoes == 0) {
    for (std::size_t i = log.size(); i > 0 && decision.undoes == 0; --i) {
      if (undone[i - 1] == 0 && log[i - 1].verb != Verb::undo) decision.undoes = log[i - 1].number;
    }
    if (decision.undoes == 0) return wrong("There is no decision in force to undo.");
    return {};
  }
  const auto found = std::find_if(
      log.begin(), log.end(), [&](const Decision& each) { return each.number == decision.undoes; });
  if (found == log.end()) {
    return fail(ErrorKind::not_found,
                fmt::format("The log has no decision {}: \"hearsay decisions\" lists it.",
                            decision.undoes));
  }
  const std::size_t by = undone[static_cast<std::size_t>(found - log.begin())];
  if (by == 0) return {};
  return wrong(
      fmt::format("Decision {} is undone already, by {}: \"hearsay undo {}\" would bring "
                  "it back.",
                  decision.undoes, by, by));
}

Result<void> check_note(const Decision& decision) {
  if (decision.about.size() != 1) return wrong("A note is about one thing.");
  if (decision.value.empty()) return wrong("A note needs words.");
  return {};
}

bool all_are(const Decision& decision, std::initializer_list<AnchorKind> kinds) {
  return std::all_of(decision.about.begin(), decision.about.end(), [&](const Anchor& anchor) {
    return std::find(kinds.begin(), kinds.end(), anchor.kind) != kinds.end();
  });
}

Result<void> check_set(const Decision& decision) {
  const bool is_document = decision.about.size() == 1 && all_are(decision, {AnchorKind::document});
  if (!is_document) return wrong("A value is set of one document: set DOC FIELD=VALUE.");
  return check_value(decision.field, decision.value);
}

/// From a document, an outlet or a source to a document.
Result<void> check_hop(const Decision& decision) {
  const auto& about = decision.about;
  const bool is_hop = about.size() == 2 && about[1].kind == AnchorKind::document &&
                      (about[0].kind == AnchorKind::document || about[0].kind == AnchorKind::name);
  if (!is_hop) {
    return wrong("A hop goes from a document or an outlet's name to a document: FROM TO.");
  }
  if (about[0] == about[1]) return wrong("A document has its words from another one.");
  return {};
}

Result<void> check_link(Decision& decision) {
  if (decision.field.empty()) decision.field = "relays";
  constexpr std::array<std::string_view, 3> kKinds{"relays", "republishes", "copies"};
  if (std::find(kKinds.begin(), kKinds.end(), decision.field) == kKinds.end()) {
    return wrong(fmt::format("\"{}\" is no kind of hop; one of: {}.",
                             text::printable(decision.field), fmt::join(kKinds, ", ")));
  }
  return check_hop(decision);
}

Result<void> check_reject(const Decision& decision) {
  const bool is_attribution =
      decision.about.size() == 1 && all_are(decision, {AnchorKind::attribution});
  if (is_attribution) return {};
  if (decision.about.size() == 1) {
    return wrong("What is rejected is an attribution (ID#a3), or a hop: FROM TO.");
  }
  return check_hop(decision);
}

Result<void> check_things(const Decision& decision) {
  for (auto it = decision.about.begin(); it != decision.about.end(); ++it) {
    if (std::find(decision.about.begin(), it, *it) == it) continue;
    return wrong("The same thing is named twice.");
  }
  return {};
}

Result<void> check_merge(const Decision& decision) {
  if (decision.about.size() < 2) return wrong("It takes two to be merged.");
  const bool is_known = all_are(decision, {AnchorKind::entity}) ||
                        all_are(decision, {AnchorKind::allegation}) ||
                        all_are(decision, {AnchorKind::narrative}) ||
                        all_are(decision, {AnchorKind::attribution, AnchorKind::document});
  if (is_known) return check_things(decision);
  return wrong(
      "What is merged is all names (ID#e3), all allegations (g…), all narratives (n…), or "
      "all sources, each by an attribution that names it (ID#a3).");
}

Result<void> check_split(const Decision& decision) {
  const auto& about = decision.about;
  const bool is_page = !about.empty() && about.size() <= 2 &&
                       about[0].kind == AnchorKind::document &&
                       (about.size() == 1 || about[1].kind == AnchorKind::narrative);
  const bool is_known = is_page || all_are(decision, {AnchorKind::entity}) ||
                        all_are(decision, {AnchorKind::claim}) ||
                        all_are(decision, {AnchorKind::allegation}) ||
                        all_are(decision, {AnchorKind::attribution});
  if (is_known && !about.empty()) return check_things(decision);
  return wrong(
      "What is split off is names (ID#e3), claims (ID#c3) of an allegation, allegations "
      "(g…) of a narrative, a document of a narrative, or sources, each by an attribution "
      "that names it (ID#a3).");
}

Result<void> check_reason(const Decision& decision) {
  const bool may_lack = decision.verb == Verb::note || decision.verb == Verb::undo;
  if (may_lack || !decision.reason.empty()) return {};
  return wrong("A decision needs its reason: --reason \"…\"");
}

Result<void> check(Decision& decision, const std::vector<Decision>& log) {
  if (const auto reason = check_reason(decision); !reason) return reason;
  switch (decision.verb) {
    case Verb::undo:
      return check_undo(decision, log);
    case Verb::note:
      return check_note(decision);
    case Verb::set:
      return check_set(decision);
    case Verb::link:
      return check_link(decision);
    case Verb::reject:
      return check_reject(decision);
    case Verb::merge:
      return check_merge(decision);
    case Verb::split:
      return check_split(decision);
  }
  return {};
}

// ---- what the log is about now ---------------------------------------------------------------

/// Finds the things again.
class Finder {
 public:
  explicit Finder(const Store& store) : store_(store) {}

  /// Nullopt: not found any more.
  Result<std::optional<RulingPart>> find(const Anchor& anchor) {
    if (anchor.kind == AnchorKind::name) {
      return RulingPart{anchor.kind, {}, 0, anchor.words};
    }
    const auto id = store_.id_with_hash(anchor.document);
    if (!id) return error_of(id);
    if (!*id) return std::nullopt;
    const auto document = store_.document(**id);
    if (!document) return error_of(document);
    const auto index = engine::find(**document, anchor);
    if (!index) return std::nullopt;
    return RulingPart{anchor.kind, **id, *index, {}};
  }

  /// Nullopt where something is not found any more.
  Result<std::optional<Ruling>> ruling(const Decision& decision) {
    Ruling ruling{decision.number, decision.verb, {}, decision.field, decision.reason};
    for (const Anchor& anchor : decision.about) {
      auto part = find(anchor);
      if (!part) return error_of(part);
      if (!*part) return std::nullopt;
      ruling.parts.push_back(std::move(**part));
    }
    return ruling;
  }

  /// What a part is called now; empty where a claim is in no allegation any more.
  Result<std::string> name(const RulingPart& part) {
    if (part.kind == AnchorKind::name) return part.name;
    const bool is_group = part.kind == AnchorKind::allegation || part.kind == AnchorKind::narrative;
    if (!is_group) return id_text(part.document, part.kind, part.index);
    const auto places =
        store_.places_of({ClaimId{part.document, static_cast<ClaimIndex>(part.index)}});
    if (!places) return error_of(places);
    const ClaimPlace& place = places->front();
    if (place.allegation.empty()) return std::string();
    return part.kind == AnchorKind::allegation ? place.allegation : place.narrative;
  }

 private:
  const Store& store_;
};

/// The log with what has become of each entry.
class Log {
 public:
  explicit Log(const Store& store) : finder_(store), log_(store.decisions()) {}

  /// Of those entries that `is_wanted`. What an entry is about is looked up for these alone.
  template <typename Wanted>
  Result<std::vector<DecisionRow>> rows(const Wanted& is_wanted) {
    if (!log_) return error_of(log_);
    const std::vector<std::size_t> undone = undone_by(*log_);
    const std::vector<std::size_t> overruled = overruled_by(*log_);
    std::vector<DecisionRow> rows;
    for (std::size_t i = 0; i < log_->size(); ++i) {
      if (!is_wanted((*log_)[i])) continue;
      DecisionRow row{(*log_)[i], {}, undone[i], overruled[i]};
      if (const auto named = name_things(row); !named) return error_of(named);
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  Result<void> name_things(DecisionRow& row) {
    for (const Anchor& anchor : row.decision.about) {
      const auto part = finder_.find(anchor);
      if (!part) return error_of(part);
      auto name = *part ? finder_.name(**part) : Result<std::string>(std::string());
      if (!name) return error_of(name);
      row.ids.push_back(std::move(*name));
    }
    return {};
  }

  Finder finder_;
  Result<std::vector<Decision>> log_;
};

/// Whether it is in force, acts or is a note, and is about something of the trace.
bool bears_on(const DecisionRow& row, const Trace& trace) {
  if (row.undone_by != 0 || row.decision.verb == Verb::undo) return false;
  const auto is_among = [](const std::vector<std::string>& ids, std::string_view id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  return std::any_of(row.ids.begin(), row.ids.end(), [&](const std::string& id) {
    const std::string_view document = std::string_view(id).substr(0, id.find_first_of("#:"));
    return id == trace.narrative.id || is_among(trace.narrative.allegations, id) ||
           is_among(trace.narrative.documents, document);
  });
}

}  // namespace

Result<Decision> decision_of(const DecisionRequest& request, const Store& store,
                             const std::string& now) {
  const auto log = store.decisions();
  if (!log) return error_of(log);
  Decision decision;
  decision.number = log->empty() ? 1 : log->back().number + 1;
  decision.verb = request.verb;
  decision.field = request.field;
  decision.value = text::printable(text::trim(request.value));
  decision.reason = text::printable(text::trim(request.reason));
  decision.by = text::printable(text::trim(request.by));
  decision.at = now;
  decision.undoes = request.undoes;
  const bool may_be_name = request.verb == Verb::link || request.verb == Verb::reject;
  for (const std::string& id : request.about) {
    auto anchor = anchor_for(store, id, may_be_name);
    if (!anchor) return error_of(anchor);
    decision.about.push_back(std::move(*anchor));
  }
  if (const auto sound = check(decision, *log); !sound) return error_of(sound);
  return decision;
}

Result<std::vector<DecisionRow>> decision_rows(const Store& store) {
  return Log(store).rows([](const Decision&) { return true; });
}

Result<std::vector<DecisionRow>> decision_rows(const Store& store, const Trace& trace) {
  const std::set<std::string_view> documents(trace.narrative.documents.begin(),
                                             trace.narrative.documents.end());
  const auto is_within = [&](const Anchor& anchor) {
    const auto id = store.id_with_hash(anchor.document);
    return !id || (*id && documents.contains(**id));  // what cannot be looked up fails below
  };
  auto rows = Log(store).rows([&](const Decision& decision) {
    return decision.verb != Verb::undo && std::ranges::any_of(decision.about, is_within);
  });
  if (rows) std::erase_if(*rows, [&](const DecisionRow& row) { return !bears_on(row, trace); });
  return rows;
}

Result<DecisionRow> decision_row(const Store& store, std::size_t number) {
  auto rows = Log(store).rows([&](const Decision& decision) { return decision.number == number; });
  if (!rows) return error_of(rows);
  if (!rows->empty()) return std::move(rows->front());
  return fail(ErrorKind::not_found, fmt::format("The log has no decision {}.", number));
}

Result<std::optional<Ruling>> ruling_of(const Decision& decision, const Store& store) {
  Finder finder(store);
  return finder.ruling(decision);
}

Result<std::vector<Ruling>> rulings(const Store& store) {
  const auto log = store.decisions();
  if (!log) return error_of(log);
  Finder finder(store);
  std::vector<Ruling> out;
  for (const Decision& decision : in_force(*log)) {
    auto ruling = finder.ruling(decision);
    if (!ruling) return error_of(ruling);
    if (*ruling) out.push_back(std::move(**ruling));
  }
  return out;
}

}  // namespace hearsay::engine
