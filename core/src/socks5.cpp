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
    append32(out, bits);
  }
  append16(out, target.port);
  return Bytes(std::move(out));
}

Bytes socksLookup(const Bytes& name) {
  std::vector<uint8_t> out = {kVersion,
                              1,
                              kNoAuthentication,
                              kVersion,
                              static_cast<uint8_t>(SocksCommand::kResolve),
                              0,
                              kAddressName,
                              static_cast<uint8_t>(name.size())};
  out.insert(out.end(), name.data(), name.data() + name.size());
  append16(out, 0);
  return Bytes(std::move(out));
}

void SocksReplyReader::step() {
  const uint8_t* selection = bytes();
  const uint8_t* reply = selection + kSelectionSize;
  if (size() == kSelectionSize) {
    if (selection[0] != kVersion || selection[1] != kNoAuthentication) {
      become(HeaderState::kBad);
      return;
    }
    want(kReplyHead);
    return;
  }
  if (size() == kSelectionSize + kReplyHead) {
    code_ = reply[1];
    if (reply[0] == kVersion && reply[3] == kAddressV4) {
      want(4 + 2);
    } else if (reply[0] == kVersion && reply[3] == kAddressV6) {
      want(16 + 2);
    } else if (reply[0] == kVersion && reply[3] == kAddressName) {
      want(1);
    } else {
      become(HeaderState::kBad);
    }
    return;
  }
  if (reply[3] == kAddressName && size() == kSelectionSize + kReplyHead + 1) {
    want(reply[kReplyHead] + 2U);
    return;
  }
  if (reply[3] == kAddressV4) bound_.address = Address{false, read32(reply + kReplyHead)};
  if (reply[3] == kAddressV6) bound_.address = Address{true, read32(reply + kReplyHead + 12)};
  bound_.port = read16(bytes() + size() - 2);
  become(HeaderState::kDone);
}

}  // namespace tincan
