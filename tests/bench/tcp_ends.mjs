// The two ends the tcp bench measures, each as a sink that counts and a source that sends: a raw WebSocket, and a connection of
// tincan/net. Runs in Node and in a worker of a page; imports nothing, and knows neither relay nor clock.

const kPort = 8000;
/** Bytes a raw source has under way in its own WebSocket, as the engine's carrier has. */
const kRawOutstanding = 1024 * 1024;

/** Counts what arrives, from the beginning: it does not matter whether bytes or expect() come first. */
class Arrivals {
  bytes = 0;
  expected = 0;
  arrived = () => {};

  add(bytes) {
    this.bytes += bytes;
    if (this.bytes >= this.expected) this.arrived();
  }

  /** Calls `arrived` when so many bytes more than were ever expected are here. */
  expect(bytes, arrived) {
    this.expected += bytes;
    this.arrived = () => {
      this.arrived = () => {};
      arrived();
    };
    this.add(0);
  }
}

/** Sends `count` times `chunk` over a WebSocket; a browser's tells of nothing sent, so it is asked. */
function rawSender(socket) {
  return (chunk, count) => {
    let left = count;
    const more = () => {
      while (left > 0 && socket.bufferedAmount < kRawOutstanding) {
        left -= 1;
        socket.send(chunk);
      }
      if (left > 0) setTimeout(more, 1);
    };
    more();
  };
}

/** The same with `ws`, which calls back. */
function rawSenderInNode(socket) {
  return (chunk, count) => {
    let left = count;
    let outstanding = 0;
    const sent = () => {
      outstanding -= chunk.length;
      more();
    };
    const more = () => {
      while (left > 0 && outstanding < kRawOutstanding) {
        left -= 1;
        outstanding += chunk.length;
        socket.send(chunk, sent);
      }
    };
    more();
  };
}

/** Resolves with the end's Arrivals (of a sink) or its function to send (of a source). */
export async function rawEnd(role, WebSocket, { url }) {
  const socket = new WebSocket(url);
  const inNode = 'on' in socket;
  socket.binaryType = inNode ? 'nodebuffer' : 'arraybuffer';
  const arrivals = new Arrivals();
  socket.onmessage = ({ data }) => arrivals.add(data.byteLength);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`cannot open ${url}`));
  });
  if (role === 'sink') return arrivals;
  return inNode ? rawSenderInNode(socket) : rawSender(socket);
}

/** As rawEnd(), over `net`; the sink must be there first. */
export async function tincanEnd(role, net, options) {
  net.configureRelay(options);
  if (role === 'sink') {
    const arrivals = new Arrivals();
    const server = net.createServer((socket) => {
      socket.on('data', ({ length }) => arrivals.add(length));
    });
    await new Promise((resolve) => server.listen(kPort, resolve));
    return arrivals;
  }
  const socket = net.connect(kPort);
  await new Promise((resolve) => socket.once('connect', resolve));
  return (chunk, count) => {
    let left = count;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!socket.write(chunk)) return;
      }
      socket.off('drain', more);
    };
    socket.on('drain', more);
    more();
  };
}
