#include "serve/answer.h"

#include <fmt/format.h>

#include "text/hash.h"

namespace hearsay::serve {
namespace {

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 401:
      return "A token is needed";
    case 403:
      return "Refused";
    case 404:
      return "Not found";
    case 405:
      return "No such method here";
    case 409:
      return "Not as things are";
    case 411:
      return "Length needed";
    case 413:
      return "Too large";
    case 414:
      return "Address too long";
    case 415:
      return "Not such a body";
    case 421:
      return "Not this host";
    case 422:
      return "Cannot be done";
    case 429:
      return "Too many";
    case 431:
      return "Headers too long";
    case 501:
      return "Not built yet";
    case 503:
      return "Not now";
    default:
      return status < 500 ? "Wrong request" : "Failure";
  }
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::input:
      return 422;
    case ErrorKind::store:
      return 503;
    case ErrorKind::model:
      break;
  }
  return 500;
}

}  // namespace

Answer answer(const json::Json& value, int status) {
  Answer made;
  made.status = status;
  made.body = json::dump(value);
  return made;
}

Answer problem(int status, std::string_view detail) {
  Answer made = answer(json::Json{{"type", "about:blank"},
                                  {"title", title_of(status)},
                                  {"status", status},
                                  {"detail", detail}},
                       status);
  made.type = "application/problem+json";
  made.may_be_kept = false;
  if (status == 503 || status == 429) made.retry_after = 5;
  return made;
}

Answer problem(const Error& error) { return problem(status_of(error.kind), error.message); }

Answer with_etag(Answer answer) {
  answer.etag = fmt::format("\"{:016x}\"", text::hash64(answer.body));
  return answer;
}

}  // namespace hearsay::serve
