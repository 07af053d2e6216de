// libFuzzer target for the Network: an input is a script of what sockets do, what the relay and the
// carrier do, and when jobs run. A model of each socket watches what is told: nothing of what is
// closed, data only while reading, loopback bytes in order, and nothing left when all is closed. It
// keeps the promises that Network asks of its owner.
#include <algorithm>
#include <map>
#include <set>

#include "connection.h"
#include "mux_peer.h"
#include "proxy_v2.h"
#include "script.h"

namespace tincan {
namespace {

/// Below the ports the network gives itself, so that it shows who comes over the relay.
constexpr uint16_t kOutsidePort = 40000;
constexpr uint16_t kFirstOwnPort = 49152;

/// What a socket wrote: byte `at` of it.
uint8_t pattern(uint16_t port, uint64_t at) { return static_cast<uint8_t>(port + at * 7); }

struct Model {
  bool client = false;
  /// The other end is surely one of this engine's: over the relay come bytes of the script's.
  bool here = false;
  bool connected = false;
  bool reading = false;
  bool writing = false;
  bool shut = false;
  bool shutTold = false;
  bool ended = false;
  uint16_t port = 0;
  uint64_t wrote = 0;
  uint64_t got = 0;
};

class Driver : public NetHost {
 public:
  Driver() : network_(store_, *this) {}

  void jobQueued(bool) override { ++jobs_; }
  void closingQueued() override { ++closings_; }
  void openCarrier(bool) override { wanted_ = true; }
  void sendMessage(const MuxMessage& message) override {
    require(carrier_, "a message without a carrier");
    const Bytes bytes = flatten(store_, message);
    require(bytes.size() == message.size, "a message's size is wrong");
    unsent_ += message.size;
    for (uint32_t at = 0; at < bytes.size();) {
      const FrameHeader header = decodeFrame(bytes.data() + at);
      at += kFrameHeaderSize + (header.type == FrameType::kData ? header.length : 0);
    }
  }
  void closeCarrier(uint16_t, const char*) override {
    require(carrier_ || wanted_, "a carrier nobody has asked for is closed");
    carrier_ = wanted_ = false;
    unsent_ = 0;
  }
  double now() override { return clock_; }
  uint32_t random() override { return 7232; }

  void act(Script& script) {
    const uint8_t op = script.byte() % 24;
    const uint8_t which = script.byte();
    switch (op) {
      case 0:
        return listen(which);
      case 1:
      case 2:
        return connect(which);
      case 3:
        return closeListener(which);
      case 4:
        network_.useRelay();
        return;
      case 5:
        if (wanted_ && !carrier_) {
          carrier_ = true;
          wanted_ = false;
          network_.carrierOpened();
        }
        return;
      case 6:
        if (which % 4 == 0) return loseCarrier();
        return;
      case 7:
        if (carrier_) network_.carrierDrained(std::exchange(unsent_, 0));
        return;
      case 8:
      case 9:
      case 10:
        return fromRelay(script, op, which);
      case 11:
      case 12:
      case 13:
        return runJobs(op == 11 ? 1 : 100, which % 2 == 0);
      case 14:
        return runClosings();
      case 15:
        clock_ += which;
        return;
      default:
        return onSocket(script, op, which);
    }
  }

  void finish() {
    settle();
    for (const auto& [id, model] : std::map<ConnectionId, Model>(sockets_)) close(id, false);
    for (const ListenerId id : std::set<ListenerId>(listeners_)) endListener(id);
    network_.exit();
    carrier_ = wanted_ = false;
    settle();
    require(sockets_.empty() && listeners_.empty(), "something is open at the end");
    require(closing_.empty(), "something was never told to be closed");
    require(network_.liveConnections() == 0, "a connection is left");
    require(network_.liveListeners() == 0, "a listener is left");
  }

 private:
  static constexpr int kMostRounds = 1'000'000;

  void settle() {
    for (int round = 0; jobs_ > 0 || closings_ > 0; ++round) {
      require(round < kMostRounds, "it is never quiet");
      runJobs(1000, true);
      runClosings();
    }
  }

  // ---- sockets

