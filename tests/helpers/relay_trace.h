// A network over a relay that is played by the test: raw frames, as the wire profile says.
#pragma once

#include <vector>

#include "net_trace.h"
#include "relay.h"

namespace tincan {

inline const Endpoint kClient{{false, kLoopbackV4}, 45000};
inline const Endpoint kServer{{false, kLoopbackV4}, 8000};

/// The relay's answer to a request, with a SOCKS reply code.
inline Bytes reply(uint32_t stream, uint8_t code) {
  const std::vector<uint8_t> bytes = {5, 0, 5, code, 0, 1, 127, 0, 0, 1, 0xaf, 0xc8};
  return joined({frame(FrameType::kData, 0, stream, 12), Bytes(bytes)});
}

/// A connection from the room.
inline Bytes inbound(uint32_t stream, const Endpoint& source, const Endpoint& destination) {
  const Bytes header = proxyHeader(source, destination);
  return joined(
      {windowFrame(stream, kSyn), frame(FrameType::kData, 0, stream, header.size()), header});
}

/// A network whose carrier is open.
class Online : public NetUnderTest {
 public:
  Online() { network.useRelay(); }
  void open() {
    run();
    network.carrierOpened();
    run();
  }
  /// A dial over the relay, decided with `code`.
  ConnectionId dial(uint8_t code = 0) {
    const ConnectionId c = connect(8000);
    open();
    sent();
    receive(joined({windowFrame(1, kAck), reply(1, code)}));
    return c;
  }
  /// A listener on 8000 whose claim on stream 1 was granted, and one accepted connection, s1.
  void serve() {
    listener = listen(8000);
    open();
    receive(joined({windowFrame(1, kAck), reply(1, 0)}));
    receive(inbound(2, kClient, kServer));
    run();
    sent();
  }
};

}  // namespace tincan
