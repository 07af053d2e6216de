// libFuzzer target for the mux: an input is a script of frames, raw bytes and calls of the owner's.
// Two sessions get the same script, one of them a byte at a time: they must tell and send the same.
// A model of both sides' credit watches what is told and sent. Sanitizers find the rest.
#include <map>
#include <set>

#include "mux_peer.h"
#include "script.h"

namespace tincan {
namespace {

/// A session with its owner, and what both have promised each other.
class Watched : public MuxEvents {
 public:
  Watched(MuxRole role, bool whole) : session(role, store, *this), whole_(whole) {}

  void onStream(uint32_t id) override {
    // Raw bytes have opened it unseen.
    if (blind_) begin(id);
    require(live_.insert(id).second, "a stream told twice");
    log_ += "S" + std::to_string(id);
  }
  void onData(uint32_t id, Payload payload) override {
    told(id);
    allowed_[id] -= payload.size;
    require(blind_ || allowed_[id] >= 0, "data beyond the window was passed on");
    unread_[id] += payload.size;
  }
  void onFin(uint32_t id) override {
    told(id);
    log_ += "F" + std::to_string(id) + ":" + std::to_string(unread_[id]);
    finReceived_.insert(id);
    if (finSent_.count(id) > 0) forget(id);
  }
  void onReset(uint32_t id, uint32_t errorNumber) override {
    told(id);
    forget(id);
    log_ += "R" + std::to_string(id) + ":" + std::to_string(errorNumber);
  }
  void onRoom(uint32_t id) override {
    told(id);
    log_ += "O" + std::to_string(id);
  }
  void onOutput() override {}
  void onGoAway(uint32_t code) override { log_ += "G" + std::to_string(code); }
  void onViolation(const char* rule, uint16_t) override {
    over_ = true;
    live_.clear();
    log_ += rule;
  }

  void receive(const Bytes& bytes, double now) {
    const uint32_t step = whole_ ? bytes.size() : 1;
    // A payload is long: its bytes one by one would find nothing that its first ones do not.
    uint32_t at = 0;
    while (at < bytes.size()) {
      const uint32_t size = at < 64 ? std::min(step, bytes.size() - at) : bytes.size() - at;
      session.receive(Payload(bytes.slice(at, at + size), size), now);
      at += size;
    }
  }
  /// Notes the credit that complete frames give before the session hears of them. Raw bytes may
  /// begin a frame that swallows what follows: from then on the peer's credit is not known.
  void observe(const Bytes& bytes) {
    if (blind_) return;
    if (bytes.size() < kFrameHeaderSize) {
      blind_ = bytes.size() > 0;
      return;
    }
    const FrameHeader header = decodeFrame(bytes.data());
    const uint32_t payload = header.type == FrameType::kData ? header.length : 0;
    if (uint64_t{kFrameHeaderSize} + payload != bytes.size()) {
      blind_ = true;
      return;
    }
    if ((header.flags & kSyn) != 0 && header.type <= FrameType::kWindowUpdate &&
        live_.count(header.stream) == 0) {
      begin(header.stream);
    }
    if (header.type == FrameType::kWindowUpdate) credit_[header.stream] += header.length;
  }
  /// What the owner may do, by number.
  void act(uint8_t op, uint32_t id, uint32_t amount, double now) {
    switch (op) {
      case 7: {
        const uint32_t opened = session.open();
        if (opened != 0 && live_.insert(opened).second) begin(opened);
        return;
      }
      case 8:
      case 9:
        return send(id, amount);
      case 10:
        return consume(id, now);
      case 11:
        return session.finish(id);
      case 12:
        return reset(id);
      case 13:
        return session.accept(id, amount % 64);
      case 14:
        if (amount == 77) session.goAway(GoAway::kNormal);
        return;
      default:
        // Time passes; a peer that measures is answered.
        return receive(frame(FrameType::kPing, kAck, 0, 1), now);
    }
  }
  void consume(uint32_t id, double now) {
    const auto found = unread_.find(id);
    if (found == unread_.end()) return;
    const uint32_t bytes = std::exchange(found->second, 0);
    session.consumed(id, bytes, now);
  }
  void send(uint32_t id, uint32_t wanted) {
    const uint32_t room = session.room(id, wanted);
    require(room <= wanted, "more room than asked for");
    if (room > 0) session.send(id, Payload(Bytes(std::string(room, 'x'))));
  }
  void reset(uint32_t id) {
    session.reset(id, 7);
    forget(id);
  }

