#include "match/names_letters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::matching {
namespace {

constexpr std::size_t kMostWords = 16;
constexpr std::size_t kMostLetters = 24;
constexpr std::size_t kMostBytes = 512;

struct Replacement {
  char16_t letter;
  std::u16string_view by;
};

// Latin letters with marks that are worth telling from the plain ones; the rest lose their marks.
constexpr auto kMarked = std::to_array<Replacement>({
    {u'ß', u"ss"}, {u'ä', u"a"}, {u'å', u"a"}, {u'ç', u"c"}, {u'é', u"e"}, {u'ñ', u"n"},
    {u'ö', u"o"},  {u'ø', u"o"}, {u'ü', u"u"}, {u'ý', u"y"}, {u'ă', u"a"}, {u'ć', u"c"},
    {u'č', u"c"},  {u'đ', u"d"}, {u'ğ', u"g"}, {u'ı', u"i"}, {u'ł', u"l"}, {u'ń', u"n"},
    {u'ō', u"o"},  {u'ř', u"r"}, {u'ś', u"s"}, {u'ş', u"s"}, {u'š', u"s"}, {u'ż', u"z"},
    {u'ž', u"z"},  {u'ș', u"s"}, {u'ț', u"t"}, {u'ə', u"a"},
});

// Letters of other Cyrillic alphabets, by the Russian ones that sound most like them.
constexpr auto kCyrillic = std::to_array<Replacement>({
    {u'ђ', u"дж"}, {u'ѓ', u"г"},  {u'є', u"е"},  {u'ѕ', u"дз"}, {u'і', u"и"}, {u'ї', u"йи"},
    {u'ј', u"й"},  {u'љ', u"ль"}, {u'њ', u"нь"}, {u'ћ', u"ч"},  {u'ќ', u"к"}, {u'ѝ', u"и"},
    {u'ў', u"у"},  {u'џ', u"дж"}, {u'ґ', u"г"},  {u'ғ', u"г"},  {u'җ', u"ж"}, {u'қ', u"к"},
    {u'ң', u"н"},  {u'ү', u"у"},  {u'ұ', u"у"},  {u'ҳ', u"х"},  {u'ҷ', u"ч"}, {u'һ', u"х"},
    {u'ӣ', u"и"},  {u'ә', u"а"},  {u'ө', u"о"},  {u'ӯ', u"у"},
});

// Forms of Arabic letters, and letters of Persian, Urdu, Kurdish by what Arabic writes for the
// sound; Hebrew letters by their Arabic cousins, whose spelling leaves vowels out alike.
constexpr auto kArabic = std::to_array<Replacement>({
    {u'א', u"ا"},  {u'ב', u"ب"}, {u'ג', u"غ"}, {u'ד', u"د"},  {u'ה', u"ه"},  {u'ו', u"و"},
    {u'ז', u"ز"},  {u'ח', u"ح"}, {u'ט', u"ط"}, {u'י', u"ي"},  {u'ך', u"ك"},  {u'כ', u"ك"},
    {u'ל', u"ل"},  {u'ם', u"م"}, {u'מ', u"م"}, {u'ן', u"ن"},  {u'נ', u"ن"},  {u'ס', u"س"},
    {u'ע', u"ع"},  {u'ף', u"ف"}, {u'פ', u"ب"}, {u'ץ', u"تس"}, {u'צ', u"تس"}, {u'ק', u"ق"},
    {u'ר', u"ر"},  {u'ש', u"ش"}, {u'ת', u"ت"}, {u'ٱ', u"ا"},  {u'ٹ', u"ت"},  {u'پ', u"ب"},
    {u'چ', u"تش"}, {u'ڈ', u"د"}, {u'ڑ', u"ر"}, {u'ژ', u"ج"},  {u'ڤ', u"ف"},  {u'ک', u"ك"},
    {u'گ', u"غ"},  {u'ں', u"ن"}, {u'ھ', u"ه"}, {u'ہ', u"ه"},  {u'ۆ', u"و"},  {u'ی', u"ي"},
    {u'ێ', u"ي"},  {u'ے', u"ي"}, {u'ە', u"ه"},
});

constexpr std::u16string_view kLatinAlphabet =
    u"0123456789abcdefghijklmnopqrstuvwxyz"
    u"äåçéñöøüýăćčđğıłńōřśşšżžșțə";
constexpr std::u16string_view kCyrillicAlphabet = u"абвгдежзийклмнопрстуфхцчшщъыьэюяё";
constexpr std::u16string_view kArabicAlphabet = u"ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي";

template <std::size_t N>
const std::u16string_view* find(const std::array<Replacement, N>& list, char32_t letter) {
  for (const Replacement& one : list) {
    if (one.letter == letter) return &one.by;
  }
  return nullptr;
}

bool holds(std::u16string_view alphabet, char32_t letter) {
  return letter < 0x10000 &&
         alphabet.find(static_cast<char16_t>(letter)) != std::u16string_view::npos;
}

bool is_han(char32_t c) { return (c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x32000); }

/// What the letters of a word are written in before they are compared.
Script script_of(char32_t c) {
  if (c >= 0x400 && c < 0x530) return Script::cyrillic;
  if ((c >= 0x590 && c < 0x780) || (c >= 0xFB1D && c < 0xFDFE) || (c >= 0xFE70 && c < 0xFF00)) {
    return Script::arabic;
  }
  return Script::latin;
}

// Marks inside a word that spellings leave out at will: apostrophes, vowel signs, the joiners.
bool is_left_out(char32_t c) {
  return text::is_mark(c) || c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2B0 && c < 0x300) ||
         c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 || c == 0x640 ||
         (c >= 0x200B && c < 0x2010) || c == 0x5F3 || c == 0x5F4;
}

