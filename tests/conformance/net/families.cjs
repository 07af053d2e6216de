'use strict';
// connect() with several addresses: in which order they are tried, what is told of each, and what of all together. Names are
// answered by a lookup of the scenario's own, so that the host's names do not matter.
const { net, scenario, run, listening, once, show } = require('./prelude.cjs');

/** An address of this family that no host is at, refused at once: IPv4's broadcast address. */
const kNowhere = '255.255.255.255';

/** A lookup that answers with `addresses`, later, as a name server would. */
const answering =
  (...addresses) =>
  (host, options, callback) => {
    const found = addresses.map((address) =>
      typeof address === 'string'
        ? { address, family: net.isIP(address) }
        : address,
    );
    setImmediate(() => {
      if (options.all) callback(null, found);
      else callback(null, found[0].address, found[0].family);
    });
  };

/** A server on 127.0.0.1 only; `connect(options)` dials it and tells all until it is over. */
async function onIPv4(trace, act) {
  const server = net.createServer((socket) => socket.resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  trace.namePort(port, '<port>');
  const connect = async (name, options, use = () => {}) => {
    const client = trace.socket(name, net.connect({ port, ...options }), {
      data: false,
    });
    use(client);
    client.on('connect', () => {
      const { remoteAddress, localAddress } = client;
      trace.line(name, `${localAddress} to ${remoteAddress}`);
      client.destroy();
    });
    client.on('error', ({ errors }) => {
      for (const error of errors ?? []) trace.line(name, show(error));
    });
    await once(client, 'close');
    trace.line(name, show(client.autoSelectFamilyAttemptedAddresses));
  };
  await act(connect, port);
  server.close();
  await once(server, 'close');
}

scenario('the next address when one refuses', (trace) =>
  onIPv4(trace, async (connect) => {
    const addresses = ['127.0.0.2', '127.0.0.3', '::1', '::1', '127.0.0.1'];
    await connect('turns', { lookup: answering(...addresses) });
    await connect('first', { lookup: answering('127.0.0.1', '::1') });
    await connect('last', { lookup: answering('::1', '127.0.0.1') });
    await connect('twice', { lookup: answering('::1', '::1', '127.0.0.1') });
    await connect('zero', { family: 0, lookup: answering('::1', '127.0.0.1') });
  }),
);

scenario('every address refuses', (trace) =>
  onIPv4(trace, async (connect) => {
    await connect('all', { lookup: answering('::1', '127.0.0.2') });
    await connect('one', { lookup: answering('127.0.0.2') });
    await connect('same', { lookup: answering('127.0.0.2', '127.0.0.2') });
  }),
);

scenario('addresses that cannot be dialled at all', (trace) =>
  onIPv4(trace, async (connect) => {
    await connect('first', { lookup: answering(kNowhere, '127.0.0.1') });
    await connect('last', { lookup: answering('127.0.0.2', kNowhere) });
    await connect('alone', { host: kNowhere });
  }),
);

scenario('only the first address when that is asked for', (trace) =>
  onIPv4(trace, async (connect) => {
    const lookup = answering('::1', '127.0.0.1');
    await connect('off', { autoSelectFamily: false, lookup });
    await connect('six', { family: 6, lookup });
    await connect('local', { localAddress: '::1', lookup });
  }),
);

scenario('answers that are no addresses', (trace) =>
  onIPv4(trace, async (connect, port) => {
    const strange = { address: '127.0.0.1', family: 100 };
    await connect('family', { lookup: answering(strange) });
    await connect('one', { lookup: answering(strange, '127.0.0.1') });
    await connect('text', { lookup: answering({ address: 'x', family: 4 }) });
    const named = { host: 'localhost', port, autoSelectFamily: false };
    await connect('named', { ...named, lookup: answering(strange) });
    const alone = (host, options, callback) =>
      setImmediate(callback, null, '127.0.0.1', 4);
    await connect('alone', { lookup: alone });
  }),
);

scenario('what a lookup is asked', (trace) =>
  onIPv4(trace, async (connect) => {
    const asked = (name) => (host, options, callback) => {
      trace.line(name, show([host, options]));
      answering('127.0.0.1')(host, options, callback);
    };
    const named = (name, options) =>
      connect(name, { lookup: asked(name), ...options });
    await named('plain', {});
    await named('host', { host: 'example.test' });
    await named('four', { family: 4 });
    await named('hints', { hints: 16 });
    await named('off', { autoSelectFamily: false });
    await named('local', { localAddress: '127.0.0.1' });
  }),
);

scenario('blocked addresses among several', (trace) =>
  onIPv4(trace, async (connect) => {
    const blockList = new net.BlockList();
    blockList.addAddress('127.0.0.1');
    blockList.addAddress('::1', 'ipv6');
    const blocked = (name, options) => connect(name, { blockList, ...options });
    await blocked('all', { lookup: answering('::1', '127.0.0.1') });
    await blocked('some', { lookup: answering('::1', '127.0.0.2') });
    await blocked('one', { host: '127.0.0.1' });
  }),
);

scenario('a local port among several', (trace) =>
  onIPv4(trace, async (connect, port) => {
    const free = await listening(trace, {});
    const localPort = free.address().port;
    trace.namePort(localPort, '<local>');
    free.close();
    const lookup = answering('::1', '127.0.0.1');
    await connect('free', { localPort, lookup });
    await connect('taken', { localPort: port, lookup });
  }),
);

scenario('destroyed when an attempt has failed', (trace) =>
  onIPv4(trace, async (connect) => {
    const lookup = answering('::1', '127.0.0.1');
    await connect('client', { lookup }, (client) =>
      client.on('connectionAttemptFailed', () => client.destroy()),
    );
  }),
);

run();
