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
import { createIncidentsProjection } from './projection-incidents.ts';

function projected(): { told: ProjectedLog; reader: ProjectionReader } {
  const told = new ProjectedLog();
  return { told, reader: new ProjectionReader(told.store) };
}

describe('projection of alerts', () => {
  it('keeps an alert among the open ones until it ends, then among the ended ones', async () => {
    const { told, reader } = projected();
    const alert = toldAlert('HostDown');
    await told.alerts(start, [{ change: 'opened', alert }]);
    expect(await reader.get(places.openAlert, alert.id)).toEqual(alert);
    const ended = { ...alert, clearedAt: start + second, endedBy: 'clear' as const };
    await told.alerts(start + second, [{ change: 'cleared', alert: ended }]);
    expect(await reader.get(places.openAlert, alert.id)).toBeNull();
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
    expect(await marks()).toEqual([`flapping/${alert.id}`]);
    await told.alerts(start, [{ change: 'stale', alert: { ...alert, flapping: false, stale: true } }]);
    expect(await marks()).toEqual([`stale/${alert.id}`]);
    await told.alerts(start, [{ change: 'cleared', alert: { ...alert, stale: true, clearedAt: start } }]);
    expect(await marks()).toEqual([]);
  });

  it('writes two rows for an alert that opens and binds, besides one per source', async () => {
    const { told, reader } = projected();
    const alert = toldAlert('HostDown');
    const subject = { type: 'alert', id: alert.id } as const;
    const decisions = [
      toldDecision('d1', subject, { reason: 'alert-opened' }),
      toldDecision('d2', subject, { reason: 'bound' }),
    ];
    await told.alerts(start, [{ change: 'opened', alert }], decisions);
    const kept = await reader.scan(places.alertDecision, { prefix: `alert/${alert.id}/`, limit: 10 });
    expect(kept.map(({ row }) => row.map(({ id }) => id))).toEqual([['d1', 'd2']]);
    expect(await reader.get(places.source, 'prometheus')).toEqual({ source: 'prometheus', lastEventAt: start });
    expect(await reader.keys(places.alertMark, '', 10)).toEqual([]);
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

  it('knows who is a member of what, and who was kept aside', async () => {
    const { told, reader } = projected();
    await told.situation(start, 's1', { situation: toldSituation('s1', { without: 'held' }), joined: ['a'] });
    await told.situation(start, 's1', { joined: ['b'] });
    await told.situation(start, 'aside/c', { aside: [{ alert: 'c', without: 'informs' }] });
    expect(await reader.keys(places.member, 's1/', 10)).toEqual(['s1/a', 's1/b']);
    expect(await reader.get(places.membership, 'a')).toEqual({ situation: 's1', without: null });
    expect(await reader.get(places.membership, 'c')).toEqual({ situation: null, without: 'informs' });
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
