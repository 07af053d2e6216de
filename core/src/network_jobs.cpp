// What a socket's owner is told, and when: readiness as jobs, one event each, in libuv's order.
#include <utility>

#include "connection.h"
#include "relay.h"
#include "tincan/net.h"

namespace tincan {

void Network::queueIo(Job job) {
  io_.push(job);
  host_.jobQueued();
}

void Network::queueUrgent(Job job) {
  urgent_.push(job);
  host_.jobQueued();
}

void Network::queueClosing(Closing closing) {
  closing_.push(closing);
  host_.closingQueued();
}

void Network::wake(Connection& c) {
  if (c.ioQueued || !c.isReady()) return;
  c.ioQueued = true;
  queueIo({JobKind::kIo, c.id, 0});
}

NetEvent Network::runJob() {
  Job job{};
  if (roundLeft_ == 0 && !urgent_.empty()) {
    job = urgent_.shift();
  } else {
    if (roundLeft_ == 0) roundLeft_ = io_.size();
    if (roundLeft_ == 0) return {};
    --roundLeft_;
    job = io_.shift();
  }
  NetEvent event;
  event.id = job.id;
  event.error = job.error;
  switch (job.kind) {
    case JobKind::kIo:
      return runIo(job.id);
    case JobKind::kAccept:
      if (Listener* listener = listeners_.find(job.id)) {
        event.kind = NetEventKind::kConnection;
        event.accepted = listener->waiting.shift();
        dialNextWaiting(*listener);
      }
      return event;
    case JobKind::kListening:
      if (listeners_.find(job.id) != nullptr) event.kind = NetEventKind::kListening;
      return event;
    case JobKind::kShutdown:
      if (connections_.find(job.id) != nullptr) event.kind = NetEventKind::kShutdown;
      return event;
    case JobKind::kResolved:
      event.kind = NetEventKind::kResolved;
      event.accepted = job.bits;
      return event;
    case JobKind::kFlush:
      relay_->flush();
      return event;
  }
  return event;
}

NetEvent Network::runClosing() {
  const Closing closing = closing_.shift();
  NetEvent event;
  event.kind = closing.kind;
  event.id = closing.id;
  return event;
}

NetEvent Network::runIo(ConnectionId id) {
  NetEvent event;
  event.id = id;
  Connection* c = connections_.find(id);
  if (c == nullptr) return event;
  c->ioQueued = false;
  if (!c->isReady()) return event;
  if (c->connecting) {
    c->connecting = false;
    event.kind = NetEventKind::kConnect;
    // A reset that came meanwhile is what SO_ERROR says.
    event.error = c->connectError != 0 ? c->connectError : c->broken;
  } else if (c->writeFirst) {
    if (!writeNext(*c, &event)) readNext(*c, &event);
  } else if (!readNext(*c, &event)) {
    writeNext(*c, &event);
  }
  wake(*c);
  return event;
}

bool Network::readNext(Connection& c, NetEvent* event) {
  if (!c.canRead()) return false;
  if (!c.received.empty()) {
    event->kind = NetEventKind::kData;
    event->data = c.received.take(store_, c.readLimit);
    if (c.link) c.link->taken(event->data.size);
    c.writeFirst = true;
    return true;
  }
  c.reading = false;
  if (c.broken != 0 && !c.finReceived) {
    c.brokenTold = true;
    event->kind = NetEventKind::kReadError;
    event->error = c.broken;
  } else {
    c.endTold = true;
    event->kind = NetEventKind::kEnd;
  }
  return true;
}

bool Network::writeNext(Connection& c, NetEvent* event) {
  c.writeFirst = false;
  if (!c.canWrite()) return false;
  c.roomOffered = false;
  if (c.broken == 0) {
    const uint32_t taken = c.link->room(c.pending.size);
    if (taken == 0) return false;
    const Value pending = std::exchange(c.pending.value, {});
    const uint32_t size = std::exchange(c.pending.size, c.pending.size - taken);
    if (c.pending.size > 0) c.pending.value = store_.slice(pending, taken, size);
    sendCopy(c, pending, taken);
    if (c.pending.size > 0) return false;
  }
  event->kind = NetEventKind::kWritten;
  event->error = c.broken;
  c.pending = {};
  return true;
}

}  // namespace tincan
