// What the playground's figures stand beside: the least a page can be that runs a program in a worker and prints what it
// says. No editor, no engine, no sandbox, no events.
import { createServer } from 'node:http';

/** Its words and roles are the playground's, so that the same measurement fits both. */
const page = `<!doctype html>
<title>reference</title>
<button>Run</button> <button>Stop</button>
<p role="status">Ready</p>
<pre role="log" aria-label="Console"></pre>
<script>
const [run, stop] = document.querySelectorAll('button');
const status = document.querySelector('[role=status]');
const log = document.querySelector('[role=log]');
let worker;
run.onclick = () => {
  const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? "postMessage('Echoed')";
  worker = new Worker(URL.createObjectURL(new Blob([code])));
  status.textContent = 'Running';
  log.textContent = '';
  worker.onmessage = ({ data }) => { log.textContent += data; };
};
stop.onclick = () => {
  worker.terminate();
  status.textContent = 'Stopped';
};
</script>`;

/** @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function serveReference() {
  const server = createServer((request, response) => {
    const found = request.url === '/';
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html' });
    response.end(found ? page : '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
