/// The virtual host: ports, connections and listeners of one engine, as a program sees them through
/// its kernel. Bytes, readiness and errno values only; sockets as streams are built above this, and
/// nothing here runs user code: what happened is handed out one event per job.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tincan/address.h"
#include "tincan/chunk.h"
#include "tincan/id.h"
#include "tincan/mux.h"
#include "tincan/payload.h"

namespace tincan {

/// errno values as Node reports them (Linux).
enum NetError : int32_t {
  kEbadf = -9,
  kEagain = -11,
  kEacces = -13,
  kEinval = -22,
  kEpipe = -32,
  kEafnosupport = -97,
  kEaddrinuse = -98,
  kEaddrnotavail = -99,
  kEnetunreach = -101,
  kEconnreset = -104,
  kEnotconn = -107,
  kEtimedout = -110,
  kEconnrefused = -111,
  kEhostunreach = -113,
};

/// Ids as StreamId is (id.h); 0 names nothing.
using ConnectionId = uint32_t;
using ListenerId = uint32_t;

/// X(enumerator, name): what a job turned out to be.
#define TC_NET_EVENTS(X)               \
  X(kNothing, "nothing")               \
  X(kConnect, "connect")               \
  X(kData, "data")                     \
  X(kEnd, "end")                       \
  X(kReadError, "readError")           \
  X(kWritten, "written")               \
  X(kShutdown, "shutdown")             \
  X(kClosed, "closed")                 \
  X(kListening, "listening")           \
  X(kConnection, "connection")         \
  X(kListenerClosed, "listenerClosed") \
  X(kResolved, "resolved")

enum class NetEventKind : uint8_t {
#define TC_NET_EVENT_ENUM(name, text) name,
  TC_NET_EVENTS(TC_NET_EVENT_ENUM)
#undef TC_NET_EVENT_ENUM
};

struct NetEvent {
  NetEventKind kind = NetEventKind::kNothing;
  /// The connection, for kListening, kConnection and kListenerClosed the listener, for kResolved
  /// the lookup.
  uint32_t id = 0;
  /// 0, or why it failed. kResolved: 1 when the name has an address.
  int32_t error = 0;
  /// kConnection: the accepted connection. kResolved: the IPv4 address, host order.
  uint32_t accepted = 0;
  /// kData: what was read.
  Payload data;
};

struct BindOptions {
  /// `::` is not also 0.0.0.0. (IPV6_V6ONLY)
  bool v6Only = false;
  /// Several may listen on the port if all of them say so. (SO_REUSEPORT)
  bool reusePort = false;
};

/// The outer world of a Network. None of these may run user code.
class NetHost {
 public:
  virtual ~NetHost() = default;
  /// Something happened: the host must arrange for one Network::runJob() per call, each as a
  /// macrotask of its own in the poll phase: `now` in the one that is running, if one is.
  virtual void jobQueued(bool now) = 0;
  /// Something is closed: the host must arrange for one Network::runClosing() per call, each as a
  /// macrotask of its own, after the poll and the immediates of the round that is running.
  virtual void closingQueued() = 0;
  /// Asks for a connection to the relay: carrierOpened() or carrierClosed() follows. `now` false:
  /// nobody waits, so the host may let time pass between attempts. May be asked again with `now`.
  virtual void openCarrier(bool now) = 0;
  /// Something waits for the carrier. True: the host calls Network::flush() soon, as a macrotask of
  /// its own, which is cheaper where a job of the poll phase is dear; false: a job does it.
  virtual bool flushWanted() { return false; }
  virtual void sendMessage(const MuxMessage& message) = 0;
  /// Closes the carrier; carrierClosed() is not expected.
  virtual void closeCarrier(uint16_t code, const char* reason) = 0;
  /// Milliseconds from any origin, never backwards.
  virtual double now() = 0;
  virtual uint32_t random() = 0;
};

struct Connection;
struct Listener;
class Relay;

/// Owns things by id, so that an id outlives its thing safely.
template <typename T>
class IdTable {
 public:
  IdTable() { entries_.emplace_back(); }
  uint32_t add(std::unique_ptr<T> thing) {
    uint32_t index;
    if (free_.empty()) {
      index = static_cast<uint32_t>(entries_.size());
      entries_.emplace_back();
    } else {
      index = free_.back();
      free_.pop_back();
    }
    Entry& entry = entries_[index];
    entry.thing = std::move(thing);
    ++live_;
    return makeId(index, entry.generation);
  }
  T* find(uint32_t id) const {
    const uint32_t index = idIndex(id);
    if (index == 0 || index >= entries_.size()) return nullptr;
    const Entry& entry = entries_[index];
    return entry.generation == idGeneration(id) ? entry.thing.get() : nullptr;
  }
  std::unique_ptr<T> remove(uint32_t id) {
    if (find(id) == nullptr) return nullptr;
    Entry& entry = entries_[idIndex(id)];
    entry.generation = nextGeneration(entry.generation);
    free_.push_back(idIndex(id));
    --live_;
    return std::move(entry.thing);
  }
  uint32_t live() const { return live_; }
  std::vector<uint32_t> ids() const {
    std::vector<uint32_t> all;
    for (uint32_t i = 1; i < entries_.size(); ++i) {
      if (entries_[i].thing) all.push_back(makeId(i, entries_[i].generation));
    }
    return all;
  }

