/// Records named by tokens that listeners and ticks carry: an index below a generation, so that one
/// that comes late finds nothing. Token 0 is never given out.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "tincan/assert.h"
#include "tincan/id.h"

namespace tincan {

template <typename Record>
class TokenTable {
 public:
  /// The record of `token`, or null when it is gone. Adding a record moves the others.
  Record* find(uint32_t token) {
    const uint32_t index = idIndex(token);
    if (index >= entries_.size()) return nullptr;
    Entry& entry = entries_[index];
    return entry.used && entry.generation == idGeneration(token) ? &entry.record : nullptr;
  }
  uint32_t add(Record record) {
    if (free_.empty()) {
      TC_ASSERT(entries_.size() <= kIdIndexMask, 0);
      free_.push_back(static_cast<uint32_t>(entries_.size()));
      entries_.emplace_back();
    }
    const uint32_t index = free_.back();
    free_.pop_back();
    Entry& entry = entries_[index];
    entry.used = true;
    entry.record = std::move(record);
    return makeId(index, entry.generation);
  }
  void remove(uint32_t token) {
    if (find(token) == nullptr) return;
    Entry& entry = entries_[idIndex(token)];
    entry.used = false;
    entry.generation = nextGeneration(entry.generation);
    entry.record = Record{};
    free_.push_back(idIndex(token));
  }

 private:
  struct Entry {
    Record record{};
    uint32_t generation = 1;
    bool used = false;
  };
  std::vector<Entry> entries_;
  std::vector<uint32_t> free_;
};

}  // namespace tincan
