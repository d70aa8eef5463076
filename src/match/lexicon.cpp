#include "match/lexicon.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::matching {
namespace {

// Long words are no words (base64, hashes, a script we cannot cut); they are compared by their
// head.
constexpr std::size_t kLongestWord = 64;

bool is_ideograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         (c >= 0x0E00 && c <= 0x0EFF);
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return is_ascii_word(static_cast<char>(c));
  return text::is_letter(c) || text::is_digit(c) || text::is_mark(c);
}

// "don't", "o'clock", "4.5", "1,000": a mark between two word characters that does not end a word.
bool joins(char32_t before, char32_t mark, char32_t after) {
  if (is_apostrophe(mark)) return text::is_letter(before) && text::is_letter(after);
  if (mark == '.' || mark == ',') return text::is_digit(before) && text::is_digit(after);
  return false;
}

constexpr std::string_view kApostrophe = "\xE2\x80\x99";  // as printers set it

// Folds what is of ASCII but for printers' apostrophes; false: it is not.
bool fold_ascii(std::string_view word, std::string& folded) {
  folded.clear();
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (static_cast<unsigned char>(c) >= 0x80) {
      if (word.substr(i, kApostrophe.size()) != kApostrophe) return false;
      i += kApostrophe.size() - 1;
    } else if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c + 32);
    } else if (c != '\'' && c != ',') {
      folded += c;
    }
  }
  return true;
}

void fold_word(std::string_view word, FoldedWords& known, std::string& folded) {
  if (word.size() > kLongestWord) {
    std::size_t end = kLongestWord;
    while (!text::is_boundary(word, end)) --end;
    word = word.substr(0, end);
  }
  if (!fold_ascii(word, folded)) folded = known.fold(word);
}

// "ministry's" and "ministry’s" are forms of "ministry".
std::string_view without_genitive(std::string_view word) {
  if (word.empty() || (word.back() != 's' && word.back() != 'S')) return word;
  for (const std::string_view ending : {"'s", "'S", "\xE2\x80\x99s", "\xE2\x80\x99S"}) {
    if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

// Calls `sink(span, folded)` for every word. Most text is ASCII, and most cost is here, so that
// runs of its letters are passed without decoding.
template <typename Sink>
void cut(std::string_view text, Span within, FoldedWords& known, const Sink& sink) {
  const std::size_t end = std::min<std::size_t>(within.end, text.size());
  std::size_t begin = within.begin;  // of the word that is open, where `open`
  bool open = false;
  char32_t previous = 0;
  std::string folded;
  const auto close = [&](std::size_t at) {
    if (!open) return;
    open = false;
    fold_word(without_genitive(text.substr(begin, at - begin)), known, folded);
    if (folded.empty()) return;
    sink(Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)}, folded);
  };
  for (std::size_t i = within.begin; i < end;) {
    if (is_ascii_word(text[i])) {
      if (!open) begin = i;
      open = true;
      while (i < end && is_ascii_word(text[i])) ++i;
      previous = static_cast<unsigned char>(text[i - 1]);
      continue;
    }
    const auto [c, size] = text::decode_at(text, i);
    const std::size_t next = i + size;
    if (is_ideograph(c)) {
      close(i);
      begin = i;
      open = true;
      close(next);
    } else if (is_word_character(c)) {
      if (!open) begin = i;
      open = true;
    } else if (open) {
      const char32_t after = next < end ? text::decode_at(text, next).code_point : U' ';
      if (!joins(previous, c, after)) close(i);
    }
    previous = c;
    i = next;
  }
  close(end);
}

struct NumberWord {
  std::string_view word;
  std::string_view digits;
};
constexpr std::array<NumberWord, 28> kNumberWords{{
    {"one", "1"},        {"two", "2"},       {"three", "3"},     {"four", "4"},
    {"five", "5"},       {"six", "6"},       {"seven", "7"},     {"eight", "8"},
    {"nine", "9"},       {"ten", "10"},      {"eleven", "11"},   {"twelve", "12"},
    {"thirteen", "13"},  {"fourteen", "14"}, {"fifteen", "15"},  {"sixteen", "16"},
    {"seventeen", "17"}, {"eighteen", "18"}, {"nineteen", "19"}, {"twenty", "20"},
    {"thirty", "30"},    {"forty", "40"},    {"fifty", "50"},    {"sixty", "60"},
    {"seventy", "70"},   {"eighty", "80"},   {"ninety", "90"},   {"dozen", "dozen"},
}};

bool is_number(std::string_view term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view digits_of(std::string_view word) {
  for (const NumberWord& number : kNumberWords) {
    if (number.word == word) return number.digits;
  }
  return {};
}

/// Snowball's English stemmer; one per call, as it keeps its result inside.
class Stemmer {
 public:
  Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete) {}
  std::string operator()(const std::string& word) {
    if (!stemmer_) return word;
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                        static_cast<int>(word.size()));
    if (stem == nullptr) return word;
    return {reinterpret_cast<const char*>(stem),
            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer_;
};

}  // namespace

std::vector<TextWord> words_in(std::string_view text, Span within) {
  std::vector<TextWord> words;
  FoldedWords known;
  cut(text, within, known,
      [&](Span span, const std::string& folded) { words.push_back({span, folded}); });
  return words;
}

