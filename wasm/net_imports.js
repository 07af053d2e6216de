// The network's imports. Each only forwards to what wasm/js/net_border.js hands in as `Module.host`; what they mean, and who
// frees what, is in README.md.
mergeInto(LibraryManager.library, {
  tc_payload_copy_out: function (slot, from, size, to) {
    return Module['host'].copyOut(slot, from, size, to);
  },
  tc_payload_slice: function (slot, from, to) {
    return Module['host'].slice(slot, from, to);
  },
  tc_payload_copy: function (slot, from, to) {
    return Module['host'].copy(slot, from, to);
  },
  tc_payload_concat: function (slots, count, size) {
    return Module['host'].concat(slots, count, size);
  },
  tc_payload_release: function (slot) {
    return Module['host'].release(slot);
  },
  tc_net_flush_wanted: function () {
    return Module['host'].flushWanted();
  },
  tc_net_job_queued: function (now) {
    return Module['host'].jobQueued(now);
  },
  tc_net_closing_queued: function () {
    return Module['host'].closingQueued();
  },
  tc_net_open_carrier: function (now) {
    return Module['host'].openCarrier(now);
  },
  tc_net_send: function (bytes, count, inserts, insertCount, size) {
    return Module['host'].send(bytes, count, inserts, insertCount, size);
  },
  tc_net_close_carrier: function (code, reason) {
    return Module['host'].closeCarrier(code, reason);
  },
  tc_net_now: function () {
    return Module['host'].now();
  },
  tc_net_random: function () {
    return Module['host'].random();
  },
});
