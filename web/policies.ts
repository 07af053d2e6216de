// The Content-Security-Policy of the two documents, one rule an entry. The static server sends them
// as headers; the documents carry them as well, for hosts that send none.

export const pagePolicy: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  // CodeMirror mounts its style sheets as style elements. Nothing on the page is made from foreign HTML.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  // 'self' covers the relay's ws: and wss: on the same host.
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * No 'self' for scripts: with it, a program's importScripts() or import() of the page's own origin
 * would reach the server and carry data there.
 */
export function sandboxPolicy(scriptHash: string): readonly string[] {
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src ${scriptHash} blob: 'unsafe-eval' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
}

/** Of the worker that strips types: it compiles the engine it carries, and reaches nothing. */
export const stripPolicy: readonly string[] = [
  "default-src 'none'",
  "script-src 'wasm-unsafe-eval'",
];

/** Of the worker that meets other tabs: it compiles the engine it is given, and its line is a port of the page's. */
export const meetingPolicy = stripPolicy;

/** Of the worker that knows Node's types: it carries all it needs, and reaches nothing. */
export const languagePolicy: readonly string[] = ["default-src 'none'"];

/** The same rules in a document that a page of the same origin may frame: a can beside the other. */
export function framedBySelf(policy: readonly string[]): readonly string[] {
  return policy.map((rule) =>
    rule.startsWith('frame-ancestors ') ? "frame-ancestors 'self'" : rule,
  );
}

/** The same rules in a document that any page may frame: what an article embeds. */
export function framedAnywhere(policy: string): string {
  return policy.replace(/frame-ancestors [^;]+/, 'frame-ancestors *');
}