void append_plain(std::u16string& out, std::string_view latin) {
  for (const char c : latin) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char16_t>(c);
  }
}

std::u16string latin_letters(std::string_view lower) {
  std::u16string out;
  for (std::size_t i = 0; i < lower.size();) {
    const auto [c, size] = text::decode_at(lower, i);
    if (const std::u16string_view* by = find(kMarked, c); by != nullptr && c != U'ß') {
      out += static_cast<char16_t>(c);
    } else if (c < 0x80) {
      append_plain(out, lower.substr(i, 1));
    } else if (script_of(c) == Script::latin && (c < 0x250 || (c >= 0x1E00 && c < 0x1F00))) {
      append_plain(out, text::fold(lower.substr(i, size)));
    } else {
      // ICU needs the whole word of another script to romanise it.
      return {};
    }
    i += size;
  }
  return out;
}

template <std::size_t N>
std::u16string native_letters(std::string_view lower, std::u16string_view alphabet,
                              const std::array<Replacement, N>& others) {
  std::u16string out;
  for (std::size_t i = 0; i < lower.size();) {
    const auto [c, size] = text::decode_at(lower, i);
    i += size;
    if (holds(alphabet, c)) {
      out += static_cast<char16_t>(c);
    } else if (const std::u16string_view* by = find(others, c)) {
      out += *by;
    }
  }
  return out;
}

/// Bytes of the surname at the beginning of a Chinese name: one character, or two that are one.
std::size_t surname_size(std::string_view name) {
  constexpr auto kDouble = std::to_array<std::string_view>(
      {"欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "夏侯", "东方", "東方", "皇甫",
       "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐", "宇文", "长孙", "長孫", "司徒"});
  for (const std::string_view surname : kDouble) {
    if (name.size() > surname.size() && name.substr(0, surname.size()) == surname) {
      return surname.size();
    }
  }
  return text::decode_at(name, 0).size;
}

