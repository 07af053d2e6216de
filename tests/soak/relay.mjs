// Long cases of the relay (transport.md 5, cases 1, 11 and 16).
// `npm run soak -- relay [--mebibytes 1024] [--minutes 5] [--streams 10000]`. Prints what was measured; exits with 1 when a bound is
// broken.
import { parseArgs } from 'node:util';
import { bothWays, liveStreams, zeroWindow } from '../helpers/relay_load.mjs';

const { values } = parseArgs({
  options: {
    mebibytes: { type: 'string', default: '1024' },
    minutes: { type: 'string', default: '5' },
    streams: { type: 'string', default: '10000' },
  },
});

await bothWays(Number(values.mebibytes));
await liveStreams(Number(values.streams));
await zeroWindow(Number(values.minutes));
