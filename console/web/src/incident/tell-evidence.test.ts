// Evidence as people read it, in both languages; bad shapes among it.
import { describe, expect, it } from 'vitest';
import { english } from '../words/english.ts';
import { french } from '../words/french.ts';
import type { Words } from '../words/words.ts';
import { tellEvidence } from './tell-evidence.ts';

const nameOf = (id: string): string | undefined => (id === 'ci7' ? 'Core switch' : undefined);
const tell = (words: Words, evidence: Record<string, unknown>): [string, ...string[]][] =>
  tellEvidence(evidence, words, nameOf).map(({ name, lines }) => [name, ...lines]);

const services = [
  { id: 'shop', name: 'Web shop', state: 'down', group: 'web-tier', up: 0, size: 4, needs: 2 },
  { id: 'mail', name: 'Mail', state: 'degraded', group: null, up: null, size: null, needs: null },
];

describe('evidence', () => {
  it.each([
    [
      english,
      { services },
      [
        'Services',
        'Web shop · State: down · Group: web-tier · In service: 0 · In all: 4 · Needs: 2',
        'Mail · State: degraded',
      ],
    ],
    [french, { services: services.slice(1) }, ['Services', `Mail · État\u00a0: ${french.states.degraded}`]],
    [
      english,
      { nearest: { situation: 'S-1', why: 'no-path', cost: null, limit: 6 } },
      ['Nearest incident', 'Situation: S-1', 'Why: no path to this cause', 'At most: 6'],
    ],
    [
      english,
      { parts: [{ cue: 'same-place', chance: 0.45 }] },
      ['Evidence', 'What speaks for it: the same element · Chance: 45\u00a0%'],
    ],
    [french, { from: { sources: ['prometheus', 'zabbix'] } }, ['Avant', 'Sources\u00a0: prometheus, zabbix']],
    [english, { path: ['ci7', 'ci9'] }, ['Path', 'Core switch → ci9']],
    [french, { why: 'severity' }, ['Pourquoi', 'sa gravité']],
    [english, { why: 'its fan had stopped' }, ['Why', 'its fan had stopped']],
    [english, { tried: [] }, ['Tried', 'none']],
    [french, { continues: null }, ['Fait suite à', 'aucun']],
    [english, { isLast: true }, ['Last level', 'yes']],
    [french, { heldMs: 5057 }, ['A duré', '5,1 s']],
    [english, { holdMs: 120_000 }, ['Waits', '2 min']],
    [english, { users: 1240 }, ['Users', '1,240']],
    [english, { priority: 2 }, ['Priority', 'P2']],
    [french, { lift: 2.5 }, ['Plus souvent que le hasard', '2,5']],
    [french, { reasons: ['many-users'] }, ['Motifs', french.incident.majorReasons['many-users']]],
    [english, { oddPiece: { a: [{ b: [1, null] }] } }, ['oddPiece', 'a: b: 1, none']],
    [english, { constructor: 'toString' }, ['constructor', 'toString']],
  ])('%#', (words, evidence, told) => {
    expect(tell(words, evidence)).toEqual([told]);
  });

  it('tells an instant as a time of day', () => {
    expect(tell(english, { resolvedAt: Date.UTC(2026, 10, 23, 19, 16, 2) })[0]?.[1]).toMatch(/^\d\d:\d\d:02$/u);
  });
});
