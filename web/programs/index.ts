// The programs of the chooser, in its order. Texts live in the files beside this one, unchanged:
// this file only names them, pairs A with B and offers the one-click fixes.
import blank from './blank.cjs?raw';
import fastWriter from './fast-writer.cjs?raw';
import halfOpen from './half-open.cjs?raw';
import modules from './modules.mjs?raw';
import pausedReader from './paused-reader.cjs?raw';
import pipeInALoop from './pipe-in-a-loop.cjs?raw';
import pushReturnsFalse from './push-returns-false.cjs?raw';
import seedA from './seeds/a.cjs?raw';
import seedB from './seeds/b.cjs?raw';
import createADuplex from './seeds/create-a-duplex.cjs?raw';
import echoStream from './seeds/echo-stream.cjs?raw';
import tcpServer from './seeds/tcp-server.cjs?raw';
import slowReader from './slow-reader.cjs?raw';
import tcpClient from './tcp-client.cjs?raw';
import tcpServerAndClient from './tcp-server-and-client.cjs?raw';
import types from './types.mts?raw';
import writeReturnsFalse from './write-returns-false.cjs?raw';

/** An edit offered beside an error message; it replaces the first occurrence of `from`. */
export interface Fix {
  /** Matches the error's first line. */
  error: RegExp;
  label: string;
  from: string;
  to: string;
}

export interface Program {
  id: string;
  title: string;
  /** One sentence for the chooser. */
  about: string;
  group: 'Start' | 'One stream' | 'Two sides' | 'TCP';
  /** The name errors show. */
  filename: string;
  code: string;
  /** The program tab B opens with. */
  b?: string;
}

export const programs: readonly Program[] = [
  {
    id: 'duplex',
    title: 'Basic Example: Create a Duplex',
    about: 'A class with both sides: what is written is not what is read.',
    group: 'Start',
    filename: 'duplex.js',
    code: createADuplex,
  },
  {
    id: 'echo',
    title: 'Echo Stream',
    about: 'Every chunk written comes back out of the readable side.',
    group: 'Start',
    filename: 'echo.js',
    code: echoStream,
  },
  {
    id: 'blank',
    title: 'Blank',
    about: 'An empty page with the stream classes required.',
    group: 'Start',
    filename: 'program.js',
    code: blank,
  },
  {
    id: 'modules',
    title: 'An ES module: pipeline and await',
    about: 'import, await at the top, and an async generator as a destination.',
    group: 'Start',
    filename: 'modules.mjs',
    code: modules,
  },
  {
    id: 'types',
    title: 'TypeScript: lines from chunks',
    about: 'Types are taken out as Node does it; what is left is what runs.',
    group: 'Start',
    filename: 'lines.mts',
    code: types,
  },
  {
    id: 'push-false',
    title: 'push() returns false',
    about: 'The readable buffer is full until _read() is called again.',
    group: 'One stream',
    filename: 'push.js',
    code: pushReturnsFalse,
  },
  {
    id: 'write-false',
    title: "write() returns false, then 'drain'",
    about: 'The writable buffer is full until it has emptied.',
    group: 'One stream',
    filename: 'write.js',
    code: writeReturnsFalse,
  },
  {
    id: 'paused-reader',
    title: 'A paused reader',
    about: 'Backpressure travels up the pipe; nothing is lost.',
    group: 'Two sides',
    filename: 'paused.js',
    code: pausedReader,
  },
  {
    id: 'pipe-loop',
    title: 'a.pipe(b).pipe(a)',
    about: 'A conversation: a duplex at both ends of the pipe.',
    group: 'Two sides',
    filename: 'loop.js',
    code: pipeInALoop,
  },
  {
    id: 'half-open',
    title: 'Half-open',
    about: 'allowHalfOpen: one side has ended, the other still answers.',
    group: 'TCP',
    filename: 'half-open.js',
    code: halfOpen,
  },
  {
    id: 'tcp',
    title: 'Server and client in one program',
    about: 'A TCP server on port 4000 and a client that talks to it.',
    group: 'TCP',
    filename: 'tcp.js',
    code: tcpServerAndClient,
  },
  {
    id: 'tcp-server',
    title: 'TCP server on port 4000',
    about: 'Answers every message; open its client in tab B.',
    group: 'TCP',
    filename: 'server.js',
    code: tcpServer,
    b: 'tcp-client',
  },
  {
    id: 'tcp-client',
    title: 'TCP client of port 4000',
    about: 'Says hello to the server in tab A and prints the answer.',
    group: 'TCP',
    filename: 'client.js',
    code: tcpClient,
    b: 'tcp-server',
  },
  {
    id: 'a',
    title: 'A: a.javascript, listens on port 8000',
    about: 'As the article prints it, slip included: run it and see.',
    group: 'TCP',
    filename: 'a.javascript',
    code: seedA,
    b: 'b',
  },
  {
    id: 'b',
    title: 'B: b.javascript, connects to port 8000',
    about: 'The other end of A; open it in a second tab.',
    group: 'TCP',
    filename: 'b.javascript',
    code: seedB,
    b: 'a',
  },
  {
    id: 'fast-writer',
    title: 'A fast writer (100 MiB)',
    about: 'Stands still while the reader in tab B pauses.',
    group: 'TCP',
    filename: 'writer.js',
    code: fastWriter,
    b: 'slow-reader',
  },
  {
    id: 'slow-reader',
    title: 'A slow reader (100 MiB)',
    about: 'Pauses for three seconds, then takes everything.',
    group: 'TCP',
    filename: 'reader.js',
    code: slowReader,
    b: 'fast-writer',
  },
];

export const groups = ['Start', 'One stream', 'Two sides', 'TCP'] as const;

export const fixes: readonly Fix[] = [
  {
    error: /ReferenceError: http is not defined/,
    label: 'Change http.createServer to net.createServer and run',
    from: 'http.createServer',
    to: 'net.createServer',
  },
];

/** The program with this id, or the first one. */
export function programById(id: string | null): Program {
  return programs.find((program) => program.id === id) ?? programs[0]!;
}
