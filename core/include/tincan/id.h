/// Ids and tokens: the index of a record below the generation of its place, so that one that comes
/// late finds nothing. This file knows no records.
#pragma once

#include <cstdint>

namespace tincan {

/// Identity of a stream (or any other thing a host has an object for). 0 names nothing. An id
/// outlives its stream safely: the generation no longer fits.
using StreamId = uint32_t;

/// Bits of the index. 2^23 streams take more memory than the 2 GiB Wasm is given, so a program runs
/// out of memory before it runs out of ids.
constexpr uint32_t kIdIndexBits = 23;
constexpr uint32_t kIdIndexMask = (1U << kIdIndexBits) - 1;

constexpr uint32_t idIndex(uint32_t id) { return id & kIdIndexMask; }
constexpr uint32_t idGeneration(uint32_t id) { return id >> kIdIndexBits; }
constexpr uint32_t makeId(uint32_t index, uint32_t generation) {
  return generation << kIdIndexBits | index;
}
/// The generation after `generation`: never 0, so that no id is 0.
constexpr uint32_t nextGeneration(uint32_t generation) {
  return generation == (1U << (32 - kIdIndexBits)) - 1 ? 1 : generation + 1;
}

}  // namespace tincan
