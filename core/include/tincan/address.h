/// Addresses of the virtual host: loopback and "any", in both families. Nothing here resolves
/// names.
#pragma once

#include <cstdint>

namespace tincan {

constexpr uint32_t kLoopbackV4 = 0x7f000001;

/// An IPv4 address, `::`, `::1`, or an IPv4 address as IPv6 shows it (`::ffff:127.0.0.1`).
struct Address {
  bool v6 = false;
  /// IPv4 bits, host order. IPv6: 0 is `::`; 1 is `::1`; anything else the mapped IPv4 address.
  uint32_t bits = 0;

  bool any() const { return bits == 0; }
  /// IPv4, mapped or not.
  bool v4() const { return !v6 || bits > 1; }
  bool loopback() const { return v4() ? bits >> 24 == 127 : bits == 1; }
  friend bool operator==(const Address&, const Address&) = default;
};

struct Endpoint {
  Address address;
  uint16_t port = 0;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

}  // namespace tincan
