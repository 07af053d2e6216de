// What a program is given besides Node's own globals, for the editor's help alone: the page is not compiled with it.
// require() is declared by declarations.ts, one line a module.
/* eslint-disable no-var, @typescript-eslint/no-explicit-any -- globals are declared so, and a program may be anything */

declare var exports: any;
declare var module: {
  exports: any;
  filename: string;
  id: string;
  loaded: boolean;
};
/** The path of the program's folder. */
declare var __dirname: string;
/** The path of the program's file. */
declare var __filename: string;

interface ImportMeta {
  /** The path of the program's folder. */
  dirname: string;
  /** The path of the program's file. */
  filename: string;
  /** Whether this module is the one that was run. */
  main: boolean;
  /** The program's address. */
  url: string;
  /** The address of a module. */
  resolve(specifier: string): string;
}

/** A deep copy of the value. */
declare function structuredClone<T>(
  value: T,
  options?: { transfer?: readonly object[] },
): T;

/** As much of Web Crypto as a run has, which is no secure context: its worker is of no origin. */
declare var crypto: {
  /** Fills the array with random values. */
  getRandomValues<T extends NodeJS.TypedArray>(array: T): T;
  /** A random UUID of version 4. */
  randomUUID(): string;
};

declare module 'stream' {
  namespace Stream {
    interface Readable {
      /** A Duplex of this stream and the other: what is written to it goes through both. */
      compose<T extends NodeJS.ReadableStream>(
        stream: T | ((source: any) => void) | Iterable<T> | AsyncIterable<T>,
        options?: { signal: AbortSignal },
      ): T;
    }
  }
}

/** What process.stdin, stdout and stderr are made of: no terminal. */
declare module 'internal:tty' {
  import { Readable, Writable } from 'node:stream';
  class ReadStream extends Readable {
    fd: number;
    isTTY: boolean;
  }
  class WriteStream extends Writable {
    fd: number;
    isTTY: boolean;
  }
}

declare namespace NodeJS {
  interface Process {
    /** What the program writes to it appears in the console, marked as an error. */
    stderr: WriteStream;
    /** It has ended before the program begins: nobody types. */
    stdin: ReadStream;
    /** What the program writes to it appears in the console. */
    stdout: WriteStream;
  }
}
