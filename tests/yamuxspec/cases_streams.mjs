// yamuxspec, "Message Flow", "Flow Control" and "Session termination": the life of streams, their credit, and the session's end.
// One case a row: what is sent, what must come back.
import { Flag, Type } from '../helpers/mux_client.mjs';
import {
  data,
  echo,
  end,
  fate,
  goAway,
  header,
  hold,
  offer,
  holds,
  open,
  alive,
  release,
  repeat,
  resets,
  update,
} from './steps.mjs';

const { syn, fin, rst } = Flag;
const kWindow = 256 * 1024;
const kViolation = 'GoAway(1)';

const opening = [
  [
    '2.1/1',
    'SYN on a WindowUpdate opens a stream',
    [open(1), echo(1, 10), alive],
    'echo, alive',
  ],
  [
    '2.1/2',
    'SYN on Data opens a stream with that data',
    [data(1, 10, syn), echo(1, 10), alive],
    'echo, alive',
  ],
  [
    '2.1/3',
    'data need not wait for the ACK',
    [open(1), data(1, 1000), data(1, 1000), echo(1, 10)],
    'echo',
  ],
  [
    '2.1/4',
    'a window announced with SYN may be used',
    [open(1, 3 * kWindow), echo(1, 4 * kWindow), alive],
    'echo, alive',
  ],
  [
    '2.1/5',
    '50 streams at once',
    [
      repeat(50, (i) => open(2 * i + 1)),
      echo(1, 100),
      echo(51, 100),
      echo(99, 100),
      alive,
    ],
    'echo, echo, echo, alive',
  ],
  [
    '2.1/6',
    '2000 SYNs: some are reset, the session lives',
    [repeat(2000, (i) => update(2 * i + 1, syn)), resets, alive],
    'resets, alive',
  ],
  [
    '2.1/7',
    'SYN and FIN in one frame: an empty stream',
    [update(1, syn | fin), end(1), alive],
    'end, alive',
  ],
];

const closing = [
  [
    '2.2/1',
    'FIN on a WindowUpdate is answered with FIN',
    [open(1), echo(1, 10), update(1, fin), end(1), alive],
    'echo, end, alive',
  ],
  [
    '2.2/2',
    'FIN on an empty Data frame is answered with FIN',
    [open(1), echo(1, 10), data(1, 0, fin), end(1), alive],
    'echo, end, alive',
  ],
  [
    '2.2/3',
    'FIN on a full Data frame ends after its data',
    [open(1), data(1, 100, fin), echo(1, 0), end(1), alive],
    'echo, end, alive',
  ],
  [
    '2.2/4',
    'FIN right behind the data: all of it comes back',
    [
      open(1),
      data(1, 50_000),
      data(1, 50_000),
      update(1, fin),
      echo(1, 0),
      end(1),
    ],
    'echo, end',
  ],
  [
    '2.2/5',
    'a second FIN harms the stream at most',
    [
      open(1),
      open(3),
      echo(1, 5),
      hold(1),
      update(1, fin),
      update(1, fin),
      echo(3, 5),
      alive,
    ],
    'echo, echo, alive',
  ],
  [
    '2.2/6',
    'data after FIN harms the stream at most',
    [
      open(1),
      open(3),
      echo(1, 5),
      update(1, fin),
      header(Type.data, 0, 1, 0),
      echo(3, 5),
      alive,
    ],
    'echo, echo, alive',
  ],
  [
    '2.2/7',
    'a WindowUpdate after FIN is taken',
    [open(1), echo(1, 5), update(1, fin), update(1, 0, 100), end(1), alive],
    'echo, end, alive',
  ],
  [
    '2.2/8',
    'credit after FIN counts: the rest still comes',
    [
      open(1),
      hold(1),
      offer(1, kWindow + 1),
      update(1, fin),
      holds(1, kWindow),
      release(1),
      echo(1, 0),
      end(1),
    ],
    `${kWindow} bytes, echo, end`,
  ],
  [
    '2.2/9',
    'WindowUpdates, FIN and RST for a stream that has ended are not looked at',
    [
      open(1),
      echo(1, 5),
      update(1, fin),
      end(1),
      update(1, 0, 9),
      update(1, fin),
      update(1, rst),
      alive,
    ],
    'echo, end, alive',
  ],
  [
    '2.2/10',
    'data for a stream that has ended is drained',
    [
      open(1),
      open(3),
      echo(1, 5),
      update(1, fin),
      end(1),
      data(1, 1000),
      echo(3, 5),
      alive,
    ],
    'echo, end, echo, alive',
  ],
];

