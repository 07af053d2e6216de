// pipe() and unpipe().
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("pipe() moves everything and ends the destination") {
  CHECK(run("readable r, writable w { _write { ok } }, r.push a, r.push b, r.eof, r.pipe w") ==
        "w.pipe, w._write a, w._write b, r.resume, r.end, w.finish, r.pause, w.unpipe, r.close, "
        "w.close");
}

TEST_CASE("pipe() pauses the source at false and resumes it at 'drain'") {
  CHECK(run("readable r, writable w hwm=1 { _write { keep } }, r.push aa, r.push bb, r.eof, "
            "r.pipe w, turn, r.get readableFlowing, w.done, turn, w.done") ==
        "w.pipe, w._write aa, r.pause, r.resume, r.readableFlowing=false, w.drain, r.resume, "
        "w._write bb, r.pause, r.end, r.close, w.finish, w.unpipe, w.close");
}

TEST_CASE("pipe() with { end: false } leaves the destination open") {
  CHECK(run("readable r, writable w { _write { ok } }, r.push a, r.eof, r.pipe w end=false, turn, "
            "w.get writableEnded, w.end b") ==
        "w.pipe, w._write a, r.resume, r.end, r.pause, w.unpipe, r.close, w.writableEnded=false, "
        "w._write b, w.finish, w.close");
}

TEST_CASE("pipe() to a destination that is full already waits for its 'drain'") {
  CHECK(run("readable r, writable w hwm=1 { _write { keep } }, w.write zz, r.push a, r.pipe w, "
            "turn, r.get readableFlowing, w.done") ==
        "w._write zz, w.write false, w.pipe, r.pause, r.resume, r.readableFlowing=false, w.drain, "
        "r.resume, w._write a, r.pause");
}

TEST_CASE("pipe() of a source that has ended ends the destination on a tick") {
  CHECK(run("readable r autoDestroy=false, writable w, r.resume, r.eof, turn, r.pipe w") ==
        "r.resume, r.end, w.pipe, w.finish, r.pause, w.unpipe, w.close");
}

TEST_CASE("one source may feed two destinations, and the slower sets the pace") {
  CHECK(run("readable r, writable a { _write { ok } }, writable b hwm=1 { _write { keep } }, "
            "r.pipe a, r.pipe b, r.push xx, r.push yy, r.eof, turn, log slow, b.done, turn, "
            "b.done") ==
        "a.pipe, b.pipe, r.resume, a._write xx, b._write xx, r.pause, slow, b.drain, r.resume, "
        "a._write yy, b._write yy, r.pause, r.end, a.finish, a.unpipe, r.close, a.close, b.finish, "
        "b.unpipe, b.close");
}

TEST_CASE("unpipe(destination) stops the flow and leaves the rest in the buffer") {
  CHECK(run("readable r, writable w { _write { ok } }, r.pipe w, r.push a, turn, r.unpipe w, "
            "r.push b, turn, r.get readableLength, r.get readableFlowing, w.get writableEnded") ==
        "w.pipe, r.resume, w._write a, r.pause, w.unpipe, r.readableLength=1, "
        "r.readableFlowing=false, w.writableEnded=false");
}

TEST_CASE("unpipe() of one of two destinations keeps the other") {
  CHECK(run("readable r, writable a { _write { ok } }, writable b { _write { ok } }, r.pipe a, "
            "r.pipe b, turn, r.unpipe a, r.push x") ==
        "a.pipe, b.pipe, r.resume, a.unpipe, b._write x");
}

TEST_CASE("unpipe() without a destination unpipes all") {
  CHECK(run("readable r, writable a, writable b, r.pipe a, r.pipe b, turn, r.unpipe, r.push x, "
            "turn, r.get readableLength") ==
        "a.pipe, b.pipe, r.resume, r.pause, a.unpipe, b.unpipe, r.readableLength=1");
}

TEST_CASE("unpipe() of a stream that is not piped does nothing") {
  CHECK(run("readable r, writable a, writable b, r.pipe a, r.unpipe b, r.push x") ==
        "a.pipe, r.resume");
}

TEST_CASE("an error of the destination unpipes it, the source lives on") {
  CHECK(run("readable r, writable w { _write { fail boom } }, r.pipe w, r.push a, turn, "
            "r.get destroyed, r.get readableFlowing") ==
        "w.pipe, r.resume, w._write a, r.pause, w.unpipe, w.error boom, w.close, "
        "r.destroyed=false, r.readableFlowing=false");
}

