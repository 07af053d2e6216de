// What is asked of the relay: dials, claims of ports and lookups of names, and what its answers
// mean.
#include "doctest/doctest.h"
#include "relay_trace.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

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
