import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const upper = new Transform({
  transform(chunk, encoding, callback) {
    callback(null, String(chunk).toUpperCase());
  },
});

const words = Readable.from(['an ', 'ES ', 'module ', 'may ', 'await']);
let text = '';
await pipeline(words, upper, async (source) => {
  for await (const chunk of source) text += chunk;
});
console.log(text);
