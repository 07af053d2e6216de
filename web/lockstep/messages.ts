// What the page with both cans says to the carrier of both. Types only.

export type CanName = 'a' | 'b';

export type ToLockstep =
  /** Of a can's page: run/protocol.ts says what is said there. */
  | { type: 'can'; can: CanName; port: MessagePort }
  /** Both are about to run: from the same moment. */
  | { type: 'both' };
