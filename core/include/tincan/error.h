/// The errors the engine raises by itself, with Node's codes and texts (Node 24, "Errors" chapter
/// of its documentation). Argument errors are thrown by the façade before the engine is entered.
#pragma once

#include <cstdint>

namespace tincan {

/// X(enumerator, class, code, text). One entry per distinct text.
#define TC_ERRORS(X)                                                                       \
  X(kNone, "Error", "", "")                                                                \
  X(kMultipleCallback, "Error", "ERR_MULTIPLE_CALLBACK", "Callback called multiple times") \
  X(kPushAfterEof, "Error", "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF")        \
  X(kUnshiftAfterEnd, "Error", "ERR_STREAM_UNSHIFT_AFTER_END_EVENT",                       \
    "stream.unshift() after end event")                                                    \
  X(kWriteAfterEnd, "Error", "ERR_STREAM_WRITE_AFTER_END", "write after end")              \
  X(kDestroyedWrite, "Error", "ERR_STREAM_DESTROYED",                                      \
    "Cannot call write after a stream was destroyed")                                      \
  X(kDestroyedEnd, "Error", "ERR_STREAM_DESTROYED",                                        \
    "Cannot call end after a stream was destroyed")                                        \
  X(kDestroyedPipe, "Error", "ERR_STREAM_DESTROYED",                                       \
    "Cannot call pipe after a stream was destroyed")                                       \
  X(kAlreadyFinishedEnd, "Error", "ERR_STREAM_ALREADY_FINISHED",                           \
    "Cannot call end after a stream was finished")                                         \
  X(kPrematureClose, "Error", "ERR_STREAM_PREMATURE_CLOSE", "Premature close")             \
  X(kReadNotImplemented, "Error", "ERR_METHOD_NOT_IMPLEMENTED",                            \
    "The _read() method is not implemented")                                               \
  X(kWriteNotImplemented, "Error", "ERR_METHOD_NOT_IMPLEMENTED",                           \
    "The _write() method is not implemented")                                              \
  X(kTransformNotImplemented, "Error", "ERR_METHOD_NOT_IMPLEMENTED",                       \
    "The _transform() method is not implemented")                                          \
  X(kCannotPipe, "Error", "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable")           \
  X(kUnableToPipe, "Error", "ERR_STREAM_UNABLE_TO_PIPE",                                   \
    "Cannot pipe to a closed or destroyed stream")                                         \
  X(kAbort, "AbortError", "ABORT_ERR", "The operation was aborted")                        \
  X(kSocketClosed, "Error", "ERR_SOCKET_CLOSED", "Socket is closed")                       \
  X(kSocketClosedBeforeConnection, "Error", "ERR_SOCKET_CLOSED_BEFORE_CONNECTION",         \
    "Socket closed before the connection was established")                                 \
  X(kServerNotRunning, "Error", "ERR_SERVER_NOT_RUNNING", "Server is not running.")

enum class ErrorCode : uint8_t {
#define TC_ERROR_ENUM(name, cls, code, text) name,
  TC_ERRORS(TC_ERROR_ENUM)
#undef TC_ERROR_ENUM
};

struct ErrorInfo {
  const char* className;
  const char* code;
  const char* text;
};

/// Class name, Node's code and Node's text of `code`.
const ErrorInfo& errorInfo(ErrorCode code);

/// Number of entries; codes run from 0.
constexpr uint8_t kErrorCodes = 0
#define TC_ERROR_COUNT(name, cls, code, text) +1
    TC_ERRORS(TC_ERROR_COUNT)
#undef TC_ERROR_COUNT
    ;

}  // namespace tincan
