#include "match/related.h"

#include <algorithm>
#include <set>

#include "match/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::matching {
namespace {

// Letters that a body and its head have in common: "minist(ry)" and "minist(er)".
constexpr std::size_t kStem = 6;

std::string_view stem(std::string_view word) { return word.substr(0, kStem); }

struct Words {
  std::vector<std::string> all;       // folded
  std::vector<std::string> capitals;  // of these, those that begin with a capital
};

Words words_of(std::string_view text) {
  Words out;
  for (const std::string_view piece : text::split(text)) {
    if (piece.empty()) continue;
    const bool capital = text::is_upper(text::decode_at(piece, 0).code_point);
    for (std::string& word : name_words(std::string(piece))) {
      if (capital) out.capitals.push_back(word);
      out.all.push_back(std::move(word));
    }
  }
  return out;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool has_alike(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::any_of(words, [&](const std::string& other) {
    return other == word ||
           (word.size() > kStem && other.size() > kStem && stem(other) == stem(word));
  });
}

}  // namespace

void NamedBodies::add(std::uint32_t body, std::string_view name) {
  std::vector<std::string> words = words_of(name).capitals;
  if (words.empty()) return;
  std::set<std::string> stems;
  for (const std::string& word : words) stems.emplace(stem(word));
  for (const std::string& each : stems) by_stem_[each].push_back(bodies_.size());
  bodies_.push_back({body, std::move(words)});
}

std::vector<std::uint32_t> NamedBodies::named_in(std::string_view description) const {
  const Words words = words_of(description);
  std::set<std::size_t> candidates;
  for (const std::string& word : words.all) {
    const auto found = by_stem_.find(stem(word));
    if (found != by_stem_.end()) candidates.insert(found->second.begin(), found->second.end());
  }
  std::vector<std::uint32_t> out;
  for (const std::size_t candidate : candidates) {
    const Body& body = bodies_[candidate];
    const bool named = body.words.size() == 1
                           ? has(words.capitals, body.words.front())
                           : std::ranges::all_of(body.words, [&](const std::string& word) {
                               return has_alike(words.all, word);
                             });
    if (named) out.push_back(body.body);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace hearsay::matching
