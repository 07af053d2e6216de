/// Records named by tokens that listeners and ticks carry: an index below a generation, so that one
/// that comes late finds nothing. Token 0 is never given out.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace tincan {

template <typename Record>
class TokenTable {
 public:
  /// The record of `token`, or null when it is gone. Adding a record moves the others.
  Record* find(uint32_t token) {
    const uint32_t index = token & kIndexMask;
    if (index >= entries_.size()) return nullptr;
    Entry& entry = entries_[index];
    return entry.used && entry.generation == token >> kIndexBits ? &entry.record : nullptr;
  }
  uint32_t add(Record record) {
    if (free_.empty()) {
      free_.push_back(static_cast<uint32_t>(entries_.size()));
      entries_.emplace_back();
    }
    const uint32_t index = free_.back();
    free_.pop_back();
    Entry& entry = entries_[index];
    entry.used = true;
    entry.record = std::move(record);
    return entry.generation << kIndexBits | index;
  }
  void remove(uint32_t token) {
    if (find(token) == nullptr) return;
    Entry& entry = entries_[token & kIndexMask];
    entry.used = false;
    entry.generation = entry.generation == kLastGeneration ? 1 : entry.generation + 1;
    entry.record = Record{};
    free_.push_back(token & kIndexMask);
  }

 private:
  static constexpr uint32_t kIndexBits = 20;
  static constexpr uint32_t kIndexMask = (1U << kIndexBits) - 1;
  // clang-tidy 14 does not see that constexpr leaves nothing to initialise at run time.
  // NOLINTNEXTLINE(bugprone-dynamic-static-initializers)
  static constexpr uint32_t kLastGeneration = (1U << 12) - 1;
  struct Entry {
    Record record{};
    uint32_t generation = 1;
    bool used = false;
  };
  std::vector<Entry> entries_;
  std::vector<uint32_t> free_;
};

}  // namespace tincan
