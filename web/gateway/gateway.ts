// The gateway into one room: a program of its own, started by serve.ts for `--gateway-in` and
// `--gateway-socks` only. Real sockets on 127.0.0.1 become connections of the room, through
// tincan/net and the relay like any other program's. It dials nothing real.
import { createRequire } from 'node:module';
import net, { type Socket } from 'node:net';
import { Reply } from '../relay/socks5.ts';
import { join } from './join.ts';
import type { Entrance } from './options.ts';
import { serveSocks } from './socks_server.ts';

/** What the parent sends first: the relay's address and the token of its own programs. */
interface Orders {
  url: string;
  token: string;
  entrances: Entrance[];
}

interface VirtualNet {
  connect(options: {
    port: number;
    host: string;
    allowHalfOpen: boolean;
  }): Socket;
  configureRelay(options: { url: string; room: string; token: string }): void;
}

const virtual = createRequire(import.meta.url)(
  '../package/net.cjs',
) as VirtualNet;

const dial = (port: number) =>
  virtual.connect({ port, host: 'localhost', allowHalfOpen: true });

/** What a SOCKS client is told of a failed dial (RFC 1928 section 6). */
const socksCodes: Record<string, number> = {
  ECONNREFUSED: Reply.kConnectionRefused,
  ETIMEDOUT: Reply.kTtlExpired,
  EACCES: Reply.kNotAllowed,
};

const enter = {
  in(near: Socket, port: number) {
    const far = dial(port);
    far.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') {
        console.error(`gateway: nobody in the room listens on port ${port}`);
      }
    });
    join(near, far);
  },
  socks(near: Socket) {
    near.on('error', () => near.destroy());
    serveSocks(near, (port, replied) => {
      const far = dial(port);
      const refused = (error: NodeJS.ErrnoException) =>
        replied(socksCodes[error.code ?? ''] ?? Reply.kGeneralFailure);
      far.once('error', refused);
      far.once('connect', () => {
        far.off('error', refused);
        replied(Reply.kSucceeded);
        join(near, far);
      });
    });
  },
};

function listen({ kind, port }: Entrance): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = net.createServer({ allowHalfOpen: true }, (socket) =>
      enter[kind](socket, port),
    );
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

process.once('message', (orders: Orders) => {
  const { url, token, entrances } = orders;
  virtual.configureRelay({ url, token, room: entrances[0]!.room });
  Promise.all(entrances.map(listen)).then(
    () => process.send?.({ ready: true }),
    (error: NodeJS.ErrnoException) => {
      process.send?.({ failed: error.message, code: error.code });
      process.disconnect();
    },
  );
});
// A terminal's signals reach every process: the server decides what they mean, and this one ends with it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.once('disconnect', () => process.exit());
