import { beforeEach, describe, expect, it } from 'vitest';
import { emptyCmdb } from '../../domain/cmdb.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notice.ts';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { StageFeed } from '../../tests/fakes/stage-feed.ts';
import { createNotifyingStage } from './stage.ts';

const minute = 60_000;
const names = ['noc', 'on-call', 'boss', 'cio'];
const targets = [
  { respondMs: 8 * minute, resolveMs: 80 * minute },
  { respondMs: 30 * minute, resolveMs: 160 * minute },
  { respondMs: 60 * minute, resolveMs: 240 * minute },
  { respondMs: 600 * minute, resolveMs: 6_000 * minute },
  { respondMs: 600 * minute, resolveMs: 6_000 * minute },
];

function policyOf(sla?: object, levels: object = { n1: ['noc'], n2: ['on-call'], manager: ['boss'] }): Policy {
  const recipients = Object.fromEntries(names.map((name) => [name, { sink: 'notify.mail' }]));
  return Policy.parse({ sla: { targets }, notify: { recipients, levels, crisis: ['cio'], ...(sla && { sla }) } });
}

/** In charge from its first minute on: only the time to resolve it runs. */
const taken = outage({ major: null, incidentAt: onset, acknowledgedBy: 'ana', acknowledgedAt: onset + minute });
const open = outage({ major: null, incidentAt: onset });

let stage: Stage;
let feeding: StageFeed;
let now: number;
let notices: Notice[];
let policy: Policy;
let decided: { readonly reason: string; readonly about: unknown }[];

function feed(kind: string, body: unknown, put?: Policy): string[] {
  const control = put === undefined ? {} : { control: { kind: 'policy' as const, body: put } };
  const out = feeding.give(stage, { kind, body, at: now, ...control });
  const steps = out.map((one) => one.record.body as Partial<TicketStep>);
  decided.push(
    ...steps
      .flatMap(({ decisions = [] }) => decisions)
      .map(({ reason, evidence }) => ({ reason, about: evidence['about'] })),
  );
  const told = out.flatMap((one) => (one.record.body as TicketStep).operation?.notice ?? []);
  notices.push(...told);
  return told.map(({ kind: is, recipient }) => `${String(Math.round((now - onset) / minute))} ${recipient} ${is}`);
}

const change = (incident: Incident): string[] =>
  feed('incident-change', { incident, changes: [], absorbed: [], decisions: [] });
const tell = (put: Policy): string[] => feed('control', {}, (policy = put));
const see = (standing: string, key = 'K1'): string[] =>
  feed('ticket-sighting', {
    ...{ sink: 'itsm', incident: taken.id, key, ticket: '7', url: null, afterSeq: 1, standing, changedAt: now },
    ...{ priority: null, team: null, assignee: null, mergedInto: null, comments: [] },
  });

function runUntil(minutes: number): string[] {
  const heard: string[] = [];
  for (let due = stage.nextDueAt(); due !== null && due <= onset + minutes * minute; due = stage.nextDueAt()) {
    now = Math.max(now + 1_000, Math.ceil(due / 1_000) * 1_000);
    heard.push(...feed('tick', {}));
  }
  now = onset + minutes * minute;
  return heard;
}

function begin(put: Policy): void {
  policy = put;
  feeding = new StageFeed();
  stage = createNotifyingStage({ policy, cmdb: emptyCmdb });
}

function restart(): void {
  stage = createNotifyingStage({ policy, cmdb: emptyCmdb });
  stage.restore(feeding.rows.values());
}

const warned = (heard: readonly string[]): string[] => heard.filter((one) => one.endsWith(' sla'));
const headlines = (): string[] => notices.filter(({ kind }) => kind === 'sla').map(({ headline }) => headline);

beforeEach(() => {
  [now, notices, decided] = [onset, [], []];
  begin(policyOf({}));
});

