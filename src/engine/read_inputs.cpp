#include "engine/read_inputs.h"

#include <exception>
#include <new>

#include "engine/ordered_pool.h"
#include "engine/read_article.h"
#include "ingest/ingest.h"
#include "text/utf8.h"

namespace hearsay::engine {
namespace {

/// Bytes of sources under way; what is made of them is some tens of times as large.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

/// Every mention of a folder taken out.
std::string without(const std::string& folder, std::string text) {
  if (folder.empty()) return text;
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) {
    text.erase(at, folder.size());
  }
  return text;
}

/// Runs the feed; what breaks it off becomes the last input's failure.
void run_feed(const SourceFeed& feed, const std::function<bool(Input)>& push) {
  try {
    feed(push);
  } catch (const std::exception& fault) {
    push(Input{fail(ErrorKind::input,
                    "The inputs cannot be read further: " + text::printable(fault.what()) + "."),
               "(inputs)"});
  }
}

}  // namespace

InputReading read_input(const Input& input, const ReadingPlan& plan, const Models& models) {
  if (!input.source) return {tl::unexpected<Error>(input.source.error())};
  if (!input.known.empty() || input.is_note || input.source->revisit) return {};
  InputReading reading{read_source(*input.source, plan.options, models, plan.decided)};
  if (!plan.sketch || !reading.document) return reading;
  try {
    reading.sketch = models.matcher.sketch(*reading.document);
    reading.outline = models.matcher.outline(*reading.document, reading.sketch);
  } catch (const std::exception& fault) {
    reading.document =
        fail(ErrorKind::input,
             "A fault of hearsay, not of the document: " + text::printable(fault.what()) + ".");
  }
  return reading;
}

void read_inputs(const SourceFeed& feed, const ReadingPlan& plan, const Models& models,
                 const ReadingHandler& handler) {
  OrderedPool<Input, InputReading> pool(plan.jobs, kMostBytes);
  pool.run(
      [&](const auto& push) {
        run_feed(feed, [&](Input input) {
          const std::size_t cost = input.source ? input.source->bytes.size() : 0;
          return push(std::move(input), cost);
        });
      },
      [&](const Input& input) { return read_input(input, plan, models); },
      [&](Input input, InputReading reading) {
        if (input.is_note) {
          if (plan.options.note) plan.options.note(input.path);
          return true;
        }
        return handler(std::move(input), std::move(reading));
      });
}

SourceFeed feed_of(const std::vector<std::string>& inputs, const ReadOptions& options,
                   bool revisits) {
  return [&inputs, &options, revisits](const std::function<bool(Input)>& push) {
    IngestOptions ingesting;
    ingesting.allow_private = options.allow_private;
    ingesting.revisits = revisits;
    ingesting.note = [&](const std::string& note) {
      push(Input{.source = Source{}, .path = note, .known = {}, .is_note = true});
    };
    const std::string& unnamed = options.unnamed_folder;
    for_each_source(inputs, ingesting, [&](Result<Source> source, const std::string& path) {
      if (source) source->path = without(unnamed, std::move(source->path));
      if (!source) source.error().message = without(unnamed, std::move(source.error().message));
      return push(Input{std::move(source), without(unnamed, path)});
    });
  };
}

}  // namespace hearsay::engine
