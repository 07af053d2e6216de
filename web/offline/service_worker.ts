// The Service Worker: keeps the page's own files, so that it opens without its host. It answers for these files
// only; the relay's paths and everything else go where they would go without it. Built by build.ts.

/** As much of ServiceWorkerGlobalScope as is used; the page's types have it not. */
interface Scope {
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    listener: (event: {
      request: Request;
      respondWith(response: Promise<Response>): void;
    }) => void,
  ): void;
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<unknown>) => void,
  ): void;
}

/** Put here by the build. `files` are kept from the start, `lazy` when they are first asked for. */
declare const kept: {
  version: string;
  files: string[];
  lazy: string[];
  sandboxPolicy: string;
};

const { version, files, lazy, sandboxPolicy } = kept;
const worker = self as unknown as Scope;
const { scope } = worker.registration;
/** Other folders of this origin may hold a Tincan of their own. */
const ours = `tincan ${scope} `;
const cacheName = ours + version;
const known = new Set([...files, ...lazy]);

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Not from the HTTP cache unasked: files without a hash in their name change.
  await cache.addAll(
    files.map((file) => new Request(scope + file, { cache: 'no-cache' })),
  );
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(
    (name) => name.startsWith(ours) && name !== cacheName,
  );
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const found = await cache.match(scope + file);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(scope + file, response.clone());
  return response;
}

/**
 * The sandbox frame. A frame with the sandbox attribute is never asked of a Service Worker, so the page asks
 * without it, and the policy makes the document's origin opaque.
 */
async function answerSandbox(request: Request): Promise<Response> {
  const response = await answer('sandbox.html', request);
  return new Response(await response.text(), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': sandboxPolicy,
    },
  });
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
worker.addEventListener('message', (event) => {
  if (event.data === 'use now') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(scope)) return;
  const path = (url.origin + url.pathname).slice(scope.length);
  const file = path === 'index.html' ? '' : path;
  if (!known.has(file)) return;
  event.respondWith(
    file === 'sandbox.html' ? answerSandbox(request) : answer(file, request),
  );
});
