#include "attribute/lexicon.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "text/fold.h"

namespace hearsay::attribute {
namespace {

template <typename Value, std::size_t size>
std::optional<Value> find_in(const std::array<std::pair<std::string_view, Value>, size>& table,
                             std::string_view name) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::optional<Modality> modality_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Modality>, 9> table = {{
      {"assert", Modality::assert_},
      {"deny", Modality::deny},
      {"warn", Modality::warn},
      {"accuse", Modality::accuse},
      {"promise", Modality::promise},
      {"ask", Modality::ask},
      {"threaten", Modality::threaten},
      {"predict", Modality::predict},
      {"decline", Modality::decline},
  }};
  return find_in(table, name);
}

std::optional<SourceKind> kind_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, SourceKind>, 7> table = {{
      {"unnamed", SourceKind::unnamed},
      {"one", SourceKind::unnamed},
      {"collective", SourceKind::collective},
      {"state", SourceKind::state},
      {"named_organisation", SourceKind::named_organisation},
      {"document", SourceKind::document},
      {"unspecified", SourceKind::unspecified},
  }};
  return find_in(table, name);
}

std::optional<Access> access_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Access>, 4> table = {{
      {"witnessed", Access::witnessed},
      {"document", Access::document},
      {"footage", Access::footage},
      {"told", Access::told},
  }};
  return find_in(table, name);
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// "deny": denies denied denying; "urge": urges urged urging; "commit": committed too.
std::vector<std::string> verb_forms(const std::string& lemma) {
  std::vector<std::string> forms = {lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "ing"};
  if (lemma.size() < 3) return forms;
  const std::string stem = lemma.substr(0, lemma.size() - 1);
  const char last = lemma.back(), before = lemma[lemma.size() - 2];
  if (last == 'e') {
    forms.insert(forms.end(), {lemma + "d", stem + "ing"});
  } else if (last == 'y' && !is_vowel(before)) {
    forms.insert(forms.end(), {stem + "ies", stem + "ied"});
  } else if (!is_vowel(last) && is_vowel(before) && !is_vowel(lemma[lemma.size() - 3])) {
    forms.insert(forms.end(), {lemma + last + "ed", lemma + last + "ing"});
  }
  return forms;
}

std::string lines_name(const std::string& name, std::size_t line) {
  return name + ", line " + std::to_string(line);
}

}  // namespace

Result<Lexicon> Lexicon::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(ErrorKind::model, "cannot open the word tables " + path + "; reinstall the data");
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return from_text(text, path);
}

Result<Lexicon> Lexicon::from_text(std::string_view text, const std::string& name) {
  Lexicon lexicon;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!lexicon.take(line)) {
      return fail(ErrorKind::model, "the word tables cannot be read: " + lines_name(name, number));
    }
  }
  std::ranges::sort(lexicon.generic_, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  return lexicon;
}

