/// One end of a virtual TCP connection, and one listening port, as the kernel of the virtual host
/// keeps them. Fields and predicates only.
#pragma once

#include <memory>

#include "tincan/net.h"

namespace tincan {

/// A yamux stream of the engine's `session`-th carrier, counted from 1; 0 where both ends are here.
struct WirePlace {
  uint32_t session = 0;
  uint32_t stream = 0;
};

/// The way to the other end. Calls after the other end is gone do nothing.
class Link {
 public:
  virtual ~Link() = default;
  /// How many of `wanted` bytes can be sent now; when fewer, Network::deliverRoom() follows.
  virtual uint32_t room(uint32_t wanted) = 0;
  virtual void send(Payload payload) = 0;
  /// The application took `bytes` of what was delivered.
  virtual void taken(uint32_t bytes) = 0;
  /// FIN after what was sent.
  virtual void finish() = 0;
  /// This end is gone: FIN if none was sent yet, or RST.
  virtual void close(bool reset) = 0;
  /// Where its bytes pass, for who reads along on the carrier.
  virtual WirePlace place() const { return {}; }
};

/// What one read gives at most, in bytes: libuv's buffer.
constexpr uint32_t kReadSize = 64 * 1024;

struct Connection {
  ConnectionId id = 0;
  Endpoint local;
  Endpoint remote;
  /// `local.port` is this connection's own (it dialled), to be freed with it.
  bool ownsPort = false;
  /// It was bound before, so others may bind it too.
  bool sharesPort = false;
  std::unique_ptr<Link> link;

  bool connecting = false;
  /// The outcome of connecting is known and has not been told.
  bool connectKnown = false;
  int32_t connectError = 0;

  bool reading = false;
  uint32_t readLimit = kReadSize;
  ByteQueue received;
  bool finReceived = false;
  bool endTold = false;
  /// Why the connection broke; 0 while it has not.
  int32_t broken = 0;
  bool brokenTold = false;

  /// The rest of a write that did not fit.
  Payload pending;
  /// There may be room for it again.
  bool roomOffered = false;
  /// A kShutdown job is under way and not forgotten.
  bool shutdownAsked = false;
  bool finSent = false;
  /// The last job read, so the next one writes first.
  bool writeFirst = false;
  bool ioQueued = false;

  /// getpeername() works: not for a connection that both ends have ended, or one that broke.
  bool hasPeer() const { return broken == 0 && !(finSent && finReceived); }
  /// After the peer's FIN there is an end to read, whatever came behind it.
  bool canRead() const {
    return reading && (!received.empty() || (finReceived ? !endTold : broken != 0 && !brokenTold));
  }
  bool canWrite() const { return pending.size > 0 && (roomOffered || broken != 0); }
  bool isReady() const { return connecting ? connectKnown : canRead() || canWrite(); }
};

/// A bound port; from listen() on it takes connections.
struct Listener {
  ListenerId id = 0;
  Endpoint at;
  BindOptions options;
  bool listening = false;
  uint32_t backlog = 0;
  /// Connected, not yet accepted; one accept job each.
  Queue<ConnectionId> waiting;
  /// Dials of this engine that found the backlog full. A kernel drops their SYNs, which come again.
  Queue<ConnectionId> dialling;
  /// The same of other engines' dials: their streams on the relay.
  Queue<uint32_t> held;
  /// How many it was given, for an even share among those that reuse a port.
  uint32_t given = 0;

  /// As Linux counts: one more than the backlog says.
  bool full() const { return waiting.size() > backlog; }
  bool accepts(const Address& target) const;
  /// Whether the addresses overlap, on one port.
  bool overlaps(const Listener& other) const;
};

}  // namespace tincan
