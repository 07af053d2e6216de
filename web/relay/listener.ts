// A listener: a BIND stream kept open for the life of a tab's server (the wire's one deviation from
// RFC 1928: no second reply; connections arrive as streams of their own, transport.md 2.2).
import { loopbackOf, kUnspecifiedV4, type Family } from './address.ts';
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import { answerLast } from './last_answer.ts';
import type { TabSession } from './session.ts';
import { Reply, requestReply, type VirtualRequest } from './socks5.ts';

export class Listener implements StreamConsumer {
  readonly tab: TabSession;
  readonly family: Family;
  /** The port claimed; 0 until claim() has chosen one. */
  port: number;

  private readonly stream_: MuxStream;
  private readonly request_: VirtualRequest;

  constructor(tab: TabSession, stream: MuxStream, request: VirtualRequest) {
    this.tab = tab;
    this.family = request.family;
    this.port = request.port;
    this.stream_ = stream;
    this.request_ = request;
  }

  /** Claims the port in the room and answers. A taken one is refused with 05 (transport.md 2.8). */
  claim(): void {
    const code = this.tab.room.claim(this);
    const address =
      this.family === 'any' ? kUnspecifiedV4 : loopbackOf(this.family);
    const port = code === Reply.kSucceeded ? this.port : 0;
    const reply = Buffer.concat([
      this.request_.greeting,
      requestReply(code, address, port),
    ]);
    if (code !== Reply.kSucceeded) {
      answerLast(this.tab, this.stream_, reply);
      return;
    }
    this.stream_.consumer = this;
    this.stream_.sendBytes(reply);
    if (this.request_.early.length > 0) this.onData();
    else this.tab.room.welcome(this);
  }

  onData(): void {
    // A BIND stream carries nothing after its request.
    this.tab.room.release(this);
    this.stream_.reset(0);
  }

  /** server.close(): the port is free, live connections go on. */
  onFinish(): void {
    this.tab.room.release(this);
    this.stream_.finish();
  }

  onReset(): void {
    this.tab.room.release(this);
  }

  onLost(_stream: MuxStream, _errno: number, clean: boolean): void {
    this.tab.room.release(this);
    if (!clean) this.tab.room.reserve(this.port, this.tab.tabHash);
  }
}
