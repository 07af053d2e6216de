/// What every native stream is: an emitter with the hooks an author may override, and the life both
/// sides share. Derive from Readable, Writable, Duplex or Transform, never from this class.
///
/// A stream belongs to one Engine, which must outlive it, and may be destroyed as a C++ object only
/// while no engine call is on the stack (never from its own hooks or listeners).
///
/// Nothing is thrown here. A hook that wants what Node does when a hook throws sets
/// `engine.thrown` and returns.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "tincan/engine.h"
#include "tincan/error_value.h"
#include "tincan/event_emitter.h"

namespace tincan {

/// A callback of Node's kind: `callback({})` for success, `callback(error)` for failure. One that
/// the engine hands to a hook may be kept and called later, also after the stream is gone.
using Callback = std::function<void(const Value& error)>;

/// What `_transform` and `_flush` call: an error, or none and a chunk to push, or neither.
using TransformCallback = std::function<void(const Value& error, Value chunk)>;

/// The optional hooks a class overrides: Node asks whether the method exists, C++ cannot. Made by
/// hooksOf<T>().
struct Hooks {
  uint32_t bits = 0;
  bool has(Hook hook) const { return (bits >> static_cast<uint32_t>(hook) & 1U) != 0; }
};

class NativeHost;

class NativeStream : public EventEmitter {
 public:
  virtual ~NativeStream();

  StreamId id() const { return id_; }
  Engine& engine() const { return *engine_; }

  /// Destroys the stream: `_destroy`, then 'error' if there is an error, then 'close'.
  void destroy(Value error = {});
  bool destroyed() const;
  bool closed() const;
  /// The first error of the stream's life; empty if none.
  const Value& errored() const;
  /// Emits an event, as anybody may in Node. False if nobody listens.
  bool emit(Event event, const Value& argument = {});
  /// Runs `callback` after what is on the stack, in order with the engine's own ticks.
  void nextTick(std::function<void()> callback);

  // --- hooks, with Node's names; override those of the sides the class has ---

  /// Fetch and push(). `size` is the highWaterMark, in the side's unit.
  virtual void _read(double size);
  /// Take one chunk; call `callback` exactly once.
  virtual void _write(Value chunk, Callback callback);
  /// Take everything that waited; call `callback` exactly once. Optional.
  virtual void _writev(std::vector<Value> chunks, Callback callback);
  /// Everything is written; 'finish' waits for `callback`. Optional.
  virtual void _final(Callback callback);
  /// Before any other hook; nothing else happens until `callback`. Optional.
  virtual void _construct(Callback callback);
  /// Let go of what the stream holds. `error` may be empty.
  virtual void _destroy(const Value& error, Callback callback);
  /// Turn a written chunk into pushed ones (Transform).
  virtual void _transform(Value chunk, TransformCallback callback);
  /// Everything was written: push what is left (Transform). Optional.
  virtual void _flush(TransformCallback callback);

 protected:
  NativeStream();
  /// Makes the engine's record. Called once, by the constructor of the class that knows the sides.
  void open(Engine& engine, const StreamOptions& options, Hooks hooks);
  /// The engine's record of this stream.
  Stream& record() const;

 private:
  friend class NativeHost;
  void listenerAdded(Event event) final;
  void listenerRemoved(Event event) final;
  void listenersCleared(Event event) final;

  Engine* engine_ = nullptr;
  StreamId id_ = 0;
  Hooks hooks_;
  std::unique_ptr<NativeHost> host_;
};

namespace internal {
template <typename Method>
struct ClassOf;
template <typename Class, typename Result, typename... Arguments>
struct ClassOf<Result (Class::*)(Arguments...)> {
  using Type = Class;
};
/// Whether the method was declared by a class below NativeStream.
template <typename Method>
constexpr uint32_t bitIfOverridden(Method, Hook hook) {
  return std::is_same_v<typename ClassOf<Method>::Type, NativeStream>
             ? 0U
             : 1U << static_cast<uint32_t>(hook);
}
}  // namespace internal

/// The optional hooks that `T` or a base of it overrides. They must be public in `T`.
template <typename T>
constexpr Hooks hooksOf() {
  using internal::bitIfOverridden;
  return Hooks{
      bitIfOverridden(&T::_writev, Hook::kWritev) | bitIfOverridden(&T::_final, Hook::kFinal) |
      bitIfOverridden(&T::_construct, Hook::kConstruct) |
      bitIfOverridden(&T::_flush, Hook::kFlush) | bitIfOverridden(&T::_write, Hook::kWrite)};
}

}  // namespace tincan
