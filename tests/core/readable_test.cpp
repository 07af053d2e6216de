// What goes into and comes out of a readable side: push, unshift, read, end of data.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("pushed chunks come out as 'data', then 'end', then 'close'") {
  CHECK(run("readable, push a, push b, eof, on data") == "data a, data b, resume, end, close");
}

TEST_CASE("push() returns false at the highWaterMark") {
  CHECK(run("readable hwm=3, push aa, push b, push c") == "push false, push false");
}

TEST_CASE("push() of no bytes leaves the buffer and its answer alone") {
  CHECK(run("readable hwm=1, push empty, push a, push empty, get readableLength") ==
        "push false, push false, readableLength=1");
}

TEST_CASE("push() after the end of data is an error") {
  CHECK(run("readable, on data, eof, push a") ==
        "push false, resume, error ERR_STREAM_PUSH_AFTER_EOF, close");
}

TEST_CASE("push() after destroy() is refused in silence") {
  CHECK(run("readable, destroy, push a, get readableLength") ==
        "push false, readableLength=0, close");
}

TEST_CASE("push(null) without a reader emits no 'end'") {
  CHECK(run("readable, push a, eof, get readableEnded, turn, get readableEnded, get readable") ==
        "readableEnded=false, readableEnded=false, readable=true");
}

TEST_CASE("push(null) twice ends once") {
  CHECK(run("readable, on data, eof, eof") == "resume, end, close");
}

TEST_CASE("read() takes the whole buffer as one chunk") {
  CHECK(run("readable, push ab, push cd, read, read") == "read abcd, read null");
}

TEST_CASE("read(n) joins and cuts chunks to n bytes") {
  CHECK(run("readable, push ab, push cd, push ef, read 3, read 2, read 9, get readableLength") ==
        "read abc, read de, read null, readableLength=1");
}

TEST_CASE("read(n) with too few bytes waits, and gives the rest once the data has ended") {
  CHECK(run("readable, push abc, read 5, eof, read 5, read 5") ==
        "read null, read abc, read null, end, close");
}

TEST_CASE("read(n) above the highWaterMark raises it to the next power of two") {
  CHECK(run("readable hwm=3, read 5, get readableHighWaterMark, read 9, "
            "get readableHighWaterMark") ==
        "read null, readableHighWaterMark=8, read null, readableHighWaterMark=16");
}

TEST_CASE("read(0) pulls and gives nothing") {
  CHECK(run("readable hwm=4 { _read { push a } }, read 0, get readableLength") ==
        "_read, read null, readableLength=1, _read, _read, _read, push false");
}

TEST_CASE("read() calls _read once until it is answered") {
  CHECK(run("readable { _read { } }, read, read, push a, read, read") ==
        "_read, read null, read null, _read, read a, read null");
}

TEST_CASE("read() gives at once what _read pushes at once") {
  CHECK(run("readable { _read { from a b } }, read, read, read") ==
        "_read, read a, _read, read b, _read, read null, end, close");
}

TEST_CASE("_read goes on until the buffer is full") {
  CHECK(run("readable hwm=3 { _read { from a b c d e } }, read 0, turn, get readableLength") ==
        "_read, read null, _read, _read, push false, readableLength=3");
}

TEST_CASE("_read with highWaterMark 0 is called once for each read") {
  CHECK(run("readable hwm=0 { _read { from a b } }, on readable { read }") ==
        "_read, push false, readable, read a");
}

TEST_CASE("a throw in _read destroys the stream with what was thrown") {
  CHECK(run("readable { _read { throw boom } }, read, log after") ==
        "_read, read null, after, error boom, close");
}

TEST_CASE("unshift() puts a chunk back at the front") {
  CHECK(run("readable, push b, unshift a, read") == "read ab");
}

TEST_CASE("unshift() after end of data is allowed until 'end'") {
  CHECK(run("readable, push b, eof, unshift a, read, read") == "read ab, read null, end, close");
}

TEST_CASE("unshift() after 'end' is an error") {
  CHECK(run("readable, on data, eof, turn, unshift a") == "resume, end, close");
  CHECK(run("readable autoDestroy=false, on data, eof, turn, unshift a") ==
        "resume, end, error ERR_STREAM_UNSHIFT_AFTER_END_EVENT");
}

TEST_CASE("'end' waits until everything was read") {
  CHECK(run("readable, push a, eof, on readable { log seen }, turn, read, turn, read") ==
        "readable, seen, readable, seen, read a, end, close, read null");
}

TEST_CASE("reading past the end emits 'end' once") {
  CHECK(run("readable, eof, read, read, read, turn, read") ==
        "read null, read null, read null, end, close, read null");
}

TEST_CASE("getters follow the data through") {
  CHECK(run("readable, get readable, get readableDidRead, push a, read, get readableDidRead, eof, "
            "read, turn, get readableEnded, get readable, get readableAborted") ==
        "readable=true, readableDidRead=false, read a, readableDidRead=true, read null, end, "
        "close, readableEnded=true, readable=false, readableAborted=false");
}

TEST_CASE("destroy() before the end says so in readableAborted") {
  CHECK(run("readable, push a, destroy, get readableAborted, get readable, turn, get closed") ==
        "readableAborted=true, readable=false, close, closed=true");
}
