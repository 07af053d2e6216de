// allowHalfOpen: true: the client says it is done, and the server still answers.
const net = require('net');

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let question = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    question += text;
  });
  socket.on('end', () => {
    console.log('server: the client has ended, writable:', socket.writable);
    setTimeout(() => {
      socket.end(`You asked: ${question}`);
      console.log('server: answered and ended');
    }, 20);
  });
});

server.listen(7000, () => {
  const client = net.connect({ port: 7000, host: 'localhost', allowHalfOpen: true });
  client.setEncoding('utf8');
  client.end('is anybody there?');
  client.on('finish', () => console.log('client: ended, readable:', client.readable));
  client.on('data', (text) => console.log('client:', text));
  client.on('end', () => console.log('client: the server has ended too'));
  client.on('close', () => {
    console.log('client: closed');
    server.close();
  });
});
