// The file that a model lives in: safetensors (a JSON header with the names, types and places of
// the tensors, then the numbers), whose `__metadata__` is the model's card. The file is mapped
// read-only and everything is checked once, on opening, so that reading needs no checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hearsay/result.h"

namespace hearsay::model {

/// What a model says about itself.
struct Card {
  std::string kind;  ///< what reads it: "encoder"
  std::uint32_t format_version = 0;
  std::string name;     ///< what it is for, in words
  std::string version;  ///< of the weights, changes with every training
  std::string training_data;
  std::string licences;
  std::string scores;
  std::map<std::string, std::string> more;  ///< all of `__metadata__`, the above included
  friend bool operator==(const Card&, const Card&) = default;
};

/// The kind of model a reader wants and the format versions that it understands.
struct Wanted {
  std::string kind;  ///< empty: any, of any version
  std::uint32_t oldest = 1;
  std::uint32_t newest = 1;
};

/// An open model file. Copies share one mapping; the spans it lends live as long as any copy.
/// Immutable, so safe to share between threads.
class ModelFile {
 public:
  /// Opens and checks a file. Too old, too new, truncated, of another kind, not a model at all and
  /// missing are different messages, each naming the file.
  static Result<ModelFile> open(const std::string& path, const Wanted& wanted);

  /// The same for bytes in memory; `name` stands for the path in messages.
  static Result<ModelFile> from_bytes(std::string bytes, const std::string& name,
                                      const Wanted& wanted);

  [[nodiscard]] const Card& card() const { return card_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  /// The numbers of one tensor, flat. Fails where there is none of that name and type (T is one of
  /// float, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
  /// std::uint64_t).
  template <typename T>
  [[nodiscard]] Result<std::span<const T>> tensor(std::string_view name) const;

  /// A tensor of bytes as text. Fails as `tensor` does.
  [[nodiscard]] Result<std::string_view> text(std::string_view name) const;

  /// An error about this file, for readers that find the numbers at odds with each other.
  [[nodiscard]] Error broken(const std::string& why) const;

 private:
  struct Storage;  // the mapping, or the bytes
  struct Tensor {
    std::string type;
    std::span<const std::byte> bytes;
  };

  static Result<ModelFile> check(std::shared_ptr<const Storage> storage, const std::string& path,
                                 const Wanted& wanted);
  [[nodiscard]] Result<std::span<const std::byte>> bytes_of(std::string_view name,
                                                            std::string_view type) const;

  std::shared_ptr<const Storage> storage_;
  std::string path_;
  Card card_;
  std::map<std::string, Tensor, std::less<>> tensors_;
};

}  // namespace hearsay::model
