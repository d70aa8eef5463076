// Names from the form that mentions_data.py prints. The first file is the part-of-speech model:
// tags are those that the program itself will have, not an annotator's.
#include <fstream>
#include <iostream>

#include "annotate/mention_features.h"
#include "annotate/tagging.h"
#include "tasks.h"
#include "text/fold.h"

namespace hearsay::train {
namespace {

struct Sentence {
  std::vector<std::string> words;
  std::vector<std::string> labels;
};

void print_document(const std::vector<Sentence>& document, const annotate::PosTagger& pos,
                    std::ostream& out) {
  std::vector<annotate::TaggedSentence> tagged;
  for (const Sentence& sentence : document) {
    const std::vector<std::string_view> words(sentence.words.begin(), sentence.words.end());
    tagged.push_back({words, pos.tag(words)});
  }
  const annotate::WordUses uses(tagged);
  for (std::size_t i = 0; i < tagged.size(); ++i) {
    model::NamedFeatures sink;
    annotate::mention_features(tagged[i], uses, sink);
    print_sequence(document[i].labels, sink, out);
  }
}

}  // namespace

int dump_mentions(const std::vector<std::string>& files, std::ostream& out) {
  const auto pos = annotate::PosTagger::load(files.front());
  if (!pos) {
    std::cerr << "hearsay-features: " << pos.error().message << '\n';
    return 3;
  }
  for (std::size_t i = 1; i < files.size(); ++i) {
    std::ifstream file(files[i]);
    if (!file) {
      std::cerr << "hearsay-features: cannot read " << files[i] << '\n';
      return 1;
    }
    std::vector<Sentence> document;
    Sentence sentence;
    for (std::string line; std::getline(file, line);) {
      const auto columns = text::split(line, '\t');
      if (line.starts_with("-DOCSTART-")) {
        print_document(document, *pos, out);
        document.clear();
        sentence = {};
      } else if (columns.size() == 2) {
        sentence.words.emplace_back(columns[0]);
        sentence.labels.emplace_back(columns[1]);
      } else if (!sentence.words.empty()) {
        document.push_back(std::move(sentence));
        sentence = {};
      }
    }
    if (!sentence.words.empty()) document.push_back(std::move(sentence));
    print_document(document, *pos, out);
  }
  return 0;
}

}  // namespace hearsay::train
