// finished() and pipeline() as C++ functions.
#include <utility>

#include "finished.h"
#include "invariants.h"
#include "native_host.h"
#include "pipeline.h"
#include "tincan/assert.h"
#include "tincan/finished.h"
#include "tincan/pipeline.h"

namespace tincan {

std::function<void()> finished(NativeStream& stream, const FinishedOptions& options,
                               Callback callback) {
  Engine& engine = stream.engine();
  const StreamId id = stream.id();
  Stream* s = engine.find(id);
  TC_ASSERT(s != nullptr, id);
  FinishedWait wait;
  wait.readableGiven = options.readable.has_value();
  wait.readable = options.readable.value_or(false);
  wait.writableGiven = options.writable.has_value();
  wait.writable = options.writable.value_or(false);
  wait.error = options.error;
  const EngineEntry entry(engine, id);
  const uint32_t token = finished(engine, *s, wait, Object::of(std::move(callback)));
  return [&engine, id, token] {
    if (Stream* found = engine.find(id)) finishedCleanUp(engine, *found, token);
  };
}

void pipeline(const std::vector<NativeStream*>& streams, Callback callback,
              const PipelineOptions& options) {
  TC_ASSERT(streams.size() >= 2, 0);
  std::vector<Stream*> records;
  for (NativeStream* stream : streams) {
    Stream* s = stream->engine().find(stream->id());
    const bool first = records.empty();
    const bool last = records.size() + 1 == streams.size();
    TC_ASSERT(s != nullptr && (last || s->r.exists) && (first || s->w.exists), stream->id());
    records.push_back(s);
  }
  Engine& engine = streams.front()->engine();
  const EngineEntry entry(engine, records.back()->id);
  Value error;
  entry.ran(pipeline(engine, records, options.end, Object::of(std::move(callback)), &error));
  if (error) engine.thrown = std::move(error);
}

}  // namespace tincan
