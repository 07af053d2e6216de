'use strict';
// One process of a room: `tincan/net` over a relay, doing what the test tells it by IPC. Programs are named here and know
// nothing of the test; each answers with one message, and what happens later with further ones.

const { createHash } = require('node:crypto');
const net = require('tincan/net');

const options = JSON.parse(process.argv[2]);
net.configureRelay(options);

const tell = (message) => process.send(message);
const errorOf = (error) => ({
  message: error.message,
  code: error.code,
  errno: error.errno,
  syscall: error.syscall,
  address: error.address,
  port: error.port,
});

/** Bytes that can be checked at any offset. */
function pattern(offset, size) {
  const bytes = Buffer.allocUnsafe(size);
  for (let i = 0; i < size; i += 4)
    bytes.writeUInt32LE(((offset + i) * 2654435761) >>> 0, i);
  return bytes;
}

let server;
let socket;
const hash = createHash('sha256');
const counts = { received: 0, written: 0, blocked: 0 };

/** Tells of everything that happens at `subject`. */
function report(name, subject) {
  subject.on('data', (data) =>
    tell({ name, event: 'data', text: data.toString() }),
  );
  subject.on('end', () => tell({ name, event: 'end' }));
  subject.on('error', (error) =>
    tell({ name, event: 'error', ...errorOf(error) }),
  );
  subject.on('close', (hadError) => tell({ name, event: 'close', hadError }));
}

const programs = {
  listen({
    port,
    allowHalfOpen = false,
    greeting,
    echo,
    sink,
    maxConnections,
  }) {
    server = net.createServer(
      { allowHalfOpen, pauseOnConnect: Boolean(sink) },
      (connection) => {
        tell({
          name: 'server',
          event: 'connection',
          from: connection.remoteAddress,
          port: connection.remotePort,
        });
        if (echo) {
          connection.pipe(connection);
          connection.on('error', () => {});
          return;
        }
        socket = connection;
        if (sink) return;
        report('socket', connection);
        if (greeting) connection.write(greeting);
      },
    );
    if (maxConnections !== undefined) server.maxConnections = maxConnections;
    server.on('error', (error) =>
      tell({ name: 'server', event: 'error', ...errorOf(error) }),
    );
    server.on('drop', () => tell({ name: 'server', event: 'drop' }));
    server.listen(port, () =>
      tell({ name: 'server', event: 'listening', address: server.address() }),
    );
  },
  closeServer() {
    server.close(() => tell({ name: 'server', event: 'close' }));
  },
  connect({ port, host = 'localhost', allowHalfOpen = false, write }) {
    socket = net.connect({ port, host, allowHalfOpen });
    report('client', socket);
    socket.on('connect', () =>
      tell({
        name: 'client',
        event: 'connect',
        local: socket.localPort,
        remote: socket.remotePort,
      }),
    );
    if (write) socket.write(write);
  },
  write: ({ text }) => socket.write(text),
  end: ({ text }) => socket.end(text),
  destroy: () => socket.destroy(),
  reset: () => socket.resetAndDestroy(),

  /** Writes `bytes` of pattern, waiting for 'drain' whenever write() says so. */
  pump({ bytes }) {
    const step = () => {
      while (counts.written < bytes) {
        const size = Math.min(65536, bytes - counts.written);
        const more = socket.write(pattern(counts.written, size));
        counts.written += size;
        if (!more) {
          counts.blocked += 1;
          if (counts.blocked === 1) tell({ name: 'client', event: 'blocked' });
          socket.once('drain', step);
          return;
        }
      }
      socket.end(() => tell({ name: 'client', event: 'pumped' }));
    };
    step();
  },
  /** Reads what the paused connection holds, to its end. */
  drain() {
    socket.on('data', (data) => {
      counts.received += data.length;
      hash.update(data);
    });
    socket.on('end', () =>
      tell({ name: 'socket', event: 'drained', sha256: hash.digest('hex') }),
    );
    socket.resume();
  },
  /** `count` round trips on a connection of their own to an echo server at `port`. */
  async echo({ port, count }) {
    const line = net.connect(port);
    line.setEncoding('latin1');
    for (let i = 0; i < count; i++) {
      line.write('x');
      await new Promise((resolve) => line.once('data', resolve));
    }
    line.destroy();
    tell({ name: 'client', event: 'echoed' });
  },
  measure() {
    globalThis.gc();
    tell({
      name: 'process',
      event: 'measured',
      rss: process.memoryUsage.rss(),
      ...counts,
      bytesRead: socket?.bytesRead,
      bytesWritten: socket?.bytesWritten,
      writableLength: socket?.writableLength,
    });
  },
  /** No more orders: the process ends when nothing keeps it. */
  leave() {
    process.channel.unref();
  },
};

process.on('message', ({ program, ...args }) => programs[program](args));
tell({ name: 'process', event: 'ready' });
