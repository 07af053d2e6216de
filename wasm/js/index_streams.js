// The streams by module name, what they stand on (in Node its own, elsewhere kept libraries), and createRuntime for a host that is
// not Node. Nothing of net: whoever wants no network loads none.
import stream from './stream.js';
import streamConsumers from './stream_consumers.js';
import streamPromises from './stream_promises.js';
import streamWeb from './stream_web.js';

export { Buffer, EventEmitter } from '#platform';
export { stream, streamConsumers, streamPromises, streamWeb };
export { createRuntime } from './runtime.js';
export { recordBytes, stateBytes, stateFlags } from './trace.js';
