'use strict';
// Idle timeouts: when they fire and what starts them anew. Only their order is compared, never a time.
const { net, scenario, run, listening, once } = require('./prelude.cjs');

async function closed(server) {
  server.close();
  await once(server, 'close');
}

scenario('an idle socket times out and stays open', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(client, 'connect');
  const same = client.setTimeout(30, () => trace.line('client', 'callback'));
  trace.line('client', `${same === client} ${client.timeout}`);
  await once(client, 'timeout');
  trace.line('client', `${client.destroyed}`);
  client.end();
  await once(client, 'close');
  await closed(server);
});

scenario('setTimeout(0) takes it back', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(client, 'connect');
  const callback = () => trace.line('client', 'never');
  client.setTimeout(20, callback);
  client.setTimeout(0, callback);
  trace.line('client', `${client.timeout} ${client.listenerCount('timeout')}`);
  await new Promise((resolve) => setTimeout(resolve, 60));
  client.end();
  await once(client, 'close');
  await closed(server);
});

scenario('destroy on timeout', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = trace.socket(
    'client',
    net.connect({
      port: server.address().port,
      host: '127.0.0.1',
      timeout: 30,
    }),
  );
  client.on('timeout', () => client.destroy());
  await once(client, 'close');
  await closed(server);
});

scenario('traffic starts the time anew', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.pipe(socket));
  const client = net.connect(server.address().port, '127.0.0.1');
  await once(client, 'connect');
  let timeouts = 0;
  client.setTimeout(200, () => (timeouts += 1));
  for (let i = 0; i < 6; i++) {
    client.write('x');
    await once(client, 'data');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  trace.line('client', `${timeouts}`);
  client.end();
  client.resume();
  await once(client, 'close');
  await closed(server);
});

run();
