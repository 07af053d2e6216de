'use strict';
// The `onread` option: one buffer of the user's instead of 'data'. The server sends again only when all before has arrived, so that
// nothing depends on where a kernel cuts.
const { net, scenario, run, listening, once, show } = require('./prelude.cjs');

/**
 * A server that sends `parts`, each when the client has read all before; and a client with `onread`. `act(client)` may add to it.
 */
async function receives(trace, parts, onread, act = () => {}) {
  const server = await listening(trace, {}, (socket) => {
    socket.on('error', () => {}).resume();
    let sent = 0;
    const next = () => {
      if (sent === parts.length) socket.end();
      else socket.write(parts[sent++]);
    };
    server.on('more', next);
    next();
  });
  const { port } = server.address();
  const client = net.connect({ port, host: '127.0.0.1', onread });
  trace.socket('client', client, { events: ['connect', 'end', 'error'] });
  act(client);
  const total = (count) => parts.slice(0, count).join('').length;
  let known = 0;
  client.on('counted', () => {
    if (client.bytesRead !== total(known + 1)) return;
    known += 1;
    setImmediate(() => server.emit('more'));
  });
  await once(client, 'close');
  trace.line('client', show([client.bytesRead, client.readableFlowing]));
  server.close();
}

const kParts = ['hello world', '0123456789abcdef'];

/** A callback that tells what it gets, and says so to `receives`. */
const telling = (trace, then = () => {}) =>
  function (size, buffer) {
    const text = buffer.toString('latin1', 0, size);
    trace.line('client', `${size} of ${buffer.length} ${show(text)}`);
    const result = then.call(this, buffer);
    this.emit('counted');
    return result;
  };

scenario('one buffer for all', async (trace) => {
  const buffer = Buffer.alloc(8);
  const callback = telling(trace, function (given) {
    trace.line(
      'client',
      show([given === buffer, this instanceof net.Socket, this.isPaused()]),
    );
  });
  await receives(trace, kParts, { buffer, callback });
});

scenario('a buffer for each read', async (trace) => {
  let made = 0;
  const onread = {
    buffer() {
      trace.line('client', `buffer ${this === onread} ${arguments.length}`);
      return Buffer.alloc(4 + made++);
    },
    callback: telling(trace),
  };
  await receives(trace, kParts, onread);
});

scenario('a function that gives no more buffers', async (trace) => {
  let made = 0;
  const buffer = () => (made++ === 0 ? Buffer.alloc(5) : null);
  await receives(trace, kParts, { buffer, callback: telling(trace) });
});

scenario('a callback that returns false pauses', async (trace) => {
  const callback = telling(trace, function () {
    setImmediate(() => {
      trace.line('client', 'resume');
      this.resume();
    });
    return false;
  });
  await receives(trace, kParts, { buffer: Buffer.alloc(8), callback });
});

scenario('pause() in the callback', async (trace) => {
  const callback = telling(trace, function () {
    this.pause();
    setImmediate(() => {
      trace.line('client', 'resume');
      this.resume();
    });
  });
  await receives(trace, kParts, { buffer: Buffer.alloc(8), callback });
});

scenario('destroy() in the callback', async (trace) => {
  const callback = telling(trace, function () {
    this.destroy();
  });
  await receives(trace, kParts, { buffer: Buffer.alloc(8), callback });
});

scenario('no callback, no onread', async (trace) => {
  await receives(trace, ['hello'], { buffer: Buffer.alloc(2) }, (client) =>
    client.on('data', () => client.emit('counted')),
  );
});

scenario('read() and setEncoding() see nothing', async (trace) => {
  const onread = { buffer: Buffer.alloc(32), callback: telling(trace) };
  await receives(trace, ['hello'], onread, (client) => {
    client.setEncoding('hex');
    client.on('connect', () => trace.line('client', show(client.read())));
  });
});

run();
