#include "ground/gazetteer.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "ground/gazetteer_format.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay {

std::string_view name_of(PlaceLevel level) {
  constexpr std::array<std::string_view, 7> names = {"region",   "continent", "country", "division",
                                                     "district", "town",      "feature"};
  return names[static_cast<std::size_t>(level)];
}

namespace gazetteer_format {

std::string key_of(std::string_view name) {
  std::string key = text::fold(name);
  std::erase(key, ' ');
  return key;
}

std::string_view sound_of(std::string_view key, Sound& sound) {
  constexpr std::size_t shortest = 5;
  constexpr std::string_view alike = "abkdafghajklmnapkrstavvxas";  // of a … z
  if (key.size() < shortest || key.size() > sound.size()) return {};
  std::size_t size = 0;
  for (const char c : key) {
    if (c < 'a' || c > 'z') return {};
    const char as = alike[static_cast<std::size_t>(c - 'a')];
    // "kh", "gh", "dh", "th": one consonant, with its breath or without; "ph" is "f".
    if (c == 'h' && size > 0 && sound[size - 1] != 'a') {
      if (sound[size - 1] == 'p') sound[size - 1] = 'f';
      continue;
    }
    if (size == 0 || sound[size - 1] != as) sound[size++] = as;
  }
  // What is written of an open ending differs: Raqqa, Raqqah.
  while (size > 0 && (sound[size - 1] == 'h' || sound[size - 1] == 'a')) --size;
  return {sound.data(), size < 3 ? 0 : size};
}

}  // namespace gazetteer_format

namespace {

std::uint64_t fixed(std::string_view bytes, std::size_t offset, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
  }
  return value;
}

// Reads what `pack_gazetteer` wrote; after the first thing that cannot be, `failed` stays true and
// zeros come out, so that callers check once per section.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      const unsigned char c = byte();
      value |= static_cast<std::uint64_t>(c & 0x7FU) << shift;
      if ((c & 0x80U) == 0) return value;
    }
    failed_ = true;
    return 0;
  }

  std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }

  // How many things follow: each takes a byte at least, so more than what is left cannot be.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value <= left()) return static_cast<std::size_t>(value);
    failed_ = true;
    return 0;
  }

  std::string_view string() {
    const std::size_t size = count();
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
  }

  unsigned char byte() {
    if (at_ < bytes_.size()) return static_cast<unsigned char>(bytes_[at_++]);
    failed_ = true;
    return 0;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

Result<std::string> unpack(std::string_view bytes, const std::string& name) {
  namespace format = gazetteer_format;
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorKind::model,
                fmt::format("Cannot use the gazetteer {}: {}", text::printable(name), why));
  };
  const auto magic_size = std::min(bytes.size(), format::magic.size());
  if (bytes.empty()) return refuse("the file is empty.");
  if (bytes.substr(0, magic_size) != format::magic.substr(0, magic_size)) {
    return refuse("it is not a hearsay gazetteer.");
  }
  if (bytes.size() < format::header_size) return refuse("it is truncated (no whole header).");
  const std::uint64_t version = fixed(bytes, 8, 4);
  if (version > format::version) {
    return refuse(
        fmt::format("its format {} is newer than this program's ({}).", version, format::version));
  }
  if (version < format::version) {
    return refuse(
        fmt::format("its format {} is too old (this program reads {}).", version, format::version));
  }
  const std::string_view packed = bytes.substr(format::header_size);
  const std::uint64_t packed_size = fixed(bytes, 16, 8);
  const std::uint64_t raw_size = fixed(bytes, 24, 8);
  if (packed.size() < packed_size) {
    return refuse(fmt::format("it is truncated ({} of {} bytes).", packed.size(), packed_size));
  }
  if (packed.size() > packed_size) return refuse("something was appended to it.");
  if (text::hash64(packed) != fixed(bytes, 32, 8)) {
    return refuse("it is damaged (its checksum does not fit).");
  }
  if (raw_size > format::largest_raw_size) return refuse("it is larger than this program allows.");
  std::string raw(static_cast<std::size_t>(raw_size), '\0');
  const std::size_t got = ZSTD_decompress(raw.data(), raw.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0U || got != raw.size()) return refuse("it cannot be decompressed.");
  return raw;
}

}  // namespace

