/// finished(): one callback when a stream is over. Internal to the engine; the C++ author's face is
/// tincan/finished.h.
#pragma once

#include "stream_state.h"
#include "token_table.h"

namespace tincan {

/// finished()'s options; by default both sides the stream has are waited for.
struct FinishedWait {
  bool readableGiven = false;
  bool readable = false;
  bool writableGiven = false;
  bool writable = false;
  /// False: 'error' gets no listener.
  bool error = true;
};

/// Who is told.
enum class FinishedThen : uint8_t { kCallback, kStageOver, kSourceOver, kDestinationOver };

/// What was found when finished() was called: nothing over yet; closed; failed, with no 'close' to
/// come; or the awaited sides done. In the last three a tick calls back and no event does.
enum class FinishedFound : uint8_t { kOpen, kClosed, kFailed, kDone };

/// One finished() that has not called back. Its listeners stay on the emitter after it has.
struct FinishedRecord {
  StreamId stream = 0;
  bool readable = false;
  bool writable = false;
  bool willEmitClose = false;
  bool readableFinished = false;
  bool writableFinished = false;
  FinishedFound found = FinishedFound::kOpen;
  FinishedThen then = FinishedThen::kCallback;
  /// The pipeline stage that is told.
  uint32_t stage = 0;
  Value callback;
};

struct FinishedTable : TokenTable<FinishedRecord> {};

/// What finished() and pipeline() look at, of an engine's stream or of a foreign emitter.
struct Ends {
  uint32_t bits = 0;
  bool has(ForeignBit bit) const { return (bits >> static_cast<uint32_t>(bit) & 1U) != 0; }
};
Ends endsOf(const Stream& s);

/// Waits for the end of `s`. `callback` is called with the error, if any. Returns the token.
uint32_t finished(Engine& e, Stream& s, const FinishedWait& wait, Value callback);
/// The same for a pipeline stage.
uint32_t finishedThen(Engine& e, Stream& s, const FinishedWait& wait, FinishedThen then,
                      uint32_t stage);
/// Takes the listeners away; a callback that has not been called never will be.
void finishedCleanUp(Engine& e, Stream& s, uint32_t token);
/// Calls back now with `error` (an abort), unless that has happened.
Outcome finishedFail(Engine& e, uint32_t token, Value error);

Outcome fireFinished(Engine& e, ListenerKind kind, uint32_t token, Value argument);
Outcome runFinished(Engine& e, uint32_t token);
/// The stream is being freed: what waits for it goes with it.
void dropFinished(Engine& e, Stream& s);

}  // namespace tincan
