// What the relay, the carrier and a run's guards give as a reason, in the person's language: they send one of these, or a
// relay's own words, which are shown as they come.
import type { Note } from '../run/notes';
import type { TextKey } from './en';
import { text } from './text';

/** Why there is no relay, told whole; a reason may follow. */
const apart =
  'This page comes from a host without a relay, and this browser does not join its tabs';

const keys: Record<string, TextKey> = {
  'it refuses this tab': 'reason.refused',
  'it does not answer': 'reason.silent',
  'this host has none': 'reason.none',
  'it is gone': 'reason.gone',
  'the connection broke': 'reason.broke',
  'the relay restarts': 'reason.restarts',
  'the relay is shutting down': 'reason.restarts',
  'the relay saw a protocol error': 'reason.protocol',
  'the relay sent text': 'reason.text',
  'too many connections': 'reason.tooMany',
  'too many connections in a short time': 'reason.tooFast',
  'the room has had its bytes': 'reason.roomBytes',
  'this address has had its bytes': 'reason.addressBytes',
  'the room proof is wrong': 'reason.proof',
  'the tab key is malformed': 'reason.tabKey',
  'the program sends more than the relay takes': 'reason.relayFull',
  'a message of the program could not be read': 'reason.unreadable',
  'the program sends the page more messages than it can take':
    'reason.pageFull',
  'the program sends the page more events than it can take':
    'reason.pageEvents',
  'the program sent the page a message that is none of the playground’s':
    'reason.strange',
  'the program sent the common clock a message that is none of the playground’s':
    'reason.strangeTurn',
  'The relay refuses this tab or its room (a reload, or a new room, may help)':
    'reason.refusedLong',
  'The relay cannot be reached': 'reason.silentLong',
  [apart]: 'reason.apart',
};

export function reasonWords(reason: string): string {
  const key = Object.hasOwn(keys, reason) ? keys[reason] : undefined;
  if (key !== undefined) return text(key);
  const code = /^closed with code (\d+)$/.exec(reason)?.[1];
  if (code !== undefined) return text('reason.code', { code });
  if (!reason.startsWith(`${apart} (`)) return reason;
  const since = reason.slice(apart.length + 2, -1);
  return text('reason.apartSince', { reason: reasonWords(since) });
}

/** A line of the console that a run adds. */
export function noteWords({ name, values }: Note): string {
  const { reason } = values;
  return text(
    `note.${name}`,
    typeof reason === 'string'
      ? { ...values, reason: reasonWords(reason) }
      : values,
  );
}
