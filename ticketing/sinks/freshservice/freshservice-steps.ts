// The single steps that ticket operations on Freshservice are made of: ticket, notes, resolution, major incident.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { gone, misread, repairable, stoppedBy, unknown, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { Created, isMissing, OneTicket, TicketPage } from './freshservice-answers.ts';
import type { FreshTicket } from './freshservice-answers.ts';
import { freshStates } from './freshservice-config.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';
import { changesOf, freshHtml, majorTags, newTicket } from './freshservice-fields.ts';
import { FreshserviceNotes } from './freshservice-notes.ts';
import { isEnded, isFreshId, keyIn, majorTag, reopenedStatus, standingOf, tagOf } from './freshservice-words.ts';

export class FreshserviceSteps implements TicketSteps<FreshTicket> {
  readonly #door: SystemDoor;
  readonly #config: FreshserviceConfig;
  readonly #notes: FreshserviceNotes;

  constructor(door: SystemDoor, config: FreshserviceConfig) {
    this.#door = door;
    this.#config = config;
    this.#notes = new FreshserviceNotes(door, { area: 'tickets', listed: 'conversations', saysWho: true });
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: `${this.#config.url}/a/tickets/${ticket}` };
  }

  isId(ticket: string): boolean {
    return isFreshId(ticket);
  }

  async find(key: string): Promise<FindOutcome> {
    const wanted = new URLSearchParams({ query: `"tag:'${tagOf(key)}'"` });
    if (this.#config.workspace !== undefined) wanted.set('workspace_id', String(this.#config.workspace));
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets/filter?${wanted.toString()}` });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'search'));
    const answer = TicketPage.safeParse(reply.json);
    if (!answer.success) return unknown(misread('freshservice', 'search'));
    const ours = answer.data.tickets.filter(({ tags }) => keyIn(tags) === key).map((ticket) => ticket.id);
    return { outcome: 'found', tickets: ours.sort((a, b) => a - b).map((id) => this.refOf(String(id))) };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const reply = await this.#door.ask({ method: 'POST', path: '/tickets', json: newTicket(operation, this.#config) });
    if (reply.kind === 'refused') {
      const message = `create ticket: ${reply.code} (${String(reply.status)})`;
      return { stopped: repairable('freshservice-create-refused', message) };
    }
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'create ticket') };
    const created = Created.safeParse(reply.json);
    if (!created.success) return { stopped: unreadYes('freshservice', 'create ticket') };
    const ticket = String(created.data.ticket.id);
    // The ticket stands; what a major needs comes again with the next news of it.
    if (operation.fields.major) await this.#declare(ticket);
    return { ticket };
  }

  async look(ticket: string): Promise<{ readonly now: FreshTicket } | { readonly stopped: Stop }> {
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets/${ticket}?include=assets` });
    if (isMissing(reply)) return { stopped: gone('Freshservice') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = OneTicket.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('freshservice', 'read ticket') };
    const now = answer.data.ticket;
    return standingOf(now, this.#config) === 'deleted' ? { stopped: gone('Freshservice') } : { now };
  }

  async setFields({ ticket, operation, now }: Seen<FreshTicket>): Promise<Stopped> {
    if (standingOf(now, this.#config) === 'closed') return null;
    const changes = changesOf(operation, now, this.#config);
    const stopped = Object.keys(changes).length === 0 ? null : await this.#put(ticket, changes, 'update ticket');
    return stopped ?? this.#setMajor(ticket, operation.fields.major, now);
  }

  note(told: Told, kind: NoteKind): Promise<Stopped> {
    return this.#notes.tell(told, kind);
  }

  /** Setting it twice does no harm. Fields that must be filled before it refuse it: a person will see to it. */
  async solve({ ticket, operation, now }: Seen<FreshTicket>): Promise<Stopped> {
    if (isEnded(now, this.#config)) return null;
    const resolution = freshHtml(operation.fields.publicText, `[${noteMark(operation, 'public')}]`);
    const json = { status: Number(freshStates(this.#config).at('resolved')), resolution_notes: resolution };
    const stopped = await this.#put(ticket, json, 'resolve ticket');
    return stopped?.outcome === 'refused' && stopped.code !== 'closed-for-good'
      ? repairable('freshservice-resolve-refused', `resolve ticket ${ticket}: ${stopped.code}`)
      : stopped;
  }

  async open(seen: Seen<FreshTicket>): Promise<Stopped> {
    const ended = isEnded(seen.now, this.#config);
    const stopped = ended
      ? await this.#put(seen.ticket, { status: reopenedStatus(this.#config) }, 'reopen ticket')
      : null;
    return stopped ?? this.note(seen, 'public');
  }

  /** Freshservice links a ticket to a problem or a change, not to another ticket: a note says it, without words of a language. */
  link(ticket: string, into: string): Promise<Stopped> {
    const text = `→ #${into} ${this.refOf(into).url ?? ''}`;
    return this.#notes.say(ticket, { text, mark: `→ #${into} `, public: false, again: true });
  }

  async #put(ticket: string, json: object, what: string): Promise<Stopped> {
    const reply = await this.#door.ask({ method: 'PUT', path: `/tickets/${ticket}`, json });
    if (reply.kind === 'ok') return null;
    return isMissing(reply) ? gone('Freshservice') : stoppedBy(reply, what);
  }

  /** Only what Vigie declared, it stands down. */
  async #setMajor(ticket: string, major: boolean, now: FreshTicket): Promise<Stopped> {
    if (!this.#config.promoteMajor || now.tags.includes(majorTag) === major) return null;
    const path = `/tickets/${ticket}/${major ? 'promote' : 'demote'}`;
    const reply = await this.#door.ask({ method: 'PUT', path, json: {} });
    if (reply.kind === 'failed' || (reply.kind === 'lost' && reply.code !== 'empty-answer'))
      return stoppedBy(reply, 'major incident');
    // Refused: the plan has no major incidents, or a person was first. The tag keeps it from being asked again.
    return this.#put(ticket, { tags: majorTags(now, major) }, 'major incident');
  }

  async #declare(ticket: string): Promise<void> {
    const looked = await this.look(ticket);
    if ('now' in looked) await this.#setMajor(ticket, true, looked.now);
  }
}
