// Streams by id: generations, stale ids, and what is freed with a stream.
#include "tincan/engine.h"

#include <memory>

#include "doctest/doctest.h"
#include "pipe.h"
#include "stream_state.h"
#include "tincan/tincan.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

TEST_CASE("id 0 names nothing") {
  Engine engine;
  CHECK(engine.find(0) == nullptr);
}

TEST_CASE("ids of live streams differ and find their streams") {
  Engine engine;
  const Readable a(engine);
  const Readable b(engine);
  CHECK(a.id() != b.id());
  CHECK(engine.find(a.id())->id == a.id());
  CHECK(engine.liveStreams() == 2);
}

TEST_CASE("a freed id is stale, and the next stream reuses its index under a new generation") {
  Engine engine;
  StreamId old = 0;
  {
    const Readable first(engine);
    old = first.id();
  }
  CHECK(engine.find(old) == nullptr);
  CHECK(engine.liveStreams() == 0);
  const Readable second(engine);
  CHECK(idIndex(second.id()) == idIndex(old));
  CHECK(second.id() != old);
  CHECK(engine.find(old) == nullptr);
}

TEST_CASE("freeing a stale id does nothing") {
  Engine engine;
  StreamId old = 0;
  {
    const Readable first(engine);
    old = first.id();
  }
  const Readable second(engine);
  engine.free(old);
  CHECK(engine.find(second.id()) != nullptr);
}

TEST_CASE("generations wrap without ever giving out id 0 or a live id") {
  Engine engine;
  StreamId last = 0;
  for (uint32_t i = 0; i < 5000; ++i) {
    const Readable stream(engine);
    REQUIRE(stream.id() != last);
    REQUIRE(stream.id() > kIdIndexMask);
    last = stream.id();
  }
  CHECK(engine.liveStreams() == 0);
}

TEST_CASE("a tick of a freed stream is dropped") {
  Engine engine;
  bool ran = false;
  {
    Readable stream(engine);
    stream.nextTick([&] { ran = true; });
    CHECK(engine.find(stream.id())->pins == 1);
  }
  CHECK(engine.hasTicks());
  engine.runTicks();
  CHECK_FALSE(engine.hasTicks());
  CHECK_FALSE(ran);
}

TEST_CASE("a stream is pinned while it has ticks queued") {
  Engine engine;
  PassThrough stream(engine);
  stream.resume();
  CHECK(engine.find(stream.id())->pins == 1);
  engine.runTicks();
  CHECK(engine.find(stream.id())->pins == 0);
}

TEST_CASE("a callback kept beyond its stream does nothing") {
  class Keeper : public Writable {
   public:
    explicit Keeper(Engine& engine) : Writable(engine) {}
    void _write(Value /*chunk*/, Callback callback) override { kept = std::move(callback); }
    Callback kept;
  };
  Engine engine;
  Callback kept;
  {
    Keeper keeper(engine);
    keeper.write(Bytes("a"));
    kept = keeper.kept;
  }
  kept({});
  CHECK(engine.liveStreams() == 0);
}

TEST_CASE("freeing either end of a pipe leaves the other working") {
  Engine engine;
  engine.uncaughtException = [](const Value& error) { FAIL(describe(error).message); };
  auto source = std::make_unique<PassThrough>(engine);
  auto destination = std::make_unique<PassThrough>(engine);
  source->pipe(*destination);
  engine.runTicks();
  SUBCASE("the destination") {
    destination.reset();
    source->write(Bytes("a"));
    engine.runTicks();
    CHECK(source->readableFlowing().value_or(false));
  }
  SUBCASE("the source") {
    source.reset();
    destination->write(Bytes("a"));
    engine.runTicks();
    CHECK(destination->read().bytes()->text() == "a");
  }
}

TEST_CASE("freeing a stream drops what waits for it") {
  Engine engine;
  bool told = false;
  {
    Readable stream(engine);
    PassThrough destination(engine);
    finished(stream, {}, [&](const Value&) { told = true; });
    pipeline({&stream, &destination}, [&](const Value&) { told = true; });
  }
  engine.runTicks();
  CHECK_FALSE(told);
  CHECK(engine.liveStreams() == 0);
}

TEST_CASE("each() visits every live stream") {
  Engine engine;
  const Readable a(engine);
  const Writable b(engine);
  uint32_t visited = 0;
  engine.each([&](const Stream& s) { visited += s.id == a.id() || s.id == b.id() ? 1 : 10; });
  CHECK(visited == 2);
}
