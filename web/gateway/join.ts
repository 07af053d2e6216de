// One connection of the machine and one of a room, made one: each end's bytes, end and reset are the
// other's. Works on any two sockets of Node's net shape; it opens and listens to nothing itself.
import type { Socket } from 'node:net';

/**
 * Joins two sockets made with allowHalfOpen: bytes with backpressure, FIN as FIN, and whatever else
 * ends one of them as a reset of the other.
 */
export function join(a: Socket, b: Socket): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pipe(to);
    // Told by 'close', with or without an error before.
    from.on('error', () => {});
    from.on('close', (hadError: boolean) => {
      if (hadError || !from.readableEnded) reset(to);
    });
  }
}

function reset(socket: Socket): void {
  if (socket.destroyed) return;
  // One that is still connecting has nobody to tell.
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
