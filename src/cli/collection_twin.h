// A collection in memory, for tests of what is printed.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hearsay/collection.h"
#include "hearsay/trace.h"

namespace hearsay::cli {

/// A collection of hand-made documents.
class Twin : public Collection {
 public:
  void add(const std::string& id, const std::string& publisher, const std::string& published,
           const std::vector<std::string>& sentences) {
    auto document = std::make_shared<Document>();
    Article& article = document->article;
    article.id = id;
    article.publisher = publisher;
    article.published = published;
    article.title = "Title of " + id;
    for (const std::string& sentence : sentences) {
      const auto begin = static_cast<std::uint32_t>(article.text.size());
      article.text += sentence + " ";
      Sentence record;
      record.span = {begin, begin + static_cast<std::uint32_t>(sentence.size())};
      document->reading.segmentation.sentences.push_back(record);
    }
    documents_[id] = std::move(document);
  }

  Document& edit(const std::string& id) { return *documents_.at(id); }

  /// The words of sentence `number` (from 1).
  [[nodiscard]] Evidence evidence(const std::string& id, std::size_t number) const {
    const Document& document = *documents_.at(id);
    const Span span = document.reading.segmentation.sentences.at(number - 1).span;
    return {id, span, std::string(words(document.article, span))};
  }

  Result<std::vector<std::string>> document_ids() const override {
    std::vector<std::string> ids;
    for (const auto& [id, document] : documents_) ids.push_back(id);
    return ids;
  }
  Result<std::shared_ptr<const Document>> document(std::string_view id) const override {
    const auto found = documents_.find(std::string(id));
    if (found == documents_.end()) return fail(ErrorKind::not_found, "none");
    return std::shared_ptr<const Document>(found->second);
  }
  Result<Sketch> sketch(std::string_view) const override { return Sketch{}; }
  Result<std::vector<std::pair<std::string, std::size_t>>> sharing(
      const std::vector<std::uint64_t>&, std::string_view, std::size_t) const override {
    return std::vector<std::pair<std::string, std::size_t>>{};
  }
  Result<std::vector<PairMatch>> pair_matches(const std::vector<std::string>&) const override {
    return std::vector<PairMatch>{};
  }
  Result<std::vector<PairMatch>> pair_matches() const override { return std::vector<PairMatch>{}; }
  Result<std::vector<Hit>> search(std::string_view, std::size_t) const override {
    return std::vector<Hit>{};
  }
  Result<std::shared_ptr<const Grouping>> grouping() const override {
    return std::make_shared<const Grouping>(groups);
  }

  Grouping groups;

 private:
  std::map<std::string, std::shared_ptr<Document>> documents_;
};

}  // namespace hearsay::cli
