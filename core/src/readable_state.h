/// The state of a readable side: fields and predicates only. Nothing here calls anybody.
#pragma once

#include <vector>

#include "tincan/chunk.h"

namespace tincan {

/// `readableFlowing`: nobody has asked yet, paused, or flowing.
enum class Flow : uint8_t { kNull, kFalse, kTrue };

/// Whether pause() or resume() has been called explicitly, and which came last.
enum class ExplicitPause : uint8_t { kUnset, kNo, kYes };

struct ReadableState {
  bool exists : 1 = false;
  bool objectMode : 1 = false;
  /// The `readable` option of a Duplex; false: born ended.
  bool readable : 1 = true;
  bool ended : 1 = false;
  bool endEmitted : 1 = false;
  /// `_read` has been called and has not been answered by push().
  bool reading : 1 = false;
  /// `_read` is on the stack, or the stream is new: what arrives now is announced on a tick.
  bool sync : 1 = true;
  bool needReadable : 1 = false;
  bool emittedReadable : 1 = false;
  bool readableListening : 1 = false;
  /// A 'data' listener has come and, one by one, not all have gone: removeAllListeners() leaves it.
  bool dataListening : 1 = false;
  bool resumeScheduled : 1 = false;
  /// The tick that emits 'end' is queued; it finds out by itself whether there is still an end.
  bool endScheduled : 1 = false;
  bool readingMore : 1 = false;
  bool dataEmitted : 1 = false;
  bool decoder : 1 = false;
  /// Bytes have been put back among decoded text: the whole buffer becomes text when read at once.
  bool bytesUnshifted : 1 = false;
  /// As Host::callRead says; good until user code runs again.
  bool pipeAlone : 1 = false;
  Flow flowing = Flow::kNull;
  ExplicitPause paused = ExplicitPause::kUnset;
  double highWaterMark = 0;
  double length = 0;
  Queue<Chunk> buffer;
  /// Tokens of the pipes that leave here, oldest first.
  std::vector<uint32_t> pipes;
  /// Destinations that said false and have not drained.
  std::vector<StreamId> awaitDrain;
  /// Node's flag for whether `awaitDrain` is one destination or a set of them: a second pipe sets
  /// it, waiting for the only pipe resets it.
  bool multiAwaitDrain = false;

  bool isFlowing() const { return flowing == Flow::kTrue; }
  /// push()'s return value: the source may go on without waiting for `_read`.
  bool canPushMore() const { return !ended && (length < highWaterMark || length == 0); }
};

}  // namespace tincan
