// pipeline(): streams joined so that one fate is everybody's.
#include "doctest/doctest.h"
#include "trace_dsl.h"

TEST_CASE("pipeline() moves everything and calls back when all is over") {
  CHECK(run("readable r, writable w { _write { ok } }, r.push a, r.eof, pipeline r w") ==
        "w.pipe, w._write a, r.resume, r.end, r.pause, w.unpipe, w.finish, r.close, w.close, "
        "pipeline ok");
  CHECK(run("readable r, passthrough t, writable w { _write { ok } }, r.push a, r.eof, "
            "pipeline r t w") ==
        "t.pipe, w.pipe, w._write a, r.resume, t.resume, r.end, r.pause, t.unpipe, t.end, t.pause, "
        "w.unpipe, t.finish, r.close, w.finish, t.close, w.close, pipeline ok");
}

TEST_CASE("an error of the source destroys all and is told") {
  CHECK(run("readable r, passthrough t, writable w, pipeline r t w, turn, r.destroy boom") ==
        "t.pipe, w.pipe, r.resume, t.resume, r.error boom, r.close, r.pause, t.unpipe, t.error "
        "boom, t.close, t.pause, w.unpipe, w.error boom, w.close, pipeline boom");
}

TEST_CASE("an error in the middle destroys all and is told") {
  CHECK(run("readable r, transform t { _transform { fail boom } }, writable w, pipeline r t w, "
            "r.push a") ==
        "t.pipe, w.pipe, r.resume, t._transform a, r.pause, t.resume, t.unpipe, t.error boom, "
        "t.close, r.error boom, r.close, t.pause, w.unpipe, w.error boom, w.close, pipeline boom");
}

TEST_CASE("an error of the destination destroys all and is told") {
  CHECK(run("readable r, passthrough t, writable w { _write { fail boom } }, pipeline r t w, "
            "r.push a") ==
        "t.pipe, w.pipe, r.resume, w._write a, t.pause, t.resume, w.unpipe, w.error boom, w.close, "
        "r.error boom, r.close, r.pause, t.unpipe, t.error boom, t.close, pipeline boom");
}

TEST_CASE("a source that closes early is a premature close") {
  CHECK(run("readable r, writable w, pipeline r w, turn, r.destroy") ==
        "w.pipe, r.resume, r.close, r.pause, w.unpipe, w.error ERR_STREAM_PREMATURE_CLOSE, "
        "w.close, pipeline ERR_STREAM_PREMATURE_CLOSE");
}

TEST_CASE("a destination that closes early is a premature close") {
  CHECK(run("readable r, writable w, pipeline r w, turn, w.destroy") ==
        "w.pipe, r.resume, w.close, r.pause, w.unpipe, r.error ERR_STREAM_PREMATURE_CLOSE, "
        "r.close, pipeline ERR_STREAM_PREMATURE_CLOSE");
  CHECK(run("readable r, passthrough t, writable w, pipeline r t w, turn, t.destroy") ==
        "t.pipe, w.pipe, r.resume, t.resume, t.close, r.pause, t.unpipe, r.error "
        "ERR_STREAM_PREMATURE_CLOSE, r.close, t.pause, w.unpipe, w.error "
        "ERR_STREAM_PREMATURE_CLOSE, w.close, pipeline ERR_STREAM_PREMATURE_CLOSE");
}

TEST_CASE("an error replaces a premature close that was told first") {
  CHECK(run("readable r, passthrough t, writable w { _destroy { fail worse } }, pipeline r t w, "
            "turn, t.destroy") ==
        "t.pipe, w.pipe, r.resume, t.resume, t.close, w._destroy ERR_STREAM_PREMATURE_CLOSE, "
        "r.pause, t.unpipe, r.error ERR_STREAM_PREMATURE_CLOSE, r.close, t.pause, w.unpipe, "
        "w.error worse, w.close, pipeline worse");
}

TEST_CASE("the first error wins") {
  CHECK(run("readable r { _destroy { fail second } }, writable w { _write { fail first } }, "
            "pipeline r w, r.push a") ==
        "w.pipe, r.resume, w._write a, r.pause, w.unpipe, w.error first, r._destroy first, "
        "w.close, r.error second, r.close, pipeline first");
}

TEST_CASE("pipeline() with { end: false } leaves the last stream open") {
  CHECK(run("readable r, writable w { _write { ok } }, r.push a, r.eof, pipeline r w end=false, "
            "turn, w.get writableEnded, w.get destroyed, w.end b") ==
        "w.pipe, w._write a, r.resume, r.end, r.pause, w.unpipe, r.close, pipeline ok, "
        "w.writableEnded=false, w.destroyed=false, w._write b, w.finish, w.close");
}

