// Forty hosts of one site fail within a minute, each by itself: through the whole pipeline, every alert is told in one
// place, what wakes people has its own ticket, and what still burns afterwards gets one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Cmdb } from '../../domain/cmdb.ts';
import { allFlags } from '../../domain/flags.ts';
import { Policy } from '../../domain/policy.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-many-'));
const hosts = Array.from({ length: 40 }, (_none, n) => `lyon-${String(n + 1).padStart(2, '0')}`);
/** These are well again within three minutes. */
const soonWell = new Set(hosts.slice(0, 28));
const cmdb = Cmdb.parse({
  version: 1,
  sites: [{ id: 'lyon', name: 'Lyon' }],
  cis: [...hosts, 'till'].map((id) => ({ id, class: 'server', site: 'lyon' })),
  services: [{ id: 'tills', name: 'Tills', criticality: 'critical', users: 10 }],
  relations: [{ from: 'tills', to: 'till', type: 'depends_on' }],
});

function told(t_ms: number, host: string, state: string): object {
  const message = state === 'ok' ? `${host} answers` : `${host} does not answer`;
  return { t_ms, source: 'generic', host, check: 'ping', state, severity: 'critical', message };
}

function recording(): string {
  const failing = hosts.map((host, n) => told(1_000 + n * 1_000, host, 'problem'));
  const early = [...soonWell].map((host) => told(200_000, host, 'ok'));
  const late = [...hosts.filter((host) => !soonWell.has(host)), 'till'].map((host) => told(900_000, host, 'ok'));
  return [...failing, told(45_000, 'till', 'problem'), ...early, ...late]
    .map((line) => JSON.stringify(line))
    .join('\n');
}

const Incidents = z.array(
  z.object({
    number: z.string(),
    title: z.string(),
    priority: z.number(),
    resolvedAt: z.string().nullable(),
    alerts: z.array(z.object({ id: z.string(), ci: z.string().nullable() })),
    tickets: z.array(z.object({ key: z.string() })),
  }),
);
let incidents: z.infer<typeof Incidents>;

beforeAll(async () => {
  writeFileSync(join(folder, 'many.ndjson'), recording());
  await runReplay({
    ...{ recording: join(folder, 'many.ndjson'), startMs: Date.UTC(2026, 10, 23, 9), tailMs: 60 * 60_000 },
    ...{ out: join(folder, 'out'), tenant: 'default', cmdb, sinks: [{ name: 'desk', language: 'en' }] },
    policy: Policy.parse({ flags: [...allFlags] }),
  });
  incidents = Incidents.parse(JSON.parse(readFileSync(join(folder, 'out/incidents.json'), 'utf8')));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cisOf = ({ alerts }: z.infer<typeof Incidents>[number]): (string | null)[] => alerts.map(({ ci }) => ci);

describe('forty incidents in a minute', () => {
  it('tell every alert in one place', () => {
    expect(incidents.flatMap(cisOf).sort()).toEqual([...hosts, 'till'].sort());
    expect(incidents.every(({ resolvedAt, tickets }) => resolvedAt !== null && tickets.length === 1)).toBe(true);
  });

  it('are twenty, one summary with what ended meanwhile, and those that still burned', () => {
    const [summary] = incidents.filter(({ title }) => title.includes('Storm at Lyon'));
    expect(summary).toMatchObject({ number: 'I-21', title: 'P4 – Storm at Lyon: 8 incidents' });
    expect(cisOf(summary!)).toEqual(hosts.slice(20, 28));
    expect(incidents).toHaveLength(20 + 1 + 12 + 1);
  });

  it('leave what wakes people to itself', () => {
    const [till] = incidents.filter((incident) => cisOf(incident).includes('till'));
    expect(till).toMatchObject({ priority: 1, number: 'I-22' });
  });
});
