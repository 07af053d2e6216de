// What this engine asks of the relay: dials, claims of ports and lookups of names, each a stream
// that begins with a SOCKS request, and what the answers mean. Streams of others and the carrier
// are relay.cpp's.
#include <algorithm>
#include <utility>

#include "connection.h"
#include "relay.h"

namespace tincan {

namespace {

/// RFC 1928 reply codes to errno, for a dial and for a claim.
int32_t dialError(uint8_t code) {
  switch (static_cast<SocksReplyCode>(code)) {
    case SocksReplyCode::kSucceeded:
      return 0;
    case SocksReplyCode::kGeneralFailure:
      return kEagain;
    case SocksReplyCode::kNotAllowed:
      return kEacces;
    case SocksReplyCode::kNetworkUnreachable:
      return kEnetunreach;
    case SocksReplyCode::kHostUnreachable:
      return kEhostunreach;
    case SocksReplyCode::kTtlExpired:
      return kEtimedout;
    case SocksReplyCode::kRefused:
      break;
  }
  return kEconnrefused;
}

int32_t claimError(uint8_t code) {
  switch (static_cast<SocksReplyCode>(code)) {
    case SocksReplyCode::kSucceeded:
    case SocksReplyCode::kGeneralFailure:
    case SocksReplyCode::kNotAllowed:
      return dialError(code);
    case SocksReplyCode::kRefused:
      return kEaddrinuse;
    default:
      return kEaddrnotavail;
  }
}

}  // namespace

// ---- dials and claims

void Relay::wantCarrier(bool now) {
  carrier_ = Carrier::kOpening;
  host_.openCarrier(now);
}

void Relay::dial(ConnectionId id, const Endpoint& target) {
  if (takesStreams()) return startDial(id, target);
  waiting_.push_back({id, target});
  if (!leaving_) wantCarrier(true);
}

void Relay::startDial(ConnectionId id, const Endpoint& target) {
  const uint32_t stream = session_->open();
  if (stream == 0) return network_.connected(id, kEagain);
  Line& line = lines_[stream];
  line.use = Use::kDial;
  line.owner = id;
  line.target = target;
  session_->send(stream, Payload(socksRequest(SocksCommand::kConnect, target)));
}

void Relay::cancelDial(ConnectionId id) {
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(),
                                [&](const Waiting& w) { return w.connection == id; }),
                 waiting_.end());
  for (const auto& [stream, line] : lines_) {
    if (line.use != Use::kDial || line.owner != id) continue;
    const uint32_t cancelled = stream;
    lines_.erase(cancelled);
    return session_->reset(cancelled);
  }
}

void Relay::giveUpWaiting() {
  for (const Waiting& waiting : std::exchange(waiting_, {})) {
    network_.connected(waiting.connection, kEnetunreach);
  }
  for (const WaitingLookup& waiting : std::exchange(waitingLookups_, {})) {
    network_.resolved(waiting.id, nullptr);
  }
}

void Relay::lookup(uint32_t id, Bytes name) {
  if (takesStreams()) return startLookup(id, name);
  waitingLookups_.push_back({id, std::move(name)});
  if (!leaving_) wantCarrier(true);
}

void Relay::startLookup(uint32_t id, const Bytes& name) {
  const uint32_t stream = session_->open();
  if (stream == 0) return network_.resolved(id, nullptr);
  Line& line = lines_[stream];
  line.use = Use::kLookup;
  line.owner = id;
  session_->send(stream, Payload(socksLookup(name)));
}

/// One stream a port, whichever of this engine's listeners share it.
void Relay::claim(ListenerId id, const Endpoint& at) {
  const auto first = std::find_if(claims_.begin(), claims_.end(),
                                  [&](const Claim& c) { return c.at.port == at.port; });
  const bool shared = first != claims_.end();
  const bool told = shared && first->told;
  claims_.push_back({id, at});
  claims_.back().told = told;
  if (told) network_.claimed(id, 0);
  if (shared) return;
  if (takesStreams()) return startClaim(claims_.back());
  if (!leaving_) wantCarrier(true);
}

