// The article is the subtree of the page with the greatest sum of block values: a paragraph of
// prose counts for its words, links and short scraps against. (The maximum subtree needs no
// threshold: whatever surrounds the article only lowers the sum.) Inside it, blocks are left out
// that the names of their elements, their links or their wording show to be something else.
#include "extract/body.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "extract/block_features.h"
#include "extract/boilerplate.h"
#include "extract/dates.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr double linky = 0.5;  // a block of which more is links is no prose
constexpr std::uint32_t few_words = 8;
constexpr std::size_t shingle = 4;
constexpr std::uint32_t longest_pull_quote = 60;
constexpr double climb = 0.98;  // how much of its value the container may lose to grow

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
  Chooser(const Page& page, const Metadata& metadata)
      : page_(page), tree_(*page.tree), title_(bare_words(metadata.title)) {
    if (!metadata.stated_body.empty()) stated_ = shingles_of(metadata.stated_body);
  }

  BodyGuess run() {
    choose();
    BodyGuess guess{std::move(choices_),  std::move(values_), std::move(wordings_),
                    std::move(overlaps_), container_,         headline_};
    return guess;
  }

 private:
  void choose() {
    const std::size_t count = page_.blocks.size();
    choices_.resize(count);
    overlaps_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      overlaps_[i] = overlap(page_.blocks[i]);
      wordings_.push_back(boilerplate_kind(page_.blocks[i].text.text()));
    }
    weigh_prose();
    for (std::size_t i = 0; i < count; ++i) values_.push_back(value(i));
    find_headline();
    container_ = best_container();
    if (container_ == no_node) return;
    container_ = own_article(container_);
    for (std::size_t i = 0; i < count; ++i) {
      if (is_inside(page_.blocks[i].node, container_)) choices_[i] = judge(i);
    }
    trust_stated_body();
    drop_repetitions();
    drop_teasers();
    trim();
    add_standfirst();
  }

  /// How much of a block the page's own metadata also has, 0 to 1; 0 where it has nothing.
  double overlap(const TextBlock& block) const {
    if (stated_.size() < 20) return 0;
    const auto own = shingles_of(block.text.text());
    if (own.empty()) return 0;
    std::size_t shared = 0;
    for (const std::uint64_t hash : own) shared += stated_.count(hash);
    return static_cast<double>(shared) / static_cast<double>(own.size());
  }

  /// Words of prose below each node, whatever the names of elements say.
  void weigh_prose() {
    prose_.assign(tree_.nodes().size(), 0);
    for (const TextBlock& block : page_.blocks) {
      const bool prose = block.words >= few_words && block.link_density() < linky;
      if (prose) prose_[block.node] += block.words;
    }
    for (auto i = static_cast<NodeIndex>(prose_.size()); i-- > 1;) {
      if (tree_[i].parent != no_node) prose_[tree_[i].parent] += prose_[i];
    }
  }

  /// What an element's names say of it, unless it holds most of the page's prose: then they speak
  /// of something else ("with-sidebar", "share-enabled").
  Hint hint_at(NodeIndex node) const {
    const Hint hint = page_.hints[node];
    if (!speaks_against(hint) && hint != Hint::hidden) return hint;
    const bool plain = hint == Hint::comments || hint == Hint::hidden || hint == Hint::subscribe ||
                       hint == Hint::footer || hint == Hint::navigation;
    const double most = plain ? 0.8 : 0.4;
    return prose_[node] > most * prose_[HtmlTree::root()] && prose_[node] > 60 ? Hint::none : hint;
  }

  double value(std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    const double words = block.words;
    if (overlaps_[index] > 0.6) return words + 5;
    double penalty = 0;
    for (NodeIndex up = block.node; up != no_node; up = tree_[up].parent) {
      const Hint hint = hint_at(up);
      if (hint == Hint::article_body) break;
      if (hint == Hint::comments || hint == Hint::footer || hint == Hint::navigation ||
          hint == Hint::related || hint == Hint::aside || hint == Hint::hidden ||
          hint == Hint::subscribe) {
        penalty = 1;
      }
    }
    if (penalty > 0) return -1;
    if (block.link_density() > linky) return -4 - 0.5 * words;
    if (block.kind == BlockKind::heading) return block.words < 3 ? -1 : 0;
    if (block.words < few_words) return -3;
    return words * (1 - block.link_density()) - 5;
  }

  NodeIndex best_container() const {
    std::vector<double> sums(tree_.nodes().size(), 0);
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) sums[page_.blocks[i].node] += values_[i];
    // Children come after their parents, so one pass from the back adds all up.
    for (NodeIndex i = static_cast<NodeIndex>(sums.size()); i-- > 1;) {
      if (tree_[i].parent != no_node) sums[tree_[i].parent] += sums[i];
    }
    NodeIndex best = no_node;
    for (NodeIndex i = 0; i < sums.size(); ++i) {
      // Among equals the innermost, which comes last.
      if (sums[i] > 0 && (best == no_node || sums[i] >= sums[best])) best = i;
    }
    if (best == no_node) return best;
    // One paragraph may outweigh the scraps around it, which belong to it all the same.
    while (best != HtmlTree::root() && tree_[tree_[best].parent].tag != Tag::body &&
           (makes_one_block(best) || sums[tree_[best].parent] > climb * sums[best])) {
      best = tree_[best].parent;
    }
    // An element that says it is the article's body is taken whole.
    for (NodeIndex up = best; up != no_node; up = tree_[up].parent) {
      if (page_.hints[up] == Hint::article_body && sums[up] > 0.5 * sums[best]) return up;
    }
    return best;
  }

  bool makes_one_block(NodeIndex node) const {
    const Tag tag = tree_[node].tag;
    return tag == Tag::p || tag == Tag::li || tag == Tag::blockquote || tag == Tag::pre;
  }

  /// The last heading before the page's main prose that says what the title says.
  void find_headline() {
    if (title_.empty()) return;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const TextBlock& block = page_.blocks[i];
      if (block.kind != BlockKind::heading || block.words > 60) continue;
      const std::string words = bare_words(block.text.text());
      const bool same = words == title_ || (words.size() > 20 && title_.starts_with(words));
      if (same && (headline_ == npos || block.tag == Tag::h1)) headline_ = i;
      if (headline_ != npos && page_.blocks[headline_].tag == Tag::h1) break;
    }
  }

  /// Pages that load the next article below: of several articles, the one under the headline.
  NodeIndex own_article(NodeIndex container) const {
    std::vector<NodeIndex> articles;
    const NodeIndex end = tree_.after(container);
    for (NodeIndex i = container + 1; i < tree_.nodes().size() && i != end;) {
      if (!tree_[i].is_text && tree_[i].tag == Tag::article && prose_[i] > 120) {
        articles.push_back(i);
        i = tree_.after(i);
      } else {
        ++i;
      }
    }
    if (articles.size() < 2) return container;
    double others = 0;
    for (const NodeIndex article : articles) others += prose_[article];
    // The prose stands elsewhere: these are teasers or comments.
    if (others < 0.7 * prose_[container]) return container;
    if (headline_ == npos) return container;
    for (const NodeIndex article : articles) {
      if (is_inside(page_.blocks[headline_].node, article)) return article;
    }
    return container;
  }

  /// Where the metadata has the whole text, prose that it lacks is something else.
  void trust_stated_body() {
    double shared = 0;
    double all = 0;
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      if (choices_[i].role != Role::body) continue;
      all += page_.blocks[i].words;
      if (overlaps_[i] > 0.5) shared += page_.blocks[i].words;
    }
    if (shared < 0.6 * all || shared < 60) return;
    std::unordered_set<NodeIndex> parents;  // of prose that it has: its siblings are kept
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      if (overlaps_[i] > 0.5) parents.insert(tree_[page_.blocks[i].node].parent);
    }
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      const TextBlock& block = page_.blocks[i];
      const bool sibling = block.tag == Tag::p && parents.count(tree_[block.node].parent) > 0;
      if (choices_[i].role == Role::body && overlaps_[i] < 0.1 && block.words >= few_words &&
          block.kind != BlockKind::heading && !sibling) {
        choices_[i] = {Role::boilerplate, BoilerplateKind::other};
      }
    }
  }

  /// The sentence or two between headline and body, which pages set outside of the body's element.
  void add_standfirst() {
    if (headline_ == npos) return;
    std::size_t body = 0;
    while (body < choices_.size() && choices_[body].role != Role::body) ++body;
    if (body == choices_.size() || body <= headline_ + 1 || body > headline_ + 25) return;
    int taken = 0;
    for (std::size_t i = headline_ + 1; i < body && taken < 2; ++i) {
      const TextBlock& block = page_.blocks[i];
      if (block.words < 7 || block.words > 90 || block.link_density() > 0.3) continue;
      if (judge_alone(i).role != Role::body || has_date(block)) continue;
      choices_[i] = {Role::body, {}};
      ++taken;
    }
  }

  static bool has_date(const TextBlock& block) {
    return block.words <= 16 && !find_dates(block.text.text(), false).empty();
  }

  bool is_inside(NodeIndex node, NodeIndex container) const {
    return node >= container &&
           (tree_.after(container) == no_node || node < tree_.after(container));
  }

  BlockChoice judge(std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    if (overlaps_[index] > 0.7 && block.words >= 5) return {Role::body, {}};
    return judge_alone(index);
  }

  BlockChoice judge_alone(std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    for (NodeIndex up = block.node; up != container_ && up != no_node; up = tree_[up].parent) {
      const Hint hint = hint_at(up);
      if (hint == Hint::article_body) break;
      if (hint == Hint::hidden) return {};
      if (speaks_against(hint)) return {Role::boilerplate, kind_of(hint)};
    }
    if (block.kind == BlockKind::caption) return {Role::boilerplate, BoilerplateKind::image};
    if (wordings_[index]) return {Role::boilerplate, *wordings_[index]};
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

  /// The title once more, and paragraphs that stand on the page twice.
  void drop_repetitions() {
    std::unordered_set<std::uint64_t> seen;
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      const TextBlock& block = page_.blocks[i];
      if (choices_[i].role != Role::body) continue;
      const bool is_new = seen.insert(text::hash64(block.text.text())).second;
      const bool is_title =
          block.words >= 4 && block.words < 60 && bare_words(block.text.text()) == title_;
      if (is_title) choices_[i] = BlockChoice();
      if (!is_new && block.words >= few_words) {
        choices_[i] = {Role::boilerplate, BoilerplateKind::other};
      }
    }
  }

  /// A heading that is a link, and what stands with it in one small element: another article.
  void drop_teasers() {
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      const TextBlock& heading = page_.blocks[i];
      if (!is_inside(heading.node, container_) || heading.kind != BlockKind::heading ||
          heading.link_density() < linky || heading.words < 4 || overlaps_[i] > 0.6) {
        continue;
      }
      NodeIndex box = heading.node;
      while (tree_[box].parent != container_ && tree_[box].parent != no_node &&
             prose_[tree_[box].parent] < 80) {
        box = tree_[box].parent;
      }
      std::size_t j = i;
      for (; j < choices_.size() && is_inside(page_.blocks[j].node, box); ++j) {
        if (choices_[j].role == Role::body && overlaps_[j] < 0.6) {
          choices_[j] = {Role::boilerplate, BoilerplateKind::related};
        }
      }
      if (j > i) i = j - 1;  // the box is done
    }
  }

  double words_of_body(std::size_t begin, std::size_t end) const {
    double words = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (choices_[i].role == Role::body) words += page_.blocks[i].words;
    }
    return words;
  }

  /// Headings and scraps before the first and after the last paragraph are no body.
  void trim() {
    const auto is_prose = [this](std::size_t i) {
      const TextBlock& block = page_.blocks[i];
      return choices_[i].role == Role::body && block.kind != BlockKind::heading &&
             block.words >= 4 && !has_date(block);
    };
    std::size_t begin = headline_ == npos || !is_inside(page_.blocks[headline_].node, container_)
                            ? 0
                            : headline_ + 1;
    if (words_of_body(0, begin) > 0.3 * words_of_body(begin, choices_.size())) begin = 0;
    for (std::size_t i = 0; i < begin; ++i) choices_[i] = BlockChoice();
    std::size_t end = choices_.size();
    while (begin < end && !is_prose(begin)) choices_[begin++] = BlockChoice();
    while (end > begin && !is_prose(end - 1)) choices_[--end] = BlockChoice();
  }

  const Page& page_;
  const HtmlTree& tree_;
  std::string title_;
  std::unordered_set<std::uint64_t> stated_;
  std::vector<double> values_;
  std::vector<std::optional<BoilerplateKind>> wordings_;
  std::vector<double> overlaps_;
  std::vector<double> prose_;
  std::vector<BlockChoice> choices_;
  NodeIndex container_ = no_node;
  static constexpr std::size_t npos = BodyGuess::no_block;
  std::size_t headline_ = npos;  // block
};

