// The rules this engine chose where the yamux specification is silent, row by row as core/README.md
// lists them; what every peer does alike is in mux_test.cpp.
#include "doctest/doctest.h"
#include "mux_peer.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

/// Numbered pings, more than one message may hold the answers of.
Bytes pings(uint32_t count) {
  std::vector<Bytes> all;
  for (uint32_t i = 0; i < count; ++i) all.push_back(frame(FrameType::kPing, kSyn, 0, i));
  return joined(all);
}

}  // namespace

TEST_CASE("however much is to be answered, no message is longer than a peer takes") {
  MuxUnderTest a;
  a.receive(pings(20000));
  const uint32_t id = a.session.open();
  a.send(id, std::string(kInitialWindow, 'x'));
  const Bytes sent = a.sentBytes();
  CHECK(a.largestMessage <= kMaxDataAccepted + kFrameHeaderSize);
  CHECK(sent.size() == 20000 * 12 + 12 + 4 * (12 + 65536));
  for (uint32_t i = 0; i < 20000; ++i) {
    REQUIRE(decodeFrame(sent.data() + size_t{i} * 12).length == i);
  }
}

TEST_CASE("a peer that asks for ever and reads nothing is not answered for ever") {
  MuxUnderTest a;
  a.drains = false;
  uint32_t asked = 0;
  std::string told;
  while (told.empty() && asked < 1000000) {
    told = a.receive(pings(1000));
    asked += 1000;
  }
  CHECK(told == "violation answers are not read 1008");
  CHECK(asked * kFrameHeaderSize <= kMaxControl + 2 * 1000 * kFrameHeaderSize);
  CHECK(a.sent() == "goaway 1");
}

TEST_CASE("a second SYN for a stream that is open ends the session") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  a.sent();
  CHECK(a.receive(dataFrame(2, "", kSyn)) == "violation SYN for a stream that is open 1002");
  CHECK(a.sent() == "goaway 1");
}

TEST_CASE("SYNs may come out of order") {
  MuxUnderTest a;
  CHECK(a.receive(joined({windowFrame(6, kSyn), windowFrame(2, kSyn), windowFrame(4, kSyn)})) ==
        "stream 6, stream 2, stream 4");
}

TEST_CASE("stream ids of the wrong parity end the session, SYN for stream 0 as well") {
  for (const uint32_t id : {1U, 3U, 0xffffffffU}) {
    MuxUnderTest client;
    CHECK(client.receive(windowFrame(id, kSyn)) ==
          "violation SYN with an id of the wrong parity 1002");
  }
  for (const uint32_t id : {2U, 4U, 0xfffffffeU}) {
    MuxUnderTest server(MuxRole::kServer);
    CHECK(server.receive(windowFrame(id, kSyn)) ==
          "violation SYN with an id of the wrong parity 1002");
  }
  MuxUnderTest zero;
  CHECK(zero.receive(windowFrame(0, kSyn)) == "violation WindowUpdate for stream 0 1002");
  CHECK(zero.sent() == "goaway 1");
}

TEST_CASE("the highest id may be used") {
  MuxUnderTest a;
  CHECK(a.receive(windowFrame(0xfffffffe, kSyn)) == "stream 4294967294");
  CHECK(a.receive(dataFrame(0xfffffffe, "x")) == "data 4294967294 'x'");
}

TEST_CASE("nothing is sent after the own FIN, and FIN only once") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.session.finish(id);
  a.session.finish(id);
  CHECK(a.session.room(id, 10) == 0);
  CHECK(a.sent() == "window syn 1 +0, window fin 1 +0");
  a.session.finish(id);
  CHECK(a.sent().empty());
}

TEST_CASE("FIN never rides on data, whatever waits with it") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.sent();
  a.send(id, std::string(70000, 'x'));
  a.session.finish(id);
  CHECK(a.sent() == "data 1 65536 bytes, data 1 4464 bytes, window fin 1 +0");
}

TEST_CASE("an empty Data frame with FIN is a FIN") {
  MuxUnderTest a;
  CHECK(a.receive(joined({windowFrame(2, kSyn), dataFrame(2, "", kFin)})) == "stream 2, fin 2");
}

TEST_CASE("RST on a Data frame takes effect after the data") {
  MuxUnderTest a;
  CHECK(a.receive(joined({windowFrame(2, kSyn), dataFrame(2, "last", kRst)})) ==
        "stream 2, data 2 'last', reset 2 0");
  CHECK(a.receive(dataFrame(2, "late")).empty());
}

TEST_CASE("a stream opened and reset in one frame was never there") {
  MuxUnderTest a;
  CHECK(a.receive(joined({windowFrame(2, kSyn | kRst), dataFrame(2, "late")})).empty());
  CHECK(a.session.liveStreams() == 0);
  CHECK(a.sent().empty());
}

TEST_CASE("after the peer's RST its late data is drained") {
  MuxUnderTest a;
  CHECK(a.receive(joined({windowFrame(2, kSyn), windowFrame(2, kRst), dataFrame(2, "late"),
                          windowFrame(2, kFin), windowFrame(2, 0, 7), windowFrame(2, kRst)})) ==
        "stream 2, reset 2 0");
  CHECK(a.sent() == "window ack 2 +0");
}

