/// yamux: many byte streams over one message channel (hashicorp/yamux spec.md, "Framing" and
/// "Operation"). A pure state machine: messages in by receive(), messages out by nextMessage(); it
/// knows no socket, no clock and no user code. Time is a parameter.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "tincan/payload.h"

namespace tincan {

// ---- Frames (spec.md "Framing")

enum class FrameType : uint8_t { kData = 0, kWindowUpdate = 1, kPing = 2, kGoAway = 3 };

enum FrameFlags : uint16_t { kSyn = 1, kAck = 2, kFin = 4, kRst = 8 };

struct FrameHeader {
  uint8_t version = 0;
  FrameType type = FrameType::kData;
  uint16_t flags = 0;
  uint32_t stream = 0;
  /// Data: bytes that follow. WindowUpdate: bytes of credit. Ping: opaque. GoAway: code.
  uint32_t length = 0;
};

constexpr uint32_t kFrameHeaderSize = 12;

using FrameBytes = std::array<uint8_t, kFrameHeaderSize>;

FrameBytes encodeFrame(const FrameHeader& header);
/// Version and type are not checked here.
FrameHeader decodeFrame(const uint8_t* bytes);

// ---- Limits (bytes)

constexpr uint32_t kInitialWindow = 256 * 1024;
/// What a stream's window grows to unless the session's owner says less.
constexpr uint32_t kMaxWindow = 4 * 1024 * 1024;
/// Sum over streams of what their windows have grown beyond the initial one.
constexpr uint32_t kWindowBudget = 16 * 1024 * 1024;
/// Largest Data frame sent, and the share of one while other streams wait too.
constexpr uint32_t kMaxDataSent = 64 * 1024;
constexpr uint32_t kQuantum = 16 * 1024;
/// Largest Data frame accepted.
constexpr uint32_t kMaxDataAccepted = 256 * 1024;
/// A message is sent once it has this many bytes; one more frame may come on top.
constexpr uint32_t kFullMessage = kMaxDataSent;
/// Bytes on the carrier that it has not reported drained: above, nothing more is given to it. Whole
/// frames are taken below it, so one frame may come on top.
constexpr uint32_t kMaxOutstanding = 1024 * 1024;
/// Data for streams that never were or have ended, over a session's life: more is abuse.
constexpr uint32_t kMaxStray = 16 * 1024 * 1024;
/// Control frames that wait for the carrier: a peer that asks and never reads is not answered for
/// ever.
constexpr uint32_t kMaxControl = 1024 * 1024;
/// Twice a server's usual backlog: so many dials at once find room, as with a kernel.
constexpr uint32_t kMaxStreams = 1024;
constexpr uint32_t kMaxUnaccepted = 1024;
/// Linux's EAGAIN, on a reset: one stream too many, and no word of who would have answered.
constexpr uint32_t kTooManyStreams = 11;

enum class GoAway : uint32_t { kNormal = 0, kProtocolError = 1, kInternalError = 2 };

/// The side decides the parity of the ids it opens: a client odd, a server even.
enum class MuxRole : uint32_t { kClient = 1, kServer = 2 };

/// What a session tells its owner. Called from within receive(), drained() and consumed(); the
/// owner may call back into the session from all of them.
class MuxEvents {
 public:
  virtual ~MuxEvents() = default;
  /// The peer opened a stream: accept() or reset() it.
  virtual void onStream(uint32_t id) = 0;
  virtual void onData(uint32_t id, Payload payload) = 0;
  virtual void onFin(uint32_t id) = 0;
  /// The stream is over at once. `errorNumber` is 0 for a plain reset, else the peer's reason.
  virtual void onReset(uint32_t id, uint32_t errorNumber) = 0;
  /// A stream for which room() has said too little can send more now.
  virtual void onRoom(uint32_t id) = 0;
  /// There is something for nextMessage().
  virtual void onOutput() = 0;
  /// The peer will open no more streams, and accepts none.
  virtual void onGoAway(uint32_t code) = 0;
  /// The peer broke `rule`. All streams are gone (no onReset for them); a GoAway is waiting in
  /// nextMessage(), after which the carrier is to be closed with `closeCode` (RFC 6455, 7.4.1).
  virtual void onViolation(const char* rule, uint16_t closeCode) = 0;
};

/// One message for the carrier: `bytes`, with each payload put in before `bytes[at]`.
struct MuxMessage {
  struct Insert {
    uint32_t at;
    Payload payload;
  };
  std::vector<uint8_t> bytes;
  std::vector<Insert> inserts;
  uint32_t size = 0;
};

/// The whole message as bytes, for carriers and tests that live in this memory.
Bytes flatten(PayloadStore& store, const MuxMessage& message);

struct MuxStream;

class MuxSession {
 public:
  /// `maxWindow`: bytes a stream's window grows to; the initial one stays whatever this says.
  MuxSession(MuxRole role, PayloadStore& store, MuxEvents& events, uint32_t maxWindow = kMaxWindow);
  ~MuxSession();
  MuxSession(const MuxSession&) = delete;
  MuxSession& operator=(const MuxSession&) = delete;

