// The virtual network's border, a module of its own: one Network, its payloads in the façade's
// table, and what happened in a job as one record in memory. It knows no stream and no policy. What
// crosses, and who frees it, is in README.md.
#include <array>
#include <vector>

#include "../core/src/connection.h"
#include "export_macro.h"
#include "tincan/net.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

extern "C" {
void tc_payload_copy_out(uint32_t slot, uint32_t from, uint32_t size, uint8_t* to);
uint32_t tc_payload_slice(uint32_t slot, uint32_t from, uint32_t to);
uint32_t tc_payload_copy(uint32_t slot, uint32_t from, uint32_t to);
uint32_t tc_payload_concat(const uint32_t* slots, uint32_t count, uint32_t size);
void tc_payload_release(uint32_t slot);
void tc_net_job_queued(int now);
void tc_net_closing_queued(void);
int tc_net_flush_wanted(void);
void tc_net_open_carrier(int now);
void tc_net_send(const uint8_t* bytes, uint32_t count, const uint32_t* inserts,
                 uint32_t insertCount, uint32_t size);
void tc_net_close_carrier(uint32_t code, const char* reason);
double tc_net_now(void);
uint32_t tc_net_random(void);
}

namespace {

/// Payloads are Uint8Arrays in the façade's table; only headers the engine makes are Bytes.
class SlotStore final : public PayloadStore {
 public:
  Value value(uint32_t slot) { return HostRef(this, 0, slot); }
  void copyOut(const Value& value, uint32_t from, uint32_t size, uint8_t* to) override {
    const HostRef* ref = value.ref();
    if (ref == nullptr) return PayloadStore::copyOut(value, from, size, to);
    tc_payload_copy_out(ref->slot(), from, size, to);
  }
  Value slice(const Value& from, uint32_t begin, uint32_t end) override {
    const HostRef* ref = from.ref();
    if (ref == nullptr) return PayloadStore::slice(from, begin, end);
    return value(tc_payload_slice(ref->slot(), begin, end));
  }
  Value copy(const Value& from, uint32_t begin, uint32_t end) override {
    const HostRef* ref = from.ref();
    if (ref == nullptr) return PayloadStore::copy(from, begin, end);
    return value(tc_payload_copy(ref->slot(), begin, end));
  }
  Value concat(std::vector<Payload>&& parts, uint32_t size) override {
    std::vector<uint32_t> slots;
    slots.reserve(parts.size());
    for (Payload& part : parts) slots.push_back(part.value.ref()->detach());
    return value(tc_payload_concat(slots.data(), static_cast<uint32_t>(slots.size()), size));
  }
  void releaseSlot(StreamId, uint32_t slot) override { tc_payload_release(slot); }
};

class WasmNetHost final : public NetHost {
 public:
  explicit WasmNetHost(PayloadStore& store) : store_(store) {}
  void jobQueued(bool now) override { tc_net_job_queued(now ? 1 : 0); }
  void closingQueued() override { tc_net_closing_queued(); }
  void openCarrier(bool now) override { tc_net_open_carrier(now ? 1 : 0); }
  bool flushWanted() override { return tc_net_flush_wanted() != 0; }
  void sendMessage(const MuxMessage& message) override {
    // Payloads that lie in this memory are headers: they go in among the other header bytes.
    std::vector<uint8_t> bytes;
    std::vector<uint32_t> inserts;
    size_t from = 0;
    for (const MuxMessage::Insert& insert : message.inserts) {
      const uint8_t* heads = message.bytes.data();
      bytes.insert(bytes.end(), heads + from, heads + insert.at);
      from = insert.at;
      if (const HostRef* ref = insert.payload.value.ref()) {
        inserts.insert(inserts.end(), {static_cast<uint32_t>(bytes.size()), ref->slot()});
      } else {
        const size_t at = bytes.size();
        bytes.resize(at + insert.payload.size);
        store_.copyOut(insert.payload.value, 0, insert.payload.size, bytes.data() + at);
      }
    }
    const uint8_t* heads = message.bytes.data();
    bytes.insert(bytes.end(), heads + from, heads + message.bytes.size());
    tc_net_send(bytes.data(), static_cast<uint32_t>(bytes.size()), inserts.data(),
                static_cast<uint32_t>(inserts.size() / 2), message.size);
  }
  void closeCarrier(uint16_t code, const char* reason) override {
    tc_net_close_carrier(code, reason);
  }
  double now() override { return tc_net_now(); }
  uint32_t random() override { return tc_net_random(); }

 private:
  PayloadStore& store_;
};

SlotStore& store() {
  static SlotStore instance;
  return instance;
}

Network& network() {
  static WasmNetHost host(store());
  static Network instance(store(), host);
  return instance;
}

Endpoint endpoint(int v6, uint32_t bits, uint32_t port) {
  return {{v6 != 0, bits}, static_cast<uint16_t>(port)};
}

/// Words of the last record: of tc_net_run_job, tc_net_run_closing, tc_net_address, tc_net_connect
/// or tc_net_listen.
std::array<int32_t, 6> record;

int32_t* recorded(std::array<int32_t, 6> words) {
  record = words;
  return record.data();
}

int32_t word(uint32_t value) { return static_cast<int32_t>(value); }

int32_t* told(NetEvent event) {
  HostRef* ref = event.data.value.ref();
  const uint32_t slot = ref == nullptr ? 0 : ref->detach();
  return recorded({static_cast<int32_t>(event.kind), word(event.id), event.error,
                   word(event.accepted), word(slot), word(event.data.size)});
}

}  // namespace

