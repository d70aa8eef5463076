// Opening a store: whose database it is, which version, what has to be made or migrated; and the
// derived tables, which are made and dropped as a whole.
#include <array>
#include <string>

#include "store/sql.h"
#include "store/sqlite_store.h"
#include "text/utf8.h"

namespace hearsay::store {
namespace {

constexpr std::int64_t kApplicationId = 0x48454152;  // "HEAR", in the file's head
constexpr std::string_view kRebuilding = "rebuilding";

/// Every table that numbered migrations make; all others are derived.
constexpr std::array<std::string_view, 4> kPrimaryTables = {"originals", "documents", "sightings",
                                                            "decisions"};

bool is_migration(const SqlFile& file) { return file.name[0] >= '0' && file.name[0] <= '9'; }

std::int64_t newest_schema() {
  std::int64_t count = 0;
  for (const SqlFile& file : sql_files()) count += is_migration(file) ? 1 : 0;
  return count;
}

bool is_primary(std::string_view table) {
  for (const std::string_view name : kPrimaryTables) {
    if (name == table) return true;
  }
  return table.starts_with("sqlite_");
}

/// Tables (virtual ones, or the others) that are not primary.
std::vector<std::string> derived_tables(const Connection& connection, bool is_virtual) {
  std::vector<std::string> names;
  Statement query(connection,
                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND"
                  " (sql LIKE 'CREATE VIRTUAL%') = ? ORDER BY name");
  query.bind(is_virtual ? 1 : 0);
  while (query.step()) {
    if (!is_primary(query.text(0))) names.push_back(query.text(0));
  }
  return names;
}

}  // namespace

SqliteStore::SqliteStore(const std::string& file, const StoreOptions& options)
    : connection_(file, options.read_only, options.busy_milliseconds), options_(options) {
  check_schema();
  prepare_search();
  // Keys and words are written all over their tables, which outgrow the usual two megabytes soon.
  connection_.run(options_.read_only ? "PRAGMA cache_size = -32768" : "PRAGMA cache_size = -65536");
  if (!options_.read_only) {
    connection_.run("PRAGMA journal_mode = WAL");
    connection_.run("PRAGMA synchronous = FULL");
    // What a document inside a change may have to take back would be copied to a file, page by
    // page.
    connection_.run("PRAGMA temp_store = MEMORY");
    // Sixty-four megabytes: keys are written all over their table, many times to each page.
    connection_.run("PRAGMA wal_autocheckpoint = 16384");
    connection_.run("PRAGMA foreign_keys = ON");
    connection_.run("PRAGMA secure_delete = OFF");
    migrate();
  }
  read_analysis();
  seen_data_version_ = connection_.number("PRAGMA data_version");
}

void SqliteStore::check_schema() const {
  const std::string name = "The store " + text::printable(connection_.file());
  const std::int64_t application = connection_.number("PRAGMA application_id");
  const bool is_empty = connection_.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (application != kApplicationId && !(application == 0 && is_empty)) {
    give_up(ErrorKind::store, name + " is a database of another program.");
  }
  const std::int64_t version = connection_.number("PRAGMA user_version");
  if (version > newest_schema()) {
    give_up(ErrorKind::store, name + " was written by a newer hearsay (schema " +
                                  std::to_string(version) + "; this one knows up to " +
                                  std::to_string(newest_schema()) + "). Use the newer one.");
  }
  if (!options_.read_only) return;
  if (is_empty) give_up(ErrorKind::store, name + " is empty. \"hearsay add\" fills it.");
  if (version < newest_schema()) {
    give_up(ErrorKind::store,
            name + " was written by an older hearsay. \"hearsay rebuild\" brings it up to date.");
  }
}

void SqliteStore::migrate() {
  if (connection_.number("PRAGMA user_version") == newest_schema()) return;
  Transaction transaction(connection_);
  // Another process may have been faster; what counts is the version as it is now.
  const std::int64_t version = connection_.number("PRAGMA user_version");
  std::int64_t number = 0;
  for (const SqlFile& file : sql_files()) {
    if (is_migration(file) && ++number > version) connection_.run(file.text);
  }
  connection_.run("PRAGMA application_id = " + std::to_string(kApplicationId));
  connection_.run("PRAGMA user_version = " + std::to_string(newest_schema()));
  if (version == 0) create_derived();
  transaction.commit();
}

void SqliteStore::create_derived() const {
  for (const SqlFile& file : sql_files()) {
    if (!is_migration(file)) connection_.run(file.text);
  }
  Statement(connection_, "INSERT INTO analysis (only, name, generation) VALUES (1, ?, 0)")
      .bind(options_.analysis)
      .run();
}

void SqliteStore::drop_derived() const {
  // Whatever tables another version has made. Virtual ones first: they own further tables, and
  // triggers on the others would look for them.
  Statement triggers(connection_, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  std::vector<std::string> names;
  while (triggers.step()) names.push_back(triggers.text(0));
  for (const auto& name : names) connection_.run("DROP TRIGGER \"" + name + '"');
  for (const auto& name : derived_tables(connection_, true)) {
    connection_.run("DROP TABLE \"" + name + '"');
  }
  for (const auto& name : derived_tables(connection_, false)) {
    connection_.run("DROP TABLE \"" + name + '"');
  }
}

void SqliteStore::read_analysis() { stale_ = holds_other_analysis(); }

bool SqliteStore::holds_other_analysis() const {
  if (connection_.number("SELECT count(*) FROM sqlite_schema WHERE name = 'analysis'") == 0) {
    return true;
  }
  Statement query(connection_, "SELECT name FROM analysis");
  return !query.step() || query.text(0) != options_.analysis;
}

/// Zero where another version's store has none.
std::int64_t SqliteStore::generation() const {
  const bool is_there =
      connection_.number(
          "SELECT count(*) FROM pragma_table_info('analysis') WHERE name = 'generation'") > 0;
  return is_there ? connection_.number("SELECT generation FROM analysis") : 0;
}

void SqliteStore::require_analysis() const {
  if (!stale_) return;
  give_up(ErrorKind::store,
          "What the store " + text::printable(connection_.file()) +
              " holds was read by another version of hearsay, with other models, or a rebuild was"
              " broken off. \"hearsay rebuild\" reads it anew; nothing that was added is lost.");
}

Result<void> SqliteStore::begin_rebuild() {
  return guarded([&] {
    forget_all();
    // Dropping tables that refer to each other is only possible with references off, and these can
    // only be switched outside a transaction.
    connection_.run("PRAGMA foreign_keys = OFF");
    {
      Transaction transaction(connection_);
      const std::int64_t before = generation();
      drop_derived();
      create_derived();
      // Counted on: whoever knows the store by its generation must see that it is another one.
      Statement(connection_, "UPDATE analysis SET name = ?, generation = ?")
          .bind(kRebuilding, before + 1)
          .run();
      transaction.commit();
    }
    connection_.run("PRAGMA foreign_keys = ON");
    stale_ = true;
  });
}

Result<void> SqliteStore::finish_rebuild() {
  return guarded([&] {
    Transaction transaction(connection_);
    Statement(connection_, "UPDATE analysis SET name = ?").bind(options_.analysis).run();
    new_generation();
    transaction.commit();
    stale_ = false;
  });
}

}  // namespace hearsay::store
