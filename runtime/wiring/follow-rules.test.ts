// The rules folder while Vigie runs: a good set comes into force as one, a broken one is refused and said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ToldClock } from '../clock/told-clock.ts';
import { SiteConfig } from '../config/site-schema.ts';
import { followRules } from './follow-rules.ts';
import type { ReadFault } from './read-fault.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const rule = (id: string, when = 'alert.name == "Disk"'): string =>
  `rules:\n  - { id: ${id}, when: '${when}', suppress: known }\n`;

interface Followed {
  readonly folder: string;
  readonly inForce: string[][];
  readonly faults: (ReadFault | null)[];
  readonly lines: string[];
  readonly pass: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

function follow(): Followed {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-rules-'));
  const [pace, stop] = [new ToldClock(0), new AbortController()];
  const [inForce, faults, lines] = [[] as string[][], [] as (ReadFault | null)[], [] as string[]];
  const logger = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const following = followRules(
    {
      ...{ folder, pace, logger, config: SiteConfig.parse({ language: 'fr' }) },
      announce: async ({ rules, language }) => inForce.push([language, ...rules.map(({ id }) => id)]) > 0,
      onRead: (fault) => void faults.push(fault),
    },
    stop.signal,
  );
  return {
    ...{ folder, inForce, faults, lines },
    pass: async () => {
      pace.advanceTo(pace.now() + 5_000);
      await settled();
    },
    stop: async () => {
      stop.abort();
      await following;
    },
  };
}

test('a changed set comes into force whole, under what vigie.yaml says', async () => {
  const { folder, inForce, faults, pass, stop } = follow();
  await pass();
  expect(inForce).toEqual([]);
  writeFileSync(join(folder, 'a.rules.yaml'), rule('one'));
  writeFileSync(join(folder, 'b.rules.yaml'), rule('two'));
  await pass();
  rmSync(join(folder, 'a.rules.yaml'));
  await pass();
  await stop();
  expect(inForce).toEqual([
    ['fr', 'one', 'two'],
    ['fr', 'two'],
  ]);
  expect(faults).toEqual([null, null]);
});

test.each([
  ['a condition that is none', 'a.rules.yaml', rule('bad', 'alert.nmae == "x"'), 'rule-invalid'],
  ['a file of another kind', 'notes.yaml', 'x: 1\n', 'rules-unknown-file'],
  ['half a file', 'a.rules.yaml', 'rules:\n  - { id: half, when: "al', 'yaml'],
])('%s: nothing of the set comes into force, the fault is told, and is gone when it is mended', async (...told) => {
  const [, name, text, code] = told;
  const { folder, inForce, faults, lines, pass, stop } = follow();
  writeFileSync(join(folder, 'good.rules.yaml'), rule('good'));
  writeFileSync(join(folder, name), text);
  await pass();
  expect(inForce).toEqual([]);
  expect(faults[0]?.code).toContain(code);
  expect(lines.filter((line) => line.includes('rules refused'))).toHaveLength(1);
  await pass();
  expect(faults).toHaveLength(1);
  rmSync(join(folder, name));
  await pass();
  await stop();
  expect(inForce).toEqual([['fr', 'good']]);
  expect(faults.at(-1)).toBeNull();
});
