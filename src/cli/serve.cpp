// hearsay serve: the HTTP API and the web page.
#include "serve/serve.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/deciding.h"

namespace hearsay::cli {
namespace {

struct Arguments {
  serve::ServeOptions options;
  std::string token_file;
};

int run_server(const Program& program, Arguments arguments) {
  serve::ServeOptions& options = arguments.options;
  if (!arguments.token_file.empty()) {
    auto token = serve::read_token(arguments.token_file);
    if (!token) return program.fail_with(token.error());
    options.token = *std::move(token);
  }
  options.by = login_name();
  const Result<std::string> store = program.store_name();
  if (!store) return program.fail_with(store.error());
  options.store_name = *store;
  auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  // A store of another analysis says so here, not on the page.
  if (const auto moment = (*engine)->moment(); !moment) return program.fail_with(moment.error());
  const auto served = serve::serve(std::move(*engine), options, [&](const std::string& address) {
    program.say(fmt::format("serving {}: open {} in a browser; Ctrl-C ends it", options.store_name,
                            address));
  });
  return served ? static_cast<int>(kDone) : program.fail_with(served.error());
}

}  // namespace

void add_serve(Program& program) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add("serve", "Serve the web page and the HTTP API over the store",
                  [&program, arguments] { return run_server(program, *arguments); });
  serve::ServeOptions& options = arguments->options;
  command
      ->add_option("--host", options.host,
                   "Where to listen (default: 127.0.0.1, this machine only; elsewhere a token is "
                   "needed)")
      ->type_name("ADDRESS");
  command->add_option("--port", options.port, "The port (default: 8350; 0: any that is free)")
      ->type_name("N")
      ->check(CLI::Range(0, 65535).description(""));
  command
      ->add_option("--token-file", arguments->token_file,
                   "A file with the token that clients have to show")
      ->type_name("FILE");
  command
      ->add_option("--allow-host", options.allow_hosts,
                   "A further name that the server goes by; may be given again")
      ->type_name("NAME");
  program.offer_store(command);
  program.offer_jobs(command);
}

}  // namespace hearsay::cli
