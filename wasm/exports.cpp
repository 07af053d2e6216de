// The hot path: plain functions over ids, slots and numbers. No policy: each finds its stream and
// calls one operation of core. What user code threw waits in the façade, which rethrows it as soon
// as the export returns, so outcomes are not returned here.
#include "exports.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>

#include "../core/src/ops.h"
#include "../core/src/pipe.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace tincan {

namespace {

/// Wasm cannot grow any more: the end of this engine, as it is of a Node process.
[[noreturn]] void outOfMemory() {
  std::fputs("Tincan is out of memory: too many streams or too much in their buffers\n", stderr);
  std::abort();
}

Engine& start() {
  std::set_new_handler(&outOfMemory);
  static Engine instance;
  return instance;
}

}  // namespace

Engine& engine() {
  static Engine& instance = start();
  return instance;
}

WasmHost& host() {
  static WasmHost instance;
  return instance;
}

}  // namespace tincan

namespace {

void ran(Outcome outcome) { static_cast<void>(outcome); }

enum NewFlag : uint32_t {
  kReadableSide = 1U << 0,
  kWritableSide = 1U << 1,
  kTransform = 1U << 2,
  kReadableObjectMode = 1U << 3,
  kWritableObjectMode = 1U << 4,
  kNoAutoDestroy = 1U << 5,
  kNoEmitClose = 1U << 6,
  kNoHalfOpen = 1U << 7,
  kNotReadable = 1U << 8,
  kNotWritable = 1U << 9,
  kForeign = 1U << 10,
};

/// Beside a Pushed: what Host::callRead says in pipeAlone.
constexpr uint32_t kPipeAlone = 1U << 8;

/// push() as a Pushed says, and kPipeAlone beside it: that holds for this chunk only, also where
/// a decoder holds it back.
Outcome pushAs(Stream& s, Chunk&& chunk, uint32_t what, bool* more) {
  s.r.pipeAlone = (what & kPipeAlone) != 0;
  const Outcome outcome =
      push(engine(), s, std::move(chunk), static_cast<Pushed>(what & ~kPipeAlone), more);
  s.r.pipeAlone = false;
  return outcome;
}

enum OwnFlag : uint32_t { kOwnRead = 1, kReadReplaced = 2 };

}  // namespace

TC_EXPORT uint32_t tc_stream_new(uint32_t flags, double readableMark, double writableMark) {
  StreamOptions options;
  options.readableSide = (flags & kReadableSide) != 0;
  options.writableSide = (flags & kWritableSide) != 0;
  options.transform = (flags & kTransform) != 0;
  options.readableObjectMode = (flags & kReadableObjectMode) != 0;
  options.writableObjectMode = (flags & kWritableObjectMode) != 0;
  options.autoDestroy = (flags & kNoAutoDestroy) == 0;
  options.emitClose = (flags & kNoEmitClose) == 0;
  options.allowHalfOpen = (flags & kNoHalfOpen) == 0;
  options.readable = (flags & kNotReadable) == 0;
  options.writable = (flags & kNotWritable) == 0;
  options.foreign = (flags & kForeign) != 0;
  options.readableHighWaterMark = readableMark;
  options.writableHighWaterMark = writableMark;
  Stream& s = engine().create(host(), options);
  // A foreign emitter only has an id; it is no stream of the picture.
  if (!options.foreign) engine().trace(TraceKind::kNew, s.id, Side::kNone, 0);
  return s.id;
}

TC_EXPORT void tc_stream_own(uint32_t id, uint32_t flags) {
  Stream& s = at(id);
  s.ownRead = (flags & kOwnRead) != 0;
  s.readReplaced = (flags & kReadReplaced) != 0;
}

TC_EXPORT void tc_stream_free(uint32_t id) { engine().free(id); }

TC_EXPORT uint32_t tc_live_streams(void) { return engine().liveStreams(); }

/// Whether the host must keep the stream's object although nobody else may hold it.
TC_EXPORT int tc_stream_pinned(uint32_t id) {
  const Stream* s = engine().find(id);
  return s != nullptr && s->pins > 0 ? 1 : 0;
}

// ---- readable side

TC_EXPORT int tc_push(uint32_t id, uint32_t slot, double size, uint32_t what) {
  bool more = false;
  ran(pushAs(at(id), chunkOf(id, slot, size), what, &more));
  return more ? 1 : 0;
}

TC_EXPORT int tc_unshift(uint32_t id, uint32_t slot, double size, uint32_t what) {
  bool more = false;
  ran(unshift(engine(), at(id), chunkOf(id, slot, size), static_cast<Pushed>(what), &more));
  return more ? 1 : 0;
}

/// What tc_read returns for a chunk that is counted but not there: read() gives undefined.
static constexpr uint32_t kNoValue = 0xFFFFFFFF;

/// Returns the slot of what was read, which the caller empties; 0 for null.
TC_EXPORT uint32_t tc_read(uint32_t id, double n) {
  Chunk chunk;
  bool got = false;
  ran(read(engine(), at(id), n, &chunk, &got));
  if (!got) return 0;
  HostRef* ref = chunk.value.ref();
  return ref == nullptr ? kNoValue : ref->detach();
}

