// The kernel's half of sockets: connections and listeners by id, and ports. What is ready is told
// in jobs (network_jobs.cpp); how bytes reach the other end is a Link's business (loopback.cpp,
// relay.cpp).
#include <algorithm>
#include <utility>

#include "connection.h"
#include "relay.h"
#include "tincan/net.h"

namespace tincan {

namespace {

/// Linux's ip_local_port_range, in two parts: a listener's choice must not be what a relay gives to
/// a dial of somebody else in the room.
constexpr uint16_t kFirstListenPort = 32768;
constexpr uint16_t kLastListenPort = 49151;
constexpr uint16_t kFirstLocalPort = 49152;
constexpr uint16_t kLastLocalPort = 60999;

uint16_t somewhereIn(uint16_t first, uint16_t last, uint32_t random) {
  return static_cast<uint16_t>(first + random % (last - first + 1U));
}

}  // namespace

bool Listener::accepts(const Address& target) const {
  const Address& own = at.address;
  // `::` is dual-stack.
  if (own.any()) return own.v6 ? !options.v6Only || !target.v4() : target.v4();
  return own.bits == target.bits && own.v4() == target.v4();
}

bool Listener::overlaps(const Listener& other) const {
  return at.port == other.at.port && (accepts(other.at.address) || other.accepts(at.address));
}

Network::Network(PayloadStore& store, NetHost& host)
    : store_(store),
      host_(host),
      nextLocalPort_(somewhereIn(kFirstLocalPort, kLastLocalPort, host.random())),
      nextListenPort_(somewhereIn(kFirstListenPort, kLastListenPort, host.random())) {}

Network::~Network() = default;

// ---- connections

int32_t Network::connect(const Endpoint& target, ListenerId bound, ConnectionId* id) {
  Endpoint remote = target;
  // Connecting to "any" reaches this host, as on Linux.
  if (remote.address.any()) remote.address.bits = remote.address.v6 ? 1 : kLoopbackV4;
  Endpoint local{remote.address, 0};
  if (remote.address.v4()) local.address.bits = kLoopbackV4;
  if (const Listener* from = listeners_.find(bound)) {
    const Address& own = from->at.address;
    if (own.v6 != target.address.v6) return own.v6 ? kEinval : kEafnosupport;
    if (!own.any() && own.v4() != remote.address.v4()) return kEnetunreach;
    local.port = from->at.port;
    if (!own.any()) local.address = own;
    if (connectedAlready(local, remote)) return kEaddrnotavail;
  }
  const bool here = remote.address.loopback();
  if (!here && (!relay_ || remote.address.v6)) return kEnetunreach;
  if (local.port != 0) {
    listeners_.remove(bound);
  } else {
    local.port = pickPort(&nextLocalPort_, kFirstLocalPort, kLastLocalPort);
  }
  auto made = std::make_unique<Connection>();
  Connection& c = *made;
  *id = c.id = connections_.add(std::move(made));
  c.connecting = true;
  c.local = local;
  c.remote = remote;
  c.ownsPort = true;
  c.sharesPort = bound != 0;
  localPorts_.insert(c.local.port);
  if (Listener* listener = here ? listenerFor(c.remote) : nullptr) {
    dialLoopback(c, *listener);
  } else if (relay_) {
    relay_->dial(c.id, c.remote);
  } else {
    connected(c.id, kEconnrefused);
  }
  return 0;
}

uint32_t Network::lookup(Bytes name) {
  if (!relay_) return 0;
  // Never 0 again: no program asks four thousand million times.
  relay_->lookup(++lookups_, std::move(name));
  return lookups_;
}

void Network::resolved(uint32_t lookup, const Address* address) {
  queueIo({JobKind::kResolved, lookup, address != nullptr ? 1 : 0,
           address != nullptr ? address->bits : 0});
}

bool Network::connectedAlready(const Endpoint& local, const Endpoint& remote) const {
  if (localPorts_.count(local.port) == 0) return false;
  const std::vector<ConnectionId> ids = connections_.ids();
  return std::any_of(ids.begin(), ids.end(), [&](ConnectionId id) {
    const Connection& c = *connections_.find(id);
    return c.ownsPort && c.local == local && c.remote == remote;
  });
}

void Network::connected(ConnectionId id, int32_t error) {
  Connection* c = connections_.find(id);
  if (c == nullptr || !c->connecting) return;
  c->connectKnown = true;
  c->connectError = error;
  wake(*c);
}

void Network::readStart(ConnectionId id) {
  Connection* c = connections_.find(id);
  if (c == nullptr) return;
  c->reading = true;
  wake(*c);
}

void Network::readStop(ConnectionId id) {
  if (Connection* c = connections_.find(id)) c->reading = false;
}

void Network::readLimit(ConnectionId id, uint32_t size) {
  if (Connection* c = connections_.find(id)) c->readLimit = std::clamp(size, 1U, kReadSize);
}

int32_t Network::write(ConnectionId id, Payload payload) {
  Connection* c = connections_.find(id);
  if (c == nullptr) return kEbadf;
  if (c->broken != 0 && !std::exchange(c->brokenTold, true)) return c->broken;
  if (c->broken != 0 || c->finSent) return kEpipe;
  const uint32_t taken = payload.size == 0 ? 0 : c->link->room(payload.size);
  // Before anything is sent: the carrier may tell of room while it is.
  if (taken < payload.size) {
    c->pending = Payload(store_.slice(payload.value, taken, payload.size), payload.size - taken);
  }
  sendCopy(*c, payload.value, taken);
  if (taken == payload.size) return 1;
  if (c->broken != 0) {
    // libuv goes on at once and finds it out, before it reads.
    c->writeFirst = true;
    wake(*c);
  }
  return 0;
}

/// Sends the first `size` bytes of `value` copied, as a kernel does, in pieces of a frame each: a
/// copy that is a whole frame's can go out as it is.
void Network::sendCopy(Connection& c, const Value& value, uint32_t size) {
  for (uint32_t from = 0; from < size;) {
    const uint32_t piece = std::min(size - from, kMaxDataSent);
    c.link->send(Payload(store_.copy(value, from, from + piece), piece));
    from += piece;
  }
}

int32_t Network::shutdown(ConnectionId id) {
  Connection* c = connections_.find(id);
  if (c == nullptr) return kEbadf;
  c->shutdownAsked = true;
  queueUrgent({JobKind::kShutdown, id, 0});
  return 0;
}

void Network::forgetShutdown(ConnectionId id) {
  if (Connection* c = connections_.find(id)) c->shutdownAsked = false;
}

void Network::close(ConnectionId id) {
  Connection* c = connections_.find(id);
  if (c == nullptr) return;
  remove(id, !c->received.empty());
  queueClosing({NetEventKind::kClosed, id});
}

void Network::reset(ConnectionId id) {
  if (connections_.find(id) == nullptr) return;
  remove(id, true);
  queueClosing({NetEventKind::kClosed, id});
}

void Network::remove(ConnectionId id, bool reset) {
  const std::unique_ptr<Connection> c = connections_.remove(id);
  freePort(*c);
  if (c->link) {
    c->link->close(reset);
  } else if (relay_) {
    relay_->cancelDial(id);
  }
}

void Network::freePort(const Connection& c) {
  if (c.ownsPort) localPorts_.erase(localPorts_.find(c.local.port));
}

// ---- for links

void Network::deliver(ConnectionId id, Payload payload) {
  Connection* c = connections_.find(id);
  if (c == nullptr) return;
  c->received.push(std::move(payload));
  wake(*c);
}

void Network::deliverFin(ConnectionId id) {
  Connection* c = connections_.find(id);
  if (c == nullptr) return;
  c->finReceived = true;
  wake(*c);
}

void Network::deliverReset(ConnectionId id, int32_t error) {
  Connection* c = connections_.find(id);
  if (c == nullptr || c->broken != 0 || (c->finReceived && c->finSent)) return;
  // Linux: a reset after the peer's FIN is a broken pipe.
  c->broken = c->finReceived ? static_cast<int32_t>(kEpipe) : error;
  wake(*c);
}

void Network::deliverRoom(ConnectionId id) {
  Connection* c = connections_.find(id);
  if (c == nullptr || c->pending.size == 0) return;
  c->roomOffered = true;
  wake(*c);
}

Connection& Network::addAccepted(Listener& listener, const Endpoint& local,
                                 const Endpoint& remote) {
  auto made = std::make_unique<Connection>();
  Connection& c = *made;
  c.id = connections_.add(std::move(made));
  c.local = local;
  c.remote = remote;
  // An IPv6 listener sees IPv4 peers as mapped addresses, an IPv4 one never does.
  c.local.address.v6 = c.remote.address.v6 = listener.at.address.v6;
  ++listener.given;
  listener.waiting.push(c.id);
  queueIo({JobKind::kAccept, listener.id, 0});
  return c;
}

// ---- listeners and ports

int32_t Network::bind(const Endpoint& at, const BindOptions& options, ListenerId* id) {
  if (!at.address.any() && !at.address.loopback()) return kEaddrnotavail;
  auto made = std::make_unique<Listener>();
  Listener& listener = *made;
  listener.at = at;
  listener.options = options;
  if (at.port == 0) {
    listener.at.port = pickPort(&nextListenPort_, kFirstListenPort, kLastListenPort);
  } else if (listenedOn(listener) || dialledFrom(listener.at)) {
    return kEaddrinuse;
  }
  *id = listener.id = listeners_.add(std::move(made));
  return 0;
}

/// Whether somebody else listens where `by` would.
bool Network::listenedOn(const Listener& by) const {
  const std::vector<ListenerId> ids = listeners_.ids();
  return std::any_of(ids.begin(), ids.end(), [&](ListenerId id) {
    const Listener& other = *listeners_.find(id);
    const bool shared = by.options.reusePort && other.options.reusePort;
    return other.listening && id != by.id && !shared && other.overlaps(by);
  });
}

/// Whether a connection has the port that has not bound it first.
bool Network::dialledFrom(const Endpoint& at) const {
  if (localPorts_.count(at.port) == 0) return false;
  Listener by;
  by.at = at;
  const std::vector<ConnectionId> ids = connections_.ids();
  return std::any_of(ids.begin(), ids.end(), [&](ConnectionId id) {
    const Connection& c = *connections_.find(id);
    return c.ownsPort && !c.sharesPort && c.local.port == at.port && by.accepts(c.local.address);
  });
}

int32_t Network::listen(ListenerId id, uint32_t backlog) {
  Listener* listener = listeners_.find(id);
  if (listener == nullptr) return kEbadf;
  if (listenedOn(*listener)) return kEaddrinuse;
  listener->backlog = backlog;
  if (std::exchange(listener->listening, true) || !relay_) return 1;
  relay_->claim(listener->id, listener->at);
  return 0;
}

void Network::claimed(ListenerId id, int32_t error) {
  if (listeners_.find(id) != nullptr) queueIo({JobKind::kListening, id, error});
}

bool Network::closeListener(ListenerId id) {
  if (listeners_.find(id) == nullptr) return true;
  const std::unique_ptr<Listener> listener = listeners_.remove(id);
  for (const ConnectionId waiting : listener->waiting.takeAll()) remove(waiting, true);
  for (const uint32_t held : listener->held.takeAll()) relay_->refuseHeld(held);
  for (const ConnectionId dialling : listener->dialling.takeAll()) {
    connected(dialling, kEconnrefused);
  }
  if (relay_ && relay_->unclaim(id)) return false;
  released(id);
  return true;
}

void Network::released(ListenerId id) { queueClosing({NetEventKind::kListenerClosed, id}); }

Listener* Network::listenerFor(const Endpoint& target) {
  Listener* best = nullptr;
  for (const ListenerId id : listeners_.ids()) {
    Listener* listener = listeners_.find(id);
    if (!listener->listening || listener->at.port != target.port) continue;
    if (!listener->accepts(target.address)) continue;
    const bool closer = best != nullptr && best->at.address.any() && !listener->at.address.any();
    const bool alike = best != nullptr && best->at.address.any() == listener->at.address.any();
    if (best == nullptr || closer || (alike && listener->given < best->given)) best = listener;
  }
  return best;
}

bool Network::portFree(uint16_t port) const {
  if (localPorts_.count(port) > 0) return false;
  const std::vector<ListenerId> ids = listeners_.ids();
  return std::none_of(ids.begin(), ids.end(),
                      [&](ListenerId id) { return listeners_.find(id)->at.port == port; });
}

uint16_t Network::pickPort(uint16_t* next, uint16_t first, uint16_t last) {
  uint16_t port;
  do {
    port = *next;
    *next = port == last ? first : static_cast<uint16_t>(port + 1);
  } while (!portFree(port));
  return port;
}

// ---- the relay

void Network::useRelay(uint32_t maxWindow) {
  if (!relay_) relay_ = std::make_unique<Relay>(*this, store_, host_, maxWindow);
}

void Network::carrierOpened() {
  if (relay_) relay_->opened();
}

void Network::carrierMessage(const Payload& message) {
  if (relay_) relay_->message(message);
}

void Network::carrierDrained(uint32_t bytes) {
  if (relay_) relay_->drained(bytes);
}

void Network::flush() {
  if (relay_) relay_->flush();
}

void Network::carrierClosed() {
  if (relay_) relay_->closed();
}

void Network::exit() {
  for (const ListenerId id : listeners_.ids()) closeListener(id);
  for (const ConnectionId id : connections_.ids()) close(id);
  if (relay_) relay_->exit();
}

}  // namespace tincan
