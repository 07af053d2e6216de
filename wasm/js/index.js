// Everything at once: `{ stream, streamPromises, … }`.
import stream from './stream.js';
import streamPromises from './stream_promises.js';

export { stream, streamPromises };
