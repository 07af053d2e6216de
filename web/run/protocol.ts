// The messages between page, sandbox frame, run worker and carrier. Types only: no code here, so
// that all four sides can share them without sharing anything else.
import type { Note } from './notes';

/** Page to frame, once: what every run is made of. */
export interface Boot {
  tincan: 'boot';
  /** The run worker as one classic script. */
  runtime: string;
  /** The engine, as bytes: a compiled module cannot cross to an opaque origin. */
  engine: ArrayBuffer;
}

/** What a run depends on beside its program: with the same, everything that happens is the same. */
export interface RunOptions {
  /** `virtual`: timers jump, and only what the program does takes time. */
  time: 'virtual' | 'wall';
  /** Of Math.random() and random bytes, and of where chunks are cut; a whole number below 2 ** 32. */
  seed: number;
  /** Whether what comes from the network is cut at places the seed chooses. */
  cut: boolean;
  /** KiB of the largest window the run grants a connection of its own: one of `windows` of options.ts. */
  window: number;
}

/** A part of the run worker that not every program wants. */
export interface Extra {
  /** One classic script. */
  script: string;
  /** A module of the engine, as bytes, which it starts. */
  wasm: ArrayBuffer | null;
}

/** Page to frame: start a program. A run that is still alive ends first. */
export interface StartRun {
  tincan: 'run';
  run: number;
  code: string;
  filename: string;
  options: RunOptions;
  /** Beside another program, on one clock with it: the carrier gives the turns. */
  lockstep: boolean;
  /** Output, trace and errors leave by this port. */
  port: MessagePort;
  /** Bytes of the virtual network, to and from the carrier. */
  carrier: MessagePort;
  /** What the worker takes in before it: run/extras.ts. */
  extras: Extra[];
}

export interface StopRun {
  tincan: 'stop';
  run: number;
}

export type ToFrame = Boot | StartRun | StopRun;

export type FromFrame =
  /** Repeated until the page answers with Boot. */
  | { tincan: 'announce' }
  | { tincan: 'ready' }
  /** The worker of this run could not start or died outside the program. */
  | { tincan: 'broken'; run: number; message: string };

/** Frame to run worker. */
export interface BeginRun {
  run: number;
  code: string;
  filename: string;
  options: RunOptions;
  lockstep: boolean;
  engine: ArrayBuffer;
  port: MessagePort;
  carrier: MessagePort;
  extras: Extra[];
}

/** A place in the user's program; line and column count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** A piece of console output, not necessarily a whole line. fd 1 is stdout, 2 is stderr. */
export interface OutputPiece {
  fd: 1 | 2;
  text: string;
  /** UTF-16 units of the text's last line that followed it and were left out. */
  cut: number;
}

/** What the run left out before a stretch of output, for being too much. */
export interface Skipped {
  /** Newlines. */
  lines: number;
  /** UTF-16 units after the last of them, or after what was sent before. */
  characters: number;
}

/** Trace of one stretch of work, already reduced: its size depends on streams, not on events. */
export interface TraceBatch {
  /** Events since the run began, this stretch included. */
  total: number;
  /**
   * The last events of the stretch, whole, and before them the last of each stream shown and the rare
   * ones, so that nothing drawn from them is stale; run/record.ts reads them.
   */
  records: ArrayBuffer;
  /** Level history of the streams shown: [streamId, firstSeq, lastSeq, RL min, max, last, WL min, max, last] each. */
  levels: Float64Array;
  /** Ids of the streams to be shown from now on; the run may have more. */
  shown: number[];
  /** State of those of them that changed. */
  streams: StreamState[];
  /** Streams made so far. */
  made: number;
  /** Names of all streams the batch speaks of: id, number by the order of birth, class name. */
  labels: [id: number, number: number, label: string][];
  /** Of sockets that were connected, the latest: which line of the run, counted from 1, and which stream on it. */
  places: [id: number, line: number, stream: number][];
}

/** One side's facts, as the picture shows them; null where the class has no such side. */
export interface ReadableState {
  length: number;
  highWaterMark: number;
  objectMode: boolean;
  /** true: flowing, false: paused, null: not yet decided. */
  flowing: boolean | null;
  /** push()'s last answer. */
  lastPush: boolean | null;
  reading: boolean;
  ended: boolean;
  endEmitted: boolean;
}

export interface WritableState {
  length: number;
  highWaterMark: number;
  objectMode: boolean;
  /** write()'s last answer. */
  lastWrite: boolean | null;
  needDrain: boolean;
  corked: number;
  /** A chunk is in `_write`, and its callback is owed. */
  writing: boolean;
  /** That chunk's size. */
  writeLength: number;
  ending: boolean;
  finished: boolean;
}

export interface StreamState {
  id: number;
  readable: ReadableState | null;
  writable: WritableState | null;
  destroyed: boolean;
  closed: boolean;
  errored: boolean;
  /** The first stream this one is piped to. */
  pipedTo: number | null;
}

