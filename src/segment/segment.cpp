#include "segment/segment.h"

#include <algorithm>
#include <utility>

#include "segment/paragraphs.h"
#include "segment/quotations.h"
#include "segment/sentences.h"
#include "segment/tokens.h"

namespace hearsay {
namespace {

std::vector<std::uint32_t> closing_marks(const std::vector<Quotation>& quotations) {
  std::vector<std::uint32_t> offsets;
  for (const Quotation& each : quotations) {
    if (each.closed && !each.block) offsets.push_back(each.inside.end);
  }
  std::ranges::sort(offsets);
  return offsets;
}

}  // namespace

Segmentation segment(const Article& article) {
  Segmentation all;
  all.paragraphs = segmenting::find_paragraphs(article);
  all.quotations = segmenting::find_quotations(article, all.paragraphs);
  const std::vector<std::uint32_t> closing = closing_marks(all.quotations);
  for (std::uint32_t i = 0; i < all.paragraphs.size(); ++i) {
    Paragraph& paragraph = all.paragraphs[i];
    const auto first = static_cast<std::uint32_t>(all.tokens.size());
    segmenting::cut_tokens(article.text, paragraph.span, all.tokens);
    const auto end = static_cast<std::uint32_t>(all.tokens.size());
    paragraph.begin = static_cast<std::uint32_t>(all.sentences.size());
    segmenting::cut_sentences(article.text, all.tokens, first, end, ParagraphIndex{i}, closing,
                              all.sentences);
    paragraph.end = static_cast<std::uint32_t>(all.sentences.size());
  }
  return all;
}

}  // namespace hearsay
