'use strict';
// Child process of surface_net.test.mjs: writes as JSON every property of require('net'), of its classes and of unused instances. The
// argument is the module's name: 'node:net' or 'tincan/net'.

const net = require(process.argv[2]);

/** What a property is: 'value', 'method of n', 'getter', and whether it is listed. */
function kind({ value, get, enumerable }) {
  const listed = enumerable ? ', listed' : '';
  if (get) return `getter${listed}`;
  if (typeof value === 'function') return `method of ${value.length}${listed}`;
  return `${typeof value}${listed}`;
}

function properties(object) {
  return Object.fromEntries(
    Reflect.ownKeys(object).map((key) => [
      String(key),
      kind(Object.getOwnPropertyDescriptor(object, key)),
    ]),
  );
}

const surface = { "require('net')": properties(net) };
for (const name of [
  'Socket',
  'Server',
  'BoundSocket',
  'BlockList',
  'SocketAddress',
]) {
  const about = net[name];
  surface[name] = properties(about);
  surface[`${name}.prototype`] = properties(about.prototype);
  surface[`new ${name}()`] = properties(new about());
}
process.stdout.write(JSON.stringify(surface));
