// What the fuzz targets share: an input read as numbers, and what ends a run that broke a promise.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace tincan {

inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// The input as numbers; zeros when it has ended.
class Script {
 public:
  Script(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  bool done() const { return at_ >= size_; }
  uint8_t byte() { return done() ? 0 : data_[at_++]; }
  uint32_t word() {
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | byte();
    return value;
  }
  /// Mostly small, sometimes as large as a frame may be and more.
  uint32_t amount() {
    const uint32_t b = byte();
    return b < 128 ? b : b < 240 ? (b - 127) * 2048 : (b - 239) * 65536;
  }

 private:
  const uint8_t* data_;
  size_t size_;
  size_t at_ = 0;
};

}  // namespace tincan
