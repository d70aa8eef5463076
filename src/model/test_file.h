// Model files made in memory, for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace hearsay::model {

template <typename T>
std::string raw(const std::vector<T>& numbers) {
  std::string bytes(numbers.size() * sizeof(T), '\0');
  if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

/// Builds safetensors bytes, tensors in the order given.
class Builder {
 public:
  Builder() { header_["__metadata__"] = nlohmann::ordered_json::object(); }
  Builder& card(const std::string& key, const std::string& value) {
    header_["__metadata__"][key] = value;
    return *this;
  }
  template <typename T>
  Builder& tensor(const std::string& name, const std::string& type, const std::vector<T>& numbers) {
    const std::size_t begin = data_.size();
    data_ += raw(numbers);
    header_[name] = {
        {"dtype", type}, {"shape", {numbers.size()}}, {"data_offsets", {begin, data_.size()}}};
    return *this;
  }
  nlohmann::ordered_json& header() { return header_; }
  [[nodiscard]] std::string bytes() const {
    std::string text = header_.dump();
    while (text.size() % 8 != 0) text += ' ';
    return raw(std::vector<std::uint64_t>{text.size()}) + text + data_;
  }

 private:
  nlohmann::ordered_json header_;
  std::string data_;
};

}  // namespace hearsay::model
