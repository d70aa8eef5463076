#include "attribute/relays.h"

#include "attribute/bylines.h"
#include "attribute/credit_lines.h"
#include "attribute/credit_notes.h"
#include "attribute/page_relays.h"
#include "attribute/relay_list.h"
#include "attribute/running_relays.h"

namespace hearsay::attribute {

std::vector<Relay> find_relays(const Page& page, const Lexicon& lexicon,
                               const std::vector<Attribution>& attributions) {
  RelayList relays(page, lexicon);
  read_declarations(relays);
  read_metadata(relays);
  read_credit_lines(relays);
  read_credit_notes(relays);
  read_bylines(relays);
  read_datelines(relays);
  read_end_credits(relays);
  read_links(relays);
  read_running_text(relays, attributions);
  return relays.take();
}

}  // namespace hearsay::attribute
