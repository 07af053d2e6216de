'use strict';
// net.BoundSocket: what it may be made of, who adopts it, and connections from where it was bound.
const {
  net,
  scenario,
  run,
  listening,
  once,
  attempt,
  show,
} = require('./prelude.cjs');

const { BoundSocket } = net;

/** The address of a new one, which is closed again; or what making it throws. */
const bind = (options) =>
  attempt(() => {
    const bound = new BoundSocket(options);
    const { address, family, port } = bound.address();
    bound.close();
    return [address, family, port > 0];
  });

async function closed(server) {
  server.close();
  await once(server, 'close');
}

scenario('what is bound', async (trace) => {
  const ports = [0, '0', 'x', -1, 65536, null, 1.5];
  const hosts = ['x', 5, null, '', 'localhost', '::1', '::', '127.0.0.2'];
  const more = ['192.0.2.1', '::ffff:127.0.0.1', '::1%lo'];
  for (const options of [
    undefined,
    {},
    null,
    5,
    [],
    ...ports.map((port) => ({ port })),
    ...[...hosts, ...more].map((host) => ({ host })),
    { ipv6Only: true },
    { ipv6Only: 'x' },
    { ipv6Only: true, host: '127.0.0.1' },
    { reusePort: true },
    { reusePort: 'x' },
    { path: 'here', port: 1 },
    { path: 5 },
  ])
    trace.line('bound', `${show(options)} ${bind(options)}`);
  trace.line(
    'bound',
    attempt(() => BoundSocket()),
  );
  const bound = new BoundSocket();
  trace.line('bound', show([bound.isPipe, bound.fd() > 0, Object.keys(bound)]));
  bound.close();
});

scenario('a bound port is free for who listens first', async (trace) => {
  const bound = new BoundSocket();
  const { port } = bound.address();
  trace.namePort(port, '<port>');
  trace.line('bound', bind({ port }));
  trace.line('bound', bind({ port, host: '127.0.0.1' }));
  const server = trace.server('server', net.createServer());
  server.listen(port);
  await once(server, 'listening');
  trace.line('bound', bind({ port }));
  const late = trace.server('late', net.createServer());
  trace.line('late', `${late.listen(bound) === late}`);
  await once(late, 'error');
  trace.line('late', `${late.listening}`);
  await closed(server);
  trace.line('bound', bind({ port }));
});

scenario('nobody answers at a bound port', async (trace) => {
  const bound = new BoundSocket();
  const { port } = bound.address();
  trace.namePort(port, '<port>');
  const client = trace.socket('client', net.connect(port, '127.0.0.1'));
  await once(client, 'close');
  bound[Symbol.dispose]();
  bound[Symbol.dispose]();
});

scenario('a server adopts it', async (trace) => {
  const bound = new BoundSocket({ host: '127.0.0.1' });
  const { port } = bound.address();
  trace.namePort(port, '<port>');
  const server = trace.server(
    'server',
    net.createServer((socket) => socket.end('hello')),
  );
  server.listen({ handle: bound, port: 5, backlog: 3 });
  trace.line('server', show([server.address(), server._connectionKey]));
  for (const [name, call] of Object.entries({
    address: () => bound.address(),
    close: () => bound.close(),
    fd: () => bound.fd(),
    dispose: () => bound[Symbol.dispose](),
    listen: () => net.createServer().listen(bound),
    socket: () => new net.Socket({ handle: bound }),
  }))
    trace.line('bound', `${name} ${attempt(call)}`);
  await once(server, 'listening');
  const client = trace.socket('client', net.connect(port, '127.0.0.1'));
  await once(client, 'close');
  await closed(server);
});

/** A client from `bound` to `host`, and what it says of itself on the way. */
async function connects(trace, server, options, host) {
  const name = `${options.host ?? 'any'} ${host}`;
  const { port } = server.address();
  const bound = new BoundSocket(options);
  const own = bound.address().port;
  trace.namePort(own, '<own>');
  const client = new net.Socket({ handle: bound });
  const tell = (when) => {
    const { localAddress, remoteAddress, connecting, readyState } = client;
    trace.line(
      name,
      `${when} ${show([localAddress, client.localPort === own, remoteAddress, connecting, readyState])}`,
    );
  };
  tell('adopted');
  trace.socket(name, client);
  client.connect(port, host);
  tell('connecting');
  client.on('connect', () => tell('connected'));
  client.on('connect', () => client.end());
  await once(client, 'close');
}

scenario('a client adopts it', async (trace) => {
  const server = await listening(trace, {}, (socket) => {
    trace.line('server', `from ${socket.remoteAddress}`);
    socket.end().resume();
  });
  await connects(trace, server, {}, '127.0.0.1');
  await connects(trace, server, { host: '127.0.0.3' }, '127.0.0.1');
  await connects(trace, server, { host: '::1' }, '::1');
  await connects(trace, server, { host: '127.0.0.1' }, 'localhost');
  await closed(server);
});

scenario('a bound port of the wrong family', async (trace) => {
  const server = await listening(trace, {});
  await connects(trace, server, { host: '127.0.0.3' }, '::1');
  await connects(trace, server, { host: '::1' }, '127.0.0.1');
  await connects(trace, server, { host: '::' }, '127.0.0.1');
  await connects(trace, server, { host: '127.0.0.1' }, '255.255.255.255');
  await closed(server);
});

scenario('two connections from one port', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const { port } = server.address();
  const bound = new BoundSocket();
  trace.namePort(bound.address().port, '<own>');
  const again = new BoundSocket({ port: bound.address().port });
  const to = { port, host: '127.0.0.1' };
  const first = net.connect({ ...to, handle: bound });
  await once(first, 'connect');
  const second = trace.socket('second', net.connect({ ...to, handle: again }));
  await once(second, 'close');
  first.destroy();
  await closed(server);
});

scenario('a bound socket that never connects', async (trace) => {
  const made = (name) => {
    const socket = new net.Socket({ handle: new BoundSocket() });
    return trace.socket(name, socket, { data: false });
  };
  made('writes').write('x', (error) => trace.line('writes', show(error)));
  made('reads').resume();
  const ends = made('ends').end();
  const destroyed = made('destroyed').destroy();
  await once(ends, 'finish');
  trace.line('ends', `${ends.destroyed}`);
  ends.destroy();
  trace.line('destroyed', `${destroyed.destroyed}`);
});

scenario('it cannot be told where from', async (trace) => {
  const socket = new net.Socket({ handle: new BoundSocket() });
  for (const options of [{ localPort: 1 }, { localAddress: '127.0.0.1' }]) {
    trace.line(
      'socket',
      attempt(() => socket.connect({ port: 1, ...options })),
    );
  }
  socket.destroy();
});

scenario('connecting again is from anywhere', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const { port } = server.address();
  const bound = new BoundSocket({ host: '127.0.0.4' });
  const client = net.connect({ port, host: '127.0.0.1', handle: bound });
  await once(client, 'connect');
  trace.line('client', `${client.localAddress}`);
  client.destroy();
  await once(client, 'close');
  client.connect(port, '127.0.0.1');
  await once(client, 'connect');
  trace.line('client', `${client.localAddress}`);
  client.destroy();
  await closed(server);
});

run();