 private:
  struct Entry {
    std::unique_ptr<T> thing;
    uint32_t generation = 1;
  };
  std::vector<Entry> entries_;
  std::vector<uint32_t> free_;
  uint32_t live_ = 0;
};

class Network {
 public:
  Network(PayloadStore& store, NetHost& host);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // ---- connections

  /// Starts to connect; kConnect tells the outcome. `bound`: from there, and it is used up; 0: from
  /// an ephemeral port, chosen now. Returns 0 and sets `*id`, or an error that leaves `bound` as it
  /// was: kEnetunreach, kEafnosupport, kEinval (`bound` is of another family), kEaddrnotavail (such
  /// a connection exists).
  int32_t connect(const Endpoint& target, ListenerId bound, ConnectionId* id);
  /// kData, kEnd and kReadError come only while reading. kEnd and kReadError stop it.
  void readStart(ConnectionId id);
  void readStop(ConnectionId id);
  /// No kData brings more than `size` bytes from now on; at least 1.
  void readLimit(ConnectionId id, uint32_t size);
  /// Offers bytes. 1: all were taken (copied). 0: the rest of the value is held until there is
  /// room, then kWritten. Negative: an error. One write at a time.
  int32_t write(ConnectionId id, Payload payload);
  /// FIN in a job of its own, and kShutdown with it: a close() before that is all the other end
  /// hears of. No write may be under way.
  int32_t shutdown(ConnectionId id);
  /// The job of a shutdown() that is still to come does nothing: libuv loses it when the handle
  /// connects once more.
  void forgetShutdown(ConnectionId id);
  /// The application is through with it: FIN, or RST when bytes were left unread; kClosed follows.
  void close(ConnectionId id);
  /// RST, whatever was said or unread; kClosed follows.
  void reset(ConnectionId id);
  /// For a socket that has no connection yet: kNothing with `token` comes among the closings.
  void closeUnconnected(uint32_t token) { queueClosing({NetEventKind::kNothing, token}); }
  /// Null for an id that is closed.
  const Connection* find(ConnectionId id) const { return connections_.find(id); }

  /// Asks the relay which IPv4 address `name` (1 to 255 bytes) has; kResolved tells. Returns the
  /// lookup's id, or 0 when there is no relay to ask.
  uint32_t lookup(Bytes name);

  // ---- listeners

  /// Takes a port for listen() or connect(). `port` 0: an ephemeral one, readable at once. Returns
  /// 0 and sets `*id`, or kEaddrnotavail, or kEaddrinuse when somebody listens there or dialled
  /// from there; others may have bound it too, the first to listen gets it.
  int32_t bind(const Endpoint& at, const BindOptions& options, ListenerId* id);
  /// 1: listening. 0: kListening tells, once the relay has granted the port or cannot be reached:
  /// then only this engine's dials find it, until the relay is back. Negative: an error.
  int32_t listen(ListenerId id, uint32_t backlog);
  /// Frees the port. Connections not yet accepted are reset; kListenerClosed follows, when the port
  /// is free in the room too. Returns whether it is free already.
  bool closeListener(ListenerId id);
  const Listener* findListener(ListenerId id) const { return listeners_.find(id); }

  // ---- jobs

