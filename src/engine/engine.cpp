// Engine: models and a store, and what the stages and the store do when they are called together.
#include "hearsay/engine.h"

#include <algorithm>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/audit.h"
#include "engine/burst.h"
#include "engine/clock.h"
#include "engine/comparables.h"
#include "engine/data_directory.h"
#include "engine/decision_book.h"
#include "engine/export.h"
#include "engine/kept_traces.h"
#include "engine/log.h"
#include "engine/models.h"
#include "engine/ordered_pool.h"
#include "engine/read_article.h"
#include "engine/read_inputs.h"
#include "engine/regroup.h"
#include "store/store.h"
#include "trace/trace.h"

namespace hearsay {
namespace engine {
namespace {

/// Two months apart one thing in common is not enough, however rare: what is told of one event
/// comes within weeks, and pages of one kind are ever more.
constexpr Meeting kMeeting = {.days = 60};

constexpr std::size_t kMatchBytes = std::size_t{4} << 20;  // of texts that wait to be compared
constexpr std::size_t kAuditBytes = std::size_t{64} << 20;
constexpr std::size_t kTracedDocuments = 16 * 1024;  // whose traces are kept, some kilobytes each

template <typename T>
tl::unexpected<Error> error_of(const Result<T>& result) {
  return tl::unexpected<Error>(result.error());
}

std::size_t jobs_of(const EngineOptions& options) {
  if (options.jobs > 0) return options.jobs;
  return std::max(1U, std::thread::hardware_concurrency());
}

/// What a report counts of an article.
struct ArticleFacts {
  bool undated, without_publisher, with_embedded;
  PageKind kind;
};

ArticleFacts facts_of(const Document& document) {
  const Article& article = document.article;
  return {article.published.empty(), article.publisher.empty(), !article.embedded.empty(),
          article.kind};
}

void count(const ArticleFacts& facts, const std::string& path, AddReport& report) {
  ++report.read;
  if (facts.undated) ++report.undated;
  if (facts.without_publisher) ++report.without_publisher;
  if (facts.with_embedded) ++report.with_embedded;
  if (facts.kind == PageKind::article) return;
  ++report.not_articles;
  if (report.pages.size() < kMostFailuresNamed) report.pages.push_back({path, facts.kind});
}

void count_failure(InputFailure failure, const FailureHandler& failed, AddReport& report) {
  if (failed) failed(failure);
  ++report.failed;
  if (report.failures.size() < kMostFailuresNamed) report.failures.push_back(std::move(failure));
}

void count(Added added, AddReport& report) {
  switch (added) {
    case Added::nothing:
    case Added::sighting:
      ++report.known;
      break;
    case Added::new_version:
      ++report.new_versions;
      break;
    case Added::document:
      ++report.added;
      break;
  }
}

/// Stores one reading and counts it.
using KeepOne =
    std::function<Result<void>(const Input& input, InputReading reading, AddReport& report)>;

class LocalEngine final : public Engine {
 public:
  LocalEngine(std::shared_ptr<const Models> models, std::unique_ptr<Store> store,
              const EngineOptions& options, std::string where = {},
              std::shared_ptr<KeptTraces> traces = std::make_shared<KeptTraces>(kTracedDocuments))
      : shared_models_(std::move(models)),
        models_(*shared_models_),
        store_(std::move(store)),
        where_(std::move(where)),
        jobs_(jobs_of(options)),
        now_(options.now),
        traces_(std::move(traces)) {
    if (store_) {
      store_->set_grouper(regroup);
    }
  }

  [[nodiscard]] Result<std::unique_ptr<Engine>> another(bool read_only) const override;
  [[nodiscard]] Result<std::unique_ptr<Moment>> moment() const override { return store_->moment(); }
  [[nodiscard]] Result<std::int64_t> version() const override { return store_->version(); }
  [[nodiscard]] Result<std::int64_t> contents() const override { return store_->contents(); }

  [[nodiscard]] Result<Document> read(const Source& source,
                                      const ReadOptions& options) const override {
    return read_source(source, options, models_);
  }

