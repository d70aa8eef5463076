// About the program and the store as a whole.
#include "serve/routes.h"

namespace hearsay::serve {
namespace {

constexpr const char* kFooter =
    "Separate means that no link was found in this pile; it is not corroboration. Reading "
    "confidence is not likelihood of truth.";

Answer status(const Reading& reading) {
  const auto totals = reading.engine.totals();
  if (!totals) return problem(totals.error());
  const ServeOptions& options = reading.options;
  return answer({{"schema", 1},
                 {"version", HEARSAY_VERSION},
                 {"store", options.store_name},
                 {"generation", totals->generation},
                 {"documents", totals->documents},
                 {"attributions", totals->attributions},
                 {"claims", totals->claims},
                 {"narratives", totals->narratives},
                 {"token_required", !options.token.empty()},
                 {"takes_paths", is_loopback(options.host)},
                 {"most_upload_bytes", kMostUploadBytes},
                 {"footer", kFooter}});
}

}  // namespace

std::vector<Route> program_routes() {
  Route health{.path = "/health", .summary = "Whether the server is up"};
  health.schema = schema_ref("api#health");
  health.is_open = true;
  health.act = [](Desk&, Sent&) {
    return answer({{"status", "ok"}, {"version", HEARSAY_VERSION}});
  };
  Route description{.path = "/api/v1/openapi.json", .summary = "This description"};
  description.schema = {{"type", "object"}};
  description.is_open = true;
  description.act = [](Desk&, Sent&) { return answer(openapi(all_routes())); };
  Route state{.path = "/api/v1/status", .summary = "The store, and how much it holds"};
  state.schema = schema_ref("api#status");
  state.read = status;
  return {health, description, state};
}

}  // namespace hearsay::serve
