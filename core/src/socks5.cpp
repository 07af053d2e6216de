// RFC 1928 sections 3, 4 and 6.
#include "socks5.h"

#include <algorithm>

namespace tincan {

namespace {

constexpr uint8_t kVersion = 5;
constexpr uint8_t kNoAuthentication = 0;
constexpr uint8_t kAddressV4 = 1;
constexpr uint8_t kAddressName = 3;
constexpr uint8_t kAddressV6 = 4;
/// Version and method; version, code, reserved, address type.
constexpr uint32_t kSelectionSize = 2;
constexpr uint32_t kReplyHead = 4;

uint32_t read32(const uint8_t* at) {
  return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 |
         static_cast<uint32_t>(at[2]) << 8 | at[3];
}

}  // namespace

Bytes socksRequest(SocksCommand command, const Endpoint& target) {
  std::vector<uint8_t> out = {
      kVersion, 1, kNoAuthentication, kVersion, static_cast<uint8_t>(command), 0};
  const uint32_t bits = target.address.bits;
  if (target.address.v6 && bits <= 1) {
    out.push_back(kAddressV6);
    out.insert(out.end(), 15, 0);
    out.push_back(static_cast<uint8_t>(bits));
  } else {
    out.push_back(kAddressV4);
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(bits >> shift));
  }
  out.push_back(static_cast<uint8_t>(target.port >> 8));
  out.push_back(static_cast<uint8_t>(target.port));
  return Bytes(std::move(out));
}

uint32_t SocksReplyReader::feed(const uint8_t* bytes, uint32_t size) {
  uint32_t used = 0;
  while (used < size && state_ == HeaderState::kMore) {
    const uint32_t take = std::min(size - used, wanted_ - static_cast<uint32_t>(bytes_.size()));
    bytes_.insert(bytes_.end(), bytes + used, bytes + used + take);
    used += take;
    if (bytes_.size() == wanted_) step();
  }
  return used;
}

/// `wanted_` bytes are here: decides how many more belong to the answer, or that it is whole.
void SocksReplyReader::step() {
  const uint8_t* selection = bytes_.data();
  const uint8_t* reply = selection + kSelectionSize;
  if (bytes_.size() == kSelectionSize) {
    if (selection[0] != kVersion || selection[1] != kNoAuthentication) {
      state_ = HeaderState::kBad;
      return;
    }
    wanted_ += kReplyHead;
    return;
  }
  if (bytes_.size() == kSelectionSize + kReplyHead) {
    code_ = reply[1];
    if (reply[0] == kVersion && reply[3] == kAddressV4) {
      wanted_ += 4 + 2;
    } else if (reply[0] == kVersion && reply[3] == kAddressV6) {
      wanted_ += 16 + 2;
    } else if (reply[0] == kVersion && reply[3] == kAddressName) {
      wanted_ += 1;
    } else {
      state_ = HeaderState::kBad;
    }
    return;
  }
  if (reply[3] == kAddressName && bytes_.size() == kSelectionSize + kReplyHead + 1) {
    wanted_ += reply[kReplyHead] + 2U;
    return;
  }
  if (reply[3] == kAddressV4) bound_.address = Address{false, read32(reply + kReplyHead)};
  if (reply[3] == kAddressV6) bound_.address = Address{true, read32(reply + kReplyHead + 12)};
  const uint8_t* port = bytes_.data() + bytes_.size() - 2;
  bound_.port = static_cast<uint16_t>(port[0] << 8 | port[1]);
  state_ = HeaderState::kDone;
}

}  // namespace tincan