  /// Takes all output, checks each frame, and returns it.
  Bytes output() {
    std::vector<Bytes> parts;
    MuxMessage message;
    while (session.nextMessage(&message)) {
      require(message.size <= kMaxDataAccepted + kFrameHeaderSize, "a message too long");
      parts.push_back(flatten(store, message));
      require(parts.back().size() == message.size, "a message's size is wrong");
      session.drained(message.size);
    }
    const Bytes all = joined(parts);
    check(all);
    return all;
  }
  std::string takeLog() { return std::exchange(log_, {}); }

  PayloadStore store;
  MuxSession session;

 private:
  void begin(uint32_t id) {
    credit_[id] = kInitialWindow;
    allowed_[id] = kInitialWindow;
    finSent_.erase(id);
    finReceived_.erase(id);
  }
  void told(uint32_t id) {
    require(!over_, "something was told after the end");
    require(live_.count(id) > 0, "something was told of no stream");
  }
  void forget(uint32_t id) {
    live_.erase(id);
    unread_.erase(id);
  }
  void check(const Bytes& all) {
    for (uint32_t at = 0; at < all.size();) {
      const FrameHeader header = decodeFrame(all.data() + at);
      at += kFrameHeaderSize;
      require(header.version == 0, "a version");
      const bool data = header.type == FrameType::kData;
      if (data) {
        at += header.length;
        require(header.flags == 0, "a flag on data");
        require(header.length <= kMaxDataSent && header.length > 0, "a frame's length");
        credit_[header.stream] -= header.length;
        require(blind_ || credit_[header.stream] >= 0, "data beyond the peer's window was sent");
        require(blind_ || finSent_.count(header.stream) == 0, "data was sent after FIN");
      } else if (header.type == FrameType::kWindowUpdate && (header.flags & kRst) == 0) {
        allowed_[header.stream] += header.length;
        if ((header.flags & kFin) != 0) {
          require(finSent_.insert(header.stream).second || blind_, "FIN was sent twice");
          if (finReceived_.count(header.stream) > 0) forget(header.stream);
        }
      }
    }
  }

  bool whole_;
  bool over_ = false;
  bool blind_ = false;
  std::string log_;
  std::set<uint32_t> live_;
  std::set<uint32_t> finSent_;
  std::set<uint32_t> finReceived_;
  /// Bytes the peer takes, and bytes it may still send, by stream.
  std::map<uint32_t, int64_t> credit_;
  std::map<uint32_t, int64_t> allowed_;
  std::map<uint32_t, uint32_t> unread_;
};

/// Ids worth trying: some of each side, low and high, and none.
uint32_t streamId(uint8_t choice) { return choice < 250 ? choice % 12 : 0xffffffff - choice % 3; }

Bytes frameOf(Script& script, uint8_t kind) {
  const uint32_t id = streamId(script.byte());
  const uint16_t flags = script.byte() % 16;
  switch (kind) {
    case 0: {
      const uint32_t size = script.amount();
      return dataFrame(id, std::string(size, 'd'), flags);
    }
    case 1:
      return windowFrame(id, flags, script.amount());
    case 2:
      return frame(FrameType::kPing, flags, 0, script.byte());
    case 3:
      return frame(FrameType::kGoAway, 0, 0, script.byte() % 4);
    case 4:
      return windowFrame(id, kSyn, 0);
    case 5:
      return windowFrame(id, flags, script.word());
    default: {
      // Anything at all, header or half of one.
      std::vector<uint8_t> bytes(script.byte() % 40);
      for (uint8_t& b : bytes) b = script.byte();
      return Bytes(std::move(bytes));
    }
  }
}

}  // namespace
}  // namespace tincan

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tincan;  // NOLINT(google-build-using-namespace)
  Script script(data, size);
  const MuxRole role = script.byte() % 2 == 0 ? MuxRole::kClient : MuxRole::kServer;
  Watched whole(role, true);
  Watched split(role, false);
  Watched* const both[] = {&whole, &split};
  double now = 0;
  while (!script.done()) {
    const uint8_t op = script.byte() % 16;
    if (op < 7) {
      const Bytes bytes = frameOf(script, op);
      for (Watched* side : both) side->observe(bytes);
      for (Watched* side : both) side->receive(bytes, now);
    } else {
      const uint32_t id = streamId(script.byte());
      const uint32_t amount = script.amount();
      now += op == 15 ? amount : 0;
      for (Watched* side : both) side->act(op, id, amount, now);
    }
    const Bytes sent = whole.output();
    const Bytes sentToo = split.output();
    require(sent.text() == sentToo.text(), "where messages are cut changes what is sent");
    require(whole.takeLog() == split.takeLog(), "where messages are cut changes what is told");
    require(whole.session.liveStreams() == split.session.liveStreams(), "streams differ");
    require(whole.session.liveStreams() <= kMaxStreams, "too many streams");
  }
  return 0;
}
