// Tab A: writes 100 MiB as fast as write() allows. While the reader in tab B pauses, write()
// returns false and this program stands still until 'drain'.
const net = require('net');

const total = 100 * 1024 * 1024;
const chunk = Buffer.alloc(64 * 1024);

const server = net.createServer((socket) => {
  let sent = 0;
  let waits = 0;
  let sum = 1;
  function fill() {
    while (sent < total) {
      for (let i = 0; i < chunk.length; i += 1) {
        chunk[i] = (sent + i * 7) & 255;
        sum = (sum * 31 + chunk[i]) >>> 0;
      }
      sent += chunk.length;
      if (!socket.write(Buffer.from(chunk))) {
        waits += 1;
        if (waits === 1) console.log(`write() -> false after ${sent} bytes`);
        socket.once('drain', fill);
        return;
      }
    }
    socket.end();
    console.log(`sent ${sent} bytes, checksum ${sum.toString(16)}`);
  }
  console.log('the reader is here');
  fill();
  socket.on('close', () => server.close());
});

server.listen(9000, () => console.log('listening on 9000: now open B'));