/** Run worker to page. Every message names its run: those of an ended run are dropped. */
export type FromRun = { run: number } & (
  | { type: 'started'; kinds: string[]; sides: string[]; flags: string[] }
  | { type: 'output'; pieces: OutputPiece[]; skipped: Skipped }
  | { type: 'trace'; batch: TraceBatch }
  | { type: 'error'; text: string; place: Place | null }
  /** A line for the console that is the playground's own. */
  | ({ type: 'note' } & Note)
  | { type: 'alive' }
  /** The line's clock and the run's own since its beginning, read at one moment, where they no longer go alike; milliseconds. */
  | { type: 'clock'; at: number; elapsed: number }
  /** Another tab takes part: time is no longer virtual. */
  | { type: 'real time' }
  /** `ms` by the program's clock, `virtual` or not at its end. */
  | { type: 'exit'; code: number; ms: number; virtual: boolean }
);

/** Page to run worker: is the program still letting go of its thread? It answers with `alive`. */
export interface Ask {
  ask: true;
}

/** Page to run worker: one more message of this type has been taken in. */
export interface Seen {
  seen: 'output' | 'trace';
}

/** Where the virtual network of this tab's run stands, in the words the page shows. */
export type RelayStatus =
  | 'offline'
  | 'connecting'
  | 'connected'
  /** The host has no relay: this browser joins its own tabs. */
  | 'browser'
  /** A and B are in one page, which joins them itself. */
  | 'beside'
  | 'unreachable'
  | 'lost';

/**
 * Run worker to carrier, on the port between them. Bytes go as ArrayBuffers, one WebSocket message
 * each, and only between `opened` and `closed`.
 */
export type RunToCarrier =
  ArrayBuffer | { open: true } | { close: true; code: number; reason: string };

/** Every open is answered by exactly one closed, in the end: asked for, failed or lost. */
export type CarrierToRun =
  | ArrayBuffer
  | { opened: true }
  /** So many more bytes have left for the network. */
  | { drained: number }
  | { closed: true; reason: string };

/** To a run in lockstep: it may act, at this moment of the common clock in milliseconds, after what was brought. */
export interface TurnBegin {
  turn: number;
  brought: CarrierToRun[];
}

/** From a run in lockstep: it has nothing to do before a later moment. Times are the common clock's, in milliseconds. */
export interface TurnOver {
  time: number;
  /** When its next timer falls due; null where there is none. */
  next: number | null;
  /** It has work left, and waits for its next turn only. */
  more: boolean;
  /** Only another program can bring what it waits for. */
  waits: boolean;
  /** The program has ended. */
  ended: boolean;
  /** Since its last turn was over, and when. */
  sent: { at: number; message: RunToCarrier }[];
}

/** Page to carrier worker: serve one run. */
export interface CarrierRun {
  type: 'run';
  run: number;
  /** The program's bytes, or what the page itself tells other tabs: that is neither slowed nor read along. */
  carries: 'program' | 'picture';
  /** Whose time the run goes by. */
  time: RunOptions['time'];
  url: string;
  protocols: string[];
  /** The host, when it last answered, had no relay. */
  hostless: boolean;
  port: MessagePort;
}

export type ToCarrier =
  | CarrierRun
  | { type: 'end'; run: number }
  | { type: 'knobs'; knobs: Knobs }
  /** The answer to BrowserPortWanted; null where the browser has no SharedWorker. */
  | { type: 'browser port'; port: MessagePort | null };

/** The page's way to the carrier, wherever that is. */
export interface CarrierPort {
  postMessage(message: ToCarrier, transfer?: Transferable[]): void;
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<FromCarrier>) => void,
  ): void;
}

/** Carrier to page: a worker can make no SharedWorker, so the page does. */
export interface BrowserPortWanted {
  type: 'browser port wanted';
}

export type FromCarrier =
  | CarrierStatus
  | BrowserPortWanted
  | CarrierWire
  | CarrierRealTime
  | CarrierBroken;

/** How slow the person wants this tab's line to be, each way; 0 leaves it as it is. */
export interface Knobs {
  /** Milliseconds. */
  latency: number;
  /** Bytes a second. */
  bandwidth: number;
  /** Bytes of the largest message. */
  chunk: number;
}

/** A yamux frame that passed. */
export interface WireFrame {
  way: 'out' | 'in';
  /** Milliseconds of the host's clock, since 1970; of the common clock, side by side. */
  time: number;
  type: number;
  flags: number;
  stream: number;
  /** Bytes of payload, or of credit, by the type. */
  length: number;
  /** The payload's first bytes. */
  first: number[];
  /** Of the stream, as the frame leaves them; null: it has none. */
  window: WireWindow | null;
}

/** What may still be sent on a stream, either way; bytes. */
export interface WireWindow {
  stream: number;
  out: number;
  in: number;
  /** The widest the windows have been. */
  outMost: number;
  inMost: number;
  /** Reset. */
  over: boolean;
}

export interface WireNews {
  /** Lines of the run so far, this one included. */
  line: number;
  frames: WireFrame[];
  /** Frames before these that are not told. */
  skipped: number;
  /** Of the latest streams. */
  windows: WireWindow[];
}

/** Carrier to page: what passed on the line of a run. */
export interface CarrierWire extends WireNews {
  type: 'wire';
  run: number;
}

/** Of a pair: what the run sent is none of the protocol, and its part in the pair is over. */
export interface CarrierBroken {
  type: 'broken';
  run: number;
  reason: string;
}

/** Of a pair: by the choice of either, the clock the run goes by is real from now on. */
export interface CarrierRealTime {
  type: 'real time';
  run: number;
}

export interface CarrierStatus {
  type: 'status';
  run: number;
  status: RelayStatus;
  /** Why, in plain words; empty when there is nothing to add. */
  reason: string;
}
