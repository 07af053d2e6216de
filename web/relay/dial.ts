// A dial: from a CONNECT request to its reply. Finds the room's listener, opens a stream towards its tab,
// waits for that tab's answer; or asks the gateway, if there is one. It keeps only what came before the reply, and `dialMs` of time.
import { kHeaderBytes } from './frame.ts';
import { hostOf, isAddress, kUnspecifiedV4, loopbackOf } from './address.ts';
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import type { OutsideDial } from './outside.ts';
import { proxyHeader } from './proxy_v2.ts';
import { answerLast } from './last_answer.ts';
import type { Room } from './room.ts';
import type { TabSession } from './session.ts';
import { Reply, requestReply, type DialRequest } from './socks5.ts';
import { splice } from './splice.ts';
import { kAgain } from './yamux.ts';

/** Beside the class, so that the connection does not keep its dial. */
function releaseWhenGone(dialler: MuxStream, room: Room, port: number): void {
  dialler.whenGone(() => room.releaseConnectPort(port));
}

export class Dial implements StreamConsumer {
  private readonly tab_: TabSession;
  private readonly dialler_: MuxStream;
  private readonly request_: DialRequest;
  private early_: Buffer;
  private target_: MuxStream | null = null;
  private outside_: OutsideDial | null = null;
  private port_ = 0;
  private settled_ = false;
  private timer_: NodeJS.Timeout | undefined;

  constructor(tab: TabSession, dialler: MuxStream, request: DialRequest) {
    this.tab_ = tab;
    this.dialler_ = dialler;
    this.request_ = request;
    this.early_ = request.early;
    dialler.consumer = this;
  }

  /** Looks for the listener; answers at once when there is none (transport.md 2.2). */
  start(): void {
    const { room, limits } = this.tab_;
    if (!this.tab_.mayDial()) {
      this.fail_(Reply.kNotAllowed);
    } else if (this.tab_.relay.overBudget) {
      this.fail_(Reply.kGeneralFailure);
    } else if (
      this.request_.family !== null &&
      room.isReserved(this.request_.port)
    ) {
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
    const { family } = request;
    const listener =
      family === null ? undefined : tab.room.listenerFor(request.port, family);
    if (family === null || listener === undefined) {
      this.openOutside_();
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
    const address = loopbackOf(family);
    // Rule R1: the listener's tab may send as far as the dialler's window goes, which its SYN announced.
    this.target_ = listener.tab.mux.openStream(
      this.listenerSide_(listener.tab, address),
      this.dialler_.sendWindow,
    );
    if (this.target_ === null) {
      const { isFull } = listener.tab.mux;
      this.fail_(isFull ? Reply.kGeneralFailure : Reply.kConnectionRefused);
      return;
    }
    this.target_.sendBytes(
      proxyHeader(address, this.port_, address, request.port),
    );
    this.timer_ = setTimeout(() => {
      this.target_!.reset(0);
      this.fail_(Reply.kTtlExpired);
    }, tab.limits.dialMs);
  }

  /** Nobody in the room is meant: a gateway may lead to a real address (transport.md 3). */
  private openOutside_(): void {
    const { tab_: tab, request_: request } = this;
    const { outside } = tab.relay;
    const way = outside?.dial(
      request.family === null ? request.host : hostOf(request.family),
      request.port,
      {
        connected: (address, port) => {
          this.succeed_(address, port);
          way!.join(tab, this.dialler_, this.early_);
        },
        failed: (code) => this.fail_(code),
      },
    );
    if (way === undefined || way === null) {
      this.fail_(this.refusalCode_());
      return;
    }
    this.outside_ = way;
    this.timer_ = setTimeout(() => {
      way.abandon();
      this.fail_(Reply.kTtlExpired);
    }, tab.limits.dialMs);
  }

  /** Why nobody can be reached: no listener, not allowed, or no way there at all. */
  private refusalCode_(): number {
    if (this.request_.family !== null) return Reply.kConnectionRefused;
    const { host } = this.request_;
    // Loopback too, but nothing of a room listens there.
    if (host.startsWith('127.')) return Reply.kConnectionRefused;
    if (this.tab_.relay.outside !== undefined) return Reply.kNotAllowed;
    return isAddress(host) ? Reply.kNetworkUnreachable : Reply.kHostUnreachable;
  }

  /** Who hears the stream towards the listener's tab until that has answered. */
  private listenerSide_(
    listenerTab: TabSession,
    address: Uint8Array,
  ): StreamConsumer {
    return {
      onAccepted: (target) => {
        this.succeed_(address, this.port_);
        splice(
          { tab: this.tab_, stream: this.dialler_ },
          { tab: listenerTab, stream: target },
          this.early_,
        );
      },
      onData() {},
      onFinish() {},
      onReset: (_target, errno) =>
        this.fail_(
          errno === kAgain ? Reply.kGeneralFailure : Reply.kConnectionRefused,
        ),
      onLost: () => this.fail_(Reply.kConnectionRefused),
    };
  }

  private succeed_(address: Uint8Array, port: number): void {
    this.settle_();
    const reply = requestReply(Reply.kSucceeded, address, port);
    this.dialler_.sendBytes(Buffer.concat([this.request_.greeting, reply]));
    this.tab_.relay.countSplice(this.dialler_);
  }

  private fail_(code: number): void {
    if (this.settled_) return;
    this.settle_();
    if (this.dialler_.gone) return;
    const reply = requestReply(code, kUnspecifiedV4, 0);
    answerLast(
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
    this.outside_?.abandon();
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
