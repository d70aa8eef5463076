#include "extract/blocks.h"

#include <algorithm>
#include <array>

#include "extract/entities.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// ---- what names say -------------------------------------------------------------------------

struct NamedHint {
  std::string_view word;
  Hint hint;
};

// Words of class names and ids (split at "-", "_" and where lower case meets upper), sorted.
// A word ending in "*" stands for all words that begin so.
constexpr auto named_hints = std::to_array<NamedHint>({
    {"ad", Hint::advert},
    {"adbox", Hint::advert},
    {"ads", Hint::advert},
    {"adsbygoogle", Hint::advert},
    {"adslot", Hint::advert},
    {"adunit", Hint::advert},
    {"advert*", Hint::advert},
    {"also", Hint::related},
    {"anzeige", Hint::advert},
    {"articlebody", Hint::article_body},
    {"articlecontent", Hint::article_body},
    {"articletext", Hint::article_body},
    {"author", Hint::byline},
    {"authors", Hint::byline},
    {"autor", Hint::byline},
    {"bio", Hint::byline},
    {"breadcrumb*", Hint::navigation},
    {"byline*", Hint::byline},
    {"caption*", Hint::caption},
    {"categories", Hint::tags},
    {"category", Hint::tags},
    {"comment", Hint::comments},
    {"commentlist", Hint::comments},
    {"comments", Hint::comments},
    {"consent", Hint::subscribe},
    {"cookie", Hint::subscribe},
    {"cookies", Hint::subscribe},
    {"copyright", Hint::footer},
    {"credit", Hint::caption},
    {"credits", Hint::caption},
    {"date", Hint::date},
    {"dateline", Hint::date},
    {"datetime", Hint::date},
    {"disclaimer", Hint::footer},
    {"discussion", Hint::comments},
    {"disqus*", Hint::comments},
    {"donat*", Hint::subscribe},
    {"entrycontent", Hint::article_body},
    {"figcaption", Hint::caption},
    {"follow", Hint::share},
    {"footer*", Hint::footer},
    {"gdpr", Hint::subscribe},
    {"jetpack", Hint::related},
    {"keywords", Hint::tags},
    {"latest", Hint::related},
    {"legal", Hint::footer},
    {"linklist", Hint::related},
    {"livefyre", Hint::comments},
    {"login", Hint::subscribe},
    {"masthead", Hint::navigation},
    {"mehr", Hint::related},
    {"menu*", Hint::navigation},
    {"modal", Hint::subscribe},
    {"more", Hint::related},
    {"nav", Hint::navigation},
    {"navbar*", Hint::navigation},
    {"navi", Hint::navigation},
    {"navigation*", Hint::navigation},
    {"newsletter*", Hint::subscribe},
    {"noprint", Hint::share},
    {"outbrain", Hint::related},
    {"overlay", Hint::subscribe},
    {"pager", Hint::navigation},
    {"pagination", Hint::navigation},
    {"photocredit", Hint::caption},
    {"popular", Hint::related},
    {"popup", Hint::subscribe},
    {"postcontent", Hint::article_body},
    {"postmeta", Hint::byline},
    {"promo*", Hint::related},
    {"pubdate", Hint::date},
    {"published", Hint::date},
    {"rail", Hint::aside},
    {"readmore", Hint::related},
    {"recirc*", Hint::related},
    {"recommend*", Hint::related},
    {"register", Hint::subscribe},
    {"related*", Hint::related},
    {"replies", Hint::comments},
    {"reply", Hint::comments},
    {"respond", Hint::comments},
    {"rss", Hint::share},
    {"share*", Hint::share},
    {"sharing", Hint::share},
    {"sidebar*", Hint::aside},
    {"signin", Hint::subscribe},
    {"signup", Hint::subscribe},
    {"sitemap", Hint::navigation},
    {"skip", Hint::navigation},
    {"social*", Hint::share},
    {"sponsor*", Hint::advert},
    {"storybody", Hint::article_body},
    {"storycontent", Hint::article_body},
    {"subscrib*", Hint::subscribe},
    {"subscription", Hint::subscribe},
    {"suggest*", Hint::related},
    {"taboola", Hint::related},
    {"tag", Hint::tags},
    {"tagcloud", Hint::tags},
    {"tags", Hint::tags},
    {"teaser*", Hint::related},
    {"timestamp", Hint::date},
    {"toolbar", Hint::share},
    {"tools", Hint::share},
    {"topbar", Hint::navigation},
    {"topics", Hint::tags},
    {"trackback*", Hint::comments},
    {"trending", Hint::related},
    {"vcard", Hint::byline},
    {"writer", Hint::byline},
    {"zergnet", Hint::related},
});

