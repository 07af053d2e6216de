// The outer form of the classes: order, attributes and names of their properties as the oracle's have
// them, for those who list, inspect or compare them. No behaviour here: this only moves and renames.

/** Order of the own properties after `length`, `name` and `prototype`. */
const statics = {
  Readable: ['ReadableState', '_fromList', 'from', 'fromWeb', 'toWeb', 'wrap'],
  Writable: ['WritableState', 'fromWeb', 'toWeb'],
  Duplex: ['fromWeb', 'toWeb', 'from'],
};

/** Order of the prototypes' properties after `constructor`; symbols stay behind the names. */
const prototypes = {
  Readable: [
    'destroy',
    '_undestroy',
    '_destroy',
    'push',
    'unshift',
    'isPaused',
    'setEncoding',
    'read',
    '_read',
    'pipe',
    'unpipe',
    'on',
    'addListener',
    'removeListener',
    'off',
    'removeAllListeners',
    'resume',
    'pause',
    'wrap',
    'iterator',
    'compose',
    'readable',
    'readableDidRead',
    'readableAborted',
    'readableHighWaterMark',
    'readableBuffer',
    'readableFlowing',
    'readableLength',
    'readableObjectMode',
    'readableEncoding',
    'errored',
    'closed',
    'destroyed',
    'readableEnded',
    'drop',
    'filter',
    'flatMap',
    'map',
    'take',
    'every',
    'forEach',
    'reduce',
    'toArray',
    'some',
    'find',
  ],
  Writable: [
    'pipe',
    'write',
    'cork',
    'uncork',
    'setDefaultEncoding',
    '_write',
    '_writev',
    'end',
    'closed',
    'destroyed',
    'writable',
    'writableFinished',
    'writableObjectMode',
    'writableBuffer',
    'writableEnded',
    'writableNeedDrain',
    'writableHighWaterMark',
    'writableCorked',
    'writableLength',
    'errored',
    'writableAborted',
    'destroy',
    '_undestroy',
    '_destroy',
  ],
  Duplex: [
    'write',
    'cork',
    'uncork',
    'setDefaultEncoding',
    '_write',
    '_writev',
    'end',
    'destroy',
    'writable',
    'writableHighWaterMark',
    'writableObjectMode',
    'writableBuffer',
    'writableLength',
    'writableFinished',
    'writableCorked',
    'writableEnded',
    'writableNeedDrain',
    'destroyed',
  ],
  Transform: ['_final', '_transform', '_write', '_read'],
  PassThrough: ['_transform'],
  ReadableState: [
    'objectMode',
    'ended',
    'endEmitted',
    'reading',
    'constructed',
    'sync',
    'needReadable',
    'emittedReadable',
    'readableListening',
    'resumeScheduled',
    'errorEmitted',
    'emitClose',
    'autoDestroy',
    'destroyed',
    'closed',
    'closeEmitted',
    'multiAwaitDrain',
    'readingMore',
    'dataEmitted',
    'errored',
    'defaultEncoding',
    'decoder',
    'encoding',
    'flowing',
    'pipesCount',
    'paused',
  ],
  WritableState: [
    'objectMode',
    'finalCalled',
    'needDrain',
    'ending',
    'ended',
    'finished',
    'destroyed',
    'decodeStrings',
    'writing',
    'sync',
    'bufferProcessing',
    'constructed',
    'prefinished',
    'errorEmitted',
    'emitClose',
    'autoDestroy',
    'closed',
    'closeEmitted',
    'allBuffers',
    'allNoop',
    'errored',
    'writable',
    'defaultEncoding',
    'writecb',
    'afterWriteTickInfo',
    'buffered',
    'getBuffer',
    'bufferedRequestCount',
  ],
};

/** The iterator helpers, with the number of parameters each declares: hidden, named after their key. */
const helpers = {
  drop: 1,
  filter: 2,
  flatMap: 2,
  map: 2,
  take: 1,
  every: 1,
  forEach: 2,
  reduce: 3,
  toArray: 1,
  some: 1,
  find: 2,
};

/** Puts the properties of `object` in the order of `names`; accessors are fixed and hidden. */
function arrange(object, names) {
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(object, name);
    if (!property) throw new Error(`${name} is not there to be arranged`);
    delete object[name];
    if (property.get) {
      property.configurable = false;
      property.enumerable = false;
    }
    Object.defineProperty(object, name, property);
  }
}

function describe(fn, name, length = fn.length) {
  Object.defineProperty(fn, 'name', { value: name, configurable: true });
  Object.defineProperty(fn, 'length', { value: length, configurable: true });
}

/** To be called once, when `Stream` has everything on it. */
export function shape(Stream) {
  const { Readable, Writable, Transform, promises } = Stream;
  const classes = {
    ...Stream,
    ReadableState: Readable.ReadableState,
    WritableState: Writable.WritableState,
  };
  for (const [name, order] of Object.entries(statics))
    arrange(classes[name], order);
  for (const [name, order] of Object.entries(prototypes))
    arrange(classes[name].prototype, order);
  for (const [name, length] of Object.entries(helpers)) {
    describe(Readable.prototype[name], name, length);
    Object.defineProperty(Readable.prototype, name, { enumerable: false });
  }
  Object.defineProperty(classes.WritableState.prototype, 'getBuffer', {
    enumerable: true,
  });
  describe(Readable._fromList, 'fromList');
  describe(Readable.prototype.destroy, 'destroy');
  describe(Readable.prototype._undestroy, 'undestroy');
  describe(Readable.prototype._read, '', 1);
  describe(Transform.prototype._transform, '', 3);
  describe(Writable[Symbol.hasInstance], '[Symbol.hasInstance]');
  describe(Stream.finished, 'eos');
  describe(promises.finished, 'finished');
  describe(promises.pipeline, 'pipeline');
}
