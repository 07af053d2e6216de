// Which two documents the page with both cans begins with, and its address: that of A's own page, with B's document
// where it is not the one that belongs to A's. The room is one secret for both. keep/README.md has the grammar.
import {
  fieldOf,
  fragmentOf,
  readFragment,
  shareFragmentOf,
} from '../carrier/room';
import { holdsBoth } from '../keep/packing';
import { otherOf } from '../keep/second';
import { programById, programs } from '../programs/index';
import { canField } from './can';
import type { CanName } from '../lockstep/messages';

/** Of B's program, and of its document. */
const programField = 'b';
const documentField = 'b-document';
const firstProgram = 'a';

/** What a can shows. */
interface Shown {
  program: string;
  /** Id; the program's own where it is the program's. */
  document: string;
}

/** Addresses of the frames, relative to the page. */
export function framesOf(hash: string): Record<CanName, string> {
  const { secret, share } = readFragment(hash);
  const { a, b, isB } = bothOf(hash);
  const unknown = unknownB(hash);
  const isOf = (can: CanName) =>
    share !== null && (holdsBoth(share) || (can === 'b') === isB);
  const frame = (can: CanName, { program, document }: Shown) => {
    const named = can === 'b' && unknown !== null ? unknown : program;
    const fragment =
      share !== null && isOf(can)
        ? shareFragmentOf(program, share, secret)
        : fragmentOf(secret, named, document);
    return `./?${canField}=${can}${fragment}`;
  };
  return { a: frame('a', a), b: frame('b', b) };
}

/** B's program as the address names it, if there is none of this name: its frame says so. */
function unknownB(hash: string): string | null {
  const given = fieldOf(hash, programField);
  const isKnown = given === null || programs.some(({ id }) => id === given);
  return isKnown ? null : encodeURIComponent(given);
}

/** @returns also whether it is the address of B's own page */
function bothOf(hash: string): Record<CanName, Shown> & { isB: boolean } {
  const { program, document } = readFragment(hash);
  const own = programById(program ?? firstProgram);
  const shown = { program: own.id, document: document ?? own.id };
  const given = fieldOf(hash, programField);
  const partner = programs.find(({ id }) => id === own.b);
  // From B's own page: it stays B, which comes after its A in the list.
  if (
    given === null &&
    partner !== undefined &&
    programs.indexOf(partner) < programs.indexOf(own)
  ) {
    const a = { program: partner.id, document: partner.id };
    return { a, b: shown, isB: true };
  }
  const b = programById(given ?? own.b ?? 'blank').id;
  const wanted = fieldOf(hash, documentField) ?? b;
  // Two cans never show one document.
  const taken = wanted === shown.document;
  return {
    a: shown,
    b: { program: b, document: taken ? otherOf(wanted) : wanted },
    isB: false,
  };
}

/** @param fragment of A's frame */
export function addressOf(fragment: string, b: Shown): string {
  const usual = bothOf(fragment);
  if (
    !usual.isB &&
    usual.b.program === b.program &&
    usual.b.document === b.document
  )
    return fragment;
  const own = b.document === b.program ? '' : `&${documentField}=${b.document}`;
  return `${fragment}&${programField}=${b.program}${own}`;
}

/**
 * The page with both, relative to this one, which opens a link's documents.
 * @param share of the layout for both
 */
export function addressOfShare(share: string, a: string, b: string): string {
  // Last: what cuts a link off cuts here, where it is noticed.
  return `side_by_side.html#program=${a}&${programField}=${b}&share=${share}`;
}
