// A Transform is a Duplex whose `_write` and `_read` meet: a written chunk's callback is kept back
// while the readable side is full.
#include "ops.h"

namespace tincan {

bool transformMayGoOn(const Stream& s, double before) {
  return s.w.ended || before == s.r.length || s.r.length < s.r.highWaterMark;
}

Outcome transformDone(Engine& e, Stream& s, double before) {
  if (s.r.ended) {
    // Nothing more will be read: whoever still writes is not answered inside its own call.
    queueTick(e, s, TickKind::kTransformDone);
    return Outcome::kOk;
  }
  if (transformMayGoOn(s, before)) return onwrite(e, s, {});
  s.transformHeld = true;
  return Outcome::kOk;
}

Outcome transformRead(Engine& e, Stream& s) {
  if (!s.transformHeld) return Outcome::kOk;
  s.transformHeld = false;
  if (s.transformCallback.empty()) return onwrite(e, s, {});
  Value callback = std::move(s.transformCallback);
  s.transformCallback = {};
  return s.host->callCallback(s.id, std::move(callback), {});
}

Outcome transformFinal(Engine& e, Stream& s) {
  if (!s.destroyed && s.host->hasHook(s.id, Hook::kFlush)) {
    return s.host->callHook(s.id, Hook::kFlush);
  }
  return flushDone(e, s, {}, {}, Pushed::kEmpty, false);
}

Outcome flushDone(Engine& e, Stream& s, Value error, Chunk&& chunk, Pushed what, bool hasChunk) {
  if (error) return finalDone(e, s, std::move(error));
  bool more;
  if (hasChunk) TC_TRY(push(e, s, std::move(chunk), what, &more));
  TC_TRY(push(e, s, {}, Pushed::kEnd, &more));
  return finalDone(e, s, {});
}

}  // namespace tincan
