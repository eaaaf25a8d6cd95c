// The problems of all tenants as rows: what comes back is remembered, counted, proposed or opened, and linked. State and decision in one.
import type { Decision, Reason } from '../../domain/decision.ts';
import { base32Id } from '../../domain/identity.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import type { Problem, ProblemWish } from '../../domain/problem.ts';
import { Table } from '../../domain/table.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';
import { decideProblem } from './decide-problem.ts';
import type { ProblemAct } from './decide-problem.ts';
import { failureKey } from './failure-of.ts';
import { ticketKey } from '../planning/planned-incident.ts';
import { Occurrences } from './occurrences.ts';
import type { Occurrence } from './occurrence.ts';
import { recurredOf } from './recurred.ts';
import type { Recurred } from './recurred.ts';

/** A problem, and what its records in the ticketing systems were told. */
export interface ProblemRow {
  readonly problem: Problem;
  /** Of the last operation planned, by problem sink. */
  readonly told: Readonly<Record<string, ProblemRecord>>;
}

/** Its record in one ticketing system. */
export interface ProblemRecord {
  readonly key: string;
  readonly seq: number;
  /** Counts up where the record before was closed beyond reopening, or deleted. */
  readonly generation: number;
}

/** What the record of a problem is the ticket of. */
export const problemUnit = 'problem';
/** Records that vanish again and again are not made anew for ever. */
const generationsAtMost = 5;

export interface ProblemMoment {
  readonly now: number;
  readonly policy: Policy;
}

/** Something became of a problem. */
export interface ProblemTurn {
  readonly act: Exclude<ProblemAct, 'none'> | 'close' | 'decline';
  readonly row: ProblemRow;
  readonly decisions: readonly Decision[];
  /** The incident that gave reason to it; null: people did. */
  readonly incident: string | null;
}

export const problemTable = 'problem';
const listedIncidents = 50;

const reasonOf: Readonly<Record<ProblemTurn['act'], Reason>> = {
  propose: 'problem-proposed',
  open: 'problem-opened',
  link: 'problem-linked',
  reopen: 'problem-reopened',
  close: 'problem-closed',
  decline: 'problem-declined',
};

export class ProblemBook {
  readonly occurrences = new Occurrences();
  /** Failure → its present problem. */
  readonly #problems = new Table<ProblemRow>(problemTable);
  readonly #counter = new Table<number>('problem-number');
  readonly #settling = new TimerQueue();

