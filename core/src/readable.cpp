// What goes into and comes out of a readable side's buffer: push, unshift, read, end of data.
// Flow (who pulls, and when) is readable_flow.cpp.
#include <cmath>
#include <limits>

#include "ops.h"

namespace tincan {

namespace {

constexpr double kMaxHighWaterMark = 0x40000000;

/// The smallest power of two not below `n`: a read(n) above the mark raises the mark.
double raisedHighWaterMark(double n) {
  double mark = 1;
  while (mark < n) mark *= 2;
  return mark;
}

/// How many units read(n) can give now; 0 when it must wait.
double howMuchToRead(Stream& s, double n) {
  if (n <= 0 || (s.r.length == 0 && s.r.ended)) return 0;
  if (s.r.objectMode) return 1;
  if (std::isnan(n)) {
    // Reading again inside `_read` can leave more counted than there is.
    if (s.r.isFlowing() && s.r.length != 0 && !s.r.buffer.empty()) {
      return s.r.buffer.front().size;
    }
    return s.r.length;
  }
  if (n <= s.r.length) return n;
  return s.r.ended ? s.r.length : 0;
}

Chunk joined(Stream& s, std::vector<Chunk> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return s.host->concat(s.id, std::move(parts), s.r.decoder);
}

/// Takes `n` units off the front of the buffer, as one chunk.
Chunk takeUnits(Stream& s, double n) {
  if (s.r.objectMode) return s.r.buffer.empty() ? Chunk() : s.r.buffer.shift();
  if (n >= s.r.length) {
    std::vector<Chunk> all = s.r.buffer.takeAll();
    if (s.r.bytesUnshifted) return s.host->concat(s.id, std::move(all), true);
    return joined(s, std::move(all));
  }
  std::vector<Chunk> parts;
  double left = n;
  while (left > 0 && !s.r.buffer.empty()) {
    Chunk& front = s.r.buffer.front();
    if (front.size <= left) {
      left -= front.size;
      parts.push_back(s.r.buffer.shift());
    } else {
      parts.push_back(s.host->slice(s.id, front, 0, left));
      front = s.host->slice(s.id, front, left, front.size);
      left = 0;
    }
  }
  return joined(s, std::move(parts));
}

Outcome onEndOfChunks(Engine& e, Stream& s) {
  if (s.r.ended) return Outcome::kOk;
  if (s.r.decoder) {
    Chunk rest = s.host->decodeEnd(s.id);
    if (rest.size > 0) {
      s.r.length += s.r.objectMode ? 1 : rest.size;
      s.r.buffer.push(std::move(rest));
    }
  }
  s.r.ended = true;
  if (s.r.sync) {
    // Still inside `_read`: whoever reads next tick finds the end.
    queueEmitReadable(e, s);
    return Outcome::kOk;
  }
  s.r.needReadable = false;
  s.r.emittedReadable = true;
  return runEmitReadable(e, s);
}

void endReadable(Engine& e, Stream& s) {
  if (s.r.endEmitted || s.r.endScheduled) return;
  s.r.ended = true;
  s.r.endScheduled = true;
  queueTick(e, s, TickKind::kEndReadable);
}

/// 'data' to whoever listens: to a pipe that is alone directly, else through the emitter.
Outcome giveData(Engine& e, Stream& s, Chunk&& chunk) {
  if (s.r.pipeAlone) {
    s.r.pipeAlone = false;
    Stream* destination = soleDestination(e, s);
    if (destination != nullptr) return handOver(e, s, *destination, std::move(chunk));
  }
  return s.host->emit(s.id, Event::kData, std::move(chunk.value));
}

/// A chunk enters: straight to 'data' if nothing is in its way, else into the buffer.
Outcome addChunk(Engine& e, Stream& s, Chunk&& chunk, bool toFront) {
  if (s.r.isFlowing() && s.r.length == 0 && !s.r.sync && s.r.dataListening) {
    s.r.awaitDrain.clear();
    s.r.dataEmitted = true;
    e.trace(TraceKind::kData, s.id, Side::kReadable, chunk.size);
    TC_TRY(giveData(e, s, std::move(chunk)));
  } else {
    s.r.length += s.r.objectMode ? 1 : chunk.size;
    if (toFront) {
      s.r.buffer.unshift(std::move(chunk));
    } else {
      s.r.buffer.push(std::move(chunk));
    }
    if (s.r.needReadable) queueEmitReadable(e, s);
  }
  maybeReadMore(e, s);
  return Outcome::kOk;
}

Outcome answered(Engine& e, Stream& s, TraceKind kind, double size, bool value, bool* more) {
  *more = value;
  s.lastPush = value ? 1 : 0;
  e.trace(kind, s.id, Side::kReadable, size, s.lastPush);
  return Outcome::kOk;
}

}  // namespace

Outcome push(Engine& e, Stream& s, Chunk&& chunk, Pushed what, bool* more) {
  *more = false;
  const double size = chunk.size;
  if (what == Pushed::kEnd) {
    s.r.reading = false;
    e.trace(TraceKind::kPushEnd, s.id, Side::kReadable, 0, 0);
    s.lastPush = 0;
    return onEndOfChunks(e, s);
  }
  if (what == Pushed::kEmpty) {
    s.r.reading = false;
    maybeReadMore(e, s);
    return answered(e, s, TraceKind::kPush, 0, s.r.canPushMore(), more);
  }
  if (s.r.ended) {
    TC_TRY(errorOrDestroy(e, s, ErrorCode::kPushAfterEof));
    return answered(e, s, TraceKind::kPush, size, false, more);
  }
  if (s.destroyed || s.hasErrored) {
    return answered(e, s, TraceKind::kPush, size, false, more);
  }
  s.r.reading = false;
  if (what == Pushed::kDecodable && s.r.decoder) {
    TC_TRY(s.host->decode(s.id, chunk));
    if (!s.r.objectMode && chunk.size == 0) {
      maybeReadMore(e, s);
      return answered(e, s, TraceKind::kPush, size, s.r.canPushMore(), more);
    }
  }
  TC_TRY(addChunk(e, s, std::move(chunk), false));
  return answered(e, s, TraceKind::kPush, size, s.r.canPushMore(), more);
}

Outcome unshift(Engine& e, Stream& s, Chunk&& chunk, Pushed what, bool* more) {
  *more = false;
  const double size = chunk.size;
  if (what == Pushed::kEnd) {
    s.r.reading = false;
    return onEndOfChunks(e, s);
  }
  if (what == Pushed::kEmpty) {
    return answered(e, s, TraceKind::kUnshift, 0, s.r.canPushMore(), more);
  }
  if (s.r.endEmitted) {
    return errorOrDestroy(e, s, ErrorCode::kUnshiftAfterEnd);
  }
  if (s.destroyed || s.hasErrored) return Outcome::kOk;
  if (what == Pushed::kDecodable) s.r.bytesUnshifted = true;
  TC_TRY(addChunk(e, s, std::move(chunk), true));
  return answered(e, s, TraceKind::kUnshift, size, s.r.canPushMore(), more);
}

Outcome read(Engine& e, Stream& s, double n, Chunk* out, bool* got) {
  *got = false;
  const double asked = n;
  if (n > s.r.highWaterMark && n <= kMaxHighWaterMark) s.r.highWaterMark = raisedHighWaterMark(n);
  if (n != 0) s.r.emittedReadable = false;

  // read(0) with enough buffered only announces: it must not disturb what is there.
  if (n == 0 && s.r.needReadable &&
      ((s.r.highWaterMark != 0 ? s.r.length >= s.r.highWaterMark : s.r.length > 0) || s.r.ended)) {
    if (s.r.length == 0 && s.r.ended) {
      endReadable(e, s);
    } else {
      queueEmitReadable(e, s);
    }
    return Outcome::kOk;
  }

  n = howMuchToRead(s, n);
  if (n == 0 && s.r.ended) {
    if (s.r.length == 0) endReadable(e, s);
    return Outcome::kOk;
  }

  bool pull = s.r.needReadable;
  bool pipeAlone = false;
  if (s.r.length == 0 || s.r.length - n < s.r.highWaterMark) pull = true;
  if (s.r.ended || s.r.reading || s.destroyed || s.hasErrored || !s.constructed) pull = false;
  if (pull) {
    s.r.reading = true;
    s.r.sync = true;
    if (s.r.length == 0) s.r.needReadable = true;
    e.trace(TraceKind::kReadHook, s.id, Side::kReadable, s.r.highWaterMark);
    const Outcome outcome =
        s.ownRead ? transformRead(e, s) : s.host->callRead(s.id, s.r.highWaterMark, &pipeAlone);
    if (outcome == Outcome::kThrew) TC_TRY(errorOrDestroy(e, s, s.host->takeThrown(s.id)));
    s.r.sync = false;
    // `_read` may have pushed at once: look again at what there is to give.
    if (!s.r.reading) n = howMuchToRead(s, asked);
  }

  Chunk chunk;
  const bool have = n > 0 && s.r.length > 0;
  if (have) {
    chunk = takeUnits(s, n);
    s.r.length -= n;
    s.r.awaitDrain.clear();
  } else {
    s.r.needReadable = s.r.length <= s.r.highWaterMark;
    n = 0;
  }
  if (s.r.length == 0) {
    if (!s.r.ended) s.r.needReadable = true;
    // NaN is no number of units: read() itself always counts as having asked for another amount.
    if (asked != n && s.r.ended) endReadable(e, s);
  }
  if (have && !s.errorEmitted && !s.closeEmitted) {
    s.r.dataEmitted = true;
    e.trace(TraceKind::kData, s.id, Side::kReadable, chunk.size);
    if (out == nullptr) {
      s.r.pipeAlone = pipeAlone;
      TC_TRY(giveData(e, s, std::move(chunk)));
      *got = true;
      return Outcome::kOk;
    }
    TC_TRY(s.host->emitData(s.id, chunk));
  }
  *got = have;
  if (out != nullptr) *out = std::move(chunk);
  return Outcome::kOk;
}

void setDecoder(Stream& s, bool decodes) { s.r.decoder = decodes; }

void replaceBuffer(Stream& s, Chunk&& text) {
  s.r.buffer.clear();
  // In object mode too this is counted in text units; what is then missing reads as undefined.
  s.r.length = text.size;
  if (text.size > 0) s.r.buffer.push(std::move(text));
}

void maybeReadMore(Engine& e, Stream& s) {
  if (s.r.readingMore || s.r.reading || !s.constructed) return;
  s.r.readingMore = true;
  queueTick(e, s, TickKind::kMaybeReadMore);
}

Outcome runMaybeReadMore(Engine& e, Stream& s) {
  while (!s.r.reading && !s.r.ended &&
         (s.r.length < s.r.highWaterMark || (s.r.isFlowing() && s.r.length == 0))) {
    const double before = s.r.length;
    bool got;
    TC_TRY(readMethod(e, s, 0, &got));
    if (before == s.r.length) break;  // nothing came: stop, or this spins
  }
  s.r.readingMore = false;
  return Outcome::kOk;
}

void queueEmitReadable(Engine& e, Stream& s) {
  s.r.needReadable = false;
  if (s.r.emittedReadable) return;
  s.r.emittedReadable = true;
  queueTick(e, s, TickKind::kEmitReadable);
}

Outcome runEmitReadable(Engine& e, Stream& s) {
  if (!s.destroyed && !s.hasErrored && (s.r.length != 0 || s.r.ended)) {
    TC_TRY(emit(e, s, Event::kReadable));
    s.r.emittedReadable = false;
  }
  if (!s.r.isFlowing() && !s.r.ended && s.r.length <= s.r.highWaterMark) s.r.needReadable = true;
  return flow(e, s);
}

Outcome runEndReadable(Engine& e, Stream& s) {
  s.r.endScheduled = false;
  if (s.hasErrored || s.closeEmitted || s.r.endEmitted || s.r.length != 0) return Outcome::kOk;
  s.r.endEmitted = true;
  TC_TRY(emit(e, s, Event::kEnd));
  if (s.isWritable() && !s.allowHalfOpen) {
    queueTick(e, s, TickKind::kEndWritable);
    return Outcome::kOk;
  }
  if (s.autoDestroy && (!s.w.exists || s.w.finished || !s.w.writable)) {
    return s.host->callDestroyMethod(s.id, {});
  }
  return Outcome::kOk;
}

Outcome runEndWritable(Stream& s) {
  if (s.w.ending || s.destroyed || !s.w.writable) return Outcome::kOk;
  return s.host->callEndMethod(s.id);
}

}  // namespace tincan
