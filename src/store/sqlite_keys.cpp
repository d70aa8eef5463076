// Index keys: which documents share them. A document has a hundred, spread all over a table sorted
// by key, so that in one large table each would be written on a page of its own. They are written
// to a small table, which runs over into a larger one, and that into the largest: a log-structured
// merge (O'Neil, Cheng, Gawlick and O'Neil 1996). Who looks a key up asks all three.
#include <array>
#include <optional>

#include "json/json.h"
#include "store/pack.h"
#include "store/sqlite_store.h"

namespace hearsay::store {
namespace {

/// A table of keys, and how many documents it takes before it runs over into the next.
struct KeyTable {
  std::string_view name;
  std::int64_t documents;
};

constexpr std::array<KeyTable, 3> kTables = {{
    {"fresh_keys", 256}, {"recent_keys", 8192}, {"sketch_keys", 0},  // never
}};

std::string sql(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part);
  return out;
}

}  // namespace

/// Those of an earlier reading. Its sketch says which they are: an index by document, and a look at
/// the reading for each, would cost more than all else that a key does.
void SqliteStore::drop_keys(Number document) const {
  Statement query(connection_, "SELECT sketch FROM packed_readings WHERE document = ?");
  if (!query.bind(document).step()) return;
  const Sketch sketch = require(json::decode_sketch(unpack(query.blob(0), "sketch")));
  for (const KeyTable& table : kTables) {
    Statement drop(connection_,
                   sql({"DELETE FROM ", table.name, " WHERE key = ? AND document = ?"}));
    for (const std::uint64_t key : sketch.keys) {
      drop.bind(static_cast<std::int64_t>(key), document).run();
    }
  }
}

void SqliteStore::write_keys(Number document, const Sketch& sketch) const {
  const std::optional<std::int64_t> day = day_of(sketch.date);
  Statement insert(connection_, sql({"INSERT OR IGNORE INTO ", kTables[0].name,
                                     " (key, document, day) VALUES (?, ?, ?)"}));
  for (const std::uint64_t key : sketch.keys) {
    insert.bind(static_cast<std::int64_t>(key), document, day).run();
  }
}

/// Every so many documents, counted by their numbers. To be called when the document is written: a
/// transaction inside another keeps what it changes twice, and this may be most of a table.
void SqliteStore::move_keys(Number document) const {
  if (document % kTables[0].documents != 0) return;
  std::optional<Transaction> own;
  if (sqlite3_get_autocommit(connection_.handle()) != 0) own.emplace(connection_);
  for (std::size_t i = 0; i + 1 < kTables.size(); ++i) {
    if (document % kTables[i].documents != 0) break;
    connection_.run(sql({"INSERT OR IGNORE INTO ", kTables[i + 1].name, " SELECT * FROM ",
                         kTables[i].name, "; DELETE FROM ", kTables[i].name}));
  }
  if (own) own->commit();
}

std::map<SqliteStore::Number, SqliteStore::Shared> SqliteStore::count_shared(
    const std::vector<std::uint64_t>& keys) const {
  std::string all;
  for (const KeyTable& table : kTables) {
    if (!all.empty()) all += " UNION ALL ";
    all += sql({"SELECT document, day FROM ", table.name, " WHERE key = ?1"});
  }
  std::map<Number, Shared> counts;
  Statement query(connection_, all);
  for (const std::uint64_t key : keys) {
    query.bind(static_cast<std::int64_t>(key));
    while (query.step()) {
      Shared& shared = counts[query.integer(0)];
      ++shared.keys;
      shared.alone = shared.alone || (key & kTellsAlone) != 0;
      if (!query.is_null(1)) shared.day = query.integer(1);
    }
  }
  return counts;
}

}  // namespace hearsay::store
