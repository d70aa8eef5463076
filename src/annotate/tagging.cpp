#include "annotate/tagging.h"

#include <algorithm>
#include <string>
#include <utility>

#include "annotate/pos_features.h"
#include "annotate/word_form.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

bool is_perfect_or_passive(const Word& word) {
  return word.tag == PartOfSpeech::AUX && (word.lemma == "have" || word.lemma == "be");
}

// Whether "have" or "be" stands before the verb, with nothing but "not", adverbs or a subject
// pronoun between ("has he ever said").
bool follows_auxiliary(const std::vector<Word>& words, std::size_t at) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(at, 4); ++back) {
    const Word& before = words[at - back];
    if (is_perfect_or_passive(before)) return true;
    if (before.tag != PartOfSpeech::ADV && before.tag != PartOfSpeech::PART &&
        before.tag != PartOfSpeech::PRON) {
      return false;
    }
  }
  return false;
}

bool follows_to_or_modal(const std::vector<Word>& words, std::size_t at) {
  if (at == 0) return false;
  const Word& before = words[at - 1];
  return (before.tag == PartOfSpeech::PART && before.lemma == "to") ||
         (before.tag == PartOfSpeech::AUX && !is_perfect_or_passive(before));
}

std::string verb_features(const std::string& lower, const std::vector<Word>& words,
                          std::size_t at) {
  const std::string& lemma = words[at].lemma;
  if (lower.ends_with("ing") && lower != lemma) return "VerbForm=Ger";
  const bool is_base = lower == lemma;
  if (is_base) return follows_to_or_modal(words, at) ? "VerbForm=Inf" : "Tense=Pres|VerbForm=Fin";
  if (lower.ends_with("s")) return "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
  return follows_auxiliary(words, at) ? "Tense=Past|VerbForm=Part" : "Tense=Past|VerbForm=Fin";
}

}  // namespace

Result<PosTagger> PosTagger::load(const std::string& path) {
  auto tagger = model::LinearTagger::load(path, "pos-tagger");
  if (!tagger) return tl::unexpected(tagger.error());
  auto lemmas = Lemmas::from_file(tagger->file());
  if (!lemmas) return tl::unexpected(lemmas.error());
  PosTagger result;
  for (const std::string& label : tagger->labels()) result.tags_.push_back(tag_named(label));
  result.tagger_ = std::move(*tagger);
  result.lemmas_ = std::move(*lemmas);
  return result;
}

std::vector<PartOfSpeech> PosTagger::tag(std::span<const std::string_view> words) const {
  model::HashedFeatures features;
  pos_features(words, features);
  std::vector<PartOfSpeech> tags;
  for (const std::uint32_t label : tagger_.decode(features.features())) {
    tags.push_back(tags_[label]);
  }
  return tags;
}

std::vector<Word> PosTagger::read(std::span<const std::string_view> words) const {
  const std::vector<PartOfSpeech> tags = tag(words);
  std::vector<Word> all(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    all[i].tag = tags[i];
    all[i].lemma = lemmas_.lemma(words[i], tags[i]);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word& word = all[i];
    if (word.tag == PartOfSpeech::VERB) {
      word.features = verb_features(text::lower(words[i].substr(0, 64)), all, i);
    } else if (word.tag == PartOfSpeech::NOUN) {
      const bool plural = text::lower(words[i].substr(0, 64)) != word.lemma;
      word.features = plural ? "Number=Plur" : "Number=Sing";
    } else if (word.tag == PartOfSpeech::PROPN) {
      word.features = "Number=Sing";
    } else {
      word.features = lemmas_.features(words[i], word.tag);
    }
  }
  return all;
}

std::vector<std::string_view> words_of(const Article& article, const Segmentation& segmentation,
                                       std::uint32_t begin, std::uint32_t end) {
  std::vector<std::string_view> all;
  all.reserve(end - begin);
  for (std::uint32_t i = begin; i < end; ++i) {
    all.push_back(words(article, segmentation.tokens[i].span));
  }
  return all;
}

}  // namespace hearsay::annotate
