// RFC 1928 as the engine speaks it towards the relay.
#include "socks5.h"

#include "doctest/doctest.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

std::string hex(const Bytes& bytes) {
  static const char* const kDigits = "0123456789abcdef";
  std::string text;
  for (uint32_t i = 0; i < bytes.size(); ++i) {
    text += kDigits[bytes.data()[i] >> 4];
    text += kDigits[bytes.data()[i] & 15];
  }
  return text;
}

/// Feeds `bytes` in pieces of `step` and one byte more that is not the header's.
SocksReplyReader fed(std::vector<uint8_t> bytes, uint32_t step) {
  SocksReplyReader reader;
  bytes.push_back(0xee);
  uint32_t at = 0;
  while (at < bytes.size()) {
    const auto size = std::min(step, static_cast<uint32_t>(bytes.size()) - at);
    const uint32_t used = reader.feed(bytes.data() + at, size);
    at += size;
    if (used < size) break;
  }
  return reader;
}

}  // namespace

TEST_CASE("CONNECT is the greeting and the request, pipelined") {
  CHECK(hex(socksRequest(SocksCommand::kConnect, {{false, kLoopbackV4}, 8000})) ==
        "050100050100017f0000011f40");
  CHECK(hex(socksRequest(SocksCommand::kConnect, {{true, 1}, 8000})) ==
        "05010005010004000000000000000000000000000000011f40");
}

TEST_CASE("BIND names the address the listener is on") {
  CHECK(hex(socksRequest(SocksCommand::kBind, {{true, 0}, 8000})) ==
        "05010005020004000000000000000000000000000000001f40");
  CHECK(hex(socksRequest(SocksCommand::kBind, {{false, 0}, 80})) ==
        "050100050200010000000000"
        "50");
}

TEST_CASE("a lookup is the greeting and RESOLVE with the name, for no port") {
  CHECK(hex(socksLookup(Bytes(std::string_view("db")))) ==
        "05010005f00003026462"
        "0000");
}

TEST_CASE("a reply may come in pieces of any size, and ends where it ends") {
  const std::vector<uint8_t> granted = {5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0x9c, 0x40};
  for (uint32_t step = 1; step <= 14; ++step) {
    CAPTURE(step);
    const SocksReplyReader reader = fed(granted, step);
    CHECK(reader.state() == HeaderState::kDone);
    CHECK(reader.code() == 0);
    CHECK(reader.bound().address == Address{false, kLoopbackV4});
    CHECK(reader.bound().port == 40000);
    CHECK(reader.size() == granted.size());
  }
}

TEST_CASE("refusals carry their code; names and IPv6 addresses are read over") {
  CHECK(fed({5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0}, 3).code() == 5);
  const SocksReplyReader named = fed({5, 0, 5, 0, 0, 3, 2, 'a', 'b', 1, 2}, 4);
  CHECK(named.state() == HeaderState::kDone);
  CHECK(named.bound().port == 0x0102);
  const SocksReplyReader v6 =
      fed({5, 0, 5, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2}, 5);
  CHECK(v6.bound().address == Address{true, 1});
}

TEST_CASE("what is no SOCKS reply is refused") {
  CHECK(fed({4, 0}, 2).state() == HeaderState::kBad);
  CHECK(fed({5, 0xff}, 2).state() == HeaderState::kBad);
  CHECK(fed({5, 0, 4, 0, 0, 1}, 6).state() == HeaderState::kBad);
  CHECK(fed({5, 0, 5, 0, 0, 9}, 6).state() == HeaderState::kBad);
}
