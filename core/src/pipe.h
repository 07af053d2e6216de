/// The table of pipes, and what their listeners do. Internal to the engine.
#pragma once

#include "tincan/engine.h"
#include "token_table.h"

namespace tincan {

/// One source joined to one destination. The same two may be joined twice: then there are two.
struct Pipe {
  StreamId source = 0;
  StreamId destination = 0;
  /// A 'drain' listener has been added, which happens at the first false.
  bool drainListening = false;
};

struct PipeTable : TokenTable<Pipe> {};

Outcome firePipe(Engine& e, ListenerKind kind, uint32_t token, Value argument);
Outcome runPipeEnd(Engine& e, uint32_t token, bool end);
/// The stream is being freed: its pipes go with it.
void dropPipes(Engine& e, Stream& source);

}  // namespace tincan
