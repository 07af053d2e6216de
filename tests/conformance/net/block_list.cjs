'use strict';
// net.BlockList and net.SocketAddress: rules, texts and errors, and who is kept away by a list.
const {
  net,
  scenario,
  run,
  attempt,
  listening,
  once,
} = require('./prelude.cjs');

const { BlockList, SocketAddress } = net;

const lines = (trace, calls) => {
  for (const [text, call] of Object.entries(calls))
    trace.line('api', `${text} -> ${attempt(call)}`);
};
/** Rules in an order of their own: on the oracle addresses come as they lie in a hash table. */
const sorted = (list) => [...list.rules].sort();
/** A list made by calls: `['addSubnet', '10.0.0.0', 8]`. */
const made = (...calls) => {
  const list = new BlockList();
  for (const [method, ...args] of calls) list[method](...args);
  return list;
};

scenario('what a list says of its rules', async (trace) => {
  const list = made(
    ['addAddress', '1.2.3.4'],
    ['addAddress', '::1', 'ipv6'],
    ['addAddress', '1.2.3.4', 'IPv4'],
    ['addAddresses', ['::98', '0:0::99'], 'ipv6'],
    ['addRange', '10.0.0.1', '10.0.0.9'],
    ['addRange', '::5', '::9', 'ipv6'],
    ['addSubnet', '192.168.0.0', 16],
    ['addSubnet', '2001:db8::', 32, 'ipv6'],
    ['addCIDR', '172.16.0.0/12'],
    ['addCIDRs', ['8.0.0.0/8', '::8/127']],
    ['addAddress', new SocketAddress({ address: '7.7.7.7', port: 5 })],
  );
  lines(trace, {
    rules: () => sorted(list),
    'the newest first': () =>
      list.rules.filter((rule) => !rule.startsWith('Address')),
    size: () => list.size,
    json: () => JSON.stringify(list) === JSON.stringify(list.rules),
    removed: () => {
      list.removeAddress('1.2.3.4');
      list.removeAddress('1.2.3.4');
      list.removeRange('10.0.0.1', '10.0.0.9');
      list.removeSubnet('192.168.0.0', 16);
      list.removeCIDR('172.16.0.0/12');
      list.removeCIDR('172.16.0.0/13');
      return sorted(list);
    },
    copied: () => {
      const copy = new BlockList();
      copy.addAddress('5.5.5.5');
      copy.fromJSON(JSON.stringify(list));
      copy.fromJSON(list.toJSON());
      copy.fromJSON(['no rule', 'Address: IPv4 x', 'Address: IPv6 ::1:2']);
      return sorted(copy);
    },
    cleared: () => [list.clear(), list.rules, list.size],
    'added again': () =>
      sorted(
        made(
          ['addAddress', '1.1.1.1'],
          ['addAddress', '2.2.2.2'],
          ['addAddress', '1.1.1.1'],
          ['addAddress', '::ffff:2.2.2.2', 'ipv6'],
          ['addSubnet', '1.1.1.1', 8],
          ['addSubnet', '1.1.1.1', 8],
        ),
      ),
    'is one': () => [
      BlockList.isBlockList(list),
      BlockList.isBlockList({}),
      BlockList.isBlockList(),
    ],
    'private ranges': () => [
      BlockList.PRIVATE_RANGES,
      Object.isFrozen(BlockList.PRIVATE_RANGES),
    ],
    'texts of IPv6': () =>
      sorted(
        made([
          'addAddresses',
          [
            '2001:db8:0:0:1:0:0:1',
            '::',
            '1:0:2:0:3:0:4:0',
            '1::',
            '::1.2.3.4',
            'FE80::A',
            '1:2:3:4:5:6:7:8',
            '1:0:2:3:4:5:6:7',
            '::ffff:1.2.3.4',
            '1:0:0:2:0:0:0:3',
          ],
          'ipv6',
        ]),
      ),
  });
});

scenario('what is in a list', async (trace) => {
  const v4 = made(
    ['addAddress', '1.2.3.4'],
    ['addRange', '10.0.0.1', '10.0.0.9'],
    ['addSubnet', '192.168.0.0', 16],
  );
  const v6 = made(
    ['addAddress', '::1', 'ipv6'],
    ['addRange', '::5', 'fd00::', 'ipv6'],
    ['addSubnet', 'fe80::', 10, 'ipv6'],
  );
  const all = made(['addSubnet', '::', 0, 'ipv6']);
  const mapped = made(
    ['addSubnet', '::ffff:5.6.0.0', 112, 'ipv6'],
    ['addRange', '::ffff:1.2.0.0', '::ffff:1.2.255.255', 'ipv6'],
  );
  const asked = [
    ['1.2.3.4'],
    ['1.2.3.5'],
    ['::ffff:1.2.3.4', 'ipv6'],
    ['::ffff:1.2.3.4'],
    ['10.0.0.1'],
    ['10.0.0.10'],
    ['::ffff:a00:5', 'ipv6'],
    ['192.168.255.255'],
    ['5.6.7.8'],
    ['::1'],
    ['::1', 'ipv6'],
    ['::1', 'IPV6'],
    ['::1', 'ipv7'],
    ['febf::1', 'ipv6'],
    ['fec0::1', 'ipv6'],
    ['x'],
    ['1.2.3.4%eth0'],
    [new SocketAddress({ address: '1.2.3.4', port: 9 })],
    [5],
    [],
    ['1.2.3.4', 5],
  ];
  for (const [name, list] of Object.entries({ v4, v6, all, mapped })) {
    for (const args of asked) {
      const text = args.map((arg) => arg.address ?? arg).join(' ');
      trace.line(name, `${text} -> ${attempt(() => list.check(...args))}`);
    }
  }
});

