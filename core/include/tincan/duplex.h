/// Duplex for C++ authors: a Readable and a Writable side with nothing between them but a common
/// life.
#pragma once

#include "tincan/readable.h"
#include "tincan/writable.h"

namespace tincan {

struct DuplexOptions : LifeOptions {
  SideOptions readableSide{};
  SideOptions writableSide{};
  /// False: the writable side ends when the readable side has.
  bool allowHalfOpen = true;
  /// False: the side is there but was born ended.
  bool readable = true;
  bool writable = true;
};

class Duplex : public Readable, public Writable {
 public:
  /// `hooks` is hooksOf<T>() of the class being constructed.
  explicit Duplex(Engine& engine, const DuplexOptions& options = {}, Hooks hooks = {});

 protected:
  /// For Transform, which opens the stream itself.
  Duplex() = default;
};

}  // namespace tincan
