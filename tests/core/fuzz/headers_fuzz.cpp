// libFuzzer target for the headers of streams: SOCKS5 replies and PROXY v2, in pieces of any size.
// Whole, byte by byte and cut as the input says they must be read alike, and what the engine's own
// codec writes must be read back.
#include "proxy_v2.h"
#include "script.h"
#include "socks5.h"

namespace tincan {
namespace {

/// The longest of both, as their documents have it: a name of 255 bytes in a reply; 16 + 520.
constexpr uint32_t kLongest = 536;

/// Feeds `bytes` in pieces as `cut` says (0: whole); returns how many were used.
template <typename Reader>
uint32_t fed(Reader& reader, const Bytes& bytes, uint8_t cut) {
  uint32_t at = 0;
  uint32_t step = cut == 0 ? bytes.size() : cut;
  while (at < bytes.size()) {
    const uint32_t size = std::min(step, bytes.size() - at);
    const uint32_t used = reader.feed(bytes.data() + at, size);
    require(used <= size, "more was used than there is");
    at += used;
    if (reader.state() != HeaderState::kMore) return at;
    require(used == size, "bytes were left though more are wanted");
    step = cut == 1 ? 1 : step % 7 + 1;
  }
  return at;
}

void same(const Endpoint& a, const Endpoint& b) { require(a == b, "endpoints differ"); }

void sameResult(const SocksReplyReader& a, const SocksReplyReader& b) {
  require(a.code() == b.code(), "codes differ");
  same(a.bound(), b.bound());
}

void sameResult(const ProxyReader& a, const ProxyReader& b) {
  same(a.source(), b.source());
  same(a.destination(), b.destination());
}

template <typename Reader>
void readAlike(const Bytes& bytes, uint8_t cut) {
  Reader whole;
  const uint32_t used = fed(whole, bytes, 0);
  require(whole.size() <= kLongest, "a header without end");
  require(whole.size() == used, "a header's size is not what it used");
  for (const uint8_t way : {uint8_t{1}, cut}) {
    Reader pieces;
    require(fed(pieces, bytes, way) == used, "where it is cut changes how much is used");
    require(pieces.state() == whole.state(), "where it is cut changes what it is");
    if (whole.state() == HeaderState::kDone) sameResult(whole, pieces);
  }
  if (whole.state() != HeaderState::kMore) {
    require(whole.feed(bytes.data(), bytes.size()) == 0, "a header that is over took more");
  }
}

/// What stands before the input's bytes, so that it need not find the fixed parts by itself.
Bytes withStart(uint8_t kind, Script& script) {
  static constexpr uint8_t kSocks[] = {5, 0, 5, 0, 0};
  static constexpr uint8_t kProxy[] = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a,
                                       0x51, 0x55, 0x49, 0x54, 0x0a, 0x21};
  std::vector<uint8_t> bytes;
  if (kind == 1) bytes.assign(std::begin(kSocks), std::end(kSocks));
  if (kind == 3) bytes.assign(std::begin(kProxy), std::end(kProxy));
  while (!script.done()) bytes.push_back(script.byte());
  return Bytes(std::move(bytes));
}

void writtenIsRead(Script& script) {
  const Endpoint source{{false, script.word()}, static_cast<uint16_t>(script.word())};
  const Endpoint destination{{false, script.word()}, static_cast<uint16_t>(script.word())};
  const Bytes header = proxyHeader(source, destination);
  ProxyReader reader;
  require(fed(reader, header, script.byte()) == header.size(), "a header is not read to its end");
  require(reader.state() == HeaderState::kDone, "a header of our own is not read");
  same(reader.source(), source);
  same(reader.destination(), destination);
}

}  // namespace
}  // namespace tincan

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tincan;  // NOLINT(google-build-using-namespace)
  Script script(data, size);
  const uint8_t kind = script.byte() % 5;
  const uint8_t cut = script.byte();
  if (kind == 4) {
    writtenIsRead(script);
  } else if (kind < 2) {
    readAlike<SocksReplyReader>(withStart(kind, script), cut);
  } else {
    readAlike<ProxyReader>(withStart(kind, script), cut);
  }
  return 0;
}
