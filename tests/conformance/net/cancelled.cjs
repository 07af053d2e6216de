'use strict';
// Writes that are under way when their socket is closed, by whoever it is: each of them hears of it. Much is written to one that does
// not read; how much of it a kernel takes does not show.
const { net, scenario, run, listening, once, show } = require('./prelude.cjs');

/** More than any kernel takes at once. */
const much = Buffer.alloc(64 * 1024 * 1024);

const endings = {
  destroyed: (client) => client.destroy(),
  'destroyed with an error': (client) => client.destroy(new Error('mine')),
  'reset by its owner': (client) => client.resetAndDestroy(),
  'reset by its peer': (client, socket) => socket.resetAndDestroy(),
  'destroyed by its peer': (client, socket) => socket.destroy(),
  'destroyed with another write behind it': (client, socket, said) => {
    client.write('more', said('second'));
    client.destroy();
  },
  'destroyed with its end behind it': (client, socket, said) => {
    client.end(said('end'));
    client.destroy();
  },
  'destroyed by its peer with more behind it': (client, socket, said) => {
    client.write('more', said('second'));
    client.end(said('end'));
    socket.destroy();
  },
};

for (const [name, act] of Object.entries(endings)) {
  scenario(`a write under way when its socket is ${name}`, async (trace) => {
    const server = await listening(trace, { pauseOnConnect: true });
    const client = net.connect(server.address().port, '127.0.0.1');
    const [socket] = await once(server, 'connection');
    socket.on('error', () => {});
    if (client.connecting) await once(client, 'connect');
    trace.socket('client', client);
    const said = (what) => (error) => {
      trace.line('client', `${what}: ${show(error)}`);
      process.nextTick(() => trace.line('client', `a tick after ${what}`));
    };
    trace.line('client', `${client.write(much, said('first'))}`);
    const closed = once(client, 'close');
    act(client, socket, said);
    await closed;
    trace.line('client', `${client.writableLength} ${client.bytesWritten}`);
    socket.destroy();
    server.close();
    await once(server, 'close');
  });
}

scenario(
  'a write that is cancelled ends the next connection',
  async (trace) => {
    const server = await listening(trace, { pauseOnConnect: true });
    const { port } = server.address();
    const sockets = [];
    server.on('connection', (socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
    });
    const client = net.connect(port, '127.0.0.1');
    await Promise.all([once(client, 'connect'), once(server, 'connection')]);
    trace.socket('client', client);
    client.write(much, (error) => trace.line('client', show(error)));
    client.destroy();
    client.connect(port, '127.0.0.1');
    await once(client, 'close');
    await once(client, 'close');
    trace.line('client', `${client.writableLength} ${client.bytesWritten}`);
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  },
);

run();
