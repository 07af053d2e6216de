// yamux rules: the specification's and, where it is silent, the table of choices this engine made.
#include "doctest/doctest.h"
#include "mux_peer.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

TEST_CASE("a frame header survives encoding and decoding") {
  const FrameHeader header{0, FrameType::kPing, kSyn | kRst, 0x01020304, 0xfffffffe};
  const FrameHeader back = decodeFrame(encodeFrame(header).data());
  CHECK(back.type == FrameType::kPing);
  CHECK(back.flags == (kSyn | kRst));
  CHECK(back.stream == 0x01020304);
  CHECK(back.length == 0xfffffffe);
}

TEST_CASE("a client opens odd ids, a server even ones, with SYN on a WindowUpdate") {
  MuxUnderTest client;
  CHECK(client.session.open() == 1);
  CHECK(client.session.open() == 3);
  CHECK(client.sent() == "window syn 1 +0, window syn 3 +0");
  MuxUnderTest server(MuxRole::kServer);
  CHECK(server.session.open() == 2);
}

TEST_CASE("what is written in one go leaves as one Data frame") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.send(id, "one ");
  a.send(id, "two ");
  a.send(id, "three");
  CHECK(a.sent() == "window syn 1 +0, data 1 'one two three'");
}

TEST_CASE("FIN goes alone, after the data") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.send(id, "bye");
  a.session.finish(id);
  CHECK(a.sent() == "window syn 1 +0, data 1 'bye', window fin 1 +0");
}

TEST_CASE("control frames overtake data") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.sent();
  a.send(id, "data");
  a.receive(frame(FrameType::kPing, kSyn, 0, 7));
  CHECK(a.sent() == "ping ack 7, data 1 'data'");
}

TEST_CASE("a ping is echoed with its value, an unasked pong is ignored") {
  MuxUnderTest a;
  a.receive(frame(FrameType::kPing, kSyn, 0, 0xdeadbeef));
  CHECK(a.sent() == "ping ack 3735928559");
  CHECK(a.receive(frame(FrameType::kPing, kAck, 0, 5)).empty());
  CHECK(a.sent().empty());
}

TEST_CASE("frames may be cut at any byte and merged at will") {
  const Bytes script =
      joined({windowFrame(2, kSyn), dataFrame(2, "hello"), frame(FrameType::kPing, kSyn, 0, 9),
              dataFrame(2, ""), dataFrame(2, " world"), windowFrame(2, kFin)});
  for (uint32_t step = 1; step <= script.size(); ++step) {
    CAPTURE(step);
    MuxUnderTest a;
    for (uint32_t at = 0; at < script.size(); at += step) {
      a.session.receive(Payload(script.slice(at, std::min(script.size(), at + step))), 0);
    }
    CHECK(a.received == "hello world");
    CHECK(a.told().ends_with("fin 2"));
    CHECK(a.sent() == "window ack 2 +0, ping ack 9");
  }
}

TEST_CASE("FIN on a Data frame takes effect after the data") {
  MuxUnderTest a;
  CHECK(a.receive(joined({windowFrame(2, kSyn), dataFrame(2, "last", kFin)})) ==
        "stream 2, data 2 'last', fin 2");
}

TEST_CASE("both FINs free the stream; late frames for it are drained") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  a.session.finish(id);
  a.sent();
  CHECK(a.session.liveStreams() == 1);
  CHECK(a.receive(windowFrame(1, kAck | kFin)) == "fin 1");
  CHECK(a.session.liveStreams() == 0);
  CHECK(a.receive(joined({dataFrame(1, "late"), windowFrame(1, 0, 100), windowFrame(1, kRst)}))
            .empty());
  CHECK(a.sent().empty());
}

TEST_CASE("sending stops at the window and goes on with its update") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  CHECK(a.session.room(id, kInitialWindow + 5) == kInitialWindow);
  a.send(id, std::string(kInitialWindow, 'x'));
  CHECK(a.session.room(id, 1) == 0);
  a.sent();
  CHECK(a.receive(windowFrame(1, kAck, 0)).empty());
  CHECK(a.receive(windowFrame(1, 0, 10)) == "room 1");
  CHECK(a.session.room(id, 100) == 10);
}

TEST_CASE("Data frames are at most 64 KiB, and several streams take turns of 16 KiB") {
  MuxUnderTest a;
  const uint32_t one = a.session.open();
  a.sent();
  a.send(one, std::string(100000, 'x'));
  CHECK(a.sent() == "data 1 65536 bytes, data 1 34464 bytes");
  const uint32_t two = a.session.open();
  a.sent();
  a.send(one, std::string(20000, 'x'));
  a.send(two, std::string(40000, 'y'));
  CHECK(a.sent() ==
        "data 1 16384 bytes, data 3 16384 bytes, data 1 3616 bytes, data 3 23616 bytes");
  CHECK(a.largestMessage <= 262156);
}

