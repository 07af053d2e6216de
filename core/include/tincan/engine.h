/// The engine: owns every stream by id, the tick queue and the observer. It is single-threaded and
/// re-entrant: user code called from it may call straight back in.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "tincan/host.h"
#include "tincan/observer.h"
#include "tincan/tick_queue.h"

namespace tincan {

struct Stream;
struct PipeTable;

/// How a stream is made. Sizes are in the side's unit (bytes, or objects in object mode).
struct StreamOptions {
  bool readableSide = false;
  bool writableSide = false;
  bool transform = false;
  /// An emitter that is not the engine's: it has an id and listeners, and no state here.
  bool foreign = false;
  bool readableObjectMode = false;
  bool writableObjectMode = false;
  bool autoDestroy = true;
  bool emitClose = true;
  bool allowHalfOpen = true;
  /// Duplex options `readable: false` / `writable: false`: the side exists but is born ended.
  bool readable = true;
  bool writable = true;
  double readableHighWaterMark = 65536;
  double writableHighWaterMark = 65536;
};

class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Stream& create(Host& host, const StreamOptions& options);
  /// The stream of `id`, or null when it was freed: a stale id is an error, never a crash.
  Stream* find(StreamId id) {
    const uint32_t index = idIndex(id);
    if (index >= entries_.size()) return nullptr;
    Entry& entry = entries_[index];
    return entry.generation == idGeneration(id) ? entry.stream.get() : nullptr;
  }
  /// Forgets the stream. Only at depth 0, from outside any engine call.
  void free(StreamId id);
  uint32_t liveStreams() const { return live_; }
  /// Calls `visit` with every live stream, in no promised order.
  template <typename Visit>
  void each(Visit visit) const {
    for (const Entry& entry : entries_) {
      if (entry.stream) visit(std::as_const(*entry.stream));
    }
  }

  void queue(Host& host, Tick tick);
  /// Runs the oldest tick. False if there was none.
  Outcome runTick();
  bool hasTicks() const { return !ticks_.empty(); }
  /// Runs ticks until there are none: the whole event loop of streams without a host of their own.
  void runTicks();
  TickQueue& ticks() { return ticks_; }

  /// An engine-owned listener fired; `argument` is the event's first argument, if the kind needs
  /// it.
  Outcome fire(ListenerKind kind, uint32_t token, Value argument);

  /// Every pipe by token; pipe.cpp's own.
  std::unique_ptr<PipeTable> pipes;

  /// Entries into the engine that are on the stack.
  uint32_t depth = 0;
  /// Natively nothing can be thrown: what a hook or an 'error' nobody heard leaves here unwinds the
  /// engine like an exception, up to whoever catches it or to reportThrown().
  Value thrown;
  /// Natively Node's 'uncaughtException'. When empty, such an error ends the process.
  std::function<void(const Value& error)> uncaughtException;
  /// Reports and forgets `thrown`, if there is anything.
  void reportThrown();

  Observer* observer = nullptr;
  void trace(TraceKind kind, StreamId stream, Side side, double size, uint8_t result = 2) {
    if (observer != nullptr) observer->record(kind, stream, side, size, result);
  }

 private:
  struct Entry {
    std::unique_ptr<Stream> stream;
    uint32_t generation = 1;
  };
  std::vector<Entry> entries_;
  std::vector<uint32_t> freeIndices_;
  TickQueue ticks_;
  uint32_t live_ = 0;
};

}  // namespace tincan
