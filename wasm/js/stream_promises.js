// `stream/promises`. (Node doc: Streams Promises API.)
import './engine.js';
import { finishedPromise as finished } from './finished.js';
import { pipelinePromise as pipeline } from './pipeline.js';

export { finished, pipeline };
export default { finished, pipeline };
