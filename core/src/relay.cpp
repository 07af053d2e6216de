// Streams over the relay: the carrier under them, what becomes of them when it is lost, and those
// that others open. What this engine asks of the relay is relay_requests.cpp's, byte framing the
// session's, readiness the network's.
#include "relay.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connection.h"

namespace tincan {

namespace {

/// The longest answer to a SOCKS request or PROXY header: what one look into a payload copies out.
constexpr uint32_t kLongestHeader = 536;

/// Close code of RFC 6455, 7.4.1: nothing is wrong, and the relay has the ports to keep already.
constexpr uint16_t kGoingAway = 1001;

int32_t resetError(uint32_t errorNumber) {
  return errorNumber == 0 || errorNumber > 4095 ? static_cast<int32_t>(kEconnreset)
                                                : -static_cast<int32_t>(errorNumber);
}

}  // namespace

/// A connection's way through the session it began on; once that is lost it leads nowhere, for the
/// next session gives the same ids to others.
class RelayLink final : public Link {
 public:
  RelayLink(Relay& relay, uint32_t stream)
      : relay_(relay), stream_(stream), session_(relay.sessions_) {}
  uint32_t room(uint32_t wanted) override {
    return live() ? relay_.session_->room(stream_, wanted) : 0;
  }
  void send(Payload payload) override {
    if (!live()) return;
    relay_.session_->send(stream_, std::move(payload));
    // What fills a message gains nothing by waiting for more.
    relay_.sendMessages(kFullMessage);
  }
  void taken(uint32_t bytes) override {
    if (live()) relay_.session_->consumed(stream_, bytes, relay_.host_.now());
  }
  void finish() override {
    if (live()) relay_.session_->finish(stream_);
  }
  void close(bool reset) override {
    if (live()) relay_.closeLink(stream_, reset);
  }
  WirePlace place() const override { return {session_, stream_}; }

 private:
  bool live() const { return relay_.session_ && relay_.sessions_ == session_; }

