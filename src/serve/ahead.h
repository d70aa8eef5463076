// Makes ready what readers ask for first, while nobody asks: the largest narratives are traced, and
// the first pages of the lists made, whenever the store has become another one.
#pragma once

#include <stop_token>

#include "serve/engines.h"
#include "serve/http_server.h"

namespace hearsay::serve {

/// Until it is asked to stop; what it makes is kept by the server. While requests wait it waits
/// too, and it begins only once the store has stayed as it is for a while: a pile that is being
/// added is another store every second. Does nothing that a reader could not ask for.
void make_ready(HttpServer& server, Engines& engines, const std::stop_token& stop);

}  // namespace hearsay::serve
