'use strict';
// The language of trace_dsl.h, spoken with a JavaScript stream module: given a program, its trace. It is how the
// expectations of tests/core are taken from the oracle. It knows nothing of the engine.

/** @typedef {{ words: string[], block: Statement[] | null }} Statement */

/** @returns {Statement[]} */
function parse(text) {
  const tokens = text.match(/[{},]|[^\s{},]+/g) ?? [];
  let at = 0;
  const program = () => {
    const statements = [];
    let statement = { words: [], block: null };
    const close = () => {
      if (statement.words.length > 0) statements.push(statement);
      statement = { words: [], block: null };
    };
    for (; at < tokens.length && tokens[at] !== '}'; ++at) {
      if (tokens[at] === ',') close();
      else if (tokens[at] === '{') {
        at += 1;
        statement.block = program();
        close();
      } else statement.words.push(tokens[at]);
    }
    close();
    return statements;
  };
  return program();
}

const kinds = ['readable', 'writable', 'duplex', 'transform', 'passthrough'];
const loggedEvents = [
  'end',
  'finish',
  'drain',
  'error',
  'close',
  'pause',
  'resume',
  'pipe',
  'unpipe',
];

const describe = (error) => error.code ?? error.message;
const text = (value) => (value === null ? 'null' : String(value));
const option = (words, name) =>
  words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
const flag = (words, name) => {
  const value = option(words, name);
  return value === undefined ? undefined : value === 'true';
};
const plain = (words) => words.filter((word) => !word.includes('='));

class Run {
  constructor(stream, program) {
    this.module = stream;
    this.statements = parse(program);
    this.streams = new Map();
    this.trace = [];
    this.named =
      this.statements.filter(({ words }) => kinds.includes(words[0])).length >
      1;
  }

  log(entry, words) {
    this.trace.push(this.named && entry ? `${entry.name}.${words}` : words);
  }

  uncaught(error) {
    this.trace.push(`uncaught ${describe(error)}`);
  }

  async toEnd() {
    let phase = [];
    for (const statement of [...this.statements, { words: ['turn'] }]) {
      if (statement.words[0] !== 'turn') {
        phase.push(statement);
        continue;
      }
      try {
        this.all(phase, {});
      } catch (error) {
        this.uncaught(error);
      }
      phase = [];
      for (let i = 0; i < 3; ++i) await new Promise(setImmediate);
    }
    return this.trace.join(', ');
  }

  all(statements, context) {
    for (const statement of statements) this.one(statement, context);
  }

  one({ words, block }, context) {
    if (kinds.includes(words[0])) {
      this.make(words, block ?? []);
      return;
    }
    const dot = words[0].indexOf('.');
    const verb = words[0].slice(dot + 1);
    const entry =
      dot > 0
        ? this.streams.get(words[0].slice(0, dot))
        : (context.entry ?? this.newest);
    verbs[verb].call(this, entry, words.slice(1), block, context);
  }

