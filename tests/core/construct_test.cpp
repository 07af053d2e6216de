// _construct: nothing else happens until its callback.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("_construct is called on a tick") {
  CHECK(run("readable { _construct { ok } }, log after") == "after, _construct");
}

TEST_CASE("_read waits for _construct") {
  CHECK(run("readable { _construct { keep }, _read { from a } }, on data, turn, log waiting, "
            "done") == "_construct, resume, waiting, _read, _read, data a, end, close");
}

TEST_CASE("writes wait for _construct and go out in order") {
  CHECK(run("writable { _construct { keep }, _write { ok } }, write a cb, write b cb, turn, "
            "log waiting, done") ==
        "_construct, waiting, _write a, _write b, written a, written b");
}

TEST_CASE("writes that waited for _construct go to _writev together") {
  CHECK(run("writable { _construct { ok }, _write { ok }, _writev { ok } }, write a, write b") ==
        "_construct, _writev a+b");
}

TEST_CASE("'finish' waits for _construct") {
  CHECK(run("writable { _construct { keep }, _final { ok } }, end cb, turn, log waiting, done") ==
        "_construct, waiting, _final, ended, finish, close");
}

TEST_CASE("an error from _construct destroys the stream") {
  CHECK(run("readable { _construct { fail boom }, _destroy { pass } }, on data") ==
        "_construct, resume, _destroy boom, error boom, close");
  CHECK(run("writable { _construct { fail boom } }, write a cb, end cb") ==
        "_construct, written a boom, ended boom, error boom, close");
}

TEST_CASE("a throw in _construct is its error") {
  CHECK(run("readable { _construct { throw boom } }") == "_construct, error boom, close");
}

TEST_CASE("destroy() during _construct waits for it") {
  CHECK(run("readable { _construct { keep }, _destroy { pass } }, destroy boom, turn, "
            "log waiting, get destroyed, get closed, done") ==
        "_construct, waiting, destroyed=true, closed=false, _destroy boom, error boom, close");
}

TEST_CASE("destroy() during _construct that fails tells of both errors") {
  CHECK(run("readable { _construct { keep }, _destroy { pass } }, destroy first, turn, "
            "done error second") == "_construct, _destroy first, error first, close");
}

TEST_CASE("destroy() before the tick of _construct still calls it") {
  CHECK(run("writable { _construct { ok }, _destroy { pass } }, destroy") ==
        "_construct, _destroy, close");
}

TEST_CASE("calling _construct's callback twice is an error") {
  CHECK(run("readable { _construct { ok, ok } }") ==
        "_construct, error ERR_MULTIPLE_CALLBACK, close");
}

TEST_CASE("a duplex constructs once for both sides") {
  CHECK(run("duplex { _construct { keep }, _read { from r }, _write { ok } }, on data, write w "
            "cb, turn, log waiting, done") ==
        "_construct, resume, waiting, _write w, _read, _read, written w, data r, end");
}

TEST_CASE("a transform constructs before _transform") {
  CHECK(run("transform { _construct { keep }, _transform { ok x } }, on data, write a, turn, "
            "log waiting, done") == "_construct, resume, waiting, _transform a, data x");
}

TEST_CASE("push() before _construct's callback is kept") {
  CHECK(run("readable { _construct { keep } }, push a, on data, turn, log waiting, done") ==
        "_construct, resume, data a, waiting");
}
