/// pipeline(): streams joined so that one fate is everybody's. Internal to the engine; the C++
/// author's face is tincan/pipeline.h.
///
/// A host that has stages which are no streams (generators) opens a pipeline, adds its stream
/// stages, joins neighbours, and counts what it pumps itself with pipelineExpect() and
/// pipelineDone().
#pragma once

#include "stream_state.h"
#include "token_table.h"

namespace tincan {

/// One stream in a pipeline.
struct PipelineStage {
  uint32_t pipeline = 0;
  StreamId stream = 0;
  /// The finished() that says whether the stream is over and need not be destroyed; 0 if the
  /// pipeline never destroys it.
  uint32_t over = 0;
  /// The finished() of the writable side, when the last stage may outlive the pipeline.
  uint32_t written = 0;
  bool mayDestroy = false;
  bool isOver = false;
  /// It is the last and still readable: on success the pipeline's listeners leave it.
  bool leavesOnSuccess = false;
  /// The stream whose data comes here, and whether its end has been passed on.
  StreamId source = 0;
  bool ended = false;
};

struct Pipeline {
  /// In whose table `callback` is.
  StreamId owner = 0;
  Value callback;
  std::vector<uint32_t> stages;
  /// How many ends are still to be reported.
  uint32_t expected = 0;
  Value error;
  /// Stages whose streams have not been freed.
  uint32_t liveStages = 0;
};

struct PipelineTables {
  TokenTable<Pipeline> pipelines;
  TokenTable<PipelineStage> stages;
};

/// Opens a pipeline; `callback` is called with the error, if any, on a tick of `owner`, which must
/// outlive the pipeline.
uint32_t pipelineOpen(Engine& e, Stream& owner, Value callback);
/// Adds a stage. `reads` is false for the last, `writes` for the first; `mayDestroy` is false where
/// `{ end: false }` spares the last.
uint32_t pipelineStage(Engine& e, uint32_t pipeline, Stream& s, bool reads, bool writes,
                       bool mayDestroy);
/// Pipes one stage's stream into another's; `end` says whether the end is passed on. `*error` is
/// set, for the host to throw, when the destination is closed or destroyed.
Outcome pipelineJoin(Engine& e, uint32_t source, uint32_t destination, bool end, Value* error);
/// `count` more ends must be reported with pipelineDone().
void pipelineExpect(Engine& e, uint32_t pipeline, uint32_t count);
/// One expected end came, with an error or without.
Outcome pipelineDone(Engine& e, uint32_t pipeline, Value error);
/// Something failed that is no expected end (an abort): everything is destroyed.
Outcome pipelineFail(Engine& e, uint32_t pipeline, Value error);

/// All of the above for streams only; `*error` as pipelineJoin().
Outcome pipeline(Engine& e, const std::vector<Stream*>& streams, bool end, Value callback,
                 Value* error);

// What finished() tells its stages.
uint32_t pipelineOfStage(Engine& e, uint32_t stage);
void pipelineStageOver(Engine& e, uint32_t stage, bool succeeded);
Outcome pipelineSourceOver(Engine& e, uint32_t stage, Value error);

Outcome firePipeline(Engine& e, ListenerKind kind, uint32_t token, Value argument);
Outcome runPipelineEnd(Engine& e, uint32_t stage);
/// The stream is being freed: a pipeline without streams goes.
void dropStages(Engine& e, Stream& s);

}  // namespace tincan
