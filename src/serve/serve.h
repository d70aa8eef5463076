// The HTTP API and the web page over one store: a thin shell over Engine. All routes stand in one
// table (routes.h), from which the OpenAPI description is made too; docs/api.md tells how to use
// it and what it keeps out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hearsay/engine.h"
#include "hearsay/result.h"

namespace hearsay::serve {

/// What is served, where and to whom.
struct ServeOptions {
  std::string host = "127.0.0.1";
  int port = 8350;                       ///< 0: any that is free
  std::string token;                     ///< what a client has to show; empty: nothing
  std::vector<std::string> allow_hosts;  ///< further names in the Host header, without port
  std::string store_name;                ///< as the user named it
  std::string by;                        ///< who decides where a request does not say it
};

/// Whether only this machine can reach what listens there.
bool is_loopback(const std::string& host);

/// The secret in a file: its only line. Too short ones are refused.
Result<std::string> read_token(const std::string& file);

/// Serves the store that `engine` has open to read until SIGINT or SIGTERM, then finishes the
/// document in hand and returns. `ready` is called with the address to open, once it can be. Fails,
/// with errors of kind `usage`, where nothing can listen there. The calling thread must be the only
/// one: signals are blocked in all that are started here.
Result<void> serve(std::unique_ptr<Engine> engine, const ServeOptions& options,
                   const std::function<void(const std::string& address)>& ready);

}  // namespace hearsay::serve
