#include "extract/block_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "extract/dates.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t levels = 3;           // ancestors looked at
constexpr std::size_t signature_depth = 4;  // elements that make a block's like
constexpr std::size_t shortest_topic_word = 5;
constexpr std::size_t run_length = 4;
constexpr std::uint32_t longest_dated = 25;  // words of a block that is searched for dates
constexpr int far = 30;                      // distances count up to here

/// Characters of a block, counted in one pass.
struct Characters {
  double all = 0, upper = 0, digits = 0, commas = 0, stops = 0, quotes = 0, other_marks = 0;
  char32_t first = 0, last = 0;
};

bool is_quote(char32_t c) {
  return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) || c == 0x300C ||
         c == 0x300D;
}

bool is_comma(char32_t c) { return c == ',' || c == 0x3001 || c == 0xFF0C || c == 0x60C; }

/// A mark that ends a sentence.
bool is_stop(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0x61F || c == 0x964 || c == 0x6D4;
}

Characters count_characters(std::string_view text) {
  Characters out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode_at(text, at);
    at += c.size;
    if (text::is_space(c.code_point)) continue;
    if (out.all == 0) out.first = c.code_point;
    // What stands after a closing quotation mark or bracket is what it closes.
    if (!is_quote(c.code_point) && c.code_point != ')' && c.code_point != ']') {
      out.last = c.code_point;
    }
    ++out.all;
    if (is_comma(c.code_point)) {
      ++out.commas;
    } else if (is_stop(c.code_point)) {
      ++out.stops;
    } else if (is_quote(c.code_point)) {
      ++out.quotes;
    } else if (text::is_digit(c.code_point)) {
      ++out.digits;
    } else if (text::is_upper(c.code_point)) {
      ++out.upper;
    } else if (!text::is_letter(c.code_point) && !text::is_mark(c.code_point)) {
      ++out.other_marks;
    }
  }
  return out;
}

/// Hashes of the words of a text, of the long ones, which may say what it is about, and of runs of
/// words.
struct Words {
  std::vector<std::uint64_t> topics;
  std::vector<std::uint64_t> runs;
};

Words words_in(std::string_view text) {
  Words out;
  const std::string bare = bare_words(text);
  std::array<std::uint64_t, run_length> last{};
  std::size_t count = 0;
  for (const std::string_view word : text::split(bare)) {
    const std::uint64_t hash = text::hash64(word);
    if (text::length(word) >= shortest_topic_word) out.topics.push_back(hash);
    last[count++ % run_length] = hash;
    if (count < run_length) continue;
    std::uint64_t run = 0;
    for (std::size_t i = count; i < count + run_length; ++i)
      run = text::mix(run, last[i % run_length]);
    out.runs.push_back(run);
  }
  return out;
}

/// Sums over all that stands below a node.
struct Subtree {
  double words = 0, body_words = 0, letters = 0, link_letters = 0, blocks = 0, images = 0;
  Subtree& operator+=(const Subtree& other) {
    words += other.words;
    body_words += other.body_words;
    letters += other.letters;
    link_letters += other.link_letters;
    blocks += other.blocks;
    images += other.images;
    return *this;
  }
};

/// Blocks that are marked up alike.
struct Like {
  double blocks = 0, words = 0, body_words = 0, body_blocks = 0, link_letters = 0, letters = 0;
};

constexpr auto told_apart = std::to_array<Tag>(
    {Tag::li, Tag::table, Tag::figure, Tag::a, Tag::blockquote, Tag::header, Tag::article});

/// What a node is inside of, itself included.
struct Surroundings {
  std::uint32_t elements = 0;  // bits, as in told_apart
  std::uint32_t hints = 0;     // bits
  Hint nearest = Hint::none;
  int nearest_depth = -far;
  std::uint64_t signature = 0;  // of the element alone
};

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

class BlockFeatures::Writer {
 public:
  Writer(const Page& page, const BodyGuess& guess, const Metadata& metadata)
      : page_(page),
        tree_(*page.tree),
        guess_(guess),
        metadata_(metadata),
        count_(page.blocks.size()) {
    sum_subtrees();
    look_around();
    gather();
  }

  void write(std::size_t i, std::vector<float>& values, std::vector<std::string>* names) {
    values_ = &values;
    names_ = names;
    characters(i);
    element(i);
    ancestors(i);
    likes(i);
    place(i);
    topic(i);
    for (const int step : {-2, -1, 1, 2}) neighbour(i, step);
    windows(i);
  }

