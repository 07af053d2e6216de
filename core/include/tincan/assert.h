/// TC_ASSERT: a broken invariant of the engine, or a misuse of the C++ face that Node would answer
/// with a TypeError, ends the process, also in release. Never for what a program may cause at run
/// time.
#pragma once

#include <cstdint>

namespace tincan {

/// Writes the condition, its place and the stream's id to stderr and aborts.
[[noreturn]] void assertFailed(const char* condition, const char* file, int line, uint32_t stream);

}  // namespace tincan

/// `stream` is the id of the stream that is broken; 0 when there is none.
#define TC_ASSERT(condition, stream)                                  \
  do {                                                                \
    if (!(condition)) {                                               \
      ::tincan::assertFailed(#condition, __FILE__, __LINE__, stream); \
    }                                                                 \
  } while (false)

/// A call that no correct program makes; `what` is a string literal.
#define TC_UNREACHABLE(what, stream) ::tincan::assertFailed(what, __FILE__, __LINE__, stream)
