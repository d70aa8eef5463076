// For tests: an article from sentences whose trees stand in test_trees.conllu, one sentence a line.
// A blank line starts a new paragraph; a line that starts with "# " is a headline.
#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/attribution.h"
#include "hearsay/grounding.h"
#include "hearsay/segmentation.h"
#include "text/fold.h"

namespace hearsay::claiming {

struct ParsedText {
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

  ParsedText& attribute(std::string_view source, std::string_view cue, std::string_view content,
                        SourceKind kind = SourceKind::named_person,
                        Modality modality = Modality::assert_) {
    Attribution attribution;
    if (!source.empty()) attribution.source = {find(source)};
    if (!cue.empty()) attribution.cue = {find(cue)};
    attribution.content = {find(content)};
    attribution.source_kind = kind;
    attribution.source_name = source;
    attribution.modality = modality;
    attributions.attributions.push_back(attribution);
    return *this;
  }

  ParsedText& mention(std::string_view words, EntityType type, std::uint32_t entity) {
    annotation.mentions.push_back({find(words), type, MentionForm::name, EntityIndex{entity}, {}});
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
      {"SCONJ", PartOfSpeech::SCONJ}, {"VERB", PartOfSpeech::VERB},
      {"SYM", PartOfSpeech::SYM}};
  const auto found = tags.find(name);
  return found == tags.end() ? PartOfSpeech::X : found->second;
}

struct ParsedWord {
  std::string form;
  Word word;               ///< `head` not set
  std::uint32_t head = 0;  ///< 1-based in the sentence; 0: root
};

/// The sentences of the file by their text.
inline const std::map<std::string, std::vector<ParsedWord>, std::less<>>& parsed_sentences() {
  static const auto sentences = [] {
    std::map<std::string, std::vector<ParsedWord>, std::less<>> out;
    std::ifstream file(std::string(HEARSAY_SOURCE_DIR) + "/src/claim/test_trees.conllu");
    std::string line;
    std::vector<ParsedWord>* current = nullptr;
    while (std::getline(file, line)) {
      constexpr std::string_view kText = "# text = ";
      if (line.starts_with(kText)) current = &out[line.substr(kText.size())];
      const auto fields = text::split(line, '\t');
      if (fields.size() != 10 || current == nullptr || fields[0].find('-') != std::string::npos) {
        continue;
      }
      ParsedWord word;
      word.form = fields[1];
      word.word.lemma = fields[2];
      word.word.tag = tag_named(fields[3]);
      if (fields[5] != "_") word.word.features = fields[5];
      word.head = static_cast<std::uint32_t>(std::stoul(std::string(fields[6])));
      word.word.relation = fields[7];
      current->push_back(std::move(word));
    }
    return out;
  }();
  return sentences;
}

inline ParsedText parsed(std::string_view lines) {
  ParsedText out;
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
    const auto found = parsed_sentences().find(line);
    if (found == parsed_sentences().end()) {
      throw std::runtime_error("no tree in test_trees.conllu for: " + std::string(line));
    }
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
    std::size_t at = 0;
    for (const ParsedWord& each : found->second) {
      at = line.find(each.form, at);
      Word word = each.word;
      if (each.head > 0) word.head = TokenIndex{sentence.begin + each.head - 1};
      Token token;
      token.span.begin = sentence.span.begin + static_cast<std::uint32_t>(at);
      at += each.form.size();
      token.span.end = sentence.span.begin + static_cast<std::uint32_t>(at);
      out.segmentation.tokens.push_back(token);
      out.annotation.words.push_back(word);
    }
    out.article.text += line;
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
