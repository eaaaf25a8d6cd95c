// The recorded outage with people to tell: who hears what, when, in which language, on a told clock.
import { join } from 'node:path';
import { commandKind } from '../../domain/command.ts';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notice.ts';
import { Policy } from '../../domain/policy.ts';
import { ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { driveToEnd } from '../../runtime/replay-driver.ts';
import type { ReplayInput } from '../../runtime/replay-driver.ts';
import { RecordedDoor } from '../../runtime/replay/recorded-door.ts';
import { readRecording } from '../../runtime/replay/recording.ts';
import { openReplayHouse } from '../../runtime/replay/replay-house.ts';
import type { ReplayHouse } from '../../runtime/replay/replay-house.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const mail = 'notify.mail';

const notify = {
  recipients: {
    noc: { sink: mail, language: 'en' },
    'network-on-call': { sink: mail, language: 'fr' },
    'network-experts': { sink: mail, language: 'en' },
    'head-of-operations': { sink: mail, language: 'en', voice: 'plain' },
    direction: { sink: mail, language: 'fr', voice: 'plain' },
    'crisis-cell': { sink: 'notify.chat', language: 'en', voice: 'plain' },
  },
  levels: { n1: ['noc'], n3: ['network-experts'], manager: ['head-of-operations'] },
  teams: { network: { n2: ['network-on-call'] } },
  crisis: ['direction', 'crisis-cell'],
} as const;

export interface StormNotice {
  /** After the recording's start. */
  readonly afterMs: number;
  readonly key: string;
  readonly notice: Notice;
}

export interface NotifiedStorm {
  readonly notices: readonly StormNotice[];
  readonly reasons: readonly string[];
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly house: ReplayHouse;
}

/** `acknowledgedAfterMs`: when somebody takes the outage; null: nobody ever does. */
export async function notifiedStorm(acknowledgedAfterMs: number | null): Promise<NotifiedStorm> {
  const policy = Policy.parse({ notify, timezone: 'Europe/Paris' });
  const startMs = Date.parse('2026-11-23T19:14:11Z');
  const cmdb = readCmdb(join(storm, 'cmdb.json'));
  const house = await openReplayHouse(
    { tenant: 'default', policy, cmdb, sinks: [{ name: 'desk', language: 'en' }] },
    startMs,
  );
  const began = await playRecording(house, acknowledgedAfterMs);
  await driveToEnd({ ...house, records: [], tailMs: 45 * 60_000 });
  const records = await house.log.read('tickets', 0, 0, 100_000);
  const changes = (await house.log.read('incidents', 0, 0, 100_000)).filter(({ kind }) => kind === incidentChangeKind);
  return {
    notices: records
      .filter(({ kind }) => kind === ticketPlannedKind)
      .flatMap(({ body }) => {
        const { at, key, notice } = (body as TicketStep).operation;
        return notice === undefined ? [] : [{ afterMs: at - began, key, notice }];
      }),
    reasons: records.flatMap(({ body }) => (body as Partial<TicketStep>).decisions ?? []).map(({ reason }) => reason),
    incidents: new Map(
      changes.map(({ body }) => [(body as IncidentChange).incident.number, (body as IncidentChange).incident]),
    ),
    house,
  };
}

async function playRecording(house: ReplayHouse, acknowledgedAfterMs: number | null): Promise<number> {
  const lines = readRecording({ path: join(storm, 'storm-15min.ndjson'), startMs: null });
  const door = new RecordedDoor({ tenant: 'default', timezone: 'Europe/Paris' });
  let began = 0;
  async function* records(): AsyncGenerator<ReplayInput> {
    let isTaken = acknowledgedAfterMs === null;
    for await (const line of lines) {
      if (began === 0) began = line.receivedAt;
      if (!isTaken && line.receivedAt - began >= (acknowledgedAfterMs ?? 0)) {
        isTaken = true;
        yield await acknowledgement(house, line.receivedAt);
      }
      for (const record of door.take(line).events) yield { stream: 'events', record };
    }
  }
  await driveToEnd({ ...house, records: records(), tailMs: 0 });
  return began;
}

/** Of whatever major there is. */
async function acknowledgement({ log }: ReplayHouse, at: number): Promise<ReplayInput> {
  const changes = (await log.read('incidents', 0, 0, 100_000)).filter(({ kind }) => kind === incidentChangeKind);
  const major = changes
    .map(({ body }) => (body as IncidentChange).incident)
    .find((incident) => incident.major !== null);
  const body = { command: 'acknowledge', incident: major?.id ?? '', by: 'Claire Martin', reason: 'on it' };
  const time = { occurredAt: at, receivedAt: at };
  return {
    stream: 'alerts',
    record: { v: 1, id: 'taken', tenant: 'default', key: 'default', kind: commandKind, ...time, body },
  };
}
