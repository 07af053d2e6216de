// English: the page with both cans.
export const both = {
  'both.title': 'Tincan: A and B side by side',
  'both.run': 'Run both',
  'both.stop': 'Stop both',
  'both.can': 'Can {name}',
  'both.cans': 'Cans',
  'both.about': 'One clock, no relay',
  'both.busy': '{name} is busy: the clock and {other} wait for it',
  'both.apart': 'Apart, in two tabs',
  'both.loading': 'loading',
  'both.ready': 'ready',
  'both.running': 'running',
  'both.ended': 'ended',
  'both.failed': 'failed',
  'both.stopped': 'stopped',
} as const;
