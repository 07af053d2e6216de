// Starts the gateway's processes for serve.ts, one for each room: a process has one engine, and an
// engine is in one room.
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Entrance } from './options.ts';

const program = path.join(import.meta.dirname, 'gateway.js');

/**
 * Resolves when every entrance can be connected to; the processes end with this one. `ended` gets one line a user can act on for
 * each process that ends before. Rejects with such a line.
 */
export async function startGateway(
  entrances: readonly Entrance[],
  relay: { url: string; token: string },
  ended: (line: string) => void,
): Promise<void> {
  const rooms = [...groupByRoom(entrances).values()];
  await Promise.all(
    rooms.map(async (ofRoom) => {
      const child = await startRoom(ofRoom, relay);
      child.once('exit', (code, signal) => {
        const ports = ofRoom.map(({ port }) => `127.0.0.1:${port}`);
        const how = signal === null ? `exit code ${code}` : signal;
        ended(
          `Gateway: its process ended (${how}): ${ports.join(', ')} leads nowhere until npm start is run again; tabs are not affected`,
        );
      });
    }),
  );
}

function groupByRoom(entrances: readonly Entrance[]): Map<string, Entrance[]> {
  const rooms = new Map<string, Entrance[]>();
  for (const entrance of entrances) {
    rooms.set(entrance.room, [...(rooms.get(entrance.room) ?? []), entrance]);
  }
  return rooms;
}

function startRoom(
  entrances: Entrance[],
  relay: { url: string; token: string },
): Promise<ChildProcess> {
  const child = fork(program);
  return new Promise((resolve, reject) => {
    child.once('message', (answer: { failed?: string; code?: string }) => {
      if (answer.failed === undefined) resolve(child);
      else reject(new Error(advice(answer.failed, answer.code)));
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The gateway ended with exit code ${code}`)),
    );
    child.send({ ...relay, entrances });
  });
}

function advice(message: string, code: string | undefined): string {
  return code === 'EADDRINUSE'
    ? `Gateway: ${message}: stop what listens there, or choose another port`
    : `Gateway: ${message}`;
}
