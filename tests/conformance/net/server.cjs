'use strict';
// Servers: listening in all its forms, closing, limits, and what they know of their connections.
const {
  net,
  scenario,
  run,
  listening,
  once,
  attempt,
  show,
} = require('./prelude.cjs');

async function closed(server) {
  server.close();
  await once(server, 'close');
}

scenario('listening comes on a tick, the address at once', async (trace) => {
  const server = trace.server('server', net.createServer());
  process.nextTick(() => trace.line('server', 'tick before'));
  trace.line(
    'server',
    `${server.listen(0, () => trace.line('server', 'callback')) === server}`,
  );
  trace.namePort(server.address().port, '<port>');
  trace.line('server', `${show(server.address())} ${server.listening}`);
  process.nextTick(() => trace.line('server', 'tick after'));
  Promise.resolve().then(() => trace.line('server', 'microtask'));
  setImmediate(() => trace.line('server', 'immediate'));
  await once(server, 'listening');
  await new Promise(setImmediate);
  await closed(server);
});

scenario('listening on an address', async (trace) => {
  const server = trace.server('server', net.createServer());
  server.listen(0, '127.0.0.1');
  trace.line('server', `${show(server.address())} ${server.listening}`);
  process.nextTick(() =>
    process.nextTick(() => trace.line('server', 'second tick')),
  );
  await once(server, 'listening');
  trace.namePort(server.address().port, '<port>');
  trace.line('server', show(server.address()));
  await closed(server);
});

scenario('forms of listen', async (trace) => {
  const forms = {
    none: (server) => server.listen(),
    callback: (server) => server.listen(() => trace.line('server', 'callback')),
    'null port': (server) => server.listen(null),
    'undefined port': (server) => server.listen({ port: undefined }),
    'text port': (server) => server.listen('0'),
    'port, backlog': (server) => server.listen(0, 5),
    'port, host, backlog, callback': (server) =>
      server.listen(0, '127.0.0.1', 5, () => trace.line('server', 'callback')),
    options: (server) => server.listen({ port: 0, host: '::1', backlog: 5 }),
  };
  for (const [name, listen] of Object.entries(forms)) {
    const server = net.createServer();
    listen(server);
    await once(server, 'listening');
    const { address, family } = server.address();
    trace.line('server', `${name} ${address} ${family}`);
    await closed(server);
  }
});

scenario('a port that is taken', async (trace) => {
  const first = await listening(trace, {});
  const second = trace.server('second', net.createServer());
  second.listen(first.address().port);
  trace.line('second', `${second.listening}`);
  process.nextTick(() => trace.line('second', 'tick'));
  await once(second, 'error');
  trace.line('second', `${second.listening} ${show(second.address())}`);
  await closed(first);
  // The same server may try again.
  second.listen(0);
  await once(second, 'listening');
  await closed(second);
});

scenario('a port that is taken, unhandled', async (trace) => {
  const first = await listening(trace, {});
  const caught = once(process, 'uncaughtException');
  net.createServer().listen(first.address().port, '127.0.0.1');
  const [error] = await caught;
  trace.line('second', show(error));
  await closed(first);
});

scenario('an address that is not here', async (trace) => {
  const server = trace.server('server', net.createServer());
  server.listen(0, '192.0.2.1');
  await once(server, 'error');
});

scenario('listen twice', async (trace) => {
  const server = await listening(trace, {});
  trace.line(
    'server',
    attempt(() => server.listen(0)),
  );
  await closed(server);
});

scenario('close waits for connections', async (trace) => {
  const server = trace.server(
    'server',
    await listening(trace, {}, (socket) => trace.socket('socket', socket)),
  );
  const client = net.connect(server.address().port, '127.0.0.1');
  await once(server, 'connection');
  server.close((error) =>
    trace.line('server', `close callback ${show(error)}`),
  );
  trace.line('server', `${server.listening} ${show(server.address())}`);
  const late = net.connect({ port: client.remotePort ?? 1, host: '127.0.0.1' });
  late.on('error', (error) => trace.line('late', error.code));
  await once(late, 'close');
  client.end('still works');
  client.resume();
  await once(server, 'close');
});

scenario('close twice, close unopened', async (trace) => {
  const server = await listening(trace, {});
  server.close((error) => trace.line('server', `first ${show(error)}`));
  server.close((error) => trace.line('server', `second ${show(error)}`));
  await once(server, 'close');
  await new Promise(setImmediate);
  server.close((error) => trace.line('server', `third ${show(error)}`));
  await new Promise(setImmediate);
});

