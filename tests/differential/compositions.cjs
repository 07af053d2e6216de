'use strict';
// Steps that make further streams, or join a stream to something that is none: compose, Duplex.from, duplexPair, wrap,
// pipe to an old emitter, disposal. Same contract as operations.cjs.

const EventEmitter = require('node:events');
const consumers = require('./consumers.cjs');

/** Streams a program may have; further ones are not made. */
const kMost = 6;

const has = (method) => (s) => typeof s[method] === 'function';

/** Makes `made` one of the program's streams and returns it. */
function adopt(program, made) {
  if (!program.names.has(made)) {
    program.names.set(made, `s${program.streams.length}`);
    if (program.spec.tap) program.tap(made);
    program.streams.push(made);
  }
  return made;
}

/** Streams and functions for compose() and pipeline(): `parts` as in generate_steps.mjs; undefined if one is missing. */
function partsOf(program, step, frame) {
  const last = step.parts.length - 1;
  const parts = step.parts.map((part, i) => {
    if (part !== null && typeof part === 'object') {
      const place = i === 0 ? 'source' : i === last ? 'sink' : 'middle';
      return consumers.stage(program, part, part.as ?? place);
    }
    const needed = [i > 0 && 'write', i < last && 'read'].filter(Boolean);
    return program.find(part, frame, (s) => needed.every((m) => has(m)(s)));
  });
  if (parts.includes(undefined)) return undefined;
  if (!step.same && new Set(parts).size < parts.length) return undefined;
  return parts;
}

const later = (program, when, value) =>
  new Promise((resolve) => program.schedule(when, () => resolve(value)));

/** An iterator written out, so that each of its methods shows when it is called. */
function iteratorOf(program, { items, async, fails, whole }, label) {
  let next = 0;
  const settle = (result) => (async ? Promise.resolve(result) : result);
  const iterator = {
    next() {
      program.record(`${label}.next()`);
      if (fails === 'next' && next === 1) throw program.error();
      return settle(
        next < items.length
          ? { value: program.chunk(items[next++]), done: false }
          : { value: undefined, done: true },
      );
    },
    [async ? Symbol.asyncIterator : Symbol.iterator]() {
      return iterator;
    },
  };
  if (!whole) return iterator;
  iterator.return = () => {
    program.record(`${label}.return()`);
    if (fails === 'return') throw program.error();
    return settle({ value: undefined, done: true });
  };
  iterator.throw = (error) => {
    program.record(`${label}.throw(${program.show(error)})`);
    if (fails === 'throw') throw program.error();
    return settle({ value: undefined, done: true });
  };
  return iterator;
}

/** What `{ t, … }` of a from-step stands for. */
function sourceOf(program, source, frame) {
  const label = `${source.t}#${++program.serial}`;
  const items = source.items ?? [];
  switch (source.t) {
    case 'iterator':
      return iteratorOf(program, { ...source, items }, label);
    case 'promises':
      return items.map((item, i) =>
        source.fails && i === 1
          ? later(program, source.when ?? 'tick').then(() => {
              throw program.error();
            })
          : later(program, source.when ?? 'tick', program.chunk(item)),
      );
    case 'promise':
      return later(program, source.when ?? 'tick').then(() => {
        if (source.fails) throw program.error();
        return items.length === 0 ? undefined : program.chunk(items[0]);
      });
    case 'source':
    case 'middle':
    case 'sink': {
      const made = consumers.stage(program, source, source.t);
      return source.t === 'source' ? made() : made;
    }
    case 'text':
      return program.chunk(source.chunk);
    case 'pair': {
      const readable = program.find(source.r, frame, has('read'));
      const writable = program.find(source.w, frame, has('write'));
      return readable && writable && { readable, writable };
    }
    default:
      return program.find(source.s, frame, () => true);
  }
}

/** A step that makes a stream from `argument`. */
const making = (program, text, make) => {
  if (program.streams.length >= kMost) return undefined;
  return { text, run: () => adopt(program, make()) };
};

