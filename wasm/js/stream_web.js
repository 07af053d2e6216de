// `stream/web`: the host's own WHATWG streams under Node's module name. Nothing of them is ours. (Node
// doc: Web Streams API.)
const names = [
  'ReadableStream',
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

export default Object.fromEntries(
  names
    .filter((name) => name in globalThis)
    .map((name) => [name, globalThis[name]]),
);
