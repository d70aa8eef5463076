// Layout: 8 bytes little-endian size of the header, the header (JSON), the data. Offsets in the
// header count from the start of the data. github.com/huggingface/safetensors has the format.
#include "model/model_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "text/utf8.h"

namespace hearsay::model {

static_assert(std::endian::native == std::endian::little, "model files are read as they lie");

// Bytes of a model, mapped or owned.
struct ModelFile::Storage {
  void* mapping = nullptr;
  std::size_t mapped = 0;
  std::vector<std::uint64_t> owned;  // words, so that the start is aligned as a mapping is
  std::size_t owned_size = 0;

  Storage() = default;
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  ~Storage() {
    if (mapping != nullptr) munmap(mapping, mapped);
  }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    if (mapping != nullptr) return {static_cast<const std::byte*>(mapping), mapped};
    return {reinterpret_cast<const std::byte*>(owned.data()), owned_size};
  }
};

namespace {

using Json = nlohmann::json;

constexpr std::size_t header_start = 8;
constexpr std::size_t header_limit = std::size_t{1} << 22;

struct Type {
  std::string_view name;
  std::size_t size;
};
constexpr std::array<Type, 8> types = {
    {{"F32", 4}, {"I8", 1}, {"U8", 1}, {"I16", 2}, {"U16", 2}, {"I32", 4}, {"U32", 4}, {"U64", 8}}};

std::size_t size_of(std::string_view type) {
  for (const Type& each : types) {
    if (each.name == type) return each.size;
  }
  return 0;
}

tl::unexpected<Error> refuse(const std::string& path, const std::string& why) {
  return fail(ErrorKind::model,
              fmt::format("cannot use the model {}: {}", text::printable(path), why));
}

tl::unexpected<Error> not_a_model(const std::string& path, const std::string& why) {
  return refuse(path, "it is not a model file (" + why + ")");
}

tl::unexpected<Error> truncated(const std::string& path, std::uint64_t has, std::uint64_t needs) {
  return refuse(
      path,
      fmt::format("it is truncated: {} bytes of at least {}; fetch or build it anew", has, needs));
}

// A number that must be a whole one and fit; JSON may hold anything.
std::optional<std::uint64_t> whole(const Json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  return value.get<std::uint64_t>();
}

// Bytes that a tensor of this shape takes, unless that overflows.
std::optional<std::uint64_t> bytes_in(const Json& shape, std::size_t size) {
  std::uint64_t all = size;
  for (const Json& extent : shape) {
    const auto count = whole(extent);
    if (!count) return std::nullopt;
    if (*count != 0 && all > std::numeric_limits<std::uint64_t>::max() / *count)
      return std::nullopt;
    all *= *count;
  }
  return all;
}

struct Place {
  std::string type;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// One entry of the header; none when it contradicts itself.
std::optional<Place> place_of(const Json& entry) {
  if (!entry.is_object()) return std::nullopt;
  const auto type = entry.find("dtype");
  const auto shape = entry.find("shape");
  const auto offsets = entry.find("data_offsets");
  if (type == entry.end() || !type->is_string()) return std::nullopt;
  if (shape == entry.end() || !shape->is_array()) return std::nullopt;
  if (offsets == entry.end() || !offsets->is_array() || offsets->size() != 2) return std::nullopt;
  const auto begin = whole((*offsets)[0]);
  const auto end = whole((*offsets)[1]);
  if (!begin || !end || *begin > *end) return std::nullopt;
  Place place{type->get<std::string>(), *begin, *end};
  const std::size_t size = size_of(place.type);
  const auto bytes = bytes_in(*shape, size);
  if (size == 0 || bytes != place.end - place.begin) return std::nullopt;
  return place;
}

std::string taken(const std::map<std::string, std::string>& all, const std::string& key) {
  const auto found = all.find(key);
  return found == all.end() ? std::string{} : found->second;
}

std::optional<Card> card_of(const Json& metadata) {
  Card card;
  for (const auto& [key, value] : metadata.items()) {
    if (value.is_string()) card.more[key] = value.get<std::string>();
  }
  const std::string version = taken(card.more, "format_version");
  const char* end = version.data() + version.size();
  const auto parsed = std::from_chars(version.data(), end, card.format_version);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  card.kind = taken(card.more, "kind");
  card.name = taken(card.more, "name");
  card.version = taken(card.more, "version");
  card.training_data = taken(card.more, "training_data");
  card.licences = taken(card.more, "licences");
  card.scores = taken(card.more, "scores");
  return card;
}

std::optional<std::string> objection(const Card& card, const Wanted& wanted) {
  if (wanted.kind.empty()) return std::nullopt;
  if (card.kind != wanted.kind) {
    return fmt::format("it is of another kind: \"{}\" where \"{}\" is wanted",
                       text::printable(card.kind), wanted.kind);
  }
  if (card.format_version < wanted.oldest) {
    return fmt::format(
        "its format {} is too old; this hearsay reads {} to {}: train or fetch it anew",
        card.format_version, wanted.oldest, wanted.newest);
  }
  if (card.format_version > wanted.newest) {
    return fmt::format("its format {} is too new; this hearsay reads {} to {}: update hearsay",
                       card.format_version, wanted.oldest, wanted.newest);
  }
  return std::nullopt;
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

Result<ModelFile> ModelFile::open(const std::string& path, const Wanted& wanted) {
  const Descriptor file(path);
  struct stat status{};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) {
    return refuse(path, std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) return not_a_model(path, "not a regular file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size < header_start) return truncated(path, size, header_start);
  auto storage = std::make_shared<Storage>();
  void* mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (mapping == MAP_FAILED) return refuse(path, std::strerror(errno));
  storage->mapping = mapping;
  storage->mapped = size;
  return check(std::move(storage), path, wanted);
}

Result<ModelFile> ModelFile::from_bytes(std::string bytes, const std::string& name,
                                        const Wanted& wanted) {
  auto storage = std::make_shared<Storage>();
  storage->owned.resize(bytes.size() / sizeof(std::uint64_t) + 1);
  std::memcpy(storage->owned.data(), bytes.data(), bytes.size());
  storage->owned_size = bytes.size();
  return check(std::move(storage), name, wanted);
}

Result<ModelFile> ModelFile::check(std::shared_ptr<const Storage> storage, const std::string& path,
                                   const Wanted& wanted) {
  const auto bytes = storage->bytes();
  if (bytes.size() < header_start) return truncated(path, bytes.size(), header_start);
  std::uint64_t header_size = 0;
  std::memcpy(&header_size, bytes.data(), sizeof header_size);
  if (header_size > header_limit) return not_a_model(path, "no safetensors header");
  const std::size_t data_start = header_start + header_size;
  if (bytes.size() < data_start) return truncated(path, bytes.size(), data_start);

  const std::string_view header_text(reinterpret_cast<const char*>(bytes.data()) + header_start,
                                     header_size);
  const Json header = Json::parse(header_text, nullptr, false);
  if (!header.is_object()) return not_a_model(path, "no safetensors header");
  const auto metadata = header.find("__metadata__");
  if (metadata == header.end() || !metadata->is_object()) return not_a_model(path, "no card");
  auto card = card_of(*metadata);
  if (!card) return not_a_model(path, "its card names no format version");
  if (const auto why = objection(*card, wanted)) return refuse(path, *why);

  ModelFile file;
  std::uint64_t data_end = 0;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    const auto place = place_of(entry);
    if (!place) return not_a_model(path, "a tensor's place and shape disagree");
    if ((data_start + place->begin) % size_of(place->type) != 0) {
      return not_a_model(path, "a tensor is not aligned");
    }
    data_end = std::max(data_end, place->end);
    if (place->end > bytes.size() - data_start) continue;  // said below, with the size needed
    file.tensors_[name] = {place->type,
                           bytes.subspan(data_start + place->begin, place->end - place->begin)};
  }
  if (data_end > bytes.size() - data_start) {
    return truncated(path, bytes.size(), data_start + data_end);
  }
  if (data_end < bytes.size() - data_start) return not_a_model(path, "bytes after its end");
  file.storage_ = std::move(storage);
  file.path_ = path;
  file.card_ = std::move(*card);
  return file;
}

Result<std::span<const std::byte>> ModelFile::bytes_of(std::string_view name,
                                                       std::string_view type) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    return tl::unexpected(broken(fmt::format("it has no tensor \"{}\"", name)));
  }
  if (found->second.type != type) {
    return tl::unexpected(broken(fmt::format("its tensor \"{}\" holds {} where {} is wanted", name,
                                             found->second.type, type)));
  }
  return found->second.bytes;
}

Error ModelFile::broken(const std::string& why) const { return refuse(path_, why).value(); }

Result<std::string_view> ModelFile::text(std::string_view name) const {
  return bytes_of(name, "U8").map([](std::span<const std::byte> bytes) {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  });
}

namespace {
template <typename T>
constexpr std::string_view type_name = "";
template <>
constexpr std::string_view type_name<float> = "F32";
template <>
constexpr std::string_view type_name<std::int8_t> = "I8";
template <>
constexpr std::string_view type_name<std::uint8_t> = "U8";
template <>
constexpr std::string_view type_name<std::int16_t> = "I16";
template <>
constexpr std::string_view type_name<std::uint16_t> = "U16";
template <>
constexpr std::string_view type_name<std::int32_t> = "I32";
template <>
constexpr std::string_view type_name<std::uint32_t> = "U32";
template <>
constexpr std::string_view type_name<std::uint64_t> = "U64";
}  // namespace

template <typename T>
Result<std::span<const T>> ModelFile::tensor(std::string_view name) const {
  return bytes_of(name, type_name<T>).map([](std::span<const std::byte> bytes) {
    return std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
  });
}

template Result<std::span<const float>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::int8_t>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::uint8_t>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::int16_t>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::uint16_t>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::int32_t>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::uint32_t>> ModelFile::tensor(std::string_view) const;
template Result<std::span<const std::uint64_t>> ModelFile::tensor(std::string_view) const;

}  // namespace hearsay::model
