'use strict';
// What a socket or server asks of its `_handle`, and what the handle says of itself. Node's own names, which libraries look at.
const {
  net,
  scenario,
  run,
  listening,
  once,
  attempt,
  show,
} = require('./prelude.cjs');

/** From now on a line for each of these calls. */
function watch(trace, endpoint, handle, names) {
  for (const name of names) {
    const method = handle[name];
    handle[name] = function (...args) {
      trace.line(endpoint, `${name} ${show(args)}`);
      return method.apply(this, args);
    };
  }
}
const kOptions = ['setNoDelay', 'setKeepAlive', 'setTypeOfService'];

async function closed(server) {
  server.close();
  await once(server, 'close');
}

/** Connects and ends, with a watch on the handle's options; `act` is called before and after. */
async function connects(trace, server, options, act = () => {}) {
  const { port } = server.address();
  const client = net.connect({ port, host: '127.0.0.1', ...options });
  watch(trace, 'client', client._handle, kOptions);
  act(client);
  await once(client, 'connect');
  trace.line('client', 'connect');
  act(client);
  client.resume().end();
  await once(client, 'close');
}

scenario('options of a connection are set when it stands', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  for (const options of [
    {},
    { noDelay: true },
    { noDelay: 'yes' },
    { noDelay: 0 },
    { keepAlive: true },
    { keepAlive: 1, keepAliveInitialDelay: 1999 },
    { keepAlive: true, keepAliveInitialDelay: -5000 },
    { keepAlive: 0, keepAliveInitialDelay: 5000 },
    { typeOfService: 16 },
  ]) {
    trace.line('client', show(options));
    await connects(trace, server, options);
  }
  await closed(server);
});

scenario('options asked for again are not set again', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  await connects(trace, server, { noDelay: true }, (client) => {
    for (const value of [undefined, true, 'yes', false, 0, null, undefined])
      client.setNoDelay(value);
    for (const args of [
      [true, 5000],
      [true, '5999'],
      [false],
      [false, 9000],
      [true, -5000],
      [true, 3000, 2000, 3],
      [{ enable: true, initialDelay: 3000, interval: 2000, count: 3 }],
      [{ enable: true }],
      [{}],
      [null],
      [true, 5000, null, '4'],
    ])
      client.setKeepAlive(...args);
    const tos = client.connecting ? [8] : [8, 17];
    for (const value of tos) {
      const what = attempt(() => client.setTypeOfService(value) === client);
      trace.line('client', what);
      trace.line(
        'client',
        attempt(() => client.getTypeOfService()),
      );
    }
  });
  await closed(server);
});

scenario('options kept until there is a connection', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const client = new net.Socket();
  client.setNoDelay().setKeepAlive(true, 5000, 3000, 7).setTypeOfService(8);
  client.connect(server.address().port, '127.0.0.1');
  watch(trace, 'client', client._handle, kOptions);
  await once(client, 'connect');
  client.destroy();
  await once(client, 'close');
  trace.line('client', `${client.getTypeOfService()}`);
  await closed(server);
});

scenario('a server passes its options on', async (trace) => {
  const names = [...kOptions, 'readStart'];
  const options = {
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 2500,
  };
  const server = await listening(trace, options, (socket) => {
    trace.line('server', 'connection');
    socket.setNoDelay(true).setKeepAlive(true, 2000).setKeepAlive(true, 3000);
    socket.resume();
  });
  const handle = server._handle;
  const { onconnection } = handle;
  trace.line('server', `${onconnection.name} ${onconnection.length}`);
  handle.onconnection = function (error, accepted) {
    trace.line('server', `onconnection ${error} ${this === handle}`);
    watch(trace, 'server', accepted, names);
    onconnection.call(this, error, accepted);
  };
  const client = net.connect(server.address().port).resume();
  client.end();
  await once(client, 'close');
  await closed(server);
});

