'use strict';
// Steps between Node's streams and the host's web streams, and the consumers, which take both. Same contract as
// operations.cjs. The web streams are the same on both sides of a comparison: the host's own.

const compositions = require('./compositions.cjs');

const has = (method) => (s) => typeof s[method] === 'function';

/** A ReadableStream that gives `step.items` as it is asked, then ends or fails. */
function readableStream(program, step) {
  const label = `web#${++program.serial}`;
  const items = [...step.items];
  const made = new ReadableStream(
    {
      pull(controller) {
        program.record(`${label} pull`);
        const item = items.shift();
        if (item !== undefined) controller.enqueue(program.chunk(item));
        else if (step.fails) controller.error(program.error());
        else controller.close();
      },
      cancel(reason) {
        program.record(`${label} cancel ${program.show(reason)}`);
      },
    },
    { highWaterMark: step.room ?? 1 },
  );
  program.names.set(made, label);
  return made;
}

/** A WritableStream that may answer later, or fail at its second chunk. */
function writableStream(program, step) {
  const label = `web#${++program.serial}`;
  let count = 0;
  const made = new WritableStream(
    {
      write(chunk) {
        program.record(`${label} write ${program.show(chunk)}`);
        if (step.fails && ++count === 2) throw program.error();
        if (!step.when) return undefined;
        return new Promise((resolve) => program.schedule(step.when, resolve));
      },
      close() {
        program.record(`${label} close`);
        if (step.fails) throw program.error();
      },
      abort(reason) {
        program.record(`${label} abort ${program.show(reason)}`);
      },
    },
    { highWaterMark: step.room ?? 1 },
  );
  program.names.set(made, label);
  return made;
}

const webOf = {
  Readable: readableStream,
  Writable: writableStream,
  Duplex: (program, step) => ({
    readable: readableStream(program, step),
    writable: writableStream(program, step),
  }),
};

/** Reads `step.stop` chunks, or all, then cancels. */
async function readAll(program, step, label, web) {
  try {
    const reader = web.getReader();
    for (let i = 0; i !== step.stop; i++) {
      const { value, done } = await reader.read();
      program.record(
        `${label} ${done ? 'done' : `read ${program.show(value)}`}`,
      );
      if (done || program.dead) return;
    }
    await reader.cancel(program.error());
    program.record(`${label} cancelled`);
  } catch (error) {
    program.record(`${label} threw ${program.show(error)}`);
  }
}

/** Writes `step.items` as there is room, then closes or aborts. */
async function writeAll(program, step, label, web) {
  try {
    const writer = web.getWriter();
    for (const item of step.items) {
      await writer.ready;
      program.record(`${label} room ${writer.desiredSize}`);
      await writer.write(program.chunk(item));
      if (program.dead) return;
    }
    if (step.fails) await writer.abort(program.error());
    else await writer.close();
    program.record(`${label} ${step.fails ? 'aborted' : 'closed'}`);
  } catch (error) {
    program.record(`${label} threw ${program.show(error)}`);
  }
}

/** What each class's toWeb gives is read, written, or both. */
const useOf = {
  Readable: readAll,
  Writable: writeAll,
  Duplex: (program, step, label, { readable, writable }) => {
    void writeAll(program, step, `${label} in`, writable);
    void readAll(program, step, `${label} out`, readable);
  },
};

module.exports = {
  fromWeb: (program, step) => {
    const web = webOf[step.of](program, step);
    return compositions.making(program, `${step.of}.fromWeb`, () =>
      program.stream[step.of].fromWeb(web, step.options),
    );
  },
  toWeb: (program, step, frame) => {
    const target = program.find(step.s, frame, () => true);
    if (target === undefined) return undefined;
    const label = `web#${++program.serial}`;
    return {
      text: `${label} ${step.of}.toWeb(${program.show(target)})`,
      run: () => {
        const web = program.stream[step.of].toWeb(target);
        void useOf[step.of](program, step, label, web);
      },
    };
  },
  /** pipeline() from or into a web stream, or through one. */
  webPipeline: (program, step, frame) => {
    const inner = program.find(
      step.s,
      frame,
      has(step.at === 0 ? 'write' : 'read'),
    );
    if (inner === undefined) return undefined;
    const web =
      step.at === 0
        ? readableStream(program, step)
        : writableStream(program, step);
    const parts = step.at === 0 ? [web, inner] : [inner, web];
    const label = `pipelined#${++program.serial}`;
    return {
      text: `${label} ${parts.map(program.show).join(', ')}`,
      run: () => {
        program.stream.pipeline(...parts, (...args) =>
          program.record(`${label}(${args.map(program.show).join(', ')})`),
        );
      },
    };
  },
  consume: (program, step, frame) => {
    const target = program.find(step.s, frame, has('read'));
    if (target === undefined) return undefined;
    const label = `${step.name}#${++program.serial}`;
    return {
      text: `${label} ${program.show(target)}`,
      run: () => {
        program.modules.consumers[step.name](target).then(
          (value) =>
            program.record(
              `${label} gave ${value instanceof Blob ? `a Blob of ${value.size}` : program.show(value)}`,
            ),
          (error) => program.record(`${label} threw ${program.show(error)}`),
        );
      },
    };
  },
  defaultHighWaterMark: (program, step) => ({
    text: `setDefaultHighWaterMark(${step.objects}, ${step.value})`,
    run: () => {
      const { getDefaultHighWaterMark, setDefaultHighWaterMark } =
        program.stream;
      const before = getDefaultHighWaterMark(step.objects);
      setDefaultHighWaterMark(step.objects, step.value);
      program.restores.push(() =>
        setDefaultHighWaterMark(step.objects, before),
      );
    },
  }),
  /** Assigns a property that Node lets users assign. */
  assign: (program, step, frame) => {
    const target = program.find(step.s, frame, (s) => step.name in s);
    return (
      target && {
        text: `${program.show(target)}.${step.name} = ${step.value}`,
        run: () => {
          target[step.name] = step.value;
        },
      }
    );
  },
};
