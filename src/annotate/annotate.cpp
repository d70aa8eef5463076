#include "annotate/annotate.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "annotate/descriptions.h"
#include "annotate/entities.h"
#include "annotate/lemmas.h"
#include "annotate/mention_heads.h"
#include "annotate/names.h"
#include "annotate/references.h"
#include "annotate/rereading.h"
#include "annotate/tags.h"
#include "annotate/word_heads.h"

namespace hearsay {

namespace {

/// The tokens and sentences of one part of the text.
struct TokensOfPart {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::vector<Span> spans;
  std::vector<annotate::WordRange> sentences;  // counted from `begin`
};

TokensOfPart tokens_of(const Segmentation& segmentation, Span part) {
  const auto place = [&](std::uint32_t at) {
    const auto& tokens = segmentation.tokens;
    return static_cast<std::uint32_t>(
        std::ranges::lower_bound(tokens, at, {},
                                 [](const Token& each) { return each.span.begin; }) -
        tokens.begin());
  };
  TokensOfPart out{place(part.begin), place(part.end), {}, {}};
  for (std::uint32_t i = out.begin; i < out.end; ++i)
    out.spans.push_back(segmentation.tokens[i].span);
  for (const Sentence& sentence : segmentation.sentences) {
    const std::uint32_t begin = std::max(sentence.begin, out.begin);
    const std::uint32_t end = std::min(sentence.end, out.end);
    if (begin < end) out.sentences.push_back({begin - out.begin, end - out.begin});
  }
  return out;
}

Word word_of(const annotate::WordAnalysis& analysis, std::uint32_t first) {
  Word word;
  word.tag = annotate::tag_named(analysis.tag);
  word.lemma = analysis.lemma;
  word.features = analysis.features;
  word.relation = analysis.relation;
  if (analysis.head) word.head = TokenIndex{first + static_cast<std::uint32_t>(*analysis.head)};
  return word;
}

std::vector<bool> tokens_inside(const std::vector<annotate::Name>& names, std::size_t count) {
  std::vector<bool> inside(count, false);
  for (const annotate::Name& name : names) {
    std::fill(inside.begin() + name.begin, inside.begin() + name.end, true);
  }
  return inside;
}

/// What the heads see, in tokens of the article.
struct Seen {
  std::vector<annotate::TypedSpan> names;
  std::vector<annotate::SeenMention> mentions;
};

MentionForm form_of(PartOfSpeech tag) {
  return tag == PartOfSpeech::PRON || tag == PartOfSpeech::DET ? MentionForm::pronoun
                                                               : MentionForm::nominal;
}

void add_seen(const std::vector<annotate::HeadedMention>& mentions, std::uint32_t first,
              const std::vector<Word>& words, Seen& seen) {
  const std::size_t before = seen.mentions.size();
  const auto token = [first](std::size_t word) { return first + static_cast<std::uint32_t>(word); };
  for (const annotate::HeadedMention& each : mentions) {
    annotate::SeenMention mention{token(each.head),
                                  token(each.words.begin),
                                  token(each.words.end),
                                  annotate::type_named(each.type),
                                  form_of(words[token(each.head)].tag),
                                  std::nullopt,
                                  each.confidence};
    if (each.antecedent) mention.antecedent = before + *each.antecedent;
    seen.mentions.push_back(mention);
  }
}

void add_mentions(const annotate::Page& page, const Seen& seen, Annotation& annotation) {
  const std::vector<annotate::Name> names = annotate::settle_names(page, seen.names);
  annotate::Joined joined = annotate::join_names(page, names);
  annotation.entities = std::move(joined.entities);
  const std::vector<bool> inside = tokens_inside(names, annotation.words.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    Entity& entity = annotation.entities[static_cast<std::size_t>(joined.of_name[i])];
    if (entity.description.empty()) {
      entity.description = annotate::description_of(page, names[i], inside);
    }
    annotation.mentions.push_back({page.span(names[i].begin, names[i].end),
                                   entity.type,
                                   MentionForm::name,
                                   joined.of_name[i],
                                   {names[i].repeated ? "repeated-name" : "encoder",
                                    std::clamp(names[i].confidence, 0.0F, 1.0F)}});
  }
  const auto references =
      annotate::find_references(page, seen.mentions, names, joined.of_name, annotation.entities);
  annotation.mentions.insert(annotation.mentions.end(), references.begin(), references.end());
  std::ranges::sort(annotation.mentions, [](const Mention& a, const Mention& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  const auto same = [](const Mention& a, const Mention& b) {
    return a.span == b.span && a.entity == b.entity;
  };
  const auto [from, to] = std::ranges::unique(annotation.mentions, same);
  annotation.mentions.erase(from, to);
}

}  // namespace

struct Annotator::Heads {
  annotate::WordHeads words;
  annotate::MentionHeads mentions;
  annotate::Lemmas lemmas;

  /// Reads the words, and tells what names and mentions they make.
  Seen see(const Article& article, const Segmentation& segmentation, encode::Encoding& encoding,
           std::vector<Word>& all) const {
    all.assign(segmentation.tokens.size(), {});
    Seen seen;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
      const encode::EncodedPart& part = encoding.part(i);
      if (part.pieces.empty()) continue;
      const TokensOfPart tokens = tokens_of(segmentation, part.span);
      const auto vectors = words.vectors(part, tokens.spans);
      const auto analyses = words.analyse(article.text, tokens.spans, vectors, tokens.sentences);
      for (std::uint32_t k = 0; k < analyses.size(); ++k) {
        Word& word = all[tokens.begin + k];
        word = word_of(analyses[k], tokens.begin);
        const auto lemma = lemmas.lemma(hearsay::words(article, tokens.spans[k]), word.tag);
        if (lemma) word.lemma = *lemma;
      }
      add_seen(mentions.mentions(article.text, tokens.spans, analyses, vectors, tokens.sentences),
               tokens.begin, all, seen);
      std::ranges::move(mentions.names(part), std::back_inserter(seen.names));
    }
    return seen;
  }
};

Result<Annotator> Annotator::load(const model::ModelFile& file, const std::string& directory) {
  model::TensorReader read(file);
  const std::size_t width = read.size("width");
  annotate::WordHeads words(read, width);
  annotate::MentionHeads mentions(read, width);
  if (read.error()) return tl::unexpected(*read.error());
  auto lemmas = annotate::Lemmas::load(directory + "/lemmas.tsv");
  if (!lemmas) return tl::unexpected(lemmas.error());
  Annotator annotator;
  annotator.heads_ = std::make_shared<const Heads>(
      Heads{std::move(words), std::move(mentions), std::move(*lemmas)});
  return annotator;
}

Annotation Annotator::annotate(const Article& article, const Segmentation& segmentation,
                               encode::Encoding& encoding) const {
  Annotation annotation;
  const Seen seen = heads_->see(article, segmentation, encoding, annotation.words);
  for (const Sentence& sentence : segmentation.sentences) {
    const std::size_t count = sentence.end - sentence.begin;
    annotate::reread(std::span(annotation.words).subspan(sentence.begin, count), sentence.begin);
  }
  add_mentions({article, segmentation, annotation.words}, seen, annotation);
  return annotation;
}

std::vector<LinkedMention> Annotator::link(const Article& article, const Segmentation& segmentation,
                                           encode::Encoding& encoding) const {
  std::vector<Word> words;
  const Seen seen = heads_->see(article, segmentation, encoding, words);
  const annotate::Page page{article, segmentation, words};
  std::vector<LinkedMention> out;
  for (std::size_t i = 0; i < seen.mentions.size(); ++i) {
    const annotate::SeenMention& each = seen.mentions[i];
    const std::size_t group = each.antecedent ? out[*each.antecedent].group : i;
    out.push_back({page.span(each.begin, each.end), each.type, group});
  }
  return out;
}

std::vector<Designation> Annotator::designations(encode::Encoding& encoding) const {
  std::vector<Designation> out;
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    for (const annotate::TypedSpan& each : heads_->mentions.described(encoding.part(i))) {
      out.push_back({each.span, annotate::type_named(each.type)});
    }
  }
  return out;
}

}  // namespace hearsay
