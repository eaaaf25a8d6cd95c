// What makes a cause: each cue of the ranking on the smallest graph that shows it.
import { describe, expect, test } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import type { Severity } from '../../domain/severity.ts';
import { buildGraph } from '../cmdb/graph.ts';
import { emptyPresence } from './presence.ts';
import { rankRoot, type Ranking } from './rank-root.ts';
import { createReach } from './root/closeness.ts';
import type { RootQuestion } from './root/root-question.ts';
import type { Sign } from './root/sign.ts';
import { symptomKind } from '../../domain/symptom-kind.ts';
import type { Presence } from './working-rows.ts';

interface Told {
  readonly at?: number;
  readonly peer?: string;
  readonly rarity?: number;
  readonly severity?: Severity;
  readonly words?: string;
}

function sign(name: string, { at = 0, peer, rarity = 1, severity = 'high', words }: Told): Sign {
  const kind = symptomKind(name, '');
  const told = {
    alert: name,
    name,
    kind,
    peer: peer ?? null,
    severity,
    source: 'generic' as const,
    firstAt: at,
    rarity,
  };
  return words === undefined ? told : { ...told, words };
}

function place(ci: string, ...signs: readonly [string, Told?][]): Presence {
  const told = signs.map(([name, how = {}]) => sign(name, how));
  const firstAt = Math.min(...told.map((each) => each.firstAt));
  return { ...emptyPresence('s', ci, firstAt), total: told.length, worst: 'high', signs: told };
}

type Edge = readonly [from: string, to: string, type?: 'depends_on' | 'runs_on'];

function rank(edges: readonly Edge[], presences: readonly Presence[], more: Partial<RootQuestion> = {}): Ranking {
  const ids = new Set([...edges.flatMap(([from, to]) => [from, to]), ...presences.map((each) => each.place)]);
  const relations = edges.map(([from, to, type = 'depends_on']) => ({ from, to, type }));
  const graph = buildGraph(Cmdb.parse({ version: 1, cis: [...ids].map((id) => ({ id })), relations }));
  return rankRoot({
    graph,
    reach: createReach(graph),
    presences,
    hubs: [],
    hubShare: 0.5,
    onsetOf: ({ firstAt }) => firstAt,
    changeBefore: () => null,
    named: null,
    namedBefore: () => 0,
    tellsLost: true,
    hearsWords: true,
    ...more,
  });
}

const order = ({ candidates }: Ranking): string[] => candidates.map(({ ci }) => ci);
const chain: readonly Edge[] = [
  ['web', 'app'],
  ['app', 'db'],
  ['db', 'disk'],
];

describe('a cause', () => {
  test('short of a resource comes before those that only suffer', () => {
    const found = rank(chain, [place('web', ['latency']), place('app', ['latency']), place('db', ['cpu'])]);
    expect(order(found)[0]).toBe('db');
    expect(found.clear).toBe(true);
    expect(found.candidates[0]).toMatchObject({ explainedAlerts: 3, against: [] });
  });

  test('that others name as their peer may say nothing itself', () => {
    const edges: readonly Edge[] = [...chain, ['shop', 'app']];
    const slow = place('web', ['call_latency', { peer: 'app' }]);
    const found = rank(edges, [slow, place('shop', ['call_latency', { peer: 'app' }])]);
    expect(order(found)[0]).toBe('app');
    expect(found.candidates[0]?.against).toContain('silent');
  });

  test('is not who is slow as a client alone', () => {
    const found = rank(chain, [place('web', ['client_latency']), place('app', ['latency'])]);
    expect(order(found)[0]).toBe('app');
    expect(found.candidates.find(({ ci }) => ci === 'web')?.against).toContain('slow-as-client');
  });

  test('of too little work may be whoever sends it', () => {
    const found = rank(chain, [place('db', ['NoRequestsReceived']), place('web', ['errors'])]);
    expect(order(found)).toContain('app');
    expect(order(rank(chain, [place('db', ['latency'])]))).not.toContain('app');
  });

  test('of too little work may be what the sender lacks', () => {
    const edges: readonly Edge[] = [
      ['web', 'shop'],
      ['shop', 'mail'],
      ['shop', 'stock'],
    ];
    const found = rank(edges, [place('mail', ['NoRequestsReceived']), place('web', ['errors'])]);
    const stock = found.candidates.find(({ ci }) => ci === 'stock');
    expect(stock?.explainsCis).toEqual(['mail', 'web']);
  });

  test('is who says otherwise what all others say alike', () => {
    const callers: readonly Edge[] = [
      ['web', 'app'],
      ['shop', 'app'],
      ['web', 'stock'],
      ['shop', 'stock'],
    ];
    const passedOn = (ci: string): Presence => place(ci, ['errors', { words: 'servlet threw' }]);
    const own = place('stock', ['errors', { words: 'no such article', severity: 'warning', at: 120_000 }]);
    const presences = [passedOn('web'), passedOn('shop'), passedOn('app'), own];
    const words = (found: Ranking): number =>
      found.candidates.find(({ ci }) => ci === 'stock')?.because.find(({ term }) => term === 'words')?.weight ?? 0;
    expect(words(rank(callers, presences))).toBe(1.2);
    expect(order(rank(callers, presences))[0]).toBe('stock');
    expect(order(rank(callers, presences, { hearsWords: false }))[0]).toBe('app');
    // Nobody shares any: all that is told is told in words of its own.
    expect(words(rank(callers, [place('web', ['errors', { words: 'servlet threw' }]), own]))).toBe(0);
  });

  test('that is always there explains little', () => {
    const usual = place('app', ['errors', { rarity: 0 }]);
    const news = place('db', ['errors']);
    expect(order(rank(chain, [usual, news]))[0]).toBe('db');
    expect(order(rank(chain, [place('app', ['errors']), place('db', ['errors', { rarity: 0 }])]))[0]).toBe('app');
  });

  test('a minute late is told as late', () => {
    const found = rank(chain, [place('web', ['errors']), place('db', ['errors', { at: 61_000 }])]);
    expect(found.candidates.find(({ ci }) => ci === 'db')?.against).toContain('later-than-symptoms');
  });
});

