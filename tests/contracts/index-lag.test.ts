// Systems whose search is behind: a ticket whose create lost its answer is found when the quarantine is over, and none is made twice.
import { describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { Freshservice } from '../../ticketing/sinks/freshservice.ts';
import { FreshserviceConfig } from '../../ticketing/sinks/freshservice/freshservice-config.ts';
import { JiraSm } from '../../ticketing/sinks/jira-sm.ts';
import { JiraConfig } from '../../ticketing/sinks/jira-sm/jira-config.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import type { FakeSystem } from '../fakes/fake-system.ts';
import { FakeFreshservice, freshKey } from '../fakes/freshservice/freshservice-server.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from '../fakes/jira-sm/jira-server.ts';
import { call, keyNamed, operation } from './ticket-sink.ts';

interface LaggingBench {
  readonly fake: FakeSystem;
  readonly sink: TicketSink & { stop(): Promise<void> };
  readonly creates: RegExp;
  readonly count: () => number;
}

async function jiraBench(lagMs: number, clock: ToldClock): Promise<LaggingBench> {
  const fake = await FakeJira.start();
  fake.store.now = () => clock.now();
  fake.store.indexLagMs = lagMs;
  const config = { type: 'jira-sm', url: fake.url, user: jiraUser, token: jiraToken, project: jiraProject };
  const sink = new JiraSm(JiraConfig.parse(config), clock);
  return { fake, sink, creates: /^POST rest\/api\/3\/issue$/, count: () => fake.store.issues.size };
}

async function freshserviceBench(lagMs: number, clock: ToldClock): Promise<LaggingBench> {
  const fake = await FakeFreshservice.start();
  fake.now = () => clock.now();
  fake.indexLagMs = lagMs;
  const config = { type: 'freshservice', url: fake.origin, apiKey: freshKey, requester: 'noc@lab.example' };
  const sink = new Freshservice(FreshserviceConfig.parse(config), clock);
  return { fake, sink, creates: /^POST tickets$/, count: () => fake.tickets.size };
}

/** Up to what is known of Jira's cloud: seconds to minutes (ticketing-apis, §4). */
const lags = [0, 1_000, 30_000, 120_000, 299_000, 300_000];

describe.each([
  ['jira-sm', jiraBench],
  ['freshservice', freshserviceBench],
] as const)('%s', (_name, bench) => {
  it.each(lags)('finds what it created %d ms behind, once the quarantine is over', async (lagMs) => {
    const clock = new ToldClock(1_000_000);
    const { fake, sink, creates, count } = await bench(lagMs, clock);
    try {
      fake.fail({ on: creates, times: 1, does: { kind: 'drop-after' } });
      const open = operation('alpha', 'open', 1);
      expect(await sink.create(call(open, null))).toMatchObject({ outcome: 'in-doubt' });
      const { quarantineMs } = sink.capabilities;
      expect(quarantineMs).toBeGreaterThan(300_000);
      const early = await sink.find(keyNamed('alpha'));
      expect(early).toMatchObject({ outcome: 'found', tickets: lagMs === 0 ? [{}] : [] });
      clock.advanceTo(1_000_000 + quarantineMs);
      const found = await sink.find(keyNamed('alpha'));
      const ticket = found.outcome === 'found' ? (found.tickets[0]?.ticket ?? null) : null;
      expect(ticket).not.toBeNull();
      expect(await sink.create(call(open, ticket, { again: true }))).toMatchObject({
        outcome: 'done',
        ticket: { ticket },
      });
      expect(count()).toBe(1);
    } finally {
      await sink.stop();
      await fake.stop();
    }
  });
});