  make(words, block) {
    const [kind, ...rest] = words;
    const number = (name) =>
      option(rest, name) === undefined ? undefined : Number(option(rest, name));
    const has = (name) => rest.includes(name);
    const flags = ['object', 'robject', 'wobject', 'mute', 'noerror'];
    const name = plain(rest).find((word) => !flags.includes(word)) ?? 's';
    const entry = {
      name,
      kept: [],
      listeners: [],
      cursor: 0,
      readObjects: has('object') || has('robject'),
      writeObjects: has('object') || has('wobject'),
    };
    const options = {
      highWaterMark: number('hwm'),
      readableHighWaterMark: number('rhwm'),
      writableHighWaterMark: number('whwm'),
      readableObjectMode: entry.readObjects,
      writableObjectMode: entry.writeObjects,
      readable: flag(rest, 'readable'),
      writable: flag(rest, 'writable'),
      allowHalfOpen: flag(rest, 'half'),
      autoDestroy: flag(rest, 'autoDestroy'),
      emitClose: flag(rest, 'emitClose'),
    };
    for (const key of Object.keys(options)) {
      if (options[key] === undefined) delete options[key];
    }
    if (kind === 'readable' || kind === 'writable') {
      options.objectMode = entry.readObjects || entry.writeObjects;
    }
    if (kind === 'readable' || kind === 'duplex') options.read = () => {};
    const batches = block.some(({ words: [hook] }) => hook === '_writev');
    if ((kind === 'writable' || kind === 'duplex') && !batches) {
      options.write = (chunk, encoding, callback) => callback();
    }
    if (kind === 'transform') {
      options.transform = (chunk, encoding, callback) => callback(null, chunk);
    }
    for (const hook of block) {
      options[hook.words[0].slice(1)] = this.hook(entry, hook);
    }
    const classes = {
      readable: 'Readable',
      writable: 'Writable',
      duplex: 'Duplex',
      transform: 'Transform',
      passthrough: 'PassThrough',
    };
    entry.stream = new this.module[classes[kind]](options);
    this.streams.set(name, entry);
    this.newest = entry;
    if (has('mute')) return;
    for (const event of loggedEvents) {
      if (event === 'error' && has('noerror')) continue;
      entry.stream.on(event, (argument) => this.heard(entry, event, argument));
    }
  }

  heard(entry, event, argument) {
    if (event === 'error') this.log(entry, `error ${describe(argument)}`);
    else if (event === 'data') this.log(entry, `data ${text(argument)}`);
    else this.log(entry, event);
  }

  hook(entry, { words: [name], block }) {
    const run = this;
    return function (...args) {
      const callback = args.findLast((each) => typeof each === 'function');
      const error = name === '_destroy' ? args[0] : null;
      let said = name;
      if (name === '_write' || name === '_transform')
        said += ` ${text(args[0])}`;
      if (name === '_writev') {
        said += ` ${args[0].map(({ chunk }) => text(chunk)).join('+')}`;
      }
      if (error) said += ` ${describe(error)}`;
      entry.stream ??= this;
      run.log(entry, said);
      run.all(block ?? [], { entry, callback, error });
    };
  }

  /** A value as `side` of the stream takes it. */
  value(word, objects) {
    const string = word === 'empty' ? '' : word;
    return objects ? string : Buffer.from(string);
  }

  /** A callback that logs. */
  told(entry, words) {
    return (error) =>
      this.log(entry, error ? `${words} ${describe(error)}` : words);
  }
}

function listener(adder) {
  return function (entry, [event], block) {
    const call = (argument) => {
      this.heard(entry, event, argument);
      this.all(block ?? [], { entry });
    };
    entry.listeners.push([event, call]);
    entry.stream[adder](event, call);
  };
}

function simple(method) {
  return function (entry) {
    entry.stream[method]();
  };
}

/** What `write x cb` and `end x cb` take after the verb. */
function chunkAndCallback(words) {
  const withCallback = words.at(-1) === 'cb';
  return { word: withCallback ? words.at(-2) : words[0], withCallback };
}

