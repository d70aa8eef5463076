// Writes text together with the map that leads each run of it back to the source's bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/decode.h"
#include "hearsay/article.h"

namespace hearsay::extraction {

/// Text with its origin, as it grows. Runs join where text and bytes both go on.
class MappedText {
 public:
  /// Appends decoded text as it stands.
  void add_verbatim(const Decoded& decoded, std::uint32_t begin, std::uint32_t end);

  /// Appends `text` for the decoded range [begin, end), which as a whole it stands for.
  void add_replaced(std::string_view text, const Decoded& decoded, std::uint32_t begin,
                    std::uint32_t end);

  /// Appends what another builder wrote.
  void append(const MappedText& other);

  /// Takes away everything from `size` on.
  void cut(std::size_t size);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const OriginMap& origin() const { return origin_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] bool empty() const { return text_.empty(); }

  /// Gives both away.
  std::string take_text() { return std::move(text_); }
  OriginMap take_origin() { return std::move(origin_); }

 private:
  enum class Join { none, same_length, any };
  void add(std::string_view text, std::uint64_t byte_begin, std::uint64_t byte_length, Join join);

  std::string text_;
  OriginMap origin_;
  bool joins_any_ = false;  // the last run is of transcoded characters
};

}  // namespace hearsay::extraction
