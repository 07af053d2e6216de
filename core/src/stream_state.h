/// One stream: both sides and the life they share. Internal to the engine.
#pragma once

#include "readable_state.h"
#include "tincan/engine.h"
#include "writable_state.h"

namespace tincan {

struct Stream {
  StreamId id = 0;
  Host* host = nullptr;
  ReadableState r;
  WritableState w;

  bool transform : 1 = false;
  /// Not a stream of this engine: only its emitter and methods are used, through the host.
  bool foreign : 1 = false;
  /// The author left these methods as the class defines them, so the engine need not call out.
  bool ownRead : 1 = false;
  bool ownFinal : 1 = false;
  /// The author replaced the `read` method: flow must go through it.
  bool readReplaced : 1 = false;
  bool allowHalfOpen : 1 = true;
  bool autoDestroy : 1 = true;
  bool emitClose : 1 = true;

  bool constructed : 1 = true;
  /// `_construct`'s callback has been called.
  bool constructCalled : 1 = false;
  bool destroyed : 1 = false;
  /// `_destroy`'s callback has been called.
  bool destroyDone : 1 = false;
  bool closed : 1 = false;
  bool closeEmitted : 1 = false;
  bool errorEmitted : 1 = false;
  bool hasErrored : 1 = false;
  Value errored;
  /// What waits for construction: destroy's error and callback.
  Value pendingDestroyError;
  Value pendingDestroyCallback;
  /// Whether a Transform's write waits for the readable side to be read; its callback when it is
  /// not the engine's own onwrite.
  bool transformHeld : 1 = false;
  Value transformCallback;

  /// Ticks queued for this stream: while there are any, the host must keep its object.
  uint32_t pins = 0;
  /// What the last write() and push() returned, for the picture: 0 false, 1 true, 2 never called.
  uint8_t lastWrite = 2;
  uint8_t lastPush = 2;

  /// Node's `readable`: it may still be read.
  bool isReadable() const {
    return r.exists && r.readable && !destroyed && !errorEmitted && !r.endEmitted;
  }
  /// Node's `writable`: it may still be written.
  bool isWritable() const {
    return w.exists && w.writable && !destroyed && !hasErrored && !w.ending && !w.ended;
  }
};

}  // namespace tincan
