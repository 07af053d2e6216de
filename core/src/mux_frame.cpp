// The yamux header as bytes (spec.md "Framing"): big endian, 12 bytes.
#include "tincan/mux.h"

namespace tincan {

namespace {

uint32_t read32(const uint8_t* at) {
  return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 |
         static_cast<uint32_t>(at[2]) << 8 | at[3];
}

void write32(uint8_t* at, uint32_t value) {
  at[0] = static_cast<uint8_t>(value >> 24);
  at[1] = static_cast<uint8_t>(value >> 16);
  at[2] = static_cast<uint8_t>(value >> 8);
  at[3] = static_cast<uint8_t>(value);
}

}  // namespace

FrameBytes encodeFrame(const FrameHeader& header) {
  FrameBytes bytes;
  bytes[0] = header.version;
  bytes[1] = static_cast<uint8_t>(header.type);
  bytes[2] = static_cast<uint8_t>(header.flags >> 8);
  bytes[3] = static_cast<uint8_t>(header.flags);
  write32(&bytes[4], header.stream);
  write32(&bytes[8], header.length);
  return bytes;
}

FrameHeader decodeFrame(const uint8_t* bytes) {
  FrameHeader header;
  header.version = bytes[0];
  header.type = static_cast<FrameType>(bytes[1]);
  header.flags = static_cast<uint16_t>(bytes[2] << 8 | bytes[3]);
  header.stream = read32(bytes + 4);
  header.length = read32(bytes + 8);
  return header;
}

Bytes flatten(PayloadStore& store, const MuxMessage& message) {
  std::vector<uint8_t> all;
  all.reserve(message.size);
  auto copyHeaders = [&all, &message, from = size_t{0}](size_t to) mutable {
    const uint8_t* bytes = message.bytes.data();
    all.insert(all.end(), bytes + from, bytes + to);
    from = to;
  };
  for (const MuxMessage::Insert& insert : message.inserts) {
    copyHeaders(insert.at);
    const size_t at = all.size();
    all.resize(at + insert.payload.size);
    store.copyOut(insert.payload.value, 0, insert.payload.size, all.data() + at);
  }
  copyHeaders(message.bytes.size());
  return Bytes(std::move(all));
}

}  // namespace tincan
