// end() to 'finish': _final, prefinish, finish.
#include "ops.h"

namespace tincan {

namespace {

/// Everything written is out and nothing stands against 'finish'.
bool needFinish(const Stream& s) {
  return s.w.ending && !s.destroyed && s.constructed && s.w.length == 0 && !s.hasErrored &&
         !s.w.finished && !s.w.writing && s.w.buffered.empty() && s.w.dispatched == 0 &&
         !s.errorEmitted && !s.closeEmitted;
}

Outcome callFinishedCallbacks(Stream& s, const Value& error) {
  std::vector<Value> callbacks = std::move(s.w.onFinished);
  s.w.onFinished.clear();
  for (Value& callback : callbacks) {
    TC_TRY(s.host->callCallback(s.id, std::move(callback), error));
  }
  return Outcome::kOk;
}

Outcome callFinal(Engine& e, Stream& s) {
  s.w.sync = true;
  ++s.w.pendingcb;
  e.trace(TraceKind::kFinalHook, s.id, Side::kWritable, 0);
  const Outcome outcome = s.ownFinal ? transformFinal(e, s) : s.host->callHook(s.id, Hook::kFinal);
  // A throw is one more answer, and what is thrown may be nothing at all.
  if (outcome == Outcome::kThrew) TC_TRY(finalDone(e, s, s.host->takeThrown(s.id)));
  s.w.sync = false;
  return Outcome::kOk;
}

Outcome prefinish(Engine& e, Stream& s) {
  if (s.w.prefinished || s.w.finalCalled) return Outcome::kOk;
  if (!s.destroyed && s.host->hasHook(s.id, Hook::kFinal)) {
    s.w.finalCalled = true;
    return callFinal(e, s);
  }
  s.w.finalCalled = true;
  s.w.prefinished = true;
  return emit(e, s, Event::kPrefinish);
}

}  // namespace

Outcome end(Engine& e, Stream& s, Value callback, Value error) {
  if (s.w.corked > 0) {
    s.w.corked = 1;
    TC_TRY(s.host->callUncorkMethod(s.id));
  }
  if (!error) {
    if (!s.hasErrored && !s.w.ending) {
      s.w.ending = true;
      e.trace(TraceKind::kEndCall, s.id, Side::kWritable, 0);
      TC_TRY(finishMaybe(e, s, true));
      s.w.ended = true;
    } else if (s.w.finished) {
      error = s.host->makeError(s.id, ErrorCode::kAlreadyFinishedEnd);
    } else if (s.destroyed) {
      error = s.host->makeError(s.id, ErrorCode::kDestroyedEnd);
    }
  }
  if (callback.empty()) return Outcome::kOk;
  if (error || s.w.finished) {
    queueCallback(e, s, std::move(callback), std::move(error));
  } else if (s.hasErrored) {
    queueCallback(e, s, std::move(callback), s.host->copy(s.id, s.errored));
  } else {
    s.w.onFinished.push_back(std::move(callback));
  }
  return Outcome::kOk;
}

Outcome finishMaybe(Engine& e, Stream& s, bool sync) {
  if (!needFinish(s)) return Outcome::kOk;
  TC_TRY(prefinish(e, s));
  if (s.w.pendingcb != 0) return Outcome::kOk;
  if (sync) {
    ++s.w.pendingcb;
    queueTick(e, s, TickKind::kFinishMaybe);
    return Outcome::kOk;
  }
  if (!needFinish(s)) return Outcome::kOk;
  ++s.w.pendingcb;
  return runFinish(e, s);
}

Outcome runFinishMaybe(Engine& e, Stream& s) {
  if (needFinish(s)) return runFinish(e, s);
  --s.w.pendingcb;
  return Outcome::kOk;
}

Outcome runFinish(Engine& e, Stream& s) {
  --s.w.pendingcb;
  s.w.finished = true;
  TC_TRY(callFinishedCallbacks(s, {}));
  TC_TRY(emit(e, s, Event::kFinish));
  // A Duplex is destroyed by whichever side is done last.
  if (s.autoDestroy && (!s.r.exists || s.r.endEmitted || !s.r.readable)) {
    return s.host->callDestroyMethod(s.id, {});
  }
  return Outcome::kOk;
}

Outcome finalDone(Engine& e, Stream& s, Value error) {
  // Only success is final: after an error a second answer counts like the first.
  if (s.w.prefinished) {
    if (!error) error = s.host->makeError(s.id, ErrorCode::kMultipleCallback);
    return errorOrDestroy(e, s, std::move(error));
  }
  --s.w.pendingcb;
  if (error) {
    TC_TRY(callFinishedCallbacks(s, error));
    return errorOrDestroy(e, s, std::move(error), s.w.sync);
  }
  if (!needFinish(s)) return Outcome::kOk;
  s.w.prefinished = true;
  TC_TRY(emit(e, s, Event::kPrefinish));
  // Node counts this as one more pending callback, so that nothing finishes in between.
  ++s.w.pendingcb;
  queueTick(e, s, TickKind::kFinish);
  return Outcome::kOk;
}

}  // namespace tincan
