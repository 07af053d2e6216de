// The built page as a folder of files on a host that knows nothing of it: no relay, no headers but a file's type.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';

const folder = path.resolve(import.meta.dirname, '../../build/web');

/**
 * Serves the folder under a path.
 * @param {string} prefix begins and ends with a slash
 * @param {number} port 0 takes a free one
 * @param {(file: string, text: string) => string} change what a newer build would have in a file at the root
 * @param {string} host where to listen; the URL says 127.0.0.1
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function serveFolder(
  prefix = '/',
  port = 0,
  change = null,
  host = '127.0.0.1',
) {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const missing = () => response.writeHead(404).end();
    if (!request.url.startsWith(prefix)) {
      missing();
      return;
    }
    request.url = request.url.slice(prefix.length - 1);
    const name = /^\/(index\.html|offline\.js)?$/.exec(request.url);
    if (change !== null && name !== null) {
      const file = name[1] ?? 'index.html';
      const type = file.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(200, { 'Content-Type': type });
      response.end(change(file, readFileSync(path.join(folder, file), 'utf8')));
      return;
    }
    files(request, response, missing);
  });
  await new Promise((resolve) => server.listen(port, host, resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
