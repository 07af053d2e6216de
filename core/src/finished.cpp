// finished(): which events end the wait, what a stream that is already over gets, and which error
// is told. It listens like anybody; it never touches the stream.
#include "finished.h"

#include "ops.h"
#include "pipeline.h"

namespace tincan {

namespace {

class EndsBuilder {
 public:
  EndsBuilder& set(ForeignBit bit, bool value) {
    if (value) ends_.bits |= 1U << static_cast<uint32_t>(bit);
    return *this;
  }
  Ends ends() const { return ends_; }

 private:
  Ends ends_;
};

Value erroredOf(const Stream& s) {
  if (s.foreign) return s.host->foreignErrored(s.id);
  return s.hasErrored ? s.host->copy(s.id, s.errored) : Value();
}

/// The wait is over: tells whoever waits, once.
Outcome over(Engine& e, uint32_t token, Value error) {
  FinishedRecord* found = e.finished->find(token);
  if (found == nullptr) return Outcome::kOk;
  FinishedRecord record = std::move(*found);
  e.finished->remove(token);
  Stream* s = e.find(record.stream);
  if (s == nullptr) return Outcome::kOk;
  std::erase(s->finished, token);
  switch (record.then) {
    case FinishedThen::kCallback:
      return s->host->callCallback(s->id, std::move(record.callback), error);
    case FinishedThen::kStageOver:
      pipelineStageOver(e, record.stage, error.empty());
      return Outcome::kOk;
    case FinishedThen::kSourceOver:
      return pipelineSourceOver(e, record.stage, std::move(error));
    case FinishedThen::kDestinationOver:
      return pipelineDone(e, pipelineOfStage(e, record.stage), std::move(error));
  }
  return Outcome::kOk;
}

/// The stream has closed: an error, else an end that never came, else success.
Outcome atClose(Engine& e, uint32_t token, const FinishedRecord& record, const Stream& s,
                bool checkSides) {
  Value error = erroredOf(s);
  if (!error && checkSides) {
    const Ends ends = endsOf(s);
    const bool readCut = record.readable && !record.readableFinished &&
                         ends.has(ForeignBit::kReadableSide) && ends.has(ForeignBit::kPausable) &&
                         !ends.has(ForeignBit::kReadableFinished);
    const bool writeCut =
        record.writable && !record.writableFinished && !ends.has(ForeignBit::kWritableFinished);
    if (readCut || writeCut) error = s.host->makeError(s.id, ErrorCode::kPrematureClose);
  }
  return over(e, token, std::move(error));
}

/// 'end' or 'finish' came. Unless 'close' is still to be waited for, and unless the other side is,
/// the wait is over.
Outcome sideDone(Engine& e, uint32_t token, FinishedRecord& record, const Stream& s,
                 bool readableSide) {
  (readableSide ? record.readableFinished : record.writableFinished) = true;
  const Ends ends = endsOf(s);
  // A stream destroyed by now may never emit 'close' in time.
  if (ends.has(ForeignBit::kDestroyed)) record.willEmitClose = false;
  const bool waitsForOther = readableSide ? record.writable : record.readable;
  // Asked for one side of a foreign emitter whose other side is open: no 'close' is to be expected.
  const bool otherOpen =
      ends.has(readableSide ? ForeignBit::kWritableProperty : ForeignBit::kReadableProperty);
  if (record.willEmitClose && (!otherOpen || waitsForOther)) return Outcome::kOk;
  const bool otherFinished = readableSide ? record.writableFinished : record.readableFinished;
  if (waitsForOther && !otherFinished) return Outcome::kOk;
  return over(e, token, {});
}

/// Whether the stream is over already, so that no event will say so.
FinishedFound foundAt(const FinishedRecord& record, const Ends& ends) {
  if (ends.has(ForeignBit::kClosed)) return FinishedFound::kClosed;
  if (ends.has(ForeignBit::kErrorEmitted)) {
    return record.willEmitClose ? FinishedFound::kOpen : FinishedFound::kFailed;
  }
  const bool written = !record.readable &&
                       (!record.willEmitClose || ends.has(ForeignBit::kReadable)) &&
                       (record.writableFinished || ends.has(ForeignBit::kNotWritable)) &&
                       !ends.has(ForeignBit::kPendingWrites);
  const bool read = !record.writable &&
                    (!record.willEmitClose || ends.has(ForeignBit::kWritable)) &&
                    (record.readableFinished || ends.has(ForeignBit::kNotReadable));
  return written || read ? FinishedFound::kDone : FinishedFound::kOpen;
}

uint32_t wait(Engine& e, Stream& s, const FinishedWait& options, FinishedRecord record) {
  const Ends ends = endsOf(s);
  const bool readableSide = ends.has(ForeignBit::kReadableSide);
  const bool writableSide = ends.has(ForeignBit::kWritableSide);
  record.stream = s.id;
  record.readable = options.readableGiven ? options.readable : readableSide;
  record.writable = options.writableGiven ? options.writable : writableSide;
  record.willEmitClose = ends.has(ForeignBit::kWillEmitClose) && record.readable == readableSide &&
                         record.writable == writableSide;
  record.readableFinished = ends.has(ForeignBit::kReadableFinished);
  record.writableFinished = ends.has(ForeignBit::kWritableFinished);
  record.found = foundAt(record, ends);
  const bool open = record.found == FinishedFound::kOpen;
  const bool legacy = record.writable && ends.has(ForeignBit::kStateless);
  const uint32_t token = e.finished->add(std::move(record));
  s.finished.push_back(token);

  Host& host = *s.host;
  // What a 'newListener' throws goes on its way at the end of the entry; the wait stands.
  const auto listen = [&](Event event, ListenerKind kind) {
    static_cast<void>(host.listen(s.id, event, Listen::kOn, kind, token));
  };
  if (open && legacy) {
    listen(Event::kEnd, ListenerKind::kFinishedLegacyEnd);
    listen(Event::kClose, ListenerKind::kFinishedLegacyClose);
  }
  if (open) {
    listen(Event::kEnd, ListenerKind::kFinishedEnd);
    listen(Event::kFinish, ListenerKind::kFinishedFinish);
  }
  // Also where it says nothing new: a late error must not be uncaught.
  if (options.error) listen(Event::kError, ListenerKind::kFinishedError);
  if (open) listen(Event::kClose, ListenerKind::kFinishedClose);
  if (!open) queueTick(e, s, TickKind::kFinished, token);
  return token;
}

}  // namespace

Ends endsOf(const Stream& s) {
  if (s.foreign) return Ends{s.host->foreignState(s.id)};
  const bool readable =
      s.r.exists && s.r.readable && !s.destroyed && !s.errorEmitted && !s.r.endEmitted;
  const bool writable = s.w.exists && s.w.writable && !s.destroyed && !s.hasErrored && !s.w.ending;
  return EndsBuilder()
      .set(ForeignBit::kReadableSide, s.r.exists && (!s.w.exists || s.r.readable))
      .set(ForeignBit::kWritableSide, s.w.exists && (!s.r.exists || s.w.writable))
      .set(ForeignBit::kPausable, s.r.exists)
      .set(ForeignBit::kWillEmitClose, s.autoDestroy && s.emitClose && !s.closed)
      .set(ForeignBit::kClosed, s.closed)
      .set(ForeignBit::kDestroyed, s.destroyed)
      .set(ForeignBit::kErrorEmitted, s.errorEmitted)
      .set(ForeignBit::kReadable, readable)
      .set(ForeignBit::kNotReadable, s.r.exists && !readable)
      .set(ForeignBit::kWritable, writable)
      .set(ForeignBit::kNotWritable, s.w.exists && !writable)
      .set(ForeignBit::kReadableProperty, readable)
      .set(ForeignBit::kWritableProperty, writable)
      .set(ForeignBit::kEndEmitted, s.r.endEmitted && !s.hasErrored)
      .set(ForeignBit::kReadableFinished,
           s.r.exists && !s.hasErrored && (s.r.endEmitted || (s.r.ended && s.r.length == 0)))
      .set(ForeignBit::kWritableFinished,
           s.w.exists && (s.w.finished || (!s.hasErrored && s.w.ended && s.w.length == 0)))
      .set(ForeignBit::kPendingWrites, s.w.exists && s.w.pendingcb != 0)
      .ends();
}

uint32_t finished(Engine& e, Stream& s, const FinishedWait& options, Value callback) {
  FinishedRecord record;
  record.callback = std::move(callback);
  return wait(e, s, options, std::move(record));
}

uint32_t finishedThen(Engine& e, Stream& s, const FinishedWait& options, FinishedThen then,
                      uint32_t stage) {
  FinishedRecord record;
  record.then = then;
  record.stage = stage;
  return wait(e, s, options, std::move(record));
}

void finishedCleanUp(Engine& e, Stream& s, uint32_t token) {
  e.finished->remove(token);
  std::erase(s.finished, token);
  const auto unlisten = [&](Event event, ListenerKind kind) {
    static_cast<void>(s.host->unlisten(s.id, event, kind, token));
  };
  unlisten(Event::kEnd, ListenerKind::kFinishedLegacyEnd);
  unlisten(Event::kClose, ListenerKind::kFinishedLegacyClose);
  unlisten(Event::kFinish, ListenerKind::kFinishedFinish);
  unlisten(Event::kEnd, ListenerKind::kFinishedEnd);
  unlisten(Event::kError, ListenerKind::kFinishedError);
  unlisten(Event::kClose, ListenerKind::kFinishedClose);
}

Outcome finishedFail(Engine& e, uint32_t token, Value error) {
  return over(e, token, std::move(error));
}

Outcome fireFinished(Engine& e, ListenerKind kind, uint32_t token, Value argument) {
  FinishedRecord* record = e.finished->find(token);
  if (record == nullptr) return Outcome::kOk;
  const Stream* s = e.find(record->stream);
  if (s == nullptr) return Outcome::kOk;
  switch (kind) {
    case ListenerKind::kFinishedEnd:
      return sideDone(e, token, *record, *s, true);
    case ListenerKind::kFinishedFinish:
      return sideDone(e, token, *record, *s, false);
    case ListenerKind::kFinishedLegacyEnd:
    case ListenerKind::kFinishedLegacyClose:
      if (endsOf(*s).has(ForeignBit::kWritableProperty)) return Outcome::kOk;
      return sideDone(e, token, *record, *s, false);
    case ListenerKind::kFinishedError:
      if (record->found != FinishedFound::kOpen) return Outcome::kOk;
      return over(e, token, std::move(argument));
    default:
      return atClose(e, token, *record, *s, true);
  }
}

Outcome runFinished(Engine& e, uint32_t token) {
  const FinishedRecord* record = e.finished->find(token);
  if (record == nullptr) return Outcome::kOk;
  const Stream* s = e.find(record->stream);
  if (s == nullptr) return Outcome::kOk;
  if (record->found == FinishedFound::kDone) return over(e, token, {});
  return atClose(e, token, *record, *s, record->found == FinishedFound::kClosed);
}

void dropFinished(Engine& e, Stream& s) {
  for (const uint32_t token : s.finished) e.finished->remove(token);
  s.finished.clear();
}

}  // namespace tincan
