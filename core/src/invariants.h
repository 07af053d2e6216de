/// What must be true of a stream whenever no engine call is on the stack, and the entry that sees
/// to it. Checked in debug builds only; the counting of entries is always on.
#pragma once

#include "tincan/engine.h"

namespace tincan {

/// Asserts the order groups of a stream's state (README.md): what may not be set before what.
void checkInvariants(const Stream& s);

/// One call into the engine from outside or from user code it called. At the end of the outermost
/// one the stream is checked and what natives left in `Engine::thrown` is reported.
class EngineEntry {
 public:
  EngineEntry(Engine& engine, StreamId stream) : engine_(engine), stream_(stream) {
    ++engine_.depth;
  }
  ~EngineEntry();
  EngineEntry(const EngineEntry&) = delete;
  EngineEntry& operator=(const EngineEntry&) = delete;

  /// An operation's outcome, which a caller that cannot unwind does not pass on: what was thrown
  /// waits in `Engine::thrown` for the host that is next on the stack, or for the end of the entry.
  void ran(Outcome) const {}

 private:
  Engine& engine_;
  /// Read by debug builds only.
  [[maybe_unused]] StreamId stream_;
};

}  // namespace tincan