  restore(row: Row): void {
    this.occurrences.restore(row);
    if (row.table === this.#problems.name) this.#problems.restore(row.key, row.json);
    if (row.table === this.#counter.name) this.#counter.restore(row.key, row.json);
  }

  /** After the last `restore`. */
  begin({ policy }: ProblemMoment): void {
    for (const occurrence of this.occurrences.values()) this.#schedule(occurrence, policy);
  }

  take(): RowChange[] {
    return [...this.#counter.take(), ...this.occurrences.take(), ...this.#problems.take()];
  }

  nextDueAt(): number | null {
    return this.#settling.next();
  }

  /** The incident as judging tells it now. Null: nothing became of a problem. */
  meet(incident: Incident, moment: ProblemMoment): ProblemTurn | null {
    const occurrence = this.occurrences.meet(incident, moment.now);
    if (occurrence === null) {
      this.#settling.set(incident.id, null);
      return null;
    }
    if (occurrence.endedAt !== null) return this.#settle(occurrence, moment);
    this.#schedule(occurrence, moment.policy);
    return null;
  }

  /** Those whose cause has stood for long enough. */
  turnDue(moment: ProblemMoment): readonly ProblemTurn[] {
    const due = this.#settling.takeDue(moment.now).map((id) => this.occurrences.get(id));
    const turns = due.map((occurrence) => (occurrence === undefined ? null : this.#settle(occurrence, moment)));
    return turns.filter((turn) => turn !== null);
  }

  /** A person's wish; null: it fits nothing that stands. */
  wish({ problem: id, wish, by, reason }: ProblemWish, moment: ProblemMoment): ProblemTurn | null {
    const row = this.#byId(id);
    if (row === null) return null;
    const { state } = row.problem;
    const fits = wish === 'close' ? state === 'open' : state === 'proposed' || (wish === 'open' && state !== 'open');
    if (!fits) return null;
    const act = wish === 'open' && state === 'closed' ? 'reopen' : wish;
    return this.#turn({ row, act, by, why: reason, incident: null }, moment);
  }

  /** A look at its record in a ticketing system: people close problems there, and open them again. */
  see({ sink, key, standing, assignee }: TicketSighting, moment: ProblemMoment): ProblemTurn | null {
    const row = this.ofRecord(sink, key);
    if (row === null) return null;
    const isOver = standing === 'closed' || standing === 'resolved' || standing === 'deleted' || standing === 'merged';
    if (!isOver || row.problem.state !== 'open') return null;
    return this.#turn({ row, act: 'close', by: assignee ?? sink, why: standing, incident: null }, moment);
  }

  recurred(incident: Incident, { now, policy }: ProblemMoment): Recurred | null {
    const problemOf = (key: string): Problem | null => this.#problems.get(key)?.problem ?? null;
    return recurredOf(incident, { past: this.occurrences.values(), problemOf, now, policy: policy.problems });
  }

  recordOf(id: string, sink: string): ProblemRecord | null {
    return this.#byId(id)?.told[sink] ?? null;
  }

  /** Numbers the next operation on its record in a sink. */
  tell(problem: Problem, sink: string): ProblemRecord {
    const row = this.#byId(problem.id) ?? { problem, told: {} };
    const known = row.told[sink] ?? this.#record(problem, sink, 1);
    const record = { ...known, seq: known.seq + 1 };
    this.#keep({ ...row, told: { ...row.told, [sink]: record } });
    return record;
  }

  /** False: it was made anew often enough. */
  renew(id: string, sink: string): boolean {
    const row = this.#byId(id);
    const generation = (row?.told[sink]?.generation ?? 0) + 1;
    if (row === null || generation > generationsAtMost) return false;
    this.#keep({ ...row, told: { ...row.told, [sink]: this.#record(row.problem, sink, generation) } });
    return true;
  }

  /** The problem whose record carries this key now. */
  ofRecord(sink: string, key: string): ProblemRow | null {
    return [...this.#problems.values()].find(({ told }) => told[sink]?.key === key) ?? null;
  }

  #record({ id: incident, tenant }: Problem, sink: string, generation: number): ProblemRecord {
    return { key: ticketKey({ tenant, incident, sink, unit: problemUnit, generation }), seq: 0, generation };
  }

  #byId(id: string): ProblemRow | null {
    return [...this.#problems.values()].find(({ problem }) => problem.id === id) ?? null;
  }

  #keep(row: ProblemRow): void {
    this.#problems.put(failureKey(row.problem.tenant, row.problem.failure), row);
  }

  #schedule({ incident, failure, settled, since, endedAt }: Occurrence, { problems }: Policy): void {
    const waits = problems.mode !== 'off' && failure !== null && !settled && endedAt === null;
    this.#settling.set(incident, waits ? since + problems.settleMs : null);
  }

  #settle(occurrence: Occurrence, moment: ProblemMoment): ProblemTurn | null {
    this.#settling.set(occurrence.incident, null);
    if (occurrence.settled || occurrence.failure === null) return null;
    this.occurrences.settle(occurrence);
    const { now, policy } = moment;
    const key = failureKey(occurrence.tenant, occurrence.failure);
    const row = this.#problems.get(key);
    const times = this.occurrences.of(key, now - policy.problems.withinMs).map(({ at }) => at);
    const act = decideProblem({ known: row?.problem, times, now, policy: policy.problems });
    if (act === 'none') return null;
    const { incident } = occurrence;
    if (act === 'propose' || act === 'open') {
      const fresh = this.#fresh(occurrence, row, moment);
      return this.#turn({ row: fresh, act, by: 'vigie', why: '', incident }, moment);
    }
    const grown = row === undefined ? null : withIncident(row, occurrence);
    return grown === null ? null : this.#turn({ row: grown, act, by: 'vigie', why: '', incident }, moment);
  }

  #fresh(occurrence: Occurrence, before: ProblemRow | undefined, { now, policy }: ProblemMoment): ProblemRow {
    const { tenant, failure } = occurrence;
    if (failure === null) throw new TypeError('a failure is known here');
    const key = failureKey(tenant, failure);
    const generation = (before?.problem.generation ?? 0) + 1;
    const number = (this.#counter.get('last') ?? 0) + 1;
    this.#counter.put('last', number);
    const from = Math.max(now - policy.problems.withinMs, (before?.problem.closedAt ?? -Infinity) - 1);
    const problem: Problem = {
      id: base32Id(26, 'problem', tenant, failure.kind, failure.ci, String(generation)),
      number: `PRB-${String(number)}`,
      ...{ tenant, failure, generation, state: 'proposed', proposedAt: now },
      ...{ openedAt: null, closedAt: null, by: null, incidents: [], count: 0 },
      continues: before?.problem.id ?? null,
    };
    return this.occurrences.of(key, from).reduce<ProblemRow>(withIncident, { problem, told: {} });
  }

  #turn({ row, act, by, why, incident }: Turning, { now, policy }: ProblemMoment): ProblemTurn {
    const problem = turned(row.problem, act, { by, now });
    const after = { ...row, problem };
    this.#keep(after);
    const subject = incident === null ? { type: 'problem' as const, id: problem.id } : incidentSubject(incident);
    const { ci, kind, ciName } = problem.failure;
    const counted = { count: problem.count, incidents: policy.problems.incidents, withinMs: policy.problems.withinMs };
    const failed = { problem: problem.number, ci, name: ciName, kind };
    const evidence = { ...failed, ...counted, mode: policy.problems.mode, by, why };
    const id = `B${problem.id}.${String(problem.count)}.${act}.${String(now)}`;
    const decision: Decision = { id, at: now, subject, outcome: act, reason: reasonOf[act], evidence };
    return { act, row: after, decisions: [decision], incident };
  }
}

interface Turning {
  readonly row: ProblemRow;
  readonly act: ProblemTurn['act'];
  readonly by: string;
  readonly why: string;
  readonly incident: string | null;
}

function incidentSubject(id: string): Decision['subject'] {
  return { type: 'incident', id };
}

function withIncident(row: ProblemRow, { incident, number, at }: Occurrence): ProblemRow {
  const { problem } = row;
  const incidents = [...problem.incidents, { incident, number, at }].slice(-listedIncidents);
  return { ...row, problem: { ...problem, incidents, count: problem.count + 1 } };
}

function turned(problem: Problem, act: ProblemTurn['act'], { by, now }: { by: string; now: number }): Problem {
  switch (act) {
    case 'open':
    case 'reopen':
      return { ...problem, state: 'open', openedAt: problem.openedAt ?? now, closedAt: null, by };
    case 'close':
      return { ...problem, state: 'closed', closedAt: now, by };
    case 'decline':
      return { ...problem, state: 'declined', closedAt: now, by };
    default:
      return problem;
  }
}
