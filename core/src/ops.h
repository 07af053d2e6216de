/// Every operation on a stream, by the file that has it. Node's words name them. What may run user
/// code returns Outcome; see host.h for the rule that follows from kThrew.
#pragma once

#include "stream_state.h"

namespace tincan {

// ---- engine.cpp
Outcome emit(Engine& e, Stream& s, Event event, Value arg = {});
void queueTick(Engine& e, Stream& s, TickKind kind, uint32_t arg = 0);
/// Queues a call of `callback` with `error` (none when empty); nothing when `callback` is empty.
void queueCallback(Engine& e, Stream& s, Value callback, Value error);

// ---- readable.cpp
/// What kind of thing push() or unshift() was given; the façade has told them apart.
enum class Pushed : uint8_t { kChunk, kDecodable, kEmpty, kEnd };
Outcome push(Engine& e, Stream& s, Chunk&& chunk, Pushed what, bool* more);
Outcome unshift(Engine& e, Stream& s, Chunk&& chunk, Pushed what, bool* more);
/// read(n): `n` NaN for none given. `*got` says whether a chunk came; it goes into `*out`, or is
/// only emitted when `out` is null.
Outcome read(Engine& e, Stream& s, double n, Chunk* out, bool* got);
/// From now on bytes that arrive are decoded by the host.
void setDecoder(Stream& s, bool decodes);
/// What was buffered when the decoder came, decoded.
void replaceBuffer(Stream& s, Chunk&& text);
void maybeReadMore(Engine& e, Stream& s);
Outcome runMaybeReadMore(Engine& e, Stream& s);
void queueEmitReadable(Engine& e, Stream& s);
Outcome runEmitReadable(Engine& e, Stream& s);
Outcome runEndReadable(Engine& e, Stream& s);
Outcome runEndWritable(Stream& s);

// ---- readable_flow.cpp
Outcome onDataListener(Stream& s);
void onDataListenerGone(Stream& s);
void onReadableListener(Engine& e, Stream& s);
void queueReadableListening(Engine& e, Stream& s);
Outcome runReadableListening(Stream& s);
Outcome pause(Engine& e, Stream& s);
Outcome resume(Engine& e, Stream& s);
Outcome runResume(Engine& e, Stream& s);
Outcome runReadNext(Engine& e, Stream& s);
Outcome flow(Engine& e, Stream& s);
/// The stream's `read(n)` as the user sees it, through an override if there is one.
Outcome readMethod(Engine& e, Stream& s, double n, bool* gotChunk);

// ---- writable.cpp
/// write(): `*error` is set when the write was refused (after end, after destroy), else `*more`
/// says what write() returns.
Outcome write(Engine& e, Stream& s, Chunk&& chunk, Value callback, bool* more, Value* error);
/// The callback of `_write` or `_writev` was called.
Outcome onwrite(Engine& e, Stream& s, Value error);
Outcome runAfterWrite(Engine& e, Stream& s, uint32_t count, Completion completion);
Outcome runAfterWriteShared(Engine& e, Stream& s);
Outcome runWriteError(Engine& e, Stream& s, Completion completion, Value error);
Outcome runErrorBuffer(Stream& s);
void cork(Engine& e, Stream& s);
Outcome uncork(Engine& e, Stream& s);
Outcome clearBuffer(Engine& e, Stream& s);
Outcome complete(Stream& s, Completion completion, const Value& error);

// ---- writable_finish.cpp
/// end() after its chunk, if any, was written; `error` is that write's error or empty.
Outcome end(Engine& e, Stream& s, Value callback, Value error);
Outcome finishMaybe(Engine& e, Stream& s, bool sync);
Outcome runFinishMaybe(Engine& e, Stream& s);
Outcome runFinish(Engine& e, Stream& s);
/// The callback of `_final` was called.
Outcome finalDone(Engine& e, Stream& s, Value error);

// ---- destroy.cpp
Outcome destroy(Engine& e, Stream& s, Value error, Value callback);
/// The callback of `_destroy` was called.
Outcome destroyDone(Engine& e, Stream& s, Value error);
Outcome errorOrDestroy(Engine& e, Stream& s, Value error, bool sync = false);
Outcome errorOrDestroy(Engine& e, Stream& s, ErrorCode code, bool sync = false);
/// Records the first error of the stream's life.
void setErrored(Stream& s, const Value& error);
Outcome runError(Engine& e, Stream& s, Value error);
Outcome runClose(Engine& e, Stream& s);
void undestroy(Stream& s);
/// The constructor has run and there is a `_construct`.
Outcome startConstruct(Engine& e, Stream& s);
Outcome runConstruct(Engine& e, Stream& s);
/// The callback of `_construct` was called: takes effect on a tick.
void constructDone(Engine& e, Stream& s, Value error);
Outcome runConstructDone(Engine& e, Stream& s, Value error);
/// What waited for construction, in the stream's emitter, has been called.
Outcome fireConstruct(Engine& e, ListenerKind kind, StreamId id);

// ---- transform.cpp
/// The callback of `_transform` was called without an error and what it gave has been pushed.
/// `before` is the readable length when `_transform` was called. True: call the write's callback
/// now; false: keep it until the readable side is read.
bool transformMayGoOn(const Stream& s, double before);
/// The same for the engine's own write callback: go on, wait, or go on next tick.
Outcome transformDone(Engine& e, Stream& s, double before);
/// `_read` of a Transform: what was kept back goes on.
Outcome transformRead(Engine& e, Stream& s);
/// `_final` of a Transform: `_flush`, then end of data.
Outcome transformFinal(Engine& e, Stream& s);
Outcome flushDone(Engine& e, Stream& s, Value error, Chunk&& chunk, Pushed what, bool hasChunk);

// ---- pipe.cpp
/// pipe(): `end` says whether the source's end ends the destination. Returns the pipe's token.
Outcome pipe(Engine& e, Stream& source, Stream& destination, bool end, uint32_t* token);
/// unpipe(destination), or of all when `destination` is null.
Outcome unpipe(Engine& e, Stream& source, Stream* destination);
/// The destination of the only pipe that leaves `source`, if it takes chunks of the same kind as
/// they are; else null.
Stream* soleDestination(Engine& e, Stream& source);
/// What the pipe's 'data' listener does, without the listener.
Outcome handOver(Engine& e, Stream& source, Stream& destination, Chunk&& chunk);
/// A pipe's destination.write() returned `more`.
Outcome pipeWrote(Engine& e, uint32_t token, bool more);

}  // namespace tincan
