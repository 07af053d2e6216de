// Connections whose two ends are in the same engine: sending is putting into the other end's
// receive queue. Must not know the relay.
#include "connection.h"

namespace tincan {

/// Receive buffer of a loopback connection, in bytes.
constexpr uint32_t kReceiveBuffer = kInitialWindow;

/// What a kernel takes for a peer that is gone, in bytes, before the answer, a reset, has come.
constexpr uint32_t kSendBuffer = 512 * 1024;

class LoopbackLink final : public Link {
 public:
  LoopbackLink(Network& network, ConnectionId self, ConnectionId peer)
      : network_(network), self_(self), peer_(peer) {}

  uint32_t room(uint32_t wanted) override {
    const Connection* peer = network_.connections_.find(peer_);
    if (peer == nullptr) return std::min(wanted, kSendBuffer);
    const uint32_t used = peer->received.size();
    return std::min(wanted, used < kReceiveBuffer ? kReceiveBuffer - used : 0);
  }

  void send(Payload payload) override {
    if (network_.connections_.find(peer_) == nullptr) {
      network_.deliverReset(self_, kEconnreset);
    } else {
      network_.deliver(peer_, std::move(payload));
    }
  }

  void taken(uint32_t) override { network_.deliverRoom(peer_); }

  void finish() override {
    finished_ = true;
    network_.deliverFin(peer_);
  }

  void close(bool reset) override {
    if (reset) {
      network_.deliverReset(peer_, kEconnreset);
    } else if (!finished_) {
      network_.deliverFin(peer_);
    }
    network_.deliverRoom(peer_);
  }

 private:
  Network& network_;
  ConnectionId self_;
  ConnectionId peer_;
  bool finished_ = false;
};

void Network::dialLoopback(Connection& client, Listener& listener) {
  if (listener.full()) return listener.dialling.push(client.id);
  // The listener is ready before the client: its accept comes first, as with a kernel.
  Connection& server = addAccepted(listener, client.remote, client.local);
  server.link = std::make_unique<LoopbackLink>(*this, server.id, client.id);
  client.link = std::make_unique<LoopbackLink>(*this, client.id, server.id);
  connected(client.id, 0);
}

/// An accept has made room in the backlog.
void Network::dialNextWaiting(Listener& listener) {
  while (!listener.full() && !listener.dialling.empty()) {
    Connection* client = connections_.find(listener.dialling.shift());
    if (client != nullptr) dialLoopback(*client, listener);
  }
}

}  // namespace tincan
