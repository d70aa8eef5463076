#include "attribute/vague_words.h"

#include <algorithm>
#include <utility>

namespace hearsay::attribute {
namespace {

constexpr float confidence = 0.6F;
constexpr std::size_t none = SIZE_MAX;

class Adder {
 public:
  Adder(const Page& page, const Lexicon& lexicon, std::vector<Found>& found)
      : page_(page), lexicon_(lexicon), found_(found), owner_(page.rows().size(), none) {
    in_cue_.assign(page.rows().size(), false);
    has_cue_.assign(page.segmentation().sentences.size(), false);
    for (std::size_t at = 0; at < found.size(); ++at) note(at);
  }

  void run() {
    const auto count = static_cast<std::uint32_t>(page_.rows().size());
    for (std::uint32_t at = 0; at < count; ++at) {
      const Row& row = page_.rows()[at];
      if (!lexicon_.is_vague(row.lower) || in_cue_[at] || !page_.is_read(row.sentence)) continue;
      const std::size_t parent = owner_[at];
      if (parent == none && has_cue_[row.sentence]) continue;
      add(at, parent);
    }
  }

 private:
  void note(std::size_t index) {
    const Found& each = found_[index];
    for (std::uint32_t at = each.cue.begin; at < each.cue.end; ++at) in_cue_[at] = true;
    if (!each.cue.empty()) has_cue_[page_.rows()[each.cue.begin].sentence] = true;
    for (const TokenRange piece : each.content) {
      for (std::uint32_t at = piece.begin; at < piece.end; ++at) {
        const bool smaller = owner_[at] == none ||
                             token_count(each.content) < token_count(found_[owner_[at]].content);
        if (smaller) owner_[at] = index;
      }
    }
  }

  void add(std::uint32_t word, std::size_t parent) {
    const std::uint32_t number = page_.rows()[word].sentence;
    const Sentence& sentence = page_.segmentation().sentences[number];
    Found each;
    each.cue = {word, word + 1};
    each.confidence = confidence;
    if (parent != none) each.parent = parent;
    for (TokenRange piece :
         {TokenRange{sentence.begin, word}, TokenRange{word + 1, sentence.end}}) {
      piece = inside(piece, word, parent);
      while (!piece.empty() && page_.rows()[piece.end - 1].shape == "p") --piece.end;
      while (!piece.empty() && page_.rows()[piece.begin].shape == "p") ++piece.begin;
      if (!piece.empty()) each.content.push_back(piece);
    }
    if (each.content.empty()) return;
    for (const TokenRange piece : each.content) each.words += piece.end - piece.begin;
    found_.push_back(std::move(each));
    has_cue_[number] = true;
  }

  // No further than the piece of the parent's content that the word stands in.
  [[nodiscard]] TokenRange inside(TokenRange piece, std::uint32_t word, std::size_t parent) const {
    if (parent == none) return piece;
    for (const TokenRange outer : found_[parent].content) {
      if (!outer.contains(word)) continue;
      return {std::max(piece.begin, outer.begin), std::min(piece.end, outer.end)};
    }
    return {};
  }

  const Page& page_;
  const Lexicon& lexicon_;
  std::vector<Found>& found_;
  std::vector<std::size_t> owner_;  // by token: the smallest content it stands in
  std::vector<bool> in_cue_;        // by token
  std::vector<bool> has_cue_;       // by sentence
};

}  // namespace

void add_vague(const Page& page, const Lexicon& lexicon, std::vector<Found>& found) {
  Adder(page, lexicon, found).run();
}

}  // namespace hearsay::attribute
