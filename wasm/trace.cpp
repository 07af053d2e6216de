// The observer behind the live picture: fixed-size records in a ring in linear memory, which
// JavaScript reads once per frame. Writing a record crosses no border, except once every
// kCheckEvery records, when the façade is asked whether a slab is due: so a program that never
// yields is seen.
#include <algorithm>
#include <memory>
#include <vector>

#include "../core/src/ops.h"
#include "../core/src/pipe.h"
#include "exports.h"

extern "C" void tc_host_trace_full(void);

namespace tincan {

namespace {

constexpr uint32_t kCheckEvery = 512;
/// A slab may be taken in the middle of a call, whose stream then changes on without a record: the
/// streams of so many records before the slab count as changed, too.
constexpr uint32_t kOverlap = 64;

/// One event, and its stream as it was then, so that any moment can be drawn again from records
/// alone: 44 bytes, little endian. web/run/record.ts reads the same layout.
struct Record {
  uint32_t sequence;
  /// Milliseconds since the run began, as of the turn the event happened in.
  float time;
  StreamId stream;
  uint8_t kind;
  uint8_t side;
  /// 0 false, 1 true, 2 nothing.
  uint8_t result;
  uint8_t corked;
  float size;
  float readableLength;
  float writableLength;
  /// Line of the user's program, 0 unknown.
  uint32_t line;
  /// flagsOf(); from bit kAnswersAt on two bits each: flowing, last push(), last write().
  uint32_t flags;
  uint32_t firstDestination;
  /// The chunk in `_write`, in the stream's unit.
  float writeLength;
};
static_assert(sizeof(Record) == 44);

constexpr uint32_t kAnswersAt = 24;

/// One stream as it is now: 48 bytes. wasm/js/trace.js reads the same layout.
struct State {
  StreamId stream;
  uint32_t flags;
  float readableLength;
  float readableHighWaterMark;
  float writableLength;
  float writableHighWaterMark;
  uint8_t flowing;
  uint8_t lastPush;
  uint8_t lastWrite;
  uint8_t corked;
  uint32_t bufferedWrites;
  float writeLength;
  uint32_t pipes;
  uint32_t pendingCallbacks;
  uint32_t firstDestination;
};
static_assert(sizeof(State) == 48);

/// Bits of State::flags, in this order; trace.js has the same list.
uint32_t flagsOf(const Stream& s) {
  uint32_t flags = 0;
  uint32_t bit = 0;
  for (const bool value :
       {bool(s.r.exists),     bool(s.w.exists),      bool(s.transform),  bool(s.r.objectMode),
        bool(s.w.objectMode), bool(s.allowHalfOpen), bool(s.r.ended),    bool(s.r.endEmitted),
        bool(s.r.reading),    bool(s.w.needDrain),   bool(s.w.ending),   bool(s.w.finished),
        bool(s.w.writing),    bool(s.constructed),   bool(s.destroyed),  bool(s.closed),
        bool(s.hasErrored),   bool(s.r.readable),    bool(s.w.writable), bool(s.closeEmitted)}) {
    if (value) flags |= 1U << bit;
    ++bit;
  }
  return flags;
}

/// Flowing, last push() and last write(), two bits each.
uint32_t answersOf(const Stream& s) {
  return static_cast<uint32_t>(s.r.flowing) | static_cast<uint32_t>(s.lastPush) << 2U |
         static_cast<uint32_t>(s.lastWrite) << 4U;
}

/// Where the first of a stream's pipes leads, 0 nowhere.
StreamId firstDestinationOf(const Stream& s) {
  if (s.r.pipes.empty()) return 0;
  const Pipe* pipe = engine().pipes->find(s.r.pipes[0]);
  return pipe == nullptr ? 0 : pipe->destination;
}

class RingObserver final : public Observer {
 public:
  explicit RingObserver(uint32_t records) : records_(records), ring_(new Record[records]) {}

  void record(TraceKind kind, StreamId stream, Side side, double size, uint8_t result) override {
    const Stream* s = engine().find(stream);
    Record& r = ring_[count_ % records_];
    r.sequence = count_++;
    r.time = time;
    r.stream = stream;
    r.kind = static_cast<uint8_t>(kind);
    r.side = static_cast<uint8_t>(side);
    r.result = result;
    r.size = static_cast<float>(size);
    r.line = line;
    if (s == nullptr) {
      r.corked = 0;
      r.readableLength = r.writableLength = r.writeLength = 0;
      r.flags = r.firstDestination = 0;
    } else {
      r.corked = static_cast<uint8_t>(std::min(s->w.corked, 255U));
      r.readableLength = static_cast<float>(s->r.length);
      r.writableLength = static_cast<float>(s->w.length);
      r.writeLength = static_cast<float>(s->w.writeLength);
      r.flags = flagsOf(*s) | answersOf(*s) << kAnswersAt;
      r.firstDestination = firstDestinationOf(*s);
    }
    if (count_ % kCheckEvery == 0) tc_host_trace_full();
  }

