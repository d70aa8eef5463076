#include "annotate/mention_features.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "annotate/lemmas.h"
#include "annotate/name_words.h"
#include "annotate/word_form.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t contexts_limit = 6;
constexpr std::size_t word_limit = 64;  // bytes of a word that features look at

std::string form_of(std::string_view word) { return text::lower(word.substr(0, word_limit)); }

bool is_name_part(std::string_view word) {
  return starts_upper(word) || (has_digit(word) && has_letter(word));
}

// Small words and marks inside names: "Ministry of Defence", "Abu al-Walid", "Rhode-Saint-Genèse".
bool is_link(std::string_view word) {
  static constexpr std::array<std::string_view, 14> links = {
      "of", "de", "la", "del", "al", "bin", "ibn", "von", "van", "der", "el", "-", "&", "du"};
  return std::ranges::find(links, word) != links.end();
}

}  // namespace

bool is_capitalised_throughout(const TaggedSentence& sentence) {
  std::size_t upper = 0;
  std::size_t lettered = 0;
  for (const std::string_view word : sentence.words) {
    if (!has_letter(word)) continue;
    ++lettered;
    upper += starts_upper(word) ? 1 : 0;
  }
  return lettered >= 4 && 3 * upper > 2 * lettered;
}

namespace {

// The first word proper: a capital there, be it after a quotation mark, says little.
std::size_t first_word(const TaggedSentence& sentence) {
  std::size_t at = 0;
  while (at < sentence.words.size() && !has_letter(sentence.words[at])) ++at;
  return at;
}

// Where the run of capitalised words around each word begins and ends; equal where there is none.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// "Tuesday", "October": capitalised, and no name of anything here. (May and March may be.)
bool is_calendar_word(std::string_view word) {
  const std::string form = form_of(word);
  return name_word(form) == NameWord::day && form != "may" && form != "march" && form != "august";
}

// Where the run of capitalised words that begins here ends.
std::size_t run_end(const TaggedSentence& sentence, std::size_t begin) {
  const auto& words = sentence.words;
  std::size_t end = begin + 1;
  for (std::size_t next = end; next < words.size(); ++next) {
    if (is_name_part(words[next]) && !is_calendar_word(words[next])) {
      end = next + 1;
    } else if (!is_link(words[next]) || next - end >= 2) {
      break;
    }
  }
  return end;
}

// A title in front ("President Roe") stands before the run, as "president" does.
std::vector<Run> runs_of(const TaggedSentence& sentence) {
  const auto& words = sentence.words;
  std::vector<Run> runs(words.size());
  for (std::size_t begin = 0; begin < words.size();) {
    if (!is_name_part(words[begin]) || is_calendar_word(words[begin])) {
      ++begin;
      continue;
    }
    const bool title = name_word(form_of(words[begin])) == NameWord::title;
    const std::size_t end = title ? begin + 1 : run_end(sentence, begin);
    for (std::size_t i = begin; i < end; ++i) runs[i] = {begin, end};
    begin = end;
  }
  return runs;
}

class Writer {
 public:
  Writer(const TaggedSentence& sentence, const WordUses& uses, model::FeatureSink& sink)
      : sentence_(sentence), uses_(uses), sink_(sink), runs_(runs_of(sentence)) {
    for (const std::string_view word : sentence.words) {
      forms_.push_back(form_of(word));
      shapes_.push_back(shape_of(word));
    }
    capitals_ = is_capitalised_throughout(sentence) ? "C" : "c";
    first_ = first_word(sentence);
  }

  void write(std::size_t at) {
    sink_.next();
    write_window(at);
    write_word(at);
    if (runs_[at].end > runs_[at].begin) {
      write_run(at);
      write_uses(at);
    }
  }

