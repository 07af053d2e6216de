// The PROXY protocol header, version 2.
#include "proxy_v2.h"

#include "doctest/doctest.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

ProxyReader fed(const std::vector<uint8_t>& bytes, uint32_t step) {
  ProxyReader reader;
  for (uint32_t at = 0; at < bytes.size(); at += step) {
    reader.feed(bytes.data() + at, std::min(step, static_cast<uint32_t>(bytes.size()) - at));
  }
  return reader;
}

std::vector<uint8_t> header() {
  const Bytes bytes = proxyHeader({{false, kLoopbackV4}, 40000}, {{false, kLoopbackV4}, 8000});
  return {bytes.data(), bytes.data() + bytes.size()};
}

}  // namespace

TEST_CASE("a TCP over IPv4 header is 28 bytes and names both ends") {
  for (uint32_t step = 1; step <= 29; ++step) {
    CAPTURE(step);
    const ProxyReader reader = fed(header(), step);
    CHECK(reader.state() == HeaderState::kDone);
    CHECK(reader.size() == 28);
    CHECK(reader.source().port == 40000);
    CHECK(reader.destination().port == 8000);
    CHECK(reader.destination().address == Address{false, kLoopbackV4});
  }
}

TEST_CASE("TLVs are part of the header and data after it is not") {
  std::vector<uint8_t> bytes = header();
  bytes[15] = 12 + 5;
  bytes.insert(bytes.end(), {5, 0, 2, 'i', 'd', 'd', 'a', 't', 'a'});
  ProxyReader reader;
  CHECK(reader.feed(bytes.data(), static_cast<uint32_t>(bytes.size())) == 33);
  CHECK(reader.state() == HeaderState::kDone);
}

TEST_CASE("TCP over IPv6 names ::1") {
  std::vector<uint8_t> bytes = header();
  bytes.resize(16);
  bytes[13] = 0x21;
  bytes[15] = 36;
  bytes.resize(16 + 36);
  bytes[31] = bytes[47] = 1;
  bytes[50] = 0x1f;
  bytes[51] = 0x40;
  const ProxyReader reader = fed(bytes, 7);
  CHECK(reader.state() == HeaderState::kDone);
  CHECK(reader.source().address == Address{true, 1});
  CHECK(reader.destination().port == 8000);
}

TEST_CASE("a wrong signature, command, family or length is refused") {
  const auto changed = [](size_t at, uint8_t value) {
    std::vector<uint8_t> bytes = header();
    bytes[at] = value;
    return fed(bytes, 64).state();
  };
  CHECK(changed(0, 'P') == HeaderState::kBad);
  CHECK(changed(12, 0x20) == HeaderState::kBad);
  CHECK(changed(13, 0x12) == HeaderState::kBad);
  CHECK(changed(15, 11) == HeaderState::kBad);
  CHECK(changed(14, 0xff) == HeaderState::kBad);
}
