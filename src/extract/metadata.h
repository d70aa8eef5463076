// What a page says about itself: JSON-LD, OpenGraph and other <meta>, microdata, visible lines.
#pragma once

#include <string>
#include <vector>

#include "extract/blocks.h"
#include "hearsay/article.h"
#include "hearsay/source.h"

namespace hearsay::extraction {

/// Metadata before the text is put together; dates carry no spans yet.
struct Metadata {
  std::string title;
  std::vector<std::string> authors;
  std::string publisher;
  std::string canonical_url;
  std::string language;
  std::vector<DocumentDate> dates;
  std::vector<SyndicationSignal> syndication;
  std::string stated_body;         ///< JSON-LD articleBody
  std::vector<std::string> types;  ///< schema.org and OpenGraph types, lower case
};

Metadata read_metadata(const Page& page, const Source& source);

}  // namespace hearsay::extraction
