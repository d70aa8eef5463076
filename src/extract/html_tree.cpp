#include "extract/html_tree.h"

#include <algorithm>
#include <array>

#include "extract/entities.h"

namespace hearsay::extraction {
namespace {

// In the order of `Tag`.
constexpr std::array<std::string_view, 119> names{
    "a",        "address",  "applet",     "article",    "aside", "audio",    "b",        "base",
    "basefont", "bgsound",  "big",        "blockquote", "body",  "br",       "button",   "canvas",
    "caption",  "center",   "cite",       "code",       "col",   "colgroup", "datalist", "dd",
    "del",      "details",  "dialog",     "dir",        "div",   "dl",       "dt",       "em",
    "embed",    "fieldset", "figcaption", "figure",     "font",  "footer",   "form",     "frame",
    "frameset", "h1",       "h2",         "h3",         "h4",    "h5",       "h6",       "head",
    "header",   "hgroup",   "hr",         "html",       "i",     "iframe",   "img",      "input",
    "ins",      "keygen",   "label",      "legend",     "li",    "link",     "listing",  "main",
    "map",      "mark",     "marquee",    "math",       "menu",  "meta",     "nav",      "nobr",
    "noembed",  "noframes", "noscript",   "object",     "ol",    "optgroup", "option",   "p",
    "param",    "picture",  "plaintext",  "pre",        "q",     "s",        "script",   "search",
    "section",  "select",   "small",      "source",     "span",  "strike",   "strong",   "style",
    "sub",      "summary",  "sup",        "svg",        "table", "tbody",    "td",       "template",
    "textarea", "tfoot",    "th",         "thead",      "time",  "title",    "tr",       "track",
    "tt",       "u",        "ul",         "video",      "wbr",   "xmp",      ""};
static_assert(names.size() == static_cast<std::size_t>(Tag::unknown) + 1);

constexpr std::size_t tag_count = names.size();
using TagSet = std::array<bool, tag_count>;

constexpr TagSet set_of(std::initializer_list<Tag> tags) {
  TagSet set{};
  for (const Tag tag : tags) set[static_cast<std::size_t>(tag)] = true;
  return set;
}

constexpr bool in(const TagSet& set, Tag tag) { return set[static_cast<std::size_t>(tag)]; }

constexpr TagSet void_tags =
    set_of({Tag::base, Tag::basefont, Tag::bgsound, Tag::br, Tag::col, Tag::embed, Tag::frame,
            Tag::hr, Tag::img, Tag::input, Tag::keygen, Tag::link, Tag::meta, Tag::param,
            Tag::source, Tag::track, Tag::wbr});

constexpr TagSet raw_tags = set_of({Tag::script, Tag::style, Tag::xmp, Tag::iframe, Tag::noembed,
                                    Tag::noframes, Tag::textarea, Tag::title});

constexpr TagSet head_tags =
    set_of({Tag::base, Tag::basefont, Tag::bgsound, Tag::link, Tag::meta, Tag::noscript,
            Tag::script, Tag::style, Tag::template_, Tag::title});

constexpr TagSet closes_paragraph =
    set_of({Tag::address,  Tag::article,    Tag::aside,  Tag::blockquote, Tag::center, Tag::details,
            Tag::dialog,   Tag::dir,        Tag::div,    Tag::dl,         Tag::dd,     Tag::dt,
            Tag::fieldset, Tag::figcaption, Tag::figure, Tag::footer,     Tag::form,   Tag::h1,
            Tag::h2,       Tag::h3,         Tag::h4,     Tag::h5,         Tag::h6,     Tag::header,
            Tag::hgroup,   Tag::hr,         Tag::li,     Tag::listing,    Tag::main,   Tag::menu,
            Tag::nav,      Tag::ol,         Tag::p,      Tag::plaintext,  Tag::pre,    Tag::search,
            Tag::section,  Tag::summary,    Tag::table,  Tag::ul,         Tag::xmp});

constexpr TagSet block_tags = set_of(
    {Tag::address, Tag::article,  Tag::aside,    Tag::blockquote, Tag::body,      Tag::caption,
     Tag::center,  Tag::dd,       Tag::details,  Tag::dialog,     Tag::dir,       Tag::div,
     Tag::dl,      Tag::dt,       Tag::fieldset, Tag::figcaption, Tag::figure,    Tag::footer,
     Tag::form,    Tag::h1,       Tag::h2,       Tag::h3,         Tag::h4,        Tag::h5,
     Tag::h6,      Tag::head,     Tag::header,   Tag::hgroup,     Tag::hr,        Tag::html,
     Tag::legend,  Tag::li,       Tag::listing,  Tag::main,       Tag::menu,      Tag::nav,
     Tag::ol,      Tag::optgroup, Tag::option,   Tag::p,          Tag::plaintext, Tag::pre,
     Tag::search,  Tag::section,  Tag::summary,  Tag::table,      Tag::tbody,     Tag::td,
     Tag::tfoot,   Tag::th,       Tag::thead,    Tag::title,      Tag::tr,        Tag::ul,
     Tag::video,   Tag::audio,    Tag::xmp});

// An end tag does not reach beyond these.
constexpr TagSet scope_tags = set_of({Tag::applet, Tag::caption, Tag::html, Tag::marquee,
                                      Tag::object, Tag::table, Tag::td, Tag::template_, Tag::th});

constexpr TagSet table_parts = set_of(
    {Tag::caption, Tag::table, Tag::tbody, Tag::td, Tag::tfoot, Tag::th, Tag::thead, Tag::tr});

constexpr TagSet headings = set_of({Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6});

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(),
                    [](char a, char b) { return lower_ascii(a) == b; });
}

}  // namespace

