// The file by which one process tells the next which ports to keep for which tabs, so that an upgrade loses none.
// It is read once and removed; it holds room names and hashes, no secret, and is its owner's alone to read.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { KeptPort } from './relay/server.ts';

/** Older than this, the tabs it speaks of have given up: milliseconds. */
const kFreshMs = 60_000;

export function writeHandover(file: string, ports: KeptPort[]): void {
  writeFileSync(file, JSON.stringify({ at: Date.now(), ports }), {
    mode: 0o600,
  });
}

/** What the process before this one left; nothing when there was none, it is old, or it cannot be read as such. */
export function takeHandover(file: string): KeptPort[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  rmSync(file);
  const left: unknown = parsed(text);
  if (!isHandover(left) || Date.now() - left.at > kFreshMs) return [];
  return left.ports.filter(isKeptPort);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off when the other process was killed while it wrote.
    return null;
  }
}

function isHandover(left: unknown): left is { at: number; ports: unknown[] } {
  const { at, ports } = (left ?? {}) as { at?: unknown; ports?: unknown };
  return typeof at === 'number' && Array.isArray(ports);
}

function isKeptPort(port: unknown): port is KeptPort {
  const { room, port: number, tab } = (port ?? {}) as Partial<KeptPort>;
  return (
    typeof room === 'string' &&
    Number.isInteger(number) &&
    typeof tab === 'string'
  );
}
