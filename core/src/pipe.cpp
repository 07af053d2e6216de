// pipe() and unpipe(): a source, a destination, and the listeners that join them. The listeners
// stand in both emitters like anybody's, so their order and count are Node's.
#include "pipe.h"

#include <algorithm>
#include <utility>

#include "ops.h"

namespace tincan {

namespace {

Outcome drained(Stream& source, StreamId destination) {
  std::erase(source.r.awaitDrain, destination);
  if (source.r.awaitDrain.empty() && source.r.dataListening) {
    return source.host->callResumeMethod(source.id);
  }
  return Outcome::kOk;
}

bool needDrain(const Stream& s) {
  if (s.foreign) return s.host->foreignNeedsDrain(s.id);
  return s.w.exists && !s.destroyed && !s.w.ending && s.w.needDrain;
}

auto findPipeTo(Engine& e, std::vector<uint32_t>& tokens, StreamId destination) {
  return std::find_if(tokens.begin(), tokens.end(), [&](uint32_t token) {
    return e.pipes->find(token)->destination == destination;
  });
}

/// The destination said false: hold the source until 'drain'.
Outcome holdSource(Engine& e, uint32_t token) {
  Pipe* pipe = e.pipes->find(token);
  if (pipe == nullptr) return Outcome::kOk;
  Stream* source = e.find(pipe->source);
  Stream* destination = e.find(pipe->destination);
  if (source == nullptr || destination == nullptr) return Outcome::kOk;
  if (!pipe->over) {
    auto& tokens = source->r.pipes;
    auto& waiting = source->r.awaitDrain;
    if (findPipeTo(e, tokens, destination->id) != tokens.end()) {
      if (tokens.size() == 1) {
        source->r.multiAwaitDrain = false;
        waiting.clear();
      }
      if (std::find(waiting.begin(), waiting.end(), destination->id) == waiting.end()) {
        waiting.push_back(destination->id);
      }
    }
    TC_TRY(source->host->callPauseMethod(source->id));
  }
  // Only now: a 'pause' listener that undoes the pipe finds nobody waiting for 'drain' yet.
  pipe = e.pipes->find(token);
  if (pipe == nullptr || pipe->drainListening) return Outcome::kOk;
  pipe->drainListening = true;
  if (pipe->over) {
    // Undone meanwhile: nobody takes this listener off, and it still resumes.
    pipe->lingers = true;
    e.pipes->over.push_back(token);
  }
  TC_TRY(destination->host->listen(destination->id, Event::kDrain, Listen::kOn,
                                   ListenerKind::kPipeDrain, token));
  return Outcome::kOk;
}

}  // namespace

Outcome pipe(Engine& e, Stream& source, Stream& destination, bool end, uint32_t* token) {
  *token = e.pipes->add(Pipe{.source = source.id, .destination = destination.id});
  if (source.r.pipes.size() == 1) source.r.multiAwaitDrain = true;
  source.r.pipes.push_back(*token);
  e.trace(TraceKind::kPipe, source.id, Side::kReadable, 0);
  const ListenerKind atEnd = end ? ListenerKind::kPipeEnd : ListenerKind::kPipeUnpipeAtEnd;
  if (source.r.endEmitted) {
    e.pipes->find(*token)->endQueued = true;
    queueTick(e, source, end ? TickKind::kPipeEnd : TickKind::kPipeUnpipe, *token);
  } else {
    TC_TRY(source.host->listen(source.id, Event::kEnd, Listen::kOnce, atEnd, *token));
  }
  Host& to = *destination.host;
  TC_TRY(
      to.listen(destination.id, Event::kUnpipe, Listen::kOn, ListenerKind::kPipeOnUnpipe, *token));
  TC_TRY(source.host->listenData(source.id, *token));
  TC_TRY(
      to.listen(destination.id, Event::kError, Listen::kPrepend, ListenerKind::kPipeError, *token));
  TC_TRY(to.listen(destination.id, Event::kClose, Listen::kOnce, ListenerKind::kPipeClose, *token));
  TC_TRY(
      to.listen(destination.id, Event::kFinish, Listen::kOnce, ListenerKind::kPipeFinish, *token));
  TC_TRY(to.emitPiped(destination.id, source.id));
  if (needDrain(destination)) return holdSource(e, *token);
  if (!source.r.isFlowing()) return source.host->callResumeMethod(source.id);
  return Outcome::kOk;
}

Outcome unpipe(Engine& e, Stream& source, Stream* destination) {
  if (source.r.pipes.empty()) return Outcome::kOk;
  if (destination == nullptr) {
    std::vector<uint32_t> tokens = std::move(source.r.pipes);
    source.r.pipes.clear();
    std::vector<StreamId> destinations;
    destinations.reserve(tokens.size());
    for (const uint32_t token : tokens) {
      destinations.push_back(e.pipes->find(token)->destination);
      e.pipes->over.push_back(token);
    }
    TC_TRY(source.host->callPauseMethod(source.id));
    for (const StreamId id : destinations) {
      Stream* to = e.find(id);
      if (to != nullptr) TC_TRY(to->host->emitUnpiped(id, source.id));
    }
    return Outcome::kOk;
  }
  auto& tokens = source.r.pipes;
  const auto found = findPipeTo(e, tokens, destination->id);
  if (found == tokens.end()) return Outcome::kOk;
  e.pipes->over.push_back(*found);
  tokens.erase(found);
  e.trace(TraceKind::kUnpipe, source.id, Side::kReadable, 0);
  if (tokens.empty()) TC_TRY(source.host->callPauseMethod(source.id));
  return destination->host->emitUnpiped(destination->id, source.id);
}

Stream* soleDestination(Engine& e, Stream& source) {
  if (source.r.pipes.size() != 1) return nullptr;
  Stream* to = e.find(e.pipes->find(source.r.pipes[0])->destination);
  if (to == nullptr || to->foreign || to->host != source.host) return nullptr;
  // Text into a byte stream is converted, and an object refused, by write() itself.
  const bool asItIs = to->w.objectMode || (!source.r.objectMode && !source.r.decoder);
  return asItIs ? to : nullptr;
}

Outcome handOver(Engine& e, Stream& source, Stream& destination, Chunk&& chunk) {
  const uint32_t token = source.r.pipes[0];
  chunk.encoding = destination.w.objectMode ? kNoEncoding : kBufferEncoding;
  bool more = false;
  Value refused;
  Outcome outcome = write(e, destination, std::move(chunk), {}, &more, &refused);
  if (outcome == Outcome::kOk && !more) outcome = pipeWrote(e, token, false);
  if (outcome == Outcome::kOk) return outcome;
  // What a destination cannot take ends the destination, not the source; so does what a 'pause'
  // listener throws on the way.
  return destination.host->callDestroyMethod(destination.id,
                                             destination.host->takeThrown(destination.id));
}

Outcome pipeWrote(Engine& e, uint32_t token, bool more) {
  return more ? Outcome::kOk : holdSource(e, token);
}

/// The pipe is over: its listeners leave both emitters.
Outcome cleanUpPipe(Engine& e, uint32_t token) {
  Pipe* found = e.pipes->find(token);
  if (found == nullptr) return Outcome::kOk;
  // Until all listeners have left, in case taking one off throws.
  found->lingers = true;
  e.pipes->over.push_back(token);
  const Pipe pipe = *found;
  Stream* source = e.find(pipe.source);
  Stream* destination = e.find(pipe.destination);
  if (destination != nullptr) {
    Host& to = *destination->host;
    TC_TRY(to.unlisten(destination->id, Event::kClose, ListenerKind::kPipeClose, token));
    TC_TRY(to.unlisten(destination->id, Event::kFinish, ListenerKind::kPipeFinish, token));
    TC_TRY(to.unlisten(destination->id, Event::kDrain, ListenerKind::kPipeDrain, token));
    TC_TRY(to.unlisten(destination->id, Event::kError, ListenerKind::kPipeError, token));
    TC_TRY(to.unlisten(destination->id, Event::kUnpipe, ListenerKind::kPipeOnUnpipe, token));
  }
  if (source != nullptr) {
    Host& from = *source->host;
    TC_TRY(from.unlisten(source->id, Event::kEnd, ListenerKind::kPipeEnd, token));
    TC_TRY(from.unlisten(source->id, Event::kEnd, ListenerKind::kPipeUnpipeAtEnd, token));
    TC_TRY(from.unlisten(source->id, Event::kData, ListenerKind::kPipeData, token));
  }
  found = e.pipes->find(token);
  if (found == nullptr) return Outcome::kOk;
  found->over = true;
  found->lingers = false;
  if (source == nullptr) return Outcome::kOk;
  // If the reader left us waiting for a drain that only this pipe would have heard, hear it now.
  // Node asks whether there is a list at all, and that of several pipes stays when it is empty.
  const bool waits = source->r.multiAwaitDrain || !source->r.awaitDrain.empty();
  if (pipe.drainListening && destination != nullptr && waits &&
      (destination->foreign || destination->w.needDrain)) {
    return drained(*source, destination->id);
  }
  return Outcome::kOk;
}

void forgetPipes(Engine& e) {
  for (const uint32_t token : std::exchange(e.pipes->over, {})) {
    Pipe* pipe = e.pipes->find(token);
    // Those that are still in a source's list, or have a tick to come, are looked at when they
    // leave.
    if (pipe == nullptr || pipe->endQueued || (!pipe->over && !pipe->lingers)) continue;
    const Stream* source = e.find(pipe->source);
    if (source != nullptr) {
      const auto& listed = source->r.pipes;
      if (std::find(listed.begin(), listed.end(), token) != listed.end()) continue;
      if (pipe->lingers && e.find(pipe->destination) != nullptr) {
        e.pipes->over.push_back(token);
        continue;
      }
    }
    e.pipes->remove(token);
  }
}

void dropPipes(Engine& e, Stream& source) {
  for (const uint32_t token : source.r.pipes) e.pipes->remove(token);
  source.r.pipes.clear();
}

Outcome runPipeEnd(Engine& e, uint32_t token, bool end) {
  Pipe* pipe = e.pipes->find(token);
  if (pipe == nullptr) return Outcome::kOk;
  pipe->endQueued = false;
  e.pipes->over.push_back(token);
  Stream* destination = e.find(pipe->destination);
  if (destination == nullptr) return Outcome::kOk;
  if (end) return destination->host->callEndMethod(destination->id);
  Stream* source = e.find(pipe->source);
  if (source == nullptr) return Outcome::kOk;
  return source->host->callUnpipeMethod(source->id, destination->id);
}

Outcome firePipe(Engine& e, ListenerKind kind, uint32_t token, Value argument) {
  Pipe* found = e.pipes->find(token);
  if (found == nullptr) return Outcome::kOk;
  const Pipe pipe = *found;
  Stream* source = e.find(pipe.source);
  Stream* destination = e.find(pipe.destination);
  if (source == nullptr || destination == nullptr) return Outcome::kOk;
  Host& to = *destination->host;
  switch (kind) {
    case ListenerKind::kPipeEnd:
      return to.callEndMethod(destination->id);
    case ListenerKind::kPipeUnpipeAtEnd:
      return source->host->callUnpipeMethod(source->id, destination->id);
    case ListenerKind::kPipeOnUnpipe:
      return cleanUpPipe(e, token);
    case ListenerKind::kPipeDrain:
      return drained(*source, destination->id);
    case ListenerKind::kPipeClose:
      TC_TRY(to.unlisten(destination->id, Event::kFinish, ListenerKind::kPipeFinish, token));
      return source->host->callUnpipeMethod(source->id, destination->id);
    case ListenerKind::kPipeFinish:
      TC_TRY(to.unlisten(destination->id, Event::kClose, ListenerKind::kPipeClose, token));
      return source->host->callUnpipeMethod(source->id, destination->id);
    case ListenerKind::kPipeError: {
      TC_TRY(source->host->callUnpipeMethod(source->id, destination->id));
      TC_TRY(to.unlisten(destination->id, Event::kError, ListenerKind::kPipeError, token));
      if (to.listenerCount(destination->id, Event::kError) > 0) return Outcome::kOk;
      // The pipe was the only one listening, and it does not swallow errors.
      if (destination->foreign || destination->errorEmitted) {
        return to.emit(destination->id, Event::kError, std::move(argument));
      }
      return errorOrDestroy(e, *destination, std::move(argument));
    }
    default:
      return Outcome::kOk;
  }
}

}  // namespace tincan
