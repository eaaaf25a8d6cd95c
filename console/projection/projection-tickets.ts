// Tickets as rows: where each stands, every operation with its latest step, and the order of completion.
import type { StoredRecord } from '../../domain/record.ts';
import { incidentLifeKind, type IncidentLife } from '../../domain/incident-life.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { problemChangeKind, type ProblemChange } from '../../domain/problem.ts';
import {
  ticketDoneKind,
  ticketInflightKind,
  ticketMovedKind,
  ticketNoteKind,
  ticketPlannedKind,
  ticketRefusedKind,
  type TicketNote,
  type TicketOp,
  type TicketStep,
} from '../../domain/ticket.ts';
import { projectionStage } from './projection-stage.ts';
import { putDecisions } from './put-decisions.ts';
import type { RowBuffer } from './row-buffer.ts';
import {
  momentKey,
  offsetKey,
  ticketsProjection,
  ticketTables,
  timeKey,
  type LifeRow,
  type NoticeRow,
  type OperationRow,
  type TicketState,
  type TicketStateRow,
  type ToldRow,
} from './tables.ts';

const steps: ReadonlyMap<string, OperationRow['step']> = new Map([
  [ticketPlannedKind, 'planned'],
  [ticketInflightKind, 'inflight'],
  [ticketDoneKind, 'done'],
  [ticketRefusedKind, 'refused'],
] as const);

const stateAfter: Readonly<Record<TicketOp, TicketState>> = {
  open: 'live',
  update: 'live',
  escalate: 'live',
  reopen: 'live',
  resolve: 'resolved',
  close: 'resolved',
  merge: 'merged',
  answer: 'live',
  link: 'live',
};

/** Reads `tickets`. Holds nothing in memory between commits. */
export function createTicketsProjection(): Stage {
  return projectionStage(ticketsProjection, projectTickets);
}

function projectTickets(record: StoredRecord, rows: RowBuffer): void {
  if (record.kind === ticketNoteKind || record.kind === ticketMovedKind) {
    projectNote(record, rows);
    return;
  }
  if (record.kind === incidentLifeKind) {
    projectLife(record, rows);
    return;
  }
  if (record.kind === problemChangeKind) {
    projectProblem(record, rows);
    return;
  }
  const step = steps.get(record.kind);
  if (step === undefined) return;
  const { operation, ticket, url, decisions } = record.body as TicketStep;
  if (operation.notice !== undefined) {
    projectNotice(record, step, rows);
    return;
  }
  const row: OperationRow = { step, ticket, url, operation };
  rows.put(ticketTables.operation, operationKey(row), row);
  if (step === 'done') {
    rows.put(ticketTables.done, offsetKey(record.offset), row);
    rows.put(ticketTables.told, `${timeKey(operation.at)}/${offsetKey(record.offset)}`, toldRow(row));
  }
  const state = stateOf(step, operation.op);
  if (state !== null) rows.put(ticketTables.ticket, `${operation.incident}/${operation.key}`, ticketRow(row, state));
  putDecisions(decisions, momentKey(record.receivedAt, 't', record.offset), rows);
}

/** A message is no ticket: it stands by itself, under each incident that it tells of. */
function projectNotice(record: StoredRecord, step: OperationRow['step'], rows: RowBuffer): void {
  const { operation, ticket: reference, decisions } = record.body as TicketStep;
  const { at, key, notice } = operation;
  const row: NoticeRow = { step, at: record.receivedAt, reference, operation };
  for (const incident of notice?.incidents ?? [])
    rows.put(ticketTables.notice, `${incident}/${timeKey(at)}${key}`, row);
  putDecisions(decisions, momentKey(record.receivedAt, 't', record.offset), rows);
}

/** What became of a ticket without an operation of ours. */
function projectNote(record: StoredRecord, rows: RowBuffer): void {
  const { incident, sink, unit, key, ticket: id, url, state, decisions } = record.body as TicketNote;
  const row = { incident, sink, unit, key, id, url };
  const now = record.kind === ticketMovedKind ? 'live' : state;
  if (now !== null) rows.put(ticketTables.ticket, `${incident}/${key}`, { ...row, state: now });
  putDecisions(decisions, momentKey(record.receivedAt, 't', record.offset), rows);
}

function projectLife(record: StoredRecord, rows: RowBuffer): void {
  const { decisions, ...life } = record.body as IncidentLife;
  rows.put(ticketTables.life, life.incident, life satisfies LifeRow);
  putDecisions(decisions, momentKey(record.receivedAt, 't', record.offset), rows);
}

function toldRow({ operation, ticket }: OperationRow): ToldRow {
  const { at, op, sink, key, incident, fields } = operation;
  return { at, op, sink, key, ticket, incident, title: fields.title, priority: fields.priority };
}

/** The newest first is how people ask for them: the number sorts as it counts. */
function projectProblem(record: StoredRecord, rows: RowBuffer): void {
  const { problem, decisions } = record.body as ProblemChange;
  const number = Number(problem.number.replace(/^\D+/, ''));
  rows.put(ticketTables.problem, offsetKey(number), problem);
  rows.put(ticketTables.problemId, problem.id, offsetKey(number));
  putDecisions(decisions, momentKey(record.receivedAt, 't', record.offset), rows);
}

function operationKey({ operation }: OperationRow): string {
  const { incident, at, key, seq } = operation;
  return `${incident}/${timeKey(at)}t${key}.${offsetKey(seq)}`;
}

/** A plan or an attempt says nothing new about a ticket that already exists. */
function stateOf(step: OperationRow['step'], op: TicketOp): TicketState | null {
  if (step === 'done') return stateAfter[op];
  return op === 'open' ? step : null;
}

function ticketRow({ operation, ticket, url }: OperationRow, state: TicketState): TicketStateRow {
  const { incident, sink, unit, key } = operation;
  return { incident, sink, unit, key, id: ticket, url, state };
}