TC_EXPORT void tc_set_decoder(uint32_t id, int decodes) { setDecoder(at(id), decodes != 0); }
TC_EXPORT void tc_replace_buffer(uint32_t id, uint32_t slot, double size) {
  replaceBuffer(at(id), chunkOf(id, slot, size));
}
TC_EXPORT void tc_on_data(uint32_t id) { ran(onDataListener(at(id))); }
TC_EXPORT void tc_data_listener_gone(uint32_t id) { onDataListenerGone(at(id)); }
TC_EXPORT void tc_on_readable(uint32_t id) { onReadableListener(engine(), at(id)); }
TC_EXPORT void tc_readable_listening(uint32_t id) { queueReadableListening(engine(), at(id)); }
TC_EXPORT void tc_pause(uint32_t id) { ran(pause(engine(), at(id))); }
TC_EXPORT void tc_resume(uint32_t id) { ran(resume(engine(), at(id))); }

// ---- writable side

/// Returns 0 or 1, what write() says; or, for a refused write, the error's slot * 4 + 2.
TC_EXPORT uint32_t tc_write(uint32_t id, uint32_t slot, double size, uint32_t encoding,
                            uint32_t callback) {
  bool more = false;
  Value error;
  ran(write(engine(), at(id), chunkOf(id, slot, size, encoding), host().value(id, callback), &more,
            &error));
  if (HostRef* ref = error.ref()) return ref->detach() * 4 + 2;
  return more ? 1 : 0;
}

TC_EXPORT void tc_onwrite(uint32_t id, uint32_t error) {
  ran(onwrite(engine(), at(id), host().value(id, error)));
}

TC_EXPORT void tc_end(uint32_t id, uint32_t callback, uint32_t error) {
  ran(end(engine(), at(id), host().value(id, callback), host().value(id, error)));
}

TC_EXPORT void tc_cork(uint32_t id) { cork(engine(), at(id)); }
TC_EXPORT void tc_uncork(uint32_t id) { ran(uncork(engine(), at(id))); }

TC_EXPORT void tc_final_done(uint32_t id, uint32_t error) {
  ran(finalDone(engine(), at(id), host().value(id, error)));
}

// ---- life

TC_EXPORT void tc_destroy(uint32_t id, uint32_t error, uint32_t callback) {
  ran(destroy(engine(), at(id), host().value(id, error), host().value(id, callback)));
}

TC_EXPORT void tc_destroy_done(uint32_t id, uint32_t error) {
  ran(destroyDone(engine(), at(id), host().value(id, error)));
}

TC_EXPORT void tc_error_or_destroy(uint32_t id, uint32_t error, int sync) {
  ran(errorOrDestroy(engine(), at(id), host().value(id, error), sync != 0));
}

TC_EXPORT void tc_undestroy(uint32_t id) { undestroy(at(id)); }
TC_EXPORT void tc_construct(uint32_t id) { ran(startConstruct(engine(), at(id))); }

TC_EXPORT void tc_construct_done(uint32_t id, uint32_t error) {
  constructDone(engine(), at(id), host().value(id, error));
}

// ---- transform

/// `_transform`'s callback with a chunk, or without (`what` kEmpty and slot 0), when the write's
/// own callback is the engine's: push, then go on or wait for the reader. `before` is the readable
/// length when `_transform` was called.
TC_EXPORT void tc_transform_done(uint32_t id, uint32_t slot, double size, uint32_t what,
                                 int hasChunk, double before) {
  Stream& s = at(id);
  if (hasChunk != 0) {
    bool more = false;
    if (pushAs(s, chunkOf(id, slot, size), what, &more) == Outcome::kThrew) {
      return;
    }
  }
  ran(transformDone(engine(), s, before));
}

/// As tc_transform_done after the push, for a write callback that is not the engine's. 1: call it.
TC_EXPORT int tc_transform_may_go_on(uint32_t id, uint32_t callback, double before) {
  Stream& s = at(id);
  Value held = host().value(id, callback);
  if (s.r.ended) {
    queueCallback(engine(), s, std::move(held), {});
    return 0;
  }
  if (transformMayGoOn(s, before)) return 1;
  s.transformHeld = true;
  s.transformCallback = std::move(held);
  return 0;
}

/// `_final` of a Transform that nobody replaced.
TC_EXPORT void tc_transform_final(uint32_t id) { ran(transformFinal(engine(), at(id))); }

TC_EXPORT void tc_transform_read(uint32_t id) { ran(transformRead(engine(), at(id))); }

TC_EXPORT void tc_flush_done(uint32_t id, uint32_t error, uint32_t slot, double size, uint32_t what,
                             int hasChunk) {
  ran(flushDone(engine(), at(id), host().value(id, error), chunkOf(id, slot, size),
                static_cast<Pushed>(what), hasChunk != 0));
}

// ---- pipe

TC_EXPORT void tc_pipe(uint32_t source, uint32_t destination, int end) {
  uint32_t token;
  ran(pipe(engine(), at(source), at(destination), end != 0, &token));
}

/// `destination` 0: unpipe all.
TC_EXPORT void tc_unpipe(uint32_t source, uint32_t destination) {
  ran(unpipe(engine(), at(source), destination == 0 ? nullptr : &at(destination)));
}

TC_EXPORT void tc_pipe_wrote(uint32_t token, int more) {
  ran(pipeWrote(engine(), token, more != 0));
}

TC_EXPORT void tc_fire(uint32_t kind, uint32_t token, uint32_t owner, uint32_t slot) {
  ran(engine().fire(static_cast<ListenerKind>(kind), token, host().value(owner, slot)));
}

// ---- ticks

TC_EXPORT void tc_run_tick(void) { ran(engine().runTick()); }
TC_EXPORT int tc_has_ticks(void) { return engine().hasTicks() ? 1 : 0; }

/// Queues a call of a host callback among the engine's ticks: the host's own process.nextTick.
TC_EXPORT void tc_queue_callback(uint32_t id, uint32_t callback, uint32_t error) {
  queueCallback(engine(), at(id), host().value(id, callback), host().value(id, error));
}
