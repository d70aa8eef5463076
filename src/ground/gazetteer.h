// Names of places and where they are. One compact file, made by tools/gazetteer/build, is read
// whole into memory (some 40 MB) and never changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/result.h"

namespace hearsay {

/// How exact a place's point is, widest first.
enum class PlaceLevel : std::uint8_t { region, continent, country, division, district, town };

/// "region", "continent", "country", "division", "district", "town".
std::string_view name_of(PlaceLevel level);

/// Which of a place's names was looked up. A demonym ("Bulgarian") names the country that is meant
/// and is no place by itself.
enum class NameKind : std::uint8_t { main, other, demonym };

/// One place that a name may stand for. Views live as long as the gazetteer.
struct PlaceCandidate {
  std::uint32_t place = 0;    ///< its number in this gazetteer, stable for one file
  std::string_view name;      ///< main name
  std::string_view country;   ///< ISO 3166-1 alpha-2; empty for regions and continents
  std::string_view division;  ///< first-order division, plain name; may be empty
  double latitude = 0;
  double longitude = 0;
  std::uint32_t population = 0;  ///< 0: not known
  PlaceLevel level = PlaceLevel::town;
  NameKind kind = NameKind::main;
  bool capital = false;  ///< of a country
};

/// A gazetteer. Immutable, so safe to share between threads.
class Gazetteer {
 public:
  /// An empty one, which knows no place.
  Gazetteer() = default;

  /// Reads a file of `pack_gazetteer`. A missing, truncated, damaged, foreign or newer file is an
  /// error of kind `model` that says which of these it is.
  static Result<Gazetteer> load(const std::string& file);

  /// The same from bytes; `name` is what messages call them.
  static Result<Gazetteer> read(std::string_view bytes, const std::string& name);

  /// All places of that name: folded alike; if there is none, without article or kind word ("the
  /// Hague", "al-Raqqa", "Aleppo Governorate", "city of Homs"). Most populous first within a
  /// level, wide levels first; a total order. O(log n + candidates).
  [[nodiscard]] std::vector<PlaceCandidate> lookup(std::string_view name) const;

  /// Countries of which the word is a demonym ("Iraqis"), and nothing else.
  [[nodiscard]] std::vector<PlaceCandidate> demonym(std::string_view word) const;

  /// The id as records give it: "geonames:727011", "geonames:BG.63" (a division's code).
  [[nodiscard]] std::string id(std::uint32_t place) const;

  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] std::size_t name_count() const;
  /// Sources, licences and date, as JSON.
  [[nodiscard]] const std::string& card() const { return card_; }

 private:
  struct Place {
    std::uint32_t number = 0;  ///< GeoNames's; 0: `code` is its id
    std::uint32_t code = 0;    ///< offset in strings_
    std::uint32_t name = 0;
    std::uint32_t division = 0;
    float latitude = 0;
    float longitude = 0;
    std::uint32_t population = 0;
    char country[2] = {0, 0};
    PlaceLevel level = PlaceLevel::town;
    bool capital = false;
  };

  [[nodiscard]] std::vector<PlaceCandidate> exact(std::string_view key) const;
  [[nodiscard]] std::string_view string_at(std::uint32_t offset) const;
  [[nodiscard]] std::string_view key_at(std::size_t index) const;
  [[nodiscard]] PlaceCandidate candidate(std::uint32_t posting) const;

  friend struct GazetteerReader;

  std::vector<Place> places_;
  std::string strings_;                  ///< NUL-ended strings
  std::string keys_;                     ///< folded names, sorted, one after the other
  std::vector<std::uint32_t> key_ends_;  ///< end of each in keys_
  std::vector<std::uint32_t> posting_ends_;
  std::vector<std::uint32_t> postings_;  ///< place * 4 + NameKind
  std::string card_;
};

/// Packs a table into the bytes that `Gazetteer::read` takes. One place a line, tab-separated:
/// id ("geonames:N" or any other), level, main name, country, division, latitude, longitude,
/// population, "capital" or nothing, other names joined by "|", demonyms joined by "|". Lines that
/// start with '#' are left out; a malformed line is an error that gives its number. `card` is kept
/// as it is.
Result<std::string> pack_gazetteer(std::string_view table, std::string_view card);

}  // namespace hearsay
