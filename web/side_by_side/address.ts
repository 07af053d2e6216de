// Which two programs the page with both cans begins with, and its address: that of A's own page, with B's program
// where it is not the one that belongs to A's. The room is one secret for both.
import { fragmentOf, readFragment, shareFragmentOf } from '../carrier/room';
import { programById, programs } from '../programs/index';
import { canField } from './can';
import type { CanName } from '../lockstep/messages';

/** Of B's program. */
const bField = 'b';
const firstProgram = 'a';

/** Addresses of the frames, relative to the page. */
export function framesOf(hash: string): Record<CanName, string> {
  const { secret, program, document, share } = readFragment(hash);
  const left = programById(program ?? firstProgram);
  const given = new URLSearchParams(hash.replace(/^#/, '')).get(bField);
  const whole = (id: string) =>
    share === null
      ? fragmentOf(secret, id, document ?? id)
      : shareFragmentOf(id, share, secret);
  const frame = (can: CanName, fragment: string) =>
    `./?${canField}=${can}${fragment}`;
  const partner = programs.find(({ id }) => id === left.b);
  // From B's own page: it stays B, which comes after its A in the list.
  const isB =
    partner !== undefined && programs.indexOf(partner) < programs.indexOf(left);
  if (given === null && isB)
    return {
      a: frame('a', fragmentOf(secret, partner.id)),
      b: frame('b', whole(left.id)),
    };
  return {
    a: frame('a', whole(left.id)),
    b: frame(
      'b',
      fragmentOf(secret, programById(given ?? left.b ?? 'blank').id),
    ),
  };
}

/** @param fragment of A's frame @param a its program @param b B's */
export function addressOf(fragment: string, a: string, b: string): string {
  const usual = programById(a).b ?? 'blank';
  return usual === b ? fragment : `${fragment}&${bField}=${b}`;
}
