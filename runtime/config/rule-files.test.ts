import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPolicyFolder } from './site-policy.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const good = (id: string): string => `rules:\n  - id: ${id}\n    when: alert.name == "X"\n    suppress: known\n`;

it('reads policy and rules, files in order of their names', () => {
  write('policy.yaml', 'hold: { highMs: 5000 }\n');
  write('20-late.rules.yaml', good('late'));
  write('10-early.rules.yaml', good('early'));
  const policy = readPolicyFolder(folder);
  expect(policy.hold.highMs).toBe(5000);
  expect(policy.rules.map(({ id }) => id)).toEqual(['early', 'late']);
});

it.each([
  [
    'a name that does not exist',
    good('r').replace('alert.name', 'alert.nam'),
    /a\.rules\.yaml:3: when: rule r: unknown name alert\.nam; did you mean alert\.name\?/,
  ],
  ['no CEL', good('r').replace('"X"', ''), /a\.rules\.yaml:3: when: rule r: line 1:/],
  ['an unknown key', good('r').replace('suppress', 'supress'), /unknown key; did you mean suppress\?/],
  [
    'a rule that says nothing',
    good('r').replace(/ {4}suppress.*\n/, ''),
    /a\.rules\.yaml:2: rules\.0: says nothing that follows/,
  ],
  ['a text where a number belongs', `${good('r')}    atBest: urgent\n`, /a\.rules\.yaml:5: rules\.0\.atBest/],
  [
    'one name twice',
    `${good('r')}${good('r').replace('rules:\n', '')}`,
    /a\.rules\.yaml:5: id: rule r: a second rule named r/,
  ],
  ['a prototype key', 'rules:\n  - __proto__: {}\n', /__proto__/],
])('tells file and line of %s', (_what, text, message) => {
  write('a.rules.yaml', text);
  expect(() => readPolicyFolder(folder)).toThrow(message);
});

it('tells of every faulty rule at once', () => {
  const bad = good('r').replace('alert.name', 'alrt.name');
  write('a.rules.yaml', bad);
  write('b.rules.yaml', bad.replace('id: r', 'id: s'));
  expect(() => readPolicyFolder(folder)).toThrow(/a\.rules\.yaml:3:.*\n.*b\.rules\.yaml:3:/);
});