Tag tag_of(std::string_view name) {
  const auto* const end = names.end() - 1;
  const auto* const found = std::lower_bound(names.begin(), end, name);
  return found != end && *found == name ? static_cast<Tag>(found - names.begin()) : Tag::unknown;
}

bool is_block(Tag tag) { return in(block_tags, tag); }

/// Reads the page once, from left to right, keeping the elements that are open.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view page) : page_(page) {
    tree_.page_ = page;
    tree_.nodes_.push_back(Node{});
    tree_.nodes_[0].tag = Tag::html;
    open_.push_back({0, no_node});
    open_count_[static_cast<std::size_t>(Tag::html)] = 1;
  }

  HtmlTree build() {
    while (at_ < page_.size() && !tree_.truncated_) step();
    while (open_.size() > 1) pop(at_);
    tree_.nodes_[0].closed = static_cast<std::uint32_t>(at_);
    return std::move(tree_);
  }

 private:
  struct Open {
    NodeIndex node;
    NodeIndex last_child;
  };

  void step() {
    const std::size_t begin = at_;
    if (page_[at_] != '<') {
      at_ = std::min(page_.find('<', at_), page_.size());
      add_text(begin, at_);
      return;
    }
    const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : '\0';
    if (is_ascii_letter(next)) {
      start_tag();
    } else if (next == '/') {
      end_tag();
    } else if (next == '!' || next == '?') {
      declaration();
    } else {  // "a < b"
      at_ = std::min(page_.find('<', at_ + 1), page_.size());
      add_text(begin, at_);
    }
  }

  void declaration() {
    const std::string_view rest = page_.substr(at_);
    if (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {
      at_ = page_.find('>', at_) + 1;
      return;
    }
    if (rest.starts_with("<!--")) {
      skip_behind("-->", at_ + 4);
    } else if (rest.starts_with("<![CDATA[") && is_open(Tag::svg)) {
      skip_behind("]]>", at_ + 9);
    } else {
      skip_behind(">", at_);
    }
  }

  void skip_behind(std::string_view mark, std::size_t from) {
    const std::size_t found = page_.find(mark, from);
    at_ = found == std::string_view::npos ? page_.size() : found + mark.size();
  }

  std::string_view read_name() {
    const std::size_t begin = at_;
    while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>' && page_[at_] != '/') {
      ++at_;
    }
    return page_.substr(begin, at_ - begin);
  }

  static Tag tag_of_any_case(std::string_view name) {
    std::array<char, 12> lower{};
    if (name.size() > lower.size()) return Tag::unknown;
    std::transform(name.begin(), name.end(), lower.begin(), lower_ascii);
    return tag_of(std::string_view(lower.data(), name.size()));
  }

  /// Reads attributes up to and with the ">". False at the end of the page.
  bool read_attributes() {
    while (at_ < page_.size()) {
      const char c = page_[at_];
      if (c == '>') {
        ++at_;
        return true;
      }
      if (is_space(c) || c == '/') {
        ++at_;
        continue;
      }
      read_attribute();
    }
    return false;
  }

  void read_attribute() {
    Attribute attribute;
    attribute.name_begin = static_cast<std::uint32_t>(at_);
    ++at_;  // a name may begin with "="
    while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '=' && page_[at_] != '>' &&
           page_[at_] != '/') {
      ++at_;
    }
    attribute.name_end = static_cast<std::uint32_t>(at_);
    std::size_t behind = at_;
    while (behind < page_.size() && is_space(page_[behind])) ++behind;
    attribute.value_begin = attribute.value_end = attribute.name_end;
    if (behind < page_.size() && page_[behind] == '=') {
      at_ = behind + 1;
      read_value(attribute);
    }
    if (tree_.attributes_.size() < 4 * HtmlTree::max_nodes) tree_.attributes_.push_back(attribute);
  }

  void read_value(Attribute& attribute) {
    while (at_ < page_.size() && is_space(page_[at_])) ++at_;
    if (at_ >= page_.size() || page_[at_] == '>') return;
    const char quote = page_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = std::min(page_.find(quote, at_ + 1), page_.size());
      attribute.value_begin = static_cast<std::uint32_t>(at_ + 1);
      attribute.value_end = static_cast<std::uint32_t>(end);
      at_ = std::min(end + 1, page_.size());
      return;
    }
    attribute.value_begin = static_cast<std::uint32_t>(at_);
    while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>') ++at_;
    attribute.value_end = static_cast<std::uint32_t>(at_);
  }

  void start_tag() {
    const std::size_t begin = at_++;
    const Tag tag = tag_of_any_case(read_name());
    const auto first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    if (!read_attributes()) return;  // cut off inside the tag
    const bool self_closing = at_ >= begin + 3 && page_[at_ - 2] == '/';
    if ((tag == Tag::html || tag == Tag::body) && is_open(Tag::body)) return;
    if (tag == Tag::html && tree_.nodes_.size() <= 2) {
      Node& root = tree_.nodes_[0];
      root.begin = static_cast<std::uint32_t>(begin);
      root.end = static_cast<std::uint32_t>(at_);
      root.attributes_begin = first_attribute;
      root.attributes_end = static_cast<std::uint32_t>(tree_.attributes_.size());
      return;
    }
    if (tag == Tag::html) return;
    close_implied(tag, begin);
    Node node;
    node.tag = tag;
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(at_);
    node.closed = node.end;
    node.attributes_begin = first_attribute;
    node.attributes_end = static_cast<std::uint32_t>(tree_.attributes_.size());
    const bool foreign = is_open(Tag::svg) || is_open(Tag::math);
    if (in(void_tags, tag) || (self_closing && (foreign || tag == Tag::svg || tag == Tag::math))) {
      add(node);
      return;
    }
    if (in(raw_tags, tag) && !(foreign && tag == Tag::title)) {
      raw_element(node);
      return;
    }
    if (open_.size() >= HtmlTree::max_depth) {
      tree_.flattened_ = true;
      ++dropped_;
      return;
    }
    const NodeIndex index = add(node);
    if (index == no_node) return;
    open_.push_back({index, no_node});
    ++open_count_[static_cast<std::size_t>(tag)];
  }

  /// <script>, <title> and the like: everything up to their own end tag is text.
  void raw_element(const Node& node) {
    const std::size_t inside = at_;
    const std::string_view name = names[static_cast<std::size_t>(node.tag)];
    std::size_t end = inside;
    while (true) {
      end = std::min(page_.find("</", end), page_.size());
      if (end == page_.size()) break;
      const std::size_t behind = end + 2 + name.size();
      if (equal_ignoring_case(page_.substr(end + 2, name.size()), name) &&
          (behind >= page_.size() || is_space(page_[behind]) || page_[behind] == '>' ||
           page_[behind] == '/')) {
        break;
      }
      end += 2;
    }
    const NodeIndex index = add(node);
    if (index != no_node) {
      tree_.nodes_[index].closed = static_cast<std::uint32_t>(end);
      open_.push_back({index, no_node});
      add_text(inside, end);
      open_.pop_back();
    }
    at_ = std::min(page_.find('>', end), page_.size());
    if (at_ < page_.size()) ++at_;
  }

  void end_tag() {
    const std::size_t begin = at_;
    at_ += 2;
    if (at_ >= page_.size() || !is_ascii_letter(page_[at_])) {
      skip_behind(">", at_);  // "</>" and "</ …>" are nothing
      return;
    }
    const Tag tag = tag_of_any_case(read_name());
    skip_end_tag_attributes();
    if (tag == Tag::br) {
      Node node;
      node.tag = Tag::br;
      node.begin = static_cast<std::uint32_t>(begin);
      node.end = static_cast<std::uint32_t>(at_);
      add(node);
      return;
    }
    if (tag == Tag::body || tag == Tag::html || in(void_tags, tag)) return;
    if (dropped_ > 0) {
      --dropped_;
      return;
    }
    close(tag, begin);
  }

  void skip_end_tag_attributes() {
    const std::size_t attributes = tree_.attributes_.size();
    read_attributes();
    tree_.attributes_.resize(attributes);
  }

  [[nodiscard]] bool is_open(Tag tag) const {
    return open_count_[static_cast<std::size_t>(tag)] > 0;
  }

  [[nodiscard]] Tag tag_at(std::size_t depth) const { return tree_.nodes_[open_[depth].node].tag; }

  /// An end tag: closes the element and what is open inside it, unless that would cross a block
  /// (for inline elements) or a table cell; then the element only ends there for its own meaning.
  void close(Tag tag, std::size_t position) {
    const bool heading = in(headings, tag);
    if (!heading && !is_open(tag)) return;
    const bool table_part = in(table_parts, tag);
    bool crosses_block = false;
    for (std::size_t depth = open_.size() - 1; depth > 0; --depth) {
      const Tag here = tag_at(depth);
      if (here == tag || (heading && in(headings, here))) {
        if (!is_block(tag) && tag != Tag::button && tag != Tag::unknown && crosses_block) {
          Node& node = tree_.nodes_[open_[depth].node];
          if (node.closed == node.end) node.closed = static_cast<std::uint32_t>(position);
          return;
        }
        while (open_.size() > depth) pop(position);
        return;
      }
      if (table_part ? here == Tag::table || here == Tag::template_ : in(scope_tags, here)) return;
      if (is_block(here)) {
        crosses_block = true;
        if (tag == Tag::span || tag == Tag::unknown) return;
      }
    }
  }

  /// What a start tag closes although no end tag says so.
  void close_implied(Tag tag, std::size_t position) {
    if (is_open(Tag::head) && !in(head_tags, tag) && tag != Tag::head) {
      close(Tag::head, position);
    }
    if (in(headings, tag) && in(headings, tag_at(open_.size() - 1))) pop(position);
    switch (tag) {
      case Tag::li:
        close_sibling(set_of({Tag::li}), set_of({Tag::ul, Tag::ol, Tag::menu, Tag::dir}), position);
        break;
      case Tag::dd:
      case Tag::dt:
        close_sibling(set_of({Tag::dd, Tag::dt}), set_of({Tag::dl}), position);
        break;
      case Tag::option:
      case Tag::optgroup:
        close_sibling(set_of({Tag::option}), set_of({Tag::select, Tag::datalist}), position);
        break;
      case Tag::td:
      case Tag::th:
        close_sibling(set_of({Tag::td, Tag::th, Tag::caption}), set_of({Tag::table}), position);
        break;
      case Tag::tr:
        close_sibling(set_of({Tag::tr, Tag::caption}), set_of({Tag::table}), position);
        break;
      case Tag::tbody:
      case Tag::thead:
      case Tag::tfoot:
        close_sibling(set_of({Tag::tbody, Tag::thead, Tag::tfoot, Tag::caption}),
                      set_of({Tag::table}), position);
        break;
      case Tag::a:
      case Tag::button:
        close_sibling(set_of({tag}), scope_tags, position);
        break;
      default:
        break;
    }
    if (in(closes_paragraph, tag) && is_open(Tag::p)) {
      static constexpr TagSet limits =
          set_of({Tag::applet, Tag::button, Tag::caption, Tag::marquee, Tag::object, Tag::table,
                  Tag::td, Tag::template_, Tag::th});
      close_sibling(set_of({Tag::p}), limits, position);
    }
  }

  /// Closes the nearest open element of `which` that lies inside the nearest of `limits`.
  void close_sibling(const TagSet& which, const TagSet& limits, std::size_t position) {
    for (std::size_t depth = open_.size() - 1; depth > 0; --depth) {
      const Tag here = tag_at(depth);
      if (in(which, here)) {
        close(here, position);
        return;
      }
      if (in(limits, here)) return;
    }
  }

  void pop(std::size_t position) {
    Node& node = tree_.nodes_[open_.back().node];
    if (node.closed == node.end) node.closed = static_cast<std::uint32_t>(position);
    --open_count_[static_cast<std::size_t>(node.tag)];
    open_.pop_back();
  }

  void add_text(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    Node node;
    node.is_text = true;
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(end);
    add(node);
  }

  NodeIndex add(Node node) {
    if (tree_.nodes_.size() >= HtmlTree::max_nodes) {
      tree_.truncated_ = true;
      return no_node;
    }
    const auto index = static_cast<NodeIndex>(tree_.nodes_.size());
    node.parent = open_.back().node;
    node.depth = static_cast<std::uint16_t>(open_.size());
    if (open_.back().last_child == no_node) {
      tree_.nodes_[node.parent].first_child = index;
    } else {
      tree_.nodes_[open_.back().last_child].next = index;
    }
    open_.back().last_child = index;
    tree_.nodes_.push_back(node);
    return index;
  }

  std::string_view page_;
  std::size_t at_ = 0;
  HtmlTree tree_;
  std::vector<Open> open_;
  std::array<std::uint32_t, tag_count> open_count_{};
  std::size_t dropped_ = 0;  // start tags beyond the depth bound whose end tags are to come
};