  /// Does the next job; NetEventKind::kNothing when it turned out to concern nobody any more.
  /// `roundBegins`: it is the first of a poll phase.
  NetEvent runJob(bool roundBegins = false);
  /// The next kClosed or kListenerClosed.
  NetEvent runClosing();

  // ---- the relay

  /// From now on ports are claimed in a room, and dials to others leave this engine. `maxWindow`:
  /// bytes that may be under way to one of its connections, once they come fast.
  void useRelay(uint32_t maxWindow = kMaxWindow);
  bool relayUsed() const { return relay_ != nullptr; }
  void carrierOpened();
  void carrierMessage(const Payload& message);
  void carrierDrained(uint32_t bytes);
  /// What flushWanted() has promised.
  void flush();
  void carrierClosed();
  /// The program ends: every connection and listener is closed as a kernel does for a dead process.
  void exit();

  uint32_t liveConnections() const { return connections_.live(); }
  uint32_t liveListeners() const { return listeners_.live(); }

 private:
  friend class LoopbackLink;
  friend class Relay;
  friend class RelayLink;

  enum class JobKind : uint8_t {
    kIo,
    kAccept,
    kListening,
    kShutdown,
    kResolved,
    kFlush,
  };
  struct Job {
    JobKind kind;
    uint32_t id;
    int32_t error;
    /// kResolved: the address.
    uint32_t bits = 0;
  };
  struct Closing {
    NetEventKind kind;
    uint32_t id;
  };

  // network_jobs.cpp
  void queueIo(Job job);
  void queueUrgent(Job job);
  void queueClosing(Closing closing);
  NetEvent runIo(ConnectionId id);
  bool readNext(Connection& c, NetEvent* event);
  bool readsOn(const Connection& c, uint32_t size);
  bool writeNext(Connection& c, NetEvent* event);
  void wake(Connection& c);

  // network.cpp
  void remove(ConnectionId id, bool reset);
  void sendCopy(Connection& c, const Value& value, uint32_t size);
  uint16_t pickPort(uint16_t* next, uint16_t first, uint16_t last);
  bool portFree(uint16_t port) const;
  bool listenedOn(const Listener& by) const;
  bool dialledFrom(const Endpoint& at) const;
  bool connectedAlready(const Endpoint& local, const Endpoint& remote) const;
  void freePort(const Connection& c);
  Listener* listenerFor(const Endpoint& target);

  // loopback.cpp
  void dialLoopback(Connection& client, Listener& listener);
  void dialNextWaiting(Listener& listener);

  // for links
  void deliver(ConnectionId id, Payload payload);
  void deliverFin(ConnectionId id);
  void deliverReset(ConnectionId id, int32_t error);
  void deliverRoom(ConnectionId id);
  void connected(ConnectionId id, int32_t error);
  Connection& addAccepted(Listener& listener, const Endpoint& local, const Endpoint& remote);
  /// `address` null: there is no such name.
  void resolved(uint32_t lookup, const Address* address);
  void claimed(ListenerId id, int32_t error);
  void released(ListenerId id);

  PayloadStore& store_;
  NetHost& host_;
  IdTable<Connection> connections_;
  IdTable<Listener> listeners_;
  /// Ports connections have of their own; several may have bound the same.
  std::unordered_multiset<uint16_t> localPorts_;
  uint16_t nextLocalPort_;
  uint16_t nextListenPort_;
  uint32_t lookups_ = 0;
  std::unique_ptr<Relay> relay_;

  // One round of the outer loop: what was ready when it began, then what waited behind (shutdowns,
  // flushes), and at its end closings. libuv's order for one handle.
  Queue<Job> io_;
  Queue<Job> urgent_;
  Queue<Closing> closing_;
  /// Closings of the round that is running, last first.
  std::vector<Closing> closingNow_;
  size_t urgentLeft_ = 0;
  /// Something ready has been dealt with since what waited behind was.
  bool polled_ = true;
  /// Something ready has been dealt with in the poll phase that is running: what becomes ready is
  /// the next one's. What waited behind before that is done ahead of polling, as libuv does.
  bool roundPolled_ = false;
  size_t roundLeft_ = 0;
  /// Whose read goes on before anything else, and how many reads it has had in a row.
  ConnectionId readingOn_ = 0;
  uint32_t readsInARow_ = 0;
};

}  // namespace tincan
