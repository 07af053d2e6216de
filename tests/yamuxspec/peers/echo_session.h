/// The engine's mux as a yamux server that sends back what each stream brings: the peer the
/// yamuxspec cases are run against. No rule of yamux may be decided here.
#pragma once

#include <unordered_map>
#include <utility>

#include "tincan/mux.h"

namespace tincan {

class EchoSession : public MuxEvents {
 public:
  EchoSession() : session_(MuxRole::kServer, store_, *this) {}

  void receive(Bytes bytes) {
    const uint32_t size = bytes.size();
    session_.receive(Payload(std::move(bytes), size), 0);
  }

  /// What waits to be sent next; empty when nothing does. The carrier takes it at once.
  Bytes output() {
    MuxMessage message;
    if (left_ || !session_.nextMessage(&message)) return {};
    session_.drained(message.size);
    return flatten(store_, message);
  }

  /// The carrier is to be closed once output() is empty.
  bool over() const { return over_ || left_; }

  void onStream(uint32_t id) override {
    streams_[id] = {};
    session_.accept(id, 0);
  }
  void onData(uint32_t id, Payload payload) override {
    streams_[id].waiting.push(std::move(payload));
    echo(id);
  }
  void onFin(uint32_t id) override {
    streams_[id].ended = true;
    echo(id);
  }
  void onReset(uint32_t id, uint32_t) override { streams_.erase(id); }
  void onRoom(uint32_t id) override { echo(id); }
  void onOutput() override {}
  void onGoAway(uint32_t code) override {
    if (code != static_cast<uint32_t>(GoAway::kNormal)) left_ = true;
  }
  void onViolation(const char*, uint16_t) override { over_ = true; }

 private:
  struct Stream {
    ByteQueue waiting;
    bool ended = false;
  };

  /// Sends back as much as the peer takes. Only what has left counts as consumed, so that a peer
  /// that does not read is not read from either.
  void echo(uint32_t id) {
    Stream& stream = streams_[id];
    const uint32_t size = stream.waiting.size();
    const uint32_t room = size == 0 ? 0 : session_.room(id, size);
    if (room > 0) {
      session_.send(id, stream.waiting.take(store_, room));
      session_.consumed(id, room, 0);
    }
    if (!stream.waiting.empty() || !stream.ended) return;
    streams_.erase(id);
    session_.finish(id);
  }

  PayloadStore store_;
  MuxSession session_;
  std::unordered_map<uint32_t, Stream> streams_;
  /// A rule was broken here; the peer has given the session up.
  bool over_ = false;
  bool left_ = false;
};

}  // namespace tincan
