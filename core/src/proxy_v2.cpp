// proxy-protocol.txt 2.2, binary header format.
#include "proxy_v2.h"

#include <algorithm>
#include <array>

namespace tincan {

namespace {

constexpr std::array<uint8_t, 12> kSignature = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d,
                                                0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
constexpr uint8_t kVersionProxy = 0x21;
constexpr uint8_t kTcp4 = 0x11;
constexpr uint8_t kTcp6 = 0x21;
constexpr uint32_t kFixed = 16;
/// Address block and TLVs together; the document promises that 536 bytes hold any header.
constexpr uint32_t kMaxRest = 520;

uint32_t read32(const uint8_t* at) {
  return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 |
         static_cast<uint32_t>(at[2]) << 8 | at[3];
}

uint16_t read16(const uint8_t* at) { return static_cast<uint16_t>(at[0] << 8 | at[1]); }

}  // namespace

Bytes proxyHeader(const Endpoint& source, const Endpoint& destination) {
  std::vector<uint8_t> out(kSignature.begin(), kSignature.end());
  out.insert(out.end(), {kVersionProxy, kTcp4, 0, 12});
  for (const Endpoint* end : {&source, &destination}) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.push_back(static_cast<uint8_t>(end->address.bits >> shift));
    }
  }
  for (const Endpoint* end : {&source, &destination}) {
    out.push_back(static_cast<uint8_t>(end->port >> 8));
    out.push_back(static_cast<uint8_t>(end->port));
  }
  return Bytes(std::move(out));
}

uint32_t ProxyReader::feed(const uint8_t* bytes, uint32_t size) {
  uint32_t used = 0;
  while (used < size && state_ == HeaderState::kMore) {
    const uint32_t take = std::min(size - used, wanted_ - static_cast<uint32_t>(bytes_.size()));
    bytes_.insert(bytes_.end(), bytes + used, bytes + used + take);
    used += take;
    if (bytes_.size() == wanted_) step();
  }
  return used;
}

void ProxyReader::step() {
  const uint8_t* head = bytes_.data();
  const uint8_t family = head[13];
  if (bytes_.size() == kFixed) {
    const uint32_t rest = read16(head + 14);
    const uint32_t least = family == kTcp4 ? 12 : 36;
    if (!std::equal(kSignature.begin(), kSignature.end(), head) || head[12] != kVersionProxy ||
        (family != kTcp4 && family != kTcp6) || rest < least || rest > kMaxRest) {
      state_ = HeaderState::kBad;
      return;
    }
    wanted_ += rest;
    return;
  }
  const uint8_t* block = head + kFixed;
  if (family == kTcp4) {
    source_ = Endpoint{{false, read32(block)}, read16(block + 8)};
    destination_ = Endpoint{{false, read32(block + 4)}, read16(block + 10)};
  } else {
    // The virtual host has ::1 and mapped addresses only: the last 32 bits tell them apart.
    source_ = Endpoint{{true, read32(block + 12)}, read16(block + 32)};
    destination_ = Endpoint{{true, read32(block + 28)}, read16(block + 34)};
  }
  state_ = HeaderState::kDone;
}

}  // namespace tincan