HtmlTree HtmlTree::parse(std::string_view page) { return TreeBuilder(page).build(); }

const Attribute* HtmlTree::find(NodeIndex node, std::string_view name) const {
  const Node& element = nodes_[node];
  for (std::uint32_t i = element.attributes_begin; i < element.attributes_end; ++i) {
    const Attribute& attribute = attributes_[i];
    if (equal_ignoring_case(
            page_.substr(attribute.name_begin, attribute.name_end - attribute.name_begin), name)) {
      return &attribute;
    }
  }
  return nullptr;
}

std::string_view HtmlTree::raw_attribute(NodeIndex node, std::string_view name) const {
  const Attribute* found = find(node, name);
  if (found == nullptr) return {};
  return page_.substr(found->value_begin, found->value_end - found->value_begin);
}

std::pair<std::string_view, std::string_view> HtmlTree::attribute_at(std::uint32_t number) const {
  const Attribute& found = attributes_[number];
  return {page_.substr(found.name_begin, found.name_end - found.name_begin),
          page_.substr(found.value_begin, found.value_end - found.value_begin)};
}

bool HtmlTree::has_attribute(NodeIndex node, std::string_view name) const {
  return find(node, name) != nullptr;
}

std::string HtmlTree::attribute(NodeIndex node, std::string_view name) const {
  return decode_entities(raw_attribute(node, name), true);
}

