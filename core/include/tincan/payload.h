/// Bytes on their way through the virtual network. Nothing here looks inside them: a payload is
/// held by reference, and only its PayloadStore can cut, join or copy it.
#pragma once

#include <cstdint>
#include <vector>

#include "tincan/chunk.h"

namespace tincan {

/// A run of bytes: a value and its size in bytes.
struct Payload {
  Value value;
  uint32_t size = 0;

  Payload() = default;
  Payload(Value v, uint32_t n) : value(std::move(v)), size(n) {}
  explicit Payload(Bytes bytes) : size(bytes.size()) { value = std::move(bytes); }
};

/// The only one who touches payload bytes. This class does it for `Bytes`; a host whose payloads
/// live elsewhere (in a heap of its own) derives from it and handles its own references.
class PayloadStore : public SlotOwner {
 public:
  virtual ~PayloadStore() = default;
  /// Copies bytes [from, from + size) of `value` to `to`.
  virtual void copyOut(const Value& value, uint32_t from, uint32_t size, uint8_t* to);
  /// Bytes [from, to) of `value`, sharing its memory.
  virtual Value slice(const Value& value, uint32_t from, uint32_t to);
  /// Bytes [from, to) of `value` in memory of their own, as a kernel copies what it is given: the
  /// owner of `value` may change it afterwards.
  virtual Value copy(const Value& value, uint32_t from, uint32_t to);
  /// One run made of all `parts` in order; `size` is their sum.
  virtual Value concat(std::vector<Payload>&& parts, uint32_t size);
  void releaseSlot(StreamId owner, uint32_t slot) override;
};

/// Payloads in order, cut and joined as a byte stream.
class ByteQueue {
 public:
  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void push(Payload payload);
  /// Takes at most `max` bytes as one run, joining payloads. `!empty()`, `max > 0`.
  Payload take(PayloadStore& store, uint32_t max);
  /// Takes exactly `size` bytes, appending the runs they lie in to `out`.
  void takeRuns(PayloadStore& store, uint32_t size, std::vector<Payload>* out);
  void clear();

 private:
  Queue<Payload> runs_;
  uint32_t size_ = 0;
};

}  // namespace tincan
