// A feed is cut into its items before any of it is parsed: what is broken in one concerns no other,
// and no more than one item's tree is in memory. pugixml expands no entities but XML's own five.
#include "ingest/feed.h"

#include <fmt/core.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "ingest/ascii.h"
#include "ingest/dates.h"
#include "ingest/refuse.h"
#include "text/utf8.h"

namespace hearsay::ingest {
namespace {

constexpr std::size_t largest_item = 8U << 20U;  // its tree takes some twenty times as much
constexpr std::size_t largest_head = 1U << 20U;
constexpr unsigned int parse_flags =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata;

/// What the XML declaration says, lower case.
std::string declared_encoding(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, std::min<std::size_t>(bytes.size(), 200)));
  if (!head.starts_with("<?xml")) return {};
  const std::string_view declaration = std::string_view(head).substr(0, head.find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return std::string(declaration.substr(at + 1, end - at - 1));
}

std::string from_charset(std::string_view bytes, const std::string& charset) {
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                charset.c_str());
  if (text.isBogus()) return std::string(bytes);
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return from_charset(bytes.substr(2), "utf-16le");
  if (bytes.starts_with("\xFE\xFF")) return from_charset(bytes.substr(2), "utf-16be");
  if (text::is_valid(bytes)) return std::string(bytes);
  const std::string named = charset.empty() ? declared_encoding(bytes) : std::string(charset);
  if (named.empty() || named == "utf-8" || named.find('\0') != std::string::npos) {
    return std::string(bytes);
  }
  return from_charset(bytes, named);
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// A stretch of the feed: one item, from its "<" to behind its ">".
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closed = true;
};

/// Finds the items and what stands around them. Sees comments, CDATA and quotes; one pass.
class Splitter {
 public:
  explicit Splitter(std::string_view feed) : feed_(feed) {}

  std::vector<Piece> items;
  std::string head;  // the feed without its items, cut at `largest_head`

  void split() {
    while (at_ < feed_.size()) {
      const std::size_t tag = feed_.find('<', at_);
      if (tag == std::string_view::npos) break;
      at_ = end_of_markup(tag);
      name_tag(tag, feed_.substr(tag, at_ - tag));
    }
    if (open_) close(feed_.size(), false);
    add_head(head_from_, feed_.size());
  }

 private:
  /// Behind the markup that begins at `tag`.
  std::size_t end_of_markup(std::size_t tag) {
    const std::string_view ahead = feed_.substr(tag);
    if (ahead.starts_with("<!--")) return behind("-->", tag + 4, no_comment_end_);
    if (ahead.starts_with("<![CDATA[")) return behind("]]>", tag + 9, no_cdata_end_);
    if (ahead.starts_with("<?")) return behind("?>", tag + 2, no_instruction_end_);
    for (std::size_t i = tag + 1; i < feed_.size(); ++i) {
      const char c = feed_[i];
      if (c == '>') return i + 1;
      if (c == '<') return i;  // a tag that was never closed
    }
    return feed_.size();
  }

  /// Where the mark never comes, only its beginning is passed over; `never` remembers that.
  std::size_t behind(std::string_view mark, std::size_t from, bool& never) const {
    const std::size_t found = never ? std::string_view::npos : feed_.find(mark, from);
    never = found == std::string_view::npos;
    return never ? std::min(from, feed_.size()) : found + mark.size();
  }

  void name_tag(std::size_t begin, std::string_view tag) {
    const bool closing = tag.starts_with("</");
    tag.remove_prefix(closing ? 2 : 1);
    const std::string_view name = local_name(tag.substr(0, tag.find_first_of(" \t\r\n/>")));
    if (name.empty() || name[0] == '!' || name[0] == '?') return;
    if (!closing && item_name_.empty()) item_name_ = name == "feed" ? "entry" : "item";
    if (name != item_name_) return;
    if (closing) {
      if (open_) close(at_, true);
    } else if (!tag.ends_with("/>")) {
      if (open_) close(begin, false);
      add_head(head_from_, begin);
      open_ = true;
      begin_ = begin;
    }
  }

  void close(std::size_t end, bool closed) {
    items.push_back({begin_, end, closed});
    open_ = false;
    head_from_ = end;
  }

