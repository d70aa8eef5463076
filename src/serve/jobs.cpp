#include "serve/jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <system_error>

#include "text/utf8.h"

namespace hearsay::serve {
namespace {

namespace fs = std::filesystem;
using json::Json;

constexpr std::size_t kMostWaiting = 32;
constexpr std::size_t kMostKept = 100;
constexpr std::size_t kMostNotes = 200;
constexpr std::chrono::seconds kHeartbeat{10};  // a line that shows whether anybody still listens

/// The last part of a path that somebody sent, with characters that no file system minds.
std::string harmless(const std::string& name) {
  constexpr std::size_t kLongest = 120;
  std::string out;
  for (const char c : name.substr(name.find_last_of("/\\") + 1)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        byte >= 0x80 || (byte > 0x20 && byte != 0x7F &&
                         std::string_view("<>:\"|?*'`$&;").find(c) == std::string_view::npos);
    out += is_plain ? c : '_';
  }
  while (!out.empty() && (out.front() == '.' || out.front() == '-')) out.erase(0, 1);
  if (out.size() > kLongest) out.erase(0, out.size() - kLongest);  // the ending tells what it is
  while (!out.empty() && (static_cast<unsigned char>(out.front()) & 0xC0U) == 0x80) out.erase(0, 1);
  return out.empty() ? "upload" : out;
}

std::string event(std::string_view name, const Json& data) {
  return fmt::format("event: {}\ndata: {}\n\n", name, json::dump(data));
}

Json failure_row(const InputFailure& failure) {
  return {{"path", failure.path}, {"message", failure.error.message}};
}

}  // namespace

Result<std::unique_ptr<Upload>> Upload::make(const std::string& name) {
  std::error_code failed;
  std::string folder = (fs::temp_directory_path(failed) / "hearsay-upload-XXXXXX").string();
  if (failed || mkdtemp(folder.data()) == nullptr) {
    return fail(ErrorKind::store, "There is no room for uploads on this machine's disk.");
  }
  return std::unique_ptr<Upload>(new Upload(fs::path(folder) / harmless(name)));
}

Upload::~Upload() {
  std::error_code ignored;
  fs::remove_all(file_.parent_path(), ignored);
}

Jobs::Jobs(Engines& engines) : engines_(engines), thread_([this] { work(); }) {}

Jobs::~Jobs() { stop(); }

void Jobs::stop() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

bool Jobs::has_ended(const Job& job) {
  return job.state != State::queued && job.state != State::running;
}

Result<std::string> Jobs::add(std::vector<std::string> inputs, std::unique_ptr<Upload> upload) {
  const std::scoped_lock lock(mutex_);
  const auto waiting = std::count_if(jobs_.begin(), jobs_.end(),
                                     [](const Pointer& job) { return !has_ended(*job); });
  if (stopped_ || static_cast<std::size_t>(waiting) >= kMostWaiting) {
    return fail(ErrorKind::store, "Too many piles wait to be added: try again later.");
  }
  auto job = std::make_shared<Job>();
  job->id = fmt::format("j{}", ++last_number_);
  job->inputs = std::move(inputs);
  if (upload) job->inputs = {upload->file().filename().string()};
  job->upload = std::move(upload);
  jobs_.push_back(job);
  forget_old();
  changed_.notify_all();
  return job->id;
}

void Jobs::forget_old() {
  while (jobs_.size() > kMostKept) {
    const auto ended = std::find_if(jobs_.begin(), jobs_.end(),
                                    [](const Pointer& job) { return has_ended(*job); });
    if (ended == jobs_.end()) return;
    jobs_.erase(ended);
  }
}

Jobs::Pointer Jobs::find(const std::string& id) const {
  const auto found =
      std::find_if(jobs_.begin(), jobs_.end(), [&](const Pointer& job) { return job->id == id; });
  return found == jobs_.end() ? nullptr : *found;
}

Json Jobs::row(const Job& job) {
  static constexpr const char* kNames[] = {"queued", "running", "done", "failed", "cancelled"};
  Json failures = Json::array();
  for (const InputFailure& each : job.failures) failures.push_back(failure_row(each));
  return {{"id", job.id},
          {"state", kNames[static_cast<std::size_t>(job.state)]},
          {"inputs", job.inputs},
          {"done", job.done},
          {"total", job.total == 0 ? Json() : Json(job.total)},
          {"path", job.path.empty() ? Json() : Json(job.path)},
          {"failures", std::move(failures)},
          {"notes", job.notes},
          {"report", job.report ? json::row(*job.report) : Json()},
          {"error", job.error.empty() ? Json() : Json(job.error)}};
}

Json Jobs::list() const {
  const std::scoped_lock lock(mutex_);
  Json items = Json::array();
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) items.push_back(row(**job));
  const std::size_t total = items.size();
  return {{"schema", 1}, {"items", std::move(items)}, {"total", total}};
}