  /// The streams with records from number `from` on, each once; false when the ring no longer holds
  /// them all.
  bool streamsSince(uint32_t from, std::vector<StreamId>* ids) const {
    from -= std::min(from, kOverlap);
    if (count_ - from > records_) return false;
    for (uint32_t i = from; i != count_; ++i) {
      const StreamId id = ring_[i % records_].stream;
      if (ids->empty() || ids->back() != id) ids->push_back(id);
    }
    std::sort(ids->begin(), ids->end());
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
    return true;
  }

  void freed(const Stream& s) override;

  Record* ring() { return ring_.get(); }
  uint32_t count() const { return count_; }
  float time = 0;
  uint32_t line = 0;
  /// Streams that were collected since the last slab, as they were.
  std::vector<State> departed;

 private:
  uint32_t records_;
  std::unique_ptr<Record[]> ring_;
  uint32_t count_ = 0;
};

std::unique_ptr<RingObserver>& ringObserver() {
  static std::unique_ptr<RingObserver> instance;
  return instance;
}

State stateOf(const Stream& s) {
  return {s.id,
          flagsOf(s),
          static_cast<float>(s.r.length),
          static_cast<float>(s.r.highWaterMark),
          static_cast<float>(s.w.length),
          static_cast<float>(s.w.highWaterMark),
          static_cast<uint8_t>(s.r.flowing),
          s.lastPush,
          s.lastWrite,
          static_cast<uint8_t>(std::min(s.w.corked, 255U)),
          static_cast<uint32_t>(s.w.buffered.size()),
          static_cast<float>(s.w.writeLength),
          static_cast<uint32_t>(s.r.pipes.size()),
          static_cast<uint32_t>(s.w.pendingcb),
          firstDestinationOf(s)};
}

void RingObserver::freed(const Stream& s) {
  if (!s.foreign) departed.push_back(stateOf(s));
}

}  // namespace
}  // namespace tincan

using namespace tincan;  // NOLINT(google-build-using-namespace)

TC_EXPORT void tc_trace_start(uint32_t records) {
  ringObserver() = std::make_unique<RingObserver>(std::max(records, kCheckEvery));
  engine().observer = ringObserver().get();
}

TC_EXPORT void tc_trace_stop(void) {
  engine().observer = nullptr;
  ringObserver().reset();
}

/// A line about what the engine does not see: what the connection of a socket's stream did.
TC_EXPORT void tc_trace(uint32_t stream, uint32_t kind, uint32_t side) {
  engine().trace(static_cast<TraceKind>(kind), stream, static_cast<Side>(side), 0);
}

TC_EXPORT Record* tc_trace_ring(void) { return ringObserver()->ring(); }
/// How many records were ever written; the ring holds the newest.
TC_EXPORT uint32_t tc_trace_count(void) { return ringObserver()->count(); }
TC_EXPORT void tc_trace_time(float milliseconds) { ringObserver()->time = milliseconds; }
TC_EXPORT void tc_trace_line(uint32_t line) { ringObserver()->line = line; }

/// Writes one State per stream that has done something since record number `from` to `out`, at most
/// `room`; returns how many there are. 0 for `from` is every stream. Those collected since the last
/// time all fitted are among them.
TC_EXPORT uint32_t tc_trace_states(State* out, uint32_t room, uint32_t from) {
  uint32_t count = 0;
  const auto put = [&](const State& state) {
    if (count < room) out[count] = state;
    ++count;
  };
  const auto add = [&](const Stream& s) {
    if (!s.foreign) put(stateOf(s));
  };
  std::vector<State>& departed = ringObserver()->departed;
  std::vector<StreamId> changed;
  const bool all = from == 0 || !ringObserver()->streamsSince(from, &changed);
  for (const State& state : departed) {
    if (all || std::binary_search(changed.begin(), changed.end(), state.stream)) put(state);
  }
  if (all) engine().each(add);
  for (const StreamId id : changed) {
    if (const Stream* s = engine().find(id)) add(*s);
  }
  if (count <= room) departed.clear();
  return count;
}
