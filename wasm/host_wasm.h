/// The Host whose streams are JavaScript objects. Policy-free: each method is one import.
#pragma once

#include "tincan/engine.h"

namespace tincan {

class WasmHost final : public Host {
 public:
  void releaseSlot(StreamId owner, uint32_t slot) override;
  Outcome emit(StreamId id, Event event, Value arg) override;
  Outcome emitData(StreamId id, const Chunk& chunk) override;
  Outcome callRead(StreamId id, double size, bool* pipeAlone) override;
  void adopt(StreamId id, Value& value) override;
  Outcome callWrite(StreamId id, Chunk&& chunk, double readableLength) override;
  Outcome callWritev(StreamId id, std::vector<Chunk> chunks,
                     const std::vector<Value>& callbacks) override;
  Outcome callHook(StreamId id, Hook hook) override;
  Outcome callDestroy(StreamId id, const Value& error) override;
  Outcome callCallback(StreamId id, Value callback, const Value& error) override;
  Outcome callReadMethod(StreamId id, double size, bool* gotChunk) override;
  Outcome callEndMethod(StreamId id) override;
  Outcome callResumeMethod(StreamId id) override;
  Outcome callPauseMethod(StreamId id) override;
  Outcome callUncorkMethod(StreamId id) override;
  Outcome callDestroyMethod(StreamId id, Value error) override;
  Outcome callUnpipeMethod(StreamId id, StreamId destination) override;
  Outcome listenData(StreamId id, uint32_t pipe) override;
  Outcome emitPiped(StreamId id, StreamId source) override;
  Outcome emitUnpiped(StreamId id, StreamId source) override;
  Value takeThrown(StreamId id) override;
  bool hasHook(StreamId id, Hook hook) override;
  uint32_t listenerCount(StreamId id, Event event) override;
  Value makeError(StreamId id, ErrorCode code) override;
  Value aggregate(StreamId id, Value newer, Value older) override;
  Value copy(StreamId id, const Value& value) override;
  bool same(const Value& a, const Value& b) override;
  Outcome decode(StreamId id, Chunk& chunk) override;
  Chunk decodeEnd(StreamId id) override;
  Chunk concat(StreamId id, std::vector<Chunk> parts, bool decoded) override;
  Chunk slice(StreamId id, const Chunk& chunk, double from, double to) override;
  Outcome listen(StreamId id, Event event, Listen how, ListenerKind kind, uint32_t token) override;
  Outcome unlisten(StreamId id, Event event, ListenerKind kind, uint32_t token) override;
  bool foreignNeedsDrain(StreamId id) override;
  void tickQueued(StreamId id) override;

  /// The value of `slot` in the table of `id`; none for slot 0.
  Value value(StreamId id, uint32_t slot) {
    return slot == 0 ? Value() : Value(HostRef(this, id, slot));
  }
};

/// The one engine of this module and its host.
Engine& engine();
WasmHost& host();

}  // namespace tincan
