// Everything at once: the modules by name, what they stand on (in Node its own, elsewhere kept libraries), and
// createRuntime for a host that is not Node.
import net from './net.js';
import stream from './stream.js';
import streamConsumers from './stream_consumers.js';
import streamPromises from './stream_promises.js';
import streamWeb from './stream_web.js';

export { Buffer, EventEmitter } from '#platform';
export { net, stream, streamConsumers, streamPromises, streamWeb };
export { cutArrivals } from './net_cuts.js';
export { whenLimited } from './net_limits.js';
export { listeningPorts } from './net_open_handles.js';
export { exitNetwork, useCarrier } from './net_relay.js';
export { createRuntime } from './runtime.js';
export { recordBytes, stateBytes, stateFlags } from './trace.js';