constexpr auto body_owners = std::to_array<std::string_view>(
    {"article", "blog", "content", "entry", "news", "page", "post", "story"});
constexpr auto body_words = std::to_array<std::string_view>({"body", "content", "copy", "text"});
constexpr auto embed_names = std::to_array<std::string_view>(
    {"bluesky-embed", "fb-post", "instagram-media", "mastodon-embed", "reddit-embed-bq",
     "text-post-media", "tiktok-embed", "twitter-tweet", "twitter-video"});
constexpr auto hidden_names = std::to_array<std::string_view>(
    {"hidden", "invisible", "is-hidden", "sr-only", "screen-reader-text", "visually-hidden",
     "visuallyhidden", "screen-reader", "hide-from-screen", "u-visually-hidden"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Hint hint_of_word(std::string_view word) {
  // The entry itself, or a "prefix*" just before the place where the word would stand.
  const auto* const after = std::upper_bound(
      named_hints.begin(), named_hints.end(), word,
      [](std::string_view wanted, const NamedHint& entry) { return wanted < entry.word; });
  for (const auto* entry = after; entry != named_hints.begin();) {
    --entry;
    if (entry->word == word) return entry->hint;
    if (entry->word.ends_with('*') &&
        word.starts_with(entry->word.substr(0, entry->word.size() - 1))) {
      return entry->hint;
    }
    if (entry->word.substr(0, 2) != word.substr(0, 2)) break;
  }
  // "share*" sorts before "share" itself.
  if (after != named_hints.end() && after->word.size() == word.size() + 1 &&
      after->word.ends_with('*') && after->word.starts_with(word)) {
    return after->hint;
  }
  return Hint::none;
}

/// The hint of one class name or id: of its last telling word ("article-share" is about sharing).
Hint hint_of_name(std::string_view name) {
  if (is_one_of(name, embed_names)) return Hint::embed;
  if (is_one_of(name, hidden_names)) return Hint::hidden;
  Hint hint = Hint::none;
  std::string word;
  std::string previous;
  const auto finish = [&] {
    if (word.empty()) return;
    if (is_one_of(word, body_words) && is_one_of(previous, body_owners)) {
      hint = Hint::article_body;
    } else if (const Hint found = hint_of_word(word); found != Hint::none) {
      hint = found;
    } else if (hint == Hint::article_body || hint == Hint::tags) {
      // "article-body-footer-thing"; "tag-football" says what an article is about
      hint = Hint::none;
    }
    previous = std::move(word);
    word.clear();
  };
  for (std::size_t i = 0; i < name.size() && i < 80; ++i) {
    const char c = name[i];
    if (is_upper(c)) {
      if (i > 0 && is_lower(name[i - 1])) finish();
      word += static_cast<char>(c - 'A' + 'a');
    } else if (is_lower(c)) {
      word += c;
    } else {
      finish();
    }
  }
  finish();
  return hint;
}

Hint hint_of_names(std::string_view names) {
  Hint hint = Hint::none;
  std::size_t at = 0;
  for (int count = 0; at < names.size() && count < 12; ++count) {
    while (at < names.size() && is_space(names[at])) ++at;
    const std::size_t begin = at;
    while (at < names.size() && !is_space(names[at])) ++at;
    const Hint found = hint_of_name(names.substr(begin, at - begin));
    if (found == Hint::none) continue;
    if (hint == Hint::none || found == Hint::article_body || found == Hint::hidden) hint = found;
  }
  return hint;
}

Hint hint_of_tag(Tag tag) {
  switch (tag) {
    case Tag::article:
      return Hint::article;
    case Tag::main:
      return Hint::main;
    case Tag::nav:
    case Tag::menu:
      return Hint::navigation;
    case Tag::aside:
      return Hint::aside;
    case Tag::footer:
      return Hint::footer;
    case Tag::header:
      return Hint::header;
    case Tag::figcaption:
      return Hint::caption;
    case Tag::address:
      return Hint::byline;
    case Tag::form:
      return Hint::form;
    default:
      return Hint::none;
  }
}

bool is_hidden_style(std::string_view style) {
  const std::size_t display = style.find("display");
  if (display == std::string_view::npos) return false;
  std::size_t at = display + 7;
  while (at < style.size() && (is_space(style[at]) || style[at] == ':')) ++at;
  return style.substr(at).starts_with("none");
}

Hint hint_of_role(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar") return Hint::navigation;
  if (role == "complementary" || role == "search") return Hint::aside;
  if (role == "contentinfo") return Hint::footer;
  if (role == "banner") return Hint::header;
  if (role == "dialog" || role == "alertdialog") return Hint::subscribe;
  if (role == "article") return Hint::article;
  if (role == "main") return Hint::main;
  return Hint::none;
}

Hint hint_of(const HtmlTree& tree, NodeIndex index) {
  const Node& node = tree[index];
  if (node.is_text || node.attributes_begin == node.attributes_end) return hint_of_tag(node.tag);
  if (tree.has_attribute(index, "hidden") || is_hidden_style(tree.raw_attribute(index, "style"))) {
    return Hint::hidden;
  }
  if (node.tag == Tag::body || node.tag == Tag::html) return Hint::none;
  const std::string_view property = tree.raw_attribute(index, "itemprop");
  if (property.find("articleBody") != std::string_view::npos) return Hint::article_body;
  if (property == "comment") return Hint::comments;
  Hint named = hint_of_names(tree.raw_attribute(index, "class"));
  if (named == Hint::none) named = hint_of_names(tree.raw_attribute(index, "id"));
  if (named != Hint::none) return named;
  const Hint role = hint_of_role(tree.raw_attribute(index, "role"));
  return role != Hint::none ? role : hint_of_tag(node.tag);
}

// ---- what a browser shows -------------------------------------------------------------------

bool is_never_shown(Tag tag) {
  switch (tag) {
    case Tag::applet:
    case Tag::audio:
    case Tag::button:
    case Tag::canvas:
    case Tag::datalist:
    case Tag::embed:
    case Tag::head:
    case Tag::iframe:
    case Tag::input:
    case Tag::map:
    case Tag::math:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::noscript:
    case Tag::object:
    case Tag::script:
    case Tag::select:
    case Tag::style:
    case Tag::svg:
    case Tag::template_:
    case Tag::textarea:
    case Tag::title:
    case Tag::video:
      return true;
    default:
      return false;
  }
}

BlockKind kind_of(Tag tag) {
  switch (tag) {
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      return BlockKind::heading;
    case Tag::li:
    case Tag::dt:
    case Tag::dd:
      return BlockKind::list_item;
    case Tag::blockquote:
      return BlockKind::block_quotation;
    case Tag::figcaption:
    case Tag::caption:
      return BlockKind::caption;
    case Tag::td:
    case Tag::th:
    case Tag::tr:
      return BlockKind::table;
    default:
      return BlockKind::paragraph;
  }
}

/// Writes shown text: keeps a blank back until the next word comes.
class Writer {
 public:
  Writer(const Decoded& decoded, MappedText& out) : decoded_(decoded), out_(out) {}

  /// Text of the page, [begin, end) of it.
  void text(std::uint32_t begin, std::uint32_t end) {
    const std::string_view page = decoded_.text;
    std::uint32_t at = begin;
    while (at < end) {
      if (is_space(page[at])) {
        const std::uint32_t from = at;
        while (at < end && is_space(page[at])) ++at;
        if (!has_blank_) {
          has_blank_ = true;
          blank_begin_ = from;
          blank_end_ = at;
        }
        continue;
      }
      if (page[at] == '&') {
        const Entity entity = entity_at(page.substr(at, end - at));
        if (entity.size > 0) {
          reference(entity, at);
          at += static_cast<std::uint32_t>(entity.size);
          continue;
        }
      }
      const std::uint32_t from = at++;
      while (at < end && !is_space(page[at]) && page[at] != '&') ++at;
      blank();
      out_.add_verbatim(decoded_, from, at);
      page_end_ = at;
    }
  }

  /// A line break of the page, [begin, end) being its tag.
  void line_break(std::uint32_t begin, std::uint32_t end) {
    has_blank_ = false;
    if (out_.empty() || out_.text().ends_with('\n')) return;
    out_.add_replaced("\n", decoded_, begin, end);
  }

  /// Begins anew, after what it wrote was taken away.
  void restart() { has_blank_ = false; }

  /// Where in the page the last word ended.
  [[nodiscard]] std::uint32_t page_end() const { return page_end_; }

  /// Drops white space at the end; call it when the block is over.
  void finish() {
    std::string_view text = out_.text();
    while (!text.empty()) {
      const text::Decoded last = text::decode_before(text, text.size());
      if (!text::is_space(last.code_point)) break;
      text.remove_suffix(last.size);
    }
    out_.cut(text.size());
  }

 private:
  void reference(const Entity& entity, std::uint32_t at) {
    std::string word;
    text::append(word, entity.first);
    if (entity.second != 0) text::append(word, entity.second);
    const auto end = at + static_cast<std::uint32_t>(entity.size);
    if (entity.second == 0 && entity.first < 0x80 && is_space(static_cast<char>(entity.first))) {
      if (has_blank_) return;
      has_blank_ = true;
      blank_begin_ = at;
      blank_end_ = end;
      return;
    }
    blank();
    out_.add_replaced(word, decoded_, at, end);
    page_end_ = end;
  }

  void blank() {
    if (!has_blank_) return;
    has_blank_ = false;
    if (out_.empty() || out_.text().ends_with('\n')) return;
    out_.add_replaced(" ", decoded_, blank_begin_, blank_end_);
  }

  const Decoded& decoded_;
  MappedText& out_;
  bool has_blank_ = false;
  std::uint32_t blank_begin_ = 0;
  std::uint32_t blank_end_ = 0;
  std::uint32_t page_end_ = 0;
};

std::uint32_t visible_letters(std::string_view text) {
  std::uint32_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode_at(text, at);
    if (!text::is_space(c.code_point)) ++letters;
    at += c.size;
  }
  return letters;
}

std::uint32_t count_words(std::string_view text) {
  std::uint32_t words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode_at(text, at);
    const bool word = text::is_letter(c.code_point) || text::is_digit(c.code_point);
    // Scripts without blanks: two characters are about a word.
    const bool ideographic = c.code_point >= 0x3040 && c.code_point < 0xA000;
    if (word && (!inside || (ideographic && at % 2 == 0))) ++words;
    inside = word || (inside && (c.code_point == '\'' || c.code_point == 0x2019));
    at += c.size;
  }
  return words;
}