module.exports = {
  making,
  partsOf,
  steps: {
    compose: (program, step, frame) => {
      const parts = partsOf(program, step, frame);
      if (parts === undefined) return undefined;
      const shown = parts.map(program.show).join(', ');
      return making(program, `compose(${shown})`, () =>
        program.stream.compose(...parts),
      );
    },
    composeWith: (program, step, frame) => {
      const [target, part] = partsOf(program, step, frame) ?? [];
      if (target === undefined || !has('compose')(target)) return undefined;
      const options =
        step.signal === undefined
          ? undefined
          : { signal: program.controller(step.signal).signal };
      const shown = `${program.show(target)}.compose(${program.show(part)})`;
      return making(program, shown, () => target.compose(part, options));
    },
    from: (program, step, frame) => {
      const source = sourceOf(program, step.source, frame);
      if (source === undefined) return undefined;
      const name = `${step.of}.from`;
      return making(program, `${name}(${step.source.t})`, () =>
        program.stream[step.of].from(source, step.options),
      );
    },
    duplexPair: (program, step) =>
      making(program, 'duplexPair', () => {
        const [one, other] = program.stream.duplexPair(step.options);
        adopt(program, one);
        return other;
      }),
    destroyAny: (program, step, frame) => {
      const target = program.find(step.s, frame, () => true);
      if (target === undefined || !program.stream.destroy) return undefined;
      const error = step.err ? program.error() : undefined;
      return {
        text: `destroy(${program.show(target)}, ${program.show(error)})`,
        run: () => program.stream.destroy(target, error),
      };
    },
    dispose: (program, step, frame) => {
      const target = program.find(step.s, frame, has(Symbol.asyncDispose));
      if (target === undefined) return undefined;
      const label = `dispose#${++program.serial}`;
      return {
        text: `${label} ${program.show(target)}`,
        run: () => {
          target[Symbol.asyncDispose]().then(
            (value) => program.record(`${label} gave ${program.show(value)}`),
            (error) => program.record(`${label} threw ${program.show(error)}`),
          );
        },
      };
    },
    halfOpen: (program, step, frame) => {
      const target = program.find(step.s, frame, (s) => 'allowHalfOpen' in s);
      return (
        target && {
          text: `${program.show(target)}.allowHalfOpen = ${step.value}`,
          run: () => {
            target.allowHalfOpen = step.value;
          },
        }
      );
    },
    /** Reads an emitter that knows only 'data', 'end', pause() and resume(). */
    wrap: (program, step, frame) => {
      const target = program.find(step.s, frame, has('wrap'));
      if (target === undefined) return undefined;
      const label = `old#${++program.serial}`;
      const old = new EventEmitter();
      old.on('error', () => {});
      for (const method of ['pause', 'resume'])
        old[method] = () => program.record(`${label}.${method}()`);
      const speak = ([first, ...rest]) => {
        if (program.dead || first === undefined) return;
        old.emit(
          first.event,
          first.event === 'data' ? program.chunk(first.chunk) : undefined,
        );
        program.schedule(first.when, () => speak(rest));
      };
      program.schedule('tick', () => speak(step.says));
      program.names.set(old, label);
      return {
        text: `${program.show(target)}.wrap(${label})`,
        run: () => target.wrap(old),
      };
    },
    /** Writes to an emitter that knows only write(), end() and 'drain'. */
    pipeOld: (program, step, frame) => {
      const target = program.find(step.s, frame, has('pipe'));
      if (target === undefined) return undefined;
      const label = `old#${++program.serial}`;
      const old = new EventEmitter();
      let writes = 0;
      old.write = (chunk) => {
        program.record(`${label}.write(${program.show(chunk)})`);
        if (++writes % step.every !== 0) return true;
        program.schedule(step.when, () => old.emit(step.then));
        return false;
      };
      old.end = () => program.record(`${label}.end()`);
      program.names.set(old, label);
      return {
        text: `${program.show(target)}.pipe(${label})`,
        run: () => target.pipe(old),
      };
    },
  },
};
