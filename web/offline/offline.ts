// Keeps the page for the time without its host, and says when a newer one is there. It decides nothing about
// what is kept (service_worker.ts) and never reloads a page unasked.
import type { Notice } from '../keep/notice';
import { text } from '../texts/text';

/** The page's files come from the Service Worker, the sandbox frame with them. */
export const isKept = (): boolean =>
  // There is none outside a secure context.
  'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;

export async function keepOffline(notice: Notice): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const wasKept = isKept();
  let chosen = false;
  serviceWorker.addEventListener('controllerchange', () => {
    if (chosen) location.reload();
    else if (wasKept)
      notice.show(text('offline.replaced'), {
        label: text('offline.reload'),
        act: () => location.reload(),
      });
  });
  const registration = await serviceWorker.register('offline.js', {
    updateViaCache: 'none',
  });
  const tell = () => {
    const { waiting } = registration;
    if (waiting === null || !wasKept) return;
    notice.show(text('offline.newer'), {
      label: text('offline.useNow'),
      act() {
        chosen = true;
        waiting.postMessage('use now');
      },
    });
  };
  tell();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', tell),
  );
}
