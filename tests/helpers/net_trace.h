// A network under test without any host above it: jobs are run one by one, and what each was is
// written down as text, in order per endpoint and overall.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "connection.h"
#include "mux_peer.h"
#include "tincan/net.h"

namespace tincan {

class NetUnderTest : public NetHost {
 public:
  NetUnderTest() : network(store, *this) {}

  void jobQueued(bool) override { ++jobs; }
  void closingQueued() override { ++closings; }
  void openCarrier(bool now) override { note(now ? "open carrier" : "reopen carrier"); }
  void sendMessage(const MuxMessage& message) override {
    const Bytes bytes = flatten(store, message);
    sentMessages.push_back(bytes);
    network.carrierDrained(message.size);
  }
  void closeCarrier(uint16_t code, const char* reason) override {
    note("close carrier " + std::to_string(code) + " " + reason);
  }
  double now() override { return clock; }
  uint32_t random() override { return 7232; }

  /// Names an endpoint for the trace. Accepted ones are named "s1", "s2", … and start reading.
  uint32_t name(uint32_t id, const std::string& text) {
    names_[id] = text;
    return id;
  }
  ListenerId bind(uint16_t port, Address address = {true, 0}, BindOptions options = {}) {
    ListenerId id = 0;
    const int32_t error = network.bind({address, port}, options, &id);
    if (error != 0) note("bind " + std::to_string(error));
    return id;
  }
  ListenerId listen(uint16_t port, Address address = {true, 0}, uint32_t backlog = 511,
                    BindOptions options = {}) {
    const ListenerId id = bind(port, address, options);
    if (id != 0) listen(id, backlog);
    return id;
  }
  void listen(ListenerId id, uint32_t backlog, const std::string& text = "L") {
    const int32_t result = network.listen(id, backlog);
    if (result < 0) {
      note("listen " + std::to_string(result));
    } else {
      listenerNames_[id] = text;
    }
  }
  ConnectionId connect(uint16_t port, const std::string& text = "c",
                       Address address = {false, kLoopbackV4}, ListenerId bound = 0) {
    ConnectionId id = 0;
    const int32_t error = network.connect({address, port}, bound, &id);
    if (error != 0) note(text + " connect " + std::to_string(error) + " at once");
    return name(id, text);
  }
  int32_t write(ConnectionId id, std::string_view text) {
    return network.write(id, Payload(Bytes(text)));
  }

  /// Runs rounds, jobs and then closings, until nothing is left; returns the trace since the last
  /// call.
  std::string run() {
    while (jobs + closings > 0) {
      for (int left = jobs; left > 0; --left) step();
      for (; closings > 0; --closings) note(network.runClosing());
    }
    return told();
  }
  void step() {
    --jobs;
    note(network.runJob());
  }
  void note(const NetEvent& event) {
    const std::string error = event.error == 0 ? "" : " " + std::to_string(event.error);
    switch (event.kind) {
      case NetEventKind::kNothing:
        return;
      case NetEventKind::kConnection:
        accepted = name(event.accepted, "s" + std::to_string(++accepts_));
        note(listenerNames_[event.id] + " connection " + names_[accepted]);
        if (readAccepted) network.readStart(accepted);
        return;
      case NetEventKind::kListening:
      case NetEventKind::kListenerClosed:
        return note(listenerNames_[event.id] +
                    (event.kind == NetEventKind::kListening ? " listening" : " closed") + error);
      case NetEventKind::kResolved:
        return note("lookup " + std::to_string(event.id) +
                    (event.error == 0 ? " none" : " " + std::to_string(event.accepted)));
      case NetEventKind::kConnect:
        note(names_[event.id] + " connect" + error);
        if (event.error == 0) network.readStart(event.id);
        return;
      case NetEventKind::kData: {
        const std::string_view text = event.data.value.bytes()->text();
        received[names_[event.id]] += text;
        return note(names_[event.id] + " data " +
                    (text.size() > 32 ? std::to_string(text.size()) : std::string(text)));
      }
      case NetEventKind::kEnd:
        return note(names_[event.id] + " end");
      case NetEventKind::kReadError:
        return note(names_[event.id] + " read" + error);
      case NetEventKind::kWritten:
        return note(names_[event.id] + " written" + error);
      case NetEventKind::kShutdown:
        return note(names_[event.id] + " shutdown");
      case NetEventKind::kClosed:
        return note(names_[event.id] + " closed");
    }
  }
  std::string told() { return std::exchange(log_, {}); }
  /// Connects a client to port 80 and returns it; `accepted` is the other end.
  ConnectionId pair() {
    if (listener == 0) listener = listen(80);
    const ConnectionId client = connect(80);
    run();
    return client;
  }
  std::string sent() { return framesAsText(joined(std::exchange(sentMessages, {}))); }
  void receive(const Bytes& bytes) { network.carrierMessage(Payload(bytes)); }

  PayloadStore store;
  Network network;
  int jobs = 0;
  int closings = 0;
  double clock = 0;
  bool readAccepted = true;
  ListenerId listener = 0;
  ConnectionId accepted = 0;
  std::map<std::string, std::string> received;
  std::vector<Bytes> sentMessages;

 private:
  void note(const std::string& line) { log_ += (log_.empty() ? "" : ", ") + line; }
  std::string log_;
  std::map<uint32_t, std::string> names_;
  std::map<uint32_t, std::string> listenerNames_;
  int accepts_ = 0;
};

}  // namespace tincan
