// How functions that touch the world fail: with a value. A batch of a million pages must treat a
// failure as a row of its report, and the signature ought to say that it can happen.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace hearsay {

/// What kind of failure it was, for programs. The apps turn it into an exit code.
enum class ErrorKind {
  usage,     ///< the caller asked for something that does not exist (exit 2)
  input,     ///< one input is missing, broken, too large, of no known form (exit 1)
  store,     ///< the store cannot be opened, is too new, is read-only, is full (exit 3)
  model,     ///< a model or the gazetteer is missing, truncated, foreign, too new (exit 3)
  not_found  ///< a well-formed question about something that the store does not hold (exit 1)
};

/// A failure: a kind for programs and a sentence for people that names what was tried, on what, and
/// why it failed, so that the reader knows what to do next. Never contains control characters.
struct Error {
  ErrorKind kind = ErrorKind::input;
  std::string message;
  friend bool operator==(const Error&, const Error&) = default;
};

/// A value or an `Error`. Spelled like C++23's std::expected, so that moving on changes this line.
template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::input, "…")` from any function that returns a Result.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace hearsay