 private:
  [[nodiscard]] std::string_view form(std::size_t at, int step) const {
    return pick(forms_, at, step);
  }
  [[nodiscard]] std::string_view shape(std::size_t at, int step) const {
    return pick(shapes_, at, step);
  }
  [[nodiscard]] std::string_view tag(std::size_t at, int step) const {
    const auto wanted = static_cast<std::ptrdiff_t>(at) + step;
    if (wanted < 0 || wanted >= static_cast<std::ptrdiff_t>(sentence_.tags.size())) return "-";
    return name_of(sentence_.tags[static_cast<std::size_t>(wanted)]);
  }
  static std::string_view pick(const std::vector<std::string>& all, std::size_t at, int step) {
    const auto wanted = static_cast<std::ptrdiff_t>(at) + step;
    if (wanted < 0) return "<s>";
    if (wanted >= static_cast<std::ptrdiff_t>(all.size())) return "</s>";
    return all[static_cast<std::size_t>(wanted)];
  }

  void write_window(std::size_t at) {
    sink_.add("bias");
    sink_.add({"t=", tag(at, 0)});
    sink_.add({"-1=", form(at, -1)});
    sink_.add({"+1=", form(at, 1)});
    sink_.add({"-2=", form(at, -2)});
    sink_.add({"+2=", form(at, 2)});
    sink_.add({"-t=", tag(at, -1), " ", tag(at, 0)});
    sink_.add({"+t=", tag(at, 0), " ", tag(at, 1)});
    sink_.add({"-tt=", tag(at, -2), " ", tag(at, -1)});
    sink_.add({"+tt=", tag(at, 1), " ", tag(at, 2)});
    sink_.add({"-s=", shape(at, -1), " ", shape(at, 0), capitals_});
    sink_.add({"+s=", shape(at, 0), " ", shape(at, 1), capitals_});
  }

  void write_word(std::size_t at) {
    const std::string& word = forms_[at];
    sink_.add({"w=", word});
    sink_.add({"s=", shapes_[at], at == first_ ? "^" : "", capitals_});
    sink_.add({"st=", shapes_[at], tag(at, 0), capitals_});
    for (const std::size_t size : {2U, 3U, 4U}) {
      const char digit = static_cast<char>('0' + size);
      const std::string_view mark(&digit, 1);
      sink_.add({"p", mark, first_characters(word, size), capital_mark(at)});
      sink_.add({"e", mark, last_characters(word, size), capital_mark(at)});
    }
  }

  [[nodiscard]] std::string_view capital_mark(std::size_t at) const {
    return starts_upper(sentence_.words[at]) ? "X" : "x";
  }

  // The company that a name keeps says what it names: "in X", "X said", "X Committee", "minister
  // X".
  void write_run(std::size_t at) {
    const Run run = runs_[at];
    const std::string place = place_in(run, at);
    const auto first = [&](int step) { return form(run.begin, step); };
    const auto last = [&](int step) { return form(run.end - 1, step); };
    sink_.add({"r=", place, run.begin == first_ ? "^" : ""});
    sink_.add({"rf=", first(0), " ", place});
    sink_.add({"rl=", last(0), " ", place});
    sink_.add({"rle=", last_characters(last(0), 3), " ", place});
    sink_.add({"rl=", last(0)});
    sink_.add({"r-1=", first(-1)});
    sink_.add({"r+1=", last(1)});
    sink_.add({"r-2=", first(-2), " ", first(-1)});
    sink_.add({"r+2=", last(1), " ", last(2)});
    sink_.add({"r-t=", tag(run.begin, -1), " ", tag(run.begin, -2)});
    sink_.add({"r+t=", tag(run.end - 1, 1), " ", tag(run.end - 1, 2)});
    sink_.add({"r-1+1=", first(-1), " ", last(1)});
    sink_.add({"rv=", verb_after(run), " ", tag(run.begin, -1)});
    if (is_all_upper(sentence_.words[at])) sink_.add({"ru=", place, capitals_});
    const std::string kinds = {kind(run.begin, 0), kind(run.end - 1, 0)};
    sink_.add({"rk=", kinds, place});
    sink_.add({"rk=", kinds.substr(1)});
    sink_.add({"rks=", kinds_in(run), place});
    const std::string around = {kind(run.begin, -1), kind(run.end - 1, 1)};
    sink_.add({"rka=", around, kinds});
    const std::string own(1, kind(at, 0));
    sink_.add({"k=", own, around.substr(0, 1), place});
  }