scenario('what a handle says of itself', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.end('hello'));
  const describe = (handle) => ({
    class: handle.constructor.name,
    keys: Object.keys(handle),
    fd: handle.fd > 0,
    reading: handle.reading,
    ref: handle.hasRef(),
    bytes: [handle.bytesRead, handle.bytesWritten],
  });
  const address = (handle, which) => {
    const out = {};
    return [handle[which](out), Object.keys(out)];
  };
  trace.line('server', show(describe(server._handle)));
  trace.line('server', show(address(server._handle, 'getsockname')));
  trace.line('server', show(address(server._handle, 'getpeername')));
  server.unref();
  trace.line('server', `${server._handle.hasRef()}`);
  server.ref();
  const client = net.connect(server.address().port, '127.0.0.1');
  const handle = client._handle;
  trace.line('client', show({ ...describe(handle), fd: undefined }));
  await once(client, 'connect');
  trace.line('client', show(describe(handle)));
  trace.line('client', `${handle.owner === client}`);
  await once(client, 'readable');
  trace.line('client', show(describe(handle)));
  trace.line('client', show(address(handle, 'getsockname')));
  trace.line('client', show(address(handle, 'getpeername')));
  trace.line('client', show([handle.readStop(), handle.readStart()]));
  client.resume();
  await once(client, 'close');
  trace.line('client', show([client._handle, handle.fd, handle.readStart()]));
  await closed(server);
});

scenario('resetAndDestroy resets the handle', async (trace) => {
  const server = await listening(trace, {}, (socket) => {
    socket.on('error', () => {});
  });
  const client = net.connect(server.address().port);
  await once(client, 'connect');
  const calls = [];
  for (const name of ['reset', 'close']) {
    const method = client._handle[name];
    client._handle[name] = function (callback) {
      calls.push(`${name} ${typeof callback}`);
      return method.call(this, callback);
    };
  }
  client.resetAndDestroy();
  await once(client, 'close');
  trace.line('client', show(calls));
  await closed(server);
});

scenario('a handle of the user’s own', async (trace) => {
  const handle = {
    getpeername(out) {
      out.address = '192.0.2.1';
      return 0;
    },
    setKeepAlive: null,
  };
  for (const name of ['readStart', 'readStop', 'setNoDelay', 'ref', 'unref'])
    handle[name] = (...args) => trace.line('handle', `${name} ${show(args)}`);
  handle.close = (callback) => setImmediate(callback);
  const socket = trace.socket('socket', new net.Socket({ handle }), {
    data: false,
  });
  trace.line('socket', show([socket._handle === handle, handle.reading]));
  socket.setNoDelay().setNoDelay().setKeepAlive(true, 1000).ref().unref();
  trace.line('socket', show([socket.remoteAddress, socket.localAddress]));
  trace.line('socket', show([socket.bytesRead, socket.readyState]));
  socket.destroy();
  trace.line('socket', `${socket._handle}`);
});

scenario('a connection taken over by another socket', async (trace) => {
  const server = await listening(trace, {}, (socket) => {
    const other = new net.Socket({ handle: socket._handle });
    trace.line('other', show([other.readable, other.writable]));
    trace.line('other', `${other._handle === socket._handle}`);
    trace.socket('other', other);
    trace.line('other', `${other.remotePort > 0}`);
  });
  const client = net.connect(server.address().port, () => client.end('hi'));
  client.resume();
  await once(client, 'close');
  server.close();
});

scenario('listening on what another has bound', async (trace) => {
  const first = trace.server('first', net.createServer());
  first.listen(0);
  await once(first, 'listening');
  const { port } = first.address();
  trace.namePort(port, '<port>');
  const second = trace.server('second', net.createServer());
  trace.line('second', `${second.listen(first) === second}`);
  trace.line('second', show([second.address(), second._connectionKey]));
  trace.line('second', `${second._handle === first._handle}`);
  await once(second, 'listening');
  const client = net.connect(port, '127.0.0.1');
  const [socket] = await once(second, 'connection');
  socket.resume();
  client.end().resume();
  await once(client, 'close');
  second.close();
  trace.line(
    'first',
    attempt(() => first.address()),
  );
  first.close();
  await once(first, 'close');
});

scenario('listening on what cannot be listened on', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const client = net.connect(server.address().port, '127.0.0.1');
  await once(client, 'connect');
  const other = trace.server('other', net.createServer());
  trace.line('other', `${other.listen(client) === other}`);
  await once(other, 'error');
  trace.line('other', `${other.listening}`);
  for (const handle of [{}, { handle: {} }, { _handle: {} }])
    trace.line(
      'other',
      attempt(() => other.listen(handle)),
    );
  client.destroy();
  await closed(server);
});

run();
