#include "annotate/entities.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "annotate/word_form.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t candidates_limit = 64;  // entities that one look-up may compare with

// The words of a name, folded; a leading article and stops are gone: "the U.S." is "us".
std::vector<std::string> folded_words(const Page& page, const Name& name) {
  std::vector<std::string> words;
  for (std::uint32_t i = name.begin; i < name.end; ++i) {
    std::string word(page.word(i).substr(0, 64));
    std::erase(word, '.');
    std::string folded = text::fold(word);
    if (folded.empty() || (words.empty() && folded == "the")) continue;
    words.push_back(std::move(folded));
  }
  return words;
}

bool is_suffix_of_name(std::string_view word) {
  return word == "jr" || word == "sr" || word == "ii" || word == "iii" || word == "iv";
}

bool is_acronym(std::string_view word) {
  return is_all_upper(word) && text::length(word.substr(0, 64)) >= 2 && word.size() <= 8;
}

// "World Health Organization" -> "who"; small words do not count.
std::string initials_of(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 9> small = {"of", "for", "and", "the", "in",
                                                            "on", "to",  "de",  "al"};
  std::string initials;
  for (const std::string& word : words) {
    if (std::ranges::find(small, word) == small.end()) initials += word.substr(0, 1);
  }
  return initials;
}

// What the joining keeps of an entity beside the record.
struct Profile {
  std::vector<std::string> words;  // of its fullest name
  std::string initials;
  std::uint32_t last_name = 0;               // index of the name that stood for it last
  std::map<std::string, std::size_t> forms;  // spellings, by the place of their first use
};

class Joiner {
 public:
  Joiner(const Page& page, const std::vector<Name>& names) : page_(page), names_(names) {}