/// What a block inside the article is that is none of it.
BoilerplateKind kind_of(const Page& page, const TextBlock& block,
                        const std::optional<BoilerplateKind>& wording) {
  if (wording) return *wording;
  if (block.kind == BlockKind::caption) return BoilerplateKind::image;
  const HtmlTree& tree = *page.tree;
  for (NodeIndex up = block.node; up != no_node; up = tree[up].parent) {
    if (tree[up].tag == Tag::figure) return BoilerplateKind::image;
    if (page.hints[up] == Hint::article_body || page.hints[up] == Hint::article) break;
    if (speaks_against(page.hints[up])) return kind_of(page.hints[up]);
  }
  return block.link_density() > linky ? BoilerplateKind::related : BoilerplateKind::other;
}

/// For each node the outermost element around it that is an embedded post.
std::vector<NodeIndex> posts_of(const Page& page) {
  std::vector<NodeIndex> posts(page.hints.size(), no_node);
  for (NodeIndex i = 0; i < posts.size(); ++i) {
    const NodeIndex parent = (*page.tree)[i].parent;
    if (parent != no_node) posts[i] = posts[parent];
    if (posts[i] == no_node && page.hints[i] == Hint::embed) posts[i] = i;
  }
  return posts;
}

/// A post is taken whole, with the line that says whose it is and when, or not at all: as most of
/// its words are.
void take_posts_whole(const Page& page, std::vector<BlockChoice>& choices) {
  const std::vector<NodeIndex> posts = posts_of(page);
  const auto post_at = [&](std::size_t i) { return posts[page.blocks[i].node]; };
  for (std::size_t i = 0, end = 0; i < choices.size(); i = end) {
    double balance = 0;
    for (end = i; end < choices.size() && post_at(end) == post_at(i); ++end) {
      const double words = page.blocks[end].words;
      balance += choices[end].role == Role::body ? words : -words;
    }
    if (post_at(i) == no_node) continue;
    for (std::size_t j = i; j < end; ++j) {
      choices[j] = balance > 0 ? BlockChoice{Role::body, {}}
                               : BlockChoice{Role::boilerplate, BoilerplateKind::other};
    }
  }
}

