// The client for the server on port 4000: run the server in tab A first.
const net = require('net');

const socket = net.connect(4000, 'localhost', () => {
  socket.write('Hello server');
});

socket.on('data', (data) => {
  console.log(data.toString());
  socket.end();
});
socket.on('close', () => console.log('closed'));
