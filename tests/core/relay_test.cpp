// Connections and the carrier over the relay.
#include "doctest/doctest.h"
#include "relay_trace.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

TEST_CASE("an inbound stream becomes a connection that knows its client") {
  Online net;
  net.listen(8000);
  net.open();
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  net.run();
  net.sent();
  net.receive(inbound(2, kClient, kServer));
  CHECK(net.run() == "L connection s1");
  CHECK(net.sent() == "window ack 2 +28");
  CHECK(net.network.find(net.accepted)->remote.port == 45000);
  CHECK(net.network.find(net.accepted)->remote.address == Address{true, kLoopbackV4});
}

TEST_CASE("an inbound stream for a port nobody listens on is reset") {
  Online net;
  net.serve();
  net.receive(inbound(4, kClient, {{false, kLoopbackV4}, 8001}));
  net.run();
  CHECK(net.sent() == "window rst 4 +0");
}

TEST_CASE("inbound streams beyond the backlog wait for room, and are reset with the listener") {
  Online net;
  net.listener = net.listen(8000, {true, 0}, 1);
  net.open();
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  net.run();
  net.sent();
  std::vector<Bytes> dials;
  for (uint32_t id = 4; id <= 12; id += 2) dials.push_back(inbound(id, kClient, kServer));
  net.receive(joined(dials));
  // One gives up while it waits.
  net.receive(windowFrame(8, kRst));
  CHECK(net.run() == "L connection s1, L connection s2, L connection s3, L connection s4");
  CHECK(net.sent() == "window ack 4 +28, window ack 6 +28, window ack 10 +28, window ack 12 +28");
  net.receive(joined({inbound(14, kClient, kServer), inbound(16, kClient, kServer),
                      inbound(18, kClient, kServer)}));
  net.network.closeListener(net.listener);
  net.run();
  CHECK(net.sent() ==
        "window ack 14 +28, window ack 16 +28, window rst 14 +0, window rst 16 +0, "
        "window rst 18 +0, window fin 1 +0");
}

TEST_CASE("an inbound stream without a PROXY header is reset") {
  Online net;
  net.serve();
  net.receive(joined({windowFrame(4, kSyn), dataFrame(4, "GET / HTTP/1.1\r\n\r\n")}));
  net.run();
  CHECK(net.sent() == "window rst 4 +0");
}

TEST_CASE("a dial to a listener of the same engine never leaves it") {
  Online net;
  net.serve();
  net.connect(8000);
  CHECK(net.run() == "L connection s2, c connect");
  CHECK(net.sent().empty());
}

TEST_CASE("writes of one turn leave in one frame, end() in a FIN after it") {
  Online net;
  const ConnectionId c = net.dial();
  net.run();
  net.sent();
  CHECK(net.write(c, "one ") == 1);
  CHECK(net.write(c, "two") == 1);
  net.network.shutdown(c);
  CHECK(net.run() == "c shutdown");
  CHECK(net.sent() == "data 1 'one two', window fin 1 +0");
}

TEST_CASE("a write beyond the window is held until the peer's reader has made room") {
  Online net;
  const ConnectionId c = net.dial();
  net.run();
  const uint32_t window = kInitialWindow - 13;
  CHECK(net.write(c, std::string(window + 10, 'x')) == 0);
  CHECK(net.run().empty());
  net.receive(windowFrame(1, 0, 9));
  CHECK(net.run().empty());
  net.receive(windowFrame(1, 0, 1));
  CHECK(net.run() == "c written");
}

TEST_CASE("credit goes back as the application reads, not as bytes arrive") {
  Online net;
  net.readAccepted = false;
  net.serve();
  for (int i = 0; i < 4; ++i) net.receive(dataFrame(2, std::string(65536, 'x')));
  CHECK(net.run().empty());
  CHECK(net.sent().empty());
  net.network.readStart(net.accepted);
  net.step();
  net.run();
  CHECK(net.received["s1"].size() == 262144);
  CHECK(net.sent().starts_with("window 2 +65536"));
}

TEST_CASE("the peer's FIN and reset reach the reader") {
  Online net;
  net.serve();
  net.receive(joined({dataFrame(2, "bye"), windowFrame(2, kFin)}));
  CHECK(net.run() == "s1 data bye, s1 end");
  net.receive(inbound(4, kClient, kServer));
  net.receive(joined({dataFrame(4, "bye"), windowFrame(4, kRst)}));
  CHECK(net.run() == "L connection s2, s2 data bye, s2 read -104");
  net.receive(inbound(6, kClient, kServer));
  net.receive(windowFrame(6, kRst, 110));
  CHECK(net.run() == "L connection s3, s3 read -110");
}

TEST_CASE("closing sends FIN, and RST when data was left unread") {
  Online net;
  net.serve();
  net.network.close(net.accepted);
  net.run();
  CHECK(net.sent() == "window fin 2 +0");
  net.readAccepted = false;
  net.receive(inbound(4, kClient, kServer));
  net.receive(dataFrame(4, "unread"));
  net.run();
  net.sent();
  net.network.close(net.accepted);
  net.run();
  CHECK(net.sent() == "window rst 4 +0");
}

TEST_CASE("data for a closed end is answered with a reset") {
  Online net;
  net.serve();
  net.network.close(net.accepted);
  net.run();
  net.sent();
  net.receive(dataFrame(2, "too late"));
  net.run();
  CHECK(net.sent() == "window rst 2 +0");
}

