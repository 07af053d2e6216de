// As much of the façade's net as the meeting uses: its sockets are a program's, with a program's credit. Types only.

export interface Socket {
  readonly writableNeedDrain: boolean;
  on(event: 'data', listener: (chunk: Uint8Array) => void): this;
  on(
    event: 'connect' | 'drain' | 'close' | 'error',
    listener: () => void,
  ): this;
  write(bytes: Uint8Array): boolean;
  pause(): this;
  resume(): this;
  destroy(): this;
}

export interface Server {
  maxConnections: number;
  on(event: 'error', listener: (error: { code?: string }) => void): this;
  on(event: 'listening', listener: () => void): this;
  listen(port: number, host: string): this;
}

export interface Net {
  createServer(accepted: (socket: Socket) => void): Server;
  connect(port: number, host: string): Socket;
}
