/// The PROXY protocol, version 2 (haproxy, proxy-protocol.txt section 2.2): the header of a stream
/// the relay opens, saying who has connected to which port. Only the codec.
#pragma once

#include <cstdint>
#include <vector>

#include "socks5.h"
#include "tincan/address.h"

namespace tincan {

/// A TCP over IPv4 header without TLVs. For native relays and tests.
Bytes proxyHeader(const Endpoint& source, const Endpoint& destination);

/// Reads one header in pieces of any size; TLVs are skipped.
class ProxyReader {
 public:
  /// Takes bytes until the header is whole; returns how many of `size` it used.
  uint32_t feed(const uint8_t* bytes, uint32_t size);
  HeaderState state() const { return state_; }
  const Endpoint& source() const { return source_; }
  const Endpoint& destination() const { return destination_; }
  /// Bytes of the whole header.
  uint32_t size() const { return static_cast<uint32_t>(bytes_.size()); }

 private:
  void step();
  std::vector<uint8_t> bytes_;
  uint32_t wanted_ = 16;
  HeaderState state_ = HeaderState::kMore;
  Endpoint source_;
  Endpoint destination_;
};

}  // namespace tincan
