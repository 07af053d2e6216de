// Modules without types of their own, as far as the page uses them. No types of ours belong here.

declare module 'assert/' {
  const assert: object & { strict: object };
  export default assert;
}

declare module 'util/' {
  const util: Record<string, unknown>;
  export default util;
}

// JavaScript; the worker states what it expects of it in worker/runtime.ts and worker/network.ts.
declare module '*/wasm/js/index_streams.js' {
  export const createRuntime: unknown;
}
declare module '*/wasm/js/index_net.js' {
  export const net: unknown;
}
declare module '*/wasm/js/net_base.js' {
  export const Duplex: unknown;
}

/** Of classic workers; the DOM's types have it not. */
declare function importScripts(...urls: string[]): void;

/** Texts of declarations by file name; made by language/declarations.ts. */
declare module 'virtual:declarations' {
  const declarations: Record<string, string>;
  export default declarations;
}
