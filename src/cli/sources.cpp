// hearsay sources: who says things in this store, how often and where.
#include <fmt/format.h>

#include "cli/listing.h"
#include "cli/words.h"

namespace hearsay::cli {

void add_sources(Program& program) {
  Listing<SourceRow> listing;
  listing.name = "sources";
  listing.none = "no source fits";
  listing.header = {"id", "name", "kind", "attributions", "documents"};
  listing.cells = [](const SourceRow& row) {
    return std::vector<std::string>{row.id, row.name, std::string(word(row.kind)),
                                    std::to_string(row.attributions),
                                    std::to_string(row.documents.size())};
  };
  listing.text = [](Screen& screen, const SourceRow& row) {
    screen.sides({fmt::format("{} ({})", row.name, word(row.kind))},
                 {fmt::format("{}, {}", counted(row.attributions, "statement"),
                              counted(row.documents.size(), "article"))});
    // Only a name that the text gives can be merged and split; the others have no id to type.
    if (row.id.find('#') != std::string::npos) screen.line({{"  " + row.id, Look::faint}});
  };
  add_listing(program, "List who says things, how often and where", listing, &Engine::sources);
}

}  // namespace hearsay::cli
