// The lines that a run itself adds to the console, by name: the page has the words (`note.*` of texts/), so that they are in the
// person's language.

export const noteNames = [
  'ignoredFalse',
  'ignoredFalseLine',
  'limited',
  'refusedDial',
  'relayBack',
  'relayBroke',
  'relayLost',
  'relayLostPorts',
  'relayAway',
  'relayAwayPorts',
  'relayRestarts',
  'relayRestartsPorts',
] as const;

export interface Note {
  name: (typeof noteNames)[number];
  /** What the words leave open; `reason` is one of reasons.ts, or a relay's own words. */
  values: Record<string, string | number>;
}

/** Values of a note, at most. */
export const mostValues = 8;
