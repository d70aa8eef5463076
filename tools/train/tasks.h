// What hearsay-features can dump. A task reads files and prints the features
// that the program itself would see.
// To add one: a source file here with a function of this shape, and a line in hearsay_features.cpp.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace hearsay::train {

/// Reads `files`, prints to `out`; returns an exit code. Messages go to stderr.
using Task = int (*)(const std::vector<std::string>& files, std::ostream& out);

int dump_blocks(const std::vector<std::string>& files, std::ostream& out);
/// The files are pages; for fit_metadata.py, in a form of its own.
int dump_metadata(const std::vector<std::string>& files, std::ostream& out);
/// The files are TSV of two spellings of a word; prints operations and their log-odds.
int learn_names(const std::vector<std::string>& files, std::ostream& out);
/// The files are like name_bench.csv; prints label, reason and signs of each pair.
int dump_names(const std::vector<std::string>& files, std::ostream& out);
/// The files are TSV of two words and a label; prints label and signs of each pair.
int dump_words(const std::vector<std::string>& files, std::ostream& out);
/// The first file is data/word_frequency.tsv, the second models/word_vectors.safetensors, the
/// others TSV of a label and two short texts; prints the label and the signs of each pair.
int dump_pairs(const std::vector<std::string>& files, std::ostream& out);

/// The first file is the folder of models and gazetteer, the others geocoded sets; for
/// fit_places.py, in a form of its own.
int dump_places(const std::vector<std::string>& files, std::ostream& out);

}  // namespace hearsay::train
