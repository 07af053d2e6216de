// German: the page with both cans.
import type { both as en } from '../en/both';

export const both: Record<keyof typeof en, string> = {
  'both.title': 'Tincan: A und B nebeneinander',
  'both.run': 'Beide starten',
  'both.stop': 'Beide stoppen',
  'both.can': 'Dose {name}',
  'both.cans': 'Dosen',
  'both.about': 'Eine Uhr, kein Relay',
  'both.busy': '{name} ist beschäftigt: Die Uhr und {other} warten darauf',
  'both.apart': 'Getrennt, in zwei Tabs',
  'both.loading': 'lädt',
  'both.ready': 'bereit',
  'both.running': 'läuft',
  'both.ended': 'beendet',
  'both.failed': 'fehlgeschlagen',
  'both.stopped': 'gestoppt',
};
