// Takes a test ticket through its whole life in a real ticketing system, each step timed, and leaves it resolved.
import type { Clock } from '../../domain/ports/clock.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import type { TicketSystem } from '../sink-kind.ts';
import type { SinkCall, SinkOutcome, TicketRef } from '../sink.ts';
import { drillOperations } from './drill-operations.ts';
import type { Drill } from './drill-operations.ts';

export interface DrillStep {
  readonly step: string;
  readonly ok: boolean;
  readonly tookMs: number;
  /** What the system said, where it is not fine. */
  readonly why: string | null;
}

export interface DrillReport {
  readonly ticket: TicketRef | null;
  readonly steps: readonly DrillStep[];
  /** No ticket of the drill is left open. */
  readonly cleanedUp: boolean;
}

const methods = {
  open: 'create',
  update: 'update',
  escalate: 'escalate',
  resolve: 'resolve',
  reopen: 'reopen',
} as const;

function said(outcome: SinkOutcome): string | null {
  return outcome.outcome === 'done' ? null : `${outcome.outcome}: ${outcome.message} (${outcome.code})`;
}

class DrillRun {
  readonly steps: DrillStep[] = [];
  ticket: TicketRef | null = null;
  isOpen = false;
  readonly #system: TicketSystem;
  readonly #clock: Clock;

  constructor(system: TicketSystem, clock: Clock) {
    this.#system = system;
    this.#clock = clock;
  }

  /** False: it did not come through, so nothing after it makes sense. */
  async carry(operation: TicketOperation): Promise<boolean> {
    const { op } = operation;
    if (op === 'merge' || op === 'close' || op === 'answer' || op === 'link') return true;
    const call: SinkCall = { operation, ticket: this.ticket?.ticket ?? null, into: null, again: false };
    const outcome = await this.#timed(op, () => this.#system.sink[methods[op]](call), said);
    if (outcome.outcome === 'done') this.ticket = outcome.ticket;
    // In doubt, it may stand there: looked up, so that nothing is left behind.
    if (outcome.outcome === 'in-doubt' && this.ticket === null) await this.find(operation.key);
    if (op === 'open' || op === 'reopen') this.isOpen = this.ticket !== null;
    if (op === 'resolve' && outcome.outcome === 'done') this.isOpen = false;
    return outcome.outcome === 'done';
  }

  async find(key: string): Promise<void> {
    const found = await this.#timed(
      'find by key',
      () => this.#system.sink.find(key),
      (told) =>
        told.outcome === 'unknown'
          ? `${told.message} (${told.code})`
          : told.tickets.length === 1
            ? null
            : `${String(told.tickets.length)} tickets carry the key`,
    );
    if (found.outcome === 'found') this.ticket ??= found.tickets[0] ?? null;
  }

  async readBack(): Promise<void> {
    const { reader } = this.#system;
    const id = this.ticket?.ticket;
    if (reader === null || id === undefined) return;
    await this.#timed(
      'read back',
      () => reader.readTickets([id]),
      (told) => {
        if (told.outcome === 'unknown') return `${told.message} (${told.code})`;
        const standing = told.tickets[0]?.standing;
        return standing === 'resolved' || standing === 'closed' ? null : `it stands as ${standing ?? 'nothing'}`;
      },
    );
  }

  async #timed<T>(step: string, act: () => Promise<T>, judge: (answer: T) => string | null): Promise<T> {
    const from = this.#clock.now();
    const answer = await act();
    const why = judge(answer);
    this.steps.push({ step, ok: why === null, tookMs: this.#clock.now() - from, why });
    return answer;
  }
}

/** Whatever fails on the way, an open ticket is resolved before it ends. */
export async function runDrill(drill: Drill, system: TicketSystem, clock: Clock): Promise<DrillReport> {
  const run = new DrillRun(system, clock);
  const operations = drillOperations(drill);
  let fine = true;
  for (const operation of operations) {
    fine = await run.carry(operation);
    if (!fine) break;
    if (operation.op === 'open') await run.find(operation.key);
  }
  if (!fine && run.isOpen) {
    const last = operations.at(-1);
    if (last !== undefined) await run.carry(last);
  }
  await run.readBack();
  return { ticket: run.ticket, steps: run.steps, cleanedUp: !run.isOpen };
}