describe('a promised time that runs out', () => {
  it('is told at 75 %, and to the manager too when it is over', () => {
    change(taken);
    expect(runUntil(600)).toEqual(['60 noc sla', '80 boss sla', '80 noc sla']);
    expect(headlines().slice(0, 2)).toEqual([
      '[I-1] P1, 75 % of the time to resolve it is used up, 20 min left: Web shop down (1,200 users)',
      '[I-1] P1, the time to resolve it is over (1 h 20 min): Web shop down (1,200 users)',
    ]);
    expect(notices.map(({ answerable }) => answerable)).toEqual([false, false, false]);
    expect(notices[0]?.staleAt).toBe(onset + 80 * minute);
  });

  it('asks who may take it, as long as nobody has', () => {
    change(open);
    // At 8 min the second level has been asked, at 10 the manager: each hears of the miss but once.
    expect(runUntil(9)).toEqual([
      '5 on-call escalated',
      '6 noc sla',
      '6 on-call sla',
      '8 boss sla',
      '8 noc sla',
      '8 on-call sla',
    ]);
    expect(notices.filter(({ kind }) => kind === 'sla').every(({ answerable }) => answerable)).toBe(true);
    expect(notices.at(-1)?.paragraphs.slice(-2)).toEqual([
      'It is with the network team; nobody has taken it yet.',
      'Please take it: without an answer, the manager will be asked at 19:25.',
    ]);
    expect(notices.at(-1)?.paragraphs[0]).toBe(
      'Service level missed: this incident should have been taken in charge within 8 min.',
    );
  });

  it('is told at the shares and for the priorities that the site names', () => {
    begin(policyOf({ shares: [50], priorities: [3] }));
    change(taken);
    change({ ...taken, id: 'p3', priority: 3 });
    expect(runUntil(600)).toEqual(['120 noc sla']);
    expect(headlines()).toEqual([
      expect.stringMatching(/^\[I-1\] P3, 50 % of the time to resolve it is used up, 2 h left/),
    ]);
  });

  it.each([
    ['without notify.sla', policyOf()],
    ['with no shares', policyOf({ shares: [] })],
    ['with no priorities', policyOf({ priorities: [] })],
    ['where nothing is promised', { ...policyOf({}), sla: { ...policyOf({}).sla, enabled: false } }],
  ])('is not told %s', (_name, put) => {
    begin(put);
    change(taken);
    see('pending');
    expect(runUntil(600)).toEqual([]);
    expect([...feeding.rows.values()].filter(({ table }) => table.startsWith('sla'))).toEqual([]);
  });

  it('reaches the level above where the first is nobody, and the crisis cell of a major', () => {
    begin(policyOf({ shares: [75] }, { n2: ['on-call'] }));
    change(outage({ incidentAt: onset, acknowledgedBy: 'ana', acknowledgedAt: onset }));
    expect(warned(runUntil(70))).toEqual(['60 cio sla', '60 on-call sla']);
  });

  it('joins the digest where too many run out at once', () => {
    for (let n = 0; n < 8; n += 1) change({ ...taken, id: `i${String(n)}` });
    expect(runUntil(65)).toEqual([...Array.from({ length: 5 }, () => '60 noc sla'), '61 noc digest']);
    expect(notices.at(-1)?.headline).toBe('3 incidents need attention');
  });

  it('is told in the message that goes out anyway', () => {
    change(outage({ incidentAt: onset, acknowledgedBy: 'ana', acknowledgedAt: onset }));
    now = onset + 60 * minute;
    change(outage({ incidentAt: onset, acknowledgedBy: 'bob', acknowledgedAt: onset, services: [] }));
    const told = notices.find(({ kind, recipient }) => kind === 'changed' && recipient === 'cio');
    expect(told?.paragraphs[0]).toBe('75 % of the time is used up: to be resolved by 20:35 (UTC) (within 1 h 20 min).');
  });
});

describe('a clock that stands still', () => {
  it('warns later by as long as the ticket waited for its user', () => {
    change(taken);
    runUntil(50);
    see('pending');
    expect(runUntil(300)).toEqual([]);
    expect(see('in-progress')).toEqual([]);
    expect(runUntil(600)).toEqual(['310 noc sla', '330 boss sla', '330 noc sla']);
  });

  it('does not wait for a ticket that another one has followed', () => {
    change(taken);
    now = onset + 10 * minute;
    see('pending');
    now += 10 * minute;
    feed('ticket-closed-for-good', { operation: { incident: taken.id, key: 'K1' } });
    see('pending');
    expect(runUntil(75)).toEqual(['70 noc sla']);
  });

  it('does not forget the wait of an incident that becomes urgent later', () => {
    change({ ...taken, priority: 4 });
    see('pending');
    now = onset + 100 * minute;
    see('in-progress');
    expect(change(taken)).toEqual([]);
    expect(runUntil(165)).toEqual(['160 noc sla']);
  });
});

