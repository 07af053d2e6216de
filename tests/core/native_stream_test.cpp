// The C++ face itself: what the trace DSL cannot say, and the example of tincan.h.
#include "tincan/native_stream.h"

#include <cctype>
#include <string>

#include "doctest/doctest.h"
#include "tincan/tincan.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

class Upper : public Transform {
 public:
  explicit Upper(Engine& engine) : Transform(engine) {}
  void _transform(Value chunk, TransformCallback callback) override {
    std::string text(chunk.bytes()->text());
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    callback({}, Bytes(text));
  }
};

class Count : public Readable {
 public:
  Count(Engine& engine, int to)
      : Readable(engine, {{.highWaterMark = 2, .objectMode = true}, {}}), to_(to) {}
  void _read(double /*size*/) override {
    if (next_ > to_) {
      push({});
    } else {
      push(Object::of(next_++));
    }
  }

 private:
  int next_ = 1;
  int to_;
};

class Sum : public Writable {
 public:
  explicit Sum(Engine& engine)
      : Writable(engine, {{.highWaterMark = 1, .objectMode = true}, {}}, hooksOf<Sum>()) {}
  void _write(Value chunk, Callback callback) override {
    sum += *chunk.object()->as<int>();
    nextTick([callback] { callback({}); });
  }
  void _final(Callback callback) override {
    finalSum = sum;
    callback({});
  }
  int sum = 0;
  int finalSum = 0;
};

/// Says of every uncaught error what it was.
void recordUncaught(Engine& engine, std::string* said) {
  engine.uncaughtException = [said](const Value& error) { *said += describe(error).code + " "; };
}

}  // namespace

TEST_CASE("the example of tincan.h runs") {
  Engine engine;
  std::string out;
  Upper upper(engine);
  upper.on(Event::kData, [&](const Value& chunk) { out += chunk.bytes()->text(); });
  upper.end(Bytes("hello"));
  engine.runTicks();
  CHECK(out == "HELLO");
  CHECK(upper.closed());
}

TEST_CASE("native stages piped together run without a host, with backpressure") {
  Engine engine;
  Count count(engine, 100);
  DuplexOptions options;
  options.readableSide = {1, true};
  options.writableSide = {1, true};
  PassThrough through(engine, options);
  Sum sum(engine);
  double most = 0;
  through.on(Event::kData, [&](const Value&) { most = std::max(most, through.readableLength()); });
  count.pipe(through).pipe(sum);
  engine.runTicks();
  CHECK(sum.finalSum == 5050);
  CHECK(sum.writableFinished());
  CHECK(most <= 1);
}

TEST_CASE("pipeline() of native stages calls back once") {
  Engine engine;
  Count count(engine, 10);
  Sum sum(engine);
  int calls = 0;
  pipeline({&count, &sum}, [&](const Value& error) {
    CHECK(error.empty());
    ++calls;
  });
  engine.runTicks();
  CHECK(calls == 1);
  CHECK(sum.sum == 55);
}

TEST_CASE("hooksOf() finds the optional hooks a class overrides, inherited ones too") {
  class Derived : public Sum {
   public:
    using Sum::Sum;
    void _writev(std::vector<Value> /*chunks*/, Callback callback) override { callback({}); }
  };
  CHECK(hooksOf<Sum>().has(Hook::kFinal));
  CHECK_FALSE(hooksOf<Sum>().has(Hook::kWritev));
  CHECK(hooksOf<Derived>().has(Hook::kFinal));
  CHECK(hooksOf<Derived>().has(Hook::kWritev));
  CHECK(hooksOf<Upper>().bits == 0);
}

TEST_CASE("hooks nobody implemented are errors of Node's kind") {
  Engine engine;
  std::string uncaught;
  recordUncaught(engine, &uncaught);
  Readable readable(engine);
  std::string emitted;
  readable.on(Event::kError, [&](const Value& error) { emitted = describe(error).message; });
  readable.read();
  engine.runTicks();
  CHECK(emitted == "The _read() method is not implemented");

  Writable writable(engine);
  writable.write(Bytes("a"));
  CHECK(uncaught == "ERR_METHOD_NOT_IMPLEMENTED ");
  Transform transform(engine);
  transform.write(Bytes("a"));
  CHECK(uncaught == "ERR_METHOD_NOT_IMPLEMENTED ERR_METHOD_NOT_IMPLEMENTED ");
}