/// Cuts the page into blocks: a block is what stands between two edges of block elements.
class Blocks {
 public:
  Blocks(const HtmlTree& tree, const Decoded& decoded, Page& page)
      : tree_(tree), decoded_(decoded), page_(page), writer_(decoded, block_.text) {}

  void run() {
    visit(HtmlTree::root(), HtmlTree::root());
    flush();
  }

 private:
  // Depth is bounded by the tree.
  void visit(NodeIndex index, NodeIndex block_node) {
    for (NodeIndex child = tree_[index].first_child; child != no_node; child = tree_[child].next) {
      const Node& node = tree_[child];
      if (node.is_text) {
        text(node, block_node);
      } else if (node.tag == Tag::br) {
        line_break(node);
      } else if (!is_never_shown(node.tag)) {
        element(child, node, block_node);
      }
    }
  }

  void element(NodeIndex index, const Node& node, NodeIndex block_node) {
    if (is_block(node.tag)) {
      flush();
      visit(index, index);
      flush();
      return;
    }
    const bool link = node.tag == Tag::a;
    const bool emphasis =
        node.tag == Tag::b || node.tag == Tag::strong || node.tag == Tag::i || node.tag == Tag::em;
    // A link may have been closed before its element ends in the tree.
    const std::uint32_t outer_link = link_until_;
    const NodeIndex outer_node = link_;
    if (link) {
      link_until_ = std::max(link_until_, node.closed);
      link_ = index;
    }
    emphasis_ += emphasis ? 1 : 0;
    visit(index, block_node);
    emphasis_ -= emphasis ? 1 : 0;
    link_until_ = outer_link;
    link_ = outer_node;
  }

