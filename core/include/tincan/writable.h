/// Writable for C++ authors: derive, override `_write` (and `_writev`, `_final`). See
/// native_stream.h for the hooks and the life of a stream; every decision is the engine's
/// (core/src/writable*.cpp).
#pragma once

#include "tincan/readable.h"

namespace tincan {

struct WritableOptions : SideOptions, LifeOptions {};

class Writable : public virtual NativeStream {
 public:
  /// `hooks` is hooksOf<T>() of the class being constructed.
  explicit Writable(Engine& engine, const WritableOptions& options = {}, Hooks hooks = {});

  /// Writes a chunk (Bytes, outside object mode). False: wait for 'drain'. `callback` is told when
  /// the chunk has been taken, or why not.
  bool write(Value chunk, Callback callback = {});
  /// Writes `chunk` unless it is empty, then says that no more will come. `callback` is told of
  /// 'finish', or why there was none.
  void end(Value chunk = {}, Callback callback = {});
  /// Holds writes back until as many uncork()s, so that `_writev` gets them together.
  void cork();
  void uncork();

  /// May be written to: not ended, failed or destroyed.
  bool writable() const;
  bool writableAborted() const;
  uint32_t writableCorked() const;
  bool writableEnded() const;
  bool writableFinished() const;
  double writableHighWaterMark() const;
  double writableLength() const;
  bool writableNeedDrain() const;
  bool writableObjectMode() const;

 protected:
  /// For classes that have both sides and open the stream themselves.
  Writable() = default;
};

}  // namespace tincan
