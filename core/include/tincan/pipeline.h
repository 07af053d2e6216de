/// pipeline() for C++ authors: streams joined so that one's failure destroys all, and one callback
/// says how it went. The rules are core/src/pipeline.cpp's.
#pragma once

#include <vector>

#include "tincan/native_stream.h"

namespace tincan {

struct PipelineOptions {
  /// False: the last stream is neither ended nor destroyed.
  bool end = true;
};

/// Pipes each stream into the next: the first is a Readable, the last a Writable, those between are
/// Duplexes; there are at least two. They must outlive the callback. A destination that is
/// closed or destroyed already leaves ERR_STREAM_UNABLE_TO_PIPE in Engine::thrown.
void pipeline(const std::vector<NativeStream*>& streams, Callback callback,
              const PipelineOptions& options = {});

}  // namespace tincan