std::string HtmlTree::name(NodeIndex node) const {
  const Node& element = nodes_[node];
  if (element.is_text) return "#text";
  if (element.tag != Tag::unknown) {
    return std::string(names[static_cast<std::size_t>(element.tag)]);
  }
  std::string out;
  for (std::size_t at = element.begin + 1; at < element.end; ++at) {
    const char c = page_[at];
    if (is_space(c) || c == '>' || c == '/') break;
    out += lower_ascii(c);
  }
  return out;
}

NodeIndex HtmlTree::after(NodeIndex node) const {
  while (node != no_node && nodes_[node].next == no_node) node = nodes_[node].parent;
  return node == no_node ? no_node : nodes_[node].next;
}

std::string HtmlTree::inner_text(NodeIndex node) const {
  std::string out;
  const NodeIndex end = after(node);
  // Nodes are stored in page order, so all below the node are the next ones.
  for (NodeIndex i = node; i < nodes_.size() && i != end; ++i) {
    if (!nodes_[i].is_text) continue;
    const std::string_view raw = page_.substr(nodes_[i].begin, nodes_[i].end - nodes_[i].begin);
    const Tag parent = nodes_[i].parent == no_node ? Tag::html : nodes_[nodes_[i].parent].tag;
    if (parent == Tag::script || parent == Tag::style) {
      out += raw;
    } else {
      out += decode_entities(raw);
    }
  }
  return out;
}

}  // namespace hearsay::extraction