TEST_CASE("the carrier's bound cuts no frame in two") {
  MuxUnderTest a;
  a.drains = false;
  std::vector<uint32_t> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(a.session.open());
  uint32_t accepted = 0;
  for (uint32_t sent = 0; sent < 20; ++sent) {
    const uint32_t id = ids[sent / 4];
    const uint32_t room = a.session.room(id, kMaxDataSent);
    CHECK((room == kMaxDataSent || room == 0));
    if (room > 0) a.send(id, std::string(room, 'x'));
    a.sentBytes();
    accepted += room;
  }
  CHECK(accepted == kMaxOutstanding);
  CHECK(a.session.outstanding() < kMaxOutstanding + kMaxDataSent);
}

TEST_CASE("nothing is given to a carrier that has more than 1 MiB undrained") {
  MuxUnderTest a;
  a.drains = false;
  std::vector<uint32_t> ids;
  for (int i = 0; i < 6; ++i) ids.push_back(a.session.open());
  a.sent();
  uint32_t accepted = 0;
  for (const uint32_t id : ids) {
    const uint32_t room = a.session.room(id, kInitialWindow);
    a.send(id, std::string(room, 'x'));
    accepted += room;
  }
  CHECK(accepted <= kMaxOutstanding);
  a.sentBytes();
  CHECK(a.session.outstanding() < kMaxOutstanding + kMaxDataSent + 1024);
  CHECK(a.session.room(ids[5], 1) == 0);
  a.receive(frame(FrameType::kPing, kSyn, 0, 1));
  a.session.drained(a.session.outstanding());
  CHECK(a.told() == "room 9, room 11");
  CHECK(a.sent() == "ping ack 1");
}

TEST_CASE("credit goes back when a quarter of the window was consumed, not before") {
  MuxUnderTest a;
  a.receive(joined({windowFrame(2, kSyn), dataFrame(2, std::string(100000, 'x'))}));
  a.sent();
  a.session.consumed(2, 65535, 0);
  CHECK(a.sent().empty());
  a.session.consumed(2, 1, 0);
  CHECK(a.sent() == "window 2 +65536");
}

TEST_CASE("no credit is returned after the peer's FIN") {
  MuxUnderTest a;
  a.receive(
      joined({windowFrame(2, kSyn), dataFrame(2, std::string(100000, 'x')), windowFrame(2, kFin)}));
  a.sent();
  a.session.consumed(2, 100000, 0);
  CHECK(a.sent().empty());
}

/// Reads 128 KiB of stream 2 as two frames.
static void transfer(MuxUnderTest& a, double now) {
  for (int i = 0; i < 2; ++i) {
    a.session.receive(Payload(dataFrame(2, std::string(65536, 'x'))), now);
    a.session.consumed(2, 65536, now);
  }
}

TEST_CASE("the window doubles when half of it is used within two round trips") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  a.sent();
  transfer(a, 0);
  CHECK(a.sent() == "window 2 +65536, ping syn 1, window 2 +65536");
  a.receive(frame(FrameType::kPing, kAck, 0, 1), 50);
  transfer(a, 60);
  CHECK(a.sent() == "window 2 +65536, window 2 +327680");
  // Slow use: no growth.
  transfer(a, 1000);
  transfer(a, 2000);
  CHECK(a.sent().find("327680") == std::string::npos);
}

TEST_CASE("the window grows no further than the session's owner lets it") {
  MuxUnderTest a(MuxRole::kClient, kInitialWindow);
  a.receive(windowFrame(2, kSyn));
  transfer(a, 0);
  a.receive(frame(FrameType::kPing, kAck, 0, 1), 50);
  a.sent();
  transfer(a, 60);
  CHECK(a.sent() == "window 2 +65536, window 2 +65536");
}

TEST_CASE("one byte beyond the window ends the session") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  for (int i = 0; i < 4; ++i) a.receive(dataFrame(2, std::string(65536, 'x')));
  a.sent();
  CHECK(a.receive(dataFrame(2, "x")) == "violation Data beyond the window 1002");
  CHECK(a.sent() == "goaway 1");
  CHECK(a.receive(windowFrame(4, kSyn)).empty());
}

TEST_CASE("a giant Data header is refused from the header alone") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  CHECK(a.receive(frame(FrameType::kData, 0, 2, 0xffffffff)) ==
        "violation Data frame of more than 256 KiB 1002");
}

TEST_CASE("a window may not grow beyond 2^32 - 1") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  CHECK(a.receive(windowFrame(2, 0, 0xffffffff)) == "violation window beyond 2^32 - 1 1002");
}

