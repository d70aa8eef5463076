// One article: its text, where each character of it stands in the fetched bytes, what the page says
// about itself, and which parts of the text are article at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/span.h"

namespace hearsay {

/// A run of text that comes from a run of source bytes. Where the lengths are equal and the source
/// is UTF-8 the bytes are the same (in HTML, white space but for its blank); else the whole run of
/// text stands for the whole run of bytes (an entity "&amp;", a transcoded or repaired character, a
/// tag that became a line break). Runs are in text order, do not overlap and cover the whole text.
struct OriginRun {
  std::uint32_t text_begin = 0;
  std::uint64_t byte_begin = 0;
  std::uint32_t text_length = 0;
  std::uint64_t byte_length = 0;
  friend bool operator==(const OriginRun&, const OriginRun&) = default;
};

/// Maps positions in an article's text to the bytes as fetched (as SentencePiece does through its
/// normalisation).
using OriginMap = std::vector<OriginRun>;

enum class BoilerplateKind {
  disclaimer,
  donate,
  share,
  copyright,
  comments,
  navigation,
  image,
  related,
  other
};

/// Text that stands on the page and is not the article.
struct Boilerplate {
  Span span;
  BoilerplateKind kind = BoilerplateKind::other;
  friend bool operator==(const Boilerplate&, const Boilerplate&) = default;
};

/// Another document pasted into this one: a statement below an article, an embedded post.
struct Embedded {
  Span span;
  std::string title;
  std::string published;
  std::string publisher;
  friend bool operator==(const Embedded&, const Embedded&) = default;
};

enum class DateKind { published, first_published, republished, modified, captured };
enum class DateOrigin { json_ld, microdata, meta, visible, url, feed, http, input, analyst };

/// One date that the page, its carrier or the analyst gives. `value` is ISO 8601, a day
/// ("2015-05-05") or an instant with its offset as given ("2015-05-05T10:00:00Z"), never a guess.
struct DocumentDate {
  DateKind kind = DateKind::published;
  std::string value;
  DateOrigin from = DateOrigin::visible;
  std::optional<Span> span;  ///< where it stands in the text, when it is visible there
  friend bool operator==(const DocumentDate&, const DocumentDate&) = default;
};

/// What the page says, outside its running text, about where its text comes from: a canonical
/// address elsewhere, `isBasedOn`, `sourceOrganization`, a feed's `<source>`.
struct SyndicationSignal {
  std::string field;  ///< "canonical", "isBasedOn", …
  std::string value;  ///< as given: a name or an address
  friend bool operator==(const SyndicationSignal&, const SyndicationSignal&) = default;
};

/// What the page itself calls its text: "Satire", "Opinion", "Sponsored". Never a guess of ours: a
/// page that says nothing has none.
struct PageLabel {
  std::string words;         ///< as the page gives them
  std::optional<Span> span;  ///< where they are seen in the text; none: in the mark-up alone
  friend bool operator==(const PageLabel&, const PageLabel&) = default;
};

/// What kind of page it is. Only articles have statements of their own.
enum class PageKind { article, listing, home, author, other };

/// How a block of the page was marked up, where that carries meaning for attribution.
enum class BlockKind { headline, heading, paragraph, list_item, block_quotation, caption, table };

/// One block of text as the page's mark-up delimits it, in text order, disjoint.
struct Block {
  Span span;
  BlockKind kind = BlockKind::paragraph;
  friend bool operator==(const Block&, const Block&) = default;
};

/// Words of the article that lead to another page.
struct Link {
  Span span;
  std::string address;  ///< absolute, as given
  friend bool operator==(const Link&, const Link&) = default;
};

/// One article. Plain text and Markdown: `text` is the file, decoded, unchanged, all of it. HTML:
/// `text` is the headline, the visible byline and date line, and the body, as extracted, blocks
/// apart by "\n\n"; plus whatever stands inside the article and is marked as boilerplate.
/// `text` is valid UTF-8 and is never rewritten; its size is at most 2^31 bytes.
struct Article {
  std::string id;      ///< 16 hex digits (more on a clash), set by `engine`
  std::string sha256;  ///< of `Source::bytes`, 64 hex digits, set by `engine`
  std::string path;
  std::string url;            ///< as fetched
  std::string canonical_url;  ///< as the page states it
  std::string input_id;
  std::string captured;

  std::string title;  ///< without the site's name
  std::vector<std::string> authors;
  std::string publisher;  ///< empty: unknown
  std::string published;  ///< the date the document is known by, ISO 8601; empty: unknown
  std::optional<Span> published_span;
  std::vector<DocumentDate> dates;  ///< all that were found, best first within a kind
  std::string language;             ///< BCP 47, e.g. "en"; empty: unknown
  PageKind kind = PageKind::article;
  std::vector<SyndicationSignal> syndication;

  std::string text;
  OriginMap origin;
  std::string charset;           ///< that the bytes were decoded with
  std::optional<Span> headline;  ///< in `text`; not part of `body`
  std::optional<Span> byline;    ///< the visible line that names the authors; not part of `body`
  Spans body;                    ///< the article itself, in text order, disjoint
  std::vector<Boilerplate>
      boilerplate;                 ///< in text order, disjoint from each other and from `body`
  std::vector<Embedded> embedded;  ///< inside `body`
  std::vector<Block> blocks;       ///< how the page marks up its text; empty for plain text
  std::vector<Link> links;         ///< of a page's text, in text order, disjoint; at most 1,000
  std::vector<std::string> notes;  ///< what was repaired or cut, a sentence each
  std::vector<PageLabel> labels;   ///< in text order, those of the mark-up last

  friend bool operator==(const Article&, const Article&) = default;
};

/// The exact words of a span. A view of a temporary article would outlive its words, so that does
/// not compile.
[[nodiscard]] inline std::string_view words(const Article& article, Span span) {
  return std::string_view(article.text).substr(span.begin, span.size());
}
std::string_view words(const Article&&, Span) = delete;

}  // namespace hearsay
