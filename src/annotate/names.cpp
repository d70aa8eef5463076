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
#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_name = 16;   // tokens; longer runs are lists or shouting
constexpr std::size_t word_limit = 64;     // bytes of a word that are compared
constexpr std::size_t names_per_word = 8;  // repeated names that begin with one word
constexpr float sure_enough_to_repeat = 0.6F;
constexpr float sure_in_headline = 0.7F;
constexpr float sure_of_type = 0.95F;

bool is_read(const Page& page, const Sentence& sentence) {
  const auto paragraph = static_cast<std::size_t>(sentence.paragraph);
  return page.segmentation.paragraphs[paragraph].role != ParagraphRole::boilerplate;
}

// In a headline in Title Case, or all in capitals, a capital says little.
bool is_capitalised_throughout(const Page& page, const Sentence& sentence) {
  std::size_t words = 0;
  std::size_t capitalised = 0;
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const std::string_view word = page.word(i);
    if (text::length(word) < 4 || !has_letter(word)) continue;
    ++words;
    if (starts_upper(word)) ++capitalised;
  }
  return words >= 3 && capitalised * 10 >= words * 8;
}

// A line by itself in Title Case or capitals. A sentence that is full of names ends with a stop.
bool is_headline(const Page& page, const Sentence& sentence) {
  if (!is_capitalised_throughout(page, sentence)) return false;
  const Paragraph& paragraph =
      page.segmentation.paragraphs[static_cast<std::size_t>(sentence.paragraph)];
  const bool alone = paragraph.begin + 1 == paragraph.end;
  return paragraph.role == ParagraphRole::headline || (alone && page.word(sentence.end - 1) != ".");
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

using SmallWords = std::set<std::string_view>;

// The words that stand in lower case somewhere.
SmallWords small_words(const Page& page) {
  SmallWords small;
  for (const Sentence& sentence : page.segmentation.sentences) {
    if (!is_read(page, sentence)) continue;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (!starts_upper(page.word(i))) small.insert(page.word(i));
    }
  }
  return small;
}

// A first word, which has its capital from there, that the article also writes small: "Roofer
// claims …".
bool is_ordinary_opening(const Page& page, const SmallWords& small, const Name& name,
                         const Sentence& sentence) {
  if (name.end - name.begin > 1 || name.begin != sentence.begin) return false;
  return small.contains(text::lower(page.word(name.begin).substr(0, word_limit)));
}

// Within one article a name has one type: the one that the heads were surest of in sum. A word by
// itself that ends the name of a person is that person, unless the heads are sure of another type.
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

