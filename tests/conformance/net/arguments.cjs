'use strict';
// What the options of connect() and listen() may be: values of every kind, one line each. Nothing here waits for a connection.
const { net, scenario, run, once, attempt, show } = require('./prelude.cjs');

/** One line per value: what connect() throws, or that it went on. */
const connects = (trace, name, values, more = { port: 1 }) => {
  for (const value of values) {
    const what = attempt(() => {
      const socket = net.connect({ ...more, [name]: value });
      socket.on('error', () => {});
      socket.destroy();
      return 'a socket';
    });
    trace.line('connect', `${name} ${show(value)} ${what}`);
  }
};

scenario('ports of connect', async (trace) => {
  const values = [true, [], {}, null, '', ' ', '0x', '-0x1', NaN, Infinity];
  connects(trace, 'port', [...values, 65536, '80', '0x50', () => {}, 5n], {});
  for (const first of [null, '', ' ', {}, [], [{ port: 1 }, null]]) {
    trace.line(
      'connect',
      `${show(first)} ${attempt(() => net.connect(first))}`,
    );
  }
});

scenario('options of connect', async (trace) => {
  connects(trace, 'family', [0, 4, 6, 5, '4', 'IPv4', 'IPv6', 'x', null, {}]);
  connects(trace, 'hints', [0, 1, -1, 1024, 32, 8, 1066, 'x', null, NaN]);
  connects(trace, 'family', [5, 'x'], { port: 1, host: '127.0.0.1' });
  connects(trace, 'localAddress', ['x', '', null, 5, '::1', {}]);
  connects(trace, 'localPort', ['x', '', null, 0, {}]);
  connects(trace, 'timeout', ['x', null, true, -1, 0]);
  connects(trace, 'keepAliveInitialDelay', ['x', null, 5, true, {}, -1]);
  connects(trace, 'typeOfService', ['x', null, 5, {}, -1, 256, 255, 1.5, NaN]);
  connects(trace, 'signal', ['x', null, 5, {}]);
  connects(trace, 'blockList', ['x', null, NaN, 0, {}]);
  connects(trace, 'highWaterMark', ['x', null, -1, 0]);
});

scenario('descriptors that are none', async (trace) => {
  for (const fd of ['x', null, -1, {}, 1.5]) {
    trace.line('new', `${show(fd)} ${attempt(() => new net.Socket({ fd }))}`);
  }
  trace.line(
    'new',
    attempt(() => new net.Socket(-1)),
  );
  trace.line(
    'listen',
    attempt(() => net.createServer().listen({ fd: -1 })),
  );
});

scenario('types of service', async (trace) => {
  const socket = new net.Socket();
  for (const tos of [undefined, 'x', 256, -1, 1.5, NaN, 16, null, {}]) {
    const what = attempt(() => socket.setTypeOfService(tos) === socket);
    trace.line('socket', `${show(tos)} ${what} ${socket.getTypeOfService()}`);
  }
});

scenario('a timeout that is too long is cut', async (trace) => {
  const socket = new net.Socket();
  const warned = once(process, 'warning');
  socket.setTimeout(2 ** 31);
  trace.line('socket', `${socket.timeout}`);
  const [{ name, message }] = await warned;
  trace.line('process', `${name} ${message}`);
  socket.destroy();
});

scenario('the prototype has no connection', async (trace) => {
  for (const name of ['bytesRead', 'bytesWritten', '_bytesDispatched']) {
    trace.line(
      'prototype',
      `${name} ${attempt(() => net.Socket.prototype[name])}`,
    );
  }
});

scenario('normalized arguments', async (trace) => {
  const listener = () => {};
  for (const args of [
    [],
    [1],
    [1, listener],
    [1, 'host', listener],
    ['1', 'host'],
    [{ port: 1 }, listener],
  ]) {
    const normalized = net._normalizeArgs(args);
    const symbols = Object.getOwnPropertySymbols(normalized).map(String);
    trace.line('api', `${show([...normalized])} ${symbols}`);
  }
  const server = net.createServer((socket) => socket.end()).listen(0);
  const { port } = server.address();
  const socket = new net.Socket().connect(net._normalizeArgs([port]));
  socket.resume();
  await once(socket, 'close');
  trace.line(
    'api',
    attempt(() => new net.Socket().connect([{ port }])),
  );
  server.close();
});

/** What listen() gives: the address with its key, an 'error', or what it throws. */
async function listened(trace, text, ...args) {
  const server = net.createServer();
  const outcome = new Promise((resolve) => {
    server.on('listening', () => {
      const { address, family } = server.address();
      resolve(`${address} ${family} ${server._connectionKey}`);
    });
    server.on('error', (error) => resolve(show(error)));
  });
  const thrown = attempt(() => void server.listen(...args));
  trace.line(
    'listen',
    `${text} ${thrown === 'undefined' ? await outcome : thrown}`,
  );
  server.close();
}

scenario('hosts of listen', async (trace) => {
  const hosts = ['', null, undefined, 5, {}, '::1', '0.0.0.0', '::', true];
  const more = ['localhost', '127.0.0.2', '::ffff:127.0.0.1', '192.0.2.1'];
  for (const host of [...hosts, ...more, 'LOCALHOST', '127.1', '0x7f.2'])
    await listened(trace, show(host), { port: 0, host });
  await listened(trace, 'none');
  await listened(trace, 'a number that is nobody’s', { port: 0, host: '1.2' });
});

scenario('flags of listen', async (trace) => {
  for (const value of ['x', null, 5, {}, undefined]) {
    for (const name of ['ipv6Only', 'reusePort', 'exclusive', 'backlog'])
      await listened(trace, `${name} ${show(value)}`, {
        port: 0,
        [name]: value,
      });
  }
});

scenario('options of createServer', async (trace) => {
  for (const value of ['x', 5, null, {}, true, -1, 2500, NaN]) {
    for (const name of [
      'keepAliveInitialDelay',
      'highWaterMark',
      'blockList',
      'noDelay',
      'keepAlive',
    ]) {
      const what = attempt(() => net.createServer({ [name]: value })[name]);
      trace.line('server', `${name} ${show(value)} ${what}`);
    }
  }
});

run();
