// What planning does about problems: hears incidents, looks and wishes, and says what became of them as records.
import { hexId } from '../../domain/identity.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Outgoing, Row, RowChange } from '../../domain/ports/state-store.ts';
import { problemChangeKind, ProblemWish, systemOfSink } from '../../domain/problem.ts';
import type { ProblemChange } from '../../domain/problem.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { TicketOperation, TicketSighting } from '../../domain/ticket.ts';
import type { Background } from '../compose/background-part.ts';
import type { PlannedSink } from '../planning/planned-incident.ts';
import { plannedRecord } from '../planning/planned-record.ts';
import { ProblemBook } from './problem-book.ts';
import type { ProblemMoment, ProblemTurn } from './turn-problem.ts';
import { planProblem, planRecordAnew } from './problem-steps.ts';
import type { ProblemPlanning } from './problem-steps.ts';
import type { Recurred } from './recurred.ts';
import { seenBefore } from './seen-before.ts';

/** The record that gave reason to it, and what planning knows of incidents. */
export type ProblemPlace = Omit<ProblemPlanning, 'book'> & { readonly record: StoredRecord };

export interface ProblemNews {
  readonly out: readonly Outgoing[];
  /** Incidents whose open tickets are to be told of their problem. */
  readonly tell: readonly string[];
}

const nothing: ProblemNews = { out: [], tell: [] };

export class ProblemDesk {
  readonly #sinks: readonly PlannedSink[];
  readonly #book = new ProblemBook();

  constructor(sinks: readonly PlannedSink[]) {
    this.#sinks = sinks;
  }

  restore(row: Row): void {
    this.#book.restore(row);
  }

  begin(moment: ProblemMoment): void {
    this.#book.begin(moment);
  }

  take(): RowChange[] {
    return this.#book.take();
  }

  nextDueAt(): number | null {
    return this.#book.nextDueAt();
  }

  recurred(incident: Incident, moment: ProblemMoment): Recurred | null {
    return this.#book.recurred(incident, moment);
  }

  /** What a ticket may say of its incident from experience. */
  background(incident: Incident, moment: ProblemMoment): Background {
    const seen = seenBefore(incident, this.#book.occurrences.values());
    return { recurred: this.recurred(incident, moment), seen };
  }

  meet(incident: Incident, place: ProblemPlace): ProblemNews {
    return this.#tell(this.#book.meet(incident, place), place);
  }

  turnDue(place: ProblemPlace): readonly ProblemNews[] {
    return this.#book.turnDue(place).map((turn) => this.#tell(turn, place));
  }

  hear(place: ProblemPlace): ProblemNews {
    const wish = ProblemWish.safeParse(place.record.body).data;
    return wish === undefined ? nothing : this.#tell(this.#book.wish(wish, place), place);
  }

  /** A look at a ticket, or at a problem's own record. */
  see(sighting: TicketSighting, place: ProblemPlace): ProblemNews {
    const last = sighting.comments.at(-1);
    if (last !== undefined) this.#book.occurrences.learn(sighting.incident, last.text);
    return this.#tell(this.#book.see(sighting, place), place);
  }

  /** A record that can be told nothing more gets a successor. */
  takeClosed({ sink: name, key }: TicketOperation, place: ProblemPlace): ProblemNews {
    const row = this.#book.ofRecord(name, key);
    const sink = this.#sinks.find((each) => each.name === systemOfSink(name));
    if (row === null || sink === undefined) return nothing;
    const turn: ProblemTurn = { act: 'reopen', row, decisions: [], incident: null };
    const steps = planRecordAnew(turn, sink, { ...place, book: this.#book });
    const { record, now } = place;
    const { tenant } = row.problem;
    return { out: steps.map((step) => plannedRecord(step, { because: record.id, tenant, at: now })), tell: [] };
  }

  #tell(turn: ProblemTurn | null, place: ProblemPlace): ProblemNews {
    if (turn === null) return nothing;
    const { record, now } = place;
    const { problem } = turn.row;
    const steps = planProblem(turn, this.#sinks, { ...place, book: this.#book });
    const planned = steps.map((step) => plannedRecord(step, { because: record.id, tenant: problem.tenant, at: now }));
    const isNews = turn.incident !== null && turn.act !== 'link';
    return { out: [changeRecord(turn, place), ...planned], tell: isNews ? [turn.incident ?? ''] : [] };
  }
}

function changeRecord({ row: { problem }, decisions }: ProblemTurn, { record, now }: ProblemPlace): Outgoing {
  const body: ProblemChange = { problem, decisions: [...decisions] };
  const { id: key, tenant } = problem;
  const id = hexId(problemChangeKind, record.id, key, String(problem.count), problem.state);
  const time = { occurredAt: now, receivedAt: now };
  return { stream: 'tickets', record: { v: 1, id, tenant, key, kind: problemChangeKind, ...time, body } };
}