/// A pull quote: all of it stands in a paragraph of the body too. It was said once, and is read
/// once.
void drop_pull_quotes(const Page& page, std::vector<BlockChoice>& choices) {
  std::vector<std::unordered_set<std::uint64_t>> runs(choices.size());
  std::unordered_map<std::uint64_t, int> holders;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i].role != Role::body) continue;
    runs[i] = shingles_of(page.blocks[i].text.text());
    for (const std::uint64_t run : runs[i]) ++holders[run];
  }
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::uint32_t words = page.blocks[i].words;
    if (runs[i].empty() || words < few_words || words > longest_pull_quote) continue;
    if (std::ranges::all_of(runs[i], [&](std::uint64_t run) { return holders[run] > 1; })) {
      choices[i] = {Role::boilerplate, BoilerplateKind::other};
    }
  }
}

/// A line with a day before the first paragraph says when the page is from.
void drop_date_lines(const Page& page, std::vector<BlockChoice>& choices) {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    if (choices[i].role != Role::body) continue;
    if (block.words > few_words || find_dates(block.text.text(), false).empty()) return;
    choices[i] = {};
  }
}

/// Boilerplate is kept where it stands inside the article: between its paragraphs, and behind the
/// last of them what the rules would have taken for one, which may be a credit.
void drop_edges(const std::vector<BlockChoice>& guess, std::vector<BlockChoice>& choices) {
  const auto is_body = [](const BlockChoice& choice) { return choice.role == Role::body; };
  const auto first = std::find_if(choices.begin(), choices.end(), is_body);
  const auto last = std::find_if(choices.rbegin(), choices.rend(), is_body).base();
  std::fill(choices.begin(), first, BlockChoice());
  if (first == choices.end()) return;
  for (auto choice = last; choice != choices.end(); ++choice) {
    if (!is_body(guess[static_cast<std::size_t>(choice - choices.begin())])) *choice = {};
  }
}

