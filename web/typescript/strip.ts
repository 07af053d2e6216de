// A TypeScript program as JavaScript, with every character where it was. The worker that knows how is loaded for the
// first such program. It runs nothing and shows nothing.
import stripWorkerUrl from './strip_worker.ts?worker&url';
import { syntaxErrorText } from '../run/error_text';
import type { Place } from '../run/protocol';
import type { StripReply, StripRequest } from './strip_worker';

/** The program cannot be run; Node would say this, and end with code 1. */
export class StripProblem extends Error {
  constructor(
    /** As Node prints it. */
    readonly text: string,
    readonly place: Place,
    /** What is wrong, without its place. */
    readonly reason: string,
    /** UTF-16 units of what is wrong, or to the end of the line. */
    readonly width: number,
  ) {
    super(text);
  }
}

const codes = {
  UnsupportedSyntax: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  InvalidSyntax: 'ERR_INVALID_TYPESCRIPT_SYNTAX',
};

let worker: Worker | null = null;
let requests = 0;

function loaded(): Worker {
  worker ??= new Worker(stripWorkerUrl);
  return worker;
}

function ask(request: StripRequest): Promise<StripReply> {
  return new Promise((resolve, reject) => {
    const asked = loaded();
    const settle = () => {
      asked.removeEventListener('message', answered);
      asked.removeEventListener('error', failed);
    };
    const answered = ({ data }: MessageEvent<StripReply>) => {
      if (data.id !== request.id) return;
      settle();
      resolve(data);
    };
    const failed = (event: ErrorEvent) => {
      settle();
      // The next program may find it loaded.
      worker = null;
      reject(new Error(event.message || 'it could not be loaded'));
    };
    asked.addEventListener('message', answered);
    asked.addEventListener('error', failed);
    asked.postMessage(request);
  });
}

/** Rejects with a StripProblem, or an Error when types cannot be stripped at all. */
export async function strip(code: string, filename: string): Promise<string> {
  requests += 1;
  const reply = await ask({ id: requests, code, filename });
  if ('code' in reply) return reply.code;
  if ('failure' in reply)
    throw new Error(`types could not be stripped: ${reply.failure}`);
  const { refusal } = reply;
  const place = { line: refusal.startLine, column: refusal.startColumn + 1 };
  const isOneLine = refusal.startLine === refusal.endLine;
  const width = isOneLine
    ? Math.max(1, refusal.endColumn - refusal.startColumn)
    : Infinity;
  const problem = {
    message: refusal.message,
    place,
    width,
    code: codes[refusal.code],
  };
  const text = syntaxErrorText(problem, code, filename);
  throw new StripProblem(text, place, refusal.message, width);
}
