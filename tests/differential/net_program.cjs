'use strict';
// Runs a random program of two peers on one net module: a server, its accepted sockets and clients in one process. A program is
// data (generate_net.mjs); its trace is what each endpoint saw. The rules of what is not compared stand here and in README.md:
// only the order at one endpoint counts; data in a row is one line; nothing is done before all that was done has had its effects.
// Steps for an endpoint that does not exist are passed over, so that any part of a program can be left out.

const { Trace, show } = require('../conformance/net/prelude.cjs');

/** Loop iterations in a row without a line that mean: a kernel has delivered everything. */
const kQuietTurns = 6;
/** Milliseconds between two such rows: what a kernel left to a thread of its own has been done by then. */
const kPause = 2;
/** Iterations after which a program that is never quiet is cut. */
const kMostTurns = 2000;

/** Getters looked at whenever all is quiet. */
const kGetters = [
  'allowHalfOpen',
  'bytesRead',
  'bytesWritten',
  'closed',
  'connecting',
  'destroyed',
  'errored',
  'localAddress',
  'localFamily',
  'localPort',
  'pending',
  'readable',
  'readableAborted',
  'readableDidRead',
  'readableEnded',
  'readableFlowing',
  'readableLength',
  'readyState',
  'remoteAddress',
  'remoteFamily',
  'remotePort',
  'timeout',
  'writable',
  'writableEnded',
  'writableFinished',
  'writableLength',
  'writableNeedDrain',
];

const immediate = () => new Promise((resolve) => setImmediate(resolve));
const pause = () => new Promise((resolve) => setTimeout(resolve, kPause));

class NetProgram {
  constructor({ net }, spec) {
    this.net = net;
    this.spec = spec;
    this.trace = new Trace();
    this.sockets = new Map();
    this.controllers = new Map();
    this.states = new Map();
    this.accepted = 0;
    /** Of accepted sockets: a client that never saw itself connect cannot name its port. */
    this.remotePorts = new Map();
    this.lines = 0;
    /** Times of inactivity that run since a listener began them. */
    this.expiring = new Set();
  }

  /** What belongs to no endpoint: uncaught errors, warnings. */
  record(line) {
    this.line('process', line);
  }

  show(value) {
    return show(value);
  }

  line(endpoint, text) {
    this.lines += 1;
    this.trace.line(endpoint, text);
  }

  async execute() {
    const { server = {}, turns = [] } = this.spec;
    await this.listen(server);
    for (const steps of turns) {
      for (const step of steps) await this.step(step);
      await this.quiet();
      this.look();
    }
    await this.cleanUp();
    for (const [name, port] of this.remotePorts)
      if (!this.trace.ports.has(String(port)))
        this.trace.namePort(port, `<of ${name}>`);
    const all = [];
    for (const endpoint of [...this.trace.endpoints.keys()].sort()) {
      this.trace.flush(endpoint);
      for (const line of this.trace.lines(endpoint))
        all.push(`${endpoint}: ${this.trace.named(line)}`);
    }
    return all;
  }

  async listen({ maxConnections, ...options }) {
    this.server = this.trace.server(
      'server',
      this.net.createServer({ noDelay: true, ...options }),
    );
    if (maxConnections !== undefined)
      this.server.maxConnections = maxConnections;
    this.server.on('connection', (socket) => this.adopt(socket));
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    this.trace.namePort(this.port, '<port>');
  }

  adopt(socket) {
    const name = `s${this.accepted++}`;
    this.remotePorts.set(name, socket.remotePort);
    this.add(name, socket, this.spec.accepted ?? {});
    this.hooksOf(name, 'connection');
  }

  /** Watches a socket, and lets the program's hooks on it act. */
  add(name, socket, { flow = 'data' }) {
    this.sockets.set(name, socket);
    socket.on('connect', () =>
      this.trace.namePort(socket.localPort, `<${name}>`),
    );
    this.trace.socket(name, socket, { data: false });
    if (flow === 'data') this.readBy(name, 'data');
    if (flow === 'readable') this.readBy(name, 'readable');
    for (const hook of this.spec.hooks ?? []) {
      if (hook.at !== name || hook.event === 'connection') continue;
      if (hook.event === 'data' && flow !== 'data') continue;
      socket.once(hook.event, () => this.inside(hook.do));
    }
  }

  hooksOf(name, event) {
    for (const hook of this.spec.hooks ?? [])
      if (hook.at === name && hook.event === event) this.inside(hook.do);
  }

  /** Steps done within a listener, which waits for none of them: quiet() does. */
  inside(steps = []) {
    for (const step of steps) {
      const running = this.step(step);
      this.expiring.add(running);
      void running.then(() => this.expiring.delete(running));
    }
  }

  readBy(name, how) {
    const socket = this.sockets.get(name);
    const take = (chunk) => {
      this.lines += 1;
      this.trace.data(name, chunk);
    };
    if (how === 'data') {
      socket.on('data', take);
      return;
    }
    socket.on('readable', () => {
      for (let chunk; (chunk = socket.read()) !== null;) take(chunk);
    });
  }

