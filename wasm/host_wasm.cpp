// Host, implemented by the imports of imports.js. Each import catches what user code throws, keeps
// it and says 1; none may let a JavaScript exception unwind these frames.
#include "host_wasm.h"

#include <cstdint>

extern "C" {
int tc_host_emit(uint32_t id, uint32_t event, uint32_t slot);
int tc_host_emit_data(uint32_t id, uint32_t slot);
int tc_host_read(uint32_t id, double size);
int tc_host_write(uint32_t id, uint32_t owner, uint32_t slot, uint32_t encoding,
                  double readableLength);
int tc_host_writev(uint32_t id, const uint32_t* slots, uint32_t count);
int tc_host_hook(uint32_t id, uint32_t hook);
int tc_host_destroy(uint32_t id, uint32_t error);
int tc_host_callback(uint32_t id, uint32_t callback, uint32_t error);
int tc_host_read_method(uint32_t id, double size);
int tc_host_method(uint32_t id, uint32_t method, uint32_t slot);
int tc_host_unpipe_method(uint32_t id, uint32_t destination);
int tc_host_listen_data(uint32_t id, uint32_t pipe);
int tc_host_emit_piped(uint32_t id, uint32_t source, int on);
uint32_t tc_host_take_thrown(uint32_t id);
int tc_host_has_hook(uint32_t id, uint32_t hook);
uint32_t tc_host_listener_count(uint32_t id, uint32_t event);
uint32_t tc_host_make_error(uint32_t id, uint32_t code);
uint32_t tc_host_aggregate(uint32_t id, uint32_t newer, uint32_t older);
uint32_t tc_host_copy(uint32_t from, uint32_t slot, uint32_t to);
int tc_host_same(uint32_t owner, uint32_t slot, uint32_t otherOwner, uint32_t otherSlot);
double tc_host_decode(uint32_t id, uint32_t slot);
uint32_t tc_host_decode_end(uint32_t id);
double tc_host_size(uint32_t id, uint32_t slot);
uint32_t tc_host_concat(uint32_t id, const uint32_t* slots, uint32_t count, int decoded);
uint32_t tc_host_slice(uint32_t id, uint32_t slot, double from, double to);
int tc_host_listen(uint32_t id, uint32_t event, uint32_t how, uint32_t kind, uint32_t token);
int tc_host_unlisten(uint32_t id, uint32_t event, uint32_t kind, uint32_t token);
int tc_host_foreign_needs_drain(uint32_t id);
void tc_host_tick_queued(uint32_t id);
void tc_host_release(uint32_t owner, uint32_t slot);
}

