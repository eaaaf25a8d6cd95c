import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Incident } from '../../domain/incident.ts';
import { toldConsole, type ToldConsole } from '../../tests/fakes/told-console.ts';
import {
  second,
  start,
  toldAlert,
  toldCandidate,
  toldDecision,
  toldIncident,
  toldSituation,
  toldStep,
} from '../../tests/fakes/told-facts.ts';
import { AlertPage, AlertRow, DecisionPage } from './alert-contract.ts';
import { ImpactGraph } from './cmdb-contract.ts';
import { IncidentDetail, IncidentPage, TimelinePage } from './incident-contract.ts';
import { ApiFault } from './status-contract.ts';
import { TicketPage } from './ticket-contract.ts';
import { DailyTickets } from './daily-contract.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
});
afterEach(() => desk.app.close());

/** Answers 200 and holds to the contract, to the letter. */
async function read<T extends z.ZodObject>(
  schema: T,
  path: string,
  headers?: Record<string, string>,
): Promise<z.infer<T>> {
  const { status, body } = await desk.get(path, headers);
  expect({ status, body }).toMatchObject({ status: 200 });
  return schema.strict().parse(body) as z.infer<T>;
}

async function refused(path: string, expected: { status: number; code: string; at?: string }): Promise<void> {
  const { status, body } = await desk.get(path);
  expect({ status, ...ApiFault.parse(body).error }).toMatchObject(expected);
}

const down = toldAlert('HostDown', { binding: { ci: 'sw-1', confidence: 1, by: 'name', value: 'sw-1' } });
const errors = toldAlert('HighErrorRate', { openedAt: start + second, message: '<b>5xx</b>' });

const outage = (told: Partial<Incident> = {}): Incident =>
  toldIncident(1, {
    priority: 1,
    rootCandidates: [toldCandidate('sw-1', { explainsCis: ['srv-01'], explainedAlerts: 1, against: ['silent'] })],
    cis: [{ ci: 'srv-01', effect: 'degraded', open: true }],
    services: [
      {
        ...{ id: 'shop', name: 'Web shop', criticality: 'critical', users: 1200, state: 'down', since: start },
        inHours: true,
        because: [{ ci: null, group: 'web', up: 0, size: 2, needs: 2, effect: null, inferred: false }],
      },
    ],
    users: 1200,
    majorWatchSince: start,
    ...told,
  });

/** Two alerts, of which one came by a merge, one ticket, three decisions. */
async function tellOutage(): Promise<void> {
  const { told } = desk;
  await told.alerts(start, [
    { change: 'opened', alert: down },
    { change: 'opened', alert: errors },
  ]);
  await told.situation(start, 'sit-0', {
    situation: toldSituation('sit-0', { mergedInto: 'sit-1' }),
    joined: [down.id],
  });
  const about = { type: 'incident', id: 'inc-1' } as const;
  const opened = toldDecision('d1', about, { reason: 'incident-opened', evidence: { why: 'severity' } });
  await told.situation(start, 'sit-1', {
    situation: toldSituation('sit-1', { incident: 'inc-1' }),
    joined: [errors.id],
  });
  await told.incident(start + second, { incident: outage(), changes: ['opened'], decisions: [opened] });
  await told.ticket(
    start + 2 * second,
    toldStep({ incident: 'inc-1', op: 'open', seq: 1, at: start + 2 * second, ticket: '7' }),
  );
  const acknowledged = toldDecision('d2', about, {
    ...{ reason: 'acknowledged', at: start + 3 * second },
    evidence: { by: 'Ada', why: 'on it' },
  });
  await told.incident(start + 3 * second, { incident: outage(), changes: ['acknowledged'], decisions: [acknowledged] });
}