  void listen(uint8_t which) {
    if (listeners_.size() >= 4) return;
    const Address address =
        which % 3 == 0 ? Address{true, 0} : Address{false, which % 3 == 1 ? 0 : kLoopbackV4};
    BindOptions options;
    options.reusePort = which % 8 == 7;
    ListenerId id = 0;
    if (network_.bind({address, static_cast<uint16_t>(80 + which % 4)}, options, &id) != 0) return;
    listeners_.insert(id);
    if (network_.listen(id, which % 5 == 0 ? 1 : 16) < 0) endListener(id);
  }
  void endListener(ListenerId id) {
    listeners_.erase(id);
    closing_.insert(id | kListenerBit);
    network_.closeListener(id);
  }
  void closeListener(uint8_t which) {
    if (!listeners_.empty()) endListener(pick(listeners_, which));
  }
  void connect(uint8_t which) {
    if (sockets_.size() >= 12) return;
    const Address address = which % 4 == 0   ? Address{true, 1}
                            : which % 4 == 1 ? Address{false, 0x0a000001}
                                             : Address{false, kLoopbackV4};
    ConnectionId id = 0;
    const uint16_t port = static_cast<uint16_t>(80 + which / 4 % 4);
    if (network_.connect({address, port}, 0, &id) != 0) return;
    require(network_.find(id) != nullptr, "a connection begun is not there");
    Model& model = sockets_[id];
    model.client = true;
    model.here = !network_.relayUsed();
    model.port = network_.find(id)->local.port;
  }
  void onSocket(Script& script, uint8_t op, uint8_t which) {
    if (sockets_.empty()) return;
    auto at = sockets_.begin();
    std::advance(at, which % sockets_.size());
    const ConnectionId id = at->first;
    Model& model = at->second;
    switch (op) {
      case 16:
      case 17:
        return write(id, model, script.amount());
      case 18:
        if (!model.connected || model.ended) return;
        model.reading = true;
        return network_.readStart(id);
      case 19:
        model.reading = false;
        return network_.readStop(id);
      case 20:
        return network_.readLimit(id, 16 + script.byte() * 16U);
      case 21:
        if (!model.connected || model.writing || model.shut) return;
        model.shut = network_.shutdown(id) == 0;
        return;
      case 22:
        return close(id, script.byte() % 2 == 0);
      default:
        if (model.shut && !model.shutTold) network_.forgetShutdown(id);
    }
  }
  void write(ConnectionId id, Model& model, uint32_t size) {
    if (!model.connected || model.writing || model.shut) return;
    std::vector<uint8_t> bytes(size);
    for (uint32_t i = 0; i < size; ++i) bytes[i] = pattern(model.port, model.wrote + i);
    const int32_t result = network_.write(id, Payload(Bytes(std::move(bytes))));
    require(result <= 1, "a write's result");
    if (result < 0) return;
    model.wrote += size;
    model.writing = result == 0;
  }
  void close(ConnectionId id, bool reset) {
    sockets_.erase(id);
    closing_.insert(id);
    if (reset) {
      network_.reset(id);
    } else {
      network_.close(id);
    }
    require(network_.find(id) == nullptr, "a closed connection is there");
  }

  // ---- the relay

  void fromRelay(Script& script, uint8_t op, uint8_t which) {
    if (!carrier_) return;
    const uint32_t id = which % 10;
    const uint16_t flags = script.byte() % 16;
    if (op == 8) {
      // What a relay that works sends: a dial from outside, or an answer to the engine's.
      const Endpoint source{{false, kLoopbackV4}, static_cast<uint16_t>(kOutsidePort + id)};
      const Endpoint target{{false, kLoopbackV4}, static_cast<uint16_t>(80 + flags % 4)};
      const Bytes header = proxyHeader(source, target);
      if (id % 2 == 0) {
        return receive(joined({windowFrame(id, kSyn), dataFrame(id, header.text())}));
      }
      const uint8_t code = flags % 7;
      const uint8_t bytes[] = {5, 0, 5, code, 0, 1, 127, 0, 0, 1, 0x9c, 0x40};
      const std::vector<uint8_t> all(std::begin(bytes), std::end(bytes));
      return receive(
          joined({windowFrame(id, kAck), frame(FrameType::kData, 0, id, 12), Bytes(all)}));
    }
    const uint32_t amount = script.amount();
    if (op == 9) return receive(dataFrame(id, std::string(amount, 'r'), flags & kFin));
    if (which >= 250) return receive(frame(FrameType::kGoAway, 0, 0, amount % 4));
    receive(windowFrame(id, flags, amount));
  }
  void receive(const Bytes& bytes) { network_.carrierMessage(Payload(bytes)); }
  void loseCarrier() {
    // Asked for and never had is an end, too.
    if (!carrier_ && !wanted_) return;
    carrier_ = wanted_ = false;
    unsent_ = 0;
    network_.carrierClosed();
  }

