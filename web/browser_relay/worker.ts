// The relay of a browser: a SharedWorker that joins its tabs where the host has no relay. The rooms, limits and
// bytes are web/relay's; here is only the door: a tab's first word instead of an HTTP upgrade.
import './node_globals.ts';
import type { Hello, Welcome } from '../carrier/hello.ts';
import { holdLife } from '../carrier/port_end.ts';
import { judgeProof, roomOfPath } from '../relay/http.ts';
import { Relay } from '../relay/relay.ts';
import { PortSocket } from './port_socket.ts';

const relay = new Relay({ profile: 'local' });
const life = holdLife();

function answer(port: MessagePort, welcome: Welcome): void {
  port.postMessage(welcome);
}

async function admit(port: MessagePort, hello: Hello): Promise<void> {
  const roomId = roomOfPath(hello.path);
  if (roomId === null) return answer(port, { refused: 'not found' });
  const verdict = judgeProof(hello.protocols.join(), roomId);
  if (!verdict.admitted) return answer(port, { refused: verdict.reason });
  const refusal = relay.refusal(verdict.roomId, 'this browser');
  if (refusal !== null) return answer(port, { refused: refusal.reason });
  answer(port, { life: await life });
  relay.admit(
    new PortSocket(port, hello.life, relay.limits.messageBytes),
    verdict.roomId,
    verdict.tabKey,
    'this browser',
  );
}

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]!;
  port.onmessage = (first: MessageEvent<Hello>) => void admit(port, first.data);
});
setInterval(() => relay.sweep(), relay.limits.sweepMs);
