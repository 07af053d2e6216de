/// Readable for C++ authors: derive, override `_read`, call push(). See native_stream.h for the
/// hooks and the life of a stream; every decision is the engine's (core/src/readable.cpp,
/// readable_flow.cpp).
#pragma once

#include <limits>
#include <optional>

#include "tincan/native_stream.h"

namespace tincan {

class Writable;

/// Options of one side, as Node's constructors take them.
struct SideOptions {
  /// Bytes, or objects in object mode; by default 65536 or 16.
  std::optional<double> highWaterMark{};
  bool objectMode = false;
};

/// Options both sides share.
struct LifeOptions {
  bool autoDestroy = true;
  bool emitClose = true;
};

struct ReadableOptions : SideOptions, LifeOptions {};

class Readable : public virtual NativeStream {
 public:
  /// `hooks` is hooksOf<T>() of the class being constructed.
  explicit Readable(Engine& engine, const ReadableOptions& options = {}, Hooks hooks = {});

  /// Adds a chunk at the end of the buffer; an empty Value ends the data. False: wait for `_read`.
  /// Outside object mode a chunk is Bytes.
  bool push(Value chunk);
  /// Puts a chunk back at the front.
  bool unshift(Value chunk);
  /// One chunk of `n` units, or what there is; empty when it must wait or has ended.
  Value read(double n = std::numeric_limits<double>::quiet_NaN());
  void pause();
  void resume();
  bool isPaused() const;

  /// Joins this side to `destination`, which is returned; `end` says whether its end ends that one.
  template <std::derived_from<Writable> Destination>
  Destination& pipe(Destination& destination, bool end = true) {
    pipeTo(destination, end);
    return destination;
  }
  void unpipe(Writable& destination);
  void unpipe();

  /// Still to be read: not ended, failed or destroyed.
  bool readable() const;
  bool readableAborted() const;
  bool readableDidRead() const;
  bool readableEnded() const;
  /// Nothing while nobody has asked for data: Node's null.
  std::optional<bool> readableFlowing() const;
  double readableHighWaterMark() const;
  double readableLength() const;
  bool readableObjectMode() const;

 protected:
  /// For classes that have both sides and open the stream themselves.
  Readable() = default;

 private:
  void pipeTo(Writable& destination, bool end);
};

}  // namespace tincan
