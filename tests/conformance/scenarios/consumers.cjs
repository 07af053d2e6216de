'use strict';
// stream/consumers: what each makes of anything it is given.

const { scenario, stream } = require('../prelude.cjs');
const { host, source } = require('../web_prelude.cjs');

const { Readable, Writable } = stream;
const consumers = require(`${process.env.TINCAN_STREAM || 'stream'}/consumers`);
const web = require(`${process.env.TINCAN_STREAM || 'stream'}/web`);

for (const name of Object.keys(consumers)) {
  scenario(
    `consumers.${name}, given anything`,
    async (log) => {
      const given = {
        undefined: () => undefined,
        null: () => null,
        number: () => 5,
        text: () => '[1]',
        array: () => ['[', '1', ']'],
        'array of bytes': () => [new Uint8Array([91]), Buffer.from('2]')],
        'mixed with an object': () => [{}, 'a'],
        'with a number': () => [1],
        'with undefined': () => ['a', undefined],
        Readable: () => Readable.from(['{"a"', ':1}']),
        'object mode': () => Readable.from([{ a: 1 }]),
        'cut character': () =>
          Readable.from([
            Buffer.from([34, 0xe2, 0x82]),
            Buffer.from([0xac, 34]),
          ]),
        'unfinished character': () => Readable.from([Buffer.from([34, 0xe2])]),
        'byte order mark': () =>
          Readable.from([Buffer.from([0xef, 0xbb, 0xbf, 49])]),
        'web stream': () =>
          new web.ReadableStream({
            start(controller) {
              controller.enqueue(new Uint8Array([49]));
              controller.close();
            },
          }),
        'web stream of text': () =>
          new web.ReadableStream({
            start(controller) {
              controller.enqueue('1');
              controller.close();
            },
          }),
        failing: () =>
          new Readable({
            read() {
              this.destroy(new Error('r'));
            },
          }),
        destroyed: () => new Readable({ read() {} }).destroy(),
        writable: () => new Writable({ write() {} }),
        'what has been read': () => Readable.from([]).resume(),
      };
      for (const [what, make] of Object.entries(given)) {
        try {
          const got = await consumers[name](make());
          if (got instanceof Blob) log(what, got.type, await got.text());
          else if (got instanceof ArrayBuffer) log(what, new Uint8Array(got));
          else log(what, got);
        } catch (error) {
          log(what, error.name, error.code, error.message);
        }
      }
    },
    name === 'json' ? { host: 'V8 words what is no JSON' } : {},
  );
}

scenario(
  'what the consumers make of chunks, failures and web streams',
  async (log) => {
    const euro = Buffer.from('€');
    const cut = [euro.subarray(0, 1), euro.subarray(1)];
    for (const [name, consume] of Object.entries(consumers)) {
      for (const chunks of [
        ['{"a":', '1}'],
        [Buffer.from('[1,'), '2]'],
        cut,
        [euro.subarray(0, 2)],
        [],
        [5],
        [{}],
        [new Uint8Array([49])],
        [new Uint8Array([49]).buffer],
      ]) {
        const value = await consume(Readable.from(chunks)).catch(
          (error) => error,
        );
        const shown =
          value instanceof Blob
            ? ['blob', value.size]
            : value instanceof ArrayBuffer
              ? ['bytes', new Uint8Array(value)]
              : [value];
        log(name, ...shown);
      }
      const failing = new Readable({ read() {} });
      failing.destroy(new Error('x'));
      log(name, await consume(failing).catch((error) => error));
      const [given, controller] = source(log);
      controller.enqueue(new Uint8Array([49]));
      controller.close();
      log(`${name} of web`, await consume(given).then(Boolean));
      log(`${name} of 5`, await consume(5).catch((error) => error));
    }
  },
  host,
);