describe('GET /api/v1/incidents', () => {
  it('is an empty page where nothing ever was', async () => {
    expect(await read(IncidentPage, '/api/v1/incidents')).toEqual({ items: [], next: null });
  });

  it('gives an incident the members of incidents.json and the title in the language asked', async () => {
    await tellOutage();
    const { items } = await read(IncidentPage, '/api/v1/incidents?language=fr');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: 'inc-1',
      openedAt: '2026-11-23T19:00:00.000Z',
      rootCandidates: [{ ci: 'sw-1', name: 'sw-1', class: 'switch', explains: [errors.id] }],
      tickets: [{ sink: 'desk', id: '7', state: 'live' }],
      decisions: ['d1', 'd2'],
      mergedInto: null,
    });
    expect(items[0]?.title).toContain('indisponible');
    expect(new Set(items[0]?.alerts.map(({ id }) => id))).toEqual(new Set([down.id, errors.id]));
  });

  it('tells the owner by the name that the CMDB has for it, else by its id', async () => {
    await desk.told.incident(start, { incident: toldIncident(1, { team: 'network' }), changes: ['opened'] });
    await desk.told.incident(start, { incident: toldIncident(2, { team: 'printing' }), changes: ['opened'] });
    await desk.told.incident(start, { incident: toldIncident(3, { team: null }), changes: ['opened'] });
    const owners = (page: IncidentPage): unknown[] => page.items.map(({ team, teamName }) => [team, teamName]);
    const all = owners(await read(IncidentPage, '/api/v1/incidents'));
    expect(all).toEqual([
      ['network', 'Network team'],
      ['printing', 'printing'],
      [null, null],
    ]);
    expect(owners(await read(IncidentPage, '/api/v1/incidents?q=network+TEAM'))).toEqual([all[0]]);
  });

  it('carries no members where none are asked', async () => {
    await tellOutage();
    const { items } = await read(IncidentPage, '/api/v1/incidents?members=0');
    expect(items[0]).toMatchObject({ alerts: [], decisions: [], alertCount: 1 });
  });

  it.each([
    ['state=open', ['inc-1', 'inc-2']],
    ['state=resolved', ['inc-3']],
    ['priority=1,3', ['inc-1', 'inc-3']],
    ['major=true', []],
    ['service=shop', ['inc-1']],
    ['site=lyon', ['inc-2']],
    ['q=WEB SHOP', ['inc-1']],
    ['q=i-2', ['inc-2']],
    ['q=nothing', []],
  ])('filters by %s', async (query, ids) => {
    await tellOutage();
    const cis = [{ ci: 'srv-02', effect: 'down' as const, open: true }];
    await desk.told.incident(start, { incident: toldIncident(2, { priority: 2, cis }), changes: ['opened'] });
    await desk.told.incident(start, { incident: toldIncident(3, { state: 'resolved' }), changes: ['opened'] });
    const { items } = await read(IncidentPage, `/api/v1/incidents?${query}`);
    expect(items.map(({ id }) => id)).toEqual(ids);
  });

  it('pages through all of them once, in order', async () => {
    for (let number = 1; number <= 250; number += 1) {
      const incident = toldIncident(number, { incidentAt: start + number, priority: number % 2 === 0 ? 2 : 3 });
      await desk.told.incident(start, { incident, changes: ['opened'] });
    }
    const seen: string[] = [];
    let after = '';
    do {
      const page = await read(IncidentPage, `/api/v1/incidents?limit=60&priority=2${after}`);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(seen).toHaveLength(125);
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen[0]).toBe('inc-250');
  });

  it.each([
    ['limit=0', 'bad-query', 'limit'],
    ['limit=501', 'bad-query', 'limit'],
    ['limit=-1', 'bad-query', 'limit'],
    ['priority=6', 'bad-query', 'priority'],
    ['state=closed', 'bad-query', 'state'],
    ['colour=red', 'bad-query', 'colour'],
    ['language=de', 'bad-query', 'language'],
    ['after=%00', 'bad-cursor', 'after'],
    ['after=!!!', 'bad-cursor', 'after'],
    ['state=open&state=all', 'bad-query', 'state'],
    [`q=${'x'.repeat(201)}`, 'bad-query', 'q'],
  ])('refuses ?%s', async (query, code, at) => {
    await refused(`/api/v1/incidents?${query}`, { status: 400, code, at });
  });
});

