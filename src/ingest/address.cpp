#include "ingest/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace hearsay::ingest {
namespace {

struct Range4 {
  std::uint32_t network;
  unsigned bits;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  return a << 24U | b << 16U | c << 8U;
}

// https://www.iana.org/assignments/iana-ipv4-special-registry and multicast.
constexpr auto special4 = std::to_array<Range4>({{ip(0, 0, 0), 8},
                                                 {ip(10, 0, 0), 8},
                                                 {ip(100, 64, 0), 10},
                                                 {ip(127, 0, 0), 8},
                                                 {ip(169, 254, 0), 16},
                                                 {ip(172, 16, 0), 12},
                                                 {ip(192, 0, 0), 24},
                                                 {ip(192, 0, 2), 24},
                                                 {ip(192, 88, 99), 24},
                                                 {ip(192, 168, 0), 16},
                                                 {ip(198, 18, 0), 15},
                                                 {ip(198, 51, 100), 24},
                                                 {ip(203, 0, 113), 24},
                                                 {ip(224, 0, 0), 4},
                                                 {ip(240, 0, 0), 4}});

using Bytes16 = std::array<std::uint8_t, 16>;

struct Range6 {
  Bytes16 network;
  unsigned bits;
};

// Inside 2000::/3, outside of which nothing is public.
constexpr auto special6 = std::to_array<Range6>({{{0x20, 0x01}, 23},  // protocols, Teredo
                                                 {{0x20, 0x01, 0x0D, 0xB8}, 32},  // documentation
                                                 {{0x20, 0x02}, 16},              // 6to4
                                                 {{0x3F, 0xFF}, 20}});            // documentation
constexpr Range6 global6 = {{0x20}, 3};
// These carry an IPv4 address in their last four bytes.
constexpr auto wrapped4 =
    std::to_array<Range6>({{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96},  // mapped
                           {{0x00, 0x64, 0xFF, 0x9B}, 96}});                  // NAT64

bool is_in(const Bytes16& address, const Range6& range) {
  for (unsigned bit = 0; bit < range.bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((address[bit / 8] & mask) != (range.network[bit / 8] & mask)) return false;
  }
  return true;
}

bool is_public4(std::uint32_t address) {
  return std::none_of(special4.begin(), special4.end(), [&](const Range4& range) {
    return (address ^ range.network) >> (32U - range.bits) == 0;
  });
}

bool is_public6(const Bytes16& address) {
  const auto holds = [&](const Range6& range) { return is_in(address, range); };
  if (std::any_of(wrapped4.begin(), wrapped4.end(), holds)) {
    return is_public4(static_cast<std::uint32_t>(address[12]) << 24U |
                      static_cast<std::uint32_t>(address[13]) << 16U |
                      static_cast<std::uint32_t>(address[14]) << 8U | address[15]);
  }
  return holds(global6) && std::none_of(special6.begin(), special6.end(), holds);
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return is_public4(ntohl(four.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof six);
  Bytes16 bytes{};
  std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
  return is_public6(bytes);
}

std::string shown(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* bytes = nullptr;
  sockaddr_in four{};
  sockaddr_in6 six{};
  if (address.sa_family == AF_INET) {
    std::memcpy(&four, &address, sizeof four);
    bytes = &four.sin_addr;
  } else if (address.sa_family == AF_INET6) {
    std::memcpy(&six, &address, sizeof six);
    bytes = &six.sin6_addr;
  } else {
    return "no internet address";
  }
  return ::inet_ntop(address.sa_family, bytes, text.data(), text.size()) == nullptr
             ? std::string()
             : std::string(text.data());
}

}  // namespace hearsay::ingest
