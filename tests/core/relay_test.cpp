// Dials and listeners over the relay: the other side here is raw frames, as the wire profile says.
#include "relay.h"

#include "doctest/doctest.h"
#include "net_trace.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

const Endpoint kClient{{false, kLoopbackV4}, 45000};
const Endpoint kServer{{false, kLoopbackV4}, 8000};

Bytes reply(uint32_t stream, uint8_t code) {
  const std::vector<uint8_t> bytes = {5, 0, 5, code, 0, 1, 127, 0, 0, 1, 0xaf, 0xc8};
  return joined({frame(FrameType::kData, 0, stream, 12), Bytes(bytes)});
}

Bytes inbound(uint32_t stream, const Endpoint& source, const Endpoint& destination) {
  const Bytes header = proxyHeader(source, destination);
  return joined(
      {windowFrame(stream, kSyn), frame(FrameType::kData, 0, stream, header.size()), header});
}

/// A network whose carrier is open.
class Online : public NetUnderTest {
 public:
  Online() { network.useRelay(); }
  void open() {
    run();
    network.carrierOpened();
    run();
  }
  /// A dial over the relay, decided with `code`.
  ConnectionId dial(uint8_t code = 0) {
    const ConnectionId c = connect(8000);
    open();
    sent();
    receive(joined({windowFrame(1, kAck), reply(1, code)}));
    return c;
  }
  /// A listener on 8000 whose claim on stream 1 was granted, and one accepted connection, s1.
  void serve() {
    listener = listen(8000);
    open();
    receive(joined({windowFrame(1, kAck), reply(1, 0)}));
    receive(inbound(2, kClient, kServer));
    run();
    sent();
  }
};

}  // namespace

TEST_CASE("the carrier is asked for by the first dial, which waits for it") {
  Online net;
  net.connect(8000);
  CHECK(net.run() == "open carrier");
  net.network.carrierOpened();
  net.run();
  CHECK(net.sent().starts_with("window syn 1 +0, data 1 "));
}

TEST_CASE("an accepted dial connects, returns the reply's credit and takes the relay's port") {
  Online net;
  const ConnectionId c = net.dial();
  CHECK(net.run() == "c connect");
  CHECK(net.sent() == "window 1 +12");
  CHECK(net.network.find(c)->local.port == 45000);
}

TEST_CASE("a refused dial carries the relay's reason") {
  const std::pair<uint8_t, const char*> table[] = {
      {5, "-111"}, {6, "-110"}, {2, "-13"}, {1, "-11"}, {4, "-113"}};
  for (const auto& [code, error] : table) {
    Online net;
    net.dial(code);
    CHECK(net.run() == std::string("c connect ") + error);
  }
}

TEST_CASE("a relay that cannot be reached is no network") {
  Online net;
  net.connect(8000);
  net.network.carrierClosed();
  CHECK(net.run() == "open carrier, c connect -101");
}

TEST_CASE("a listener waits for its port to be granted") {
  Online net;
  net.listen(8000);
  net.open();
  CHECK(net.told().empty());
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  CHECK(net.run() == "L listening");
}

TEST_CASE("a listener listens without a relay that cannot be reached, and claims its port later") {
  Online net;
  net.listen(8000);
  net.network.carrierClosed();
  CHECK(net.run() == "open carrier, reopen carrier, L listening");
  net.connect(8000);
  CHECK(net.run() == "L connection s1, c connect");
  net.open();
  CHECK(net.sent().starts_with("window syn 1 +0, data 1 "));
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  CHECK(net.run().empty());
}

TEST_CASE("a port taken in the room while the relay was away is an error of the listener") {
  Online net;
  net.listen(8000);
  net.network.carrierClosed();
  net.run();
  net.open();
  net.receive(joined({windowFrame(1, kAck), reply(1, 5), windowFrame(1, kFin)}));
  CHECK(net.run() == "L listening -98");
}

TEST_CASE("a carrier lost before the port was granted leaves the listener to this engine") {
  Online net;
  net.listen(8000);
  net.open();
  net.network.carrierClosed();
  CHECK(net.run() == "reopen carrier, L listening");
}

TEST_CASE("a port taken in the room is an error of the listener") {
  Online net;
  net.listen(8000);
  net.open();
  net.receive(joined({windowFrame(1, kAck), reply(1, 5), windowFrame(1, kFin)}));
  CHECK(net.run() == "L listening -98");
}

