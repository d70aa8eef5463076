// The SQL files of src/store/sql, compiled in.
#pragma once

#include <string_view>
#include <vector>

namespace hearsay::store {

struct SqlFile {
  std::string_view name;  ///< "001_primary.sql"
  std::string_view text;
};

/// Sorted by name: the numbered migrations, then "derived.sql".
const std::vector<SqlFile>& sql_files();

}  // namespace hearsay::store