  void add_head(std::size_t from, std::size_t to) {
    if (from >= to || head.size() >= largest_head) return;
    head += feed_.substr(from, std::min(to - from, largest_head - head.size()));
  }

  std::string_view feed_;
  std::string_view item_name_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t head_from_ = 0;
  bool open_ = false;
  bool no_comment_end_ = false, no_cdata_end_ = false, no_instruction_end_ = false;
};

bool has_elements(const pugi::xml_node& node) {
  return std::any_of(node.begin(), node.end(), [](const pugi::xml_node& child) {
    return child.type() == pugi::node_element;
  });
}

/// The words directly inside.
std::string text_of(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_node& child : node) out += child.value();  // elements have no value
  return out;
}

std::string trimmed(const pugi::xml_node& node) { return std::string(text::trim(text_of(node))); }

/// Elements inside, as markup.
std::string inner_markup(const pugi::xml_node& node) {
  std::ostringstream out;
  for (const pugi::xml_node& child : node) {
    child.print(out, "", pugi::format_raw | pugi::format_no_empty_element_tags,
                pugi::encoding_utf8);
  }
  return out.str();
}

struct Content {
  std::string bytes;
  MediaType type = MediaType::html;
  bool is_whole = true;  ///< else a summary or a title
};

/// What an element holds: escaped HTML, HTML as it is, or words.
std::optional<Content> content_of(const pugi::xml_node& node) {
  if (!node) return std::nullopt;
  const std::string type = lower_ascii(node.attribute("type").value());
  Content content;
  content.bytes = has_elements(node) ? inner_markup(node) : text_of(node);
  if (text::trim(content.bytes).empty()) return std::nullopt;
  if (type == "text" || type == "text/plain") content.type = MediaType::plain_text;
  const bool may_be_either = type.empty() && std::string_view(node.name()) != "content:encoded";
  if (may_be_either && content.bytes.find_first_of("<&") == std::string::npos) {
    content.type = MediaType::plain_text;
  }
  return content;
}

/// Full text before summary before headline.
std::optional<Content> best_content(const pugi::xml_node& item) {
  for (const char* name : {"content:encoded", "content", "body", "xhtml:body"}) {
    if (auto content = content_of(item.child(name))) return content;
  }
  for (const char* name :
       {"description", "summary", "itunes:summary", "media:description", "title"}) {
    if (auto content = content_of(item.child(name))) {
      content->is_whole = false;
      return content;
    }
  }
  return std::nullopt;
}

std::string first_text(const pugi::xml_node& node, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string text = trimmed(node.child(name)); !text.empty()) return text;
  }
  return {};
}

bool is_web_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

std::string link_of(const pugi::xml_node& item) {
  for (const pugi::xml_node& link : item.children("link")) {
    const std::string_view rel = link.attribute("rel").value();
    std::string url = link.attribute("href").value();
    if (url.empty()) url = trimmed(link);
    if ((rel.empty() || rel == "alternate") && is_web_address(url)) return url;
  }
  const pugi::xml_node guid = item.child("guid");
  std::string url = trimmed(guid);
  const bool is_link = std::string_view(guid.attribute("isPermaLink").value()) != "false";
  return is_link && is_web_address(url) ? url : std::string();
}

/// Whom the item is from: the feed that it was taken out of, where it says so.
std::string publisher_of(const pugi::xml_node& item, const std::string& feed_title) {
  const pugi::xml_node source = item.child("source");
  for (const std::string& name :
       {trimmed(source.child("title")), trimmed(source), first_text(item, {"dc:publisher"})}) {
    if (!name.empty()) return name;
  }
  return feed_title;
}

/// "Ann Lee" of "desk@mill.example (Ann Lee)", as RSS has it; empty for an address alone.
std::string name_of_author(std::string author) {
  constexpr std::size_t longest_name = 500;
  std::replace_if(author.begin(), author.end(), is_blank_ascii, ' ');
  if (const std::size_t open = author.find('('); author.find('@') < open) {
    author = open == std::string::npos ? std::string()
                                       : author.substr(open + 1, author.find(')', open) - open - 1);
  }
  author = text::trim(author);
  return author.size() > longest_name ? std::string() : author;
}