  [[nodiscard]] char kind(std::size_t at, int step) const {
    return static_cast<char>(name_word(form(at, step)));
  }

  // The kinds of a name's words, each once: "River Park Council" is "flo".
  [[nodiscard]] std::string kinds_in(Run run) const {
    std::string kinds;
    const std::size_t limit = std::min(run.end, run.begin + 8);
    for (std::size_t i = run.begin; i < limit; ++i) {
      const char each = kind(i, 0);
      if (each != '-' && kinds.find(each) == std::string::npos) kinds += each;
    }
    std::ranges::sort(kinds);
    return kinds;
  }

  static std::string place_in(Run run, std::size_t at) {
    const std::size_t size = std::min<std::size_t>(run.end - run.begin, 4);
    std::string place(1, static_cast<char>('0' + size));
    if (at == run.begin) place += 'b';
    if (at + 1 == run.end) place += 'e';
    return place;
  }

  // The first verb after the run, if one comes soon.
  [[nodiscard]] std::string_view verb_after(Run run) const {
    const std::size_t limit = std::min(sentence_.words.size(), run.end + 4);
    for (std::size_t i = run.end; i < limit; ++i) {
      if (sentence_.tags[i] == PartOfSpeech::VERB) return forms_[i];
      if (sentence_.tags[i] == PartOfSpeech::PUNCT && sentence_.words[i] != ",") break;
    }
    return "-";
  }

  void write_uses(std::size_t at) {
    const WordUses::Uses* uses = uses_.find(sentence_.words[at]);
    if (uses == nullptr) return;
    if (uses->lower > 0) sink_.add({"ul", uses->lower > uses->capitalised ? ">" : "<", capitals_});
    if (uses->capitalised == 0) sink_.add({"u0", at == first_ ? "^" : "", capitals_});
    for (const std::string& each : uses->contexts) sink_.add({"u", each});
  }

  const TaggedSentence& sentence_;
  const WordUses& uses_;
  model::FeatureSink& sink_;
  std::vector<Run> runs_;
  std::vector<std::string> forms_;
  std::vector<std::string> shapes_;
  std::string_view capitals_;
  std::size_t first_ = 0;
};

}  // namespace

WordUses::WordUses(std::span<const TaggedSentence> sentences) {
  for (const TaggedSentence& sentence : sentences) {
    const bool headline = is_capitalised_throughout(sentence);
    const std::size_t first = first_word(sentence);
    const std::vector<Run> runs = runs_of(sentence);
    for (std::size_t at = 0; at < sentence.words.size(); ++at) {
      const std::string_view word = sentence.words[at];
      if (runs[at].end <= runs[at].begin) {
        if (has_letter(word)) ++lower_[form_of(word)];
        continue;
      }
      Uses& uses = uses_[std::string(word.substr(0, word_limit))];
      if (headline || at == first) continue;
      ++uses.capitalised;
      const auto add = [&](std::string_view mark, std::string_view context) {
        const std::string feature = std::string(mark) + form_of(context);
        if (uses.contexts.size() < contexts_limit &&
            std::ranges::find(uses.contexts, feature) == uses.contexts.end()) {
          uses.contexts.push_back(feature);
        }
      };
      const Run run = runs[at];
      if (run.begin > 0) add("-", sentence.words[run.begin - 1]);
      if (run.end < sentence.words.size()) add("+", sentence.words[run.end]);
      if (at + 1 < run.end) add("l", sentence.words[run.end - 1]);
      if (at > run.begin) add("f", sentence.words[run.begin]);
    }
  }
  for (auto& [word, uses] : uses_) {
    const auto found = lower_.find(form_of(word));
    if (found != lower_.end()) uses.lower = found->second;
  }
}

const WordUses::Uses* WordUses::find(std::string_view word) const {
  const auto found = uses_.find(word.substr(0, word_limit));
  return found == uses_.end() ? nullptr : &found->second;
}

void mention_features(const TaggedSentence& sentence, const WordUses& uses,
                      model::FeatureSink& sink) {
  Writer writer(sentence, uses, sink);
  for (std::size_t at = 0; at < sentence.words.size(); ++at) writer.write(at);
}

}  // namespace hearsay::annotate
