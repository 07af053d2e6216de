// Sockets of the virtual host on its loopback interface.
#include "doctest/doctest.h"
#include "net_trace.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

TEST_CASE("the listener accepts before the client is connected") {
  NetUnderTest net;
  net.listen(80);
  net.connect(80);
  CHECK(net.run() == "L connection s1, c connect");
}

TEST_CASE("a dial to a port nobody listens on is refused") {
  NetUnderTest net;
  net.connect(81);
  CHECK(net.run() == "c connect -111");
}

TEST_CASE("a dial beyond this host finds no network") {
  NetUnderTest net;
  net.connect(80, "c", Address{false, 0x0a000001});
  CHECK(net.told() == "c connect -101 at once");
}

TEST_CASE("writes are joined by the time they are read") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  CHECK(net.write(c, "one ") == 1);
  CHECK(net.write(c, "two") == 1);
  CHECK(net.run() == "s1 data one two");
}

TEST_CASE("a read gives at most 64 KiB") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  CHECK(net.write(c, std::string(100000, 'x')) == 1);
  CHECK(net.run() == "s1 data 65536, s1 data 34464");
}

TEST_CASE("end of data comes after the data, and the other direction stays open") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.write(c, "bye");
  net.network.shutdown(c);
  CHECK(net.run() == "c shutdown, s1 data bye, s1 end");
  CHECK(net.write(net.accepted, "still here") == 1);
  CHECK(net.run() == "c data still here");
  CHECK(net.write(c, "x") == kEpipe);
}

TEST_CASE("a paused reader stops the writer at the window, and reading starts it again") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.readStop(net.accepted);
  CHECK(net.write(c, std::string(300000, 'x')) == 0);
  CHECK(net.run().empty());
  net.network.readStart(net.accepted);
  const std::string trace = net.run();
  CHECK(trace.find("c written") != std::string::npos);
  CHECK(net.received["s1"].size() == 300000);
}

TEST_CASE("closing with nothing unread is an end; writing on is answered with a reset") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.close(net.accepted);
  CHECK(net.run() == "c end, s1 closed");
  CHECK(net.write(c, "into the void") == 1);
  CHECK(net.write(c, "again") == kEpipe);
}

TEST_CASE("closing with unread data is a reset") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.readStop(net.accepted);
  net.write(c, "unread");
  net.network.close(net.accepted);
  CHECK(net.run() == "c read -104, s1 closed");
}

TEST_CASE("a reset lets what arrived before it be read") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.write(c, "last words");
  net.network.reset(c);
  CHECK(net.run() == "s1 data last words, c closed, s1 read -104");
}

TEST_CASE("a reset before the client has heard of its connection fails the connect") {
  NetUnderTest net;
  net.listen(80);
  net.connect(80);
  net.step();
  net.network.reset(net.accepted);
  CHECK(net.run() == "L connection s1, c connect -104, s1 closed");
}

TEST_CASE("a reset fails the write that waits for room") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.readStop(net.accepted);
  net.network.readStop(c);
  net.write(c, std::string(300000, 'x'));
  net.network.reset(net.accepted);
  CHECK(net.run() == "c written -104, s1 closed");
}

TEST_CASE("after the peer's FIN a reset is read as the end") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.readStop(net.accepted);
  net.network.close(c);
  net.write(net.accepted, "nobody");
  net.network.readStart(net.accepted);
  CHECK(net.run() == "s1 end, c closed");
  CHECK(net.write(net.accepted, "again") == kEpipe);
}

TEST_CASE("a write too large for a peer that is gone fails before the end is read") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.close(c);
  CHECK(net.write(net.accepted, std::string(1 << 20, 'x')) == 0);
  CHECK(net.run() == "s1 written -32, c closed, s1 end");
}

TEST_CASE("no read brings more than its limit") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.readLimit(net.accepted, 5);
  net.write(c, "hello world");
  CHECK(net.run() == "s1 data hello, s1 data  worl, s1 data d");
  net.network.readLimit(net.accepted, 0);
  net.write(c, "ab");
  CHECK(net.run() == "s1 data a, s1 data b");
}

TEST_CASE("a taken port cannot be listened on, a freed one can") {
  NetUnderTest net;
  const ListenerId first = net.listen(80);
  net.listen(80);
  CHECK(net.told() == "bind -98");
  net.listen(80, Address{false, kLoopbackV4});
  CHECK(net.told() == "bind -98");
  net.network.closeListener(first);
  net.listen(80, Address{false, kLoopbackV4});
  net.listen(80, Address{true, 1});
  CHECK(net.told().empty());
}

TEST_CASE("an address that is not this host's cannot be listened on") {
  NetUnderTest net;
  net.listen(80, Address{false, 0x0a000001});
  CHECK(net.told() == "bind -99");
}

TEST_CASE("closing a listener resets what it has not accepted and keeps what it has") {
  NetUnderTest net;
  const ConnectionId kept = net.pair();
  net.connect(80, "late");
  net.network.closeListener(net.listener);
  CHECK(net.run() == "late connect -104, L closed");
  net.write(kept, "still");
  CHECK(net.run() == "s1 data still");
  net.connect(80, "refused");
  CHECK(net.run() == "refused connect -111");
}

TEST_CASE("who finds the backlog full waits until there is room") {
  NetUnderTest net;
  net.listen(80, Address{true, 0}, 1);
  for (const char* name : {"a", "b", "c", "d"}) net.connect(80, name);
  CHECK(net.run() ==
        "L connection s1, a connect, L connection s2, b connect, L connection s3, c connect, "
        "L connection s4, d connect");
}

