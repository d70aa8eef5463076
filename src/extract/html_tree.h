// An HTML page as a tree whose text nodes are ranges of the page itself: nothing is copied, nothing
// decoded, so every character keeps its place. Time and memory are linear in the page and depth is
// bounded, whatever the page does. (A parser after the standard's algorithm is neither: misnested
// formatting elements are copied per block, and unclosed ones are searched for at every tag.) The
// price: an element that is closed across blocks keeps its blocks as children, and what stands
// between table rows stays there. For finding an article both are welcome.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearsay::extraction {

/// Elements that the program tells apart. Sorted by name; `unknown` is all others.
enum class Tag : std::uint8_t {
  a,
  address,
  applet,
  article,
  aside,
  audio,
  b,
  base,
  basefont,
  bgsound,
  big,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  cite,
  code,
  col,
  colgroup,
  datalist,
  dd,
  del,
  details,
  dialog,
  dir,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  font,
  footer,
  form,
  frame,
  frameset,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hgroup,
  hr,
  html,
  i,
  iframe,
  img,
  input,
  ins,
  keygen,
  label,
  legend,
  li,
  link,
  listing,
  main,
  map,
  mark,
  marquee,
  math,
  menu,
  meta,
  nav,
  nobr,
  noembed,
  noframes,
  noscript,
  object,
  ol,
  optgroup,
  option,
  p,
  param,
  picture,
  plaintext,
  pre,
  q,
  s,
  script,
  search,
  section,
  select,
  small,
  source,
  span,
  strike,
  strong,
  style,
  sub,
  summary,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  track,
  tt,
  u,
  ul,
  video,
  wbr,
  xmp,
  unknown
};

/// The element of a lower-case name.
Tag tag_of(std::string_view name);

/// Whether the element makes a block of its own (and closes an open <p>).
bool is_block(Tag tag);

using NodeIndex = std::uint32_t;
constexpr NodeIndex no_node = 0xFFFFFFFF;

struct Attribute {
  std::uint32_t name_begin = 0;
  std::uint32_t name_end = 0;
  std::uint32_t value_begin = 0;  ///< without its quotes, references undecoded
  std::uint32_t value_end = 0;
};

/// An element or a text. Children are in page order; a parent comes before its children.
struct Node {
  bool is_text = false;
  Tag tag = Tag::unknown;
  std::uint16_t depth = 0;
  NodeIndex parent = no_node;
  NodeIndex first_child = no_node;
  NodeIndex next = no_node;
  std::uint32_t begin = 0;  ///< text: its range. Element: its start tag
  std::uint32_t end = 0;
  std::uint32_t closed = 0;  ///< element: where its end tag (or what implies it) begins
  std::uint32_t attributes_begin = 0;
  std::uint32_t attributes_end = 0;
};

/// The tree of a page. Holds views into the page, which must outlive it.
class HtmlTree {
 public:
  /// Parses any bytes of valid UTF-8.
  static HtmlTree parse(std::string_view page);

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& operator[](NodeIndex index) const { return nodes_[index]; }
  [[nodiscard]] static NodeIndex root() { return 0; }
  [[nodiscard]] std::string_view page() const { return page_; }
  [[nodiscard]] bool truncated() const { return truncated_; }  ///< more elements than the bound
  [[nodiscard]] bool flattened() const { return flattened_; }  ///< deeper than the bound

  /// An attribute's value as written, references undecoded; empty where absent.
  [[nodiscard]] std::string_view raw_attribute(NodeIndex node, std::string_view name) const;
  /// The attributes of a node, by their numbers, which go from `attributes_begin` to
  /// `attributes_end`: (name, value) as written.
  [[nodiscard]] std::pair<std::string_view, std::string_view> attribute_at(
      std::uint32_t number) const;
  [[nodiscard]] bool has_attribute(NodeIndex node, std::string_view name) const;
  /// The same with references decoded.
  [[nodiscard]] std::string attribute(NodeIndex node, std::string_view name) const;
  /// The element's name, lower case.
  [[nodiscard]] std::string name(NodeIndex node) const;
  /// All text below the node with references decoded, white space as it stands.
  [[nodiscard]] std::string inner_text(NodeIndex node) const;
  /// The next node after the node and all below it, in page order; no_node at the end.
  [[nodiscard]] NodeIndex after(NodeIndex node) const;

  /// Elements deeper than this are children of the deepest allowed one.
  static constexpr std::size_t max_depth = 500;
  /// What comes after so many nodes is left out.
  static constexpr std::size_t max_nodes = 2'000'000;

 private:
  friend class TreeBuilder;
  [[nodiscard]] const Attribute* find(NodeIndex node, std::string_view name) const;

  std::string_view page_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  bool truncated_ = false;
  bool flattened_ = false;
};

}  // namespace hearsay::extraction
