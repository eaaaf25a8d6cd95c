// Plans what a problem's records in the ticketing systems are told: opened, opened again, and each incident's ticket linked. Pure but for the book's numbers.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { problemSink } from '../../domain/problem.ts';
import type { TicketFields, TicketOp, TicketStep } from '../../domain/ticket.ts';
import { problemLinkText, problemReopenText, problemText, problemTitle } from '../compose/problem-part.ts';
import type { PlannedSink } from '../planning/planned-incident.ts';
import type { Occurrence } from './occurrence.ts';
import type { ProblemBook } from './problem-book.ts';
import { problemUnit } from './problem-row.ts';
import type { ProblemTurn } from './turn-problem.ts';

export interface ProblemPlanning {
  readonly book: ProblemBook;
  readonly now: number;
  readonly policy: Policy;
  /** The newest header of an incident, for levels and team; undefined: forgotten. */
  readonly header: (incident: string) => Incident | undefined;
  /** Key of the incident's ticket in a system; null: it has none there that is known. */
  readonly keyOf: (incident: string, sink: string) => string | null;
}

interface Saying {
  readonly op: TicketOp;
  readonly sink: PlannedSink;
  readonly publicText: string;
  readonly technicalText: string;
  readonly into: string | null;
}

/** Levels and team as those of the incident that gave reason to it. */
function levelsOf(incident: Incident | undefined): Omit<TicketFields, 'title' | 'publicText' | 'technicalText'> {
  return {
    priority: incident?.priority ?? 3,
    impact: incident?.impact ?? 'medium',
    urgency: incident?.urgency ?? 'medium',
    category: incident?.category ?? 'software',
    major: false,
    team: incident?.team ?? null,
    cis: [],
    into: null,
    language: 'en',
  };
}

function stepOf(
  turn: ProblemTurn,
  { op, sink, publicText, technicalText, into }: Saying,
  plan: ProblemPlanning,
): TicketStep {
  const { problem } = turn.row;
  const name = problemSink(sink.name);
  const { key, seq } = plan.book.tell(problem, name);
  const newest = turn.incident ?? problem.incidents.at(-1)?.incident ?? '';
  const fields: TicketFields = {
    ...levelsOf(plan.header(newest)),
    title: problemTitle(problem, sink),
    ...{ publicText, technicalText, into, cis: [problem.failure.ci], language: sink.language },
  };
  const place = { incident: problem.id, sink: name, unit: problemUnit, key, seq };
  const operation = { id: `${key}.${String(seq)}`, at: plan.now, op, ...place, fields };
  return { operation, ticket: null, url: null, decisions: [] };
}

function opened(turn: ProblemTurn, sink: PlannedSink, plan: ProblemPlanning): TicketStep[] {
  const { problem } = turn.row;
  const voice = { language: sink.language, timezone: plan.policy.timezone };
  const past = problem.incidents.flatMap(({ incident }) => plan.book.occurrences.get(incident) ?? []);
  const open = {
    op: 'open',
    sink,
    publicText: problemText(problem, past, voice),
    technicalText: '',
    into: null,
  } as const;
  const links = past.flatMap(({ incident }) => {
    const into = plan.keyOf(incident, sink.name);
    return into === null ? [] : [linking({ sink, into, technicalText: '' })];
  });
  return [open, ...links].map((saying) => stepOf(turn, saying, plan));
}

function linking({ sink, into, technicalText }: Pick<Saying, 'sink' | 'into' | 'technicalText'>): Saying {
  return { op: 'link', sink, publicText: '', technicalText, into };
}

function linked(turn: ProblemTurn, { sink, newest }: Linking, plan: ProblemPlanning): TicketStep[] {
  const voice = { language: sink.language, timezone: plan.policy.timezone };
  const technicalText = turn.act === 'link' ? problemLinkText(newest, turn.row.problem, voice) : '';
  const into = plan.keyOf(newest.incident, sink.name);
  if (into === null && technicalText === '') return [];
  return [stepOf(turn, linking({ sink, into, technicalText }), plan)];
}

interface Linking {
  readonly sink: PlannedSink;
  readonly newest: Occurrence;
}

function reopened(turn: ProblemTurn, linking: Linking, plan: ProblemPlanning): TicketStep[] {
  const voice = { language: linking.sink.language, timezone: plan.policy.timezone };
  const publicText = problemReopenText(linking.newest, voice);
  const saying = { op: 'reopen', sink: linking.sink, publicText, technicalText: '', into: null } as const;
  return [stepOf(turn, saying, plan), ...linked(turn, linking, plan)];
}

/** A system that had no record yet gets one, whatever the turn. */
export function planProblem(turn: ProblemTurn, sinks: readonly PlannedSink[], plan: ProblemPlanning): TicketStep[] {
  const { problem } = turn.row;
  if (problem.state !== 'open') return [];
  const newest = plan.book.occurrences.get(turn.incident ?? problem.incidents.at(-1)?.incident ?? '');
  return sinks
    .filter(({ problems }) => problems === true)
    .flatMap((sink) => {
      const isNew = plan.book.recordOf(problem.id, problemSink(sink.name)) === null;
      if (isNew) return opened(turn, sink, plan);
      if (newest === undefined) return [];
      return turn.act === 'reopen' ? reopened(turn, { sink, newest }, plan) : linked(turn, { sink, newest }, plan);
    });
}

/** Its record is closed beyond reopening, or gone: another one takes its place. */
export function planRecordAnew(turn: ProblemTurn, sink: PlannedSink, plan: ProblemPlanning): TicketStep[] {
  return plan.book.renew(turn.row.problem.id, problemSink(sink.name)) ? opened(turn, sink, plan) : [];
}