  void for_each_document(const std::vector<std::string>& inputs, const ReadOptions& options,
                         const DocumentHandler& handler) const override {
    read_inputs(feed_of(inputs, options), ReadingPlan{jobs_, false, options, {}}, models_,
                [&](const Input& input, InputReading reading) {
                  handler(std::move(reading.document), input.path);
                  return true;
                });
  }

  Result<AddReport> add(const std::vector<std::string>& inputs, const ReadOptions& options,
                        const Progress& progress) override;
  Result<void> add_read(std::vector<std::pair<Source, Document>> documents,
                        AddReport& report) override;
  Result<AddReport> rebuild(const Progress& progress, const FailureHandler& failed) override;
  Result<DecisionRow> decide(const DecisionRequest& request) override;
  [[nodiscard]] Result<std::vector<DecisionRow>> decisions() const override {
    return decision_rows(*store_);
  }
  Result<void> export_jsonl(const std::function<bool(std::string_view line)>& sink) const override {
    return engine::export_jsonl(*store_, sink);
  }
  [[nodiscard]] Result<AuditReport> audit() const override;

  [[nodiscard]] Result<Trace> trace(std::string_view query) const override {
    return trace_query({std::string(query), {}});
  }
  [[nodiscard]] Result<Trace> trace_id(std::string_view id) const override {
    return trace_query({{}, std::string(id)});
  }

  [[nodiscard]] Result<std::vector<Revision>> revisions(std::string_view id) const override;

  [[nodiscard]] Result<std::vector<Narrative>> narratives(const Filter& filter) const override {
    return store_->narratives(filter);
  }
  [[nodiscard]] Result<std::vector<ClaimRow>> claims(const Filter& filter) const override {
    return store_->claims(filter);
  }
  [[nodiscard]] Result<std::vector<SourceRow>> sources(const Filter& filter) const override {
    return store_->sources(filter);
  }
  [[nodiscard]] Result<std::vector<DocumentRow>> documents(const Filter& filter) const override {
    return store_->documents(filter);
  }
  [[nodiscard]] Result<std::size_t> total(Listed what, const Filter& filter) const override {
    return store_->total(what, filter);
  }
  [[nodiscard]] Result<StoreTotals> totals() const override { return store_->totals(); }
  [[nodiscard]] Result<std::vector<DocumentRow>> documents_of(
      const std::vector<std::string>& ids) const override {
    return store_->documents_of(ids);
  }
  [[nodiscard]] Result<Original> original(std::string_view id) const override;
  [[nodiscard]] Result<std::vector<std::string>> all_document_ids() const override {
    return store_->all_document_ids();
  }

  [[nodiscard]] const Collection& collection() const override { return *store_; }

 private:
  struct ToAudit {
    Result<StoredDocument> stored;
    Result<std::shared_ptr<const Document>> document;
    std::vector<NamedSpan> passages;
    std::string id;
  };

  Result<void> keep_one(const Input& input, InputReading reading, AddReport& report);
  [[nodiscard]] Result<ReadingPlan> plan_to_store(ReadOptions options) const;
  [[nodiscard]] Result<void> check_hop(const Decision& decision) const;
  Result<std::vector<std::pair<std::string, Analysed>>> read_anew(const Decision& decision);
  Result<std::vector<PairMatch>> match(const Analysed& fresh);
  Result<std::vector<PairMatch>> match_in_turn(const Comparable& ours,
                                               const std::vector<std::string>& ids);
  Result<std::vector<PairMatch>> match_at_once(const Comparable& ours,
                                               const std::vector<std::string>& ids);
  [[nodiscard]] Result<PairMatch> compare(const Comparable& ours, const Comparable& theirs) const;
  [[nodiscard]] Result<Trace> trace_query(const TraceQuery& query) const;
  [[nodiscard]] Result<std::map<std::string, std::vector<NamedSpan>>> shared_passages() const;
  static DocumentAudit audit_one(const ToAudit& each);

