// A stand-in for the server's relay: the page comes from the real playground, its WebSockets meet whatever
// the test puts there. It speaks no frames; what it sends, the test decides.
import { createServer, request } from 'node:http';

/**
 * Serves `playground`'s page on a port of its own.
 * @param {(request, socket, head) => void} onUpgrade gets every WebSocket handshake
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function servePageOf(playground, onUpgrade) {
  const sockets = new Set();
  const server = createServer((incoming, response) => {
    const { method, url } = incoming;
    const address = new URL(url, playground.url);
    request(address, { method, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', onUpgrade);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Refuses a handshake as an HTTP server does. */
export function refuse(socket, status) {
  // A tab that has hung up meanwhile needs no answer.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}
