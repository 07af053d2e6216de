// The page's part in joining the tabs of this browser: it makes the SharedWorker, which a worker cannot, and
// hands its port to the carrier. It says nothing on the port itself.
import type { FromCarrier, ToCarrier } from '../run/protocol';
import relayUrl from '../browser_relay/worker.ts?worker&url';

export function offerBrowserPorts(carrier: Worker): void {
  carrier.addEventListener('message', (event: MessageEvent<FromCarrier>) => {
    if (event.data.type !== 'browser port wanted') return;
    const port = openPort();
    const answer: ToCarrier = { type: 'browser port', port };
    carrier.postMessage(answer, port === null ? [] : [port]);
  });
}

function openPort(): MessagePort | null {
  try {
    return new SharedWorker(relayUrl, 'tincan').port;
  } catch {
    // No SharedWorker in this browser, or storage is blocked: the carrier says so.
    return null;
  }
}
