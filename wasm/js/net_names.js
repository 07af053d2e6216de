// Names asked of the relay: who asked, and what came back. Which names that are is net_lookup.js's business.
import { Buffer } from './net_base.js';
import { wasm } from './net_engine.js';
import { payloads } from './net_border.js';
import { holdProgram, meetOthers } from './net_jobs.js';

/** Bytes of the longest name a SOCKS request can carry (RFC 1928, 5). */
const kLongestName = 255;

/** Who waits for the answer, by the lookup's id. */
const lookups = new Map();

/**
 * Asks the relay for the IPv4 address of a name; it keeps the program alive until the answer is there.
 * @param {string} name
 * @param {(address: string | null) => void} told null: there is no such name
 * @returns whether there is a relay to ask
 */
export function askRelay(name, told) {
  const bytes = Buffer.from(name);
  if (bytes.length === 0 || bytes.length > kLongestName) return false;
  const id = wasm.tc_net_lookup(payloads.take(bytes), bytes.length);
  if (id === 0) return false;
  lookups.set(id, told);
  meetOthers();
  holdProgram(1);
  return true;
}

/** The answer to a lookup has come: an address, or null. */
export function resolved(id, address) {
  const told = lookups.get(id);
  lookups.delete(id);
  holdProgram(-1);
  told(address);
}
