// The native base class: the engine's record made and freed, the hooks as they are when nobody
// overrides them.
#include "tincan/native_stream.h"

#include <utility>

#include "invariants.h"
#include "native_host.h"
#include "tincan/assert.h"

namespace tincan {

NativeStream::NativeStream() = default;

void NativeStream::open(Engine& engine, const StreamOptions& options, Hooks hooks) {
  engine_ = &engine;
  hooks_ = hooks;
  host_ = std::make_unique<NativeHost>(*this);
  Stream& s = engine.create(*host_, options);
  id_ = s.id;
  s.ownRead = options.transform;
  s.ownFinal = options.transform && !hooks.has(Hook::kFinal);
  engine.trace(TraceKind::kNew, s.id, Side::kNone, 0);
  // Nobody listens yet, so nothing throws.
  if (hooks.has(Hook::kConstruct)) static_cast<void>(startConstruct(engine, s));
}

NativeStream::~NativeStream() {
  if (engine_ == nullptr) return;
  TC_ASSERT(engine_->depth == 0, id_);
  engine_->free(id_);
}

Stream& NativeStream::record() const {
  Stream* s = engine_->find(id_);
  TC_ASSERT(s != nullptr, id_);
  return *s;
}

void NativeStream::destroy(Value error) {
  const EngineEntry entry(*engine_, id_);
  entry.ran(tincan::destroy(*engine_, record(), std::move(error), {}));
}

bool NativeStream::destroyed() const { return record().destroyed; }
bool NativeStream::closed() const { return record().closed; }
const Value& NativeStream::errored() const { return record().errored; }

bool NativeStream::emit(Event event, const Value& argument) {
  const bool heard = listenerCount(event) > 0;
  const EngineEntry entry(*engine_, id_);
  entry.ran(host_->deliver(event, argument));
  return heard;
}

void NativeStream::nextTick(std::function<void()> callback) {
  Tick tick;
  tick.kind = TickKind::kHostCallback;
  tick.stream = id_;
  tick.completion.callback = Object::of(std::move(callback));
  engine_->queue(*host_, std::move(tick));
}

void NativeStream::listenerAdded(Event event) {
  Stream& s = record();
  if (!s.r.exists) return;
  const EngineEntry entry(*engine_, id_);
  if (event == Event::kData) entry.ran(onDataListener(s));
  if (event == Event::kReadable) onReadableListener(*engine_, s);
}

void NativeStream::listenerRemoved(Event event) {
  Stream& s = record();
  if (s.r.exists && event == Event::kData) onDataListenerGone(s);
  listenersCleared(event);
}

void NativeStream::listenersCleared(Event event) {
  Stream& s = record();
  if (s.r.exists && event == Event::kReadable) queueReadableListening(*engine_, s);
}

// What a hook nobody overrode does. _writev, _final and _construct are only called when hooksOf()
// found them; so a call here means that the hooks given at construction are another class's.

// NOLINTBEGIN(performance-unnecessary-value-param): overriders take these parameters over.

void NativeStream::_read(double /*size*/) {
  engine_->thrown = Value(ErrorCode::kReadNotImplemented);
}

void NativeStream::_write(Value /*chunk*/, Callback /*callback*/) {
  engine_->thrown = Value(ErrorCode::kWriteNotImplemented);
}

void NativeStream::_transform(Value /*chunk*/, TransformCallback /*callback*/) {
  engine_->thrown = Value(ErrorCode::kTransformNotImplemented);
}

void NativeStream::_destroy(const Value& error, Callback callback) { callback(error); }

void NativeStream::_writev(std::vector<Value> /*chunks*/, Callback /*callback*/) {
  TC_UNREACHABLE("_writev called, not overridden", id_);
}

void NativeStream::_final(Callback /*callback*/) {
  TC_UNREACHABLE("_final called, not overridden", id_);
}

void NativeStream::_construct(Callback /*callback*/) {
  TC_UNREACHABLE("_construct called, not overridden", id_);
}

void NativeStream::_flush(TransformCallback /*callback*/) {
  TC_UNREACHABLE("_flush called, not overridden", id_);
}

// NOLINTEND(performance-unnecessary-value-param)

}  // namespace tincan
