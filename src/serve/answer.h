// What a request is answered with, before it becomes HTTP.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "hearsay/result.h"
#include "json/json.h"

namespace hearsay::serve {

/// Sends a piece of the body; false: nobody listens any more.
using Send = std::function<bool(std::string_view piece)>;

struct Answer {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::string file_name;      ///< not empty: to be saved under this name, never shown
  bool is_immutable = false;  ///< the address never gives anything else
  bool may_be_kept = true;    ///< the store's state and the request's parameters settle it
  int retry_after = 0;        ///< seconds; 0: not said
  std::string allow;          ///< methods there are, for 405
  std::string etag;           ///< hash of the body, quoted; made by `with_etag`
  /// In the place of `body`; false: it cannot be brought to its end, and the client has to see
  /// that.
  std::function<bool(const Send&)> stream;
};

/// A value as JSON.
Answer answer(const json::Json& value, int status = 200);
/// RFC 9457.
Answer problem(int status, std::string_view detail);
Answer problem(const Error& error);
Answer with_etag(Answer answer);

}  // namespace hearsay::serve
