/// The table of pipes, and what their listeners do. Internal to the engine.
#pragma once

#include <vector>

#include "tincan/engine.h"

namespace tincan {

/// One source joined to one destination. The same two may be joined twice: then there are two.
struct Pipe {
  StreamId source = 0;
  StreamId destination = 0;
  uint32_t generation = 1;
  /// A 'drain' listener has been added, which happens at the first false.
  bool drainListening = false;
};

/// Pipes by token: an index below a generation, so that a listener that fires late finds nothing.
struct PipeTable {
  Pipe* find(uint32_t token);
  uint32_t add(StreamId source, StreamId destination);
  void remove(uint32_t token);

 private:
  static constexpr uint32_t kIndexBits = 20;
  static constexpr uint32_t kIndexMask = (1U << kIndexBits) - 1;
  static constexpr uint32_t kGenerationMask = (1U << 12) - 1;
  std::vector<Pipe> pipes_;
  std::vector<uint32_t> free_;
};

Outcome firePipe(Engine& e, ListenerKind kind, uint32_t token, Value argument);
Outcome runPipeEnd(Engine& e, uint32_t token, bool end);
/// The stream is being freed: its pipes go with it.
void dropPipes(Engine& e, Stream& source);

}  // namespace tincan