const verbs = {
  push(entry, [word]) {
    const more = entry.stream.push(this.value(word, entry.readObjects));
    if (!more) this.log(entry, 'push false');
  },
  unshift(entry, [word]) {
    entry.stream.unshift(this.value(word, entry.readObjects));
  },
  eof(entry) {
    entry.stream.push(null);
  },
  read(entry, [n]) {
    const chunk =
      n === undefined ? entry.stream.read() : entry.stream.read(Number(n));
    this.log(entry, `read ${text(chunk)}`);
  },
  write(entry, words) {
    const { word, withCallback } = chunkAndCallback(words);
    const chunk = this.value(word, entry.writeObjects);
    const more = withCallback
      ? entry.stream.write(chunk, this.told(entry, `written ${word}`))
      : entry.stream.write(chunk);
    if (!more) this.log(entry, 'write false');
  },
  end(entry, words) {
    const { word, withCallback } = chunkAndCallback(words);
    const args = [];
    if (word !== undefined) args.push(this.value(word, entry.writeObjects));
    if (withCallback) args.push(this.told(entry, 'ended'));
    entry.stream.end(...args);
  },
  cork: simple('cork'),
  uncork: simple('uncork'),
  pause: simple('pause'),
  resume: simple('resume'),
  destroy(entry, [word]) {
    entry.stream.destroy(word === undefined ? undefined : new Error(word));
  },
  pipe(entry, words) {
    const destination = this.streams.get(words[0]).stream;
    const end = flag(words, 'end');
    entry.stream.pipe(destination, end === undefined ? {} : { end });
  },
  unpipe(entry, [name]) {
    entry.stream.unpipe(name && this.streams.get(name).stream);
  },
  on: listener('on'),
  once: listener('once'),
  prepend: listener('prependListener'),
  off(entry, [event]) {
    const at = entry.listeners.findLastIndex(([name]) => name === event);
    const [[, call]] = entry.listeners.splice(at, 1);
    entry.stream.off(event, call);
  },
  get(entry, [name]) {
    const value = entry.stream[name];
    this.log(
      entry,
      `${name}=${value instanceof Error ? describe(value) : value}`,
    );
  },
  count(entry, [event]) {
    this.log(entry, `${event}*${entry.stream.listenerCount(event)}`);
  },
  finished(entry, words) {
    const options = {};
    for (const name of ['readable', 'writable', 'error']) {
      if (flag(words, name) !== undefined) options[name] = flag(words, name);
    }
    entry.cleanup = this.module.finished(
      entry.stream,
      options,
      this.told(entry, 'over'),
    );
  },
  cleanup(entry) {
    entry.cleanup();
  },
  ok(entry, [word], block, { callback }) {
    if (word === undefined) callback();
    else callback(null, this.value(word, entry.readObjects));
  },
  fail(entry, [word], block, { callback }) {
    callback(new Error(word));
  },
  pass(entry, words, block, { callback, error }) {
    callback(error);
  },
  keep(entry, words, block, { callback }) {
    entry.kept.push(callback);
  },
  done(entry, [word, message]) {
    const callback = entry.kept.shift();
    if (word === 'error') callback(new Error(message));
    else if (word === undefined) callback();
    else callback(null, this.value(word, entry.readObjects));
  },
  from(entry, words) {
    const word = words[entry.cursor++];
    if (word === undefined) entry.stream.push(null);
    else verbs.push.call(this, entry, [word]);
  },
  tick(entry, words, block) {
    process.nextTick(() => this.all(block, { entry }));
  },
  throw(entry, [word]) {
    throw new Error(word);
  },
  log(entry, [word]) {
    this.trace.push(word);
  },
  pipeline(entry, words) {
    const streams = plain(words).map((name) => this.streams.get(name).stream);
    const told = (error) =>
      this.trace.push(`pipeline ${error ? describe(error) : 'ok'}`);
    const end = flag(words, 'end');
    if (end === undefined) this.module.pipeline(...streams, told);
    else
      this.module.promises
        .pipeline(...streams, { end })
        .then(() => told(), told);
  },
};

/** The trace of `program` on the stream module `stream`. */
async function trace(stream, program) {
  const run = new Run(stream, program);
  const uncaught = (error) => run.uncaught(error);
  process.on('uncaughtException', uncaught);
  try {
    return await run.toEnd();
  } finally {
    process.off('uncaughtException', uncaught);
  }
}

module.exports = { trace };

// By itself: a JSON list of programs on standard input, the list of their traces on standard output.
if (require.main === module) {
  (async () => {
    let input = '';
    for await (const part of process.stdin) input += part;
    const stream = require(process.env.TINCAN_STREAM || 'stream');
    const traces = [];
    for (const program of JSON.parse(input)) {
      traces.push(await trace(stream, program));
    }
    process.stdout.write(JSON.stringify(traces));
  })();
}
