// The command line of serve.ts, `npm start -- …`: parsing and one-line complaints. PORT and HOST come from the
// environment. What the gateway's arguments mean is gateway/options.ts's.
import {
  parseEntrance,
  parseExits,
  type Entrance,
  type Exit,
} from './gateway/options.ts';

/** What `npm start -- …` was told. */
export interface Arguments {
  profile: 'local' | 'hosted';
  entrances: Entrance[];
  exits: Exit[];
  /** Origins the page is opened by, where a proxy gives it another than HOST and PORT. */
  origins: string[];
  /** A proxy on this machine stands in front: X-Forwarded-For says who comes. */
  behindProxy: boolean;
  /** Port on 127.0.0.1 for metrics; undefined: none. */
  metrics: number | undefined;
  /** Milliseconds connections are given to end when the program is told to stop. */
  drainMs: number;
  /** File that tells the next process which ports to keep; undefined: none. */
  handover: string | undefined;
}

/** What a hosted instance gives connections to end, in seconds; a user who presses Ctrl+C waits for nothing. */
const kHostedDrain = 10;

type Take = (parsed: Arguments, value: string, name: string) => void;

const valued: Record<string, Take> = {
  '--profile'(parsed, value) {
    if (value !== 'local' && value !== 'hosted')
      throw new Error(`--profile is local or hosted, not ${value}`);
    parsed.profile = value;
  },
  '--gateway-in'(parsed, value, name) {
    parsed.entrances.push(parseEntrance(name, 'in', value));
  },
  '--gateway-socks'(parsed, value, name) {
    parsed.entrances.push(parseEntrance(name, 'socks', value));
  },
  '--gateway-out'(parsed, value) {
    parsed.exits.push(...parseExits(value));
  },
  '--origin'(parsed, value) {
    if (!URL.canParse(value) || new URL(value).origin !== value.toLowerCase())
      throw new Error(
        `--origin ${value}: an origin is wanted, as in https://play.example`,
      );
    parsed.origins.push(value.toLowerCase());
  },
  '--metrics'(parsed, value) {
    parsed.metrics = numberIn(value, 1, 65535, '--metrics: a port');
  },
  '--drain'(parsed, value) {
    parsed.drainMs = 1000 * numberIn(value, 0, 3600, '--drain: seconds');
  },
  '--handover'(parsed, value) {
    parsed.handover = value;
  },
};

const known =
  '--gateway-in PORT=ROOM, --gateway-socks PORT=ROOM, --gateway-out HOST:PORT,…, --profile hosted, --origin URL, --behind-proxy, --metrics PORT, --drain SECONDS and --handover FILE';

/** @throws Error with one line a user can act on */
export function parseArguments(args: readonly string[]): Arguments {
  const parsed: Arguments = {
    profile: 'local',
    entrances: [],
    exits: [],
    origins: [],
    behindProxy: false,
    metrics: undefined,
    drainMs: -1,
    handover: undefined,
  };
  for (let i = 0; i < args.length; ++i) {
    const [name, inline] = split(args[i]!);
    if (name === '--behind-proxy' && inline === undefined) {
      parsed.behindProxy = true;
      continue;
    }
    const take = Object.hasOwn(valued, name) ? valued[name] : undefined;
    if (take === undefined)
      throw new Error(`${name} is not known; there are ${known}`);
    const value = inline ?? args[++i];
    if (value === undefined) throw new Error(`${name} needs a value`);
    take(parsed, value, name);
  }
  const gates = parsed.entrances.length + parsed.exits.length;
  if (parsed.profile === 'hosted' && gates > 0) {
    throw new Error('A hosted instance has no gateway: leave --gateway-… out');
  }
  if (parsed.drainMs < 0)
    parsed.drainMs = parsed.profile === 'hosted' ? 1000 * kHostedDrain : 0;
  return parsed;
}

/** `--name=value` in one argument, except that a room may follow its port by '=' too. */
function split(arg: string): [string, string | undefined] {
  const at = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

function numberIn(text: string, least: number, most: number, what: string) {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new Error(`${what} from ${least} to ${most} is wanted, not ${text}`);
  return number;
}
