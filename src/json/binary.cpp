// The store's own form of records: a head (three letters, the kind, the version), the fields in
// the order of fields.h, and a hash of all before it. Numbers are LEB128 varints, floating point
// numbers their bits, strings and lists a count and their parts. Decoding trusts nothing: counts
// are bounded by the bytes that are left, values by their tables, and the whole must be used up.
#include <bit>
#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "json/fields.h"
#include "json/json.h"
#include "json/names.h"
#include "text/hash.h"

namespace hearsay::json {
namespace {

constexpr std::string_view kMagic = "hsy";
constexpr char kVersion = 6;
constexpr std::size_t kHeadSize = 5;
constexpr std::size_t kHashSize = 8;

template <typename T>
constexpr bool is_list = false;
template <typename T>
constexpr bool is_list<std::vector<T>> = true;
template <typename T>
constexpr bool is_optional = false;
template <typename T>
constexpr bool is_optional<std::optional<T>> = true;
template <typename T>
constexpr bool is_pair = false;
template <typename T, typename U>
constexpr bool is_pair<std::pair<T, U>> = true;

void append_fixed(std::string& out, std::uint64_t bits, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>((bits >> (8 * i)) & 0xFF);
}

std::uint64_t fixed_at(std::string_view bytes, std::size_t size) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return bits;
}

class Writer {
 public:
  explicit Writer(char kind) {
    out_ = kMagic;
    out_ += kind;
    out_ += kVersion;
  }

  template <typename... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }

  std::string finish() {
    append_fixed(out_, text::hash64(out_), kHashSize);
    return std::move(out_);
  }

 private:
  template <typename T>
  void put(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      put_number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_integral_v<T>) {
      put_number(value);
    } else if constexpr (std::is_same_v<T, double>) {
      append_fixed(out_, std::bit_cast<std::uint64_t>(value), 8);
    } else if constexpr (std::is_same_v<T, float>) {
      append_fixed(out_, std::bit_cast<std::uint32_t>(value), 4);
    } else if constexpr (std::is_same_v<T, std::string>) {
      put_number(value.size());
      out_ += value;
    } else if constexpr (is_list<T>) {
      put_number(value.size());
      for (const auto& part : value) put(part);
    } else if constexpr (is_optional<T>) {
      put_number(value ? 1 : 0);
      if (value) put(*value);
    } else if constexpr (is_pair<T>) {
      put(value.first);
      put(value.second);
    } else {
      fields(*this, value);
    }
  }

  void put_number(std::uint64_t number) {
    while (number >= 0x80) {
      out_ += static_cast<char>((number & 0x7F) | 0x80);
      number >>= 7;
    }
    out_ += static_cast<char>(number);
  }

  std::string out_;
};

