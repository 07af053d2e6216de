// One stream's credit, output and end, and the order in which streams share the carrier: control
// frames first, then data in turns. Must not judge what the peer sends (mux_session.cpp does).
#include "mux_stream.h"

#include <algorithm>

namespace tincan {

namespace {

/// A round trip older than this is measured again, in milliseconds.
constexpr double kRoundTripAge = 10000;

void append(std::vector<uint8_t>* to, const FrameHeader& header) {
  const FrameBytes bytes = encodeFrame(header);
  to->insert(to->end(), bytes.begin(), bytes.end());
}

}  // namespace

MuxStream* MuxSession::find(uint32_t id) {
  const auto found = streams_.find(id);
  return found == streams_.end() ? nullptr : &found->second;
}

void MuxSession::control(FrameType type, uint16_t flags, uint32_t id, uint32_t length) {
  append(&control_, FrameHeader{0, type, flags, id, length});
  events_.onOutput();
}

uint32_t MuxSession::open() {
  if (over_ || goAwaySent_ || goAwayReceived_ || streams_.size() >= kMaxStreams ||
      nextId_ > UINT32_MAX - 2) {
    return 0;
  }
  const uint32_t id = nextId_;
  nextId_ += 2;
  streams_[id].id = id;
  control(FrameType::kWindowUpdate, kSyn, id, 0);
  return id;
}

void MuxSession::accept(uint32_t id, uint32_t credit) {
  MuxStream* stream = find(id);
  if (stream == nullptr || !stream->unaccepted) return;
  stream->unaccepted = false;
  --unaccepted_;
  stream->receiveWindow += credit;
  control(FrameType::kWindowUpdate, kAck, id, credit);
}

/// In whole frames: the carrier's bound must not cut a frame in two, or every message after it is
/// put together of two pieces.
uint32_t MuxSession::sessionRoom() const {
  const uint32_t used = outstanding_ + unsent_;
  if (used >= kMaxOutstanding) return 0;
  const uint32_t frames = (kMaxOutstanding - used + kMaxDataSent - 1) / kMaxDataSent;
  return frames * kMaxDataSent;
}

uint32_t MuxSession::room(uint32_t id, uint32_t wanted) {
  MuxStream* stream = find(id);
  if (stream == nullptr || stream->finQueued) return 0;
  const uint32_t room = std::min(stream->sendWindow, sessionRoom());
  if (room < wanted) stream->wantsRoom = true;
  return std::min(room, wanted);
}

void MuxSession::send(uint32_t id, Payload payload) {
  MuxStream* stream = find(id);
  if (stream == nullptr || payload.size == 0) return;
  stream->sendWindow -= payload.size;
  unsent_ += payload.size;
  stream->unsent.push(std::move(payload));
  makeReady(*stream);
}

void MuxSession::makeReady(MuxStream& stream) {
  if (stream.ready) return;
  stream.ready = true;
  ready_.push_back(stream.id);
  events_.onOutput();
}

void MuxSession::returnCredit(uint32_t id, uint32_t bytes) {
  MuxStream* stream = find(id);
  if (stream != nullptr && !stream->finReceived) grant(*stream, bytes);
}

void MuxSession::consumed(uint32_t id, uint32_t bytes, double now) {
  MuxStream* stream = find(id);
  // After the peer's FIN nothing more can come: credit would only be noise.
  if (stream == nullptr || stream->finReceived) return;
  stream->unreturned += bytes;
  const uint32_t grown = growth(*stream, bytes, now);
  if (grown > 0 || stream->unreturned >= stream->window / 4) {
    grant(*stream, std::exchange(stream->unreturned, 0) + grown);
  }
}

void MuxSession::grant(MuxStream& stream, uint32_t bytes) {
  if (bytes == 0) return;
  stream.receiveWindow += bytes;
  control(FrameType::kWindowUpdate, 0, stream.id, bytes);
}

/// How much the stream's window grows: it doubles when half of it was used within two round trips,
/// for then the window, not the reader, is what holds the sender up.
uint32_t MuxSession::growth(MuxStream& stream, uint32_t bytes, double now) {
  if (stream.epochStart < 0) stream.epochStart = now;
  stream.epochBytes += bytes;
  if (stream.epochBytes < stream.window / 2) return 0;
  const double elapsed = now - stream.epochStart;
  stream.epochBytes = 0;
  stream.epochStart = now;
  if (pingSent_ < 0 && (roundTrip_ < 0 || now - pingTaken_ > kRoundTripAge)) {
    pingSent_ = now;
    control(FrameType::kPing, kSyn, 0, ++pingValue_);
  }
  if (roundTrip_ < 0 || elapsed >= 2 * roundTrip_) return 0;
  const uint32_t more = std::min(stream.window, maxWindow_ - stream.window);
  if (more == 0 || grown_ + more > kWindowBudget) return 0;
  grown_ += more;
  stream.window += more;
  return more;
}

void MuxSession::finish(uint32_t id) {
  MuxStream* stream = find(id);
  if (stream == nullptr || stream->finQueued) return;
  stream->finQueued = true;
  makeReady(*stream);
}

void MuxSession::reset(uint32_t id, uint32_t errorNumber) {
  MuxStream* stream = find(id);
  if (stream == nullptr) return;
  if (!stream->finReceived) excused_ += stream->receiveWindow;
  drop(id);
  control(FrameType::kWindowUpdate, kRst, id, errorNumber);
}

void MuxSession::goAway(GoAway code) {
  if (over_ || goAwaySent_) return;
  goAwaySent_ = true;
  control(FrameType::kGoAway, 0, 0, static_cast<uint32_t>(code));
}

void MuxSession::drop(uint32_t id) {
  MuxStream* stream = find(id);
  if (stream == nullptr) return;
  unsent_ -= stream->unsent.size();
  grown_ -= stream->window - kInitialWindow;
  if (stream->unaccepted) --unaccepted_;
  if (stream->ready) ready_.erase(std::find(ready_.begin(), ready_.end(), id));
  streams_.erase(id);
}

void MuxSession::dropIfDone(MuxStream& stream) {
  if (stream.finSent && stream.finReceived) drop(stream.id);
}

bool MuxSession::hasOutput() const {
  return outstanding_ < kMaxOutstanding && (!control_.empty() || !ready_.empty());
}

/// FIN goes alone, never on a Data frame: libp2p's peer acts on it before the data beside it.
void MuxSession::emitFin(MuxStream& stream, MuxMessage* message) {
  stream.finSent = true;
  append(&message->bytes, FrameHeader{0, FrameType::kWindowUpdate, kFin, stream.id, 0});
  message->size += kFrameHeaderSize;
  dropIfDone(stream);
}

/// Control frames for one message: a peer that was asked 20,000 times must not get an answer longer
/// than it takes in one.
void MuxSession::takeControl(MuxMessage* message) {
  constexpr uint32_t kMost = kFullMessage / kFrameHeaderSize * kFrameHeaderSize;
  if (control_.size() <= kMost) {
    message->bytes = std::exchange(control_, {});
    return;
  }
  message->bytes.assign(control_.begin(), control_.begin() + kMost);
  control_.erase(control_.begin(), control_.begin() + kMost);
}

bool MuxSession::nextMessage(MuxMessage* message) {
  *message = {};
  if (!hasOutput()) return false;
  takeControl(message);
  message->size = static_cast<uint32_t>(message->bytes.size());
  while (message->size < kFullMessage && control_.empty() && !ready_.empty()) {
    MuxStream& stream = *find(ready_.front());
    ready_.pop_front();
    stream.ready = false;
    if (!stream.unsent.empty()) {
      const uint32_t share = ready_.empty() ? kMaxDataSent : kQuantum;
      const uint32_t size = std::min(stream.unsent.size(), share);
      append(&message->bytes, FrameHeader{0, FrameType::kData, 0, stream.id, size});
      std::vector<Payload> runs;
      stream.unsent.takeRuns(store_, size, &runs);
      for (Payload& run : runs) {
        message->inserts.push_back({static_cast<uint32_t>(message->bytes.size()), std::move(run)});
      }
      unsent_ -= size;
      message->size += kFrameHeaderSize + size;
    }
    if (!stream.unsent.empty()) {
      stream.ready = true;
      ready_.push_back(stream.id);
    } else if (stream.finQueued) {
      emitFin(stream, message);
    }
  }
  outstanding_ += message->size;
  return true;
}

void MuxSession::drained(uint32_t bytes) {
  outstanding_ -= std::min(bytes, outstanding_);
  if (hasOutput()) events_.onOutput();
  offerRoom();
}

void MuxSession::offerRoom() {
  if (sessionRoom() == 0) return;
  std::vector<uint32_t> waiting;
  for (auto& [id, stream] : streams_) {
    if (stream.wantsRoom && stream.sendWindow > 0) {
      stream.wantsRoom = false;
      waiting.push_back(id);
    }
  }
  std::sort(waiting.begin(), waiting.end());
  for (const uint32_t id : waiting) events_.onRoom(id);
}

}  // namespace tincan
