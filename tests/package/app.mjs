// A program that uses the package as a page's or a worker's own code would; copied into the project and bundled there. It posts
// what it saw to whoever listens: in a worker its page, in a page the page itself.
import { Buffer } from 'tincan-streams';
import net from 'tincan-streams/net';
import Stream, { Readable, Transform, pipeline } from 'tincan-streams/stream';
import { text } from 'tincan-streams/stream/consumers';
import { finished } from 'tincan-streams/stream/promises';
import { ReadableStream } from 'tincan-streams/stream/web';

const seen = [];

const upper = new Transform({
  transform(chunk, encoding, callback) {
    callback(null, chunk.toString().toUpperCase());
  },
});
pipeline(Readable.from(['tin', Buffer.from('can')]), upper, (error) => {
  seen.push(`pipeline ${error}`);
});
upper.setEncoding('utf8').on('data', (chunk) => seen.push(chunk));
await finished(upper);

const web = new ReadableStream({
  start(controller) {
    controller.enqueue('a web stream');
    controller.close();
  },
});
seen.push(await text(Readable.fromWeb(web)));

const failing = new Readable();
failing.read();
seen.push(
  await new Promise((resolve) =>
    failing.on('error', (error) => resolve(error.code)),
  ),
);

const server = net.createServer((socket) => socket.end('over net'));
server.listen(7000);
seen.push(await text(net.connect(7000)));
server.close();

seen.push(upper instanceof Stream);
globalThis.postMessage({ seen });
