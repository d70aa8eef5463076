// Any bytes on standard input: read whole, as gzip, as JSONL, or refused with a printable message.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/ingest.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("input", 0);
  if (file < 0) return 0;
  if (::write(file, data, size) == static_cast<ssize_t>(size) && ::lseek(file, 0, SEEK_SET) == 0) {
    hearsay::IngestOptions options;
    options.max_document_bytes = 1U << 20U;
    options.max_line_bytes = 4096;
    options.standard_input = file;
    std::size_t documents = 0;
    hearsay::for_each_source(
        {"-"}, options, [&](const hearsay::Result<hearsay::Source>& source, const std::string&) {
          if (source && source->bytes.size() > options.max_document_bytes) std::abort();
          if (!source &&
              hearsay::text::printable(source.error().message) != source.error().message) {
            std::abort();
          }
          return ++documents < 1000;
        });
    if (documents == 0) std::abort();
  }
  ::close(file);
  return 0;
}
