/// The PROXY protocol, version 2 (haproxy, proxy-protocol.txt section 2.2): the header of a stream
/// the relay opens, saying who has connected to which port. Only the codec.
#pragma once

#include "header_reader.h"
#include "tincan/address.h"
#include "tincan/chunk.h"

namespace tincan {

/// A TCP over IPv4 header without TLVs. For native relays and tests.
Bytes proxyHeader(const Endpoint& source, const Endpoint& destination);

/// Reads one header in pieces of any size; TLVs are skipped.
class ProxyReader final : public HeaderReader {
 public:
  ProxyReader() : HeaderReader(16) {}
  const Endpoint& source() const { return source_; }
  const Endpoint& destination() const { return destination_; }

 private:
  void step() override;
  Endpoint source_;
  Endpoint destination_;
};

}  // namespace tincan
