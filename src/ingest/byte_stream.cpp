#include "ingest/byte_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace hearsay::ingest {
namespace {

constexpr std::size_t piece_size = 1U << 16U;

}  // namespace

ByteStream::ByteStream(int descriptor, bool owns) : descriptor_(descriptor), owns_(owns) {}

ByteStream::ByteStream(std::string bytes)
    : raw_ended_(true), raw_(std::move(bytes)), raw_read_(raw_.size()) {}

ByteStream::~ByteStream() {
  if (owns_) ::close(descriptor_);
}

tl::expected<ByteStream::Fill, StreamError> ByteStream::fill_raw() {
  if (raw_ended_) return Fill::end;
  raw_.erase(0, raw_position_);
  raw_position_ = 0;
  std::array<char, piece_size> piece;
  ssize_t size = 0;
  do {
    size = ::read(descriptor_, piece.data(), piece.size());
  } while (size < 0 && errno == EINTR);
  if (size < 0) {
    return tl::unexpected(std::string("cannot be read: ") + std::strerror(errno));
  }
  if (size == 0) raw_ended_ = true;
  raw_.append(piece.data(), static_cast<std::size_t>(size));
  raw_read_ += static_cast<std::size_t>(size);
  return size == 0 ? Fill::end : Fill::more;
}

/// A packed file may be several, one after the other; anything else behind it is padding.
tl::expected<bool, StreamError> ByteStream::open_member() {
  if (members_ended_) return false;
  while (raw_.size() - raw_position_ < packing_mark_size) {
    const auto filled = fill_raw();
    if (!filled) return tl::unexpected(filled.error());
    if (*filled == Fill::end) break;
  }
  const std::string_view ahead = std::string_view(raw_).substr(raw_position_);
  if (!packing_->begin_member(ahead)) {
    members_ended_ = true;
    foreign_tail_ = ahead.find_first_not_of('\0') != std::string_view::npos;
    return false;
  }
  member_open_ = true;
  last_member_ = raw_place();
  const Member member{offset_ + rest().size(), last_member_};
  // Nothing came out of the one before: a dictionary, say.
  if (!members_.empty() && members_.back().begin == member.begin) members_.pop_back();
  members_.push_back(member);
  return true;
}

tl::expected<ByteStream::Fill, StreamError> ByteStream::fill_unpacked() {
  while (true) {
    if (!member_open_) {
      const auto opened = open_member();
      if (!opened) return tl::unexpected(opened.error());
      if (!*opened) return Fill::end;
    }
    // Also without bytes to go in: more of what went in before may come out.
    std::string_view in = std::string_view(raw_).substr(raw_position_);
    const std::size_t before = buffer_.size();
    const auto ended = packing_->unpack(in, buffer_);
    raw_position_ = raw_.size() - in.size();
    if (!ended) return tl::unexpected(ended.error());
    if (*ended) member_open_ = false;
    if (buffer_.size() > before) return Fill::more;
    if (*ended || !in.empty()) continue;
    const auto filled = fill_raw();
    if (!filled) return tl::unexpected(filled.error());
    if (*filled == Fill::end) {
      return tl::unexpected("is a " + std::string(packing_->name()) +
                            " file that ends too early: it was cut short; fetch it again");
    }
  }
}

tl::expected<ByteStream::Fill, StreamError> ByteStream::fill_any() {
  if (!started_) {
    started_ = true;
    while (raw_.size() < packing_mark_size) {
      const auto filled = fill_raw();
      if (!filled) return filled;
      if (*filled == Fill::end) break;
    }
    packing_ = packing_of(raw_);
  }
  if (position_ > piece_size) {
    buffer_.erase(0, position_);
    position_ = 0;
  }
  while (!members_.empty() && members_.front().begin < offset_) members_.pop_front();
  if (packing_) return fill_unpacked();
  if (raw_position_ == raw_.size()) {
    const auto filled = fill_raw();
    if (!filled || *filled == Fill::end) return filled;
  }
  buffer_.append(raw_, raw_position_);
  raw_position_ = raw_.size();
  return Fill::more;
}

tl::expected<ByteStream::Fill, StreamError> ByteStream::fill() {
  if (error_) return tl::unexpected(*error_);
  auto filled = fill_any();
  if (!filled) error_ = filled.error();
  return filled;
}