describe('nobody is warned', () => {
  it.each([
    ['of what is over', { state: 'resolved' as const, resolvedAt: onset + 50 * minute }],
    ['of what became part of another incident', { state: 'merged' as const, mergedInto: 'x' }],
    ['of what is less urgent now', { priority: 4 as const }],
    ['of what is not in production', { environment: 'test' }],
  ])('%s', (_name, parts) => {
    change(taken);
    runUntil(50);
    change({ ...taken, ...parts });
    expect(runUntil(600)).toEqual([]);
  });

  it('of what was done while the message waited for its minute', () => {
    const tight = policyOf({ shares: [75] });
    begin({
      ...tight,
      sla: { ...tight.sla, targets: tight.sla.targets.map((one) => ({ ...one, respondMs: 440_000 })) },
    });
    change(open);
    expect(runUntil(5.6)).toEqual(['5 on-call escalated', '6 noc sla']);
    now = onset + 5.7 * minute;
    change({ ...open, acknowledgedBy: 'ana', acknowledgedAt: now });
    expect(runUntil(20)).toEqual([]);
  });

  it('of what may be over in a moment, unless it waits for a person to end it', () => {
    change(taken);
    runUntil(55);
    change({ ...taken, openAlertCount: 0, lastClearAt: now });
    expect(runUntil(74)).toEqual([]);
    expect(runUntil(76)).toEqual(['75 noc sla']);
    change({ ...taken, openAlertCount: 0, lastClearAt: now });
    expect(runUntil(90)).toEqual([]);
    expect(change(taken)).toEqual(['90 boss sla', '90 noc sla']);
  });

  it('of what is not urgent and not in production, and a decision says so', () => {
    begin(policyOf({ priorities: [3] }));
    change({ ...taken, priority: 3, environment: 'test' });
    expect(runUntil(600)).toEqual([]);
    expect(decided).toEqual([{ reason: 'notice-withheld', about: 'sla' }]);
  });

  it('twice after a restart', () => {
    change(taken);
    expect(runUntil(61)).toEqual(['60 noc sla']);
    restart();
    expect(runUntil(79)).toEqual([]);
    restart();
    expect(runUntil(600)).toEqual(['80 boss sla', '80 noc sla']);
    restart();
    expect(runUntil(1_200)).toEqual([]);
  });

  it('of two shares after a long stand-still, but of the higher', () => {
    change(taken);
    now = onset + 300 * minute;
    expect(feed('tick', {})).toEqual(['300 boss sla', '300 noc sla']);
    expect(runUntil(600)).toEqual([]);
  });

  it('of what is in maintenance, until the window ends', () => {
    const window = { id: 'm1', cis: ['sw-core-02', 'srv-01'], reason: '' };
    const [from, to] = [onset, onset + 90 * minute].map((at) => new Date(at).toISOString()) as [string, string];
    const cmdb = { ...emptyCmdb, maintenance: [{ ...window, from, to }] };
    stage = createNotifyingStage({ policy, cmdb });
    change({ ...taken, ciCount: 2 });
    expect(runUntil(600)).toEqual(['90 boss sla', '90 noc sla']);
  });
});

describe('switched on', () => {
  it('counts what has passed by then as known', () => {
    begin(policyOf());
    change(taken);
    change({ ...taken, id: 'old', incidentAt: onset - 600 * minute });
    change({ ...open, id: 'p3', priority: 3, incidentAt: onset - 600 * minute });
    expect(runUntil(65)).toEqual([]);
    restart();
    expect(tell(policyOf({ priorities: [1, 2, 3] }))).toEqual([]);
    expect(change({ ...open, id: 'p3', priority: 3, incidentAt: onset - 600 * minute })).toEqual([]);
    expect(runUntil(600)).toEqual(['80 boss sla', '80 noc sla']);
  });

  it('with other promises, does not tell what they make late at once', () => {
    change(taken);
    runUntil(30);
    const strict = policyOf({});
    expect(
      tell({
        ...strict,
        sla: {
          ...strict.sla,
          targets: strict.sla.targets.map(() => ({ respondMs: 1, resolveMs: 1, counts: 'always' as const })),
        },
      }),
    ).toEqual([]);
    expect(runUntil(600)).toEqual([]);
  });

  it('off and on again, begins anew', () => {
    change(taken);
    runUntil(30);
    tell(policyOf());
    expect(runUntil(70)).toEqual([]);
    expect(tell(policyOf({}))).toEqual([]);
    expect(runUntil(600)).toEqual(['80 boss sla', '80 noc sla']);
  });
});
