// Whether other programs take part in this one's network: it tells the loop, whose virtual time is over then.
import { meetOthers } from './net_jobs.js';

/** Connections this program has begun to itself and not yet accepted. */
let ownDials = 0;

/** @param {boolean} toItself whether the program itself listens there */
export function dialled(toItself) {
  if (toItself) ownDials += 1;
  else meetOthers();
}

export function accepted() {
  if (ownDials > 0) ownDials -= 1;
  else meetOthers();
}
