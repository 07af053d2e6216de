// What a socket's owner is told, and when: readiness as jobs, one event each, in libuv's order.
#include <utility>

#include "connection.h"
#include "relay.h"
#include "tincan/net.h"

namespace tincan {

void Network::queueIo(Job job) {
  io_.push(job);
  host_.jobQueued(!roundPolled_);
}

void Network::queueUrgent(Job job) {
  urgent_.push(job);
  host_.jobQueued(true);
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

NetEvent Network::runJob(bool roundBegins) {
  if (roundBegins) {
    // What waited behind the round before this one goes ahead of polling.
    roundPolled_ = false;
    polled_ = true;
  }
  if (readingOn_ != 0) return runIo(std::exchange(readingOn_, 0));
  readsInARow_ = 0;
  // A round: what is ready when it begins, then what waits behind; what comes meanwhile is the next
  // one's.
  if (urgentLeft_ == 0 && roundLeft_ == 0 && (polled_ || io_.empty())) {
    urgentLeft_ = urgent_.size();
    polled_ = false;
  }
  Job job{};
  if (urgentLeft_ > 0) {
    job = urgent_.shift();
    --urgentLeft_;
  } else if (!io_.empty()) {
    if (roundLeft_ == 0) roundLeft_ = io_.size();
    job = io_.shift();
    --roundLeft_;
    polled_ = roundPolled_ = true;
  } else {
    return {};
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
        while (!listener->full() && !listener->held.empty()) {
          relay_->admitHeld(listener->held.shift());
        }
      }
      return event;
    case JobKind::kListening:
      if (listeners_.find(job.id) != nullptr) event.kind = NetEventKind::kListening;
      return event;
    case JobKind::kShutdown:
      if (Connection* c = connections_.find(job.id);
          c != nullptr && std::exchange(c->shutdownAsked, false)) {
        c->finSent = true;
        if (c->broken == 0) c->link->finish();
        event.kind = NetEventKind::kShutdown;
      }
      return event;
    case JobKind::kResolved:
      event.kind = NetEventKind::kResolved;
      event.accepted = job.bits;
      return event;
    case JobKind::kFlush:
      flush();
      return event;
  }
  return event;
}

NetEvent Network::runClosing() {
  // libuv calls back in the reverse of the order in which handles were closed, those of one round.
  if (closingNow_.empty()) closingNow_ = closing_.takeAll();
  const Closing closing = closingNow_.back();
  closingNow_.pop_back();
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
  } else if (c->writeFirst && readsInARow_ == 0) {
    if (!writeNext(*c, &event)) readNext(*c, &event);
  } else if (!readNext(*c, &event)) {
    writeNext(*c, &event);
  }
  if (event.kind == NetEventKind::kData && readsOn(*c, event.data.size)) {
    c->ioQueued = true;
    readingOn_ = c->id;
    host_.jobQueued(true);
  } else {
    wake(*c);
  }
  return event;
}

/// A read that was filled is followed by the next one at once, up to libuv's number of them.
bool Network::readsOn(const Connection& c, uint32_t size) {
  constexpr uint32_t kReadsInARow = 32;
  return size == c.readLimit && c.canRead() && ++readsInARow_ < kReadsInARow;
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
