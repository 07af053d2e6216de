// Payloads held as Bytes, and the queue that turns payloads into a byte stream.
#include "tincan/payload.h"

#include <algorithm>

namespace tincan {

void PayloadStore::copyOut(const Value& value, uint32_t from, uint32_t size, uint8_t* to) {
  const uint8_t* data = value.bytes()->data();
  std::copy(data + from, data + from + size, to);
}

Value PayloadStore::slice(const Value& value, uint32_t from, uint32_t to) {
  return value.bytes()->slice(from, to);
}

Value PayloadStore::copy(const Value& value, uint32_t from, uint32_t to) {
  // Bytes never change, so sharing them is as good as a copy.
  return value.bytes()->slice(from, to);
}

Value PayloadStore::concat(std::vector<Payload>&& parts, uint32_t size) {
  std::vector<uint8_t> all(size);
  uint32_t at = 0;
  for (const Payload& part : parts) {
    copyOut(part.value, 0, part.size, all.data() + at);
    at += part.size;
  }
  return Bytes(std::move(all));
}

void PayloadStore::releaseSlot(StreamId, uint32_t) {}

void ByteQueue::push(Payload payload) {
  if (payload.size == 0) return;
  size_ += payload.size;
  runs_.push(std::move(payload));
}

void ByteQueue::takeRuns(PayloadStore& store, uint32_t size, std::vector<Payload>* out) {
  while (size > 0) {
    Payload& first = runs_.front();
    if (first.size <= size) {
      size -= first.size;
      size_ -= first.size;
      out->push_back(runs_.shift());
      continue;
    }
    out->emplace_back(store.slice(first.value, 0, size), size);
    first.value = store.slice(first.value, size, first.size);
    first.size -= size;
    size_ -= size;
    size = 0;
  }
}

Payload ByteQueue::take(PayloadStore& store, uint32_t max) {
  const uint32_t size = std::min(max, size_);
  std::vector<Payload> runs;
  takeRuns(store, size, &runs);
  if (runs.size() == 1) return std::move(runs.front());
  return Payload(store.concat(std::move(runs), size), size);
}

void ByteQueue::clear() {
  runs_.clear();
  size_ = 0;
}

}  // namespace tincan