namespace tincan {

namespace {

/// The methods of a stream that the engine calls by name; imports.js has the same order.
enum Method : uint32_t { kEnd, kResume, kPause, kUncork, kDestroy };

Outcome outcome(int threw) { return threw == 1 ? Outcome::kThrew : Outcome::kOk; }

uint32_t give(Value& value) {
  HostRef* ref = value.ref();
  return ref == nullptr ? 0 : ref->detach();
}

uint32_t peek(const Value& value) {
  const HostRef* ref = value.ref();
  return ref == nullptr ? 0 : ref->slot();
}

}  // namespace

void WasmHost::releaseSlot(StreamId owner, uint32_t slot) { tc_host_release(owner, slot); }

Outcome WasmHost::emit(StreamId id, Event event, Value arg) {
  return outcome(tc_host_emit(id, static_cast<uint32_t>(event), give(arg)));
}

Outcome WasmHost::emitData(StreamId id, const Chunk& chunk) {
  return outcome(tc_host_emit_data(id, peek(chunk.value)));
}

Outcome WasmHost::callRead(StreamId id, double size, bool* pipeAlone) {
  const int answer = tc_host_read(id, size);
  *pipeAlone = answer == 2;
  return outcome(answer);
}

void WasmHost::adopt(StreamId id, Value& value) {
  const HostRef* ref = value.ref();
  if (ref != nullptr && ref->owner() != id) value = copy(id, value);
}

Outcome WasmHost::callWrite(StreamId id, Chunk&& chunk, double readableLength) {
  const HostRef* ref = chunk.value.ref();
  const StreamId owner = ref == nullptr ? id : ref->owner();
  return outcome(tc_host_write(id, owner, give(chunk.value), chunk.encoding, readableLength));
}

Outcome WasmHost::callWritev(StreamId id, std::vector<Chunk> chunks,
                             const std::vector<Value>& callbacks) {
  std::vector<uint32_t> slots;
  slots.reserve(chunks.size() * 3);
  for (size_t i = 0; i < chunks.size(); ++i) {
    slots.push_back(give(chunks[i].value));
    slots.push_back(chunks[i].encoding);
    slots.push_back(i < callbacks.size() ? peek(callbacks[i]) : 0);
  }
  return outcome(tc_host_writev(id, slots.data(), static_cast<uint32_t>(chunks.size())));
}

Outcome WasmHost::callHook(StreamId id, Hook hook) {
  return outcome(tc_host_hook(id, static_cast<uint32_t>(hook)));
}

Outcome WasmHost::callDestroy(StreamId id, const Value& error) {
  return outcome(tc_host_destroy(id, peek(error)));
}

Outcome WasmHost::callCallback(StreamId id, Value callback, const Value& error) {
  return outcome(tc_host_callback(id, give(callback), peek(error)));
}

Outcome WasmHost::callReadMethod(StreamId id, double size, bool* gotChunk) {
  const int answer = tc_host_read_method(id, size);
  *gotChunk = answer == 1;
  return answer == 2 ? Outcome::kThrew : Outcome::kOk;
}

Outcome WasmHost::callEndMethod(StreamId id) { return outcome(tc_host_method(id, kEnd, 0)); }
Outcome WasmHost::callResumeMethod(StreamId id) { return outcome(tc_host_method(id, kResume, 0)); }
Outcome WasmHost::callPauseMethod(StreamId id) { return outcome(tc_host_method(id, kPause, 0)); }
Outcome WasmHost::callUncorkMethod(StreamId id) { return outcome(tc_host_method(id, kUncork, 0)); }

Outcome WasmHost::callDestroyMethod(StreamId id, Value error) {
  return outcome(tc_host_method(id, kDestroy, give(error)));
}

Outcome WasmHost::callUnpipeMethod(StreamId id, StreamId destination) {
  return outcome(tc_host_unpipe_method(id, destination));
}

Outcome WasmHost::listenData(StreamId id, uint32_t pipe) {
  return outcome(tc_host_listen_data(id, pipe));
}

Outcome WasmHost::emitPiped(StreamId id, StreamId source) {
  return outcome(tc_host_emit_piped(id, source, 1));
}

Outcome WasmHost::emitUnpiped(StreamId id, StreamId source) {
  return outcome(tc_host_emit_piped(id, source, 0));
}

Value WasmHost::takeThrown(StreamId id) { return value(id, tc_host_take_thrown(id)); }

bool WasmHost::hasHook(StreamId id, Hook hook) {
  return tc_host_has_hook(id, static_cast<uint32_t>(hook)) != 0;
}

uint32_t WasmHost::listenerCount(StreamId id, Event event) {
  return tc_host_listener_count(id, static_cast<uint32_t>(event));
}

Value WasmHost::makeError(StreamId id, ErrorCode code) {
  return value(id, tc_host_make_error(id, static_cast<uint32_t>(code)));
}

Value WasmHost::aggregate(StreamId id, Value newer, Value older) {
  return value(id, tc_host_aggregate(id, give(newer), give(older)));
}

Value WasmHost::copy(StreamId id, const Value& from) {
  const HostRef* ref = from.ref();
  if (ref == nullptr) return {};
  return value(id, tc_host_copy(ref->owner(), ref->slot(), id));
}

bool WasmHost::same(const Value& a, const Value& b) {
  const HostRef* x = a.ref();
  const HostRef* y = b.ref();
  if (x == nullptr || y == nullptr) return x == y;
  return tc_host_same(x->owner(), x->slot(), y->owner(), y->slot()) != 0;
}

Outcome WasmHost::decode(StreamId id, Chunk& chunk) {
  const double size = tc_host_decode(id, peek(chunk.value));
  if (size < 0) return Outcome::kThrew;
  chunk.size = size;
  return Outcome::kOk;
}

Chunk WasmHost::decodeEnd(StreamId id) {
  const uint32_t slot = tc_host_decode_end(id);
  return slot == 0 ? Chunk() : Chunk(value(id, slot), tc_host_size(id, slot));
}

Chunk WasmHost::concat(StreamId id, std::vector<Chunk> parts, bool decoded) {
  std::vector<uint32_t> slots;
  slots.reserve(parts.size());
  double size = 0;
  for (Chunk& part : parts) {
    slots.push_back(give(part.value));
    size += part.size;
  }
  const auto count = static_cast<uint32_t>(slots.size());
  return Chunk(value(id, tc_host_concat(id, slots.data(), count, decoded ? 1 : 0)), size);
}

Chunk WasmHost::slice(StreamId id, const Chunk& chunk, double from, double to) {
  return Chunk(value(id, tc_host_slice(id, peek(chunk.value), from, to)), to - from);
}

Outcome WasmHost::listen(StreamId id, Event event, Listen how, ListenerKind kind, uint32_t token) {
  return outcome(tc_host_listen(id, static_cast<uint32_t>(event), static_cast<uint32_t>(how),
                                static_cast<uint32_t>(kind), token));
}

Outcome WasmHost::unlisten(StreamId id, Event event, ListenerKind kind, uint32_t token) {
  return outcome(
      tc_host_unlisten(id, static_cast<uint32_t>(event), static_cast<uint32_t>(kind), token));
}

bool WasmHost::foreignNeedsDrain(StreamId id) { return tc_host_foreign_needs_drain(id) != 0; }

void WasmHost::tickQueued(StreamId id) { tc_host_tick_queued(id); }

}  // namespace tincan