scenario('arguments of a list', async (trace) => {
  const list = new BlockList();
  lines(trace, {
    'no new': () => BlockList(),
    'an option': () => new BlockList(5).rules,
    address: () => list.addAddress('x'),
    'address a number': () => list.addAddress(5),
    family: () => list.addAddress('1.2.3.4', 'ipv5'),
    'family a number': () => list.addAddress('1.2.3.4', 5),
    'family of the other': () => list.addAddress('::1'),
    range: () => list.addRange('10.0.0.9', '::1'),
    'range of numbers': () => list.addRange(1, 2),
    'range without end': () => list.addRange('1.1.1.1'),
    prefix: () => list.addSubnet('1.2.3.4', 33),
    'prefix -1': () => list.addSubnet('1.2.3.4', -1),
    'prefix 1.5': () => list.addSubnet('1.2.3.4', 1.5),
    'prefix text': () => list.addSubnet('1.2.3.4', '8'),
    'prefix IPv6': () => list.addSubnet('::', 129, 'ipv6'),
    'subnet a number': () => list.addSubnet(5, 8),
    cidr: () => list.addCIDR('1.1.1.1'),
    'cidr without number': () => list.addCIDR('1.1.1.1/'),
    'cidr 33': () => list.addCIDR('1.1.1.1/33'),
    'cidr 08': () => list.addCIDR('1.1.1.1/08'),
    'cidr -1': () => list.addCIDR('::1/-1'),
    'cidr twice': () => list.addCIDR('1.1.1.1/8/9'),
    'cidr a name': () => list.addCIDR('name/8'),
    'cidr a number': () => list.addCIDR(5),
    cidrs: () => list.addCIDRs('x'),
    addresses: () => list.addAddresses(new Set()),
    'fromJSON 5': () => list.fromJSON(5),
    'fromJSON "5"': () => list.fromJSON('5'),
    'fromJSON [5]': () => list.fromJSON([5]),
    'fromJSON prefix': () => list.fromJSON(['Subnet: IPv4 1.1.1.1/99']),
    'remove x': () => list.removeAddress('x'),
    'remove prefix': () => list.removeSubnet('1.1.1.1', 77),
    'remove backwards': () => list.removeRange('1.1.1.9', '1.1.1.1'),
    rules: () => list.rules,
    'of a socket': () => new net.Socket({ blockList: 5 }),
    'of a server': () => net.createServer({ blockList: {} }),
    'of connect': () => net.connect({ port: 1, blockList: 'x' }),
  });
});

scenario('socket addresses', async (trace) => {
  const shown = (options) => () => new SocketAddress(options).toJSON();
  const options = [
    undefined,
    { address: '1.2.3.4', port: 80 },
    { address: '0:0::1', family: 'ipv6', port: '81', flowlabel: 5 },
    { family: 'IPv6' },
    { flowlabel: 1 },
    5,
    null,
    { address: 5 },
    { address: 'x' },
    { address: '::1' },
    { address: null },
    { family: 'ipv5' },
    { family: 5 },
    { family: null },
    { port: -1 },
    { port: 'x' },
    { port: 70000 },
    { port: null },
    { flowlabel: -1 },
    { flowlabel: 'x' },
  ];
  for (const each of options)
    trace.line('new', `${JSON.stringify(each)} -> ${attempt(shown(each))}`);
  const texts = [
    ...['1.2.3.4', '1.2.3.4:81', '[::1]', '[0:0::1]:443', '1.2.3.4:80'],
    ...['::1', 'x', '', '1.2.3.4:99999', '1.2.3.4:', '0x7f.1:8080', '1:81'],
    ...['http://1.2.3.4:80', 'localhost:80', 5],
  ];
  for (const text of texts) {
    const parsed = () => SocketAddress.parse(text)?.toJSON();
    trace.line('parse', `${text} -> ${attempt(parsed)}`);
  }
  lines(trace, {
    'no new': () => SocketAddress(),
    'is one': () => [
      SocketAddress.isSocketAddress(new SocketAddress()),
      SocketAddress.isSocketAddress({}),
    ],
    keys: () => Object.keys(new SocketAddress()),
  });
});

const loopback = () =>
  made(['addSubnet', '127.0.0.0', 8], ['addAddress', '::1', 'ipv6']);

/** Connects, and resolves when that is over. */
async function tried(trace, name, options) {
  const socket = trace.socket(name, net.connect(options));
  socket.on('connect', () => socket.end());
  await once(socket, 'close');
}

scenario('a socket does not connect to what its list has', async (trace) => {
  const server = await listening(trace, {}, (socket) => socket.resume().end());
  const { port } = server.address();
  const blockList = loopback();
  await tried(trace, 'address', { port, host: '127.0.0.1', blockList });
  await tried(trace, 'name', { port, host: 'localhost', blockList });
  await tried(trace, 'one family', {
    port,
    host: 'localhost',
    blockList,
    autoSelectFamily: false,
  });
  await tried(trace, 'let through', {
    port,
    host: '127.0.0.1',
    blockList: made(['addAddress', '127.0.0.2']),
  });
  server.close();
  await once(server, 'close');
});

scenario('a server closes who is in its list', async (trace) => {
  const server = await listening(trace, { blockList: loopback() });
  trace.server('server', server);
  const { port } = server.address();
  await tried(trace, 'IPv4', { port, host: '127.0.0.1' });
  await tried(trace, 'IPv6', { port, host: '::1' });
  server.close();
  await once(server, 'close');
});

run();
