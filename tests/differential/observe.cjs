'use strict';
// What a trace shows of a stream between two lines: every public getter, on request the listener counts and the
// fields of the two state objects. Reading only; nothing here may change a stream.

const kGetters = [
  'readable',
  'readableAborted',
  'readableDidRead',
  'readableEncoding',
  'readableEnded',
  'readableFlowing',
  'readableHighWaterMark',
  'readableLength',
  'readableObjectMode',
  'writable',
  'writableAborted',
  'writableCorked',
  'writableEnded',
  'writableFinished',
  'writableHighWaterMark',
  'writableLength',
  'writableNeedDrain',
  'writableObjectMode',
  'allowHalfOpen',
  'destroyed',
  'closed',
  'errored',
];

const kPredicates = [
  'isReadable',
  'isWritable',
  'isErrored',
  'isDisturbed',
  'isDestroyed',
];

const kEvents = [
  'data',
  'readable',
  'end',
  'drain',
  'finish',
  'prefinish',
  'pipe',
  'unpipe',
  'pause',
  'resume',
  'error',
  'close',
];

const kReadableFields = [
  'length',
  'highWaterMark',
  'flowing',
  'ended',
  'endEmitted',
  'reading',
  'readingMore',
  'sync',
  'needReadable',
  'emittedReadable',
  'readableListening',
  'resumeScheduled',
  'errored',
  'errorEmitted',
  'closed',
  'closeEmitted',
  'constructed',
  'destroyed',
  'dataEmitted',
  'encoding',
  'objectMode',
  'autoDestroy',
  'emitClose',
  'multiAwaitDrain',
];

const kWritableFields = [
  'length',
  'highWaterMark',
  'corked',
  'bufferedRequestCount',
  'ending',
  'ended',
  'finished',
  'finalCalled',
  'prefinished',
  'needDrain',
  'writing',
  'sync',
  'bufferProcessing',
  'constructed',
  'destroyed',
  'errored',
  'errorEmitted',
  'closed',
  'closeEmitted',
  'pendingcb',
  'writable',
  'objectMode',
  'autoDestroy',
  'emitClose',
];

/**
 * A function that returns the values of one stream that changed since its last call, as `name=value` pairs.
 * @param {object} stream the module under test
 * @param {(value: unknown) => string} show
 * @param {{ listeners?: boolean, state?: boolean, without?: string[] }} what without: names not to look at
 */
function observer(stream, show, what) {
  const names = [];
  const probes = [];
  const add = (name, probe) => {
    if (what.without?.includes(name)) return;
    names.push(name);
    probes.push(probe);
  };
  for (const getter of kGetters) add(getter, (s) => s[getter]);
  add('isPaused()', (s) =>
    typeof s.isPaused === 'function' ? s.isPaused() : undefined,
  );
  for (const predicate of kPredicates) {
    add(predicate, (s) =>
      stream[predicate] === undefined ? undefined : stream[predicate](s),
    );
  }
  if (what.listeners) {
    for (const event of kEvents)
      add(`on:${event}`, (s) => s.listenerCount(event));
  }
  if (what.state) {
    for (const field of kReadableFields)
      add(`r.${field}`, (s) => s._readableState?.[field]);
    for (const field of kWritableFields)
      add(`w.${field}`, (s) => s._writableState?.[field]);
  }
  const last = new Map();
  return (s) => {
    let before = last.get(s);
    if (before === undefined)
      last.set(s, (before = new Array(probes.length).fill(undefined)));
    let changes = '';
    for (let i = 0; i < probes.length; i++) {
      let value;
      try {
        value = probes[i](s);
      } catch (error) {
        value = `threw ${error.message}`;
      }
      if (Object.is(value, before[i])) continue;
      before[i] = value;
      changes += ` ${names[i]}=${show(value)}`;
    }
    return changes;
  };
}

module.exports = { observer };