const resetting = [
  [
    '2.3/1',
    'RST ends its stream only',
    [open(1), open(3), echo(1, 5), update(1, rst), echo(3, 5), alive],
    'echo, echo, alive',
  ],
  [
    '2.3/2',
    'RST with an errno in its length',
    [open(1), open(3), echo(1, 5), update(1, rst, 110), echo(3, 5), alive],
    'echo, echo, alive',
  ],
  [
    '2.3/3',
    'RST on a Data frame',
    [open(1), open(3), echo(1, 5), data(1, 5, rst), echo(3, 5), alive],
    'echo, echo, alive',
  ],
  [
    '2.3/4',
    'data behind RST is drained',
    [
      open(1),
      open(3),
      echo(1, 5),
      update(1, rst),
      data(1, 1000),
      echo(3, 5),
      alive,
    ],
    'echo, echo, alive',
  ],
  [
    '2.3/5',
    'RST with SYN: nothing is open',
    [update(1, syn | rst), fate(1), alive],
    'open, alive',
  ],
  [
    '2.3/6',
    'RST while the peer waits for credit',
    [
      open(1),
      open(3),
      hold(1),
      offer(1, kWindow + 1),
      holds(1, kWindow),
      update(1, rst),
      echo(3, 5),
      alive,
    ],
    `${kWindow} bytes, echo, alive`,
  ],
  [
    '2.3/7',
    'Data for an id never opened is drained',
    [open(3), data(1, 1000), echo(3, 5), alive],
    'echo, alive',
  ],
  [
    '2.3/8',
    'WindowUpdate, FIN and RST for an id never opened are not looked at',
    [update(1, 0, 5), update(1, fin), update(1, rst), alive],
    'alive',
  ],
  [
    '2.3/9',
    'frames of the server’s streams that it never opened are not looked at',
    [header(Type.data, 0, 2, 0), update(4, 0, 10), update(6, rst), alive],
    'alive',
  ],
  [
    '2.3/10',
    'more than 16 MiB of data for nobody ends the session',
    [repeat(66, () => data(9, kWindow)), alive],
    'GoAway(1)',
  ],
];

const flow = [
  [
    '3/1',
    'a full window in frames of 64 KiB',
    [open(1), echo(1, kWindow), alive],
    'echo, alive',
  ],
  [
    '3/2',
    'a megabyte through both windows',
    [open(1), echo(1, 2 ** 20), update(1, fin), end(1)],
    'echo, end',
  ],
  [
    '3/3',
    'the peer sends no byte beyond its credit',
    [
      open(1),
      hold(1),
      offer(1, kWindow + 1),
      holds(1, kWindow),
      release(1),
      echo(1, 0),
      alive,
    ],
    `${kWindow} bytes, echo, alive`,
  ],
  [
    '3/4',
    'a stream without credit does not stop the others',
    [
      open(1),
      open(3),
      hold(1),
      offer(1, kWindow + 1),
      echo(3, 2 ** 20),
      release(1),
      echo(1, 0),
      alive,
    ],
    'echo, echo, alive',
  ],
  [
    '3/5',
    'data far beyond the window',
    [open(1), hold(1), repeat(64, () => data(1, 65536)), alive],
    kViolation,
  ],
  [
    '3/6',
    'a WindowUpdate of 0',
    [open(1), update(1, 0, 0), echo(1, 5), alive],
    'echo, alive',
  ],
  [
    '3/7',
    'credit beyond 2^32 - 1',
    [open(1), echo(1, 5), update(1, 0, 0xffffffff), alive],
    `echo, ${kViolation}`,
  ],
  [
    '3/8',
    'a Data frame of a whole window',
    [open(1), data(1, kWindow), echo(1, 0), alive],
    'echo, alive',
  ],
  [
    '3/9',
    'a Data frame of a whole window and a byte',
    [open(1), echo(1, 1), data(1, kWindow + 1), alive],
    `echo, ${kViolation}`,
  ],
  [
    '3/10',
    'twenty streams share the way fairly enough for all to end',
    [
      repeat(20, (i) => open(2 * i + 1)),
      repeat(20, (i) => data(2 * i + 1, 65536)),
      ...Array.from({ length: 20 }, (_, i) => echo(2 * i + 1, 65536)),
    ],
    Array(20).fill('echo').join(', '),
  ],
];

const termination = [
  [
    '4/1',
    'after GoAway(0) open streams go on',
    [open(1), echo(1, 5), goAway(0), echo(1, 5), update(1, fin), end(1)],
    'echo, echo, end',
  ],
  [
    '4/2',
    'after GoAway(1) the session ends',
    [open(1), echo(1, 5), goAway(1), alive],
    'echo, closed',
  ],
  ['4/3', 'after GoAway(2) the session ends', [goAway(2), alive], 'closed'],
];

export default [opening, closing, resetting, flow, termination].flat();
