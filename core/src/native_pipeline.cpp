// pipeline() of native streams: who is destroyed when one fails, which error is told, and when the
// callback is called. The data goes through ordinary pipes; the ends are watched by finished().
#include <memory>
#include <utility>

#include "invariants.h"
#include "native_host.h"
#include "tincan/assert.h"
#include "tincan/finished.h"
#include "tincan/pipeline.h"

namespace tincan {

namespace {

struct Stage {
  NativeStream* stream = nullptr;
  StreamId id = 0;
  /// False where `{ end: false }` spares the last stage, and once the stage has been destroyed.
  bool mayDestroy = false;
  /// It ended or closed: there is nothing to destroy.
  bool isOver = false;
};

/// One running pipeline, shared by its listeners on all stages.
struct Run {
  Engine* engine = nullptr;
  std::vector<Stage> stages;
  /// Ends that are still to be reported.
  uint32_t open = 0;
  Value error;
  Callback callback;
  /// What takes the listeners off a last stage that may still be read.
  std::vector<std::function<void()>> cleanups;

  /// The stage's record, or null when its stream is gone.
  Stream* record(const Stage& stage) const { return engine->find(stage.id); }
};

bool isCode(const Value& error, ErrorCode code) {
  return !error.empty() && describe(error).code == errorInfo(code).code;
}

bool isAbort(const Value& error) {
  return describe(error).name == errorInfo(ErrorCode::kAbort).className;
}

void destroyStage(Run& run, Stage& stage) {
  if (!std::exchange(stage.mayDestroy, false) || stage.isOver) return;
  const Stream* s = run.record(stage);
  if (s == nullptr || s->destroyed) return;
  stage.stream->destroy(run.error ? copyOf(run.error) : Value(ErrorCode::kDestroyedPipe));
}

/// Takes note of an error or of the last end; either ends the pipeline for every stage.
void settle(const std::shared_ptr<Run>& run, const Value& error, bool last) {
  // 'Premature close' and an abort are what one failure looks like from its neighbours: a better
  // one replaces it.
  if (error &&
      (!run->error || isCode(run->error, ErrorCode::kPrematureClose) || isAbort(run->error))) {
    run->error = copyOf(error);
  }
  if (!run->error && !last) return;
  for (Stage& stage : run->stages) {
    destroyStage(*run, stage);
    if (run->engine->thrown) return;
  }
  if (!last) return;
  if (!run->error) {
    for (const auto& cleanup : run->cleanups) cleanup();
  }
  const Stage& owner = run->stages.back();
  if (run->record(owner) == nullptr) return;
  owner.stream->nextTick([run] { run->callback(run->error); });
}

void finish(const std::shared_ptr<Run>& run, const Value& error) {
  settle(run, error, --run->open == 0);
}

/// Errors of a stage count even after its part of the work is over.
void watch(const std::shared_ptr<Run>& run, size_t index) {
  Stage& stage = run->stages[index];
  NativeStream& stream = *stage.stream;
  const bool first = index == 0;
  const bool isLast = index + 1 == run->stages.size();
  // A last stage that can still be read is the user's again once all went well.
  const bool leaves = isLast && run->record(stage)->isReadable();
  if (stage.mayDestroy) {
    stream.on(Event::kClose, [run, index](const Value&) { run->stages[index].isOver = true; });
    auto cleanup =
        finished(stream, {.readable = !isLast, .writable = !first},
                 [run, index](const Value& error) { run->stages[index].isOver = error.empty(); });
    if (leaves) run->cleanups.push_back(std::move(cleanup));
  }
  const ListenerId listener = stream.on(Event::kError, [run](const Value& error) {
    if (error.empty() || isCode(error, ErrorCode::kPrematureClose) || isAbort(error)) {
      return;
    }
    settle(run, error, false);
  });
  if (leaves) {
    run->cleanups.emplace_back([&stream, listener] { stream.off(Event::kError, listener); });
  }
}

/// Whether something can still be piped into the stage.
bool isPipeable(const Run& run, const Stage& stage) {
  const Stream* s = run.record(stage);
  return !s->closed && !s->destroyed;
}

/// The source's own end has come, with an error or without.
void sourceOver(const std::shared_ptr<Run>& run, const Stage& stage, const Value& error) {
  const Stream* s = run->record(stage);
  // A source that closed after all its data was pushed, but before it was read, may still emit
  // 'end': only then is it over.
  if (isCode(error, ErrorCode::kPrematureClose) && s->r.ended && !s->hasErrored &&
      !s->errorEmitted) {
    stage.stream->once(Event::kEnd, [run](const Value&) { finish(run, {}); });
    stage.stream->once(Event::kError, [run](const Value& late) { finish(run, late); });
    return;
  }
  finish(run, error);
}

/// The stage before `index` into it; `end` says whether the end is passed on.
void join(const std::shared_ptr<Run>& run, size_t index, bool end) {
  const Stage& from = run->stages[index - 1];
  const Stage& to = run->stages[index];
  Engine& engine = *run->engine;
  run->open += 2;
  const auto ended = std::make_shared<bool>(false);
  to.stream->on(Event::kClose, [run, ended](const Value&) {
    if (!*ended) settle(run, Value(ErrorCode::kPrematureClose), false);
  });
  uint32_t token;
  if (pipe(engine, *run->record(from), *run->record(to), false, &token) == Outcome::kThrew) return;
  if (end) {
    const auto endDestination = [run, index, ended] {
      *ended = true;
      Stream* s = run->record(run->stages[index]);
      if (s == nullptr) return;
      const EngineEntry entry(*run->engine, s->id);
      entry.ran(tincan::end(*run->engine, *s, {}, {}));
    };
    const Stream& source = *run->record(from);
    if (source.r.endEmitted && !source.hasErrored) {
      to.stream->nextTick(endDestination);
    } else {
      from.stream->once(Event::kEnd, [endDestination](const Value&) { endDestination(); });
    }
  } else {
    finish(run, {});
  }
  finished(*from.stream, {.readable = true, .writable = false},
           [run, index](const Value& error) { sourceOver(run, run->stages[index - 1], error); });
  const bool leaves = index + 1 == run->stages.size() && run->record(to)->isReadable();
  auto cleanup = finished(*to.stream, {.readable = false, .writable = true},
                          [run](const Value& error) { finish(run, error); });
  if (leaves) run->cleanups.push_back(std::move(cleanup));
}

}  // namespace

void pipeline(const std::vector<NativeStream*>& streams, Callback callback,
              const PipelineOptions& options) {
  TC_ASSERT(streams.size() >= 2, 0);
  const auto run = std::make_shared<Run>();
  run->engine = &streams.front()->engine();
  run->callback = std::move(callback);
  for (NativeStream* stream : streams) {
    const Stream* s = run->engine->find(stream->id());
    const bool first = run->stages.empty();
    const bool last = run->stages.size() + 1 == streams.size();
    TC_ASSERT(s != nullptr && (last || s->r.exists) && (first || s->w.exists), stream->id());
    run->stages.push_back({stream, stream->id(), !last || options.end, false});
  }
  const EngineEntry entry(*run->engine, streams.back()->id());
  for (size_t i = 0; i < run->stages.size(); ++i) {
    // Refused before anything is done to the stage before it: nothing of that is to be undone.
    if (i + 1 < run->stages.size() && !isPipeable(*run, run->stages[i + 1])) {
      run->engine->thrown = Value(ErrorCode::kUnableToPipe);
      return;
    }
    watch(run, i);
    if (i > 0) join(run, i, i + 1 < run->stages.size() || options.end);
    if (run->engine->thrown) return;
  }
}

}  // namespace tincan
