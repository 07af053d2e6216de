// The words cases are written in: each makes a step, `{send}` or `{outcome}`. A step with an outcome gives the one word that the
// case's expectation is made of. What is expected is not known here.
import { Flag, frame, Type } from '../helpers/mux_client.mjs';

// ---- what is sent

const sending = (send) => ({ send });

export const header = (type, flags, id, length, version = 0) =>
  sending((session) =>
    session.send(frame(type, flags, id, length, undefined, version)),
  );
export const update = (id, flags, length = 0) =>
  header(Type.windowUpdate, flags, id, length);
export const ping = (flags, value, id = 0) =>
  header(Type.ping, flags, id, value);
export const goAway = (code, id = 0) => header(Type.goAway, 0, id, code);
/** `size` bytes of content in one Data frame, whatever the credit. */
export const data = (id, size, flags = 0) =>
  sending((session) => session.data(id, size, flags));
/** `size` bytes of content as the credit allows. */
export const offer = (id, size) =>
  sending((session) => session.offer(id, size));
/** Opens a stream that echoes. */
export const open = (id, credit) =>
  sending((session) => session.open(id, credit));
export const repeat = (count, make) =>
  sending(async (session) => {
    for (let i = 0; i < count && !session.closed; i++)
      await make(i).send(session);
  });
/** What these steps send leaves as one message. */
export const merged = (...steps) =>
  sending((session) =>
    session.merge(() => {
      for (const step of steps) step.send(session);
    }),
  );
/** From here on messages have these sizes, in turn. */
export const cut = (...sizes) =>
  sending((session) => {
    session.cuts = sizes;
  });
/** No credit is given for what stream `id` brings, until release(). */
export const hold = (id) =>
  sending((session) => {
    session.stream(id).holding = true;
  });
export const release = (id) => sending((session) => session.release(id));

// ---- what comes back

const outcome = (ask) => ({ outcome: ask });

function stateOf(stream, good, otherwise) {
  if (stream.wrong) return stream.wrong;
  if (good) return good;
  return stream.reset ? 'reset' : otherwise;
}

/** Sends `size` bytes within the credit given and waits for all that was sent: 'echo'. */
export const echo = (id, size) =>
  outcome(async (session) => {
    await session.echo(id, size);
    const stream = session.stream(id);
    const all = stream.received === stream.sent;
    return stateOf(stream, all && 'echo', `${stream.received} bytes`);
  });

/** Waits until `size` bytes of the echo are in and the peer has answered a ping: 'N bytes' in all, and no more. */
export const holds = (id, size) =>
  outcome(async (session) => {
    const stream = session.stream(id);
    await session.until(
      () => stream.received >= size || stream.reset || stream.wrong,
    );
    await session.ping();
    return stateOf(stream, false, `${stream.received} bytes`);
  });

/** Waits for the peer's FIN: 'end'. */
export const end = (id) =>
  outcome(async (session) => {
    const stream = session.stream(id);
    await session.until(() => stream.ended || stream.reset || stream.wrong);
    return stateOf(stream, stream.ended && 'end', 'nothing');
  });

/** Waits for an answer to the SYN of `id` that is not data: 'reset' or 'nothing'. */
export const fate = (id) =>
  outcome(async (session) => {
    await session.ping();
    const stream = session.stream(id);
    return stateOf(stream, stream.ended && 'end', 'open');
  });

/** Sends pings with these values and waits for the answers: they, as the peer gave them. */
export const pongs = (...values) =>
  outcome(async (session) => {
    session.pongs.length = 0;
    for (const value of values)
      session.send(frame(Type.ping, Flag.syn, 0, value));
    await session.until(() => session.pongs.length >= values.length);
    return `pongs ${session.pongs.join(' ')}`;
  });

/** Whether the session is still there: 'alive'; where it must end, the runner words how it did. */
export const alive = outcome(async (session) => {
  await session.ping();
  return 'alive';
});

/** How many resets there were, once a ping has been answered: 'resets' or 'no resets'. */
export const resets = outcome(async (session) => {
  await session.ping();
  return session.resets > 0 ? 'resets' : 'no resets';
});

/** Runs the steps; the outcomes joined, ended by 'GoAway(n)' or 'closed' where the session ended. */
export async function runSteps(session, steps) {
  const outcomes = [];
  for (const step of steps) {
    if (session.closed) break;
    if (step.send) await step.send(session);
    else {
      const word = await step.outcome(session);
      if (!session.closed) outcomes.push(word);
    }
  }
  if (session.closed)
    outcomes.push(
      session.goAway === null ? 'closed' : `GoAway(${session.goAway})`,
    );
  return outcomes.join(', ');
}
