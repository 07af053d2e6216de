// pipeline(): who is destroyed when one fails, which error is told, and when the callback is
// called. The data goes through ordinary pipes; the ends are watched by finished().
#include "pipeline.h"

#include "finished.h"
#include "ops.h"

namespace tincan {

namespace {

/// The stage's stream, or null when stage or stream is gone.
Stream* streamOf(Engine& e, uint32_t stage) {
  const PipelineStage* found = e.pipelines->stages.find(stage);
  return found == nullptr ? nullptr : e.find(found->stream);
}

Outcome destroyStage(Engine& e, uint32_t token, Value error) {
  PipelineStage* stage = e.pipelines->stages.find(token);
  if (stage == nullptr || !stage->mayDestroy || stage->isOver) return Outcome::kOk;
  stage->isOver = true;
  Stream* s = e.find(stage->stream);
  if (s == nullptr || endsOf(*s).has(ForeignBit::kDestroyed)) return Outcome::kOk;
  if (!error) error = s->host->makeError(s->id, ErrorCode::kDestroyedPipe);
  return s->host->callDestroyMethod(s->id, std::move(error));
}

/// On success the last stage, if still readable, is the user's again: no listener stays on it.
void leaveLastStage(Engine& e, uint32_t token) {
  const PipelineStage* stage = e.pipelines->stages.find(token);
  if (stage == nullptr || !stage->leavesOnSuccess) return;
  Stream* s = e.find(stage->stream);
  if (s == nullptr) return;
  const PipelineStage copy = *stage;
  if (copy.over != 0) finishedCleanUp(e, *s, copy.over);
  static_cast<void>(s->host->unlisten(s->id, Event::kError, ListenerKind::kPipelineError, token));
  if (copy.written != 0) finishedCleanUp(e, *s, copy.written);
}

/// Everything was reported: the pipeline's records go, its callback is queued.
void close(Engine& e, uint32_t token) {
  Pipeline* found = e.pipelines->pipelines.find(token);
  Pipeline pipeline = std::move(*found);
  e.pipelines->pipelines.remove(token);
  if (!pipeline.error) {
    for (const uint32_t stage : pipeline.stages) leaveLastStage(e, stage);
  }
  for (const uint32_t stage : pipeline.stages) {
    if (Stream* s = streamOf(e, stage)) std::erase(s->stages, stage);
    e.pipelines->stages.remove(stage);
  }
  Stream* owner = e.find(pipeline.owner);
  if (owner == nullptr) return;
  queueCallback(e, *owner, std::move(pipeline.callback), std::move(pipeline.error));
}

/// Takes note of an error or of the last end; either ends the pipeline for every stage.
Outcome conclude(Engine& e, uint32_t token, Value error, bool last) {
  Pipeline* pipeline = e.pipelines->pipelines.find(token);
  if (pipeline == nullptr) return Outcome::kOk;
  Stream* owner = e.find(pipeline->owner);
  if (owner == nullptr) return Outcome::kOk;
  Host& host = *owner->host;
  // 'Premature close' is what one failure looks like from its neighbours: a better one replaces it.
  if (error && (!pipeline->error || host.errorIs(pipeline->error, ErrorCode::kPrematureClose))) {
    pipeline->error = host.copy(owner->id, error);
  }
  if (!pipeline->error && !last) return Outcome::kOk;
  const std::vector<uint32_t> stages = pipeline->stages;
  for (const uint32_t stage : stages) {
    pipeline = e.pipelines->pipelines.find(token);
    if (pipeline == nullptr) return Outcome::kOk;
    Stream* s = streamOf(e, stage);
    Value told = s == nullptr ? Value() : s->host->copy(s->id, pipeline->error);
    TC_TRY(destroyStage(e, stage, std::move(told)));
  }
  if (last) close(e, token);
  return Outcome::kOk;
}

}  // namespace

uint32_t pipelineOpen(Engine& e, Stream& owner, Value callback) {
  Pipeline pipeline;
  pipeline.owner = owner.id;
  pipeline.callback = std::move(callback);
  return e.pipelines->pipelines.add(std::move(pipeline));
}

uint32_t pipelineStage(Engine& e, uint32_t pipeline, Stream& s, bool reads, bool writes,
                       bool mayDestroy) {
  PipelineStage stage;
  stage.pipeline = pipeline;
  stage.stream = s.id;
  stage.mayDestroy = mayDestroy;
  stage.leavesOnSuccess = !reads && endsOf(s).has(ForeignBit::kReadable);
  const uint32_t token = e.pipelines->stages.add(stage);
  Pipeline& whole = *e.pipelines->pipelines.find(pipeline);
  whole.stages.push_back(token);
  ++whole.liveStages;
  s.stages.push_back(token);
  if (mayDestroy) {
    static_cast<void>(
        s.host->listen(s.id, Event::kClose, Listen::kOn, ListenerKind::kPipelineStageClose, token));
    FinishedWait wait;
    wait.readableGiven = true;
    wait.readable = reads;
    wait.writableGiven = true;
    wait.writable = writes;
    const uint32_t over = finishedThen(e, s, wait, FinishedThen::kStageOver, token);
    e.pipelines->stages.find(token)->over = over;
  }
  static_cast<void>(
      s.host->listen(s.id, Event::kError, Listen::kOn, ListenerKind::kPipelineError, token));
  return token;
}

Outcome pipelineJoin(Engine& e, uint32_t source, uint32_t destination, bool end, Value* error) {
  Stream* from = streamOf(e, source);
  Stream* to = streamOf(e, destination);
  if (from == nullptr || to == nullptr) return Outcome::kOk;
  PipelineStage& stage = *e.pipelines->stages.find(destination);
  stage.source = from->id;
  const uint32_t pipeline = stage.pipeline;
  pipelineExpect(e, pipeline, 2);
  const Ends ends = endsOf(*to);
  if (ends.has(ForeignBit::kClosed) || ends.has(ForeignBit::kDestroyed)) {
    *error = to->host->makeError(to->id, ErrorCode::kUnableToPipe);
    return Outcome::kOk;
  }
  TC_TRY(to->host->listen(to->id, Event::kClose, Listen::kOn, ListenerKind::kPipelineClose,
                          destination));
  TC_TRY(from->host->callPipeMethod(from->id, to->id));
  if (!end) {
    TC_TRY(pipelineDone(e, pipeline, {}));
  } else if (endsOf(*from).has(ForeignBit::kEndEmitted)) {
    queueTick(e, *to, TickKind::kPipelineEnd, destination);
  } else {
    TC_TRY(from->host->listen(from->id, Event::kEnd, Listen::kOnce, ListenerKind::kPipelineEnd,
                              destination));
  }
  FinishedWait wait;
  wait.readableGiven = true;
  wait.writableGiven = true;
  wait.readable = true;
  finishedThen(e, *from, wait, FinishedThen::kSourceOver, destination);
  wait.readable = false;
  wait.writable = true;
  const uint32_t written = finishedThen(e, *to, wait, FinishedThen::kDestinationOver, destination);
  if (PipelineStage* found = e.pipelines->stages.find(destination)) found->written = written;
  return Outcome::kOk;
}

void pipelineExpect(Engine& e, uint32_t pipeline, uint32_t count) {
  if (Pipeline* found = e.pipelines->pipelines.find(pipeline)) found->expected += count;
}

Outcome pipelineDone(Engine& e, uint32_t pipeline, Value error) {
  Pipeline* found = e.pipelines->pipelines.find(pipeline);
  if (found == nullptr) return Outcome::kOk;
  return conclude(e, pipeline, std::move(error), --found->expected == 0);
}

Outcome pipelineFail(Engine& e, uint32_t pipeline, Value error) {
  return conclude(e, pipeline, std::move(error), false);
}

Outcome pipeline(Engine& e, const std::vector<Stream*>& streams, bool end, Value callback,
                 Value* error) {
  const uint32_t token = pipelineOpen(e, *streams.back(), std::move(callback));
  uint32_t before = 0;
  for (size_t i = 0; i < streams.size(); ++i) {
    const bool last = i + 1 == streams.size();
    const bool passesEnd = !last || end;
    const uint32_t stage = pipelineStage(e, token, *streams[i], !last, i > 0, passesEnd);
    if (i > 0) TC_TRY(pipelineJoin(e, before, stage, passesEnd, error));
    if (*error) return Outcome::kOk;
    before = stage;
  }
  return Outcome::kOk;
}

uint32_t pipelineOfStage(Engine& e, uint32_t stage) {
  const PipelineStage* found = e.pipelines->stages.find(stage);
  return found == nullptr ? 0 : found->pipeline;
}

void pipelineStageOver(Engine& e, uint32_t stage, bool succeeded) {
  if (PipelineStage* found = e.pipelines->stages.find(stage)) found->isOver = succeeded;
}

Outcome pipelineSourceOver(Engine& e, uint32_t stage, Value error) {
  const PipelineStage* found = e.pipelines->stages.find(stage);
  if (found == nullptr) return Outcome::kOk;
  const uint32_t pipeline = found->pipeline;
  Stream* source = e.find(found->source);
  // A source that closed after all its data was pushed, but before it was read, may still emit
  // 'end': only then is it over.
  if (source != nullptr && error && !source->foreign && source->r.exists && source->r.ended &&
      !source->hasErrored && !source->errorEmitted &&
      source->host->errorIs(error, ErrorCode::kPrematureClose)) {
    Host& host = *source->host;
    TC_TRY(host.listen(source->id, Event::kEnd, Listen::kOnce, ListenerKind::kPipelineSourceEnd,
                       stage));
    return host.listen(source->id, Event::kError, Listen::kOnce, ListenerKind::kPipelineSourceError,
                       stage);
  }
  return pipelineDone(e, pipeline, std::move(error));
}

Outcome firePipeline(Engine& e, ListenerKind kind, uint32_t token, Value argument) {
  PipelineStage* stage = e.pipelines->stages.find(token);
  if (stage == nullptr) return Outcome::kOk;
  Stream* s = e.find(stage->stream);
  if (s == nullptr) return Outcome::kOk;
  switch (kind) {
    case ListenerKind::kPipelineError:
      if (argument.empty() || s->host->errorIs(argument, ErrorCode::kAbort) ||
          s->host->errorIs(argument, ErrorCode::kPrematureClose)) {
        return Outcome::kOk;
      }
      return conclude(e, stage->pipeline, std::move(argument), false);
    case ListenerKind::kPipelineStageClose:
      stage->isOver = true;
      return Outcome::kOk;
    case ListenerKind::kPipelineClose:
      if (stage->ended) return Outcome::kOk;
      return conclude(e, stage->pipeline, s->host->makeError(s->id, ErrorCode::kPrematureClose),
                      false);
    case ListenerKind::kPipelineEnd:
      return runPipelineEnd(e, token);
    default:
      return pipelineDone(e, stage->pipeline, std::move(argument));
  }
}

Outcome runPipelineEnd(Engine& e, uint32_t token) {
  PipelineStage* stage = e.pipelines->stages.find(token);
  if (stage == nullptr) return Outcome::kOk;
  stage->ended = true;
  Stream* s = e.find(stage->stream);
  return s == nullptr ? Outcome::kOk : s->host->callEndMethod(s->id);
}

void dropStages(Engine& e, Stream& s) {
  for (const uint32_t token : s.stages) {
    const PipelineStage* stage = e.pipelines->stages.find(token);
    Pipeline* pipeline = e.pipelines->pipelines.find(stage->pipeline);
    if (--pipeline->liveStages > 0) continue;
    const std::vector<uint32_t> stages = std::move(pipeline->stages);
    e.pipelines->pipelines.remove(stage->pipeline);
    for (const uint32_t each : stages) e.pipelines->stages.remove(each);
  }
  s.stages.clear();
}

}  // namespace tincan
