// finished(): told once when a stream is over.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("finished() of a readable is told at 'close' after 'end'") {
  CHECK(run("readable, finished, on data, eof") == "resume, end, close, over");
}

TEST_CASE("finished() of a writable is told at 'close' after 'finish'") {
  CHECK(run("writable, finished, end") == "finish, close, over");
}

TEST_CASE("finished() of a duplex waits for both sides") {
  CHECK(run("duplex, finished, on data, eof, turn, log half, end") ==
        "resume, end, half, finish, close, over");
}

TEST_CASE("finished() without autoDestroy is told at 'end' or 'finish'") {
  CHECK(run("readable autoDestroy=false, finished, on data, eof") == "resume, end, over");
  CHECK(run("writable autoDestroy=false, finished, end") == "finish, over");
  CHECK(run("duplex autoDestroy=false, finished, on data, eof, turn, log half, end") ==
        "resume, end, half, finish, over");
}

TEST_CASE("finished() with { readable: false } waits for the writable side only") {
  CHECK(run("duplex, finished readable=false, end, turn, log open, on data, eof") ==
        "finish, over, open, resume, end, close");
}

TEST_CASE("finished() with { writable: false } waits for the readable side only") {
  CHECK(run("duplex, finished writable=false, on data, eof, turn, log open, end") ==
        "resume, end, over, open, finish, close");
}

TEST_CASE("finished() of a destroyed stream is a premature close") {
  CHECK(run("readable, finished, destroy") == "close, over ERR_STREAM_PREMATURE_CLOSE");
  CHECK(run("writable, finished, destroy") == "close, over ERR_STREAM_PREMATURE_CLOSE");
  CHECK(run("duplex, finished, end, turn, destroy") ==
        "finish, close, over ERR_STREAM_PREMATURE_CLOSE");
}

TEST_CASE("finished() is told the stream's error") {
  CHECK(run("readable, finished, destroy boom") == "error boom, over boom, close");
  CHECK(run("writable { _write { fail boom } }, finished, write a cb") ==
        "_write a, write false, written a boom, error boom, over boom, close");
}

TEST_CASE("finished() with { error: false } does not listen for 'error'") {
  CHECK(run("readable noerror, finished error=false, count error, destroy boom") ==
        "error*0, uncaught boom");
  CHECK(run("readable, finished error=false, destroy boom") == "error boom, close, over boom");
}

TEST_CASE("finished() listens for 'error', so the error is not uncaught") {
  CHECK(run("readable noerror, finished, count error, destroy boom") ==
        "error*1, over boom, close");
}

TEST_CASE("finished() of a stream that has closed is told on a tick") {
  CHECK(run("readable, on data, eof, turn, finished, log after") ==
        "resume, end, close, after, over");
  CHECK(run("readable, destroy boom, turn, finished, log after") ==
        "error boom, close, after, over boom");
  CHECK(run("writable, destroy, turn, finished, log after") ==
        "close, after, over ERR_STREAM_PREMATURE_CLOSE");
}

TEST_CASE("finished() of a stream that was destroyed but has not closed waits") {
  CHECK(run("readable, destroy, finished, log after") ==
        "after, close, over ERR_STREAM_PREMATURE_CLOSE");
}

TEST_CASE("finished() of a side that is over is told on a tick") {
  CHECK(run("duplex, end, turn, finished readable=false, log after") == "finish, after, over");
  CHECK(run("duplex, on data, eof, turn, finished writable=false, log after") ==
        "resume, end, after, over");
  CHECK(run("duplex writable=false, finished, on data, eof") == "resume, end, close, over");
}

TEST_CASE("finished() waits for writes whose callbacks are pending") {
  CHECK(run("duplex { _final { keep } }, end, finished readable=false, turn, log waiting, done") ==
        "_final, waiting, finish, over");
}

TEST_CASE("finished() without autoDestroy of a stream that has failed is told on a tick") {
  CHECK(run("writable autoDestroy=false { _write { fail boom } }, write a, turn, finished") ==
        "_write a, write false, error boom, over boom");
}

TEST_CASE("finished() calls back once") {
  CHECK(run("writable autoDestroy=false, finished, end, turn, destroy boom") ==
        "finish, over, error boom, close");
}

TEST_CASE("the cleanup function takes the listeners and the callback away") {
  CHECK(run("readable mute, finished, count end, count error, count close, cleanup, count end, "
            "count error, count close, destroy") ==
        "end*1, error*1, close*1, end*0, error*0, close*0");
}

TEST_CASE("the listeners stay after the callback until they are cleaned up") {
  CHECK(run("readable mute, finished, resume, eof, turn, count error, cleanup, count error") ==
        "over, error*1, error*0");
}

TEST_CASE("two finished() of one stream are told in order") {
  CHECK(run("readable a, writable b, a.finished, a.finished, b.finished, a.destroy, b.end") ==
        "a.close, a.over ERR_STREAM_PREMATURE_CLOSE, a.over ERR_STREAM_PREMATURE_CLOSE, b.finish, "
        "b.close, b.over");
}

TEST_CASE("destroy() inside the callback is too late to matter") {
  CHECK(run("readable, on close { destroy late }, finished, resume, eof") ==
        "resume, end, close, close, over");
}

TEST_CASE("finished() with emitClose: false is told at 'end'") {
  CHECK(run("readable emitClose=false, finished, resume, eof") == "resume, end, over");
}

TEST_CASE("finished() of a stream that is over leaves no more than an 'error' listener") {
  CHECK(run("duplex mute, end, turn, finished readable=false, count error, count end, "
            "count finish, count close, cleanup, count error") ==
        "error*1, end*0, finish*0, close*0, error*0");
  CHECK(run("duplex mute, end, turn, finished readable=false error=false, count error") ==
        "error*0, over");
  CHECK(
      run("readable mute, resume, eof, turn, finished, count error, count end, count close, turn, "
          "count error") == "error*1, end*0, close*0, over, error*1");
  CHECK(run("readable, destroy boom, turn, finished, count error, count end, count close") ==
        "error boom, close, error*2, end*1, close*1, over boom");
  CHECK(run("writable mute autoDestroy=false { _write { fail boom } }, on error, write a, turn, "
            "finished, count error, count end, count finish, count close") ==
        "_write a, write false, error boom, error*2, end*0, finish*0, close*0, over boom");
}

TEST_CASE("finished() of a side that is over is not told of an error that comes before the tick") {
  CHECK(run("duplex autoDestroy=false, end, turn, finished readable=false, destroy boom") ==
        "finish, over, error boom, close");
  CHECK(run("readable, on data, eof, turn, finished, destroy boom") == "resume, end, close, over");
}

TEST_CASE("finished() of a full-duplex stream that fails on one side is told once") {
  CHECK(run("duplex { _write { fail boom } }, finished, finished readable=false, "
            "finished writable=false, write a") ==
        "_write a, write false, error boom, over boom, over boom, over boom, close");
}