void Relay::startClaims() {
  // A refusal takes its claims out of the list.
  const std::vector<Claim> all = claims_;
  for (const Claim& one : all) {
    Claim* claim = claimOf(one.listener);
    if (claim != nullptr && !portClaimed(claim->at.port)) startClaim(*claim);
  }
}

bool Relay::portClaimed(uint16_t port) const {
  return std::any_of(claims_.begin(), claims_.end(),
                     [&](const Claim& c) { return c.stream != 0 && c.at.port == port; });
}

void Relay::startClaim(Claim& claim) {
  claim.stream = session_->open();
  if (claim.stream == 0) return claimLost(claim.listener, kEagain);
  Line& line = lines_[claim.stream];
  line.use = Use::kClaim;
  line.owner = claim.listener;
  session_->send(claim.stream, Payload(socksRequest(SocksCommand::kBind, claim.at)));
}

bool Relay::unclaim(ListenerId id) {
  const Claim* found = claimOf(id);
  if (found == nullptr) return false;
  const Claim claim = *found;
  claims_.erase(claims_.begin() + (found - claims_.data()));
  if (claim.stream == 0) return false;
  for (Claim& heir : claims_) {
    if (heir.at.port != claim.at.port) continue;
    heir.stream = claim.stream;
    lines_[claim.stream].owner = heir.listener;
    return false;
  }
  lines_[claim.stream].use = Use::kReleased;
  session_->finish(claim.stream);
  return true;
}

Relay::Claim* Relay::claimOf(ListenerId id) {
  for (Claim& claim : claims_) {
    if (claim.listener == id) return &claim;
  }
  return nullptr;
}

/// The relay refuses the port or takes it away: who listens there hears of it and claims no more.
void Relay::claimLost(ListenerId id, int32_t error) {
  const Claim* claim = claimOf(id);
  if (claim == nullptr) return;
  const uint16_t port = claim->at.port;
  for (const Claim& lost : std::exchange(claims_, {})) {
    if (lost.at.port == port) {
      network_.claimed(lost.listener, error);
    } else {
      claims_.push_back(lost);
    }
  }
}

// ---- the answer

void Relay::onReply(uint32_t id, Line& line) {
  session_->returnCredit(id, line.reply.size());
  const uint32_t owner = line.owner;
  const uint8_t code = line.reply.code();
  if (line.use == Use::kClaim) {
    if (code != 0) {
      closeLink(id, false);
    } else {
      // The stream stays open for the listener's life; connections come on streams of their own.
      line.reply = {};
    }
    return claimAnswered(owner, code);
  }
  if (line.use == Use::kLookup) {
    const Endpoint found = line.reply.bound();
    closeLink(id, false);
    const bool usable = code == 0 && !found.address.v6;
    return network_.resolved(owner, usable ? &found.address : nullptr);
  }
  if (code == 0) return onDialled(id, line);
  closeLink(id, false);
  network_.connected(owner, dialError(code));
}

void Relay::claimAnswered(ListenerId id, uint8_t code) {
  if (code != 0) return claimLost(id, claimError(code));
  const Claim* claim = claimOf(id);
  if (claim == nullptr) return;
  for (Claim& granted : claims_) {
    if (granted.at.port != claim->at.port || std::exchange(granted.told, true)) continue;
    network_.claimed(granted.listener, 0);
  }
}

/// The dial has succeeded: the stream is the connection's from here on.
void Relay::onDialled(uint32_t id, Line& line) {
  const uint32_t owner = line.owner;
  Connection* c = network_.connections_.find(owner);
  line.use = Use::kConnection;
  c->link = linkOver(id);
  const Endpoint& bound = line.reply.bound();
  // Towards an address outside the room, the relay's own end is this one's.
  if (!c->remote.address.loopback()) c->local.address = bound.address;
  if (bound.port != 0 && bound.port != c->local.port) {
    network_.freePort(*c);
    c->ownsPort = false;
    c->local.port = bound.port;
  }
  network_.connected(owner, 0);
}

}  // namespace tincan
