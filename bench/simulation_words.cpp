// Words, names and filled-in templates of simulated corpora.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "simulation.h"

namespace hearsay::bench {
namespace {

constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};
constexpr const char* kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};
constexpr std::size_t kYearDays = 336;

struct TableWord {
  double count = 0;
  std::string lemma;
};

bool ends(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return word.size() > ending.size() + 2 && ends_with(word, ending);
  });
}

void capitalise(std::string& text, std::size_t at) {
  if (at < text.size() && text[at] >= 'a' && text[at] <= 'z') {
    text[at] = static_cast<char>(text[at] - 'a' + 'A');
  }
}

// Slots hold at most claims, claims at most names.
constexpr int kDeepest = 4;

void fill(const std::string& pattern, const Filler& filler, int depth, Passage& passage) {
  std::vector<std::uint32_t> begun;
  const auto here = [&] { return static_cast<std::uint32_t>(passage.text.size()); };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '{') {
      const std::size_t end = pattern.find('}', i);
      const std::string slot = pattern.substr(i + 1, end - i - 1);
      if (depth == kDeepest) throw std::runtime_error("slots within slots: " + pattern);
      const std::uint32_t begin = here();
      fill(filler(slot), filler, depth + 1, passage);
      passage.marks.push_back({slot, {begin, here()}});
      i = end;
    } else if (c == '[' || c == '<') {
      begun.push_back(here());
    } else if ((c == ']' || c == '>') && !begun.empty()) {
      passage.marks.push_back({c == ']' ? "verb" : "cue", {begun.back(), here()}});
      begun.pop_back();
    } else {
      passage.text += c;
    }
  }
}

}  // namespace

std::string Day::iso() const {
  return fmt::format("{:04}-{:02}-{:02}", 2015 + number / kYearDays, number / 28 % 12 + 1,
                     number % 28 + 1);
}
std::string Day::spelled(bool year) const {
  std::string out = fmt::format("{} {}", number % 28 + 1, kMonths[number / 28 % 12]);
  if (year) out += fmt::format(" {}", 2015 + number / kYearDays);
  return out;
}

std::string Day::weekday() const {
  // Days of the real calendar (Zeller), so that dates and weekdays agree.
  int year = static_cast<int>(2015 + number / kYearDays);
  int month = static_cast<int>(number / 28 % 12) + 1;
  const int day = static_cast<int>(number % 28) + 1;
  if (month < 3) month += 12, --year;
  const int from_saturday =
      (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
  return kWeekdays[(from_saturday + 5) % 7];
}

Passage filled(const std::string& pattern, const Filler& filler) {
  Passage passage;
  fill(pattern, filler, 0, passage);
  capitalise(passage.text, passage.text.starts_with('"') ? 1 : 0);
  return passage;
}

void Vocabulary::List::add(const std::string& word, double count) {
  words.push_back(word);
  sums.push_back((sums.empty() ? 0 : sums.back()) + std::sqrt(count));
}

const std::string& Vocabulary::List::draw(Dice& dice) const {
  const double at = dice.share() * sums.back();
  const auto found = std::upper_bound(sums.begin(), sums.end(), at);
  return words[std::min(words.size() - 1, static_cast<std::size_t>(found - sums.begin()))];
}

// The table names no parts of speech; forms and endings tell enough of them for scenery.
Vocabulary::Vocabulary(const std::string& table) {
  std::map<std::string, TableWord> known;
  for (const auto& fields : parse_tsv(table)) {
    if (fields.size() < 4) continue;
    if (fields[2] != "c") functions_.insert(fields[0]);
    if (fields[0].size() < 4 || fields[2] != "c") continue;
    double count = 0;
    std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), count);
    known[fields[0]] = {count, fields[3]};
  }
  for (const auto& [word, entry] : known) {
    const std::string& lemma = entry.lemma;
    if (ends(word, {"ed"}) && !lemma.empty() && lemma != word && known.count(lemma) > 0) {
      pasts_.add(word, entry.count);
      lemmas_[word] = lemma;
    }
    if (!lemma.empty()) continue;
    const auto plural = known.find(word + "s");
    const bool verb = known.count(word + "ed") > 0 || known.count(word + "ing") > 0;
    if (plural != known.end() && plural->second.lemma == word && !verb) {
      nouns_.add(word, entry.count);
    } else if (ends(word, {"ous", "ful", "ive", "ic", "al", "able", "less", "ary"}) && !verb) {
      adjectives_.add(word, entry.count);
    }
  }
  if (nouns_.words.empty() || adjectives_.words.empty() || pasts_.words.empty()) {
    throw std::runtime_error("the word table has no words for scenery");
  }
}

const std::string& Vocabulary::lemma(const std::string& past) const {
  const auto found = lemmas_.find(past);
  return found == lemmas_.end() ? past : found->second;
}

bool Vocabulary::is_content(const std::string& word) const {
  const bool number = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
  return !number && functions_.count(word) == 0;
}

Family::Family(const std::string& name)
    : json_(Json::parse(read_file(std::string(HEARSAY_SIMULATE) + "/" + name + ".json"))) {}

const std::string& Family::draw(Dice& dice, const char* list) const {
  const Json& all = json_.at(list);
  return all.at(dice.below(all.size())).get_ref<const std::string&>();
}

std::string Family::name(Dice& dice, std::size_t style, std::size_t parts) const {
  const Json& styles = json_.at("styles");
  const Json& syllables = styles.at(style % styles.size()).at("person");
  std::string out;
  for (std::size_t part = 0; part < parts; ++part) {
    if (part > 0) out += ' ';
    const std::size_t begin = out.size();
    // Of two syllables there are too few: in a large pile each would name many.
    for (int i = 0; i < 3; ++i) {
      out += syllables.at(dice.below(syllables.size())).get_ref<const std::string&>();
    }
    capitalise(out, begin);
  }
  return out;
}

std::string Family::respelled(Dice& dice, std::size_t style, std::string name) const {
  const Json& styles = json_.at("styles");
  const Json& variants = styles.at(style % styles.size()).at("variants");
  const std::size_t first = dice.below(variants.size());
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const Json& pair = variants.at((first + i) % variants.size());
    const auto& from = pair.at(0).get_ref<const std::string&>();
    const std::size_t at = name.find(from, 1);
    if (at == std::string::npos || name[at - 1] == ' ') continue;
    return name.replace(at, from.size(), pair.at(1).get_ref<const std::string&>());
  }
  return name;
}

}  // namespace hearsay::bench