scenario('a closed server listens again', async (trace) => {
  const server = trace.server(
    'server',
    net.createServer((socket) => socket.end('hello')),
  );
  for (let i = 0; i < 2; i++) {
    server.listen(0);
    await once(server, 'listening');
    const client = trace.socket(
      'client',
      net.connect(server.address().port, '127.0.0.1'),
      { events: ['end', 'close'] },
    );
    await once(client, 'close');
    await closed(server);
  }
});

scenario('maxConnections drops', async (trace) => {
  const server = trace.server(
    'server',
    await listening(trace, {}, (socket) => socket.resume()),
  );
  server.removeAllListeners('drop');
  server.on(
    'drop',
    ({ localAddress, localFamily, remoteAddress, remoteFamily, localPort }) =>
      trace.line(
        'server',
        `drop ${show([localAddress, localFamily, remoteAddress, remoteFamily, localPort])}`,
      ),
  );
  server.maxConnections = 1;
  const first = net.connect(server.address().port, '127.0.0.1');
  await once(server, 'connection');
  const second = trace.socket(
    'second',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(second, 'close');
  server.getConnections((error, count) =>
    trace.line('server', `${error} ${count}`),
  );
  await new Promise(setImmediate);
  first.end();
  first.resume();
  await once(first, 'close');
  await closed(server);
});

scenario('getConnections', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const count = () =>
    new Promise((resolve) =>
      server.getConnections((error, n) => resolve(`${error} ${n}`)),
    );
  trace.line('server', await count());
  const clients = [1, 2, 3].map(() =>
    net.connect(server.address().port, '127.0.0.1'),
  );
  for (const client of clients) {
    client.resume();
    await once(server, 'connection');
  }
  trace.line('server', await count());
  for (const client of clients) client.end();
  await Promise.all(clients.map((client) => once(client, 'close')));
  await closed(server);
  trace.line('server', await count());
});

scenario('pauseOnConnect', async (trace) => {
  const server = await listening(trace, { pauseOnConnect: true });
  const client = net.connect(server.address().port, '127.0.0.1');
  const [socket] = await once(server, 'connection');
  trace.socket('server', socket, { data: false });
  client.end('held');
  client.resume();
  await new Promise((resolve) => setTimeout(resolve, 50));
  trace.line(
    'server',
    `${socket.isPaused()} ${socket.readableFlowing} ${socket.bytesRead}`,
  );
  socket.on('data', (chunk) => trace.data('server', chunk));
  socket.resume();
  await once(socket, 'close');
  await closed(server);
});

scenario('the connection listener and its socket', async (trace) => {
  const server = await listening(trace, {}, function (socket) {
    trace.line(
      'server',
      `${this === server} ${socket.server === server} ${socket instanceof net.Socket}`,
    );
    trace.line(
      'server',
      `${socket.connecting} ${socket.pending} ${socket.readyState} ${socket.allowHalfOpen}`,
    );
    socket.end();
    socket.resume();
  });
  const client = net.connect(server.address().port, '127.0.0.1');
  client.resume();
  await once(client, 'close');
  await closed(server);
});

scenario('listen with a signal', async (trace) => {
  const controller = new AbortController();
  const server = trace.server('server', net.createServer());
  server.listen({ port: 0, signal: controller.signal });
  await once(server, 'listening');
  controller.abort();
  await once(server, 'close');
});

scenario('disposing of a server', async (trace) => {
  const server = trace.server('server', await listening(trace, {}));
  await server[Symbol.asyncDispose]();
  trace.line('server', `${server.listening}`);
  await server[Symbol.asyncDispose]();
});

scenario('what a drop says has no prototype', async (trace) => {
  const server = await listening(trace, {});
  server.maxConnections = 0;
  const client = net.connect(server.address().port, '127.0.0.1').resume();
  const [data] = await once(server, 'drop');
  trace.line('server', show([Object.getPrototypeOf(data), Object.keys(data)]));
  await once(client, 'close');
  await closed(server);
});

scenario('writing to a server that is full', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  server.maxConnections = 1;
  const { port } = server.address();
  const kept = net.connect(port, '127.0.0.1');
  await once(server, 'connection');
  for (const name of ['before', 'at connect', 'after']) {
    const client = trace.socket(name, net.connect(port, '127.0.0.1'));
    const write = () =>
      client.write('hello', (error) =>
        trace.line(name, `wrote ${show(error)}`),
      );
    if (name === 'before') write();
    if (name === 'at connect') client.on('connect', write);
    if (name === 'after') client.on('connect', () => setImmediate(write));
    await once(client, 'close');
  }
  kept.destroy();
  await closed(server);
});

run();
