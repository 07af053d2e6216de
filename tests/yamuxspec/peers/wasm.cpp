// The engine's yamux peer as Wasm: exports for targets.mjs, one session per handle.
#include <emscripten.h>

#include "echo_session.h"

namespace {

struct Peer {
  tincan::EchoSession session;
  tincan::Bytes out;
};

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE Peer* peer_new() { return new Peer; }

EMSCRIPTEN_KEEPALIVE void peer_delete(Peer* peer) { delete peer; }

EMSCRIPTEN_KEEPALIVE void peer_receive(Peer* peer, const uint8_t* bytes, uint32_t size) {
  peer->session.receive(tincan::Bytes(std::vector<uint8_t>(bytes, bytes + size)));
}

/// Size of the next output in bytes, 0 when there is none; its place is peer_output().
EMSCRIPTEN_KEEPALIVE uint32_t peer_next(Peer* peer) {
  peer->out = peer->session.output();
  return peer->out.size();
}

EMSCRIPTEN_KEEPALIVE const uint8_t* peer_output(Peer* peer) { return peer->out.data(); }

EMSCRIPTEN_KEEPALIVE int peer_over(Peer* peer) { return peer->session.over() ? 1 : 0; }
}
