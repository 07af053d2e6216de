// Readable, Writable, Duplex and Transform: Node's methods and getters, each one call of core or
// one look at the state.
#include <utility>

#include "invariants.h"
#include "native_host.h"
#include "tincan/assert.h"
#include "tincan/transform.h"

namespace tincan {

namespace {

constexpr double kObjectHighWaterMark = 16;

void setReadableSide(StreamOptions& to, const SideOptions& side) {
  to.readableSide = true;
  to.readableObjectMode = side.objectMode;
  if (side.objectMode) to.readableHighWaterMark = kObjectHighWaterMark;
  if (side.highWaterMark) to.readableHighWaterMark = *side.highWaterMark;
}

void setWritableSide(StreamOptions& to, const SideOptions& side) {
  to.writableSide = true;
  to.writableObjectMode = side.objectMode;
  if (side.objectMode) to.writableHighWaterMark = kObjectHighWaterMark;
  if (side.highWaterMark) to.writableHighWaterMark = *side.highWaterMark;
}

void setLife(StreamOptions& to, const LifeOptions& life) {
  to.autoDestroy = life.autoDestroy;
  to.emitClose = life.emitClose;
}

StreamOptions duplexOptions(const DuplexOptions& options) {
  StreamOptions all;
  setReadableSide(all, options.readableSide);
  setWritableSide(all, options.writableSide);
  setLife(all, options);
  all.allowHalfOpen = options.allowHalfOpen;
  all.readable = options.readable;
  all.writable = options.writable;
  return all;
}

Value callbackValue(Callback callback) {
  if (!callback) return {};
  return Object::of(std::move(callback));
}

}  // namespace

// --- Readable

Readable::Readable(Engine& engine, const ReadableOptions& options, Hooks hooks) {
  StreamOptions all;
  setReadableSide(all, options);
  setLife(all, options);
  open(engine, all, hooks);
}

bool Readable::push(Value chunk) {
  Stream& s = record();
  Pushed what;
  Chunk pushed = pushedChunk(s, std::move(chunk), &what);
  const EngineEntry entry(engine(), id());
  bool more = false;
  entry.ran(tincan::push(engine(), s, std::move(pushed), what, &more));
  return more;
}

bool Readable::unshift(Value chunk) {
  Stream& s = record();
  Pushed what;
  Chunk pushed = pushedChunk(s, std::move(chunk), &what);
  const EngineEntry entry(engine(), id());
  bool more = false;
  entry.ran(tincan::unshift(engine(), s, std::move(pushed), what, &more));
  return more;
}

Value Readable::read(double n) {
  const EngineEntry entry(engine(), id());
  Chunk chunk;
  bool got = false;
  entry.ran(tincan::read(engine(), record(), n, &chunk, &got));
  return std::move(chunk.value);
}

void Readable::pause() {
  const EngineEntry entry(engine(), id());
  entry.ran(tincan::pause(engine(), record()));
}

void Readable::resume() {
  const EngineEntry entry(engine(), id());
  entry.ran(tincan::resume(engine(), record()));
}

bool Readable::isPaused() const {
  const ReadableState& r = record().r;
  return r.paused == ExplicitPause::kYes || r.flowing == Flow::kFalse;
}

void Readable::pipeTo(Writable& destination, bool end) {
  Stream* to = engine().find(destination.id());
  TC_ASSERT(to != nullptr, destination.id());
  const EngineEntry entry(engine(), id());
  uint32_t token;
  entry.ran(tincan::pipe(engine(), record(), *to, end, &token));
}

void Readable::unpipe(Writable& destination) {
  const EngineEntry entry(engine(), id());
  entry.ran(tincan::unpipe(engine(), record(), engine().find(destination.id())));
}

void Readable::unpipe() {
  const EngineEntry entry(engine(), id());
  entry.ran(tincan::unpipe(engine(), record(), nullptr));
}

bool Readable::readable() const { return record().isReadable(); }

bool Readable::readableAborted() const {
  const Stream& s = record();
  return s.r.readable && (s.destroyed || s.hasErrored) && !s.r.endEmitted;
}

bool Readable::readableDidRead() const { return record().r.dataEmitted; }
bool Readable::readableEnded() const { return record().r.endEmitted; }

std::optional<bool> Readable::readableFlowing() const {
  const Flow flow = record().r.flowing;
  return flow == Flow::kNull ? std::nullopt : std::optional<bool>(flow == Flow::kTrue);
}

double Readable::readableHighWaterMark() const { return record().r.highWaterMark; }
double Readable::readableLength() const { return record().r.length; }
bool Readable::readableObjectMode() const { return record().r.objectMode; }

// --- Writable

Writable::Writable(Engine& engine, const WritableOptions& options, Hooks hooks) {
  StreamOptions all;
  setWritableSide(all, options);
  setLife(all, options);
  open(engine, all, hooks);
}

bool Writable::write(Value chunk, Callback callback) {
  Value error;
  auto* host = static_cast<NativeHost*>(record().host);
  return host->write(std::move(chunk), callbackValue(std::move(callback)), &error);
}

void Writable::end(Value chunk, Callback callback) {
  Stream& s = record();
  const EngineEntry entry(engine(), id());
  Value error;
  if (chunk) static_cast<NativeHost*>(s.host)->write(std::move(chunk), {}, &error);
  // A hook of that write may have thrown: end() does not go on, as in Node.
  if (engine().thrown) return;
  entry.ran(tincan::end(engine(), s, callbackValue(std::move(callback)), std::move(error)));
}

void Writable::cork() {
  const EngineEntry entry(engine(), id());
  tincan::cork(engine(), record());
}

void Writable::uncork() {
  const EngineEntry entry(engine(), id());
  entry.ran(tincan::uncork(engine(), record()));
}

bool Writable::writable() const { return record().isWritable(); }

bool Writable::writableAborted() const {
  const Stream& s = record();
  return s.w.writable && (s.destroyed || s.hasErrored) && !s.w.finished;
}

uint32_t Writable::writableCorked() const { return record().w.corked; }
bool Writable::writableEnded() const { return record().w.ending; }
bool Writable::writableFinished() const { return record().w.finished; }
double Writable::writableHighWaterMark() const { return record().w.highWaterMark; }
double Writable::writableLength() const { return record().w.length; }

bool Writable::writableNeedDrain() const {
  const Stream& s = record();
  return !s.destroyed && !s.w.ending && s.w.needDrain;
}

bool Writable::writableObjectMode() const { return record().w.objectMode; }

// --- both

Duplex::Duplex(Engine& engine, const DuplexOptions& options, Hooks hooks) {
  open(engine, duplexOptions(options), hooks);
}

Transform::Transform(Engine& engine, const DuplexOptions& options, Hooks hooks) {
  StreamOptions all = duplexOptions(options);
  all.transform = true;
  // A readable side that holds nothing lets the writable side hold nothing, unless it is told to.
  if (all.readableHighWaterMark == 0) {
    all.writableHighWaterMark = options.writableSide.highWaterMark.value_or(0);
  }
  open(engine, all, hooks);
  on(Event::kPrefinish, [this, hooks](const Value&) {
    if (hooks.has(Hook::kFinal)) flushAtPrefinish(hooks);
  });
}

void Transform::flushAtPrefinish(Hooks hooks) {
  if (!hooks.has(Hook::kFlush) || destroyed()) {
    push({});
    return;
  }
  _flush([this](const Value& error, Value chunk) {
    if (error) {
      destroy(copyOf(error));
      return;
    }
    if (chunk) push(std::move(chunk));
    push({});
  });
}

PassThrough::PassThrough(Engine& engine, const DuplexOptions& options)
    : Transform(engine, options) {}

void PassThrough::_transform(Value chunk, TransformCallback callback) {
  callback({}, std::move(chunk));
}

}  // namespace tincan