// Fills a gazetteer from the raw bytes; false where they are not what a writer writes.
struct GazetteerReader {
  Cursor in;
  Gazetteer& out;

  bool read() {
    out.card_ = in.string();
    out.strings_ = std::string(1, '\0');  // offset 0: the empty string
    return read_places() && read_keys() && read_postings() && in.at_end() && !in.failed();
  }

  std::uint32_t keep(std::string_view text) {
    const auto offset = static_cast<std::uint32_t>(out.strings_.size());
    out.strings_ += text;
    out.strings_ += '\0';
    return offset;
  }

  bool read_places() {
    auto& places = out.places_;
    places.resize(in.count());
    for (auto& place : places) {
      const unsigned char level = in.byte();
      if ((level & 0x7FU) > static_cast<unsigned>(PlaceLevel::feature)) return false;
      place.level = static_cast<PlaceLevel>(level & 0x7FU);
      place.capital = (level & 0x80U) != 0;
    }
    for (auto& place : places) {
      for (char& c : place.country) c = static_cast<char>(in.byte());
    }
    std::int64_t number = 0;
    for (auto& place : places) {
      number += in.signed_number();
      if (number < 0 || number > UINT32_MAX) return false;
      place.number = static_cast<std::uint32_t>(number);
    }
    for (auto& place : places) {
      if (place.number == 0) place.code = keep(in.string());
    }
    std::uint32_t division = 0;
    for (auto& place : places) {
      if (in.byte() != 0) division = keep(in.string());
      place.division = division;
    }
    if (!read_degrees(&Gazetteer::Place::latitude, 90) ||
        !read_degrees(&Gazetteer::Place::longitude, 180)) {
      return false;
    }
    for (auto& place : places) place.population = static_cast<std::uint32_t>(in.number());
    for (auto& place : places) place.name = keep(in.string());
    return !in.failed();
  }

  bool read_degrees(float Gazetteer::Place::* member, int limit) {
    std::int64_t value = 0;
    const auto bound = static_cast<std::int64_t>(limit * gazetteer_format::degree);
    for (auto& place : out.places_) {
      const std::int64_t step = in.signed_number();
      if (step < -2 * bound || step > 2 * bound) return false;
      value += step;
      if (value < -bound || value > bound) return false;
      place.*member = static_cast<float>(static_cast<double>(value) / gazetteer_format::degree);
    }
    return !in.failed();
  }

  bool read_keys() {
    const std::size_t count = in.count();
    out.key_ends_.reserve(count);
    std::string key;
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
      const std::uint64_t shared = in.number();
      const std::string_view rest = in.string();
      // Keys ascend: either the one before goes on, or it differs upwards where they part.
      if (shared > key.size() || rest.empty()) return false;
      if (shared < key.size() &&
          static_cast<unsigned char>(rest.front()) <= static_cast<unsigned char>(key[shared])) {
        return false;
      }
      key.resize(static_cast<std::size_t>(shared));
      key += rest;
      // Front coding can blow up (each key longer than the one before): names have limits.
      if (key.size() > gazetteer_format::longest_key) return false;
      out.keys_ += key;
      if (out.keys_.size() > gazetteer_format::largest_raw_size) return false;
      out.key_ends_.push_back(static_cast<std::uint32_t>(out.keys_.size()));
    }
    return !in.failed();
  }

  bool read_postings() {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < out.key_ends_.size(); ++i) {
      total += in.count();
      if (total > in.left() + out.key_ends_.size()) return false;
      out.posting_ends_.push_back(static_cast<std::uint32_t>(total));
    }
    if (in.failed() || total > in.left()) return false;
    out.postings_.reserve(static_cast<std::size_t>(total));
    for (const std::uint32_t end : out.posting_ends_) {
      std::uint64_t posting = 0;
      while (out.postings_.size() < end) {
        posting += in.number();
        if (posting / 4 >= out.places_.size() || posting % 4 > 2) return false;
        out.postings_.push_back(static_cast<std::uint32_t>(posting));
      }
    }
    return !in.failed();
  }
};