const std::string& FoldedWords::fold(std::string_view word) {
  constexpr std::size_t kMost = 4096;
  if (known_.size() >= kMost) known_.clear();
  const auto [found, fresh] = known_.try_emplace(std::string(word));
  if (fresh) {
    found->second = text::fold(word);
    std::erase(found->second, ' ');
  }
  return found->second;
}

std::vector<std::uint64_t> word_hashes(std::string_view text, FoldedWords& known) {
  constexpr std::size_t kBytesOfAWord = 5;
  std::vector<std::uint64_t> words;
  words.reserve(text.size() / kBytesOfAWord);
  cut(text, {0, static_cast<std::uint32_t>(text.size())}, known,
      [&](Span, const std::string& folded) { words.push_back(text::hash64(folded)); });
  return words;
}

std::vector<TextWord> words_in(std::string_view text) {
  return words_in(text, {0, static_cast<std::uint32_t>(text.size())});
}

Result<Lexicon> Lexicon::parse(std::string_view table) {
  Lexicon lexicon;
  double passages = 0;
  Stemmer stem;
  std::unordered_map<std::string, double> counts;
  std::vector<std::pair<std::string_view, double>> more;  // terms of any language
  for (const std::string_view line : text::split(table, '\n')) {
    const std::vector<std::string_view> fields = [&] {
      std::vector<std::string_view> all;
      std::size_t at = 0;
      while (true) {
        const std::size_t tab = line.find('\t', at);
        all.push_back(line.substr(at, tab == std::string_view::npos ? tab : tab - at));
        if (tab == std::string_view::npos) return all;
        at = tab + 1;
      }
    }();
    if (fields.size() < 2) continue;
    double count = 0;
    const std::string_view number = fields[1];
    if (std::from_chars(number.data(), number.data() + number.size(), count).ec != std::errc()) {
      return fail(ErrorKind::model, "the word table has a line without a count: " +
                                        text::printable(line.substr(0, 60)));
    }
    if (fields[0] == "# passages") {
      passages = count;
      continue;
    }
    if (line.front() == '#') continue;
    if (fields.size() == 2) {
      more.emplace_back(fields[0], count);
      continue;
    }
    if (fields.size() < 4) continue;
    const std::string word(fields[0]);
    const std::string lemma(fields[3].empty() ? fields[0] : fields[3]);
    const std::string_view digits = digits_of(word);
    Form form{digits.empty() ? stem(lemma) : std::string(digits), fields[2] == "f"};
    counts[form.term] += count;
    lexicon.forms_.emplace(word, std::move(form));
  }
  if (passages < 1 || counts.empty()) {
    return fail(ErrorKind::model, "the word table is empty or names no number of passages");
  }
  const double rarest = std::log(passages / 0.5);
  for (const auto& [term, count] : counts) {
    const double share = std::log(passages / std::min(count, passages)) / rarest;
    lexicon.weights_[term] = static_cast<float>(std::max(share, 0.0));
  }
  const auto note = [&](const std::string& term, double count) {
    const auto bits = static_cast<float>(std::max(0.0, std::log2(passages / count)));
    const auto [at, fresh] = lexicon.bits_.try_emplace(term, bits);
    if (!fresh) at->second = std::min(at->second, bits);
    lexicon.most_bits_ = std::max<double>(lexicon.most_bits_, bits);
  };
  for (const auto& [term, count] : counts) note(term, count);
  for (const auto& [term, count] : more) note(std::string(term), count);
  // Ordinary words of other languages are ordinary there; of rarer ones the counts of the language
  // in which a word is commonest say too little about a name.
  constexpr double kOrdinary = 0.3;
  for (const auto& [term, count] : more) {
    const double share = std::log(passages / std::min(count, passages)) / rarest;
    if (share > kOrdinary) continue;
    lexicon.weights_.try_emplace(std::string(term), static_cast<float>(share));
  }
  return lexicon;
}

float Lexicon::weight(std::string_view term) const {
  const auto known = weights_.find(std::string(term));
  if (known != weights_.end()) return known->second;
  return term.size() < 2 ? 0.3F : 1.0F;
}

double Lexicon::bits(std::string_view term) const {
  const auto known = bits_.find(std::string(term));
  if (known != bits_.end()) return known->second;
  // Mostly names; but neither a letter nor a number is one.
  constexpr double kLetter = 3;
  constexpr double kNumber = 10;
  constexpr double kRarerThanRarest = 2;
  if (term.size() < 2) return kLetter;
  return is_number(term) ? kNumber : most_bits_ + kRarerThanRarest;
}

double Lexicon::bits_of_word(const std::string& word) const {
  const auto known = forms_.find(word);
  return bits(known != forms_.end() ? known->second.term : Stemmer()(word));
}

std::vector<TextTerm> Lexicon::terms(const std::vector<TextWord>& words) const {
  std::vector<TextTerm> terms;
  terms.reserve(words.size());
  Stemmer stem;
  for (const TextWord& word : words) {
    const auto known = forms_.find(word.folded);
    if (known != forms_.end()) {
      const float weight = known->second.function ? 0.0F : this->weight(known->second.term);
      terms.push_back({word.span, known->second.term, weight});
      continue;
    }
    const std::string_view digits = digits_of(word.folded);
    std::string term = digits.empty() ? stem(word.folded) : std::string(digits);
    const float weight = this->weight(term);
    terms.push_back({word.span, std::move(term), weight});
  }
  return terms;
}

std::vector<TextTerm> Lexicon::terms(std::string_view text) const { return terms(words_in(text)); }

}  // namespace hearsay::matching