/// Collects the words of one name.
class Words {
 public:
  void add(char32_t c, std::string_view bytes) {
    if (text::is_letter(c) || text::is_digit(c)) {
      if (!word_.empty() && is_han(c) != han_) end();
      // "许国栋" and "許 國棟" are cut anywhere; a change of script begins a new word.
      if (!word_.empty() && is_letter_word_ && text::is_letter(c) && script_of(c) != script_) end();
      if (word_.empty()) {
        script_ = script_of(c);
        is_letter_word_ = text::is_letter(c);
        capitals_ = true;
        upper_ = text::is_upper(c);
        length_ = 0;
      }
      word_ += bytes;
      ++length_;
      capitals_ = capitals_ && (text::is_upper(c) || text::is_digit(c));
      han_ = han_ || is_han(c);
    } else if (is_left_out(c)) {
      if (!word_.empty() && text::is_mark(c)) word_ += bytes;
    } else {
      const bool was_open = !word_.empty();
      end();
      if (c == '.' && was_open && !words_.empty()) words_.back().dotted = true;
      if (c == '(' || c == '[') bracket_ = true;
      if (c == ')' || c == ']') bracket_ = false;
      hyphen_ = was_open && (c == '-' || c == 0x2010 || c == 0x2011 || c == 0x5BE || c == 0x2013);
    }
  }

  void end() {
    // A Chinese name of two to four characters is a surname of one, seldom two, and a given name.
    if (han_ && length_ >= 2 && length_ <= 4) {
      const std::string whole = std::exchange(word_, {});
      const std::size_t surname = surname_size(whole);
      for (const std::string_view part :
           {std::string_view(whole).substr(0, surname), std::string_view(whole).substr(surname)}) {
        word_ = part;
        length_ = 1;
        finish();
        han_ = true;
      }
    } else {
      finish();
    }
    han_ = false;
  }

  void finish() {
    if (word_.empty() || words_.size() >= kMostWords) {
      word_.clear();
      return;
    }
    NameWord word;
    const std::string lower = text::lower(word_);
    std::string latin = text::fold(word_);
    latin.erase(std::remove(latin.begin(), latin.end(), ' '), latin.end());
    word.script = script_;
    if (script_ == Script::cyrillic) {
      word.letters = native_letters(lower, kCyrillicAlphabet, kCyrillic);
    } else if (script_ == Script::arabic) {
      word.letters = native_letters(lower, kArabicAlphabet, kArabic);
    } else {
      word.letters = latin_letters(lower);
    }
    if (word.letters.empty()) {
      word.script = Script::latin;
      word.plain = false;
      append_plain(word.letters, latin);
    }
    if (word.letters.size() > kMostLetters) word.letters.resize(kMostLetters);
    latin.resize(std::min(latin.size(), 2 * kMostLetters));
    word.latin = std::move(latin);
    word.capitals = capitals_ && length_ > 1 && is_letter_word_;
    word.upper = upper_;
    word.ideographs = han_;
    word.bracketed = bracket_;
    word.hyphen = hyphen_;
    hyphen_ = han_ = false;
    word_.clear();
    if (!word.letters.empty()) words_.push_back(std::move(word));
  }

  std::vector<NameWord> take() {
    end();
    return std::move(words_);
  }

 private:
  std::vector<NameWord> words_;
  std::string word_;
  Script script_ = Script::latin;
  std::size_t length_ = 0;
  bool is_letter_word_ = false;
  bool capitals_ = false;
  bool han_ = false;
  bool upper_ = false;
  bool bracket_ = false;
  bool hyphen_ = false;
};

}  // namespace

std::vector<NameWord> name_letters(std::string_view name) {
  Words words;
  name = name.substr(0, kMostBytes);
  for (std::size_t i = 0; i < name.size();) {
    const auto [c, size] = text::decode_at(name, i);
    words.add(c, name.substr(i, size));
    i += size;
  }
  return words.take();
}

std::u16string_view alphabet(Script script) {
  if (script == Script::cyrillic) return kCyrillicAlphabet;
  return script == Script::arabic ? kArabicAlphabet : kLatinAlphabet;
}

char16_t plain_letter(char16_t letter) {
  const std::u16string_view* by = find(kMarked, letter);
  return by == nullptr ? letter : by->front();
}

}  // namespace hearsay::matching
