/// The state of a writable side: fields and predicates only. Nothing here calls anybody.
#pragma once

#include <memory>
#include <vector>

#include "tincan/chunk.h"
#include "tincan/tick_queue.h"

namespace tincan {

/// A write that waits for the one before it.
struct BufferedWrite {
  Chunk chunk;
  Value callback;
};

/// Completed synchronous writes that share one callback and therefore one tick.
struct SharedAfterWrite {
  uint32_t count = 0;
  Completion completion;
};

struct WritableState {
  bool exists : 1 = false;
  bool objectMode : 1 = false;
  /// The `writable` option of a Duplex; false: born finished.
  bool writable : 1 = true;
  bool needDrain : 1 = false;
  /// end() has been called.
  bool ending : 1 = false;
  /// end() has returned; prefinish may fire before this is set.
  bool ended : 1 = false;
  bool finished : 1 = false;
  bool finalCalled : 1 = false;
  bool prefinished : 1 = false;
  /// `_final` is on the stack.
  bool finalSync : 1 = false;
  /// A chunk is with `_write`, its callback owed.
  bool writing : 1 = false;
  bool expectWriteCallback : 1 = false;
  /// `_write` is on the stack.
  bool sync : 1 = true;
  bool bufferProcessing : 1 = false;
  bool afterWritePending : 1 = false;
  uint32_t corked = 0;
  /// Callbacks owed before the side may finish. A `_final` that calls back and then throws leaves
  /// -1.
  int32_t pendingcb = 0;
  double highWaterMark = 0;
  double length = 0;
  /// Size of what is with `_write` or `_writev` now.
  double writeLength = 0;
  /// Whom to tell when what is with `_write` or `_writev` is done.
  Completion writeCompletion;
  Queue<BufferedWrite> buffered;
  /// Entries that clearBuffer has taken out but still counts: as seen from outside they leave the
  /// buffer together, when the round is over.
  uint32_t dispatched = 0;
  /// After a throw out of `_writev`, who is told when its callback comes all the same: whatever
  /// joins the buffer is told with them.
  std::shared_ptr<std::vector<Value>> lostBatch;
  /// How many entries have left the buffer since it was last empty: Node's index of its first.
  uint32_t bufferedIndex = 0;
  /// Callbacks given to end(), called when the side finishes or fails.
  std::vector<Value> onFinished;
  /// One entry per queued kAfterWriteShared tick, oldest first; a further write with the same
  /// callback joins the newest while `afterWriteOpen`.
  Queue<SharedAfterWrite> afterWrites;
  bool afterWriteOpen = false;
};

}  // namespace tincan
