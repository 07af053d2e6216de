// Streams by id, ticks, and the one switch that runs a tick.
#include "tincan/engine.h"

#include <cstdio>
#include <cstdlib>

#include "invariants.h"
#include "ops.h"
#include "pipe.h"
#include "tincan/assert.h"
#include "tincan/error_value.h"

namespace tincan {

namespace {

TraceKind traceKindOf(Event event) {
  switch (event) {
    case Event::kClose:
      return TraceKind::kClose;
    case Event::kError:
      return TraceKind::kError;
    case Event::kReadable:
      return TraceKind::kReadable;
    case Event::kEnd:
      return TraceKind::kEnd;
    case Event::kPause:
      return TraceKind::kPause;
    case Event::kResume:
      return TraceKind::kResume;
    case Event::kFinish:
      return TraceKind::kFinish;
    case Event::kPrefinish:
      return TraceKind::kPrefinish;
    case Event::kDrain:
      return TraceKind::kDrain;
    case Event::kPipe:
      return TraceKind::kPipe;
    case Event::kUnpipe:
      return TraceKind::kUnpipe;
    default:
      return TraceKind::kData;
  }
}

Side sideOf(Event event) {
  switch (event) {
    case Event::kReadable:
    case Event::kEnd:
    case Event::kPause:
    case Event::kResume:
    case Event::kData:
      return Side::kReadable;
    case Event::kFinish:
    case Event::kPrefinish:
    case Event::kDrain:
    case Event::kPipe:
    case Event::kUnpipe:
      return Side::kWritable;
    default:
      return Side::kNone;
  }
}

}  // namespace

Engine::Engine() : pipes(std::make_unique<PipeTable>()) {
  entries_.emplace_back();  // index 0 names nothing
}

Engine::~Engine() = default;

Stream& Engine::create(Host& host, const StreamOptions& options) {
  uint32_t index;
  if (freeIndices_.empty()) {
    index = static_cast<uint32_t>(entries_.size());
    TC_ASSERT(index <= kIdIndexMask, 0);
    entries_.emplace_back();
  } else {
    index = freeIndices_.back();
    freeIndices_.pop_back();
  }
  Entry& entry = entries_[index];
  entry.stream = std::make_unique<Stream>();
  Stream& s = *entry.stream;
  s.id = makeId(index, entry.generation);
  s.host = &host;
  s.transform = options.transform;
  s.foreign = options.foreign;
  s.autoDestroy = options.autoDestroy;
  s.emitClose = options.emitClose;
  s.allowHalfOpen = options.allowHalfOpen;
  s.r.exists = options.readableSide;
  s.r.objectMode = options.readableObjectMode;
  s.r.highWaterMark = options.readableHighWaterMark;
  s.r.sync = !options.transform;
  s.w.exists = options.writableSide;
  s.w.objectMode = options.writableObjectMode;
  s.w.highWaterMark = options.writableHighWaterMark;
  if (!options.readable) {
    s.r.readable = false;
    s.r.ended = true;
    s.r.endEmitted = true;
  }
  if (!options.writable) {
    s.w.writable = false;
    s.w.ending = true;
    s.w.ended = true;
    s.w.finished = true;
  }
  ++live_;
  return s;
}

void Engine::free(StreamId id) {
  if (find(id) == nullptr) return;
  const uint32_t index = idIndex(id);
  Entry& entry = entries_[index];
  if (observer != nullptr) observer->freed(*entry.stream);
  dropPipes(*this, *entry.stream);
  // The record is destroyed after the entry is empty: dropping its values calls the host.
  const std::unique_ptr<Stream> stream = std::move(entry.stream);
  entry.generation = nextGeneration(entry.generation);
  freeIndices_.push_back(index);
  --live_;
}

void Engine::queue(Host& host, Tick tick) {
  const StreamId id = tick.stream;
  if (Stream* s = find(id)) ++s->pins;
  ticks_.push(std::move(tick));
  host.tickQueued(id);
}

Outcome Engine::fire(ListenerKind kind, uint32_t token, Value argument) {
  const EngineEntry entry(*this, 0);
  if (kind >= ListenerKind::kConstructed) return fireConstruct(*this, kind, token);
  return firePipe(*this, kind, token, std::move(argument));
}

Outcome Engine::runTick() {
  if (ticks_.empty()) return Outcome::kOk;
  if (depth == 0 && !pipes->over.empty()) forgetPipes(*this);
  Tick tick = ticks_.shift();
  Stream* found = find(tick.stream);
  if (found == nullptr) return Outcome::kOk;
  Stream& s = *found;
  --s.pins;
  const EngineEntry entry(*this, s.id);
  switch (tick.kind) {
    case TickKind::kHostCallback:
    case TickKind::kCallback:
      return s.host->callCallback(s.id, std::move(tick.completion.callback), tick.error);
    case TickKind::kMaybeReadMore:
      return runMaybeReadMore(*this, s);
    case TickKind::kEmitReadable:
      return runEmitReadable(*this, s);
    case TickKind::kResume:
      return runResume(*this, s);
    case TickKind::kReadNext:
      return runReadNext(*this, s);
    case TickKind::kReadableListening:
      return runReadableListening(s);
    case TickKind::kEndReadable:
      return runEndReadable(*this, s);
    case TickKind::kEndWritable:
      return runEndWritable(s);
    case TickKind::kAfterWrite:
      return runAfterWrite(*this, s, 1, {});
    case TickKind::kAfterWriteShared:
      return runAfterWriteShared(*this, s);
    case TickKind::kWriteError:
      return runWriteError(*this, s, std::move(tick.completion), std::move(tick.error));
    case TickKind::kErrorBuffer:
      return runErrorBuffer(s);
    case TickKind::kFinishMaybe:
      return runFinishMaybe(*this, s);
    case TickKind::kFinish:
      return runFinish(*this, s);
    case TickKind::kConstruct:
      return runConstruct(*this, s);
    case TickKind::kConstructDone:
      return runConstructDone(*this, s, std::move(tick.error));
    case TickKind::kError:
      return runError(*this, s, std::move(tick.error));
    case TickKind::kErrorClose:
      TC_TRY(runError(*this, s, std::move(tick.error)));
      return runClose(*this, s);
    case TickKind::kClose:
      return runClose(*this, s);
    case TickKind::kTransformDone:
      return onwrite(*this, s, {});
    case TickKind::kPipeEnd:
      return runPipeEnd(*this, tick.arg, true);
    case TickKind::kPipeUnpipe:
      return runPipeEnd(*this, tick.arg, false);
  }
  return Outcome::kOk;
}

void Engine::runTicks() {
  // What a tick threw was reported when its entry ended; the loop goes on, as Node's does.
  while (hasTicks()) static_cast<void>(runTick());
}

void Engine::reportThrown() {
  if (thrown.empty()) return;
  const Value error = std::exchange(thrown, {});
  if (uncaughtException) {
    uncaughtException(error);
    return;
  }
  const Error said = describe(error);
  std::fputs(("Uncaught " + said.name + ": " + said.message + "\n").c_str(), stderr);
  std::abort();
}

Outcome emit(Engine& e, Stream& s, Event event, Value arg) {
  if (e.observer != nullptr) e.trace(traceKindOf(event), s.id, sideOf(event), 0);
  return s.host->emit(s.id, event, std::move(arg));
}

void queueTick(Engine& e, Stream& s, TickKind kind, uint32_t arg) {
  Tick tick;
  tick.kind = kind;
  tick.stream = s.id;
  tick.arg = arg;
  e.queue(*s.host, std::move(tick));
}

void queueCallback(Engine& e, Stream& s, Value callback, Value error) {
  if (callback.empty()) return;
  Tick tick;
  tick.kind = TickKind::kCallback;
  tick.stream = s.id;
  tick.completion.callback = std::move(callback);
  tick.error = std::move(error);
  e.queue(*s.host, std::move(tick));
}

}  // namespace tincan