  void text(const Node& node, NodeIndex block_node) {
    const std::string_view raw =
        std::string_view(decoded_.text).substr(node.begin, node.end - node.begin);
    const bool blank = std::all_of(raw.begin(), raw.end(), is_space);
    if (block_.text.empty() && blank) return;
    if (block_.node == no_node) {
      block_.node = block_node;
      block_.page_begin = node.begin;
    }
    breaks_ = blank ? breaks_ : 0;
    const std::size_t before = block_.text.text().size();
    writer_.text(node.begin, node.end);
    const std::uint32_t letters =
        visible_letters(std::string_view(block_.text.text()).substr(before));
    block_.letters += letters;
    if (node.begin < link_until_ && letters > 0) {
      block_.link_letters += letters;
      note_link(before);
    }
    if (emphasis_ > 0) block_.emphasised_letters += letters;
  }

  /// What was written since `from` is part of a link.
  void note_link(std::size_t from) {
    const std::string_view text = block_.text.text();
    while (from < text.size() && is_space(text[from])) ++from;
    const auto begin = static_cast<std::uint32_t>(from);
    const auto end = static_cast<std::uint32_t>(text.size());
    if (!block_.links.empty() && block_.links.back().node == link_) {
      block_.links.back().span.end = end;
    } else {
      block_.links.push_back({{begin, end}, link_});
    }
  }

