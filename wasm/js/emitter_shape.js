// The `_events` a stream is born with: no listeners, but the names of its own events in a fixed order,
// which is the order eventNames() shows and inspect() prints. To be set before the emitter's own
// constructor runs, which keeps what it finds. (Behaviour taken from the oracle.)

export const readableEvents = () => ({
  close: undefined,
  error: undefined,
  data: undefined,
  end: undefined,
  readable: undefined,
});

export const writableEvents = () => ({
  close: undefined,
  error: undefined,
  prefinish: undefined,
  finish: undefined,
  drain: undefined,
});

export const duplexEvents = () => ({
  close: undefined,
  error: undefined,
  prefinish: undefined,
  finish: undefined,
  drain: undefined,
  data: undefined,
  end: undefined,
  readable: undefined,
});
