// finished() of native streams: which events end the wait, what a stream that is already over gets,
// and which error is told. As Node's it listens like anybody and never touches the stream.
#include <memory>
#include <utility>
#include <vector>

#include "invariants.h"
#include "native_host.h"
#include "tincan/assert.h"
#include "tincan/finished.h"

namespace tincan {

namespace {

/// One finished(). Its listeners, which share it, stay on the stream after it has called back.
struct Wait {
  Engine* engine = nullptr;
  StreamId stream = 0;
  bool readable = false;
  bool writable = false;
  bool willEmitClose = false;
  bool readableFinished = false;
  bool writableFinished = false;
  /// Empty once it was called, or will not be.
  Callback callback;
  std::vector<std::pair<Event, ListenerId>> listeners;

  const Stream& record() const {
    const Stream* s = engine->find(stream);
    TC_ASSERT(s != nullptr, stream);
    return *s;
  }
};

bool hasReadableSide(const Stream& s) { return s.r.exists && (!s.w.exists || s.r.readable); }
bool hasWritableSide(const Stream& s) { return s.w.exists && (!s.r.exists || s.w.writable); }

/// 'end' was emitted, or all data was taken.
bool readableFinished(const Stream& s) {
  return s.r.exists && !s.hasErrored && (s.r.endEmitted || (s.r.ended && s.r.length == 0));
}

/// 'finish' was emitted, or all data was written.
bool writableFinished(const Stream& s) {
  return s.w.exists && (s.w.finished || (!s.hasErrored && s.w.ended && s.w.length == 0));
}

void tell(Wait& wait, const Value& error) {
  if (const Callback callback = std::exchange(wait.callback, {})) callback(error);
}

/// What a closed stream has come to: its error, else an end that never came, else nothing.
Value closedWith(const Wait& wait) {
  const Stream& s = wait.record();
  if (s.hasErrored) return copyOf(s.errored);
  const bool readCut =
      wait.readable && !wait.readableFinished && hasReadableSide(s) && !readableFinished(s);
  const bool writeCut = wait.writable && !wait.writableFinished && !writableFinished(s);
  return readCut || writeCut ? Value(ErrorCode::kPrematureClose) : Value();
}

/// 'end' or 'finish' came. Unless 'close' is still to be waited for, and unless the other side is,
/// the wait is over.
void sideDone(Wait& wait, bool readableSide) {
  (readableSide ? wait.readableFinished : wait.writableFinished) = true;
  const Stream& s = wait.record();
  // A stream destroyed by now may never emit 'close' in time.
  if (s.destroyed) wait.willEmitClose = false;
  const bool waitsForOther = readableSide ? wait.writable : wait.readable;
  const bool otherOpen = readableSide ? s.isWritable() : s.isReadable();
  if (wait.willEmitClose && (!otherOpen || waitsForOther)) return;
  if (!waitsForOther || (readableSide ? wait.writableFinished : wait.readableFinished)) {
    tell(wait, {});
  }
}

/// Whether the awaited sides are done already, so that no event will say so.
bool sidesOver(const Wait& wait, const Stream& s) {
  const bool readable = s.isReadable();
  const bool writable = s.isWritable();
  const bool written = !wait.readable && (!wait.willEmitClose || readable) &&
                       (wait.writableFinished || (s.w.exists && !writable)) &&
                       !(s.w.exists && s.w.pendingcb != 0);
  const bool read = !wait.writable && (!wait.willEmitClose || writable) &&
                    (wait.readableFinished || (s.r.exists && !readable));
  return written || read;
}

}  // namespace

std::function<void()> finished(NativeStream& stream, const FinishedOptions& options,
                               Callback callback) {
  const auto wait = std::make_shared<Wait>();
  wait->engine = &stream.engine();
  wait->stream = stream.id();
  wait->callback = std::move(callback);
  const Stream& s = wait->record();
  const bool readableSide = hasReadableSide(s);
  const bool writableSide = hasWritableSide(s);
  wait->readable = options.readable.value_or(readableSide);
  wait->writable = options.writable.value_or(writableSide);
  // With a 'close' to come, and both sides asked for, it is 'close' that ends the wait.
  wait->willEmitClose = s.autoDestroy && s.emitClose && !s.closed &&
                        wait->readable == readableSide && wait->writable == writableSide;
  wait->readableFinished = readableFinished(s);
  wait->writableFinished = writableFinished(s);

  const EngineEntry entry(stream.engine(), stream.id());
  const auto listen = [&](Event event, Listener listener) {
    wait->listeners.emplace_back(event, stream.on(event, std::move(listener)));
  };
  const bool isOver = s.closed || (s.errorEmitted ? !wait->willEmitClose : sidesOver(*wait, s));
  if (isOver) {
    // The end is known: an error still to come must not be uncaught, but says nothing new.
    if (options.error) listen(Event::kError, [held = wait](const Value&) {});
    const auto error = std::make_shared<Value>(
        s.closed ? closedWith(*wait) : (s.hasErrored ? copyOf(s.errored) : Value()));
    stream.nextTick([wait, error] { tell(*wait, *error); });
  } else {
    listen(Event::kEnd, [wait](const Value&) { sideDone(*wait, true); });
    listen(Event::kFinish, [wait](const Value&) { sideDone(*wait, false); });
    if (options.error) listen(Event::kError, [wait](const Value& error) { tell(*wait, error); });
    listen(Event::kClose, [wait](const Value&) { tell(*wait, closedWith(*wait)); });
  }
  // Only the stream's listeners keep the wait: who keeps this function may be in its callback.
  return [weak = std::weak_ptr<Wait>(wait), &stream] {
    const std::shared_ptr<Wait> held = weak.lock();
    if (held == nullptr) return;
    held->callback = {};
    if (held->engine->find(held->stream) == nullptr) return;
    for (const auto& [event, listener] : held->listeners) stream.off(event, listener);
    held->listeners.clear();
  };
}

}  // namespace tincan
