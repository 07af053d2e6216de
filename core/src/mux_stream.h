/// One yamux stream as its session keeps it. Internal to the mux.
#pragma once

#include "tincan/mux.h"

namespace tincan {

struct MuxStream {
  uint32_t id = 0;
  /// Opened by the peer and not yet accepted.
  bool unaccepted = false;
  bool finQueued = false;
  bool finSent = false;
  bool finReceived = false;
  /// In the session's list of streams with output.
  bool ready = false;
  /// The owner wants to hear when there is room again.
  bool wantsRoom = false;

  /// Bytes the peer still takes, and what of it is used up by what waits here.
  uint32_t sendWindow = kInitialWindow;
  ByteQueue unsent;

  /// Bytes the peer may still send.
  uint32_t receiveWindow = kInitialWindow;
  /// Credit the application has earned and the peer has not been told of.
  uint32_t unreturned = 0;
  /// The window's full size, and how fast it is being used (rust-yamux flow_control rule).
  uint32_t window = kInitialWindow;
  uint32_t epochBytes = 0;
  double epochStart = -1;
};

}  // namespace tincan
