/// finished() for C++ authors: one callback when a stream is over. What "over" means is
/// core/src/finished.cpp's.
#pragma once

#include <functional>
#include <optional>

#include "tincan/native_stream.h"

namespace tincan {

struct FinishedOptions {
  /// Whether to wait for a side; by default for those the stream has.
  std::optional<bool> readable{};
  std::optional<bool> writable{};
  /// False: 'error' is not listened for.
  bool error = true;
};

/// Calls `callback` once, with the error if the stream failed or closed too early
/// (ERR_STREAM_PREMATURE_CLOSE). As in Node the listeners stay on the stream afterwards: the
/// function returned takes them away, and an uncalled callback with them.
std::function<void()> finished(NativeStream& stream, const FinishedOptions& options,
                               Callback callback);

}  // namespace tincan
