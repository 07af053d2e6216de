// end() to 'finish': _final, prefinish, finish.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("end() finishes on a tick, then closes") {
  CHECK(run("writable, on prefinish, end, log after") == "prefinish, after, finish, close");
}

TEST_CASE("end(chunk) writes first") {
  CHECK(run("writable { _write { ok } }, end a") == "_write a, finish, close");
}

TEST_CASE("'finish' waits for the last write") {
  CHECK(run("writable { _write { keep } }, write a, end, turn, log waiting, done") ==
        "_write a, waiting, finish, close");
}

TEST_CASE("end()'s callback comes before 'finish'") {
  CHECK(run("writable, end cb") == "ended, finish, close");
  CHECK(run("writable { _write { ok } }, write a cb, end b cb") ==
        "_write a, _write b, written a, ended, finish, close");
}

TEST_CASE("end() twice is an error in the second callback only after 'finish'") {
  CHECK(run("writable, end cb, end cb") == "ended, ended, finish, close");
  CHECK(run("writable, end cb, turn, end cb") ==
        "ended, finish, close, ended ERR_STREAM_ALREADY_FINISHED");
}

TEST_CASE("end(chunk) after end() is a write after end") {
  CHECK(run("writable, end, end a cb") ==
        "error ERR_STREAM_WRITE_AFTER_END, close, ended ERR_STREAM_WRITE_AFTER_END");
}

TEST_CASE("end() after destroy() tells its callback") {
  CHECK(run("writable, destroy, end cb") == "close");
  CHECK(run("writable, destroy boom, end cb") == "error boom, close, ended ERR_STREAM_DESTROYED");
}

TEST_CASE("_final comes after the last write and before 'prefinish'") {
  CHECK(run("writable { _write { ok }, _final { ok } }, on prefinish, write a, end") ==
        "_write a, _final, prefinish, finish, close");
}

TEST_CASE("'finish' waits for _final's callback") {
  CHECK(run("writable { _final { keep } }, end cb, turn, log waiting, done") ==
        "_final, waiting, ended, finish, close");
}

TEST_CASE("an error from _final fails end()'s callback and destroys") {
  CHECK(run("writable { _final { fail boom } }, end cb") ==
        "_final, error boom, close, ended boom");
  CHECK(run("writable { _final { keep } }, end cb, turn, done error boom") ==
        "_final, ended boom, error boom, close");
}

TEST_CASE("a throw in _final is an error of the stream") {
  CHECK(run("writable { _final { throw boom } }, end cb, log after") ==
        "_final, after, error boom, close, ended boom");
}

TEST_CASE("calling _final's callback twice is an error") {
  CHECK(run("writable { _final { ok, ok } }, end") ==
        "_final, finish, error ERR_MULTIPLE_CALLBACK, close");
}

TEST_CASE("_final is not called after destroy()") {
  CHECK(run("writable { _write { keep }, _final { ok } }, write a, end, destroy, turn, done") ==
        "_write a, close");
}

TEST_CASE("a write with a callback delays 'finish' past the callback") {
  CHECK(run("writable { _write { ok } }, write a cb, end, tick { log tick }") ==
        "_write a, written a, tick, finish, close");
}

TEST_CASE("a synchronous write without a callback finishes a tick earlier in byte mode") {
  CHECK(run("writable { _write { ok } }, write a, tick { log A }, end, tick { log B }") ==
        "_write a, A, finish, B, close");
  CHECK(run("writable object { _write { ok } }, write a, tick { log A }, end, tick { log B }") ==
        "_write a, A, B, finish, close");
}

TEST_CASE("getters follow the end through") {
  CHECK(run("writable { _final { keep } }, end, get writable, get writableEnded, "
            "get writableFinished, turn, done, turn, get writableFinished, get writableAborted") ==
        "_final, writable=false, writableEnded=true, writableFinished=false, finish, close, "
        "writableFinished=true, writableAborted=false");
}

TEST_CASE("autoDestroy: false leaves a finished stream open") {
  CHECK(run("writable autoDestroy=false, end, turn, get destroyed, destroy") ==
        "finish, destroyed=false, close");
}

TEST_CASE("emitClose: false closes in silence") {
  CHECK(run("writable emitClose=false, end, turn, get closed, get destroyed") ==
        "finish, closed=true, destroyed=true");
}

TEST_CASE("destroy() in a 'finish' listener closes once") {
  CHECK(run("writable, on finish { destroy }, end") == "finish, finish, close");
}

TEST_CASE("destroy() with writes waiting fails them") {
  CHECK(run("writable { _write { keep } }, write a cb, write b cb, end cb, destroy, turn, done") ==
        "_write a, close, written a, written b ERR_STREAM_DESTROYED, ended ERR_STREAM_DESTROYED");
  CHECK(run("writable { _write { keep } }, write a cb, write b cb, destroy boom, turn, done") ==
        "_write a, error boom, close, written a, written b boom");
}