  Relay& relay_;
  uint32_t stream_;
  uint32_t session_;
};

Relay::Relay(Network& network, PayloadStore& store, NetHost& host, uint32_t maxWindow)
    : network_(network), store_(store), host_(host), maxWindow_(maxWindow) {}

Relay::~Relay() = default;

std::unique_ptr<Link> Relay::linkOver(uint32_t stream) {
  return std::make_unique<RelayLink>(*this, stream);
}

// ---- the carrier

void Relay::opened() {
  if (carrier_ == Carrier::kOpen) return;
  carrier_ = Carrier::kOpen;
  ++sessions_;
  session_ = std::make_unique<MuxSession>(MuxRole::kClient, store_, *this, maxWindow_);
  startClaims();
  for (const Waiting& waiting : std::exchange(waiting_, {})) {
    startDial(waiting.connection, waiting.target);
  }
  for (const WaitingLookup& waiting : std::exchange(waitingLookups_, {})) {
    startLookup(waiting.id, waiting.name);
  }
}

void Relay::message(const Payload& message) {
  if (session_) session_->receive(message, host_.now());
  // A breach ends the carrier before the program hears of its sockets: why comes first.
  if (closeReason_ != nullptr) return flush();
  // A flush sees whether the last stream has gone.
  if (leaving_) onOutput();
}

void Relay::drained(uint32_t bytes) {
  if (session_) session_->drained(bytes);
  if (leaving_) onOutput();
}

void Relay::closed() {
  const bool wasOpen = carrier_ == Carrier::kOpen;
  carrier_ = Carrier::kNone;
  leaving_ = false;
  if (wasOpen) {
    session_.reset();
    lost();
  } else {
    giveUpWaiting();
  }
  // Without the room a listener is this engine's alone. Its port is claimed when there is a carrier
  // again.
  for (Claim& claim : claims_) {
    if (!std::exchange(claim.told, true)) network_.claimed(claim.listener, 0);
  }
  const bool somebodyWaits = !waiting_.empty() || !waitingLookups_.empty();
  if (somebodyWaits || !claims_.empty()) wantCarrier(somebodyWaits);
}

/// Every stream is gone at once. A byte stream cannot be resumed without acknowledgements, so what
/// is not finished is reset.
void Relay::lost() {
  for (Claim& claim : claims_) claim.stream = 0;
  for (const auto& [stream, line] : std::exchange(lines_, {})) {
    if (line.use == Use::kConnection) network_.deliverReset(line.owner, kEconnreset);
    if (line.use == Use::kDial) network_.connected(line.owner, kEconnreset);
    if (line.use == Use::kLookup) network_.resolved(line.owner, nullptr);
    if (line.use == Use::kReleased) network_.released(line.owner);
  }
}

void Relay::onOutput() {
  if (std::exchange(flushQueued_, true)) return;
  if (!host_.flushWanted()) network_.queueUrgent({Network::JobKind::kFlush, 0, 0});
}

/// Gives the carrier what it takes while `atLeast` bytes of data wait.
void Relay::sendMessages(uint32_t atLeast) {
  MuxMessage message;
  while (session_ && session_->unsent() >= atLeast && session_->nextMessage(&message)) {
    host_.sendMessage(message);
  }
}

void Relay::flush() {
  flushQueued_ = false;
  sendMessages(0);
  if (closeReason_ == nullptr && leaving_ && nothingRuns()) {
    closeCode_ = kGoingAway;
    closeReason_ = "the relay restarts";
  }
  if (closeReason_ == nullptr) return;
  host_.closeCarrier(std::exchange(closeCode_, 0), std::exchange(closeReason_, nullptr));
  closed();
}

bool Relay::nothingRuns() const {
  const auto claimed = std::count_if(claims_.begin(), claims_.end(),
                                     [](const Claim& claim) { return claim.stream != 0; });
  return session_->liveStreams() == static_cast<size_t>(claimed) && !session_->hasOutput();
}

void Relay::exit() {
  flush();
  if (carrier_ == Carrier::kNone) return;
  carrier_ = Carrier::kNone;
  leaving_ = false;
  session_.reset();
  lost();
  host_.closeCarrier(1001, "the program has ended");
}

// ---- what the session tells

void Relay::onStream(uint32_t id) {
  const auto [line, added] = lines_.try_emplace(id);
  // The id's last stream has ended, but its connection here has not been closed yet.
  if (!added) return session_->reset(id);
  line->second.use = Use::kInbound;
}

void Relay::onData(uint32_t id, Payload payload) {
  const auto found = lines_.find(id);
  if (found == lines_.end()) return;
  Line& line = found->second;
  switch (line.use) {
    case Use::kConnection:
      return network_.deliver(line.owner, std::move(payload));
    case Use::kOrphan:
      lines_.erase(found);
      return session_->reset(id);
    case Use::kHeld:
    case Use::kReleased:
      // Nobody has accepted it yet, or it answers a claim given back before it was granted.
      return;
    case Use::kDial:
    case Use::kLookup:
    case Use::kClaim:
    case Use::kInbound:
      break;
  }
  std::array<uint8_t, kLongestHeader> head;
  const uint32_t size = std::min(payload.size, kLongestHeader);
  store_.copyOut(payload.value, 0, size, head.data());
  const bool inbound = line.use == Use::kInbound;
  const uint32_t used =
      inbound ? line.proxy.feed(head.data(), size) : line.reply.feed(head.data(), size);
  const HeaderState state = inbound ? line.proxy.state() : line.reply.state();
  if (state == HeaderState::kMore) return;
  if (state == HeaderState::kBad) {
    session_->reset(id);
    return onReset(id, 0);
  }
  if (inbound) {
    onProxyHeader(id, line);
  } else {
    onReply(id, line);
  }
  if (used < payload.size && lines_.count(id) > 0) {
    onData(id, Payload(store_.slice(payload.value, used, payload.size), payload.size - used));
  }
}

void Relay::onProxyHeader(uint32_t id, Line& line) {
  Listener* listener = network_.listenerFor(line.proxy.destination());
  if (listener == nullptr) {
    lines_.erase(id);
    return session_->reset(id);
  }
  if (!listener->full()) return admit(id, line, *listener);
  // A kernel drops the SYN, which comes again; here the stream waits, as long as its dialler does.
  line.use = Use::kHeld;
  listener->held.push(id);
}

void Relay::admitHeld(uint32_t stream) {
  const auto found = lines_.find(stream);
  if (found == lines_.end() || found->second.use != Use::kHeld) return;
  Line& line = found->second;
  // A session that came after may have given the id to another one's dial.
  Listener* listener = network_.listenerFor(line.proxy.destination());
  if (listener != nullptr && !listener->full()) admit(stream, line, *listener);
}

void Relay::refuseHeld(uint32_t stream) {
  const auto found = lines_.find(stream);
  if (found == lines_.end() || found->second.use != Use::kHeld) return;
  lines_.erase(found);
  session_->reset(stream);
}

void Relay::admit(uint32_t id, Line& line, Listener& listener) {
  // The header's bytes go back with the acceptance: the window is whole when the data begins.
  session_->accept(id, line.proxy.size());
  Connection& c = network_.addAccepted(listener, line.proxy.destination(), line.proxy.source());
  c.link = linkOver(id);
  line.use = Use::kConnection;
  line.owner = c.id;
}

void Relay::onFin(uint32_t id) {
  const auto found = lines_.find(id);
  if (found == lines_.end()) return;
  Line& line = found->second;
  line.finReceived = true;
  if (line.use == Use::kConnection) return network_.deliverFin(line.owner);
  if (line.use == Use::kOrphan) {
    lines_.erase(found);
    return;
  }
  if (line.use == Use::kReleased) {
    const ListenerId owner = line.owner;
    lines_.erase(found);
    return network_.released(owner);
  }
  // The end came in the middle of a header.
  session_->reset(id);
  onReset(id, 0);
}

void Relay::onReset(uint32_t id, uint32_t errorNumber) {
  const auto found = lines_.find(id);
  if (found == lines_.end()) return;
  const Use use = found->second.use;
  const uint32_t owner = found->second.owner;
  const Endpoint target = found->second.target;
  if (use != Use::kConnection) lines_.erase(found);
  if (use == Use::kConnection) network_.deliverReset(owner, resetError(errorNumber));
  if (use == Use::kDial && leaving_) {
    // It was under way when the relay stopped to take any.
    waiting_.push_back({owner, target});
  } else if (use == Use::kDial) {
    network_.connected(
        owner, errorNumber == 0 ? static_cast<int32_t>(kEconnrefused) : resetError(errorNumber));
  }
  if (use == Use::kLookup) network_.resolved(owner, nullptr);
  if (use == Use::kClaim && leaving_) {
    if (Claim* claim = claimOf(owner)) claim->stream = 0;
  } else if (use == Use::kClaim) {
    claimLost(owner, kEaddrnotavail);
  }
  if (use == Use::kReleased) network_.released(owner);
}

void Relay::onRoom(uint32_t id) {
  const auto found = lines_.find(id);
  if (found != lines_.end() && found->second.use == Use::kConnection) {
    network_.deliverRoom(found->second.owner);
  }
}

/// The relay is about to stop: what runs may end, then the next carrier is asked for. An error's
/// GoAway needs no answer: the carrier is closed behind it.
void Relay::onGoAway(uint32_t code) {
  leaving_ = leaving_ || code == static_cast<uint32_t>(GoAway::kNormal);
}

void Relay::onViolation(const char* rule, uint16_t closeCode) {
  closeReason_ = rule;
  closeCode_ = closeCode;
  lost();
}

/// The application is through with the stream's end.
void Relay::closeLink(uint32_t id, bool reset) {
  const auto found = lines_.find(id);
  if (found == lines_.end()) return;
  const bool finished = found->second.finReceived;
  if (reset || finished) {
    lines_.erase(found);
  } else {
    found->second.use = Use::kOrphan;
  }
  if (!session_) return;
  if (reset) {
    session_->reset(id);
  } else {
    session_->finish(id);
  }
}

}  // namespace tincan
