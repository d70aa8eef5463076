// The analyst's log by itself: what of it is in force, and what says otherwise than an earlier
// entry.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "hearsay/decision.h"

namespace hearsay::engine {

/// By entry: the number of the one that undoes it; 0: none in force does. An undo can be undone.
std::vector<std::size_t> undone_by(const std::vector<Decision>& log);

/// By entry: the number of the next one in force that decides the same otherwise; 0: none.
std::vector<std::size_t> overruled_by(const std::vector<Decision>& log);

/// What is in force and not overruled, without notes and undos.
std::vector<Decision> in_force(const std::vector<Decision>& log);

/// Decisions in force that change how a document is read, by its full hash, in the order of the
/// log.
using DecidedReadings = std::map<std::string, std::vector<Decision>>;
DecidedReadings decided_readings(const std::vector<Decision>& log);

/// Those about one document; none where there are none.
const std::vector<Decision>& decisions_of(const DecidedReadings& decided, const std::string& hash);

/// Full hashes of the documents that are read otherwise because of this one.
std::vector<std::string> read_anew_for(const Decision& decision);

}  // namespace hearsay::engine