std::optional<Json> Jobs::one(const std::string& id) const {
  const std::scoped_lock lock(mutex_);
  const Pointer job = find(id);
  if (!job) return std::nullopt;
  return row(*job);
}

bool Jobs::cancel(const std::string& id) {
  const std::scoped_lock lock(mutex_);
  const Pointer job = find(id);
  if (!job) return false;
  job->cancelled = true;
  if (job->state == State::queued) {
    job->state = State::cancelled;
    job->upload.reset();
    ++job->changes;
  }
  changed_.notify_all();
  return true;
}

Jobs::Pointer Jobs::next() {
  std::unique_lock lock(mutex_);
  Pointer found;
  changed_.wait(lock, [&] {
    const auto queued = std::find_if(
        jobs_.begin(), jobs_.end(), [](const Pointer& job) { return job->state == State::queued; });
    if (queued != jobs_.end()) found = *queued;
    return stopped_ || found;
  });
  if (stopped_) return nullptr;
  found->state = State::running;
  ++found->changes;
  changed_.notify_all();
  return found;
}

void Jobs::work() {
  while (const Pointer job = next()) run(job);
}

template <typename Change>
void Jobs::change(const Pointer& job, const Change& what) {
  const std::scoped_lock lock(mutex_);
  what(*job);
  ++job->changes;
  changed_.notify_all();
}

void Jobs::run(const Pointer& job) {
  auto report = [&]() -> Result<AddReport> {
    try {
      return add_all(job);
    } catch (const std::exception& fault) {
      return fail(ErrorKind::input,
                  "A fault of hearsay (please report it): " + text::printable(fault.what()));
    }
  }();
  std::unique_ptr<Upload> upload;  // its files go outside the lock
  change(job, [&](Job& ended) {
    upload = std::move(ended.upload);
    if (!report) {
      ended.state = State::failed;
      ended.error = report.error().message;
      return;
    }
    ended.state = ended.cancelled || stopped_ ? State::cancelled : State::done;
    ended.report = std::move(*report);
  });
}

Result<AddReport> Jobs::add_all(const Pointer& job) {
  if (!engine_) {
    auto engine = engines_.writer();
    if (!engine) return tl::unexpected(engine.error());
    engine_ = std::move(*engine);
  }
  ReadOptions options;
  std::vector<std::string> inputs = job->inputs;
  if (job->upload) {
    inputs = {job->upload->file().string()};
    options.unnamed_folder = job->upload->file().parent_path().string() + '/';
  }
  options.stop = [&] {
    const std::scoped_lock lock(mutex_);
    return stopped_ || job->cancelled;
  };
  options.note = [&](const std::string& note) {
    change(job, [&](Job& running) {
      if (running.notes.size() < kMostNotes) running.notes.push_back(note);
    });
  };
  options.failed = [&](const InputFailure& failure) {
    change(job, [&](Job& running) {
      if (running.failures.size() < kMostFailuresNamed) running.failures.push_back(failure);
    });
  };
  const Progress progress = [&](std::size_t done, std::size_t total, std::string_view path) {
    change(job, [&](Job& running) {
      running.done = done;
      running.total = total;
      running.path = path;
    });
  };
  auto report = engine_->add(inputs, options, progress);
  // Groups are made now and kept, so that whoever reads next does not have to.
  if (report) static_cast<void>(engine_->collection().largest(0));
  return report;
}

void Jobs::follow(const std::string& id, const Send& send) {
  std::unique_lock lock(mutex_);
  const Pointer job = find(id);
  if (!job) return;
  std::size_t seen = 0, failures = 0, notes = 0;
  bool is_first = true;
  while (true) {
    const bool has_news = changed_.wait_for(
        lock, kHeartbeat, [&] { return is_first || stopped_ || job->changes != seen; });
    is_first = false;
    std::string out = has_news ? "" : ": still here\n\n";
    if (has_news) {
      seen = job->changes;
      out += event("progress", {{"state", row(*job).at("state")},
                                {"done", job->done},
                                {"total", job->total == 0 ? Json() : Json(job->total)},
                                {"path", job->path.empty() ? Json() : Json(job->path)}});
    }
    for (; failures < job->failures.size(); ++failures) {
      out += event("failure", failure_row(job->failures[failures]));
    }
    for (; notes < job->notes.size(); ++notes) out += event("note", {{"text", job->notes[notes]}});
    const bool is_end = has_ended(*job);
    if (is_end) out += event("done", row(*job));
    const bool is_over = is_end || stopped_;
    lock.unlock();
    if (!send(out) || is_over) return;
    lock.lock();
  }
}

}  // namespace hearsay::serve
