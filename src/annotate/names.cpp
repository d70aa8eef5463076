#include "annotate/names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "annotate/name_words.h"
#include "annotate/word_form.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_name = 16;   // tokens; longer runs are lists or shouting
constexpr std::size_t word_limit = 64;     // bytes of a word that are compared
constexpr std::size_t names_per_word = 8;  // repeated names that begin with one word
constexpr float sure_enough_to_repeat = 0.6F;
constexpr float least_share = 0.04F;  // of a type, for a run of proper nouns to be a name
constexpr float sure_in_headline = 0.7F;
constexpr float sure_of_type = 0.95F;

EntityType type_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, EntityType>, 8> types = {
      {{"person", EntityType::person},
       {"organisation", EntityType::organisation},
       {"group", EntityType::group},
       {"place", EntityType::place},
       {"facility", EntityType::facility},
       {"event", EntityType::event},
       {"product", EntityType::product},
       {"other", EntityType::other}}};
  const auto found =
      std::ranges::find(types, name, &std::pair<std::string_view, EntityType>::first);
  return found == types.end() ? EntityType::other : found->second;
}

bool is_read(const Page& page, const Sentence& sentence) {
  const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
  return page.segmentation.paragraphs[paragraph].role != ParagraphRole::boilerplate;
}

// "President", "Tuesday": capitalised, tagged as proper nouns, and no names.
bool is_no_name(std::string_view word) {
  const NameWord kind = name_word(text::lower(word.substr(0, word_limit)));
  return kind == NameWord::title || kind == NameWord::day;
}

bool is_proper_noun(const Page& page, std::uint32_t at) {
  const std::string_view word = page.word(at);
  return page.words[at].tag == PartOfSpeech::PROPN && starts_upper(word) && !is_no_name(word);
}

// The type that a token outside all names would have if it began one.
std::pair<EntityType, float> likeliest_type(const model::LinearTagger& tagger,
                                            std::span<const float> shares) {
  std::pair<EntityType, float> best{EntityType::other, 0.0F};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::string_view label = tagger.labels()[i];
    if (label.starts_with("B-") && shares[i] > best.second) {
      best = {type_named(label.substr(2)), shares[i]};
    }
  }
  return best;
}

// A line by itself in Title Case or capitals. A sentence that is full of names ends with a stop.
bool is_headline(const Page& page, const Sentence& sentence, const TaggedSentence& tagged) {
  if (!is_capitalised_throughout(tagged)) return false;
  const Paragraph& paragraph =
      page.segmentation.paragraphs[static_cast<std::size_t>(sentence.paragraph)];
  const bool alone = paragraph.begin + 1 == paragraph.end;
  return paragraph.role == ParagraphRole::headline || (alone && tagged.words.back() != ".");
}

TaggedSentence tagged(const Page& page, const Sentence& sentence) {
  TaggedSentence result;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    result.words.push_back(page.word(i));
    result.tags.push_back(page.words[i].tag);
  }
  return result;
}

std::string key_of(const Page& page, const Name& name) {
  std::string key;
  for (std::uint32_t i = name.begin; i < name.end; ++i) {
    if (i > name.begin) key += ' ';
    key += page.word(i);
  }
  return key;
}

// "Mrs Staneva" holds the name "Staneva".
void drop_form_of_address(const Page& page, Name& name) {
  while (name.end - name.begin > 1 &&
         is_form_of_address(text::lower(page.word(name.begin).substr(0, word_limit)))) {
    ++name.begin;
  }
}

// The forms that the law gives to companies.
bool is_legal_form(std::string_view word) {
  static constexpr std::array<std::string_view, 16> forms = {
      "Inc", "Inc.", "Corp", "Corp.", "Ltd", "Ltd.", "LLC", "LLP",
      "PLC", "plc",  "GmbH", "AG",    "Co.", "S.A.", "NV",  "Pty"};
  return std::ranges::find(forms, word) != forms.end();
}

// The words that stand in lower case somewhere.
std::set<std::string_view> small_words(const std::vector<TaggedSentence>& sentences) {
  std::set<std::string_view> small;
  for (const TaggedSentence& sentence : sentences) {
    for (const std::string_view word : sentence.words) {
      if (!word.empty() && !starts_upper(word)) small.insert(word);
    }
  }
  return small;
}

// A first word, which has its capital from there, that the article also writes small: "Roofer
// claims …".
bool is_ordinary_opening(const Page& page, const std::set<std::string_view>& small,
                         const Name& name, const Sentence& sentence) {
  if (name.end - name.begin > 1 || name.begin != sentence.begin) return false;
  return small.contains(text::lower(page.word(name.begin).substr(0, word_limit)));
}