TEST_CASE("a stream id used again while its connection is not closed here is refused") {
  Online net;
  net.serve();
  net.network.readStop(net.accepted);
  net.receive(windowFrame(2, kFin));
  net.network.shutdown(net.accepted);
  net.run();
  CHECK(net.sent() == "window fin 2 +0");
  net.receive(inbound(2, kClient, kServer));
  net.run();
  CHECK(net.sent() == "window rst 2 +0");
}

TEST_CASE("a lost carrier resets what is not finished and claims the ports again") {
  Online net;
  net.serve();
  net.network.carrierClosed();
  CHECK(net.run() == "reopen carrier, s1 read -104");
  net.open();
  CHECK(net.sent().starts_with("window syn 1 +0, data 1 "));
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  CHECK(net.run().empty());
}

TEST_CASE("garbage from the relay ends the session with its rule, and the next one works") {
  Online net;
  net.serve();
  net.receive(Bytes(std::string_view("HTTP/1.1 400 Bad Request")));
  CHECK(net.run() == "close carrier 1002 frame version is not 0, reopen carrier, s1 read -104");
  CHECK(net.sent() == "goaway 1");
  net.open();
  CHECK(net.sent().starts_with("window syn 1"));
}

TEST_CASE("the end of the program ends streams as a kernel does and closes the carrier") {
  Online net;
  net.serve();
  net.network.exit();
  CHECK(net.told() == "close carrier 1001 the program has ended");
  CHECK(net.sent() == "window fin 1 +0, window fin 2 +0");
}

TEST_CASE("GoAway: what runs may end, what begins waits for the next carrier") {
  Online net;
  net.serve();
  net.receive(frame(FrameType::kGoAway, 0, 0, 0));
  const ListenerId late = net.listen(8001);
  net.connect(9000);
  CHECK(net.run().empty());
  net.receive(dataFrame(2, "still here"));
  CHECK(net.run() == "s1 data still here");
  CHECK(net.sent().empty());
  net.network.reset(net.accepted);
  CHECK(net.run() == "close carrier 1001 the relay restarts, open carrier, s1 closed, L listening");
  CHECK(net.sent() == "window rst 2 +0");
  net.open();
  CHECK(net.sent().starts_with("window syn 1 +0, window syn 3 +0, window syn 5 +0, data 1 "));
  net.receive(joined({windowFrame(1, kAck), reply(1, 0), windowFrame(3, kAck), reply(3, 0),
                      windowFrame(5, kAck), reply(5, 0)}));
  CHECK(net.run() == "c connect");
  CHECK(net.network.findListener(late) != nullptr);
}

TEST_CASE("GoAway with nothing running: the carrier is closed and asked for again") {
  Online net;
  net.serve();
  net.network.reset(net.accepted);
  net.run();
  net.receive(frame(FrameType::kGoAway, 0, 0, 0));
  CHECK(net.run() == "close carrier 1001 the relay restarts, reopen carrier");
}

TEST_CASE("requests under way at GoAway are made again") {
  Online net;
  const ListenerId id = net.listen(8000);
  net.connect(9000);
  net.open();
  net.sent();
  net.receive(
      joined({frame(FrameType::kGoAway, 0, 0, 0), windowFrame(1, kRst), windowFrame(3, kRst)}));
  CHECK(net.run() == "close carrier 1001 the relay restarts, open carrier, L listening");
  net.open();
  CHECK(net.sent().starts_with("window syn 1 +0, window syn 3 +0, data 1 "));
  net.receive(joined({windowFrame(1, kAck), reply(1, 5), windowFrame(3, kAck), reply(3, 0)}));
  CHECK(net.run() == "L listening -98, c connect");
  CHECK(net.network.findListener(id) != nullptr);
}

TEST_CASE("a socket of a lost carrier leaves the streams of the next one alone") {
  Online net;
  const ConnectionId old = net.dial();
  net.run();
  net.network.carrierClosed();
  CHECK(net.run() == "c read -104");
  const ConnectionId next = net.connect(8000, "d");
  net.open();
  net.sent();
  // The same id as the old one had.
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  CHECK(net.run() == "d connect");
  net.sent();
  SUBCASE("closed") { net.network.close(old); }
  SUBCASE("reset") { net.network.reset(old); }
  CHECK(net.run() == "c closed");
  CHECK(net.sent() == "");
  net.receive(dataFrame(1, "hello"));
  CHECK(net.run() == "d data hello");
  CHECK(net.network.find(next) != nullptr);
}

namespace {

/// A host that sends when it likes.
class Flushes : public Online {
 public:
  bool flushWanted() override { return ++wanted > 0; }
  int wanted = 0;
};

}  // namespace

TEST_CASE("a host that flushes by itself is asked once, and gets no job for it") {
  Flushes net;
  const ConnectionId c = net.connect(8000);
  net.open();
  net.network.flush();
  CHECK(net.sent() != "");
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  net.run();
  net.network.flush();
  net.sent();
  net.jobs = 0;
  net.wanted = 0;
  net.write(c, "one");
  net.write(c, "two");
  CHECK(net.wanted == 1);
  CHECK(net.jobs == 0);
  CHECK(net.sent() == "");
  net.network.flush();
  CHECK(net.sent() == "data 1 'onetwo'");
  net.network.flush();
  CHECK(net.sent() == "");
}
