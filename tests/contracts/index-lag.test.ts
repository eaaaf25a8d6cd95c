// Systems whose search is behind: a ticket whose create lost its answer is found when the quarantine is over, and none is made twice.
import { describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { openFake } from '../fakes/open-fake.ts';
import { keyNamed, opening } from './ticket-sink.ts';

/** Up to what is known of Jira's cloud: seconds to minutes (ticketing-apis, §4). */
const lags = [0, 1_000, 30_000, 120_000, 299_000, 300_000];

describe.each(['jira-sm', 'freshservice'] as const)('%s', (name) => {
  it.each(lags)('finds what it created %d ms behind, once the quarantine is over', async (lagMs) => {
    const clock = new ToldClock(1_000_000);
    const bench = await openFake(name, {}, clock);
    const { fake, sink, started } = bench;
    fake.lagBehind(lagMs, () => clock.now());
    try {
      fake.fail({ on: started.requests.creates, times: 1, does: { kind: 'drop-after' } });
      expect(await sink.create(opening())).toMatchObject({ outcome: 'in-doubt' });
      const { quarantineMs } = sink.capabilities;
      expect(quarantineMs).toBeGreaterThan(300_000);
      const early = await sink.find(keyNamed('alpha'));
      expect(early).toMatchObject({ outcome: 'found', tickets: lagMs === 0 ? [{}] : [] });
      clock.advanceTo(1_000_000 + quarantineMs);
      const found = await sink.find(keyNamed('alpha'));
      const ticket = found.outcome === 'found' ? (found.tickets[0]?.ticket ?? null) : null;
      expect(ticket).not.toBeNull();
      expect(await sink.create({ ...opening(), ticket, again: true })).toMatchObject({
        outcome: 'done',
        ticket: { ticket },
      });
      expect(fake.shelf.listed()).toHaveLength(1);
    } finally {
      await bench.stop();
    }
  });
});
