/// The only door from the engine to user code and to the outer event loop. A host gives the
/// engine's streams their emitters, hooks and values; the engine never learns what they are made
/// of.
#pragma once

#include <cstdint>
#include <span>

#include "tincan/chunk.h"
#include "tincan/error.h"

namespace tincan {

/// Whether user code came back or threw. A host keeps what was thrown until takeThrown() or until
/// the outermost engine entry returns, where the host rethrows it. The engine returns at once on
/// kThrew and touches nothing it fetched before the call.
enum class [[nodiscard]] Outcome : uint8_t{kOk, kThrew};

#define TC_TRY(call)                           \
  do {                                         \
    if ((call) == ::tincan::Outcome::kThrew) { \
      return ::tincan::Outcome::kThrew;        \
    }                                          \
  } while (false)

/// Events the engine emits or listens for, with Node's names. X(enumerator, name). The last two are
/// symbols of Node's: what waits for construction waits in the emitter, where
/// removeAllListeners() finds it.
#define TC_EVENTS(X)                                     \
  X(kClose, "close")                                     \
  X(kError, "error")                                     \
  X(kData, "data")                                       \
  X(kReadable, "readable")                               \
  X(kEnd, "end")                                         \
  X(kPause, "pause")                                     \
  X(kResume, "resume")                                   \
  X(kFinish, "finish")                                   \
  X(kPrefinish, "prefinish")                             \
  X(kDrain, "drain")                                     \
  X(kPipe, "pipe")                                       \
  X(kUnpipe, "unpipe")                                   \
  X(kConnect, "connect")                                 \
  X(kReady, "ready")                                     \
  X(kLookup, "lookup")                                   \
  X(kTimeout, "timeout")                                 \
  X(kListening, "listening")                             \
  X(kConnection, "connection")                           \
  X(kDrop, "drop")                                       \
  X(kConnectionAttempt, "connectionAttempt")             \
  X(kConnectionAttemptFailed, "connectionAttemptFailed") \
  X(kConstruct, "kConstruct")                            \
  X(kDestroy, "kDestroy")

enum class Event : uint8_t {
#define TC_EVENT_ENUM(name, text) name,
  TC_EVENTS(TC_EVENT_ENUM)
#undef TC_EVENT_ENUM
};

/// Methods a stream's author may supply. X(enumerator, name).
#define TC_HOOKS(X)           \
  X(kRead, "_read")           \
  X(kWrite, "_write")         \
  X(kWritev, "_writev")       \
  X(kFinal, "_final")         \
  X(kConstruct, "_construct") \
  X(kDestroy, "_destroy")     \
  X(kTransform, "_transform") \
  X(kFlush, "_flush")

enum class Hook : uint8_t {
#define TC_HOOK_ENUM(name, text) name,
  TC_HOOKS(TC_HOOK_ENUM)
#undef TC_HOOK_ENUM
};

/// What an engine-owned listener belongs to; with its token it says what to do when it fires.
enum class ListenerKind : uint8_t {
  kPipeData,
  kPipeEnd,
  kPipeUnpipeAtEnd,
  kPipeOnUnpipe,
  kPipeDrain,
  kPipeError,
  kPipeClose,
  kPipeFinish,
  kConstructed,
  kDestroyAwaited,
};

/// How a listener joins the emitter's list, as EventEmitter's on, once and prependListener.
enum class Listen : uint8_t { kOn, kOnce, kPrepend };

class Host : public SlotOwner {
 public:
  virtual ~Host() = default;

  // --- user code runs in these ---

  /// Emits `event` with `arg` (none when empty). Consumes `arg`.
  virtual Outcome emit(StreamId id, Event event, Value arg) = 0;
  /// Emits 'data' with a chunk the caller still returns from read(): the value stays where it is.
  virtual Outcome emitData(StreamId id, const Chunk& chunk) = 0;
  /// `_read(size)`.
  /// `*pipeAlone` becomes true if, now that the call is over, the only listener for 'data' is a
  /// pipe whose destination is written to in no way of its own: the engine may then hand chunks
  /// over itself, which nobody can tell from emitting them.
  virtual Outcome callRead(StreamId id, double size, bool* pipeAlone) = 0;
  /// `_write(chunk, encoding, onwrite)`; for a Transform this leads to `_transform`, whose callback
  /// compares `readableLength`, that of now, with what is there when it is called.
  virtual Outcome callWrite(StreamId id, Chunk&& chunk, double readableLength) = 0;
  /// `_writev(chunks, onwrite)`. `callbacks` are those of the chunks, one each, or empty when
  /// nobody gave one; they stay the engine's.
  virtual Outcome callWritev(StreamId id, std::vector<Chunk> chunks,
                             const std::vector<Value>& callbacks) = 0;
  /// `_final(callback)` or `_construct(callback)`.
  virtual Outcome callHook(StreamId id, Hook hook) = 0;
  /// `_destroy(error, callback)`; `error` may be empty. The value stays the engine's.
  virtual Outcome callDestroy(StreamId id, const Value& error) = 0;
  /// A callback given to write, end or destroy, with an error or, when empty, none. Consumes
  /// `callback`.
  virtual Outcome callCallback(StreamId id, Value callback, const Value& error) = 0;
  /// The stream's own `read()` method: a user may have overridden it. Says whether it gave a chunk.
  virtual Outcome callReadMethod(StreamId id, double size, bool* gotChunk) = 0;

