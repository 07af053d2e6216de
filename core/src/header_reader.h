/// Reads a header whose length shows only while it is read, in pieces of any size. What the bytes
/// mean is the derived reader's (SOCKS5 replies, PROXY headers).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tincan {

enum class HeaderState : uint8_t { kMore, kDone, kBad };

/// Numbers of a header, in network byte order.
inline uint16_t read16(const uint8_t* at) { return static_cast<uint16_t>(at[0] << 8 | at[1]); }
inline uint32_t read32(const uint8_t* at) {
  return static_cast<uint32_t>(read16(at)) << 16 | read16(at + 2);
}
inline void append16(std::vector<uint8_t>& out, uint16_t value) {
  out.push_back(static_cast<uint8_t>(value >> 8));
  out.push_back(static_cast<uint8_t>(value));
}
inline void append32(std::vector<uint8_t>& out, uint32_t value) {
  append16(out, static_cast<uint16_t>(value >> 16));
  append16(out, static_cast<uint16_t>(value));
}

class HeaderReader {
 public:
  /// Takes bytes until the header is whole or bad; returns how many of `size` it used.
  uint32_t feed(const uint8_t* bytes, uint32_t size) {
    uint32_t used = 0;
    while (used < size && state_ == HeaderState::kMore) {
      const uint32_t take = std::min(size - used, wanted_ - this->size());
      bytes_.insert(bytes_.end(), bytes + used, bytes + used + take);
      used += take;
      if (bytes_.size() == wanted_) step();
    }
    return used;
  }
  HeaderState state() const { return state_; }
  /// Bytes of the header so far; in the end, of the whole.
  uint32_t size() const { return static_cast<uint32_t>(bytes_.size()); }

 protected:
  /// `first` bytes say how the header goes on.
  explicit HeaderReader(uint32_t first) : wanted_(first) {}
  ~HeaderReader() = default;
  /// As many bytes as were wanted are here: decides how many more, or that the header is whole.
  virtual void step() = 0;

  const uint8_t* bytes() const { return bytes_.data(); }
  void want(uint32_t more) { wanted_ += more; }
  void become(HeaderState state) { state_ = state; }

 private:
  std::vector<uint8_t> bytes_;
  uint32_t wanted_;
  HeaderState state_ = HeaderState::kMore;
};

}  // namespace tincan
