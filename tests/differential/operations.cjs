'use strict';
// The steps a program may take. Each entry turns a step into `{ text, run }`: what the trace says and what is called,
// or undefined where no stream of the program can take it. Catches nothing: program.cjs records what is thrown.

const compositions = require('./compositions.cjs');
const consumers = require('./consumers.cjs');
const webSteps = require('./web_steps.cjs');

const has = (method) => (s) => typeof s[method] === 'function';

/** Frame of code that runs inside another step: there a loose error may leave. */
const inner = (frame, self) => ({
  ...frame,
  ...(self && { self }),
  nested: true,
});

/** Callback that records its arguments and goes on with the step's own `do`. */
function callback(program, step, frame, label) {
  const name = `${label}${++program.serial}`;
  const fn = (...args) => {
    program.record(`${name}(${args.map(program.show).join(', ')})`);
    program.run(step.do, inner(frame));
  };
  program.names.set(fn, name);
  return fn;
}

/** A step that calls `method` on a stream with the given arguments. */
function call(program, step, frame, method, args) {
  const target = program.find(step.s, frame, has(method));
  if (target === undefined) return undefined;
  while (args.length > 0 && args.at(-1) === undefined && !step.keepUndefined)
    args.pop();
  return {
    text: `${program.show(target)}.${method}(${args.map(program.show).join(', ')})`,
    run: () => target[method](...args),
  };
}

const plain = (method) => (program, step, frame) =>
  call(program, step, frame, method, []);

const add = (method) => (program, step, frame) => {
  const target = program.find(step.s, frame, has(method));
  if (target === undefined) return undefined;
  const label = `${step.event}#${++program.serial}`;
  const listener = function (...args) {
    // 'newListener' of a symbol: an event of Node's own, which no program can name.
    if (typeof args[0] === 'symbol') return;
    program.record(
      `${program.show(this)} ${label}(${args.map(program.show).join(', ')})`,
    );
    program.run(step.do, inner(frame, this));
  };
  program.names.set(listener, label);
  const key = `${program.show(target)} ${step.event}`;
  const known = program.listeners.get(key) ?? [];
  program.listeners.set(key, [...known, listener]);
  return {
    text: `${program.show(target)}.${method}(${label})`,
    run: () => target[method](step.event, listener),
  };
};

const errorOf = (program, kind) => {
  switch (kind) {
    case undefined:
    case false:
      return undefined;
    case 'null':
      return null;
    case 'string':
      return 'not an error';
    default:
      return program.error();
  }
};

