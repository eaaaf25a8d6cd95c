import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { FakeRt, rtToken } from '../../tests/fakes/rt/rt-server.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { ProblemRecords } from '../sink-kind.ts';
import { RtConfig } from './rt/rt-config.ts';
import { Rt, rtKind } from './rt.ts';

const clock = new ToldClock(Date.parse('2026-11-23T19:17:56Z'));
let rt: FakeRt;
let sink: Rt;
let problems: ProblemRecords;

const configured = (more: object = {}): RtConfig =>
  RtConfig.parse({ type: 'rt', url: rt.origin, token: rtToken, queue: 'NOC', timeoutMs: 500, ...more });
const opening = call(operation('problem-a', 'open', 1), null);
const linking = (ticket: string, into: string, again = false) =>
  call(operation('problem-a', 'link', 2), ticket, { into, again });

beforeEach(async () => {
  rt = await FakeRt.start();
  rt.store.queues.set('Problems', 9);
  sink = new Rt(configured({ problemQueue: 'Problems', queues: { dba: 'DB Ops' } }), clock);
  problems = sink.problems!;
});
afterEach(async () => {
  await sink.stop();
  await rt.stop();
});

describe('problem records in RT', () => {
  it('are kept only where the site names a queue for them', () => {
    expect(rtKind.keepsProblems?.(configured())).toBe(false);
    expect(new Rt(configured(), clock).problems).toBeUndefined();
    expect(rtKind.keepsProblems?.(configured({ problemQueue: 'Problems' }))).toBe(true);
  });

  it('are tickets of that queue, whatever the team, and found by their key', async () => {
    const { fields } = opening.operation;
    const ofTeam = { ...opening, operation: { ...opening.operation, fields: { ...fields, team: 'dba' } } };
    expect(await problems.sink.create(ofTeam)).toMatchObject({ outcome: 'done', ticket: { ticket: '1' } });
    expect(rt.store.tickets.get(1)).toMatchObject({ queue: 'Problems', status: 'new' });
    expect(await problems.sink.find(keyNamed('problem-a'))).toMatchObject({ tickets: [{ ticket: '1' }] });
    expect(await problems.sink.find(keyNamed('problem-b'))).toEqual({ outcome: 'found', tickets: [] });
  });

  it('whose creation stays in doubt are looked up, and stand once', async () => {
    rt.fail({ on: /^POST ticket$/, does: { kind: 'drop-after' } });
    expect(await problems.sink.create(opening)).toMatchObject({ outcome: 'in-doubt' });
    expect(await problems.sink.find(keyNamed('problem-a'))).toMatchObject({ tickets: [{ ticket: '1' }] });
    expect(rt.store.tickets.size).toBe(1);
  });

  it('refer to the tickets of their incidents, once each, however often it is asked', async () => {
    await sink.create(call(operation('incident-1', 'open', 1), null));
    await problems.sink.create(opening);
    expect(await problems.sink.findTicket?.(keyNamed('incident-1'))).toMatchObject({ tickets: [{ ticket: '1' }] });
    for (const again of [false, true])
      expect(await problems.sink.link?.(linking('2', '1', again))).toMatchObject({ outcome: 'done' });
    expect(rt.store.tickets.get(2)?.links).toEqual([{ ref: 'refers-to', to: '1' }]);
    expect(rt.store.tickets.get(1)?.links).toEqual([]);
    expect(rt.store.historyOf(2).filter(({ subject }) => subject.includes('.2t]'))).toHaveLength(1);
  });

  it('are gone for good where they were deleted', async () => {
    expect(await problems.sink.link?.(linking('7', '1'))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
  });

  it('are opened again, and read one by one: tickets of incidents are not theirs', async () => {
    await sink.create(call(operation('incident-1', 'open', 1), null));
    await problems.sink.create(opening);
    rt.store.setStatus(rt.store.tickets.get(2)!, 'resolved', 'alice');
    expect(await problems.reader?.readTickets(['2'])).toMatchObject({
      tickets: [{ ticket: '2', standing: 'resolved' }],
    });
    expect(await problems.reader?.readSince('by-id')).toMatchObject({ outcome: 'read', tickets: [], more: false });
    const again = call(operation('problem-a', 'reopen', 2), '2');
    expect(await problems.sink.reopen(again)).toMatchObject({ outcome: 'done' });
    expect(rt.store.tickets.get(2)?.status).toBe('open');
  });
});
