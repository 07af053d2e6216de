// Who pulls a readable side, and when: listeners, pause, resume, flow.
#include <limits>

#include "ops.h"

namespace tincan {

Outcome onDataListener(Stream& s) {
  s.r.dataListening = true;
  // Only raised here: whether the last one has gone is looked at on a tick.
  if (s.host->listenerCount(s.id, Event::kReadable) > 0) s.r.readableListening = true;
  if (s.r.flowing != Flow::kFalse) return s.host->callResumeMethod(s.id);
  return Outcome::kOk;
}

void onReadableListener(Engine& e, Stream& s) {
  if (s.r.endEmitted || s.r.readableListening) return;
  s.r.readableListening = true;
  s.r.needReadable = true;
  s.r.flowing = Flow::kFalse;
  s.r.emittedReadable = false;
  if (s.r.length != 0) {
    queueEmitReadable(e, s);
  } else if (!s.r.reading) {
    queueTick(e, s, TickKind::kReadNext);
  }
}

void onDataListenerGone(Stream& s) {
  if (s.host->listenerCount(s.id, Event::kData) == 0) s.r.dataListening = false;
}

void queueReadableListening(Engine& e, Stream& s) { queueTick(e, s, TickKind::kReadableListening); }

/// The last 'readable' listener may have gone: flow again if somebody still wants data.
Outcome runReadableListening(Stream& s) {
  s.r.readableListening = s.host->listenerCount(s.id, Event::kReadable) > 0;
  if (s.r.resumeScheduled && s.r.paused == ExplicitPause::kNo) {
    s.r.flowing = Flow::kTrue;
  } else if (s.r.dataListening) {
    return s.host->callResumeMethod(s.id);
  } else if (!s.r.readableListening) {
    s.r.flowing = Flow::kNull;
  }
  return Outcome::kOk;
}

Outcome pause(Engine& e, Stream& s) {
  if (s.r.flowing != Flow::kFalse) {
    s.r.flowing = Flow::kFalse;
    TC_TRY(emit(e, s, Event::kPause));
  }
  s.r.paused = ExplicitPause::kYes;
  return Outcome::kOk;
}

Outcome resume(Engine& e, Stream& s) {
  if (!s.r.isFlowing()) {
    // With a 'readable' listener resume() does not flow, yet read(0) and 'resume' still come.
    s.r.flowing = s.r.readableListening ? Flow::kFalse : Flow::kTrue;
    if (!s.r.resumeScheduled) {
      s.r.resumeScheduled = true;
      queueTick(e, s, TickKind::kResume);
    }
  }
  s.r.paused = ExplicitPause::kNo;
  return Outcome::kOk;
}

Outcome runResume(Engine& e, Stream& s) {
  bool got;
  if (!s.r.reading) TC_TRY(readMethod(e, s, 0, &got));
  s.r.resumeScheduled = false;
  TC_TRY(emit(e, s, Event::kResume));
  TC_TRY(flow(e, s));
  if (s.r.isFlowing() && !s.r.reading) TC_TRY(readMethod(e, s, 0, &got));
  return Outcome::kOk;
}

Outcome runReadNext(Engine& e, Stream& s) {
  bool got;
  return readMethod(e, s, 0, &got);
}

Outcome flow(Engine& e, Stream& s) {
  bool got = true;
  while (s.r.isFlowing() && got) {
    TC_TRY(readMethod(e, s, std::numeric_limits<double>::quiet_NaN(), &got));
  }
  return Outcome::kOk;
}

Outcome readMethod(Engine& e, Stream& s, double n, bool* gotChunk) {
  if (s.readReplaced) return s.host->callReadMethod(s.id, n, gotChunk);
  return read(e, s, n, nullptr, gotChunk);
}

}  // namespace tincan
