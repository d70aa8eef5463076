// What the words are: tags, lemmas, heads; names and which of them are one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hearsay/basis.h"
#include "hearsay/segmentation.h"
#include "hearsay/span.h"

namespace hearsay {

enum class MentionIndex : std::uint32_t {};
enum class EntityIndex : std::uint32_t {};

/// Universal part-of-speech tags (universaldependencies.org/u/pos).
enum class PartOfSpeech : std::uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};

/// Analysis of one token; `Annotation::words[i]` belongs to `Segmentation::tokens[i]`.
struct Word {
  PartOfSpeech tag = PartOfSpeech::X;
  std::string lemma;               ///< lower case, except names
  std::optional<TokenIndex> head;  ///< none for a root, and where no parser ran
  std::string relation;            ///< UD relation to the head; empty where no parser ran
  std::string features;            ///< UD features, "Number=Sing|Person=3"; may be empty
  friend bool operator==(const Word&, const Word&) = default;
};

enum class EntityType { person, organisation, group, place, facility, event, product, other };

enum class MentionForm { name, nominal, pronoun };

/// Words that stand for an entity.
struct Mention {
  Span span;
  EntityType type = EntityType::other;
  MentionForm form = MentionForm::name;
  EntityIndex entity{};
  Basis basis;
  friend bool operator==(const Mention&, const Mention&) = default;
};

/// What the mentions of one article that are one have in common.
struct Entity {
  std::string name;  ///< the fullest name the article gives
  EntityType type = EntityType::other;
  std::vector<std::string> aliases;  ///< other spellings in this article, in order of appearance
  std::string description;  ///< role or description the article gives ("director of the institute")
  friend bool operator==(const Entity&, const Entity&) = default;
};

/// Mentions are in text order (begin, then longest first); entities in order of first mention.
struct Annotation {
  std::vector<Word> words;
  std::vector<Mention> mentions;
  std::vector<Entity> entities;
  friend bool operator==(const Annotation&, const Annotation&) = default;
};

}  // namespace hearsay
