// A tab that dials port 8000 up to 10,000 times a second, in a thread of its own so that its work is not its observer's. Told 'start'
// and 'stop'; says how many dials were refused by the rate at each stop. It waits for no answer to any dial.
import { parentPort, workerData } from 'node:worker_threads';
import { connectRequest, MuxClient } from './mux_client.mjs';

const { port, secret } = workerData;
const tab = await MuxClient.open(port, secret);
let flooding = false;

async function flood() {
  let refused = 0;
  while (flooding) {
    const streams = [];
    for (let i = 0; i < 50; i++) {
      const stream = tab.openStream();
      stream.request(connectRequest(8000));
      streams.push(stream);
    }
    await tab.roundTrip();
    for (const stream of streams) {
      if (Buffer.concat(stream.received)[3] === 2) refused += 1;
      stream.end();
      tab.streams.delete(stream.id);
    }
    tab.frames.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  parentPort.postMessage(refused);
}

parentPort.on('message', (what) => {
  flooding = what === 'start';
  if (flooding) flood();
});
parentPort.postMessage('ready');