TEST_CASE("frames no peer may send end the session") {
  const auto violation = [](const Bytes& bytes) {
    MuxUnderTest a;
    a.receive(windowFrame(2, kSyn));
    const std::string told = a.receive(bytes);
    CHECK(a.sent() == "goaway 1");
    return told;
  };
  CHECK(violation(windowFrame(2, kSyn)) == "violation SYN for a stream that is open 1002");
  CHECK(violation(windowFrame(3, kSyn)) == "violation SYN with an id of the wrong parity 1002");
  CHECK(violation(frame(static_cast<FrameType>(9), 0, 0, 0)) ==
        "violation unknown frame type 1002");
  Bytes version = joined({Bytes(std::string_view("\x01", 1)), windowFrame(2, 0).slice(1, 12)});
  CHECK(violation(version) == "violation frame version is not 0 1002");
  CHECK(violation(frame(FrameType::kPing, kSyn, 2, 0)) == "violation Ping names a stream 1002");
  CHECK(violation(dataFrame(0, "x")) == "violation Data for stream 0 1002");
}

TEST_CASE("data for unknown streams is drained, up to 16 MiB") {
  MuxUnderTest a;
  const Bytes stray = dataFrame(8, std::string(kMaxDataAccepted, 'x'));
  for (int i = 0; i < 64; ++i) CHECK(a.receive(stray).empty());
  CHECK(a.receive(dataFrame(8, "x")) == "violation 16 MiB of Data for unknown streams 1008");
}

TEST_CASE("data after the peer's FIN resets that stream only") {
  MuxUnderTest a;
  a.receive(joined({windowFrame(2, kSyn), windowFrame(4, kSyn), windowFrame(2, kFin)}));
  a.sent();
  CHECK(a.receive(joined({dataFrame(2, "more"), dataFrame(4, "fine")})) ==
        "reset 2 0, data 4 'fine'");
  CHECK(a.sent() == "window rst 2 +0");
}

TEST_CASE("a second FIN resets that stream only") {
  MuxUnderTest a;
  a.receive(joined({windowFrame(2, kSyn), windowFrame(2, kFin)}));
  a.sent();
  CHECK(a.receive(windowFrame(2, kFin)) == "reset 2 0");
  CHECK(a.sent() == "window rst 2 +0");
}

TEST_CASE("a reset may carry an errno in its length") {
  MuxUnderTest a;
  a.receive(windowFrame(2, kSyn));
  CHECK(a.receive(windowFrame(2, kRst, 110)) == "reset 2 110");
  const uint32_t id = a.session.open();
  a.send(id, "never sent");
  a.sent();
  a.send(id, "dropped");
  a.session.reset(id, 104);
  CHECK(a.sent() == "window rst 1 +104");
  CHECK(a.session.liveStreams() == 0);
}

TEST_CASE("streams beyond 1024 are reset, the others live on") {
  MuxUnderTest a;
  a.acceptAll = false;
  for (uint32_t id = 2; id <= 2048; id += 2) a.receive(windowFrame(id, kSyn));
  CHECK(a.session.liveStreams() == 1024);
  CHECK(a.receive(windowFrame(2050, kSyn)).empty());
  CHECK(a.sent() == "window rst 2050 +11");
}

TEST_CASE("accepting returns the header's credit with the ACK") {
  MuxUnderTest a;
  a.acceptAll = false;
  a.receive(joined({windowFrame(2, kSyn), dataFrame(2, "a header")}));
  a.session.accept(2, 8);
  CHECK(a.sent() == "window ack 2 +8");
}

TEST_CASE("after the peer's GoAway no stream is opened, those open live on") {
  MuxUnderTest a;
  const uint32_t id = a.session.open();
  CHECK(a.receive(frame(FrameType::kGoAway, 0, 0, 0)) == "goaway 0");
  CHECK(a.session.open() == 0);
  a.send(id, "still here");
  CHECK(a.sent() == "window syn 1 +0, data 1 'still here'");
}

TEST_CASE("two sessions carry megabytes through small windows, in order") {
  MuxUnderTest a;
  MuxUnderTest b(MuxRole::kServer);
  const uint32_t id = a.session.open();
  std::string expected;
  uint32_t left = 3 * 1024 * 1024 + 17;
  uint32_t consumed = 0;
  while (left > 0 || consumed < expected.size()) {
    uint32_t size = a.session.room(id, left);
    if (size > 0) {
      std::string piece(size, '\0');
      for (size_t i = 0; i < size; ++i)
        piece[i] = static_cast<char>((expected.size() + i) * 31 / 7);
      a.send(id, piece);
      expected += piece;
      left -= size;
    }
    b.receive(a.sentBytes());
    const auto arrived = static_cast<uint32_t>(b.received.size());
    b.session.consumed(id, arrived - consumed, 0);
    consumed = arrived;
    a.receive(b.sentBytes());
  }
  CHECK(b.received == expected);
}
