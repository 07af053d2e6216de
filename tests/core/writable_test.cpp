// write() to its callback: dispatch, buffer, cork, drain.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("write() returns false at the highWaterMark") {
  CHECK(run("writable hwm=3 { _write { keep } }, write aa, write b, write c, "
            "get writableLength") == "_write aa, write false, write false, writableLength=4");
}

TEST_CASE("what _write takes at once does not fill the buffer") {
  CHECK(run("writable hwm=1 { _write { ok } }, write a, get writableLength, "
            "get writableNeedDrain") == "_write a, writableLength=0, writableNeedDrain=false");
}

TEST_CASE("'drain' comes when everything was written after a false") {
  CHECK(run("writable hwm=2 { _write { keep } }, write aa, write b, turn, done, turn, done") ==
        "_write aa, write false, write false, _write b, drain");
}

TEST_CASE("no 'drain' without a false before it") {
  CHECK(run("writable hwm=9 { _write { keep } }, write aa, turn, done") == "_write aa");
}

TEST_CASE("no 'drain' after end()") {
  CHECK(run("writable hwm=1 { _write { keep } }, write aa, end, done") ==
        "_write aa, write false, finish, close");
}

TEST_CASE("_write is given one chunk at a time, in order") {
  CHECK(run("writable { _write { keep } }, write a, write b, write c, done, log one, done, done") ==
        "_write a, _write b, one, _write c");
}

TEST_CASE("a write's callback comes on a tick when _write answered at once") {
  CHECK(run("writable { _write { ok } }, write a cb, log after, tick { log tick }") ==
        "_write a, after, written a, tick");
}

TEST_CASE("a write's callback comes at once when _write answered later") {
  CHECK(run("writable { _write { keep } }, write a cb, turn, done, log after") ==
        "_write a, written a, after");
}

TEST_CASE("callbacks come in the order of the writes") {
  CHECK(run("writable { _write { ok } }, write a cb, write b cb, write c cb, tick { log tick }") ==
        "_write a, _write b, _write c, written a, written b, written c, tick");
}

TEST_CASE("a write without bytes is a write") {
  CHECK(run("writable { _write { ok } }, write empty cb") == "_write , written empty");
}

TEST_CASE("an error from _write at once is told on a tick, then emitted") {
  CHECK(run("writable { _write { fail boom } }, write a cb, log after") ==
        "_write a, write false, after, written a boom, error boom, close");
}

TEST_CASE("an error from _write later is told at once, then emitted on a tick") {
  CHECK(run("writable { _write { keep } }, write a cb, turn, done error boom, log after") ==
        "_write a, written a boom, after, error boom, close");
}

TEST_CASE("an error fails the writes that wait") {
  CHECK(run("writable { _write { keep } }, write a cb, write b cb, write c cb, turn, "
            "done error boom") ==
        "_write a, written a boom, written b boom, written c boom, error boom, close");
}

TEST_CASE("calling _write's callback twice is an error") {
  CHECK(run("writable { _write { ok, ok } }, write a cb") ==
        "_write a, write false, written a, error ERR_MULTIPLE_CALLBACK, close");
}

TEST_CASE("a throw in _write comes out of write()") {
  CHECK(run("writable { _write { throw boom } }, write a, log skipped, turn, write b") ==
        "_write a, uncaught boom");
}

TEST_CASE("write() after end() is an error") {
  CHECK(
      run("writable, end, write a cb") ==
      "write false, written a ERR_STREAM_WRITE_AFTER_END, error ERR_STREAM_WRITE_AFTER_END, close");
  CHECK(run("writable { _final { } }, end, write a") ==
        "_final, write false, error ERR_STREAM_WRITE_AFTER_END, close");
}

TEST_CASE("write() after destroy() fails its callback only") {
  CHECK(run("writable, destroy, write a cb") ==
        "write false, close, written a ERR_STREAM_DESTROYED");
}

TEST_CASE("cork() holds writes until uncork()") {
  CHECK(run("writable { _write { ok } }, cork, write a, write b, log held, uncork") ==
        "held, _write a, _write b");
}

TEST_CASE("corked writes go to _writev together") {
  CHECK(run("writable { _write { ok }, _writev { ok } }, cork, write a cb, write b cb, uncork") ==
        "_writev a+b, written a, written b");
}

TEST_CASE("one corked write goes to _write even if there is a _writev") {
  CHECK(run("writable { _write { ok }, _writev { ok } }, cork, write a, uncork") == "_write a");
}

TEST_CASE("a stream with only _writev gets single chunks there too") {
  CHECK(run("writable { _writev { ok } }, write a cb, write b") ==
        "_writev a, _writev b, written a");
}

TEST_CASE("cork() counts") {
  CHECK(run("writable { _write { ok } }, cork, cork, write a, uncork, get writableCorked, uncork, "
            "uncork, get writableCorked") == "writableCorked=1, _write a, writableCorked=0");
}

TEST_CASE("writes that piled up behind a slow one go to _writev together") {
  CHECK(run("writable { _write { keep }, _writev { keep } }, write a, write b cb, write c cb, "
            "turn, done, turn, done") == "_write a, _writev b+c, written b, written c");
}

TEST_CASE("an error from _writev fails every callback of the batch") {
  CHECK(run("writable { _write { ok }, _writev { fail boom } }, cork, write a cb, write b cb, "
            "uncork") == "_writev a+b, written a boom, written b boom, error boom, close");
}

TEST_CASE("end() undoes any number of corks") {
  CHECK(run("writable { _write { ok } }, cork, cork, write a, end") == "_write a, finish, close");
}

TEST_CASE("destroy() inside _write makes write() return false") {
  CHECK(run("writable { _write { destroy, ok } }, write a cb") ==
        "_write a, write false, close, written a");
}

TEST_CASE("a write inside _write waits for its turn") {
  CHECK(run("writable hwm=9 { _write { log in, ok } }, write a, tick { write b }, cork, write c, "
            "uncork") == "_write a, in, _write c, in, _write b, in");
}

TEST_CASE("a stream that implements neither _write nor _writev fails the write") {
  CHECK(run("writable, get writableHighWaterMark, get writableObjectMode, get writableLength") ==
        "writableHighWaterMark=65536, writableObjectMode=false, writableLength=0");
}
