#include "store/sqlite.h"

#include <filesystem>
#include <system_error>

#include "text/utf8.h"

namespace hearsay::store {
namespace {

namespace fs = std::filesystem;

std::string named(const std::string& file) { return "The store " + text::printable(file); }

/// SQLite tells a full disk by a code of its own, but a limit on file sizes or a quota only as a
/// write that failed.
bool is_full(int extended) {
  return (extended & 0xFF) == SQLITE_FULL || extended == SQLITE_IOERR_WRITE ||
         extended == SQLITE_IOERR_SHMSIZE;
}

/// Why SQLite could not do it and what helps, in a sentence that ends with a full stop.
std::string reason(sqlite3* database, int extended) {
  const int code = extended & 0xFF;
  const int system_error = database != nullptr ? sqlite3_system_errno(database) : 0;
  if (is_full(extended)) {
    return " cannot grow: the disk is full or failing, or a limit on file sizes is reached. What"
           " was reported as added is kept; make room and go on.";
  }
  switch (code) {
    case SQLITE_NOTADB:
      return " is not a database.";
    case SQLITE_CORRUPT:
      return " is damaged. Copy it before anything else; restore it from a backup.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return " is in use by another process, which did not let go of it in time. Try again later.";
    case SQLITE_READONLY:
      return " cannot be written: the file or its folder is read-only.";
    case SQLITE_CANTOPEN:
      return " cannot be opened: its folder is missing or read-only, or access is denied.";
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return " cannot be used: access is denied.";
    case SQLITE_NOMEM:
      return " cannot be used: memory is short.";
    default:
      break;
  }
  std::string why = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  if (system_error != 0) {
    why += ", " + std::error_code(system_error, std::generic_category()).message();
  }
  return " failed: " + text::printable(why) + ".";
}

/// Says beforehand what SQLite would only call "unable to open".
void check_place(const std::string& file, bool read_only) {
  std::error_code ignored;
  const fs::path path(file);
  if (fs::is_directory(path, ignored)) {
    give_up(ErrorKind::store, named(file) + " is a folder; name a file in it.");
  }
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored)) {
    give_up(ErrorKind::store, named(file) + " cannot be opened: there is no folder " +
                                  text::printable(folder.string()) + ".");
  }
  if (read_only && !fs::exists(path, ignored)) {
    give_up(ErrorKind::store,
            named(file) + " does not exist. \"hearsay add\" makes one; -s names another.");
  }
}

/// SQLite reads a URI; what has a meaning there is escaped.
std::string uri(const std::string& file, std::string_view parameters) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char c : file) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 0xF];
    } else {
      out += c;
    }
  }
  return out.append(parameters);
}

/// Whether a write-ahead log with content lies beside the database: then the database file alone
/// is not the whole.
bool has_log(const std::string& file) {
  std::error_code error;
  const auto size = fs::file_size(file + "-wal", error);
  return !error && size > 0;
}

}  // namespace

Connection::Connection(const std::string& file, bool read_only, int busy_milliseconds)
    : file_(file) {
  check_place(file, read_only);
  const int flags = SQLITE_OPEN_URI |
                    (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const auto open = [&](std::string_view parameters) {
    sqlite3* database = nullptr;
    // An absolute or "./" path, so that a name like "//host/x" or ":memory:" is a file like any.
    const std::string path = fs::path(file).is_absolute() ? file : "./" + file;
    const int code = sqlite3_open_v2(uri(path, parameters).c_str(), &database, flags, nullptr);
    handle_.reset(database);
    if (code != SQLITE_OK) give_up_with(code);
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, busy_milliseconds);
    return sqlite3_exec(database, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  };
  int code = open("");
  if (code != SQLITE_OK && read_only && !has_log(file)) {
    // Reading a store with a write-ahead log wants to create a file beside it. Where that is not
    // allowed (a read-only folder, a DVD) nobody else writes either.
    code = open("?immutable=1");
  }
  if (code != SQLITE_OK) give_up_with(code);
}

void Connection::run(std::string_view sql) const {
  const int code = sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) give_up_with(code);
}

std::int64_t Connection::number(std::string_view sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

void Connection::give_up_with(int code) const {
  give_up(ErrorKind::store, named(file_) + reason(handle_.get(), code));
}

sqlite3_stmt* Connection::prepare(std::string_view sql) const {
  const auto found = prepared_.find(std::string(sql));
  if (found != prepared_.end() && !found->second.empty()) {
    sqlite3_stmt* const statement = found->second.back().release();
    found->second.pop_back();
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) give_up_with(code);
  return statement;
}

/// Nothing that it held, a lock or a value, is held any longer.
void Connection::keep(sqlite3_stmt* statement) const {
  Prepared idle(statement);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  prepared_[sqlite3_sql(statement)].push_back(std::move(idle));
}

void Statement::GiveBack::operator()(sqlite3_stmt* statement) const { connection->keep(statement); }

Statement::Statement(const Connection& connection, std::string_view sql)
    : connection_(&connection), handle_(connection.prepare(sql), GiveBack{&connection}) {}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    sqlite3_reset(handle_.get());
    connection_->give_up_with(code);
  }
  sqlite3_reset(handle_.get());
  return false;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(handle_.get(), column); }

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void Statement::bind_one(int index, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), index, value));
}

void Statement::bind_one(int index, double value) {
  check(sqlite3_bind_double(handle_.get(), index, value));
}

void Statement::bind_one(int index, std::string_view text) {
  check(sqlite3_bind_text64(handle_.get(), index, text.data() == nullptr ? "" : text.data(),
                            text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_one(int index, const std::optional<std::int64_t>& value) {
  check(value ? sqlite3_bind_int64(handle_.get(), index, *value)
              : sqlite3_bind_null(handle_.get(), index));
}

void Statement::bind_one(int index, const Bytes& bytes) {
  check(sqlite3_bind_blob64(handle_.get(), index, bytes.view.data(), bytes.view.size(),
                            SQLITE_TRANSIENT));
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) connection_->give_up_with(code);
}

Transaction::Transaction(const Connection& connection)
    : connection_(connection), is_inner_(sqlite3_get_autocommit(connection.handle()) == 0) {
  Statement(connection, is_inner_ ? "SAVEPOINT one" : "BEGIN IMMEDIATE").run();
}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself (a full disk); then this fails, and nothing is lost.
  const char* const undo = is_inner_ ? "ROLLBACK TO one; RELEASE one" : "ROLLBACK";
  if (open_) sqlite3_exec(connection_.handle(), undo, nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  Statement(connection_, is_inner_ ? "RELEASE one" : "COMMIT").run();
  open_ = false;
}

}  // namespace hearsay::store
