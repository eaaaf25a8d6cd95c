// The recorded storm through the pipeline on any store, and what it left behind: for comparing lives.
import { join } from 'node:path';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { IncidentChange } from '../../domain/incident.ts';
import { controlKind, tickKind } from '../../domain/record.ts';
import { ticketDoneKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { Policy } from '../../domain/policy.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { readRecording } from '../../runtime/replay/recording.ts';
import { RecordedDoor } from '../../runtime/replay/recorded-door.ts';
import { driveToEnd, type ReplayInput } from '../../runtime/replay-driver.ts';
import type { PipelineStage } from '../../runtime/wiring/pipeline-stages.ts';
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { createSimulatedDelivery } from '../../ticketing/delivery/simulated.ts';
import { withoutOwnerRows } from '../../runtime/owner-rows.ts';
import { LivingOwner } from './living-owner.ts';
import { maskPlaces } from './mask-places.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const tenant = 'default';
const sinks = [{ name: 'desk', language: 'en' as const }];
const told: readonly StreamName[] = ['alerts', 'incidents', 'tickets', 'dead-letters'];

export interface StormLife {
  readonly log: MemoryEventLog;
  readonly store: StateStore;
  /** Runs ahead of each step of each stage. */
  readonly before: (owners: readonly LivingOwner[]) => Promise<void>;
  readonly policy?: Policy;
  /** What comes in place of what was recorded; ordered by `receivedAt`. */
  readonly mixed?: (records: readonly ReplayInput[]) => readonly ReplayInput[];
}

export interface StormEnd {
  /** By stage: hash of its rows, and chain of what it wrote. */
  readonly stages: ReadonlyMap<string, { readonly rows: string; readonly chain: string }>;
  /** By stream: ids in order. */
  readonly written: ReadonlyMap<StreamName, readonly string[]>;
  readonly met: ReadonlyMap<string, number>;
  /** Number, state and first cause of each incident. */
  readonly incidents: readonly string[];
  /** How many ticket operations were done, by kind. */
  readonly operations: Readonly<Record<string, number>>;
  /** By stage or stream: rows and records in order, what hangs on places in the log masked. */
  readonly masked: ReadonlyMap<string, readonly string[]>;
}

async function stormRecords(): Promise<ReplayInput[]> {
  const door = new RecordedDoor({ tenant, timezone: 'UTC' });
  const records: ReplayInput[] = [];
  for await (const line of readRecording({ path: join(storm, 'storm-15min.ndjson'), startMs: null })) {
    for (const record of door.take(line).events) records.push({ stream: 'events', record });
  }
  return records;
}

function stagesOf(controls: SiteControls): PipelineStage[] {
  const stages: readonly PipelineStage[] = pipelineStages({ tenant, sinks, inForce: () => controls.inForce });
  return stages.toSpliced(3, 0, { input: 'tickets', ticks: false, create: createSimulatedDelivery });
}

export async function liveStorm({
  log,
  store,
  before,
  policy,
  mixed = (records) => records,
}: StormLife): Promise<StormEnd> {
  const records = mixed(await stormRecords());
  const startMs = records[0]?.record.receivedAt ?? 0;
  const clock = new ToldClock(startMs);
  const controls = await SiteControls.open(log, tenant);
  const owners: LivingOwner[] = [];
  for (const stage of stagesOf(controls)) {
    const seat = { ...stage, log, store, clock, controls: controls.bodies };
    owners.push(await LivingOwner.open(seat, () => before(owners)));
  }
  await controls.announce({ kind: 'policy', body: policy ?? Policy.parse({}) }, startMs);
  await controls.announce({ kind: 'cmdb', body: readCmdb(join(storm, 'cmdb.json')) }, startMs);
  await driveToEnd({ clock, log, participants: owners, records, tailMs: 30 * 60_000 });
  // What was lost after the last commit is noticed at the next start.
  for (const owner of owners) await owner.reopen();
  await driveToEnd({ clock, log, participants: owners, records: [], tailMs: 0 });
  return endOf({ log, store }, owners);
}

async function endOf(
  { log, store }: Pick<StormLife, 'log' | 'store'>,
  owners: readonly LivingOwner[],
): Promise<StormEnd> {
  const stages = new Map<string, { rows: string; chain: string }>();
  const met = new Map<string, number>();
  for (const owner of owners) {
    stages.set(owner.name, { rows: await store.hash(owner.name, 0), chain: owner.chain });
    for (const [code, count] of owner.met) met.set(code, (met.get(code) ?? 0) + count);
  }
  const written = new Map<StreamName, readonly string[]>();
  for (const stream of told) written.set(stream, idsOf(await log.read(stream, 0, 0, 1_000_000)));
  const names = owners.map(({ name }) => name);
  return { stages, written, met, masked: await maskedIn({ log, store }, names), ...(await toldIn(log)) };
}

async function toldIn(log: MemoryEventLog): Promise<Pick<StormEnd, 'incidents' | 'operations'>> {
  const incidents = new Map<string, string>();
  for (const { kind, body } of await log.read('incidents', 0, 0, 1_000_000)) {
    if (kind !== incidentChangeKind) continue;
    const { number, state, rootCandidates, priority, major } = (body as IncidentChange).incident;
    const words = [number, state, rootCandidates[0]?.ci ?? '', `P${String(priority)}`, major === null ? '' : 'major'];
    incidents.set(number, words.join(' '));
  }
  const operations: Record<string, number> = {};
  for (const { kind, body } of await log.read('tickets', 0, 0, 1_000_000)) {
    if (kind !== ticketDoneKind) continue;
    const { op } = (body as TicketStep).operation;
    operations[op] = (operations[op] ?? 0) + 1;
  }
  return { incidents: [...incidents.values()].sort(), operations };
}

/** Rows of stages and bodies of records, free of offsets; times stay. */
async function maskedIn(
  { log, store }: Pick<StormLife, 'log' | 'store'>,
  stages: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const masked = new Map<string, readonly string[]>();
  for (const stream of told.filter((one) => one !== 'dead-letters')) {
    const records = await log.read(stream, 0, 0, 1_000_000);
    masked.set(
      stream,
      records.flatMap(({ kind, receivedAt, body }) =>
        kind === tickKind || kind === controlKind ? [] : [maskPlaces(JSON.stringify([kind, receivedAt, body]))],
      ),
    );
  }
  for (const stage of stages) {
    const rows: string[] = [];
    for await (const some of store.load(stage, 0))
      for (const { table, key, json } of withoutOwnerRows(some)) rows.push(maskPlaces(`${table} ${key} ${json}`));
    masked.set(`rows of ${stage}`, rows.sort());
  }
  return masked;
}

const idsOf = (records: readonly LogRecord[]): string[] => records.map(({ id }) => id);

/** What people saw of it: incidents and ticket operations. */
export function storyOf({ incidents, operations }: StormEnd): string {
  return JSON.stringify([incidents, operations]);
}

/** Where two ends differ that may have stood at other places in their logs, in words: all but the places. */
export function differencesBesidesPlaces(found: StormEnd, wanted: StormEnd): string[] {
  return [...wanted.masked].flatMap(([what, due]) => {
    const others = found.masked.get(what) ?? [];
    const at = due.findIndex((line, n) => line !== others[n]);
    if (at < 0 && due.length === others.length) return [];
    const [seen, meant] = [others[at] ?? 'nothing', due[at] ?? 'nothing'];
    const from = Math.max(0, sharedStart(seen, meant) - 60);
    const shown = (text: string): string => text.slice(from, from + 160);
    return [
      `${what}: ${String(others.length)} for ${String(due.length)}, number ${String(at)}: …${shown(seen)} for …${shown(meant)}`,
    ];
  });
}

function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** Where two ends differ, in words. */
export function differences(found: StormEnd, wanted: StormEnd): string[] {
  const stages = [...wanted.stages].flatMap(([stage, { rows, chain }]) => [
    ...(found.stages.get(stage)?.rows === rows ? [] : [`${stage}: other rows than a clean replay`]),
    ...(found.stages.get(stage)?.chain === chain ? [] : [`${stage}: wrote other records than a clean replay`]),
  ]);
  const streams = [...wanted.written].flatMap(([stream, ids]) =>
    JSON.stringify(found.written.get(stream)) === JSON.stringify(ids) ? [] : [`${stream}: other records in the log`],
  );
  return [...stages, ...streams];
}
