// Any bytes as a dump of GeoNames, and as its names: refused or read; what is read can be packed.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "ground/gazetteer_import.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const hearsay::Gazetteer known;
  hearsay::GeonamesReader reader(known);
  std::istringstream places(bytes);
  if (!reader.add_places(places, "fuzz")) return 0;
  std::istringstream names(bytes);
  (void)reader.add_names(names, "fuzz");
  const hearsay::GeonamesTable table = reader.table();
  const auto packed = hearsay::pack_gazetteer(table.table, "{}");
  if (!packed) __builtin_trap();
  if (!hearsay::Gazetteer::read(*packed, "fuzz")) __builtin_trap();
  return 0;
}
