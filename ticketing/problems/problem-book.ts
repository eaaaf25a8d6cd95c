// The problems of all tenants as rows: what comes back is remembered, counted, proposed or opened, and linked.
import { base32Id } from '../../domain/identity.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import type { Failure, Problem, ProblemWish } from '../../domain/problem.ts';
import { Table } from '../../domain/table.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';
import { decideProblem } from './decide-problem.ts';
import { failureKey } from './failure-of.ts';
import { Occurrences } from './occurrences.ts';
import type { Occurrence } from './occurrence.ts';
import { newRecord, problemTable, withIncident } from './problem-row.ts';
import type { ProblemRecord, ProblemRow } from './problem-row.ts';
import { recurredOf } from './recurred.ts';
import type { Recurred } from './recurred.ts';
import { turnProblem } from './turn-problem.ts';
import type { ProblemMoment, ProblemTurn, Turning } from './turn-problem.ts';

/** Records that vanish again and again are not made anew for ever. */
const generationsAtMost = 5;

/** Of which it is known what failed, and how. */
type Failed = Occurrence & { readonly failure: Failure };

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
    const known = row.told[sink] ?? newRecord(problem, sink, 1);
    const record = { ...known, seq: known.seq + 1 };
    this.#keep({ ...row, told: { ...row.told, [sink]: record } });
    return record;
  }

  /** False: it was made anew often enough. */
  renew(id: string, sink: string): boolean {
    const row = this.#byId(id);
    const generation = (row?.told[sink]?.generation ?? 0) + 1;
    if (row === null || generation > generationsAtMost) return false;
    this.#keep({ ...row, told: { ...row.told, [sink]: newRecord(row.problem, sink, generation) } });
    return true;
  }

  /** The problem whose record carries this key now. */
  ofRecord(sink: string, key: string): ProblemRow | null {
    return [...this.#problems.values()].find(({ told }) => told[sink]?.key === key) ?? null;
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
    const { incident, tenant, failure } = occurrence;
    if (occurrence.settled || failure === null) return null;
    this.occurrences.settle(occurrence);
    const { now, policy } = moment;
    const key = failureKey(tenant, failure);
    const row = this.#problems.get(key);
    const times = this.occurrences.of(key, now - policy.problems.withinMs).map(({ at }) => at);
    const act = decideProblem({ known: row?.problem, times, now, policy: policy.problems });
    if (act === 'none') return null;
    if (act === 'propose' || act === 'open') {
      const fresh = this.#fresh({ ...occurrence, failure }, row, moment);
      return this.#turn({ row: fresh, act, by: 'vigie', why: '', incident }, moment);
    }
    const grown = row === undefined ? null : withIncident(row, occurrence);
    return grown === null ? null : this.#turn({ row: grown, act, by: 'vigie', why: '', incident }, moment);
  }

  #fresh(occurrence: Failed, before: ProblemRow | undefined, { now, policy }: ProblemMoment): ProblemRow {
    const { tenant, failure } = occurrence;
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

  #turn(turning: Turning, moment: ProblemMoment): ProblemTurn {
    const turn = turnProblem(turning, moment);
    this.#keep(turn.row);
    return turn;
  }
}
