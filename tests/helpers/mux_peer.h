// The other end of a yamux session under test: raw frames in, frames out as text. It judges
// nothing, so that a test can break any rule.
#pragma once

#include <string>
#include <vector>

#include "tincan/mux.h"

namespace tincan {

inline Bytes frame(FrameType type, uint16_t flags, uint32_t stream, uint32_t length,
                   std::string_view payload = {}) {
  const FrameBytes head = encodeFrame(FrameHeader{0, type, flags, stream, length});
  std::vector<uint8_t> all(head.begin(), head.end());
  all.insert(all.end(), payload.begin(), payload.end());
  return Bytes(std::move(all));
}
inline Bytes dataFrame(uint32_t stream, std::string_view payload, uint16_t flags = 0) {
  return frame(FrameType::kData, flags, stream, static_cast<uint32_t>(payload.size()), payload);
}
inline Bytes windowFrame(uint32_t stream, uint16_t flags, uint32_t length = 0) {
  return frame(FrameType::kWindowUpdate, flags, stream, length);
}
inline Bytes joined(const std::vector<Bytes>& parts) {
  std::vector<uint8_t> all;
  for (const Bytes& part : parts) {
    all.insert(all.end(), part.data(), part.data() + part.size());
  }
  return Bytes(std::move(all));
}

/// Frames of `bytes` as text: "window syn 1 +0, data 1 'abc', ping ack 7, goaway 1".
inline std::string framesAsText(const Bytes& bytes) {
  std::string text;
  uint32_t at = 0;
  while (at + kFrameHeaderSize <= bytes.size()) {
    const FrameHeader header = decodeFrame(bytes.data() + at);
    at += kFrameHeaderSize;
    if (!text.empty()) text += ", ";
    static const char* const kNames[] = {"data", "window", "ping", "goaway"};
    text += kNames[static_cast<size_t>(header.type)];
    if ((header.flags & kSyn) != 0) text += " syn";
    if ((header.flags & kAck) != 0) text += " ack";
    if ((header.flags & kFin) != 0) text += " fin";
    if ((header.flags & kRst) != 0) text += " rst";
    if (header.stream != 0) text += " " + std::to_string(header.stream);
    if (header.type == FrameType::kData) {
      const std::string_view payload = bytes.slice(at, at + header.length).text();
      at += header.length;
      text += header.length > 32 ? " " + std::to_string(header.length) + " bytes"
                                 : " '" + std::string(payload) + "'";
    } else if (header.type == FrameType::kWindowUpdate) {
      text += " +" + std::to_string(header.length);
    } else {
      text += " " + std::to_string(header.length);
    }
  }
  return text;
}

/// A session under test with what it tells its owner written down.
class MuxUnderTest : public MuxEvents {
 public:
  explicit MuxUnderTest(MuxRole role = MuxRole::kClient, uint32_t maxWindow = kMaxWindow)
      : session(role, store, *this, maxWindow) {}

  void onStream(uint32_t id) override {
    note("stream " + std::to_string(id));
    if (acceptAll) session.accept(id, 0);
  }
  void onData(uint32_t id, Payload payload) override {
    const std::string_view text = payload.value.bytes()->text();
    received += text;
    note("data " + std::to_string(id) +
         (text.size() > 32 ? " " + std::to_string(text.size()) + " bytes"
                           : " '" + std::string(text) + "'"));
  }
  void onFin(uint32_t id) override { note("fin " + std::to_string(id)); }
  void onReset(uint32_t id, uint32_t errorNumber) override {
    note("reset " + std::to_string(id) + " " + std::to_string(errorNumber));
  }
  void onRoom(uint32_t id) override { note("room " + std::to_string(id)); }
  void onOutput() override {}
  void onGoAway(uint32_t code) override { note("goaway " + std::to_string(code)); }
  void onViolation(const char* rule, uint16_t closeCode) override {
    note("violation " + std::string(rule) + " " + std::to_string(closeCode));
  }

  /// Hands `bytes` over and returns what the owner was told.
  std::string receive(const Bytes& bytes, double now = 0) {
    session.receive(Payload(bytes), now);
    return told();
  }
  void send(uint32_t id, std::string_view text) { session.send(id, Payload(Bytes(text))); }
  /// Everything that waits for the carrier, as one message's frames.
  std::string sent() { return framesAsText(sentBytes()); }
  Bytes sentBytes() {
    std::vector<Bytes> parts;
    MuxMessage message;
    while (session.nextMessage(&message)) {
      parts.push_back(flatten(store, message));
      largestMessage = std::max(largestMessage, message.size);
      if (drains) session.drained(message.size);
    }
    return joined(parts);
  }
  std::string told() { return std::exchange(log_, {}); }

  PayloadStore store;
  MuxSession session;
  std::string received;
  bool acceptAll = true;
  bool drains = true;
  uint32_t largestMessage = 0;

 private:
  void note(const std::string& line) { log_ += (log_.empty() ? "" : ", ") + line; }
  std::string log_;
};

}  // namespace tincan