TEST_CASE("what was under way when a stream was reset here is not held against the peer") {
  MuxUnderTest a;
  const Bytes windowful = dataFrame(2, std::string(kMaxDataAccepted, 'x'));
  // 20 MiB in all, none of them the peer's fault.
  for (int i = 0; i < 80; ++i) {
    a.receive(windowFrame(2, kSyn));
    a.session.reset(2);
    CHECK(a.receive(windowful).empty());
  }
  CHECK(!a.session.over());
  // A window more each time is.
  std::string told;
  for (int i = 0; i < 80 && told.empty(); ++i) told = a.receive(windowful);
  CHECK(told == "violation 16 MiB of Data for unknown streams 1008");
}

TEST_CASE("data for a stream refused for want of place is not held against the peer either") {
  MuxUnderTest a;
  a.acceptAll = false;
  for (uint32_t id = 2; id <= 2048; id += 2) a.receive(windowFrame(id, kSyn));
  const std::string window(kMaxDataAccepted, 'x');
  for (uint32_t id = 2050; id < 2050 + 2 * 80; id += 2) {
    CHECK(a.receive(joined({windowFrame(id, kSyn), dataFrame(id, window)})).empty());
  }
  CHECK(!a.session.over());
}

TEST_CASE("credit after the peer's FIN is taken and counts") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.send(id, std::string(kInitialWindow, 'x'));
  a.sent();
  CHECK(a.session.room(id, 1) == 0);
  CHECK(a.receive(windowFrame(1, kAck | kFin)) == "fin 1");
  CHECK(a.receive(windowFrame(1, 0, 100)) == "room 1");
  CHECK(a.session.room(id, 200) == 100);
}

TEST_CASE("2000 SYNs at once: 1024 streams, the rest reset, the session lives") {
  MuxUnderTest a;
  a.acceptAll = false;
  std::vector<Bytes> all;
  for (uint32_t i = 1; i <= 2000; ++i) all.push_back(windowFrame(2 * i, kSyn));
  a.receive(joined(all));
  CHECK(a.session.liveStreams() == 1024);
  const Bytes answers = a.sentBytes();
  CHECK(answers.size() == 976 * kFrameHeaderSize);
  for (uint32_t at = 0; at < answers.size(); at += kFrameHeaderSize) {
    const FrameHeader answer = decodeFrame(answers.data() + at);
    REQUIRE(answer.flags == kRst);
    REQUIRE(answer.length == kTooManyStreams);
  }
  for (uint32_t id = 2; id <= 512; id += 2) a.session.accept(id, 0);
  CHECK(a.receive(dataFrame(512, "x")) == "data 512 'x'");
}

TEST_CASE("a window announced with SYN, or with the first ACK, may be used") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn, 3 * kInitialWindow));
  CHECK(a.session.room(2, kMaxWindow) == 4 * kInitialWindow);
  const uint32_t id = a.session.open();
  a.receive(windowFrame(1, kAck, 3 * kInitialWindow));
  CHECK(a.session.room(id, kMaxWindow) == 4 * kInitialWindow);
}

TEST_CASE("data may come with SYN, and after it before any ACK") {
  MuxUnderTest a;
  a.acceptAll = false;
  CHECK(a.receive(joined({dataFrame(2, "first", kSyn), dataFrame(2, "second")})) ==
        "stream 2, data 2 'first', data 2 'second'");
}

TEST_CASE("Data with SYN that is longer than the window ends the session") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  CHECK(a.receive(frame(FrameType::kData, kSyn, 4, kMaxDataAccepted + 1)) ==
        "violation Data frame of more than 256 KiB 1002");
}

TEST_CASE("GoAway on a stream id ends the session") {
  MuxUnderTest a;
  CHECK(a.receive(frame(FrameType::kGoAway, 0, 2, 0)) == "violation GoAway names a stream 1002");
}

TEST_CASE(
    "windows grow to 4 MiB a stream and 16 MiB a session, and what ends gives its share back") {
  MuxUnderTest a;
  double now = 0;
  uint32_t granted = 0;
  // Uses half of the window in no time: as fast as a window can grow.
  const auto use = [&](uint32_t id, uint32_t window) {
    for (uint32_t left = window / 2; left > 0;) {
      const uint32_t size = std::min(left, kMaxDataAccepted);
      a.session.receive(Payload(dataFrame(id, std::string(size, 'x'))), now);
      a.session.consumed(id, size, now);
      left -= size;
    }
    const Bytes sent = a.sentBytes();
    granted = 0;
    for (uint32_t at = 0; at < sent.size(); at += kFrameHeaderSize) {
      const FrameHeader header = decodeFrame(sent.data() + at);
      if (header.type == FrameType::kWindowUpdate) granted += header.length;
      if (header.type == FrameType::kPing) {
        a.session.receive(Payload(frame(FrameType::kPing, kAck, 0, header.length)), now + 50);
      }
    }
    return granted - window / 2;
  };
  const auto growToTheEnd = [&](uint32_t id) {
    a.receive(windowFrame(id, kSyn));
    a.sent();
    uint32_t window = kInitialWindow;
    for (int i = 0; i < 10; ++i) window += use(id, window);
    return window;
  };
  for (const uint32_t id : {2U, 4U, 6U, 8U}) CHECK(growToTheEnd(id) == kMaxWindow);
  // 4 * 3.75 MiB are spent: 1 MiB is left, of which 768 KiB can be used by doubling.
  CHECK(growToTheEnd(10) == 4 * kInitialWindow);
  a.session.reset(2);
  CHECK(growToTheEnd(12) == kMaxWindow);
}
