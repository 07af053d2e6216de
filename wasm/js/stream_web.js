// `stream/web`: the host's own WHATWG streams under Node's module name. Nothing of them is ours, but for
// the one function that no host shows globally. (Node doc: Web Streams API.)
import { invalidArgType } from './errors.js';

/** The standard's operation of that name: a tee whose second branch may get clones of the chunks. */
function ReadableStreamTee(stream, cloneForBranch2 = false) {
  if (!(stream instanceof ReadableStream))
    throw invalidArgType('stream', 'ReadableStream', stream);
  const [first, second] = stream.tee();
  if (!cloneForBranch2) return [first, second];
  const cloning = new TransformStream({
    transform: (chunk, controller) =>
      controller.enqueue(structuredClone(chunk)),
  });
  return [first, second.pipeThrough(cloning)];
}

const names = [
  'ReadableStreamDefaultReader',
  'ReadableStreamBYOBReader',
  'ReadableStreamBYOBRequest',
  'ReadableByteStreamController',
  'ReadableStreamDefaultController',
  'TransformStream',
  'TransformStreamDefaultController',
  'WritableStream',
  'WritableStreamDefaultWriter',
  'WritableStreamDefaultController',
  'ByteLengthQueuingStrategy',
  'CountQueuingStrategy',
  'TextEncoderStream',
  'TextDecoderStream',
  'CompressionStream',
  'DecompressionStream',
];

const { ReadableStream, TransformStream } = globalThis;

export default {
  ReadableStream,
  ReadableStreamTee,
  ...Object.fromEntries(
    names
      .filter((name) => name in globalThis)
      .map((name) => [name, globalThis[name]]),
  ),
};
