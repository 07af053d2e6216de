// write() to its callback: dispatch, buffer, cork, drain. end() and what follows it is in
// writable_finish.cpp.
#include "ops.h"

namespace tincan {

namespace {

Value errorOf(Stream& s, const Value& error) { return s.host->copy(s.id, error); }

const std::vector<Value>& batchOf(const Completion& completion) {
  static const std::vector<Value> kNone;
  return completion.isBatch() ? *completion.batch : kNone;
}

/// Hands one chunk, or a batch, to the author. The caller has set aside who is told.
Outcome dispatch(Engine& e, Stream& s, Chunk&& chunk, double size, Completion&& completion) {
  s.w.writeLength = size;
  s.w.writeCompletion = std::move(completion);
  s.w.expectWriteCallback = true;
  s.w.writing = true;
  s.w.sync = true;
  e.trace(TraceKind::kWriteHook, s.id, Side::kWritable, size);
  TC_TRY(s.host->callWrite(s.id, std::move(chunk), s.r.length));
  s.w.sync = false;
  return Outcome::kOk;
}

Outcome dispatchBatch(Engine& e, Stream& s, std::vector<Chunk> chunks, Completion completion) {
  s.w.writeLength = s.w.length;
  s.w.writeCompletion = std::move(completion);
  s.w.expectWriteCallback = true;
  s.w.writing = true;
  s.w.sync = true;
  e.trace(TraceKind::kWritevHook, s.id, Side::kWritable, s.w.length);
  TC_TRY(s.host->callWritev(s.id, std::move(chunks), batchOf(s.w.writeCompletion)));
  s.w.sync = false;
  return Outcome::kOk;
}

/// In buffered dispatch a destroyed stream answers its own writes.
Outcome dispatchBuffered(Engine& e, Stream& s, BufferedWrite entry) {
  Completion completion;
  completion.callback = std::move(entry.callback);
  const double size = s.w.objectMode ? 1 : entry.chunk.size;
  if (!s.destroyed) return dispatch(e, s, std::move(entry.chunk), size, std::move(completion));
  s.w.writeLength = size;
  s.w.writeCompletion = std::move(completion);
  s.w.expectWriteCallback = true;
  s.w.writing = true;
  s.w.sync = true;
  TC_TRY(onwrite(e, s, s.host->makeError(s.id, ErrorCode::kDestroyedWrite)));
  s.w.sync = false;
  return Outcome::kOk;
}

}  // namespace

/// Tells whoever waits for a write. A throw in a batch leaves the rest untold, as in Node.
Outcome complete(Stream& s, Completion completion, const Value& error) {
  if (!completion.isBatch()) {
    if (completion.callback.empty()) return Outcome::kOk;
    return s.host->callCallback(s.id, std::move(completion.callback), error);
  }
  // By index: a callback that writes may add to a batch that was lost, and is told with it.
  std::vector<Value>& batch = *completion.batch;
  for (size_t i = 0; i < batch.size(); ++i) {
    if (batch[i].empty()) continue;
    Value callback = std::move(batch[i]);
    TC_TRY(s.host->callCallback(s.id, std::move(callback), error));
  }
  return Outcome::kOk;
}

Outcome write(Engine& e, Stream& s, Chunk&& chunk, Value callback, bool* more, Value* error) {
  *more = false;
  if (s.w.ending || s.destroyed) {
    const ErrorCode code = s.w.ending ? ErrorCode::kWriteAfterEnd : ErrorCode::kDestroyedWrite;
    *error = s.host->makeError(s.id, code);
    queueCallback(e, s, std::move(callback), errorOf(s, *error));
    return errorOrDestroy(e, s, errorOf(s, *error), true);
  }
  ++s.w.pendingcb;
  const double size = s.w.objectMode ? 1 : chunk.size;
  s.w.length += size;
  if (s.w.writing || s.w.corked > 0 || s.hasErrored || !s.constructed) {
    s.host->adopt(s.id, chunk.value);
    if (s.w.lostBatch != nullptr) s.w.lostBatch->push_back(s.host->copy(s.id, callback));
    s.w.buffered.push(BufferedWrite{std::move(chunk), std::move(callback)});
  } else {
    Completion completion;
    completion.callback = std::move(callback);
    TC_TRY(dispatch(e, s, std::move(chunk), size, std::move(completion)));
  }
  // Asked after `_write`: what it consumed at once does not fill the buffer.
  const bool below = s.w.length < s.w.highWaterMark || s.w.length == 0;
  if (!below) s.w.needDrain = true;
  // An error or destroy inside `_write` makes this write's answer false whatever the level.
  *more = below && !s.hasErrored && !s.destroyed;
  s.lastWrite = *more ? 1 : 0;
  e.trace(TraceKind::kWrite, s.id, Side::kWritable, size, s.lastWrite);
  return Outcome::kOk;
}

Outcome onwrite(Engine& e, Stream& s, Value error) {
  if (!s.w.expectWriteCallback) return errorOrDestroy(e, s, ErrorCode::kMultipleCallback);
  const bool sync = s.w.sync;
  Completion completion = std::move(s.w.writeCompletion);
  s.w.writeCompletion = {};
  s.w.writing = false;
  s.w.expectWriteCallback = false;
  s.w.length -= s.w.writeLength;
  s.w.writeLength = 0;
  e.trace(TraceKind::kWriteDone, s.id, Side::kWritable, 0);

  if (error) {
    setErrored(s, error);
    if (sync) {
      Tick tick;
      tick.kind = TickKind::kWriteError;
      tick.stream = s.id;
      tick.completion = std::move(completion);
      tick.error = std::move(error);
      e.queue(*s.host, std::move(tick));
      return Outcome::kOk;
    }
    return runWriteError(e, s, std::move(completion), std::move(error));
  }

  if (!s.w.buffered.empty()) TC_TRY(clearBuffer(e, s));
  if (!sync) return runAfterWrite(e, s, 1, std::move(completion));

  // A synchronous write is completed on a tick, and those that nobody waits for share one. Node
  // means to ask "destroyed" here and by an operator's precedence asks for object mode; that is
  // observable ('finish' comes a tick later), so it is kept by name.
  const bool needDrain = s.w.needDrain && s.w.length == 0;
  if (completion.none()) {
    const bool completesOnTick = needDrain || s.w.objectMode;
    if (completesOnTick && !s.w.afterWritePending) {
      s.w.afterWritePending = true;
      queueTick(e, s, TickKind::kAfterWrite);
      return Outcome::kOk;
    }
    --s.w.pendingcb;
    if (s.w.ending) return finishMaybe(e, s, true);
    return Outcome::kOk;
  }
  if (s.w.afterWriteOpen && !completion.isBatch()) {
    SharedAfterWrite& newest = s.w.afterWrites[s.w.afterWrites.size() - 1];
    if (!newest.completion.isBatch() &&
        s.host->same(newest.completion.callback, completion.callback)) {
      ++newest.count;
      return Outcome::kOk;
    }
  }
  s.w.afterWrites.push(SharedAfterWrite{1, std::move(completion)});
  s.w.afterWriteOpen = true;
  s.w.afterWritePending = true;
  queueTick(e, s, TickKind::kAfterWriteShared);
  return Outcome::kOk;
}

Outcome runAfterWriteShared(Engine& e, Stream& s) {
  s.w.afterWriteOpen = false;
  SharedAfterWrite shared = s.w.afterWrites.shift();
  return runAfterWrite(e, s, shared.count, std::move(shared.completion));
}

Outcome runAfterWrite(Engine& e, Stream& s, uint32_t count, Completion completion) {
  s.w.afterWritePending = false;
  if (!s.w.ending && !s.destroyed && s.w.length == 0 && s.w.needDrain) {
    s.w.needDrain = false;
    TC_TRY(emit(e, s, Event::kDrain));
  }
  // A batch is never shared: more than one means one callback for all, and the last may take it.
  for (uint32_t i = 1; i < count; ++i) {
    --s.w.pendingcb;
    if (!completion.callback.empty()) {
      TC_TRY(s.host->callCallback(s.id, s.host->copy(s.id, completion.callback), {}));
    }
  }
  --s.w.pendingcb;
  TC_TRY(complete(s, std::move(completion), {}));
  if (s.destroyed) TC_TRY(runErrorBuffer(s));
  return finishMaybe(e, s, true);
}

Outcome runWriteError(Engine& e, Stream& s, Completion completion, Value error) {
  --s.w.pendingcb;
  TC_TRY(complete(s, std::move(completion), error));
  TC_TRY(runErrorBuffer(s));
  return errorOrDestroy(e, s, std::move(error));
}

/// Everything still waiting is told that it failed. Node leaves the entries in the buffer
/// meanwhile, which is observable: a throw leaves all of them for the next round, and what a
/// callback takes out or adds shifts what is told next.
Outcome runErrorBuffer(Stream& s) {
  if (s.w.writing) return Outcome::kOk;
  for (uint32_t i = s.w.bufferedIndex; i - s.w.bufferedIndex < s.w.buffered.size(); ++i) {
    const BufferedWrite& entry = s.w.buffered[i - s.w.bufferedIndex];
    s.w.length -= s.w.objectMode ? 1 : entry.chunk.size;
    if (entry.callback.empty()) continue;
    const Value error =
        s.hasErrored ? errorOf(s, s.errored) : s.host->makeError(s.id, ErrorCode::kDestroyedWrite);
    TC_TRY(s.host->callCallback(s.id, s.host->copy(s.id, entry.callback), error));
  }
  std::vector<Value> finished = std::move(s.w.onFinished);
  s.w.onFinished.clear();
  if (!finished.empty()) {
    const Value error =
        s.hasErrored ? errorOf(s, s.errored) : s.host->makeError(s.id, ErrorCode::kDestroyedEnd);
    for (Value& callback : finished) {
      TC_TRY(s.host->callCallback(s.id, std::move(callback), error));
    }
  }
  s.w.buffered.clear();
  s.w.bufferedIndex = 0;
  s.w.dispatched = 0;
  s.w.lostBatch.reset();
  return Outcome::kOk;
}

void cork(Engine& e, Stream& s) {
  ++s.w.corked;
  e.trace(TraceKind::kCork, s.id, Side::kWritable, 0);
}

Outcome uncork(Engine& e, Stream& s) {
  if (s.w.corked == 0) return Outcome::kOk;
  --s.w.corked;
  e.trace(TraceKind::kUncork, s.id, Side::kWritable, 0);
  if (s.w.writing) return Outcome::kOk;
  return clearBuffer(e, s);
}

namespace {

/// Everything buffered goes to `_writev` at once. Node leaves it in the buffer until `_writev` has
/// returned, which is observable: a write from inside joins the batch, so that its callback is
/// called with the others but its chunk is never written; and after a throw all of it is still
/// there.
Outcome writeOutBatch(Engine& e, Stream& s) {
  std::vector<BufferedWrite> entries = s.w.buffered.takeAll();
  s.w.pendingcb -= static_cast<int32_t>(entries.size() - 1);
  s.w.dispatched = static_cast<uint32_t>(entries.size());
  std::vector<Chunk> chunks;
  std::vector<double> sizes;
  std::vector<Value> callbacks;
  bool anyCallback = false;
  for (BufferedWrite& entry : entries) {
    sizes.push_back(entry.chunk.size);
    chunks.push_back(std::move(entry.chunk));
    anyCallback = anyCallback || !entry.callback.empty();
    callbacks.push_back(std::move(entry.callback));
  }
  Completion completion;
  if (anyCallback) completion.batch = std::make_shared<std::vector<Value>>(std::move(callbacks));
  const auto batch = completion.batch;
  const Outcome outcome = dispatchBatch(e, s, std::move(chunks), std::move(completion));
  std::vector<BufferedWrite> nested = s.w.buffered.takeAll();
  if (outcome == Outcome::kThrew) {
    s.w.dispatched = 0;
    for (size_t i = 0; i < sizes.size(); ++i) {
      const bool heard = batch != nullptr && !(*batch)[i].empty();
      s.w.buffered.push(BufferedWrite{Chunk(Value(), sizes[i]),
                                      heard ? s.host->copy(s.id, (*batch)[i]) : Value()});
    }
    for (BufferedWrite& entry : nested) {
      if (batch != nullptr) batch->push_back(s.host->copy(s.id, entry.callback));
      s.w.buffered.push(std::move(entry));
    }
    s.w.lostBatch = batch;
    return outcome;
  }
  if (batch != nullptr) {
    for (BufferedWrite& entry : nested) batch->push_back(std::move(entry.callback));
  }
  return outcome;
}

}  // namespace

Outcome clearBuffer(Engine& e, Stream& s) {
  if (s.w.corked > 0 || s.w.bufferProcessing || s.destroyed || !s.constructed) {
    return Outcome::kOk;
  }
  const size_t waiting = s.w.buffered.size();
  if (waiting == 0) return Outcome::kOk;
  s.w.bufferProcessing = true;
  if (waiting > 1 && s.host->hasHook(s.id, Hook::kWritev)) {
    TC_TRY(writeOutBatch(e, s));
  } else {
    do {
      ++s.w.dispatched;
      TC_TRY(dispatchBuffered(e, s, s.w.buffered.shift()));
    } while (!s.w.buffered.empty() && !s.w.writing);
  }
  s.w.bufferedIndex = s.w.buffered.empty() ? 0 : s.w.bufferedIndex + s.w.dispatched;
  s.w.dispatched = 0;
  s.w.bufferProcessing = false;
  return Outcome::kOk;
}

}  // namespace tincan
