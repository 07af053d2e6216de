// The life both sides share: construct, destroy, error, close, and their order.
#include <utility>

#include "ops.h"

namespace tincan {

namespace {

/// What waited for construction goes on: reading, then writing.
Outcome onConstructed(Engine& e, Stream& s) {
  if (s.r.exists && s.r.needReadable) maybeReadMore(e, s);
  if (!s.w.exists) return Outcome::kOk;
  if (!s.w.writing) TC_TRY(clearBuffer(e, s));
  return finishMaybe(e, s, false);
}

Outcome callDestroy(Engine& e, Stream& s, Value error) {
  const Outcome outcome = s.host->callDestroy(s.id, error);
  if (outcome == Outcome::kThrew) return destroyDone(e, s, s.host->takeThrown(s.id));
  return outcome;
}

}  // namespace

void setErrored(Stream& s, const Value& error) {
  if (s.hasErrored) return;
  s.hasErrored = true;
  s.errored = s.host->copy(s.id, error);
}

Outcome destroy(Engine& e, Stream& s, Value error, Value callback) {
  if (s.destroyed) {
    if (callback.empty()) return Outcome::kOk;
    return s.host->callCallback(s.id, std::move(callback), {});
  }
  if (s.w.exists && (s.w.dispatched > 0 || !s.w.buffered.empty() || !s.w.onFinished.empty())) {
    queueTick(e, s, TickKind::kErrorBuffer);
  }
  if (error) setErrored(s, error);
  s.destroyed = true;
  // Again after user code took `destroyed` back: then this is a destruction of its own.
  s.destroyDone = false;
  e.trace(TraceKind::kDestroy, s.id, Side::kNone, 0);
  s.pendingDestroyCallback = std::move(callback);
  if (!s.constructed) {
    s.pendingDestroyError = std::move(error);
    return s.host->listen(s.id, Event::kDestroy, Listen::kOnce, ListenerKind::kDestroyAwaited,
                          s.id);
  }
  return callDestroy(e, s, std::move(error));
}

Outcome destroyDone(Engine& e, Stream& s, Value error) {
  if (s.destroyDone) return Outcome::kOk;
  s.destroyDone = true;
  if (error) setErrored(s, error);
  s.closed = true;
  if (!s.pendingDestroyCallback.empty()) {
    Value callback = std::move(s.pendingDestroyCallback);
    s.pendingDestroyCallback = {};
    TC_TRY(s.host->callCallback(s.id, std::move(callback), error));
  }
  if (!error) {
    queueTick(e, s, TickKind::kClose);
    return Outcome::kOk;
  }
  Tick tick;
  tick.kind = TickKind::kErrorClose;
  tick.stream = s.id;
  tick.error = std::move(error);
  e.queue(*s.host, std::move(tick));
  return Outcome::kOk;
}

Outcome errorOrDestroy(Engine& e, Stream& s, ErrorCode code, bool sync) {
  return errorOrDestroy(e, s, s.host->makeError(s.id, code), sync);
}

Outcome errorOrDestroy(Engine& e, Stream& s, Value error, bool sync) {
  if (s.destroyed) return Outcome::kOk;
  if (s.autoDestroy) return s.host->callDestroyMethod(s.id, std::move(error));
  if (!error) return Outcome::kOk;
  setErrored(s, error);
  if (!sync) return runError(e, s, std::move(error));
  Tick tick;
  tick.kind = TickKind::kError;
  tick.stream = s.id;
  tick.error = std::move(error);
  e.queue(*s.host, std::move(tick));
  return Outcome::kOk;
}

Outcome runError(Engine& e, Stream& s, Value error) {
  if (s.errorEmitted) return Outcome::kOk;
  s.errorEmitted = true;
  return emit(e, s, Event::kError, std::move(error));
}

Outcome runClose(Engine& e, Stream& s) {
  s.closeEmitted = true;
  if (!s.emitClose) return Outcome::kOk;
  return emit(e, s, Event::kClose);
}

/// Node's `_undestroy()`: the stream starts its life again, options kept.
void undestroy(Stream& s) {
  s.constructed = true;
  s.destroyed = false;
  s.destroyDone = false;
  s.closed = false;
  s.closeEmitted = false;
  s.errorEmitted = false;
  s.hasErrored = false;
  s.errored = {};
  s.r.reading = false;
  s.r.ended = !s.r.readable;
  s.r.endEmitted = !s.r.readable;
  s.w.finalCalled = false;
  s.w.prefinished = false;
  s.w.ended = !s.w.writable;
  s.w.ending = !s.w.writable;
  s.w.finished = !s.w.writable;
}

Outcome startConstruct(Engine& e, Stream& s) {
  s.constructed = false;
  TC_TRY(s.host->listen(s.id, Event::kConstruct, Listen::kOnce, ListenerKind::kConstructed, s.id));
  queueTick(e, s, TickKind::kConstruct);
  return Outcome::kOk;
}

Outcome runConstruct(Engine& e, Stream& s) {
  const Outcome outcome = s.host->callHook(s.id, Hook::kConstruct);
  if (outcome == Outcome::kThrew) constructDone(e, s, s.host->takeThrown(s.id));
  return Outcome::kOk;
}

void constructDone(Engine& e, Stream& s, Value error) {
  Tick tick;
  tick.kind = TickKind::kConstructDone;
  tick.stream = s.id;
  tick.error = std::move(error);
  e.queue(*s.host, std::move(tick));
}

Outcome runConstructDone(Engine& e, Stream& s, Value error) {
  if (s.constructCalled) {
    if (!error) error = s.host->makeError(s.id, ErrorCode::kMultipleCallback);
    return errorOrDestroy(e, s, std::move(error));
  }
  s.constructCalled = true;
  s.constructed = true;
  if (s.destroyed) {
    Value older = std::move(s.pendingDestroyError);
    s.pendingDestroyError = {};
    if (error && older) {
      error = s.host->aggregate(s.id, std::move(error), std::move(older));
    } else if (!error) {
      error = std::move(older);
    }
    if (error) s.pendingDestroyError = s.host->copy(s.id, error);
    return s.host->emit(s.id, Event::kDestroy, std::move(error));
  }
  if (error) return errorOrDestroy(e, s, std::move(error), true);
  return s.host->emit(s.id, Event::kConstruct, {});
}

Outcome fireConstruct(Engine& e, ListenerKind kind, StreamId id) {
  Stream* s = e.find(id);
  if (s == nullptr) return Outcome::kOk;
  if (kind == ListenerKind::kConstructed) return onConstructed(e, *s);
  return callDestroy(e, *s, std::exchange(s->pendingDestroyError, {}));
}

}  // namespace tincan