TEST_CASE("a listener that closes refuses who waits for its backlog") {
  NetUnderTest net;
  const ListenerId id = net.listen(80, Address{true, 0}, 0);
  net.connect(80, "a");
  net.connect(80, "b");
  net.network.closeListener(id);
  CHECK(net.run() == "a connect -104, b connect -111, L closed");
}

TEST_CASE("a bound port is nobody's until somebody listens on it") {
  NetUnderTest net;
  const ListenerId first = net.bind(80);
  const ListenerId second = net.bind(80);
  net.connect(80);
  CHECK(net.run() == "c connect -111");
  net.listen(second, 511);
  net.listen(first, 511);
  CHECK(net.told() == "listen -98");
  net.bind(80);
  CHECK(net.told() == "bind -98");
}

TEST_CASE("an address may be the same in another form") {
  NetUnderTest net;
  net.listen(80, Address{true, kLoopbackV4});
  net.listen(80, Address{false, kLoopbackV4});
  CHECK(net.told() == "bind -98");
  net.listen(80, Address{false, 0});
  CHECK(net.told() == "bind -98");
  net.connect(80);
  CHECK(net.run() == "L connection s1, c connect");
}

TEST_CASE("an IPv6-only listener leaves IPv4 to others") {
  NetUnderTest net;
  net.listen(80, Address{true, 0}, 511, {.v6Only = true});
  net.connect(80, "four");
  net.connect(80, "mapped", Address{true, kLoopbackV4});
  net.connect(80, "six", Address{true, 1});
  CHECK(net.run() == "four connect -111, mapped connect -111, L connection s1, six connect");
  net.listen(80, Address{false, 0});
  CHECK(net.told().empty());
}

TEST_CASE("listeners that reuse a port share what comes") {
  NetUnderTest net;
  const BindOptions reuse{.reusePort = true};
  net.listen(net.bind(80, Address{true, 0}, reuse), 511, "A");
  net.listen(net.bind(80, Address{true, 0}, reuse), 511, "B");
  net.bind(80);
  CHECK(net.told() == "bind -98");
  net.connect(80, "a");
  net.connect(80, "b");
  CHECK(net.run() == "A connection s1, a connect, B connection s2, b connect");
}

TEST_CASE("a connection comes from where it was bound") {
  NetUnderTest net;
  net.listen(80);
  const ConnectionId c =
      net.connect(80, "c", Address{false, kLoopbackV4}, net.bind(4000, Address{false, 0x7f000003}));
  CHECK(net.run() == "L connection s1, c connect");
  CHECK(net.network.find(c)->local == Endpoint{{false, 0x7f000003}, 4000});
  CHECK(net.network.find(net.accepted)->remote == Endpoint{{true, 0x7f000003}, 4000});
  net.connect(80, "again", Address{false, kLoopbackV4}, net.bind(4000, Address{false, 0x7f000003}));
  CHECK(net.told() == "again connect -99 at once");
  net.connect(80, "other", Address{false, kLoopbackV4}, net.bind(4000, Address{false, 0}));
  CHECK(net.run() == "L connection s2, other connect");
}

TEST_CASE("a bound port of another family cannot connect") {
  NetUnderTest net;
  net.listen(80);
  net.connect(80, "four", Address{false, kLoopbackV4}, net.bind(0, Address{true, 0}));
  CHECK(net.told() == "four connect -22 at once");
  net.connect(80, "six", Address{true, 1}, net.bind(0, Address{false, 0}));
  CHECK(net.told() == "six connect -97 at once");
}

TEST_CASE("both ends know both addresses; an IPv6 listener sees mapped ones") {
  NetUnderTest net;
  const ConnectionId id = net.pair();
  const Connection& c = *net.network.find(id);
  const Connection& s = *net.network.find(net.accepted);
  CHECK(c.local.port == 56384);
  CHECK(s.remote.port == c.local.port);
  CHECK(s.local.port == 80);
  CHECK(c.remote.address == Address{false, kLoopbackV4});
  CHECK(s.remote.address == Address{true, kLoopbackV4});
}

TEST_CASE("port 0 is an ephemeral port, known at once") {
  NetUnderTest net;
  const ListenerId id = net.listen(0);
  CHECK(net.network.findListener(id)->at.port == 40000);
  net.connect(40000);
  CHECK(net.run() == "L connection s1, c connect");
}

TEST_CASE("a read that was filled goes on before the shutdown asked for meanwhile") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.write(c, std::string(70000, 'x'));
  net.step();
  net.network.shutdown(net.accepted);
  CHECK(net.run() == "s1 data 65536, s1 data 4464, s1 shutdown, c end");
}

TEST_CASE("closing while connecting tells nothing but closed") {
  NetUnderTest net;
  net.listen(80);
  const ConnectionId c = net.connect(80);
  net.network.close(c);
  CHECK(net.run() == "L connection s1, c closed, s1 end");
}

TEST_CASE("a stale id is an error, not a crash") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.close(c);
  net.network.close(c);
  net.network.readStart(c);
  CHECK(net.write(c, "x") == kEbadf);
  CHECK(net.network.shutdown(c) == kEbadf);
}

TEST_CASE("nothing is left when all is closed") {
  NetUnderTest net;
  const ConnectionId c = net.pair();
  net.network.close(c);
  net.network.close(net.accepted);
  net.network.closeListener(net.listener);
  net.run();
  CHECK(net.network.liveConnections() == 0);
  CHECK(net.network.liveListeners() == 0);
}
