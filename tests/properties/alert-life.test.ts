// The life of an alert, whatever is told in whatever order: one open episode, one end, the same after any restart.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import type { SourceType } from '../../domain/event.ts';
import { Policy } from '../../domain/policy.ts';
import { AlertingTable, type Said } from '../scenarios/alerting-table.ts';

const start = 1_800_000_000_000;
const minute = 60_000;

type Step =
  | { readonly does: 'say'; readonly afterMs: number; readonly said: Said[] }
  | { readonly does: 'tick'; readonly afterMs: number }
  | { readonly does: 'cmdb'; readonly afterMs: number; readonly ci: string }
  | { readonly does: 'policy'; readonly afterMs: number; readonly quietMs: number };

const afterMs = fc.oneof(fc.nat(1_000), fc.nat(2 * minute), fc.nat(30 * minute), fc.constant(25 * 60 * minute));
const ending = fc.constantFrom<Said['ending'] & object>(
  { by: 'clear' },
  { by: 'lease', withinMs: 4 * minute },
  { by: 'lease' },
  { by: 'quiet' },
);

const said: fc.Arbitrary<Said & { readonly agoMs: number }> = fc
  .record({
    state: fc.constantFrom('problem', 'problem', 'clear', 'info'),
    fingerprint: fc.constantFrom('test:1:a', 'test:1:b', 'test:1:c'),
    severity: fc.constantFrom('critical', 'warning'),
    host: fc.constantFrom('srv-01', 'srv-02', ''),
    clock: fc.constantFrom('trusted', 'received'),
    agoMs: fc.constantFrom(0, 0, 1_000, 3 * minute),
    ending,
  })
  .chain((base) =>
    fc.option(fc.nat(6)).map((episode) => (episode === null ? base : { ...base, episode: String(episode) })),
  );

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.array(said, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<SourceType>('prometheus', 'alertmanager'),
        afterMs,
      )
      .map(([list, by, wait]) => ({ does: 'say' as const, afterMs: wait, said: list.map((one) => ({ ...one, by })) })),
  },
  { weight: 3, arbitrary: afterMs.map((wait) => ({ does: 'tick' as const, afterMs: wait })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', 'y'), afterMs)
      .map(([ci, wait]) => ({ does: 'cmdb' as const, ci, afterMs: wait })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(minute, 20 * minute), afterMs)
      .map(([quietMs, wait]) => ({ does: 'policy' as const, quietMs, afterMs: wait })),
  },
);
const steps = fc.array(step, { maxLength: 40 });

function play(sequence: readonly Step[], restarts: readonly boolean[] = []): AlertingTable {
  const table = new AlertingTable();
  let now = start;
  for (const [index, one] of sequence.entries()) {
    now += one.afterMs;
    if (restarts[index] === true) table.restart();
    if (one.does === 'say')
      table.say(now, ...one.said.map((event) => backdate(event as Said & { agoMs: number }, now)));
    else if (one.does === 'tick') table.tick(now);
    else if (one.does === 'policy')
      table.control(now, {
        kind: 'policy',
        body: Policy.parse({ alerts: { quietMs: one.quietMs, everydaySlots: 2, burst: 3 } }),
      });
    else
      table.control(now, {
        kind: 'cmdb',
        body: Cmdb.parse({ version: 1, cis: [{ id: one.ci, aliases: ['srv-01'] }] }),
      });
  }
  return table;
}

/** What the time rule does: a told time for a trusted clock, else ours. */
function backdate({ agoMs, ...event }: Said & { readonly agoMs: number }, now: number): Said {
  return { ...event, occurredAt: event.clock === 'received' ? now : now - agoMs };
}

describe('the life of an alert', () => {
  it('is the same wherever the stage is put away and brought back', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { maxLength: 40 }), (sequence, restarts) => {
        const whole = play(sequence);
        const broken = play(sequence, restarts);
        expect(broken.records).toEqual(whole.records);
        expect([...broken.rows].sort()).toEqual([...whole.rows].sort());
        expect(broken.stage.nextDueAt()).toBe(whole.stage.nextDueAt());
      }),
      { numRuns: 300 },
    );
  });

  it('has at most one open episode a fingerprint, opens each id once and ends it at most once', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const open = new Map<string, string>();
        const seen = new Set<string>();
        for (const { change, alert } of play(sequence).changes) {
          if (change === 'informed') continue;
          const key = alert.fingerprint;
          if (change === 'opened') {
            expect(open.has(key)).toBe(false);
            expect(seen.has(alert.id)).toBe(false);
            seen.add(alert.id);
            open.set(key, alert.id);
          } else expect(open.get(key)).toBe(alert.id);
          if (change === 'cleared') open.delete(key);
          expect(alert.clearedAt === null).toBe(change !== 'cleared');
          expect(alert.clearedAt ?? alert.openedAt).toBeGreaterThanOrEqual(alert.openedAt);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives every decision its own id', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const ids = play(sequence).decisions.map((decision) => decision.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('does not change when everything is told twice, nor when repeats come shuffled after it', () => {
    const plain = fc.array(
      fc.record({
        state: fc.constantFrom<'problem' | 'clear'>('problem', 'clear'),
        fingerprint: fc.constantFrom('test:1:a', 'test:1:b'),
      }),
      { maxLength: 12 },
    );
    const shuffled = plain.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: 0 })),
    );
    fc.assert(
      fc.property(shuffled, ([list, again]) => {
        // Each statement is an episode of its own, an hour apart from the next: nothing flaps.
        const told = list.map((event, index) => ({
          ...event,
          episode: String(index),
          occurredAt: start + index * 60 * minute,
        }));
        const once = new AlertingTable();
        const twice = new AlertingTable();
        for (const event of told) {
          once.say(event.occurredAt, event);
          twice.say(event.occurredAt, event, event).say(event.occurredAt + 1, event);
        }
        expect(twice.story).toEqual(once.story);
        const before = twice.story.length;
        for (const index of again) {
          const event = told[index]!;
          if (event.state === 'problem') twice.say(start + 13 * 60 * minute, { ...event, clock: 'received' });
        }
        const reopened = twice.story.slice(before).filter((line) => line.startsWith('opened'));
        expect(reopened).toEqual([]);
      }),
    );
  });
});
