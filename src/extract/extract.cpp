#include "extract/extract.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "extract/assemble.h"
#include "extract/block_features.h"
#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/dates.h"
#include "extract/decode.h"
#include "extract/html_tree.h"
#include "extract/labels.h"
#include "extract/language.h"
#include "extract/metadata.h"
#include "extract/page_kind.h"
#include "extract/plain_text.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

using namespace extraction;

constexpr std::size_t most_dates = 100;

void note_repairs(Article& article, const Decoded& decoded) {
  if (decoded.repaired > 0) {
    article.notes.push_back(fmt::format("{} ill-formed byte sequence{} of {} read as U+FFFD",
                                        decoded.repaired, decoded.repaired == 1 ? "" : "s",
                                        decoded.charset));
  }
}

/// Dates of one kind together, best first: what the carrier says, what is written for machines,
/// what is seen, what the address has.
void sort_dates(std::vector<DocumentDate>& dates) {
  const auto rank = [](DateOrigin from) {
    switch (from) {
      case DateOrigin::analyst:
        return 0;
      case DateOrigin::input:
        return 1;
      case DateOrigin::feed:
        return 2;
      case DateOrigin::json_ld:
        return 3;
      case DateOrigin::meta:
        return 4;
      case DateOrigin::microdata:
        return 5;
      case DateOrigin::visible:
        return 6;
      case DateOrigin::url:
        return 7;
      case DateOrigin::http:
        return 8;
    }
    return 9;
  };
  // Insertion keeps the page's order among equals; a page has few dates.
  std::vector<DocumentDate> sorted;
  for (const DocumentDate& date : dates) {
    if (sorted.size() >= most_dates) break;
    if (std::find(sorted.begin(), sorted.end(), date) != sorted.end()) continue;
    const auto place = std::find_if(sorted.begin(), sorted.end(), [&](const DocumentDate& other) {
      return date.kind != other.kind ? date.kind < other.kind : rank(date.from) < rank(other.from);
    });
    sorted.insert(place, date);
  }
  dates = std::move(sorted);
}

/// The best of the dates that say published.
std::string best_published(const std::vector<DocumentDate>& dates) {
  for (const DocumentDate& date : dates) {
    if (date.kind == DateKind::published || date.kind == DateKind::first_published) {
      return date.value;
    }
  }
  return {};
}

/// Puts the dates in order, the one that the document is known by first of its kind, and finds
/// where it is seen.
void order_dates(Article& article) {
  sort_dates(article.dates);
  const auto chosen = std::find_if(
      article.dates.begin(), article.dates.end(), [&article](const DocumentDate& date) {
        return date.kind == DateKind::published && date.value == article.published;
      });
  if (chosen != article.dates.end()) {
    const auto first =
        std::find_if(article.dates.begin(), article.dates.end(),
                     [](const DocumentDate& date) { return date.kind == DateKind::published; });
    std::rotate(first, chosen, chosen + 1);
  }
  const std::string day = article.published.substr(0, 10);
  for (const DocumentDate& date : article.dates) {
    if (date.span && !day.empty() && date.value.starts_with(day)) {
      article.published_span = date.span;
      break;
    }
  }
}

void declare(Article& article, const Source& source) {
  article.path = source.path;
  article.url = source.url;
  article.input_id = source.input_id;
  article.captured = source.captured;
  if (auto date = parse_date(source.captured)) {
    article.dates.push_back({DateKind::captured, *date, DateOrigin::http, std::nullopt});
  }
}

std::string body_text(const Article& article) {
  std::string text;
  for (const Span& span : article.body) {
    text += words(article, span);
    text += '\n';
    if (text.size() > 50000) break;
  }
  return text;
}

