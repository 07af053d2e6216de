// yamuxspec, "Framing": the fields of a header, and what a byte stream does to frames. One case a row: what is sent, what must come
// back. The specification's sections: 1.1 Version, 1.2 Type, 1.3 Flag, 1.4 StreamID, 1.5 Length, 1.6 the carrier (our profile).
import { Flag, Type } from '../helpers/mux_client.mjs';
import {
  cut,
  data,
  echo,
  end,
  goAway,
  header,
  merged,
  open,
  alive,
  ping,
  pongs,
  repeat,
  update,
} from './steps.mjs';

const { syn, ack, fin, rst } = Flag;
const kViolation = 'GoAway(1)';

const version = [
  [
    '1.1/1',
    'a frame of version 1',
    [header(Type.data, 0, 1, 0, 1), alive],
    kViolation,
  ],
  [
    '1.1/2',
    'a frame of version 255',
    [header(Type.ping, syn, 0, 1, 255), alive],
    kViolation,
  ],
  [
    '1.1/3',
    'a frame of version 1 on a live session',
    [open(1), echo(1, 10), header(Type.windowUpdate, 0, 1, 1, 1), alive],
    `echo, ${kViolation}`,
  ],
];

const type = [
  ['1.2/1', 'a frame of type 4', [header(4, 0, 0, 0), alive], kViolation],
  ['1.2/2', 'a frame of type 9', [header(9, 0, 1, 0), alive], kViolation],
  ['1.2/3', 'a frame of type 255', [header(255, 0, 0, 0), alive], kViolation],
];

const flags = [
  [
    '1.3/1',
    'flags nobody knows on Data are not looked at',
    [open(1), data(1, 5, 0x8000), echo(1, 5), alive],
    'echo, alive',
  ],
  [
    '1.3/2',
    'flags nobody knows on a WindowUpdate are not looked at',
    [open(1), update(1, 0x0100, 5), echo(1, 5), alive],
    'echo, alive',
  ],
  [
    '1.3/3',
    'ACK on a stream the other side did not open is not looked at',
    [open(1), update(1, ack), echo(1, 5), alive],
    'echo, alive',
  ],
];

const streamId = [
  [
    '1.4/1',
    'Data for stream 0',
    [header(Type.data, 0, 0, 0), alive],
    kViolation,
  ],
  [
    '1.4/2',
    'a WindowUpdate for stream 0',
    [update(0, 0, 10), alive],
    kViolation,
  ],
  ['1.4/3', 'SYN for stream 0', [update(0, syn), alive], kViolation],
  ['1.4/4', 'a Ping with a stream id', [ping(syn, 7, 1), alive], kViolation],
  ['1.4/5', 'a GoAway with a stream id', [goAway(0, 1), alive], kViolation],
  [
    '1.4/6',
    'SYN with an even id, the server’s',
    [update(2, syn), alive],
    kViolation,
  ],
  [
    '1.4/7',
    'a second SYN for a live stream',
    [open(1), echo(1, 5), update(1, syn), alive],
    `echo, ${kViolation}`,
  ],
  [
    '1.4/8',
    'a second SYN for a live stream, on Data',
    [open(1), echo(1, 5), data(1, 3, syn), alive],
    `echo, ${kViolation}`,
  ],
  [
    '1.4/9',
    'ids may leave gaps',
    [open(1), open(101), echo(101, 5), echo(1, 5), alive],
    'echo, echo, alive',
  ],
  [
    '1.4/10',
    'ids need not rise',
    [open(5), open(3), echo(3, 5), echo(5, 5), alive],
    'echo, echo, alive',
  ],
  [
    '1.4/11',
    'the highest id is one',
    [open(0xffffffff), echo(0xffffffff, 5), alive],
    'echo, alive',
  ],
];

const length = [
  [
    '1.5/1',
    'a Data header of 2^32 - 1 bytes is refused before any of them',
    [open(1), echo(1, 5), header(Type.data, 0, 1, 0xffffffff), alive],
    `echo, ${kViolation}`,
  ],
  [
    '1.5/2',
    'a Data frame of no bytes says nothing',
    [open(1), header(Type.data, 0, 1, 0), echo(1, 5), alive],
    'echo, alive',
  ],
  [
    '1.5/3',
    'a Ping comes back with its value',
    [pongs(0xdeadbeef)],
    'pongs 3735928559',
  ],
  [
    '1.5/4',
    'a Ping of 0, one of 2^32 - 1',
    [pongs(0), pongs(0xffffffff)],
    'pongs 0, pongs 4294967295',
  ],
  [
    '1.5/5',
    'a Ping in the middle of a stream’s data',
    [open(1), data(1, 100), pongs(3), echo(1, 100)],
    'pongs 3, echo',
  ],
  [
    '1.5/6',
    'the answer to a Ping nobody sent is not looked at',
    [ping(ack, 5), alive],
    'alive',
  ],
  [
    '1.5/7',
    'a Ping without SYN or ACK is not answered',
    [ping(0, 9), pongs(10)],
    'pongs 10',
  ],
];

const carrier = [
  [
    '1.6/1',
    'one byte a message',
    [cut(1), open(1), echo(1, 300), update(1, fin), end(1), alive],
    'echo, end, alive',
  ],
  [
    '1.6/2',
    'messages of 11 and 13 bytes',
    [cut(11, 13), open(1), echo(1, 5000), alive],
    'echo, alive',
  ],
  [
    '1.6/3',
    'messages of 1 to 12 bytes, in turn',
    [cut(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), open(1), echo(1, 5000), alive],
    'echo, alive',
  ],
  [
    '1.6/4',
    'messages of 4096 and 1 bytes',
    [cut(4096, 1), open(1), echo(1, 200_000), alive],
    'echo, alive',
  ],
  [
    '1.6/5',
    '1000 frames in one message',
    [open(1), merged(repeat(1000, () => data(1, 10))), echo(1, 10), alive],
    'echo, alive',
  ],
  [
    '1.6/6',
    '10,000 one-byte frames',
    [open(1), repeat(10_000, () => data(1, 1)), echo(1, 1), alive],
    'echo, alive',
  ],
  [
    '1.6/7',
    'a whole life in one message: data, FIN, and a Ping',
    [
      open(1),
      merged(data(1, 100), update(1, fin), ping(syn, 1)),
      end(1),
      alive,
    ],
    'end, alive',
  ],
  [
    '1.6/8',
    'RST and FIN cut into single bytes',
    [
      cut(1),
      open(1),
      echo(1, 5),
      update(1, fin),
      end(1),
      open(3),
      echo(3, 5),
      update(3, rst),
      alive,
    ],
    'echo, end, echo, alive',
  ],
];

export default [version, type, flags, streamId, length, carrier].flat();
