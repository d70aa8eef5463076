#include "extract/labels.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t longest_label = 40;  // bytes
constexpr std::size_t most_labels = 10;
constexpr std::size_t top_lines = 8;
constexpr std::size_t beside_headline = 3;  // blocks

/// What outlets call what is made up, somebody's view, or paid for, in the languages that most
/// pages are in.
constexpr std::string_view label_words[] = {"satire",
                                            "satirical",
                                            "sátira",
                                            "parody",
                                            "parodie",
                                            "humor",
                                            "humour",
                                            "fiction",
                                            "glosse",
                                            "сатира",
                                            "opinion",
                                            "opinions",
                                            "op-ed",
                                            "op ed",
                                            "oped",
                                            "editorial",
                                            "commentary",
                                            "guest commentary",
                                            "viewpoint",
                                            "column",
                                            "analysis",
                                            "news analysis",
                                            "review",
                                            "meinung",
                                            "kommentar",
                                            "gastbeitrag",
                                            "leitartikel",
                                            "kolumne",
                                            "analyse",
                                            "tribune",
                                            "chronique",
                                            "editorial opinion",
                                            "columna",
                                            "tribuna",
                                            "análisis",
                                            "opinión",
                                            "opinione",
                                            "editoriale",
                                            "commento",
                                            "analisi",
                                            "opinião",
                                            "opinie",
                                            "мнение",
                                            "аналитика",
                                            "sponsored",
                                            "sponsored content",
                                            "sponsored post",
                                            "sponsored article",
                                            "advertorial",
                                            "advertisement feature",
                                            "advertising feature",
                                            "paid content",
                                            "paid post",
                                            "paid partnership",
                                            "partner content",
                                            "branded content",
                                            "promoted content",
                                            "promotional content",
                                            "press release",
                                            "pressemitteilung",
                                            "bezahlter inhalt",
                                            "publireportage",
                                            "communiqué",
                                            "contenido patrocinado",
                                            "publirreportaje",
                                            "contenuto sponsorizzato",
                                            "на правах рекламы"};

/// schema.org types that say the same.
constexpr auto label_types = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"satiricalarticle", "SatiricalArticle"},
    {"opinionnewsarticle", "OpinionNewsArticle"},
    {"analysisnewsarticle", "AnalysisNewsArticle"},
    {"reviewnewsarticle", "ReviewNewsArticle"},
    {"advertisercontentarticle", "AdvertiserContentArticle"},
});

void add_label(Article& article, std::string_view words, std::optional<Span> span) {
  const std::string folded = text::fold(words);
  const bool known = std::ranges::any_of(
      article.labels, [&](const PageLabel& label) { return text::fold(label.words) == folded; });
  if (known || article.labels.size() == most_labels) return;
  article.labels.push_back({std::string(words), span});
}

/// "Satire: Pigeons to pay rent", "Opinion | Why I moved": the label's size in bytes; 0 for none.
std::size_t label_before_title(std::string_view title) {
  const std::size_t end = std::min(title.find_first_of(":|"), title.size());
  if (end == title.size()) return 0;
  const std::string_view label = text::trim(title.substr(0, end));
  return is_label(label) ? static_cast<std::size_t>(label.data() + label.size() - title.data()) : 0;
}

void label_title(Article& article) {
  const Span headline = article.headline.value_or(Span{});
  const std::string_view shown = words(article, headline);
  if (const std::size_t size = label_before_title(shown); size > 0) {
    const Span span{headline.begin, headline.begin + static_cast<std::uint32_t>(size)};
    add_label(article, std::string(words(article, span)), span);
  } else if (const std::size_t own = label_before_title(article.title); own > 0) {
    add_label(article, text::trim(std::string_view(article.title).substr(0, own)), std::nullopt);
  }
}

/// Where a line of these words stands in the article's text, among its first.
std::optional<Span> line_in_text(const Article& article, std::string_view line) {
  for (const Block& block : article.blocks) {
    if (words(article, block.span) == line) return block.span;
  }
  return std::nullopt;
}

void label_blocks(Article& article, const Page& page) {
  if (!article.headline) return;
  const std::string headline = bare_words(words(article, *article.headline));
  const auto found = std::ranges::find_if(page.blocks, [&](const TextBlock& block) {
    return bare_words(block.text.text()) == headline;
  });
  if (found == page.blocks.end()) return;
  const auto at = static_cast<std::size_t>(found - page.blocks.begin());
  const std::size_t begin = at - std::min(at, beside_headline);
  const std::size_t end = std::min(at + beside_headline + 1, page.blocks.size());
  for (std::size_t i = begin; i < end; ++i) {
    const TextBlock& block = page.blocks[i];
    const Hint hint = page.hints[block.node];
    const bool elsewhere = block.kind == BlockKind::list_item || hint == Hint::navigation ||
                           hint == Hint::related || hint == Hint::hidden;
    if (elsewhere || !is_label(block.text.text())) continue;
    add_label(article, block.text.text(), line_in_text(article, block.text.text()));
  }
}

}  // namespace

bool is_label(std::string_view line) {
  line = text::trim(line);
  if (line.empty() || line.size() > longest_label) return false;
  const std::string folded = text::fold(line);
  return std::ranges::any_of(label_words,
                             [&](std::string_view known) { return text::fold(known) == folded; });
}

void label_plain_text(Article& article) {
  label_title(article);
  const std::string_view text = article.text;
  std::size_t seen = 0;
  for (std::size_t at = 0; at < text.size() && seen < top_lines;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text::trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    ++seen;
    if (!is_label(line)) continue;
    const auto begin = static_cast<std::uint32_t>(line.data() - text.data());
    const Span span{begin, begin + static_cast<std::uint32_t>(line.size())};
    add_label(article, std::string(line), span);
  }
}

void label_page(Article& article, const Page& page, const Metadata& metadata) {
  label_title(article);
  label_blocks(article, page);
  for (const std::string& section : metadata.sections) {
    if (is_label(section)) add_label(article, text::trim(section), std::nullopt);
  }
  for (const auto& [type, name] : label_types) {
    if (std::ranges::find(metadata.types, type) != metadata.types.end()) {
      add_label(article, name, std::nullopt);
    }
  }
}

}  // namespace hearsay::extraction
