/// Values that pass through streams. This file knows neither streams nor hosts' insides: a value is
/// either bytes the engine holds itself or a slot number in a table its host keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tincan/id.h"

namespace tincan {

enum class ErrorCode : uint8_t;

/// Where a HostRef's value lives. Host implements it; the engine calls it when it drops a
/// reference.
class SlotOwner {
 public:
  /// The value in `slot` of `owner`'s table is no longer needed. Must not run user code.
  virtual void releaseSlot(StreamId owner, uint32_t slot) = 0;

 protected:
  ~SlotOwner() = default;
};

/// A host value (chunk, callback, error) held by slot number. Move-only; dropping it frees the
/// slot.
class HostRef {
 public:
  HostRef() = default;
  HostRef(SlotOwner* table, StreamId owner, uint32_t slot)
      : table_(table), owner_(owner), slot_(slot) {}
  HostRef(HostRef&& other) noexcept { *this = std::move(other); }
  HostRef& operator=(HostRef&& other) noexcept {
    if (this != &other) {
      release();
      table_ = other.table_;
      owner_ = other.owner_;
      slot_ = std::exchange(other.slot_, 0);
    }
    return *this;
  }
  HostRef(const HostRef&) = delete;
  HostRef& operator=(const HostRef&) = delete;
  ~HostRef() { release(); }

  StreamId owner() const { return owner_; }
  uint32_t slot() const { return slot_; }
  /// Gives the slot up without freeing it: the host has taken the value out, or now keeps it.
  uint32_t detach() { return std::exchange(slot_, 0); }

 private:
  void release() {
    if (slot_ != 0) table_->releaseSlot(owner_, std::exchange(slot_, 0));
  }
  SlotOwner* table_ = nullptr;
  StreamId owner_ = 0;
  uint32_t slot_ = 0;
};

/// An immutable slice of reference-counted bytes: what native sources, tests and codecs produce.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(std::vector<uint8_t> bytes)
      : store_(std::make_shared<const std::vector<uint8_t>>(std::move(bytes))),
        size_(static_cast<uint32_t>(store_->size())) {}
  explicit Bytes(std::string_view text) : Bytes(std::vector<uint8_t>(text.begin(), text.end())) {}

  const uint8_t* data() const { return store_ ? store_->data() + offset_ : nullptr; }
  uint32_t size() const { return size_; }
  std::string_view text() const { return {reinterpret_cast<const char*>(data()), size_}; }
  /// Bytes [from, to) of this slice, sharing the store. `from <= to <= size()`.
  Bytes slice(uint32_t from, uint32_t to) const {
    Bytes part = *this;
    part.offset_ += from;
    part.size_ = to - from;
    return part;
  }

 private:
  std::shared_ptr<const std::vector<uint8_t>> store_;
  uint32_t offset_ = 0;
  uint32_t size_ = 0;
};

/// A value of a C++ author's own (a struct in object mode, a callback, an error), shared and
/// immutable. There is no runtime type information: the type is known by the address of a tag.
class Object {
 public:
  template <typename T>
  static Object of(T value) {
    Object object;
    object.value_ = std::make_shared<const T>(std::move(value));
    object.type_ = &kTag<T>;
    return object;
  }
  /// The value, or null when it is of another type.
  template <typename T>
  const T* as() const {
    return type_ == &kTag<T> ? static_cast<const T*>(value_.get()) : nullptr;
  }
  /// Whether both are one and the same value, not only equal.
  bool operator==(const Object& other) const { return value_ == other.value_; }

 private:
  template <typename T>
  static inline const char kTag = 0;
  std::shared_ptr<const void> value_;
  const void* type_ = nullptr;
};

/// A unique_ptr for what is nearly always absent: moving and dropping an empty one is a test of a
/// pointer in line, and only a full one is a call. Chunks pass through it several times each.
template <typename T>
class Rare {
 public:
  Rare() = default;
  explicit Rare(T value) : item_(new T(std::move(value))) {}
  Rare(Rare&& other) noexcept : item_(std::exchange(other.item_, nullptr)) {}
  Rare& operator=(Rare&& other) noexcept {
    if (item_ != nullptr) drop();
    item_ = std::exchange(other.item_, nullptr);
    return *this;
  }
  Rare(const Rare&) = delete;
  Rare& operator=(const Rare&) = delete;
  ~Rare() {
    if (item_ != nullptr) drop();
  }
  T* get() const { return item_; }

