/// What the façade may read of a stream by number (tc_get), and write (tc_set). One list for both
/// languages: bindings.cpp hands the names to JavaScript.
#pragma once

#include "../core/src/stream_state.h"

/// X(name, expression of `s`): booleans are 0 or 1; sizes are in the side's unit.
#define TC_FIELDS(X)                           \
  X(rObjectMode, s.r.objectMode)               \
  X(rReadable, s.r.readable)                   \
  X(rEnded, s.r.ended)                         \
  X(rEndEmitted, s.r.endEmitted)               \
  X(rReading, s.r.reading)                     \
  X(rSync, s.r.sync)                           \
  X(rNeedReadable, s.r.needReadable)           \
  X(rEmittedReadable, s.r.emittedReadable)     \
  X(rReadableListening, s.r.readableListening) \
  X(rResumeScheduled, s.r.resumeScheduled)     \
  X(rReadingMore, s.r.readingMore)             \
  X(rDataEmitted, s.r.dataEmitted)             \
  X(rMultiAwaitDrain, s.r.multiAwaitDrain)     \
  X(rPaused, s.r.paused)                       \
  X(rLength, s.r.length)                       \
  X(rHighWaterMark, s.r.highWaterMark)         \
  X(wObjectMode, s.w.objectMode)               \
  X(wWritable, s.w.writable)                   \
  X(wNeedDrain, s.w.needDrain)                 \
  X(wEnding, s.w.ending)                       \
  X(wEnded, s.w.ended)                         \
  X(wFinished, s.w.finished)                   \
  X(wFinalCalled, s.w.finalCalled)             \
  X(wPrefinished, s.w.prefinished)             \
  X(wWriting, s.w.writing)                     \
  X(wSync, s.w.sync)                           \
  X(wBufferProcessing, s.w.bufferProcessing)   \
  X(wCorked, s.w.corked)                       \
  X(wPendingcb, s.w.pendingcb)                 \
  X(wWriteLength, s.w.writeLength)             \
  X(wAfterWriteOpen, s.w.afterWriteOpen)       \
  X(wLength, s.w.length)                       \
  X(wHighWaterMark, s.w.highWaterMark)         \
  X(constructed, s.constructed)                \
  X(destroyed, s.destroyed)                    \
  X(closed, s.closed)                          \
  X(closeEmitted, s.closeEmitted)              \
  X(errorEmitted, s.errorEmitted)              \
  X(hasErrored, s.hasErrored)                  \
  X(autoDestroy, s.autoDestroy)                \
  X(emitClose, s.emitClose)                    \
  X(allowHalfOpen, s.allowHalfOpen)
