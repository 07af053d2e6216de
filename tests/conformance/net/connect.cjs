'use strict';
// Connecting: order of events, forms of arguments, addresses at both ends, and what can go wrong.
const { net, scenario, run, listening, once, show } = require('./prelude.cjs');

scenario('connect by name, events in order', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket).end(),
  );
  const client = trace.socket(
    'client',
    net.connect(server.address().port, 'localhost'),
  );
  trace.line(
    'client',
    `sync ${client.connecting} ${client.pending} ${client.readyState}`,
  );
  client.on('connect', () =>
    trace.line(
      'client',
      `now ${client.connecting} ${client.pending} ${client.readyState}`,
    ),
  );
  await once(client, 'close');
  server.close();
  await once(server, 'close');
});

scenario('connect by address, against ticks and immediates', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.end());
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  process.nextTick(() => trace.line('client', 'tick'));
  Promise.resolve().then(() => trace.line('client', 'microtask'));
  client.on('connect', () => {
    process.nextTick(() => trace.line('client', 'tick in connect'));
    Promise.resolve().then(() => trace.line('client', 'microtask in connect'));
  });
  await once(client, 'close');
  server.close();
  await once(server, 'close');
});

scenario('forms of connect', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.end('hello'));
  const { port } = server.address();
  const forms = {
    'port, callback': (done) => net.connect(port, done),
    'port as text, host, callback': (done) =>
      net.createConnection(String(port), '127.0.0.1', done),
    'options, callback': (done) =>
      net.connect({ port, host: 'localhost' }, done),
    'new Socket().connect': (done) => new net.Socket().connect(port, done),
    'options with lookup': (done) =>
      net.connect(
        {
          port,
          host: 'anything',
          lookup: (host, options, callback) => {
            trace.line('client', `lookup of ${host} all=${options.all}`);
            callback(null, [{ address: '127.0.0.1', family: 4 }]);
          },
        },
        done,
      ),
  };
  for (const [name, connect] of Object.entries(forms)) {
    trace.line('client', name);
    const client = connect(() => trace.line('client', 'callback'));
    await once(trace.socket('client', client), 'close');
  }
  server.close();
  await once(server, 'close');
});

scenario('addresses at both ends', async (trace) => {
  const describe = (socket) =>
    [
      [socket.localAddress, socket.localPort, socket.localFamily],
      [socket.remoteAddress, socket.remotePort, socket.remoteFamily],
      socket.address(),
    ]
      .map(show)
      .join(' ');
  for (const [listenHost, host] of [
    [undefined, '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', 'localhost'],
    ['::', '::1'],
    ['::1', '::1'],
  ]) {
    const ends = [];
    const server = net.createServer((socket) => {
      ends.push(['server', socket]);
      socket.end();
      socket.resume();
    });
    server.listen({ port: 0, host: listenHost });
    await once(server, 'listening');
    trace.namePort(server.address().port, '<port>');
    trace.line('server', show(server.address()));
    const client = net.connect(server.address().port, host);
    client.on('connect', () => {
      trace.namePort(client.localPort, '<ephemeral>');
      trace.line('client', describe(client));
    });
    const [socket] = await once(server, 'connection');
    socket.on('end', () => trace.line('server', describe(socket)));
    client.resume();
    await once(client, 'close');
    trace.line('client', `after close ${describe(client)}`);
    server.close();
    await once(server, 'close');
    trace.line('server', show(server.address()));
  }
});

scenario('nobody listens', async (trace) => {
  const server = await listening(trace, {});
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  for (const host of ['127.0.0.1', 'localhost', '::1']) {
    const client = trace.socket('client', net.connect(port, host));
    client.write('never sent', (error) =>
      trace.line('client', `write callback ${show(error)}`),
    );
    await once(client, 'close');
    trace.line(
      'client',
      `${client.destroyed} ${client.readyState} ${client.bytesWritten} ${client.pending}`,
    );
  }
});

scenario('an unhandled refusal is an uncaught exception', async (trace) => {
  const server = await listening(trace, {});
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  const caught = once(process, 'uncaughtException');
  net.connect(port, '127.0.0.1');
  const [error] = await caught;
  trace.line('client', show(error));
});

scenario('a lookup that fails', async (trace) => {
  const lookup = (host, options, callback) =>
    process.nextTick(callback, new Error('no such name'));
  const client = trace.socket(
    'client',
    net.connect({ port: 80, host: 'nowhere', lookup }),
  );
  await once(client, 'close');
});

scenario('destroy while connecting', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  client.write('x', (error) =>
    trace.line('client', `write callback ${show(error)}`),
  );
  client.destroy();
  trace.line('client', `${client.connecting} ${client.destroyed}`);
  await once(client, 'close');
  const failing = trace.socket(
    'failing',
    net.connect(server.address().port, 'localhost'),
  );
  failing.destroy(new Error('changed my mind'));
  await once(failing, 'close');
  server.close();
  await once(server, 'close');
});

scenario('a closed socket connects again', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.end('again'));
  const client = trace.socket('client', new net.Socket());
  for (let i = 0; i < 2; i++) {
    client.connect(server.address().port, '127.0.0.1');
    await once(client, 'close');
  }
  trace.line('client', `${client.bytesRead}`);
  server.close();
  await once(server, 'close');
});

scenario('an aborted signal ends the socket', async (trace) => {
  const server = await listening(trace, {}, () => {});
  const controller = new AbortController();
  const client = trace.socket(
    'client',
    net.connect({ port: server.address().port, signal: controller.signal }),
  );
  client.on('connect', () => controller.abort());
  await once(client, 'close');
  server.close();
  await once(server, 'close');
});

scenario('connecting twice at once', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const { port } = server.address();
  const client = new net.Socket();
  trace.socket('client', client);
  client.connect(port, '127.0.0.1').connect(port, '127.0.0.1');
  client.removeAllListeners('error').on('error', ({ code, syscall }) => {
    trace.line('client', `error ${syscall} ${code}`);
  });
  await once(client, 'close');
  server.close();
});

scenario('connecting what is connected', async (trace) => {
  let accepted = 0;
  const server = await listening(trace, {}, (socket) => {
    accepted += 1;
    socket.resume();
  });
  const { port } = server.address();
  const client = net.connect(port, '127.0.0.1');
  await once(client, 'connect');
  trace.socket('client', client);
  client.connect(port, '127.0.0.1', () => trace.line('client', 'callback'));
  trace.line('client', `${client.connecting} ${client.readyState}`);
  await once(client, 'ready');
  client.end();
  await once(client, 'close');
  trace.line('server', `${accepted}`);
  server.close();
});

run();
