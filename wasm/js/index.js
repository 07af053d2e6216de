// Everything at once: the modules by name, and createRuntime for a host that is not Node.
import net from './net.js';
import stream from './stream.js';
import streamPromises from './stream_promises.js';

export { net, stream, streamPromises };
export { exitNetwork, useCarrier } from './net_relay.js';
export { createRuntime } from './runtime.js';
export { recordBytes, stateBytes, stateFlags } from './trace.js';
