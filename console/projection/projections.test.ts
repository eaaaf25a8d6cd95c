import { describe, expect, it } from 'vitest';
import { ticketPlannedKind, ticketRefusedKind } from '../../domain/ticket.ts';
import { ProjectedLog } from '../../tests/fakes/projected-log.ts';
import {
  second,
  start,
  toldAlert,
  toldDecision,
  toldIncident,
  toldSituation,
  toldStep,
} from '../../tests/fakes/told-facts.ts';
import { places, ProjectionReader } from '../reading/projection-reader.ts';
import { alertDecisionStrands } from '../reading/decision-strands.ts';
import { members, situationsOf } from '../reading/incident-members.ts';
import { mergeScan } from '../reading/merge-scan.ts';
import { createIncidentsProjection } from './projection-incidents.ts';
import { alertKey } from './tables.ts';

function projected(): { told: ProjectedLog; reader: ProjectionReader } {
  const told = new ProjectedLog();
  return { told, reader: new ProjectionReader(told.store) };
}

describe('projection of alerts', () => {
  it('keeps an alert among the open ones until it ends, then among the ended ones', async () => {
    const { told, reader } = projected();
    const alert = toldAlert('HostDown');
    await told.alerts(start, [{ change: 'opened', alert }]);
    expect(await reader.get(places.openAlert, alertKey(alert.id))).toEqual(alert);
    const ended = { ...alert, clearedAt: start + second, endedBy: 'clear' as const };
    await told.alerts(start + second, [{ change: 'cleared', alert: ended }]);
    expect(await reader.get(places.openAlert, alertKey(alert.id))).toBeNull();
    expect(await reader.alert(alert.id)).toEqual(ended);
  });

  it('never lists an information among the open ones', async () => {
    const { told, reader } = projected();
    const alert = toldAlert('Deployed', { effect: 'informs' });
    await told.alerts(start, [{ change: 'informed', alert }]);
    expect(await reader.keys(places.openAlert, '', 10)).toEqual([]);
    expect(await reader.alert(alert.id)).toEqual(alert);
  });

  it('marks what flaps or is stale for as long as it does', async () => {
    const { told, reader } = projected();
    const alert = toldAlert('Link', { flapping: true });
    const marks = (): Promise<string[]> => reader.keys(places.alertMark, '', 10);
    await told.alerts(start, [{ change: 'updated', alert }]);
    expect(await marks()).toEqual([`flapping/${alertKey(alert.id)}`]);
    await told.alerts(start, [{ change: 'stale', alert: { ...alert, flapping: false, stale: true } }]);
    expect(await marks()).toEqual([`stale/${alertKey(alert.id)}`]);
    await told.alerts(start, [{ change: 'cleared', alert: { ...alert, stale: true, clearedAt: start } }]);
    expect(await marks()).toEqual([]);
  });

  const saidOf = async (reader: ProjectionReader, id: string): Promise<string[]> => {
    const strands = await alertDecisionStrands(reader, id);
    const { rows } = await mergeScan(reader, strands, { after: null, limit: 10 });
    return rows.flatMap(({ row }) => row.map((decision) => decision.id));
  };

  it('keeps what was decided when alerts opened in one row, and finds the part of each', async () => {
    const { told, reader } = projected();
    const [one, two] = [toldAlert('HostDown'), toldAlert('DiskFull')];
    const about = (id: string): { readonly type: 'alert'; readonly id: string } => ({ type: 'alert', id });
    const decisions = [
      toldDecision('d1', about(one.id), { reason: 'alert-opened' }),
      toldDecision('d2', about(two.id), { reason: 'alert-opened' }),
      toldDecision('d3', about(one.id), { reason: 'bound' }),
    ];
    await told.alerts(
      start,
      [one, two].map((alert) => ({ change: 'opened', alert })),
      decisions,
    );
    await told.situation(start, 's1', {
      joined: [one.id, two.id],
      decisions: [
        toldDecision('d4', about(two.id), { reason: 'joined-same-ci' }),
        toldDecision('d5', { type: 'situation', id: 's1' }, { reason: 'situation-opened' }),
      ],
    });
    const later = toldDecision('d6', about(one.id), { reason: 'alert-updated' });
    await told.alerts(start + second, [{ change: 'updated', alert: one }], [later]);
    expect(await saidOf(reader, one.id)).toEqual(['d1', 'd3', 'd6']);
    expect(await saidOf(reader, two.id)).toEqual(['d2', 'd4']);
    expect(await saidOf(reader, 'unknown')).toEqual([]);
    expect(await reader.keys(places.opening, '', 10)).toHaveLength(1);
    expect(await reader.keys(places.incidentDecision, '', 10)).toEqual([expect.stringMatching(/^situation\/s1\//)]);
  });

  it('finds what was decided at every joining, and counts a member only where it joined last', async () => {
    const { told, reader } = projected();
    const alert = toldAlert('HostDown');
    await told.alerts(start, [{ change: 'opened', alert }]);
    for (const [n, situation] of ['s1', 's2', 's1'].entries()) {
      const decisions = [toldDecision(`j${n}`, { type: 'alert', id: alert.id }, { reason: 'joined-topology' })];
      await told.situation(start + n * second, situation, { joined: [alert.id, 'other'], decisions });
    }
    expect(await saidOf(reader, alert.id)).toEqual(['j0', 'j1', 'j2']);
    const held = await Array.fromAsync(members(reader, ['s1', 's2']));
    expect(held.map((member) => member.alert.id)).toEqual([alert.id]);
  });
});

describe('projection of incidents', () => {
  const board = async (reader: ProjectionReader): Promise<string[]> =>
    (await reader.scan(places.board, { limit: 100 })).map(({ row }) => row);

  it('orders the board: open first, majors, priority, newest', async () => {
    const { told, reader } = projected();
    const major = { declaredAt: start, downgradedAt: null, stoodDownAt: null, reasons: ['many-users' as const] };
    const incidents = [
      toldIncident(1, { priority: 1, state: 'resolved' }),
      toldIncident(2, { priority: 3, incidentAt: start }),
      toldIncident(3, { priority: 3, incidentAt: start + second }),
      toldIncident(4, { priority: 2 }),
      toldIncident(5, { priority: 4, major }),
    ];
    for (const incident of incidents) await told.incident(start, { incident, changes: ['opened'] });
    expect(await board(reader)).toEqual(['inc-5', 'inc-4', 'inc-3', 'inc-2', 'inc-1']);
  });

  it.each([false, true])('leaves one row per incident when it moves (restart between: %s)', async (restart) => {
    const { told, reader } = projected();
    await told.incident(start, { incident: toldIncident(1, { priority: 4 }), changes: ['opened'] });
    for (const state of ['open', 'resolved', 'open', 'merged'] as const) {
      for (const priority of [1, 3] as const) {
        if (restart) told.restart();
        await told.incident(start, { incident: toldIncident(1, { state, priority }), changes: ['priority'] });
        expect(await board(reader)).toEqual(['inc-1']);
      }
    }
  });

  it('writes the row of the board only when it moves', async () => {
    const stage = createIncidentsProjection();
    const record = (incident: ReturnType<typeof toldIncident>, offset: number) => ({
      record: {
        ...{
          v: 1 as const,
          id: '',
          tenant: 't',
          key: '',
          kind: 'incident-change',
          occurredAt: start,
          receivedAt: start,
        },
        ...{ stream: 'incidents' as const, partition: 0, offset },
        body: { incident, changes: ['members'], absorbed: [], decisions: [] },
      },
    });
    stage.apply(record(toldIncident(1), 0));
    stage.take();
    stage.apply(record(toldIncident(1, { alertCount: 2 }), 1));
    expect(stage.take().rows.map(({ table }) => table)).toEqual(['incident', 'situation-of']);
    expect(stage.take().rows).toEqual([]);
  });

  it('lists what a storm gathers under its summary until it has an incident of its own', async () => {
    const { told, reader } = projected();
    const stormOf = (): Promise<string[]> => reader.keys(places.situationOf, 'summary/', 10);
    for (const id of ['s1', 's2'])
      await told.situation(start, id, { situation: toldSituation(id, { incident: 'summary' }), joined: [`of-${id}`] });
    expect(await stormOf()).toEqual(['summary/s1', 'summary/s2']);
    const parted = toldSituation('s1', { incident: 'inc-1', leftStorm: 'summary' });
    await told.situation(start + second, 's1', { situation: parted });
    const merged = toldSituation('s2', { mergedInto: 's1', closedAt: start, leftStorm: 'summary' });
    await told.situation(start + second, 's2', { situation: merged });
    expect(await stormOf()).toEqual([]);
    expect(await situationsOf(reader, 'inc-1')).toEqual(['s1', 's2']);
  });

  it('knows who is a member of what, and who was kept aside', async () => {
    const { told, reader } = projected();
    await told.situation(start, 's1', { situation: toldSituation('s1', { without: 'held' }), joined: ['a'] });
    await told.situation(start, 's1', { joined: ['b'] });
    await told.situation(start, 'aside/c', { aside: [{ alert: 'c', without: 'informs' }] });
    const joined = await reader.scan(places.joined, { prefix: 's1/', limit: 10 });
    expect(joined.map(({ row }) => row.alerts)).toEqual([['a'], ['b']]);
    expect(await reader.memberships('a', 1)).toMatchObject([{ situation: 's1', without: null }]);
    expect(await reader.memberships('c', 1)).toMatchObject([{ situation: null, without: 'informs' }]);
    expect(await reader.keys(places.held, '', 10)).toEqual(['s1']);
    await told.situation(start, 's1', { situation: toldSituation('s1', { incident: 'inc-1' }) });
    expect(await reader.keys(places.held, '', 10)).toEqual([]);
  });
});

describe('projection of tickets', () => {
  it('follows a ticket from plan to resolution', async () => {
    const { told, reader } = projected();
    const step = { incident: 'inc-1', op: 'open', seq: 1 } as const;
    const state = async () => (await reader.scan(places.ticket, { limit: 10 })).map(({ row }) => [row.state, row.id]);
    await told.ticket(start, toldStep(step), ticketPlannedKind);
    expect(await state()).toEqual([['planned', null]]);
    await told.ticket(start, toldStep({ ...step, ticket: '7' }));
    expect(await state()).toEqual([['live', '7']]);
    const update = { ...step, op: 'update', seq: 2, at: start + second } as const;
    await told.ticket(start, toldStep(update), ticketPlannedKind);
    await told.ticket(start, toldStep(update), ticketRefusedKind);
    expect(await state()).toEqual([['live', '7']]);
    await told.ticket(start, toldStep({ ...update, op: 'resolve', seq: 3, ticket: '7' }));
    expect(await state()).toEqual([['resolved', '7']]);
    const operations = await reader.scan(places.operation, { prefix: 'inc-1/', limit: 10 });
    expect(operations.map(({ row }) => [row.operation.op, row.step])).toEqual([
      ['open', 'done'],
      ['update', 'refused'],
      ['resolve', 'done'],
    ]);
    expect((await reader.scan(places.done, { limit: 10 })).map(({ row }) => row.operation.op)).toEqual([
      'open',
      'resolve',
    ]);
  });

  it('ignores kinds that it does not know', async () => {
    const { told, reader } = projected();
    await told.write('tickets', 'tick', start, {});
    expect(await reader.keys(places.ticket, '', 1)).toEqual([]);
  });
});
