// A port to a tab as the relay sees its sessions' carriers: with the events and methods of ws's WebSocket.
// It reads no bytes.
import { EventEmitter } from 'events';
import { PortEnd } from '../carrier/port_end.ts';
import type { SessionSocket } from '../relay/socket.ts';

const messageTooBig = 1009;

export class PortSocket extends EventEmitter implements SessionSocket {
  readonly OPEN = 1;
  private readonly end: PortEnd;
  /** Of messages that the tab has not taken yet, in their order. */
  private readonly onTaken: (() => void)[] = [];

  /**
   * @param life the lock the tab holds while it lives
   * @param messageBytes what a message may have
   */
  constructor(port: MessagePort, life: string | null, messageBytes: number) {
    super();
    this.end = new PortEnd(
      port,
      {
        message: (bytes) => {
          if (bytes.byteLength > messageBytes)
            this.close(messageTooBig, 'message too big');
          else this.emit('message', Buffer.from(bytes), true);
        },
        taken: () => this.onTaken.shift()?.(),
        pong: () => this.emit('pong'),
        closed: (code) => this.emit('close', code),
      },
      life,
    );
  }

  get readyState(): number {
    return { open: 1, closing: 2, closed: 3 }[this.end.state];
  }

  send(bytes: Buffer, _options: { binary: boolean }, taken: () => void): void {
    if (this.end.state !== 'open') return;
    this.onTaken.push(taken);
    const { buffer, byteOffset, byteLength } = bytes;
    const whole = byteLength === buffer.byteLength;
    this.end.send(
      (whole
        ? buffer
        : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer,
    );
  }

  ping(): void {
    this.end.ping();
  }

  close(code: number, reason: string): void {
    this.end.close(code, reason);
  }

  terminate(): void {
    this.end.terminate();
  }
}
