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
  /// Its listeners have left. An emission that was under way still calls them, and they still act.
  bool over = false;
  /// Listeners of it are on its streams although it was undone: they act as long as both live. One
  /// could not be taken off, or the one for 'drain' came late.
  bool lingers = false;
  /// A tick will end the destination, or unpipe it, come what may.
  bool endQueued = false;
};

struct PipeTable : TokenTable<Pipe> {
  /// Pipes that are over, to be forgotten when no emission can be under way.
  std::vector<uint32_t> over;
};

Outcome firePipe(Engine& e, ListenerKind kind, uint32_t token, Value argument);
Outcome runPipeEnd(Engine& e, uint32_t token, bool end);
/// Forgets pipes that are over. Only between ticks, where no listener can still be due.
void forgetPipes(Engine& e);
/// The stream is being freed: its pipes go with it.
void dropPipes(Engine& e, Stream& source);

}  // namespace tincan