Result<Gazetteer> Gazetteer::read(std::string_view bytes, const std::string& name) {
  const auto raw = unpack(bytes, name);
  if (!raw) return tl::unexpected<Error>(raw.error());
  Gazetteer gazetteer;
  GazetteerReader reader{Cursor(*raw), gazetteer};
  if (!reader.read()) {
    return fail(ErrorKind::model, fmt::format("Cannot use the gazetteer {}: its content is not "
                                              "what hearsay writes.",
                                              text::printable(name)));
  }
  gazetteer.index_sounds();
  return gazetteer;
}

Result<Gazetteer> Gazetteer::load(const std::string& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorKind::model,
                fmt::format("Cannot use the gazetteer {}: {}", text::printable(file), why));
  };
  if (!in) return refuse("the file cannot be opened.");
  const std::streamoff size = in.tellg();
  if (size < 0 || static_cast<std::uint64_t>(size) > gazetteer_format::largest_raw_size) {
    return refuse("it is no file of a gazetteer's size.");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.seekg(0);
  if (!in.read(bytes.data(), size)) return refuse("the file cannot be read.");
  return read(bytes, file);
}

std::string_view Gazetteer::string_at(std::uint32_t offset) const {
  return strings_.empty() ? std::string_view() : std::string_view(strings_.data() + offset);
}

std::string_view Gazetteer::key_at(std::size_t index) const {
  const std::uint32_t begin = index == 0 ? 0 : key_ends_[index - 1];
  return std::string_view(keys_).substr(begin, key_ends_[index] - begin);
}

std::size_t Gazetteer::name_count() const { return key_ends_.size(); }

void Gazetteer::extend(Gazetteer more) { more_ = std::make_shared<Gazetteer>(std::move(more)); }

std::map<std::string, std::string> Gazetteer::division_names() const {
  constexpr std::string_view prefix = "geonames:";
  std::map<std::string, std::string> names;
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    if (places_[i].level != PlaceLevel::division || places_[i].number != 0) continue;
    const std::string code = id(i);
    if (code.starts_with(prefix)) names[code.substr(prefix.size())] = string_at(places_[i].name);
  }
  return names;
}

std::vector<PlaceCandidate> Gazetteer::districts_of(std::string_view country,
                                                    std::string_view division) const {
  std::vector<PlaceCandidate> found;
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    if (place.level != PlaceLevel::district || string_at(place.division) != division) continue;
    const PlaceCandidate each = candidate(i * 4);
    if (each.country == country) found.push_back(each);
  }
  if (!more_) return found;
  for (PlaceCandidate each : more_->districts_of(country, division)) {
    each.place += static_cast<std::uint32_t>(places_.size());
    found.push_back(each);
  }
  return found;
}

std::string Gazetteer::id(std::uint32_t place) const {
  if (place >= places_.size() && more_) {
    return more_->id(place - static_cast<std::uint32_t>(places_.size()));
  }
  const Place& at = places_[place];
  if (at.number == 0) return std::string(string_at(at.code));
  return fmt::format("geonames:{}", at.number);
}

PlaceCandidate Gazetteer::candidate(std::uint32_t posting) const {
  const Place& place = places_[posting / 4];
  PlaceCandidate out;
  out.place = posting / 4;
  out.name = string_at(place.name);
  out.country = std::string_view(place.country, place.country[0] == 0 ? 0 : 2);
  out.division = string_at(place.division);
  // A float has not all of the digits: back to what the file had.
  out.latitude = static_cast<double>(std::lround(static_cast<double>(place.latitude) * 1e4)) / 1e4;
  out.longitude =
      static_cast<double>(std::lround(static_cast<double>(place.longitude) * 1e4)) / 1e4;
  out.population = place.population;
  out.level = place.level;
  out.kind = static_cast<NameKind>(posting % 4);
  out.capital = place.capital;
  return out;
}

namespace {

void sort_candidates(std::vector<PlaceCandidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(),
            [](const PlaceCandidate& a, const PlaceCandidate& b) {
              return std::make_tuple(a.level, b.population, a.place) <
                     std::make_tuple(b.level, a.population, b.place);
            });
}

}  // namespace

std::vector<PlaceCandidate> Gazetteer::exact(std::string_view key) const {
  auto out = own_exact(key);
  if (more_) join(out, more_->exact(key));
  return out;
}

