// Why the program says what it says. "Why do you say so?" is answered from this data, never by
// running again.
#pragma once

#include <string>

namespace hearsay {

/// Which rule or model decided, and how sure it is of its *reading* (never of the truth).
struct Basis {
  std::string rule;  ///< name of the rule or model, e.g. "dateline" or "tagger"; stable, short
  float confidence = 1.0F;  ///< in [0, 1]
  friend bool operator==(const Basis&, const Basis&) = default;
};

}  // namespace hearsay
