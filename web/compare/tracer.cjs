// Runs a program in Node and notes what its streams do, in the words of Tincan's Events pane; the notes go into a
// file when the process ends. It changes nothing about what a stream does: it looks, and passes on.
// Needs Node 20 or later and nothing else. The page puts the program and its name in the place of the two texts below.
'use strict';
const program = '%PROGRAM%';
const filename = '%FILENAME%';

const fs = require('fs');
const Module = require('module');
const os = require('os');
const path = require('path');
const stream = require('stream');
const url = require('url');
const vm = require('vm');
const { Readable, Writable, Duplex, Transform } = stream;

const mostEvents = 200_000;
const events = [];
let total = 0;
/** Streams in the order they were first seen. */
const numbers = new Map();
// Made now, before anything is looked at: the program's output is not its streams.
const standard = new Set([process.stdout, process.stderr]);

function note(of, kind, size, answer) {
  if (standard.has(of) || of.fd === 0) return;
  total += 1;
  if (events.length >= mostEvents) return;
  if (!numbers.has(of)) numbers.set(of, numbers.size + 1);
  const readable = of._readableState ? of._readableState.length : 0;
  const writable = of._writableState ? of._writableState.length : 0;
  const name = String(of.constructor && of.constructor.name);
  events.push([numbers.get(of), name, kind, size, answer, readable, writable]);
}

/** In the stream's unit: bytes, or objects. */
function sizeOf(chunk, objectMode, encoding) {
  if (objectMode) return 1;
  if (typeof chunk === 'string')
    return Buffer.byteLength(
      chunk,
      Buffer.isEncoding(encoding) ? encoding : 'utf8',
    );
  return chunk && chunk.byteLength !== undefined ? chunk.byteLength : 0;
}

const looked = new WeakSet();

/** The hooks are the program's own, wherever it put them: they are looked at on the stream itself. */
function look(at) {
  if (looked.has(at) || standard.has(at) || at.fd === 0) return;
  looked.add(at);
  const hook = (name, size) => {
    const own = at[name];
    if (typeof own !== 'function') return;
    Object.defineProperty(at, name, {
      configurable: true,
      writable: true,
      enumerable: Object.prototype.propertyIsEnumerable.call(at, name),
      value(...given) {
        note(this, name, size(given), null);
        return own.apply(this, given);
      },
    });
  };
  if (at._readableState) hook('_read', ([size]) => size);
  if (at._writableState) {
    const written = () => at._writableState.length;
    hook('_write', ([chunk, encoding]) =>
      sizeOf(chunk, at._writableState.objectMode, encoding),
    );
    hook('_writev', written);
  }
}

/** Puts a look in front of a method, wherever a class has one of its own. */
function wrap(name, around) {
  for (const { prototype } of [Readable, Writable, Duplex, Transform]) {
    if (!Object.hasOwn(prototype, name)) continue;
    const own = prototype[name];
    prototype[name] = function (...given) {
      look(this);
      return around.call(this, own, given);
    };
    Object.defineProperty(prototype[name], 'name', { value: name });
  }
}

const noted = new Set(
  'data readable end finish prefinish drain close error pause resume'.split(
    ' ',
  ),
);
const emit = stream.prototype.emit;
stream.prototype.emit = function (event, ...given) {
  look(this);
  if (noted.has(event)) {
    const of = this._readableState;
    const size = event !== 'data' || !of ? 0 : dataSize(given[0], of);
    note(this, event, size, null);
  }
  return emit.call(this, event, ...given);
};

/** What a string that was decoded took of the buffer is its length. */
function dataSize(chunk, state) {
  return typeof chunk === 'string' && !state.objectMode
    ? chunk.length
    : sizeOf(chunk, state.objectMode);
}

for (const name of ['on', 'read', 'resume', 'pipe'])
  wrap(name, function (own, given) {
    return own.apply(this, given);
  });
wrap('push', function (own, given) {
  const { objectMode } = this._readableState;
  if (given[0] === null) {
    note(this, 'push(null)', 0, false);
    return own.apply(this, given);
  }
  const size = sizeOf(given[0], objectMode, given[1]);
  const answer = own.apply(this, given);
  note(this, 'push', size, answer);
  return answer;
});
const write = function (own, given) {
  const { objectMode, defaultEncoding } = this._writableState;
  const encoding = typeof given[1] === 'string' ? given[1] : defaultEncoding;
  const answer = own.apply(this, given);
  note(this, 'write', sizeOf(given[0], objectMode, encoding), answer);
  return answer;
};
const ownWrite = Writable.prototype.write;
wrap('write', write);
wrap('end', function (own, given) {
  const state = this._writableState;
  if (state.ending || state.destroyed || state.errored)
    return own.apply(this, given);
  if (
    given[0] !== undefined &&
    given[0] !== null &&
    typeof given[0] !== 'function'
  ) {
    // end(chunk) is a write and an end: both are to be seen.
    const [chunk, encoding] = given;
    write.call(
      this,
      ownWrite,
      typeof encoding === 'function' ? [chunk] : [chunk, encoding],
    );
    given = given.slice(1).filter((value) => typeof value === 'function');
  }
  note(this, 'end()', 0, null);
  return own.apply(this, given);
});
wrap('destroy', function (own, given) {
  if (!this.destroyed) note(this, 'destroy', 0, null);
  return own.apply(this, given);
});

process.on('exit', () => {
  const log = {
    tincan: 'log',
    version: 1,
    runtime: `Node ${process.version}`,
    program: filename,
    total,
    columns: [
      'stream',
      'class',
      'event',
      'size',
      'answer',
      'readable',
      'writable',
    ],
    events,
  };
  const name = path.resolve(`${path.parse(filename).name}.log.json`);
  fs.writeFileSync(name, JSON.stringify(log));
  fs.writeSync(2, `\n${total} events noted in ${name}\n`);
});

const target = path.resolve(filename);
const kind = path.extname(filename);
const isPlain = !/^\.[cm]?[jt]s$/.test(kind);

/** Node decides what the program is by its name and text, so it is a file while it is loaded. */
async function importFile() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'traced-'));
  const file = path.join(folder, path.basename(filename));
  fs.writeFileSync(file, program);
  try {
    await import(url.pathToFileURL(file));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Whether it is CommonJS for sure: then it runs as the main module, at once. */
function isCommonJs() {
  if (kind === '.cjs' || isPlain) return true;
  if (kind !== '.js') return false;
  try {
    vm.compileFunction(program, [
      'exports',
      'require',
      'module',
      '__filename',
      '__dirname',
    ]);
    return true;
  } catch {
    return false;
  }
}

if (isCommonJs()) {
  const main = new Module(target, null);
  main.filename = target;
  main.paths = Module._nodeModulePaths(process.cwd());
  main._compile(program, target);
} else {
  importFile();
}
