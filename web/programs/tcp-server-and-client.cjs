// The server on port 4000 and its client in one program.
const net = require('net');

const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    console.log('Client says:', data.toString());
    socket.write('Server got it\n');
  });
});

server.listen(4000, () => {
  const socket = net.connect(4000, 'localhost');
  socket.write('Hello server');
  socket.on('data', (data) => {
    console.log(data.toString());
    socket.end();
  });
  socket.on('close', () => server.close());
});