/// Beside the first paragraph and the last one a page says where its text is from. Such a line is
/// no body, and is read.
void keep_credit_lines(const Page& page, std::vector<BlockChoice>& choices) {
  static constexpr std::ptrdiff_t reach = 4;
  const auto is_body = [](const BlockChoice& choice) { return choice.role == Role::body; };
  const auto keep = [&](std::ptrdiff_t i) {
    if (i < 0 || i >= std::ssize(choices)) return;
    BlockChoice& choice = choices[static_cast<std::size_t>(i)];
    const TextBlock& block = page.blocks[static_cast<std::size_t>(i)];
    if (choice.role != Role::outside || !is_credit_line(block.text.text())) return;
    for (NodeIndex up = block.node; up != no_node; up = (*page.tree)[up].parent) {
      const Hint hint = page.hints[up];
      const bool line_of_who = hint == Hint::byline || hint == Hint::caption;  // "credit"
      const bool figure = (*page.tree)[up].tag == Tag::figure;
      if (figure || hint == Hint::hidden || (!line_of_who && speaks_against(hint))) return;
    }
    choice = {Role::boilerplate, BoilerplateKind::other};
  };
  const auto first = std::find_if(choices.begin(), choices.end(), is_body) - choices.begin();
  const auto last =
      std::find_if(choices.rbegin(), choices.rend(), is_body).base() - choices.begin();
  if (first == std::ssize(choices)) return;
  for (std::ptrdiff_t i = first - reach; i < first; ++i) keep(i);
  for (std::ptrdiff_t i = last; i < last + reach; ++i) keep(i);
}

}  // namespace

BodyGuess guess_body(const Page& page, const Metadata& metadata) {
  return Chooser(page, metadata).run();
}

std::vector<BlockChoice> choose_body(const Page& page, const Metadata& metadata,
                                     const model::BoostedTrees& classifier) {
  const BodyGuess guess = guess_body(page, metadata);
  BlockFeatures features(page, guess, metadata);
  std::vector<BlockChoice> choices = guess.choices;
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    const bool body = i != guess.headline && classifier.score(features.row(i)) > 0;
    // A paragraph that stands on the page twice is read once.
    if (body && (seen.insert(text::hash64(block.text.text())).second || block.words < few_words)) {
      choices[i] = {Role::body, {}};
    } else if (choices[i].role == Role::body) {
      choices[i] = {Role::boilerplate, kind_of(page, block, guess.wordings[i])};
    }
  }
  drop_pull_quotes(page, choices);
  take_posts_whole(page, choices);
  drop_date_lines(page, choices);
  drop_edges(guess.choices, choices);
  keep_credit_lines(page, choices);
  return choices;
}

}  // namespace hearsay::extraction
