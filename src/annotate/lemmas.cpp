#include "annotate/lemmas.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

#include "annotate/tags.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_ending = 5;  // characters, as lemmas.py learns them
constexpr std::size_t longest_word = 64;   // bytes; what is longer is no word with a lemma

bool is_open(PartOfSpeech tag) {
  return tag == PartOfSpeech::ADJ || tag == PartOfSpeech::ADV || tag == PartOfSpeech::NOUN ||
         tag == PartOfSpeech::VERB;
}

std::string_view last_characters(std::string_view word, std::size_t count) {
  std::size_t at = word.size();
  for (; count > 0 && at > 0; --count) at -= text::decode_before(word, at).size;
  return word.substr(at);
}

}  // namespace

Result<Lemmas> Lemmas::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(ErrorKind::model,
                "cannot open the table of lemmas " + path + "; reinstall the data");
  }
  return from_text({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}, path);
}

Result<Lemmas> Lemmas::from_text(std::string text, const std::string& name) {
  Lemmas lemmas;
  for (const std::string_view line : text::split(text, '\n')) {
    if (!line.empty()) lemmas.lines_.emplace_back(line);
  }
  if (!std::ranges::is_sorted(lemmas.lines_)) {
    return fail(ErrorKind::model,
                "the table of lemmas " + name + " is out of order; reinstall the data");
  }
  return lemmas;
}

// What follows a key and a tab; empty where no line begins so. Several lines never do.
std::string_view Lemmas::find(std::string_view key) const {
  const auto found = std::ranges::lower_bound(
      lines_, key, {}, [](const std::string& line) { return std::string_view(line); });
  if (found == lines_.end() || !found->starts_with(key)) return {};
  return std::string_view(*found).substr(key.size());
}

std::optional<std::string> Lemmas::lemma(std::string_view word, PartOfSpeech tag) const {
  if (!is_open(tag) || word.size() > longest_word) return std::nullopt;
  std::string lower = text::lower(word);
  const std::string name(name_of(tag));
  if (const auto known = find("l\t" + name + "\t" + lower + "\t"); !known.empty()) {
    return std::string(known);
  }
  for (std::size_t size = longest_ending + 1; size-- > 0;) {
    const std::string_view ending = last_characters(lower, size);
    const auto rule = find("L\t" + name + "\t" + std::string(ending) + "\t");
    if (rule.empty()) continue;
    std::size_t dropped = 0;
    const auto read = std::from_chars(rule.data(), rule.data() + rule.size(), dropped);
    if (read.ec != std::errc{} || dropped >= lower.size()) break;
    const auto added = rule.substr(static_cast<std::size_t>(read.ptr - rule.data()));
    lower.resize(lower.size() - dropped);
    lower += added.substr(added.starts_with('\t') ? 1 : 0);
    break;
  }
  return lower;
}

}  // namespace hearsay::annotate
