/// What the files of the streams' exports share: how ids and slots become the engine's streams and
/// chunks.
#pragma once

#include "../core/src/stream_state.h"
#include "export_macro.h"
#include "host_wasm.h"

namespace tincan {

/// The stream of `id`. The façade only holds ids it has not freed, so a miss is a broken invariant.
inline Stream& at(StreamId id) {
  Stream* found = engine().find(id);
  if (found == nullptr) __builtin_trap();
  return *found;
}

inline Chunk chunkOf(StreamId id, uint32_t slot, double size, uint32_t encoding = 0) {
  return Chunk(host().value(id, slot), size, static_cast<uint16_t>(encoding));
}

}  // namespace tincan