bool Lexicon::take(std::string_view line) {
  const std::vector<std::string_view> columns = text::split(line, '\t');
  if (columns.size() < 2) return false;
  const std::string_view table = columns[0];
  const std::string word(columns[1]);
  const std::string_view value = columns.size() > 2 ? columns[2] : std::string_view();
  std::vector<std::string> more;
  if (columns.size() > 3) {
    for (const std::string_view form : text::split(columns[3])) more.emplace_back(form);
  }
  if (table == "cue") {
    const auto modality = modality_named(value);
    if (!modality) return false;
    modality_[word] = *modality;
    const std::string first = word.substr(0, word.find(' '));
    for (const std::string& form : verb_forms(first)) lemma_.try_emplace(form, first);
    lemma_.try_emplace(first + "s", first);  // nouns: "denials"
    for (const std::string& form : more) lemma_[form] = first;
    return true;
  }
  if (table == "silent") {
    for (const std::string& form : verb_forms(word)) {
      silent_.insert(form);
      if (value == "said") no_comment_.insert(form);
    }
    silent_.insert(more.begin(), more.end());
    return true;
  }
  if (table == "untrue") {
    return untrue_.emplace(word, value == "negated"), true;
  }
  if (table == "noun") {
    const auto kind = kind_named(value);
    if (!kind) return false;
    const bool single = value == "one";
    nouns_[word] = {*kind, false, single};
    nouns_.try_emplace(word + "s", Noun{*kind, true, single});
    nouns_.try_emplace(word + "es", Noun{*kind, true, single});
    for (const std::string& form : more) nouns_[form] = {*kind, true, single};
    return true;
  }
  if (table == "outlet") {
    outlets_[word] = value == "agency" ? RelayKind::agency : RelayKind::outlet;
    if (value == "either") either_kind_.insert(word);
    return true;
  }
  if (table == "sees") return sees_.insert(word), true;
  if (table == "perceives") return perceives_.insert(word), true;
  if (table == "consults") return consults_.insert(word), true;
  if (table == "grounds") return grounds_.insert(word), true;
  if (table == "proof") {
    const auto access = access_named(value);
    if (access) proofs_.insert({{word, *access}, {word + "s", *access}});
    return access.has_value();
  }
  if (table == "title") return titles_.emplace(word, value), !value.empty();
  if (table == "public") return public_.insert(word), true;
  if (table == "office") return offices_.insert(word), true;
  if (table == "speaks") return speaks_.insert(word), true;
  if (table == "anyone") return anyone_.insert(word), true;
  if (table == "writes") return writes_.insert(word), true;
  if (table == "vague") return vague_.insert(word), true;
  if (table == "calendar") return calendar_.insert(word), true;
  if (table == "adjective") return adjective_.insert(word), true;
  if (table == "generic") return generic_.push_back(word), true;
  return table == "access" && take_access(word, value);
}

bool Lexicon::take_access(const std::string& phrase, std::string_view value) {
  const auto access = access_named(value);
  if (access) access_.emplace_back(phrase, *access);
  return access.has_value();
}

std::optional<Modality> Lexicon::modality(const std::vector<std::string>& words) const {
  std::vector<std::string> lemmas;
  lemmas.reserve(words.size());
  for (const std::string& word : words) {
    const auto found = lemma_.find(word);
    lemmas.push_back(found == lemma_.end() ? word : found->second);
  }
  static constexpr std::size_t longest = 3;
  for (std::size_t size = std::min(longest, lemmas.size()); size > 0; --size) {
    for (std::size_t at = 0; at + size <= lemmas.size(); ++at) {
      std::string phrase = lemmas[at];
      for (std::size_t next = 1; next < size; ++next) phrase += " " + lemmas[at + next];
      const auto found = modality_.find(phrase);
      if (found != modality_.end()) return found->second;
    }
  }
  return std::nullopt;
}

std::optional<Lexicon::Noun> Lexicon::noun(const std::string& word) const {
  const auto found = nouns_.find(word);
  return found == nouns_.end() ? std::nullopt : std::optional(found->second);
}

std::string Lexicon::title(const std::string& word) const {
  if (const auto found = titles_.find(word); found != titles_.end()) return found->second;
  const auto known = noun(word);
  return known && known->kind == SourceKind::unnamed && !known->plural ? word : std::string();
}

std::optional<RelayKind> Lexicon::outlet(const std::string& word) const {
  const auto found = outlets_.find(word);
  return found == outlets_.end() ? std::nullopt : std::optional(found->second);
}

Access Lexicon::proof(const std::string& word) const {
  const auto found = proofs_.find(word);
  return found == proofs_.end() ? Access::not_stated : found->second;
}

AccessPhrase Lexicon::access(std::string_view lower) const {
  for (const auto& [phrase, access] : access_) {
    if (const auto at = find_phrase(lower, phrase)) return {access, lower.substr(0, *at), phrase};
  }
  return {};
}

bool has_phrase(std::string_view text, std::string_view phrase) {
  return find_phrase(text, phrase).has_value();
}

std::optional<std::size_t> find_phrase(std::string_view text, std::string_view phrase) {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128;
  };
  for (std::size_t at = text.find(phrase); at != std::string_view::npos;
       at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool left = at == 0 || !in_word(text[at - 1]);
    if (left && (end == text.size() || !in_word(text[end]))) return at;
  }
  return std::nullopt;
}

}  // namespace hearsay::attribute
