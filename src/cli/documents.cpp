// hearsay documents: what the store holds.
#include <fmt/format.h>

#include "cli/listing.h"
#include "cli/words.h"

namespace hearsay::cli {

void add_documents(Program& program) {
  Listing<DocumentRow> listing;
  listing.name = "documents";
  listing.none = "no document fits";
  listing.header = {"id",  "published", "publisher",    "title", "path",
                    "url", "kind",      "attributions", "claims"};
  listing.cells = [](const DocumentRow& row) {
    return std::vector<std::string>{row.id,
                                    row.published,
                                    row.publisher,
                                    row.title,
                                    row.path,
                                    row.url,
                                    std::string(word(row.kind)),
                                    std::to_string(row.attributions),
                                    std::to_string(row.claims)};
  };
  listing.text = [](Screen& screen, const DocumentRow& row) {
    screen.sides(
        {row.title.empty() ? (row.path.empty() ? row.url : row.path) : row.title, Look::strong},
        {row.id, Look::faint});
    std::string what = fmt::format(
        "  {}, {}; {}, {}", row.publisher.empty() ? "unknown publisher" : row.publisher,
        day(row.published), counted(row.attributions, "attribution"), counted(row.claims, "claim"));
    if (row.kind != PageKind::article) what += fmt::format("; {}", word(row.kind));
    screen.paragraph("  ", "  ", {what});
  };
  add_listing(program, "List the documents that the store holds", listing, &Engine::documents);
}

}  // namespace hearsay::cli
