#include "annotate/references.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "annotate/word_form.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

using Token = std::uint32_t;

constexpr std::uint32_t pronoun_reach = 6;  // sentences back
constexpr std::uint32_t nominal_reach = 60;
constexpr std::size_t persons_kept = 8;
constexpr float pronoun_confidence = 0.6F;
constexpr float nominal_confidence = 0.7F;

enum class Gender : std::uint8_t { unknown, masculine, feminine };

Gender gender_of_pronoun(std::string_view lower) {
  if (lower == "he" || lower == "him" || lower == "his") return Gender::masculine;
  if (lower == "she" || lower == "her" || lower == "hers") return Gender::feminine;
  return Gender::unknown;
}

Gender gender_of_title(std::string_view lower) {
  static constexpr std::array<std::string_view, 12> masculine = {
      "mr",     "mr.",      "sir",       "king",    "prince",      "lord",
      "father", "chairman", "spokesman", "brother", "businessman", "congressman"};
  static constexpr std::array<std::string_view, 12> feminine = {
      "mrs.",   "mrs",        "ms",          "ms.",    "queen",         "princess",
      "mother", "chairwoman", "spokeswoman", "sister", "businesswoman", "congresswoman"};
  if (std::ranges::find(masculine, lower) != masculine.end()) return Gender::masculine;
  if (std::ranges::find(feminine, lower) != feminine.end()) return Gender::feminine;
  return Gender::unknown;
}

// A person that was named or meant, newest last.
struct Recent {
  std::uint32_t entity = 0;
  std::uint32_t sentence = 0;
  bool subject = false;
};

class Finder {
 public:
  Finder(const Page& page, const std::vector<Name>& names, const std::vector<EntityIndex>& of_name,
         const std::vector<Entity>& entities, const std::vector<bool>& inside_name)
      : page_(page),
        names_(names),
        of_name_(of_name),
        entities_(entities),
        inside_name_(inside_name),
        gender_(entities.size(), Gender::unknown) {}