TEST_CASE("an 'error' nobody listens for reaches uncaughtException at the end of the entry") {
  Engine engine;
  std::string uncaught;
  recordUncaught(engine, &uncaught);
  Readable stream(engine);
  stream.emit(Event::kError, makeError("boom", "E_BOOM"));
  CHECK(uncaught == "E_BOOM ");
  CHECK(engine.thrown.empty());
  CHECK(engine.depth == 0);
}

TEST_CASE("what a listener throws stops the listeners after it") {
  Engine engine;
  std::string uncaught;
  recordUncaught(engine, &uncaught);
  Readable stream(engine);
  std::string heard;
  stream.on(Event::kEnd, [&](const Value&) {
    heard += "a";
    engine.thrown = makeError("boom", "E_BOOM");
  });
  stream.on(Event::kEnd, [&](const Value&) { heard += "b"; });
  CHECK(stream.emit(Event::kEnd));
  CHECK(heard == "a");
  CHECK(uncaught == "E_BOOM ");
}

TEST_CASE("emit() says whether anybody listens") {
  Engine engine;
  Readable stream(engine);
  CHECK_FALSE(stream.emit(Event::kTimeout));
  stream.once(Event::kTimeout, [](const Value&) {});
  CHECK(stream.emit(Event::kTimeout));
  CHECK_FALSE(stream.emit(Event::kTimeout));
}

TEST_CASE("a once listener that emits its own event is not called again") {
  Engine engine;
  Readable stream(engine);
  int calls = 0;
  stream.once(Event::kTimeout, [&](const Value&) {
    ++calls;
    stream.emit(Event::kTimeout);
  });
  stream.emit(Event::kTimeout);
  CHECK(calls == 1);
}

TEST_CASE("removeAllListeners('readable') gives the flow back on a tick") {
  Engine engine;
  PassThrough stream(engine);
  stream.on(Event::kReadable, [](const Value&) {});
  CHECK_FALSE(stream.readableFlowing().value_or(true));
  stream.removeAllListeners(Event::kReadable);
  engine.runTicks();
  CHECK_FALSE(stream.readableFlowing().has_value());
}

TEST_CASE("a stream whose 'data' listener left buffers; removeAllListeners('data') goes unseen") {
  Engine engine;
  PassThrough left(engine);
  PassThrough cleared(engine);
  const auto listener = left.on(Event::kData, [](const Value&) {});
  cleared.on(Event::kData, [](const Value&) {});
  engine.runTicks();
  left.off(Event::kData, listener);
  cleared.removeAllListeners(Event::kData);
  left.push(Bytes("a"));
  cleared.push(Bytes("a"));
  CHECK(left.readableLength() == 1);
  CHECK(cleared.readableLength() == 0);
}

TEST_CASE("'pipe' and 'unpipe' tell the source's id") {
  Engine engine;
  PassThrough source(engine);
  PassThrough destination(engine);
  StreamId piped = 0;
  StreamId unpiped = 0;
  destination.on(Event::kPipe, [&](const Value& id) { piped = *id.object()->as<StreamId>(); });
  destination.on(Event::kUnpipe, [&](const Value& id) { unpiped = *id.object()->as<StreamId>(); });
  source.pipe(destination);
  source.unpipe(destination);
  CHECK(piped == source.id());
  CHECK(unpiped == source.id());
}

TEST_CASE("describe() reads the engine's errors and the author's alike") {
  CHECK(describe(Value(ErrorCode::kPrematureClose)).code == "ERR_STREAM_PREMATURE_CLOSE");
  CHECK(describe(Value(ErrorCode::kPrematureClose)).message == "Premature close");
  CHECK(describe(Value(ErrorCode::kAbort)).name == "AbortError");
  const Error own = describe(makeError("boom"));
  CHECK(own.name == "Error");
  CHECK(own.code.empty());
  CHECK(own.message == "boom");
}

TEST_CASE("two failures at construction make one AggregateError, the older first") {
  class Failing : public Readable {
   public:
    explicit Failing(Engine& engine) : Readable(engine, {}, hooksOf<Failing>()) {}
    void _construct(Callback callback) override { callback(makeError("construct")); }
  };
  Engine engine;
  Failing stream(engine);
  Error emitted;
  stream.on(Event::kError, [&](const Value& error) { emitted = describe(error); });
  stream.destroy(makeError("destroy"));
  engine.runTicks();
  CHECK(emitted.name == "AggregateError");
  CHECK(emitted.message == "destroy");
  REQUIRE(emitted.errors.size() == 2);
  CHECK(emitted.errors[0].message == "destroy");
  CHECK(emitted.errors[1].message == "construct");
}
