/// SOCKS5 (RFC 1928) as the header of a stream towards the relay: the engine asks, the relay
/// answers. Only codecs: who asks when, and what a reply means to a socket, is relay.cpp's.
#pragma once

#include <cstdint>

#include "header_reader.h"
#include "tincan/address.h"
#include "tincan/chunk.h"

namespace tincan {

/// RFC 1928, 4; kResolve is Tor's (socks-extensions.txt, 2).
enum class SocksCommand : uint8_t { kConnect = 1, kBind = 2, kResolve = 0xf0 };

/// RFC 1928, 6.
enum class SocksReplyCode : uint8_t {
  kSucceeded = 0,
  kGeneralFailure = 1,
  kNotAllowed = 2,
  kNetworkUnreachable = 3,
  kHostUnreachable = 4,
  kRefused = 5,
  kTtlExpired = 6,
};

/// The greeting (no authentication) and the request, pipelined.
Bytes socksRequest(SocksCommand command, const Endpoint& target);

/// The greeting, and the question which address a name of at most 255 bytes has.
Bytes socksLookup(const Bytes& name);

/// Reads the method selection and one reply, in pieces of any size.
class SocksReplyReader final : public HeaderReader {
 public:
  SocksReplyReader() : HeaderReader(2) {}
  uint8_t code() const { return code_; }
  /// BND.ADDR and BND.PORT.
  const Endpoint& bound() const { return bound_; }

 private:
  void step() override;
  uint8_t code_ = 0;
  Endpoint bound_;
};

}  // namespace tincan
