// Transform: written chunks become pushed ones, and a full readable side holds the writes back.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("a PassThrough passes everything on") {
  CHECK(run("passthrough, on data, write a, write b, end") ==
        "data a, data b, resume, end, finish, close");
}

TEST_CASE("_transform's second argument is pushed") {
  CHECK(run("transform { _transform { ok x } }, on data, write a, end") ==
        "_transform a, data x, resume, end, finish, close");
}

TEST_CASE("_transform may push nothing, or several") {
  CHECK(run("transform { _transform { ok } }, on data, write a, end") ==
        "_transform a, resume, end, finish, close");
  CHECK(run("transform { _transform { push x, push y, ok z } }, on data, write a, end") ==
        "_transform a, data x, data y, data z, resume, end, finish, close");
}

TEST_CASE("_transform may answer later") {
  CHECK(run("transform { _transform { keep } }, on data, write a cb, write b cb, turn, done x, "
            "turn, done y") ==
        "_transform a, resume, data x, _transform b, written a, data y, written b");
}

TEST_CASE("an error from _transform destroys the stream") {
  CHECK(run("transform { _transform { fail boom } }, on data, write a cb, write b cb") ==
        "_transform a, write false, write false, resume, written a boom, written b boom, error "
        "boom, close");
}

TEST_CASE("a throw in _transform comes out of write()") {
  CHECK(run("transform { _transform { throw boom } }, write a, log skipped") ==
        "_transform a, uncaught boom");
}

TEST_CASE("_flush pushes what is left before the end") {
  CHECK(run("transform { _transform { ok x }, _flush { push y, ok z } }, on data, write a, end") ==
        "_transform a, data x, _flush, data y, data z, resume, end, finish, close");
}

TEST_CASE("_flush may take its time") {
  CHECK(run("transform { _flush { keep } }, on data, end, turn, log waiting, done z") ==
        "_flush, resume, waiting, data z, end, finish, close");
}

TEST_CASE("an error from _flush destroys the stream") {
  CHECK(run("transform { _flush { fail boom } }, on data, end cb") ==
        "_flush, resume, error boom, close, ended boom");
}

TEST_CASE("'prefinish' comes after _flush, 'finish' before 'end'") {
  CHECK(run("transform { _flush { ok } }, on prefinish, on data, write a, end") ==
        "data a, _flush, prefinish, resume, end, finish, close");
}

TEST_CASE("writes wait while the readable side is full") {
  CHECK(run("passthrough rhwm=2 whwm=9, write ab cb, write cd cb, write ef cb, turn, "
            "get readableLength, get writableLength, read, turn, read, turn, read") ==
        "readableLength=2, writableLength=6, written ab, read abcd, written cd, written ef, read "
        "ef, read null");
}

TEST_CASE("a paused transform says false to its writer at last") {
  CHECK(run("passthrough rhwm=2 whwm=2, write ab, write cd, write ef, turn, on data") ==
        "write false, write false, write false, resume, data ab, data cd, drain, data ef");
}

TEST_CASE("end() lets the last chunk through although the readable side is full") {
  CHECK(run("passthrough rhwm=1 whwm=9, write a, end b, turn, get readableLength, "
            "get writableFinished, on data") ==
        "readableLength=1, writableFinished=false, resume, data a, data b, finish, end, close");
}

TEST_CASE("nothing is flushed after destroy()") {
  CHECK(run("transform { _transform { keep }, _flush { ok } }, write a, end, destroy, turn, "
            "done x") == "_transform a, close");
}

TEST_CASE("calling _transform's callback twice is an error") {
  CHECK(run("transform { _transform { ok x, ok y } }, on data, write a") ==
        "_transform a, data x, data y, write false, resume, error ERR_MULTIPLE_CALLBACK, close");
}

TEST_CASE("_final may be overridden, and then 'prefinish' flushes") {
  CHECK(run("transform { _final { ok }, _flush { ok } }, on data, end, turn, get readableEnded") ==
        "_final, _flush, resume, end, finish, close, readableEnded=true");
}

TEST_CASE("an unread transform never ends") {
  CHECK(run("passthrough, write a, end, turn, get readableEnded, get writableFinished, resume") ==
        "finish, readableEnded=false, writableFinished=true, resume, end, close");
}

TEST_CASE("a readable highWaterMark of 0 makes the writable side hold nothing") {
  CHECK(run("transform rhwm=0, get writableHighWaterMark, get readableHighWaterMark") ==
        "writableHighWaterMark=0, readableHighWaterMark=0");
}
