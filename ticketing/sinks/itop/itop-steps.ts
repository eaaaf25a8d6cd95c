// The single steps that ticket operations on iTop are made of, each safe to repeat; one write at a time per ticket.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { closedForGood } from '../../sink.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { OneAtATime } from '../steps/one-at-a-time.ts';
import { gone, misread, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import {
  Identity,
  keyTaken,
  Log,
  noSuchObject,
  noSuchTransition,
  Status,
  TicketFields,
  ticketFields,
  wrongCis,
} from './itop-answers.ts';
import type { ItopTicket } from './itop-answers.ts';
import type { ItopCis } from './itop-cis.ts';
import { itopStates } from './itop-config.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopAsk, ItopDoor, ItopReply } from './itop-door.ts';
import { changedFields, newFields } from './itop-fields.ts';
import { ItopKeys } from './itop-keys.ts';
import { halted } from './itop-stops.ts';
import { isSilent, logEntry, solutionOf } from './itop-text.ts';
import { nextStimulus } from './next-stimulus.ts';

/** Notes that a person's parallel write ate are written again, not for ever. */
const noteAttempts = 3;
/** new → assigned → resolved, and one more for a person who pushes at the same time. */
const stimulusAttempts = 4;

const logs = { public: 'public_log', technical: 'private_log' } as const;

export class ItopSteps implements TicketSteps<ItopTicket> {
  readonly #config: ItopConfig;
  readonly #door: ItopDoor;
  readonly #cis: ItopCis;
  readonly #keys: ItopKeys;
  readonly #gate = new OneAtATime();

  constructor(config: ItopConfig, door: ItopDoor, cis: ItopCis) {
    this.#config = config;
    this.#door = door;
    this.#cis = cis;
    this.#keys = new ItopKeys(config, door);
  }

  refOf(ticket: string): TicketRef {
    return this.#keys.refOf(ticket);
  }

  isId(ticket: string): boolean {
    return /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(ticket);
  }

  find(key: string): Promise<FindOutcome> {
    return this.#keys.find(key);
  }

  async look(ticket: string): Promise<{ readonly now: ItopTicket } | { readonly stopped: Stop }> {
    const reply = await this.#get(ticket, ticketFields);
    if (reply.kind !== 'ok') return { stopped: halted(reply, 'read ticket') };
    const [found] = reply.objects;
    // Deleted, or moved to an organization that the account may not see: both read like this (recorded, 16e and 26).
    if (found === undefined) return { stopped: gone('iTop') };
    const now = TicketFields.safeParse(found.fields);
    if (!now.success) return { stopped: misread('itop', 'read ticket') };
    this.#keys.learn(now.data);
    return { now: now.data };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const cis = await this.#cis.idsOf(operation.fields.cis);
    const first = await this.#create(operation, cis);
    if (first.kind !== 'refused' || cis.length === 0 || !wrongCis.test(first.code)) return this.#created(first);
    // A CI that was deleted meanwhile must not keep the incident from its ticket.
    this.#cis.forget();
    return this.#created(await this.#create(operation, []));
  }

  async setFields({ ticket, operation, now }: Seen<ItopTicket>): Promise<Stopped> {
    // Closed has no way out (recorded, 25d): what got worse needs a ticket that somebody looks at.
    if (now.status === 'closed') return operation.op === 'escalate' ? this.#shut() : null;
    const reply = await this.#update(ticket, changedFields(operation, now, this.#config), 'ref');
    if (reply.kind !== 'ok') return this.#halted(reply, 'update ticket');
    return this.#cis.link(now, await this.#cis.idsOf(operation.fields.cis));
  }

  /** `again`: only if its mark is not there yet. Read back: iTop says yes to parallel notes and keeps some (28b). */
  note({ ticket, operation, again }: Told, kind: NoteKind): Promise<Stopped> {
    if (isSilent(operation, kind)) return Promise.resolve(null);
    return this.#gate.do(ticket, async () => {
      let there = again ? await this.#isNoted(ticket, operation, kind) : false;
      for (let attempt = 0; there === false && attempt < noteAttempts; attempt += 1) {
        const reply = await this.#update(ticket, { [logs[kind]]: logEntry(operation, kind) }, 'ref');
        if (reply.kind !== 'ok') return this.#halted(reply, 'write note');
        there = await this.#isNoted(ticket, operation, kind);
      }
      if (there === true) return null;
      if (there !== false) return there;
      return {
        outcome: 'failed',
        code: 'itop-note-lost',
        message: 'write note: others wrote at once',
        systemic: false,
      };
    });
  }

  /** Each stimulus is followed by a look at the state: a refused one may answer 0 (restservices.class.inc.php). */
  async solve({ ticket, operation, now }: Seen<ItopTicket>): Promise<Stopped> {
    let { status } = now;
    for (let attempt = 0; attempt < stimulusAttempts; attempt += 1) {
      if (this.#isEnded(status)) return null;
      const stimulus = nextStimulus(status, this.#config.stimuli);
      if (stimulus === null) break;
      const fields = stimulus === 'ev_resolve' ? this.#solution(operation) : this.#taker(operation, now);
      const stopped = await this.#stimulate(ticket, stimulus, fields);
      if (stopped !== null) return stopped;
      const after = await this.#statusOf(ticket);
      if (typeof after !== 'string') return after;
      status = after;
    }
    if (this.#isEnded(status)) return null;
    return { outcome: 'refused', code: 'itop-no-way', message: `resolve ticket: there is no way from state ${status}` };
  }

  async open(seen: Seen<ItopTicket>): Promise<Stopped> {
    const { ticket, now } = seen;
    if (now.status === 'closed') return this.#shut();
    if (now.status === 'resolved') {
      const stopped = await this.#stimulate(ticket, 'ev_reopen', {});
      if (stopped !== null) return stopped;
      const after = await this.#statusOf(ticket);
      if (typeof after !== 'string') return after;
      if (after === 'closed') return this.#shut();
      if (after === 'resolved')
        return { outcome: 'refused', code: 'itop-no-way', message: 'reopen ticket: still resolved' };
    }
    return this.note(seen, 'public');
  }

  async link(ticket: string, into: string): Promise<Stopped> {
    const parent = this.#config.class === 'Incident' ? 'parent_incident_id' : 'parent_request_id';
    const reply = await this.#update(ticket, { [parent]: { ref: into } }, `ref,${parent}`);
    // A survivor that is gone: there is nothing to link to, and the ticket is resolved all the same.
    if (reply.kind === 'ok' || (reply.kind === 'refused' && /^code 100: Error: parent_/.test(reply.code))) return null;
    return this.#halted(reply, 'link tickets');
  }

  #create(operation: TicketOperation, cis: readonly string[]): Promise<ItopReply> {
    const fields = newFields(operation, cis, this.#config);
    return this.#write({ operation: 'core/create', output_fields: 'id,ref', fields });
  }

  #created(reply: ItopReply): { readonly ticket: string } | { readonly stopped: Stop } {
    // Somebody, perhaps an earlier life, has used the key: it is looked up before anything else is tried.
    if (reply.kind === 'refused' && keyTaken.test(reply.code))
      return { stopped: { outcome: 'in-doubt', code: 'itop-key-taken', message: 'create ticket: the key is in use' } };
    if (reply.kind === 'shape') return { stopped: unreadYes('itop', 'create ticket') };
    if (reply.kind !== 'ok') return { stopped: halted(reply, 'create ticket') };
    const created = Identity.safeParse(reply.objects[0]?.fields);
    if (!created.success) return { stopped: unreadYes('itop', 'create ticket') };
    this.#keys.learn(created.data);
    return { ticket: created.data.ref };
  }

  async #stimulate(ticket: string, stimulus: string, fields: Readonly<Record<string, unknown>>): Promise<Stopped> {
    const act = {
      operation: 'core/apply_stimulus',
      key: { ref: ticket },
      stimulus,
      output_fields: 'ref,status',
      fields,
    } as const;
    const reply = await this.#gate.do(ticket, () => this.#write(act));
    // Moved by a person meanwhile: where it stands now decides.
    if (reply.kind === 'ok' || reply.kind === 'shape') return null;
    if (reply.kind === 'refused' && noSuchTransition.test(reply.code)) return null;
    return this.#halted(reply, stimulus);
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

  #isEnded(status: string): boolean {
    // A rejected request is not over for its caller: no stimulus resolves it, which is to be said.
    return status !== 'rejected' && itopStates(this.#config).isEnded(status);
  }

  async #statusOf(ticket: string): Promise<string | Stop> {
    const reply = await this.#get(ticket, 'status');
    if (reply.kind !== 'ok') return halted(reply, 'read state');
    const [found] = reply.objects;
    if (found === undefined) return gone('iTop');
    const status = Status.safeParse(found.fields);
    return status.success ? status.data.status : misread('itop', 'read state');
  }

  async #isNoted(ticket: string, operation: TicketOperation, kind: NoteKind): Promise<boolean | Stop> {
    const reply = await this.#get(ticket, logs[kind]);
    if (reply.kind !== 'ok') return halted(reply, 'read notes');
    const [found] = reply.objects;
    if (found === undefined) return gone('iTop');
    const log = Log.safeParse((found.fields as Readonly<Record<string, unknown>> | null)?.[logs[kind]]);
    if (!log.success) return misread('itop', 'read notes');
    const mark = `[${noteMark(operation, kind)}]`;
    return log.data.entries.some(({ message }) => message.includes(mark));
  }

  #get(ticket: string, fields: string): Promise<ItopReply> {
    const { class: name } = this.#config;
    return this.#door.ask({ operation: 'core/get', class: name, key: { ref: ticket }, output_fields: fields });
  }

  #update(ticket: string, fields: Readonly<Record<string, unknown>>, output: string): Promise<ItopReply> {
    return this.#write({ operation: 'core/update', key: { ref: ticket }, output_fields: output, fields });
  }

  #write(ask: ItopAsk): Promise<ItopReply> {
    return this.#door.ask({ ...ask, class: this.#config.class, comment: 'Vigie' });
  }

  #halted(reply: Exclude<ItopReply, { kind: 'ok' }>, what: string): Stop {
    return reply.kind === 'refused' && noSuchObject.test(reply.code) ? gone('iTop') : halted(reply, what);
  }

  #shut(): Stop {
    return { outcome: 'refused', code: closedForGood, message: 'iTop has no way out of closed' };
  }
}
