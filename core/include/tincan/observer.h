/// What the live picture may watch. Null by default; an observer never changes what a stream does.
#pragma once

#include <cstdint>

#include "tincan/chunk.h"

namespace tincan {

/// X(enumerator, name): what a trace record says happened.
#define TC_TRACE_KINDS(X)         \
  X(kNew, "new")                  \
  X(kWrite, "write")              \
  X(kWriteHook, "_write")         \
  X(kWritevHook, "_writev")       \
  X(kWriteDone, "callback")       \
  X(kEndCall, "end()")            \
  X(kFinalHook, "_final")         \
  X(kCork, "cork")                \
  X(kUncork, "uncork")            \
  X(kDrain, "drain")              \
  X(kPrefinish, "prefinish")      \
  X(kFinish, "finish")            \
  X(kPush, "push")                \
  X(kPushEnd, "push(null)")       \
  X(kUnshift, "unshift")          \
  X(kReadHook, "_read")           \
  X(kRead, "read")                \
  X(kData, "data")                \
  X(kReadable, "readable")        \
  X(kEnd, "end")                  \
  X(kPause, "pause")              \
  X(kResume, "resume")            \
  X(kPipe, "pipe")                \
  X(kUnpipe, "unpipe")            \
  X(kDestroy, "destroy")          \
  X(kError, "error")              \
  X(kClose, "close")              \
  X(kConnect, "connect")          \
  X(kConnected, "connected")      \
  X(kListen, "listen")            \
  X(kListening, "listening")      \
  X(kConnection, "connection")    \
  X(kFinSent, "FIN sent")         \
  X(kFinReceived, "FIN received") \
  X(kRstSent, "RST sent")         \
  X(kRstReceived, "RST received") \
  X(kWindow, "window")

enum class TraceKind : uint8_t {
#define TC_TRACE_ENUM(name, text) name,
  TC_TRACE_KINDS(TC_TRACE_ENUM)
#undef TC_TRACE_ENUM
};

/// Which half of a stream a record is about.
enum class Side : uint8_t { kNone, kReadable, kWritable };

struct Stream;

class Observer {
 public:
  virtual ~Observer() = default;
  /// `size` is the chunk's size in the stream's unit (0 where none); `result` is what the call
  /// returned: 0 false, 1 true, 2 nothing.
  virtual void record(TraceKind kind, StreamId stream, Side side, double size, uint8_t result) = 0;
  /// The stream is about to be no more: its last state.
  virtual void freed(const Stream& /*stream*/) {}
};

}  // namespace tincan