describe('GET /api/v1/incidents/{id}', () => {
  beforeEach(tellOutage);

  it.each(['inc-1', 'I-1'])('shows it whole, found as %s', async (id) => {
    const shown = await read(IncidentDetail, `/api/v1/incidents/${id}`);
    expect(shown.facts).toEqual(outage());
    expect(shown.tickets[0]?.operations.map(({ op, step }) => [op, step])).toEqual([['open', 'done']]);
    expect(shown.explained.items.map(({ reason }) => reason)).toEqual(['incident-opened', 'acknowledged']);
    for (const { what, because, unless } of shown.explained.items) {
      expect([what, because, unless].every((sentence) => sentence.length > 0)).toBe(true);
    }
    expect(shown.texts.technicalText).toContain('sw-1');
    expect(shown.firstSteps.length).toBeGreaterThan(0);
    expect(shown.firstSteps.every(({ what }) => shown.texts.technicalText.includes(what))).toBe(true);
  });

  it('speaks of what ended once it is resolved', async () => {
    const open = (await read(IncidentDetail, '/api/v1/incidents/inc-1')).texts;
    const resolvedAt = start + 60 * second;
    const over = outage({
      state: 'resolved',
      resolvedAt,
      resolvedBy: 'clear',
      openAlertCount: 0,
      lastClearAt: resolvedAt,
    });
    await desk.told.incident(resolvedAt, { incident: over, changes: ['resolved'] });
    const { texts, firstSteps } = await read(IncidentDetail, '/api/v1/incidents/inc-1');
    expect(firstSteps).toEqual([]);
    expect(texts.publicText).not.toBe(open.publicText);
    expect(texts.publicText.length).toBeGreaterThan(20);
  });

  it('tells what happened in order, who did it included', async () => {
    const { items } = await read(TimelinePage, '/api/v1/incidents/inc-1/timeline');
    expect(items.map(({ kind, what, by }) => [kind, what, by])).toEqual([
      ['alert', 'joined', null],
      ['alert', 'joined', null],
      ['incident', 'incident-opened', null],
      ['ticket', 'open', null],
      ['person', 'acknowledged', 'Ada'],
    ]);
    const newest = await read(TimelinePage, '/api/v1/incidents/inc-1/timeline?order=desc&limit=2');
    expect(newest.items.map(({ what }) => what)).toEqual(['acknowledged', 'open']);
    const older = await read(TimelinePage, `/api/v1/incidents/inc-1/timeline?order=desc&after=${String(newest.next)}`);
    expect(older.items.map(({ what }) => what)).toEqual(['incident-opened', 'joined', 'joined']);
  });

  it('pages its alerts', async () => {
    const first = await read(AlertPage, '/api/v1/incidents/inc-1/alerts?limit=1');
    expect(first.items).toHaveLength(1);
    const second_ = await read(AlertPage, `/api/v1/incidents/inc-1/alerts?limit=1&after=${String(first.next)}`);
    expect(second_.next).toBeNull();
    expect([...first.items, ...second_.items].map(({ id, incident }) => [id, incident]).sort()).toEqual(
      [
        [down.id, 'inc-1'],
        [errors.id, 'inc-1'],
      ].sort(),
    );
  });

  it('holds no alerts once it merged away: the survivor does', async () => {
    const { told } = desk;
    await told.incident(start, { incident: outage({ state: 'merged', mergedInto: 'inc-2' }), changes: ['merged'] });
    await told.situation(start, 'sit-1', {
      situation: toldSituation('sit-1', { incident: 'inc-1', mergedInto: 'sit-2' }),
    });
    await told.situation(start, 'sit-2', { situation: toldSituation('sit-2', { incident: 'inc-2' }) });
    await told.incident(start, { incident: toldIncident(2), changes: ['opened', 'absorbed'], absorbed: ['inc-1'] });
    expect((await read(AlertPage, '/api/v1/incidents/inc-1/alerts')).items).toEqual([]);
    const { items } = await read(AlertPage, '/api/v1/incidents/inc-2/alerts');
    expect(items.map(({ incident, situation }) => [incident, situation])).toEqual([
      ['inc-2', 'sit-2'],
      ['inc-2', 'sit-2'],
    ]);
  });

  it.each(['', '/alerts', '/decisions', '/timeline'])('does not know I-99%s', async (rest) => {
    await refused(`/api/v1/incidents/I-99${rest}`, { status: 404, code: 'not-found' });
  });
});

