#include "annotate/pos_features.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "annotate/word_form.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

// A word that stands for all of its kind, where the kind says more than the letters: numbers by
// their number of digits, very long words by their beginning.
std::string normal_form(std::string_view word) {
  std::string lower = text::lower(word.substr(0, 64));
  if (has_digit(lower) && !has_letter(lower)) {
    for (char& c : lower) {
      if (c >= '0' && c <= '9') c = '0';
    }
  }
  return lower;
}

class Sentence {
 public:
  explicit Sentence(std::span<const std::string_view> words) {
    std::size_t upper = 0;
    std::size_t lettered = 0;
    for (const std::string_view word : words) {
      forms_.push_back(normal_form(word));
      shapes_.push_back(shape_of(word));
      lettered += has_letter(word) ? 1 : 0;
      upper += starts_upper(word) ? 1 : 0;
    }
    // In a headline or a shouted line capitals say little; the tagger should know.
    capitals_ = 3 * upper > 2 * lettered ? "C" : "c";
  }

  void write(std::size_t at, model::FeatureSink& sink) const {
    sink.next();
    const std::string& form = forms_[at];
    const std::string& shape = shapes_[at];
    sink.add("bias");
    sink.add({"w=", form});
    sink.add({"s=", shape, at == 0 ? "^" : "", capitals_});
    sink.add({"-1=", form_at(at, -1)});
    sink.add({"+1=", form_at(at, 1)});
    sink.add({"-2=", form_at(at, -2)});
    sink.add({"+2=", form_at(at, 2)});
    sink.add({"-1,0=", form_at(at, -1), " ", form});
    sink.add({"0,+1=", form, " ", form_at(at, 1)});
    sink.add({"-1,+1=", form_at(at, -1), " ", form_at(at, 1)});
    sink.add({"-s=", shape_at(at, -1), " ", shape});
    sink.add({"+s=", shape, " ", shape_at(at, 1)});
    static constexpr std::array<std::string_view, 4> lengths = {"1=", "2=", "3=", "4="};
    for (std::size_t length = 1; length <= lengths.size(); ++length) {
      sink.add({"p", lengths[length - 1], first_characters(form, length)});
      sink.add({"e", lengths[length - 1], last_characters(form, length)});
    }
    sink.add({"-e=", last_characters(form_at(at, -1), 3), " ", last_characters(form, 2)});
    sink.add({"+e=", last_characters(form_at(at, 1), 3), " ", last_characters(form, 2)});
  }

 private:
  [[nodiscard]] std::string_view form_at(std::size_t at, int step) const {
    return pick(forms_, at, step);
  }
  [[nodiscard]] std::string_view shape_at(std::size_t at, int step) const {
    return pick(shapes_, at, step);
  }
  static std::string_view pick(const std::vector<std::string>& all, std::size_t at, int step) {
    const auto wanted = static_cast<std::ptrdiff_t>(at) + step;
    if (wanted < 0) return "<s>";
    if (wanted >= static_cast<std::ptrdiff_t>(all.size())) return "</s>";
    return all[static_cast<std::size_t>(wanted)];
  }

  std::vector<std::string> forms_;
  std::vector<std::string> shapes_;
  std::string_view capitals_;
};

}  // namespace

void pos_features(std::span<const std::string_view> words, model::FeatureSink& sink) {
  const Sentence sentence(words);
  for (std::size_t at = 0; at < words.size(); ++at) sentence.write(at, sink);
}

}  // namespace hearsay::annotate
