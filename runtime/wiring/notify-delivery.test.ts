// Messages through the real ledger to a real mail server, on a told clock: once, whatever the connection does.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Notice } from '../../domain/notice.ts';
import { ticketDoneKind, ticketRefusedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { FakeMailServer } from '../../tests/fakes/mail/fake-mail-server.ts';
import type { MailFault } from '../../tests/fakes/mail/fake-mail-server.ts';
import { plannedOperation, plannedRecord } from '../../tests/fakes/planned-operation.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { loadSite } from '../config/load-site.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { noticeLinks } from './notice-links.ts';
import { runDelivery } from './run-delivery.ts';
import type { RunningDelivery } from './run-delivery.ts';
import { openMemoryStores } from './stores.ts';

/** Sockets are real, and the machine may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const startMs = Date.UTC(2026, 10, 23, 19, 0);
const { log, store } = openMemoryStores();
let server: FakeMailServer;
let running: RunningDelivery;
let clock: ToldClock;
let planned = 0;

beforeEach(async () => {
  server = await FakeMailServer.open();
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-site-')), 'vigie.yaml');
  const channel = `{ type: email, host: 127.0.0.1, port: ${String(server.port)}, tls: none, from: vigie@example.net }`;
  writeFileSync(
    path,
    `console: { publicUrl: https://vigie.example.net }
notify: { channels: { mail: ${channel} }, recipients: { noc: { channel: mail, to: noc@example.net } } }
`,
  );
  const site = loadSite({ file: path, env: {} });
  clock = new ToldClock(Math.max(startMs, startMs + planned * 3_600_000));
  const logger = createLogger({ level: 'error', secrets: [], destination: { write: () => undefined } });
  const links = noticeLinks({ site, secret: 'x'.repeat(32), address: () => null });
  const surroundings = { log, store, clock, pace: clock, metrics: createMetrics(), logger };
  running = await runDelivery(site, surroundings, { mayCall: () => true, links });
});
afterEach(async () => {
  await running.stop();
  await server.close();
});

/** Lets sockets and promises go on; the told clock stands still meanwhile. The test's own limit bounds it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await turn();
}

async function steps(kind: string): Promise<TicketStep[]> {
  const records = await log.read('tickets', 0, 0, 10_000);
  return records.filter((record) => record.kind === kind).map(({ body }) => body as TicketStep);
}

async function plan(): Promise<string> {
  planned += 1;
  const key = `${'K'.repeat(25)}${String.fromCharCode(64 + planned)}`;
  const notice: Notice = {
    ...{ kind: 'escalated', recipient: 'noc', voice: 'technical', headline: 'h', paragraphs: ['p'], facts: [] },
    ...{ thread: [], staleAt: clock.now() + 1_800_000, answerable: true, incidents: ['x'] },
  };
  const operation = { ...plannedOperation({ op: 'open', sink: 'notify.mail' }), key, id: `${key}.1`, notice };
  await log.append('tickets', [plannedRecord({ ...operation, unit: 'notice.noc' }, clock.now())]);
  return operation.id;
}

const isEnded = async (id: string): Promise<boolean> =>
  [...(await steps(ticketDoneKind)), ...(await steps(ticketRefusedKind))].some(({ operation }) => operation.id === id);
const idsSent = (): string[] => server.received.map(({ text }) => /^Message-ID: <([^@]+)@/im.exec(text)?.[1] ?? '?');

async function toldUntilEnded(id: string, fault: MailFault | null): Promise<void> {
  if (fault !== null) await until(() => server.faults.length === 0);
  await until(async () => {
    if (await isEnded(id)) return true;
    // Whatever it waits for: quarantine, greylisting, a rest of the breaker. Calls in the air take real time.
    if (running.delivery.standing.inTheAir === 0) clock.advanceTo(clock.now() + 1_000);
    return false;
  });
}

test.each<{ name: string; fault: MailFault | null; arrived: number; reasons: string[]; done: boolean }>([
  { name: 'comes through', fault: null, arrived: 1, reasons: [], done: true },
  { name: 'greylisted', fault: { status: 451, at: 'rcpt' }, arrived: 1, reasons: ['notice-retry'], done: true },
  { name: 'refused', fault: { status: 550, at: 'rcpt' }, arrived: 0, reasons: ['notice-refused'], done: false },
  { name: 'kept, and the line cut', fault: 'drop', arrived: 2, reasons: ['notice-in-doubt'], done: true },
])('a message that is $name', async ({ fault, arrived, reasons, done }) => {
  if (fault !== null) server.faults.push(fault);
  const id = await plan();
  await toldUntilEnded(id, fault);
  // Twice at most, and both under one name.
  expect(idsSent()).toEqual(Array.from({ length: arrived }, () => id));
  const told = [
    ...(await steps('ticket-inflight')),
    ...(await steps(ticketDoneKind)),
    ...(await steps(ticketRefusedKind)),
  ]
    .filter(({ operation }) => operation.id === id)
    .flatMap(({ decisions }) => decisions);
  expect(told.map(({ reason }) => reason)).toEqual(reasons);
  expect(told.every(({ subject }) => subject.type === 'incident')).toBe(true);
  expect((await steps(ticketDoneKind)).some(({ operation }) => operation.id === id)).toBe(done);
});

test('a message carries its link, the log does not', async () => {
  const id = await plan();
  await toldUntilEnded(id, null);
  const text = (server.received[0]?.text ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  expect(text).toMatch(/https:\/\/vigie\.example\.net\/take\?language=en&t=[A-Za-z0-9_.-]+/);
  expect(JSON.stringify(await log.read('tickets', 0, 0, 10_000))).not.toContain('/take?');
});