void read_html(Article& article, const Source& source, const Decoded& decoded,
               const model::BoostedTrees& classifier, bool raw) {
  const HtmlTree tree = HtmlTree::parse(decoded.text);
  if (tree.truncated()) {
    article.notes.push_back(fmt::format("the page was cut after {} elements", HtmlTree::max_nodes));
  }
  if (tree.flattened()) {
    article.notes.push_back(
        fmt::format("elements nested deeper than {} were flattened", HtmlTree::max_depth));
  }
  const Page page = page_of(tree, decoded);
  Metadata metadata = read_metadata(page, source);
  // The headline is looked for in the words that the page shows.
  const std::string title = std::exchange(metadata.title, metadata.shown_title);
  const std::vector<BlockChoice> choices = choose_body(page, metadata, classifier);
  article.published = metadata.published;
  article.title = metadata.title;
  article.authors = metadata.authors;
  article.publisher = metadata.publisher;
  article.canonical_url = metadata.canonical_url;
  article.syndication = metadata.syndication;
  article.dates.insert(article.dates.end(), metadata.dates.begin(), metadata.dates.end());
  assemble(article, page, metadata, choices, raw);
  article.title = title;
  label_page(article, page, metadata);
  const std::string body = body_text(article);
  article.language = primary_language(metadata.language);
  const std::string detected = detect_language(body);
  if (article.language.empty()) article.language = detected;
  article.kind = raw ? PageKind::article : page_kind(page, metadata, choices);
  if (article.kind != PageKind::article && article.kind != PageKind::other) {
    // What is seen on a page of teasers are their dates.
    std::erase_if(article.dates, [](const DocumentDate& date) {
      return date.kind == DateKind::published && date.from == DateOrigin::visible;
    });
    article.published = best_published(article.dates);
  }
}

void read_plain_text(Article& article, const Source& source, const Decoded& decoded, bool raw) {
  MappedText text;
  text.add_verbatim(decoded, 0, static_cast<std::uint32_t>(decoded.text.size()));
  article.text = text.take_text();
  article.origin = text.take_origin();
  article.title = std::string(text::trim(source.title));
  article.publisher = std::string(text::trim(source.publisher));
  article.authors = source.authors;
  const DateOrigin carrier = source.from_feed ? DateOrigin::feed : DateOrigin::input;
  if (auto date = parse_date(source.published)) {
    article.dates.push_back({DateKind::published, *date, carrier, std::nullopt});
  }
  if (auto date = parse_date(source.modified)) {
    article.dates.push_back({DateKind::modified, *date, carrier, std::nullopt});
  }
  if (auto date = date_in_url(source.url)) {
    article.dates.push_back({DateKind::published, *date, DateOrigin::url, std::nullopt});
  }
  if (raw) {
    mark_raw(article);
  } else {
    mark_plain_text(article, source.media_type == MediaType::markdown);
  }
  label_plain_text(article);
  article.language = detect_language(body_text(article));
  sort_dates(article.dates);
  article.published = best_published(article.dates);
}

}  // namespace

Result<Extractor> Extractor::load(const std::string& models) {
  auto blocks = model::BoostedTrees::load(models + "/blocks.safetensors", "block-classifier");
  if (!blocks) return tl::unexpected<Error>(blocks.error());
  if (blocks->features() != BlockFeatures::names()) {
    return tl::unexpected(blocks->file().broken("it was trained on other features"));
  }
  Extractor extractor;
  extractor.blocks_ = std::move(*blocks);
  return extractor;
}

Result<Article> Extractor::extract(const Source& source, const ExtractOptions& options) const {
  auto decoded = decode_source(source);
  if (!decoded) return tl::unexpected(decoded.error());
  Article article;
  declare(article, source);
  article.charset = decoded->decoded.charset;
  note_repairs(article, decoded->decoded);
  if (decoded->markup == Markup::html) {
    read_html(article, source, decoded->decoded, blocks_, options.raw);
  } else {
    read_plain_text(article, source, decoded->decoded, options.raw);
  }
  order_dates(article);
  return article;
}

}  // namespace hearsay