/// Who wrote an item, or a feed: Atom's authors, Dublin Core's creators, RSS's author.
std::vector<std::string> authors_of(const pugi::xml_node& node) {
  constexpr std::size_t most_authors = 100;
  for (const char* field : {"dc:creator", "author", "atom:author", "itunes:author"}) {
    std::vector<std::string> authors;
    for (const pugi::xml_node& author : node.children(field)) {
      const bool has_parts = has_elements(author);
      std::string name =
          name_of_author(has_parts ? first_text(author, {"name", "atom:name"}) : text_of(author));
      const bool known = std::find(authors.begin(), authors.end(), name) != authors.end();
      if (!name.empty() && !known && authors.size() < most_authors) authors.push_back(name);
    }
    if (!authors.empty()) return authors;
  }
  return {};
}

/// What a feed says for all its items.
struct FeedHead {
  std::string title;
  std::vector<std::string> authors;  ///< of an Atom feed: those of every entry that names none
};

FeedHead head_of_feed(const std::string& head) {
  pugi::xml_document tree;  // what was read up to a fault stays
  static_cast<void>(tree.load_buffer(head.data(), head.size(), parse_flags | pugi::parse_fragment,
                                     pugi::encoding_utf8));
  FeedHead out;
  for (const pugi::xml_node& root : tree) {
    const pugi::xml_node channel = root.child("channel");
    if (out.title.empty()) out.title = first_text(channel ? channel : root, {"title"});
    if (local_name(root.name()) == "feed" && out.authors.empty()) out.authors = authors_of(root);
  }
  return out;
}

std::vector<std::string> authors_of_item(const pugi::xml_node& item, const FeedHead& feed) {
  for (const pugi::xml_node& node : {item, item.child("source")}) {
    if (auto authors = authors_of(node); !authors.empty()) return authors;
  }
  return feed.authors;
}

struct Item {
  Source source;
  bool is_whole = true;
};

tl::expected<Item, std::string> read_item(std::string_view bytes, const Piece& piece,
                                          const FeedHead& feed) {
  if (!piece.closed) {
    return refuse(fmt::format("is an item without end (at byte {})", piece.begin));
  }
  if (bytes.size() > largest_item) {
    return refuse(fmt::format("is an item of more than {} MiB", largest_item >> 20U));
  }
  pugi::xml_document tree;
  const auto parsed =
      tree.load_buffer(bytes.data(), bytes.size(), parse_flags, pugi::encoding_utf8);
  if (!parsed) {
    return refuse(fmt::format("is no well-formed XML (at byte {}: {})",
                              piece.begin + static_cast<std::size_t>(parsed.offset),
                              parsed.description()));
  }
  const pugi::xml_node item = tree.first_child();
  auto content = best_content(item);
  if (!content) {
    return refuse(
        fmt::format("has neither content nor a summary nor a title (at byte {})", piece.begin));
  }
  Source source;
  source.bytes = std::move(content->bytes);
  source.media_type = content->type;
  source.charset = "utf-8";
  source.url = link_of(item);
  source.title = first_text(item, {"title"});
  source.published =
      iso_date(first_text(item, {"pubDate", "published", "dc:date", "dcterms:issued", "issued"}));
  source.modified = iso_date(first_text(item, {"updated", "atom:updated", "dcterms:modified"}));
  source.publisher = publisher_of(item, feed.title);
  source.authors = authors_of_item(item, feed);
  source.from_feed = true;
  return Item{std::move(source), content->is_whole};
}

}  // namespace

bool for_each_feed_item(std::string_view bytes, std::string_view charset,
                        const FeedItemHandler& handler, std::size_t* stubs) {
  const std::string feed = to_utf8(bytes, charset);
  Splitter splitter(feed);
  splitter.split();
  const FeedHead head = head_of_feed(splitter.head);
  std::size_t number = 0;
  for (const Piece& piece : splitter.items) {
    ++number;
    auto item =
        read_item(std::string_view(feed).substr(piece.begin, piece.end - piece.begin), piece, head);
    if (item && !item->is_whole && stubs != nullptr) {
      ++*stubs;
      continue;
    }
    auto source =
        item ? tl::expected<Source, std::string>(std::move(item->source)) : refuse(item.error());
    if (!handler(number, std::move(source))) return false;
  }
  return true;
}

}  // namespace hearsay::ingest
