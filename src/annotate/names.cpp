#include "annotate/names.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "annotate/word_form.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_name = 16;   // tokens; longer runs are lists or shouting
constexpr std::size_t names_per_word = 8;  // repeated names that begin with one word
constexpr float sure_enough_to_repeat = 0.6F;

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

// Within one article a name has one type: the one that the tagger was surest of in sum.
void settle_types(const Page& page, std::vector<Name>& names) {
  std::map<std::string, std::array<float, 8>> votes;
  for (const Name& name : names) {
    votes[key_of(page, name)][static_cast<std::size_t>(name.type)] += name.confidence;
  }
  for (Name& name : names) {
    const auto& shares = votes[key_of(page, name)];
    name.type = static_cast<EntityType>(std::ranges::max_element(shares) - shares.begin());
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
      std::ranges::stable_sort(found, std::greater<>{},
                               [](const Name& name) { return name.end - name.begin; });
      if (found.size() > names_per_word) found.resize(names_per_word);
    }
  }

  // Appends those that stand in tokens [begin, end) of a sentence, which holds no name so far.
  void find(std::uint32_t begin, std::uint32_t end, std::uint32_t sentence,
            std::vector<Name>& names) const {
    for (std::uint32_t at = begin; at < end;) {
      const Name* name = match(at, end);
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
    std::vector<Name>& found = known_[word];
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

  [[nodiscard]] const Name* match(std::uint32_t at, std::uint32_t end) const {
    const auto found = known_.find(page_.word(at));
    if (found == known_.end()) return nullptr;
    for (const Name& name : found->second) {
      if (name.end - name.begin <= end - at && is_same(name, at)) return &name;
    }
    return nullptr;
  }

  [[nodiscard]] bool is_same(const Name& name, std::uint32_t at) const {
    for (std::uint32_t i = 1; i < name.end - name.begin; ++i) {
      if (page_.word(name.begin + i) != page_.word(at + i)) return false;
    }
    return true;
  }

  const Page& page_;
  const WordUses& uses_;
  std::map<std::string_view, std::vector<Name>> known_;
};

// The stretches between the names of a sentence are searched for repeated ones.
void add_repeats(const Page& page, const WordUses& uses, std::vector<Name>& names) {
  const Repeats repeats(page, uses, names);
  std::vector<Name> found;
  auto next = names.begin();
  for (std::uint32_t i = 0; i < page.segmentation.sentences.size(); ++i) {
    const Sentence& sentence = page.segmentation.sentences[i];
    if (!is_read(page, sentence)) continue;
    std::uint32_t from = sentence.begin;
    for (; next != names.end() && next->begin < sentence.end; ++next) {
      repeats.find(from, next->begin, i, found);
      from = next->end;
    }
    repeats.find(from, sentence.end, i, found);
  }
  names.insert(names.end(), found.begin(), found.end());
  std::ranges::sort(names, {}, &Name::begin);
}

}  // namespace

Result<NameTagger> NameTagger::load(const std::string& path) {
  return model::LinearTagger::load(path, "name-tagger").map([](model::LinearTagger tagger) {
    NameTagger names;
    names.tagger_ = std::move(tagger);
    return names;
  });
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
  std::vector<Name> names;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    model::HashedFeatures features;
    mention_features(sentences[i], uses, features);
    const std::uint32_t first = page.segmentation.sentences[indexes[i]].begin;
    for (const auto& run : model::labelled_runs(tagger_, tagger_.tag(features.features()))) {
      if (run.end - run.begin > longest_name) continue;
      names.push_back({first + static_cast<std::uint32_t>(run.begin),
                       first + static_cast<std::uint32_t>(run.end), type_named(run.label),
                       run.confidence, false, indexes[i]});
    }
  }
  add_repeats(page, uses, names);
  settle_types(page, names);
  return names;
}

}  // namespace hearsay::annotate