  // ---- what is told

  void runJobs(int most, bool begins) {
    for (int left = std::min(most, jobs_); left > 0; --left) {
      --jobs_;
      told(network_.runJob(begins));
      begins = false;
    }
  }
  void runClosings() {
    for (; closings_ > 0; --closings_) {
      const NetEvent event = network_.runClosing();
      const uint64_t bit = event.kind == NetEventKind::kListenerClosed ? kListenerBit : 0;
      require(closing_.erase(event.id | bit) == 1, "closed, though nobody closed it");
    }
  }
  Model& of(ConnectionId id) {
    const auto found = sockets_.find(id);
    require(found != sockets_.end(), "told of a connection that is not open");
    return found->second;
  }
  void told(const NetEvent& event) {
    switch (event.kind) {
      case NetEventKind::kNothing:
      case NetEventKind::kResolved:
        return;
      case NetEventKind::kListening:
        require(listeners_.count(event.id) > 0, "a closed listener listens");
        return;
      case NetEventKind::kConnection: {
        require(listeners_.count(event.id) > 0, "a closed listener accepts");
        require(sockets_.count(event.accepted) == 0, "accepted twice");
        Model& model = sockets_[event.accepted];
        model.connected = true;
        const Connection& c = *network_.find(event.accepted);
        model.port = c.local.port;
        model.here = c.remote.port >= kFirstOwnPort;
        return;
      }
      case NetEventKind::kConnect: {
        Model& model = of(event.id);
        require(model.client && !model.connected, "connected twice");
        model.connected = event.error == 0;
        return;
      }
      case NetEventKind::kData:
        return onData(event);
      case NetEventKind::kEnd:
      case NetEventKind::kReadError: {
        Model& model = of(event.id);
        require(model.reading && !model.ended, "an end nobody reads for, or a second one");
        model.reading = false;
        model.ended = event.kind == NetEventKind::kEnd;
        return;
      }
      case NetEventKind::kWritten: {
        Model& model = of(event.id);
        require(std::exchange(model.writing, false), "written, though nothing was");
        return;
      }
      case NetEventKind::kShutdown: {
        Model& model = of(event.id);
        require(model.shut && !std::exchange(model.shutTold, true), "shut down unasked");
        return;
      }
      case NetEventKind::kClosed:
      case NetEventKind::kListenerClosed:
        require(false, "a closing among the jobs");
    }
  }
  void onData(const NetEvent& event) {
    Model& model = of(event.id);
    require(model.connected && model.reading && !model.ended, "data nobody reads");
    require(event.data.size > 0, "no data");
    const Connection& c = *network_.find(event.id);
    require(event.data.size <= c.readLimit, "more than a read may bring");
    const std::string_view text = event.data.value.bytes()->text();
    if (!model.here) return;
    for (const char byte : text) {
      require(static_cast<uint8_t>(byte) == pattern(c.remote.port, model.got++),
              "bytes out of order");
    }
  }

  template <typename Set>
  static typename Set::value_type pick(const Set& set, uint8_t which) {
    auto at = set.begin();
    std::advance(at, which % set.size());
    return *at;
  }

  static constexpr uint64_t kListenerBit = uint64_t{1} << 32;

  PayloadStore store_;
  Network network_;
  int jobs_ = 0;
  int closings_ = 0;
  double clock_ = 0;
  bool wanted_ = false;
  bool carrier_ = false;
  uint32_t unsent_ = 0;
  std::map<ConnectionId, Model> sockets_;
  std::set<ListenerId> listeners_;
  std::set<uint64_t> closing_;
};

}  // namespace
}  // namespace tincan

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tincan;  // NOLINT(google-build-using-namespace)
  Script script(data, size);
  Driver driver;
  while (!script.done()) driver.act(script);
  driver.finish();
  return 0;
}