describe('alerts, decisions, tickets, impact', () => {
  beforeEach(tellOutage);

  it('lists open alerts and shows one', async () => {
    expect((await read(AlertPage, '/api/v1/alerts')).items).toHaveLength(2);
    expect((await read(AlertPage, '/api/v1/alerts?state=ended')).items).toEqual([]);
    const shown = await read(AlertRow, `/api/v1/alerts/${encodeURIComponent(down.id)}`);
    expect(shown).toMatchObject({ ci: 'sw-1', incident: 'inc-1', situation: 'sit-1', without: null });
    await refused('/api/v1/alerts/nobody', { status: 404, code: 'not-found' });
  });

  it('explains what was decided about a subject', async () => {
    const english = await read(DecisionPage, '/api/v1/decisions?subject=incident/inc-1');
    const french = await read(DecisionPage, '/api/v1/decisions?subject=incident/inc-1', {
      'accept-language': 'de, fr-FR;q=0.9',
    });
    expect(english.items.map(({ id }) => id)).toEqual(['d1', 'd2']);
    expect(french.items[0]?.what).not.toBe(english.items[0]?.what);
    await refused('/api/v1/decisions?subject=people/ada', { status: 400, code: 'bad-query', at: 'subject' });
    await refused('/api/v1/decisions', { status: 400, code: 'bad-query', at: 'subject' });
  });

  it('lists tickets with their operations', async () => {
    const { items } = await read(TicketPage, '/api/v1/tickets?incident=inc-1');
    expect(items.map(({ id, operations }) => [id, operations.length])).toEqual([['7', 1]]);
    expect((await read(TicketPage, '/api/v1/tickets')).items).toHaveLength(1);
  });

  it('lists what was done to tickets on a day of the site, and as a file', async () => {
    const day = new Date(start).toISOString().slice(0, 10);
    const { items } = await read(DailyTickets, `/api/v1/tickets/daily?day=${day}`);
    expect(items).toMatchObject([{ op: 'open', incident: 'inc-1', ticket: '7', observed: false }]);
    expect((await read(DailyTickets, '/api/v1/tickets/daily?day=2001-01-01')).items).toEqual([]);
    expect((await read(DailyTickets, `/api/v1/tickets/daily?day=${day}&sink=nope`)).items).toEqual([]);
    const file = await desk.app.inject({ method: 'GET', url: `/api/v1/tickets/daily.csv?day=${day}` });
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.headers['content-disposition']).toContain(`vigie-tickets-${day}.csv`);
    expect(file.body.split('\r\n')).toHaveLength(3);
    expect((await desk.get('/api/v1/tickets/daily?day=28.11.2026')).status).toBe(400);
  });

  it('draws what is hit, what may be the cause, and what hangs between', async () => {
    const graph = await read(ImpactGraph, '/api/v1/cmdb/impact?incident=inc-1');
    expect(Object.fromEntries(graph.nodes.map(({ id, state }) => [id, state]))).toEqual({
      'sw-1': 'inferred',
      shop: 'down',
      web: 'down',
      'srv-01': 'degraded',
    });
    expect(graph.edges).toContainEqual({ from: 'shop', to: 'web', type: 'depends_on' });
    expect(graph.edges).toContainEqual({ from: 'web', to: 'srv-01', type: 'member_of' });
    expect(graph.edges).toContainEqual({ from: 'srv-01', to: 'sw-1', type: 'connected_to' });
    await refused('/api/v1/cmdb/impact', { status: 400, code: 'bad-query', at: 'incident' });
  });
});
