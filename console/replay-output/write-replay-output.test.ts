import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyCmdb } from '../../domain/cmdb.ts';
import { ProjectedLog } from '../../tests/fakes/projected-log.ts';
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
import { writeReplayOutput } from './write-replay-output.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie-replay-output-'));
});
afterEach(() => rm(dir, { recursive: true }));

const files = [
  'incidents.json',
  'alerts.json',
  'situations.json',
  'tickets.ndjson',
  'decisions.ndjson',
  'summary.json',
];
const stages = ['projection-alerts', 'projection-incidents', 'projection-tickets'];

const write = (told: ProjectedLog, into = dir) =>
  writeReplayOutput({ store: told.store, dir: into, cmdb: emptyCmdb, language: 'en', timezone: 'UTC', stages });
const text = (name: string, from = dir): Promise<string> => readFile(join(from, name), 'utf8');
const json = async (name: string): Promise<never> => JSON.parse(await text(name)) as never;
const lines = async (name: string): Promise<never[]> =>
  (await text(name))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as never);

const bound = (ci: string) => ({ ci, confidence: 1, by: 'name', value: ci }) as const;
const switchDown = toldAlert('SwitchDown', { binding: bound('sw-1') });
const serverDown = toldAlert('ServerDown', { openedAt: start + second, binding: bound('srv-01'), count: 3 });
const blip = toldAlert('Blip', { openedAt: start, clearedAt: start + second, endedBy: 'clear' });
const patched = toldAlert('Patched', { binding: null });

/** Two incidents merged into one, a blip, an alert in a window, one ticket opened and resolved. */
async function tellReplay(): Promise<ProjectedLog> {
  const told = new ProjectedLog();
  const opened = [switchDown, serverDown, blip, patched].map((alert) => ({ change: 'opened' as const, alert }));
  await told.alerts(start, opened);
  const blipped = toldDecision(
    'd0',
    { type: 'situation', id: 's3' },
    { reason: 'blip', evidence: { openForMs: 1000, holdMs: 60_000 } },
  );
  const inc = { type: 'incident', id: 'inc-1' } as const;
  const promoted = toldDecision('d1', inc, { reason: 'incident-opened', evidence: { why: 'severity' } });
  await told.situation(start, 's1', { situation: toldSituation('s1', { incident: 'inc-1' }), joined: [serverDown.id] });
  await told.situation(start, 's2', {
    situation: toldSituation('s2', { incident: 'inc-2', mergedInto: 's1' }),
    joined: [switchDown.id],
  });
  await told.situation(start, 's3', {
    situation: toldSituation('s3', { without: 'blip', closedAt: start + second }),
    joined: [blip.id],
    decisions: [blipped],
  });
  await told.situation(start, 'aside', { aside: [{ alert: patched.id, without: 'maintenance window m1' }] });
  const rootCandidates = [toldCandidate('sw-1', { score: 0.94, explainsCis: ['srv-01'], against: ['silent'] })];
  const major = {
    declaredAt: start,
    downgradedAt: null,
    stoodDownAt: start + second,
    reasons: ['many-users' as const],
  };
  await told.incident(start, {
    incident: toldIncident(1, { situation: 's1', rootCandidates, major, priority: 1 }),
    changes: ['opened'],
    decisions: [promoted],
  });
  await told.incident(start, {
    incident: toldIncident(2, { situation: 's2', state: 'merged', mergedInto: 'inc-1' }),
    changes: ['opened'],
  });
  await told.ticket(start, toldStep({ incident: 'inc-1', op: 'open', seq: 1, ticket: '7' }));
  await told.ticket(start, toldStep({ incident: 'inc-1', op: 'resolve', seq: 2, at: start + second, ticket: '7' }));
  return told;
}

