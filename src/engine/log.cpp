#include "engine/log.h"

#include <algorithm>
#include <set>

namespace hearsay::engine {
namespace {

/// A document's words are its title, which may have been set meanwhile.
bool same_thing(const Anchor& a, const Anchor& b) {
  const bool is_name = a.kind == AnchorKind::name;
  return a.kind == b.kind && a.document == b.document && a.spans == b.spans &&
         (!is_name || a.words == b.words);
}

bool same_in_order(const Decision& a, const Decision& b) {
  return std::equal(a.about.begin(), a.about.end(), b.about.begin(), b.about.end(), same_thing);
}

bool same_things(const Decision& a, const Decision& b) {
  return std::is_permutation(a.about.begin(), a.about.end(), b.about.begin(), b.about.end(),
                             same_thing);
}

/// Whether the later one says otherwise than the earlier.
bool overrules(const Decision& later, const Decision& earlier) {
  if (later.verb == Verb::set) {
    return earlier.verb == Verb::set && later.field == earlier.field &&
           same_in_order(later, earlier);
  }
  const auto are = [&](Verb x, Verb y) {
    return (later.verb == x && earlier.verb == y) || (later.verb == y && earlier.verb == x);
  };
  if (are(Verb::link, Verb::reject) || are(Verb::link, Verb::link)) {
    return same_in_order(later, earlier);
  }
  return are(Verb::merge, Verb::split) && same_things(later, earlier);
}

}  // namespace

std::vector<std::size_t> undone_by(const std::vector<Decision>& log) {
  std::vector<std::size_t> undone(log.size());
  // From the last: whether an undo counts is known before what it undoes is met.
  for (std::size_t i = log.size(); i > 0; --i) {
    const Decision& entry = log[i - 1];
    if (entry.verb != Verb::undo || undone[i - 1] != 0) continue;
    for (std::size_t k = 0; k + 1 < i; ++k) {
      if (log[k].number == entry.undoes) undone[k] = entry.number;
    }
  }
  return undone;
}

std::vector<std::size_t> overruled_by(const std::vector<Decision>& log) {
  const std::vector<std::size_t> undone = undone_by(log);
  std::vector<std::size_t> overruled(log.size());
  for (std::size_t i = 0; i < log.size(); ++i) {
    for (std::size_t k = i + 1; k < log.size() && undone[i] == 0 && overruled[i] == 0; ++k) {
      if (undone[k] == 0 && overrules(log[k], log[i])) overruled[i] = log[k].number;
    }
  }
  return overruled;
}

std::vector<Decision> in_force(const std::vector<Decision>& log) {
  const std::vector<std::size_t> undone = undone_by(log);
  const std::vector<std::size_t> overruled = overruled_by(log);
  std::vector<Decision> out;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const bool acts = log[i].verb != Verb::undo && log[i].verb != Verb::note;
    if (acts && undone[i] == 0 && overruled[i] == 0) out.push_back(log[i]);
  }
  return out;
}

std::vector<std::string> read_anew_for(const Decision& decision) {
  std::set<std::string> hashes;
  for (const Anchor& each : decision.about) {
    const bool is_reading = decision.verb == Verb::set ||
                            (decision.verb == Verb::reject && each.kind == AnchorKind::attribution);
    if (is_reading) hashes.insert(each.document);
  }
  return {hashes.begin(), hashes.end()};
}

const std::vector<Decision>& decisions_of(const DecidedReadings& decided, const std::string& hash) {
  static const std::vector<Decision> none;
  const auto found = decided.find(hash);
  return found == decided.end() ? none : found->second;
}

DecidedReadings decided_readings(const std::vector<Decision>& log) {
  DecidedReadings out;
  for (const Decision& decision : in_force(log)) {
    for (const std::string& hash : read_anew_for(decision)) out[hash].push_back(decision);
  }
  return out;
}

}  // namespace hearsay::engine
