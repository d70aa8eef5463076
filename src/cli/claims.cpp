// hearsay claims: what is said, and who stands behind it.
#include <fmt/format.h>

#include "cli/listing.h"
#include "cli/words.h"

namespace hearsay::cli {

void add_claims(Program& program) {
  Listing<ClaimRow> listing;
  listing.name = "claims";
  listing.none = "no claim fits";
  listing.header = {"id", "text", "source", "voice", "published", "publisher", "allegation"};
  listing.cells = [](const ClaimRow& row) {
    return std::vector<std::string>{
        json::text_of(row.id), row.text,      row.source,    std::string(word(row.voice)),
        row.published,         row.publisher, row.allegation};
  };
  listing.text = [](Screen& screen, const ClaimRow& row) {
    screen.paragraph("", "  ", {in_quotes(row.text)});
    screen.sides(
        {fmt::format("  {}; {}, {}", row.source.empty() ? std::string(word(row.voice)) : row.source,
                     row.publisher.empty() ? "unknown publisher" : row.publisher,
                     day(row.published))},
        {json::text_of(row.id), Look::faint});
  };
  add_listing(program, "List what is said, and who stands behind it", listing, &Engine::claims);
}

}  // namespace hearsay::cli
