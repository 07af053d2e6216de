// What the page and the worker that meets other tabs say to each other. Types only.
import type { Told } from './told';

export interface Parts {
  /** Its two modules, as bytes. */
  engine: ArrayBuffer;
  net: ArrayBuffer;
  /** The line to the carrier. */
  carrier: MessagePort;
}

/** Page to worker. */
export type ToMeeting =
  /** First, and once. */
  | ({ type: 'begin' } & Parts)
  /** From now on others are told, or not any more. */
  | { type: 'share'; shares: boolean }
  /** To all others that are told. */
  | { type: 'tell'; told: Told }
  /** The answer to 'behind': all of the picture as it stands. */
  | { type: 'catch up'; other: number; told: Told[] }
  /** One more thing of what this other told has been taken in. */
  | { type: 'seen'; other: number };

/** Worker to page. Others have numbers, never used again. */
export type FromMeeting =
  /** This tab has a place, and others find it. */
  | { type: 'placed' }
  /** It is there, and can be told something. */
  | { type: 'met'; other: number }
  /** It has heard nothing so far, or not all, and there is room for more. */
  | { type: 'behind'; other: number }
  | { type: 'told'; other: number; told: Told }
  /** `broken`: it sent what is no picture, and is not listened to any more. */
  | { type: 'gone'; other: number; broken: boolean }
  /** No place is free in this room. */
  | { type: 'full' }
  | { type: 'failed'; reason: string };
