// From one source to all that it says: the order of the stages.
#pragma once

#include "engine/log.h"
#include "engine/models.h"
#include "hearsay/engine.h"
#include "hearsay/reading.h"
#include "hearsay/result.h"
#include "hearsay/source.h"

namespace hearsay::engine {

/// Every layer of one article.
Reading read_article(const Article& article, const Models& models);

/// The whole way of one source. Whatever goes wrong inside, the memory running out or a fault of
/// ours, concerns this document only and comes back as an error. `decided`: what the analyst wants
/// to be read otherwise.
Result<Document> read_source(const Source& source, const ReadOptions& options, const Models& models,
                             const DecidedReadings& decided = {});

}  // namespace hearsay::engine
