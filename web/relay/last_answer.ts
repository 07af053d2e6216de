// The end of a stream that has its answer and carries nothing: a reply, FIN, and a clock for a tab that never
// answers with its own.
// No reply code is chosen here.
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import type { TabSession } from './session.ts';

/** Answers and sends FIN (transport.md 2.2); the tab's FIN ends the stream, or a clock does. */
export function answerLast(
  tab: TabSession,
  stream: MuxStream,
  reply: Uint8Array,
): void {
  stream.consumer = kAnswered;
  stream.sendBytes(reply);
  stream.finish();
  if (stream.gone) return;
  const timer = setTimeout(() => stream.reset(0), tab.limits.headerMs);
  stream.whenGone(() => clearTimeout(timer));
}

/** What such a stream still sends is dropped; it has 256 KiB of credit and gets no more. */
const kAnswered: StreamConsumer = {
  onData() {},
  onFinish() {},
  onReset() {},
  onLost() {},
};