TEST_CASE("listeners that share a port are one claim in the room") {
  Online net;
  const BindOptions reuse{.reusePort = true};
  const ListenerId first = net.bind(8000, Address{true, 0}, reuse);
  const ListenerId second = net.bind(8000, Address{true, 0}, reuse);
  net.listen(first, 511, "A");
  net.listen(second, 511, "B");
  net.open();
  CHECK(net.sent().starts_with("window syn 1 +0, data 1 "));
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  CHECK(net.run() == "A listening, B listening");
  net.sent();
  CHECK(net.network.closeListener(first));
  net.run();
  CHECK(net.sent().empty());
  CHECK_FALSE(net.network.closeListener(second));
  net.run();
  CHECK(net.sent() == "window fin 1 +0");
}

TEST_CASE("a port refused to one listener is refused to all that share it") {
  Online net;
  net.listen(net.bind(8000, Address{false, kLoopbackV4}), 511, "A");
  net.listen(net.bind(8000, Address{true, 1}), 511, "B");
  net.open();
  net.receive(joined({windowFrame(1, kAck), reply(1, 5), windowFrame(1, kFin)}));
  CHECK(net.run() == "A listening -98, B listening -98");
}

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

TEST_CASE("closing a dial under way resets its stream") {
  Online net;
  const ConnectionId c = net.connect(8000);
  net.open();
  net.sent();
  net.network.close(c);
  CHECK(net.run() == "c closed");
  CHECK(net.sent() == "window rst 1 +0");
}

TEST_CASE("server.close() is over when the relay has the port back; live connections go on") {
  Online net;
  net.serve();
  net.network.closeListener(net.listener);
  CHECK(net.run().empty());
  CHECK(net.sent() == "window fin 1 +0");
  net.receive(windowFrame(1, kFin));
  CHECK(net.run() == "L closed");
  net.receive(dataFrame(2, "still here"));
  CHECK(net.run() == "s1 data still here");
}

TEST_CASE("a listener closed before its port was granted is over all the same") {
  Online net;
  const ListenerId id = net.listen(8000);
  net.open();
  net.network.closeListener(id);
  net.receive(joined({windowFrame(1, kAck), reply(1, 0)}));
  CHECK(net.run().empty());
  net.network.carrierClosed();
  CHECK(net.run() == "L closed");
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

TEST_CASE("an address outside goes to the relay, and its answer says which end is ours") {
  Online net;
  const ConnectionId c = net.connect(5432, "c", {false, 0x0a000001});
  net.open();
  CHECK(net.sent().starts_with("window syn 1 +0, data 1 "));
  const std::vector<uint8_t> granted = {5, 0, 5, 0, 0, 1, 10, 0, 0, 7, 0x9c, 0x40};
  net.receive(joined({windowFrame(1, kAck), dataFrame(1, Bytes(granted).text())}));
  CHECK(net.run() == "c connect");
  CHECK(net.network.find(c)->local.address == Address{false, 0x0a000007});
  CHECK(net.network.find(c)->local.port == 40000);
  CHECK(net.network.find(c)->remote.address == Address{false, 0x0a000001});
}

TEST_CASE("an address no relay can have is unreachable at once") {
  Online net;
  net.connect(5432, "c", {true, 0xffffffff});
  CHECK(net.told() == "c connect -101 at once");
}

TEST_CASE("a name is asked of the relay: an address, none, and none when the carrier goes") {
  Online net;
  CHECK(net.network.lookup(Bytes(std::string_view("db.example"))) == 1);
  CHECK(net.run() == "open carrier");
  net.network.carrierOpened();
  net.run();
  CHECK(net.sent().starts_with("window syn 1 +0, data 1 "));
  const std::vector<uint8_t> found = {5, 0, 5, 0, 0, 1, 10, 0, 0, 7, 0, 0};
  net.receive(joined({windowFrame(1, kAck), dataFrame(1, Bytes(found).text())}));
  CHECK(net.run() == "lookup 1 167772167");
  CHECK(net.sent() == "window 1 +12, window fin 1 +0");
  net.network.lookup(Bytes(std::string_view("no.such.name")));
  net.receive(joined({windowFrame(3, kAck), reply(3, 4)}));
  CHECK(net.run() == "lookup 2 none");
  net.network.lookup(Bytes(std::string_view("late")));
  net.run();
  net.network.carrierClosed();
  CHECK(net.run() == "lookup 3 none");
}

TEST_CASE("without a relay no name is asked") {
  NetUnderTest net;
  CHECK(net.network.lookup(Bytes(std::string_view("db.example"))) == 0);
  CHECK(net.run().empty());
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
