// hearsay narratives: the stories that recur in the store, most documents first.
#include <fmt/format.h>

#include "cli/listing.h"
#include "cli/words.h"

namespace hearsay::cli {

void add_narratives(Program& program) {
  Listing<Narrative> listing;
  listing.name = "narratives";
  listing.none = "no narrative: nothing in this store is told in more than one document";
  listing.header = {"id", "label", "first_seen", "last_seen", "documents", "allegations", "claims"};
  listing.cells = [](const Narrative& row) {
    return std::vector<std::string>{row.id,
                                    row.label,
                                    row.first_seen,
                                    row.last_seen,
                                    std::to_string(row.documents.size()),
                                    std::to_string(row.allegations.size()),
                                    std::to_string(row.claim_count)};
  };
  listing.text = [](Screen& screen, const Narrative& row) {
    screen.paragraph("", "  ", {row.label, Look::strong});
    screen.sides({fmt::format("  {}, {}, {}", counted(row.documents.size(), "article"),
                              counted(row.allegations.size(), "allegation"),
                              days(row.first_seen, row.last_seen))},
                 {row.id, Look::faint});
  };
  add_listing(program, "List the stories that recur, most articles first", listing,
              &Engine::narratives);
}

}  // namespace hearsay::cli
