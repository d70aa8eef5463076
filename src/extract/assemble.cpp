#include "extract/assemble.h"

#include <algorithm>
#include <optional>

#include "extract/dates.h"
#include "extract/embedded.h"
#include "extract/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::uint32_t longest_byline = 40;  // words
constexpr std::size_t near_first = 3;         // blocks behind the first of the body
constexpr std::size_t most_links = 1000;
constexpr std::size_t longest_address = 2000;
constexpr std::ptrdiff_t most_days = 3;  // so many date lines on top are a list

class Assembler {
 public:
  Assembler(Article& article, const Page& page, const Metadata& metadata,
            const std::vector<BlockChoice>& choices)
      : article_(article), page_(page), metadata_(metadata), choices_(choices) {}

  void run() {
    const std::optional<std::size_t> headline = find_headline();
    if (headline) {
      article_.headline = add(*headline, BlockKind::headline);
    } else {
      add_title_element();
    }
    for (const std::size_t i : top_lines(headline)) top_line(i);
    const std::size_t body = first_body();
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      // A summary may stand between the headline and the line of who and when.
      const bool near_top = i > body && i <= body + near_first && is_undated();
      if (near_top && !used(i) && choices_[i].role != Role::body && !article_.byline &&
          (is_byline(i) || is_date_line(i))) {
        top_line(i);
      }
      if (used(i) || choices_[i].role == Role::outside) continue;
      const Span span = add(i, page_.blocks[i].kind);
      if (choices_[i].role == Role::body) {
        article_.body.push_back(span);
        note_embedded(i, span);
      } else {
        article_.boilerplate.push_back({span, choices_[i].kind});
      }
    }
    finish();
    drop_false_posts();
    for (Embedded& post : article_.embedded) read_post_line(post, article_);
    find_pasted_documents(article_);
  }

  void run_raw() {
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      article_.body.push_back(add(i, page_.blocks[i].kind));
    }
    finish();
  }

 private:
  /// Blocks of one embedded post are one document.
  void note_embedded(std::size_t i, Span span) {
    NodeIndex post = no_node;
    for (NodeIndex up = page_.blocks[i].node; up != no_node; up = (*page_.tree)[up].parent) {
      if (page_.hints[up] == Hint::embed) post = up;
    }
    if (post == no_node) {
      last_post_ = no_node;
      return;
    }
    if (post == last_post_) {
      article_.embedded.back().span.end = span.end;
    } else {
      article_.embedded.push_back({span, {}, {}, {}});
    }
    last_post_ = post;
  }

  /// What holds most of the body is no post, whatever its element is called.
  void drop_false_posts() {
    std::size_t body = 0;
    for (const Span& span : article_.body) body += span.size();
    std::erase_if(article_.embedded,
                  [&](const Embedded& post) { return post.span.size() > body / 2; });
  }

  bool used(std::size_t i) const { return used_[i]; }

  std::size_t first_body() const {
    const auto found = std::find_if(choices_.begin(), choices_.end(),
                                    [](const BlockChoice& c) { return c.role == Role::body; });
    return static_cast<std::size_t>(found - choices_.begin());
  }

  /// The block that shows the title: the largest heading, the last one before the body.
  std::optional<std::size_t> find_headline() const {
    const std::string title = bare_words(article_.title);
    if (title.empty()) return std::nullopt;
    const std::size_t body = first_body();
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const TextBlock& block = page_.blocks[i];
      if (block.kind != BlockKind::heading && choices_[i].role == Role::body) continue;
      if (block.text.size() > 2 * article_.title.size() + 40) continue;
      if (bare_words(block.text.text()) != title) continue;
      const bool better = !best || (block.tag == Tag::h1 && page_.blocks[*best].tag != Tag::h1) ||
                          (i < body && block.tag == page_.blocks[*best].tag);
      if (better) best = i;
    }
    return best;
  }

  /// No heading shows the title: the words of <title> serve, as far as they are the title.
  void add_title_element() {
    const HtmlTree& tree = *page_.tree;
    for (NodeIndex i = 0; i < tree.nodes().size(); ++i) {
      if (tree[i].is_text || tree[i].tag != Tag::title) continue;
      const NodeIndex inside = tree[i].first_child;
      if (inside == no_node) return;
      MappedText shown = collapsed_text(*page_.decoded, tree[inside].begin, tree[inside].end);
      const std::size_t at = shown.text().find(article_.title);
      if (article_.title.empty() || at != 0) return;
      shown.cut(article_.title.size());
      const Span span{0, shown.size()};
      text_.append(shown);
      article_.headline = span;
      article_.blocks.push_back({span, BlockKind::headline});
      last_page_end_ = tree[i].closed;
      return;
    }
  }

  /// Whether nothing said yet when the page is from.
  bool is_undated() const {
    return std::none_of(article_.dates.begin(), article_.dates.end(),
                        [](const DocumentDate& date) { return date.kind != DateKind::captured; });
  }

  /// Byline and date lines between the headline and the body, in page order.
  std::vector<std::size_t> top_lines(std::optional<std::size_t> headline) const {
    std::vector<std::size_t> lines;
    const std::size_t body = first_body();
    if (body == choices_.size()) return lines;
    const std::size_t begin = headline && *headline < body ? *headline + 1
                              : body > 12                  ? body - 12
                                                           : 0;
    for (std::size_t i = begin; i < body && lines.size() < 4; ++i) {
      if (is_byline(i) || is_date_line(i)) lines.push_back(i);
    }
    // Several days in a row are those of other pages, in a list.
    const auto dated =
        std::count_if(lines.begin(), lines.end(), [&](std::size_t i) { return is_date_line(i); });
    if (dated >= most_days) {
      std::erase_if(lines, [&](std::size_t i) { return !is_byline(i) || is_date_line(i); });
    }
    return lines;
  }

  bool is_byline(std::size_t i) const {
    const TextBlock& block = page_.blocks[i];
    if (block.words > longest_byline) return false;
    const std::string words = bare_words(block.text.text());
    return std::any_of(article_.authors.begin(), article_.authors.end(),
                       [&](const std::string& author) {
                         return words.find(bare_words(author)) != std::string::npos;
                       });
  }

  bool is_date_line(std::size_t i) const {
    const TextBlock& block = page_.blocks[i];
    if (block.words > 16) return false;
    const auto dates = find_dates(block.text.text(), month_first());
    return !dates.empty();
  }

  std::optional<bool> month_first() const { return month_comes_first(metadata_.language); }

  void top_line(std::size_t i) {
    const bool byline = is_byline(i);
    const Span span = add(i, BlockKind::paragraph);
    if (byline && !article_.byline) article_.byline = span;
    const std::string_view words = std::string_view(text_.text()).substr(span.begin, span.size());
    for (const FoundDate& date : find_dates(words, month_first())) {
      const Span where{span.begin + date.span.begin, span.begin + date.span.end};
      visible_date(words.substr(0, date.span.begin), date.value, where);
    }
  }

  /// A visible date is of the kind that the words before it name. Where metadata has the same day,
  /// it is that date seen.
  void visible_date(std::string_view before, const std::string& value, Span where) {
    const std::string lower = text::lower(before);
    const bool modified = lower.find("updated") != std::string::npos ||
                          lower.find("modified") != std::string::npos ||
                          lower.find("aktualisiert") != std::string::npos ||
                          lower.find("mis à jour") != std::string::npos ||
                          lower.find("actualizado") != std::string::npos;
    const DateKind kind = modified ? DateKind::modified : DateKind::published;
    for (DocumentDate& date : article_.dates) {
      if (date.kind == kind && date.value.starts_with(value) && !date.span) {
        date.span = where;
        return;
      }
    }
    article_.dates.push_back({kind, value, DateOrigin::visible, where});
  }

  Span add(std::size_t i, BlockKind kind) {
    const TextBlock& block = page_.blocks[i];
    if (!text_.empty()) add_separator(text_, "\n\n", *page_.decoded, last_page_end_);
    const std::uint32_t begin = text_.size();
    text_.append(block.text);
    last_page_end_ = block.page_end;
    used_[i] = true;
    const Span span{begin, text_.size()};
    article_.blocks.push_back({span, kind});
    add_links(block, begin);
    return span;
  }

  void add_links(const TextBlock& block, std::uint32_t begin) {
    for (const BlockLink& link : block.links) {
      if (article_.links.size() >= most_links) return;
      const std::string_view raw = page_.tree->raw_attribute(link.node, "href");
      if (raw.find("//") == std::string_view::npos || raw.size() > longest_address) continue;
      const std::uint32_t end = std::min(link.span.end, block.text.size());  // without blanks
      article_.links.push_back({{begin + link.span.begin, begin + end},
                                std::string(text::trim(page_.tree->attribute(link.node, "href")))});
    }
  }

  void finish() {
    article_.text = text_.take_text();
    article_.origin = text_.take_origin();
  }

  Article& article_;
  const Page& page_;
  const Metadata& metadata_;
  const std::vector<BlockChoice>& choices_;
  MappedText text_;
  std::uint32_t last_page_end_ = 0;
  NodeIndex last_post_ = no_node;
  std::vector<bool> used_ = std::vector<bool>(page_.blocks.size());
};

}  // namespace

void assemble(Article& article, const Page& page, const Metadata& metadata,
              const std::vector<BlockChoice>& choices, bool raw) {
  Assembler assembler(article, page, metadata, choices);
  if (raw) {
    assembler.run_raw();
  } else {
    assembler.run();
  }
}

}  // namespace hearsay::extraction
