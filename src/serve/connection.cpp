#include "serve/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace hearsay::serve {
namespace {

constexpr std::size_t kReadAtOnce = 16 * 1024;

}  // namespace

Connection::Connection(int socket, int wake, const ConnectionLimits& limits)
    : socket_(socket), wake_(wake), limits_(limits) {}

Connection::~Connection() { ::close(socket_); }

/// Whether the socket is ready for `what` before `until`; the server's stop ends every wait.
bool Connection::wait(short what, Clock::time_point until) const {
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    std::array<pollfd, 2> both{{{socket_, what, 0}, {wake_, POLLIN, 0}}};
    // An answer under way is still sent when the server stops; a request is not waited for.
    const nfds_t count = what == POLLIN ? 2 : 1;
    const int ready = ::poll(both.data(), count, static_cast<int>(std::min<long>(left, 60'000)));
    if (ready < 0 && errno != EINTR) return false;
    if (ready > 0) return both[0].revents != 0;
  }
}

void Connection::enter(Part part, std::chrono::milliseconds time) {
  part_ = part;
  deadline_ = Clock::now() + time;
}

bool Connection::wait_for_request() {
  body_left_ = 0;
  head_left_ = limits_.head_bytes;
  if (at_ == buffer_.size() && !wait(POLLIN, Clock::now() + limits_.idle)) return false;
  enter(Part::head, limits_.head);
  return true;
}

void Connection::begin_body(std::size_t size) {
  body_left_ = size;
  enter(Part::body, limits_.body);
}

bool Connection::fill() {
  if (!wait(POLLIN, deadline_)) return false;
  buffer_.resize(kReadAtOnce);
  at_ = 0;
  const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
  buffer_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return got > 0;
}

ssize_t Connection::read(char* to, size_t size) {
  std::size_t& left = part_ == Part::head ? head_left_ : body_left_;
  const bool is_there = at_ < buffer_.size() || (left > 0 && fill());
  if (left == 0 || !is_there) {
    is_broken_ = is_broken_ || left == 0 || part_ == Part::head || !is_there;
    return -1;
  }
  const std::size_t count = std::min({size, left, buffer_.size() - at_});
  std::memcpy(to, buffer_.data() + at_, count);
  at_ += count;
  left -= count;
  return static_cast<ssize_t>(count);
}

/// The time that it takes is the reader's.
bool Connection::wait_for_reader() {
  const auto begin = Clock::now();
  const bool is_ready = wait(POLLOUT, begin + patience_);
  patience_ -= std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  return is_ready;
}

ssize_t Connection::write(const char* from, size_t size) {
  if (part_ != Part::answer) {
    part_ = Part::answer;
    patience_ = limits_.unread;
  }
  std::size_t sent = 0;
  while (sent < size) {
    const ssize_t wrote = ::send(socket_, from + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (wrote >= 0) {
      sent += static_cast<std::size_t>(wrote);
      patience_ += std::chrono::milliseconds(1000 * static_cast<std::size_t>(wrote) /
                                             limits_.bytes_a_second);
      patience_ = std::min(patience_, limits_.unread);
    } else if (errno != EINTR &&
               ((errno != EAGAIN && errno != EWOULDBLOCK) || !wait_for_reader())) {
      is_broken_ = true;
      return -1;
    }
  }
  return static_cast<ssize_t>(sent);
}

void Connection::say_goodbye() {
  constexpr std::chrono::milliseconds kLongest{1000};
  constexpr std::size_t kMost = std::size_t{4} << 20;
  ::shutdown(socket_, SHUT_WR);
  const auto until = Clock::now() + kLongest;
  std::array<char, kReadAtOnce> dropped{};
  for (std::size_t all = 0; all < kMost && wait(POLLIN, until);) {
    const ssize_t got = ::recv(socket_, dropped.data(), dropped.size(), MSG_DONTWAIT);
    if (got <= 0) return;
    all += static_cast<std::size_t>(got);
  }
}

bool Connection::is_readable() const {
  return at_ < buffer_.size() || wait(POLLIN, Clock::now() + std::chrono::milliseconds(1));
}

/// httplib asks before each piece of a streamed answer.
bool Connection::is_writable() const { return !is_broken_; }

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace hearsay::serve
