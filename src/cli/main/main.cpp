// The program `hearsay`: the standard streams, and the border at which a stranger's exception ends.
#include <malloc.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <streambuf>

#include "cli/cli.h"

namespace {

/// Standard output with a buffer of its own. When the reader has gone ("| head") the program has
/// nothing left to do; when the disk is full it must not look as if all had been written.
class StandardOutput : public std::streambuf {
 public:
  StandardOutput() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

 protected:
  int overflow(int c) override {
    write_out();
    if (c != traits_type::eof()) sputc(static_cast<char>(c));
    return c;
  }
  int sync() override {
    write_out();
    return 0;
  }

 private:
  void write_out() {
    const char* at = pbase();
    while (at < pptr()) {
      const ssize_t wrote = ::write(STDOUT_FILENO, at, static_cast<std::size_t>(pptr() - at));
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) give_up(errno);
      at += wrote;
    }
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }

  [[noreturn]] static void give_up(int reason) {
    if (reason == EPIPE) std::_Exit(hearsay::cli::kDone);
    std::cerr << "hearsay: cannot write to standard output: " << std::strerror(reason) << '\n';
    std::_Exit(hearsay::cli::kSomeFailed);
  }

  std::array<char, 65536> buffer_{};
};

std::size_t terminal_width() {
  // A wide window makes long lines, not better ones.
  constexpr std::size_t kLeast = 40;
  constexpr std::size_t kMost = 100;
  std::size_t width = 80;
  winsize window{};
  if (::isatty(STDOUT_FILENO) != 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 &&
      window.ws_col > 0) {
    width = window.ws_col;
  }
  return std::clamp(width, kLeast, kMost);
}

bool wants_colour() {
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && (refused == nullptr || *refused == '\0') &&
         terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

std::string program_directory() {
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::string() : self.parent_path().string();
}

/// Documents are read on many threads, kept for a while by one of them and dropped by another. In
/// an arena for each thread, and with the threshold that grows with every large page, glibc would
/// keep half of what was freed: two arenas, and large blocks given back at once.
void keep_memory_small() {
#ifdef __GLIBC__
  constexpr int kLargeBlock = 1 << 18;
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  mallopt(M_TRIM_THRESHOLD, 4 * kLargeBlock);
#endif
}

}  // namespace

int main(int count, char** values) {
  keep_memory_small();
  std::signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
  std::signal(SIGXFSZ,
              SIG_IGN);  // a file-size limit is a full disk: an error to report, not a crash
#endif
  try {
    StandardOutput buffer;
    std::ostream out(&buffer);
    hearsay::cli::Surroundings surroundings{out, std::cerr, false, false, 80, false, {}};
    surroundings.out_is_terminal = ::isatty(STDOUT_FILENO) != 0;
    surroundings.err_is_terminal = ::isatty(STDERR_FILENO) != 0;
    surroundings.width = terminal_width();
    surroundings.colour = wants_colour();
    surroundings.program_directory = program_directory();
    return hearsay::cli::run({values + 1, values + std::max(count, 1)}, surroundings);
  } catch (const std::bad_alloc&) {
    std::cerr << "hearsay: out of memory; try fewer --jobs, or smaller inputs\n";
  } catch (const std::exception& error) {
    std::cerr << "hearsay: internal error (please report it): " << error.what() << '\n';
  }
  return hearsay::cli::kSomeFailed;
}
