// The order groups of a stream's state. An assertion here is about the engine, never about what a
// program may do.
#include "invariants.h"

#include "stream_state.h"
#include "tincan/assert.h"

namespace tincan {

namespace {

void checkReadable(const Stream& s) {
  const ReadableState& r = s.r;
  TC_ASSERT(!r.endEmitted || r.ended, s.id);
  double length = 0;
  for (size_t i = 0; i < r.buffer.size(); ++i) length += r.objectMode ? 1 : r.buffer[i].size;
  TC_ASSERT(r.length == length, s.id);
  TC_ASSERT(r.readable || r.endEmitted, s.id);
}

void checkWritable(const Stream& s) {
  const WritableState& w = s.w;
  TC_ASSERT(!w.ended || w.ending, s.id);
  TC_ASSERT(!w.finished || w.ending, s.id);
  TC_ASSERT(!w.finished || w.length == 0, s.id);
  TC_ASSERT(!w.finished || w.prefinished || !w.writable, s.id);
  TC_ASSERT(w.writing == w.expectWriteCallback, s.id);
  // A throw out of a callback loses writes that are still counted, as in Node: hence not equal.
  double waiting = w.writeLength;
  for (size_t i = 0; i < w.buffered.size(); ++i) {
    waiting += w.objectMode ? 1 : w.buffered[i].chunk.size;
  }
  // Nor after a failure: what is told so counts no more, and leaves the buffer with the last.
  TC_ASSERT(w.length >= waiting || s.destroyed || s.hasErrored, s.id);
}

void checkLife(const Stream& s) {
  TC_ASSERT(!s.destroyDone || s.destroyed, s.id);
  TC_ASSERT(!s.destroyDone || s.closed, s.id);
  TC_ASSERT(!s.closeEmitted || s.closed, s.id);
  TC_ASSERT(!s.errorEmitted || s.hasErrored, s.id);
  TC_ASSERT(!s.transformHeld || s.transform, s.id);
}

}  // namespace

void checkInvariants(const Stream& s) {
  if (s.foreign) return;
  if (s.r.exists) checkReadable(s);
  if (s.w.exists) checkWritable(s);
  checkLife(s);
}

EngineEntry::~EngineEntry() {
  if (--engine_.depth > 0) return;
#ifndef NDEBUG
  const Stream* s = engine_.find(stream_);
  if (s != nullptr) checkInvariants(*s);
#endif
  engine_.reportThrown();
}

}  // namespace tincan
