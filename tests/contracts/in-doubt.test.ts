// Creates and notes whose answers are lost, on every fake ticketing system: one ticket each, nothing said twice, nothing lost.
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { SinkCall, TicketSink } from '../../ticketing/sink.ts';
import type { FakeSystem, Fault } from '../fakes/fake-system.ts';
import { fakeNames } from '../fakes/fake-systems.ts';
import { openFake } from '../fakes/open-fake.ts';
import { seededChance } from '../faults/seeded-chance.ts';
import { call, keyNamed, operation } from './ticket-sink.ts';

/** More for a figure: `VIGIE_IN_DOUBT=1000 npx vitest run tests/contracts/in-doubt.test.ts`. */
const tickets = Number(process.env['VIGIE_IN_DOUBT'] ?? 25);
/** More than every other try meets one of these; after so many tries none does, so that the test ends. */
const faults: readonly Fault['does'][] = [
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429 },
];
const faultyTries = 8;

type Op = 'create' | 'update' | 'resolve';

/** As delivery does it: after a doubt the key is looked up, and each try but the first looks before it does anything twice. */
async function carry(
  sink: TicketSink,
  op: Op,
  name: string,
  ticket: string | null,
  fail: (tries: number) => void,
): Promise<string> {
  const kind = op === 'create' ? 'open' : op;
  const told = operation(name, kind, op === 'create' ? 1 : op === 'update' ? 2 : 3);
  let [known, doubtful] = [ticket, false];
  for (let tries = 0; tries < 30; tries += 1) {
    fail(tries);
    if (doubtful && known === null) {
      const found = await sink.find(keyNamed(name));
      if (found.outcome === 'unknown') continue;
      known = found.tickets[0]?.ticket ?? null;
    }
    const asked: SinkCall = call(told, known, { again: tries > 0 });
    const outcome = await sink[op](asked);
    if (outcome.outcome === 'done') return outcome.ticket.ticket;
    if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome));
    if (outcome.outcome === 'failed') known = outcome.ticket?.ticket ?? known;
    doubtful ||= outcome.outcome === 'in-doubt';
  }
  throw new Error(`${op} of ${name} never came through`);
}

function failures(fake: FakeSystem, seed: number): (tries: number) => void {
  const chance = seededChance(seed);
  return (tries) => {
    fake.heal();
    if (tries >= faultyTries) return;
    const fault = faults[Math.floor(chance() * faults.length)];
    // A step in the middle fails, not the first alone.
    const after = Math.floor(chance() * 5);
    if (fault !== undefined && chance() < 0.6) fake.fail({ on: /./, after, times: 1, does: fault });
  };
}

describe.each(fakeNames)('%s', (name) => {
  it('opens, tells and resolves each once, whatever is lost on the way', { timeout: 1_200_000 }, async () => {
    const opened = await openFake(name);
    const { fake, system } = opened;
    const fail = failures(fake, 1040);
    try {
      for (let n = 0; n < tickets; n += 1) {
        const each = `in-doubt-${String(n)}`;
        const ticket = await carry(system.sink, 'create', each, null, fail);
        await carry(system.sink, 'update', each, ticket, fail);
        await carry(system.sink, 'resolve', each, ticket, fail);
        fake.heal();
        const found = await system.sink.find(keyNamed(each));
        expect(found.outcome === 'found' && found.tickets.map((ref) => ref.ticket)).toEqual([ticket]);
      }
      const page = await (await request(fake.origin)).body.text();
      for (const said of ['details 1 ', 'details 2 ', 'update 2: users', 'resolve 3: users'])
        expect(page.split(said).length - 1, said).toBe(tickets);
    } finally {
      await opened.stop();
    }
  });
});
