#include "extract/facts.h"

#include <algorithm>
#include <array>

#include "extract/field.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t most_meta = 2000;
constexpr std::size_t most_properties = 5000;
constexpr std::uint32_t prose_words = 25;

class Gatherer {
 public:
  explicit Gatherer(Facts& facts) : facts_(facts), tree_(facts.tree) {}

  void run() {
    NodeIndex title = no_node;
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      const Node& node = tree_[i];
      if (node.is_text) continue;
      switch (node.tag) {
        case Tag::meta:
          read_meta(i);
          break;
        case Tag::link:
          read_link(i);
          break;
        case Tag::script:
          if (lower_ascii(tree_.raw_attribute(i, "type")).find("ld+json") != std::string::npos) {
            facts_.data.add(tree_.inner_text(i));
          }
          break;
        case Tag::title:
          if (title == no_node) title = i;
          break;
        default:
          read_property(i);
          break;
      }
    }
    facts_.data.finish();
    if (title != no_node) facts_.title_element = cleaned(tree_.inner_text(title));
    name_publisher();
    list_addresses();
  }

 private:
  void read_meta(NodeIndex i) {
    if (facts_.meta.size() > most_meta) return;
    for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string_view name = tree_.raw_attribute(i, key);
      if (name.empty()) continue;
      std::string content = tree_.attribute(i, "content");
      if (content.empty()) content = tree_.attribute(i, "value");
      if (content.empty()) continue;
      facts_.meta.push_back({lower_ascii(text::trim(name)), std::move(content)});
    }
  }

  void read_link(NodeIndex i) {
    const std::string kind = lower_ascii(tree_.raw_attribute(i, "rel"));
    if (kind == "canonical" && facts_.canonical_url.empty()) {
      facts_.canonical_url = cleaned(tree_.attribute(i, "href"));
    }
  }

  void read_property(NodeIndex i) {
    if (tree_[i].attributes_begin == tree_[i].attributes_end) return;
    const std::string_view name = tree_.raw_attribute(i, "itemprop");
    if (!name.empty() && facts_.properties.size() < most_properties) {
      facts_.properties.push_back({name, i});
    }
  }

  void name_publisher() {
    facts_.publisher = cleaned(facts_.source.publisher);
    for (const auto& [object, rank] : facts_.data.articles()) {
      if (!facts_.publisher.empty()) return;
      const auto names = facts_.data.names(*object, "publisher");
      if (!names.empty()) facts_.publisher = cleaned(names.front());
    }
    if (!facts_.publisher.empty()) return;
    facts_.publisher = facts_.first_meta(
        std::to_array<std::string_view>({"og:site_name", "dc.publisher", "dcterms.publisher",
                                         "citation_publisher", "publisher", "application-name"}));
    if (facts_.publisher.find("://") != std::string::npos) facts_.publisher.clear();
  }

  void list_addresses() {
    const std::string open_graph =
        facts_.first_meta(std::to_array<std::string_view>({"og:url", "twitter:url"}));
    if (facts_.canonical_url.empty()) facts_.canonical_url = open_graph;
    for (const std::string& address : {facts_.source.url, facts_.canonical_url, open_graph}) {
      if (!address.empty()) facts_.addresses.push_back(address);
    }
    list_redirects();
  }

  /// Where a page without text of its own sends its readers, that is its address:
  /// <meta http-equiv=refresh content="0; url=…">, location.href = "…".
  void list_redirects() {
    constexpr std::uint32_t few_words = 40;
    std::uint32_t words = 0;
    for (const TextBlock& block : facts_.page.blocks) words += block.words;
    if (words > few_words) return;
    const std::string refresh = facts_.first_meta(std::to_array<std::string_view>({"refresh"}));
    const std::size_t target = lower_ascii(refresh).find("url=");
    if (target != std::string::npos) facts_.addresses.push_back(refresh.substr(target + 4));
    for (NodeIndex i = 0; i < tree_.nodes().size(); ++i) {
      if (tree_[i].is_text || tree_[i].tag != Tag::script) continue;
      constexpr std::size_t most_read = 65536;  // bytes
      const std::string script = tree_.inner_text(i);
      if (auto address = assigned_location(std::string_view(script).substr(0, most_read));
          !address.empty()) {
        facts_.addresses.push_back(std::move(address));
        return;
      }
    }
  }

  /// "…" of `location.href = "…"`, `location = '…'`, `location.replace("…")`.
  static std::string assigned_location(std::string_view script) {
    constexpr std::string_view name = "location";
    for (std::size_t at = script.find(name); at != std::string_view::npos;
         at = script.find(name, at + 1)) {
      std::string_view rest = script.substr(at + name.size());
      for (const std::string_view member : {".href", ".replace(", ".assign("}) {
        if (rest.starts_with(member)) rest.remove_prefix(member.size());
      }
      const std::size_t begin = rest.find_first_not_of(" =");
      if (begin == std::string_view::npos || (rest[begin] != '"' && rest[begin] != '\'')) continue;
      const std::size_t end = rest.find(rest[begin], begin + 1);
      const std::string_view address = rest.substr(begin + 1, end - begin - 1);
      if (end != std::string_view::npos && address.starts_with("http")) return std::string(address);
    }
    return {};
  }

  Facts& facts_;
  const HtmlTree& tree_;
};

