'use strict';
// The TCP programs of the two articles, both ends in one program, made to end by themselves.
const { net, scenario, run, once } = require('./prelude.cjs');

scenario('article one: A and B tell each other who they are', async (trace) => {
  const server = net.createServer(function (socket) {
    socket.on('data', function (data) {
      trace.line('A', data.toString());
    });
    socket.write('Hello I am A');
  });
  server.listen(8000);
  const socket = net.connect(8000, 'localhost');
  socket.on('data', function (data) {
    trace.line('B', data.toString());
    socket.end();
  });
  socket.write('Hello I am B');
  await once(socket, 'close');
  server.close();
  await once(server, 'close');
});

scenario('article two: Server got it', async (trace) => {
  const server = net.createServer((socket) => {
    socket.on('data', (data) => {
      trace.line('server', `Client says: ${data.toString()}`);
      socket.write('Server got it\n');
    });
  });
  server.listen(4000);
  const client = net.connect(4000);
  client.write('ping');
  client.on('data', (data) => {
    trace.line('client', data.toString());
    client.end();
  });
  await once(client, 'close');
  server.close();
  await once(server, 'close');
});

run();
