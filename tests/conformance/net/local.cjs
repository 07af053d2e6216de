'use strict';
// Where connections come from and where servers are: local addresses and ports of connect(), addresses that overlap, IPv6-only
// servers, ports that several reuse. Ephemeral ports are never printed.
const { net, scenario, run, once, show } = require('./prelude.cjs');

/** A listening server; null when it cannot, which is told. */
async function listen(trace, endpoint, options) {
  const server = net.createServer((socket) => {
    const { remoteAddress, localAddress } = socket;
    trace.line(endpoint, `from ${remoteAddress} at ${localAddress}`);
    socket.on('error', () => {}).resume();
  });
  server.listen(options);
  const listening = await new Promise((resolve) => {
    server.on('listening', () => resolve(true));
    server.on('error', (error) => {
      trace.line(endpoint, show(error));
      resolve(false);
    });
  });
  if (!listening) return null;
  trace.namePort(server.address().port, `<${endpoint}>`);
  return server;
}

async function close(...servers) {
  for (const server of servers) {
    if (!server) continue;
    server.close();
    await once(server, 'close');
  }
}

/** Connects, tells where from and to, and is gone; or tells why not. */
async function dial(trace, name, options) {
  const client = net.connect(options);
  client.on('connectionAttempt', (...args) =>
    trace.line(name, `attempt ${show(args)}`),
  );
  client.on('connect', () => {
    const { localAddress, localFamily, remoteAddress } = client;
    trace.line(name, `${localAddress} ${localFamily} to ${remoteAddress}`);
    client.end().resume();
  });
  client.on('error', (error) => trace.line(name, show(error)));
  await once(client, 'close');
}

/** A port that is free now. */
async function freePort(trace, name) {
  const server = net.createServer().listen(0);
  const { port } = server.address();
  trace.namePort(port, name);
  await close(server);
  return port;
}

scenario('a local port that is no port', async (trace) => {
  const server = await listen(trace, 'server', { port: 0 });
  const { port } = server.address();
  for (const localPort of [70000, 65536, 1000000.5, Infinity, NaN, 0]) {
    trace.line('client', `from ${localPort}`);
    const options = { port, host: '127.0.0.1', localPort };
    await dial(trace, 'client', options);
    await dial(trace, 'client', { port, host: 'localhost', localPort });
  }
  await close(server);
});

scenario('addresses of this host', async (trace) => {
  const server = await listen(trace, 'server', { port: 0 });
  const { port } = server.address();
  for (const host of [
    '127.0.0.1',
    '127.0.0.5',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:127.0.0.7',
    '0:0:0:0:0:0:0:1',
    '127.1',
    'LOCALHOST',
  ])
    await dial(trace, host, { port, host });
  await close(server);
});

scenario('an IPv4 server and addresses that look like IPv6', async (trace) => {
  const server = await listen(trace, 'server', { port: 0, host: '127.0.0.1' });
  const { port } = server.address();
  for (const host of ['::ffff:127.0.0.1', '::1', '127.0.0.2'])
    await dial(trace, host, { port, host });
  await close(server);
});

scenario('local addresses', async (trace) => {
  const server = await listen(trace, 'server', { port: 0 });
  const { port } = server.address();
  for (const [localAddress, host] of [
    ['127.0.0.2', '127.0.0.1'],
    ['127.0.0.2', '127.0.0.5'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '::1'],
    ['::ffff:127.0.0.9', '::ffff:127.0.0.1'],
    ['192.0.2.1', '127.0.0.1'],
    ['::1', '127.0.0.1'],
    ['::', '127.0.0.1'],
    ['127.0.0.1', '::1'],
  ])
    await dial(trace, `${localAddress} ${host}`, { port, host, localAddress });
  await close(server);
});

scenario('local ports', async (trace) => {
  const server = await listen(trace, 'server', { port: 0, host: '127.0.0.1' });
  const { port } = server.address();
  const localPort = await freePort(trace, '<free>');
  const to = { port, host: '127.0.0.1' };
  const kept = net.connect({ ...to, localPort });
  await once(kept, 'connect');
  trace.line('kept', `${kept.localPort === localPort} ${kept.localAddress}`);
  await dial(trace, 'same', { ...to, localPort });
  await dial(trace, 'other address', {
    ...to,
    localPort,
    localAddress: '127.0.0.2',
  });
  await close(await listen(trace, 'beside', { port: localPort }));
  await dial(trace, 'taken', { ...to, localPort: port });
  await dial(trace, 'taken address', {
    ...to,
    localPort: port,
    localAddress: '127.0.0.1',
  });
  const chosen = net.connect(to);
  await once(chosen, 'connect');
  trace.namePort(chosen.localPort, '<chosen>');
  await listen(trace, 'chosen', {
    port: chosen.localPort,
    host: '127.0.0.1',
  });
  await dial(trace, 'chosen before', { ...to, localPort: chosen.localPort });
  kept.destroy();
  chosen.destroy();
  await close(server);
});

scenario('a refusal names the local port that was asked for', async (trace) => {
  const port = await freePort(trace, '<nobody>');
  const localPort = await freePort(trace, '<free>');
  const to = { port, host: '127.0.0.1' };
  await dial(trace, 'port', { ...to, localPort });
  await dial(trace, 'both', { ...to, localPort, localAddress: '127.0.0.1' });
  await dial(trace, 'address', { ...to, localAddress: '127.0.0.1' });
});

scenario('a server that is IPv6 only', async (trace) => {
  const six = await listen(trace, 'six', {
    port: 0,
    host: '::',
    ipv6Only: true,
  });
  const { port } = six.address();
  trace.line('six', `${six.address().address}`);
  await dial(trace, '127.0.0.1', { port, host: '127.0.0.1' });
  await dial(trace, 'mapped', { port, host: '::ffff:127.0.0.1' });
  await dial(trace, '::1', { port, host: '::1' });
  const four = await listen(trace, 'four', { port, host: '0.0.0.0' });
  await dial(trace, 'mapped', { port, host: '::ffff:127.0.0.1' });
  await dial(trace, '::1', { port, host: '::1' });
  await listen(trace, 'both', { port });
  await close(six, four);
});

scenario('IPv6 only means nothing to an IPv4 address', async (trace) => {
  const server = await listen(trace, 'server', {
    port: 0,
    host: '127.0.0.1',
    ipv6Only: true,
  });
  const { port } = server.address();
  await dial(trace, 'client', { port, host: '127.0.0.1' });
  await close(server);
});

scenario('a port that is reused', async (trace) => {
  const reuse = { reusePort: true };
  const first = await listen(trace, 'first', { port: 0, ...reuse });
  const { port } = first.address();
  const second = await listen(trace, 'second', { port, ...reuse });
  await listen(trace, 'third', { port });
  const lo = { port, host: '127.0.0.1' };
  const fourth = await listen(trace, 'fourth', { ...lo, ...reuse });
  await dial(trace, 'client', lo);
  await close(first, second, fourth);
  const plain = await listen(trace, 'plain', { port: 0 });
  await listen(trace, 'late', { port: plain.address().port, ...reuse });
  await close(plain);
});

scenario('addresses that overlap', async (trace) => {
  const hosts = ['0.0.0.0', '127.0.0.1', '::', '::1', '::ffff:127.0.0.1'];
  for (const host of hosts) {
    const first = await listen(trace, 'first', { port: 0, host });
    const { port } = first.address();
    for (const other of [...hosts, '127.0.0.2']) {
      const name = `${host} ${other}`;
      const second = await listen(trace, name, { port, host: other });
      if (second) trace.line(name, 'listens');
      await close(second);
    }
    await close(first);
  }
});

run();