 private:
  void add(std::string_view name, double value) {
    values_->push_back(static_cast<float>(value));
    if (names_ != nullptr) names_->emplace_back(name);
  }
  void add(const std::string& name, std::size_t number, double value) {
    values_->push_back(static_cast<float>(value));
    if (names_ != nullptr) names_->push_back(name + std::to_string(number));
  }

  [[nodiscard]] bool is_body(std::size_t i) const { return guess_.choices[i].role == Role::body; }

  void sum_subtrees() {
    sums_.resize(tree_.nodes().size());
    for (std::size_t i = 0; i < count_; ++i) {
      const TextBlock& block = page_.blocks[i];
      sums_[block.node] += own(i);
      body_words_ += is_body(i) ? block.words : 0;
    }
    for (auto i = static_cast<NodeIndex>(sums_.size()); i-- > 1;) {
      if (tree_[i].tag == Tag::img && !tree_[i].is_text) ++sums_[i].images;
      if (tree_[i].parent != no_node) sums_[tree_[i].parent] += sums_[i];
    }
  }

  /// What a block is inside of, handed down from each element to its children.
  void look_around() {
    around_.resize(tree_.nodes().size());
    const double prose = sums_[HtmlTree::root()].words;
    for (NodeIndex i = 0; i < around_.size(); ++i) {
      Surroundings& here = around_[i];
      const NodeIndex parent = tree_[i].parent;
      if (parent != no_node) here = around_[parent];
      if (tree_[i].is_text) continue;
      for (std::size_t k = 0; k < told_apart.size(); ++k) {
        if (tree_[i].tag == told_apart[k]) here.elements |= 1U << k;
      }
      here.signature = text::mix(text::hash64(tree_.raw_attribute(i, "class")),
                                 static_cast<std::uint64_t>(tree_[i].tag));
      const Hint hint = page_.hints[i];
      // An element with half of the page's prose in it says nothing of a single block.
      const bool broad = sums_[i].words > 0.5 * prose;
      if (hint == Hint::none || (broad && hint != Hint::article_body)) continue;
      here.hints |= 1U << static_cast<unsigned>(hint);
      here.nearest = hint;
      here.nearest_depth = tree_[i].depth;
    }
  }

  [[nodiscard]] Subtree own(std::size_t i) const {
    const TextBlock& block = page_.blocks[i];
    return {static_cast<double>(block.words),
            is_body(i) ? static_cast<double>(block.words) : 0,
            static_cast<double>(block.letters),
            static_cast<double>(block.link_letters),
            1,
            0};
  }