tl::expected<std::string_view, StreamError> ByteStream::peek(std::size_t size) {
  while (rest().size() < size) {
    const auto filled = fill();
    if (!filled && rest().empty()) return tl::unexpected(filled.error());
    if (!filled || *filled == Fill::end) break;
  }
  return rest().substr(0, size);
}

tl::expected<std::uint64_t, StreamError> ByteStream::skip(std::uint64_t size) {
  std::uint64_t left = size;
  while (left > 0) {
    if (rest().empty()) {
      const auto filled = fill();
      if (!filled) return tl::unexpected(filled.error());
      if (*filled == Fill::end) break;
    }
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(left, rest().size()));
    take(step);
    left -= step;
  }
  return size - left;
}

tl::expected<bool, StreamError> ByteStream::skip_to(std::string_view mark) {
  while (true) {
    const std::size_t found = rest().find(mark);
    if (found != std::string_view::npos) {
      take(found);
      return true;
    }
    if (rest().size() >= mark.size()) take(rest().size() - mark.size() + 1);
    const auto filled = fill();
    if (!filled) return tl::unexpected(filled.error());
    if (*filled == Fill::end) return false;
  }
}

std::uint64_t ByteStream::place() const {
  for (const Member& member : members_) {
    if (member.begin == offset_) return member.in_file;
    if (member.begin > offset_) break;
  }
  return offset_;
}

/// What unpacking has run over before it noticed may hold the next member.
void ByteStream::go_back_to(std::uint64_t in_file) {
  const std::uint64_t held_from = raw_read_ - raw_.size();
  if (in_file >= held_from) {
    raw_position_ = static_cast<std::size_t>(in_file - held_from);
  } else if (descriptor_ >= 0 && ::lseek(descriptor_, static_cast<off_t>(in_file), SEEK_SET) >= 0) {
    raw_.clear();
    raw_position_ = 0;
    raw_read_ = in_file;
    raw_ended_ = false;
  }
}

bool ByteStream::next_member() {
  if (!packing_) return false;
  const std::string_view member_begin = packing_->mark();
  take(rest().size());
  members_.clear();
  if (!members_ended_) go_back_to(last_member_ + 1);
  member_open_ = members_ended_ = foreign_tail_ = false;
  error_.reset();
  while (true) {
    const std::size_t found = raw_.find(member_begin, raw_position_);
    if (found != std::string::npos) {
      raw_position_ = found;
      return true;
    }
    if (raw_.size() - raw_position_ >= member_begin.size()) {
      raw_position_ = raw_.size() - member_begin.size() + 1;
    }
    const auto filled = fill_raw();
    if (!filled || *filled == Fill::end) {
      raw_position_ = raw_.size();
      members_ended_ = true;
      return false;
    }
  }
}

tl::expected<std::string, StreamError> ByteStream::read_all(std::uint64_t limit) {
  std::string all(rest());
  buffer_.clear();
  position_ = 0;
  while (all.size() <= limit) {
    const auto filled = fill();
    if (!filled) return tl::unexpected(filled.error());
    if (*filled == Fill::end) return all;
    all += buffer_;
    buffer_.clear();
  }
  return tl::unexpected("is larger than the limit of " + std::to_string(limit >> 20U) +
                        " MiB for one document: split it, or give the article alone");
}

tl::expected<ByteStream::Line, StreamError> ByteStream::read_line(std::uint64_t limit) {
  Line line;
  bool any = false;
  while (true) {
    const std::string_view ahead = rest();
    const std::size_t stop = ahead.find('\n');
    const std::string_view part = ahead.substr(0, stop);
    any = any || !ahead.empty();
    if (line.bytes.size() + part.size() > limit) {
      line.too_long = true;
      line.bytes.clear();
    }
    if (!line.too_long) line.bytes += part;
    take(part.size());
    if (stop != std::string_view::npos) {
      take(1);
      break;
    }
    const auto filled = fill();
    if (!filled) return tl::unexpected(filled.error());
    if (*filled == Fill::end) {
      line.end = !any;
      break;
    }
  }
  if (line.bytes.ends_with('\r')) line.bytes.pop_back();
  return line;
}

}  // namespace hearsay::ingest
