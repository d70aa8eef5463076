// For tests: an article from words with their tags, "killed/VERB/kill", one sentence a line. A
// blank line starts a new paragraph; a line that starts with "# " is a headline.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/grounding.h"
#include "hearsay/segmentation.h"
#include "text/fold.h"

namespace hearsay::claiming {

struct TaggedText {
  Article article;
  Segmentation segmentation;
  Annotation annotation;
  Attributions attributions;
  Groundings groundings;

  /// The first occurrence of `of`.
  [[nodiscard]] Span find(std::string_view of) const {
    const std::size_t at = article.text.find(of);
    if (of.empty() || at == std::string::npos) return {};
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + of.size())};
  }

  TaggedText& attribute(std::string_view source, std::string_view cue, std::string_view content,
                        SourceKind kind = SourceKind::named_person,
                        Modality modality = Modality::assert_) {
    Attribution attribution;
    if (!source.empty()) attribution.source = {find(source)};
    if (!cue.empty()) attribution.cue = {find(cue)};
    attribution.content = {find(content)};
    attribution.source_kind = kind;
    attribution.modality = modality;
    attributions.attributions.push_back(attribution);
    return *this;
  }
};

inline PartOfSpeech tag_named(std::string_view name) {
  static const std::map<std::string_view, PartOfSpeech> tags = {
      {"ADJ", PartOfSpeech::ADJ},     {"ADP", PartOfSpeech::ADP},
      {"ADV", PartOfSpeech::ADV},     {"AUX", PartOfSpeech::AUX},
      {"CCONJ", PartOfSpeech::CCONJ}, {"DET", PartOfSpeech::DET},
      {"NOUN", PartOfSpeech::NOUN},   {"NUM", PartOfSpeech::NUM},
      {"PART", PartOfSpeech::PART},   {"PRON", PartOfSpeech::PRON},
      {"PROPN", PartOfSpeech::PROPN}, {"PUNCT", PartOfSpeech::PUNCT},
      {"SCONJ", PartOfSpeech::SCONJ}, {"VERB", PartOfSpeech::VERB}};
  const auto found = tags.find(name);
  return found == tags.end() ? PartOfSpeech::X : found->second;
}

/// Words without a tag have the one that the word most often has, from a short list.
inline PartOfSpeech usual_tag(std::string_view word) {
  static const std::map<std::string_view, std::string_view> tags = {
      {"the", "DET"},   {"a", "DET"},       {"an", "DET"},     {"no", "DET"},     {"of", "ADP"},
      {"in", "ADP"},    {"on", "ADP"},      {"by", "ADP"},     {"with", "ADP"},   {"to", "PART"},
      {"and", "CCONJ"}, {"that", "SCONJ"},  {"if", "SCONJ"},   {"not", "PART"},   {"was", "AUX"},
      {"were", "AUX"},  {"is", "AUX"},      {"are", "AUX"},    {"will", "AUX"},   {"has", "AUX"},
      {"had", "AUX"},   {"have", "AUX"},    {"been", "AUX"},   {"could", "AUX"},  {"may", "AUX"},
      {"must", "AUX"},  {"be", "AUX"},      {"he", "PRON"},    {"it", "PRON"},    {"who", "PRON"},
      {"they", "PRON"}, {"she", "PRON"},    {"there", "PRON"}, {"which", "PRON"}, {".", "PUNCT"},
      {",", "PUNCT"},   {"after", "SCONJ"}, {"never", "ADV"},  {"we", "PRON"},    {"from", "ADP"},
      {"did", "AUX"},   {"against", "ADP"}, {"its", "PRON"},   {"we", "PRON"}};
  const auto found = tags.find(word);
  return found == tags.end() ? PartOfSpeech::NOUN : tag_named(found->second);
}

inline TaggedText tagged(std::string_view lines) {
  TaggedText out;
  bool new_paragraph = true;
  const auto position = [&] { return static_cast<std::uint32_t>(out.article.text.size()); };
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty()) {
      new_paragraph = true;
      continue;
    }
    const bool headline = line.starts_with("# ");
    if (headline) line.remove_prefix(2);
    if (!out.article.text.empty()) out.article.text += new_paragraph ? "\n\n" : " ";
    Sentence sentence;
    sentence.span.begin = position();
    sentence.begin = static_cast<std::uint32_t>(out.segmentation.tokens.size());
    if (new_paragraph) {
      Paragraph paragraph;
      paragraph.span.begin = position();
      paragraph.begin = static_cast<std::uint32_t>(out.segmentation.sentences.size());
      paragraph.role = headline ? ParagraphRole::headline : ParagraphRole::body;
      out.segmentation.paragraphs.push_back(paragraph);
    }
    sentence.paragraph =
        ParagraphIndex{static_cast<std::uint32_t>(out.segmentation.paragraphs.size() - 1)};
    for (const std::string_view item : text::split(line)) {
      if (item.empty()) continue;
      const auto parts = text::split(item, '/');
      const std::string lower = text::lower(parts[0]);
      Word word;
      word.tag = parts.size() > 1 ? tag_named(parts[1]) : usual_tag(lower);
      word.lemma = parts.size() > 2 ? std::string(parts[2]) : lower;
      if (word.tag == PartOfSpeech::AUX && (lower == "was" || lower == "were" || lower == "is" ||
                                            lower == "are" || lower == "been")) {
        word.lemma = "be";
      }
      if (position() > sentence.span.begin && word.tag != PartOfSpeech::PUNCT) {
        out.article.text += ' ';
      }
      Token token;
      token.span.begin = position();
      out.article.text += parts[0];
      token.span.end = position();
      out.segmentation.tokens.push_back(token);
      out.annotation.words.push_back(word);
    }
    sentence.span.end = position();
    sentence.end = static_cast<std::uint32_t>(out.segmentation.tokens.size());
    out.segmentation.sentences.push_back(sentence);
    out.segmentation.paragraphs.back().span.end = position();
    out.segmentation.paragraphs.back().end =
        static_cast<std::uint32_t>(out.segmentation.sentences.size());
    new_paragraph = headline;
  }
  out.article.body = {{0, position()}};
  return out;
}

}  // namespace hearsay::claiming
