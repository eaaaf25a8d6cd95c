// Roles as processes of their own on a real Kafka and a real Redis: an alert becomes a ticket, whoever dies meanwhile.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { IncidentPage } from '../../../console/api/incident-contract.ts';
import { TicketPage } from '../../../console/api/ticket-contract.ts';
import type { VigieChild } from '../../bench/vigie-child.ts';
import { describeParts } from '../part.ts';
import { redisMissing } from '../redis-part.ts';
import { eventually } from '../server-process.ts';
import { Cluster } from './cluster.ts';
import { lacksOwnKafka, startWithinMs } from './kafka-libs.ts';

const policy = { hold: { criticalMs: 0, highMs: 0, warningMs: 0 }, resolve: { afterMs: 1_000 } };
const config = { sources: { generic: { type: 'generic' } }, spool: { maxBytes: 1_048_576 } };
/** Nothing hangs together: each host is an incident of its own. */
const hosts = [
  'web-1',
  'spooled',
  ...['correlate', 'ticketing'].flatMap((role) => [`db-${role}`, ...[1, 2, 3].map((n) => `app-${n}-${role}`)]),
];
const cmdb = {
  version: 1,
  sites: hosts.map((id) => ({ id: `at-${id}`, name: id })),
  cis: hosts.map((id) => ({ id, class: 'server', site: `at-${id}` })),
};
/** The bar of the issue. */
const failOverMs = 30_000;

describeParts('roles of a cluster', [...lacksOwnKafka(), ...redisMissing(true)], () => {
  let cluster: Cluster;
  const running = new Map<string, VigieChild>();
  let door = '';
  let pages = '';

  beforeAll(async () => {
    cluster = await Cluster.start({ config, policy, cmdb });
    const names = ['ingest', 'correlate', 'correlate', 'ticketing', 'ticketing', 'console'];
    const children = names.map((role) => cluster.launch(role));
    const addresses = await Promise.all(children.map((child) => child.ready()));
    names.forEach((role, n) => running.set(`${role}-${n}`, children[n] as VigieChild));
    [door = '', pages = ''] = [addresses[0], addresses[5]];
  }, startWithinMs);
  afterAll(() => cluster?.stop());

  const say = async (host: string, state: 'problem' | 'ok'): Promise<number> => {
    const body = JSON.stringify([{ host, check: 'ping', state, severity: 'critical', message: `${host} ${state}` }]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${door}/ingest/generic`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  };
  const incidentOf = async (host: string): Promise<IncidentPage['items'][number] | null> => {
    const { items } = IncidentPage.parse(await (await fetch(`${pages}/api/v1/incidents?state=all`)).json());
    return items.find(({ title }) => title.includes(host)) ?? null;
  };
  const untilTicket = (host: string, withinMs: number): Promise<string> =>
    eventually(`a ticket for ${host}`, withinMs, async () => {
      const { items } = TicketPage.parse(await (await fetch(`${pages}/api/v1/tickets`)).json());
      const incident = await incidentOf(host);
      return items.find((ticket) => ticket.incident === incident?.id)?.id ?? null;
    });
  const untilResolved = (host: string, withinMs: number): Promise<true> =>
    eventually(`the end of ${host}`, withinMs, async () =>
      (await incidentOf(host))?.state === 'resolved' ? true : null,
    );

  it('carries an alert from one process to the next, to a ticket and to its end', async () => {
    expect(await say('web-1', 'problem')).toBe(200);
    expect(await untilTicket('web-1', 20_000)).toBe('D-1');
    expect(await say('web-1', 'ok')).toBe(200);
    await untilResolved('web-1', 20_000);
  });

  it.each(['correlate', 'ticketing'])('goes on within the bar when a %s process dies', async (role) => {
    const [name, victim] = [...running].find(([known, child]) => known.startsWith(role) && !child.hasEnded) ?? [];
    expect(await say(`db-${role}`, 'problem')).toBe(200);
    await untilTicket(`db-${role}`, 20_000);
    await victim?.kill();
    running.delete(name ?? '');
    const begun = performance.now();
    for (const n of [1, 2, 3]) expect(await say(`app-${n}-${role}`, 'problem')).toBe(200);
    expect(await say(`db-${role}`, 'ok')).toBe(200);
    for (const n of [1, 2, 3]) await untilTicket(`app-${n}-${role}`, failOverMs);
    await untilResolved(`db-${role}`, failOverMs);
    process.stderr.write(`fail-over of ${role}: ${Math.round(performance.now() - begun)} ms\n`);
    const replacement = cluster.launch(role);
    await replacement.ready();
    running.set(`${role}-again`, replacement);
  });

  it('takes what comes while Kafka is away, says 503 when the spool is full, and loses nothing of what it took', async () => {
    await cluster.kafka.kill();
    expect(await say('spooled', 'problem')).toBe(200);
    let taken = 0;
    const large = JSON.stringify([{ host: 'large', check: 'x', state: 'info', message: 'x'.repeat(200_000) }]);
    const send = (): Promise<Response> =>
      fetch(`${door}/ingest/generic`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: large });
    let answer = await send();
    for (; answer.status === 200 && taken < 20; taken += 1) answer = await send();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect((await fetch(`${door}/readyz`)).status).toBe(503);
    await cluster.kafka.start();
    expect(await untilTicket('spooled', failOverMs)).not.toBe('');
    await eventually('room in the spool', failOverMs, async () => ((await fetch(`${door}/readyz`)).ok ? true : null));
  });

  it('stops in order', async () => {
    for (const [name, child] of running) {
      child.process.kill('SIGTERM');
      await eventually(`the end of ${name}, which said ${child.output}`, 30_000, () => (child.hasEnded ? true : null));
    }
    expect([...running.values()].map(({ process: { exitCode } }) => exitCode)).toEqual([...running].map(() => 0));
  });
});
