// The first bytes of every stream a tab opens: SOCKS5 greeting and request, pipelined or step by step.
// It ends in a Dial, a Listener, or an answer; it keeps at most `headerBytes` bytes and `headerMs` of time.
import { familyOf, kUnspecifiedV4 } from './address.ts';
import { Dial } from './dial.ts';
import { kHeaderBytes } from './frame.ts';
import { answerLast } from './last_answer.ts';
import { Listener } from './listener.ts';
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import type { TabSession } from './session.ts';
import {
  Command,
  Reply,
  greetingReply,
  kMalformed,
  parseGreeting,
  parseRequest,
  requestReply,
  type Request,
} from './socks5.ts';

const kServed = new Set<number>(Object.values(Command));

/** Stands for no bytes: an empty part of a buffer would keep the whole. */
const kNoBytes = Buffer.alloc(0);

export class Handshake implements StreamConsumer {
  private readonly tab_: TabSession;
  private readonly stream_: MuxStream;
  private timer_: NodeJS.Timeout | null;
  private bytes_: Buffer = kNoBytes;
  /** Where the request begins in bytes_: behind the greeting; null while that is not complete. */
  private requestAt_: number | null = null;
  /** The greeting's reply waits to travel with the request's, as they were pipelined. */
  private owesGreeting_ = false;
  private decided_ = false;

  constructor(tab: TabSession, stream: MuxStream) {
    this.tab_ = tab;
    this.stream_ = stream;
    tab.undecided++;
    this.timer_ = setTimeout(() => stream.reset(0), tab.limits.headerMs);
    stream.whenGone(() => this.decide_());
  }

  onData(_stream: MuxStream, frame: Buffer): void {
    const payload = frame.subarray(kHeaderBytes);
    if (this.bytes_.length + payload.length > this.tab_.limits.headerBytes) {
      this.stream_.reset(0);
      return;
    }
    this.bytes_ = Buffer.concat([this.bytes_, payload]);
    this.parse_();
  }

  onFinish(): void {
    // Nothing more can come: a request cut short is no request.
    this.stream_.reset(0);
  }

  onReset(): void {}

  onLost(): void {}

  private parse_(): void {
    if (this.requestAt_ === null) {
      const greeting = parseGreeting(this.bytes_);
      if (greeting === null) return;
      if (greeting === kMalformed) {
        this.stream_.reset(0);
        return;
      }
      if (!greeting.offersNoAuthentication) {
        this.decide_();
        answerLast(this.tab_, this.stream_, greetingReply(false));
        return;
      }
      this.requestAt_ = greeting.end;
      this.owesGreeting_ = true;
    }
    const request = parseRequest(this.bytes_, this.requestAt_);
    if (request === kMalformed) {
      this.stream_.reset(0);
    } else if (request !== null) {
      this.decide_();
      this.serve_(request);
      // The stream keeps this object for its life, and must not keep what was read with it.
      this.bytes_ = kNoBytes;
    } else if (this.owesGreeting_) {
      // Step by step (curl, nc): the client waits for this before it sends its request.
      this.owesGreeting_ = false;
      this.stream_.sendBytes(greetingReply(true));
    }
  }

  private serve_(request: Request): void {
    const greeting = this.owesGreeting_
      ? greetingReply(true)
      : new Uint8Array(0);
    const { tab_: tab, stream_: stream } = this;
    const early =
      request.end < this.bytes_.length
        ? this.bytes_.subarray(request.end)
        : kNoBytes;
    const answer = (code: number, address: Uint8Array = kUnspecifiedV4): void =>
      answerLast(
        tab,
        stream,
        Buffer.concat([greeting, requestReply(code, address, 0)]),
      );
    const { command, host, port } = request;
    if (!kServed.has(command)) {
      answer(Reply.kCommandNotSupported);
      return;
    }
    if (host === null) {
      answer(Reply.kAddressTypeNotSupported);
      return;
    }
    if (tab.decidedStreams > tab.limits.streams) {
      answer(Reply.kGeneralFailure);
    } else if (command === Command.kResolve) {
      const found = tab.relay.outside?.lookup(host) ?? null;
      if (!tab.mayDial()) answer(Reply.kNotAllowed);
      else if (found === null) answer(Reply.kHostUnreachable);
      else answer(Reply.kSucceeded, found);
    } else if (command === Command.kBind) {
      const family = familyOf(host, true);
      if (family === null) answer(Reply.kHostUnreachable);
      else new Listener(tab, stream, { greeting, family, port, early }).claim();
    } else {
      const family = familyOf(host, false);
      new Dial(tab, stream, { greeting, host, family, port, early }).start();
    }
  }

  private decide_(): void {
    if (this.decided_) return;
    this.decided_ = true;
    clearTimeout(this.timer_!);
    this.timer_ = null;
    this.tab_.undecided--;
  }
}