TEST_CASE("an error of the destination that only the pipe hears is uncaught") {
  CHECK(run("readable r, writable w noerror { _write { fail boom } }, r.pipe w, r.push a") ==
        "w.pipe, r.resume, w._write a, r.pause, w.unpipe, uncaught boom");
}

TEST_CASE("an error of the source leaves the destination open") {
  CHECK(run("readable r, writable w, r.pipe w, turn, r.destroy boom, turn, w.get destroyed, "
            "w.get writableEnded") ==
        "w.pipe, r.resume, r.error boom, r.close, w.destroyed=false, w.writableEnded=false");
}

TEST_CASE("closing the destination unpipes it") {
  CHECK(
      run("readable r, writable w, r.pipe w, turn, w.destroy, turn, r.get readableFlowing, "
          "r.push a, r.get readableLength") ==
      "w.pipe, r.resume, w.close, r.pause, w.unpipe, r.readableFlowing=false, r.readableLength=1");
}

TEST_CASE("ending the destination by hand unpipes it at 'finish'") {
  CHECK(run("readable r, writable w, r.pipe w, turn, w.end, turn, r.get readableFlowing") ==
        "w.pipe, r.resume, w.finish, r.pause, w.unpipe, w.close, r.readableFlowing=false");
}

TEST_CASE("the listeners of a pipe go with it") {
  CHECK(run("readable r mute, writable w mute, r.pipe w, r.count data, r.count end, w.count error, "
            "w.count close, w.count finish, w.count unpipe, w.count drain, r.unpipe w, "
            "r.count data, r.count end, w.count error, w.count close, w.count finish, "
            "w.count unpipe") ==
        "r.data*1, r.end*1, w.error*1, w.close*1, w.finish*1, w.unpipe*1, w.drain*0, r.data*0, "
        "r.end*0, w.error*0, w.close*0, w.finish*0, w.unpipe*0");
}

TEST_CASE("the same two streams may be piped twice") {
  CHECK(run("readable r, writable w { _write { ok } }, r.pipe w, r.pipe w, r.push a, turn, "
            "r.unpipe w, r.push b") ==
        "w.pipe, w.pipe, r.resume, w._write a, w._write a, w.unpipe, w._write b");
}

TEST_CASE("a chain of transforms passes data, pressure and the end") {
  CHECK(
      run("readable r, passthrough t rhwm=2 whwm=2, writable w hwm=2 { _write { keep } }, "
          "r.pipe t, t.pipe w, r.push aa, r.push bb, r.push cc, r.eof, turn, log held, w.done, "
          "turn, w.done, turn, w.done") ==
      "t.pipe, w.pipe, r.resume, w._write aa, t.pause, r.pause, t.resume, held, w.drain, t.resume, "
      "t.drain, w._write bb, t.pause, r.resume, r.pause, r.end, r.close, w.drain, t.resume, "
      "w._write cc, t.pause, t.finish, t.unpipe, t.end, t.close, w.finish, w.unpipe, w.close");
}

TEST_CASE("a.pipe(b).pipe(a) goes round") {
  CHECK(run("duplex a mute { _write { log a, ok } }, passthrough b mute, a.pipe b, b.pipe a, "
            "a.push x, turn, a.eof, turn, a.get writableFinished") ==
        "a._write x, a, a.writableFinished=true");
}

TEST_CASE("a 'data' listener beside a pipe sees the same chunks") {
  CHECK(run("readable r, writable w { _write { ok } }, r.pipe w, r.on data, r.push a, r.push b") ==
        "w.pipe, r.resume, w._write a, r.data a, w._write b, r.data b");
}

TEST_CASE("pause() holds a pipe until resume()") {
  CHECK(run("readable r, writable w { _write { ok } }, r.pipe w, turn, r.pause, r.push a, turn, "
            "log held, r.resume") == "w.pipe, r.resume, r.pause, held, r.resume, w._write a");
}

TEST_CASE("destroying the destination inside _write stops the pipe") {
  CHECK(run("readable r, writable w { _write { destroy, ok } }, r.push a, r.push b, r.pipe w, "
            "turn, r.get readableLength") ==
        "w.pipe, r.resume, w._write a, r.pause, w.close, w.unpipe, r.readableLength=1");
}

TEST_CASE("a throw in the destination's _write destroys it, not the source") {
  CHECK(
      run("readable r, writable w { _write { throw boom } }, r.pipe w, r.push a, turn, "
          "r.get destroyed") ==
      "w.pipe, r.resume, w._write a, r.pause, w.unpipe, w.error boom, w.close, r.destroyed=false");
}