// Finds again the names of an article where the heads saw none.
class Repeats {
 public:
  Repeats(const Page& page, const SmallWords& small, const std::vector<Name>& names)
      : page_(page), small_(small) {
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
    return small_.contains(text::lower(page_.word(name.begin).substr(0, word_limit)));
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
  const SmallWords& small_;
  std::map<std::string, std::vector<Name>> known_;  // by the first word in lower case
};

// What the heads found in one sentence.
struct Reading {
  std::uint32_t sentence = 0;
  bool headline = false;
  std::vector<Name> names;
};

// The names in the stretches of a sentence that no name covers yet.
std::vector<Name> repeats_in(const Page& page, const Repeats& repeats, const Reading& reading,
                             const std::vector<Name>& taken) {
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

// In the text the heads are believed first; in a headline the names that the text has.
std::vector<Name> settled(const Page& page, const Repeats& repeats, const Reading& reading) {
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

// "Ada" + "Roe": the tree says that the words behind go on with the name (`flat`, as Universal
// Dependencies has the parts of a name).
void take_flat_words(const Page& page, std::uint32_t end, Name& name) {
  const auto goes_on = [&](std::uint32_t token) {
    const Word& word = page.words[token];
    if (word.relation != "flat" || word.tag != PartOfSpeech::PROPN || !word.head) return false;
    const auto head = static_cast<std::uint32_t>(*word.head);
    return head >= name.begin && head < name.end;
  };
  while (name.end < end && name.end - name.begin < longest_name && goes_on(name.end)) ++name.end;
}

// "Anna Roe" + "-Lind", "Mill" + "& Ledger", "Channel" + "63": what a hyphen without blanks, or in
// a body's name an ampersand, joins is one name, and so is a number that counts nothing else.
void take_joined_words(const Page& page, std::uint32_t end, Name& name) {
  const auto& tokens = page.segmentation.tokens;
  const auto touches = [&](std::uint32_t token) {
    return tokens[token].span.end == tokens[token + 1].span.begin;
  };
  const auto joins = [&](std::uint32_t mark) {
    if (mark + 1 >= end || !starts_upper(page.word(mark + 1))) return false;
    if (page.word(mark) == "-") return touches(mark - 1) && touches(mark);
    return page.word(mark) == "&" && name.type == EntityType::organisation;
  };
  const auto numbers = [&](std::uint32_t token) {
    const Word& word = page.words[token];
    const auto head = word.head ? static_cast<std::uint32_t>(*word.head) : token;
    if (token + 1 < end && page.word(token + 1) == "-") return false;  // "beat Rovers 3-1"
    return word.tag == PartOfSpeech::NUM && word.relation == "nummod" && head >= name.begin &&
           head < name.end && page.word(token).find_first_not_of("0123456789") == std::string::npos;
  };
  const auto hangs_on = [&](std::uint32_t token) {  // where the hyphen was not parted: "-Lind"
    const std::string_view word = page.word(token);
    return word.size() > 1 && word[0] == '-' && starts_upper(word.substr(1)) && touches(token - 1);
  };
  while (name.end < end && name.end - name.begin + 1 < longest_name) {
    const std::uint32_t more = hangs_on(name.end) ? 1 : joins(name.end) ? 2 : 0;
    if (more == 0) break;
    name.end += more;
  }
  const bool one_word = name.end == name.begin + 1;
  if (one_word && name.end < end && name.type == EntityType::organisation && numbers(name.end)) {
    ++name.end;
  }
}

// "the Guard and the Front" are two, as "and" before an article goes on with another; works have
// such titles.
std::vector<Name> without_and(const Page& page, Name name) {
  std::vector<Name> out;
  const bool work = name.type == EntityType::product || name.type == EntityType::event ||
                    name.type == EntityType::other;
  for (std::uint32_t at = name.begin + 1; !work && at + 2 < name.end; ++at) {
    const bool parts = page.words[at].tag == PartOfSpeech::CCONJ &&
                       page.words[at + 1].tag == PartOfSpeech::DET &&
                       !starts_upper(page.word(at + 1));
    if (!parts) continue;
    Name first = name;
    first.end = at;
    out.push_back(first);
    name.begin = at + 2;
  }
  out.push_back(name);
  return out;
}

// The sentences that are read, each with its names.
std::vector<Reading> readings_of(const Page& page, const std::vector<TypedSpan>& found,
                                 const SmallWords& small) {
  std::vector<Reading> out;
  auto next = found.begin();
  for (std::uint32_t i = 0; i < page.segmentation.sentences.size(); ++i) {
    const Sentence& sentence = page.segmentation.sentences[i];
    Reading reading{i, is_headline(page, sentence), {}};
    std::uint32_t token = sentence.begin;
    for (; next != found.end() && next->span.begin < sentence.span.end; ++next) {
      while (token < sentence.end && page.segmentation.tokens[token].span.end <= next->span.begin) {
        ++token;
      }
      Name name{token, token, type_named(next->type), next->confidence, false, i};
      while (name.end < sentence.end &&
             page.segmentation.tokens[name.end].span.begin < next->span.end) {
        ++name.end;
      }
      if (name.begin == name.end || name.end - name.begin > longest_name) continue;
      take_flat_words(page, sentence.end, name);
      take_joined_words(page, sentence.end, name);
      token = name.end;
      drop_form_of_address(page, name);
      for (const Name& part : without_and(page, name)) {
        if (!is_ordinary_opening(page, small, part, sentence)) reading.names.push_back(part);
      }
    }
    if (is_read(page, sentence)) out.push_back(std::move(reading));
  }
  return out;
}

}  // namespace

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

std::vector<Name> settle_names(const Page& page, const std::vector<TypedSpan>& found) {
  const SmallWords small = small_words(page);
  const std::vector<Reading> readings = readings_of(page, found, small);
  std::vector<Name> in_text;
  for (const Reading& reading : readings) {
    if (reading.headline) continue;
    in_text.insert(in_text.end(), reading.names.begin(), reading.names.end());
  }
  const Repeats repeats(page, small, in_text);
  std::vector<Name> names;
  for (const Reading& reading : readings) {
    const std::vector<Name> settled_names = settled(page, repeats, reading);
    names.insert(names.end(), settled_names.begin(), settled_names.end());
  }
  std::ranges::sort(names, {}, &Name::begin);
  settle_types(page, names);
  return names;
}

}  // namespace hearsay::annotate
