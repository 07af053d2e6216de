// Tells other tabs of the picture, and hears of theirs: a worker of the page, with an engine of its own, so that its
// connections have credit of their own and take none of a program's. It only wires meeting.ts to the page and the line.
import { randomKey } from '../relay/proof';
import { carrierOver } from '../worker/carrier';
import { network } from '../worker/network';
import { createRuntime } from '../worker/runtime';
import { Meeting } from './meeting';
import type { FromMeeting, Parts, ToMeeting } from './messages';
import type { Net } from './net';

/** Bytes under way to this tab from one other, at most: a picture that is older is none. */
const window = 256 * 1024;

const say = (news: FromMeeting) => postMessage(news);

function begin({ engine, net, carrier }: Parts): void {
  network.startNetwork(net);
  const runtime = createRuntime({
    wasmBinary: engine,
    onUncaught: (error) => say({ type: 'failed', reason: String(error) }),
    onUnheard() {},
    onIdle() {},
    time: 'wall',
    onTurnOver: null,
    onWall() {},
  });
  const later = runtime.setTimeout;
  const news = {
    opened: () => runtime.runMain(() => meeting.opened()),
    // The carrier tells the page itself.
    unreachable() {},
    lost() {},
    broke() {},
    restarts() {},
  };
  network.useCarrier(carrierOver(carrier, news), window);
  const meeting = new Meeting(network.net as Net, randomKey(), later, say);
  addEventListener('message', ({ data }: MessageEvent<ToMeeting>) =>
    runtime.runMain(() => obey(meeting, data)),
  );
}

function obey(meeting: Meeting, message: ToMeeting): void {
  if (message.type === 'share') meeting.share(message.shares);
  else if (message.type === 'tell') meeting.tell(message.told);
  else if (message.type === 'catch up')
    meeting.catchUp(message.other, message.told);
  else if (message.type === 'seen') meeting.seen(message.other);
}

addEventListener('message', ({ data }: MessageEvent<ToMeeting>) => {
  if (data.type === 'begin') begin(data);
});