describe('time', () => {
  test('is told against what a CI would explain, not against strangers', () => {
    const stranger = place('other', ['errors', { at: -300_000 }]);
    const found = rank(chain, [stranger, place('web', ['errors', { at: 5_000 }]), place('app', ['errors'])]);
    const app = found.candidates.find(({ ci }) => ci === 'app');
    expect(app?.against).not.toContain('later-than-symptoms');
    expect(app?.because.map(({ term }) => term)).toEqual(expect.arrayContaining(['early', 'first']));
  });
});

describe('a host', () => {
  const hosted: readonly Edge[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => [id, 'host', 'runs_on']);
  const down = (...ids: readonly string[]): Presence[] => ids.map((id) => place(id, ['unreachable']));

  test('is a cause when much of what runs on it fails', () => {
    expect(order(rank(hosted, down('a', 'b', 'c', 'd', 'e')))[0]).toBe('host');
  });
  test('is none for a small part of it', () => {
    expect(order(rank(hosted, down('a', 'b')))[0]).not.toBe('host');
  });
  test('activated as a hub needs no more proof', () => {
    expect(order(rank(hosted, down('a', 'b', 'c'), { hubs: ['host'] }))[0]).toBe('host');
  });
});

describe('a change', () => {
  const presences = [place('web', ['errors']), place('app', ['errors'])];
  test('shortly before lifts a silent CI, and is told', () => {
    const changeBefore: RootQuestion['changeBefore'] = (ci) =>
      ci === 'db' ? { at: 7, what: 'schema 12', freshness: 1 } : null;
    const before = order(rank(chain, presences));
    const found = rank(chain, presences, { changeBefore });
    expect(order(found).indexOf('db')).toBeLessThan(before.indexOf('db'));
    const lifted = found.candidates.find(({ ci }) => ci === 'db');
    expect(lifted).toMatchObject({ change: { at: 7, what: 'schema 12' } });
    expect(lifted?.because.map(({ term }) => term)).toContain('change');
  });
  test('on a part of a CI makes it no stub, and is a word about it', () => {
    const edges: readonly Edge[] = [...chain, ['app', 'app-config', 'runs_on']];
    const changeBefore: RootQuestion['changeBefore'] = (ci) =>
      ci === 'app-config' ? { at: 7, what: 'limits', freshness: 1 } : null;
    const found = rank(edges, presences, { changeBefore }).candidates.find(({ ci }) => ci === 'app-config');
    const without = rank(edges, presences).candidates.find(({ ci }) => ci === 'app-config');
    expect(found?.because.map(({ term }) => term)).toEqual(['coverage', 'change']);
    // More than its weight alone lifts it (sharpness 1.5, to a hundredth): nobody counts it as silent any more.
    expect(found?.score ?? 0).toBeGreaterThan((without?.score ?? 0) * Math.exp(1.5 * 1.5));
  });
  test('elsewhere changes nothing', () => {
    const changeBefore: RootQuestion['changeBefore'] = (ci) =>
      ci === 'other' ? { at: 7, what: 'x', freshness: 1 } : null;
    expect(order(rank(chain, presences, { changeBefore }))).toEqual(order(rank(chain, presences)));
  });
});

test('a person named stands first, even where no symptom leads to it', () => {
  const found = rank([...chain, ['x', 'y']], [place('web', ['errors'])], { named: 'y' });
  expect(order(found)[0]).toBe('y');
  expect(found.clear).toBe(true);
  expect(found.candidates[0]).toMatchObject({ score: 1, explainsCis: [] });
});

test('two alike are unclear, and in a fixed order', () => {
  const found = rank([], [place('b', ['errors']), place('a', ['errors'])]);
  expect(order(found)).toEqual(['a', 'b']);
  expect(found.clear).toBe(false);
});

test('nothing that the CMDB knows: no candidate', () => {
  expect(
    rank(
      chain,
      [place('?host', ['errors'])].map((each) => ({ ...each, total: 0 })),
    ),
  ).toMatchObject({ candidates: [], clear: false });
});
