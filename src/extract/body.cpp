// The article is the subtree of the page with the greatest sum of block values: a paragraph of
// prose counts for its words, links and short scraps against. (The maximum subtree needs no
// threshold: whatever surrounds the article only lowers the sum.) Inside it, blocks are left out
// that the names of their elements, their links or their wording show to be something else.
#include "extract/body.h"

#include <algorithm>
#include <unordered_set>

#include "extract/boilerplate.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr double linky = 0.5;  // a block of which more is links is no prose
constexpr std::uint32_t few_words = 8;
constexpr std::size_t shingle = 4;

bool speaks_against(Hint hint) {
  switch (hint) {
    case Hint::navigation:
    case Hint::comments:
    case Hint::share:
    case Hint::related:
    case Hint::advert:
    case Hint::caption:
    case Hint::byline:
    case Hint::date:
    case Hint::subscribe:
    case Hint::footer:
    case Hint::tags:
    case Hint::aside:
    case Hint::embed:
    case Hint::form:
      return true;
    default:
      return false;
  }
}

BoilerplateKind kind_of(Hint hint) {
  switch (hint) {
    case Hint::comments:
      return BoilerplateKind::comments;
    case Hint::share:
      return BoilerplateKind::share;
    case Hint::related:
    case Hint::aside:
      return BoilerplateKind::related;
    case Hint::caption:
      return BoilerplateKind::image;
    case Hint::subscribe:
      return BoilerplateKind::donate;
    case Hint::navigation:
    case Hint::tags:
      return BoilerplateKind::navigation;
    default:
      return BoilerplateKind::other;
  }
}

/// Hashes of the runs of four words of a text, folded.
std::unordered_set<std::uint64_t> shingles_of(std::string_view text) {
  std::unordered_set<std::uint64_t> out;
  const std::string lower = text::lower(text);
  std::vector<std::uint64_t> words;
  for (std::size_t at = 0; at < lower.size();) {
    std::size_t end = at;
    while (end < lower.size()) {
      const text::Decoded c = text::decode_at(lower, end);
      if (!text::is_letter(c.code_point) && !text::is_digit(c.code_point)) break;
      end += c.size;
    }
    if (end > at) words.push_back(text::hash64(std::string_view(lower).substr(at, end - at)));
    at = end < lower.size() ? end + text::decode_at(lower, end).size : end;
  }
  const std::size_t size = std::min(shingle, words.size());
  for (std::size_t i = 0; size > 0 && i + size <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = i; j < i + size; ++j) hash = text::mix(hash, words[j]);
    out.insert(hash);
  }
  return out;
}

class Chooser {
 public:
  Chooser(const Page& page, std::string_view stated_body, std::string_view title)
      : page_(page), tree_(*page.tree), title_(text::fold(title)) {
    if (!stated_body.empty()) stated_ = shingles_of(stated_body);
  }

  std::vector<BlockChoice> run() {
    choices_.resize(page_.blocks.size());
    overlaps_.resize(page_.blocks.size());
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) overlaps_[i] = overlap(page_.blocks[i]);
    container_ = best_container();
    if (container_ == no_node) return std::move(choices_);
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      if (is_inside(page_.blocks[i].node, container_)) choices_[i] = judge(i);
    }
    trim();
    return std::move(choices_);
  }

 private:
  /// How much of a block the page's own metadata also has, 0 to 1; 0 where it has nothing.
  double overlap(const TextBlock& block) const {
    if (stated_.size() < 20) return 0;
    const auto own = shingles_of(block.text.text());
    if (own.empty()) return 0;
    std::size_t shared = 0;
    for (const std::uint64_t hash : own) shared += stated_.count(hash);
    return static_cast<double>(shared) / static_cast<double>(own.size());
  }

  double value(std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    const double words = block.words;
    if (overlaps_[index] > 0.6) return words + 5;
    double penalty = 0;
    for (NodeIndex up = block.node; up != no_node; up = tree_[up].parent) {
      const Hint hint = page_.hints[up];
      if (hint == Hint::article_body) break;
      if (hint == Hint::comments || hint == Hint::footer || hint == Hint::navigation ||
          hint == Hint::related || hint == Hint::aside) {
        penalty = 1;
      }
    }
    if (penalty > 0) return -3 - 0.2 * words;
    if (block.link_density() > linky) return -4 - 0.5 * words;
    if (block.kind == BlockKind::heading) return block.words < 3 ? -1 : 0;
    if (block.words < few_words) return -3;
    return words * (1 - block.link_density()) - 5;
  }

  NodeIndex best_container() const {
    std::vector<double> sums(tree_.nodes().size(), 0);
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) sums[page_.blocks[i].node] += value(i);
    // Children come after their parents, so one pass from the back adds all up.
    for (NodeIndex i = static_cast<NodeIndex>(sums.size()); i-- > 1;) {
      if (tree_[i].parent != no_node) sums[tree_[i].parent] += sums[i];
    }
    NodeIndex best = no_node;
    for (NodeIndex i = 0; i < sums.size(); ++i) {
      // Among equals the innermost, which comes last.
      if (sums[i] > 0 && (best == no_node || sums[i] >= sums[best])) best = i;
    }
    return best;
  }

  bool is_inside(NodeIndex node, NodeIndex container) const {
    return node >= container &&
           (tree_.after(container) == no_node || node < tree_.after(container));
  }

  BlockChoice judge(std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    if (overlaps_[index] > 0.7 && block.words >= 5) return {Role::body, {}};
    for (NodeIndex up = block.node; up != container_ && up != no_node; up = tree_[up].parent) {
      if (page_.hints[up] == Hint::article_body) break;
      if (speaks_against(page_.hints[up])) return {Role::boilerplate, kind_of(page_.hints[up])};
    }
    if (block.kind == BlockKind::caption) return {Role::boilerplate, BoilerplateKind::image};
    if (const auto kind = boilerplate_kind(block.text.text())) return {Role::boilerplate, *kind};
    if (block.link_density() > 0.8 && block.words < 30) {
      return {Role::boilerplate, BoilerplateKind::related};
    }
    if (is_in_figure(block.node)) return {Role::boilerplate, BoilerplateKind::image};
    return {Role::body, {}};
  }

  bool is_in_figure(NodeIndex node) const {
    for (NodeIndex up = node; up != container_ && up != no_node; up = tree_[up].parent) {
      if (tree_[up].tag == Tag::figure) return true;
    }
    return false;
  }

  /// Headings and scraps before the first and after the last paragraph are no body.
  void trim() {
    const auto is_prose = [this](std::size_t i) {
      return choices_[i].role == Role::body && page_.blocks[i].kind != BlockKind::heading &&
             page_.blocks[i].words >= 4;
    };
    std::size_t begin = 0;
    std::size_t end = choices_.size();
    while (begin < end && !is_prose(begin)) choices_[begin++] = BlockChoice();
    while (end > begin && !is_prose(end - 1)) choices_[--end] = BlockChoice();
  }

  const Page& page_;
  const HtmlTree& tree_;
  std::string title_;
  std::unordered_set<std::uint64_t> stated_;
  std::vector<double> overlaps_;
  std::vector<BlockChoice> choices_;
  NodeIndex container_ = no_node;
};

}  // namespace

std::vector<BlockChoice> choose_body(const Page& page, std::string_view stated_body,
                                     std::string_view title) {
  return Chooser(page, stated_body, title).run();
}

}  // namespace hearsay::extraction
