'use strict';
// setEncoding and the encoding option: characters cut anywhere, buffered data re-decoded, sizes in UTF-16 units.

const { scenario, stream, watch, source } = require('../prelude.cjs');

const euro = Buffer.from('€');
const face = Buffer.from('😀');

scenario('a character cut at every byte is delivered whole', (log) => {
  for (const whole of [euro, face]) {
    for (let cut = 1; cut < whole.length; cut++) {
      const r = source(log);
      r.setEncoding('utf8');
      r.on('data', (chunk) => log(`cut ${cut}`, chunk));
      r.push(whole.subarray(0, cut));
      log('length', r.readableLength);
      r.push(whole.subarray(cut));
      log('length', r.readableLength);
    }
  }
});

scenario('an incomplete character at the end becomes U+FFFD', (log) => {
  const r = watch(log, source(log, { encoding: 'utf8' }), ['data', 'end']);
  r.push(euro.subarray(0, 2));
  r.push(null);
});

scenario('setEncoding re-decodes what is buffered', (log) => {
  const r = source(log);
  r.push(euro.subarray(0, 1));
  r.push(euro.subarray(1));
  r.push('a');
  log('bytes', r.readableLength);
  log('this', r.setEncoding('utf8') === r);
  log('units', r.readableLength, r.readableEncoding);
  log('read', r.read());
});

scenario('setEncoding to hex and base64', (log) => {
  for (const encoding of [
    'hex',
    'base64',
    'base64url',
    'latin1',
    'ascii',
    'utf16le',
    'ucs2',
  ]) {
    const r = source(log);
    r.setEncoding(encoding);
    r.on('data', (chunk) => log(encoding, chunk, r.readableEncoding));
    r.push(Buffer.from([0x61, 0xff, 0x62]));
    r.push(Buffer.from([0x63]));
    r.push(null);
  }
});

scenario('an unknown encoding throws ERR_UNKNOWN_ENCODING', (log) => {
  const r = source(log);
  for (const encoding of ['nonsense', '', null, 5]) {
    try {
      log('ok', r.setEncoding(encoding).readableEncoding);
    } catch (error) {
      log(`${encoding}`, error);
    }
  }
  try {
    log('made', new stream.Readable({ encoding: 'nonsense' }).readableEncoding);
  } catch (error) {
    log('constructor', error);
  }
});

scenario('setEncoding without argument means utf8', (log) => {
  const r = source(log);
  r.setEncoding();
  log('encoding', r.readableEncoding);
});

scenario('strings pushed in the encoding of the stream stay strings', (log) => {
  const r = source(log, { encoding: 'utf8' });
  r.on('data', (chunk) => log('data', chunk));
  r.push('é', 'utf8');
  r.push('c3a9', 'hex');
  r.push('x');
});

scenario('setEncoding twice', (log) => {
  const r = source(log);
  r.setEncoding('utf8');
  r.push(euro.subarray(0, 2));
  r.setEncoding('hex');
  r.push(euro.subarray(2));
  r.on('data', (chunk) => log('data', chunk));
});

scenario('setEncoding in object mode still decodes buffers', (log) => {
  const r = source(log, { objectMode: true, encoding: 'utf8' });
  r.on('data', (chunk) => log('data', chunk));
  r.push(Buffer.from('é'));
  r.push('text');
  try {
    log('push', r.push({ a: 1 }));
  } catch (error) {
    log('threw', error);
  }
});

scenario('a chunk that decodes to nothing does not emit data', (log) => {
  const r = watch(log, source(log, { encoding: 'utf8' }), ['data', 'readable']);
  log('push', r.push(euro.subarray(0, 1)));
  log('push', r.push(euro.subarray(1, 2)));
  log('push', r.push(euro.subarray(2)));
});

scenario('defaultEncoding decides what push(string) means', (log) => {
  const r = source(log, { defaultEncoding: 'hex' });
  r.on('data', (chunk) => log('data', chunk));
  r.push('6162');
});

scenario('setEncoding after the end, and read() past the objects', (log) => {
  for (const objectMode of [false, true]) {
    for (const encoding of ['utf8', 'base64', 'hex']) {
      const r = new stream.Readable({ objectMode, read() {} });
      r.push(Buffer.from('e282', 'hex'));
      r.push(null);
      r.setEncoding(encoding);
      log(encoding, objectMode, r.readableLength, r.read(), r.read());
    }
  }
});
