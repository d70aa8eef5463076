// The tables of a model's card: what the numbers of its labels stand for.
#pragma once

#include <string>
#include <vector>

#include "hearsay/result.h"
#include "model/model_file.h"

namespace hearsay::model {

/// The strings of `tables`.`name` of the card, in their order. Fails where there are none.
Result<std::vector<std::string>> read_table(const ModelFile& file, const std::string& name);

/// The number `config`.`name` of the card. Fails where it is none from 1 to 65,536.
Result<std::size_t> read_size(const ModelFile& file, const std::string& name);

}  // namespace hearsay::model
