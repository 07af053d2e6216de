// destroy, error and close, and their order.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("destroy() closes on a tick without 'end' or 'finish'") {
  CHECK(run("readable, on data, push a, destroy, log after") == "after, resume, data a, close");
  CHECK(run("writable, write a, destroy, get destroyed, get closed, log after") ==
        "destroyed=true, closed=true, after, close");
}

TEST_CASE("destroy(error) emits 'error' and then 'close' in the same tick") {
  CHECK(run("readable, destroy boom, tick { log tick }, on error { tick { log nested } }") ==
        "error boom, error boom, close, tick, nested");
}

TEST_CASE("destroy() twice does it once, and the first error stays") {
  CHECK(run("readable, destroy one, destroy two, get errored") == "errored=one, error one, close");
  CHECK(run("writable, destroy, destroy late, get errored") == "errored=null, close");
}

TEST_CASE("an error nobody listens for is uncaught, and 'close' is lost with it") {
  CHECK(run("readable noerror, destroy boom, turn, get closed") == "uncaught boom, closed=true");
}

TEST_CASE("_destroy is called at once and may take its time") {
  CHECK(run("readable { _destroy { keep } }, destroy, log after, turn, get closed, done, "
            "get closed") == "_destroy, after, closed=false, closed=true, close");
}

TEST_CASE("_destroy may replace the error") {
  CHECK(run("readable { _destroy { fail other } }, destroy boom, get errored") ==
        "_destroy boom, errored=boom, error other, close");
}

TEST_CASE("_destroy may swallow the error") {
  CHECK(run("readable { _destroy { ok } }, destroy boom, turn, get errored, get closed") ==
        "_destroy boom, close, errored=boom, closed=true");
}

TEST_CASE("_destroy may pass the error on") {
  CHECK(run("writable { _destroy { pass } }, destroy boom") == "_destroy boom, error boom, close");
}

TEST_CASE("a throw in _destroy is the error") {
  CHECK(run("readable { _destroy { throw thrown } }, destroy boom, log after") ==
        "_destroy boom, after, error thrown, close");
}

TEST_CASE("calling _destroy's callback twice does nothing more") {
  CHECK(run("readable { _destroy { ok, fail late } }, destroy") == "_destroy, close");
}

TEST_CASE("autoDestroy closes a readable after 'end'") {
  CHECK(run("readable { _destroy { ok } }, on data, eof") == "resume, end, _destroy, close");
}

TEST_CASE("autoDestroy closes a writable after 'finish'") {
  CHECK(run("writable { _destroy { ok } }, end") == "finish, _destroy, close");
}

TEST_CASE("a duplex closes when both sides are done, whichever is last") {
  CHECK(run("duplex, on data, eof, turn, log ended, end") == "resume, end, ended, finish, close");
  CHECK(run("duplex, end, turn, log finished, on data, eof") ==
        "finish, finished, resume, end, close");
}

TEST_CASE("autoDestroy: false keeps an errored stream open") {
  CHECK(run("writable autoDestroy=false { _write { fail boom } }, write a cb, turn, "
            "get destroyed, get errored") ==
        "_write a, write false, written a boom, error boom, destroyed=false, errored=boom");
}

TEST_CASE("emitClose: false emits 'error' but no 'close'") {
  CHECK(run("readable emitClose=false, destroy boom, turn, get closed") ==
        "error boom, closed=true");
}

TEST_CASE("data that was buffered is not emitted after destroy()") {
  CHECK(run("readable, push a, on data, destroy") == "resume, data a, close");
}

TEST_CASE("destroy() in an 'end' listener does not close twice") {
  CHECK(run("readable, on data, on end { destroy }, eof") == "resume, end, end, close");
}

TEST_CASE("an error in an 'error' listener's destroy() is ignored") {
  CHECK(run("readable, on error { destroy again }, destroy boom") ==
        "error boom, error boom, close");
}

TEST_CASE("a throw in an 'error' listener loses 'close'") {
  CHECK(run("readable, on error { throw worse }, destroy boom") ==
        "error boom, error boom, uncaught worse");
}

TEST_CASE("a throw in a 'close' listener is uncaught") {
  CHECK(run("readable, on close { throw late }, destroy, turn, get closed") ==
        "close, close, uncaught late, closed=true");
}

TEST_CASE("destroying a duplex fails its waiting writes") {
  CHECK(run("duplex { _write { keep } }, write a cb, write b cb, end cb, destroy boom") ==
        "_write a, error boom, close");
}

TEST_CASE("destroy() inside 'drain' stops what follows") {
  CHECK(run("writable hwm=1 { _write { keep } }, on drain { destroy }, write aa cb, turn, done") ==
        "_write aa, write false, drain, drain, written aa, close");
}
