// The states' half of the border: what `_readableState` and `_writableState` show of a stream and
// may assign. Off the hot path. No policy: a field is read or set, a list is filled or emptied.
#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "../core/src/ops.h"
#include "../core/src/pipe.h"
#include "exports.h"
#include "fields.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

enum Field : uint32_t {
#define TC_FIELD_ENUM(name, expression) name,
  TC_FIELDS(TC_FIELD_ENUM)
#undef TC_FIELD_ENUM
};

}  // namespace

TC_EXPORT double tc_get(uint32_t id, uint32_t field) {
  const Stream& s = at(id);
  switch (field) {
#define TC_FIELD_GET(name, expression) \
  case name:                           \
    return static_cast<double>(expression);
    TC_FIELDS(TC_FIELD_GET)
#undef TC_FIELD_GET
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

TC_EXPORT void tc_set(uint32_t id, uint32_t field, double value) {
  Stream& s = at(id);
  switch (field) {
#define TC_FIELD_SET(name, expression)                     \
  case name:                                               \
    expression = static_cast<decltype(expression)>(value); \
    break;
    TC_FIELDS(TC_FIELD_SET)
#undef TC_FIELD_SET
    default:
      break;
  }
}

/// `readableFlowing`: 0 null, 1 false, 2 true.
TC_EXPORT int tc_flowing(uint32_t id) { return static_cast<int>(at(id).r.flowing); }

TC_EXPORT void tc_set_flowing(uint32_t id, uint32_t flowing) {
  at(id).r.flowing = static_cast<Flow>(flowing);
}

/// The slot of the stream's error in its own table; 0 when there is none. The slot stays.
TC_EXPORT uint32_t tc_errored(uint32_t id) {
  const HostRef* ref = at(id).errored.ref();
  return ref == nullptr ? 0 : ref->slot();
}

/// Another error, or none, in its place.
TC_EXPORT void tc_set_errored(uint32_t id, uint32_t slot) {
  Stream& s = at(id);
  s.errored = host().value(id, slot);
  s.hasErrored = slot != 0;
}

TC_EXPORT uint32_t tc_buffered_writes(uint32_t id) {
  const WritableState& w = at(id).w;
  return w.dispatched + static_cast<uint32_t>(w.buffered.size());
}

/// Writes the slots of the readable buffer to `out`, at most `room` of them; returns how many
/// exist.
TC_EXPORT uint32_t tc_readable_slots(uint32_t id, uint32_t* out, uint32_t room) {
  Stream& s = at(id);
  const auto count = static_cast<uint32_t>(s.r.buffer.size());
  for (uint32_t i = 0; i < std::min(room, count); ++i) {
    const HostRef* ref = s.r.buffer[i].value.ref();
    out[i] = ref == nullptr ? 0 : ref->slot();
  }
  return count;
}

/// As tc_readable_slots, for buffered writes: three words each (chunk, encoding, callback).
TC_EXPORT uint32_t tc_writable_slots(uint32_t id, uint32_t* out, uint32_t room) {
  Stream& s = at(id);
  const auto count = static_cast<uint32_t>(s.w.buffered.size());
  for (uint32_t i = 0; i < std::min(room, count); ++i) {
    BufferedWrite& entry = s.w.buffered[i];
    const HostRef* chunk = entry.chunk.value.ref();
    const HostRef* callback = entry.callback.ref();
    out[3 * i] = chunk == nullptr ? 0 : chunk->slot();
    out[3 * i + 1] = entry.chunk.encoding;
    out[3 * i + 2] = callback == nullptr ? 0 : callback->slot();
  }
  return count;
}

// ---- assigned by hand: what a state's buffers and waiting lists are to be. Nothing is emitted.

TC_EXPORT void tc_clear_readable(uint32_t id) { at(id).r.buffer.clear(); }
TC_EXPORT void tc_append_readable(uint32_t id, uint32_t slot, double size) {
  at(id).r.buffer.push(chunkOf(id, slot, size));
}

TC_EXPORT void tc_clear_writable(uint32_t id) {
  WritableState& w = at(id).w;
  w.buffered.clear();
  w.dispatched = 0;
  w.bufferedIndex = 0;
}
TC_EXPORT void tc_append_writable(uint32_t id, uint32_t slot, double size, uint32_t encoding,
                                  uint32_t callback) {
  at(id).w.buffered.push({chunkOf(id, slot, size, encoding), host().value(id, callback)});
}

TC_EXPORT void tc_clear_await_drain(uint32_t id) { at(id).r.awaitDrain.clear(); }
TC_EXPORT void tc_append_await_drain(uint32_t id, uint32_t destination) {
  at(id).r.awaitDrain.push_back(destination);
}

/// The pipe at `index` of tc_pipes is no longer listed; its listeners stay.
TC_EXPORT void tc_forget_pipe(uint32_t id, uint32_t index) {
  std::vector<uint32_t>& pipes = at(id).r.pipes;
  pipes.erase(pipes.begin() + static_cast<std::ptrdiff_t>(index));
}

/// Slot of the callback of what is with `_write`; 0 for none, and for `_writev`, which has many.
TC_EXPORT uint32_t tc_write_callback(uint32_t id) {
  const HostRef* ref = at(id).w.writeCompletion.callback.ref();
  return ref == nullptr ? 0 : ref->slot();
}
TC_EXPORT void tc_set_write_callback(uint32_t id, uint32_t slot) {
  at(id).w.writeCompletion = Completion{host().value(id, slot), nullptr};
}

/// Writes that will be completed by the tick that still takes more: their number and the slot of
/// their callback, to `out`. Returns 0 when there is no such tick, else 2.
TC_EXPORT uint32_t tc_after_write(uint32_t id, uint32_t* out, uint32_t room) {
  Stream& s = at(id);
  if (!s.w.afterWriteOpen || room < 2) return 0;
  const SharedAfterWrite& newest = s.w.afterWrites[s.w.afterWrites.size() - 1];
  const HostRef* ref = newest.completion.callback.ref();
  out[0] = newest.count;
  out[1] = ref == nullptr ? 0 : ref->slot();
  return 2;
}

/// Destinations of the stream's pipes, oldest first, as tc_readable_slots.
TC_EXPORT uint32_t tc_pipes(uint32_t id, uint32_t* out, uint32_t room) {
  const std::vector<uint32_t>& tokens = at(id).r.pipes;
  const auto count = static_cast<uint32_t>(tokens.size());
  for (uint32_t i = 0; i < std::min(room, count); ++i) {
    out[i] = engine().pipes->find(tokens[i])->destination;
  }
  return count;
}

/// Destinations whose 'drain' is awaited, as tc_readable_slots.
TC_EXPORT uint32_t tc_await_drain(uint32_t id, uint32_t* out, uint32_t room) {
  const std::vector<StreamId>& waiting = at(id).r.awaitDrain;
  const auto count = static_cast<uint32_t>(waiting.size());
  for (uint32_t i = 0; i < std::min(room, count); ++i) out[i] = waiting[i];
  return count;
}
