/// Node's EventEmitter for the events a stream has: listeners in order, copied when an event is
/// emitted. It knows no streams; 'newListener' and 'removeListener' are not emitted here.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "tincan/host.h"

namespace tincan {

/// Number of events; they run from 0.
constexpr size_t kEvents = 0
#define TC_EVENT_COUNT(name, text) +1
    TC_EVENTS(TC_EVENT_COUNT)
#undef TC_EVENT_COUNT
    ;

/// What a listener is told: the event's first argument, empty if it has none. 'data' carries the
/// chunk, 'error' the error, 'pipe' and 'unpipe' the source's id as an Object of StreamId.
using Listener = std::function<void(const Value& argument)>;

/// Names one registration, for off(): C++ functions have no identity. 0 names none.
using ListenerId = uint32_t;

class EventEmitter {
 public:
  ListenerId on(Event event, Listener listener);
  ListenerId once(Event event, Listener listener);
  ListenerId prependListener(Event event, Listener listener);
  ListenerId prependOnceListener(Event event, Listener listener);
  /// Removes the listener. While the event is being emitted it still hears that emission.
  void off(Event event, ListenerId id);
  void removeAllListeners(Event event);
  uint32_t listenerCount(Event event) const;

 protected:
  /// One registration. Engine-owned ones have a kind and a token and no function.
  struct Registration {
    ListenerId id = 0;
    bool once = false;
    bool fired = false;
    bool engineOwned = false;
    ListenerKind kind = ListenerKind::kPipeData;
    uint32_t token = 0;
    Listener listener;
  };
  using Registrations = std::vector<std::shared_ptr<Registration>>;

  EventEmitter() = default;
  ~EventEmitter() = default;
  EventEmitter(const EventEmitter&) = delete;
  EventEmitter& operator=(const EventEmitter&) = delete;

  /// Adds an engine-owned listener; removing it is unlisten()'s.
  void listen(Event event, Listen how, ListenerKind kind, uint32_t token);
  /// Removes the newest engine-owned listener of that kind and token, if there is one.
  void unlisten(Event event, ListenerKind kind, uint32_t token);
  /// The listeners as they stand now, which is who hears an emission that starts now.
  Registrations listeners(Event event) const { return of(event); }
  /// Takes a `once` registration out before it runs; false when it has run already.
  bool claim(Event event, Registration& registration);
  /// A stream reacts to who listens, as Readable's own on() and off() do.
  virtual void listenerAdded(Event event) = 0;
  virtual void listenerRemoved(Event event) = 0;
  /// removeAllListeners() took them: Node's streams are told less of that than of a removal.
  virtual void listenersCleared(Event event) = 0;

 private:
  ListenerId add(Event event, bool atFront, Registration registration);
  bool erase(Event event, const Registration* registration);
  Registrations& of(Event event) { return registrations_[static_cast<size_t>(event)]; }
  const Registrations& of(Event event) const { return registrations_[static_cast<size_t>(event)]; }

  std::array<Registrations, kEvents> registrations_;
  ListenerId lastId_ = 0;
};

}  // namespace tincan
