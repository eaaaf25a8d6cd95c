// The single steps that problem records in iTop are made of: class Problem of its problem management, as its data model has it (itop-problem-mgmt, 3.1).
import { z } from 'zod';
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { misread } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import type { NoteKind } from '../text/marks.ts';
import { noSuchObject, TicketFields } from './itop-answers.ts';
import type { ItopCis } from './itop-cis.ts';
import { itopStates } from './itop-config.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopDoor, ItopReply } from './itop-door.ts';
import { changedProblem, newProblem } from './itop-fields.ts';
import { isItopRef, ItopKeys } from './itop-keys.ts';
import { ItopRecords } from './itop-records.ts';
import { halted } from './itop-stops.ts';
import { nextStimulus } from './next-stimulus.ts';

const ProblemFields = TicketFields.pick({ id: true, ref: true, status: true, functionalcis_list: true });
export type ItopProblem = z.infer<typeof ProblemFields>;
export const problemFields = Object.keys(ProblemFields.shape).join(',');

const Tied = z.object({ parent_problem_id: z.string().max(20), parent_problem_ref: z.string().max(100) });

export interface ItopProblemParts {
  readonly door: ItopDoor;
  readonly cis: ItopCis;
}

export class ItopProblemSteps implements TicketSteps<ItopProblem> {
  readonly #config: ItopConfig;
  readonly #problems: ItopRecords;
  readonly #tickets: ItopRecords;
  readonly #cis: ItopCis;
  readonly #keys: ItopKeys;

  constructor(config: ItopConfig, { door, cis }: ItopProblemParts) {
    this.#config = config;
    this.#problems = new ItopRecords('Problem', door);
    this.#tickets = new ItopRecords(config.class, door);
    this.#cis = cis;
    // A field that the site added for the key is one of tickets: a problem's marker begins its title.
    this.#keys = new ItopKeys({ url: config.url, class: 'Problem', keyField: undefined }, door);
  }

  refOf(problem: string): TicketRef {
    return this.#keys.refOf(problem);
  }

  isId(problem: string): boolean {
    return isItopRef(problem);
  }

  find(key: string): Promise<FindOutcome> {
    return this.#keys.find(key);
  }

  async look(problem: string): Promise<{ readonly now: ItopProblem } | { readonly stopped: Stop }> {
    const read = await this.#problems.read(problem, problemFields, 'read problem');
    if ('outcome' in read) return { stopped: read };
    const now = ProblemFields.safeParse(read.fields);
    if (!now.success) return { stopped: misread('itop', 'read problem') };
    this.#keys.learn(now.data);
    return { now: now.data };
  }

  /** Recorded, 21d and 21e. */
  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const create = (cis: readonly string[]): Promise<ItopReply> =>
      this.#problems.create(newProblem(operation, cis, this.#config));
    return this.#keys.created(await this.#cis.createWith(operation.fields.cis, create), 'create problem');
  }

  async setFields({ ticket, operation, now }: Seen<ItopProblem>): Promise<Stopped> {
    if (now.status === 'closed') return null;
    const reply = await this.#problems.update(ticket, changedProblem(operation, this.#config));
    if (reply.kind !== 'ok') return this.#problems.stopped(reply, 'update problem');
    return this.#cis.link(now, await this.#cis.idsOf(operation.fields.cis));
  }

  /** A problem has one log, and no user reads it. */
  note(told: Told, kind: NoteKind): Promise<Stopped> {
    return this.#problems.note(told, kind, 'private_log');
  }

  /** Of a second record of the same problem alone: who finds the cause closes the first. */
  solve({ ticket, now }: Seen<ItopProblem>): Promise<Stopped> {
    return this.#problems.resolve(ticket, now.status, {
      isEnded: (status) => itopStates(this.#config).isEnded(status),
      next: (status) => nextStimulus(status, this.#config.stimuli),
      fieldsOf: () => ({}),
    });
  }

  /** `ev_reassign` is the only way back, and there is none out of closed. */
  async open(seen: Seen<ItopProblem>): Promise<Stopped> {
    const back = { stimulus: 'ev_reassign', what: 'problem' };
    const stopped = await this.#problems.reopen(seen.ticket, seen.now.status, back);
    return stopped ?? this.note(seen, 'public');
  }

  /** A ticket has one problem (21f): what a person chose stays. A ticket that is gone needs none. */
  async link(problem: string, ticket: string, kind: 'continues' | 'duplicate'): Promise<Stopped> {
    if (kind === 'duplicate') return null;
    const read = await this.#tickets.read(ticket, 'parent_problem_id,parent_problem_ref', 'read ticket');
    if ('outcome' in read) return read.outcome === 'refused' ? null : read;
    const tied = Tied.safeParse(read.fields);
    if (!tied.success) return misread('itop', 'read ticket');
    if (tied.data.parent_problem_id !== '0') return null;
    const reply = await this.#tickets.update(ticket, { parent_problem_id: { ref: problem } }, 'ref,parent_problem_id');
    if (reply.kind === 'ok' || (reply.kind === 'refused' && noSuchObject.test(reply.code))) return null;
    return halted(reply, 'link ticket to problem');
  }
}
