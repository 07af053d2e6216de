'use strict';
// How connections end: half-open, both ways, by destroy, by reset, with data unread, in every order.
const { net, scenario, run, listening, once, show } = require('./prelude.cjs');

/** A connected pair with both ends traced; resolves with {server, client, socket}. */
async function pair(trace, options = {}, clientOptions = {}) {
  const server = await listening(trace, options);
  const accepted = once(server, 'connection');
  const client = trace.socket(
    'client',
    net.connect({
      port: server.address().port,
      host: '127.0.0.1',
      ...clientOptions,
    }),
    { data: clientOptions.data },
  );
  const [socket] = await accepted;
  trace.socket('server', socket, { data: options.data });
  if (client.connecting) await once(client, 'connect');
  return { server, client, socket };
}

async function closed(server, ...sockets) {
  await Promise.all(
    sockets
      .filter((socket) => !socket.closed)
      .map((socket) => once(socket, 'close')),
  );
  server.close();
  await once(server, 'close');
}

scenario('end from the client ends both', async (trace) => {
  const { server, client, socket } = await pair(trace);
  client.end('bye');
  trace.line('client', `${client.readyState} ${client.writable}`);
  socket.on('end', () =>
    trace.line('server', `${socket.readyState} ${socket.writable}`),
  );
  await closed(server, client, socket);
});

scenario('end from both at once', async (trace) => {
  const { server, client, socket } = await pair(trace);
  client.end('from client');
  socket.end('from server');
  await closed(server, client, socket);
});

scenario('half open: the server answers after the end', async (trace) => {
  const { server, client, socket } = await pair(trace, { allowHalfOpen: true });
  client.end('question');
  await once(socket, 'end');
  trace.line(
    'server',
    `${socket.readyState} ${socket.writable} ${socket.allowHalfOpen}`,
  );
  socket.write('answer ');
  await new Promise(setImmediate);
  socket.end('complete');
  await closed(server, client, socket);
});

scenario('half open: the client keeps writing', async (trace) => {
  const { server, client, socket } = await pair(
    trace,
    { allowHalfOpen: true },
    { allowHalfOpen: true },
  );
  socket.end('no more from me');
  await once(client, 'end');
  trace.line('client', `${client.readyState}`);
  client.write('but ');
  await new Promise(setImmediate);
  client.end('from me');
  await closed(server, client, socket);
});

scenario(
  'destroy with nothing unread is an end for the other',
  async (trace) => {
    const { server, client, socket } = await pair(trace);
    socket.destroy();
    trace.line('server', `${socket.readyState} ${socket.destroyed}`);
    await closed(server, client, socket);
  },
);

scenario('destroy with an error is told here only', async (trace) => {
  const { server, client, socket } = await pair(trace);
  socket.destroy(new Error('enough'));
  await closed(server, client, socket);
});

scenario('destroy with data unread is a reset for the other', async (trace) => {
  const { server, client, socket } = await pair(trace, {
    pauseOnConnect: true,
    data: false,
  });
  client.write('unread');
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await closed(server, client, socket);
});

scenario('resetAndDestroy', async (trace) => {
  const { server, client, socket } = await pair(trace);
  trace.line('server', `${socket.resetAndDestroy() === socket}`);
  await closed(server, client, socket);
});

scenario('resetAndDestroy while connecting', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  client.resetAndDestroy();
  await Promise.all([
    once(client, 'close'),
    once(server, 'connection').then(([socket]) => once(socket, 'close')),
  ]);
  server.close();
  await once(server, 'close');
});

scenario('resetAndDestroy without a connection', async (trace) => {
  const client = trace.socket('client', new net.Socket());
  client.resetAndDestroy();
  await once(client, 'close');
});

scenario(
  'a reset before the client has heard of its connection',
  async (trace) => {
    const server = await listening(trace, {}, (socket) => {
      trace.socket('server', socket);
      socket.resetAndDestroy();
    });
    const client = trace.socket(
      'client',
      net.connect(server.address().port, '127.0.0.1'),
    );
    client.write('never sent', (error) =>
      trace.line('client', `callback ${show(error)}`),
    );
    await once(client, 'close');
    server.close();
    await once(server, 'close');
  },
);

scenario('data before a reset', async (trace) => {
  const { server, client, socket } = await pair(trace);
  socket.write('last words');
  socket.resetAndDestroy();
  await closed(server, client, socket);
});

scenario('writing to one that is gone', async (trace) => {
  const { server, client, socket } = await pair(
    trace,
    {},
    { allowHalfOpen: true },
  );
  socket.destroy();
  await once(client, 'end');
  client.write('one', (error) =>
    trace.line('client', `callback one ${show(error)}`),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.write('two', (error) =>
    trace.line('client', `callback two ${show(error)}`),
  );
  await closed(server, client, socket);
});

scenario('writing after the other has ended and so have I', async (trace) => {
  const { server, client, socket } = await pair(trace);
  socket.end();
  await once(client, 'end');
  client.end();
  client.write('too late', (error) =>
    trace.line('client', `callback ${show(error)}`),
  );
  await closed(server, client, socket);
});

scenario('destroySoon sends what is written', async (trace) => {
  const { server, client, socket } = await pair(trace);
  client.write('first');
  client.destroySoon();
  trace.line('client', `${client.destroyed} ${client.writableEnded}`);
  await closed(server, client, socket);
});

scenario('end, then destroy in the callback', async (trace) => {
  const { server, client, socket } = await pair(trace);
  client.end('done', () => {
    trace.line('client', 'callback');
    client.destroy();
  });
  await closed(server, client, socket);
});

scenario('destroy inside data', async (trace) => {
  const { server, client, socket } = await pair(trace);
  client.once('data', () => client.destroy());
  socket.write('x');
  await closed(server, client, socket);
});

scenario('an unread end keeps the socket open', async (trace) => {
  const { server, client, socket } = await pair(trace, {}, { data: false });
  socket.end('unread');
  await once(socket, 'finish');
  await new Promise((resolve) => setTimeout(resolve, 50));
  trace.line('client', `${client.readableEnded} ${client.readyState}`);
  client.resume();
  await closed(server, client, socket);
});

/** Says in `trace`, as the endpoint, that so many rounds of the loop have passed their immediates. */
function countRounds(trace, endpoint, rounds, round = 1) {
  if (round > rounds) return;
  setImmediate(() => {
    trace.line(endpoint, `immediate ${round}`);
    countRounds(trace, endpoint, rounds, round + 1);
  });
}

scenario('close comes after the immediates of its round', async (trace) => {
  const { server, client, socket } = await pair(trace);
  await new Promise((resolve) => setImmediate(resolve));
  client.destroy();
  countRounds(trace, 'client', 2);
  await once(client, 'close');
  await closed(server, client, socket);
});

scenario('close comes after the end that was last', async (trace) => {
  const { server, client, socket } = await pair(
    trace,
    {},
    { allowHalfOpen: true },
  );
  socket.end();
  await once(client, 'end');
  await new Promise((resolve) => setImmediate(resolve));
  client.end('later');
  countRounds(trace, 'client', 2);
  await closed(server, client, socket);
});

scenario('much written to one that is gone', async (trace) => {
  for (const size of [1000, 300_000, 1_000_000]) {
    const { server, client, socket } = await pair(trace, {
      allowHalfOpen: true,
    });
    client.destroy();
    socket.write(Buffer.alloc(size), (error) =>
      trace.line('server', `wrote ${size} ${show(error)}`),
    );
    await once(socket, size < 1_000_000 ? 'end' : 'close');
    socket.destroy();
    server.close();
    await once(server, 'close');
  }
});

run();
