// Everything at once: the modules by name, and createRuntime for a host that is not Node.
import stream from './stream.js';
import streamPromises from './stream_promises.js';

export { stream, streamPromises };
export { createRuntime } from './runtime.js';
export { recordBytes, stateBytes, stateFlags } from './trace.js';