/// After the first failure everything reads as nothing, so that loops end and callers ask once.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <typename... T>
  void operator()(T&... values) {
    (get(values), ...);
  }

  [[nodiscard]] bool finished() const { return !failed_ && rest_.empty(); }

 private:
  template <typename T>
  void get(T& value) {
    if constexpr (std::is_enum_v<T>) {
      get_enumerated(value);
    } else if constexpr (std::is_same_v<T, bool>) {
      value = get_number(1) != 0;
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(get_number(std::numeric_limits<T>::max()));
    } else if constexpr (std::is_same_v<T, double>) {
      value = std::bit_cast<double>(fixed_at(take(8), 8));
    } else if constexpr (std::is_same_v<T, float>) {
      value = std::bit_cast<float>(static_cast<std::uint32_t>(fixed_at(take(4), 4)));
    } else if constexpr (std::is_same_v<T, std::string>) {
      const std::size_t size = get_number(rest_.size());
      if (!failed_) value = take(size);
    } else if constexpr (is_list<T>) {
      get_list(value);
    } else if constexpr (is_optional<T>) {
      if (get_number(1) != 0) get(value.emplace());
    } else if constexpr (is_pair<T>) {
      get(value.first);
      get(value.second);
    } else {
      fields(*this, value);
    }
  }

  template <typename T>
  void get_enumerated(T& value) {
    std::uint64_t bound = std::numeric_limits<std::uint32_t>::max();
    if constexpr (Named<T>) bound = names_of(T{}).size() - 1;
    value = static_cast<T>(get_number(bound));
  }

  template <typename T>
  void get_list(std::vector<T>& list) {
    // No part takes less than a byte, so a larger count cannot be true.
    const std::size_t count = get_number(rest_.size());
    for (std::size_t i = 0; i < count && !failed_; ++i) get(list.emplace_back());
  }

  /// A number no larger than `bound`.
  std::uint64_t get_number(std::uint64_t bound) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint64_t>(static_cast<unsigned char>(take(1)[0]));
      if (shift == 63 && byte > 1) break;
      number |= (byte & 0x7F) << shift;
      if (byte < 0x80) {
        if (number > bound) break;
        return number;
      }
    }
    failed_ = true;
    return 0;
  }

  /// The next bytes; zeros where there are not as many. `size` is at most 8 then.
  std::string_view take(std::size_t size) {
    if (failed_ || size > rest_.size()) {
      failed_ = true;
      return std::string_view("\0\0\0\0\0\0\0\0", 8).substr(0, std::min<std::size_t>(size, 8));
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool failed_ = false;
};

template <typename Record>
std::string encode(char kind, const Record& record) {
  Writer writer(kind);
  writer(record);
  return writer.finish();
}

tl::unexpected<Error> refuse(std::string_view what, std::string_view why) {
  return fail(ErrorKind::store,
              "A stored " + std::string(what) + " cannot be read: " + std::string(why) + ".");
}

template <typename Record>
Result<Record> decode(char kind, std::string_view what, std::string_view bytes) {
  if (bytes.size() < kHeadSize + kHashSize || !bytes.starts_with(kMagic)) {
    return refuse(what, "it is not in hearsay's form");
  }
  if (bytes[3] != kind) return refuse(what, "it is a record of another kind");
  if (bytes[4] != kVersion) return refuse(what, "it is in the form of another version");
  const std::string_view content = bytes.substr(0, bytes.size() - kHashSize);
  if (fixed_at(bytes.substr(content.size()), kHashSize) != text::hash64(content)) {
    return refuse(what, "it is damaged (its hash differs)");
  }
  Record record;
  Reader reader(content.substr(kHeadSize));
  reader(record);
  if (!reader.finished()) return refuse(what, "it is damaged (its fields do not fit)");
  return record;
}

}  // namespace

std::string encode_document(const Document& document) { return encode('d', document); }
std::string encode_sketch(const Sketch& sketch) { return encode('s', sketch); }
std::string encode_outline(const Outline& outline) { return encode('o', outline); }
std::string encode_pair_match(const PairMatch& match) { return encode('p', match); }
std::string encode_entity(const Entity& entity) { return encode('e', entity); }
std::string encode_entity_group(const EntityGroup& group) { return encode('g', group); }

Result<Document> decode_document(std::string_view bytes) {
  auto document = decode<Document>('d', "document", bytes);
  if (!document) return document;
  if (const auto sound = check(*document); !sound) {
    return refuse("document", sound.error().message);
  }
  return document;
}

Result<Sketch> decode_sketch(std::string_view bytes) {
  return decode<Sketch>('s', "sketch", bytes);
}
Result<Outline> decode_outline(std::string_view bytes) {
  return decode<Outline>('o', "outline", bytes);
}
Result<PairMatch> decode_pair_match(std::string_view bytes) {
  return decode<PairMatch>('p', "match", bytes);
}
Result<Entity> decode_entity(std::string_view bytes) {
  return decode<Entity>('e', "entity", bytes);
}
Result<EntityGroup> decode_entity_group(std::string_view bytes) {
  return decode<EntityGroup>('g', "group of entities", bytes);
}

}  // namespace hearsay::json
