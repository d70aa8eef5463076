// One client's connection, with bounds that hold however slowly bytes come or go: httplib's own
// streams only bound the wait for the next byte.
#pragma once

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <string>

namespace hearsay::serve {

/// How long and how much of a request.
struct ConnectionLimits {
  std::chrono::milliseconds idle{15'000};    ///< between two requests
  std::chrono::milliseconds head{10'000};    ///< from a request's first byte to its last header
  std::chrono::milliseconds body{120'000};   ///< to the end of its body
  std::chrono::milliseconds unread{20'000};  ///< that an answer has to wait for its reader, and
  std::size_t bytes_a_second = 16 * 1024;    ///< a second more for so many bytes that were read
  std::size_t head_bytes = 32 * 1024;
};

/// A socket that httplib reads a request from and writes its answer to. Closes it at the end.
class Connection final : public httplib::Stream {
 public:
  /// `wake` is readable when the server stops.
  Connection(int socket, int wake, const ConnectionLimits& limits);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Waits for the first byte of a request; false: none comes, or the server stops.
  bool wait_for_request();
  /// The headers are there, and so many bytes of body are to follow.
  void begin_body(std::size_t size);
  /// Part of the body was left unread: what follows would pass for another request.
  [[nodiscard]] bool has_rest() const { return body_left_ > 0; }
  /// Cannot be used any more.
  [[nodiscard]] bool is_broken() const { return is_broken_; }
  /// Tells the client that no more comes, and takes in what it has under way: else it might lose
  /// the answer.
  void say_goodbye();

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override;
  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;
  enum class Part { head, body, answer };

  [[nodiscard]] bool wait(short what, Clock::time_point until) const;
  bool fill();
  bool wait_for_reader();
  void enter(Part part, std::chrono::milliseconds time);

  const int socket_;
  const int wake_;
  const ConnectionLimits& limits_;
  Part part_ = Part::head;
  Clock::time_point deadline_;
  std::size_t head_left_ = 0;
  std::size_t body_left_ = 0;
  std::chrono::milliseconds patience_{};  ///< left for a reader that is slow
  bool is_broken_ = false;
  std::string buffer_;  ///< received, not yet read
  std::size_t at_ = 0;
};

}  // namespace hearsay::serve
