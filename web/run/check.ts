// What a run sends is a program's: of any shape, any size and any number. Here it is either a message of
// protocol.ts within limits.ts, or the run's end. It repairs nothing and shows nothing.
import {
  batchPlaces,
  batchPoints,
  batchRare,
  batchRecords,
  labelCharacters,
  noteCharacters,
  saidCharacters,
  shownStreams,
  stretchCharacters,
  stretchPieces,
  wholeRecords,
} from './limits';
import { mostValues, noteNames } from './notes';
import type { FromRun } from './protocol';
import { levelNumbers, recordBytes } from './record';

/** Kinds of records, and sides. */
const tableNames = 200;
/** A worker that is held back sends as many messages in this time, at most. */
const windowMs = 250;
const windowMessages = 5000;
/** Records of a batch as it usually is. */
const usualRecords = batchRecords + batchRare;

type Fields = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const isBoolean: Check = (value) => typeof value === 'boolean';
/** Infinity is a highWaterMark, too. */
const isNumber: Check = (value) => typeof value === 'number';
const isCount: Check = (value) => Number.isFinite(value) && Number(value) >= 0;
const isAnswer: Check = (value) => value === null || isBoolean(value);
const isText =
  (most: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= most;
const isNull: Check = (value) => value === null;
const either =
  (a: Check, b: Check): Check =>
  (value) =>
    a(value) || b(value);
const isList =
  (most: number, each: Check): Check =>
  (value) =>
    Array.isArray(value) &&
    value.length <= most &&
    // Holes are asked, too.
    Array.from(value).every(each);
const isObject =
  (fields: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, check]) =>
      check((value as Fields)[name]),
    );

const side = {
  length: isNumber,
  highWaterMark: isNumber,
  objectMode: isBoolean,
};

const isReadable = isObject({
  ...side,
  flowing: isAnswer,
  lastPush: isAnswer,
  reading: isBoolean,
  ended: isBoolean,
  endEmitted: isBoolean,
});

const isWritable = isObject({
  ...side,
  lastWrite: isAnswer,
  needDrain: isBoolean,
  corked: isNumber,
  writing: isBoolean,
  writeLength: isNumber,
  ending: isBoolean,
  finished: isBoolean,
});

const isState = isObject({
  id: isCount,
  readable: either(isNull, isReadable),
  writable: either(isNull, isWritable),
  destroyed: isBoolean,
  closed: isBoolean,
  errored: isBoolean,
  pipedTo: either(isNull, isCount),
});

const isLabel: Check = (value) =>
  Array.isArray(value) &&
  isCount(value[0]) &&
  isCount(value[1]) &&
  isText(labelCharacters)(value[2]);

const isPlaceOnWire: Check = (value) =>
  isList(3, isCount)(value) && (value as unknown[]).length === 3;

const isRecords =
  (most: number): Check =>
  (value) =>
    value instanceof ArrayBuffer &&
    value.byteLength <= most * recordBytes &&
    value.byteLength % recordBytes === 0;

const isLevels: Check = (value) =>
  value instanceof Float64Array &&
  value.length <= shownStreams * batchPoints * levelNumbers &&
  value.length % levelNumbers === 0;

const arePieces: Check = (value) =>
  isList(
    stretchPieces + 1,
    isObject({
      fd: (fd) => fd === 1 || fd === 2,
      text: isText(stretchCharacters),
      cut: isCount,
    }),
  )(value) &&
  (value as { text: string }[]).reduce(
    (sum, { text }) => sum + text.length,
    0,
  ) <=
    2 * stretchCharacters;

const isPlace = isObject({ line: isCount, column: isCount });

const isNoteName: Check = (value) =>
  (noteNames as readonly unknown[]).includes(value);
const areValues: Check = (value) =>
  isObject({})(value) &&
  isList(
    mostValues,
    either(isCount, isText(noteCharacters)),
  )(Object.values(value as Fields));

/** @param records of one batch, at most; its names are theirs, of the streams shown, and of what those are piped to */
const isTraceOf = (records: number): Check =>
  isObject({
    batch: isObject({
      total: isCount,
      records: isRecords(records),
      levels: isLevels,
      shown: isList(shownStreams, isCount),
      streams: isList(shownStreams, isState),
      made: isCount,
      labels: isList(records + 2 * shownStreams, isLabel),
      places: isList(batchPlaces, isPlaceOnWire),
    }),
  });

const checks: Record<FromRun['type'], Check> = {
  started: isObject({
    kinds: isList(tableNames, isText(labelCharacters)),
    sides: isList(tableNames, isText(labelCharacters)),
    flags: isList(tableNames, isText(labelCharacters)),
  }),
  output: isObject({
    pieces: arePieces,
    skipped: isObject({ lines: isCount, characters: isCount }),
  }),
  trace: isTraceOf(wholeRecords),
  error: isObject({
    text: isText(saidCharacters),
    place: either(isNull, isPlace),
  }),
  note: isObject({ name: isNoteName, values: areValues }),
  alive: isObject({}),
  clock: isObject({ at: isCount, elapsed: isCount }),
  'real time': isObject({}),
  exit: isObject({ code: isNumber, ms: isCount, virtual: isBoolean }),
};

export const isStarted = checks.started;
/** Of a run's batches those as they usually are: another tab is sent no larger one. */
export const isTrace = isTraceOf(usualRecords);
/** A file name: as long as a class name may be. */
export const isName = isText(labelCharacters);

const isType: Check = (value) =>
  typeof value === 'string' && Object.hasOwn(checks, value);

/** Reads the messages of one run. */
export class RunMessages {
  private windowStart = 0;
  private inWindow = 0;
  /**
   * The window ends behind all that waits by then: a page that takes in a flood slowly counts what it has not kept up with,
   * too. By message and not by timer, which a page that is not seen gets once a second.
   */
  private readonly ending = new MessageChannel();
  private isEnding = false;
  /** Records beyond what batches usually have, which only the first of a run may be. */
  private beyond = 0;

  constructor(private readonly run: number) {
    this.ending.port1.onmessage = () => {
      this.inWindow = 0;
      this.isEnding = false;
    };
  }

  /** @returns the message, or why the run cannot go on */
  read(data: unknown): FromRun | string {
    const now = performance.now();
    if (this.inWindow === 0) this.windowStart = now;
    else if (!this.isEnding && now - this.windowStart >= windowMs) {
      this.isEnding = true;
      this.ending.port2.postMessage(null);
    }
    this.inWindow += 1;
    if (this.inWindow > windowMessages)
      return 'the program sends the page more messages than it can take';
    const message = data as FromRun;
    const known =
      isObject({ run: (run) => run === this.run, type: isType })(data) &&
      checks[message.type](data);
    if (!known)
      return 'the program sent the page a message that is none of the playground’s';
    if (message.type === 'trace') {
      const records = message.batch.records.byteLength / recordBytes;
      this.beyond += Math.max(0, records - usualRecords);
      if (this.beyond > wholeRecords)
        return 'the program sends the page more events than it can take';
    }
    return message;
  }
}
