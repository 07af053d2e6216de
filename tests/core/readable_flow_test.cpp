// Who pulls a readable side, and when: listeners, pause, resume, flow.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("readableFlowing is null until somebody asks for data") {
  CHECK(run("readable, get readableFlowing, on data, get readableFlowing, pause, "
            "get readableFlowing") ==
        "readableFlowing=null, readableFlowing=true, pause, readableFlowing=false, resume");
}

TEST_CASE("a 'data' listener starts the flow on the next tick") {
  CHECK(run("readable, push a, on data, log later, tick { log tick }") ==
        "later, resume, data a, tick");
}

TEST_CASE("a 'data' listener added after pause() does not start the flow") {
  CHECK(run("readable, pause, push a, on data, turn, log still, resume") ==
        "pause, still, resume, data a");
}

TEST_CASE("chunks pushed while flowing are emitted at once") {
  CHECK(run("readable, on data, turn, push a, log between, push b") ==
        "resume, data a, between, data b");
}

TEST_CASE("pause() inside a 'data' listener stops before the next chunk") {
  CHECK(run("readable, push a, push b, on data { pause }, turn, log resumed, resume") ==
        "resume, data a, pause, resumed, resume, data b, pause");
}

TEST_CASE("pause() twice emits 'pause' once") {
  CHECK(run("readable, pause, pause, resume, resume, turn, pause") == "pause, resume, pause");
}

TEST_CASE("resume() without a listener throws the data away") {
  CHECK(run("readable, push a, eof, resume, turn, get readableEnded") ==
        "resume, end, close, readableEnded=true");
}

TEST_CASE("resume() then pause() in one go flows nothing") {
  CHECK(run("readable, push a, on data, resume, pause, turn, get readableLength") ==
        "pause, resume, readableLength=1");
}

TEST_CASE("'readable' is emitted on a tick, once for several pushes") {
  CHECK(run("readable, on readable, turn, push a, push b, log pushed") == "pushed, readable");
}

TEST_CASE("'readable' is emitted again only after the buffer was read") {
  CHECK(run("readable, on readable, push a, turn, push b, turn, read, push c") ==
        "readable, readable, read ab, readable");
}

TEST_CASE("'readable' comes once more at the end of data") {
  CHECK(run("readable, push a, on readable { read, read }, turn, eof") ==
        "readable, read a, read null, readable, read null, read null, end, close");
}

TEST_CASE("a 'readable' listener takes the flow from a 'data' listener") {
  CHECK(run("readable, on data, on readable, push a, get readableFlowing, turn, read") ==
        "readableFlowing=false, resume, readable, data a, read a");
}

TEST_CASE("read() in a 'readable' listener feeds the 'data' listener too") {
  CHECK(run("readable, on data, on readable { read }, push a, push b, eof") ==
        "resume, readable, data ab, read ab, end, close");
}

TEST_CASE("removing the last 'readable' listener gives the flow back") {
  CHECK(run("readable, on data, on readable, push a, off readable, turn, get readableFlowing") ==
        "resume, resume, data a, readableFlowing=true");
}

TEST_CASE("removing the last 'readable' listener without a 'data' listener unsets the flow") {
  CHECK(run("readable, on readable, off readable, turn, get readableFlowing") ==
        "readableFlowing=null");
}

TEST_CASE("a 'readable' listener asks for data on a tick") {
  CHECK(run("readable { _read { from a } }, on readable { read }, log later") ==
        "later, _read, readable, _read, read a, readable, read null, end, close");
}

TEST_CASE("resume() with a 'readable' listener reads but does not flow") {
  CHECK(run("readable, on readable, resume, get readableFlowing, push a, turn, read") ==
        "readableFlowing=false, resume, readable, read a");
}

TEST_CASE("flow pulls until _read gives nothing") {
  CHECK(run("readable { _read { from a b c } }, on data") ==
        "_read, resume, _read, data a, _read, data b, _read, data c, end, close");
}

TEST_CASE("a chunk pushed later from _read continues the flow") {
  CHECK(run("readable { _read { tick { from a b } } }, on data") ==
        "_read, resume, data a, _read, data b, _read, end, close");
}

TEST_CASE("a listener removed while its event is emitted still hears it") {
  CHECK(run("readable, on end { off close }, on close { log second }, on data, eof") ==
        "resume, end, end, close");
  CHECK(run("readable mute, on end { off end }, on end { log last }, resume, eof") ==
        "end, end, last");
}

TEST_CASE("a once listener hears one event only") {
  CHECK(run("readable, once data { log first }, push a, push b, turn, count data") ==
        "resume, data a, first, data*0");
}

TEST_CASE("prependListener puts a listener in front and starts no flow") {
  CHECK(run("readable mute, prepend data { log one }, get readableFlowing, prepend data { log two "
            "}, push a, resume") == "readableFlowing=null, data a, two, data a, one");
}

TEST_CASE("destroy() inside a 'data' listener ends the flow") {
  CHECK(run("readable, push a, push b, on data { destroy }") == "resume, data a, data b, close");
}

TEST_CASE("a throw in a 'data' listener is uncaught and the stream goes on") {
  CHECK(run("readable, on data { throw boom }, push a, turn, push b") ==
        "resume, data a, uncaught boom, data b, uncaught boom");
}