std::vector<std::uint32_t> prose_of(const Page& page) {
  std::vector<std::uint32_t> prose(page.tree->nodes().size(), 0);
  for (const TextBlock& block : page.blocks) {
    if (block.words >= 10 && block.link_density() < 0.4) prose[block.node] += block.words;
  }
  for (auto i = static_cast<NodeIndex>(prose.size()); i-- > 1;) {
    const NodeIndex parent = (*page.tree)[i].parent;
    if (parent != no_node) prose[parent] += prose[i];
  }
  return prose;
}

bool is_beside_hint(Hint hint) {
  return hint == Hint::comments || hint == Hint::related || hint == Hint::aside;
}

}  // namespace

std::string Facts::clean_content(const MetaTag& tag) { return cleaned(tag.content); }

std::string Facts::field_text(NodeIndex node) const {
  constexpr std::uint32_t largest_field = 8192;
  if (tree[node].closed - tree[node].begin > largest_field) return {};
  return shown_text(page, node).take_text();
}

std::string Facts::property_value(NodeIndex node) const {
  for (const char* key : {"content", "datetime"}) {
    if (std::string value = tree.attribute(node, key); !value.empty()) return value;
  }
  return field_text(node);
}

bool Facts::is_beside(NodeIndex node) const {
  for (; node != no_node; node = tree[node].parent) {
    if (is_beside_hint(hint_at(node))) return true;
  }
  return false;
}

Hint Facts::hint_above(NodeIndex node, int levels) const {
  for (int up = 0; node != no_node && up <= levels; node = tree[node].parent, ++up) {
    if (const Hint hint = hint_at(node); hint != Hint::none) return hint;
  }
  return Hint::none;
}

Hint Facts::hint_at(NodeIndex node) const {
  const Hint hint = page.hints[node];
  const bool holds_the_page = prose[node] > 60 && prose[node] * 5 > prose[HtmlTree::root()] * 2 &&
                              hint != Hint::article && hint != Hint::article_body &&
                              hint != Hint::main;
  return holds_the_page ? Hint::none : hint;
}

std::size_t Facts::block_at(NodeIndex node) const {
  const std::uint32_t begin = tree[node].begin;
  const auto found =
      std::partition_point(page.blocks.begin(), page.blocks.end(),
                           [begin](const TextBlock& block) { return block.page_end <= begin; });
  return static_cast<std::size_t>(found - page.blocks.begin());
}

Facts facts_of(const Page& page, const Source& source) {
  Facts facts{page, *page.tree, source, {}, {}, {}, {}, {}, {}, prose_of(page), {}};
  Gatherer(facts).run();
  return facts;
}

Landmarks landmarks_of(const Facts& facts, std::string_view title) {
  Landmarks marks;
  const std::string wanted = words_of(title);
  const std::vector<TextBlock>& blocks = facts.page.blocks;
  for (std::size_t i = 0; i < blocks.size() && !wanted.empty(); ++i) {
    const TextBlock& block = blocks[i];
    if (block.words > 60 || block.text.size() > 2 * title.size() + 80) continue;
    const std::string words = words_of(block.text.text());
    const bool same =
        words == wanted ||
        (words.size() > 20 && words.size() * 2 > wanted.size() &&
         (wanted.find(words) != std::string::npos || words.find(wanted) != std::string::npos));
    if (!same) continue;
    if (!marks.headline || (block.tag == Tag::h1 && blocks[*marks.headline].tag != Tag::h1)) {
      marks.headline = i;
    }
  }
  if (!marks.headline) {
    for (std::size_t i = 0; i < blocks.size() && !marks.headline; ++i) {
      if (blocks[i].tag == Tag::h1 && blocks[i].words >= 3) marks.headline = i;
    }
  }
  marks.prose = marks.headline ? *marks.headline + 1 : 0;
  while (marks.prose < blocks.size() &&
         (blocks[marks.prose].words < prose_words || blocks[marks.prose].link_density() > 0.5 ||
          facts.is_beside(blocks[marks.prose].node))) {
    ++marks.prose;
  }
  return marks;
}

}  // namespace hearsay::extraction
