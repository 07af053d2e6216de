/// The Host of one native stream: what the engine asks of it, answered by calling the author's
/// hooks and listeners. No decision about a stream is taken here.
#pragma once

#include "ops.h"
#include "tincan/native_stream.h"

namespace tincan {

class NativeHost final : public Host {
 public:
  explicit NativeHost(NativeStream& stream) : stream_(stream) {}

  Outcome emit(StreamId id, Event event, Value arg) override;
  Outcome emitData(StreamId id, const Chunk& chunk) override;
  Outcome callRead(StreamId id, double size, bool* pipeAlone) override;
  void adopt(StreamId /*id*/, Value& /*value*/) override {}
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
  void releaseSlot(StreamId owner, uint32_t slot) override;

  /// Runs the listeners of `event`; an 'error' nobody hears becomes engine.thrown.
  Outcome deliver(Event event, const Value& argument);
  /// write() of the stream; `*error` is set when the write was refused.
  bool write(Value chunk, Value callback, Value* error);

 private:
  Engine& engine() const { return *stream_.engine_; }
  Stream& record() const { return stream_.record(); }
  /// What the call of user code that just returned came to.
  Outcome outcome() const { return engine().thrown ? Outcome::kThrew : Outcome::kOk; }
  Outcome fire(ListenerKind kind, uint32_t token, const Value& argument);
  Outcome firePipeData(uint32_t token, const Value& chunk);
  Callback onwriteCallback() const;
  TransformCallback transformCallback(double before) const;
  TransformCallback flushCallback() const;

  NativeStream& stream_;
  /// During an emission of 'unpipe': whether a pipe has taken it for itself. Of two pipes between
  /// the same streams only the older ends.
  bool* hasUnpiped_ = nullptr;
};

/// A second reference to what `value` holds. Native values hold no slots.
Value copyOf(const Value& value);

/// A chunk as push() and unshift() take it: sized in the unit of the readable side.
Chunk pushedChunk(const Stream& s, Value value, Pushed* what);

}  // namespace tincan
