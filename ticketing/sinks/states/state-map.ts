// Which of a system's statuses stand for which step of an incident's life: the first of a step is the one that Vigie sets, all of them are read.
import { z } from 'zod';
import { lifeStepNames } from '../../../domain/incident-life.ts';
import type { TicketStanding } from '../../reader.ts';

/** ITIL's eight steps, and two ways to stand beside them: waiting for a user or supplier, and taken away. */
const stateSteps = [...lifeStepNames, 'pending', 'deleted'] as const;
export type StateStep = (typeof stateSteps)[number];

/** A ticket tells fewer steps apart than an incident: what Vigie decides by itself needs no status of its own. */
const standingAt: Readonly<Record<StateStep, Exclude<TicketStanding, 'merged'>>> = {
  registered: 'new',
  qualified: 'new',
  prioritised: 'new',
  assigned: 'in-progress',
  diagnosed: 'in-progress',
  pending: 'pending',
  resolved: 'resolved',
  closed: 'closed',
  'post-mortem': 'closed',
  deleted: 'deleted',
};

export type StateMap = Partial<Record<StateStep, readonly string[]>>;

const entriesOf = (map: StateMap): (readonly [StateStep, readonly string[]])[] =>
  stateSteps.flatMap((step) => (map[step] === undefined ? [] : [[step, map[step]] as const]));

/** A status that is named for two steps that stand for different things would read as either. */
function doubtful(map: StateMap): { readonly step: StateStep; readonly message: string }[] {
  const first = new Map<string, StateStep>();
  return entriesOf(map).flatMap(([step, statuses]) =>
    statuses.flatMap((status) => {
      const other = first.get(status) ?? step;
      first.set(status, other);
      const message = `"${status}" stands for ${other} already: a status has one meaning`;
      return standingAt[other] === standingAt[step] ? [] : [{ step, message }];
    }),
  );
}

/** As a site writes it: `{ assigned: [open, in progress], resolved: fixed }`. */
export function stateMapOf(status: z.ZodType<string>): z.ZodType<StateMap> {
  const listed = z.union([status.transform((one) => [one]), z.array(status).min(1).max(30)]);
  return z
    .strictObject(Object.fromEntries(stateSteps.map((step) => [step, listed.optional()])))
    .transform((map) => map as StateMap)
    .superRefine((map, context) => {
      for (const { step, message } of doubtful(map)) context.addIssue({ code: 'custom', path: [step], message });
    });
}

export interface NamedState {
  readonly step: StateStep;
  readonly status: string;
}

export class States {
  /** What the site itself names, in the order of the steps. */
  readonly named: readonly NamedState[];
  readonly #own: StateMap;
  readonly #stock: StateMap;
  readonly #standings: ReadonlyMap<string, TicketStanding>;

  /** `stock`: the system's own words, for what the site does not name. */
  constructor(own: StateMap, stock: StateMap) {
    this.named = entriesOf(own).flatMap(([step, statuses]) => statuses.map((status) => ({ step, status })));
    this.#own = own;
    this.#stock = stock;
    this.#standings = new Map(
      [...entriesOf(stock), ...entriesOf(own)].flatMap(([step, statuses]) =>
        statuses.map((status) => [status, standingAt[step]] as const),
      ),
    );
  }

  /** Null: the map does not know it. */
  standingOf(status: string): TicketStanding | null {
    return this.#standings.get(status) ?? null;
  }

  isEnded(status: string): boolean {
    return ['resolved', 'closed'].includes(this.#standings.get(status) ?? '');
  }

  /** The status that Vigie sets; null: neither the site nor the system names one. */
  at(step: StateStep): string | null {
    return this.#own[step]?.[0] ?? this.#stock[step]?.[0] ?? null;
  }

  /** Whether the site has Vigie resolve with a status that the system takes for closed: no user is asked any more. */
  get resolvesAsClosed(): string | null {
    const status = this.at('resolved');
    return status !== null && this.#stock.closed?.includes(status) === true ? status : null;
  }
}
