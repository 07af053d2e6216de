// The module object: what require('net') gives, for the virtual host. (Node doc: net.)
import './engine.js';
import { isIP, isIPv4, isIPv6 } from './net_address.js';
import { normalizeArguments } from './net_arguments.js';
import {
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
} from './net_connect.js';
import { BlockList } from './net_block_list.js';
import { configureRelay } from './net_relay.js';
import { Server } from './net_server.js';
import { Socket } from './net_socket.js';
import { SocketAddress } from './net_socket_address.js';

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

function connect(...args) {
  const normalized = normalizeArguments(args);
  const [options] = normalized;
  const socket = /** @type {any} */ (new Socket(options));
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

const net = {
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
  configureRelay,
};

// Getters, as on Node.
for (const [name, value] of Object.entries({ BlockList, SocketAddress })) {
  Object.defineProperty(net, name, {
    configurable: true,
    enumerable: true,
    get: () => value,
  });
}

export default net;
