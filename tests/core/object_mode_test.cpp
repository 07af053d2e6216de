// Object mode: every chunk counts one, whatever it is.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("the highWaterMark is 16 objects") {
  CHECK(run("readable object, get readableHighWaterMark, get readableObjectMode") ==
        "readableHighWaterMark=16, readableObjectMode=true");
  CHECK(run("writable object, get writableHighWaterMark, get writableObjectMode") ==
        "writableHighWaterMark=16, writableObjectMode=true");
}

TEST_CASE("chunks count one each and are not joined") {
  CHECK(run("readable object hwm=2, push abc, push def, get readableLength, read, read, read") ==
        "push false, readableLength=2, read abc, read def, read null");
}

TEST_CASE("read(n) gives one object") {
  CHECK(run("readable object, push a, push b, read 2, read 0, read 5") ==
        "read a, read null, read b");
}

TEST_CASE("an empty chunk is an object") {
  CHECK(run("readable object, push empty, get readableLength, on data") ==
        "readableLength=1, resume, data ");
}

TEST_CASE("unshift() puts an object back") {
  CHECK(run("readable object, push b, unshift a, read, read") == "read a, read b");
}

TEST_CASE("writes count one each") {
  CHECK(run("writable object hwm=2 { _write { keep } }, write aaa, write b, get writableLength, "
            "turn, done, turn, done") ==
        "_write aaa, write false, writableLength=2, _write b, drain");
}

TEST_CASE("an object transform counts objects on both sides") {
  CHECK(run("passthrough object rhwm=1 whwm=2, write aaa, write bbb, write ccc, "
            "get readableLength, get writableLength, turn, on data") ==
        "write false, write false, readableLength=1, writableLength=3, resume, data aaa, data bbb, "
        "drain, data ccc");
}

TEST_CASE("_writev gets all objects that waited") {
  CHECK(run("writable object { _write { ok }, _writev { ok } }, cork, write a, write b, write c, "
            "uncork") == "_writev a+b+c");
}

TEST_CASE("flow gives objects one by one") {
  CHECK(run("readable object, push a, push b, push c, eof, on data { log seen }") ==
        "data a, seen, data b, seen, data c, seen, resume, end, close");
}
