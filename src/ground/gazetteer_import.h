// Reads GeoNames's own dumps (download.geonames.org/export/dump: XX.txt, cities500.txt, …), so that
// a reader can add the villages of a country that the shipped gazetteer leaves out.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>

#include "ground/gazetteer.h"
#include "hearsay/result.h"

namespace hearsay {

/// A dump as a table for `pack_gazetteer`, and what became of its lines.
struct GeonamesTable {
  std::string table;
  std::size_t places = 0;
  std::size_t left_out = 0;  ///< buildings, roads, undersea and vegetation: no places of news
};

/// Reads dumps one after the other, then names. All of GeoNames (allCountries.txt) is taken; more
/// than 16 million places are refused, and so are lines longer than any of GeoNames. A place costs
/// 40 bytes and its names. Not thread-safe.
class GeonamesReader {
 public:
  /// `known` gives divisions their plain names; it must live as long as the reader.
  explicit GeonamesReader(const Gazetteer& known);
  ~GeonamesReader();
  GeonamesReader(const GeonamesReader&) = delete;
  GeonamesReader& operator=(const GeonamesReader&) = delete;

  /// The main table: 19 columns split by tabs. `name` is what messages call it. The first malformed
  /// line is an error that gives its number and what is wrong; nothing of it can be used then.
  Result<void> add_places(std::istream& in, const std::string& name);
  /// alternateNamesV2: more names of the places read so far, by their numbers. Links, post codes
  /// and codes of airports are passed over.
  Result<void> add_names(std::istream& in, const std::string& name);
  /// What was read; the reader is empty afterwards.
  GeonamesTable table();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearsay
