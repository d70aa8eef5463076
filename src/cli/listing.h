// What the listing commands share: which rows, and how they are printed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace hearsay::cli {

/// Offers --since --until --place --source --limit --offset.
void offer_filter(CLI::App* command, Filter& filter);

/// The filter with its dates checked and completed ("2015" is 1 January, or 31 December, of 2015).
Result<Filter> checked(Filter filter);

/// How one kind of row is printed.
template <typename Row>
struct Listing {
  std::string name;  ///< of the JSON member: "narratives"
  std::vector<std::string> header;
  std::function<std::vector<std::string>(const Row&)> cells;
  std::function<void(Screen&, const Row&)> text;
  std::string none;  ///< what to say where there is none
};

template <typename Row>
int print_listing(const Program& program, const std::vector<Row>& rows, const Filter& filter,
                  Format format, const Listing<Row>& listing) {
  switch (format) {
    case Format::csv:
      csv_row(program.out(), listing.header);
      for (const Row& row : rows) csv_row(program.out(), listing.cells(row));
      break;
    case Format::jsonl:
      for (const Row& row : rows) program.print(json::row(row));
      break;
    case Format::json: {
      json::Json all{{"schema", 1}, {listing.name, json::Json::array()}};
      for (const Row& row : rows) all[listing.name].push_back(json::row(row));
      program.print(all, true);
      break;
    }
    default: {
      Screen screen = program.screen();
      for (const Row& row : rows) listing.text(screen, row);
    }
  }
  if (rows.empty()) {
    program.note(filter.offset > 0 ? "no more " + listing.name : listing.none);
  } else if (rows.size() == filter.limit) {
    program.note("there may be more: go on with --offset " +
                 std::to_string(filter.offset + filter.limit) + ", or set --limit");
  }
  return kDone;
}

/// A whole listing command: `fetch` asks the engine.
template <typename Row>
void add_listing(Program& program, const std::string& description, const Listing<Row>& listing,
                 Result<std::vector<Row>> (Engine::*fetch)(const Filter&) const) {
  auto filter = std::make_shared<Filter>();
  CLI::App* command = program.add(listing.name, description, [&program, filter, listing, fetch] {
    const Result<Format> format =
        program.format({Format::text, Format::json, Format::jsonl, Format::csv}, Format::text);
    if (!format) return program.fail_with(format.error());
    const Result<Filter> wanted = checked(*filter);
    if (!wanted) return program.fail_with(wanted.error());
    const auto engine = program.open_store();
    if (!engine) return program.fail_with(engine.error());
    const auto rows = ((**engine).*fetch)(*wanted);
    if (!rows) return program.fail_with(rows.error());
    return print_listing(program, *rows, *wanted, *format, listing);
  });
  offer_filter(command, *filter);
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl|csv", "text");
}

}  // namespace hearsay::cli