void Gazetteer::join(std::vector<PlaceCandidate>& own, std::vector<PlaceCandidate> theirs) const {
  const std::size_t own_count = own.size();
  for (PlaceCandidate& c : theirs) {
    c.place += static_cast<std::uint32_t>(places_.size());
    const std::string number = id(c.place);
    const auto same = [&](const PlaceCandidate& o) {
      const bool wide = c.level < PlaceLevel::town && o.level == c.level && o.country == c.country;
      return wide || id(o.place) == number;
    };
    const auto end = own.begin() + static_cast<std::ptrdiff_t>(own_count);
    if (std::none_of(own.begin(), end, same)) own.push_back(c);
  }
  sort_candidates(own);
}

std::vector<PlaceCandidate> Gazetteer::own_exact(std::string_view key) const {
  std::size_t low = 0;
  std::size_t high = key_ends_.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (key_at(middle) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (key.empty() || low == key_ends_.size() || key_at(low) != key) return {};
  return candidates_of(low);
}

std::vector<PlaceCandidate> Gazetteer::candidates_of(std::size_t key) const {
  std::vector<PlaceCandidate> out;
  const std::uint32_t begin = key == 0 ? 0 : posting_ends_[key - 1];
  for (std::uint32_t i = begin; i < posting_ends_[key]; ++i) out.push_back(candidate(postings_[i]));
  sort_candidates(out);
  return out;
}

namespace {

using Words = std::vector<std::string_view>;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_article(std::string_view word) {
  return one_of(word, {"the", "al", "el", "ad", "an", "ar", "as",  "ash", "at",  "az", "ed",
                       "er",  "es", "et", "ez", "la", "le", "les", "los", "las", "l"});
}

// Words that say what kind of place it is, and that gazetteers leave out or put in as they like.
bool is_kind_word(std::string_view word) {
  return one_of(word, {"province",    "governorate", "county",     "region",      "state",
                       "district",    "oblast",      "prefecture", "city",        "municipality",
                       "department",  "canton",      "territory",  "voivodeship", "krai",
                       "republic",    "emirate",     "town",       "village",     "township",
                       "subdistrict", "parish",      "borough",    "division",    "peninsula",
                       "kingdom",     "twp",         "co",         "greater",     "metropolitan"});
}

std::string joined(const Words& words) {
  std::string key;
  for (const auto word : words) key += word;
  return key;
}

// Other keys to try, best first.
std::vector<std::string> variants(const std::string& folded) {
  Words words = text::split(folded);
  std::vector<std::string> out;
  const auto add = [&](const Words& of) {
    if (!of.empty()) out.push_back(joined(of));
  };
  Words bare = words;
  if (bare.size() > 1 && is_article(bare.front())) {
    bare.erase(bare.begin());
    add(bare);
  }
  // "Kingdom of X", "Islamic Republic of X".
  const auto of = std::find(bare.begin(), bare.end(), "of");
  if (bare.size() > 1 && is_kind_word(bare.back())) {
    Words without(bare.begin(), bare.end() - 1);
    add(without);
    bare = without;
  } else if (of != bare.end() && of + 1 != bare.end() && of != bare.begin() &&
             is_kind_word(*(of - 1))) {
    bare.erase(bare.begin(), of + 1);
    add(bare);
  } else if (bare.size() > 1 && is_kind_word(bare[0])) {
    bare.erase(bare.begin());
    add(bare);
  }
  if (bare.size() > 1 && is_article(bare.front())) {
    bare.erase(bare.begin());
    add(bare);
  }
  // The other way: the text leaves out the article that the gazetteer has. Before "sun letters"
  // it is spelt as it is spoken: ar-Raqqah.
  const std::string key = joined(bare);
  if (!key.empty()) {
    out.push_back("al" + key);
    out.push_back("a" + key.substr(0, 1) + key);
    if (key.starts_with("sh")) out.push_back("ash" + key);
    out.push_back("el" + key);
  }
  return out;
}

void keep_places(std::vector<PlaceCandidate>& candidates, bool demonyms) {
  std::erase_if(candidates,
                [&](const PlaceCandidate& c) { return (c.kind == NameKind::demonym) != demonyms; });
}

}  // namespace

std::vector<PlaceCandidate> Gazetteer::lookup(std::string_view name) const {
  if (name.size() > 200) return {};  // no place is called that; folding it would cost
  const std::string folded = text::fold(name);
  std::string key = folded;
  std::erase(key, ' ');
  auto found = exact(key);
  keep_places(found, false);
  if (!found.empty()) return found;
  for (const auto& variant : variants(folded)) {
    found = exact(variant);
    keep_places(found, false);
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<PlaceCandidate> Gazetteer::named(std::string_view name) const {
  if (name.size() > 200) return {};
  return exact(gazetteer_format::key_of(name));
}

std::vector<PlaceCandidate> Gazetteer::demonym(std::string_view word) const {
  if (word.size() > 200) return {};
  auto found = exact(gazetteer_format::key_of(word));
  keep_places(found, true);
  return found;
}

namespace {

std::set<std::string_view> trigrams(std::string_view padded) {
  std::set<std::string_view> out;
  for (std::size_t i = 0; i + 3 <= padded.size(); ++i) out.insert(padded.substr(i, 3));
  return out;
}

// Dice's coefficient of the trigrams of two keys.
double likeness(std::string_view a, std::string_view b) {
  const std::string one = fmt::format("  {} ", a);
  const std::string two = fmt::format("  {} ", b);
  const auto first = trigrams(one);
  const auto second = trigrams(two);
  std::size_t both = 0;
  for (const auto gram : first) both += second.count(gram);
  return 2.0 * static_cast<double>(both) / static_cast<double>(first.size() + second.size());
}

}  // namespace

void Gazetteer::index_sounds() {
  constexpr std::uint32_t none = sound_buckets;
  std::vector<std::uint32_t> buckets(key_ends_.size(), none);
  sound_ends_.assign(sound_buckets + 1, 0);
  gazetteer_format::Sound letters;
  for (std::size_t i = 0; i < key_ends_.size(); ++i) {
    const auto sound = gazetteer_format::sound_of(key_at(i), letters);
    if (!sound.empty()) buckets[i] = text::hash64(sound) % sound_buckets;
    ++sound_ends_[buckets[i]];
  }
  // Where each bucket begins; filling it moves that to its end.
  std::uint32_t begin = 0;
  for (std::uint32_t& end : sound_ends_) begin += std::exchange(end, begin);
  sounds_.resize(sound_ends_[none]);
  for (std::uint32_t i = 0; i < buckets.size(); ++i) {
    if (buckets[i] != none) sounds_[sound_ends_[buckets[i]]++] = i;
  }
}

std::vector<PlaceCandidate> Gazetteer::own_similar(std::string_view key) const {
  constexpr double least = 0.4;
  gazetteer_format::Sound letters;
  gazetteer_format::Sound other_letters;
  const auto sound = gazetteer_format::sound_of(key, letters);
  if (sound.empty() || sounds_.empty()) return {};
  std::vector<PlaceCandidate> out;
  const std::size_t bucket = text::hash64(sound) % sound_buckets;
  for (std::uint32_t at = bucket == 0 ? 0 : sound_ends_[bucket - 1]; at < sound_ends_[bucket];
       ++at) {
    const std::string_view other = key_at(sounds_[at]);
    if (gazetteer_format::sound_of(other, other_letters) != sound || likeness(key, other) < least) {
      continue;
    }
    for (PlaceCandidate c : candidates_of(sounds_[at])) {
      const auto same = [&](const PlaceCandidate& o) { return o.place == c.place; };
      if (c.kind == NameKind::demonym || std::any_of(out.begin(), out.end(), same)) continue;
      c.kind = NameKind::similar;
      out.push_back(c);
    }
  }
  sort_candidates(out);
  return out;
}

std::vector<PlaceCandidate> Gazetteer::similar(std::string_view name) const {
  if (name.size() > 200) return {};
  const std::string folded = text::fold(name);
  std::vector<std::string> keys = variants(folded);
  keys.insert(keys.begin(), gazetteer_format::key_of(name));
  for (const std::string& key : keys) {
    auto out = own_similar(key);
    if (more_) join(out, more_->own_similar(key));
    if (!out.empty()) return out;
  }
  return {};
}

}  // namespace hearsay
