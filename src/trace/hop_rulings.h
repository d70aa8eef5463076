// What the analyst has decided about the way of the words: hops that he knows of, and hops that are
// none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hearsay/decision.h"
#include "hearsay/trace.h"

namespace hearsay::tracing {

/// A hop that the analyst knows of.
struct LinkedHop {
  std::string document;  ///< that gave the words; empty: an outlet that only has a name
  std::string name;
  std::string to;  ///< document
  EdgeKind kind = EdgeKind::relays;
  std::string reason;  ///< with the decision's number
};

class HopRulings {
 public:
  HopRulings() = default;
  /// Of several about one hop the last counts.
  explicit HopRulings(const std::vector<Ruling>& rulings);

  /// In the order of the log.
  [[nodiscard]] const std::vector<LinkedHop>& links() const { return links_; }
  /// Whether the hop from `node`, an outlet or source called `name`, to a document is none.
  [[nodiscard]] bool is_rejected(std::string_view node, std::string_view name,
                                 std::string_view to) const;

 private:
  struct RejectedHop {
    std::string document;
    std::string name;
    std::string to;
  };

  std::vector<LinkedHop> links_;
  std::vector<RejectedHop> rejected_;
};

/// "decision 3: the editor says so".
std::string reason_of(const Ruling& ruling);

}  // namespace hearsay::tracing
