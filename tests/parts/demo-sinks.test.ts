// The recorded outage in every ticketing system, by the command that shows it: few tickets, told in words, all resolved there at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Status } from '../../console/api/status-contract.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { eventually, launch } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const checkout = join(import.meta.dirname, '../..');
/** Deadlines run in told time: faster, a busy machine misses those of calls, and the clock stands before they are tried again. */
const speed = '150';
/** What its ticket was called at the worst. */
const outage = /^P1 major – .*Web shop.*sw-core-02/;

let demo: ServerProcess;
let folder: string;

afterEach(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface ShownTicket {
  readonly id: string;
  readonly state: string;
  readonly operations: readonly { readonly op: string; readonly step: string; readonly title: string }[];
}

async function ask<Answer>(path: string): Promise<Answer> {
  const address = /listening on (http:\S+)/.exec(demo.output())?.[1];
  if (address === undefined) throw new Error('it does not listen yet');
  const answer = await fetch(`${address}/api/v1/${path}`);
  return (await answer.json()) as Answer;
}

interface End {
  readonly status: Status;
  readonly tickets: readonly ShownTicket[];
}

/** Until the recording is over, each ticket has ended, and nothing waits to be written. */
async function theEnd(): Promise<End | null> {
  const status = await ask<Status>('status');
  const { items: tickets } = await ask<{ items: ShownTicket[] }>('tickets');
  const waits = status.sinks.some(({ backlog }) => backlog > 0) || tickets.some(({ state }) => state !== 'resolved');
  return status.demo?.progress === 1 && status.incidents.open === 0 && !waits ? { status, tickets } : null;
}

/** The desk keeps problems of its own beside its tickets. */
const sinksOf = (sink: string): string[] => (sink === 'desk' ? [sink, `${sink}.problems`] : [sink]);

const titlesOn = (page: string): string[] => [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title = '']) => title);

describe.each(Object.keys(sinkKinds))('vigie demo --sink %s', (sink) => {
  it('tells the outage on few tickets, resolves each, and leaves nothing waiting', async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-demo-'));
    const args = [
      join(checkout, 'bin/vigie'),
      'demo',
      '--sink',
      sink,
      '--speed',
      speed,
      '--port',
      '0',
      '--data',
      folder,
    ];
    demo = launch({ command: process.execPath, args, folder: checkout });
    const { status, tickets } = await eventually('the outage is over', 240_000, theEnd);
    const rest = { state: 'working', backlog: 0, ageMs: null };
    expect(status.sinks).toEqual(sinksOf(sink).map((name) => ({ sink: name, ...rest })));
    expect(tickets.length).toBeGreaterThanOrEqual(2);
    expect(tickets.length).toBeLessThanOrEqual(4);
    for (const { operations } of tickets) {
      expect(operations[0]).toMatchObject({ op: 'open', step: 'done' });
      expect(operations.at(-1)).toMatchObject({ op: 'resolve', step: 'done' });
      expect(operations.every(({ step }) => step === 'done' || step === 'coalesced')).toBe(true);
    }
    const titles = tickets.map(({ operations }) => operations.map(({ title }) => title));
    expect(titles.filter((own) => own.some((title) => outage.test(title)))).toHaveLength(1);
    if (sink !== 'desk') await readThere(sink, titles);
  }, 300_000);
});

/** The fake's own page, as a person reads it. */
async function readThere(sink: string, titles: readonly (readonly string[])[]): Promise<void> {
  const page = new RegExp(`tickets of the fake ${sink}: (\\S+)`).exec(demo.output())?.[1];
  const html = await (await fetch(page ?? '')).text();
  expect(html).toMatch(new RegExp(`<title>[^<]+: ${String(titles.length)} tickets, 0 open</title>`));
  const shown = titlesOn(html);
  for (const own of titles) expect(shown.some((there) => own.some((title) => there.endsWith(title)))).toBe(true);
  expect(html).toMatch(/Web shop has been unavailable since/);
  expect(html).toMatch(/<li class="private"><b>Internal<\/b><pre>[^<]*Probable cause: sw-core-02/);
  expect(html).not.toContain('&lt;p&gt;');
}
