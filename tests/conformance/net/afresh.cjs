'use strict';
// Sockets that connect once more without having been closed in between, and what of a write that fails counts as written.
const {
  net,
  scenario,
  run,
  listening,
  once,
  attempt,
} = require('./prelude.cjs');

/** The second connection of `client`, which `act` makes after the first. */
async function second(trace, act) {
  const sockets = [];
  const server = await listening(trace, {}, (socket) => {
    sockets.push(socket);
    trace.socket(`server ${sockets.length}`, socket);
  });
  const { port } = server.address();
  const client = trace.socket('client', net.connect(port, '127.0.0.1'));
  await Promise.all([once(client, 'ready'), once(server, 'connection')]);
  act(client);
  client.connect(port, '127.0.0.1');
  await once(client, 'ready');
  trace.line('client', `${client.readable} ${client.readyState}`);
  return { server, client, sockets };
}

async function over(server, ...sockets) {
  for (const socket of sockets) {
    if (socket.closed) continue;
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  }
  server.close();
  await once(server, 'close');
}

for (const [name, act] of Object.entries({
  'destroyed with an error': (client) => client.destroy(new Error('mine')),
  'ended, destroyed with an error': (client) => {
    client.end();
    client.destroy(new Error('mine'));
  },
  'written to after its end': (client) => {
    client.end();
    client.write('late');
  },
})) {
  scenario(`${name}, a socket that connects at once is read`, async (trace) => {
    const { server, client, sockets } = await second(trace, act);
    while (sockets.length < 2) await once(server, 'connection');
    sockets[1].write('hello');
    await once(client, 'data');
    await over(server, client, ...sockets);
  });
}

scenario('an end is lost when the socket connects at once', async (trace) => {
  const { server, client, sockets } = await second(trace, (client) => {
    client.write('first');
    client.end();
  });
  // What was sent arrives, in a few rounds of the loop; nothing says that there is no more.
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
  trace.line('client', `${client.writableFinished} ${client.readyState}`);
  await over(server, client, ...sockets);
});

const writes = {
  string: (socket) => socket.write('0123456789'),
  'longest string': (socket) => socket.write('a'.repeat(5461)),
  'longer string': (socket) => socket.write('a'.repeat(5462)),
  'longest latin1': (socket) => socket.write('a'.repeat(16384), 'latin1'),
  'longer latin1': (socket) => socket.write('a'.repeat(16385), 'latin1'),
  'longest utf16le': (socket) => socket.write('a'.repeat(8192), 'utf16le'),
  'longer utf16le': (socket) => socket.write('a'.repeat(8193), 'utf16le'),
  hex: (socket) => socket.write('0123456789', 'hex'),
  'name of an encoding in capitals': (socket) => socket.write('a', 'LATIN1'),
  buffer: (socket) => socket.write(Buffer.from('0123456789')),
  'two strings corked': (socket) => {
    socket.cork();
    socket.write('01234');
    socket.write('01234');
    socket.uncork();
  },
  'one string corked': (socket) => {
    socket.cork();
    socket.write('01234');
    socket.uncork();
  },
  'end with a buffer': (socket) => socket.end(Buffer.from('01234')),
};
for (const [name, write] of Object.entries(writes)) {
  scenario(`bytesWritten of a ${name} that fails at once`, async (trace) => {
    const server = await listening(trace, { pauseOnConnect: true });
    const client = net.connect(server.address().port, '127.0.0.1');
    const [socket] = await once(server, 'connection');
    if (client.connecting) await once(client, 'connect');
    trace.socket('server', socket, { data: false });
    const closed = once(client, 'close');
    client.resetAndDestroy();
    await closed;
    const gone = once(socket, 'close');
    trace.line(
      'server',
      attempt(() => write(socket) !== true),
    );
    trace.line('server', `${socket.bytesWritten}`);
    await gone;
    trace.line('server', `${socket.bytesWritten}`);
    server.close();
    await once(server, 'close');
  });
}

run();

for (const [name, host, again] of [
  ['its address', '127.0.0.1', '127.0.0.1'],
  ['two addresses', 'localhost', 'localhost'],
  ['two addresses, then one', 'localhost', '127.0.0.1'],
  ['one address, then two', '127.0.0.1', 'localhost'],
]) {
  for (const error of [undefined, new Error('mine')]) {
    scenario(
      `destroyed while it connects to ${name}${error ? ', with an error' : ''}, it connects again`,
      async (trace) => {
        const server = await listening(trace, {}, (socket) => {
          socket.on('error', () => {}).resume();
        });
        const { port } = server.address();
        const client = net.connect({ port, host });
        trace.socket('client', client);
        await once(client, 'connectionAttempt');
        client.destroy(error);
        client.connect({ port, host: again });
        await Promise.race([once(client, 'ready'), once(client, 'close')]);
        for (let i = 0; i < 5; i += 1)
          await new Promise((resolve) => setTimeout(resolve, 2));
        trace.line('client', `${client.destroyed} ${client.connecting}`);
        await over(server, client);
      },
    );
  }
}