// Within one article a name has one type: the one that the tagger was surest of in sum. A word by
// itself that ends the name of a person is that person, unless the tagger is sure of another type.
void settle_types(const Page& page, std::vector<Name>& names) {
  std::map<std::string, std::array<float, 8>> votes;
  std::map<std::string_view, float> surnames;
  for (const Name& name : names) {
    votes[key_of(page, name)][static_cast<std::size_t>(name.type)] += name.confidence;
    if (name.type == EntityType::person && name.end - name.begin > 1) {
      surnames[page.word(name.end - 1)] += name.confidence;
    }
  }
  for (Name& name : names) {
    const bool sure = name.confidence > sure_of_type;
    const auto& shares = votes[key_of(page, name)];
    name.type = static_cast<EntityType>(std::ranges::max_element(shares) - shares.begin());
    const std::string_view last = page.word(name.end - 1);
    if (is_legal_form(last)) name.type = EntityType::organisation;
    if (name.end - name.begin == 1 && !sure && surnames.contains(last)) {
      name.type = EntityType::person;
    }
  }
}

// Finds again the names of an article where the tagger saw none.
class Repeats {
 public:
  Repeats(const Page& page, const WordUses& uses, const std::vector<Name>& names)
      : page_(page), uses_(uses) {
    for (const Name& name : names) {
      if (name.confidence < sure_enough_to_repeat) continue;
      add(name);
      if (name.type != EntityType::person || name.end - name.begin < 2) continue;
      Name surname = name;
      surname.begin = name.end - 1;
      if (page.word(surname.begin).size() > 2) add(surname);
    }
    for (auto& [word, found] : known_) {
      std::ranges::sort(found, [](const Name& a, const Name& b) {
        const std::uint32_t a_size = a.end - a.begin;
        const std::uint32_t b_size = b.end - b.begin;
        return a_size != b_size ? a_size > b_size : a.begin < b.begin;
      });
      if (found.size() > names_per_word) found.resize(names_per_word);
    }
  }

  // Appends those that stand in tokens [begin, end) of a sentence, which holds no name so far.
  // In a headline capitals may be added.
  void find(std::uint32_t begin, std::uint32_t end, std::uint32_t sentence, bool headline,
            std::vector<Name>& names) const {
    for (std::uint32_t at = begin; at < end;) {
      const Name* name = starts_upper(page_.word(at)) ? match(at, end, headline) : nullptr;
      if (name == nullptr) {
        ++at;
        continue;
      }
      const std::uint32_t size = name->end - name->begin;
      names.push_back({at, at + size, name->type, name->confidence * 0.9F, true, sentence});
      at += size;
    }
  }

 private:
  void add(const Name& name) {
    const std::string_view word = page_.word(name.begin);
    if (!starts_upper(word) || is_ordinary(name)) return;
    std::vector<Name>& found = known_[text::lower(word.substr(0, word_limit))];
    const std::string key = key_of(page_, name);
    const auto same = [&](const Name& other) { return key_of(page_, other) == key; };
    if (found.size() < 4 * names_per_word && std::ranges::none_of(found, same)) {
      found.push_back(name);
    }
  }

  // One word that also stands in lower case: too weak to be seen elsewhere.
  [[nodiscard]] bool is_ordinary(const Name& name) const {
    if (name.end - name.begin > 1) return false;
    const WordUses::Uses* uses = uses_.find(page_.word(name.begin));
    return uses != nullptr && uses->lower > 0;
  }

  [[nodiscard]] const Name* match(std::uint32_t at, std::uint32_t end, bool headline) const {
    const auto found = known_.find(text::lower(page_.word(at).substr(0, word_limit)));
    if (found == known_.end()) return nullptr;
    for (const Name& name : found->second) {
      if (name.end - name.begin <= end - at && is_same(name, at, headline)) return &name;
    }
    return nullptr;
  }

  [[nodiscard]] bool is_same(const Name& name, std::uint32_t at, bool headline) const {
    for (std::uint32_t i = 0; i < name.end - name.begin; ++i) {
      const std::string_view known = page_.word(name.begin + i).substr(0, word_limit);
      const std::string_view word = page_.word(at + i).substr(0, word_limit);
      if (known == word) continue;
      if (!headline || text::lower(known) != text::lower(word)) return false;
    }
    return true;
  }

  const Page& page_;
  const WordUses& uses_;
  std::map<std::string, std::vector<Name>> known_;  // by the first word in lower case
};

// The names in the stretches of a sentence that no name covers yet.
std::vector<Name> repeats_in(const Page& page, const Repeats& repeats,
                             const NameTagger::Reading& reading, const std::vector<Name>& taken) {
  std::vector<Name> found;
  const Sentence& sentence = page.segmentation.sentences[reading.sentence];
  std::uint32_t from = sentence.begin;
  for (const Name& name : taken) {
    repeats.find(from, name.begin, reading.sentence, reading.headline, found);
    from = name.end;
  }
  repeats.find(from, sentence.end, reading.sentence, reading.headline, found);
  return found;
}

