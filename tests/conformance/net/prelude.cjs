'use strict';
// What every net scenario stands on: the module under test, and a trace kept per endpoint, since only the order at one
// endpoint is Node's promise. Data that arrives in a row is joined: where a kernel cuts it is its own affair. Ports are
// named, never printed. Must not look inside sockets beyond Node's public surface.

const { createHash } = require('node:crypto');
const { render } = require('../render.cjs');

const net = require(process.env.TINCAN_NET || 'net');

const kSocketEvents = [
  'lookup',
  'connectionAttempt',
  'connectionAttemptFailed',
  'connectionAttemptTimeout',
  'connect',
  'ready',
  'end',
  'finish',
  'drain',
  'pause',
  'resume',
  'timeout',
  'error',
  'close',
];
const kServerEvents = ['listening', 'error', 'close', 'drop'];

class Trace {
  constructor() {
    /** Lines by endpoint, in order of first appearance. */
    this.endpoints = new Map();
    this.ports = new Map();
    this.pending = new Map();
    this.unclosed = new Set();
  }

  /** From now on `port` is printed as `name`. */
  namePort(port, name) {
    this.ports.set(String(port), name);
  }

  named(text) {
    return text.replace(
      /\d{4,5}/g,
      (digits) => this.ports.get(digits) ?? digits,
    );
  }

  line(endpoint, text) {
    this.flush(endpoint);
    this.lines(endpoint).push(text);
  }

  lines(endpoint) {
    if (!this.endpoints.has(endpoint)) this.endpoints.set(endpoint, []);
    return this.endpoints.get(endpoint);
  }

  data(endpoint, chunk) {
    if (!this.pending.has(endpoint)) this.pending.set(endpoint, []);
    this.pending.get(endpoint).push(Buffer.from(chunk));
  }

  flush(endpoint) {
    const parts = this.pending.get(endpoint);
    if (!parts) return;
    this.pending.delete(endpoint);
    const all = Buffer.concat(parts);
    const text =
      all.length <= 64
        ? JSON.stringify(all.toString('latin1'))
        : `${all.length} bytes ${createHash('sha256').update(all).digest('hex').slice(0, 12)}`;
    this.lines(endpoint).push(`data ${text}`);
  }

  /** Writes down every event of a socket; its data too unless `data` is false. Listeners are added in a fixed order. */
  socket(endpoint, socket, { data = true, events = kSocketEvents } = {}) {
    for (const event of events) {
      socket.on(event, (...args) =>
        this.line(endpoint, [event, ...args.map((arg) => show(arg))].join(' ')),
      );
    }
    if (data) socket.on('data', (chunk) => this.data(endpoint, chunk));
    this.unclosed.add(socket);
    socket.on('connect', () => this.unclosed.add(socket));
    socket.on('close', () => this.unclosed.delete(socket));
    return socket;
  }

  /** 'close' of what was destroyed comes later than all else: a trace without it would be cut short. */
  async settled() {
    for (const socket of this.unclosed) {
      if (socket.destroyed) await once(socket, 'close');
    }
    await new Promise(setImmediate);
  }

  server(endpoint, server) {
    for (const event of kServerEvents) {
      server.on(event, (...args) =>
        this.line(endpoint, [event, ...args.map((arg) => show(arg))].join(' ')),
      );
    }
    server.on('connection', () => this.line(endpoint, 'connection'));
    return server;
  }

  print(name) {
    console.log(`# ${name}`);
    for (const endpoint of [...this.endpoints.keys()].sort()) {
      this.flush(endpoint);
      for (const line of this.lines(endpoint))
        console.log(`${endpoint}: ${this.named(line)}`);
    }
  }
}

/** A value of a trace; of errors all that Node sets on them, in its order. */
function show(value) {
  if (!(value instanceof Error)) return render(value);
  const fields = Object.keys(value).map(
    (key) => `${key}=${render(value[key])}`,
  );
  return `${value.name}: ${value.message} {${fields.join(', ')}}`;
}

/** What a call gives or throws, as text. */
function attempt(call) {
  try {
    return show(call());
  } catch (error) {
    return `threw ${error.name} [${error.code}]: ${error.message}`;
  }
}

/** A promise of the next `event`. */
const once = (emitter, event) =>
  new Promise((resolve) => emitter.once(event, (...args) => resolve(args)));

const scenarios = [];
/** Adds a scenario: `body(trace)` resolves when nothing more will happen. */
function scenario(name, body) {
  scenarios.push({ name, body });
}

/** A server on a free port whose port is named `port` in the trace; `onConnection` gets its sockets. */
async function listening(trace, options, onConnection) {
  const server = net.createServer(options, onConnection);
  server.listen(0);
  await once(server, 'listening');
  trace.namePort(server.address().port, '<port>');
  return server;
}

/** Runs all scenarios of the file, one after the other. */
async function run() {
  for (const { name, body } of scenarios) {
    const trace = new Trace();
    await body(trace);
    await trace.settled();
    trace.print(name);
  }
}

module.exports = {
  Trace,
  net,
  scenario,
  run,
  listening,
  once,
  attempt,
  show,
};
