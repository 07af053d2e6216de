/// The way to other engines of the room: one yamux session over the carrier, with a SOCKS5 or PROXY
/// v2 header at the start of each stream. Internal to the network.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "proxy_v2.h"
#include "socks5.h"
#include "tincan/mux.h"
#include "tincan/net.h"

namespace tincan {

class Link;

class Relay final : public MuxEvents {
 public:
  Relay(Network& network, PayloadStore& store, NetHost& host, uint32_t maxWindow);
  ~Relay() override;

  void dial(ConnectionId id, const Endpoint& target);
  /// The connection was closed before its dial was decided.
  void cancelDial(ConnectionId id);
  /// Asks for the IPv4 address of `name`; Network::resolved() follows.
  void lookup(uint32_t id, Bytes name);
  /// Asks for the port, now and after every reconnect, until unclaim().
  void claim(ListenerId id, const Endpoint& at);
  /// Gives the port back. True: Network::released() follows, when the relay has it.
  bool unclaim(ListenerId id);
  /// The backlog has room for a stream that found it full, or its listener is gone. The stream may
  /// be, too.
  void admitHeld(uint32_t stream);
  void refuseHeld(uint32_t stream);

  void opened();
  void message(const Payload& message);
  void drained(uint32_t bytes);
  void closed();
  /// Gives the carrier what has gathered since the last job.
  void flush();
  void exit();

  // MuxEvents
  void onStream(uint32_t id) override;
  void onData(uint32_t id, Payload payload) override;
  void onFin(uint32_t id) override;
  void onReset(uint32_t id, uint32_t errorNumber) override;
  void onRoom(uint32_t id) override;
  void onOutput() override;
  void onGoAway(uint32_t code) override;
  void onViolation(const char* rule, uint16_t closeCode) override;

 private:
  friend class RelayLink;

  /// What a stream is for, or how far its header has come.
  enum class Use : uint8_t {
    kDial,
    kLookup,
    kClaim,
    /// A claim given back; the relay's FIN is awaited.
    kReleased,
    kInbound,
    /// Its listener's backlog is full.
    kHeld,
    kConnection,
    /// The application has closed its end; data still coming is answered with a reset.
    kOrphan,
  };
  struct Line {
    Use use = Use::kInbound;
    /// The connection, the lookup, or the listener of a claim.
    uint32_t owner = 0;
    Endpoint target;
    SocksReplyReader reply;
    ProxyReader proxy;
    bool finReceived = false;
  };
  struct Claim {
    ListenerId listener;
    Endpoint at;
    /// Its stream; 0 while there is none, or another claim of the port has it.
    uint32_t stream = 0;
    /// The listener has been told that it listens: the port was granted once, or the relay was out
    /// of reach. From then on only a refusal is told.
    bool told = false;
  };
  struct Waiting {
    ConnectionId connection;
    Endpoint target;
  };
  struct WaitingLookup {
    uint32_t id;
    Bytes name;
  };
  enum class Carrier : uint8_t { kNone, kOpening, kOpen };

  void wantCarrier(bool now);
  /// Something may begin on the session that there is.
  bool takesStreams() const { return carrier_ == Carrier::kOpen && !leaving_; }
  bool nothingRuns() const;
  void sendMessages(uint32_t atLeast);
  void startDial(ConnectionId id, const Endpoint& target);
  void startLookup(uint32_t id, const Bytes& name);
  /// What waited for a carrier that cannot be had.
  void giveUpWaiting();
  void startClaims();
  void startClaim(Claim& claim);
  bool portClaimed(uint16_t port) const;
  Claim* claimOf(ListenerId id);
  void claimAnswered(ListenerId id, uint8_t code);
  void claimLost(ListenerId id, int32_t error);
  void onReply(uint32_t id, Line& line);
  void onDialled(uint32_t id, Line& line);
  std::unique_ptr<Link> linkOver(uint32_t stream);
  void onProxyHeader(uint32_t id, Line& line);
  void admit(uint32_t id, Line& line, Listener& listener);
  void closeLink(uint32_t id, bool reset);
  void lost();

  Network& network_;
  PayloadStore& store_;
  NetHost& host_;
  uint32_t maxWindow_;
  std::unique_ptr<MuxSession> session_;
  /// Sessions there have been: which one a link began on.
  uint32_t sessions_ = 0;
  Carrier carrier_ = Carrier::kNone;
  std::unordered_map<uint32_t, Line> lines_;
  std::vector<Claim> claims_;
  std::vector<Waiting> waiting_;
  std::vector<WaitingLookup> waitingLookups_;
  bool flushQueued_ = false;
  /// The relay has said GoAway: what runs may end, and what begins waits for the next carrier.
  bool leaving_ = false;
  uint16_t closeCode_ = 0;
  const char* closeReason_ = nullptr;
};

}  // namespace tincan
