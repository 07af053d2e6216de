// What the peer sends: the byte stream cut into frames, and each frame judged. Rules the yamux
// specification leaves open are those of the reference implementation or stricter; none of them may
// touch another session.
#include <algorithm>

#include "mux_stream.h"

namespace tincan {

namespace {

constexpr uint16_t kCloseProtocolError = 1002;
constexpr uint16_t kClosePolicy = 1008;

bool has(const FrameHeader& header, FrameFlags flag) { return (header.flags & flag) != 0; }

}  // namespace

MuxSession::MuxSession(MuxRole role, PayloadStore& store, MuxEvents& events, uint32_t maxWindow)
    : store_(store),
      events_(events),
      nextId_(static_cast<uint32_t>(role)),
      peerParity_(role == MuxRole::kClient ? 0 : 1),
      maxWindow_(std::max(maxWindow, kInitialWindow)) {}

MuxSession::~MuxSession() = default;

void MuxSession::receive(const Payload& message, double now) {
  uint32_t at = 0;
  while (at < message.size && !over_) {
    const uint32_t left = message.size - at;
    if (payloadLeft_ > 0) {
      const uint32_t size = std::min(payloadLeft_, left);
      payloadLeft_ -= size;
      onPayload(Payload(store_.slice(message.value, at, at + size), size));
      at += size;
      continue;
    }
    const uint32_t size = std::min(kFrameHeaderSize - headSize_, left);
    store_.copyOut(message.value, at, size, head_.data() + headSize_);
    headSize_ += size;
    at += size;
    if (headSize_ < kFrameHeaderSize) continue;
    headSize_ = 0;
    onHeader(now);
  }
  if (!over_ && control_.size() > kMaxControl) violation("answers are not read", kClosePolicy);
}

void MuxSession::onHeader(double now) {
  frame_ = decodeFrame(head_.data());
  if (frame_.version != 0) return violation("frame version is not 0", kCloseProtocolError);
  switch (frame_.type) {
    case FrameType::kData:
      return onDataHeader(frame_);
    case FrameType::kWindowUpdate:
      return onWindowUpdate(frame_);
    case FrameType::kPing:
      return onPing(frame_, now);
    case FrameType::kGoAway:
      if (frame_.stream != 0) return violation("GoAway names a stream", kCloseProtocolError);
      goAwayReceived_ = true;
      return events_.onGoAway(frame_.length);
  }
  violation("unknown frame type", kCloseProtocolError);
}

/// The stream a frame is for, opened by it if it has SYN. Null: there is none, or the session
/// ended.
MuxStream* MuxSession::admit(const FrameHeader& header) {
  if (!has(header, kSyn)) return find(header.stream);
  const uint32_t id = header.stream;
  if (id == 0 || id % 2 != peerParity_) {
    violation("SYN with an id of the wrong parity", kCloseProtocolError);
    return nullptr;
  }
  // Ids need not rise: a peer with threads may send its SYNs out of order.
  if (streams_.count(id) > 0) {
    violation("SYN for a stream that is open", kCloseProtocolError);
    return nullptr;
  }
  if (goAwaySent_ || streams_.size() >= kMaxStreams || unaccepted_ >= kMaxUnaccepted) {
    excused_ += kInitialWindow;
    control(FrameType::kWindowUpdate, kRst, id, kTooManyStreams);
    return nullptr;
  }
  MuxStream& stream = streams_[id];
  stream.id = id;
  stream.unaccepted = true;
  ++unaccepted_;
  return &stream;
}

void MuxSession::onWindowUpdate(const FrameHeader& header) {
  const uint32_t id = header.stream;
  if (id == 0) return violation("WindowUpdate for stream 0", kCloseProtocolError);
  MuxStream* stream = admit(header);
  if (stream == nullptr) return;
  // The length of a reset is not credit: it may carry an error number.
  if (has(header, kRst)) {
    // Opened and reset in one frame: the owner has nothing to hear.
    return has(header, kSyn) ? drop(id) : takeReset(id, header.length);
  }
  if (stream->sendWindow > UINT32_MAX - header.length) {
    return violation("window beyond 2^32 - 1", kCloseProtocolError);
  }
  stream->sendWindow += header.length;
  if (has(header, kSyn)) events_.onStream(id);
  if (header.length > 0 && (stream = find(id)) != nullptr && stream->wantsRoom &&
      sessionRoom() > 0) {
    stream->wantsRoom = false;
    events_.onRoom(id);
  }
  if (has(header, kFin)) takeFin(id);
}

void MuxSession::onDataHeader(const FrameHeader& header) {
  const uint32_t id = header.stream;
  if (id == 0) return violation("Data for stream 0", kCloseProtocolError);
  if (header.length > kMaxDataAccepted) {
    return violation("Data frame of more than 256 KiB", kCloseProtocolError);
  }
  MuxStream* stream = admit(header);
  if (over_) return;
  payloadLeft_ = header.length;
  straying_ = stream == nullptr;
  if (straying_) return takeStray(header.length);
  if (header.length > stream->receiveWindow) {
    return violation("Data beyond the window", kCloseProtocolError);
  }
  stream->receiveWindow -= header.length;
  if (has(header, kSyn)) events_.onStream(id);
  stream = find(id);
  if (stream != nullptr && stream->finReceived && header.length > 0) {
    control(FrameType::kWindowUpdate, kRst, id, 0);
    takeReset(id, 0);
    straying_ = true;
    return;
  }
  if (header.length > 0) return;
  if (has(header, kRst)) {
    takeReset(id, 0);
  } else if (has(header, kFin)) {
    takeFin(id);
  }
}

/// Data for no stream. What was under way when a stream was reset here is nobody's fault.
void MuxSession::takeStray(uint32_t bytes) {
  const auto excused = static_cast<uint32_t>(std::min<uint64_t>(bytes, excused_));
  excused_ -= excused;
  stray_ += bytes - excused;
  if (stray_ > kMaxStray) violation("16 MiB of Data for unknown streams", kClosePolicy);
}

void MuxSession::onPayload(Payload part) {
  const uint32_t id = frame_.stream;
  if (!straying_ && find(id) != nullptr) events_.onData(id, std::move(part));
  if (payloadLeft_ > 0 || straying_) return;
  // Flags of a frame take effect after its data.
  if (has(frame_, kRst)) {
    takeReset(id, 0);
  } else if (has(frame_, kFin)) {
    takeFin(id);
  }
}

void MuxSession::onPing(const FrameHeader& header, double now) {
  if (header.stream != 0) return violation("Ping names a stream", kCloseProtocolError);
  if (has(header, kSyn)) return control(FrameType::kPing, kAck, 0, header.length);
  if (has(header, kAck) && pingSent_ >= 0 && header.length == pingValue_) {
    roundTrip_ = now - pingSent_;
    pingTaken_ = now;
    pingSent_ = -1;
  }
}

void MuxSession::takeFin(uint32_t id) {
  MuxStream* stream = find(id);
  if (stream == nullptr) return;
  if (stream->finReceived) {
    control(FrameType::kWindowUpdate, kRst, id, 0);
    return takeReset(id, 0);
  }
  stream->finReceived = true;
  events_.onFin(id);
  if ((stream = find(id)) != nullptr) dropIfDone(*stream);
}

void MuxSession::takeReset(uint32_t id, uint32_t errorNumber) {
  if (find(id) == nullptr) return;
  drop(id);
  events_.onReset(id, errorNumber);
}

void MuxSession::violation(const char* rule, uint16_t closeCode) {
  over_ = true;
  payloadLeft_ = 0;
  streams_.clear();
  ready_.clear();
  unsent_ = 0;
  control_.clear();
  control(FrameType::kGoAway, 0, 0, static_cast<uint32_t>(GoAway::kProtocolError));
  events_.onViolation(rule, closeCode);
}

}  // namespace tincan
