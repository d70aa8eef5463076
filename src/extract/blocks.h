// The page as a list of blocks of text, as a browser shows them, each with what is known of it:
// which element makes it, how much of it is links. What is article is decided on these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/decode.h"
#include "extract/html_tree.h"
#include "extract/text_builder.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

/// What an element says of what it holds, by its tag, role, class, id and itemprop. Generic words
/// only ("comments", "related"), no site's own names.
enum class Hint : std::uint8_t {
  none,
  article_body,  ///< itemprop=articleBody, "article-body", "entry-content"
  article,       ///< <article>, role=article
  main,          ///< <main>, role=main
  header,        ///< <header> or a name like it
  navigation,
  comments,
  share,
  related,
  advert,
  caption,
  byline,
  date,
  subscribe,
  footer,
  tags,
  embed,  ///< an embedded post
  aside,
  form,
  hidden,  ///< not shown by a browser, or not at first
};

/// Words of a block that are one link.
struct BlockLink {
  Span span;                 ///< in the block's text
  NodeIndex node = no_node;  ///< its element
};

/// One block of text. Text is as shown: references decoded, white space collapsed, a single line
/// break of the page as "\n".
struct TextBlock {
  NodeIndex node = no_node;  ///< the element that makes the block
  Tag tag = Tag::div;
  BlockKind kind = BlockKind::paragraph;
  MappedText text;
  std::uint32_t page_begin = 0;  ///< in the decoded page
  std::uint32_t page_end = 0;    ///< behind its last word
  std::uint32_t words = 0;
  std::uint32_t letters = 0;             ///< code points that are no white space
  std::uint32_t link_letters = 0;        ///< of these, in links
  std::uint32_t emphasised_letters = 0;  ///< of these, in b, strong, i, em
  std::vector<BlockLink> links;          ///< in text order, disjoint

  [[nodiscard]] double link_density() const {
    return letters == 0 ? 0 : static_cast<double>(link_letters) / letters;
  }
};

/// A page, ready to be judged. `tree` and `decoded` must outlive it.
struct Page {
  const HtmlTree* tree = nullptr;
  const Decoded* decoded = nullptr;
  std::vector<Hint> hints;        ///< of each node
  std::vector<TextBlock> blocks;  ///< in page order; empty ones are left out, hidden ones are not
};

Page page_of(const HtmlTree& tree, const Decoded& decoded);

/// The words of a text for comparing: letters and digits in lower case, one blank between words.
std::string bare_words(std::string_view text);

/// Text of a node's inside, as shown, with its origin; for one-line fields such as a byline.
MappedText shown_text(const Page& page, NodeIndex node);

/// The text of <title> and the like: references decoded, white space collapsed, [begin, end) of the
/// decoded page.
MappedText collapsed_text(const Decoded& decoded, std::uint32_t begin, std::uint32_t end);

/// A separator of blocks ("\n\n", "\n", " ") that stands for the first tag behind `position`.
void add_separator(MappedText& text, std::string_view separator, const Decoded& decoded,
                   std::uint32_t position);

}  // namespace hearsay::extraction
