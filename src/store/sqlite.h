// SQLite with C++ manners: statements that bind and read values, transactions that roll back, and
// failures that say what a person can do about them. Inside this folder a failure travels as
// `Failure`; the methods that others call turn it into an Error (see `guarded`).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hearsay/result.h"

namespace hearsay::store {

/// Carries an Error out of the depths.
class Failure : public std::runtime_error {
 public:
  explicit Failure(Error error) : std::runtime_error(error.message), error_(std::move(error)) {}
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
};

[[noreturn]] inline void give_up(ErrorKind kind, std::string message) {
  throw Failure(Error{kind, std::move(message)});
}

/// Runs `work` and returns what it returns, or the Error that it failed with.
template <typename Work>
auto guarded(const Work& work) -> Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const Failure& failure) {
    return tl::unexpected<Error>(failure.error());
  }
}

/// The value, or the end of the work with its error.
template <typename T>
T require(Result<T> result) {
  if (!result) throw Failure(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Connection;

/// Binds as a blob instead of text. Borrows.
struct Bytes {
  std::string_view view;
};

/// A prepared statement. Parameters are bound in order from one; text and blobs are copied. Its
/// connection must outlive it: that is where it goes when it is done with, for the next one of the
/// same text.
class Statement {
 public:
  Statement(const Connection& connection, std::string_view sql);

  template <typename... T>
  Statement& bind(const T&... values) {
    sqlite3_reset(handle_.get());
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }

  /// Moves to the next row; false at the end, where the statement is reset.
  bool step();
  /// Runs to the end.
  void run() {
    while (step()) {
    }
  }

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  /// Valid until the next step.
  [[nodiscard]] std::string_view blob(int column) const;

 private:
  struct GiveBack {
    const Connection* connection = nullptr;
    void operator()(sqlite3_stmt* statement) const;
  };

  void bind_one(int index, std::int64_t value);
  void bind_one(int index, int value) { bind_one(index, std::int64_t{value}); }
  void bind_one(int index, std::size_t value) { bind_one(index, static_cast<std::int64_t>(value)); }
  void bind_one(int index, double value);
  void bind_one(int index, std::string_view text);
  void bind_one(int index, const std::string& text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, const char* text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, const std::optional<std::int64_t>& value);
  void bind_one(int index, const Bytes& bytes);
  void check(int code) const;

  const Connection* connection_;
  std::unique_ptr<sqlite3_stmt, GiveBack> handle_;
};

/// An open database.
class Connection {
 public:
  /// Opens, or creates where there is none and `read_only` is false.
  Connection(const std::string& file, bool read_only, int busy_milliseconds);

  void run(std::string_view sql) const;  ///< one or more statements without parameters
  /// The integer that a query without parameters gives; 0 where it gives none.
  [[nodiscard]] std::int64_t number(std::string_view sql) const;
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
  [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(handle_.get()); }
  /// Rows that were written over this connection since it was opened.
  [[nodiscard]] std::int64_t all_changes() const { return sqlite3_total_changes64(handle_.get()); }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[nodiscard]] const std::string& file() const { return file_; }

  /// Throws what went wrong with the database.
  [[noreturn]] void give_up_with(int code) const;

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

  [[nodiscard]] sqlite3_stmt* prepare(std::string_view sql) const;
  void keep(sqlite3_stmt* statement) const;

  std::string file_;
  std::unique_ptr<sqlite3, Close> handle_;
  /// Statements that nobody uses now, by their text: reading SQL costs more than most of it does.
  mutable std::unordered_map<std::string, std::vector<Prepared>> prepared_;
};

/// All or nothing: rolled back unless committed. Takes the right to write at once, so that what is
/// read inside cannot have changed when it writes. One inside another is a part of it: rolled back
/// by itself, on disk when the outer one is.
class Transaction {
 public:
  explicit Transaction(const Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  const Connection& connection_;
  const bool is_inner_;
  bool open_ = true;
};

}  // namespace hearsay::store
