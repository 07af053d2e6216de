// Ticks: one FIFO for the engine's steps and for nextTick(), run to the end.
#include "tincan/tick_queue.h"

#include <string>

#include "doctest/doctest.h"
#include "tincan/tincan.h"
#include "trace_dsl.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

TEST_CASE("ticks run in the order they were queued") {
  CHECK(
      run("readable, tick { log one }, tick { log two, tick { log four } }, tick { log three }") ==
      "one, two, three, four");
}

TEST_CASE("the engine's ticks and nextTick() share one queue") {
  CHECK(run("readable, tick { log one }, resume, tick { log two }, destroy, tick { log three }") ==
        "one, resume, two, close, three");
}

TEST_CASE("a throw in a tick leaves the others to run") {
  CHECK(run("readable, tick { throw boom }, tick { log next }") == "uncaught boom, next");
}

TEST_CASE("runTick() runs one tick") {
  Engine engine;
  Readable stream(engine);
  std::string ran;
  stream.nextTick([&] { ran += "a"; });
  stream.nextTick([&] { ran += "b"; });
  CHECK(engine.runTick() == Outcome::kOk);
  CHECK(ran == "a");
  engine.runTicks();
  CHECK(ran == "ab");
}

TEST_CASE("runTick() of an empty queue does nothing") {
  Engine engine;
  CHECK(engine.runTick() == Outcome::kOk);
}
