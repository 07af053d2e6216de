// The built page as a folder of files on a host that knows nothing of it: no relay, no headers but a file's type.
import { createServer } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';

const folder = path.resolve(import.meta.dirname, '../../build/web');

/**
 * Serves the folder under a path.
 * @param {string} prefix begins and ends with a slash
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function serveFolder(prefix = '/', port = 0) {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const missing = () => response.writeHead(404).end();
    if (!request.url.startsWith(prefix)) {
      missing();
      return;
    }
    request.url = request.url.slice(prefix.length - 1);
    files(request, response, missing);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
