// Cuts what arrives at a connection in pieces, as a network may: each is told in a job of its own, and what is told
// after them waits. Off unless a host asks for it. It changes neither bytes nor their order.
import { queueJob } from './net_jobs.js';

/** How long the next piece is, or null: nothing is cut. @type {((length: number) => number) | null} */
let pieceOf = null;

/** @param {(length: number) => number} choose from 1 to `length` bytes */
export function cutArrivals(choose) {
  pieceOf = choose;
}

/** What was taken from the engine for one connection and not yet told. */
export class Arrivals {
  /** @param {() => boolean} reads whether anybody wants to be told */
  constructor(reads) {
    this.reads = reads;
    /** @type {(() => void)[]} */
    this.waiting = [];
    this.queued = false;
  }

  /** @param {Uint8Array} bytes @param {(piece: Uint8Array) => void} told */
  data(bytes, told) {
    if (pieceOf === null) {
      told(bytes);
      return;
    }
    for (let from = 0; from < bytes.length;) {
      const end = from + pieceOf(bytes.length - from);
      const piece = bytes.subarray(from, end);
      this.waiting.push(() => told(piece));
      from = end;
    }
    this.next();
  }

  /** What comes after the data: its end, or its failure. @param {() => void} told */
  after(told) {
    if (this.waiting.length === 0) told();
    else this.waiting.push(told);
  }

  /** The connection is read again. */
  resume() {
    if (this.waiting.length > 0) this.queue();
  }

  close() {
    this.waiting = [];
  }

  queue() {
    if (this.queued) return;
    this.queued = true;
    queueJob(() => {
      this.queued = false;
      this.next();
    });
  }

  next() {
    if (this.queued || !this.reads()) return;
    const told = this.waiting.shift();
    if (!told) return;
    // Before it is told: that may stop the reading, and throw.
    if (this.waiting.length > 0) this.queue();
    told();
  }
}