 private:
  __attribute__((noinline)) void drop() { delete std::exchange(item_, nullptr); }
  T* item_ = nullptr;
};

/// Anything the engine stores without looking inside: nothing, a host value, bytes, an object of a
/// C++ author's, or an error of the engine's own that no host has made an object of.
///
/// A host value is the common case and moves often, so it stands beside the others and not among
/// them: a variant's dispatch costs more than the stream's own work on a chunk.
class Value {
 public:
  Value() = default;
  Value(HostRef ref) : ref_(std::move(ref)) {}  // NOLINT(google-explicit-constructor)
  Value(Bytes bytes)                            // NOLINT(google-explicit-constructor)
      : native_(Native(std::move(bytes))) {}
  Value(Object object)  // NOLINT(google-explicit-constructor)
      : native_(Native(std::move(object))) {}
  explicit Value(ErrorCode code) : native_(Native(code)) {}

  bool empty() const { return ref_.slot() == 0 && native_.get() == nullptr; }
  explicit operator bool() const { return !empty(); }
  HostRef* ref() { return ref_.slot() == 0 ? nullptr : &ref_; }
  const HostRef* ref() const { return ref_.slot() == 0 ? nullptr : &ref_; }
  const Bytes* bytes() const { return std::get_if<Bytes>(native_.get()); }
  const Object* object() const { return std::get_if<Object>(native_.get()); }
  const ErrorCode* error() const { return std::get_if<ErrorCode>(native_.get()); }

 private:
  using Native = std::variant<Bytes, Object, ErrorCode>;
  HostRef ref_;
  Rare<Native> native_;
};

/// Encodings every host numbers alike: of bytes, and none given.
constexpr uint16_t kBufferEncoding = 0;
constexpr uint16_t kNoEncoding = 2;

/// One element of a stream's buffer.
struct Chunk {
  Value value;
  /// In the stream's unit, computed once where the value entered: bytes, UTF-16 units of a decoded
  /// string, or 1 in object mode. A double, as it may pass 4 GiB on a host of 32 bits.
  double size = 0;
  /// Host's number for the encoding that travels with a written string; 0 is 'buffer'.
  uint16_t encoding = 0;

  Chunk() = default;
  Chunk(Value v, double n, uint16_t enc = 0) : value(std::move(v)), size(n), encoding(enc) {}
  explicit Chunk(Bytes bytes) : size(bytes.size()) { value = std::move(bytes); }
};

/// First in, first out, and cheap to shift: a vector with a moving head.
template <typename T>
class Queue {
 public:
  bool empty() const { return head_ == items_.size(); }
  size_t size() const { return items_.size() - head_; }
  T& front() { return items_[head_]; }
  T& operator[](size_t i) { return items_[head_ + i]; }
  const T& operator[](size_t i) const { return items_[head_ + i]; }
  void push(T item) { items_.push_back(std::move(item)); }
  void unshift(T item) {
    if (head_ == 0) makeGap();
    items_[--head_] = std::move(item);
  }
  T shift() {
    T item = std::move(items_[head_++]);
    if (head_ == items_.size()) {
      clear();
    } else if (head_ >= 64 && head_ * 2 >= items_.size()) {
      items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
    return item;
  }
  void clear() {
    items_.clear();
    head_ = 0;
    if (items_.capacity() > 1024) items_.shrink_to_fit();
  }
  std::vector<T> takeAll() {
    std::vector<T> all;
    all.reserve(size());
    for (size_t i = head_; i < items_.size(); ++i) all.push_back(std::move(items_[i]));
    clear();
    return all;
  }

 private:
  /// Room in front in proportion to what is there: many unshifts move each item a bounded number of
  /// times. Less than what shift() takes away as too much.
  void makeGap() {
    const size_t gap = items_.size() / 4 + 8;
    std::vector<T> items;
    items.reserve(items_.size() + gap + items_.size() / 4);
    items.resize(gap);
    for (T& item : items_) items.push_back(std::move(item));
    items_ = std::move(items);
    head_ = gap;
  }
  std::vector<T> items_;
  size_t head_ = 0;
};

}  // namespace tincan