module.exports = {
  ...compositions.steps,
  ...webSteps,
  write: (program, step, frame) =>
    call(program, step, frame, 'write', [
      program.chunk(step.chunk),
      step.enc,
      step.cb ? callback(program, step, frame, 'written') : undefined,
    ]),
  end: (program, step, frame) => {
    const done = step.cb ? callback(program, step, frame, 'ended') : undefined;
    const args =
      step.chunk === undefined
        ? [done]
        : [program.chunk(step.chunk), step.enc, done];
    return call(program, step, frame, 'end', args);
  },
  cork: plain('cork'),
  uncork: plain('uncork'),
  push: (program, step, frame) =>
    call(program, step, frame, 'push', [program.chunk(step.chunk), step.enc]),
  unshift: (program, step, frame) =>
    call(program, step, frame, 'unshift', [
      program.chunk(step.chunk),
      step.enc,
    ]),
  read: (program, step, frame) => call(program, step, frame, 'read', [step.n]),
  pause: plain('pause'),
  resume: plain('resume'),
  setEncoding: (program, step, frame) =>
    call(program, step, frame, 'setEncoding', [step.enc]),
  setDefaultEncoding: (program, step, frame) =>
    call(program, step, frame, 'setDefaultEncoding', [step.enc]),
  /** To itself, and a stream twice in a pipeline, only where the step says `same`: nobody does, but Node allows it. */
  pipe: (program, step, frame) => {
    const destination = program.find(step.d, frame, has('write'));
    if (destination === undefined) return undefined;
    if (
      !step.same &&
      destination === program.find(step.s, frame, has('pipe'))
    ) {
      return undefined;
    }
    const options = step.end === undefined ? undefined : { end: step.end };
    return call(program, step, frame, 'pipe', [destination, options]);
  },
  unpipe: (program, step, frame) =>
    call(program, step, frame, 'unpipe', [
      step.d === undefined
        ? undefined
        : program.find(step.d, frame, has('write')),
    ]),
  destroy: (program, step, frame) =>
    call(program, step, frame, 'destroy', [
      errorOf(program, step.err),
      step.cb ? callback(program, step, frame, 'destroyed') : undefined,
    ]),
  on: add('on'),
  once: add('once'),
  prepend: add('prependListener'),
  off: (program, step, frame) => {
    const target = program.find(step.s, frame, has('off'));
    if (target === undefined) return undefined;
    const listener = program.listeners
      .get(`${program.show(target)} ${step.event}`)
      ?.pop();
    if (listener === undefined) return undefined;
    return {
      text: `${program.show(target)}.off(${program.show(listener)})`,
      run: () => target.off(step.event, listener),
    };
  },
  removeAll: (program, step, frame) =>
    call(program, step, frame, 'removeAllListeners', [step.event]),
  emit: (program, step, frame) =>
    call(program, step, frame, 'emit', [
      step.event,
      errorOf(program, step.err),
    ]),
  later: (program, step, frame) => {
    const label = `${step.when}#${++program.serial}`;
    return {
      text: `later ${label}`,
      run: () =>
        program.schedule(step.when, () => {
          program.record(label);
          program.run(step.do, inner(frame));
        }),
    };
  },
  /** Calls the callback of the hook this step stands in. */
  reply: (program, step, frame) => {
    if (frame.reply === undefined) return undefined;
    const args = [errorOf(program, step.err)];
    if (step.chunk !== undefined) args.push(program.chunk(step.chunk));
    return {
      text: `reply(${args.map(program.show).join(', ')})`,
      run: () => frame.reply(...args),
    };
  },
  /** Throws out of the hook or listener it stands in. */
  throw: (program, step, frame) =>
    frame.nested
      ? {
          text: 'throw',
          run: () => {
            throw program.error();
          },
        }
      : undefined,
  finished: (program, step, frame) => {
    const target = program.find(step.s, frame, () => true);
    if (target === undefined) return undefined;
    const options = { ...step.options };
    if (step.signal !== undefined)
      options.signal = program.controller(step.signal).signal;
    const done = callback(program, step, frame, 'finished');
    const text = `finished${step.promise ? ' promise' : ''}(${program.show(target)}, ${program.show(step.options ?? {})}, ${program.show(done)})`;
    if (step.promise) {
      return {
        text,
        run: () =>
          void program.stream.promises
            .finished(target, options)
            .then(done, done),
      };
    }
    return {
      text,
      run: () => {
        program.cleanups.push(program.stream.finished(target, options, done));
      },
    };
  },
  /** Calls what a finished() returned. */
  cleanup: (program) => {
    const cleanup = program.cleanups.pop();
    return cleanup && { text: 'cleanup', run: cleanup };
  },
  pipeline: (program, step, frame) => {
    const parts = compositions.partsOf(program, step, frame);
    if (parts === undefined) return undefined;
    const options = { ...step.options };
    if (step.signal !== undefined)
      options.signal = program.controller(step.signal).signal;
    if (Object.keys(options).length > 0 && step.promise) parts.push(options);
    const done = callback(program, step, frame, 'pipelined');
    const shown = parts.map(program.show).join(', ');
    if (step.promise) {
      return {
        text: `pipeline promise(${shown}, ${program.show(done)})`,
        run: () =>
          void program.stream.promises.pipeline(...parts).then(done, done),
      };
    }
    return {
      text: `pipeline(${shown}, ${program.show(done)})`,
      run: () => program.stream.pipeline(...parts, done),
    };
  },
  iterate: (program, step, frame) => {
    const target = program.find(step.s, frame, has('read'));
    return target && consumers.iterate(program, step, inner(frame), target);
  },
  collect: (program, step, frame) => {
    const target = program.find(step.s, frame, has('read'));
    return target && consumers.collect(program, step, target);
  },
  abort: (program, step) => ({
    text: `abort(${step.signal})`,
    run: () => program.controller(step.signal).abort(),
  }),
  addAbortSignal: (program, step, frame) => {
    const target = program.find(step.s, frame, () => true);
    return (
      target && {
        text: `addAbortSignal(${step.signal}, ${program.show(target)})`,
        run: () =>
          program.stream.addAbortSignal(
            program.controller(step.signal).signal,
            target,
          ),
      }
    );
  },
};
