/// Transform for C++ authors: a Duplex whose written chunks become pushed ones in `_transform`.
#pragma once

#include "tincan/duplex.h"

namespace tincan {

class Transform : public Duplex {
 public:
  /// `hooks` is hooksOf<T>() of the class being constructed.
  explicit Transform(Engine& engine, const DuplexOptions& options = {}, Hooks hooks = {});

 private:
  /// An author's own `_final` takes the place of the one that flushes: then 'prefinish' does.
  void flushAtPrefinish(Hooks hooks);
};

/// Passes every chunk on as it is.
class PassThrough : public Transform {
 public:
  explicit PassThrough(Engine& engine, const DuplexOptions& options = {});
  void _transform(Value chunk, TransformCallback callback) override;
};

}  // namespace tincan
