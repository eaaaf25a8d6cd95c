// The single steps that ticket operations on Znuny are made of, each safe to repeat.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import type { SinkReply } from '../http/sink-reply.ts';
import { repairable, stoppedBy, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { CreatedTicket, isEnded, noAccess } from './znuny-answers.ts';
import type { ZnunyTicket } from './znuny-answers.ts';
import { priorityName, znunyStates } from './znuny-config.ts';
import type { ZnunyConfig } from './znuny-config.ts';
import type { ZnunySession } from './znuny-session.ts';
import { keyLine, linkArticle, linkLine, noteArticle, openingArticle, textOf, titleOf } from './znuny-text.ts';
import type { ZnunyTickets } from './znuny-tickets.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Znuny's refusals are rights, names and dictionaries: a person's to repair, and never quietly dropped. */
function halted(reply: Exclude<SinkReply, { kind: 'ok' }>, what: string): Stop {
  if (reply.kind !== 'refused') return stoppedBy(reply, what);
  return repairable('znuny-refused', `${what}: ${reply.code}`);
}

export class ZnunySteps implements TicketSteps<ZnunyTicket> {
  readonly #config: ZnunyConfig;
  readonly #session: ZnunySession;
  readonly #tickets: ZnunyTickets;

  constructor(config: ZnunyConfig, session: ZnunySession, tickets: ZnunyTickets) {
    this.#config = config;
    this.#session = session;
    this.#tickets = tickets;
  }

  refOf(ticket: string): TicketRef {
    return this.#tickets.refOf(ticket);
  }

  isId(ticket: string): boolean {
    return /^\d{1,30}$/.test(ticket);
  }

  find(key: string): Promise<FindOutcome> {
    return this.#tickets.find(key);
  }

  look(ticket: string): Promise<{ readonly now: ZnunyTicket } | { readonly stopped: Stop }> {
    return this.#tickets.byNumber(ticket);
  }

  /** Never where the key could not be found again. */
  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const distrusted = await this.#tickets.distrust();
    if (distrusted !== null) return { stopped: distrusted };
    const json = {
      Ticket: this.#newFields(operation),
      Article: openingArticle(operation),
      DynamicField: [{ Name: this.#config.keyField, Value: operation.key }],
    };
    const reply = await this.#session.ask({ method: 'POST', path: '/Ticket', json });
    if (reply.kind !== 'ok') return { stopped: halted(reply, 'create ticket') };
    const created = CreatedTicket.safeParse(reply.json);
    if (!created.success) return { stopped: unreadYes('znuny', 'create ticket') };
    this.#tickets.learn(created.data);
    return { ticket: created.data.TicketNumber };
  }

  /** Closed by a person, who is right: its reader is told by note alone. */
  setFields({ ticket, operation, now }: Seen<ZnunyTicket>): Promise<Stopped> {
    if (isEnded(now)) return Promise.resolve(null);
    const priority = priorityName(this.#config, operation.fields.priority);
    return this.#change(ticket, { Ticket: { Title: titleOf(operation), Priority: priority } }, 'update ticket');
  }

  async note(told: Told, kind: NoteKind): Promise<Stopped> {
    const { ticket, operation, again } = told;
    if (again) {
      const there = await this.#tickets.byNumber(ticket);
      if ('stopped' in there) return there.stopped;
      const said = saidOn(there.now);
      const opened = await this.#openedOnce(told, said);
      if (opened !== null) return opened;
      if (said(`[${noteMark(operation, kind)}]`)) return null;
    }
    if (textOf(operation, kind) === '') return null;
    return this.#change(ticket, { Article: noteArticle(operation, kind) }, 'write note');
  }

  /** State and article in one; looked at afterwards, since an update may be done in part. */
  async solve({ ticket, operation, again, now }: Seen<ZnunyTicket>): Promise<Stopped> {
    if (isEnded(now)) return null;
    const resolved = znunyStates(this.#config).at('resolved') ?? '';
    const state = operation.op === 'merge' ? this.#config.duplicateState : resolved;
    const noted = again && saidOn(now)(`[${noteMark(operation, 'public')}]`);
    const silent = noted || textOf(operation, 'public') === '';
    const article = silent ? {} : { Article: noteArticle(operation, 'public') };
    const stopped = await this.#change(ticket, { Ticket: { State: state }, ...article }, 'close ticket');
    return stopped ?? this.#reached(ticket, state, true);
  }

  async open(seen: Seen<ZnunyTicket>): Promise<Stopped> {
    const { ticket, now } = seen;
    if (isEnded(now)) {
      const reopened = znunyStates(this.#config).at('assigned') ?? '';
      const stopped =
        (await this.#change(ticket, { Ticket: { State: reopened } }, 'reopen ticket')) ??
        (await this.#reached(ticket, reopened, false));
      if (stopped !== null) return stopped;
    }
    return this.note(seen, 'public');
  }

  /** The web service knows no links: a private note names the other ticket by its number. */
  async link(ticket: string, into: string, kind: 'continues' | 'duplicate'): Promise<Stopped> {
    const there = await this.#tickets.byNumber(ticket);
    if ('stopped' in there) return there.stopped;
    if (saidOn(there.now)(linkLine(into, kind))) return null;
    return this.#change(ticket, { Article: linkArticle(into, kind) }, 'note the other ticket');
  }

  #newFields({ fields, ...operation }: TicketOperation): Fields {
    const { queue, queues, customer, ticketType, service } = this.#config;
    const { team } = fields;
    return {
      Title: titleOf({ fields, ...operation }),
      Queue: team !== null && Object.hasOwn(queues, team) ? queues[team] : queue,
      State: znunyStates(this.#config).at('registered') ?? '',
      Priority: priorityName(this.#config, fields.priority),
      CustomerUser: customer,
      ...(ticketType === undefined ? {} : { Type: ticketType }),
      ...(service === undefined ? {} : { Service: service }),
    };
  }

  /** A create that failed half-way leaves a ticket with its key and without its text (recorded, 27c and 27d). */
  async #openedOnce({ ticket, operation }: Told, said: (text: string) => boolean): Promise<Stopped> {
    if (operation.op !== 'open' || said(keyLine(operation))) return null;
    return this.#change(ticket, { Article: openingArticle(operation) }, 'write first article');
  }

  async #reached(ticket: string, state: string, ended: boolean): Promise<Stopped> {
    const after = await this.#tickets.byNumber(ticket);
    if ('stopped' in after) return after.stopped;
    if (isEnded(after.now) === ended) return null;
    return repairable(
      'znuny-refused',
      `change state: ${state} is ${ended ? 'no closed' : 'a closed'} state, or was not taken`,
    );
  }

  /** Never a dynamic field beside an article: newer releases would take it for the article's. */
  async #change(ticket: string, json: Fields, what: string): Promise<Stopped> {
    const id = await this.#tickets.idOf(ticket);
    if (typeof id !== 'string') return id;
    const reply = await this.#session.ask({ method: 'PATCH', path: `/Ticket/${id}`, json });
    if (reply.kind === 'refused' && noAccess.test(reply.code)) return this.#tickets.goneOrBlind();
    return reply.kind === 'ok' ? null : halted(reply, what);
  }
}

function saidOn({ Article }: ZnunyTicket): (text: string) => boolean {
  return (text) => (Article ?? []).some(({ Body }) => Body?.includes(text) === true);
}
