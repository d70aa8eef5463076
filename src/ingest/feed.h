// RSS (all versions) and Atom: the documents that a feed carries.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "hearsay/source.h"

namespace hearsay::ingest {

/// An item, numbered from 1 in the order of the feed, or why it gives no document.
using FeedItemHandler =
    std::function<bool(std::size_t number, tl::expected<Source, std::string> source)>;

/// Hands over every item; the bytes of a document are the item's content as HTML or text in UTF-8,
/// its summary where there is no more, else its title. An item that is no XML spoils no other.
/// Entities that a DTD declares are not expanded. `charset`: as the transport declares it.
/// `handler` returns false to stop; then so does this. `stubs`: where given, items without their
/// full text are counted there and not handed over. Linear in the bytes.
bool for_each_feed_item(std::string_view bytes, std::string_view charset,
                        const FeedItemHandler& handler, std::size_t* stubs = nullptr);

}  // namespace hearsay::ingest
