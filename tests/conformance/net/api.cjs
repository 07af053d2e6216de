'use strict';
// What can be seen without any connection: argument errors, classes, addresses, the states of unused objects.
const { net, scenario, run, attempt, once } = require('./prelude.cjs');

const lines = (trace, calls) => {
  for (const [text, call] of Object.entries(calls))
    trace.line('api', `${text} -> ${attempt(call)}`);
};

scenario('arguments of connect', async (trace) => {
  lines(trace, {
    none: () => net.connect(),
    'empty options': () => net.connect({}),
    'port too large': () => net.connect(99999),
    'port negative': () => net.connect(-1),
    'port a word': () => net.connect({ port: 'abc' }),
    'port an object': () => net.connect({ port: {} }),
    'port a fraction': () => net.connect(1.5),
    'host a number': () => net.connect({ port: 1, host: 5 }),
    localAddress: () => net.connect({ port: 1, localAddress: 'here' }),
    localPort: () => net.connect({ port: 1, localPort: 'here' }),
    lookup: () => net.connect({ port: 1, lookup: 'here' }),
    autoSelectFamily: () => net.connect({ port: 1, autoSelectFamily: 'here' }),
  });
});

scenario('arguments of createServer and listen', async (trace) => {
  const listen = (...args) => net.createServer().listen(...args);
  lines(trace, {
    'createServer word': () => net.createServer('x'),
    'createServer number': () => net.createServer(5),
    'createServer null': () => net.createServer(null) instanceof net.Server,
    'without new': () => net.Server() instanceof net.Server,
    'listen {}': () => listen({}),
    'listen word': () => listen({ port: 'x' }),
    'listen -1': () => listen(-1),
    'listen true': () => listen(true),
    'listen 65536': () => listen(65536),
    'listen port object': () => listen({ port: {} }),
    getConnections: () => net.createServer().getConnections('x'),
    highWaterMark: () => net.createServer({ highWaterMark: 'x' }),
  });
});

scenario('defaults of connect', async (trace) => {
  const set = net.setDefaultAutoSelectFamilyAttemptTimeout;
  const kept = net.getDefaultAutoSelectFamilyAttemptTimeout();
  const attempts = (autoSelectFamilyAttemptTimeout) => () =>
    net.connect({ port: 1, autoSelectFamilyAttemptTimeout });
  lines(trace, {
    family: () => net.getDefaultAutoSelectFamily(),
    'family 1': () => net.setDefaultAutoSelectFamily(1),
    'timeout 0': () => set(0),
    'timeout 1.5': () => set(1.5),
    'timeout x': () => set('x'),
    'timeout 2 ** 31': () => set(2 ** 31),
    'timeout 5': () => [set(5), net.getDefaultAutoSelectFamilyAttemptTimeout()],
    'timeout 500': () => [
      set(500),
      net.getDefaultAutoSelectFamilyAttemptTimeout(),
    ],
    'option 0': attempts(0),
    'option x': attempts('x'),
    'option 1.5': attempts(1.5),
  });
  set(kept);
});

scenario('what a server does with a rejected listener', async (trace) => {
  const rejected = Symbol.for('nodejs.rejection');
  const server = trace.server('server', net.createServer());
  const socket = {
    destroy: (error) => trace.line('socket', `destroy ${error.message}`),
  };
  server[rejected](new Error('of a connection'), 'connection', socket);
  server[rejected](new Error('of listening'), 'listening');
});

scenario('an unused socket', async (trace) => {
  const socket = new net.Socket();
  lines(trace, {
    'without new': () => net.Socket() instanceof net.Socket,
    objectMode: () => new net.Socket({ objectMode: true }),
    readableObjectMode: () => new net.Socket({ readableObjectMode: true }),
    'setTimeout word': () => socket.setTimeout('x'),
    'setTimeout negative': () => socket.setTimeout(-1),
    'setTimeout callback': () => new net.Socket().setTimeout(1, 'x'),
    'write number': () => socket.write(5),
    'write null': () => socket.write(null),
    address: () => socket.address(),
    readyState: () => socket.readyState,
    pending: () => socket.pending,
    connecting: () => socket.connecting,
    bytes: () => [socket.bytesRead, socket.bytesWritten],
    remote: () => [
      socket.remoteAddress,
      socket.remotePort,
      socket.remoteFamily,
    ],
    local: () => [socket.localAddress, socket.localPort, socket.localFamily],
    bufferSize: () => socket.bufferSize,
    timeout: () => socket.timeout,
    allowHalfOpen: () => socket.allowHalfOpen,
    marks: () => [socket.readableHighWaterMark, socket.writableHighWaterMark],
    setNoDelay: () => socket.setNoDelay() === socket,
    setKeepAlive: () => socket.setKeepAlive(true, 1000) === socket,
    ref: () => socket.ref() === socket && socket.unref() === socket,
  });
});

scenario('an unused server', async (trace) => {
  const server = net.createServer();
  lines(trace, {
    address: () => server.address(),
    listening: () => server.listening,
    keys: () => Object.keys(server),
    options: () => {
      const { allowHalfOpen, pauseOnConnect, highWaterMark } = net.createServer(
        {
          allowHalfOpen: true,
          pauseOnConnect: 1,
          highWaterMark: 5,
        },
      );
      return [allowHalfOpen, pauseOnConnect, highWaterMark];
    },
  });
  server.close((error) =>
    trace.line('server', `close callback ${attempt(() => error)}`),
  );
  server.on('close', () => trace.line('server', 'close'));
  await once(server, 'close');
  await null;
});

scenario('isIP', async (trace) => {
  for (const text of [
    '1.2.3.4',
    '01.2.3.4',
    '1.2.3',
    '256.1.1.1',
    '::',
    '::1',
    'fe80::1%eth0',
    '::ffff:1.2.3.4',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '12345::',
    '',
    'localhost',
    undefined,
    null,
    5,
  ]) {
    trace.line(
      'api',
      `${text} ${net.isIP(text)} ${net.isIPv4(text)} ${net.isIPv6(text)}`,
    );
  }
});

scenario('the module', async (trace) => {
  lines(trace, {
    same: () => [
      net.connect === net.createConnection,
      net.Stream === net.Socket,
    ],
    lengths: () => [
      net.connect.length,
      net.createServer.length,
      net.Socket.length,
      net.Server.length,
    ],
    names: () => [net.Socket.name, net.Server.name, net.connect.name],
    family: () => net.getDefaultAutoSelectFamily(),
    attempt: () => net.getDefaultAutoSelectFamilyAttemptTimeout(),
    setFamily: () => net.setDefaultAutoSelectFamily('x'),
  });
});

run();
