// A story through the door of `vigie replay`, in this process, with the settings that everybody starts with.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { allFlags } from '../../../domain/flags.ts';
import { defaultPolicy, type Policy } from '../../../domain/policy.ts';
import { readCmdb } from '../../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../../runtime/replay/run-replay.ts';
import type { WrittenStory } from './story.ts';

const Candidate = z.object({ ci: z.string(), score: z.number(), against: z.array(z.string()) });

export const ReplayedAlert = z.object({
  id: z.string(),
  name: z.string(),
  ci: z.string().nullable(),
  host: z.string(),
  labels: z.record(z.string(), z.string()),
  openedAt: z.string(),
  situation: z.string().nullable(),
  incident: z.string().nullable(),
});
export type ReplayedAlert = z.infer<typeof ReplayedAlert>;

export const ReplayedSituation = z.object({
  id: z.string(),
  incident: z.string().nullable(),
  mergedInto: z.string().nullable(),
  rootCandidates: z.array(Candidate),
});
export type ReplayedSituation = z.infer<typeof ReplayedSituation>;

export const ReplayedIncident = z.object({
  id: z.string(),
  number: z.string(),
  openedAt: z.string(),
  priority: z.number(),
  category: z.string(),
  major: z.object({ declaredAt: z.string() }).nullable(),
  rootCandidates: z.array(Candidate),
  cis: z.array(z.string()),
  likelyCis: z.array(z.string()),
  services: z.array(z.object({ id: z.string() })),
  mergedInto: z.string().nullable(),
});
export type ReplayedIncident = z.infer<typeof ReplayedIncident>;

export interface Replayed {
  readonly out: string;
  readonly alerts: readonly ReplayedAlert[];
  readonly situations: readonly ReplayedSituation[];
  readonly incidents: readonly ReplayedIncident[];
  /** Alerts that were set aside as chronic when they came. */
  readonly chronic: ReadonlySet<string>;
}

/** As `vigie init` leaves it: what is decided otherwise than it once was, is. */
const newSite: Policy = { ...defaultPolicy, flags: [...allFlags] };

const tailMs = 30 * 60_000;

export async function replayStory({ recording, cmdb }: WrittenStory, out: string): Promise<Replayed> {
  mkdirSync(out, { recursive: true });
  const site = { tenant: 'default', policy: newSite, cmdb: readCmdb(cmdb), sinks };
  await runReplay({ ...site, recording, startMs: null, tailMs, out });
  return {
    out,
    alerts: z.array(ReplayedAlert).parse(fileIn(out, 'alerts.json')),
    situations: z.array(ReplayedSituation).parse(fileIn(out, 'situations.json')),
    incidents: z.array(ReplayedIncident).parse(fileIn(out, 'incidents.json')),
    chronic: new Set(decisionsIn(out, 'chronic-set-aside').map(({ subject }) => subject.id)),
  };
}

const Decision = z.object({
  at: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  outcome: z.string(),
  reason: z.string(),
  evidence: z.record(z.string(), z.unknown()),
});

/** Decisions whose reason begins like this, in order. */
export function decisionsIn(out: string, reason: string): z.infer<typeof Decision>[] {
  return readFileSync(join(out, 'decisions.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"reason":"${reason}`))
    .map((line) => Decision.parse(JSON.parse(line)));
}

const sinks = [{ name: 'desk', language: 'en' }] as const;

function fileIn(out: string, name: string): unknown {
  return JSON.parse(readFileSync(join(out, name), 'utf8'));
}
