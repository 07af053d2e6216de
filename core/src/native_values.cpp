// What native values are to the engine: bytes are cut and joined, errors are made and described.
#include <utility>

#include "native_host.h"
#include "tincan/assert.h"

namespace tincan {

Value copyOf(const Value& value) {
  if (const Bytes* bytes = value.bytes()) return *bytes;
  if (const Object* object = value.object()) return *object;
  if (const ErrorCode* code = value.error()) return Value(*code);
  TC_ASSERT(value.empty(), 0);
  return {};
}

Chunk pushedChunk(const Stream& s, Value value, Pushed* what) {
  if (value.empty()) {
    *what = Pushed::kEnd;
    return {};
  }
  if (s.r.objectMode) {
    *what = Pushed::kChunk;
    return Chunk(std::move(value), 1);
  }
  const Bytes* bytes = value.bytes();
  TC_ASSERT(bytes != nullptr, s.id);
  const uint32_t size = bytes->size();
  *what = size == 0 ? Pushed::kEmpty : Pushed::kDecodable;
  return Chunk(std::move(value), size);
}

Value makeError(std::string message, std::string code) {
  return Object::of(Error{"Error", std::move(code), std::move(message), {}});
}

Error describe(const Value& error) {
  if (const ErrorCode* code = error.error()) {
    const ErrorInfo& info = errorInfo(*code);
    return Error{info.className, info.code, info.text, {}};
  }
  const Object* object = error.object();
  const Error* described = object == nullptr ? nullptr : object->as<Error>();
  TC_ASSERT(described != nullptr, 0);
  return *described;
}

Value NativeHost::makeError(StreamId /*id*/, ErrorCode code) { return Value(code); }

Value NativeHost::aggregate(StreamId /*id*/, Value newer, Value older) {
  if (!newer) return older;
  if (!older) return newer;
  Error first = describe(older);
  Error both{"AggregateError", first.code, first.message, {}};
  both.errors.push_back(std::move(first));
  both.errors.push_back(describe(newer));
  return Object::of(std::move(both));
}

Value NativeHost::copy(StreamId /*id*/, const Value& value) { return copyOf(value); }

bool NativeHost::same(const Value& a, const Value& b) {
  const Object* x = a.object();
  const Object* y = b.object();
  return x != nullptr && y != nullptr && *x == *y;
}

Chunk NativeHost::concat(StreamId /*id*/, std::vector<Chunk> parts, bool /*decoded*/) {
  std::vector<uint8_t> all;
  for (const Chunk& part : parts) {
    const Bytes& bytes = *part.value.bytes();
    all.insert(all.end(), bytes.data(), bytes.data() + bytes.size());
  }
  return Chunk(Bytes(std::move(all)));
}

Chunk NativeHost::slice(StreamId /*id*/, const Chunk& chunk, double from, double to) {
  return Chunk(chunk.value.bytes()->slice(static_cast<uint32_t>(from), static_cast<uint32_t>(to)));
}

// Decoding belongs to hosts that have strings: a native stream never has a decoder.
Outcome NativeHost::decode(StreamId id, Chunk& /*chunk*/) {
  TC_UNREACHABLE("a native decoder", id);
}

Chunk NativeHost::decodeEnd(StreamId id) { TC_UNREACHABLE("a native decoder", id); }

// Natives have no emitters that are not the engine's.
bool NativeHost::foreignNeedsDrain(StreamId id) { TC_UNREACHABLE("a native foreign emitter", id); }
void NativeHost::releaseSlot(StreamId owner, uint32_t /*slot*/) {
  TC_UNREACHABLE("a native slot", owner);
}

// Engine::runTicks() is the loop, and finds the tick by itself.
void NativeHost::tickQueued(StreamId /*id*/) {}

}  // namespace tincan