  /// One <br> is a line break; two are the edge of a paragraph.
  void line_break(const Node& node) {
    if (++breaks_ >= 2) {
      flush();
      return;
    }
    writer_.line_break(node.begin, node.end);
  }

  void flush() {
    writer_.finish();
    breaks_ = 0;
    if (block_.letters > 0 && !block_.text.empty()) {
      block_.page_end = writer_.page_end();
      block_.tag = tree_[block_.node].tag;
      block_.kind = kind_in(block_.node);
      block_.words = count_words(block_.text.text());
      page_.blocks.push_back(std::move(block_));
    }
    block_ = TextBlock();
    writer_.restart();
  }

  [[nodiscard]] BlockKind kind_in(NodeIndex index) const {
    const BlockKind own = kind_of(tree_[index].tag);
    if (own != BlockKind::paragraph) return own;
    for (NodeIndex up = index; up != no_node; up = tree_[up].parent) {
      const Tag tag = tree_[up].tag;
      if (tag == Tag::blockquote) return BlockKind::block_quotation;
      if (tag == Tag::figcaption || tag == Tag::caption) return BlockKind::caption;
      if (tag == Tag::li && tree_[index].tag == Tag::p) return BlockKind::list_item;
      if (tag == Tag::table || tag == Tag::article || tag == Tag::body) break;
    }
    return BlockKind::paragraph;
  }

  const HtmlTree& tree_;
  const Decoded& decoded_;
  Page& page_;
  TextBlock block_;
  Writer writer_;
  std::uint32_t link_until_ = 0;
  NodeIndex link_ = no_node;  // the innermost
  int emphasis_ = 0;
  int breaks_ = 0;
};

}  // namespace

Page page_of(const HtmlTree& tree, const Decoded& decoded) {
  Page page;
  page.tree = &tree;
  page.decoded = &decoded;
  page.hints.reserve(tree.nodes().size());
  for (NodeIndex i = 0; i < tree.nodes().size(); ++i) page.hints.push_back(hint_of(tree, i));
  Blocks(tree, decoded, page).run();
  return page;
}

std::string bare_words(std::string_view text) {
  std::string out;
  bool gap = false;
  const std::string lower = text::lower(text);
  for (std::size_t at = 0; at < lower.size();) {
    const text::Decoded c = text::decode_at(lower, at);
    const bool word = text::is_letter(c.code_point) || text::is_digit(c.code_point) ||
                      text::is_mark(c.code_point);
    if (word) {
      if (gap && !out.empty()) out += ' ';
      out.append(lower, at, c.size);
    }
    gap = !word;
    at += c.size;
  }
  return out;
}

MappedText shown_text(const Page& page, NodeIndex node) {
  const HtmlTree& tree = *page.tree;
  MappedText out;
  Writer writer(*page.decoded, out);
  const NodeIndex end = tree.after(node);
  for (NodeIndex i = node; i < tree.nodes().size() && i != end;) {
    const Node& here = tree[i];
    if (!here.is_text && (is_never_shown(here.tag) || page.hints[i] == Hint::hidden) && i != node) {
      i = tree.after(i);
      continue;
    }
    if (here.is_text) writer.text(here.begin, here.end);
    if (!here.is_text && (is_block(here.tag) || here.tag == Tag::br)) {
      writer.line_break(here.begin, here.end);
    }
    ++i;
  }
  writer.finish();
  return out;
}

MappedText collapsed_text(const Decoded& decoded, std::uint32_t begin, std::uint32_t end) {
  MappedText out;
  Writer writer(decoded, out);
  writer.text(begin, end);
  writer.finish();
  return out;
}

void add_separator(MappedText& text, std::string_view separator, const Decoded& decoded,
                   std::uint32_t position) {
  const std::string_view page = decoded.text;
  std::uint32_t end = position;
  while (end < page.size() && is_space(page[end])) ++end;
  if (end < page.size() && page[end] == '<') {
    // Up to the first ">": a tag whose attribute holds a ">" is cut there, which is still a tag.
    const std::size_t close = page.find('>', end);
    end = close == std::string_view::npos ? position : static_cast<std::uint32_t>(close + 1);
  } else {
    end = position;
  }
  text.add_replaced(separator, decoded, position, end);
}

}  // namespace hearsay::extraction
