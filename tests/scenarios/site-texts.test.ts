// The recorded outage in a site's own words: both languages side by side, and the same bytes twice.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const folder = mkdtempSync(join(tmpdir(), 'vigie-texts-'));

const texts = {
  en: { title: '{{number}}: {{services}}{{^services}}{{place}}{{/services}}', resolved: 'Over after {{lasted}}.' },
  fr: { title: '{{number}} : {{cause}}', opening: '{{text}} Centre de services : 4000.' },
};

async function replay(name: string): Promise<string> {
  await runReplay({
    recording: join(storm, 'storm-15min.ndjson'),
    startMs: null,
    tailMs: 30 * 60_000,
    out: join(folder, name),
    tenant: 'default',
    policy: Policy.parse({ texts }),
    cmdb: readCmdb(join(storm, 'cmdb.json')),
    sinks: [
      { name: 'desk', language: 'en' },
      { name: 'bureau', language: 'fr' },
    ],
  });
  return readFileSync(join(folder, name, 'tickets.ndjson'), 'utf8');
}

let first: string;
let operations: TicketOperation[];
beforeAll(async () => {
  first = await replay('first');
  operations = first
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TicketOperation);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Of the major outage: the last of its kind in that system. */
function told(sink: string, op: string): TicketOperation['fields'] | undefined {
  return operations.findLast((each) => each.sink === sink && each.op === op && each.fields.priority === 1)?.fields;
}

it('is told in English words of the site', () => {
  expect(told('desk', 'escalate')?.title).toBe('I-1: Web shop, Nightly batch and Internet access');
  expect(told('desk', 'resolve')?.publicText).toMatch(/^Over after 11 min 34 s\.$/);
});

it('is told in French ones, and in those of Vigie where the site has none', () => {
  expect(told('bureau', 'escalate')?.title).toBe('I-1 : commutateur sw-core-02');
  const opened = operations.find(({ sink, op }) => sink === 'bureau' && op === 'open');
  expect(opened?.fields.publicText).toMatch(/^Un problème technique .* Centre de services : 4000\.$/);
  expect(told('bureau', 'resolve')?.publicText).toMatch(/^Services rétablis/);
});

it('gives the same bytes when it is replayed again', async () => {
  expect(await replay('second')).toBe(first);
});
