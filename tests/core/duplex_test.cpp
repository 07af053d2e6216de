// A Duplex: two sides with nothing between them but a common life.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("the two sides have their own buffers and marks") {
  CHECK(run("duplex rhwm=2 whwm=3 { _write { keep } }, push ab, write abc, get readableLength, "
            "get writableLength") ==
        "push false, _write abc, write false, readableLength=2, writableLength=3");
}

TEST_CASE("the readable side may end while the writable side goes on") {
  CHECK(run("duplex { _write { ok } }, on data, eof, turn, write a cb, turn, get destroyed, end") ==
        "resume, end, _write a, written a, destroyed=false, finish, close");
}

TEST_CASE("the writable side may end while the readable side goes on") {
  CHECK(run("duplex, on data, end, turn, push a, turn, get destroyed, eof") ==
        "resume, finish, data a, destroyed=false, end, close");
}

TEST_CASE("allowHalfOpen: false ends the writable side after 'end'") {
  CHECK(run("duplex half=false, on data, eof, tick { log tick }") ==
        "resume, tick, end, finish, close");
}

TEST_CASE("allowHalfOpen: false lets the readable side outlive 'finish'") {
  CHECK(run("duplex half=false, on data, end, turn, log open, eof") ==
        "resume, finish, open, end, close");
}

TEST_CASE("readable: false is born ended") {
  CHECK(run("duplex readable=false, get readable, get readableEnded, end") ==
        "readable=false, readableEnded=true, finish, close");
}

TEST_CASE("writable: false is born finished") {
  CHECK(run("duplex writable=false, get writable, get writableFinished, on data, push a, eof") ==
        "writable=false, writableFinished=true, resume, data a, end, close");
}

TEST_CASE("an error on one side destroys both") {
  CHECK(run("duplex { _write { fail boom } }, on data, write a, turn, push b, "
            "get readable, get writable") ==
        "_write a, write false, resume, error boom, close, push false, readable=false, "
        "writable=false");
}

TEST_CASE("object mode is each side's own") {
  CHECK(run("duplex robject whwm=3 { _write { ok } }, get readableObjectMode, "
            "get writableObjectMode, get readableHighWaterMark, get writableHighWaterMark") ==
        "readableObjectMode=true, writableObjectMode=false, readableHighWaterMark=16, "
        "writableHighWaterMark=3");
}
