// A run's carrier as the relay sees it, in the relay's own worker: with the events and methods of ws's WebSocket.
// It reads no bytes.
import { EventEmitter } from 'events';
import type { SessionSocket } from '../relay/socket.ts';
import { queueTask } from './tasks.ts';

export class LocalSocket extends EventEmitter implements SessionSocket {
  readonly OPEN = 1;
  readyState = 1;

  /**
   * @param bring takes what the relay sends, as its own
   * @param closed told once when the relay closes it
   */
  constructor(
    private readonly bring: (bytes: ArrayBuffer) => void,
    private readonly closed: (code: number, reason: string) => void,
  ) {
    super();
  }

  /** A message of the run. */
  receive(bytes: ArrayBuffer): void {
    this.emit('message', Buffer.from(bytes), true);
  }

  /** The run closes it. */
  end(code: number): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    this.emit('close', code);
  }

  send(bytes: Buffer, _options: { binary: boolean }, taken: () => void): void {
    if (this.readyState !== this.OPEN) return;
    const { buffer, byteOffset, byteLength } = bytes;
    this.bring(
      buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
    );
    queueTask(taken);
  }

  /** Nobody is ever away: neither side has another worker to be lost. */
  ping(): void {
    this.emit('pong');
  }

  close(code: number, reason: string): void {
    if (this.readyState !== this.OPEN) return;
    this.end(code);
    this.closed(code, reason);
  }

  terminate(): void {
    this.close(1001, '');
  }
}
