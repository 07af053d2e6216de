// `stream/consumers`: everything a stream or an async iterable gives, as one value. (Node doc: Utility
// Consumers.)
import { Buffer } from '#platform';
import { invalidArgType } from './errors.js';

/** What a decoder takes, undefined as nothing: each host words its refusal in its own way. */
const isBytes = (chunk) =>
  chunk === undefined ||
  ArrayBuffer.isView(chunk) ||
  /^\[object (Shared)?ArrayBuffer\]$/.test(
    Object.prototype.toString.call(chunk),
  );

/** @param {AsyncIterable<any> | Iterable<any>} stream */
async function blob(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}

async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

async function bytes(stream) {
  return new Uint8Array(await arrayBuffer(stream));
}

async function text(stream) {
  const decoder = new TextDecoder();
  let all = '';
  for await (const chunk of stream) {
    if (typeof chunk === 'string') {
      all += chunk;
    } else {
      if (!isBytes(chunk)) {
        const bytes = ['ArrayBuffer', 'ArrayBufferView'];
        throw invalidArgType('input', bytes, chunk);
      }
      all += decoder.decode(chunk, { stream: true });
    }
  }
  // Bytes of a character that never came to its end.
  return all + decoder.decode();
}

async function json(stream) {
  return JSON.parse(await text(stream));
}

export { arrayBuffer, blob, buffer, bytes, json, text };
export default { arrayBuffer, blob, buffer, bytes, text, json };
