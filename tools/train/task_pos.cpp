// Universal part-of-speech tags from CoNLL-U. Every tenth sentence is given once more in the manner
// of a headline (Title Case or CAPITALS), which treebanks have too few of.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <optional>

#include "annotate/pos_features.h"
#include "tasks.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::train {
namespace {

struct Sentence {
  std::vector<std::string> words;
  std::vector<std::string> tags;
};

std::string with_capital(const std::string& word) {
  return !word.empty() && word[0] >= 'a' && word[0] <= 'z' && word.size() > 3
             ? static_cast<char>(word[0] - 'a' + 'A') + word.substr(1)
             : word;
}

std::string shouted(std::string word) {
  std::ranges::transform(word, word.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return word;
}

void print(const Sentence& sentence, std::ostream& out) {
  const std::vector<std::string_view> words(sentence.words.begin(), sentence.words.end());
  model::NamedFeatures sink;
  annotate::pos_features(words, sink);
  print_sequence(sentence.tags, sink, out);
}

void print_as_headline(Sentence sentence, bool shout, std::ostream& out) {
  for (std::string& word : sentence.words) word = shout ? shouted(word) : with_capital(word);
  print(sentence, out);
}

void take_line(const std::string& line, Sentence& sentence) {
  const auto columns = text::split(line, '\t');
  if (columns.size() != 10 || columns[0].find_first_of("-.") != std::string_view::npos) return;
  sentence.words.emplace_back(columns[1]);
  sentence.tags.emplace_back(columns[3]);
}

}  // namespace

int dump_pos(const std::vector<std::string>& files, std::ostream& out) {
  std::size_t count = 0;
  for (const std::string& path : files) {
    std::ifstream file(path);
    if (!file) {
      std::cerr << "hearsay-features: cannot read " << path << '\n';
      return 1;
    }
    Sentence sentence;
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) {
        if (line[0] != '#') take_line(line, sentence);
        continue;
      }
      print(sentence, out);
      if (++count % 10 == 0) print_as_headline(sentence, count % 20 == 0, out);
      sentence = {};
    }
  }
  return 0;
}

}  // namespace hearsay::train
