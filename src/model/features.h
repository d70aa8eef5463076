// The features of a sequence, written by one piece of code for two readers: the tagger, which wants
// hashes, and the trainer, which wants to read them. So the two can never disagree.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "text/hash.h"

namespace hearsay::model {

/// Hashes (`text::hash64`) of the features of every position of a sequence.
using Features = std::vector<std::vector<std::uint64_t>>;

/// Takes the features of a sequence, position by position. A feature is a string: "w=ministry".
class FeatureSink {
 public:
  FeatureSink() = default;
  FeatureSink(const FeatureSink&) = delete;
  FeatureSink& operator=(const FeatureSink&) = delete;
  virtual ~FeatureSink() = default;

  /// Starts the next position.
  virtual void next() = 0;

  /// Adds the feature that the parts make in a row to the position begun last.
  void add(std::initializer_list<std::string_view> parts) {
    scratch_.clear();
    for (const std::string_view part : parts) scratch_ += part;
    take(scratch_);
  }
  void add(std::string_view feature) { take(feature); }

 private:
  virtual void take(std::string_view feature) = 0;
  std::string scratch_;
};

/// For the tagger.
class HashedFeatures final : public FeatureSink {
 public:
  void next() override { features_.emplace_back(); }
  [[nodiscard]] const Features& features() const { return features_; }

 private:
  void take(std::string_view feature) override {
    features_.back().push_back(text::hash64(feature));
  }
  Features features_;
};

/// For the trainer, and for reading.
class NamedFeatures final : public FeatureSink {
 public:
  void next() override { features_.emplace_back(); }
  [[nodiscard]] const std::vector<std::vector<std::string>>& features() const { return features_; }

 private:
  void take(std::string_view feature) override { features_.back().emplace_back(feature); }
  std::vector<std::vector<std::string>> features_;
};

}  // namespace hearsay::model
