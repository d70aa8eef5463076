// Reading all documents of some inputs on several threads, handed over in input order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/log.h"
#include "engine/models.h"
#include "hearsay/engine.h"
#include "hearsay/match.h"

namespace hearsay::engine {

/// An input on its way.
struct Input {
  Result<Source> source;
  std::string path;
  std::string known = {};  ///< id of the document that it is, where it need not be read again
  bool is_note = false;    ///< no input, but a remark; `path` has its words
};

/// What became of it; nothing, where it is known. Sketch and outline are made along with it where
/// they are asked for.
struct InputReading {
  Result<Document> document;
  Sketch sketch = {};
  Outline outline = {};
};

/// Returns false to stop.
using ReadingHandler = std::function<bool(Input input, InputReading reading)>;

struct ReadingPlan {
  std::size_t jobs = 1;
  bool sketch = false;
  ReadOptions options;
  DecidedReadings decided = {};  ///< how the analyst wants documents of the store to be read
};

/// Hands over sources, one after the other; runs on a thread of its own. `push` returns false to
/// stop.
using SourceFeed = std::function<void(const std::function<bool(Input)>& push)>;

void read_inputs(const SourceFeed& feed, const ReadingPlan& plan, const Models& models,
                 const ReadingHandler& handler);

/// The documents of what a user names; a WARC's revisits too, where they are asked for.
/// `plan.options.note` is told by `read_inputs`.
SourceFeed feed_of(const std::vector<std::string>& inputs, const ReadOptions& options,
                   bool revisits = false);

/// One input by itself, on this thread.
InputReading read_input(const Input& input, const ReadingPlan& plan, const Models& models);

}  // namespace hearsay::engine
