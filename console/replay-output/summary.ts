// summary.json: what the replay comes to in numbers, and the hash that two replays are compared by.
import { createHash } from 'node:crypto';
import type { StateStore } from '../../domain/ports/state-store.ts';
import { places, type ProjectionReader } from '../reading/projection-reader.ts';
import { allAlerts } from './alert-entries.ts';

export interface Summary {
  readonly events: number;
  readonly alerts: number;
  readonly situations: number;
  /** Merged ones left out. */
  readonly incidents: number;
  readonly incidentsMerged: number;
  readonly majors: number;
  readonly byPriority: Readonly<Record<string, number>>;
  /** Distinct tickets created. */
  readonly tickets: number;
  readonly ticketOperations: number;
  readonly decisions: number;
  /** 1 − tickets ÷ alerts: the share of alerts that cost nobody a ticket of their own. Null without alerts. */
  readonly noiseReduction: number | null;
  /** Null without tickets. */
  readonly eventsPerTicket: number | null;
  /** SHA-256 over the stages' hashes. */
  readonly stateHash: string;
  readonly stageHashes: Readonly<Record<string, string>>;
}

export interface SummaryAsked {
  readonly store: StateStore;
  readonly reader: ProjectionReader;
  /** Whose rows are hashed, in this order. */
  readonly stages: readonly string[];
  /** Events read, if the caller counted them; else those folded into alerts. */
  readonly events?: number;
}

export async function summarise({ store, reader, stages, events }: SummaryAsked): Promise<Summary> {
  const folded = await countAlerts(reader);
  const incidents = await countIncidents(reader);
  const { tickets, ticketOperations } = await countTickets(reader);
  const seen = events ?? folded.events;
  return {
    events: seen,
    alerts: folded.alerts,
    situations: await count(reader.all(places.situation)),
    ...incidents,
    tickets,
    ticketOperations,
    decisions: await countDecisions(reader),
    noiseReduction: folded.alerts === 0 ? null : rounded(1 - tickets / folded.alerts),
    eventsPerTicket: tickets === 0 ? null : rounded(seen / tickets),
    ...(await hashes(store, stages)),
  };
}

function rounded(ratio: number): number {
  return Math.round(ratio * 10_000) / 10_000;
}

async function countAlerts(reader: ProjectionReader): Promise<{ alerts: number; events: number }> {
  let alerts = 0;
  let events = 0;
  for await (const alert of allAlerts(reader)) {
    alerts += 1;
    events += alert.count;
  }
  return { alerts, events };
}

async function countIncidents(
  reader: ProjectionReader,
): Promise<Pick<Summary, 'incidents' | 'incidentsMerged' | 'majors' | 'byPriority'>> {
  const byPriority = new Map([1, 2, 3, 4, 5].map((priority) => [`P${String(priority)}`, 0]));
  let [incidents, incidentsMerged, majors] = [0, 0, 0];
  for await (const { row } of reader.all(places.incident)) {
    if (row.mergedInto !== null) {
      incidentsMerged += 1;
      continue;
    }
    const priority = `P${String(row.priority)}`;
    incidents += 1;
    majors += row.major === null ? 0 : 1;
    byPriority.set(priority, (byPriority.get(priority) ?? 0) + 1);
  }
  return { incidents, incidentsMerged, majors, byPriority: Object.fromEntries(byPriority) };
}

async function countTickets(reader: ProjectionReader): Promise<{ tickets: number; ticketOperations: number }> {
  const keys = new Set<string>();
  let ticketOperations = 0;
  for await (const { row } of reader.all(places.done)) {
    ticketOperations += 1;
    if (row.operation.op === 'open') keys.add(row.operation.key);
  }
  return { tickets: keys.size, ticketOperations };
}

const decisionPlaces = [
  places.opening,
  places.joining,
  places.alertDecision,
  places.incidentDecision,
  places.ticketDecision,
] as const;

async function countDecisions(reader: ProjectionReader): Promise<number> {
  let decisions = 0;
  for (const place of decisionPlaces) {
    for await (const { row } of reader.all(place)) decisions += row.length;
  }
  return decisions;
}

async function count(rows: AsyncIterable<unknown>): Promise<number> {
  let counted = 0;
  for await (const _row of rows) counted += 1;
  return counted;
}

async function hashes(
  store: StateStore,
  stages: readonly string[],
): Promise<Pick<Summary, 'stateHash' | 'stageHashes'>> {
  const whole = createHash('sha256');
  const stageHashes: Record<string, string> = {};
  for (const stage of stages) {
    const hash = await store.hash(stage, 0);
    stageHashes[stage] = hash;
    whole.update(`${stage} ${hash}\n`);
  }
  return { stateHash: whole.digest('hex'), stageHashes };
}
