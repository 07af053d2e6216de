'use strict';
// Runs one program (data: streams, hooks, steps) against a given stream module and writes its complete trace.
// Owns every macrotask of the program, so the trace never depends on the clock; must not use any stream of the host.

const util = require('node:util');
const { render } = require('../conformance/render.cjs');
const { observer } = require('./observe.cjs');
const { chunkOf, optionOf } = require('./values.cjs');
const operations = require('./operations.cjs');

/** Trace lines after which a program is cut off; both sides are cut at the same line. */
const kLineBudget = 600;
/** Steps inside steps; a 'newListener' that listens would go down until the stack is spent. */
const kDeepest = 25;
/** A stream printed into the text of an argument error: its insides in util.inspect's order are no behaviour. */
const kInspectedStream = /(?:<ref \*\d+> )?(\b\w+) \{\n[\s\S]*/;
/** Immediates without any trace line after which nothing more can happen. */
const kQuietTurns = 3;

class Program {
  /**
   * @param {{stream: object, consumers: object}} modules under test
   * @param {object} spec see generator.mjs
   */
  constructor(modules, spec) {
    const { stream } = modules;
    this.stream = stream;
    this.modules = modules;
    this.restores = [];
    this.spec = spec;
    this.lines = [];
    this.dead = false;
    this.depth = 0;
    this.streams = [];
    this.names = new Map();
    this.errors = 0;
    this.listeners = new Map();
    this.controllers = [];
    this.cleanups = [];
    this.serial = 0;
    this.immediates = 0;
    this.timers = [];
    this.show = (value) => render(value, (object) => this.nameOf(object));
    this.changes = observer(stream, this.show, spec.observe ?? {});
  }

  // --- trace -------------------------------------------------------------------------------------------------------

  /** Writes one line and, below it, whatever changed in any stream since the last. */
  record(line) {
    if (this.dead) return;
    const margin = '  '.repeat(this.depth);
    this.lines.push(margin + line);
    for (let i = 0; i < this.streams.length; i++) {
      if (this.streams[i] === null) continue;
      const changes = this.changes(this.streams[i]);
      if (changes !== '') this.lines.push(`${margin}. s${i}${changes}`);
    }
    if (this.lines.length > kLineBudget) {
      this.lines.push('(line budget spent)');
      this.dead = true;
    }
  }

  /** Name of an object in the trace; errors get one at first sight, so identity is compared too. */
  nameOf(object) {
    const known = this.names.get(object);
    if (known !== undefined) return known;
    if (object instanceof Error) {
      const name = `#${++this.errors}`;
      this.names.set(object, name);
      const text = render(object, (inner) =>
        inner === object ? undefined : this.nameOf(inner),
      );
      return `${name}=${text.replace(kInspectedStream, '$1 {…}')}`;
    }
    return undefined;
  }

  /** A new error, named by its message. */
  error() {
    const name = `E${++this.serial}`;
    const error = new Error(name);
    this.names.set(error, name);
    return error;
  }

  /** Decodes a chunk; in programs that watch identity, the object keeps its name wherever it turns up. */
  chunk(spec) {
    const value = chunkOf(spec);
    if (
      this.spec.observe?.identity &&
      value !== null &&
      typeof value === 'object'
    ) {
      this.names.set(value, `c${++this.serial}(${this.show(value)})`);
    }
    return value;
  }

  // --- time --------------------------------------------------------------------------------------------------------

  /** Runs `callback` after `when`: tick, microtask, promise, immediate or timer (after all immediates). */
  schedule(when, callback) {
    switch (when) {
      case 'tick':
        process.nextTick(callback);
        break;
      case 'microtask':
        queueMicrotask(callback);
        break;
      case 'promise':
        Promise.resolve().then(callback);
        break;
      case 'immediate':
        this.immediates++;
        setImmediate(() => {
          this.immediates--;
          callback();
        });
        break;
      case 'timer':
        this.timers.push(callback);
        break;
      default:
        throw new Error(`no such moment: ${when}`);
    }
  }

  /** Calls `done` in a macrotask of its own once nothing of this program is pending. */
  settle(done) {
    let seen = -1;
    let quiet = 0;
    const turn = () => {
      if (this.immediates > 0 || this.lines.length !== seen) {
        quiet = 0;
        seen = this.lines.length;
      } else if (++quiet >= kQuietTurns) {
        if (this.dead || this.timers.length === 0) return done();
        quiet = 0;
        setImmediate(turn);
        this.timers.shift()();
        return;
      }
      setImmediate(turn);
    };
    setImmediate(turn);
  }

  // --- streams and hooks -------------------------------------------------------------------------------------------

  /** The stream at `index` among those for which `has` holds; -1 is the stream whose hook or listener runs. */
  find(index, frame, has) {
    if (index === -1 && frame.self !== undefined && has(frame.self))
      return frame.self;
    const candidates = this.streams.filter((s) => s !== null && has(s));
    if (candidates.length === 0) return undefined;
    return candidates[Math.max(index, 0) % candidates.length];
  }

  /** The function given to a stream as hook `name`. */
  hook(name, { seq, loop }) {
    const program = this;
    const calls = new WeakMap();
    const behave = (self, behaviour, reply) => {
      program.run(behaviour.do, { self, reply, nested: true });
      if (behaviour.throws) throw program.error();
    };
    return function (...args) {
      if (program.dead) return undefined;
      const call = calls.get(this) ?? 0;
      calls.set(this, call + 1);
      program.record(
        `${program.show(this)}._${name}(${args.map(program.show).join(', ')})`,
      );
      if (name === 'read' && !loop && call >= seq.length)
        return void this.push(null);
      const behaviour = seq[Math.min(call, seq.length - 1)];
      const reply = args.findLast((arg) => typeof arg === 'function');
      if (behaviour.async)
        return (async () => behave(this, behaviour, reply))();
      return behave(this, behaviour, reply);
    };
  }

  /** Makes stream number `index`; a constructor that throws leaves null there. */
  make(spec, index) {
    const options = {};
    for (const [key, value] of Object.entries(spec.options ?? {}))
      options[key] = optionOf(value);
    if (spec.signal !== undefined)
      options.signal = this.controller(spec.signal).signal;
    const hooks = {};
    for (const [name, hook] of Object.entries(spec.hooks ?? {}))
      hooks[name] = this.hook(name, hook);
    this.streams[index] = null;
    try {
      const made = construct(this.stream, spec, options, hooks, (chunk) =>
        this.chunk(chunk),
      );
      this.names.set(made, `s${index}`);
      if (spec.kind === 'PassThrough' && !(spec.plain && this.spec.tap))
        this.count(made);
      if (this.spec.tap) this.tap(made);
      this.streams[index] = made;
      this.record(`new s${index} ${spec.kind}`);
    } catch (error) {
      this.record(`new s${index} ${spec.kind} ! ${this.show(error)}`);
    }
  }

  /** Shows every emission of a named event, whether anyone listens or not; symbols are Node's own affair. */
  tap(made) {
    const program = this;
    const { emit } = made;
    made.emit = function (event, ...args) {
      if (program.dead) return false;
      if (typeof event === 'symbol' || typeof args[0] === 'symbol') {
        return emit.call(this, event, ...args);
      }
      program.record(
        `${program.show(this)} emits ${event}(${args.map(program.show).join(', ')})`,
      );
      return emit.call(this, event, ...args);
    };
  }

  /** Makes a PassThrough count against the budget: a ring of untouched ones would turn for ever. */
  count(made) {
    const program = this;
    made._transform = function (chunk, encoding, callback) {
      if (program.dead) return;
      program.record(
        `${program.show(this)}._transform(${program.show(chunk)}, ${encoding})`,
      );
      callback(null, chunk);
    };
  }

  /** The AbortController with number `index`, made at first use. */
  controller(index) {
    return (this.controllers[index] ??= new AbortController());
  }

  // --- running -----------------------------------------------------------------------------------------------------

  /** Runs steps in order; an error of a step marked `loose` leaves the list, as in a user's own code. */
  run(steps, frame) {
    for (const step of steps ?? []) {
      if (this.dead) return;
      this.step(step, frame);
    }
  }

  step(step, frame) {
    if (this.depth >= kDeepest) return;
    const operation = operations[step.op];
    if (operation === undefined)
      throw new Error(`no such operation: ${step.op}`);
    const call = operation(this, step, frame);
    if (call === undefined) return;
    this.record(`> ${call.text}`);
    if (this.dead) return;
    this.depth++;
    let result;
    try {
      result = ` = ${this.show(call.run())}`;
    } catch (error) {
      result = ` ! ${this.show(error)}`;
      if ((step.loose || step.op === 'throw') && frame.nested) throw error;
    } finally {
      this.depth--;
      this.record(`<${result ?? ''}`);
    }
  }

  /** @returns {Promise<string[]>} the trace */
  execute() {
    return new Promise((resolve) => {
      const { streams, steps } = this.spec;
      let next = 0;
      const proceed = () => {
        while (next < steps.length) {
          const step = steps[next++];
          if (step.op === 'turn') return this.schedule('immediate', proceed);
          if (step.op === 'settle') return this.settle(proceed);
          this.step(step, { nested: false });
        }
        this.settle(() => {
          this.record('settled');
          for (const restore of this.restores.reverse()) restore();
          this.dead = true;
          resolve(this.lines);
        });
      };
      setImmediate(() => {
        streams.forEach((spec, index) => this.make(spec, index));
        proceed();
      });
    });
  }
}

/** Builds a stream in the style its spec names. */
function construct(stream, spec, options, hooks, chunk) {
  if (spec.kind === 'from') {
    const items = spec.items.map(chunk);
    return stream.Readable.from(spec.async ? generate(items) : items, options);
  }
  const Base = stream[spec.kind];
  const methods = Object.fromEntries(
    Object.entries(hooks).map(([name, fn]) => [`_${name}`, fn]),
  );
  switch (spec.style) {
    case 'subclass': {
      class Sub extends Base {}
      Object.assign(Sub.prototype, methods);
      return new Sub(options);
    }
    case 'inherits': {
      function Old(given) {
        Base.call(this, given);
      }
      util.inherits(Old, Base);
      Object.assign(Old.prototype, methods);
      return new Old(options);
    }
    case 'patch':
      return Object.assign(new Base(options), methods);
    case 'call':
      return Base({ ...options, ...hooks });
    default:
      return new Base({ ...options, ...hooks });
  }
}

async function* generate(items) {
  yield* items;
}

module.exports = { Program };
