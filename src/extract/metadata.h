// What a page says about itself: JSON-LD, OpenGraph and other <meta>, microdata, visible lines.
#pragma once

#include <string>
#include <vector>

#include "extract/blocks.h"
#include "extract/evidence.h"
#include "hearsay/article.h"
#include "hearsay/source.h"

namespace hearsay::extraction {

/// Metadata before the text is put together; dates carry no spans yet.
struct Metadata {
  std::string title;
  std::string shown_title;  ///< the heading that shows the title, perhaps in other words
  std::vector<std::string> authors;
  std::string publisher;
  std::string canonical_url;
  std::string address;  ///< as fetched, else as the page states it
  std::string language;
  std::string published;            ///< the day (or instant) it is known by; empty: unknown
  std::vector<DocumentDate> dates;  ///< what `published` is taken from comes first
  std::vector<SyndicationSignal> syndication;
  std::string stated_body;            ///< JSON-LD articleBody
  std::vector<std::string> types;     ///< schema.org and OpenGraph types, lower case
  std::vector<std::string> sections;  ///< what the page files itself under, and its genre
};

Metadata read_metadata(const Page& page, const Source& source);

/// What `read_metadata` chooses among; for tools/train.
struct MetadataCandidates {
  std::vector<Candidate> titles;
  std::vector<Candidate> authors;
  std::vector<Candidate> dates;
};
MetadataCandidates metadata_candidates(const Page& page, const Source& source);

}  // namespace hearsay::extraction
