'use strict';
// Bytes: order, counts, encodings, backpressure, corking, late writes.
const { net, scenario, run, listening, once, show } = require('./prelude.cjs');

const pattern = (size, seed = 1) => {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8) * seed) & 255;
  return bytes;
};

async function finish(server) {
  server.close();
  await once(server, 'close');
}

scenario('writes before the connection stands', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  for (const text of ['one ', 'two ', 'three']) {
    const more = client.write(text, () =>
      trace.line('client', `callback ${text}`),
    );
    trace.line(
      'client',
      `write ${more} ${client.bytesWritten} ${client.writableLength}`,
    );
  }
  client.end('!', () => trace.line('client', 'end callback'));
  await once(client, 'close');
  trace.line('client', `${client.bytesWritten}`);
  await finish(server);
});

scenario('writes after connecting complete at once', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(client, 'connect');
  const more = client.write('hello', () => trace.line('client', 'callback'));
  trace.line(
    'client',
    `write ${more} ${client.bytesWritten} ${client.writableLength}`,
  );
  process.nextTick(() => trace.line('client', 'tick'));
  client.end();
  await once(client, 'close');
  await finish(server);
});

scenario('echo of a megabyte', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.pipe(socket));
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
    {
      events: ['connect', 'end', 'error', 'close'],
    },
  );
  client.end(pattern(1 << 20));
  await once(client, 'close');
  trace.line('client', `${client.bytesRead} ${client.bytesWritten}`);
  await finish(server);
});

scenario('a paused reader holds the writer', async (trace) => {
  const total = 24 << 20;
  const server = await listening(trace, {}, (socket) => {
    socket.pause();
    trace.socket('server', socket, { data: false, events: ['end', 'close'] });
    trace.sink = socket;
  });
  const client = net.connect(server.address().port, '127.0.0.1');
  await once(client, 'connect');
  const piece = pattern(1 << 16);
  let written = 0;
  let blocked = 0;
  while (written < total) {
    written += piece.length;
    if (!client.write(piece)) {
      blocked += 1;
      if (blocked === 1)
        trace.line(
          'client',
          `blocked, needs drain ${client.writableNeedDrain}`,
        );
      // Nothing moves until the reader does.
      if (trace.sink.isPaused() && client.writableLength > 1 << 18) {
        trace.line('client', 'stands still');
        trace.sink.resume();
      }
      if (client.writableNeedDrain && client.writableLength > 1 << 18)
        await once(client, 'drain');
    }
  }
  let received = 0;
  trace.sink.on('data', (chunk) => (received += chunk.length));
  trace.sink.resume();
  client.end();
  await once(client, 'close');
  trace.line('client', `${client.bytesWritten === total} ${blocked > 0}`);
  await finish(server);
});

scenario('setEncoding cuts no character', async (trace) => {
  const texts = [];
  const server = await listening(trace, {}, (socket) => {
    socket.setEncoding('utf8');
    socket.on('data', (text) => texts.push(text));
    socket.on('end', () =>
      trace.line('server', JSON.stringify(texts.join(''))),
    );
  });
  const client = net.connect(server.address().port, '127.0.0.1');
  const bytes = Buffer.from('grüße – 漢字');
  for (const byte of bytes) client.write(Buffer.of(byte));
  client.end();
  client.resume();
  await once(client, 'close');
  await finish(server);
});

scenario('encodings of written text', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = net.connect(server.address().port, '127.0.0.1');
  client.write('68656c6c6f', 'hex');
  client.write('IHdvcmxk', 'base64');
  client.setDefaultEncoding('latin1');
  client.write('é');
  trace.line('client', `${client.bytesWritten}`);
  client.end();
  client.resume();
  await once(client, 'close');
  await finish(server);
});

scenario('cork joins writes', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(client, 'connect');
  client.cork();
  client.write('a', () => trace.line('client', 'callback a'));
  client.write(Buffer.from('b'), () => trace.line('client', 'callback b'));
  trace.line('client', `${client.bytesWritten} ${client.writableLength}`);
  client.uncork();
  trace.line('client', `${client.bytesWritten} ${client.writableLength}`);
  client.end();
  await once(client, 'close');
  await finish(server);
});

scenario('the written buffer may be changed at once', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    trace.socket('server', socket),
  );
  const client = net.connect(server.address().port, '127.0.0.1');
  await once(client, 'connect');
  const bytes = Buffer.from('before');
  client.write(bytes);
  bytes.fill('x');
  client.end();
  client.resume();
  await once(client, 'close');
  await finish(server);
});

scenario('write after end', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(client, 'connect');
  client.end('last');
  const more = client.write('late', (error) =>
    trace.line('client', `callback ${show(error)}`),
  );
  trace.line('client', `write ${more}`);
  await once(client, 'close');
  await finish(server);
});

scenario('write after destroy', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume());
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
  );
  await once(client, 'connect');
  client.destroy();
  const more = client.write('late', (error) =>
    trace.line('client', `callback ${show(error)}`),
  );
  trace.line('client', `write ${more}`);
  await once(client, 'close');
  await finish(server);
});

scenario('late data and late readers', async (trace) => {
  const server = await listening(trace, {}, (socket) => {
    socket.on('error', () => {});
    socket.write('early');
    socket.once('data', () => socket.end(' late'));
  });
  const client = trace.socket(
    'client',
    net.connect(server.address().port, '127.0.0.1'),
    { data: false },
  );
  await once(client, 'connect');
  client.write('go');
  // Nobody reads yet: what comes is kept.
  await once(client, 'readable');
  client.on('data', (chunk) => trace.data('client', chunk));
  await once(client, 'close');
  await finish(server);
});

scenario('read() and readable', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.end('abcdef'));
  const client = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  client.on('readable', () => {
    for (let piece; (piece = client.read(1)) !== null;) text += piece;
  });
  client.on('end', () => trace.line('client', `end ${text}`));
  await once(client, 'close');
  await finish(server);
});

scenario('iterating a socket', async (trace) => {
  const server = await listening(trace, {}, (socket) =>
    socket.end(pattern(200000)),
  );
  const client = net.connect(server.address().port, '127.0.0.1');
  let bytes = 0;
  for await (const chunk of client) bytes += chunk.length;
  trace.line('client', `${bytes} ${client.destroyed}`);
  await finish(server);
});

run();
