// Who was told of an incident, how far each message came, and who is asked next.
import { supportLevels } from '../../domain/notice.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { notifiedTable, notifyingStage } from '../../ticketing/notifying/notified-incident.ts';
import type { Ladder, NotifiedIncident } from '../../ticketing/notifying/notified-incident.ts';
import type { NoticeRow } from '../projection/tables.ts';
import { places } from '../reading/projection-reader.ts';
import type { Place } from '../reading/projection-reader.ts';
import type { IncidentNotices } from './notice-contract.ts';
import type { View } from './view.ts';

const noticeCeiling = 100;

/** The stage's own row: it alone knows when the next level is asked. */
const notified: Place<NotifiedIncident> = { stage: notifyingStage, table: notifiedTable };

export async function listNotices(incident: string, { reader }: View): Promise<IncidentNotices> {
  const row = await reader.get(notified, incident);
  const found = await reader.scan(places.notice, { prefix: `${incident}/`, limit: noticeCeiling, descending: true });
  return {
    escalation: row?.ladder === undefined || row.ladder === null ? null : escalationOf(row.ladder),
    withheld: row?.withheld ?? null,
    items: found.flatMap((one) => noticeOf(one.row)),
  };
}

function escalationOf({ level, since, next }: Ladder): IncidentNotices['escalation'] {
  return {
    level: levelOf(level),
    since: rfc3339(since),
    next: next === null ? null : { level: levelOf(next.level), at: rfc3339(next.at) },
  };
}

function levelOf(place: number): (typeof supportLevels)[number] {
  return supportLevels[place] ?? 'manager';
}

function noticeOf({ step, at, operation }: NoticeRow): IncidentNotices['items'] {
  const { notice, id, sink } = operation;
  if (notice === undefined) return [];
  const { kind, recipient, voice, headline, paragraphs } = notice;
  return [
    {
      ...{ id, kind, recipient, voice, channel: sink, headline, paragraphs, state: step },
      ...{ at: rfc3339(operation.at), stateAt: rfc3339(at) },
    },
  ];
}
