// The time line of an incident: alerts as they joined, decisions, ticket operations and people, in one order.
import type { Decision, Reason } from '../../domain/decision.ts';
import type { Incident } from '../../domain/incident.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { JoinedRow, OperationRow } from '../projection/tables.ts';
import { incidentDecisionStrands } from '../reading/decision-strands.ts';
import { situationsOf } from '../reading/incident-members.ts';
import { mergeScan, type Strand } from '../reading/merge-scan.ts';
import { places } from '../reading/projection-reader.ts';
import type { PageAsked } from './asked.ts';
import type { TimelineEntry, TimelinePage } from './incident-contract.ts';
import { strandCeiling } from './incident-row.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { sayJoined, sayOperation } from './timeline-words.ts';
import { operationsOf, toldStep } from './ticket-row.ts';
import { decisionRow, type View } from './view.ts';

type Moment =
  | { readonly kind: 'joined'; readonly row: JoinedRow }
  | { readonly kind: 'decisions'; readonly row: readonly Decision[] }
  | { readonly kind: 'operation'; readonly row: OperationRow };

export type PageWish = Pick<PageAsked, 'limit' | 'order'> & { readonly after?: string | undefined };

export async function listTimeline(incident: Incident, asked: PageWish, view: View): Promise<TimelinePage> {
  const strands = await timelineStrands(incident, view);
  const page = { after: readCursor(asked.after), limit: asked.limit, descending: asked.order === 'desc' };
  const { rows, next } = await mergeScan(view.reader, strands, page);
  const entries = await Promise.all(rows.map(({ moment, row }) => entriesOf(moment, row, view)));
  return { items: entries.flat(), next: writeCursor(next) };
}

async function timelineStrands(incident: Incident, { reader }: View): Promise<Strand<Moment>[]> {
  const situations = (await situationsOf(reader, incident.id, strandCeiling)).slice(0, strandCeiling);
  const decided = incidentDecisionStrands(incident.id, situations).map((strand): Strand<Moment> => ({
    ...strand,
    read: (row) => ({ kind: 'decisions', row: strand.read(row) }),
  }));
  const joined = situations.map((id): Strand<Moment> => ({
    place: places.joined,
    stem: `${id}/`,
    prefix: `${id}/`,
    read: (row) => ({ kind: 'joined', row: row as JoinedRow }),
  }));
  const operations: Strand<Moment> = {
    place: places.operation,
    stem: `${incident.id}/`,
    prefix: `${incident.id}/`,
    read: (row) => ({ kind: 'operation', row: row as OperationRow }),
  };
  return [...joined, ...decided, operations];
}

async function entriesOf(moment: string, entry: Moment, view: View): Promise<TimelineEntry[]> {
  if (entry.kind === 'joined') return [await joinedEntry(moment, entry.row, view)];
  if (entry.kind === 'operation') return [await operationEntry(entry.row, view)];
  return entry.row.filter(({ reason }) => !saidByAlerts.has(reason)).map((decision) => decisionEntry(decision, view));
}

/** Told already by the entry of the alerts that joined. */
const saidByAlerts: ReadonlySet<Reason> = new Set([
  'joined-same-ci',
  'joined-topology',
  'joined-hub',
  'joined-learned',
  'joined-unmatched',
  'situation-opened',
]);
/** A batch may bring hundreds: the first stand for them. */
const joinedShown = 50;
const byPeople: ReadonlySet<Reason> = new Set([
  'acknowledged',
  'resolved-by-person',
  'assigned',
  'priority-by-person',
  'cause-by-person',
  'person-commented',
  'post-mortem-written',
]);

async function joinedEntry(moment: string, row: JoinedRow, view: View): Promise<TimelineEntry> {
  const found = await Promise.all(row.alerts.slice(0, joinedShown).map((id) => view.reader.alert(id)));
  const alerts = found.filter((alert) => alert !== null);
  return {
    ...{ id: `joined/${moment}`, at: rfc3339(row.at), kind: 'alert', what: 'joined' },
    text: sayJoined(alerts, row.alerts.length, view.language),
    alerts: alerts.map(({ id, name, binding, openedAt }) => {
      return { id, name, ci: binding?.ci ?? null, openedAt: rfc3339(openedAt) };
    }),
    ...{ alertCount: row.alerts.length, decision: null, ticket: null, by: null },
  };
}

function decisionEntry(decision: Decision, view: View): TimelineEntry {
  const { id, at, what, reason } = decisionRow(decision, view);
  const by = decision.evidence['by'];
  const person = byPeople.has(reason);
  const kind = person ? 'person' : isTurn(reason) ? 'incident' : 'decision';
  return {
    ...{ id, at, kind, what: reason, text: what, alerts: [], alertCount: 0, decision: id, ticket: null },
    by: person && typeof by === 'string' ? by : null,
  };
}

/** A turn in the incident's life, apart from what was thought on the way. */
function isTurn(reason: Reason): boolean {
  return reason.startsWith('incident-') || reason.startsWith('major-') || reason === 'priority-set';
}

async function operationEntry(row: OperationRow, view: View): Promise<TimelineEntry> {
  const { operation, ticket } = row;
  const { id, at, op, sink, key } = operation;
  const step = row.step === 'planned' ? toldStep(row, await operationsOf(operation.incident, view)) : row.step;
  return {
    ...{ id, at: rfc3339(at), kind: 'ticket', what: op },
    text: sayOperation({ op, sink, ticket, step }, view.language),
    ...{ alerts: [], alertCount: 0, decision: null, ticket: { sink, key, id: ticket }, by: null },
  };
}
