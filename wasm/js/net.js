// The module object: what require('net') gives, for the virtual host. (Node doc: net.)
import './net_engine.js';
import { isIP, isIPv4, isIPv6 } from './net_address.js';
import { normalizeArguments } from './net_arguments.js';
import {
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
} from './net_connect_options.js';
import { BlockList } from './net_block_list.js';
import { BoundSocket } from './net_bound_socket.js';
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

// In Node's order, getters where Node has them.
const net = {
  _normalizeArgs: normalizeArguments,
  get BlockList() {
    return BlockList;
  },
  get SocketAddress() {
    return SocketAddress;
  },
  BoundSocket,
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

export default net;