  connect({ client = 0 }) {
    const options = this.spec.clients?.[client];
    const name = `c${client}`;
    if (options === undefined || this.sockets.has(name)) return;
    const { flow, signal, onread, ...rest } = options;
    if (signal) {
      this.controllers.set(name, new AbortController());
      rest.signal = this.controllers.get(name).signal;
    }
    if (onread) rest.onread = this.onread(name, onread);
    const socket = this.net.connect({
      port: this.port,
      host: '127.0.0.1',
      // A kernel's own waiting (Nagle's algorithm and delayed acknowledgements) is no part of a comparison.
      noDelay: true,
      ...rest,
    });
    this.add(name, socket, { flow: onread ? 'none' : flow });
  }

  /** Takes bytes in pieces of `size`; says stop after each `every`-th. */
  onread(name, { size = 8, every = 0 }) {
    let calls = 0;
    return {
      buffer: Buffer.alloc(size),
      callback: (count, buffer) => {
        this.lines += 1;
        this.trace.data(name, buffer.subarray(0, count));
        calls += 1;
        return every === 0 || calls % every !== 0;
      },
    };
  }

  /** Does one step and writes down what it gave. */
  async step(step) {
    const { op, at } = step;
    if (op === 'connect') return this.connect(step);
    if (at === 'server') return this.atServer(step);
    const socket = this.sockets.get(at);
    if (socket === undefined) return undefined;
    if (op === 'expire') return this.expire(at, socket);
    const said = (what) => (error) =>
      this.line(at, `${what} called back ${show(error)}`);
    this.attempt(at, step, () => {
      switch (op) {
        case 'write':
          return socket.write(chunkOf(step), said('write'));
        case 'end':
          return step.size === undefined
            ? socket.end(said('end')) === socket
            : socket.end(chunkOf(step), said('end')) === socket;
        case 'destroy':
          return socket.destroy(step.error && new Error('mine')) === socket;
        case 'listen':
          return this.readBy(at, step.how);
        case 'pipe':
          return socket.pipe(this.sockets.get(step.to) ?? socket) !== undefined;
        case 'unpipe':
          return socket.unpipe() === socket;
        case 'abort':
          return this.controllers.get(at)?.abort();
        case 'read': {
          const chunk = socket.read(step.n);
          return chunk === null ? null : chunk.toString('latin1');
        }
        case 'isPaused':
          return socket.isPaused();
        case 'connect again':
          // Of a socket that is not over it is misuse whose effects depend on how far the kernel has come.
          if (!socket.destroyed) return 'passed over';
          return (
            socket.connect({ port: this.port, host: '127.0.0.1' }) === socket
          );
        default: {
          const result = socket[op]();
          return result === socket ? 'itself' : result;
        }
      }
    });
    return undefined;
  }

  /** Lets the socket's time of inactivity run out: how long anything takes is no part of a comparison. */
  async expire(name, socket) {
    this.line(name, '> expire');
    if (socket.destroyed) return;
    const over = new Promise((resolve) => {
      socket.once('timeout', resolve);
      socket.once('close', resolve);
    });
    socket.setTimeout(5);
    await over;
    socket.setTimeout(0);
  }

  atServer(step) {
    const { server } = this;
    this.attempt('server', step, () => {
      switch (step.op) {
        case 'close':
          return (
            server.close((error) =>
              this.line('server', `close called back ${show(error)}`),
            ) === server
          );
        case 'getConnections':
          return (
            server.getConnections((error, count) =>
              this.line('server', `connections ${show(error)} ${count}`),
            ) === server
          );
        case 'maxConnections':
          server.maxConnections = step.n;
          return step.n;
        default:
          return server[step.op]() === server;
      }
    });
  }

  attempt(endpoint, step, call) {
    const rest = { ...step };
    delete rest.at;
    let outcome;
    // The line stands before what the call itself brings about.
    this.line(endpoint, `> ${JSON.stringify(rest)}`);
    try {
      outcome = show(call());
    } catch (error) {
      outcome = `threw ${show(error)}`;
    }
    this.line(endpoint, `< ${outcome}`);
  }

  /** Resolves when nothing happens any more. */
  async quiet() {
    for (let row = 0; row < 2; row++) {
      while (this.expiring.size > 0) await Promise.all(this.expiring);
      let turns = 0;
      for (let still = 0; still < kQuietTurns && turns < kMostTurns; turns++) {
        const before = this.lines;
        await immediate();
        still = this.lines === before ? still + 1 : 0;
      }
      if (row === 0) await pause();
    }
  }

  /** Writes down every getter that has changed since the last look. */
  look() {
    for (const [name, socket] of this.sockets) {
      const was = this.states.get(name) ?? {};
      const is = {};
      for (const getter of kGetters) is[getter] = show(socket[getter]);
      this.states.set(name, is);
      const changed = kGetters.filter((getter) => was[getter] !== is[getter]);
      if (changed.length > 0)
        this.line(
          name,
          `. ${changed.map((getter) => `${getter}=${is[getter]}`).join(' ')}`,
        );
    }
    const { listening, _connections: connections } = this.server;
    const state = `. listening=${listening} connections=${connections}`;
    if (state !== this.states.get('server')) this.line('server', state);
    this.states.set('server', state);
  }

  /** Ends whatever is left, in an order of its own: part of the trace as well. */
  async cleanUp() {
    for (const [name, socket] of this.sockets) {
      if (socket.destroyed) continue;
      this.line(name, '> destroyed at the end');
      socket.destroy();
    }
    if (this.server.listening) this.server.close();
    await this.quiet();
    this.look();
  }
}

/** Bytes that show where they come from. */
function chunkOf({ size = 1, letter = 'a' }) {
  return letter.repeat(size);
}

module.exports = { NetProgram };
