// Metrics of a hosted instance for Prometheus, by its client library, on a loopback port of their own: they are
// for whoever runs the machine. No room, address or secret is a label: labels are words of the relay alone.
import { createServer } from 'node:http';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { LogRecord, RelayStats, RunningRelay } from './relay/server.ts';

/** What the counters count, by the relay's log record. */
const counted: Record<string, { name: string; help: string; label?: string }> =
  {
    opened: { name: 'opened', help: 'WebSockets let in' },
    closed: {
      name: 'closed',
      help: 'WebSockets closed, by close code',
      label: 'detail',
    },
    refused: {
      name: 'refused',
      help: 'WebSockets refused, by HTTP status',
      label: 'status',
    },
    violation: {
      name: 'violations',
      help: 'Sessions ended for breaking a rule',
      label: 'detail',
    },
    killed: {
      name: 'killed',
      help: 'Sessions ended by a clock or budget',
      label: 'detail',
    },
    shed: {
      name: 'shed',
      help: 'Times streams were reset for the byte budget',
    },
    idle: { name: 'idle', help: 'Sessions closed with nothing in them' },
  };

const gauged: Record<keyof RelayStats, string> = {
  rooms: 'Rooms with a tab or a kept port',
  sessions: 'WebSockets open',
  streams: 'Streams live on them',
  splices: 'Connections between tabs',
  listeners: 'Ports listened on',
  reservations: 'Ports kept for a tab that may come back',
  queuedBytes: 'Bytes accepted and not yet taken by a socket',
};

/** What is asked at each scrape. */
export type Counted = Pick<RunningRelay, 'stats' | 'receivedBytes'>;

export interface Metrics {
  /** Counts a record of the relay's log. */
  count(record: LogRecord): void;
  /** Serves http://127.0.0.1:port/metrics. Rejects with the listen error of node:net. */
  serve(port: number, relay: Counted): Promise<void>;
  close(): Promise<void>;
}

export function makeMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const counters = new Map<string, Counter>();
  for (const [event, { name, help, label }] of Object.entries(counted)) {
    counters.set(
      event,
      new Counter({
        name: `tincan_sessions_${name}_total`,
        help,
        labelNames: label === undefined ? [] : [label],
        registers: [register],
      }),
    );
  }
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    register.metrics().then(
      (text) =>
        response
          .writeHead(200, { 'Content-Type': register.contentType })
          .end(text),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  return {
    count(record) {
      const label = counted[record.event]?.label;
      const labels =
        label === undefined ? {} : { [label]: record[label] as string };
      counters.get(record.event)?.inc(labels);
    },
    serve(port, relay) {
      addGauges(register, relay);
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => resolve());
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function addGauges(register: Registry, relay: Counted): void {
  for (const [name, help] of Object.entries(gauged)) {
    new Gauge({
      name: `tincan_${snakeCase(name)}`,
      help,
      registers: [register],
      collect() {
        this.set(relay.stats()[name as keyof RelayStats]);
      },
    });
  }
  let before = 0;
  new Counter({
    name: 'tincan_received_bytes_total',
    help: 'Bytes brought by tabs',
    registers: [register],
    collect() {
      const receivedBytes = relay.receivedBytes();
      this.inc(receivedBytes - before);
      before = receivedBytes;
    },
  });
}

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
