// The room of this tab: a secret in the URL fragment that no server ever sees, and the relay address
// and proof made of it.
import type { RelayStatus } from '../run/protocol';
import { isKey, randomKey, roomPathOf, subprotocolsOf } from '../relay/proof';

/** Where a run's WebSocket goes, and what it offers. */
export interface Room {
  url: string;
  protocols: string[];
  /** The host, when it last answered, had no relay. */
  hostless: boolean;
}

/** What the fragment says; its grammar is in keep/README.md. */
export interface Fragment {
  secret: string;
  /** The link's room is not one: cut off or mistyped. Nobody else can be in the new one. */
  malformed: boolean;
  program: string | null;
  /** Of several documents of the program, which. */
  document: string | null;
  /** A shared document, packed; null where there is none. */
  share: string | null;
}

/** What a text leaves at the end of a link that is copied out of it; no field ends so by itself. */
const tail = /[\s.,;:!?)\]>'"’”»]+$/;

export function fieldOf(hash: string, name: string): string | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return fields.get(name)?.replace(tail, '') ?? null;
}

/** @param secret of the room this tab is in, or of a new one: for a fragment that names none */
export function readFragment(hash: string, secret = randomKey()): Fragment {
  const given = fieldOf(hash, 'room');
  const usable = given !== null && isKey(given);
  return {
    secret: usable ? given : given === null ? secret : randomKey(),
    malformed: given !== null && !usable,
    program: fieldOf(hash, 'program'),
    document: fieldOf(hash, 'document'),
    share: fieldOf(hash, 'share'),
  };
}

/** The fragment of a page in this room; also the address of tab B, relative to this page. */
export function fragmentOf(
  secret: string,
  program: string,
  document = program,
): string {
  const own = document === program ? '' : `&document=${document}`;
  return `#room=${secret}&program=${program}${own}`;
}

/** The fragment of a link to a shared document; the room is in it only where one is given. */
export function shareFragmentOf(
  program: string,
  share: string,
  secret: string | null,
): string {
  const room = secret === null ? '' : `room=${secret}&`;
  // Last: what cuts a link off cuts here, where it is noticed.
  return `#${room}program=${program}&share=${share}`;
}

const hostKey = 'tincan host';
const hasNone = 'without a relay';

/** For a time when the host does not answer: what a connection has shown, kept over reloads. */
export function rememberHost(status: RelayStatus): void {
  if (status !== 'connected' && status !== 'browser') return;
  try {
    localStorage.setItem(hostKey, status === 'browser' ? hasNone : '');
  } catch {
    // Blocked or full: the next visit asks the host.
  }
}

function isHostless(): boolean {
  try {
    return localStorage.getItem(hostKey) === hasNone;
  } catch {
    return false;
  }
}

/** @param tabKey proves to the relay that a reconnecting tab is the one that held its ports; without, none are kept */
export function roomOf(
  secret: string,
  tabKey: string | undefined,
  page: Location,
): Room {
  const url = new URL(`.${roomPathOf(secret)}`, page.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    url: url.href,
    protocols: subprotocolsOf(secret, tabKey),
    hostless: isHostless(),
  };
}