// Both in text order.
std::vector<Name> without_overlaps(const std::vector<Name>& names, const std::vector<Name>& taken) {
  std::vector<Name> kept;
  auto other = taken.begin();
  for (const Name& name : names) {
    while (other != taken.end() && other->end <= name.begin) ++other;
    if (other == taken.end() || name.end <= other->begin) kept.push_back(name);
  }
  return kept;
}

// In the text the tagger is believed first; in a headline the names that the text has.
std::vector<Name> settled(const Page& page, const Repeats& repeats,
                          const NameTagger::Reading& reading) {
  if (!reading.headline) {
    std::vector<Name> names = repeats_in(page, repeats, reading, reading.names);
    names.insert(names.end(), reading.names.begin(), reading.names.end());
    return names;
  }
  std::vector<Name> names = repeats_in(page, repeats, reading, {});
  for (const Name& name : without_overlaps(reading.names, names)) {
    if (name.confidence >= sure_in_headline) names.push_back(name);
  }
  return names;
}

}  // namespace

Result<NameTagger> NameTagger::load(const std::string& path) {
  return model::LinearTagger::load(path, "name-tagger").map([](model::LinearTagger tagger) {
    NameTagger names;
    names.tagger_ = std::move(tagger);
    return names;
  });
}

// The tagger knows few names; the part-of-speech tagger has seen more proper nouns. Runs of them
// that the name tagger passed over are names too, of the type it thinks likeliest.
void NameTagger::add_proper_nouns(const Page& page, const model::Features& features,
                                  Reading& reading) const {
  const Sentence& sentence = page.segmentation.sentences[reading.sentence];
  std::vector<Name> found;
  std::vector<float> shares;
  auto next = reading.names.begin();
  for (std::uint32_t at = sentence.begin; at < sentence.end;) {
    while (next != reading.names.end() && next->end <= at) ++next;
    const std::uint32_t limit = next == reading.names.end() ? sentence.end : next->begin;
    if (at >= limit && next != reading.names.end()) {
      at = next->end;
      continue;
    }
    std::uint32_t end = at;
    while (end < limit && is_proper_noun(page, end)) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const bool single = end - at == 1;  // too often no name
    if (!single && end - at <= longest_name) {
      if (shares.empty()) shares = tagger_.marginals(features);
      const std::size_t width = tagger_.labels().size();
      const auto [type, share] =
          likeliest_type(tagger_, std::span(shares).subspan((at - sentence.begin) * width, width));
      if (share > least_share) found.push_back({at, end, type, share, false, reading.sentence});
    }
    at = end;
  }
  reading.names.insert(reading.names.end(), found.begin(), found.end());
  std::ranges::sort(reading.names, {}, &Name::begin);
}

std::vector<Name> NameTagger::find(const Page& page) const {
  std::vector<TaggedSentence> sentences;
  std::vector<std::uint32_t> indexes;
  for (std::uint32_t i = 0; i < page.segmentation.sentences.size(); ++i) {
    if (!is_read(page, page.segmentation.sentences[i])) continue;
    sentences.push_back(tagged(page, page.segmentation.sentences[i]));
    indexes.push_back(i);
  }
  const WordUses uses(sentences);
  const std::set<std::string_view> small = small_words(sentences);
  std::vector<Reading> readings;
  std::vector<Name> in_text;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Sentence& sentence = page.segmentation.sentences[indexes[i]];
    readings.push_back({indexes[i], is_headline(page, sentence, sentences[i]), {}});
    model::HashedFeatures features;
    mention_features(sentences[i], uses, features);
    const std::uint32_t first = sentence.begin;
    for (const auto& run : model::labelled_runs(tagger_, tagger_.tag(features.features()))) {
      if (run.end - run.begin > longest_name) continue;
      Name name{first + static_cast<std::uint32_t>(run.begin),
                first + static_cast<std::uint32_t>(run.end),
                type_named(run.label),
                run.confidence,
                false,
                indexes[i]};
      drop_form_of_address(page, name);
      if (is_ordinary_opening(page, small, name, sentence)) continue;
      readings.back().names.push_back(name);
    }
    if (!readings.back().headline) add_proper_nouns(page, features.features(), readings.back());
    if (readings.back().headline) continue;
    in_text.insert(in_text.end(), readings.back().names.begin(), readings.back().names.end());
  }
  const Repeats repeats(page, uses, in_text);
  std::vector<Name> names;
  for (const NameTagger::Reading& reading : readings) {
    const std::vector<Name> found = settled(page, repeats, reading);
    names.insert(names.end(), found.begin(), found.end());
  }
  std::ranges::sort(names, {}, &Name::begin);
  settle_types(page, names);
  return names;
}

}  // namespace hearsay::annotate
