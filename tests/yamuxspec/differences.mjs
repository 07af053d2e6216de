// Where a peer does other than a case expects, with the reason. A difference that is not here fails.
// Keyed by target, then by case: [what comes instead, why]; what comes may be a list where the peer itself leaves it to chance, or
// null for a case that is not run because this peer would never answer.

const oddSocks = 'streams of the relay begin with SOCKS';
const silentEnd =
  'it ends the session without a word, or its GoAway is overtaken by the close';
const wrongId = 'it looks at stream ids only where there is a stream';
const byChance = (before, why) => [
  [`${before}closed`, `${before}GoAway(1)`],
  why,
];

export const differences = {
  'engine, native': {},
  'engine, Wasm': {},
  relay: {
    '2.1/2': ['reset, alive', oddSocks],
    '2.1/7': ['reset, alive', oddSocks],
    '2.3/10': ['GoAway(0)', 'abuse is no error of the protocol: close 1008'],
    '3/9': [
      'echo, closed',
      'its carrier takes no message that long: close 1009',
    ],
  },
  '@chainsafe/libp2p-yamux': {
    '1.4/6': ['GoAway(0)', 'the code is the one of a normal end'],
    '1.4/7': ['echo, alive', 'it ignores the second SYN'],
    '1.4/8': ['echo, alive', 'it ignores the second SYN'],
    '1.5/1': [null, 'it waits for the 4 GiB'],
    '1.5/6': ['GoAway(1)', 'an answer nobody asked for is an error there'],
    '1.5/7': ['GoAway(1)', 'a Ping without flags counts as an answer'],
    '2.2/3': [
      '0 bytes, end, alive',
      'FIN is acted on before the data beside it',
    ],
    '2.3/10': ['alive', 'it drains without end'],
    '3/5': ['alive', 'it gives credit for what arrives, read or not'],
    '3/7': ['echo, alive', 'its windows are no 32-bit numbers'],
    '4/1': [null, 'it ends what is open when the other side opens no more'],
    '4/2': ['echo, alive', 'it leaves the end to the other side'],
    '4/3': ['alive', 'it leaves the end to the other side'],
  },
  'hashicorp/yamux': {
    '1.1/1': byChance('', silentEnd),
    '1.1/2': byChance('', silentEnd),
    '1.1/3': byChance('echo, ', silentEnd),
    '1.2/1': byChance('', silentEnd),
    '1.2/2': byChance('', silentEnd),
    '1.2/3': byChance('', silentEnd),
    '1.4/1': ['alive', wrongId],
    '1.4/2': ['alive', wrongId],
    '1.4/3': ['alive', wrongId],
    '1.4/4': ['alive', wrongId],
    '1.4/5': ['alive', wrongId],
    '1.4/6': ['alive', 'it takes ids of either parity'],
    '1.4/7': byChance('echo, ', silentEnd),
    '1.4/8': byChance('echo, ', silentEnd),
    '1.5/1': byChance('echo, ', silentEnd),
    '2.2/5': byChance('echo, ', 'a second FIN ends the session'),
    '2.3/10': ['alive', 'it drains without end'],
    '3/5': byChance('', silentEnd),
    '3/7': ['echo, alive', 'its window wraps around'],
    '3/9': byChance('echo, ', silentEnd),
  },
};
