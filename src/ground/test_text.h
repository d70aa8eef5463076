// For tests: an article from a line of words, with tags where a word is written "leaks/NOUN".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "hearsay/annotation.h"
#include "hearsay/article.h"
#include "hearsay/segmentation.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::testing {

struct TaggedText {
  Article article;
  Segmentation segmentation;
  Annotation annotation;
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

/// Each line is a sentence, each in one body paragraph of its own. Tokens are what blanks and marks
/// part.
inline TaggedText tagged(std::string_view lines) {
  TaggedText out;
  const auto position = [&] { return static_cast<std::uint32_t>(out.article.text.size()); };
  for (const std::string_view line : text::split(lines, '\n')) {
    if (line.empty()) continue;
    if (!out.article.text.empty()) out.article.text += "\n\n";
    Sentence sentence;
    sentence.span.begin = position();
    sentence.begin = static_cast<std::uint32_t>(out.segmentation.tokens.size());
    sentence.paragraph =
        ParagraphIndex{static_cast<std::uint32_t>(out.segmentation.paragraphs.size())};
    bool first = true;
    for (std::string_view word : text::split(line)) {
      if (word.empty()) continue;
      if (!first) out.article.text += ' ';
      Word analysis;
      const std::size_t slash = word.rfind('/');
      if (slash != std::string_view::npos && slash > 0) {
        analysis.tag = tag_named(word.substr(slash + 1));
        if (analysis.tag != PartOfSpeech::X) word = word.substr(0, slash);
      }
      for (std::size_t i = 0; i < word.size();) {
        std::size_t end = i;
        while (end < word.size()) {
          const auto c = text::decode_at(word, end);
          if (!text::is_letter(c.code_point) && !text::is_digit(c.code_point)) break;
          end += c.size;
        }
        if (end == i) end += text::decode_at(word, i).size;
        Token token;
        token.span = {position(), position() + static_cast<std::uint32_t>(end - i)};
        token.space_before = i == 0;
        out.article.text += word.substr(i, end - i);
        out.segmentation.tokens.push_back(token);
        out.annotation.words.push_back(analysis);
        i = end;
      }
      first = false;
    }
    sentence.span.end = position();
    sentence.end = static_cast<std::uint32_t>(out.segmentation.tokens.size());
    Paragraph paragraph;
    paragraph.span = sentence.span;
    paragraph.begin = static_cast<std::uint32_t>(out.segmentation.sentences.size());
    paragraph.end = paragraph.begin + 1;
    out.segmentation.sentences.push_back(sentence);
    out.segmentation.paragraphs.push_back(paragraph);
  }
  out.article.body = {{0, position()}};
  return out;
}

}  // namespace hearsay::testing
