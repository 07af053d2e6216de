// Readable._fromList(): what read(n) takes off a list of chunks, on a state given as a plain object or a
// stream's own. The engine has its own; this one is for those who call Node's by name. (Behaviour taken
// from the oracle.)
import { Buffer } from '#platform';
import { kBorder } from './border.js';

/** So many taken places in front are cut off at once. */
const kManyTaken = 1024;

/**
 * @param {number | undefined} n units; nothing or too many: all
 * @param {{buffer: any[], bufferIndex: number, length: number, objectMode?: boolean, decoder?: any}} state
 *     its places before `bufferIndex` are taken
 */
export function fromList(n, state) {
  if (!state[kBorder]) return take(n, state);
  // A view's buffer is a copy: what is left must be assigned.
  const { buffer, bufferIndex, length, objectMode, decoder } = state;
  const list = { buffer, bufferIndex, length, objectMode, decoder };
  const taken = take(n, list);
  state.buffer = list.buffer.slice(list.bufferIndex);
  return taken;
}

function take(n, state) {
  if (state.length === 0) return null;
  if (state.objectMode) return takeFirst(state);
  if (!n || n >= state.length) {
    const chunks = state.buffer.slice(state.bufferIndex);
    state.buffer.length = 0;
    state.bufferIndex = 0;
    return joined(chunks, state);
  }
  const parts = [];
  let left = n;
  while (left > 0) {
    const first = state.buffer[state.bufferIndex];
    if (left < first.length) {
      parts.push(first.slice(0, left));
      state.buffer[state.bufferIndex] = first.slice(left);
      break;
    }
    left -= first.length;
    parts.push(takeFirst(state));
  }
  return joined(parts, state);
}

function takeFirst(state) {
  const { buffer } = state;
  const first = buffer[state.bufferIndex];
  buffer[state.bufferIndex] = null;
  state.bufferIndex += 1;
  if (state.bufferIndex === buffer.length) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else if (state.bufferIndex > kManyTaken) {
    buffer.splice(0, state.bufferIndex);
    state.bufferIndex = 0;
  }
  return first;
}

function joined(chunks, state) {
  if (state.decoder) return chunks.join('');
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