  /// The stream's own `end()`, `resume()`, `pause()`, `uncork()` method, without arguments, and
  /// `destroy(error)`; each may have been overridden, so they are called and not short-cut.
  virtual Outcome callEndMethod(StreamId id) = 0;
  virtual Outcome callResumeMethod(StreamId id) = 0;
  virtual Outcome callPauseMethod(StreamId id) = 0;
  virtual Outcome callUncorkMethod(StreamId id) = 0;
  virtual Outcome callDestroyMethod(StreamId id, Value error) = 0;
  /// The source's own `unpipe(destination)`.
  virtual Outcome callUnpipeMethod(StreamId id, StreamId destination) = 0;
  /// Adds an engine-owned listener, which emits 'newListener'; the host calls
  /// Engine::fire(kind, token, argument) when it runs.
  virtual Outcome listen(StreamId id, Event event, Listen how, ListenerKind kind,
                         uint32_t token) = 0;
  /// Takes it off again, which emits 'removeListener'.
  virtual Outcome unlisten(StreamId id, Event event, ListenerKind kind, uint32_t token) = 0;
  /// Adds a pipe's 'data' listener, which may start the flow as any 'data' listener does.
  virtual Outcome listenData(StreamId id, uint32_t pipe) = 0;
  /// Emits 'pipe' or 'unpipe' on a destination with the source as argument.
  virtual Outcome emitPiped(StreamId id, StreamId source) = 0;
  virtual Outcome emitUnpiped(StreamId id, StreamId source) = 0;

  // --- no user code below, unless an accessor of the user's runs; none may throw ---

  /// What user code threw in the call that just returned kThrew; the host forgets it.
  virtual Value takeThrown(StreamId id) = 0;
  virtual bool hasHook(StreamId id, Hook hook) = 0;
  virtual uint32_t listenerCount(StreamId id, Event event) = 0;
  /// An error object for `code`, made now, so that its stack shows where.
  virtual Value makeError(StreamId id, ErrorCode code) = 0;
  /// Node's AggregateError of two errors, which reads as the older; either may be empty.
  virtual Value aggregate(StreamId id, Value newer, Value older) = 0;
  /// A second reference to the same host value or bytes.
  virtual Value copy(StreamId id, const Value& value) = 0;
  /// Makes `value`, which another stream's table may hold, one of `id`'s own.
  virtual void adopt(StreamId id, Value& value) = 0;
  /// Whether two callbacks are one and the same function.
  virtual bool same(const Value& a, const Value& b) = 0;
  /// Runs `chunk` through the stream's decoder (setEncoding) and sets its new size.
  /// kThrew when the decoder refused what it was given.
  virtual Outcome decode(StreamId id, Chunk& chunk) = 0;
  /// What the decoder still holds at end of data; size 0 if nothing.
  virtual Chunk decodeEnd(StreamId id) = 0;
  /// One chunk made of all of `parts`, in order; `decoded` says they are strings.
  virtual Chunk concat(StreamId id, std::vector<Chunk> parts, bool decoded) = 0;
  /// Units [from, to) of `chunk`, which stays whole.
  virtual Chunk slice(StreamId id, const Chunk& chunk, double from, double to) = 0;
  /// `writableNeedDrain` of an emitter that is not the engine's.
  virtual bool foreignNeedsDrain(StreamId id) = 0;
  /// A tick has been queued for `id`: the host must arrange for one Engine::runTick() per call, and
  /// keep the stream until then.
  virtual void tickQueued(StreamId id) = 0;
};

}  // namespace tincan
