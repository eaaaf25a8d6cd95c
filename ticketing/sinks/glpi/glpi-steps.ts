// The single steps that ticket operations on GLPI are made of, each safe to repeat.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { closedForGood } from '../../sink.ts';
import type { FindOutcome, SinkOutcome, TicketRef } from '../../sink.ts';
import { Created, Followups, Links, SearchAnswer, TicketAnswer } from './glpi-answers.ts';
import type { GlpiConfig } from './glpi-config.ts';
import type { GlpiReply, GlpiSession } from './glpi-session.ts';
import { paragraphs } from '../text/html-text.ts';
import { noteMark, titleMarker } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { noteContent } from './glpi-text.ts';

/** A step that did not come through, as the operation's outcome; null: it did. */
export type Stopped = Exclude<SinkOutcome, { outcome: 'done' }> | null;

export function stoppedBy(reply: Exclude<GlpiReply, { kind: 'ok' }>, what: string): Exclude<Stopped, null> {
  if (reply.kind === 'lost')
    return { outcome: 'in-doubt', code: reply.code, message: `${what}: no trustworthy answer` };
  if (reply.kind === 'refused')
    return { outcome: 'refused', code: reply.code, message: `${what}: refused (${String(reply.status)})` };
  const { code, message, retryAfterMs } = reply;
  return {
    outcome: 'failed',
    code,
    message: `${what}: ${message}`,
    systemic: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

export const gone: Exclude<Stopped, null> = {
  outcome: 'refused',
  code: closedForGood,
  message: 'the ticket is deleted in GLPI',
};

function misread(what: string): Exclude<Stopped, null> {
  return { outcome: 'failed', code: 'glpi-misread', message: `${what}: the answer has another shape`, systemic: false };
}

/** A right or a dictionary that a person will repair: an open must not vanish for it, nor be asked for too often. */
const createRetryMs = 60_000;

function uncreated(code: string, status: number): Exclude<Stopped, null> {
  const message = `create ticket: refused, ${code} (${String(status)}): are the rights and the entity right?`;
  return { outcome: 'failed', code: 'glpi-create-refused', message, systemic: false, retryAfterMs: createRetryMs };
}

export class GlpiSteps {
  readonly #session: GlpiSession;
  readonly #pageUrl: string;

  constructor(session: GlpiSession, config: GlpiConfig) {
    this.#session = session;
    this.#pageUrl = config.url.replace(/\/apirest\.php$/, '/front/ticket.form.php?id=');
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: `${this.#pageUrl}${ticket}` };
  }

  /** By the title's marker, anchored: glpi-observed, pitfall 8. Deleted tickets are not found. */
  async find(key: string): Promise<FindOutcome> {
    const criterion = `criteria[0][field]=1&criteria[0][searchtype]=contains&criteria[0][value]=^${titleMarker(key)}`;
    const query = `${criterion}&forcedisplay[0]=2&range=0-49`.replace(/[[\]^]/g, (sign) => encodeURIComponent(sign));
    const reply = await this.#session.ask({ method: 'GET', path: `search/Ticket?${query}` });
    if (reply.kind !== 'ok') {
      const { code, message } = stoppedBy(reply, 'search');
      return {
        outcome: 'unknown',
        code,
        message,
        ...(reply.kind === 'failed' && reply.retryAfterMs !== undefined ? { retryAfterMs: reply.retryAfterMs } : {}),
      };
    }
    const answer = SearchAnswer.safeParse(reply.json);
    if (!answer.success || (answer.data.totalcount > 0 && answer.data.data === undefined)) {
      return { outcome: 'unknown', code: 'glpi-misread', message: 'search: the answer has another shape' };
    }
    // GLPI matches without regard to case: what it found is verified.
    const ids = (answer.data.data ?? []).filter((row) => row[1].startsWith(titleMarker(key))).map((row) => row[2]);
    return { outcome: 'found', tickets: ids.sort((a, b) => a - b).map((id) => this.refOf(String(id))) };
  }

  /** The ticket as it stands; `gone`: purged or in the bin. */
  async read(
    ticket: string,
  ): Promise<{ readonly ticket: TicketAnswer } | { readonly stopped: Exclude<Stopped, null> }> {
    const reply = await this.#session.ask({ method: 'GET', path: `Ticket/${ticket}?get_hateoas=false` });
    if (reply.kind === 'refused' && reply.status === 404) return { stopped: gone };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = TicketAnswer.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('read ticket') };
    return answer.data.is_deleted === 0 ? { ticket: answer.data } : { stopped: gone };
  }

  async create(
    input: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly ticket: string } | { readonly stopped: Exclude<Stopped, null> }> {
    const reply = await this.#session.ask({ method: 'POST', path: 'Ticket', input });
    if (reply.kind === 'refused') return { stopped: uncreated(reply.code, reply.status) };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'create ticket') };
    const created = Created.safeParse(reply.json);
    // It said yes in words that we can't read: it may well stand there.
    if (!created.success)
      return { stopped: { outcome: 'in-doubt', code: 'glpi-misread', message: 'create ticket: no id in the answer' } };
    return { ticket: String(created.data.id) };
  }

  /** Setting fields twice does no harm. `open`: a closed ticket refuses its fields; its reader is told by comment alone. */
  async setFields(ticket: string, input: Readonly<Record<string, unknown>>): Promise<Stopped> {
    const reply = await this.#session.ask({ method: 'PUT', path: `Ticket/${ticket}`, input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'update ticket');
    const now = await this.read(ticket);
    if ('stopped' in now) return now.stopped;
    // Closed by a person, who is right: no field is forced on it.
    return now.ticket.status === 6 ? null : stoppedBy(reply, 'update ticket');
  }

  /** Posts the operation's text; `again`: only if its mark is not there yet. Empty texts need no comment. */
  async note(
    ticket: string,
    operation: TicketOperation,
    kind: NoteKind,
    also: { again: boolean; reopen?: boolean },
  ): Promise<Stopped> {
    const text = kind === 'public' ? operation.fields.publicText : operation.fields.technicalText;
    if (text === '') return null;
    if (also.again) {
      const there = await this.#isNoted(ticket, noteMark(operation, kind));
      if (typeof there !== 'boolean') return there;
      if (there) return null;
    }
    const input = {
      itemtype: 'Ticket',
      items_id: Number(ticket),
      content: noteContent(operation, kind),
      is_private: kind === 'public' ? 0 : 1,
      ...(also.reopen === true ? { add_reopen: 1 } : {}),
    };
    const reply = await this.#session.ask({ method: 'POST', path: 'ITILFollowup', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'comment');
    // An unknown parent answers "no permission": pitfall 2.
    const now = await this.read(ticket);
    return 'stopped' in now ? now.stopped : stoppedBy(reply, 'comment');
  }

  /** Solves unless it is solved; 201 comes for unknown tickets too, so it is read first. */
  async solve(ticket: string, operation: TicketOperation): Promise<Stopped> {
    const before = await this.read(ticket);
    if ('stopped' in before) return before.stopped;
    if (before.ticket.status === 5 || before.ticket.status === 6) return null;
    const content = `${paragraphs(operation.fields.publicText)}<p>[${noteMark(operation, 'public')}]</p>`;
    const input = { itemtype: 'Ticket', items_id: Number(ticket), content };
    const reply = await this.#session.ask({ method: 'POST', path: 'ITILSolution', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'solve ticket');
    const after = await this.read(ticket);
    if ('stopped' in after) return after.stopped;
    return after.ticket.status === 5 || after.ticket.status === 6 ? null : stoppedBy(reply, 'solve ticket');
  }

  /** 1 linked to, 2 duplicate of. A second equal link is refused, which is as good. */
  async link(ticket: string, into: string, kind: 1 | 2): Promise<Stopped> {
    if (ticket === into) return null;
    const input = { tickets_id_1: Number(ticket), tickets_id_2: Number(into), link: kind };
    const reply = await this.#session.ask({ method: 'POST', path: 'Ticket_Ticket', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'link tickets');
    const links = await this.#session.ask({
      method: 'GET',
      path: `Ticket/${ticket}/Ticket_Ticket?get_hateoas=false&range=0-99`,
    });
    const known = links.kind === 'ok' ? Links.safeParse(links.json) : null;
    const linked =
      known?.success === true && known.data.some((row) => [row.tickets_id_1, row.tickets_id_2].includes(Number(into)));
    return linked ? null : stoppedBy(reply, 'link tickets');
  }

  async #isNoted(ticket: string, mark: string): Promise<boolean | Exclude<Stopped, null>> {
    const path = `Ticket/${ticket}/ITILFollowup?get_hateoas=false&range=0-199&sort=id&order=DESC`;
    const reply = await this.#session.ask({ method: 'GET', path });
    if (reply.kind === 'refused' && reply.status === 404) return gone;
    if (reply.kind !== 'ok') return stoppedBy(reply, 'read comments');
    const notes = Followups.safeParse(reply.json);
    if (!notes.success) return misread('read comments');
    return notes.data.some(({ content }) => content?.includes(`[${mark}]`) === true);
  }
}
