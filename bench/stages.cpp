#include <stdexcept>

#include "bench.h"
#include "engine/data_directory.h"
#include "engine/model_files.h"
#include "extract/extract.h"

namespace hearsay::bench {
namespace {

template <typename T>
T value_or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

template <typename T, typename Load>
const T& loaded(std::optional<T>& slot, const Load& load) {
  if (!slot) slot.emplace(value_or_throw(load()));
  return *slot;
}

}  // namespace

Stages::Stages(const Options& options)
    : directory_(value_or_throw(engine::find_data_directory(options.data))),
      model_(options.model),
      extractor_(value_or_throw(Extractor::load(directory_ + "/models"))) {}

const model::ModelFile& Stages::encoder_file() {
  return loaded(encoder_file_, [&] {
    return encode::open_model(value_or_throw(engine::encoder_path(directory_, model_)));
  });
}

const encode::Encoder& Stages::encoder() {
  return loaded(encoder_, [&] { return encode::Encoder::from_file(encoder_file()); });
}

const Segmenter& Stages::segmenter() {
  return loaded(segmenter_, [&] { return Segmenter::from_file(encoder_file()); });
}

const Annotator& Stages::annotator() {
  return loaded(annotator_,
                [&] { return Annotator::load(encoder_file(), directory_ + "/models"); });
}

void Stages::open_language() {
  encoder();
  segmenter();
  annotator();
}

const Attributor& Stages::attributor() {
  return loaded(attributor_,
                [&] { return Attributor::load(encoder_file(), directory_ + "/models"); });
}

const Gazetteer& Stages::gazetteer() {
  return loaded(gazetteer_, [&] { return Gazetteer::load(directory_ + "/data/gazetteer.bin"); });
}

const Matcher& Stages::matcher() {
  return loaded(matcher_, [&] { return Matcher::load(directory_); });
}

Article plain_article(const Extractor& extractor, const std::string& text,
                      const std::string& date) {
  Source source;
  source.bytes = text;
  source.media_type = MediaType::plain_text;
  source.charset = "utf-8";
  source.published = date;
  ExtractOptions options;
  options.raw = true;
  Article article = value_or_throw(extractor.extract(source, options));
  // The document's date is the one that the set gives, not one that the text happens to name.
  article.published = date;
  if (article.text != text) throw std::runtime_error("the text was changed on its way in");
  return article;
}

}  // namespace hearsay::bench