TEST_CASE("pipeline() with { end: false } spares the last stream when the source fails") {
  CHECK(run("readable r, writable w, pipeline r w end=false, turn, r.destroy boom, turn, "
            "w.get destroyed") ==
        "w.pipe, r.resume, r.error boom, r.close, pipeline boom, w.destroyed=false");
}

TEST_CASE("a source that has ended already ends the destination") {
  CHECK(run("readable r autoDestroy=false, writable w, r.resume, r.eof, turn, pipeline r w") ==
        "r.resume, r.end, w.pipe, r.pause, w.unpipe, w.finish, w.close, pipeline ok");
}

TEST_CASE("a source that was destroyed already fails the pipeline") {
  CHECK(run("readable r, writable w, r.destroy, turn, pipeline r w") ==
        "r.close, w.pipe, r.resume, r.pause, w.unpipe, w.error ERR_STREAM_PREMATURE_CLOSE, "
        "w.close, pipeline ERR_STREAM_PREMATURE_CLOSE");
  CHECK(run("readable r, writable w, r.destroy boom, turn, pipeline r w") ==
        "r.error boom, r.close, w.pipe, r.resume, r.pause, w.unpipe, w.error boom, w.close, "
        "pipeline boom");
}

TEST_CASE("a destination that was destroyed already makes pipeline() throw") {
  CHECK(run("readable r, writable w, w.destroy, turn, pipeline r w, log skipped, turn, "
            "r.get destroyed") == "w.close, uncaught ERR_STREAM_UNABLE_TO_PIPE, r.destroyed=false");
}

TEST_CASE("backpressure goes through the whole pipeline") {
  CHECK(run("readable r, passthrough t rhwm=1 whwm=1, writable w hwm=1 { _write { keep } }, "
            "pipeline r t w, r.push aa, r.push bb, r.push cc, r.eof, turn, log held, w.done, turn, "
            "w.done, turn, w.done") ==
        "t.pipe, w.pipe, r.resume, w._write aa, t.pause, r.pause, t.resume, held, w.drain, "
        "t.resume, t.drain, w._write bb, t.pause, r.resume, r.pause, r.end, t.unpipe, r.close, "
        "w.drain, t.resume, w._write cc, t.pause, t.finish, t.end, w.unpipe, t.close, w.finish, "
        "w.close, pipeline ok");
}

TEST_CASE("a last stream that is readable stays open for its reader") {
  CHECK(
      run("readable r, passthrough t, r.push a, r.eof, pipeline r t, turn, log read, t.on data") ==
      "t.pipe, r.resume, r.end, r.pause, t.unpipe, t.finish, r.close, pipeline ok, read, t.resume, "
      "t.data a, t.end, t.close");
}

TEST_CASE("the pipeline's listeners leave a last stream that is still readable") {
  CHECK(run("readable r mute, passthrough t mute, r.eof, pipeline r t, t.count error, "
            "t.count close, turn, t.count error, t.count close, t.count end, t.count finish") ==
        "t.error*4, t.close*5, pipeline ok, t.error*0, t.close*2, t.end*0, t.finish*0");
}

TEST_CASE("errors after the pipeline is over are the user's again") {
  CHECK(run("readable r mute, passthrough t noerror, r.eof, pipeline r t, turn, t.destroy late") ==
        "t.pipe, t.unpipe, t.finish, pipeline ok, uncaught late");
}

TEST_CASE("a pipeline into a duplex ends only its writable side") {
  CHECK(run("readable r, duplex d { _write { ok } }, r.push a, r.eof, pipeline r d, turn, "
            "d.get destroyed, d.on data, d.eof") ==
        "d.pipe, d._write a, r.resume, r.end, r.pause, d.unpipe, d.finish, r.close, pipeline ok, "
        "d.destroyed=false, d.resume, d.end, d.close");
}

TEST_CASE("every stage listens as the documentation says") {
  CHECK(run("readable r mute, passthrough t mute, writable w mute, pipeline r t w, r.count error, "
            "r.count close, r.count end, r.count finish, r.count data, t.count error, "
            "t.count close, t.count end, t.count finish, w.count error, w.count close, "
            "w.count end, w.count finish") ==
        "r.error*3, r.close*3, r.end*4, r.finish*2, r.data*1, t.error*5, t.close*6, t.end*5, "
        "t.finish*4, w.error*4, w.close*5, w.end*2, w.finish*3");
}

TEST_CASE("_construct that fails fails the pipeline") {
  CHECK(run("readable r, writable w { _construct { fail boom } }, r.push a, pipeline r w") ==
        "w.pipe, w._construct, r.resume, r.pause, w.unpipe, w.error boom, w.close, r.error boom, "
        "r.close, pipeline boom");
}
