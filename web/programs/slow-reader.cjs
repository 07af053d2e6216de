// Tab B: connects, pauses for three seconds, then takes everything.
const net = require('net');

let received = 0;
let sum = 1;
const socket = net.connect(9000, 'localhost', () => {
  console.log('connected, and paused for three seconds');
  socket.pause();
  setTimeout(() => {
    console.log(`resume after ${received} bytes`);
    socket.resume();
  }, 3000);
});

socket.on('data', (data) => {
  for (let i = 0; i < data.length; i += 1) sum = (sum * 31 + data[i]) >>> 0;
  received += data.length;
});
socket.on('end', () => console.log(`received ${received} bytes, checksum ${sum.toString(16)}`));
