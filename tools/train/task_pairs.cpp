// The signs of pairs of short texts, for fit_pairs.py.
#include <fstream>
#include <iostream>
#include <iterator>

#include "match/lexicon.h"
#include "match/likeness.h"
#include "tasks.h"

namespace hearsay::train {
namespace {

void print_signs(const std::string& line, const matching::Lexicon& lexicon,
                 const matching::WordVectors& vectors, std::ostream& out) {
  const std::size_t first = line.find('\t');
  const std::size_t second = line.find('\t', first + 1);
  if (first == std::string::npos || second == std::string::npos) return;
  const auto a = matching::short_text(line.substr(first + 1, second - first - 1), lexicon, vectors);
  const auto b = matching::short_text(line.substr(second + 1), lexicon, vectors);
  out << line.substr(0, first);
  for (const double sign : matching::signs_of(a, b, vectors)) out << '\t' << sign;
  out << '\n';
}

}  // namespace

int dump_pairs(const std::vector<std::string>& files, std::ostream& out) {
  std::ifstream table(files.front(), std::ios::binary);
  const auto lexicon = matching::Lexicon::parse(
      std::string(std::istreambuf_iterator<char>(table), std::istreambuf_iterator<char>()));
  if (!lexicon) {
    std::cerr << lexicon.error().message << '\n';
    return 1;
  }
  if (files.size() < 2) return 0;
  const auto vectors = matching::WordVectors::open(files[1]);
  if (!vectors) {
    std::cerr << vectors.error().message << '\n';
    return 1;
  }
  for (std::size_t i = 2; i < files.size(); ++i) {
    std::ifstream file(files[i]);
    for (std::string line; std::getline(file, line);) print_signs(line, *lexicon, *vectors, out);
  }
  return 0;
}

}  // namespace hearsay::train
