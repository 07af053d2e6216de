// EventEmitter's list of listeners. Who runs them, and what a listener's error does, is
// native_host.cpp's.
#include <algorithm>
#include <utility>

#include "tincan/event_emitter.h"

namespace tincan {

ListenerId EventEmitter::add(Event event, bool atFront, Registration registration) {
  registration.id = ++lastId_;
  const ListenerId id = registration.id;
  Registrations& list = of(event);
  list.insert(atFront ? list.begin() : list.end(),
              std::make_shared<Registration>(std::move(registration)));
  return id;
}

bool EventEmitter::erase(Event event, const Registration* registration) {
  Registrations& list = of(event);
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const auto& entry) { return entry.get() == registration; });
  if (found == list.end()) return false;
  list.erase(found);
  return true;
}

ListenerId EventEmitter::on(Event event, Listener listener) {
  Registration registration;
  registration.listener = std::move(listener);
  const ListenerId id = add(event, false, std::move(registration));
  listenerAdded(event);
  return id;
}

ListenerId EventEmitter::once(Event event, Listener listener) {
  Registration registration;
  registration.once = true;
  registration.listener = std::move(listener);
  const ListenerId id = add(event, false, std::move(registration));
  listenerAdded(event);
  return id;
}

// Node's prependListener() goes past Readable's own on(): it starts no flow.
ListenerId EventEmitter::prependListener(Event event, Listener listener) {
  Registration registration;
  registration.listener = std::move(listener);
  return add(event, true, std::move(registration));
}

ListenerId EventEmitter::prependOnceListener(Event event, Listener listener) {
  Registration registration;
  registration.once = true;
  registration.listener = std::move(listener);
  return add(event, true, std::move(registration));
}

void EventEmitter::off(Event event, ListenerId id) {
  Registrations& list = of(event);
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& entry) {
    return entry->id == id && !entry->engineOwned;
  });
  if (found != list.end()) list.erase(found);
  listenerRemoved(event);
}

void EventEmitter::removeAllListeners(Event event) {
  of(event).clear();
  listenersCleared(event);
}

uint32_t EventEmitter::listenerCount(Event event) const {
  return static_cast<uint32_t>(of(event).size());
}

void EventEmitter::listen(Event event, Listen how, ListenerKind kind, uint32_t token) {
  Registration registration;
  registration.once = how == Listen::kOnce;
  registration.engineOwned = true;
  registration.kind = kind;
  registration.token = token;
  add(event, how == Listen::kPrepend, std::move(registration));
  if (how != Listen::kPrepend) listenerAdded(event);
}

void EventEmitter::unlisten(Event event, ListenerKind kind, uint32_t token) {
  Registrations& list = of(event);
  const auto found = std::find_if(list.rbegin(), list.rend(), [&](const auto& entry) {
    return entry->engineOwned && entry->kind == kind && entry->token == token;
  });
  if (found == list.rend()) return;
  list.erase(std::next(found).base());
  listenerRemoved(event);
}

bool EventEmitter::claim(Event event, Registration& registration) {
  if (!registration.once) return true;
  if (registration.fired) return false;
  registration.fired = true;
  if (erase(event, &registration)) listenerRemoved(event);
  return true;
}

}  // namespace tincan
