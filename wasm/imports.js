// The engine's imports. Each only forwards to the façade's host object (wasm/js/host.js), which is
// handed in as `Module.host`; what they mean, and who frees what, is in README.md.
mergeInto(LibraryManager.library, {
  tc_host_emit: function (id, event, slot) {
    return Module['host'].emit(id, event, slot);
  },
  tc_host_emit_data: function (id, slot) {
    return Module['host'].emitData(id, slot);
  },
  tc_host_read: function (id, size) {
    return Module['host'].read(id, size);
  },
  tc_host_write: function (id, owner, slot, encoding, readableLength) {
    return Module['host'].write(id, owner, slot, encoding, readableLength);
  },
  tc_host_writev: function (id, slots, count) {
    return Module['host'].writev(id, slots, count);
  },
  tc_host_hook: function (id, hook) {
    return Module['host'].hook(id, hook);
  },
  tc_host_destroy: function (id, error) {
    return Module['host'].destroy(id, error);
  },
  tc_host_callback: function (id, callback, error) {
    return Module['host'].callback(id, callback, error);
  },
  tc_host_read_method: function (id, size) {
    return Module['host'].readMethod(id, size);
  },
  tc_host_method: function (id, method, slot) {
    return Module['host'].method(id, method, slot);
  },
  tc_host_unpipe_method: function (id, destination) {
    return Module['host'].unpipeMethod(id, destination);
  },
  tc_host_listen_data: function (id, pipe) {
    return Module['host'].listenData(id, pipe);
  },
  tc_host_emit_piped: function (id, source, on) {
    return Module['host'].emitPiped(id, source, on);
  },
  tc_host_take_thrown: function (id) {
    return Module['host'].takeThrown(id);
  },
  tc_host_has_hook: function (id, hook) {
    return Module['host'].hasHook(id, hook);
  },
  tc_host_listener_count: function (id, event) {
    return Module['host'].listenerCount(id, event);
  },
  tc_host_make_error: function (id, code) {
    return Module['host'].makeError(id, code);
  },
  tc_host_aggregate: function (id, newer, older) {
    return Module['host'].aggregate(id, newer, older);
  },
  tc_host_copy: function (from, slot, to) {
    return Module['host'].copy(from, slot, to);
  },
  tc_host_same: function (owner, slot, otherOwner, otherSlot) {
    return Module['host'].same(owner, slot, otherOwner, otherSlot);
  },
  tc_host_decode: function (id, slot) {
    return Module['host'].decode(id, slot);
  },
  tc_host_decode_end: function (id) {
    return Module['host'].decodeEnd(id);
  },
  tc_host_size: function (id, slot) {
    return Module['host'].size(id, slot);
  },
  tc_host_concat: function (id, slots, count, decoded) {
    return Module['host'].concat(id, slots, count, decoded);
  },
  tc_host_slice: function (id, slot, from, to) {
    return Module['host'].slice(id, slot, from, to);
  },
  tc_host_listen: function (id, event, how, kind, token) {
    return Module['host'].listen(id, event, how, kind, token);
  },
  tc_host_unlisten: function (id, event, kind, token) {
    return Module['host'].unlisten(id, event, kind, token);
  },
  tc_host_foreign_needs_drain: function (id) {
    return Module['host'].foreignNeedsDrain(id);
  },
  tc_host_tick_queued: function (id) {
    return Module['host'].tickQueued(id);
  },
  tc_host_release: function (owner, slot) {
    return Module['host'].release(owner, slot);
  },
  tc_host_trace_full: function () {
    return Module['host'].traceFull();
  },
});
