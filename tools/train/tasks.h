// What hearsay-features can dump. A task reads annotated files and prints, for every sequence, its
// labels and the features that the program itself would see (train_tagger.py has the form).
// To add one: a source file here with a function of this shape, and a line in hearsay_features.cpp.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "model/features.h"

namespace hearsay::train {

/// Reads `files`, prints to `out`; returns an exit code. Messages go to stderr.
using Task = int (*)(const std::vector<std::string>& files, std::ostream& out);

int dump_blocks(const std::vector<std::string>& files, std::ostream& out);
int dump_pos(const std::vector<std::string>& files, std::ostream& out);
/// The first of `files` is the folder of the models that annotate the texts.
int dump_attribution_cues(const std::vector<std::string>& files, std::ostream& out);
int dump_attribution_roles(const std::vector<std::string>& files, std::ostream& out);
int dump_mentions(const std::vector<std::string>& files, std::ostream& out);
/// The files are pages; for fit_metadata.py, in a form of its own.
int dump_metadata(const std::vector<std::string>& files, std::ostream& out);

/// One sequence in train_tagger.py's form. Tabs and line breaks inside features become blanks.
void print_sequence(const std::vector<std::string>& labels, const model::NamedFeatures& features,
                    std::ostream& out);

}  // namespace hearsay::train