  std::shared_ptr<const Models> shared_models_;
  const Models& models_;
  std::unique_ptr<Store> store_;  ///< none where only the models are open
  std::string where_;             ///< the store's name
  std::size_t jobs_;
  std::optional<std::int64_t> now_;  ///< none: by the clock
  Comparables comparables_;
  std::shared_ptr<KeptTraces> traces_;  ///< shared by all sessions with the store
};

/// One call of `add`. What is there already is not read again, so adding a pile anew goes on where
/// it was broken off.
class Adding {
 public:
  Adding(const Models& models, Store& store, ReadingPlan plan, KeepOne keep_one,
         const Progress& progress)
      : models_(models),
        store_(store),
        plan_(std::move(plan)),
        keep_one_(std::move(keep_one)),
        progress_(progress),
        burst_(
            store, store_mutex_,
            [this](const Input& input, InputReading reading) {
              return store_one(input, std::move(reading));
            },
            [this](const Input& input) {
              if (progress_) progress_(++done_, 0, input.path);
            }) {}

  Result<AddReport> run(const std::vector<std::string>& inputs) {
    const SourceFeed feed = [&](const std::function<bool(Input)>& push) {
      feed_of(inputs, plan_.options, true)([&](Input input) {
        if (input.source && !input.is_note) {
          const std::scoped_lock lock(store_mutex_);
          look_up(input);
        }
        return push(std::move(input));
      });
    };
    read_inputs(feed, plan_, models_, [&](Input input, InputReading reading) {
      return keep(std::move(input), std::move(reading));
    });
    flush();
    try_again();
    flush();
    if (!outcome_) return error_of(outcome_);
    return std::move(report_);
  }

 private:
  /// Revisits whose original may come behind them; further ones are only counted.
  static constexpr std::size_t kMostWaiting = 10'000;

  /// Gives a revisit the bytes that it repeats, where they are here, and any source its id, where
  /// it is known.
  void look_up(Input& input) {
    Source& source = *input.source;
    if (source.revisit) {
      // "The last fetch until then" is only known when all are stored: else threads would decide.
      if (!source.revisit->is_exact && !all_stored_) return;
      auto found = store_.revisited(*source.revisit);
      if (!found || !*found) return;
      source.bytes = std::move((*found)->bytes);
      source.media_type = (*found)->media_type;
      source.charset = std::move((*found)->charset);
      source.revisit.reset();
    }
    input.known = store_.known(source).value_or(std::string());
  }

  bool keep(Input input, InputReading reading) {
    // What it repeats may have been on its way when it was read.
    if (input.source && input.source->revisit && !find_repeated(input, reading)) {
      if (waiting_.size() < kMostWaiting) {
        waiting_.push_back(std::move(input));
      } else {
        ++not_found_;
      }
      return true;
    }
    return push(std::move(input), std::move(reading));
  }

  bool find_repeated(Input& input, InputReading& reading) {
    {
      const std::scoped_lock lock(store_mutex_);
      look_up(input);
    }
    if (input.source->revisit) return false;
    reading = read_input(input, plan_, models_);
    return true;
  }

  bool push(Input input, InputReading reading) {
    if (plan_.options.stop && plan_.options.stop()) return false;
    outcome_ = burst_.push(std::move(input), std::move(reading));
    return outcome_.has_value();
  }

  void flush() {
    if (outcome_) outcome_ = burst_.flush();
  }

  /// One document that cannot be stored is counted, and its neighbours go on.
  Result<void> store_one(const Input& input, InputReading reading) {
    const auto kept = keep_one_(input, std::move(reading), report_);
    if (kept || kept.error().kind != ErrorKind::input) return kept;
    count_failure({input.path, kept.error()}, plan_.options.failed, report_);
    return {};
  }

  void try_again() {
    all_stored_ = true;
    for (Input& input : waiting_) {
      if (!outcome_) return;
      InputReading reading;
      if (!find_repeated(input, reading)) {
        ++not_found_;
      } else if (!push(std::move(input), std::move(reading))) {
        return;
      }
    }
    if (not_found_ == 0 || !plan_.options.note) return;
    plan_.options.note(std::to_string(not_found_) +
                       (not_found_ == 1 ? " revisit record repeats" : " revisit records repeat") +
                       " what the store does not hold: add the archive with the original first");
  }

