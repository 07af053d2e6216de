'use strict';
// Steps that consume a stream through promises and iterators: for await, the iterator helpers, generator stages of
// pipeline(). Same contract as operations.cjs.

/** `for await` over a stream: `step.stop` items at most, left by break or throw; `step.do` runs for each. */
function iterate(program, step, frame, target) {
  const label = `iterate#${++program.serial}`;
  const options =
    step.destroyOnReturn === undefined
      ? undefined
      : { destroyOnReturn: step.destroyOnReturn };
  const loop = async () => {
    let count = 0;
    try {
      const iterable =
        step.via === 'iterator' ? target.iterator(options) : target;
      for await (const chunk of iterable) {
        program.record(`${label} got ${program.show(chunk)}`);
        program.run(step.do, { ...frame, self: target });
        if (program.dead) return;
        if (step.wait)
          await new Promise((resolve) => program.schedule(step.wait, resolve));
        if (++count === step.stop) {
          if (step.leave === 'throw') throw program.error();
          break;
        }
      }
      program.record(`${label} left`);
    } catch (error) {
      program.record(`${label} threw ${program.show(error)}`);
    }
  };
  return { text: `${label} ${program.show(target)}`, run: () => void loop() };
}

/** The function given to an iterator helper: it may answer later, or throw at the third item. */
function mapper(program, step, label) {
  let count = 0;
  return (chunk) => {
    program.record(`${label} called ${program.show(chunk)}`);
    if (step.fails && ++count === 3) throw program.error();
    const answer =
      step.name === 'flatMap'
        ? [chunk, chunk]
        : step.name === 'map'
          ? [chunk]
          : chunk !== 'b';
    if (step.wait === undefined) return answer;
    return new Promise((resolve) =>
      program.schedule(step.wait, () => resolve(answer)),
    );
  };
}

/** One iterator helper; those that give a stream are read to the end with toArray(). */
function collect(program, step, target) {
  const label = `${step.name}#${++program.serial}`;
  const fn = mapper(program, step, label);
  const options =
    step.concurrency === undefined && step.signal === undefined
      ? undefined
      : {
          ...(step.concurrency && { concurrency: step.concurrency }),
          ...(step.signal !== undefined && {
            signal: program.controller(step.signal).signal,
          }),
        };
  const begin = () => {
    switch (step.name) {
      case 'toArray':
        return target.toArray(options);
      case 'take':
      case 'drop':
        return target[step.name](step.count).toArray();
      case 'map':
      case 'filter':
      case 'flatMap':
        return target[step.name](fn, options).toArray();
      case 'reduce':
        return target.reduce(
          (all, chunk) => (program.record(`${label} folds`), [...all, chunk]),
          [],
        );
      default:
        return target[step.name](fn, options);
    }
  };
  return {
    text: `${label} ${program.show(target)}`,
    run: () => {
      if (typeof target[step.name] !== 'function') return 'missing';
      begin().then(
        (value) => program.record(`${label} gave ${program.show(value)}`),
        (error) => program.record(`${label} threw ${program.show(error)}`),
      );
      return undefined;
    },
  };
}

/** A stage of pipeline() that is no stream: source iterable, generator transform or async function sink. */
function stage(program, part, place) {
  const label = `${place}#${++program.serial}`;
  const fail = () => {
    if (part.fails) throw program.error();
  };
  const stages = {
    source: async function* () {
      for (const chunk of part.items ?? []) {
        program.record(`${label} yields`);
        yield program.chunk(chunk);
      }
      fail();
    },
    middle: async function* (source) {
      for await (const chunk of source) {
        program.record(`${label} passes ${program.show(chunk)}`);
        if (program.dead) return;
        yield chunk;
        fail();
      }
    },
    sink: async function (source) {
      for await (const chunk of source) {
        program.record(`${label} takes ${program.show(chunk)}`);
        if (program.dead) return undefined;
        fail();
      }
      return label;
    },
  };
  program.names.set(stages[place], label);
  return stages[place];
}

module.exports = { iterate, collect, stage };
