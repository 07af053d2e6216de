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
import { text } from '../texts/text';

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

const list = [
  {
    id: 'duplex',
    group: 'Start',
    filename: 'duplex.js',
    code: createADuplex,
  },
  {
    id: 'echo',
    group: 'Start',
    filename: 'echo.js',
    code: echoStream,
  },
  {
    id: 'blank',
    group: 'Start',
    filename: 'program.js',
    code: blank,
  },
  {
    id: 'modules',
    group: 'Start',
    filename: 'modules.mjs',
    code: modules,
  },
  {
    id: 'types',
    group: 'Start',
    filename: 'lines.mts',
    code: types,
  },
  {
    id: 'push-false',
    group: 'One stream',
    filename: 'push.js',
    code: pushReturnsFalse,
  },
  {
    id: 'write-false',
    group: 'One stream',
    filename: 'write.js',
    code: writeReturnsFalse,
  },
  {
    id: 'paused-reader',
    group: 'Two sides',
    filename: 'paused.js',
    code: pausedReader,
  },
  {
    id: 'pipe-loop',
    group: 'Two sides',
    filename: 'loop.js',
    code: pipeInALoop,
  },
  {
    id: 'half-open',
    group: 'TCP',
    filename: 'half-open.js',
    code: halfOpen,
  },
  {
    id: 'tcp',
    group: 'TCP',
    filename: 'tcp.js',
    code: tcpServerAndClient,
  },
  {
    id: 'tcp-server',
    group: 'TCP',
    filename: 'server.js',
    code: tcpServer,
    b: 'tcp-client',
  },
  {
    id: 'tcp-client',
    group: 'TCP',
    filename: 'client.js',
    code: tcpClient,
    b: 'tcp-server',
  },
  {
    id: 'a',
    group: 'TCP',
    filename: 'a.javascript',
    code: seedA,
    b: 'b',
  },
  {
    id: 'b',
    group: 'TCP',
    filename: 'b.javascript',
    code: seedB,
    b: 'a',
  },
  {
    id: 'fast-writer',
    group: 'TCP',
    filename: 'writer.js',
    code: fastWriter,
    b: 'slow-reader',
  },
  {
    id: 'slow-reader',
    group: 'TCP',
    filename: 'reader.js',
    code: slowReader,
    b: 'fast-writer',
  },
] as const satisfies readonly Omit<Program, 'title' | 'about'>[];

/** Their titles and sentences are texts: asked for when they are shown. */
export const programs: readonly Program[] = list.map((program) => ({
  ...program,
  get title() {
    return text(`program.${program.id}`);
  },
  get about() {
    return text(`program.${program.id}.about`);
  },
}));

export const groups = ['Start', 'One stream', 'Two sides', 'TCP'] as const;

export const fixes: readonly Fix[] = [
  {
    error: /ReferenceError: http is not defined/,
    get label() {
      return text('code.changeHttp');
    },
    from: 'http.createServer',
    to: 'net.createServer',
  },
];

/** The program with this id, or the first one. */
export function programById(id: string | null): Program {
  return programs.find((program) => program.id === id) ?? programs[0]!;
}