  const Models& models_;
  Store& store_;
  const ReadingPlan plan_;
  const KeepOne keep_one_;
  const Progress& progress_;
  std::mutex store_mutex_;
  std::vector<Input> waiting_;
  bool all_stored_ = false;  // but for those that wait
  std::size_t not_found_ = 0;
  AddReport report_;
  Result<void> outcome_;
  std::size_t done_ = 0;
  Burst burst_;
};

/// Whole readings, as the analyst has decided until now, with sketches.
Result<ReadingPlan> LocalEngine::plan_to_store(ReadOptions options) const {
  const auto log = store_->decisions();
  if (!log) return error_of(log);
  return ReadingPlan{jobs_, true, std::move(options), decided_readings(*log)};
}

Result<AddReport> LocalEngine::add(const std::vector<std::string>& inputs,
                                   const ReadOptions& options, const Progress& progress) {
  // A store of another analysis refuses here, before anything is read.
  if (const auto usable = store_->document_ids(); !usable) return error_of(usable);
  // How a document is read must follow from the document: a store is always of whole readings.
  ReadOptions whole = options;
  whole.raw = false;
  whole.whole_reading = true;
  const auto keep = [this](const Input& input, InputReading reading, AddReport& report) {
    return keep_one(input, std::move(reading), report);
  };
  auto plan = plan_to_store(std::move(whole));
  if (!plan) return error_of(plan);
  auto report = Adding(models_, *store_, *std::move(plan), keep, progress).run(inputs);
  if (const auto settled = store_->settle(); report && !settled) return error_of(settled);
  return report;
}

/// Stores one reading and counts it. Errors of kind `input` are about this document alone.
Result<void> LocalEngine::keep_one(const Input& input, InputReading reading, AddReport& report) {
  if (!input.known.empty()) {
    const auto document = store_->document(input.known);
    if (!document) return error_of(document);
    count(facts_of(**document), input.path, report);
    ++report.known;
    return {};
  }
  if (!reading.document) return error_of(reading.document);
  // Counted before the document is given away, told only when it is stored.
  const ArticleFacts facts = facts_of(*reading.document);
  const auto added = store_->add(
      *input.source,
      Analysed{std::move(*reading.document), std::move(reading.sketch), std::move(reading.outline)},
      [this](const Analysed& fresh) { return match(fresh); });
  if (!added) return error_of(added);
  count(facts, input.path, report);
  count(*added, report);
  return {};
}

Result<void> LocalEngine::add_read(std::vector<std::pair<Source, Document>> documents,
                                   AddReport& report) {
  const auto change = store_->change();
  if (!change) return error_of(change);
  for (auto& [source, document] : documents) {
    InputReading reading;
    reading.sketch = models_.matcher.sketch(document);
    reading.outline = models_.matcher.outline(document, reading.sketch);
    reading.document = std::move(document);
    const std::string path = source.path;
    const auto kept = keep_one(Input{std::move(source), path}, std::move(reading), report);
    if (!kept) return kept;
  }
  return (*change)->keep();
}

Result<AddReport> LocalEngine::rebuild(const Progress& progress, const FailureHandler& failed) {
  const auto ids = store_->all_document_ids();
  if (!ids) return error_of(ids);
  const auto plan = plan_to_store({});
  if (!plan) return error_of(plan);
  if (const auto begun = store_->begin_rebuild(); !begun) return error_of(begun);
  AddReport report;
  Result<void> outcome;
  std::size_t done = 0;
  // Originals are fetched by the feeding thread while readings are stored by this one.
  std::mutex store_mutex;
  const SourceFeed feed = [&](const std::function<bool(Input)>& push) {
    for (const std::string& id : *ids) {
      auto stored = [&] {
        const std::scoped_lock lock(store_mutex);
        return store_->stored(id);
      }();
      Input input{stored ? Result<Source>(std::move(stored->source)) : error_of(stored), id};
      if (!push(std::move(input))) return;
    }
  };
  const auto replace = [&](const Input& input, InputReading reading) -> Result<void> {
    if (!reading.document) {
      count_failure({input.path, reading.document.error()}, failed, report);
      return {};
    }
    count(facts_of(*reading.document), input.path, report);
    ++report.added;
    return store_->replace_reading(input.path,
                                   Analysed{std::move(*reading.document), std::move(reading.sketch),
                                            std::move(reading.outline)},
                                   [this](const Analysed& fresh) { return match(fresh); });
  };
  Burst burst(*store_, store_mutex, replace, [&](const Input& input) {
    if (progress) progress(++done, ids->size(), input.path);
  });
  const auto keep = [&](Input input, InputReading reading) {
    outcome = burst.push(std::move(input), std::move(reading));
    return outcome.has_value();
  };
  read_inputs(feed, *plan, models_, keep);
  if (outcome) outcome = burst.flush();
  if (outcome) outcome = store_->finish_rebuild();
  if (outcome) outcome = store_->settle();
  if (!outcome) return error_of(outcome);
  return report;
}

Result<DecisionRow> LocalEngine::decide(const DecisionRequest& request) {
  // A store of another analysis refuses here, before anything is done.
  if (const auto usable = store_->document_ids(); !usable) return error_of(usable);
  const auto decision = decision_of(request, *store_, utc_time(now_));
  if (!decision) return error_of(decision);
  if (const auto sound = check_hop(*decision); !sound) return error_of(sound);
  auto readings = read_anew(*decision);
  if (!readings) return error_of(readings);
  const auto done = store_->decide(*decision, *std::move(readings),
                                   [this](const Analysed& fresh) { return match(fresh); });
  if (!done) return error_of(done);
  return decision_row(*store_, decision->number);
}

/// What is rejected as a hop has to be one in a trace: else a mistyped name would do nothing,
/// unsaid.
Result<void> LocalEngine::check_hop(const Decision& decision) const {
  if (decision.verb != Verb::reject || decision.about.size() != 2) return {};
  const auto rejected = ruling_of(decision, *store_);
  if (!rejected) return error_of(rejected);
  if (!*rejected) return {};
  auto decided = rulings(*store_);
  if (!decided) return error_of(decided);
  std::vector<Ruling> with = *decided;
  with.push_back(**rejected);
  const std::string& document = with.back().parts.back().document;
  const auto narratives = store_->narratives_with(document);
  if (!narratives) return error_of(narratives);
  for (const std::string& narrative : *narratives) {
    const auto before = hearsay::trace(*store_, {{}, narrative}, *decided);
    if (!before) return error_of(before);
    const auto after = hearsay::trace(*store_, {{}, narrative}, with);
    if (!after) return error_of(after);
    if (before->edges != after->edges) return {};
  }
  return fail(ErrorKind::not_found,
              "Document " + document + " has no such hop: \"hearsay trace\" shows those it has.");
}

/// The documents that are read otherwise once `decision` stands in the log, by id.
Result<std::vector<std::pair<std::string, Analysed>>> LocalEngine::read_anew(
    const Decision& decision) {
  auto log = store_->decisions();
  if (!log) return error_of(log);
  const DecidedReadings before = decided_readings(*log);
  log->push_back(decision);
  const ReadingPlan plan{1, true, {}, decided_readings(*log)};
  std::set<std::string> hashes;  // of what decisions in force were or are about
  for (const auto* decided : {&before, &plan.decided}) {
    for (const auto& [hash, decisions] : *decided) hashes.insert(hash);
  }
  std::vector<std::pair<std::string, Analysed>> readings;
  for (const std::string& hash : hashes) {
    if (decisions_of(before, hash) == decisions_of(plan.decided, hash)) continue;
    const auto id = store_->id_with_hash(hash);
    if (!id) return error_of(id);
    if (!*id) continue;
    auto stored = store_->stored(**id);
    if (!stored) return error_of(stored);
    InputReading reading = read_input(Input{std::move(stored->source), **id}, plan, models_);
    if (!reading.document) return error_of(reading.document);
    readings.emplace_back(**id, Analysed{std::move(*reading.document), std::move(reading.sketch),
                                         std::move(reading.outline)});
  }
  return readings;
}

/// Compares a new document with all that share keys with it. Few are compared at once: threads
/// would cost more than they save. Many are on all threads: the store is read by one of them, the
/// comparing is done by the others.
Result<std::vector<PairMatch>> LocalEngine::match(const Analysed& fresh) {
  constexpr std::size_t kFew = 16;
  const auto ids = store_->candidates(fresh.document.article.id, fresh.sketch, kMeeting);
  if (!ids) return error_of(ids);
  if (ids->empty()) return std::vector<PairMatch>{};
  // Lent for the time of this call.
  const Comparable ours = models_.matcher.prepare(
      std::shared_ptr<const Document>(std::shared_ptr<void>(), &fresh.document), fresh.sketch,
      fresh.outline);
  const bool is_for_one = jobs_ == 1 || ids->size() <= kFew;
  return is_for_one ? match_in_turn(ours, *ids) : match_at_once(ours, *ids);
}

Result<PairMatch> LocalEngine::compare(const Comparable& ours, const Comparable& theirs) const {
  try {
    return models_.matcher.match_pair(ours, theirs);
  } catch (const std::exception& fault) {
    return fail(ErrorKind::input, "It cannot be compared with document " +
                                      theirs.document()->article.id + ": " + fault.what() + ".");
  }
}

Result<std::vector<PairMatch>> LocalEngine::match_in_turn(const Comparable& ours,
                                                          const std::vector<std::string>& ids) {
  std::vector<PairMatch> matches;
  for (const std::string& id : ids) {
    const auto theirs = comparables_.get(id, *store_, models_.matcher);
    if (!theirs) return error_of(theirs);
    auto found = compare(ours, *theirs);
    if (!found) return error_of(found);
    matches.push_back(std::move(*found));
  }
  return matches;
}

Result<std::vector<PairMatch>> LocalEngine::match_at_once(const Comparable& ours,
                                                          const std::vector<std::string>& ids) {
  std::vector<PairMatch> matches;
  Result<void> outcome, unread;  // of this thread and of the one that reads
  OrderedPool<Comparable, Result<PairMatch>> pool(std::min(jobs_, ids.size()), kMatchBytes);
  pool.run(
      [&](const auto& push) {
        for (const std::string& id : ids) {
          auto theirs = comparables_.get(id, *store_, models_.matcher);
          if (!theirs) {
            unread = error_of(theirs);
            return;
          }
          const std::size_t cost = theirs->document()->article.text.size();
          if (!push(std::move(*theirs), cost)) return;
        }
      },
      [&](const Comparable& theirs) { return compare(ours, theirs); },
      [&](const Comparable& /*theirs*/, Result<PairMatch> found) {
        if (found) {
          matches.push_back(std::move(*found));
        } else {
          outcome = error_of(found);
        }
        return found.has_value();
      });
  if (!unread) return error_of(unread);
  if (!outcome) return error_of(outcome);
  return matches;
}

Result<Original> LocalEngine::original(std::string_view id) const {
  auto stored = store_->stored(id);
  if (!stored) return error_of(stored);
  return Original{std::move(stored->source), std::move(stored->sha256), std::move(stored->paths)};
}

Result<Trace> LocalEngine::trace_query(const TraceQuery& query) const {
  const auto as_of = store_->moment();
  if (!as_of) return error_of(as_of);
  auto meaning = meaning_of(*store_, query);
  if (!meaning) return error_of(meaning);
  const auto contents = store_->contents();
  if (!contents) return error_of(contents);
  const auto found = traces_->get(*contents, meaning->narrative, [&]() -> Result<Trace> {
    const auto decided = rulings(*store_);
    if (!decided) return error_of(decided);
    return trace_narrative(*store_, meaning->narrative, *decided);
  });
  if (!found) return error_of(found);
  Trace trace = answer_to(query, *std::move(meaning), **found);
  auto rows = decision_rows(*store_, trace);
  if (!rows) return error_of(rows);
  trace.decisions = *std::move(rows);
  return trace;
}

Result<std::vector<Revision>> LocalEngine::revisions(std::string_view id) const {
  const auto as_of = store_->moment();
  if (!as_of) return error_of(as_of);
  auto versions = store_->versions(id);
  if (!versions) return error_of(versions);
  // Of the versions one is current, and only that one has earlier ones.
  versions->emplace_back(id);
  for (const std::string& version : *versions) {
    auto found = hearsay::revisions(*store_, version);
    if (!found || !found->empty()) return found;
  }
  return std::vector<Revision>{};
}

/// The passages that each document shares with others, under names that say with whom.
Result<std::map<std::string, std::vector<NamedSpan>>> LocalEngine::shared_passages() const {
  std::map<std::string, std::vector<NamedSpan>> passages;
  const auto done = store_->for_each_match([&](const PairMatch& match) {
    if (!match.reuse) return true;
    for (const auto& [from, to] : match.reuse->spans) {
      passages[match.reuse->from].push_back({"passage shared with " + match.reuse->to, from});
      passages[match.reuse->to].push_back({"passage shared with " + match.reuse->from, to});
    }
    return true;
  });
  if (!done) return error_of(done);
  return passages;
}

DocumentAudit LocalEngine::audit_one(const ToAudit& each) {
  DocumentAudit failed;
  if (!each.stored) {
    failed.problems.push_back("Document " + each.id + ": " + each.stored.error().message);
  } else if (!each.document) {
    failed.problems.push_back("Document " + each.id + ": " + each.document.error().message);
  } else {
    try {
      return audit_document(*each.stored, **each.document, each.passages);
    } catch (const std::exception& fault) {
      failed.problems.push_back("Document " + each.id + " cannot be checked: " + fault.what());
    }
  }
  return failed;
}

Result<AuditReport> LocalEngine::audit() const {
  const auto ids = store_->all_document_ids();
  if (!ids) return error_of(ids);
  auto passages = shared_passages();
  if (!passages) return error_of(passages);
  AuditReport report;
  OrderedPool<ToAudit, DocumentAudit> pool(jobs_, kAuditBytes);
  pool.run(
      [&](const auto& push) {
        // Only this thread touches the store while the audit runs.
        for (const std::string& id : *ids) {
          ToAudit each{store_->stored(id), store_->document(id), std::move((*passages)[id]), id};
          const std::size_t cost = each.stored ? each.stored->source.bytes.size() : 0;
          if (!push(std::move(each), cost)) return;
        }
      },
      audit_one,
      [&](const ToAudit& /*each*/, DocumentAudit audit) {
        ++report.documents;
        report.spans += audit.spans;
        std::move(audit.problems.begin(), audit.problems.end(),
                  std::back_inserter(report.problems));
        return true;
      });
  return report;
}

Result<Models> models_of(const EngineOptions& options) {
  const auto directory = find_data_directory(options.data_directory);
  if (!directory) return error_of(directory);
  return load_models(*directory, options.model);
}

Result<std::unique_ptr<Store>> store_for(const Models& models, const std::string& where,
                                         bool read_only) {
  StoreOptions options;
  options.read_only = read_only;
  options.analysis = models.analysis;
  return open_store(where, options);
}

Result<std::unique_ptr<Engine>> LocalEngine::another(bool read_only) const {
  auto opened = store_for(models_, where_, read_only);
  if (!opened) return error_of(opened);
  EngineOptions options;
  options.jobs = jobs_;
  options.now = now_;
  return std::make_unique<LocalEngine>(shared_models_, std::move(*opened), options, where_,
                                       traces_);
}

}  // namespace
}  // namespace engine

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options) {
  auto models = engine::models_of(options);
  if (!models) return tl::unexpected<Error>(models.error());
  return std::make_unique<engine::LocalEngine>(
      std::make_shared<const engine::Models>(std::move(*models)), nullptr, options);
}

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options, const std::string& store,
                                             bool read_only) {
  auto models = engine::models_of(options);
  if (!models) return tl::unexpected<Error>(models.error());
  auto opened = engine::store_for(*models, store, read_only);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return std::make_unique<engine::LocalEngine>(
      std::make_shared<const engine::Models>(std::move(*models)), std::move(*opened), options,
      store);
}

}  // namespace hearsay
