/// What the files of exports share: how one is marked, and how ids and slots become the engine's
/// streams and chunks.
#pragma once

#include <emscripten.h>

#include "../core/src/stream_state.h"
#include "host_wasm.h"

#define TC_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE

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