/// Record: id, error.
TC_EXPORT int32_t* tc_net_connect(int v6, uint32_t bits, uint32_t port, uint32_t bound) {
  ConnectionId id = 0;
  const int32_t error = network().connect(endpoint(v6, bits, port), bound, &id);
  return recorded({word(id), error});
}

/// Takes the slot over, a name of 1 to 255 bytes. The lookup's id; 0: there is no relay to ask.
TC_EXPORT uint32_t tc_net_lookup(uint32_t slot, uint32_t size) {
  const Payload name(store().value(slot), size);
  std::vector<uint8_t> bytes(size);
  store().copyOut(name.value, 0, size, bytes.data());
  return network().lookup(Bytes(std::move(bytes)));
}

TC_EXPORT void tc_net_read_start(uint32_t id) { network().readStart(id); }
TC_EXPORT void tc_net_read_limit(uint32_t id, uint32_t size) { network().readLimit(id, size); }
TC_EXPORT void tc_net_read_stop(uint32_t id) { network().readStop(id); }

/// Takes the slot over. 1 all taken, 0 `written` follows, negative an errno.
TC_EXPORT int tc_net_write(uint32_t id, uint32_t slot, uint32_t size) {
  return network().write(id, Payload(store().value(slot), size));
}

TC_EXPORT int tc_net_shutdown(uint32_t id) { return network().shutdown(id); }
TC_EXPORT void tc_net_forget_shutdown(uint32_t id) { network().forgetShutdown(id); }
TC_EXPORT void tc_net_close(uint32_t id) { network().close(id); }
TC_EXPORT void tc_net_reset(uint32_t id) { network().reset(id); }
TC_EXPORT void tc_net_close_unconnected(uint32_t token) { network().closeUnconnected(token); }

/// Record: id, error. Flags: 1 IPv6 only, 2 reuse the port.
TC_EXPORT int32_t* tc_net_bind(int v6, uint32_t bits, uint32_t port, uint32_t flags) {
  ListenerId id = 0;
  const BindOptions options{(flags & 1) != 0, (flags & 2) != 0};
  const int32_t error = network().bind(endpoint(v6, bits, port), options, &id);
  return recorded({word(id), error});
}

/// 1 listening, 0 `listening` follows, negative an errno.
TC_EXPORT int tc_net_listen(uint32_t id, uint32_t backlog) { return network().listen(id, backlog); }

/// 1 the port is free; 0 it is when `listenerClosed` comes.
TC_EXPORT int tc_net_listener_close(uint32_t id) { return network().closeListener(id) ? 1 : 0; }

/// Record: known, IPv6, bits, port. `which`: 0 a connection's own end, 1 its peer's, 2 a
/// listener's.
TC_EXPORT int32_t* tc_net_address(uint32_t id, uint32_t which) {
  const Endpoint* end = nullptr;
  if (which == 2) {
    if (const Listener* listener = network().findListener(id)) end = &listener->at;
  } else if (const Connection* c = network().find(id)) {
    if (which == 0) end = &c->local;
    if (which == 1 && c->hasPeer()) end = &c->remote;
  }
  if (end == nullptr) return recorded({});
  return recorded({1, end->address.v6 ? 1 : 0, word(end->address.bits), end->port});
}

/// Record: session, stream; see WirePlace.
TC_EXPORT int32_t* tc_net_place(uint32_t id) {
  const Connection* c = network().find(id);
  const WirePlace place = c == nullptr || !c->link ? WirePlace{} : c->link->place();
  return recorded({word(place.session), word(place.stream)});
}

/// Record: NetEventKind, id, error, accepted, slot, size. The slot is the caller's.
TC_EXPORT int32_t* tc_net_run_job(int roundBegins) {
  return told(network().runJob(roundBegins != 0));
}
TC_EXPORT int32_t* tc_net_run_closing(void) { return told(network().runClosing()); }

TC_EXPORT void tc_net_use_relay(uint32_t maxWindow) { network().useRelay(maxWindow); }
TC_EXPORT void tc_net_carrier_opened(void) { network().carrierOpened(); }

/// Takes the slot over.
TC_EXPORT void tc_net_carrier_message(uint32_t slot, uint32_t size) {
  network().carrierMessage(Payload(store().value(slot), size));
}

TC_EXPORT void tc_net_carrier_drained(uint32_t bytes) { network().carrierDrained(bytes); }
TC_EXPORT void tc_net_flush(void) { network().flush(); }
TC_EXPORT void tc_net_carrier_closed(void) { network().carrierClosed(); }
TC_EXPORT void tc_net_exit(void) { network().exit(); }

/// Connections and listeners that exist. For tests of leaks.
TC_EXPORT uint32_t tc_net_live(void) {
  return network().liveConnections() + network().liveListeners();
}
