// A dial: from a CONNECT request to its reply. Finds the room's listener, opens a stream towards its tab,
// waits for that tab's answer. It keeps only what came before the reply, and `dialMs` of time.
import { kHeaderBytes } from './frame.ts';
import { kUnspecifiedV4, loopbackOf } from './address.ts';
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import { proxyHeader } from './proxy_v2.ts';
import { refuse } from './refusal.ts';
import type { Room } from './room.ts';
import type { TabSession } from './session.ts';
import { Reply, requestReply, type VirtualRequest } from './socks5.ts';
import { splice } from './splice.ts';

/** Beside the class, so that the connection does not keep its dial. */
function releaseWhenGone(dialler: MuxStream, room: Room, port: number): void {
  dialler.whenGone(() => room.releaseConnectPort(port));
}

export class Dial implements StreamConsumer {
  private readonly tab_: TabSession;
  private readonly dialler_: MuxStream;
  private readonly request_: VirtualRequest;
  private early_: Buffer;
  private target_: MuxStream | null = null;
  private port_ = 0;
  private settled_ = false;
  private timer_: NodeJS.Timeout | undefined;

  constructor(tab: TabSession, dialler: MuxStream, request: VirtualRequest) {
    this.tab_ = tab;
    this.dialler_ = dialler;
    this.request_ = request;
    this.early_ = request.early;
    dialler.consumer = this;
  }

  /** Looks for the listener; answers at once when there is none (transport.md 2.2). */
  start(): void {
    const { room, limits } = this.tab_;
    if (!this.tab_.dialRate.take()) {
      this.fail_(Reply.kNotAllowed);
    } else if (this.tab_.relay.overBudget) {
      this.fail_(Reply.kGeneralFailure);
    } else if (room.isReserved(this.request_.port)) {
      // transport.md 2.7: the listener's tab lost its WebSocket and may be back in a moment.
      const reopen = (): void => this.open_();
      room.awaitReturn(this.request_.port, reopen);
      this.timer_ = setTimeout(
        () => this.fail_(Reply.kConnectionRefused),
        limits.reservedDialMs,
      );
      this.dialler_.whenGone(() => room.forgetWait(this.request_.port, reopen));
    } else {
      this.open_();
    }
  }

  private open_(): void {
    if (this.settled_) return;
    clearTimeout(this.timer_);
    const { tab_: tab, request_: request } = this;
    const listener = tab.room.listenerFor(request.port, request.family);
    if (listener === undefined) {
      this.fail_(Reply.kConnectionRefused);
      return;
    }
    if (listener.tab.decidedStreams >= listener.tab.limits.streams) {
      this.fail_(Reply.kGeneralFailure);
      return;
    }
    const port = tab.room.takeConnectPort();
    if (port === null) {
      this.fail_(Reply.kGeneralFailure);
      return;
    }
    this.port_ = port;
    releaseWhenGone(this.dialler_, tab.room, port);
    // Rule R1: the listener's tab may send as far as the dialler's window goes, which its SYN announced.
    this.target_ = listener.tab.mux.openStream(
      this.listenerSide_(listener.tab),
      this.dialler_.sendWindow,
    );
    if (this.target_ === null) {
      this.fail_(Reply.kConnectionRefused);
      return;
    }
    const address = loopbackOf(request.family);
    this.target_.sendBytes(
      proxyHeader(address, this.port_, address, request.port),
    );
    this.timer_ = setTimeout(() => {
      this.target_!.reset(0);
      this.fail_(Reply.kTtlExpired);
    }, tab.limits.dialMs);
  }

  /** Who hears the stream towards the listener's tab until that has answered. */
  private listenerSide_(listenerTab: TabSession): StreamConsumer {
    return {
      onAccepted: (target) => this.connect_(listenerTab, target),
      onData() {},
      onFinish() {},
      onReset: () => this.fail_(Reply.kConnectionRefused),
      onLost: () => this.fail_(Reply.kConnectionRefused),
    };
  }

  private connect_(listenerTab: TabSession, target: MuxStream): void {
    this.settle_();
    const { greeting, family } = this.request_;
    const reply = requestReply(
      Reply.kSucceeded,
      loopbackOf(family),
      this.port_,
    );
    this.dialler_.sendBytes(Buffer.concat([greeting, reply]));
    this.tab_.relay.countSplice(this.dialler_);
    splice(
      { tab: this.tab_, stream: this.dialler_ },
      { tab: listenerTab, stream: target },
      this.early_,
    );
  }

  private fail_(code: number): void {
    if (this.settled_) return;
    this.settle_();
    if (this.dialler_.gone) return;
    const reply = requestReply(code, kUnspecifiedV4, 0);
    refuse(
      this.tab_,
      this.dialler_,
      Buffer.concat([this.request_.greeting, reply]),
    );
  }

  private settle_(): void {
    this.settled_ = true;
    clearTimeout(this.timer_);
  }

  private abandon_(): void {
    this.settle_();
    this.target_?.reset(0);
  }

  // StreamConsumer of the dialler's stream, while the dial is open.

  onData(_stream: MuxStream, frame: Buffer): void {
    // transport.md 2.2: payload before the reply stays within the header's bound.
    this.early_ = Buffer.concat([this.early_, frame.subarray(kHeaderBytes)]);
    if (this.early_.length <= this.tab_.limits.headerBytes) return;
    this.abandon_();
    this.dialler_.reset(0);
  }

  onFinish(): void {
    // Passed on when the connection stands (splice): a client may half-close before it is connected.
  }

  onReset(): void {
    this.abandon_();
  }

  onLost(): void {
    this.abandon_();
  }
}
