// The single steps that ticket operations on iTop are made of, each safe to repeat.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { misread } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import type { NoteKind } from '../text/marks.ts';
import { TicketFields, ticketFields } from './itop-answers.ts';
import type { ItopTicket } from './itop-answers.ts';
import type { ItopCis } from './itop-cis.ts';
import { itopStates } from './itop-config.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopDoor, ItopReply } from './itop-door.ts';
import { changedFields, newFields } from './itop-fields.ts';
import { isItopRef, ItopKeys } from './itop-keys.ts';
import { ItopRecords } from './itop-records.ts';
import { shut } from './itop-stops.ts';
import { solutionOf } from './itop-text.ts';
import { nextStimulus } from './next-stimulus.ts';

const logs = { public: 'public_log', technical: 'private_log' } as const;

export class ItopSteps implements TicketSteps<ItopTicket> {
  readonly #config: ItopConfig;
  readonly #tickets: ItopRecords;
  readonly #cis: ItopCis;
  readonly #keys: ItopKeys;

  constructor(config: ItopConfig, door: ItopDoor, cis: ItopCis) {
    this.#config = config;
    this.#tickets = new ItopRecords(config.class, door);
    this.#cis = cis;
    this.#keys = new ItopKeys(config, door);
  }

  refOf(ticket: string): TicketRef {
    return this.#keys.refOf(ticket);
  }

  isId(ticket: string): boolean {
    return isItopRef(ticket);
  }

  find(key: string): Promise<FindOutcome> {
    return this.#keys.find(key);
  }

  async look(ticket: string): Promise<{ readonly now: ItopTicket } | { readonly stopped: Stop }> {
    const read = await this.#tickets.read(ticket, ticketFields, 'read ticket');
    if ('outcome' in read) return { stopped: read };
    const now = TicketFields.safeParse(read.fields);
    if (!now.success) return { stopped: misread('itop', 'read ticket') };
    this.#keys.learn(now.data);
    return { now: now.data };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const create = (cis: readonly string[]): Promise<ItopReply> =>
      this.#tickets.create(newFields(operation, cis, this.#config));
    return this.#keys.created(await this.#cis.createWith(operation.fields.cis, create), 'create ticket');
  }

  async setFields({ ticket, operation, now }: Seen<ItopTicket>): Promise<Stopped> {
    // Closed has no way out (recorded, 25d): what got worse needs a ticket that somebody looks at.
    if (now.status === 'closed') return operation.op === 'escalate' ? shut : null;
    const reply = await this.#tickets.update(ticket, changedFields(operation, now, this.#config));
    if (reply.kind !== 'ok') return this.#tickets.stopped(reply, 'update ticket');
    return this.#cis.link(now, await this.#cis.idsOf(operation.fields.cis));
  }

  note(told: Told, kind: NoteKind): Promise<Stopped> {
    return this.#tickets.note(told, kind, logs[kind]);
  }

  solve({ ticket, operation, now }: Seen<ItopTicket>): Promise<Stopped> {
    return this.#tickets.resolve(ticket, now.status, {
      // A rejected request is not over for its caller: no stimulus resolves it, which is to be said.
      isEnded: (status) => status !== 'rejected' && itopStates(this.#config).isEnded(status),
      next: (status) => nextStimulus(status, this.#config.stimuli),
      fieldsOf: (stimulus) => (stimulus === 'ev_resolve' ? this.#solution(operation) : this.#taker(operation, now)),
    });
  }

  async open(seen: Seen<ItopTicket>): Promise<Stopped> {
    const back = { stimulus: 'ev_reopen', what: 'ticket' };
    const stopped = await this.#tickets.reopen(seen.ticket, seen.now.status, back);
    return stopped ?? this.note(seen, 'public');
  }

  async link(ticket: string, into: string): Promise<Stopped> {
    const parent = this.#config.class === 'Incident' ? 'parent_incident_id' : 'parent_request_id';
    const reply = await this.#tickets.update(ticket, { [parent]: { ref: into } }, `ref,${parent}`);
    // A survivor that is gone: there is nothing to link to, and the ticket is resolved all the same.
    if (reply.kind === 'ok' || (reply.kind === 'refused' && /^code 100: Error: parent_/.test(reply.code))) return null;
    return this.#tickets.stopped(reply, 'link tickets');
  }

  #solution(operation: TicketOperation): Readonly<Record<string, unknown>> {
    return { solution: solutionOf(operation), resolution_code: this.#config.resolutionCode };
  }

  /** Who takes a ticket that nobody took; a person's choice stays. iTop does not insist on either (20b). */
  #taker({ fields }: TicketOperation, now: ItopTicket): Readonly<Record<string, unknown>> {
    const { teams, team: otherwise } = this.#config;
    const taker = fields.team !== null && Object.hasOwn(teams, fields.team) ? teams[fields.team] : otherwise;
    if (now.agent_id !== '0' || taker === undefined) return {};
    const team = now.team_id === '0' ? { team_id: taker.team } : {};
    const fits = now.team_id === '0' || now.team_id === String(taker.team);
    return { ...team, ...(taker.agent === undefined || !fits ? {} : { agent_id: taker.agent }) };
  }
}
