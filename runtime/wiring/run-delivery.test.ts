import { setImmediate as turn } from 'node:timers/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ticketDoneKind } from '../../domain/ticket.ts';
import { plannedOperation, plannedRecord } from '../../tests/fakes/planned-operation.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/load-site.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { plannedSinks } from './planned-sinks.ts';
import { runDelivery } from './run-delivery.ts';
import { openMemoryStores } from './stores.ts';

function siteOf(ticketing: string): Site {
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-site-')), 'vigie.yaml');
  writeFileSync(path, `ticketing:\n  sinks: { noc: { type: desk } }\n${ticketing}`);
  return loadSite({ file: path, env: {} });
}

test('while observing nothing is opened, and each ticket that would be has a name of its own', async () => {
  const site = siteOf('  mode: observe\n  routes: [{ sinks: [noc] }]\n');
  expect(plannedSinks(site)).toMatchObject([{ name: 'would-be.noc' }]);
  expect(site.policy.ticketing.routes[0]?.sinks).toEqual(['would-be.noc']);
  const { log, store } = openMemoryStores();
  const clock = new SystemClock();
  const logger = createLogger({ level: 'error', secrets: [], destination: { write: () => undefined } });
  const running = await runDelivery(
    site,
    { log, store, clock, pace: clock, metrics: createMetrics(), logger },
    { mayCall: () => true, links: { take: () => null, open: () => null } },
  );
  const operation = plannedOperation({ op: 'open', sink: 'would-be.noc' });
  await log.append('tickets', [plannedRecord(operation, clock.now())]);
  for (let turns = 0; turns < 200 && (await log.end('tickets', 0)) < 3; turns += 1) await turn();
  const [done] = (await log.read('tickets', 0, 0, 10)).filter(({ kind }) => kind === ticketDoneKind);
  expect(done?.body).toMatchObject({ ticket: `would-be-${operation.key.slice(0, 10)}`, url: null });
  await running.stop();
  expect(await store.position('desk', 0)).toBeNull();
});

test('a route to a system that nobody configured is refused by name and line', () => {
  expect(() => siteOf('  routes: [{ sinks: [nok] }]\n')).toThrow(
    /vigie\.yaml:3: ticketing\.routes\.0\.sinks: .*"nok"; known: noc/,
  );
});