  // ---- from the carrier

  /// Any piece of the peer's byte stream: message borders mean nothing. `now` in milliseconds.
  void receive(const Payload& message, double now);
  /// The carrier got rid of `bytes` of what nextMessage() gave.
  void drained(uint32_t bytes);

  // ---- streams

  /// Opens a stream and returns its id; 0 when no id or place is left, or the session is over.
  uint32_t open();
  /// Accepts a stream of the peer's, returning `credit` bytes of header with the ACK.
  void accept(uint32_t id, uint32_t credit);
  /// How many of `wanted` bytes send() would take now; when fewer, onRoom() follows.
  uint32_t room(uint32_t id, uint32_t wanted);
  /// Queues at most room() bytes.
  void send(uint32_t id, Payload payload);
  /// The application took `bytes` of the stream. `now` in milliseconds.
  void consumed(uint32_t id, uint32_t bytes, double now);
  /// Gives `bytes` of credit back at once: header bytes the application never sees.
  void returnCredit(uint32_t id, uint32_t bytes);
  /// FIN after what is queued.
  void finish(uint32_t id);
  /// RST at once; what is queued is dropped.
  void reset(uint32_t id, uint32_t errorNumber = 0);
  void goAway(GoAway code);

  // ---- to the carrier

  /// The next message, if there is one and the carrier has room for it.
  bool nextMessage(MuxMessage* message);
  bool hasOutput() const;

  size_t liveStreams() const { return streams_.size(); }
  /// Bytes of data that wait for the carrier.
  uint32_t unsent() const { return unsent_; }
  uint32_t outstanding() const { return outstanding_; }
  bool over() const { return over_; }

 private:
  // mux_session.cpp: what the peer sends
  void onHeader(double now);
  void onWindowUpdate(const FrameHeader& header);
  void onDataHeader(const FrameHeader& header);
  void onPing(const FrameHeader& header, double now);
  void onPayload(Payload part);
  MuxStream* admit(const FrameHeader& header);
  void takeStray(uint32_t bytes);
  void takeFin(uint32_t id);
  void takeReset(uint32_t id, uint32_t errorNumber);
  void violation(const char* rule, uint16_t closeCode);

  // mux_stream.cpp: one stream's credit, output and end
  MuxStream* find(uint32_t id);
  void control(FrameType type, uint16_t flags, uint32_t id, uint32_t length);
  void grant(MuxStream& stream, uint32_t bytes);
  uint32_t growth(MuxStream& stream, uint32_t bytes, double now);
  void makeReady(MuxStream& stream);
  void takeControl(MuxMessage* message);
  void emitFin(MuxStream& stream, MuxMessage* message);
  void dropIfDone(MuxStream& stream);
  void drop(uint32_t id);
  uint32_t sessionRoom() const;
  void offerRoom();

  PayloadStore& store_;
  MuxEvents& events_;
  uint32_t nextId_;
  uint32_t peerParity_;
  std::unordered_map<uint32_t, MuxStream> streams_;
  uint32_t unaccepted_ = 0;
  uint32_t stray_ = 0;
  /// Bytes the peer may rightly have under way on streams that were reset here.
  uint64_t excused_ = 0;
  bool goAwaySent_ = false;
  bool goAwayReceived_ = false;
  bool over_ = false;

  // the frame being read
  FrameBytes head_{};
  uint32_t headSize_ = 0;
  FrameHeader frame_;
  uint32_t payloadLeft_ = 0;
  bool straying_ = false;

  // what waits for the carrier
  std::vector<uint8_t> control_;
  std::deque<uint32_t> ready_;
  uint32_t unsent_ = 0;
  uint32_t outstanding_ = 0;

  // window growth
  uint32_t maxWindow_;
  uint32_t grown_ = 0;
  double roundTrip_ = -1;
  double pingSent_ = -1;
  double pingTaken_ = -1;
  uint32_t pingValue_ = 0;
};

}  // namespace tincan