describe('writeReplayOutput', () => {
  it('writes empty files where nothing happened', async () => {
    const summary = await write(new ProjectedLog());
    expect(await text('incidents.json')).toBe('[]\n');
    expect(await text('tickets.ndjson')).toBe('');
    expect(summary).toMatchObject({ alerts: 0, incidents: 0, tickets: 0, noiseReduction: null, eventsPerTicket: null });
  });

  it('gives survivors the members of what merged into them, oldest first, and explains by CI', async () => {
    await write(await tellReplay());
    const [survivor, merged, ...more] = (await json('incidents.json')) as Record<string, unknown>[];
    expect(more).toEqual([]);
    expect(Object.keys(survivor ?? {})).toEqual([
      'id',
      'number',
      'title',
      'category',
      'openedAt',
      'incidentAt',
      'resolvedAt',
      'priority',
      'impact',
      'urgency',
      'major',
      'rootCandidates',
      'cis',
      'likelyCis',
      'services',
      'users',
      'alerts',
      'tickets',
      'mergedInto',
      'decisions',
    ]);
    expect(survivor).toMatchObject({
      id: 'inc-1',
      openedAt: '2026-11-23T19:00:00.000Z',
      resolvedAt: null,
      major: {
        declaredAt: '2026-11-23T19:00:00.000Z',
        stoodDownAt: '2026-11-23T19:00:01.000Z',
        reasons: ['many-users'],
      },
      rootCandidates: [{ ci: 'sw-1', score: 0.94, explains: [serverDown.id], against: ['silent'] }],
      cis: ['sw-1', 'srv-01'],
      alerts: [{ id: switchDown.id, situation: 's1', incident: 'inc-1' }, { id: serverDown.id }],
      tickets: [{ sink: 'desk', unit: 'whole', key: 'KEYinc-1', id: '7' }],
      mergedInto: null,
      decisions: ['d1'],
    });
    expect(merged).toMatchObject({ id: 'inc-2', alerts: [], cis: [], tickets: [], mergedInto: 'inc-1' });
  });

  it('writes every episode with where it went, or why nowhere', async () => {
    await write(await tellReplay());
    const alerts = (await json('alerts.json')) as Record<string, unknown>[];
    expect(Object.keys(alerts[0] ?? {})).toEqual([
      'id',
      'source',
      'sources',
      'name',
      'severity',
      'effect',
      'message',
      'ci',
      'host',
      'labels',
      'openedAt',
      'clearedAt',
      'endedBy',
      'situation',
      'incident',
      'without',
    ]);
    expect(
      alerts.map(({ name, ci, situation, incident, without, clearedAt }) => [
        name,
        ci,
        situation,
        incident,
        without,
        clearedAt,
      ]),
    ).toEqual([
      ['Blip', 'srv-01', 's3', null, 'blip', '2026-11-23T19:00:01.000Z'],
      ['Patched', null, null, null, 'maintenance window m1', null],
      ['SwitchDown', 'sw-1', 's1', 'inc-1', null, null],
      ['ServerDown', 'srv-01', 's1', 'inc-1', null, null],
    ]);
  });

  it('writes situations that never deserved a ticket too', async () => {
    await write(await tellReplay());
    expect(await json('situations.json')).toMatchObject([
      { id: 's1', alerts: [switchDown.id, serverDown.id], incident: 'inc-1', mergedInto: null, closedAt: null },
      { id: 's2', alerts: [], incident: 'inc-1', mergedInto: 's1' },
      { id: 's3', alerts: [blip.id], incident: null, closedAt: '2026-11-23T19:00:01.000Z' },
    ]);
  });

  it('writes tickets in order and decisions with what would have changed them', async () => {
    await write(await tellReplay());
    expect(await lines('tickets.ndjson')).toMatchObject([
      { at: '2026-11-23T19:00:00.000Z', op: 'open', incident: 'inc-1', sink: 'desk', unit: 'whole', ticket: '7' },
      { op: 'resolve', fields: { title: 'title resolve' } },
    ]);
    const decisions = (await lines('decisions.ndjson')) as { id: string; counterfactual: string }[];
    expect(decisions.map(({ id }) => id)).toEqual(['d1', 'd0']);
    for (const { counterfactual } of decisions) expect(counterfactual.length).toBeGreaterThan(10);
  });

  it('sums up', async () => {
    const summary = await write(await tellReplay());
    expect(await json('summary.json')).toEqual(summary);
    expect(summary).toMatchObject({
      ...{ events: 6, alerts: 4, situations: 3, incidents: 1, incidentsMerged: 1, majors: 1 },
      ...{ tickets: 1, ticketOperations: 2, decisions: 2, noiseReduction: 0.75, eventsPerTicket: 6 },
      byPriority: { P1: 1, P2: 0, P3: 0, P4: 0, P5: 0 },
    });
    expect(summary.stateHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('writes the same bytes again', async () => {
    const again = await mkdtemp(join(dir, 'again-'));
    await write(await tellReplay());
    await write(await tellReplay(), again);
    for (const name of files) expect(await text(name, again)).toBe(await text(name));
  });

  it('reads in portions: an incident of thousands of alerts comes out whole', async () => {
    const told = new ProjectedLog();
    const alerts = Array.from({ length: 2_500 }, (_, at) => toldAlert(`A${String(at)}`, { openedAt: start + at }));
    await told.alerts(
      start,
      alerts.map((alert) => ({ change: 'opened', alert })),
    );
    await told.situation(start, 'sit-1', {
      situation: toldSituation('sit-1', { incident: 'inc-1' }),
      joined: alerts.map(({ id }) => id),
    });
    await told.incident(start, { incident: toldIncident(1), changes: ['opened'] });
    await write(told);
    const [incident] = (await json('incidents.json')) as { alerts: { id: string }[] }[];
    const hash = (ids: readonly string[]) => createHash('sha256').update(ids.join()).digest('hex');
    expect(hash(incident?.alerts.map(({ id }) => id) ?? [])).toBe(hash(alerts.map(({ id }) => id)));
  });
});
