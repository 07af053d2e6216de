// What carries a session: a WebSocket of ws, or a port between tabs of one browser that behaves as one.
// The shape only; it is ws's own, so that its WebSocket is one as it is.
import type { RawData } from 'ws';

/** As much of ws's WebSocket as the relay asks of a carrier. */
export interface SessionSocket {
  readonly readyState: number;
  readonly OPEN: number;
  /** `taken` is called when the bytes have left this process. */
  send(
    bytes: Buffer,
    options: { binary: boolean },
    taken: (error?: Error | null) => void,
  ): void;
  ping(): void;
  /** Nothing more is read until resume(); what has been read already still comes. */
  pause?(): void;
  resume?(): void;
  close(code: number, reason: string): void;
  terminate(): void;
  /** Messages are Buffers (binaryType 'nodebuffer') that become the listener's. */
  on(
    event: 'message',
    listener: (data: RawData, isBinary: boolean) => void,
  ): unknown;
  on(event: 'ping' | 'pong', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: (code: number) => void): unknown;
}