  void gather() {
    first_body_ = count_;
    if (guess_.container != no_node) container_end_ = tree_.after(guess_.container);
    double before = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const TextBlock& block = page_.blocks[i];
      signatures_.push_back(signature(block.node));
      Like& like = likes_[signatures_.back()];
      ++like.blocks;
      like.words += block.words;
      like.letters += block.letters;
      like.link_letters += block.link_letters;
      ++repeats_[text::hash64(block.text.text())];
      body_before_.push_back(before);
      all_words_.push_back(words_in(block.text.text()));
      if (!is_body(i)) continue;
      like.body_words += block.words;
      ++like.body_blocks;
      before += block.words;
      first_body_ = std::min(first_body_, i);
      last_body_ = i;
      for (const std::uint64_t word : all_words_.back().topics) ++body_topics_[word];
      for (const std::uint64_t run : all_words_.back().runs) ++body_runs_[run];
    }
    title_topics_ = words_in(metadata_.title).topics;
    for (const std::string& author : metadata_.authors) authors_.push_back(text::lower(author));
  }

  /// What the block's element and a few around it are called.
  [[nodiscard]] std::uint64_t signature(NodeIndex node) const {
    std::uint64_t hash = 0;
    for (std::size_t level = 0; level < signature_depth && node != no_node; ++level) {
      hash = text::mix(hash, around_[node].signature);
      node = tree_[node].parent;
    }
    return hash;
  }

  void characters(std::size_t i) {
    const TextBlock& block = page_.blocks[i];
    const std::string& text = block.text.text();
    const Characters c = count_characters(text);
    add("words", block.words);
    add("letters a word", share(block.letters, block.words));
    add("links", block.link_density());
    add("emphasis", share(block.emphasised_letters, block.letters));
    add("upper case", share(c.upper, c.all));
    add("digits", share(c.digits, c.all));
    add("commas", share(c.commas, block.words));
    add("stops", share(c.stops, block.words));
    add("quotes", c.quotes);
    add("other marks", share(c.other_marks, c.all));
    add("ends a sentence", is_stop(c.last) ? 1 : c.last == ':' ? 0.5 : 0);
    add("begins small", text::is_lower(c.first) ? 1 : 0);
    add("begins with a mark", text::is_letter(c.first) || text::is_digit(c.first) ? 0 : 1);
    add("line breaks", static_cast<double>(std::count(text.begin(), text.end(), '\n')));
    const auto& wording = guess_.wordings[i];
    add("wording", wording ? static_cast<double>(*wording) + 1 : 0);
    add("dated", block.words <= longest_dated && !find_dates(text, false).empty() ? 1 : 0);
    add("repeated", repeats_[text::hash64(text)] > 1 ? 1 : 0);
    const std::string lower = authors_.empty() ? "" : text::lower(text);
    const bool named = std::ranges::any_of(authors_, [&](const std::string& author) {
      return author.size() > 5 && lower.find(author) != std::string::npos;
    });
    add("names an author", named ? 1 : 0);
  }

  void element(std::size_t i) {
    const TextBlock& block = page_.blocks[i];
    add("is p", block.tag == Tag::p ? 1 : 0);
    add("is div", block.tag == Tag::div || block.tag == Tag::section ? 1 : 0);
    const bool heading = block.tag >= Tag::h1 && block.tag <= Tag::h6;
    add("heading", heading ? 1 + static_cast<int>(block.tag) - static_cast<int>(Tag::h1) : 0);
    const Surroundings& around = around_[block.node];
    for (std::size_t k = 0; k < told_apart.size(); ++k) {
      add("inside ", k, around.elements >> k & 1U);
    }
    for (unsigned k = 1; k <= static_cast<unsigned>(Hint::hidden); ++k) {
      add("hint ", k, around.hints >> k & 1U);
    }
    add("nearest hint", static_cast<double>(around.nearest));
    add("hint distance", tree_[block.node].depth - around.nearest_depth);
    add("depth", tree_[block.node].depth);
  }

  void ancestors(std::size_t i) {
    const TextBlock& block = page_.blocks[i];
    const Subtree mine = own(i);
    NodeIndex up = block.node;
    for (std::size_t level = 0; level <= levels; ++level) {
      const Subtree& all = sums_[up];
      add("words around ", level, all.words - mine.words);
      add("body around ", level, share(all.body_words - mine.body_words, all.words - mine.words));
      add("links around ", level,
          share(all.link_letters - mine.link_letters, all.letters - mine.letters));
      add("share of body around ", level, share(all.body_words, body_words_));
      add("images around ", level, share(all.images, all.blocks));
      if (tree_[up].parent != no_node) up = tree_[up].parent;
    }
  }

  void likes(std::size_t i) {
    const TextBlock& block = page_.blocks[i];
    const Like& like = likes_[signatures_[i]];
    const double body = is_body(i) ? 1 : 0;
    add("likes", like.blocks - 1);
    add("words of likes", share(like.words - block.words, like.blocks - 1));
    add("body of likes", share(like.body_blocks - body, like.blocks - 1));
    add("body words of likes", share(like.body_words - body * block.words, body_words_));
    add("links of likes",
        share(like.link_letters - block.link_letters, like.letters - block.letters));
  }

  void place(std::size_t i) {
    const TextBlock& block = page_.blocks[i];
    const auto distance = [](std::size_t from, std::size_t to) {
      const auto way = static_cast<double>(to) - static_cast<double>(from);
      return std::clamp(way, -1.0 * far, 1.0 * far);
    };
    const bool some = first_body_ < count_;
    add("role", static_cast<double>(guess_.choices[i].role));
    add("overlap", guess_.overlaps[i]);
    add("stated", metadata_.stated_body.empty() ? 0 : 1);
    add("value", guess_.values[i]);
    add("from first body", some ? distance(first_body_, i) : -far);
    add("from last body", some ? distance(last_body_, i) : far);
    add("body before", share(body_before_[i], body_words_));
    add("body words", body_words_);
    add("words of page", sums_[HtmlTree::root()].words);
    const bool headed = guess_.headline < count_;
    add("from headline", headed ? distance(guess_.headline, i) : -far - 1);
    const bool inside = guess_.container != no_node && block.node >= guess_.container &&
                        (container_end_ == no_node || block.node < container_end_);
    add("below container", inside ? tree_[block.node].depth - tree_[guess_.container].depth : -1);
    // How much of the way to the root it shares with the blocks around.
    add("common with last", i > 0 ? common_depth(i, i - 1) : 0);
    add("common with next", i + 1 < count_ ? common_depth(i, i + 1) : 0);
    add("common with first body", some ? common_depth(i, first_body_) : 0);
  }

  /// How many elements the deeper of two blocks is below what holds both.
  [[nodiscard]] double common_depth(std::size_t i, std::size_t j) const {
    NodeIndex a = page_.blocks[i].node;
    NodeIndex b = page_.blocks[j].node;
    int steps = 0;
    while (a != b && a != no_node && b != no_node) {
      // A parent comes before its children, so the later one is not above the other.
      NodeIndex& later = a > b ? a : b;
      later = tree_[later].parent;
      ++steps;
    }
    return steps;
  }

  /// How many of the block's words the rest of the body has, and the title.
  void topic(std::size_t i) {
    double known = 0;
    double titled = 0;
    const int mine = is_body(i) ? 1 : 0;
    const Words& words = all_words_[i];
    for (const std::uint64_t word : words.topics) {
      const auto found = body_topics_.find(word);
      if (found != body_topics_.end() && found->second > mine) ++known;
      if (std::ranges::find(title_topics_, word) != title_topics_.end()) ++titled;
    }
    // A pull quote says once more what a paragraph says.
    double said = 0;
    for (const std::uint64_t run : words.runs) {
      const auto found = body_runs_.find(run);
      if (found != body_runs_.end() && found->second > mine) ++said;
    }
    add("on topic", share(known, static_cast<double>(words.topics.size())));
    add("said elsewhere", share(said, static_cast<double>(words.runs.size())));
    add("of title", share(titled, static_cast<double>(title_topics_.size())));
  }

  void neighbour(std::size_t i, int step) {
    const std::size_t j = i + static_cast<std::size_t>(step);  // wraps below 0: no such block
    const bool there = j < count_;
    const std::size_t number = static_cast<std::size_t>(step) + 2;
    add("words of ", number, there ? page_.blocks[j].words : 0);
    add("links of ", number, there ? page_.blocks[j].link_density() : -1);
    add("role of ", number, there ? static_cast<double>(guess_.choices[j].role) : -1);
    add("heading of ", number, there && page_.blocks[j].kind == BlockKind::heading ? 1 : 0);
    add("alike ", number, there && signatures_[j] == signatures_[i] ? 1 : 0);
  }

  void windows(std::size_t i) {
    constexpr std::size_t width = 5;
    double before = 0;
    double after = 0;
    double links = 0;
    double letters = 0;
    for (std::size_t j = i < width ? 0 : i - width; j < std::min(count_, i + width + 1); ++j) {
      const TextBlock& block = page_.blocks[j];
      if (j != i && is_body(j)) (j < i ? before : after) += block.words;
      links += block.link_letters;
      letters += block.letters;
    }
    add("body just before", before);
    add("body just after", after);
    add("links near", share(links, letters));
  }

  const Page& page_;
  const HtmlTree& tree_;
  const BodyGuess& guess_;
  const Metadata& metadata_;
  std::size_t count_;
  std::vector<Subtree> sums_;
  std::vector<Surroundings> around_;
  double body_words_ = 0;
  std::vector<std::uint64_t> signatures_;
  std::unordered_map<std::uint64_t, Like> likes_;
  std::unordered_map<std::uint64_t, int> repeats_;
  std::vector<double> body_before_;
  std::vector<Words> all_words_;
  std::unordered_map<std::uint64_t, int> body_topics_;
  std::unordered_map<std::uint64_t, int> body_runs_;
  std::vector<std::uint64_t> title_topics_;
  std::vector<std::string> authors_;
  NodeIndex container_end_ = no_node;
  std::size_t first_body_ = 0;
  std::size_t last_body_ = 0;
  std::vector<float>* values_ = nullptr;
  std::vector<std::string>* names_ = nullptr;
};

BlockFeatures::BlockFeatures(const Page& page, const BodyGuess& guess, const Metadata& metadata)
    : writer_(std::make_unique<Writer>(page, guess, metadata)) {}

BlockFeatures::~BlockFeatures() = default;

std::span<const float> BlockFeatures::row(std::size_t block) {
  row_.clear();
  writer_->write(block, row_, nullptr);
  return row_;
}

const std::vector<std::string>& BlockFeatures::names() {
  // Read off a page of one word, so that names and numbers stand side by side above.
  static const std::vector<std::string> all = [] {
    const Decoded decoded = decode_bytes("<p>word</p>", {}, true);
    const HtmlTree tree = HtmlTree::parse(decoded.text);
    const Page page = page_of(tree, decoded);
    const Metadata metadata;
    std::vector<float> values;
    std::vector<std::string> names;
    Writer(page, guess_body(page, metadata), metadata).write(0, values, &names);
    return names;
  }();
  return all;
}

}  // namespace hearsay::extraction
