// How much of a run the page takes and keeps. The run's worker stays within these by itself, and says what it
// leaves out; a run that goes beyond them all the same is ended (check.ts). Numbers only.

/**
 * From being told of its end to being ended all the same, in milliseconds: a program that listens is gone at once, so this is
 * for endless loops alone. Were it short, a busy machine would cut off who is about to close its connections.
 */
export const endingMs = 500;

/** Lines of the console, and UTF-16 units of all their text: older lines give way. */
export const keptLines = 5000;
export const keptCharacters = 500_000;
/** UTF-16 units of one line that are shown. */
export const lineCharacters = 20_000;
/** UTF-16 units of one stretch of output on its way to the page, and its pieces. */
export const stretchCharacters = 500_000;
export const stretchPieces = 2 * keptLines;
/** UTF-16 units of a value in a line the run adds, such as a relay's own words. */
export const noteCharacters = 400;
/** UTF-16 units of an error's text. */
export const saidCharacters = 100_000;

/** Streams with a card. */
export const shownStreams = 48;
/** Level points of one stream in one batch of the trace. */
export const batchPoints = 64;
/** The latest records of one batch, all of which it has. */
export const batchRecords = 4000;
/** Records before these that are kept for what they say: the last of a stream, an end, an error. */
export const batchRare = 300;
/** Of a run's first so many records none is left out, however few batches they come in: as many as the engine's ring holds. */
export const wholeRecords = 65_536;
/** Sockets of one batch that are told where on the wire they are. */
export const batchPlaces = 256;
/** Records the page keeps of one run, to go back to: 44 bytes each; fewer where memory is short. */
export const keptRecords = 1024 * 1024;
export const keptRecordsOfPhone = 256 * 1024;
/** UTF-16 units of a stream's class name. */
export const labelCharacters = 100;
