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

}  // namespace

Bytes proxyHeader(const Endpoint& source, const Endpoint& destination) {
  std::vector<uint8_t> out(kSignature.begin(), kSignature.end());
  out.insert(out.end(), {kVersionProxy, kTcp4, 0, 12});
  for (const Endpoint* end : {&source, &destination}) {
    append32(out, end->address.bits);
  }
  for (const Endpoint* end : {&source, &destination}) append16(out, end->port);
  return Bytes(std::move(out));
}

void ProxyReader::step() {
  const uint8_t* head = bytes();
  const uint8_t family = head[13];
  if (size() == kFixed) {
    const uint32_t rest = read16(head + 14);
    const uint32_t least = family == kTcp4 ? 12 : 36;
    if (!std::equal(kSignature.begin(), kSignature.end(), head) || head[12] != kVersionProxy ||
        (family != kTcp4 && family != kTcp6) || rest < least || rest > kMaxRest) {
      become(HeaderState::kBad);
      return;
    }
    want(rest);
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
  become(HeaderState::kDone);
}

}  // namespace tincan
