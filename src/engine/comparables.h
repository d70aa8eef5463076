// Documents made ready for comparing, kept while they are asked for again: stories travel within
// days, so a new document meets much the same ones as the one before it.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <string>

#include "hearsay/result.h"
#include "match/match.h"
#include "store/store.h"

namespace hearsay::engine {

/// Not thread-safe.
class Comparables {
 public:
  /// The document of that id as the store holds it now. Errors are the store's.
  Result<Comparable> get(const std::string& id, const Store& store, const Matcher& matcher);

 private:
  struct Kept {
    std::string id;
    Comparable comparable;
  };

  void forget(std::list<Kept>::iterator kept);

  std::list<Kept> kept_;  ///< asked for last first
  std::map<std::string, std::list<Kept>::iterator> by_id_;
  std::size_t bytes_ = 0;  ///< of their texts
};

}  // namespace hearsay::engine
