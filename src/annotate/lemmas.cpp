#include "annotate/lemmas.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "annotate/word_form.h"
#include "text/fold.h"

namespace hearsay::annotate {
namespace {

constexpr std::size_t longest_ending = 5;  // as lemmas.py learns them
constexpr std::size_t longest_word = 64;   // what is longer is no word with a lemma

constexpr std::array<std::string_view, 17> tag_names = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

bool keeps_form(PartOfSpeech tag) {
  return tag == PartOfSpeech::PROPN || tag == PartOfSpeech::PUNCT || tag == PartOfSpeech::SYM ||
         tag == PartOfSpeech::X;
}

}  // namespace

std::string_view name_of(PartOfSpeech tag) { return tag_names[static_cast<std::size_t>(tag)]; }

PartOfSpeech tag_named(std::string_view name) {
  const auto found = std::ranges::find(tag_names, name);
  if (found == tag_names.end()) return PartOfSpeech::X;
  return static_cast<PartOfSpeech>(found - tag_names.begin());
}

Result<Lemmas> Lemmas::from_file(const model::ModelFile& file) {
  const auto table = file.text("lemmas");
  if (!table) return tl::unexpected(table.error());
  Lemmas lemmas;
  lemmas.file_ = file;
  lemmas.lines_ = text::split(*table, '\n');
  while (!lemmas.lines_.empty() && lemmas.lines_.back().empty()) lemmas.lines_.pop_back();
  if (!std::ranges::is_sorted(lemmas.lines_)) {
    return tl::unexpected(file.broken("its lemmas are out of order"));
  }
  return lemmas;
}

// What follows a key and a tab; empty where no line begins so. Several lines never do.
std::string_view Lemmas::find(std::string_view key) const {
  const auto found = std::ranges::lower_bound(lines_, key);
  if (found == lines_.end() || !found->starts_with(key)) return {};
  return found->substr(key.size());
}

std::string Lemmas::lemma(std::string_view word, PartOfSpeech tag) const {
  if (keeps_form(tag) || word.size() > longest_word) return std::string(word);
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

std::string_view Lemmas::features(std::string_view word, PartOfSpeech tag) const {
  if (word.size() > longest_word) return {};
  return find("f\t" + std::string(name_of(tag)) + "\t" + text::lower(word) + "\t");
}

}  // namespace hearsay::annotate
