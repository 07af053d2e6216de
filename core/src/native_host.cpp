// What the engine asks of a native stream: emitting, hooks and their callbacks. Values (copy, join,
// cut) are native_values.cpp's.
#include "native_host.h"

#include <utility>

#include "invariants.h"
#include "pipe.h"
#include "tincan/assert.h"

namespace tincan {

// --- events

Outcome NativeHost::deliver(Event event, const Value& argument) {
  const auto listeners = stream_.listeners(event);
  if (listeners.empty() && event == Event::kError) engine().thrown = copyOf(argument);
  for (const auto& registration : listeners) {
    if (!stream_.claim(event, *registration)) continue;
    if (registration->engineOwned) {
      TC_TRY(fire(registration->kind, registration->token, argument));
    } else {
      registration->listener(argument);
    }
    TC_TRY(outcome());
  }
  return outcome();
}

Outcome NativeHost::fire(ListenerKind kind, uint32_t token, const Value& argument) {
  if (kind == ListenerKind::kPipeData) return firePipeData(token, argument);
  if (kind == ListenerKind::kPipeOnUnpipe) {
    const Pipe* pipe = engine().pipes->find(token);
    const Object* object = argument.object();
    const StreamId* source = object == nullptr ? nullptr : object->as<StreamId>();
    // Emitted by somebody else, for another source, or taken by an older pipe.
    if (pipe == nullptr || source == nullptr || pipe->source != *source || hasUnpiped_ == nullptr ||
        *hasUnpiped_) {
      return Outcome::kOk;
    }
    *hasUnpiped_ = true;
  }
  return engine().fire(kind, token, copyOf(argument));
}

Outcome NativeHost::firePipeData(uint32_t token, const Value& chunk) {
  const Pipe* pipe = engine().pipes->find(token);
  Stream* destination = pipe == nullptr ? nullptr : engine().find(pipe->destination);
  if (destination == nullptr) return Outcome::kOk;
  // Readable::pipe() takes native destinations only.
  auto* to = static_cast<NativeHost*>(destination->host);
  Value error;
  const bool more = to->write(copyOf(chunk), {}, &error);
  if (!engine().thrown && pipeWrote(engine(), token, more) == Outcome::kOk) return Outcome::kOk;
  // What a destination cannot take ends the destination, not the source.
  return to->callDestroyMethod(destination->id, std::exchange(engine().thrown, {}));
}

Outcome NativeHost::emit(StreamId /*id*/, Event event, Value arg) { return deliver(event, arg); }

Outcome NativeHost::emitData(StreamId /*id*/, const Chunk& chunk) {
  return deliver(Event::kData, chunk.value);
}

Outcome NativeHost::emitPiped(StreamId /*id*/, StreamId source) {
  return deliver(Event::kPipe, Object::of(source));
}

Outcome NativeHost::emitUnpiped(StreamId /*id*/, StreamId source) {
  bool hasUnpiped = false;
  bool* outer = std::exchange(hasUnpiped_, &hasUnpiped);
  const Outcome outcome = deliver(Event::kUnpipe, Object::of(source));
  hasUnpiped_ = outer;
  return outcome;
}

uint32_t NativeHost::listenerCount(StreamId /*id*/, Event event) {
  return stream_.EventEmitter::listenerCount(event);
}

Outcome NativeHost::listen(StreamId /*id*/, Event event, Listen how, ListenerKind kind,
                           uint32_t token) {
  stream_.EventEmitter::listen(event, how, kind, token);
  return Outcome::kOk;
}

Outcome NativeHost::unlisten(StreamId /*id*/, Event event, ListenerKind kind, uint32_t token) {
  stream_.EventEmitter::unlisten(event, kind, token);
  return Outcome::kOk;
}

Outcome NativeHost::listenData(StreamId /*id*/, uint32_t pipe) {
  stream_.EventEmitter::listen(Event::kData, Listen::kOn, ListenerKind::kPipeData, pipe);
  return outcome();
}

// --- hooks

Callback NativeHost::onwriteCallback() const {
  return [engine = &engine(), id = stream_.id()](const Value& error) {
    Stream* s = engine->find(id);
    if (s == nullptr) return;
    const EngineEntry entry(*engine, id);
    entry.ran(onwrite(*engine, *s, copyOf(error)));
  };
}

TransformCallback NativeHost::transformCallback(double before) const {
  return [engine = &engine(), id = stream_.id(), before](const Value& error, Value chunk) {
    Stream* s = engine->find(id);
    if (s == nullptr) return;
    const EngineEntry entry(*engine, id);
    if (!error && chunk) {
      bool more;
      Pushed what;
      Chunk pushed = pushedChunk(*s, std::move(chunk), &what);
      if (push(*engine, *s, std::move(pushed), what, &more) == Outcome::kThrew) return;
    }
    if (error || transformMayGoOn(*s, before)) {
      entry.ran(onwrite(*engine, *s, copyOf(error)));
    } else {
      s->transformHeld = true;
    }
  };
}

TransformCallback NativeHost::flushCallback() const {
  return [engine = &engine(), id = stream_.id()](const Value& error, Value chunk) {
    Stream* s = engine->find(id);
    if (s == nullptr) return;
    const EngineEntry entry(*engine, id);
    const bool hasChunk = !chunk.empty();
    Pushed what = Pushed::kEmpty;
    Chunk pushed = hasChunk ? pushedChunk(*s, std::move(chunk), &what) : Chunk();
    entry.ran(flushDone(*engine, *s, copyOf(error), std::move(pushed), what, hasChunk));
  };
}

Outcome NativeHost::callRead(StreamId /*id*/, double size, bool* /*pipeAlone*/) {
  stream_._read(size);
  return outcome();
}

Outcome NativeHost::callWrite(StreamId /*id*/, Chunk&& chunk, double readableLength) {
  if (record().transform) {
    stream_._transform(std::move(chunk.value), transformCallback(readableLength));
  } else if (stream_.hooks_.has(Hook::kWritev) && !stream_.hooks_.has(Hook::kWrite)) {
    std::vector<Value> chunks;
    chunks.push_back(std::move(chunk.value));
    stream_._writev(std::move(chunks), onwriteCallback());
  } else {
    stream_._write(std::move(chunk.value), onwriteCallback());
  }
  return outcome();
}

Outcome NativeHost::callWritev(StreamId /*id*/, std::vector<Chunk> chunks,
                               const std::vector<Value>& /*callbacks*/) {
  std::vector<Value> values;
  values.reserve(chunks.size());
  for (Chunk& chunk : chunks) values.push_back(std::move(chunk.value));
  stream_._writev(std::move(values), onwriteCallback());
  return outcome();
}

Outcome NativeHost::callHook(StreamId id, Hook hook) {
  if (hook == Hook::kFlush) {
    stream_._flush(flushCallback());
    return outcome();
  }
  Callback done = [engine = &engine(), id, hook](const Value& error) {
    Stream* s = engine->find(id);
    if (s == nullptr) return;
    const EngineEntry entry(*engine, id);
    if (hook == Hook::kConstruct) {
      constructDone(*engine, *s, copyOf(error));
    } else {
      entry.ran(finalDone(*engine, *s, copyOf(error)));
    }
  };
  if (hook == Hook::kConstruct) {
    stream_._construct(std::move(done));
  } else {
    stream_._final(std::move(done));
  }
  return outcome();
}

Outcome NativeHost::callDestroy(StreamId id, const Value& error) {
  stream_._destroy(error, [engine = &engine(), id](const Value& result) {
    Stream* s = engine->find(id);
    if (s == nullptr) return;
    const EngineEntry entry(*engine, id);
    entry.ran(destroyDone(*engine, *s, copyOf(result)));
  });
  return outcome();
}

Outcome NativeHost::callCallback(StreamId id, Value callback, const Value& error) {
  const Object* object = callback.object();
  TC_ASSERT(object != nullptr, id);
  if (const auto* told = object->as<Callback>()) {
    (*told)(error);
  } else {
    const auto* plain = object->as<std::function<void()>>();
    TC_ASSERT(plain != nullptr, id);
    (*plain)();
  }
  return outcome();
}

bool NativeHost::hasHook(StreamId /*id*/, Hook hook) {
  return stream_.hooks_.has(hook) || (hook == Hook::kFinal && record().ownFinal);
}

Value NativeHost::takeThrown(StreamId /*id*/) { return std::exchange(engine().thrown, {}); }

// --- methods

bool NativeHost::write(Value chunk, Value callback, Value* error) {
  Stream& s = record();
  const Bytes* bytes = chunk.bytes();
  TC_ASSERT(!chunk.empty() && (s.w.objectMode || bytes != nullptr), s.id);
  const uint32_t size = s.w.objectMode ? 1 : bytes->size();
  const EngineEntry entry(engine(), s.id);
  bool more = false;
  entry.ran(
      tincan::write(engine(), s, Chunk(std::move(chunk), size), std::move(callback), &more, error));
  return more && error->empty();
}

Outcome NativeHost::callReadMethod(StreamId /*id*/, double size, bool* gotChunk) {
  return read(engine(), record(), size, nullptr, gotChunk);
}

Outcome NativeHost::callEndMethod(StreamId /*id*/) { return end(engine(), record(), {}, {}); }
Outcome NativeHost::callResumeMethod(StreamId /*id*/) { return resume(engine(), record()); }
Outcome NativeHost::callPauseMethod(StreamId /*id*/) { return pause(engine(), record()); }
Outcome NativeHost::callUncorkMethod(StreamId /*id*/) { return uncork(engine(), record()); }

Outcome NativeHost::callDestroyMethod(StreamId /*id*/, Value error) {
  return destroy(engine(), record(), std::move(error), {});
}

Outcome NativeHost::callUnpipeMethod(StreamId /*id*/, StreamId destination) {
  return unpipe(engine(), record(), engine().find(destination));
}

}  // namespace tincan
