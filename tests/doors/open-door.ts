// A source door on a real server over a log in memory, for tests: what was stored, counted and answered is all to see.
import { AdapterError } from '../../domain/errors.ts';
import type { Position } from '../../domain/ports/event-log.ts';
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { defaultSources } from '../../ingest/adapters/registry.ts';
import { httpDoor, type HttpDoorOptions } from '../../ingest/http-door.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { createHttpServer, type HttpServer } from '../../runtime/http/server.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';

export const startedAt = Date.parse('2026-11-23T19:00:00Z');

/** A log whose disk can fill up, and whose appends can be held back. */
export class TestLog extends MemoryEventLog {
  full: StreamName | null = null;
  hold: () => Promise<void> = () => Promise.resolve();

  override async append(stream: StreamName, records: readonly LogRecord[]): Promise<readonly Position[]> {
    await this.hold();
    if (this.full === stream) throw new AdapterError('log-full', 'no space left on device', { retryable: true });
    return super.append(stream, records);
  }
}

export interface Door {
  readonly server: HttpServer;
  readonly log: TestLog;
  readonly counted: string[];
  readonly all: (stream: StreamName) => Promise<readonly StoredRecord[]>;
}

const open: HttpServer[] = [];

/** For `afterEach`. */
export async function closeDoors(): Promise<void> {
  for (const server of open.splice(0)) await server.close();
}

export async function openDoor(sources = defaultSources('UTC'), more: Partial<HttpDoorOptions> = {}): Promise<Door> {
  const log = new TestLog();
  const counted: string[] = [];
  const meter = {
    stored: (source: string, events: number) => void counted.push(`stored ${source} ${events}`),
    rejected: (source: string, code: string) => void counted.push(`rejected ${source} ${code}`),
    answered: (source: string | null, status: number) => void counted.push(`answered ${source ?? '-'} ${status}`),
  };
  const plugin = httpDoor({ sources, log, clock: new ToldClock(startedAt), meter, ...more });
  const server = await createHttpServer({ isLoopbackOnly: true, readiness: async () => [], plugins: [plugin] });
  open.push(server);
  return { server, log, counted, all: (stream) => log.read(stream, 0, 0, 1000) };
}

export interface Posted {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export async function post(
  { server }: Door,
  url: string,
  payload: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Posted> {
  const answer = await server.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

/** A batch as Prometheus sends it. */
export const alerts = (count: number, more: object = {}): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({
      labels: { alertname: 'HostDown', instance: `web-${index}` },
      endsAt: '2026-11-23T19:04:00Z',
      ...more,
    })),
  );
