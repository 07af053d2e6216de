// The hooks that get a callback and nothing else: `_final`, `_construct`, `_flush`. Called by host.js,
// which catches what they throw.
import { finalIsOwn } from './chunks.js';
import { errorSlot, kBorder, rethrow, thrown } from './border.js';
import { flushed } from './callbacks.js';
import { wasm } from './engine.js';

/** Hooks with a callback and nothing else. */
export const hooks = {
  _final(stream) {
    const border = stream[kBorder];
    // Asked now: it may have been replaced since the stream was made.
    if (finalIsOwn(stream)) {
      wasm.tc_transform_final(border.id);
      if (thrown.has) rethrow();
      return;
    }
    stream._final((error) => {
      wasm.tc_final_done(border.id, errorSlot(border, error));
      if (thrown.has) rethrow();
    });
  },
  _flush(stream) {
    const border = stream[kBorder];
    stream._flush((error, data) => {
      flushed(border, error, data);
      if (thrown.has) rethrow();
    });
  },
  _construct(stream) {
    const border = stream[kBorder];
    stream._construct((error) => {
      wasm.tc_construct_done(border.id, errorSlot(border, error));
    });
  },
};
