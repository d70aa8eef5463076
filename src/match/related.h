// Which bodies a description of somebody names: "spokeswoman for the Ministry of Culture", "the
// culture minister". Who is described so has to do with the body, and is not it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hearsay::matching {

/// Bodies by the words of their names, to be looked up.
class NamedBodies {
 public:
  /// A name without a word in capitals names nothing here.
  void add(std::uint32_t body, std::string_view name);

  /// The bodies all of whose words in capitals the description has: as they are, or, of names of
  /// several words, with another end ("ministry", "minister"). Sorted. A name of one word counts
  /// only where the description has it in capitals too: "of the Guard".
  [[nodiscard]] std::vector<std::uint32_t> named_in(std::string_view description) const;

 private:
  struct Body {
    std::uint32_t body = 0;
    std::vector<std::string> words;  ///< folded
  };
  std::vector<Body> bodies_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_stem_;  ///< into `bodies_`
};

}  // namespace hearsay::matching