  std::vector<Mention> find() {
    learn_genders();
    std::size_t next = 0;
    for (std::uint32_t s = 0; s < page_.segmentation.sentences.size(); ++s) {
      const Sentence& sentence = page_.segmentation.sentences[s];
      const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
      if (page_.segmentation.paragraphs[paragraph].role != ParagraphRole::body) continue;
      while (next < names_.size() && names_[next].begin < sentence.begin) ++next;
      for (Token at = sentence.begin; at < sentence.end;) {
        if (next < names_.size() && names_[next].begin == at) {
          note_name(next, s, sentence);
          at = names_[next++].end;
        } else {
          at = read_word(at, s, sentence);
        }
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] PartOfSpeech tag(Token at) const { return page_.words[at].tag; }

  // A title tells; so does a pronoun in a paragraph where nobody else has been named.
  void learn_genders() {
    std::vector<int> feminine(entities_.size(), 0);  // below zero: masculine
    std::size_t next = 0;
    for (const Paragraph& paragraph : page_.segmentation.paragraphs) {
      std::optional<std::uint32_t> only;
      bool several = false;
      for (std::uint32_t s = paragraph.begin; s < paragraph.end; ++s) {
        const Sentence& sentence = page_.segmentation.sentences[s];
        for (Token at = sentence.begin; at < sentence.end; ++at) {
          while (next < names_.size() && names_[next].begin < at) ++next;
          if (next < names_.size() && names_[next].begin == at) {
            const auto entity = static_cast<std::uint32_t>(of_name_[next]);
            if (entities_[entity].type != EntityType::person) continue;
            if (at > sentence.begin) weigh(feminine[entity], title_gender(at - 1), 3);
            several = several || (only && *only != entity);
            only = entity;
          } else if (only && !several && tag(at) == PartOfSpeech::PRON) {
            weigh(feminine[*only], gender_of_pronoun(text::lower(page_.word(at).substr(0, 8))), 1);
          }
        }
      }
    }
    for (std::size_t i = 0; i < feminine.size(); ++i) {
      if (feminine[i] > 0) gender_[i] = Gender::feminine;
      if (feminine[i] < 0) gender_[i] = Gender::masculine;
    }
  }

  [[nodiscard]] Gender title_gender(Token at) const {
    return gender_of_title(text::lower(page_.word(at).substr(0, 32)));
  }
  static void weigh(int& feminine, Gender gender, int weight) {
    if (gender == Gender::feminine) feminine += weight;
    if (gender == Gender::masculine) feminine -= weight;
  }

  void note_name(std::size_t i, std::uint32_t s, const Sentence& sentence) {
    const auto entity = static_cast<std::uint32_t>(of_name_[i]);
    const Name& name = names_[i];
    learn_heads(entity, name, s);
    if (entities_[entity].type != EntityType::person) return;
    keep({entity, s, is_subject(name.begin, name.end, sentence)});
  }

  // It opens the sentence, or a verb follows soon and no preposition stands before.
  [[nodiscard]] bool is_subject(Token begin, Token end, const Sentence& sentence) const {
    if (begin == sentence.begin) return true;
    if (begin > sentence.begin && tag(begin - 1) == PartOfSpeech::ADP) return false;
    const Token limit = std::min(sentence.end, end + 3);
    for (Token at = end; at < limit; ++at) {
      if (tag(at) == PartOfSpeech::VERB || tag(at) == PartOfSpeech::AUX) return true;
      if (tag(at) != PartOfSpeech::ADV && page_.word(at) != ",") return false;
    }
    // "said X"
    return begin > sentence.begin && tag(begin - 1) == PartOfSpeech::VERB;
  }

  void keep(const Recent& recent) {
    std::erase_if(persons_, [&](const Recent& each) {
      return each.entity == recent.entity && each.sentence < recent.sentence;
    });
    persons_.push_back(recent);
    if (persons_.size() > persons_kept) persons_.erase(persons_.begin());
  }

  Token read_word(Token at, std::uint32_t s, const Sentence& sentence) {
    if (tag(at) == PartOfSpeech::PRON) {
      read_pronoun(at, s, sentence);
      return at + 1;
    }
    if (const Token end = read_nominal(at, s, sentence); end > at) return end;
    return at + 1;
  }

  void read_pronoun(Token at, std::uint32_t s, const Sentence& sentence) {
    const Gender gender = gender_of_pronoun(text::lower(page_.word(at).substr(0, 8)));
    if (gender == Gender::unknown) return;
    const auto entity = person_meant(gender, s);
    if (!entity) return;
    keep({*entity, s, is_subject(at, at + 1, sentence)});
    add(page_.span(at, at + 1), MentionForm::pronoun, *entity, {"pronoun", pronoun_confidence});
  }

  // Subjects before others, near before far, no other gender.
  [[nodiscard]] std::optional<std::uint32_t> person_meant(Gender gender, std::uint32_t s) const {
    std::optional<std::uint32_t> best;
    int best_score = -1000;
    for (const Recent& each : persons_) {
      const Gender known = gender_[each.entity];
      if (s - each.sentence > pronoun_reach) continue;
      if (known != Gender::unknown && known != gender) continue;
      const int distance = static_cast<int>(s - each.sentence);
      const int score = (each.subject ? 3 : 0) + (known == gender ? 2 : 0) - 2 * distance;
      // Of two alike the first named in its sentence is the likelier subject; a newer sentence has
      // the better score already.
      if (score > best_score) {
        best_score = score;
        best = each.entity;
      }
    }
    return best;
  }

  // "the ministry", "the health minister": an article, words that describe, and a noun that ends
  // there.
  Token read_nominal(Token at, std::uint32_t s, const Sentence& sentence) {
    if (tag(at) != PartOfSpeech::DET || !is_definite(at)) return at;
    Token end = at + 1;
    const Token limit = std::min(sentence.end, at + 5);
    while (end < limit && !inside_name_[end] &&
           (tag(end) == PartOfSpeech::ADJ || tag(end) == PartOfSpeech::NOUN)) {
      ++end;
    }
    if (end == at + 1 || tag(end - 1) != PartOfSpeech::NOUN) return at;
    if (end < sentence.end && goes_on(end)) return at;
    const auto entity = entity_headed(end - 1, s);
    if (!entity || !modifiers_fit(at + 1, end - 1, *entity)) return at;
    const EntityType type = entities_[*entity].type;
    if (type == EntityType::person) keep({*entity, s, is_subject(at, end, sentence)});
    add(page_.span(at, end), MentionForm::nominal, *entity, {"nominal", nominal_confidence});
    return end;
  }

  // "the appeals court" is not the Supreme Court: what describes the noun stands in the name too,
  // or in the description.
  [[nodiscard]] bool modifiers_fit(Token begin, Token end, std::uint32_t entity) const {
    const std::string known = ' ' + text::fold(entities_[entity].name) + ' ' +
                              text::fold(entities_[entity].description) + ' ';
    for (Token at = begin; at < end; ++at) {
      const std::string word = ' ' + text::fold(page_.word(at).substr(0, 64)) + ' ';
      if (known.find(word) == std::string::npos) return false;
    }
    return true;
  }

  [[nodiscard]] bool is_definite(Token at) const {
    const std::string word = text::lower(page_.word(at).substr(0, 8));
    return word == "the" || word == "this" || word == "that";
  }

  // "the ministry of health", "the ministry's roof", "the library board": not the ministry, or
  // another one.
  [[nodiscard]] bool goes_on(Token at) const {
    const std::string_view word = page_.word(at);
    return word == "of" || word == "-" || word == "for" || inside_name_[at] ||
           tag(at) == PartOfSpeech::NOUN || tag(at) == PartOfSpeech::PROPN;
  }

  // The nouns by which an entity can be taken up: those of its name ("Ministry of Health"), and the
  // head of its description ("Health Minister X").
  void learn_heads(std::uint32_t entity, const Name& name, std::uint32_t s) {
    const EntityType type = entities_[entity].type;
    if (type == EntityType::person) {
      learn_head(head_of(entities_[entity].description), entity, s);
    } else if (type != EntityType::place && name.end - name.begin > 1) {
      Token head = name.end - 1;
      for (Token at = name.begin + 1; at < name.end; ++at) {
        if (page_.word(at) == "of" || page_.word(at) == "for") {
          head = at - 1;
          break;
        }
      }
      learn_head(text::lower(page_.word(head).substr(0, 32)), entity, s);
    }
  }

  static std::string head_of(std::string_view description) {
    const std::size_t of = description.find(" of ");
    std::string_view phrase = description.substr(0, of);
    const std::size_t blank = phrase.rfind(' ');
    if (blank != std::string_view::npos) phrase.remove_prefix(blank + 1);
    return text::lower(phrase.substr(0, 32));
  }

  void learn_head(const std::string& head, std::uint32_t entity, std::uint32_t s) {
    if (head.empty()) return;
    Headed& headed = by_head_[head];
    if (headed.entity != entity && headed.set && s - headed.sentence < 3) headed.rival = s;
    headed.entity = entity;
    headed.sentence = s;
    headed.set = true;
  }

  [[nodiscard]] std::optional<std::uint32_t> entity_headed(Token noun, std::uint32_t s) const {
    const auto found = by_head_.find(page_.words[noun].lemma);
    if (found == by_head_.end()) return std::nullopt;
    const Headed& headed = found->second;
    if (s - headed.sentence > nominal_reach) return std::nullopt;
    // Two ministries side by side: "the ministry" may be either.
    if (headed.rival && s - *headed.rival < 3) return std::nullopt;
    if (page_.words[noun].features == "Number=Plur") return std::nullopt;
    return headed.entity;
  }

  void add(Span span, MentionForm form, std::uint32_t entity, Basis basis) {
    found_.push_back({span, entities_[entity].type, form, EntityIndex{entity}, std::move(basis)});
  }

  struct Headed {
    std::uint32_t entity = 0;
    std::uint32_t sentence = 0;
    std::optional<std::uint32_t> rival;  // the sentence in which another one took its place
    bool set = false;
  };

  const Page& page_;
  const std::vector<Name>& names_;
  const std::vector<EntityIndex>& of_name_;
  const std::vector<Entity>& entities_;
  const std::vector<bool>& inside_name_;
  std::vector<Gender> gender_;
  std::vector<Recent> persons_;
  std::map<std::string, Headed> by_head_;
  std::vector<Mention> found_;
};

}  // namespace

std::vector<Mention> find_references(const Page& page, const std::vector<Name>& names,
                                     const std::vector<EntityIndex>& of_name,
                                     const std::vector<Entity>& entities,
                                     const std::vector<bool>& inside_name) {
  return Finder(page, names, of_name, entities, inside_name).find();
}

}  // namespace hearsay::annotate
