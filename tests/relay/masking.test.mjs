// The masks of WebSocket frames: every length and alignment against RFC 6455 section 5.3 as it is written, byte i with key byte i mod 4.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { rolldown } from 'rolldown';

const input = path.resolve(import.meta.dirname, '../../web/relay/masking.ts');
let masking;
before(async () => {
  const build = await rolldown({ input });
  const { output } = await build.generate({ format: 'es' });
  await build.close();
  const text = Buffer.from(output[0].code).toString('base64');
  masking = await import(`data:text/javascript;base64,${text}`);
});

const key = Uint8Array.of(0x9d, 0x01, 0x7a, 0xfe);
const masked = (bytes) => bytes.map((byte, i) => byte ^ key[i % 4]);

test('every length at every alignment', () => {
  for (let length = 0; length <= 70; length++) {
    const plain = Uint8Array.from({ length }, (_, i) => (i * 7 + 3) & 255);
    for (let at = 0; at < 8; at++) {
      const memory = new Uint8Array(96).fill(0x55);
      memory.set(masked(plain), at);
      masking.unmask(memory.subarray(at, at + length), key);
      const wanted = new Uint8Array(96).fill(0x55);
      wanted.set(plain, at);
      assert.deepEqual(memory, wanted, `unmask ${length} at ${at}`);

      const output = new Uint8Array(96).fill(0xaa);
      masking.mask(plain, key, output, at, length);
      const sent = new Uint8Array(96).fill(0xaa);
      sent.set(masked(plain), at);
      assert.deepEqual(output, sent, `mask ${length} at ${at}`);
    }
  }
});

test('in place, as ws masks what it may write to', () => {
  const bytes = Uint8Array.from({ length: 61 }, (_, i) => i);
  const wanted = masked(bytes);
  masking.mask(bytes, key, bytes, 0, bytes.length);
  assert.deepEqual(bytes, wanted);
});
