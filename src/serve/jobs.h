// Piles that are added while the server runs: one after the other, on a thread of their own, with
// a session that writes. Whoever wants can follow.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "hearsay/engine.h"
#include "serve/answer.h"
#include "serve/engines.h"

namespace hearsay::serve {

inline constexpr std::size_t kMostUploadBytes = std::size_t{64} << 20;

/// A file that was sent, in a folder of its own that goes when this does.
class Upload {
 public:
  /// The file's name is what is harmless of `name`. Fails where no file can be made.
  static Result<std::unique_ptr<Upload>> make(const std::string& name);
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  explicit Upload(std::filesystem::path file) : file_(std::move(file)) {}
  std::filesystem::path file_;
};

/// Safe from any thread.
class Jobs {
 public:
  explicit Jobs(Engines& engines);
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// Takes files, folders and addresses, or an upload; gives the job's id. Fails where too many
  /// wait.
  Result<std::string> add(std::vector<std::string> inputs, std::unique_ptr<Upload> upload);
  /// The newest first.
  [[nodiscard]] json::Json list() const;
  [[nodiscard]] std::optional<json::Json> one(const std::string& id) const;
  /// Ends it after the document in hand; what was added stays. False: there is no such job.
  bool cancel(const std::string& id);
  /// Sends what happens to a job as server-sent events until it has ended: "progress", "failure",
  /// "note", and "done" with the job.
  void follow(const std::string& id, const Send& send);

  /// Ends the job in hand after its document, and whoever follows.
  void stop();

 private:
  enum class State { queued, running, done, failed, cancelled };

  struct Job {
    std::string id;
    State state = State::queued;
    std::vector<std::string> inputs;  ///< as told
    std::unique_ptr<Upload> upload;
    bool cancelled = false;
    std::size_t changes = 0;  ///< goes up with each
    std::size_t done = 0, total = 0;
    std::string path;
    std::vector<InputFailure> failures;
    std::vector<std::string> notes;
    std::optional<AddReport> report;
    std::string error;
  };
  using Pointer = std::shared_ptr<Job>;

  void work();
  Pointer next();
  void run(const Pointer& job);
  Result<AddReport> add_all(const Pointer& job);
  template <typename Change>
  void change(const Pointer& job, const Change& what);
  [[nodiscard]] Pointer find(const std::string& id) const;
  void forget_old();
  static json::Json row(const Job& job);
  static bool has_ended(const Job& job);

  Engines& engines_;
  std::unique_ptr<Engine> engine_;  ///< of the thread
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Pointer> jobs_;  ///< oldest first
  std::size_t last_number_ = 0;
  bool stopped_ = false;
  std::jthread thread_;
};

}  // namespace hearsay::serve
