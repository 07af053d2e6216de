// What the page with both cans and their frames say to each other. Types only.
import type { optionFields } from '../run/options';
import type { RunState } from '../session';

/** A can's choice of time and chance. */
export type OptionFields = ReturnType<typeof optionFields>;

/** A can's frame to the page around it: it is ready to be joined. */
export interface CanReady {
  tincan: 'can';
}

/** The page's answer, with two ports: to the carrier, and to the page itself. */
export interface CanJoined {
  tincan: 'joined';
  /** Id of the document that the other can shows; null: not known yet. */
  taken: string | null;
  options: OptionFields;
}

/** Page to can. */
export type ToCan =
  | { do: 'run' }
  | { do: 'stop' }
  | { do: 'give way'; taken: string }
  /** The other can wants to share this one's document, too: the answer goes to the port that comes with it. */
  | { do: 'share' }
  /** Its commands, or their keys, are asked for outside of both cans. */
  | { do: 'palette' }
  | { do: 'keys' };

/** Can to page. */
export type FromCan =
  | { state: CanState }
  /** The other can's document as shared: the answer comes to the port that goes with it. */
  | { ask: 'share' }
  /** A command of the page's, given in this can. */
  | { do: 'run both' }
  | { do: 'stop both' };

/** How a can stands. */
export interface CanState {
  run: RunState;
  busy: boolean;
  /** Id of the program shown. */
  program: string;
  /** Of its document. */
  document: string;
  /** Kept by the page, since no frame is the same after a reload. */
  options: OptionFields;
  /** Its own address's, with the program and the room. */
  fragment: string;
}
