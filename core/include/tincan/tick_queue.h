/// The engine's half of process.nextTick: plain data in one FIFO. The host runs them one by one,
/// each at the place in its own order where the tick was queued.
#pragma once

#include <cstdint>
#include <vector>

#include "tincan/chunk.h"

namespace tincan {

/// X(enumerator): what a tick does when it runs. Names are Node's words for the same moments.
#define TC_TICKS(X)     \
  X(kHostCallback)      \
  X(kMaybeReadMore)     \
  X(kEmitReadable)      \
  X(kResume)            \
  X(kReadNext)          \
  X(kReadableListening) \
  X(kEndReadable)       \
  X(kEndWritable)       \
  X(kAfterWrite)        \
  X(kAfterWriteShared)  \
  X(kWriteError)        \
  X(kErrorBuffer)       \
  X(kCallback)          \
  X(kFinishMaybe)       \
  X(kFinish)            \
  X(kConstruct)         \
  X(kConstructDone)     \
  X(kError)             \
  X(kErrorClose)        \
  X(kClose)             \
  X(kTransformDone)     \
  X(kPipeEnd)           \
  X(kPipeUnpipe)

enum class TickKind : uint8_t {
#define TC_TICK_ENUM(name) name,
  TC_TICKS(TC_TICK_ENUM)
#undef TC_TICK_ENUM
};

/// Whom to tell that a write is done: one callback, all callbacks of a `_writev` batch, or nobody.
struct Completion {
  Value callback;
  /// Shared with the dispatch, which adds those who write while `_writev` is on the stack.
  std::shared_ptr<std::vector<Value>> batch;

  bool isBatch() const { return batch != nullptr; }
  bool none() const { return callback.empty() && !isBatch(); }
};

/// One queued step. A tick for an id that no longer exists is dropped.
struct Tick {
  TickKind kind = TickKind::kHostCallback;
  StreamId stream = 0;
  uint32_t arg = 0;
  Completion completion{};
  Value error{};
};

using TickQueue = Queue<Tick>;

}  // namespace tincan
