#include "attribute/page.h"

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// "Xx": Title, "X": UPPER, "x": lower, "d": a number, "o": mixed, "p": marks only.
std::string_view shape_of(std::string_view word) {
  bool upper = false, lower = false, digit = false, first = true, title = false;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded c = text::decode_at(word, at);
    if (text::is_upper(c.code_point)) {
      upper = true;
      title = title || first;
    } else if (text::is_letter(c.code_point)) {
      lower = true;
    } else if (text::is_digit(c.code_point)) {
      digit = true;
    }
    first = false;
    at += c.size;
  }
  if (title) return lower ? "Xx" : word.size() > 1 ? "X" : "X1";
  if (!upper && !lower) return digit ? "d" : "p";
  return lower && !upper && !digit ? "x" : "o";
}

std::string_view short_name_of(EntityType type) {
  switch (type) {
    case EntityType::person:
      return "per";
    case EntityType::organisation:
      return "org";
    case EntityType::group:
      return "grp";
    case EntityType::place:
      return "loc";
    case EntityType::facility:
      return "fac";
    case EntityType::event:
      return "evt";
    case EntityType::product:
      return "prd";
    case EntityType::other:
      return "oth";
  }
  return "oth";
}

}  // namespace

std::string_view name_of(PartOfSpeech tag) {
  static constexpr std::array<std::string_view, 17> names = {
      "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
      "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
  const auto at = static_cast<std::size_t>(tag);
  return at < names.size() ? names[at] : "X";
}

Page::Page(const Article& article, const Segmentation& segmentation, const Annotation& annotation)
    : article_(article), segmentation_(segmentation), annotation_(annotation) {
  rows_.resize(segmentation.tokens.size());
  for (std::size_t at = 0; at < rows_.size(); ++at) {
    Row& row = rows_[at];
    row.word = text(segmentation.tokens[at].span);
    row.lower = text::lower(row.word);
    row.shape = shape_of(row.word);
    row.quote = "n";
    const bool annotated = at < annotation.words.size();
    row.tag = annotated ? name_of(annotation.words[at].tag) : "X";
    row.lemma = annotated ? std::string_view(annotation.words[at].lemma) : row.lower;
    if (row.lemma.empty()) row.lemma = row.lower;
  }
  read_sentences();
  read_quotations();
  read_names();
}

void Page::read_sentences() {
  is_read_.assign(segmentation_.sentences.size(), false);
  for (std::uint32_t at = 0; at < segmentation_.sentences.size(); ++at) {
    const Sentence& sentence = segmentation_.sentences[at];
    const auto paragraph = static_cast<std::uint32_t>(sentence.paragraph);
    const ParagraphRole role = paragraph < segmentation_.paragraphs.size()
                                   ? segmentation_.paragraphs[paragraph].role
                                   : ParagraphRole::body;
    is_read_[at] = role == ParagraphRole::body || role == ParagraphRole::headline;
    const std::size_t end = std::min<std::size_t>(sentence.end, rows_.size());
    for (std::size_t token = sentence.begin; token < end; ++token) {
      rows_[token].sentence = at;
      rows_[token].paragraph = paragraph;
    }
  }
}

void Page::read_quotations() {
  std::vector<int> depth(rows_.size() + 1, 0);  // in how many quotations each token stands
  for (const Quotation& quotation : segmentation_.quotations) {
    const TokenRange range = tokens(quotation.outside);
    if (range.empty()) continue;
    ++depth[range.begin];
    --depth[range.end];
  }
  for (std::size_t at = 0; at < rows_.size(); ++at) {
    if (at > 0) depth[at] += depth[at - 1];
    rows_[at].quote = depth[at] > 0 ? "q" : "n";
  }
}

void Page::read_names() {
  for (const Mention& mention : annotation_.mentions) {
    if (mention.form != MentionForm::name) continue;
    const TokenRange range = tokens(mention.span);
    for (std::uint32_t token = range.begin; token < range.end; ++token) {
      if (rows_[token].name.empty()) rows_[token].name = short_name_of(mention.type);
    }
  }
}

Span Page::span(TokenRange range) const {
  if (range.empty()) return {};
  const auto& all = segmentation_.tokens;
  return {all[range.begin].span.begin, all[range.end - 1].span.end};
}

TokenRange Page::tokens(Span span) const {
  const auto& all = segmentation_.tokens;
  const auto begin = std::ranges::partition_point(
      all, [&](const Token& token) { return token.span.end <= span.begin; });
  const auto end = std::partition_point(
      begin, all.end(), [&](const Token& token) { return token.span.begin < span.end; });
  return {static_cast<std::uint32_t>(begin - all.begin()),
          static_cast<std::uint32_t>(end - all.begin())};
}

}  // namespace hearsay::attribute
