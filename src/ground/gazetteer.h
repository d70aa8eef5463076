// Names of places and where they are. One compact file, made by tools/gazetteer/build, is read
// whole into memory (some 60 MB) and never changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/result.h"

namespace hearsay {

/// How exact a place's point is, widest first; a feature is a water, a mountain, an island, and the
/// like.
enum class PlaceLevel : std::uint8_t {
  region,
  continent,
  country,
  division,
  district,
  town,
  feature
};

/// "region", "continent", "country", "division", "district", "town", "feature".
std::string_view name_of(PlaceLevel level);

/// Which of a place's names was looked up. A demonym ("Bulgarian") names the country that is meant
/// and is no place by itself.
enum class NameKind : std::uint8_t { main, other, demonym, similar };

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

  /// Looks up in `more` too (a reader's own gazetteer). Of one place that both have, by its number
  /// or as country, division or district of one name, only this one's is found.
  void extend(Gazetteer more);

  /// Plain names of the divisions by their codes ("BG.63"); those of the US go by number.
  [[nodiscard]] std::map<std::string, std::string> division_names() const;

  /// All places of that name: folded alike; if there is none, without article or kind word ("the
  /// Hague", "al-Raqqa", "Aleppo Governorate", "city of Homs"). Most populous first within a
  /// level, wide levels first; a total order. O(log n + candidates).
  [[nodiscard]] std::vector<PlaceCandidate> lookup(std::string_view name) const;

  /// All places of exactly that name, folded alike, demonyms too; order and cost as there.
  [[nodiscard]] std::vector<PlaceCandidate> named(std::string_view name) const;

  /// Places that some name is spelt nearly as: alike but for vowels and for letters that stand for
  /// one sound ("Menoufia", "Monufia"), and with two trigrams in five in common. For names that
  /// `lookup` does not know; of kind `similar`, order as there. O(places that sound so).
  [[nodiscard]] std::vector<PlaceCandidate> similar(std::string_view name) const;

  /// Countries, divisions and regions of which the word is a demonym ("Iraqis", "Texan").
  [[nodiscard]] std::vector<PlaceCandidate> demonym(std::string_view word) const;

  /// All districts of a division, by number. O(places).
  [[nodiscard]] std::vector<PlaceCandidate> districts_of(std::string_view country,
                                                         std::string_view division) const;

  /// The id as records give it: "geonames:727011", "geonames:BG.63" (a division's code).
  [[nodiscard]] std::string id(std::uint32_t place) const;

  /// Of this one alone, as is `name_count` and `card`.
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
  [[nodiscard]] std::vector<PlaceCandidate> own_exact(std::string_view key) const;
  [[nodiscard]] std::vector<PlaceCandidate> own_similar(std::string_view key) const;
  void join(std::vector<PlaceCandidate>& own, std::vector<PlaceCandidate> theirs) const;
  [[nodiscard]] std::vector<PlaceCandidate> candidates_of(std::size_t key) const;
  void index_sounds();
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
  static constexpr std::uint32_t sound_buckets = 1U << 16U;
  std::vector<std::uint32_t> sounds_;      ///< keys, those that sound alike in one bucket
  std::vector<std::uint32_t> sound_ends_;  ///< end of each bucket in sounds_
  std::string card_;
  std::shared_ptr<const Gazetteer> more_;  ///< its places are numbered behind ours
};

/// Packs a table into the bytes that `Gazetteer::read` takes. One place a line, tab-separated:
/// id ("geonames:N" or any other), level, main name, country, division, latitude, longitude,
/// population, "capital" or nothing, other names joined by "|", demonyms joined by "|". Lines that
/// start with '#' are left out; a malformed line is an error that gives its number. `card` is kept
/// as it is.
Result<std::string> pack_gazetteer(std::string_view table, std::string_view card);

}  // namespace hearsay