  Joined join() {
    read_full_names_first();
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (!entity_of_[i]) entity_of_[i] = find(i);
      if (!entity_of_[i]) entity_of_[i] = make(i);
      learn(*entity_of_[i], i);
    }
    return finish();
  }

 private:
  // A headline says "Quispe" before the text says "Aurelio Quispe": full names of persons and the
  // expansions of acronyms in brackets must be known before the rest is read.
  void read_full_names_first() {
    entity_of_.resize(names_.size());
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      words_.push_back(folded_words(page_, names_[i]));
      if (words_[i].size() >= 2) {
        entity_of_[i] = find(i);
        if (!entity_of_[i]) entity_of_[i] = make(i);
      }
      if (i > 0 && entity_of_[i - 1] && is_bracketed_acronym(i)) {
        entity_of_[i] = entity_of_[i - 1];
        remember(text::fold(page_.word(names_[i].begin)), *entity_of_[i]);
      }
    }
  }

  // "World Health Organization (WHO)"; the letters must be those of the name, in their order.
  [[nodiscard]] bool is_bracketed_acronym(std::uint32_t i) const {
    const Name& name = names_[i];
    const Name& before = names_[i - 1];
    if (name.end - name.begin != 1 || name.begin != before.end + 1) return false;
    if (page_.word(before.end) != "(" || before.end - before.begin < 2) return false;
    if (!is_acronym(page_.word(name.begin))) return false;
    const std::string letters = words_[i].empty() ? std::string{} : words_[i][0];
    std::string all;
    for (const std::string& word : words_[i - 1]) all += word;
    std::size_t at = 0;
    for (const char c : letters) {
      at = all.find(c, at);
      if (at == std::string::npos) return false;
      ++at;
    }
    return !letters.empty() && letters[0] == all[0];
  }

  [[nodiscard]] std::optional<std::size_t> find(std::uint32_t i) const {
    const auto& words = words_[i];
    if (words.empty()) return std::nullopt;
    if (const auto same = look_up(joined(words), i)) return same;
    if (names_[i].type == EntityType::person) return find_person(i);
    if (words.size() == 1 && is_acronym(page_.word(names_[i].begin))) {
      if (const auto long_form = look_up("=" + words[0], i)) return long_form;
    }
    if (names_[i].type == EntityType::organisation || names_[i].type == EntityType::facility) {
      if (words.size() <= 2) return look_up("<" + joined(words), i);
    }
    return std::nullopt;
  }

  // By the surname; two persons of one surname are told apart by given names, and "Smith" alone is
  // the one mentioned last.
  [[nodiscard]] std::optional<std::size_t> find_person(std::uint32_t i) const {
    const auto& words = words_[i];
    const std::string& surname = surname_of(words);
    const auto found = by_surname_.find(surname);
    std::optional<std::size_t> best;
    if (found != by_surname_.end()) {
      for (const std::size_t each : found->second) {
        if (!given_names_agree(profiles_[each].words, words)) continue;
        if (!best || is_nearer(each, *best, i)) best = each;
      }
    }
    if (!best && words.size() == 1) return look_up("<" + words[0], i);
    return best;
  }

  static const std::string& surname_of(const std::vector<std::string>& words) {
    std::size_t last = words.size() - 1;
    if (last > 0 && is_suffix_of_name(words[last])) --last;
    return words[last];
  }

  // "Aurelio Quispe" agrees with "Quispe", "A. Quispe", "Aurelio M. Quispe".
  static bool given_names_agree(const std::vector<std::string>& a,
                                const std::vector<std::string>& b) {
    if (a.size() < 2 || b.size() < 2) return true;
    const std::string& first = a[0];
    const std::string& second = b[0];
    if (first == second) return true;
    const bool initial = first.size() == 1 || second.size() == 1;
    return initial && first[0] == second[0];
  }

  // Before the name rather than after it, and then the one nearer to it.
  [[nodiscard]] bool is_nearer(std::size_t a, std::size_t b, std::uint32_t i) const {
    const bool a_before = profiles_[a].last_name <= i;
    const bool b_before = profiles_[b].last_name <= i;
    if (a_before != b_before) return a_before;
    return a_before ? profiles_[a].last_name > profiles_[b].last_name
                    : profiles_[a].last_name < profiles_[b].last_name;
  }

  // An entity known by this key, when there is exactly one of a fitting type.
  [[nodiscard]] std::optional<std::size_t> look_up(const std::string& key, std::uint32_t i) const {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    std::optional<std::size_t> one;
    for (const std::size_t each : found->second) {
      if (!types_agree(entities_[each].type, names_[i].type)) continue;
      if (one && key[0] == '<') return std::nullopt;
      if (!one) one = each;
    }
    return one;
  }

  static bool types_agree(EntityType a, EntityType b) {
    const auto is_body = [](EntityType type) {
      return type == EntityType::organisation || type == EntityType::facility ||
             type == EntityType::group || type == EntityType::other;
    };
    return a == b || (is_body(a) && is_body(b));
  }

  std::size_t make(std::uint32_t i) {
    const std::size_t index = entities_.size();
    const auto& words = words_[i];
    entities_.push_back({{}, names_[i].type, {}, {}});
    profiles_.push_back({words, initials_of(words), i, {}});
    if (words.empty()) return index;
    remember(joined(words), index);
    if (names_[i].type == EntityType::person) {
      auto& same = by_surname_[surname_of(words)];
      if (same.size() < candidates_limit) same.push_back(index);
    }
    if (words.size() >= 2) {
      if (profiles_[index].initials.size() >= 2) remember("=" + profiles_[index].initials, index);
      remember("<" + words[0], index);
      if (words.size() >= 3) remember("<" + words[0] + " " + words[1], index);
    }
    return index;
  }

  void remember(const std::string& key, std::size_t entity) {
    auto& all = by_key_[key];
    if (all.size() < candidates_limit && std::ranges::find(all, entity) == all.end()) {
      all.push_back(entity);
    }
  }

  void learn(std::size_t entity, std::uint32_t i) {
    Profile& profile = profiles_[entity];
    profile.last_name = i;
    const Span span = page_.span(names_[i].begin, names_[i].end);
    profile.forms.emplace(std::string(words(page_.article, span)), profile.forms.size());
    if (words_[i].size() > profile.words.size()) profile.words = words_[i];
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string key;
    for (const std::string& word : words) {
      if (!key.empty()) key += ' ';
      key += word;
    }
    return key;
  }

  // Numbers the entities by first mention and writes their names: the longest form that is not a
  // mere acronym, the others as aliases.
  Joined finish() {
    Joined result;
    std::vector<std::optional<std::uint32_t>> place(entities_.size());
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      const std::size_t entity = *entity_of_[i];
      if (!place[entity]) {
        place[entity] = static_cast<std::uint32_t>(result.entities.size());
        result.entities.push_back(named(entity));
      }
      result.of_name.push_back(EntityIndex{*place[entity]});
    }
    return result;
  }

  Entity named(std::size_t index) {
    Entity entity = entities_[index];
    std::vector<std::string> forms(profiles_[index].forms.size());
    for (const auto& [form, order] : profiles_[index].forms) forms[order] = form;
    const auto fullest = std::ranges::max_element(forms, {}, [](const std::string& form) {
      return std::pair(std::ranges::count(form, ' '), is_all_upper(form) ? 0 : 1);
    });
    entity.name = *fullest;
    forms.erase(fullest);
    entity.aliases = std::move(forms);
    return entity;
  }

  const Page& page_;
  const std::vector<Name>& names_;
  std::vector<std::vector<std::string>> words_;
  std::vector<std::optional<std::size_t>> entity_of_;
  std::vector<Entity> entities_;
  std::vector<Profile> profiles_;
  std::map<std::string, std::vector<std::size_t>> by_key_;
  std::map<std::string, std::vector<std::size_t>> by_surname_;
};

}  // namespace

Joined join_names(const Page& page, const std::vector<Name>& names) {
  return Joiner(page, names).join();
}

}  // namespace hearsay::annotate
