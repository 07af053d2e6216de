// @chainsafe/libp2p-yamux as an echo server: it prints its port, then serves a session for each connection, until its stdin ends.
// Run it on the oracle: the package wants a Node of 22 or later.
import net from 'node:net';
import { yamux } from '@chainsafe/libp2p-yamux';
import { multiaddrConnectionPair } from '@libp2p/utils';

const factory = yamux({ enableKeepAlive: false })();

async function echo(stream) {
  for await (const piece of stream) {
    if (!stream.send(piece)) await stream.onDrain();
  }
  await stream.close();
}

function serve(socket) {
  const [outside, inside] = multiaddrConnectionPair();
  const muxer = factory.createStreamMuxer(inside);
  muxer.addEventListener('stream', ({ detail: stream }) => {
    // A stream that was reset, or whose session broke a rule, ends the loop with an error: that is the case's business.
    echo(stream).catch(() => stream.abort(new Error('the echo has ended')));
  });
  outside.addEventListener('message', ({ data }) =>
    socket.write(data.subarray()),
  );
  outside.addEventListener('close', () => socket.end());
  socket.on('data', (bytes) => {
    if (outside.status === 'open') outside.send(bytes);
  });
  socket.on('close', () => outside.abort(new Error('the connection is gone')));
  socket.on('error', () => {});
}

const server = net.createServer(serve).listen(0, '127.0.0.1', () => {
  console.log(server.address().port);
});
process.stdin.resume().on('end', () => process.exit());
