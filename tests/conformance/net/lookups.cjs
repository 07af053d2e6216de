'use strict';
// What connect() makes of whatever a `lookup` function gives it, and when it asks for one at all.
const { net, scenario, run, once, attempt, show } = require('./prelude.cjs');

const good = { address: '127.0.0.1', family: 4 };
const lists = {
  'an empty list': [],
  null: null,
  undefined,
  'a number': 42,
  'a list of null': [null],
  'a list of undefined': [undefined],
  'a string': 'ab',
  'a list of numbers': [5],
  'null before an address': [null, good],
  'no address before an address': [{ address: 'x', family: 4 }, good],
  'a family there is not': [{ address: '127.0.0.1', family: 5 }],
  'what is only like a list': { length: 1, 0: good },
};
for (const [name, found] of Object.entries(lists)) {
  scenario(`a lookup of all addresses gives ${name}`, async (trace) => {
    const client = trace.socket('client', new net.Socket());
    let thrown = false;
    client.connect({
      port: 1,
      host: 'name.test',
      autoSelectFamily: true,
      lookup(host, options, callback) {
        const outcome = attempt(() => callback(null, found));
        trace.line('client', outcome);
        thrown = outcome.startsWith('threw');
      },
    });
    trace.line('client', `${client.connecting} ${client.destroyed}`);
    // Whoever catches what is thrown has a socket that goes on connecting.
    if (thrown) client.destroy();
    await once(client, 'close');
  });
}

for (const host of ['127.0.0.1', '::1', 'name.test']) {
  scenario(`what is no function as lookup, for ${host}`, async (trace) => {
    for (const lookup of [5, 'x', {}, null]) {
      const outcome = attempt(() => {
        const socket = net.connect({ port: 1, host, lookup });
        socket.destroy();
        return true;
      });
      trace.line('client', `${show(lookup)}: ${outcome}`);
    }
  });
}

run();
